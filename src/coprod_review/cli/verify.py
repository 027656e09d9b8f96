"""`coprod-review verify`: whether a published run, or a shared copy, is as it was written."""

from __future__ import annotations

import argparse
import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coprod_review import paths
from coprod_review.cli import USER_MISTAKE
from coprod_review.errors import ReviewError
from coprod_review.tasks.crate import UNLISTED
from coprod_review.tasks.run.collecting import no_collection

if TYPE_CHECKING:
    from coprod_review.io.sums import Difference

LOG = logging.getLogger("coprod_review")

INPUTS_CHANGED = 3
"""The exit code where the results are whole and what they were made from has changed since."""

SHOWN = 20
"""So many files of a kind are named without --all."""


@dataclass(slots=True, kw_only=True)
class Verdict:
    """What was found wrong with a run: with its files, with its description, and with its inputs of now."""

    n_files: int
    files: list[Difference] = field(default_factory=list)
    faults: list[ReviewError] = field(default_factory=list)
    inputs: list[Difference] = field(default_factory=list)
    n_inputs: int | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The results or the shared copy, and what to hold against them."""
    parser.add_argument(
        "folder", nargs="?", type=Path, default=paths.RESULTS, help="results of a run, or a shared copy"
    )
    parser.add_argument(
        "--sha256",
        metavar="SUM",
        help="the SHA-256 that was published of ro-crate-metadata.json or SHA256SUMS",
    )
    parser.add_argument(
        "--against",
        type=Path,
        metavar="REVIEW",
        help="for a shared copy: the holder's review folder (default: the current folder)",
    )
    parser.add_argument(
        "--rerun",
        action="store_true",
        help="also run the whole review again in a temporary copy, and compare all bytes",
    )
    parser.add_argument("--cores", type=int, default=2, help="how many cores --rerun may use")
    parser.add_argument("--all", action="store_true", help=f"name all files, not the first {SHOWN} of a kind")


def run(arguments: argparse.Namespace) -> int:
    """Tell what differs and, last, what that comes to; exit code 0, 2 (differs) or 3 (inputs changed)."""
    folder: Path = arguments.folder
    shared = _shared_copy(folder)
    if shared:
        return _verify_shared(shared, arguments)
    if arguments.against:
        raise ReviewError(
            "these are results of a run and no shared copy, so there is nothing to hold them against",
            where=str(folder),
            remedy="leave --against out; the inputs beside the results are compared by themselves",
        )
    verdict = verdict_on(folder, published=arguments.sha256)
    _tell(verdict, limit=None if arguments.all else SHOWN)
    if verdict.files or verdict.faults:
        print(f"NOT VERIFIED: {_counts(verdict)}")
        return USER_MISTAKE
    if verdict.inputs:
        print(
            f"RESULTS VERIFIED ({verdict.n_files:,} files), INPUTS CHANGED SINCE: {_kinds(verdict.inputs)}; "
            "`make review` makes the results of what lies there now"
        )
        return INPUTS_CHANGED
    if arguments.rerun:
        return _rerun(folder, arguments)
    inputs = (
        "the inputs are not beside them and were not compared"
        if verdict.n_inputs is None
        else f"so are the {verdict.n_inputs} inputs"
    )
    print(f"VERIFIED: all {verdict.n_files:,} files are as the run wrote them; {inputs}")
    return 0


def verdict_on(results: Path, *, published: str | None = None) -> Verdict:
    """What is wrong with a run, every hash computed anew.

    Raises ReviewError where there is no finished run, or its list of sums cannot be read.
    """
    from coprod_review.crate.soundness import REMEDY, crate_faults
    from coprod_review.io.crate import METADATA, read_crate
    from coprod_review.io.sums import SUMS_NAME, differences, read_sums, sha256_and_size

    entities = read_crate(results)
    sums = read_sums(results / SUMS_NAME, remedy=REMEDY)
    verdict = Verdict(n_files=len(sums))
    verdict.files += differences(results, sums, left_out=UNLISTED, hidden=False)
    verdict.faults += crate_faults(entities, where=str(results / METADATA))
    told = {entity["@id"]: entity["sha256"] for entity in entities if "sha256" in entity}
    own = {**sums, SUMS_NAME: sha256_and_size(results / SUMS_NAME)[0]}
    for name, digest in sorted(told.items()):
        if name in own and own[name] != digest:
            verdict.faults.append(
                ReviewError(
                    f"the crate has another SHA-256 of {name} than the list of sums",
                    where=str(results / METADATA),
                    remedy=REMEDY,
                )
            )
    whole = {sha256_and_size(results / name)[0] for name in (METADATA, SUMS_NAME)}
    if published and published.lower() not in whole:
        verdict.faults.append(
            ReviewError(
                f"neither {METADATA} nor {SUMS_NAME} has the published SHA-256",
                where=str(results),
                remedy="see that the sum is that of this run; if it is, get the results again",
            )
        )
    _compare_inputs(verdict, results.resolve().parent, entities)
    return verdict


def _compare_inputs(verdict: Verdict, review: Path, entities: Iterable[dict[str, Any]]) -> None:
    """Add how the inputs that lie beside the results, if any do, differ from those of the run."""
    from coprod_review.io.results import digests_below
    from coprod_review.io.sums import Difference, kind_of, sha256_and_size
    from coprod_review.io.workflow_files import workflow_files

    then = {
        str(entity["alternateName"]): str(entity["sha256"])
        for entity in entities
        if "alternateName" in entity and "sha256" in entity
    }
    folders = [review / paths.CORPUS, review / paths.CONFIG]
    if not all(folder.is_dir() for folder in folders):
        return
    now = {
        Path(name).relative_to(review).as_posix(): digest for name, digest in digests_below(folders).items()
    }
    now |= {name: sha256_and_size(path)[0] for name, path in workflow_files(review).items()}
    verdict.n_inputs = len(then)
    for name in sorted(now.keys() | then.keys()):
        if now.get(name) != then.get(name):
            verdict.inputs.append(Difference(kind=kind_of(name, then=then, now=now), name=name))


def _shared_copy(folder: Path) -> Path | None:
    """The shared copy that a folder is, or whose results it is; None where it is neither."""
    from coprod_review.io.sums import SUMS_NAME
    from coprod_review.share.ledger import LEDGER_NAME

    for place in (folder, folder.resolve().parent):
        if (place / SUMS_NAME).is_file() and (place / LEDGER_NAME).is_file():
            return place
    return None


def _verify_shared(copy: Path, arguments: argparse.Namespace) -> int:
    """Verify a shared copy as `share --verify` does; without the holder's exports, that it is whole."""
    from coprod_review.tasks.share.verify import verify, verify_whole

    against = arguments.against or (Path() if paths.EXPORTS.is_dir() else None)
    if arguments.rerun:
        raise ReviewError(
            "a shared copy has no exports, so it cannot be run again",
            where=str(copy),
            remedy="leave --rerun out, or verify the results of the review itself",
        )
    with no_collection():
        if against is None or against.resolve() == copy.resolve():
            digest = verify_whole(copy)
            print(
                f"VERIFIED as whole: the copy is as it was written (SHA-256 of its list: {digest}). "
                "To compare its withheld texts too: --against REVIEW, with exports in REVIEW/corpus/exports/"
            )
        else:
            digest = verify(copy, against=against)
            print(f"VERIFIED: the copy is whole and agrees with {against.resolve()} as far as told above")
    if arguments.sha256 and arguments.sha256.lower() != digest:
        print(f"NOT VERIFIED: the list of sums has not the published SHA-256 but {digest}")
        return USER_MISTAKE
    return 0


