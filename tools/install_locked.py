"""Install the pins of requirements.lock, hashes required, into the environment that runs this.

pip first installs uv, itself pinned by hash in the lock; uv then installs the rest several times faster.
Modules are compiled then, as pip does, since a run starts a dozen programs that would each have to. Where
uv does not run or does not reach the packages (a platform without it, a mirror that only pip knows), pip
installs everything. Either way the same versions with the same hashes.

    python tools/install_locked.py requirements.lock
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

PIP = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps")


def main(lock: Path) -> int:
    """0 when every pin is installed, else the exit code of pip."""
    with_hashes = ("--require-hashes", "-r", str(lock))
    if install_uv(lock):
        uv = (sys.executable, "-m", "uv", "pip", "install", "--quiet", "--compile-bytecode", "--python")
        if subprocess.run([*uv, sys.executable, *with_hashes], check=False).returncode == 0:
            return 0
        print("uv did not finish; installing with pip, which takes a few minutes", file=sys.stderr)
    return subprocess.run([*PIP, *with_hashes], check=False).returncode


def install_uv(lock: Path) -> bool:
    """Whether pip could install the uv that the lock pins."""
    pin = pin_of("uv", lock.read_text("utf-8"))
    if not pin:
        return False
    with tempfile.TemporaryDirectory() as folder:
        alone = Path(folder) / "uv.lock"
        alone.write_text(pin, "utf-8")
        finished = subprocess.run(
            [*PIP, "--require-hashes", "-r", str(alone)], check=False, capture_output=True
        )
    return finished.returncode == 0


def pin_of(name: str, lock: str) -> str:
    """The lines of one package in a lock file: its pin and, indented below it, its hashes."""
    lines = lock.splitlines()
    starts = [i for i, line in enumerate(lines) if line.startswith(f"{name}==")]
    if not starts:
        return ""
    end = starts[0] + 1
    while end < len(lines) and lines[end].startswith(" "):
        end += 1
    return "\n".join(lines[starts[0] : end]) + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
