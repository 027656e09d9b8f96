"""A run begun: one at a time, taking up what a killed one left behind."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.tasks.run.checked import begin_check
from coprod_review.tasks.run.looking import only_looks, only_touches
from coprod_review.tasks.run.profiles import profile_named, refuse_silent_slurm
from coprod_review.tasks.run.refusals import (
    check_writable,
    refuse_braces,
    refuse_cores,
    refuse_other_folders,
    refuse_the_future,
)
from coprod_review.tasks.run.snakemake_program import WHOLE

if TYPE_CHECKING:
    from coprod_review.io.made_files import Changed

LOG = logging.getLogger("coprod_review")
SNAKEMAKE = "coprod_review.tasks.run.snakemake_program"
STAMP = "checked"
"""Tells, by its time, as of when what people supplied is known to be without faults."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Where and how to run, as people or a profile say it."""

    cores: str | None
    profile: str | None
    options: Sequence[str]


def begin_run(task: Task) -> int:
    """Start Snakemake in this folder and end as it does; raises ReviewError where no run can begin.

    Whatever may refuse comes before anything is moved: where results have to be, the check too has ended by
    then. The lock of the run goes over to Snakemake, so that it holds as long as Snakemake lives.
    """
    from coprod_review.io.made_files import changed_results
    from coprod_review.io.run_locks import ENGINE, hold_run
    from coprod_review.io.supplied import note_inputs

    review = Path()
    refuse_other_folders(review)
    refuse_cores(task.cores)
    profile = profile_named(task.profile, review=review) if task.profile else None
    looks = only_looks(task.options)
    if profile and not looks:
        refuse_silent_slurm(profile, review=review)
    refuse_braces(review)
    refuse_the_future(review)
    check_writable(review / ENGINE)
    check_writable(review / paths.RESULTS)
    lock = hold_run(review)
    take_up(review)
    changed = changed_results(review, paths.RESULTS)
    environment = {**os.environ, **_places(review / ENGINE)}
    environment |= note_inputs([paths.CORPUS, paths.CONFIG])
    environment |= begin_check(review / ENGINE / STAMP, waits=bool(changed.paths) and not looks)
    if not task.options:
        environment[WHOLE] = "1"
    words = [sys.executable, "-m", SNAKEMAKE, "--rerun-incomplete"]
    words += _forced(review, changed, looks=looks, touches=only_touches(task.options))
    words += _where(task, profile)  # last: it may end with targets, behind which no option is one
    _bring_back(review)
    if sys.platform == "win32":
        return subprocess.run(words, env=environment, check=False).returncode
    _open_standard_streams()
    os.set_inheritable(lock, True)
    os.execve(words[0], words, environment)
    return 0


def _where(task: Task, profile: Path | None) -> list[str]:
    """The options that say where to run: a profile says all that nobody says beside it."""
    words = ["--profile", str(profile)] if profile else []
    if task.cores or not profile:
        words += ["--cores", task.cores or "2"]
    return words + (list(task.options) or ([] if profile else ["--quiet", "all"]))


def take_up(review: Path) -> None:
    """Put in order what a run that was killed has left; raises ReviewError where one seems to be alive."""
    from coprod_review.io.run_locks import (
        await_stages,
        remove_passing_files,
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
    remove_passing_files(review)


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


def _bring_back(review: Path) -> None:
    """Give results that were made while the clock was ahead a time that has come."""
    from coprod_review.io.times_ahead import bring_back

    if n := bring_back(review, paths.RESULTS, now=time.time()):
        LOG.info(
            "run: %d results were dated ahead of this machine's clock; they have the present time now", n
        )


def _forced(review: Path, changed: Changed, *, looks: bool, touches: bool) -> list[str]:
    """The options that make anew what is not, or not known to be, as its rule made it.

    What people changed there is moved aside, unless the run only looks. All results of another run are: what
    lies there then is made by this one, so that it goes on where it was broken off.
    """
    from coprod_review.io.made_files import ASIDE, move_aside, told
    from coprod_review.io.run_locks import ENGINE

    if changed.unaccounted:
        LOG.info(
            "run: nothing tells any more by what results/ was made (%s/ is gone, or was not copied along); "
            "all of it is made anew",
            ENGINE,
        )
    if changed.foreign:
        keeps = looks or touches
        LOG.warning(
            "run: results/ is that of another run than the last one here; all of it is made anew%s\n"
            "  remedy: keep results of earlier runs in folders of their own, and compare them with "
            "`coprod-review diff`",
            "" if keeps else f"; what lay there is in {ASIDE}",
        )
        if keeps:
            return ["--forceall"]
        move_aside(changed.paths, results=review / paths.RESULTS, aside=review / ASIDE)
        return []
    if changed.paths and looks:
        LOG.warning("run: %s: not as the run made it; a run would make it anew", told(changed.paths))
    elif changed.paths:
        move_aside(changed.paths, results=review / paths.RESULTS, aside=review / ASIDE)
        LOG.warning(
            "run: %s: not as the run made it, and made anew now; what lay there is in %s\n"
            "  remedy: change corpus/ or config/, never results/, which holds what is computed from them",
            told(changed.paths),
            ASIDE,
        )
    if changed.rules:
        return ["--forcerun", *changed.rules]
    return ["--forceall"] if changed.paths or changed.unaccounted else []


def _places(engine: Path) -> Mapping[str, str]:
    """Variables that keep caches in the folder of the run, and texts UTF-8 in every locale.

    Neither a home folder nor a folder for temporary files has to be there or to be writable.
    """
    from coprod_review.io.run_locks import PASSING

    here = engine.resolve()
    found = {"PYTHONUTF8": "1", "PYTHONHASHSEED": os.environ.get("PYTHONHASHSEED", "0")}
    for name, folder in (("XDG_CACHE_HOME", here / "cache"), ("MPLCONFIGDIR", here / "matplotlib")):
        found[name] = os.environ.get(name) or str(folder)
    try:
        tempfile.gettempdir()
    except FileNotFoundError:
        found["TMPDIR"] = str(here / PASSING)
        (here / PASSING).mkdir(exist_ok=True)
    return found


def _open_standard_streams() -> None:
    """Give what stands closed among input, output and errors to the null device, which is there for all."""
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(handle, True)
    os.close(handle)
