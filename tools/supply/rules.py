"""tools/licences.yaml: licences that the project takes, and what people found where metadata are silent."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .licences import Facts
from .pins import Pin


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Allowed SPDX names; licences read by people; packages that carry something else; what is no package."""

    allowed: frozenset[str]
    read_by_people: dict[str, dict[str, str]] = field(default_factory=dict)
    carries: dict[str, dict[str, str]] = field(default_factory=dict)
    beside: list[dict[str, str]] = field(default_factory=list)


def read_rules(path: Path) -> Rules:
    """The rules of a YAML file; ValueError names a key that is none."""
    told: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    if unknown := set(told) - {"allowed", "read_by_people", "carries", "beside"}:
        raise ValueError(f"{path.name}: no such key: {', '.join(sorted(unknown))}")
    return Rules(
        allowed=frozenset(told["allowed"]),
        read_by_people=told.get("read_by_people") or {},
        carries=told.get("carries") or {},
        beside=told.get("beside") or [],
    )


def settled_facts(pin: Pin, facts: Facts, rules: Rules) -> Facts:
    """The facts, with the licence that people read where one is noted."""
    if noted := rules.read_by_people.get(pin.name):
        return Facts(licence=noted["licence"], told_by="people", needs=facts.needs)
    return facts


def is_allowed(expression: str, rules: Rules) -> bool:
    """Whether every part of an expression is allowed, or one of those among which one may choose."""
    if not expression:
        return False
    return any(
        all(part.strip("() ") in rules.allowed for part in re.split(r" AND ", choice))
        for choice in re.split(r" OR ", expression)
    )


def faults(facts_by_pin: dict[Pin, Facts], rules: Rules) -> list[str]:
    """A line for each pin whose licence is unknown or not allowed, and each note about what is not pinned."""
    told = []
    for pin, facts in facts_by_pin.items():
        if not facts.licence:
            told.append(
                f"{pin.name} {pin.version}: its metadata tell no licence; "
                "read it and note it in tools/licences.yaml under read_by_people"
            )
        elif not is_allowed(facts.licence, rules):
            told.append(
                f"{pin.name} {pin.version}: {facts.licence} is not among the licences that are taken; "
                "do without the package, or give the reason in tools/licences.yaml"
            )
    names = {pin.name for pin in facts_by_pin}
    noted = {**rules.read_by_people, **rules.carries}
    told += [f"tools/licences.yaml notes {name}, which is not pinned" for name in sorted(set(noted) - names)]
    return told
