"""docs/licences.md: every pinned package with its licence, for people to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from .graph import REVIEW, SETUP, TESTS
from .licences import Facts
from .pins import Pin
from .rules import Rules

OPENING = """# Licences of what the project rests on

Printed by `make supply` (`tools/supply.py`) from requirements.lock and the metadata of installed packages;
`sbom.cdx.json` holds the same for programs (CycloneDX 1.6, with the sums of all files). A test holds both
against the lock, and every licence against those that the project takes, in `tools/licences.yaml`.

Packages are installed from their registries; none is copied into this project. Licences are SPDX expressions.
"source" says where in a package's own metadata the licence is, or that people read it there."""

GROUPS = {
    REVIEW: "Needed to run the review",
    TESTS: "Needed for tests and checks alone",
    SETUP: "Needed for setting up alone",
}


def licences_page(facts_by_pin: Mapping[Pin, Facts], rules: Rules, scopes: Mapping[str, str]) -> str:
    """The page in Markdown."""
    counts = Counter(facts.licence for facts in facts_by_pin.values())
    common = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    lines = [
        OPENING,
        "",
        f"{len(facts_by_pin)} pins: " + ", ".join(f"{n} {name}" for name, n in common) + ".",
    ]
    for scope, title in GROUPS.items():
        lines += [
            "",
            f"## {title}",
            "",
            row("package", "version", "where", "licence", "source"),
            "|---|---|---|---|---|",
        ]
        lines += [
            row(pin.name, pin.version, pin.marker or "everywhere", facts.licence, facts.told_by)
            for pin, facts in facts_by_pin.items()
            if scopes[pin.name] == scope
        ]
    lines += [
        "",
        "## Read by people",
        "",
        "Where metadata are silent, or name several licences without saying which holds.",
        "",
    ]
    lines += [
        f"- **{name}**: {note['licence']}. {note['because']}"
        for name, note in sorted(rules.read_by_people.items())
    ]
    lines += [
        "",
        "## What packages carry besides",
        "",
        "Parts under another licence than the package's own.",
        "",
    ]
    lines += [
        f"- **{name}**: {note['what']}. {note['because']}" for name, note in sorted(rules.carries.items())
    ]
    lines += [
        "",
        "## Beside the packages",
        "",
        "What is in the project's own files, or is installed in another way.",
        "",
    ]
    lines += [f"- **{one['name']}** ({one['licence']}): {one['what']}" for one in rules.beside]
    return "\n".join(lines) + "\n"


def row(*cells: str) -> str:
    """A row of a table."""
    return f"| {' | '.join(cells)} |"
