"""People's narratives: what they name is said by the evidence, bound to it, and refused where it may not be said."""

from __future__ import annotations

import csv
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection_lib import InspectionError, sections
from inspection_lib.cli import main
from inspection_lib.estimates import estimates
from inspection_lib.evidence import Case
from inspection_lib.export import claims
from inspection_lib.narrative import draft
from inspection_lib.wording import percent
from inspection_lib.written import entries, formatted, orphans, strangers, told, written
from inspection_lib.written.rendering import rendered
from inspection_lib.written.sentences import passages

FOLDER = Path(__file__).parents[1] / "params" / "north-lanarkshire"


def said(case: Case, text: str) -> str:
    """What a narrative says, a paragraph or line of a list a line; nothing of it may be wrong."""
    pieces, slips = rendered(case, text)
    assert slips == []
    return "\n".join(" ".join(s.text for s in p.sentences) for p in passages(pieces))


def wrong(case: Case, text: str) -> list[tuple[int, str]]:
    return [(slip.line, slip.message) for slip in rendered(case, text)[1]]


def beside(case: Case, folder: Path, **files: str) -> Case:
    """The case with some narrative files, named after their heading with _ for a dot, and nothing else there."""
    shutil.copy(FOLDER / "published.csv", folder)
    (folder / "narrative").mkdir()
    for name, text in files.items():
        file = f"{name.replace('_', '.')}.md" if name != "declared" else "declared.txt"
        (folder / "narrative" / file).write_text(text, encoding="utf-8")
    evidence = case.params.evidence.model_copy(update={"folder": str(folder)})
    return replace(case, params=case.params.model_copy(update={"evidence": evidence}), kept={})


