"""Someone who holds everything that a draft gives out, and what was shared before, learns nothing of a few."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import attacker
import drawing
import pytest
import test_attack
from click.testing import CliRunner

from inspection_lib import batch, load_case, sections
from inspection_lib.batch.leaks import without_texts
from inspection_lib.batch.notebooks import CellFailed
from inspection_lib.cli import main
from inspection_lib.disclosure import disclosed
from inspection_lib.estimates import estimates
from inspection_lib.evidence import INSTRUMENTS, Case
from inspection_lib.export import claims, in_edition, whole_page
from inspection_lib.measures import tallies
from inspection_lib.suppression import complement, found_out, hidden_counts, plan_of

ROOT = Path(__file__).parents[1]
CANARY = "zqxv"


# Everything that one draft gives


def attacked(seed: int, folder: Path) -> int:
    case = drawing.partnership(seed, folder / str(seed))
    files = drawing.published(case)
    tried, recovered, unknown = attacker.attack(case, files)
    assert not recovered, (seed, recovered[:3])
    assert not unknown, (seed, unknown[:3])
    assert not disclosed(case, {name: text for name, text in files.items() if not name.endswith(".json")})
    return tried


@pytest.mark.parametrize("seed", [10, 11])  # one of the smallest islands, and an area of 220 replies
def test_no_small_count_can_be_found_from_all_that_a_draft_gives(tmp_path: Path, seed: int):
    assert attacked(seed, tmp_path) >= 100


@pytest.mark.attack
@pytest.mark.parametrize("first", range(0, 200, 25))
def test_no_small_count_can_be_found_from_all_that_two_hundred_drafts_give(tmp_path: Path, first: int):
    assert sum(attacked(seed, tmp_path) for seed in range(first, first + 25)) >= 1_000


@pytest.mark.attack
def test_the_attacker_finds_a_group_whose_neighbour_is_shown(tmp_path: Path):
    """The attack can fail: one more group shown, and what was hidden beside it is found."""
    case = drawing.partnership(11, tmp_path)
    data, plan = claims(case), plan_of(case)
    found = {}
    for row in data["estimates"]:
        column = row["group"] and row["group"]["column"]
        if column and row["id"] in plan.hidden and row["item"] in {i.split("[")[0] for i in found_open(case)}:
            found.setdefault((row["item"], column), []).append(row)
    for rows in (rows for rows in found.values() if len(rows) > 1):
        tally = tallies(case)[rows[0]["item"]]
        cells = {row["id"]: tally.cell(known(case, row["id"])) for row in rows}
        for row in sorted(rows, key=lambda row: cells[row["id"]][0])[1:]:  # all but the smallest
            row["numerator"], row["base"] = cells[row["id"]]

    _, recovered, _ = attacker.attack(case, {"claims.json": json.dumps(data)})

    assert recovered


def found_open(case: Case) -> set[str]:
    return {name for name, estimate in estimates(case).items() if not estimate.hidden}


def known(case: Case, name: str):
    return estimates(case)[name].measure


# What was shared before


def told_late(seed: int, number: int, folder: Path, shared: bool = True) -> tuple[int, list]:
    """What can be found of a few who came late, from the draft that was shared before and the one published now."""
    case = drawing.partnership(seed, folder / str(seed))
    source = "record_reading" if seed % 3 == 0 and len(case.evidence["record_reading"]) > 30 else "staff_survey"
    before, late = drawing.before_late(case, source, min(number, len(case.evidence["staff_survey"]) // 2))
    sent = attacker.read(before, drawing.shared_files(before, "partnership"))
    now = replace(case, shared=(claims(before),) if shared else (), kept={})
    tried, recovered, _ = attacker.attack(
        now, drawing.shared_files(now, "publication"), attacker.Early(sent, source, late)
    )
    return tried, recovered


@pytest.mark.attack
def test_what_a_few_late_replies_said_is_found_only_where_the_shared_draft_is_forgotten(tmp_path: Path):
    assert told_late(2, 2, tmp_path / "a", shared=False)[1]
    assert not told_late(2, 2, tmp_path / "b")[1]


@pytest.mark.attack
@pytest.mark.parametrize("first", range(0, 40, 10))
def test_what_a_few_late_replies_said_is_not_found_beside_a_shared_draft(tmp_path: Path, first: int):
    for seed in range(first, first + 10):
        assert not told_late(seed, (2, 3, 6, 12, 20)[seed % 5], tmp_path)[1], seed


def shared_and_changed(copy: Path, change: Callable[[str], str]) -> tuple[Case, Case]:
    """North Lanarkshire whose draft was shared by command, then with other staff replies; and the same not shared."""
    outputs = copy.parent.parent / "outputs" / copy.stem
    outputs.mkdir(parents=True)
    (outputs / "claims.json").write_text(json.dumps(claims(load_case(copy))), encoding="utf-8")
    result = CliRunner().invoke(main, ["share", str(copy), "--draft", str(outputs)])
    assert (result.exit_code, result.output.startswith("Noted as shared")) == (0, True)
    table = copy.parent / copy.stem / "staff_survey.csv"
    table.write_text(change(table.read_text(encoding="utf-8")), encoding="utf-8")
    copy.write_text(re.sub(r"staff_replies: .*", "staff_replies:", copy.read_text(encoding="utf-8")), encoding="utf-8")
    known = load_case(copy)
    return known, replace(known, shared=(), kept={})


def test_three_late_replies_of_one_mind_cannot_be_read_off_two_drafts(copy: Path):
    def late(text: str) -> str:
        row = next(line for line in text.splitlines() if ",police," in line and '"' not in line)
        same = re.sub(r"(strongly )?(dis)?agree|don't know", "strongly agree", row)
        return text + "".join(same.replace(row.split(",")[0], f"S9{n:03}", 1) + "\n" for n in range(3))

    known, forgot = shared_and_changed(copy, late)

    assert "staff.valued" not in plan_of(forgot).hidden
    assert "staff.valued" in plan_of(known).hidden
    assert estimates(known)["staff.valued"].numerator is None


def test_a_draft_that_is_shared_and_made_again_hides_as_it_did(copy: Path):
    known, forgot = shared_and_changed(copy, lambda text: text)
    result = CliRunner().invoke(main, ["share", str(copy), "--draft", str(copy.parent.parent / "outputs" / copy.stem)])

    assert (plan_of(known), known.shared != ()) == (plan_of(forgot), True)
    assert result.output == "This draft was noted as shared already\n"


def test_what_another_partnership_shared_and_a_spoilt_file_stop_the_work(copy: Path):
    place = copy.parent / copy.stem / "shared.json"
    for content in ("{}", '{"schema": "inspection-shared/1", "partnership": "S12000042", "drafts": []}'):
        place.write_text(content, encoding="utf-8")
        result = CliRunner().invoke(main, ["check", str(copy)])

        assert result.exit_code == 1
        assert "I29" in result.output


# As little as can be


def test_what_is_hidden_beside_a_small_group_is_near_the_least_that_would_do(case: Case, monkeypatch):
    """Over 25 drawn surveys, against the least of all choices of groups: at most two more in any table, 5% in all."""
    tables = []

    def watched(hiding: complement.Hiding) -> set[complement.Group]:
        own = set(hiding.gone)
        gone = least(hiding)
        tables.append((hiding, own, gone))
        return gone

    least = complement.Hiding.least
    monkeypatch.setattr(complement.Hiding, "least", watched)
    for seed in range(25):
        plan_of(test_attack.drawn(case, seed))
    extra = [(len(gone - own), fewest(hiding, own, len(gone - own))) for hiding, own, gone in tables if own]
    ours, optimum = (sum(numbers) for numbers in zip(*extra, strict=True))

    assert optimum > 50
    assert all(more <= fewer + 2 for more, fewer in extra)
    assert ours <= 1.05 * optimum


def fewest(hiding: complement.Hiding, own: set[complement.Group], most: int) -> int:
    """The fewest further groups that close a table, found by trying all sets of fewer than are hidden."""
    rest = [group for group in hiding.cells if group not in own]
    for number in range(most):
        for some in itertools.combinations(rest, number):
            gone = own | set(some)
            if replace(hiding, gone=set(gone)).close() == gone:
                return number
    return most


def test_the_annex_and_the_claims_say_how_much_is_hidden_and_why(case: Case):
    about = hidden_counts(case)
    said = f"Counts of answers, by everyone and by group: {about.counts:,}. Hidden of these: {about.hidden:,}; "

    assert about.own + about.others == about.hidden
    assert said in sections.annex(case)._repr_html_()
    assert claims(case)["hidden"]["others"] == about.others


def test_that_hardly_any_other_was_hidden_is_not_said(case: Case):
    """It would say of each hidden count that it is small."""
    found = [hidden_counts(case), *(hidden_counts(test_attack.drawn(case, seed)) for seed in range(8))]

    assert {about.own is None for about in found if about.hidden} == {True, False}
    assert all((about.own is None) == (about.others is None) for about in found)
    assert all(about.others >= 5 and about.own >= 5 for about in found if about.own is not None)


# What is drawn


def test_a_dot_stands_where_its_table_says_and_a_hidden_row_has_none(case: Case):
    page = sections.source(case, "children_survey")._repr_html_() + sections.source(case, "staff_survey")._repr_html_()
    for figure in re.findall(r"<figure.*?</figure>", page, flags=re.DOTALL):
        found = attacker.BeautifulSoup(figure, "html.parser")
        rows = [[cell.get_text() for cell in row.find_all("td")] for row in found.tbody.find_all("tr")]
        shares = [int(row[0].replace(",", "")) / int(row[1].replace(",", "")) for row in rows if row[0] != "hidden"]
        dots = [float(x) for x in re.findall(r'<use [^>]*x="([\d.]+)"', figure)]
        assert len(dots) == len(shares)
        spread = (max(dots) - min(dots)) / (max(shares) - min(shares))
        assert all(abs(x - min(dots) - spread * (s - min(shares))) < 0.01 for x, s in zip(dots, shares, strict=True))


# Rendered documents


def test_no_document_of_ours_shows_what_is_hidden(case: Case):
    texts = {edition: whole_page(in_edition(case, edition)) for edition in ("internal", "publication")}

    assert disclosed(case, texts) == []
    assert found_out(case, found_open(case)) == []


@pytest.mark.parametrize(
    ("code", "planted"),
    [
        ("H1", "<tr><th>{label}</th><td>{k}</td><td>{n}</td><td>hidden</td></tr>"),
        ("H1", "{label}  {k}  {n}"),
        ("H2", "<p>{label}: {k} of the {n} said so.</p>"),
        ("H2", '<p><img alt="Bars. {label}: 9% ({k} of {n})."></p>'),
        ("H3", "<tr><th>{label}</th><td>hidden</td><td>few</td></tr>"),
    ],
)
def test_a_hidden_number_in_a_document_is_found_without_being_said(case: Case, code: str, planted: str):
    name = next(
        n for n in sorted(plan_of(case).withheld) if estimates(case)[n].measure.group is None and ".not" not in n
    )
    measure = known(case, name)
    k, n = tallies(case)[measure.item.item].cell(measure)
    text = planted.format(label=sections.views.label(estimates(case)[name]), k=k, n=n)
    found = disclosed(case, {"report.docx": text})

    assert [problem.code for problem in found] == [code]
    assert not re.search(rf"\b{k}\b", found[0].message)


def test_a_count_shown_in_spite_of_the_plan_is_found(case: Case):
    group = next(name for name in sorted(plan_of(case).hidden) if "[" in name)

    assert group in found_out(case, {*found_open(case), group})


# People's own words


def with_canaries(copy: Path) -> None:
    """A word that is nowhere else, in every comment and reader's note and in the id of every reply and record."""
    folder = copy.parent / copy.stem
    for table, column in [
        *((t, "comment") for t in INSTRUMENTS[:3]),
        ("record_reading", "note"),
        ("engagement", "note"),
    ]:
        frame = attacker_frame(folder / f"{table}.csv")
        frame[column] = [f"{CANARY} told us {n} times about the stairwell" for n in range(len(frame))]
        if table in INSTRUMENTS:
            cited = (folder / "voices.csv").read_text(encoding="utf-8")
            first = frame.columns[0]
            frame[first] = [name if name in cited else f"{CANARY}{name}" for name in frame[first]]
        frame.to_csv(folder / f"{table}.csv", index=False)
    notes = attacker_frame(folder / "voices.csv")
    hers = notes["use"].isin(["background", "do not use"])
    notes.loc[hers, "text"] = f"{CANARY} said that it was cold"
    notes.to_csv(folder / "voices.csv", index=False)


