"""Files of people are locked on every system, by what that system has."""

from __future__ import annotations

import importlib
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from coprod_review.io import locking


class Locks(types.ModuleType):
    """The locking of another system, by which somebody else holds the lock twice before it is free."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.asked: list[tuple[int, int]] = []
        self.places: list[int] = []

    def locking(self, handle: int, mode: int, n_bytes: int) -> None:
        self.asked.append((mode, n_bytes))
        self.places.append(os.lseek(handle, 0, os.SEEK_CUR))
        if len(self.asked) < 3:
            raise OSError("held by another")


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[Locks]:
    locks = Locks()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "platform", "win32")
        patched.setitem(sys.modules, "msvcrt", locks)
        patched.setitem(sys.modules, "fcntl", None)
        importlib.reload(locking)
    yield locks
    importlib.reload(locking)


def test_a_system_without_fcntl_waits_for_its_own_lock_and_removes_the_file(
    elsewhere: Locks, tmp_path: Path
) -> None:
    path = tmp_path / ".lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT)
    locking.lock_alone(handle)
    assert elsewhere.asked == [(Locks.LK_NBLCK, 1)] * 3
    locking.sync_folder(tmp_path)
    locking.unlock(path, handle)
    assert not path.exists()
    with pytest.raises(OSError):
        os.fstat(handle)


def test_a_lock_file_that_another_program_holds_open_stays(
    elsewhere: Locks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / ".lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT)

    def held(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError("held open")

    monkeypatch.setattr(Path, "unlink", held)
    locking.unlock(path, handle)
    assert path.exists()


def test_a_lock_that_keeps_others_from_reading_is_on_no_byte_of_the_text(
    elsewhere: Locks, tmp_path: Path
) -> None:
    path = tmp_path / "review.lock"
    path.write_text("4711\n")
    handle = os.open(path, os.O_RDWR)
    assert not locking.locked_now(handle)
    assert os.read(handle, 40) == b"4711\n"
    locking.lock_alone(handle)
    assert min(elsewhere.places) > path.stat().st_size
    os.write(handle, b"4712\n")
    os.close(handle)
    assert path.read_text() == "4712\n"
