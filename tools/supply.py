"""Write sbom.cdx.json and docs/licences.md from requirements.lock and the metadata of installed packages.

    python tools/supply.py                     `make supply` runs this in the project's environment
    python tools/supply.py --also PATH ...     read metadata also in wheels or other folders of packages
    python tools/supply.py --check             write nothing; 1 where a file is not as it would be written

The lock serves several Pythons and platforms, so some of its pins are not installed here: what is known of
these is taken from the bill as it stands. Where a pin is new there, fetch its wheel (`python -m pip download
--no-deps NAME==VERSION`) and name it with --also. Ends with 1 where a licence is unknown or not taken.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from supply.bill import bill, facts_of_bill
from supply.graph import scope_by_name
from supply.licences import Facts, installed_facts
from supply.page import licences_page
from supply.pins import Pin, read_pins
from supply.rules import Rules, faults, read_rules, settled_facts

PROJECT = Path(__file__).resolve().parents[1]
BILL, PAGE, RULES = "sbom.cdx.json", "docs/licences.md", "tools/licences.yaml"


def main(argv: list[str] | None = None) -> int:
    """0 when all licences are taken and the files are written (or, with --check, as they should be)."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--also", type=Path, nargs="*", default=[], metavar="PATH")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args(argv)
    try:
        pins = read_pins(PROJECT / "requirements.lock")
        rules = read_rules(PROJECT / RULES)
        facts = known_facts(pins, rules, [str(path) for path in arguments.also])
    except ValueError as error:
        print(f"supply: {error}", file=sys.stderr)
        return 1
    if told := faults(facts, rules):
        print("\n".join(f"supply: {line}" for line in told), file=sys.stderr)
        return 1
    stale = [
        path for path, text in made(facts, rules).items() if is_changed(path, text, write=not arguments.check)
    ]
    if arguments.check and stale:
        print(f"supply: not as it should be: {', '.join(stale)}; run `make supply`", file=sys.stderr)
        return 1
    print(f"{len(pins)} pins, every licence among those that the project takes: {BILL}, {PAGE}")
    return 0


def known_facts(pins: tuple[Pin, ...], rules: Rules, also: list[str]) -> dict[Pin, Facts]:
    """The facts of every pin, of what is installed, of --also, or of the bill; ValueError names the rest."""
    found = facts_of_bill((PROJECT / BILL).read_text("utf-8")) if (PROJECT / BILL).exists() else {}
    found |= installed_facts([*sys.path, *also], pins)
    if missing := [f"{pin.name}=={pin.version}" for pin in pins if pin.key not in found]:
        raise ValueError(
            f"not installed here, and not in {BILL}: {', '.join(missing)}; fetch their wheels with "
            "`python -m pip download --no-deps NAME==VERSION` and name these with --also"
        )
    return {pin: settled_facts(pin, found[pin.key], rules) for pin in pins}


def made(facts: dict[Pin, Facts], rules: Rules) -> dict[str, str]:
    """The text of each file, by its path in the project."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    scopes = scope_by_name(project, facts)
    return {BILL: bill(project, facts, scopes), PAGE: licences_page(facts, rules, scopes)}


def is_changed(path: str, text: str, *, write: bool) -> bool:
    """Whether a file differs from its text; it is written where asked."""
    target = PROJECT / path
    changed = not target.exists() or target.read_text("utf-8") != text
    if changed and write:
        target.write_text(text, "utf-8", newline="\n")
    return changed


if __name__ == "__main__":
    sys.exit(main())
