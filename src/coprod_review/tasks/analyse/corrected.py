"""What `coprod-review analyse` corrects: shares, by the gold sample of people and by the rehearsed one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coprod_review.model.sample import NOT_REHEARSED
from coprod_review.paths import UNREHEARSED

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from coprod_review.adjudicate.seen import Answered
    from coprod_review.analyse.gold_sample import GoldSample
    from coprod_review.analyse.ledger import Section
    from coprod_review.model.coding import CodeOfRecord
    from coprod_review.model.number import Number
    from coprod_review.model.sample import Inclusion
    from coprod_review.tasks.analyse.given import Given
    from coprod_review.tasks.analyse.task import Task


def corrected(task: Task, given: Given) -> Section:
    """Corrected shares from the gold sample, where people drew one, and from the rehearsed one.

    What is settled only by answers that were given after seeing others' corrects nothing. Raises ReviewError
    where the run has no codings of the combination.
    """
    from coprod_review.analyse.corrected_table import GOLD, corrected_section
    from coprod_review.analyse.corrected_waiting import waiting_numbers
    from coprod_review.analyse.gold_reach import reach_notes, reach_numbers
    from coprod_review.io.files import no_stage_file

    samples: list[GoldSample] = []
    notes: list[str] = []
    if task.gold.exists():
        if "combination" not in given.machine:
            raise no_stage_file(task.coded / "combination.parquet")
        inclusion = _gold_inclusion(task.gold, given.names)
        samples.append(_gold(given, inclusion))
        notes += _seen_in_sample(given.settled, given.seen, inclusion)
    if given.config.estimate.rehearse and (task.rehearsal / "plan.csv").exists():
        if why_not := _why_not_rehearsed(task.rehearsal):
            notes.append(f"{NOT_REHEARSED}{why_not}")
        else:
            samples.append(_rehearsed(task.rehearsal, given))
    confidence = given.config.analyse.interval
    section = corrected_section(samples, given.codebook, confidence=confidence, unasked=given.unasked)
    waiting = [
        number
        for sample in samples
        if sample.basis == GOLD
        for number in waiting_numbers(sample, given.codebook, confidence=confidence)
    ]
    reach = [
        number for sample in samples if sample.basis == GOLD for number in reach_numbers(sample, given.coded)
    ]
    return replace(
        section,
        numbers=(*section.numbers, *waiting, *reach),
        notes=(*section.notes, *notes, *_hard_ones(waiting), *reach_notes(reach)),
    )


def _hard_ones(numbers: Sequence[Number]) -> list[str]:
    """That part of the sample waits, which is to be settled before its shares are quoted."""
    from coprod_review.analyse.corrected_waiting import TOLD

    value = {number.number_id: int(number.value) for number in numbers if number.is_count}
    return [
        f"gold sample: {value[f'waiting.{dimension}.waiting']} of {value[f'waiting.{dimension}.drawn']} "
        f"drawn reports wait for a code in {dimension}; those that wait are the hard ones"
        for dimension in TOLD
        if value.get(f"waiting.{dimension}.waiting")
    ]


def _gold_inclusion(plan: Path, names: Mapping[str, str]) -> Mapping[str, Inclusion]:
    """The inclusion of the reports in the plan of the gold sample, by present report ids."""
    from coprod_review.io.samples import read_plan
    from coprod_review.model.sample import inclusion_by_report

    rows = [replace(row, report_id=names.get(row.report_id, "")) for row in read_plan(plan)]
    return inclusion_by_report(row for row in rows if row.report_id)


def _gold(given: Given, inclusion: Mapping[str, Inclusion]) -> GoldSample:
    """The gold sample with its blind answers, beside the answers of the combination."""
    from coprod_review.adjudicate.seen import rests_on_seen
    from coprod_review.analyse.corrected_table import GOLD
    from coprod_review.analyse.gold_sample import gold_sample

    return gold_sample(
        GOLD,
        given.coded,
        inclusion=inclusion,
        settled=[code for code in given.settled if not rests_on_seen(code, given.seen)],
        machine=given.machine["combination"],
    )


def _seen_in_sample(
    settled: Sequence[CodeOfRecord], seen: Collection[Answered], inclusion: Collection[str]
) -> list[str]:
    """What is to be said of settled answers of the sample that are not blind."""
    from coprod_review.adjudicate.seen import rests_on_seen

    n_left_out = sum(rests_on_seen(code, seen) and code.report_id in inclusion for code in settled)
    if not n_left_out:
        return []
    return [
        f"gold sample: {n_left_out} settled answers do not count in it, since who gave them had seen "
        "what was settled there"
    ]


def _why_not_rehearsed(folder: Path) -> str:
    """Why no sample was rehearsed; empty where one was, and in runs of earlier versions."""
    from coprod_review.io.results import read_table

    path = folder / UNREHEARSED.name
    return "; ".join(row["reason"] for row in read_table(path)) if path.exists() else ""


def _rehearsed(folder: Path, given: Given) -> GoldSample:
    """The sample of the rehearsal, coded by a machine to which all settled codes but its own were unknown."""
    from coprod_review.analyse.corrected_table import REHEARSAL
    from coprod_review.analyse.gold_sample import gold_sample
    from coprod_review.io import tables
    from coprod_review.io.samples import read_plan
    from coprod_review.model.sample import inclusion_by_report

    return gold_sample(
        REHEARSAL,
        given.coded,
        inclusion=inclusion_by_report(read_plan(folder / "plan.csv")),
        settled=given.settled,
        machine=tables.read_codings(folder / "combination.parquet", without=("evidence",)),
        only_settled=True,
    )
