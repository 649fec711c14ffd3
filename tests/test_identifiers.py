"""What identifies a person is found however it is typed, prose is left alone, and only the place is ever said."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inspection_lib import intake
from inspection_lib.checks import CHECKS, checked, identifying
from inspection_lib.evidence import CHOICES, COLUMNS, DATES, GROUPABLE, NUMBERS, SURVEYS, Case, Evidence
from inspection_lib.identifiers import AREAS, KINDS, NAMES_FILE, Names, identifiers, names_of, numbered

DIGITS = "0123456789"
PROSE = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def kinds(text: str, *names: str) -> list[str]:
    """What one text holds, with some names to keep out."""
    return [kind for _, kind in identifiers([text], Names(names))]


def written(folder: Path, content: bytes) -> tuple[Names, list]:
    """What a list of names in a folder comes to."""
    (folder / NAMES_FILE).write_bytes(content)
    return names_of(folder)


def test_the_published_examples_have_right_check_digits():
    # NHS: the worked example of the check digit rule that is printed for the NHS number, in its 3 3 4 spacing
    assert numbered("943 476 5919") == "nhs"
    # CHI: right and wrong ones of Public Health Scotland's phsmethods (the tests of chi_check)
    assert [numbered(number) for number in ("0101011237", "1904851231", "2902201230")] == ["chi", "chi", "chi"]
    assert [numbered(number) for number in ("1904851232", "0101201233")] == ["", ""]


def test_a_chi_number_of_2026_may_have_another_check_digit():
    # phsmethods again: 0101201234 is right by modulus 10 alone. By hand: 0+1+0+1+4+0+2+2+6 = 16, and 4 makes 20
    assert numbered("0101201234") == "chi"
    assert sum(digit * weight for digit, weight in zip(map(int, "0101201234"), range(10, 0, -1), strict=True)) % 11


def test_the_first_six_digits_of_a_chi_number_are_a_day():
    # all four are right by modulus 11: 29 February 2000; 30 February; month 13; 29 February in no leap year
    numbers = ("2902000006", "3002000000", "0113000006", "2902010001")

    assert [numbered(number) for number in numbers] == ["chi", "nhs", "nhs", "nhs"]


@pytest.mark.parametrize(
    "text",
    ["0101011237", "CHI 010101 1237.", "010101-1237", "01 01 01 1237", "0 1 0 1 0 1 1 2 3 7",
     "CHI0101011237", "010101\u00a01237", "0101\u200b011237", "010101\u20131237",
     "０１０１０１１２３７", "٠١٠١٠١١٢٣٧", "3 010101 1237 5"],
)  # fmt: skip
def test_a_chi_number_is_found_however_it_is_typed(text):
    assert kinds(text) == ["chi"]


@pytest.mark.parametrize("text", ["943 476 5919", "943-476-5919", "NHS no. 9434765919", "(943 4765919)"])
def test_an_nhs_number_is_found_however_it_is_typed(text):
    assert kinds(text) == ["nhs"]


@pytest.mark.parametrize(
    "text", ["AB123456C", "ab 12 34 56 c", "AB 12 34 56 A", "AB-12-34-56-D", "NI:ab123456a", "we 12 34 56 B"]
)
def test_a_national_insurance_number_is_found_in_any_case_and_spacing(text):
    assert kinds(text) == ["ni"]


@pytest.mark.parametrize(
    "prefix", ["QQ", "DA", "AD", "FY", "IA", "AI", "UA", "VA", "AO", "BG", "GB", "KN", "NK", "NT", "TN", "ZZ"]
)
def test_a_prefix_that_hmrc_does_not_use_is_no_insurance_number(prefix):
    # NIM39110: no D, F, I, Q, U or V in either place, no O in the second, and seven pairs not to be used
    assert kinds(f"{prefix} 12 34 56 A") == []


@pytest.mark.parametrize(
    "text",
    ["ML1 1AA", "ml1 1aa", "ML11AA", "Motherwell ML1\u00a01AA", "ML1 1ST", "GIR 0AA",
     "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB"],  # the six forms of Royal Mail's guide
)  # fmt: skip
def test_a_full_postcode_is_found(text):
    assert kinds(text) == ["postcode"]


def test_there_are_124_postcode_areas():
    areas = AREAS.split("|")

    assert len(areas) == len(set(areas)) == 124
    assert kinds("P7 3QA, QI2 1AB, XX1 1AA") == []


@pytest.mark.parametrize(
    "text",
    ["07700 900123", "07700900123", "+44 7700 900123", "+44 (0)7700 900123", "0044 7700 900 123", "447700900123",
     "(01632) 960 000", "0141 496 0123", "(020) 7946 0958", "0131-496-0123", "01632 96000", "03069 990123"],
)  # fmt: skip
def test_a_phone_number_is_found_however_it_is_typed(text):
    assert kinds(text) == ["phone"]  # numbers that Ofcom keeps for drama


@pytest.mark.parametrize("text", ["a.b@example.org", "Write to X_Y+z@sub.example.co.uk.", "jo @ example.scot"])
def test_an_email_address_is_found(text):
    assert kinds(text) == ["email"]


@pytest.mark.parametrize(
    "text",
    ["born 3 May 2011", "DOB 03/05/2011", "D.O.B. 3.5.11", "date of birth: 2011-05-03", "dob 03052011",
     "her birthday is 3rd May 2011", "born on the 3rd of May, 2011", "03/05/2011 (DOB)", "Born: May 3rd 2011",
     "3 May 2011 is her date of birth", "born in Wishaw on 3\u00a0May 2011"],
)  # fmt: skip
def test_a_full_date_beside_a_word_for_birth_is_found(text):
    assert kinds(text) == ["birth"]


@pytest.mark.parametrize(
    "text",
    [
        "The meeting of 3 May 2023 was late", "Held on 01/02/2023 and 03/04/2023 at 10:30", "1.2.2023 12.30",
        "On 3 May 2023 a boy was born", "He was born in May", "children born in 2011", "a newborn, seen on 3 May 2023",
        "the unborn baby's plan of 3 May 2023", "the pre-birth meeting of 3 May 2023", "Born there. Met on 3 May 2023",
        "S0412, N0142, E03 and D12", "QI 2.1 and 5.3, heading 1.3", "data zone S01009758", "P7 3QI", "A725 1st exit",
        "S1 2nd years and S4 3rd set", "from the M8 4th junction", "E3 5hr visits", "SCIM, IRD and GIRFEC",
        "1,316 staff replied", "£1,234,567.89", "£1m in 2022/23", "2020-2023", "2020-21 2021-22", "2,147,483,647",
        "12 15 18 20 22 24 26 28", "1 in 3, 2 in 4", "1 1 1 1 1 1 1 1 1 1 1 1", "60 records, 1316 replies, 59 children",
        "By 2022-23 a third of them", "At 10 11 12 a child comes", "AB 12 34 56 E", "12345678901234",
        "0808 800 1111", "3 @ 4.50 each", "follow us @northlan", "Children (Scotland) Act 1995 c. 36", "",
    ],
)  # fmt: skip
def test_an_innocent_sentence_holds_nothing(text):
    assert kinds(text, "morag", "ann lee") == []


@given(PROSE, st.dates(date(1920, 1, 1), date(2026, 1, 1)), st.integers(0, 999), PROSE)
def test_a_valid_chi_number_is_found_in_whatever_prose(before, born, serial, after):
    nine = f"{born:%d%m%y}{serial:03}"
    number = next((nine + digit for digit in DIGITS if numbered(nine + digit)), "")
    assume(number)

    for typed in (number, f"{number[:6]} {number[6:]}", f"{number[:6]}-{number[6:]}"):
        assert "chi" in kinds(f"{before} :{typed}: {after}")


@given(PROSE, st.integers(400_000_000, 999_999_999), PROSE)
def test_a_valid_nhs_number_is_found_in_whatever_prose(before, nine, after):
    number = next((f"{nine}{digit}" for digit in DIGITS if numbered(f"{nine}{digit}")), "")
    assume(number)

    for typed in (number, f"{number[:3]} {number[3:6]} {number[6:]}"):
        assert "nhs" in kinds(f"{before} {typed} {after}")


@given(st.integers(0, 9), st.sampled_from(DIGITS))
def test_one_wrong_digit_and_an_nhs_number_is_none(place, digit):
    right = "9434765919"
    wrong = right[:place] + digit + right[place + 1 :]

    assert ("nhs" in kinds(wrong)) == (wrong == right)


def test_a_number_with_a_wrong_check_digit_may_still_be_a_phone_number():
    assert [kinds(text) for text in ("9434765918", "0101011238", "0101011237")] == [[], ["phone"], ["chi"]]


def test_every_text_is_named_by_its_position_and_each_kind_once():
    texts = ["ML1 1AA and ML1 2AA", "", "she was kind", "ML1 1AA and ML1 2AA", "Seònaid’s, a@example.org\0 x", " "]

    assert identifiers(texts, Names(("seonaid",))) == [(0, "postcode"), (3, "postcode"), (4, "email"), (4, "name")]
    assert identifiers([]) == identifiers(["", ""]) == []


def test_nothing_is_found_across_two_texts():
    assert identifiers(["01632", "960000", "ML1", "1AA", "born", "3 May 2011", "ann", "lee"], Names(("ann lee",))) == []


@pytest.mark.parametrize(
    "text",
    ["Morag", "MORAG was kind", "Morag's worker", "Morag’s", "“Morag”", "Mo\u00adrag", "morag_2", "Seonaid", "SEÒNAID",
     "Seo\u0300naid", "O'Neil", "O’Neil", "Ann  Lee", "ann\u00a0lee", "Ann-Lee", "Lukasz", "Łukasz"],
)  # fmt: skip
def test_a_name_to_keep_out_is_found_as_a_whole_word(tmp_path, text):
    names, problems = written(tmp_path, "Morag\nSeònaid\nO’Neil\nAnn Lee\nŁukasz\n".encode())

    assert kinds(text, *names.folded) == ["name"]
    assert problems == []


@pytest.mark.parametrize("text", ["Morags", "Moraghan", "Ann and Lee", "neil", "Joanne Lee", "annlee"])
def test_a_part_of_a_word_is_no_name(text):
    assert kinds(text, "morag", "ann lee", "o'neil") == []


def test_the_list_of_names_is_read_with_what_analysts_put_in_it(tmp_path):
    names, problems = written(tmp_path, "\ufeff# the visits of June\r\n\r\n Morag \r\nmorag\r\nB\r\n".encode())

    assert names.folded == ("morag",)
    assert [(p.severity, p.message) for p in problems] == [
        ("caveat", "lines of fewer than two letters, which are not looked for: 1")
    ]


def test_a_list_of_names_that_cannot_be_read_stops_the_work(tmp_path):
    names, problems = written(tmp_path, "Zoë".encode("utf-16"))

    assert (names, [(p.severity, p.file) for p in problems]) == (Names(), [("stops", NAMES_FILE)])


def test_without_a_list_there_are_no_names_to_keep_out(tmp_path):
    assert names_of(tmp_path) == (Names(), [])


def test_names_are_never_shown():
    assert "morag" not in repr(Names(("morag",)))


def spoken(case: Case, folder: Path, **cells: list[str]) -> Case:
    """A case whose only free text is in some columns (`table__column`), below a folder with one name to keep out."""
    (folder / NAMES_FILE).write_text("Zebedee\n", encoding="utf-8")
    tables = {name: table.iloc[:0] for name, table in case.evidence.tables.items()}
    for place, texts in cells.items():
        table, column = place.split("__")
        rows = tables[table] if len(tables[table]) else case.evidence[table].head(len(texts))
        tables[table] = rows.assign(**{column: texts})
    place = case.params.evidence.model_copy(update={"folder": str(folder)})
    params = case.params.model_copy(update={"evidence": place})
    return replace(case, params=params, evidence=Evidence(tables, case.evidence.sources), kept={})


def said(case: Case) -> list[tuple]:
    """What the eight checks find, with places."""
    found = [p for code in CHECKS if code[0] == "D" for p in CHECKS[code].problems(case)]
    return [(p.code, p.severity, p.file, p.row, p.column) for p in found]


def test_what_could_reach_the_draft_stops_the_work_and_what_never_leaves_is_a_caveat(case, tmp_path):
    spoilt = spoken(case, tmp_path, voices__text=["fine", "Zebedee"], engagement__note=["a@example.org"])

    assert said(spoilt) == [
        ("D6", "caveat", "engagement.csv", 2, "note"),
        ("D8", "stops", "voices.csv", 3, "text"),
    ]


def test_three_rows_of_a_column_that_never_leaves_are_named_and_the_rest_counted(case, tmp_path):
    spoilt = spoken(case, tmp_path, staff_survey__comment=["Zebedee"] * 5, voices__text=["Zebedee"] * 5)
    found = CHECKS["D8"].problems(spoilt)

    assert [p.row for p in found] == [2, 3, 4, 5, 6, 2, 3, 4, None]
    assert found[-1].message == (
        "2 more rows hold what looks like one of the names to keep out; take them out before anybody else reads them"
    )


def test_one_row_more_is_said_as_one(case, tmp_path):
    *_, last = CHECKS["D5"].problems(spoken(case, tmp_path, staff_survey__comment=["07700 900123"] * 4))

    assert last.message == "1 more row holds what looks like a phone number; take it out before anybody else reads it"


def test_no_message_repeats_a_value(case, tmp_path):
    canary = "Zebedee, 0101011237, 943 476 5919, AB123456C, ML1 1AA, 07700 900123, a@example.org, born 3 May 2011"
    columns = {
        f"{t}__{c}": [canary] for part in (identifying.PRINTED, identifying.KEPT) for t in part for c in part[t][:1]
    }
    found = [p for code in CHECKS if code[0] == "D" for p in CHECKS[code].problems(spoken(case, tmp_path, **columns))]

    assert len(found) == len(KINDS) * len(columns)
    assert len({p.message for p in found}) == len(KINDS)
    assert not any(char.isdigit() for p in found for char in p.message)
    assert not any(word in p.message.casefold() for p in found for word in ("zebedee", "example", "ml1", "may"))


def test_every_column_of_free_text_is_searched():
    ids = {columns[0] for columns in COLUMNS.values()} | {"source_id", "qualifies", "rests_on", "reaches"}
    places = {"heading", "after_heading", "indicator", "statement"}
    free = {
        (table, column)
        for table, columns in COLUMNS.items()
        for column in set(columns) - ids - places
        if column not in {*CHOICES.get(table, ()), *NUMBERS.get(table, ()), DATES.get(table)}
    }
    groups = {(table, column) for table in SURVEYS for column in (*GROUPABLE[table], "heard_by")}

    assert set(identifying.SEARCHED) == free - groups


@pytest.mark.parametrize(
    "place",
    ["figures__group", "figures__period", "figures__theme", "figures__compared_with", "voices__group",
     "documents__covers", "documents__kind", "judgements__decided_by"],
)  # fmt: skip
def test_every_column_that_the_draft_may_print_stops_the_work(case, tmp_path, place):
    table, column = place.split("__")

    assert said(spoken(case, tmp_path, **{place: ["fine", "Ring Zebedee on 07700 900123"]})) == [
        ("D5", "stops", f"{table}.csv", 3, column),
        ("D8", "stops", f"{table}.csv", 3, column),
    ]


def test_who_coded_a_note_stays_with_the_team(case, tmp_path):
    assert said(spoken(case, tmp_path, voices__coder=["Zebedee"])) == [("D8", "caveat", "voices.csv", 2, "coder")]


def test_the_reason_for_which_rows_are_set_aside_is_searched_as_it_is_printed(copy):
    rule = "set_aside: [{file: staff_survey.csv, rows: [S0001], reason: he rang from 07700 900123}]"
    copy.write_text(copy.read_text(encoding="utf-8").replace("set_aside: []", rule), encoding="utf-8")
    (problem,) = CHECKS["D5"].problems(intake.case(copy))

    assert (problem.severity, problem.file, problem.message) == (
        "stops",
        "north-lanarkshire.yaml",
        "evidence.set_aside, rule 1: the reason holds what looks like a phone number;"
        " take it out before anybody else reads it",
    )


def test_a_list_of_names_that_cannot_be_read_is_a_problem_of_the_case(copy):
    (copy.parent / "north-lanarkshire" / NAMES_FILE).write_bytes("Zoë".encode("utf-16"))

    assert [(p.code, p.file) for p in checked(copy).problems if p.severity == "stops"] == [("D8", NAMES_FILE)]


def test_a_million_comments_are_searched_in_a_moment():
    comments = [f"{n} visits and {n * 7} calls, and she was kind, but" for n in range(100_000)]
    texts = [text for comment in comments for text in (comment, *[""] * 9)]
    names = Names(("morag", "ann lee"))
    began = time.perf_counter()

    assert identifiers(texts, names) == []
    assert time.perf_counter() - began < 4  # half a second on a quiet machine