def attacker_frame(path: Path):
    return drawing.pd.read_csv(path, dtype=str, keep_default_na=False)


def test_nobodys_own_words_and_no_id_of_a_reply_are_in_any_output(copy: Path):
    with_canaries(copy)
    settings = copy.read_text(encoding="utf-8")
    aside = f"set_aside: [{{file: staff_survey.csv, rows: [{CANARY}S0001], reason: sent twice}}]"
    copy.write_text(settings.replace("set_aside: []", aside), encoding="utf-8")
    frame = attacker_frame(copy.parent / copy.stem / "staff_survey.csv")
    assert f"{CANARY}S0001" in set(frame["reply_id"])
    copy.write_text(re.sub(r"staff_replies: .*", "staff_replies:", copy.read_text(encoding="utf-8")), encoding="utf-8")

    files = drawing.published(load_case(copy))

    assert [name for name, text in files.items() if CANARY in text.casefold()] == []


def test_the_story_of_a_failed_cell_leaves_peoples_words_out(copy: Path):
    with_canaries(copy)
    case = load_case(copy)
    comment, reply = case.evidence["staff_survey"][["comment", "reply_id"]].iloc[3]
    story = f"ValueError: could not convert string to float: '{comment}'\nKeyError: '{reply}'; {comment[:25]}..."

    told = without_texts(case, story)

    assert CANARY not in told
    assert told.startswith("ValueError: could not convert string to float: '(left out)'\nKeyError: '(left out)'")


@pytest.mark.attack
def test_a_whole_run_and_its_log_hold_no_canary(copy: Path, tmp_path: Path):
    with_canaries(copy)
    made = batch.run(copy, tmp_path / "outputs", ROOT / "notebooks")
    spoilt = tmp_path / "notebooks"
    shutil.copytree(ROOT / "notebooks", spoilt)
    first = spoilt / "01_evidence.ipynb"
    text = first.read_text(encoding="utf-8")
    first.write_text(text.replace("sections.reach(case)", "case.evidence['staff_survey']['comment'].astype(float)"))

    with pytest.raises(CellFailed) as failed:
        batch.run(copy, tmp_path / "outputs", spoilt)

    assert "(left out)" in str(failed.value)
    texts = [path.read_text(encoding="utf-8") for path in made.rglob("*") if path.is_file()]
    assert not any(CANARY in text.casefold() for text in [*texts, str(failed.value), failed.value.traceback])
