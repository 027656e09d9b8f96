"""Faults of the table: the surroundings of a run: disks, rights, locales, folders, variables."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from fault_rows import SAME, Bench, Row, is_clear, message
from tests.faults.small_review import TRACEBACK, run, told

from coprod_review.tasks.run.refusals import LEAST_ROOM

NO_RIGHT = "needs the right to mount"
PAGE = 4096
STRANGE = "Zwölf 'böse' \"Gründe\" & $HOME; 100 % (neu)"


def rows(bench: Bench) -> Iterator[Row]:
    """The faults, one after the other."""
    yield read_only(bench, "results")
    yield read_only(bench, ".snakemake")
    yield full_disk(bench, ".snakemake", megabytes=1, is_taken_up=False)
    yield west(bench)
    yield east(bench)
    taken = _megabytes(bench.undisturbed / "results")
    for megabytes in (LEAST_ROOM / 1e6 + 1, taken / 2, taken - 1):
        yield full_disk(bench, "results", megabytes=megabytes, is_taken_up=True)


def _megabytes(folder: Path) -> float:
    """What the files of a folder take of a disk that gives room in pages."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(-(-size // PAGE) * PAGE for size in sizes) / 1e6


@contextlib.contextmanager
def mounted(*words: str, at: Path) -> Iterator[bool]:
    """Something mounted at a folder, and taken away at the end; False where it may not be."""
    done = subprocess.run(["mount", *words, str(at)], capture_output=True, check=False)
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", "-l", str(at)], capture_output=True, check=False)


def full_disk(bench: Bench, part: str, *, megabytes: float, is_taken_up: bool) -> Row:
    """Let a folder be on a disk that becomes full during the run; then make room and run again."""
    review = bench.copy("full", with_results=False)
    (review / part).mkdir()
    fault = f"disk full below {part}/"
    again = "; then room is made, and `run`" if is_taken_up else ""
    done = f"{part}/ on a disk of {megabytes:.0f} MB; `run`{again}"
    size = f"size={int(megabytes * 1e6)}"
    with mounted("-t", "tmpfs", "-o", size, "tmpfs", at=review / part) as is_mounted:
        if not is_mounted:
            return Row(fault=fault, done=done, happened=NO_RIGHT, is_right=None)
        first = run(review)
        subprocess.run(["mount", "-o", "remount,size=900m", str(review / part)], check=True)
        second = run(review) if is_taken_up else first
        same = bench.differences(bench.undisturbed, review) if is_taken_up else []
    is_untouched = bench.corpus_is_untouched(review)
    shutil.rmtree(review, ignore_errors=True)
    text = told(first)
    taken_up = f"; with room {same[:4] or SAME}" if is_taken_up else "; corpus/ is untouched"
    return Row(
        fault=fault,
        done=done,
        happened=f"code {first.returncode}: {message(first)}{taken_up}",
        is_right=first.returncode != 0 and "No space left" in text and TRACEBACK not in text
        and is_untouched and not same and (second.returncode == 0 or not is_taken_up),
    )  # fmt: skip


def read_only(bench: Bench, part: str) -> Row:
    """Let a folder of a run be read-only."""
    review = bench.copy("read only")
    fault, done = f"{part}/ read-only", f"{part}/ mounted read-only; `run`"
    with mounted("--bind", str(review / part), at=review / part) as is_mounted:
        if not is_mounted:
            return Row(fault=fault, done=done, happened=NO_RIGHT, is_right=None)
        subprocess.run(["mount", "-o", "remount,bind,ro", str(review / part)], check=True)
        finished = run(review)
    same = bench.same(review)
    return Row(
        fault=fault,
        done=done,
        happened=f"code {finished.returncode}: {message(finished)}; {same}",
        is_right=finished.returncode == 2 and is_clear(finished, words=[part]) and same == SAME,
    )


CLOSED = ("sh", "-c", 'exec "$@" <&-', "sh")
MASKED = ("sh", "-c", 'umask 077; exec "$@"', "sh")
OFFLINE = ("unshare", "-n")
NO_FOLDERS = {"XDG_CACHE_HOME": None, "MPLCONFIGDIR": None}


def west(bench: Bench) -> Row:
    """A run in poor surroundings, in a folder whose name has all that shells and formats read."""
    review = bench.copy(STRANGE, with_results=False)
    elsewhere = bench.folder / "another disk"
    shutil.rmtree(elsewhere, ignore_errors=True)
    elsewhere.mkdir()
    (review / "results").symlink_to(elsewhere)
    environment: dict[str, str | None] = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    environment |= {"TZ": "Pacific/Kiritimati", "HOME": None, "TMPDIR": "/nowhere", **NO_FOLDERS}
    is_offline = not subprocess.run([*OFFLINE, "true"], capture_output=True, check=False).returncode
    finished = run(review, environment=environment, before=(*(OFFLINE if is_offline else ()), *CLOSED))
    is_link = (review / "results").is_symlink()
    again = run(review)
    same = bench.same(review)
    return Row(
        fault="locale C, no home, no temporary folder, no network, stdin closed, odd path, results/ a link",
        done="LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 TZ=Pacific/Kiritimati TMPDIR=/nowhere, no HOME, "
        f"{'a network namespace of its own, ' if is_offline else ''}<&-, the folder `{STRANGE}`, results/ "
        "a link to an empty folder; `run` twice",
        happened=f"codes {finished.returncode} and {again.returncode}"
        f"{f': {message(finished)}' if finished.returncode else ''}; {same}",
        is_right=finished.returncode == again.returncode == 0 and is_link and same == SAME,
    )


def east(bench: Bench) -> Row:
    """A run in a Turkish locale that may write nowhere but into the folders of the run."""
    review = bench.copy("east", with_results=False)
    has_locale = _has_locale("tr_TR")
    locale = "LC_ALL=tr_TR.UTF-8, " if has_locale else ""
    done = f"{locale}HOME=/proc/1/none, umask 077, corpus/ and config/ mounted "
    environment = {"LC_ALL": "tr_TR.UTF-8" if has_locale else None, "HOME": "/proc/1/none", **NO_FOLDERS}
    with contextlib.ExitStack() as stack:
        is_mounted = all(
            stack.enter_context(mounted("--bind", str(review / part), at=review / part))
            for part in ("corpus", "config")
        )
        for part in ("corpus", "config") if is_mounted else ():
            subprocess.run(["mount", "-o", "remount,bind,ro", str(review / part)], check=True)
        checked = run(review, "check", environment=environment, before=MASKED)
        finished = run(review, environment=environment, before=MASKED)
    same = bench.same(review)
    return Row(
        fault="locale tr_TR, home that cannot be written, umask 077, corpus/ and config/ read-only",
        done=f"{done}{'read-only' if is_mounted else '(no right to mount) as usual'}; `check` and `run`",
        happened=f"codes {checked.returncode} and {finished.returncode}"
        f"{f': {message(finished)}' if finished.returncode else ''}; {same}",
        is_right=checked.returncode == finished.returncode == 0 and same == SAME,
    )


def _has_locale(name: str) -> bool:
    done = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False)
    return name.lower() in done.stdout.lower()
