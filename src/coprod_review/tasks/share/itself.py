"""Whether a shared copy agrees with itself: its lists tell of one run, and of its files as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.tasks.share.folders import INPUTS, RESULTS, SUPPLIED

if TYPE_CHECKING:
    from coprod_review.share.ledger import Withheld

REMEDY = "get the copy again from where it was published; if it is the same there, it was changed before"


def contradictions(copy: Path, sums: Mapping[str, str], told: Sequence[Withheld]) -> Iterator[ReviewError]:
    """A fault for each file of which two lists of a copy tell otherwise.

    `sums` are those of the copy, `told` what it says that it withholds. Of a run whose results have no list
    there is nothing to compare but the copies of its inputs.
    """
    from coprod_review.io.crate import METADATA, read_crate
    from coprod_review.io.sums import SUMS_NAME
    from coprod_review.share.ledger import FILE_KINDS

    theirs = {row.name: row.sha256 for row in told if row.kind in FILE_KINDS}
    holder = {**sums, **theirs}
    yield from _without_marks(copy, told)
    if f"{RESULTS}{SUMS_NAME}" in sums:
        listed = sums_of_run(copy)
        yield from _of_list(listed, holder, source=f"{RESULTS}{SUMS_NAME}")
        yield from _of_no_list(holder, listed)
    if f"{RESULTS}{METADATA}" in sums:
        entities = read_crate(copy / paths.RESULTS)
        yield from _of_list(told_by_crate(entities), holder, source=f"{RESULTS}{METADATA}")
    for name, digest in sums.items():
        twin = name.removeprefix(INPUTS)
        if name.startswith(INPUTS) and sums.get(twin, digest) != digest:
            yield _fault(twin, f"another file than its copy in {INPUTS}")


def sums_of_run(copy: Path) -> dict[str, str]:
    """The sums that the run lists of its results, by the names of files in a copy; none without a list."""
    from coprod_review.io.sums import SUMS_NAME, read_sums

    path = copy / RESULTS / SUMS_NAME
    sums = read_sums(path, remedy=REMEDY) if path.is_file() else {}
    return {f"{RESULTS}{name}": digest for name, digest in sums.items()}


def _without_marks(copy: Path, told: Sequence[Withheld]) -> Iterator[ReviewError]:
    """A fault for each file that is said to have marks, and has none: then something else was changed."""
    from coprod_review.io.files import read_bytes
    from coprod_review.io.shared_tables import texts_in
    from coprod_review.share.ledger import CHANGED
    from coprod_review.share.marks import MARK

    for row in told:
        path = copy / row.name
        if row.kind == CHANGED and path.is_file():
            texts = texts_in(path.suffix.lower(), read_bytes(path))
            if not any(MARK.search(text) for text in texts):
                yield _fault(row.name, "said to have marks of withheld texts, and has none")


def _of_list(listed: Mapping[str, str], holder: Mapping[str, str], *, source: str) -> Iterator[ReviewError]:
    for name, digest in sorted(listed.items()):
        if holder.get(name) != digest:
            is_here = name in holder
            yield _fault(name, f"another than {source} says" if is_here else f"in {source}, and not here")


def _of_no_list(holder: Mapping[str, str], listed: Mapping[str, str]) -> Iterator[ReviewError]:
    from coprod_review.io.listed_results import UNSUMMED

    for name in sorted(holder.keys() - listed.keys()):
        top = name.removeprefix(RESULTS).partition("/")[0]
        if name.startswith(RESULTS) and top not in UNSUMMED:
            yield _fault(name, "no result of the run, by the list of its results")


def told_by_crate(entities: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The sums of the crate by the names of files in a copy: results by their ids, inputs by their paths."""
    found = {}
    for entity in entities:
        name, supplied = unquote(str(entity["@id"])), str(entity.get("alternateName", ""))
        if "sha256" in entity and supplied.startswith(SUPPLIED):
            found[supplied] = str(entity["sha256"])
        if "sha256" in entity and not name.startswith("#") and "://" not in name:
            found[f"{RESULTS}{name}"] = str(entity["sha256"])
    return found


def _fault(name: str, problem: str) -> ReviewError:
    return ReviewError(f"this file of the copy is {problem}", where=name, remedy=REMEDY)
