"""Hold the pins of requirements.lock against known faults, where the network allows: `make audit`.

    python tools/audit.py [--service pypi|osv] [LOCK]

Runs pip-audit, which must be installed where this runs (tools/audit.lock), and tells what it found. Ends with
0 when every pin was looked up and no fault is known, 1 when one is known, and 3 when the service was not
reached or does not know a pin: that is no pass, since pip-audit by itself ends with 0 there.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
PASSED, FAULTS, NOT_ASKED = 0, 1, 3


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code as above."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("lock", type=Path, nargs="?", default=PROJECT / "requirements.lock")
    parser.add_argument("--service", choices=("pypi", "osv"), default="pypi")
    arguments = parser.parse_args(argv)
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(arguments.lock), "--no-deps"]
    command += ["--disable-pip", "--format", "json", "--progress-spinner", "off"]
    finished = subprocess.run(
        [*command, "--vulnerability-service", arguments.service], capture_output=True, text=True, check=False
    )
    try:
        report = json.loads(finished.stdout)
    except json.JSONDecodeError:
        why = finished.stderr.strip().splitlines() or ["pip-audit said nothing"]
        print(f"audit: not done, no pin was looked up: {why[-1]}", file=sys.stderr)
        return NOT_ASKED
    code, lines = judged(report)
    print("\n".join(lines), file=sys.stderr if code else sys.stdout)
    return code


def judged(report: dict[str, Any]) -> tuple[int, list[str]]:
    """The exit code for a report of pip-audit, and the lines that tell why; faults come before all else."""
    told, skipped = [], []
    for pin in report["dependencies"]:
        if "skip_reason" in pin:
            skipped.append(pin["name"])
        for fault in pin.get("vulns", ()):
            better = ", ".join(fault.get("fix_versions") or ()) or "no version yet"
            told.append(f"audit: {pin['name']} {pin['version']}: {fault['id']}, mended in {better}")
    n_asked = len(report["dependencies"]) - len(skipped)
    if skipped:
        named = ", ".join(skipped[:5]) + (" ..." if len(skipped) > 5 else "")
        told.append(
            f"audit: not done for {len(skipped)} of {n_asked + len(skipped)} pins, which the service "
            f"did not tell of ({named}); run it where the service is reached"
        )
    if n_asked == 0 and not skipped:
        return NOT_ASKED, ["audit: not done, the lock has no pins"]
    if any(pin.get("vulns") for pin in report["dependencies"]):
        return FAULTS, told
    return (NOT_ASKED, told) if skipped else (PASSED, [f"audit: {n_asked} pins, none with a known fault"])


if __name__ == "__main__":
    sys.exit(main())
