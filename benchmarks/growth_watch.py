"""What each stage of a running workflow takes: seconds, seconds of processors, memory."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

EVERY = 0.5
"""Seconds between two looks; what a stage does within less is not seen."""

WORKFLOW = "workflow"


@dataclass(slots=True, kw_only=True)
class Spent:
    """What the jobs of a stage took together; memory in megabytes, where shared pages count once."""

    jobs: int = 0
    seconds: float = 0.0
    processor_seconds: float = 0.0
    peak_mb: float = 0.0


@dataclass(slots=True, kw_only=True)
class _Job:
    stage: str
    began: float
    seen: float
    processor_seconds: float = 0.0


@dataclass(slots=True)
class Watch:
    """The jobs below a process, looked at until it ends."""

    root: psutil.Process
    jobs: dict[int, _Job] = field(default_factory=dict)
    peak_mb_by_stage: dict[str, float] = field(default_factory=dict)

    def look(self) -> None:
        """Take note of every process that runs now."""
        mb_by_stage: dict[str, float] = {}
        now = time.monotonic()
        for process, stage in _jobs_below(self.root):
            seconds, mb = _of_tree(process)
            job = self.jobs.setdefault(process.pid, _Job(stage=stage, began=now, seen=now))
            job.seen, job.processor_seconds = now, max(job.processor_seconds, seconds)
            mb_by_stage[stage] = mb_by_stage.get(stage, 0.0) + mb
        mb_by_stage[WORKFLOW] = _of_tree(self.root)[1]
        for stage, mb in mb_by_stage.items():
            self.peak_mb_by_stage[stage] = max(mb, self.peak_mb_by_stage.get(stage, 0.0))

    def spent_by_stage(self) -> dict[str, Spent]:
        """The stages in the order in which they began; several jobs of one take the span of all."""
        found: dict[str, Spent] = {}
        for stage in dict.fromkeys(job.stage for job in self.jobs.values()):
            mine = [job for job in self.jobs.values() if job.stage == stage]
            found[stage] = Spent(
                jobs=len(mine),
                seconds=max(job.seen for job in mine) - min(job.began for job in mine),
                processor_seconds=sum(job.processor_seconds for job in mine),
                peak_mb=self.peak_mb_by_stage[stage],
            )
        return found


def watched(command: Sequence[str], *, folder: Path, environment: dict[str, str]) -> dict[str, Spent]:
    """Run a workflow in a folder; what each stage took and, last, what all took with Snakemake itself.

    Raises CalledProcessError where it fails.
    """
    began = time.monotonic()
    with subprocess.Popen(command, cwd=folder, env=environment) as running:
        watch = Watch(psutil.Process(running.pid))
        ended = threading.Event()
        looking = threading.Thread(target=_look_until, args=(watch, ended))
        looking.start()
        _, status, usage = _waited(running)
        ended.set()
        looking.join()
    if status:
        raise subprocess.CalledProcessError(status, command)
    whole = Spent(
        jobs=1,
        seconds=time.monotonic() - began,
        processor_seconds=usage,
        peak_mb=watch.peak_mb_by_stage.get(WORKFLOW, 0.0),
    )
    return {**watch.spent_by_stage(), WORKFLOW: whole}


def _waited(running: subprocess.Popen[bytes]) -> tuple[int, int, float]:
    """The process, its status, and what it and all that it waited for took of processors."""
    import os  # noqa: PLC0415 - wait4 is of POSIX alone

    pid, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    return pid, running.returncode, usage.ru_utime + usage.ru_stime


def _look_until(watch: Watch, ended: threading.Event) -> None:
    while not ended.wait(EVERY):
        try:
            watch.look()
        except psutil.NoSuchProcess:
            continue


def _jobs_below(root: psutil.Process) -> Iterator[tuple[psutil.Process, str]]:
    """The processes that run a stage; their own workers, which have the same words, are not told again."""
    inner: set[int] = set()
    for process in root.children(recursive=True):
        try:
            stage = _stage(process.cmdline())
            if stage and process.pid not in inner:
                inner |= {child.pid for child in process.children(recursive=True)}
                yield process, stage
        except psutil.NoSuchProcess:
            continue


def _stage(words: Sequence[str]) -> str:
    """The stage of a command, with the kind of coding where it has one; "" for other commands."""
    if "coprod_review" not in words:
        return ""
    rest = list(words[words.index("coprod_review") + 1 :])
    if rest[:1] == ["--log"]:
        rest = rest[2:]
    if not rest:
        return ""
    kinds = rest[1:2] if rest[0] == "code" and rest[1:] and not rest[1].startswith("-") else []
    joins = ["--join"] if rest[0] == "read" and "--join" in rest else []
    return " ".join((rest[0], *kinds, *joins))


def _of_tree(process: psutil.Process) -> tuple[float, float]:
    """What a process and all below it have taken of processors, in seconds, and hold, in megabytes."""
    seconds = mb = 0.0
    for one in (process, *process.children(recursive=True)):
        try:
            times = one.cpu_times()
            seconds += times.user + times.system + times.children_user + times.children_system
            mb += one.memory_full_info().pss / 1e6
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return seconds, mb