def _tell(verdict: Verdict, *, limit: int | None) -> None:
    for title, found in (("results", verdict.files), ("inputs since the run", verdict.inputs)):
        by_kind = Counter(one.kind for one in found)
        for kind, n in sorted(by_kind.items()):
            print(f"{title}, {kind}: {n:,}")
            names = [one.name for one in found if one.kind == kind]
            for name in names[:limit]:
                print(f"  {name}")
            if limit is not None and n > limit:
                print(f"  ... and {n - limit:,} more (--all names them)")
    for fault in verdict.faults[:limit]:
        print(fault)


def _counts(verdict: Verdict) -> str:
    from coprod_review.pages.wording import counted

    parts = [f"{_kinds(verdict.files)} of {verdict.n_files:,} files"] if verdict.files else []
    parts += [f"{counted(len(verdict.faults), 'fault')} in what describes the run"] if verdict.faults else []
    return "; ".join(parts)


def _kinds(found: Iterable[Difference]) -> str:
    by_kind = Counter(one.kind for one in found)
    return ", ".join(f"{n:,} {kind}" for kind, n in sorted(by_kind.items()))


def _rerun(results: Path, arguments: argparse.Namespace) -> int:
    from coprod_review.tasks.run.rerun import rerun

    found = rerun(results.resolve().parent, results, cores=arguments.cores)
    verdict = Verdict(n_files=0, files=found)
    _tell(verdict, limit=None if arguments.all else SHOWN)
    if found:
        print(f"NOT REPRODUCED: run again, {_kinds(found)}")
        return USER_MISTAKE
    print("VERIFIED AND REPRODUCED: run again, every file has the same bytes")
    return 0
