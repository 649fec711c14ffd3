"""Every estimate, figure and sentence of a draft as data, each under the id that it has everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from .. import sections
from ..context import Fact, figures, key_facts
from ..estimates import Estimate, estimates, parts
from ..evidence import Case
from ..measures import measures
from ..register import as_data, claims_of
from ..suppression import hidden_counts, plan_of

SCHEMA = "inspection-claims/1"


def claims(case: Case) -> dict[str, Any]:
    """The draft as data: `{schema, partnership, hidden, estimates, answers, facts, statements}`.

    Every id is one that is used everywhere. `hidden` says how many counts there are and how many are hidden, and why as
    far as that may be said. A hidden estimate has null in every number, and in the term too where the word is withheld.
    `answers` gives how often each answer, or several joined, was given, as charts show it. A statement's `number` is
    that of its paragraph in every edition, blank where only the team reads it. Its `claims` are its figures and
    quantity words, each with the id that it rests on: blank where there is none.
    """
    report, about = sections.report(case), case.params.partnership
    numbers = sections.paragraph_numbers(report)
    return {
        "schema": SCHEMA,
        "partnership": {"name": about.name, "code": about.code},
        "hidden": asdict(hidden_counts(case)),
        "estimates": [_estimate(case, estimate) for estimate in estimates(case).values()],
        "answers": list(_answers(case)),
        "facts": [_fact(fact) for fact in (*(k.fact for k in key_facts(case)), *(f.fact for f in figures(case)))],
        "statements": [
            {
                "id": f"{section.id}.{paragraph}.{place}",
                "heading": section.heading or section.id,
                "paragraph": paragraph,
                "sentence": place,
                "number": numbers.get((section.id, paragraph), ""),
                "text": sentence.text,
                "rests_on": list(sentence.rests_on),
                "claims": [as_data(claim) for claim in claims_of(case, sentence)],
            }
            for whole in report
            for section, paragraph, place, sentence in whole.sentences()
        ],
    }


def _estimate(case: Case, estimate: Estimate) -> Mapping[str, Any]:
    measure = estimate.measure
    group = {"column": measure.group[0], "value": measure.group[1]} if measure.group else None
    return {
        "id": estimate.id,
        "source": measure.item.instrument,
        "item": measure.item.item,
        "group": group,
        "numerator": estimate.numerator,
        "base": estimate.base,
        "share": _rounded(estimate.share),
        "low": _rounded(estimate.low),
        "high": _rounded(estimate.high),
        "term": estimate.term,
        "fraction": estimate.fraction,
        "flips_down": estimate.flips_down,
        "flips_up": estimate.flips_up,
        "statement": case.framework.headings[measure.item.heading].statement,
        "heading": measure.item.heading,
        "indicator": measure.item.indicator,
        "hidden": estimate.hidden,
    }


def _answers(case: Case) -> Iterator[Mapping[str, Any]]:
    """How often the answers of each question were given, joined as the plan of hiding has them."""
    for item, shown in parts(case, measures(case)).items():
        joined = plan_of(case).parts[item]
        for label, count in shown.items():
            yield {"item": item, "label": label, "answers": list(joined[label]), "count": count}


def _fact(fact: Fact) -> Mapping[str, Any]:
    return {
        "id": fact.id,
        "label": fact.label,
        "value": fact.value,
        "unit": fact.unit,
        "period": fact.period,
        "source": fact.source,
        "compared_with": dict(fact.compared_with),
    }


def _rounded(share: object) -> float | None:
    return None if share is None else round(float(share), 6)  # type: ignore[arg-type]
