"""Each rule of the review speaks where a report is at fault, and is silent where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspection_lib.framework import read as read_framework
from inspection_lib.review import RULES, SEVERITIES, Setting, review

ROOT = Path(__file__).parents[1]
FRAMEWORK = read_framework(ROOT / "params" / "framework" / "2022")
OFFICIAL = ROOT / "params" / "official_statistics.csv"
HELD = Setting("North Lanarkshire", ("South Lanarkshire",), FRAMEWORK.scales["this-report"], FRAMEWORK, OFFICIAL)
CONTENTS = "Contents\n\nIntroduction 1\nHelp early 2\n\nIntroduction\n\nThis report tells what was found in the area, and what it rests on.\n"
PAGES = f"{CONTENTS}\f{{}}\n\nHelp came early, and families were glad of it when it did.\n"
SPACE = "\n\nStaff worked well together.\n\n" * 8

#: For each rule a text that it speaks of, one that it leaves alone, and a part of what it says.
EXAMPLES = {
    "T1": ("Most staff who replied (62%) felt valued.", "Most staff who replied (78%) felt valued.", "“the majority”"),
    "T2": ("Two-thirds of staff (45%) agreed in the survey.", "Two-thirds of staff (67%) agreed in the survey.", "45%"),
    "T3": (
        "Was a plan made? 54 60 90% 80% to 95% most",
        "Was a plan made? 54 60 90% 80% to 95% almost all",
        "almost all",
    ),
    "S1": ("We read that 45 of 60 (70%) had a plan.", "We read that 45 of 60 (75%) had a plan.", "45 of 60 is 75%"),
    "S2": ("We read 65 of 60 records.", "We read 55 of 60 records.", "65 is more than 60"),
    "S3": (
        "I feel valued 934 (82%) 330 (25%) 34 (3%) 1,298",
        "I feel valued 934 (72%) 330 (25%) 34 (3%) 1,298",
        "is 72%",
    ),
    "C1": (
        "Exclusions fell by 89% from 158 to 19 in 2022.",
        "Exclusions fell by 88% from 158 to 19 in 2022.",
        "a fall of 88%",
    ),
    "C2": (
        "Referrals rose from 90 to 75 in 2022.",
        "Referrals rose from 75 to 90 in 2022.",
        "the later value is lower",
    ),
    "P1": (
        "Of those who replied, 62% agreed. The remaining 48% did not.",
        "Of those who replied, 62% agreed. The remaining 38% did not.",
        "the two come to 110%",
    ),
    "P2": (
        "Of staff who replied, 52% agreed, 38% disagreed and 19% did not know.",
        "Of staff who replied, 52% agreed, 38% disagreed and 10% did not know.",
        "the parts come to 109%",
    ),
    "P3": (
        "Plans that we read:\n- good or better: 55%\n- adequate: 35%\n- weak: 20%",
        "Plans that we read:\n- good or better: 55%\n- adequate: 35%\n- weak: 10%",
        "the parts come to 110%",
    ),
    "D1": (
        "Most staff who replied knew how to report neglect. The majority of staff who replied knew how to report neglect.",
        "Most staff who replied knew how to report neglect. The majority of parents who replied knew how to report neglect.",
        "told as “most”",
    ),
    "D2": (
        "Over two-thirds of staff who replied knew how to report neglect. Just over two-thirds of staff who replied knew "
        "how to report neglect.",
        "Over two-thirds of staff who replied knew how to report neglect. Just over two-thirds of staff who replied had "
        "training.",
        "there as “over two-thirds”",
    ),
    "D3": (
        "By 2023 the council had trained 512 staff in Safe and Together. By 2023 the council had trained 560 staff in Safe "
        "and Together.",
        "By 2022 the council had trained 512 staff in Safe and Together. By 2023 the council had trained 560 staff in Safe "
        "and Together.",
        "line 1 has 512 staff",
    ),
    "H1": (
        "Key messages\n\nStaff understood the vision.\n\nVision\n\nThe majority of staff who replied understood the vision.",
        "Key messages\n\nStaff understood the vision.\n\nVision\n\nAlmost all staff who replied understood the vision.",
        "“the majority”",
    ),
    "N1": (
        "Most chronologies we read were not clear. Most chronologies we read were clear and useful.",
        "Most chronologies we read were not clear. Few chronologies we read were clear and useful.",
        "were not",
    ),
    "A1": (
        "Staff in Falkirk were proud of their work.",
        "Staff in North Lanarkshire were proud of their work.",
        "North Lan",
    ),
    "A2": (
        "Report of a joint inspection in Dundee City1\n\nStaff worked well together.",
        "Report of a joint inspection in North Lanarkshire1\n\nStaff worked well together.",
        "North Lanarkshire",
    ),
    "I1": ("The child (CHI 0101011237) had moved.", "The child (record 17) had moved.", "a CHI number"),
    "I2": ("Very few of the 13 parents waited.", "Few of the 60 records were weak.", "can only mean one"),
    "I3": (
        "We heard from 42 parents. Just under a third of parents felt left out. A few of those had waited.",
        "We heard from 942 parents. Just under a third of parents felt left out. Few of those had waited.",
        "can only mean 1 to 2",
    ),
    "W1": ("Many staff who replied felt valued.", "Most staff who replied felt valued.", "the declared terms"),
    "W2": (
        "Few means up to 14%; most means 75% to 89%; almost all means 90% or more.\n\nA third of staff agreed in the survey.",
        "Few means up to 14%; most means 75% to 89%; almost all means 90% or more. Fractions are used as well.\n\nA third of "
        "staff agreed in the survey.",
        "nothing says so",
    ),
    "B1": ("Referrals were down by 22%.", "Referrals were down by 22% in 2022/23.", "no base"),
    "B2": (
        "We heard from 42 parents in all.\n\nIn the survey 40 of 50 parents agreed.",
        "We heard from 42 parents in all.\n\nIn the survey 30 of 40 parents agreed.",
        "42 parents",
    ),
    "X1": (PAGES.format("Helping early"), PAGES.format("Help early"), "“Helping early”"),
    "X2": (PAGES.format("Help early").replace("early 2", "early 4"), PAGES.format("Help early"), "page 2"),
    "X3": (
        "Statement 1: Children are safer as risks have been identified in good time\n\nHelp was there.",
        f"Statement 1: {FRAMEWORK.statements['1'].title}\n\nHelp was there.",
        "identified early",
    ),
    "X5": (
        f"Introduction\n{SPACE}See Appendix 3.",
        f"Introduction\n{SPACE}See Appendix 3.\n\nAppendix 3\n\nMore.",
        "no such",
    ),
    "X6": (
        "Appendix 1: The quality indicator framework\n\nThe scale has six points.",
        "Appendix 1: The quality indicator framework\n\nIndicators 1.1, 2.1, 2.2, 3.1, 4.1 and 5.1.",
        "no list",
    ),
    "X7": ("We graded quality indicator 9.7.", "We graded quality indicator 9.2.", "the framework has"),
    "Y1": ("It began on 31 June 2023.", "It began on 30 June 2023.", "no such day"),
    "Y2": (
        "The inspection was between 1 May 2023 and 2 June 2023. We inspected from 1 May 2023 to 9 June 2023.",
        "The inspection was between 1 May 2023 and 2 June 2023. We inspected from 1 May 2023 to 2 June 2023.",
        "line 1",
    ),
    "Y3": (
        "We used the quality framework for children published in August 2019.",
        "We used the quality framework for children published in November 2022.",
        "2022",
    ),
    "Y4": (
        "The poverty strategy 2022-2025 helped. The poverty strategy 2022-2026 was new.",
        "The poverty strategy 2022-2025 helped. The housing strategy 2019-2026 was new.",
        "2022-2025",
    ),
    "Y5": ("In 2019/20 it grew. In 2019/2020 it rose.", "In 2019/20 it grew. In 2020/21 it rose.", "2019/20"),
    "Y6": ("1 May 2023\n\nIt was agreed in June 2023.", "1 May 2023\n\nIt was agreed in March 2023.", "1 May 2023"),
    "K1": ("The MASP met. The MASP grew.", "The multi-agency panel (MASP) met. The MASP grew.", "never spelt out"),
    "K2": (
        "Staff met.\n\nAppendix 2: Key terms\n\nUniversal services: those that are open to all.",
        "Staff of universal services met.\n\nAppendix 2: Key terms\n\nUniversal services: those that are open to all.",
        "used nowhere",
    ),
    "K3": (
        "They asked the Champions Board. In May the champion's board met.",
        "They asked the Champions Board. In May the champions board met.",
        "has “",
    ),
    "X8": (
        "Contents\n\nIntroduction 1\nHelp early 2\nHelp late 3\nAppendix 1: Terms 4\n\nIntroduction\n\nThis report tells what was "
        "found in the area, and what it rests on.\n\nAppendix 2: Notes\n\nNone.",
        "Contents\n\nIntroduction 1\nHelp early 2\nHelp late 3\nAppendix 1: Terms 4\n\nIntroduction\n\nThis report tells what was "
        "found in the area, and what it rests on.\n\nAppendix 1: Terms\n\nNone.",
        "do not list it",
    ),
    "R1": (
        "144 (35%) of North Lanarkshire data zones were in the 20% most deprived.",
        "153 (34%) of North Lanarkshire data zones were in the 20% most deprived.",
        "153 of 447, 34.2%",
    ),
    "R2": (
        "153 (39%) of North Lanarkshire data zones were in the 20% most deprived.",
        "153 (34%) of North Lanarkshire data zones were in the 20% most deprived.",
        "153 of 447 is 34.2%",
    ),
}


def test_every_rule_has_an_example_a_sentence_and_a_severity():
    assert set(EXAMPLES) == set(RULES)
    assert all(rule.asks.endswith(".") and rule.severity in SEVERITIES for rule in RULES.values())


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_rule_speaks_where_it_should_and_only_there(code: str):
    wrong, right, said = EXAMPLES[code]
    found = [finding for finding in review(wrong, HELD) if finding.code == code]

    assert found
    assert said in " ".join(finding.comes_to for finding in found)
    assert not [finding for finding in review(right, HELD) if finding.code == code]


def test_no_scale_is_made_up_for_a_report_that_declares_none():
    assert not review("Most staff (92%) agreed in the survey, and many parents did.")
    (false,) = review("The majority of staff (42%) agreed in the survey.")
    assert (false.code, false.severity) == ("T1", "error")


def test_a_term_that_another_scale_could_have_is_no_error():
    (finding,) = review("Most staff who replied (62%) felt valued.", HELD)

    assert (finding.severity, finding.written, finding.comes_to) == (
        "would change the word",
        "Most staff who replied (62%",
        "62%: “the majority”",
    )


def test_an_identifier_is_never_shown():
    (finding,) = review("Ring 07700 900123 about the child.", HELD)

    assert (finding.code, finding.written, finding.line) == ("I1", "not shown", 1)


def test_a_finding_stands_on_its_own_line_and_page():
    (finding,) = review("Help came early.\n\nStaff met.\f\nWe read that 45\nof 60 (70%) had a plan.")

    assert (finding.line, finding.page) == (5, 2)


#: What tells two things with like words, and a passage nearly the same that contradicts itself.
LIKE_WORDS = {
    "what is not reported is no finding, and so few is no quantity": (
        "We leave out one question, because so few people answered that someone might be recognised.\n\n"
        "We leave out one question, because so few people answered that someone might be recognised.",
        "Few people answered the two questions on advocacy.\n\nMost people answered the two questions on advocacy.",
    ),
    "an answer that is withheld may be of any share": (
        "We do not report how most parents answered the question on advocacy.\n\n"
        "We do not report how few parents answered the question on advocacy.",
        "We report that most parents had heard of advocacy services.\n\n"
        "We report that few parents had heard of advocacy services.",
    ),
    "without delay denies the delay and not the deed": (
        "The concern was passed to the police without delay in most records.\n\n"
        "The concern was passed to the police at once in most records.",
        "The concern was passed to the police without delay in most records.\n\n"
        "The concern was passed to the police with delay in most records.",
    ),
    "so did the police says what the clause before says": (
        "The concern was passed to the police or social work in almost all records.\n\n"
        "In the majority of records, social work took part in the first meeting, and in most, so did the police.",
        "The police took part in the first meeting in few records.\n\n"
        "In the majority of records, social work took part in the first meeting, and in most, so did the police.",
    ),
    "people are told by the part that they have in the work": (
        "Most staff whose role was to assess and plan were confident in weighing risk and need.\n\n"
        "Few staff whose role was to lead and supervise were confident in weighing risk and need.",
        "Most staff whose role was to assess and plan were confident in weighing risk and need.\n\n"
        "Few staff whose role was to assess and plan were confident in weighing risk and need.",
    ),
    "the people of a clause are those whom its own sentence names": (
        "Most staff felt valued for their work. Most staff had supervision, and almost all agreed that leaders knew "
        "work at the front line.",
        "Most staff felt valued for their work. Most staff had supervision, and almost all felt valued for their work.",
    ),
    "in full and in part are two answers": (
        "Risks and needs were weighed in full in all the records.\n\n"
        "Risks and needs were weighed in part in none of the records.",
        "Risks and needs were weighed in full in all the records.\n\n"
        "Risks and needs were weighed in full in none of the records.",
    ),
    "any other children are no rest of those before": (
        "Most staff agreed (307 of 424), and steps were taken for the child and any other children (39 of 52).",
        "Most staff agreed (307 of 424), and this was not so for the other staff (197 of 424).",
    ),
    "two wholes in a line of a list are no parts of one": (
        "- Response: most staff agreed (307 of 424); steps were taken for the other children (39 of 52).",
        "- Response: most staff agreed (307 of 424); this was not so for the other staff (197 of 424).",
    ),
}


@pytest.mark.parametrize("why", LIKE_WORDS)
def test_like_words_are_one_finding_only_where_they_tell_the_same(why: str):
    apart, at_odds = LIKE_WORDS[why]
    told = {"D1", "D2", "N1", "P1"}

    assert [finding for finding in review(apart, HELD) if finding.code in told] == []
    assert [finding for finding in review(at_odds, HELD) if finding.code in told - {"D2"}]