FORMS = {
    "{{ staff.valued }} felt valued.": "Almost three-quarters of staff who replied to our survey felt valued.",
    "{{ staff.valued }} did. So did {{ staff.listened_respected }}.": (
        "Almost three-quarters of staff who replied to our survey did. So did most staff who replied."
    ),
    "{{ records.chronology }} had one.": "All the records we read had one.",
    '{{ staff.valued.of("staff") }} did': "Almost three-quarters of staff did.",
    "Of staff, {{ staff.valued.term }} or {{ staff.valued.fraction }} did.": (
        "Of staff, the majority or almost three-quarters did."
    ),
    "It was {{ staff.valued.percent }} ({{ staff.valued.count }}).": "It was 72% (934 of 1,298).",
    "{{ staff.valued.numerator }} of the {{ staff.valued.base }} did.": "934 of the 1,298 did.",
    "{{ staff.valued.not.percent }} did not.": "28% did not.",
    "{{ staff.valued.sentence }}.": (
        "Almost three-quarters of staff who replied to our survey felt valued for their work."
    ),
    "{{ staff.valued[role=police] }} did.": "The majority of police officers and staff did.",
    '{{ staff.valued["role=police"].word }}, {{ staff.valued[role = "police"].word }}': "The majority, the majority.",
    "{{ F01.of('exclusion', 'exclusions') }} in {{ F01.period }}.": "19 exclusions in 2022/23.",
    "There was {{ F01.change }} from {{ F01.earlier }} in {{ F01.earlier_period }}.": (
        "There was a fall of 88% from 158 in 2019/20."
    ),
    "This was {{ F01.change_percent | a }} fall.": "This was an 88% fall.",
    "{{ F02 }} went.": "Less than a third went.",
    "In all, {{ official.population }} people.": "In all, 341,400 people.",
    "{{ D07 }} says so. {{ on(N0001) }}": "Virtual school: yearly report says so.",
    "{# left out #}Staff knew.\n{% if staff.valued.shown %}\nIt shows.\n{% else %}\nNot.\n{% endif %}": (
        "Staff knew. It shows."
    ),
    '{% if staff.valued.term == "most" %}Most.{% elif not staff.valued.shown %}None.{% else %}Other.{% endif %}': (
        "Other."
    ),
    "Approx. 3 of them, e.g. Police. It cost £2.5 million. “Why?” Nobody knew.": (
        "Approx. 3 of them, e.g. Police. It cost £2.5 million. “Why?” Nobody knew."
    ),
    "- one thing;\n- {{ F01 }} others. {{ staff.valued.term }} did\n\nAnd then": (
        "One thing; 19 others. The majority did.\nAnd then."
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", FORMS)
def test_each_form_is_said_in_the_words_of_the_report(case: Case, text: str):
    assert said(case, text) == FORMS[text]


REFUSED = {
    "{{ staf.valued }}": "there is no evidence of this name; did you mean 'staff.valued'?",
    "{{ F01.chnge }}": (
        "F01 has no form of this name; it has value, earlier, change, change_percent, period, earlier_period, sentence,"
        " shown, of; did you mean 'change'?"
    ),
    "{{ staff.valued[role=polise] }}": (
        "there is no evidence of this name, or the group is too small to be shown; did you mean"
        " 'staff.valued[role=police]'?"
    ),
    "{{ parents.help_only_at_crisis }}": (
        "the word for parents.help_only_at_crisis is withheld, as it would tell how few answered one way; leave it out,"
        " or say that it is not reported here"
    ),
    "{{ staff.girfec_positive.groups('shoe size') }}": (
        "there are no such groups of staff.girfec_positive; there are role, agency, locality and level"
    ),
    "{{ N0001.says('words that are not there') }}": (
        "N0001 does not have these words; what is in the brackets has to stand in it as it is"
    ),
    "{{ staff.valued.compared(staff.listened_respected) }}": (
        "only what different people answered is compared: two groups of one question, a group and everyone, or two"
        " sources"
    ),
    "{{ staff.valued.shown }}": (
        "a name of evidence or one of its forms was wanted; this one is for an if, or is plain text"
    ),
    "{{ staff.valued.of }}": '.of wants words in brackets behind it, such as .of("...")',
    "{{ records.plan_quality }}": (
        "this is the beginning of several names: records.plan_quality.good_or_better,"
        " records.plan_quality.good_or_better.not, records.plan_quality.adequate_or_weak and 3 more"
    ),
    "{% if staff.valued.shown %}Yes.{% else %}{{ staff.nobody }}{% endif %}": "there is no evidence of this name",
}  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_said_is_refused_with_its_line_and_what_can_be_said_instead(case: Case, text: str):
    ((line, message),) = wrong(case, f"Staff told us.\n\n{text}\n")

    assert line == 3
    assert message.startswith(REFUSED[text])


def test_a_hidden_number_is_refused_and_its_word_offered(case: Case):
    numbers = case.params.small_numbers.model_copy(update={"threshold": 10})
    case = replace(case, params=case.params.model_copy(update={"small_numbers": numbers}), kept={})
    hidden = next(e for e in estimates(case).values() if e.hidden and e.term)

    ((_, message),) = wrong(case, f"{{{{ {hidden.id}.percent }}}}")

    assert message == f"the numbers of {hidden.id} are hidden, as few answered one way; its word can be said: " + (
        "{{ " + hidden.id + " }}"
    )
    assert said(case, f"{{{{ {hidden.id}.word }}}}")


def test_no_form_of_a_hidden_measure_gives_a_number(case: Case):
    forms = ("percent", "count", "numerator", "base", "fraction")
    hidden = [e.id for e in estimates(case).values() if e.hidden and not e.measure.group]

    assert hidden
    for name in hidden:
        assert all(wrong(case, f"{{{{ {name}.{form} }}}}") for form in forms)


def test_groups_are_those_that_may_be_shown(case: Case):
    told = said(case, '{{ staff.valued.groups("agency") }} did.')
    shown = [e for e in estimates(case).values() if e.id.startswith("staff.valued[agency=") and not e.hidden]

    assert len(re.split(r", | and (?=most|the|few|almost|less)", told)) == len(shown)


UNSAFE = [
    "{% for x in staff %}a{% endfor %}", "{% set x = 1 %}", "{% macro x() %}{% endmacro %}", "{% include 'x' %}",
    "{{ 9 ** 9 ** 9 }}", "{{ 'a' * 10 }}", "{{ 'a' ~ 'b' }}", "{{ staff.__class__.__mro__ }}",
    "{{ staff.valued.__init__ }}",
    "{{ range(9) }}", "{{ cycler('a') }}", "{{ staff.valued | upper }}", "{{ [1, 2] }}", "{{ {'a': 1} }}", "{{ on }}",
    "{{ 'plain' }}", "{{ 1 }}", "{{ lipsum() }}", "{{ self }}", "{{ staff.valued", "{% if staff.valued.shown %}a",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "{{ " + "9" * 9000 + " }}", "{{ a" + ".a" * 5000 + " }}",
    "{% extends 'x' %}", "{% block x %}{% endblock %}", "{{ on(*staff) }}", "{{ on(x=1) }}", "{{ staff.valued.of(1) }}",
]  # fmt: skip


@pytest.mark.parametrize("text", UNSAFE, ids=range(len(UNSAFE)))
def test_nothing_but_names_and_if_is_read(case: Case, text: str):
    assert wrong(case, text)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="{}%# \n.-ab|()[]='\"1valuedstaf", max_size=50))
def test_any_text_is_said_or_refused_and_nothing_else(case: Case, text: str):
    pieces, _ = rendered(case, text)

    for passage in passages(pieces):
        for sentence, lines in zip(passage.sentences, passage.lines, strict=True):
            assert len(lines) >= len(sentence.text) - 1
            assert "\n" not in sentence.text


