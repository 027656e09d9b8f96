"""The trap set and its counterpart: pairs of invented records that are never, and always, to be joined.

Both stand in YAML beside this module. A pair is (name, what the two records share, what the first has, what
the second has).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

Facts = dict[str, Any]
Pair = tuple[str, Facts, Facts, Facts]

HERE = Path(__file__).parent
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one in C where it is there: the files are long, and are read whenever tests are collected."""
LINDEN = {"authors": ("Linden, Maja", "Okafor, Tunde"), "year": 2014, "container": "Journal of Ward Life"}
PLACE = {"volume": "12", "pages": "101-110"}
TITLE = "Relatives as partners in the handover of fragile patients"


def read_pairs(path: Path) -> tuple[Pair, ...]:
    """The pairs of one of the files, in their order; lists become tuples, as records have them."""
    rows = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    return tuple(
        (row["name"], _facts(row["both"]), _facts(row["first"]), _facts(row["second"])) for row in rows
    )


def _facts(values: Facts) -> Facts:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


TRAPS = read_pairs(HERE / "traps.yaml")
MUST_JOIN = read_pairs(HERE / "must_join.yaml")
