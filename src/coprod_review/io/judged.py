"""Who judged which report for screening, be it that another's verdict goes before theirs."""

from __future__ import annotations

from pathlib import Path

from coprod_review import paths
from coprod_review.io.coders import read_coders
from coprod_review.io.decisions import read_judgements
from coprod_review.io.included import ReportNames
from coprod_review.io.registry import read_registry
from coprod_review.model.corpus import Coder
from coprod_review.model.resolve import report_id_by_name


def read_judged_by(*, results: Path, corpus: Path) -> dict[str, tuple[str, ...]]:
    """The people and readers whose judgements on a report stand, sorted, by the id that it has in the run.

    Whether they decided is another matter: people go before readers, and one reader alone decides nothing.
    Judgements on reports that no export holds any more are left out.
    """
    coders = {coder.name: coder for coder in read_coders(paths.within(corpus, paths.CODERS))}
    judgements = [
        judgement
        for judgement in read_judgements(paths.within(corpus, paths.SCREENING_JUDGEMENTS))
        if judgement.coder in coders and _is_heard(coders[judgement.coder])
    ]
    if not judgements:
        return {}
    registry = read_registry(paths.within(corpus, paths.REGISTRY))
    names = report_id_by_name(ReportNames(paths.within(results, paths.REPORTS)), registry)
    found: dict[str, set[str]] = {}
    for judgement in judgements:
        if judgement.report_id in names:
            found.setdefault(names[judgement.report_id], set()).add(judgement.coder)
    return {report_id: tuple(sorted(judges)) for report_id, judges in found.items()}


def _is_heard(coder: Coder) -> bool:
    return coder.role == "reader" or (coder.kind == "person" and coder.role == "adjudicator")
