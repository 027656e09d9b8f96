"""The environments of the programs that ours is measured beside: one for each file of peers, in .venv/peers/.

They are for comparison alone: nothing of them is a dependency of the project, and none stands in its lock.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent
ENVIRONMENTS = BENCHMARKS.parent / ".venv" / "peers"
FILES = {
    "joining": "peers.txt",
    "reading": "peers-reading.txt",
    "bibtex": "peers-bibtex.txt",
    "ranking": "peers-ranking.txt",
}
OWN = "own"
"""The name for the project's own environment, in which some peers stand as its libraries."""

VERSIONS = """
import json, sys
from importlib.metadata import PackageNotFoundError, version
found = {}
for name in sys.argv[1:]:
    try:
        found[name] = version(name)
    except PackageNotFoundError:
        pass
print(json.dumps(found))
"""


def interpreter(environment: str) -> str:
    """The Python of an environment, whether it is there or not."""
    if environment == OWN:
        return sys.executable
    folder = ENVIRONMENTS / environment
    return str(folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python")


def installed_version(environment: str, package: str) -> str:
    """The version of a package in an environment; empty where it is not installed."""
    if environment == OWN:
        try:
            return version(package)
        except PackageNotFoundError:
            return ""
    if not Path(interpreter(environment)).exists():
        return ""
    command = [interpreter(environment), "-c", VERSIONS, package]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    return str(json.loads(told.stdout).get(package, "")) if told.returncode == 0 else ""


def install_peers(environments: Iterable[str]) -> int:
    """Make the environments and install what their files name; the number of those that failed."""
    failed = 0
    for name in environments:
        print(f"setting up {FILES[name]} in {ENVIRONMENTS.name}/{name} ...", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENTS / name)], check=True)
        pip = [interpreter(name), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run([*pip, "-r", str(BENCHMARKS / FILES[name])], check=False)
        if done.returncode:
            print(f"{FILES[name]} could not be installed: what needs it is told as not measured")
            failed += 1
    return failed
