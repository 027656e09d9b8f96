"""Hold the pins of requirements.lock against known faults, where the network allows: `make audit`.

    python tools/audit.py [--service pypi|osv] [LOCK]

Every pin of the lock is looked up, those for other systems and Pythons too: pip-audit by itself would pass
over what its own Python would not install. It must be installed where this runs (tools/audit.lock). Ends with
0 when every pin was looked up and no fault is known, 1 when one is known, and 3 when the service was not
reached or does not know a pin: that is no pass, since pip-audit by itself ends with 0 there.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
PASSED, FAULTS, NOT_ASKED = 0, 1, 3
PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code as above."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("lock", type=Path, nargs="?", default=PROJECT / "requirements.lock")
    parser.add_argument("--service", choices=("pypi", "osv"), default="pypi")
    arguments = parser.parse_args(argv)
    pins = pins_of(arguments.lock.read_text("utf-8"))
    reports = [looked_up(one_of_each, arguments.service) for one_of_each in lists_of(pins)]
    told = [pin for report, _ in reports if report for pin in report["dependencies"]]
    code, lines = judged({"dependencies": told}, n_pins=len(pins))
    lines += [f"audit: pip-audit did not end well: {why}" for report, why in reports if report is None]
    print("\n".join(lines), file=sys.stderr if code else sys.stdout)
    return code


def pins_of(lock: str) -> list[tuple[str, str]]:
    """Each name and version of a lock once, whatever system or Python it is for."""
    return list(dict.fromkeys(PIN.findall(lock)))


def lists_of(pins: Iterable[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """The pins in lists that have each name once, as pip-audit asks of a file; other versions come after."""
    lists: list[dict[str, str]] = []
    for name, version in pins:
        place = next((names for names in lists if name not in names), None)
        if place is None:
            lists.append(place := {})
        place[name] = version
    return [list(names.items()) for names in lists]


def looked_up(pins: Iterable[tuple[str, str]], service: str) -> tuple[dict[str, Any] | None, str]:
    """What pip-audit reports of pins, or None and its last line where it reports nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pins.txt"
        path.write_text("".join(f"{name}=={version}\n" for name, version in pins), "utf-8")
        command = [sys.executable, "-m", "pip_audit", "--requirement", str(path), "--no-deps"]
        command += ["--disable-pip", "--format", "json", "--progress-spinner", "off"]
        finished = subprocess.run(
            [*command, "--vulnerability-service", service], capture_output=True, text=True, check=False
        )
    try:
        return json.loads(finished.stdout), ""
    except json.JSONDecodeError:
        return None, (finished.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1]


def judged(report: dict[str, Any], *, n_pins: int) -> tuple[int, list[str]]:
    """The exit code for a report of pip-audit, and the lines that tell why; faults come before all else.

    `n_pins` is how many pins the lock has: what the report is silent about was not looked up.
    """
    told, skipped = [], []
    for pin in report["dependencies"]:
        if "skip_reason" in pin:
            skipped.append(pin["name"])
        for fault in pin.get("vulns", ()):
            better = ", ".join(fault.get("fix_versions") or ()) or "no version yet"
            told.append(f"audit: {pin['name']} {pin['version']}: {fault['id']}, mended in {better}")
    n_asked = len(report["dependencies"]) - len(skipped)
    if n_asked < n_pins:
        named = f" ({', '.join(skipped[:5])}{' ...' if len(skipped) > 5 else ''})" if skipped else ""
        told.append(
            f"audit: not done for {n_pins - n_asked} of {n_pins} pins, which the service did not tell of"
            f"{named}; run it where the service is reached"
        )
    if n_pins == 0:
        return NOT_ASKED, ["audit: not done, the lock has no pins"]
    if any(pin.get("vulns") for pin in report["dependencies"]):
        return FAULTS, told
    if told:
        return NOT_ASKED, told
    return PASSED, [f"audit: {n_pins} of {n_pins} pins, none with a known fault"]


if __name__ == "__main__":
    sys.exit(main())
