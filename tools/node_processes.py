"""The processes of jobs on the virtual nodes of slurm.py, as the kernel of Linux tells them in /proc."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def of_node(name: str, *, places: Iterable[Path]) -> set[int]:
    """The processes of jobs on a node, by what SLURM tells each of them."""
    wanted = f"SLURMD_NODENAME={name}".encode()
    described = {f"SLURM_CONF={path}".encode() for path in places}
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = set((folder / "environ").read_bytes().split(b"\0"))
        except OSError:
            continue
        if wanted in told and told & described:
            found.add(int(folder.name))
    return found


def watchers(processes: Iterable[int]) -> set[int]:
    """Those who watch over the jobs that these processes are part of: the parents that SLURM gave them."""
    parents = {int(_state(pid)[1]) for pid in processes if _state(pid)}
    return {pid for pid in parents if name_of(pid) == "slurmstepd"}


def name_of(pid: int) -> str:
    """The name of a process that is alive; one that has ended and waits to be noticed has none."""
    state = _state(pid)
    if not state or state[0] == "Z":
        return ""
    return Path(f"/proc/{pid}/comm").read_text("utf-8").strip()


def send(pid: int, number: int) -> None:
    """Send a signal to a process, if it is still there."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _state(pid: int) -> list[str]:
    """What the kernel tells of a process after its name: state, parent and more; empty if it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return []
