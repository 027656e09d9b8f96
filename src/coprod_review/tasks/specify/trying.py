"""Every planned specification tried: what each finds, and how far the claims depend on them."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.tasks.specify.task import Task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coprod_review.analyse.specifications import Outcome
    from coprod_review.tasks.specify.given import Given
from coprod_review.tasks.specify.given import read_given

BASE_CODERS = ("rules", "lineage", "classifier")
LOG = logging.getLogger("coprod_review")


def try_specifications(task: Task) -> None:
    """Try every planned specification; write what each finds, and how far the claims depend on them."""
    from coprod_review.analyse.ledger import ledger
    from coprod_review.analyse.specification_tables import columns_of, specification_sections
    from coprod_review.io.sheets import write_csv
    from coprod_review.io.tables import write_numbers
    from coprod_review.model.specification import CODED_BY_WORDS

    given = read_given(task)
    tested = given.config.analyse.tested
    outcomes = _outcomes(given)
    sections = specification_sections(outcomes, tested=tested)
    for name, section in sections.items():
        write_csv(task.output / f"{name}.csv", columns_of(name, tested), section.rows)
    numbers = ledger(number for section in sections.values() for number in section.numbers)
    write_numbers(task.output / paths.SPECIFICATION_NUMBERS.name, numbers)
    summary = sections["specification_summary"].rows
    LOG.info(
        "specify: %d specifications%s",
        len(outcomes),
        "".join(f"; claim {row['claim']} {_fared(row)} {CODED_BY_WORDS[row['coded_by']]}" for row in summary),
    )


def _fared(row: Mapping[str, object]) -> str:
    """How a claim fares, in words; without an estimate anywhere there is no verdict to keep."""
    if row["no_estimate"] == row["tried"]:
        return "can be judged in no specification"
    lacking = f" ({row['no_estimate']} of them without an estimate)" if row["no_estimate"] else ""
    return f"keeps its verdict in {row['kept']} of {row['tried']} that differ{lacking}"


def _outcomes(given: Given) -> list[Outcome]:
    """What each specification finds, the run first."""
    from coprod_review.analyse.coded import CodedReports
    from coprod_review.analyse.specification_plan import JUDGED, planned_specifications
    from coprod_review.analyse.specifications import outcome_of
    from coprod_review.coding.specified_codes import specified_codes
    from coprod_review.model.specification import IMPLICIT, NATURAL

    plan = planned_specifications(
        patterns=sorted({Path(p.file).stem for p in given.patterns}),
        coders=BASE_CODERS,
        readers=given.readers,
        level=given.config.decide.coverage,
        natural=0 < len(given.natural) < len(given.report_by_id),
    )
    known: dict[object, Outcome] = {}
    outcomes = []
    for specification in plan:
        codes = specified_codes(
            specification,
            settled=given.settled_under(specification),
            machine=given.refits.answers_under(specification),
            counts=given.counts,
            codebook=given.codebook,
            min_settled_per_code=given.config.decide.min_settled_per_code,
            undecidable=given.undecidable,
        )
        key = (*codes.key(JUDGED), specification.has(IMPLICIT), specification.has(NATURAL))
        if key not in known:
            coded = CodedReports(
                report_by_id=given.report_by_id, record_by_place=codes.records(), natural=given.natural
            )
            known[key] = outcome_of(
                specification,
                coded.natural_alone() if specification.has(NATURAL) else coded,
                given.codebook,
                given.model,
                settings=given.config.analyse,
                seed=given.config.seed,
            )
        outcomes.append(replace(known[key], specification=specification))
    return outcomes
