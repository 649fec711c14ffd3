"""Answers to an instrument's questions: as the framework asks them, and as an area's practice makes them likely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..evidence import SURVEYS
from ..framework import Condition, Framework, Item
from ..measures import of_item
from .chance import Chance
from .place import Place, Row

NEAR = (6, 3, 1)  # how often each answer is given, from the border between what counts and what does not
NO_SIDE = ("don't know", "not applicable")
UNSURE = 0.3  # of those whose answer does not count and who could say that they do not know
NOT_GIVEN = 0.02  # of all answers that could have been given
OUTLIER, FAR = 0.06, 0.18  # how many questions of an area are far from the nation's answers, and how far
LEAN = 0.07  # how far a group of people may lean one way in all areas
TRIES = 20


class Answers:
    """What is likely in one area: a share a question, drawn for the nation and then for the area around it."""

    def __init__(self, place: Place, framework: Framework):
        self.place, self.framework = place, framework
        self.agreed = "agreed" in place.extremes
        self.conditions = {item.item: item.condition for item in framework.items.values()}
        self.filters = {found[0] for found in self.conditions.values() if found and found[1] == "="}
        self.tone = place.chance("tone").near(0, 0.04)
        self.shares = {item.item: self._share(item) for item in framework.items.values()}
        self.sides = {item.item: _sides(item, framework) for item in framework.items.values()}
        self.leans: dict[tuple[str, str], float] = {}

    def _share(self, item: Item) -> float:
        """How likely an answer to a question is to count: alike in all areas but for what is the area's own."""
        nation, area = Chance(self.place.seed, "nation", item.item), self.place.chance("share", item.item)
        good = item.better == "higher"
        if self.agreed:
            return 1.0 if good else 0.0
        if item.column in self.filters:
            return nation.between(0.86, 0.98)
        usual = nation.between(0.52, 0.93) if good else nation.between(0.12, 0.36)
        own = (self.tone if good else -self.tone) + area.near(0, 0.04)
        far = area.pick((-FAR, FAR)) if area.happens(OUTLIER) else 0.0
        return min(0.98, max(0.04, usual + own + far))

    def answer(self, rows: Sequence[Row], instrument: str) -> None:
        """Put answers into rows whose groups are known; a row that the edition's checks would count is drawn anew."""
        chance, items = self.place.chance("answers", instrument), self.framework.items_of(instrument)
        checks = [rule.conditions for rule in self.framework.checks if rule.table == instrument and not rule.switches]
        for row in rows:
            for _ in range(TRIES):
                row.update(self._reply(row, items, chance))
                if all(
                    not meets(row, rule["when"], self.framework) or meets(row, rule["expected"], self.framework)
                    for rule in checks
                ):
                    break

    def _reply(self, known: Row, items: Sequence[Item], chance: Chance) -> Row:
        """One person's or record's answers, in the order of the questions; blank where not asked or not answered."""
        given = dict(known)
        warmth = 0.0 if self.agreed else chance.near(self._leaning(known), 0.09)
        for item in items:
            condition = self.conditions[item.item]
            asked = condition is None or meets(given, condition, self.framework)
            left_out = item.column not in self.filters and chance.happens(NOT_GIVEN)
            given[item.column] = self._one(item, warmth, chance) if asked and not left_out else ""
        return given

    def _one(self, item: Item, warmth: float, chance: Chance) -> str:
        share = self.shares[item.item]
        counted, others, unsure = self.sides[item.item]
        if not self.agreed:
            share = min(0.99, max(0.01, share + (warmth if item.better == "higher" else -warmth)))
        if chance.happens(share):
            return chance.pick(counted)
        if unsure and not self.agreed and chance.happens(UNSURE):
            return unsure
        return chance.pick(others)

    def _leaning(self, row: Row) -> float:
        """How far a row's groups lean one way, which they do alike in every area."""
        total = 0.0
        for column in ("role", "level", "age_band"):
            if row.get(column):
                key = (column, row[column])
                if key not in self.leans:
                    self.leans[key] = Chance(self.place.seed, "nation", *key).between(-LEAN, LEAN)
                total += self.leans[key]
        return total


def meets(row: Mapping[str, str], condition: Condition, framework: Framework) -> bool:
    """Whether a row meets a condition of the framework; a blank cell meets only "is blank".

    >>> from pathlib import Path
    >>> from inspection_lib.framework import read
    >>> framework = read(Path("params/framework/2022"))
    >>> meets({"plan": ""}, ("plan", "is not", "yes"), framework), meets({"plan": "no"}, ("plan", "=", "no"), framework)
    (False, True)
    """
    column, test, value = condition
    cell = row[column]
    if test in ("is blank", "is not blank"):
        return (cell == "") == (test == "is blank")
    if test == "in":
        return cell in framework.routes[value].values.split(";")
    return cell != "" and (cell == value) == (test == "=")


def _sides(item: Item, framework: Framework) -> tuple[list[str], list[str], str]:
    """The answers that count and those that do not, each as often as it is given; don't know, if people may say so."""
    counts = of_item(item, framework)[0].counts
    scale = [row.answer for row in framework.answers[item.answers]]
    plain = [answer for answer in scale if answer not in NO_SIDE]
    counted = [answer for answer in plain if answer in counts]
    others = [answer for answer in plain if answer not in counts]
    first = counted if plain[0] in counts else others
    first.reverse()
    unsure = NO_SIDE[0] if item.instrument in SURVEYS and NO_SIDE[0] in scale else ""
    return _often(counted), _often(others), unsure


def _often(side: Sequence[str]) -> list[str]:
    """Each answer of a side as often as it is given: the nearest to the other side most."""
    return [answer for n, answer in enumerate(side) for _ in range(NEAR[min(n, len(NEAR) - 1)])]
