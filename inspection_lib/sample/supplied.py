"""What the partnership supplied: figures with earlier values, and examples of practice."""

from __future__ import annotations

from collections.abc import Sequence

from ..context import change
from .chance import Chance
from .place import Place, Row, read_words

OFTEN, MISTAKEN, ROUGH, CHECKED = 0.75, 0.06, 0.2, 0.7
TREND = (("fallen", "falling"), ("risen", "rising"), ("stayed much the same", "unchanged"))


def figures(place: Place, documents: Sequence[Row]) -> list[Row]:
    """Figures for the size of the area; one in some is stated as another change than its two values come to."""
    chance = place.chance("figures")
    found: list[Row] = []
    for words in read_words("figures"):
        if not chance.happens(OFTEN):
            continue
        sources = [row["document_id"] for row in documents if words["indicator"] in row["reaches"].split()]
        row = {column: words[column] for column in ("heading", "indicator", "theme", "label", "group", "unit")}
        row |= {"figure_id": f"F{len(found) + 1:02}", "period": place.year(), "sentence": words["sentence"]}
        row |= {"source_id": chance.pick(sources), "checked": "yes" if chance.happens(CHECKED) else "no"}
        found.append(row | (_values(place, words, chance) if words["low"] else _moved(words, chance)))
    return found


def _moved(words: Row, chance: Chance) -> Row:
    """A direction without a figure, as a partnership states it."""
    told, stated = chance.pick(TREND)
    return {"stated": stated, "sentence": words["sentence"].replace("{moved}", told)}


def _values(place: Place, words: Row, chance: Chance) -> Row:
    """A value; of what is counted an earlier one too, and the change as it was stated."""
    rate = chance.between(float(words["low"]), float(words["high"]))
    if words["unit"] == "percent":
        return {"qualifier": "exactly", "value": str(round(rate))}
    step = 1000 if words["unit"] == "GBP" else 1
    value = max(1, round(rate * place.population / 1000 / step)) * step
    moved = chance.between(-float(words["moves"]), float(words["moves"])) / 100
    earlier = max(1, round(value / (1 + moved) / step)) * step
    rough = value > 100 and chance.happens(ROUGH)
    value = round(value, -1) if rough else value
    stated = change(earlier, value)
    if stated.endswith("%") and chance.happens(MISTAKEN):
        stated = change(earlier, value + max(step, round(value * 0.06)))
    return {
        "qualifier": "about" if rough else "exactly", "value": str(value), "stated": stated,
        "earlier_value": str(earlier), "earlier_period": place.year(before=2),
    }  # fmt: skip


def examples(place: Place, tables: dict[str, list[Row]]) -> list[Row]:
    """A boxed example or two, each resting on a document and on what was heard under its heading."""
    chance = place.chance("examples")
    found: list[Row] = []
    for words in chance.some(read_words("examples"), 1 if "tiny" in place.extremes else 2):
        heard = [row["note_id"] for row in tables["voices"] if row["heading"] == words["after_heading"]]
        read = [row["document_id"] for row in tables["documents"] if words["indicator"] in row["reaches"].split()]
        columns = ("title", "after_heading", "indicator", "need", "what_partners_did", "difference_made")
        row = {column: words[column] for column in columns}
        row |= {"example_id": f"X{len(found) + 1}", "rests_on": " ".join([*heard[:2], chance.pick(read)])}
        row["agreed_with_partnership"] = "yes" if chance.happens(0.7) else "no"
        found.append(row)
    return found
