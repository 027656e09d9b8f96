"""Time the commands of the README in a fresh clone with an empty home folder, as a stranger would.

    python benchmarks/fresh_clone.py [--keep DIR]

Prints one row a command: exit code and wall seconds. Needs git, make and Python 3.11 or newer.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from closed_pipe import quietly

PROJECT = Path(__file__).resolve().parent.parent
STEPS = (
    ("set-up and review", ("make", "review")),
    ("review again, nothing changed", ("make", "review")),
    ("test", ("make", "test")),
    ("check", ("make", "check")),
)
PASSED_ON = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "SSL_CERT_FILE", "PIP_CERT", "HTTPS_PROXY", "NO_PROXY")


def main() -> int:
    """0 when every step ended with 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="clone into this folder and leave it there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary) / "clone"
        home = Path(temporary) / "home"
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", str(PROJECT), str(folder)], check=True)
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ} | {
            "HOME": str(home)
        }
        print("| command | exit code | seconds |\n|---|---|---|")
        worst = 0
        for title, command in STEPS:
            started = time.perf_counter()
            finished = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, text=True, check=False
            )
            seconds = time.perf_counter() - started
            print(f"| {title} (`{' '.join(command)}`) | {finished.returncode} | {seconds:.0f} |", flush=True)
            if finished.returncode:
                print(finished.stdout[-3000:] + finished.stderr[-3000:], file=sys.stderr)
            worst = max(worst, finished.returncode)
    return worst


if __name__ == "__main__":
    raise SystemExit(quietly(main))
