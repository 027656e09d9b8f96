"""Run the review by Snakemake: one run at a time, taking up what a killed one left behind."""

from __future__ import annotations

import argparse
import errno
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError, raise_all
from coprod_review.tasks.run.checked import begin_check
from coprod_review.tasks.run.freshness import COMPARED

LOG = logging.getLogger("coprod_review")
SNAKEMAKE = "coprod_review.tasks.run.snakemake_program"
ASIDE = Path("results-changed")
LEAST_ROOM = 5_000_000
"""So many bytes have to be free where a run writes: with less, Snakemake cannot even note what it does."""

AHEAD = 60.0
"""So many seconds at most a run waits for the time of a file: clocks of two machines differ by less."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The cores or the profile, and whatever else Snakemake is to be told."""
    parser.add_argument("--cores", metavar="N", help="how many cores the run may use (default: 2)")
    parser.add_argument(
        "--profile",
        metavar="FOLDER",
        help="where and how to run: profiles/slurm, for instance (docs/cluster.md)",
    )
    parser.add_argument(
        "--checked",
        type=Path,
        metavar="FILE",
        help="check first what people supplied, unless nothing was edited since this file was made so",
    )
    parser.add_argument(
        "options", nargs="*", metavar="OPTION", help="options of Snakemake, after -- (default: --quiet all)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Start Snakemake in this folder and end as it does; raises ReviewError where no run can begin.

    The lock of the run goes over to Snakemake, so that it holds as long as Snakemake lives.
    """
    from coprod_review.io.run_locks import ENGINE, hold_run

    review = Path()
    _refuse_other_folders(review)
    _refuse_places(arguments)
    _refuse_braces(review)
    _refuse_the_future(review)
    _check_writable(review / ENGINE)
    _check_writable(review / paths.RESULTS)
    lock = hold_run(review)
    _take_up(review)
    words = [sys.executable, "-m", SNAKEMAKE, "--rerun-incomplete", *_where(arguments)]
    words += _forced(review)
    _bring_back(review)
    environment = {**os.environ, **_places(review / ENGINE)}
    if arguments.checked:
        environment |= begin_check(arguments.checked)
    if sys.platform == "win32":
        return subprocess.run(words, env=environment, check=False).returncode
    _open_standard_streams()
    os.set_inheritable(lock, True)
    os.execve(words[0], words, environment)
    return 0


def _where(arguments: argparse.Namespace) -> list[str]:
    """The options that say where to run: a profile says all that nobody says beside it."""
    words = ["--profile", arguments.profile] if arguments.profile else []
    if arguments.cores or not arguments.profile:
        words += ["--cores", arguments.cores or "2"]
    return words + (arguments.options or ([] if arguments.profile else ["--quiet", "all"]))


def _refuse_other_folders(review: Path) -> None:
    """Raise where this is no review, or half of its workflow is missing."""
    from coprod_review.io.workflow_files import missing_files

    if not (review / paths.SNAKEFILE).is_file():
        raise ReviewError(
            "this folder holds no review: it has no Snakefile",
            where=str(review.resolve()),
            remedy="go to the folder of the review; `coprod-review new FOLDER` makes one",
        )
    if missing := missing_files(review):
        raise ReviewError(
            f"the Snakefile includes rules that are not there: {', '.join(missing)}",
            where=str(review.resolve()),
            remedy="copy them from where the Snakefile is from: the two belong together",
        )


def _refuse_places(arguments: argparse.Namespace) -> None:
    """Raise where no run can be: cores that are no number, a folder of a profile that is not there."""
    cores, profile = arguments.cores, arguments.profile
    if cores and cores != "all" and not (cores.isascii() and cores.isdigit() and int(cores) > 0):
        raise ReviewError(
            f"{cores!r} is no number of cores",
            where="--cores",
            remedy="give a whole number of 1 or more, or all: --cores 2 (with make: CORES=2)",
        )
    if profile and not Path(profile).exists() and len(Path(profile).parts) > 1:
        folder = Path(profile).parent
        names = sorted(path.parent.name for path in folder.glob("*/config*.yaml"))
        raise ReviewError(
            "there is no such profile",
            where=profile,
            remedy=f"in {folder} there are: {', '.join(dict.fromkeys(names)) or 'none'}"
            + (f" (--profile {folder / names[0]}; with make: PROFILE={names[0]})" if names else ""),
        )


def _refuse_braces(review: Path) -> None:
    """Raise, for every file at once, what Snakemake would take for a pattern of names."""
    raise_all(
        [
            ReviewError(
                "this name has braces, which Snakemake reads as a pattern",
                where=str(path),
                remedy="rename the file, and where it is an export its entry in corpus/manifest.yaml too",
            )
            for part in (paths.CORPUS, paths.CONFIG)
            for path in sorted((review / part).rglob("*"))
            if "{" in path.name or "}" in path.name
        ]
    )


def _check_writable(folder: Path) -> None:
    """Raise ReviewError where nothing can be written into a folder that is there or can be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as stream:
            stream.write(b"0" * 4096)
        if shutil.disk_usage(folder).free < LEAST_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except FileExistsError:
        raise ReviewError(
            "this is no folder, and the run needs one of this name",
            where=str(folder),
            remedy="move it away; the run makes the folder",
        ) from None
    except OSError as error:
        raise ReviewError(
            f"nothing can be written into this folder ({error.strerror})",
            where=str(folder.resolve()),
            remedy="give yourself permission to write there, make room on the disk, "
            "or copy the review to a place where both are so; nothing was changed",
        ) from None


def _take_up(review: Path) -> None:
    """Put in order what a run that was killed has left; raises ReviewError where one seems to be alive."""
    from coprod_review.io.run_locks import (
        await_stages,
        remove_stale_locks,
        stages_are_at_work,
        stale_locks,
        unfinished_files,
    )
    from coprod_review.tasks.run.left_jobs import cancel_left_jobs

    if stale_locks(review):
        cancel_left_jobs(review)
        _refuse_beside(review)
        LOG.info("run: an earlier run was broken off; taking it up where it stopped")
        remove_stale_locks(review)
    if stages_are_at_work(review):
        LOG.info("run: waiting for the stages of a run that was broken off to end")
        await_stages(review)
    for path in unfinished_files(review / paths.RESULTS):
        path.unlink()


def _refuse_beside(review: Path) -> None:
    """Raise ReviewError where Snakemake, started here in another way, is or may be at work."""
    others = sorted(_at_work_in(review.resolve()))
    if others or not Path("/proc/self/cwd").exists():
        who = f" (process {', '.join(map(str, others))})" if others else ""
        raise ReviewError(
            f"Snakemake has locked this folder{who}",
            where=str(review.resolve()),
            remedy="wait until that run ends; if none is at work any more, type: "
            f"{Path(sys.executable).name} -m snakemake --unlock",
        )


def _at_work_in(review: Path) -> Iterator[int]:
    """The processes of Snakemake that work in a folder, on systems that tell (/proc)."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
            is_here = (process / "cwd").readlink() == review
        except OSError:
            continue
        if is_here and int(process.name) != os.getpid() and any(b"snakemake" in word for word in words[:4]):
            yield int(process.name)


def _refuse_the_future(review: Path) -> None:
    """Raise ReviewError where files of people are dated ahead; wait for a time that is about to come.

    Nobody but people may change such files, and of a stage that reads one Snakemake takes no results.
    """
    from coprod_review.io.made_files import told
    from coprod_review.io.times_ahead import files_ahead

    now = time.time()
    ahead = files_ahead(_read_by_stages(review), now=now)
    seconds = max(ahead.values(), default=now) - now
    if seconds > AHEAD:
        far = f"{seconds / 86400:,.0f} days" if seconds > 2 * 86400 else f"{seconds / 60:,.0f} minutes"
        raise ReviewError(
            f"dated ahead of this machine's clock, by up to {far}; no result can be newer",
            where=told(ahead),
            remedy="set the clock if it is wrong; else give the files the present time: "
            "find Snakefile rules corpus config -newermt now -exec touch {} +",
        )
    if ahead:
        LOG.info("run: waiting %.0f s for the time to come at which %s was changed", seconds, told(ahead))
        time.sleep(seconds)


def _read_by_stages(review: Path) -> Iterator[Path]:
    """The files of people that stages may read."""
    from coprod_review.io.workflow_files import workflow_files

    yield from workflow_files(review).values()
    for part in (paths.CORPUS, paths.CONFIG):
        for path in (review / part).rglob("*"):
            if path.suffix in COMPARED or paths.EXPORTS.name in path.parts:
                yield path


def _bring_back(review: Path) -> None:
    """Give results that were made while the clock was ahead a time that has come."""
    from coprod_review.io.times_ahead import bring_back

    if n := bring_back(review, paths.RESULTS, now=time.time()):
        LOG.info(
            "run: %d results were dated ahead of this machine's clock; they have the present time now", n
        )


def _forced(review: Path) -> list[str]:
    """The options that make anew what is not as its rule made it; what lies there is moved aside."""
    from coprod_review.io.made_files import changed_results, move_aside, told

    changed = changed_results(review, paths.RESULTS)
    if not changed.paths:
        return []
    move_aside(changed.paths, results=review / paths.RESULTS, aside=review / ASIDE)
    LOG.warning(
        "run: %s: not as the run made it, and made anew now; what lay there is in %s\n"
        "  remedy: change corpus/ or config/, never results/, which holds what is computed from them",
        told(changed.paths),
        ASIDE,
    )
    return ["--forcerun", *changed.rules] if changed.rules else ["--forceall"]


def _places(engine: Path) -> Mapping[str, str]:
    """Variables that keep caches in the folder of the run, and texts UTF-8 in every locale.

    Neither a home folder nor a folder for temporary files has to be there or to be writable.
    """
    here = engine.resolve()
    found = {"PYTHONUTF8": "1", "PYTHONHASHSEED": os.environ.get("PYTHONHASHSEED", "0")}
    for name, folder in (("XDG_CACHE_HOME", here / "cache"), ("MPLCONFIGDIR", here / "matplotlib")):
        found[name] = os.environ.get(name) or str(folder)
    try:
        tempfile.gettempdir()
    except FileNotFoundError:
        found["TMPDIR"] = str(here / "tmp")
        (here / "tmp").mkdir(exist_ok=True)
    return found


def _open_standard_streams() -> None:
    """Give what stands closed among input, output and errors to the null device, which is there for all."""
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(handle, True)
    os.close(handle)
