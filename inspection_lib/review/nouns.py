"""Nouns of those who are counted, and the words before a number that leave it open."""

from __future__ import annotations

#: Nouns of those who are counted.
PEOPLE = (
    r"(?:staff|practitioners?|workers?|professionals?|workforce|managers?|leaders?|teachers?|nurses?|officers?|"
    r"respondents?|participants?|children|child|young people|young person|pupils?|parents?|carers?|families|mothers|"
    r"fathers|people|replies|responses|leavers|members|volunteers|babies|siblings|women|men|girls?|boys?|teenagers)"
)
PAPERS = (
    r"(?:records?|cases?|files?|chronologies|assessments?|plans?|meetings?|discussions?|"
    r"referrals?|interviews?|reviews?)"
)
UNITS = rf"(?:{PEOPLE}|{PAPERS})"

MODIFIER = (
    r"(?:(?:just |slightly |well |a little )?(?:under|below|over|above)|(?:slightly )?(?:more|"
    r"less|fewer) than|almost|nearly|close to|"
    r"around|about|approximately|roughly|some|at least|up to|no more than|at most)"
)