def test_a_message_never_repeats_what_was_typed(case: Case):
    for text in ("{{ Zebedee }}", "{{ F01.Zebedee }}", "{{ N0001.says('Zebedee') }}", "{{ Zebedee(", "{% Zebedee %}"):
        assert all("Zebedee" not in message for _, message in wrong(case, text))


def test_each_sentence_is_bound_to_what_it_names_word_by_word(case: Case):
    pieces, _ = rendered(
        case, "{{ staff.valued }} felt valued, {{ F01 }} did not. Staff met. {{ on(N0166) }} It helped."
    )
    first, second, third = passages(pieces)[0].sentences

    assert first.rests_on == ("staff.valued", "F01")
    assert [(first.text[b.start : b.end], b.id) for b in first.bound] == [
        ("Almost three-quarters of staff who replied to our survey", "staff.valued"),
        ("19", "F01"),
    ]
    assert (second.text, second.rests_on) == ("Staff met.", ("N0166",))
    assert (third.text, third.rests_on) == ("It helped.", ())


def test_a_line_that_only_rests_a_sentence_on_notes_parts_no_paragraph(case: Case):
    pieces, _ = rendered(case, "Staff met.\n{{ on(N0166) }}\nIt helped.\n\nThey wrote.")

    first, second = passages(pieces)

    assert [(s.text, s.rests_on) for s in first.sentences] == [("Staff met.", ("N0166",)), ("It helped.", ())]
    assert [s.text for s in second.sentences] == ["They wrote."]


def test_formatting_is_said_with_its_line():
    text = "Plain, 3 * 4 and 5 > 4.\n- a list\n# A\n* b\n1. c\n> d\n| e | f |\n[g](h)\n<b>i</b>\n**j**\n`k`\n_l_\n---"

    assert [slip.line for slip in formatted(text)] == list(range(3, 14))


def test_a_narrative_takes_the_place_of_the_draft_and_of_an_example(case: Case, unwritten: Case, tmp_path: Path):
    own = beside(case, tmp_path, X1="They met weekly.", **{"1_1": "Staff told us.\n\n- {{ staff.valued }} did\n- more"})

    page = sections.statement(own, "1")._repr_html_()

    automatic = draft(case, "1.1")[0].sentences[0].text
    assert "<p>Staff told us.</p>" in page
    assert "<li>Almost three-quarters of staff who replied to our survey did." in page
    assert "They met weekly." in page
    assert automatic not in page
    assert automatic in sections.statement(unwritten, "1")._repr_html_()


def test_a_narrative_that_cannot_be_said_is_not_printed_in_part(case: Case, tmp_path: Path):
    own = beside(case, tmp_path, **{"1_1": "Staff told us.\n{{ staff.valeud }}"})

    with pytest.raises(InspectionError, match=r"narrative/1\.1\.md, line 2: there is no evidence of this name"):
        told(own, "1.1")


def test_orphans_are_said_with_their_line_and_declared_names_are_none(case: Case, tmp_path: Path):
    text = "Staff told us.\n\nThe Plan for 12 Weeks began. Most\nstaff\nwere in 14 teams. {{ staff.valued }} were."
    own = beside(case, tmp_path, declared="# names\nPlan for 12 Weeks\n", **{"1_1": text})

    assert orphans(own) == [("narrative/1.1.md", 3), ("narrative/1.1.md", 5)]
    assert "rest on no evidence: 2, in narrative/1.1.md." in sections.cover(own)._repr_html_()
    assert "rest on no evidence" not in sections.cover(case)._repr_html_()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"caf\xe9", "this could not be read; a UTF-8 text file was wanted"),
        (b"   \n", "this file has no text"),
        (b"{# only a remark #}", "this file says nothing"),
        (b"a" * 100_001, "this is longer than 100,000 characters"),
        ("a\ue000b".encode(), "this line holds a character that is no letter, mark or space"),
        ("a\u202eb".encode(), "this line holds a character that is no letter, mark or space"),
    ],
)
def test_a_file_that_is_no_plain_text_is_refused(case: Case, tmp_path: Path, text: bytes, message: str):
    own = beside(case, tmp_path)
    (tmp_path / "narrative" / "1.1.md").write_bytes(text)
    (tmp_path / "narrative" / "1.99.md").write_text("Plain.", encoding="utf-8")
    (tmp_path / "narrative" / ".hidden").write_text("Plain.", encoding="utf-8")

    assert written(own)["1.1"].slips[0].message.startswith(message)
    assert strangers(own) == ["narrative/1.99.md"]


