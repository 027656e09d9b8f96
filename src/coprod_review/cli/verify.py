"""`coprod-review verify`: whether a published run, or a shared copy, is as it was written."""

from __future__ import annotations

import argparse
import logging
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.cli import USER_MISTAKE
from coprod_review.cli.options import count
from coprod_review.errors import ReviewError, ReviewErrors
from coprod_review.pages.wording import counted
from coprod_review.tasks.run.collecting import no_collection
from coprod_review.tasks.verify import Verdict, shared_copy, verdict_on

if TYPE_CHECKING:
    from coprod_review.io.sums import Difference
    from coprod_review.tasks.share.published import Published

LOG = logging.getLogger("coprod_review")

INPUTS_CHANGED = 3
"""The exit code where the results are whole and what they were made from has changed since."""

SHOWN = 20
"""So many files of a kind are named without --all."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The results or the shared copy, and what to hold against them."""
    parser.add_argument(
        "folder", nargs="?", type=Path, default=paths.RESULTS, help="results of a run, or a shared copy"
    )
    parser.add_argument(
        "--sha256",
        type=_sum,
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
    parser.add_argument("--cores", type=count, default=2, help="how many cores --rerun may use")
    parser.add_argument("--all", action="store_true", help=f"name all files, not the first {SHOWN} of a kind")


def run(arguments: argparse.Namespace) -> int:
    """Tell what differs and, last, what that comes to; exit code 0, 2 (differs) or 3 (inputs changed)."""
    folder: Path = arguments.folder
    shared = shared_copy(folder)
    if shared:
        try:
            return _verify_shared(shared, arguments)
        except ReviewError as error:
            return _not_verified(error)
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
        else f"so are the {counted(verdict.n_inputs, 'input')} "
        f"and {counted(verdict.n_of_workflow, 'file')} of the workflow"
    )
    print(f"VERIFIED: all {verdict.n_files:,} files are as the run wrote them; {inputs}{_beside(verdict)}")
    return 0


def _beside(verdict: Verdict) -> str:
    """What lies beside the run and has no sum."""
    if not verdict.beside:
        return ""
    names = ", ".join(verdict.beside[:3]) + (", ..." if len(verdict.beside) > 3 else "")
    return f". NOT compared: {counted(len(verdict.beside), 'file')} beside the run, of no list: {names}"


def _not_verified(error: ReviewError) -> int:
    """Tell what is wrong with a shared copy, and last what that comes to."""
    LOG.error("coprod-review verify: %s", error)
    n_faults = len(error.faults) if isinstance(error, ReviewErrors) else 1
    print(f"NOT VERIFIED: {counted(n_faults, 'fault')}, told above with what to do", flush=True)
    return USER_MISTAKE


def _sum(text: str) -> str:
    if not re.fullmatch("[0-9a-fA-F]{64}", text.strip()):
        raise argparse.ArgumentTypeError(f"{text!r} is no SHA-256, which has 64 digits from 0 to f")
    return text.strip()


def _verify_shared(copy: Path, arguments: argparse.Namespace) -> int:
    """Verify a shared copy as `share --verify` does; for who has none of its exports, that it is whole."""
    from coprod_review.tasks.share.published import published_list
    from coprod_review.tasks.share.verify import verify, verify_whole

    if arguments.rerun:
        raise _no_rerun(copy)
    against = _holder(copy, arguments.against)
    with no_collection():
        digest = verify(copy, against=against) if against else verify_whole(copy)
        published = published_list(copy, arguments.sha256) if arguments.sha256 else None
    in_part = published is not None and published.n_others > 0
    of_published = f"; {_of_published(published)}" if published else ""
    if against:
        print(
            f"VERIFIED: the copy is whole and agrees with {against.resolve()} "
            f"as far as told above{of_published}"
        )
    else:
        print(
            f"VERIFIED {'in part' if in_part else 'as whole'}: the copy is as it was written "
            f"(SHA-256 of its list: {digest}){of_published}. "
            "To compare its withheld texts too: --against REVIEW, with its exports in REVIEW/corpus/exports/"
        )
    return 0


def _of_published(published: Published) -> str:
    told = f"{published.name} has the published SHA-256"
    if not published.n_others:
        return told
    return (
        f"{told}, which does not vouch for {published.n_others:,} of the "
        f"{counted(published.n_files, 'file')} of the copy (marked, drawn anew, or of no list of the run): "
        "for these too compare the SHA-256 of SHA256SUMS"
    )


def _holder(copy: Path, named: Path | None) -> Path | None:
    """The folder to compare a copy with: the one that is named, or that of now if it has exports of it."""
    from coprod_review.tasks.share.verify import has_exports_of

    if named is None:
        here = Path()
        return here if here.resolve() != copy.resolve() and has_exports_of(copy, here) else None
    if not named.is_dir():
        raise ReviewError(
            "there is no such folder",
            where=str(named),
            remedy="name with --against the folder that has the exports in corpus/exports/",
        )
    return None if named.resolve() == copy.resolve() else named


def _no_rerun(copy: Path) -> ReviewError:
    from coprod_review.tasks.share.verify import missing_exports

    missing = missing_exports(copy)
    if missing:
        return ReviewError(
            f"this copy lacks exports, so that it cannot be run again as it is: {', '.join(missing)}",
            where=str(copy),
            remedy="leave --rerun out; the copy's README.md tells who has these exports how to run it",
        )
    return ReviewError(
        "this is a shared copy, and --rerun runs the review that lies beside its results",
        where=str(copy),
        remedy="the copy has all exports: its README.md says how to run it again in a new folder",
    )


def _tell(verdict: Verdict, *, limit: int | None) -> None:
    if verdict.is_broken_off and (verdict.files or verdict.faults):
        print(
            "the last run here has not come to its end: what differs may be its own; "
            "run `make review` again, which completes it, and then verify"
        )
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
