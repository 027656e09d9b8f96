"""What the rules tell of themselves to the stage that describes the run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

PROGRAM = "coprod-review"
COMMAND = "{COPROD}"
"""How the rules name the program: it has a place of its own on every machine."""

GOAL = "all"
LAST = "crate"
JOINED_BY = {"read_group": "read", "code": "combine"}
"""Rules for parts of the work, each with the rule that joins what they write."""

EXPORTS = "corpus/exports/"
GONE = re.compile(r"^results/read/groups/|^results/code/parts/")
"""What the parts write, gone once it is joined."""


def told_stages(rules: Iterable[Any]) -> str:
    """Every stage before the last with what it reads and writes, as JSON; exports stand as one folder.

    The rule that joins parts of the work tells for both, and reads what they read.
    """
    known = {rule.name: rule for rule in rules}
    told = []
    for name, rule in known.items():
        if name not in (GOAL, LAST, *JOINED_BY):
            parts = [known[part] for part, joining in JOINED_BY.items() if joining == name and part in known]
            paths = [path for one in (rule, *parts) for path in _files_read(one)]
            named = [path for path in paths if not path.startswith(EXPORTS)]
            told.append(
                {
                    "name": name,
                    "about": " ".join((rule.docstring or "").split()),
                    "command": (rule.shellcmd or "").replace(COMMAND, PROGRAM),
                    "inputs": [*dict.fromkeys(named)] + [EXPORTS] * (len(named) < len(paths)),
                    "outputs": [str(path) for path in rule.output],
                }
            )
    return json.dumps(told)


def finished_files(rules: Iterable[Any]) -> list[str]:
    """What the rules write that stays: the last one has the sums of all of it."""
    return [
        str(path) for rule in rules if rule.name != GOAL and not rule.has_wildcards() for path in rule.output
    ]


def first_files(rules: Iterable[Any]) -> list[str]:
    """The first of the files of each rule that writes some which stay."""
    return [files[0] for rule in rules if (files := finished_files([rule]))]


def folders_of_parts(rules: Iterable[Any]) -> list[str]:
    """The folders, each with a slash at its end, in which rules with wildcards write."""
    written = (str(path) for rule in rules if rule.has_wildcards() for path in rule.output)
    return sorted({f"{path.partition('{')[0].rpartition('/')[0]}/" for path in written})


def _files_read(rule: Any) -> list[str]:
    """The files that a rule reads; functions, which name exports that the joining rule reads too, aside."""
    return [str(path) for path in rule.input if not callable(path) and not GONE.search(str(path))]
