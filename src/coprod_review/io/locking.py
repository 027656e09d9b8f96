"""One writer at a time, on every system: locks on open files, and folders brought to the disk.

A lock ends when its file is closed, or when the program that holds it does, in whatever way.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
    import time

    SECONDS_BETWEEN = 0.05

    BEYOND_TEXT = 1 << 30
    """The byte that is locked, none of the text: locks of this system keep others from reading too."""

    def _lock_byte(handle: int) -> None:
        """Lock that byte, the place in the file being its beginning then; OSError where another has it."""
        os.lseek(handle, BEYOND_TEXT, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(handle, 0, os.SEEK_SET)

    def lock_alone(handle: int) -> None:
        """Lock an open file for this program alone; who comes second waits."""
        while True:
            try:
                _lock_byte(handle)
            except OSError:
                time.sleep(SECONDS_BETWEEN)
            else:
                return

    def locked_now(handle: int, *, shared: bool = False) -> bool:
        """Whether an open file could be locked without waiting; a shared lock is one of no effect here."""
        try:
            if not shared:
                _lock_byte(handle)
        except OSError:
            return False
        return True

    def unlock(path: Path, handle: int) -> None:
        """Give the lock back and remove its file, which stays where somebody waits for it."""
        os.close(handle)
        with contextlib.suppress(OSError):
            path.unlink()

    def sync_folder(folder: Path) -> None:
        """Nothing: this system writes the names of a folder with its files."""

else:
    import fcntl

    def lock_alone(handle: int) -> None:
        """Lock an open file for this program alone; who comes second waits."""
        fcntl.flock(handle, fcntl.LOCK_EX)

    def locked_now(handle: int, *, shared: bool = False) -> bool:
        """Whether an open file could be locked at once: for this program alone, or shared with others.

        True as well where the file system has no locks, since nobody can hold one there.
        """
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def unlock(path: Path, handle: int) -> None:
        """Remove the file of the lock and give it back."""
        path.unlink(missing_ok=True)
        os.close(handle)

    def sync_folder(folder: Path) -> None:
        """Bring the names of a folder to the disk."""
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