def test_a_folder_without_narratives_loads_no_template_library():
    import subprocess
    import sys

    program = (
        "import sys; from inspection_lib import intake; from inspection_lib.written import written;"
        "case = intake.case('params/north-lanarkshire.yaml');"
        "object.__setattr__(case.params.evidence, 'folder', '/nowhere');"
        "assert written(case) == {}; assert 'jinja2' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=FOLDER.parents[1])


def test_every_statement_of_the_claims_has_its_claims(case: Case):
    told = claims(case)["statements"]
    found = [claim for statement in told for claim in statement["claims"]]
    valued = next(c for c in found if c["rests_on"] == "staff.valued")

    assert all(claim["words"] in statement["text"] for statement in told for claim in statement["claims"])
    assert (valued["source"], valued["item"], valued["base"]) == ("staff_survey", "staff.valued", 1298)
    assert all(c["base"] is None for c in found if c["rests_on"] in hidden_ids(case))
    json.dumps(found)


def hidden_ids(case: Case) -> set[str]:
    return {e.id for e in estimates(case).values() if e.hidden}


def edition(case: Case, name: str) -> Case:
    report = case.params.report.model_copy(update={"edition": name})
    return replace(case, params=case.params.model_copy(update={"report": report}), kept={})


def test_a_sentence_opens_to_its_evidence_in_every_edition_but_the_published_one(case: Case):
    page = sections.statement(case, "1")._repr_html_()
    marks = re.findall(r'popovertarget="([^"]+)" aria-label="Source \d+">', page)

    assert len(marks) > 20
    assert all(page.count(f'<div popover id="{mark}" role="dialog"') == 1 for mark in marks)
    assert not re.search(r"<p>(?:(?!</p>).)*<div", page)
    assert "popover" in sections.statement(edition(case, "partnership"), "1")._repr_html_()
    assert "popover" not in sections.statement(edition(case, "publication"), "1")._repr_html_()


def test_the_names_are_listed_with_what_they_say_today(case: Case):
    listed = {entry.name: entry.says for entry in entries(case)}

    assert listed["staff.valued"] == "almost three-quarters; 72%; 934 of 1,298"
    assert listed["parents.help_only_at_crisis"] == "withheld"
    assert listed["F01"] == "19"
    assert {e.heading for e in entries(case, heading="2.2")} == {"2.2"}
    assert {e.indicator for e in entries(case, indicator="5.2")} == {"5.2"}
    assert all("plan" in f"{e.name} {e.says} {e.about}".casefold() for e in entries(case, search="Plan"))
    assert not any(listed[name][-1:].isdigit() for name in hidden_ids(case) if name in listed)


def test_the_command_lists_names_and_refuses_a_heading_that_is_none():
    params = str(FOLDER.with_suffix(".yaml"))
    found = CliRunner().invoke(main, ["measures", params, "--search", "feel valued"])
    refused = CliRunner().invoke(main, ["measures", params, "--heading", "9.9"])

    assert found.exit_code == 0
    assert re.search(r"^staff\.valued +almost three-quarters; 72%; 934 of 1,298 +I feel valued", found.output, re.M)
    assert (refused.exit_code, refused.output) == (1, "the framework has no heading of that number\n")


def test_every_form_that_readme_shows_can_be_said(case: Case):
    readme = (FOLDER.parents[1] / "README.md").read_text(encoding="utf-8").split("**Write a heading yourself**")[1]
    shown = re.findall(r"\{\{[^}]+\}\}", readme.split("`inspection measures`")[0].replace("\\|", "|"))

    assert len(shown) >= 10
    assert [text for text in shown if "N0031" not in text and wrong(case, text)] == []


def test_north_lanarkshires_own_narratives_rest_on_evidence_and_leave_none_out(case: Case):
    assert len(written(case)) >= 7
    assert orphans(case) == []
    assert strangers(case) == []
    assert not [p for p in case.problems if p.code.startswith("N")]


def test_every_published_claim_comes_out_in_the_draft_in_its_published_kind_of_words(case: Case):
    with (FOLDER / "published.csv").open(encoding="utf-8", newline="") as rows:
        inside = [row for row in csv.DictReader(rows) if row["expect"] == "inside"]
    told: dict[str, str] = {}
    for whole in sections.report(case):
        for _, _, _, sentence in whole.sentences():
            for name in sentence.rests_on:
                told[name] = f"{told.get(name, '')} {sentence.text.casefold()}"

    missing = [row["claim"] for row in inside if not says(case, row, told.get(row["measure"], ""))]

    assert len(inside) == 70
    assert missing == []


def says(case: Case, row: dict[str, str], text: str) -> bool:
    """Whether a text has the measure's word, of the published kind where the share has one of that kind."""
    estimate = estimates(case)[row["measure"]]
    term = estimate.term
    word = {"fraction": estimate.fraction or term, "term": term, "number": percent(estimate)}[row["wording"]]
    return bool(re.search(rf"(?<!\w){re.escape(str(word))}(?!\w)", text))
