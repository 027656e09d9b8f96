"""Whether the results are of the inputs that lie there now."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError

COMPARED = (".csv", ".yaml")
"""Inputs that a run depends on, beside the exports; a page that only explains may change after it."""


def changed_inputs(*, corpus: Path, config: Path, results: Path) -> list[str]:
    """The inputs that came, went or changed since the last run, by their paths in order.

    Nothing is told of a run that knew its inputs by other paths. Raises ReviewError where there was no
    finished run.
    """
    from coprod_review.io.results import digests_below, read_digests

    told = read_digests(results / "provenance.json")
    own = (corpus.as_posix(), config.as_posix())
    now = {
        path: digest
        for path, digest in digests_below([corpus, config]).items()
        if path.endswith(COMPARED) or path.startswith((corpus / paths.EXPORTS.name).as_posix())
    }
    then = {path: digest for path, digest in told.items() if path in now or path.endswith(COMPARED)}
    then = {path: digest for path, digest in then.items() if path.startswith(own)}
    return _differing(now, then) if then else []


def changed_between(now: Mapping[str, str], then: Mapping[str, str]) -> list[str]:
    """The inputs that came, went or have another SHA-256, in order; none where no path is the same."""
    return _differing(now, then) if now.keys() & then.keys() else []


def _differing(now: Mapping[str, str], then: Mapping[str, str]) -> list[str]:
    return sorted(path for path in now.keys() | then.keys() if now.get(path) != then.get(path))


def refuse_changed(now: Mapping[str, str]) -> None:
    """Raise ReviewError where inputs, by path and SHA-256, are not those with which the run at work began.

    Stages read at different times, so that their results would be of different inputs. Nothing is compared
    outside of a run.
    """
    from coprod_review.io.made_files import told
    from coprod_review.io.supplied import noted_inputs

    if changed := changed_between(now, noted_inputs()):
        raise ReviewError(
            "changed, added or removed while the run was at work: some results are of before, some of after",
            where=told(list(map(Path, changed))),
            remedy="run `make review` again, which makes anew what rests on that, and let it finish first",
        )
