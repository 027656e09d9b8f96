"""Codes of record under a specification, in columns: what `codes_of_record` decides, for many at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coprod_review.coding.code_bits import Bits, Codes, answer_of, bits_of, broken
from coprod_review.coding.record_codes import MACHINE, OPEN
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CODE_STATUSES, CodeOfRecord
from coprod_review.model.specification import ALL, CONFIDENCE, LEVEL, MACHINES_ALONE, Specification
from coprod_review.model.specification import MACHINE as MACHINE_CODES

if TYPE_CHECKING:
    from coprod_review.coding.refits import MachineAnswers

LOW_PROBABILITY = 0.8
"""Answers of the machine below this probability are of low confidence."""

_OPEN, _MACHINE = CODE_STATUSES.index(OPEN), CODE_STATUSES.index(MACHINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordColumns:
    """Codes of record by dimension, for reports in one order: answers in bits, places in CODE_STATUSES.

    A status of -1 stands where there is no code of record.
    """

    reports: Sequence[str]
    codes: Mapping[str, Codes]
    given: Mapping[str, Bits]
    statuses: Mapping[str, NDArray[np.int8]]

    def key(self, dimensions: Iterable[str]) -> tuple[bytes, ...]:
        """What tells two sets of codes of record apart in some dimensions."""
        return tuple(
            part for d in dimensions for part in (self.given[d].tobytes(), self.statuses[d].tobytes())
        )

    def records(self) -> dict[tuple[str, str], CodeOfRecord]:
        """The codes of record by report and dimension; who gave them and why is not told."""
        found: dict[tuple[str, str], CodeOfRecord] = {}
        for dimension, codes in self.codes.items():
            names = {bits: answer_of(codes, bits) for bits in set(self.given[dimension].tolist())}
            cells = zip(
                self.reports, self.given[dimension].tolist(), self.statuses[dimension].tolist(), strict=True
            )
            for report, bits, status in cells:
                if status >= 0:
                    found[report, dimension] = _record(report, dimension, names[bits], CODE_STATUSES[status])
        return found


@lru_cache(maxsize=1 << 18)
def _record(report: str, dimension: str, codes: Codes, status: str) -> CodeOfRecord:
    """A code of record, made once however many specifications come to it: most agree in most reports."""
    return CodeOfRecord(report_id=report, dimension=dimension, codes=codes, status=status, coders=())


def record_columns(
    records: Iterable[CodeOfRecord], reports: Sequence[str], codes: Mapping[str, Codes]
) -> RecordColumns:
    """Codes of record of some reports and dimensions in columns."""
    place = {name: i for i, name in enumerate(reports)}
    given = {d: np.zeros(len(reports), dtype=np.int64) for d in codes}
    statuses = {d: np.full(len(reports), -1, dtype=np.int8) for d in codes}
    for record in records:
        if record.dimension in codes and record.report_id in place:
            at = place[record.report_id]
            given[record.dimension][at] = bits_of(codes[record.dimension], record.codes)
            statuses[record.dimension][at] = CODE_STATUSES.index(record.status)
    return RecordColumns(reports=reports, codes=codes, given=given, statuses=statuses)


def specified_codes(
    specification: Specification,
    *,
    settled: RecordColumns,
    machine: Mapping[str, MachineAnswers],
    counts: Mapping[str, Mapping[str, int]],
    codebook: Codebook,
    min_settled_per_code: int,
    undecidable: Collection[str] = (),
) -> RecordColumns:
    """One code of record for every report and dimension of `settled`, as `codes_of_record` decides them.

    `settled` are the settled codes under the specification; where machines alone code they count nothing.
    `counts` are the settled reports behind each code in the run, `undecidable` the reports that no machine
    may decide. A machine that decides everything decides rare codes too.
    """
    alone = specification.coded_by == MACHINES_ALONE
    least = 0 if ALL in specification.names(LEVEL) else min_settled_per_code
    barred = np.array([name in undecidable for name in settled.reports], dtype=bool)
    given, statuses = {}, {}
    for dimension, codes in settled.codes.items():
        known = np.zeros(len(barred), dtype=bool) if alone else settled.statuses[dimension] >= 0
        decided = ~known & ~barred
        found = machine.get(dimension)
        if found is None:
            decided[:] = False
        else:
            decided &= found.is_sure & ~_rare(found.given, codes, counts.get(dimension, {}), least)
        answers = np.zeros(len(barred), dtype=np.int64) if found is None else found.given
        given[dimension] = np.where(known, settled.given[dimension], np.where(decided, answers, 0))
        statuses[dimension] = np.where(
            known, settled.statuses[dimension], np.where(decided, _MACHINE, _OPEN)
        ).astype(np.int8)
    _open(_in_conflict(given, settled.codes, codebook), given, statuses)
    _open(_left_out(specification, machine, settled.codes), given, statuses)
    return RecordColumns(reports=settled.reports, codes=settled.codes, given=given, statuses=statuses)


def _rare(given: Bits, codes: Codes, counts: Mapping[str, int], least: int) -> NDArray[np.bool_]:
    """Which answers hold a code that fewer settled reports carry."""
    rare = sum(1 << i for i, code in enumerate(codes) if counts.get(code, 0) < least)
    found: NDArray[np.bool_] = (given & rare) > 0
    return found


def _in_conflict(
    given: Mapping[str, Bits], codes: Mapping[str, Codes], codebook: Codebook
) -> dict[str, NDArray[np.bool_]]:
    """Where the codes of a report break a constraint, by each dimension that it names."""
    found: dict[str, NDArray[np.bool_]] = {}
    for constraint in codebook.constraints:
        named = [d for d in {*constraint.when, *constraint.then} if d in given]
        if not named:
            continue
        is_broken = broken(constraint, given, codes)
        for dimension in named:
            found[dimension] = found.get(dimension, False) | is_broken
    return found


def _left_out(
    specification: Specification, machine: Mapping[str, MachineAnswers], codes: Mapping[str, Codes]
) -> dict[str, NDArray[np.bool_]]:
    """Which codes of the machine do not count under the specification."""
    none_counts = specification.has(MACHINE_CODES)
    least = LOW_PROBABILITY if specification.has(CONFIDENCE) else 0.0
    return {d: none_counts | (found.confidence < least) for d, found in machine.items() if d in codes}


def _open(
    where: Mapping[str, NDArray[np.bool_]],
    given: Mapping[str, Bits],
    statuses: Mapping[str, NDArray[np.int8]],
) -> None:
    """Take back the codes of the machine in these places."""
    for dimension, is_there in where.items():
        gone = is_there & (statuses[dimension] == _MACHINE)
        given[dimension][gone] = 0
        statuses[dimension][gone] = _OPEN
