"""What the corpus says of reports by now, while a server runs: those judged, and those practised on."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.tasks.doubtful import judged_by_persons


def judged(corpus: Path, resolve: Callable[[str], str], *, by_persons: bool = False) -> set[str]:
    """The reports that somebody, or a person, has judged; a table with faults counts all that it names."""
    from coprod_review.io.corpus import read_judgements
    from coprod_review.io.people_tables import named_reports

    path = corpus / paths.SCREENING_JUDGEMENTS.parent.name / paths.SCREENING_JUDGEMENTS.name
    try:
        judgements = read_judgements(path)
        if by_persons:
            return judged_by_persons(judgements, corpus / paths.CODERS.name, resolve)
        return {resolve(judgement.report_id) for judgement in judgements}
    except ReviewError:
        return set(map(resolve, named_reports(path)))


def practised(corpus: Path, who: str, resolve: Callable[[str], str]) -> set[str]:
    """The reports of which this person has looked up settled codes in an exercise, by now."""
    from coprod_review.io.training import training_path

    path = training_path(corpus, who)
    try:
        stat = path.stat()
    except OSError:
        return set()
    return set(map(resolve, _looked_up(path, stat.st_mtime_ns, stat.st_size)))


@lru_cache(maxsize=2)
def _looked_up(path: Path, *_: int) -> frozenset[str]:
    """As the file has it; a page of a queue asks this for every report."""
    from coprod_review.io.training import looked_up

    return frozenset(looked_up(path))
