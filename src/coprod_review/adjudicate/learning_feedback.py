"""What a learner is told once an exercise is answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from coprod_review.model.codebook import Codebook, Dimension
from coprod_review.model.coding import MACHINE_CODERS, CodeOfRecord, Coding
from coprod_review.model.learning import Source, Told, Trial

_BRACKETS = re.compile(r"\([^()]*\)")


def told_answers(
    trials: Iterable[Trial],
    codebook: Codebook,
    *,
    records: Mapping[str, CodeOfRecord],
    codings: Sequence[Coding],
) -> list[Told]:
    """The answers to one exercise with what is settled, in the order of the codebook.

    `records` are the settled codes of the report by dimension and `codings` its codings by people and
    readers; both may have changed since the answers were looked up, and then tell only what still fits the
    settled answer.
    """
    place = {name: at for at, name in enumerate(codebook.dimensions)}
    known = [t for t in trials if t.dimension in place and t.is_told]
    return [
        _told(trial, codebook.dimensions[trial.dimension], records.get(trial.dimension), codings)
        for trial in sorted(known, key=lambda t: place[t.dimension])
    ]


def step_to(dimension: Dimension, codes: Sequence[str]) -> int | None:
    """Which step of `decide` leads to a code, counted from 1: one that ends in it, else one that names it.

    What stands in brackets are exceptions and examples, which lead there only if no step itself does.
    """
    plain = [_BRACKETS.sub("", step) for step in dimension.decide]
    for steps, pattern in ((plain, r":\s*{}\b"), (plain, r"\b{}\b"), (dimension.decide, r"\b{}\b")):
        for code in codes:
            named = re.compile(pattern.format(re.escape(code)))
            for at, step in enumerate(steps, start=1):
                if named.search(step):
                    return at
    return None


def _told(trial: Trial, dimension: Dimension, record: CodeOfRecord | None, codings: Sequence[Coding]) -> Told:
    of_people = [
        c for c in codings if c.dimension == trial.dimension and c.coder not in MACHINE_CODERS and c.codes
    ]
    sources = [_source(c) for c in sorted(of_people, key=lambda c: c.coder)]
    still_fits = record is not None and set(record.codes) == set(trial.settled)
    return Told(
        trial=trial,
        status=record.status if record and still_fits else "",
        reason=record.reason if record and still_fits else "",
        sources=tuple(s for s in sources if set(s.codes) == set(trial.settled)),
        others=tuple(s for s in sources if set(s.codes) != set(trial.settled)),
        step=step_to(dimension, trial.settled),
    )


def _source(coding: Coding) -> Source:
    return Source(
        coder=coding.coder,
        codes=coding.codes,
        quotes=tuple(e.quote for e in coding.evidence if e.quote),
        basis=coding.basis,
    )
