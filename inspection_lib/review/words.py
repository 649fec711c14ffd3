"""Words for a quantity that the declared scale does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .disclosure import FEW_OF
from .nouns import UNITS
from .phrases import TIME
from .registry import Report, Said, Setting, quoted, rule

#: How large a loose "number", "share" or "majority" is said to be.
SIZED = (
    r"(?:very |relatively |fairly |quite )?(?:small|large|significant|high|good|great|considerable|substantial|limited|"
    r"reasonable|notable|sizeable|sizable|fair|tiny|low|healthy)"
)
LOOSE = (
    rf"(?:(?:a )?(?:great |good |very )?many|some|several|numerous|various|a (?:good |fair )?few|more than a few|"
    rf"a (?:{SIZED} )?(?:number|proportion|minority|handful|percentage|share|fraction|part)(?: of)?|a "
    rf"(?:whole )?lot of|lots of|plenty of|a couple of|the (?:bulk|lion's share) of|{SIZED} numbers of|"
    r"(?:a|the) (?:vast|overwhelming|great|large|clear|small|slight|slim|narrow|bare|strong) majority of|"
    r"quite a few|(?:nearly|almost|virtually|practically) every|"
    r"hardly any|scarcely any|next to no|not (?:very )?many|countless|dozens of|scores of|hundreds of)"
)
OFF = re.compile(
    rf"(?<!\bhow )(?<!\bso )(?<!\btoo )(?<!\bas )(?<!\bof )\b(?P<word>{LOOSE})(?: of)?(?: the| our|"
    rf" these| those)? (?P<unit>(?:(?!who\b|that\b|than\b|ways?\b|of\b|about\b|from\b|on\b|as\b|"
    rf"by\b|at\b|which\b|and\b|or\b|in\b|to\b|for\b|with\b|key\b|other\b|more\b|new\b)[\w'/-]+ "
    rf"){{0,3}}?(?:{UNITS}|those(?= who\b)|whom))\b",
    re.I,
)
PLURAL = r"(?:s|children|people|staff|workforce|women|men|those|whom)$"
#: Meetings that were held are events, and no share of anything.
HELD = re.compile(r" (?:were|had been) held\b| took place\b", re.I)
#: Before people who are no finding: work that went on across or within groups.
WITHIN = re.compile(r"\b(?:(?<!according )to|between|across|over|within|including|involving) $", re.I)
#: Someone who told, or something found, is what makes a loose word a finding.
TOLD = re.compile(
    r"\b(?:said|told|felt|feel|agreed|disagreed|thought|believed|reported|responded|were|was|had|"
    r"did|have|are|is|knew|could|found|experienced|contained|showed|spoke|described|"
    r"received|lacked|expressed|gave|held|needed|did not|attended|understood|valued|wanted|"
    r"recorded|included|reviewed|rated|evaluated|read|noted|saw|raised|mentioned|struggled|waited|"
    r"remained)\b",
    re.I,
)


@rule("W1", "question to the author")
def quantities_are_on_the_declared_scale(report: Report, _: Setting) -> Iterator[Said]:
    """A finding about people or records uses the terms of the scale, not "many", "some" or "a number of"."""
    if report.scale is None:
        return
    listed = ", ".join(f"“{band.term}”" for band in report.scale.bands)
    for sentence in report.sentences:
        if sentence.part == "appendix" or sentence.is_row:
            continue
        for match in OFF.finditer(sentence.text):
            every = match["word"].lower().endswith("every")
            if not every and not re.search(PLURAL, match["unit"], re.I):
                continue
            after = sentence.text[match.end() :]
            before = sentence.text[: match.start()]
            if HELD.match(after):
                continue
            if re.match(TIME, after) or not (TOLD.search(after) or TOLD.search(before)):
                continue
            if WITHIN.search(before) or FEW_OF.match(sentence.text, match.start()):
                continue  # a word of few beside its base gives a count away, which is said by the rule for that
            yield Said(
                sentence.line(match.start()),
                quoted(sentence, match.start(), match.end()),
                f"the declared terms are {listed}",
            )


@rule("W2", "tidy")
def fractions_are_declared_beside_terms(report: Report, _: Setting) -> Iterator[Said]:
    """A report that declares terms says so if it uses fractions as well; said once, where the first one stands."""
    if report.own_scale is None or any(
        re.search(r"\bfractions?\b", sentence.text, re.I) for sentence in report.sentences if not sentence.is_row
    ):
        return
    found = [
        (sentence, share)
        for sentence in report.sentences
        if not sentence.is_row
        for share in sentence.shares
        if share.kind == "fraction"
    ]
    if found:
        sentence, share = found[0]
        times = f"{len(found)} fractions are" if len(found) > 1 else "a fraction is"
        yield Said(
            sentence.line(share.start),
            quoted(sentence, share.start, share.end),
            f"{times} used beside the declared terms, and nothing says so",
        )
