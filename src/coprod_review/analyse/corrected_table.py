"""The table of corrected shares and their numbers in the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from coprod_review.analyse.claims import points
from coprod_review.analyse.corrected_questions import Question, questions
from coprod_review.analyse.corrected_shares import CorrectedShare, Range, corrected_shares
from coprod_review.analyse.gold_sample import GoldSample
from coprod_review.analyse.ledger import Row, Section, count, estimate, known, number_id, percent, together
from coprod_review.model.codebook import Codebook
from coprod_review.model.number import Number

WAYS = ("share", "beyond", "sample", "naive", "all_settled")

COLUMNS = (
    *("basis", "measure", "dimension", "code", "other", "framing", "among", "total", "n_sampled"),
    *("share", "low", "high", "beyond_low", "beyond_high"),
    *("sample", "sample_low", "sample_high", "naive", "naive_low", "naive_high"),
    *("all_settled", "all_settled_low", "all_settled_high", "trust", "number_id"),
)

REHEARSAL = "rehearsal"
GOLD = "gold_sample"


def corrected_section(
    samples: Iterable[GoldSample],
    codebook: Codebook,
    *,
    confidence: float,
    unasked: Collection[tuple[str, str]] = (),
) -> Section:
    """All corrected shares from each of the samples; `notes` tell what could not be estimated.

    What is of a code that is `unasked`, as (dimension, code), is left out: no answer could have given it.
    """
    sections = [
        _section(gold, question, confidence=confidence, unasked=unasked)
        for gold in samples
        for question in questions(codebook)
    ]
    return together(sections)


def _section(
    gold: GoldSample, question: Question, *, confidence: float, unasked: Collection[tuple[str, str]]
) -> Section:
    shares = corrected_shares(gold, question, confidence=confidence)
    about = " and ".join(question.dimensions)
    if not shares:
        note = f"corrected shares: the {_basis(gold)} has fewer than two settled reports in {about}"
        return Section(notes=(note,))
    rows: list[Row] = []
    numbers: list[Number] = []
    for share in shares:
        if any(place in unasked for place in _places(question, share)):
            continue
        identity = _identity(gold, question, share)
        rows.append(_row(gold, question, share, identity))
        numbers += _numbers(gold, question, share, identity)
    sampled = shares[0].sampled
    base = number_id("corrected", gold.basis, *_about(question))
    numbers.append(count(f"{base}.sampled", sampled, f"reports of the {_basis(gold)} settled in {about}"))
    return Section(rows=tuple(rows), numbers=tuple(numbers))


def _places(question: Question, share: CorrectedShare) -> tuple[tuple[str, str], ...]:
    """The codes that a share is of, with their dimensions."""
    first, last = question.dimensions[0], question.dimensions[-1]
    return (first, share.code), (first, share.other), (last, share.framing)


def _row(gold: GoldSample, question: Question, share: CorrectedShare, identity: str) -> Row:
    row: dict[str, str | int | float | None] = {
        "basis": gold.basis,
        "measure": "difference" if share.other else question.measure,
        "dimension": question.dimensions[0],
        "code": share.code,
        "other": share.other,
        "framing": share.framing,
        "among": question.among,
        "total": share.total,
        "n_sampled": len(share.sampled),
        "trust": known(share.trust),
        "number_id": identity,
    }
    for way, found in zip(WAYS, _ranges(share), strict=True):
        prefix = "" if way == "share" else f"{way}_"
        row[way] = known(found.value) if found else None
        row[f"{prefix}low"] = known(found.low) if found else None
        row[f"{prefix}high"] = known(found.high) if found else None
    return {name: row[name] for name in COLUMNS}


def _ranges(share: CorrectedShare) -> tuple[Range | None, ...]:
    return share.corrected, share.beyond, share.sample, share.naive, share.every


def _numbers(gold: GoldSample, question: Question, share: CorrectedShare, identity: str) -> Iterator[Number]:
    """The corrected share with the sample that it rests on, and the others with the reports they count."""
    told = _told(question, share)
    ways: Sequence[tuple[str, str, Range | None, tuple[str, ...]]] = (
        ("", f"{told}, corrected by the {_basis(gold)}", share.corrected, share.sampled),
        (".beyond", f"{told}, corrected, for the literature beyond", share.beyond, share.sampled),
        (".sample", f"{told}, by the {_basis(gold)} alone", share.sample, share.sampled),
        (".naive", f"{told}, by the machine alone", share.naive, share.given),
        (".all_settled", f"{told}, by all settled codes", share.every, share.having),
    )
    for suffix, label, found, members in ways:
        if found is None:
            continue
        value = known(found.value)
        yield estimate(
            f"{identity}{suffix}",
            value,
            members,
            label,
            text=points(value) if share.other else percent(value),
            low=known(found.low),
            high=known(found.high),
        )


def _told(question: Question, share: CorrectedShare) -> str:
    where = f", where {question.among}" if question.among else ""
    dimension = question.dimensions[0]
    if share.other:
        return f"share of {share.code} in {dimension} minus share of {share.other} in {dimension}{where}"
    if share.framing:
        return f"share of tradition {share.code} and framing {share.framing}"
    return f"share of {share.code} in {dimension}{where}"


def _identity(gold: GoldSample, question: Question, share: CorrectedShare) -> str:
    parts = (share.code, share.other or share.framing) if share.other or share.framing else (share.code,)
    kind = ("difference",) if share.other else ()
    return number_id("corrected", gold.basis, *kind, *_about(question), *parts)


def _about(question: Question) -> tuple[str, ...]:
    """The parts of an id that tell the question: a dimension, one of it on safety, or the cells."""
    if question.among:
        return question.dimensions[0], "on_safety"
    return question.dimensions


def _basis(gold: GoldSample) -> str:
    return "rehearsed sample" if gold.basis == REHEARSAL else "gold sample"
