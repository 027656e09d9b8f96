"""Who asks for a package: the review itself, its tests, or its setting up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .licences import Facts
from .pins import Pin, plain_name

REVIEW, TESTS, SETUP = "the review", "tests", "setting up"


def direct_names(project: Mapping[str, Any]) -> set[str]:
    """The names that pyproject.toml asks for, extras included."""
    return {name for names in asked_for(project).values() for name in names}


def asked_for(project: Mapping[str, Any]) -> dict[str, set[str]]:
    """The names that pyproject.toml asks for, by who asks."""
    extras = project.get("optional-dependencies") or {}
    return {
        REVIEW: _names(project["dependencies"]),
        TESTS: _names(extras.get("test", ())),
        SETUP: _names(extras.get("setup", ())),
    }


def scope_by_name(project: Mapping[str, Any], facts_by_pin: Mapping[Pin, Facts]) -> dict[str, str]:
    """For each pinned name, the first of review, tests and setting up that reaches it."""
    needs: dict[str, set[str]] = {}
    for pin, facts in facts_by_pin.items():
        needs.setdefault(pin.name, set()).update(facts.needs)
    scopes: dict[str, str] = {}
    for scope, names in asked_for(project).items():
        waiting = sorted(names)
        while waiting:
            name = waiting.pop()
            if name in needs and name not in scopes:
                scopes[name] = scope
                waiting += sorted(needs[name])
    return {name: scopes.get(name, SETUP) for name in needs}


def _names(requirements: Iterable[str]) -> set[str]:
    return {plain_name(re.split(r"[\s\[<>=!~;]", line.strip(), maxsplit=1)[0]) for line in requirements}
