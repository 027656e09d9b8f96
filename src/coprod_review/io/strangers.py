"""Codes and dimensions that a codebook does not have, told once for all rows of a table that name them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coprod_review.io.rows import RowFaults
from coprod_review.io.sheets import AT_LINE

LINES_NAMED = 5
KEEP_OLDER = (
    "leave the rows as they are, raise `version` in codebook.yaml, and keep the codebook that they follow: "
    "`coprod-review codebook diff OLD --keep`, where OLD is results/inputs/config if there was no run "
    "since the change, a copy of config/ from before it, or git:COMMIT"
)
"""What to do where the codebook changed under codings, which nobody may rewrite."""


@dataclass(slots=True)
class Strangers:
    """What rows name and their codebook does not have, gathered until the whole table is read."""

    faults: RowFaults
    _rows: dict[tuple[str, str, tuple[str, ...]], list[Mapping[str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _n_absent: Counter[tuple[str, str, tuple[str, ...]]] = field(default_factory=Counter)

    def add(
        self, row: Mapping[str, str], name: str, what: str, known: Iterable[str], *, absent: bool = False
    ) -> None:
        """Note that a row names what is not one of the known; `absent`: only as looked for and not found."""
        key = name, what, tuple(known)
        self._rows[key].append(row)
        self._n_absent[key] += absent

    def tell(self) -> None:
        """A fault for each name: of one row a slip of the pen, of several rather a codebook that changed."""
        for (name, what, known), rows in self._rows.items():
            listed = f"use one of: {', '.join(known)}"
            if len(rows) == 1:
                remedy = f"{listed}; if the codebook had it before, {KEEP_OLDER}"
                self.faults.add(rows[0], f"{name!r} is not {what}", remedy)
                continue
            lines = ", ".join(row[AT_LINE] for row in rows[1:LINES_NAMED])
            more = " and more" if len(rows) > LINES_NAMED else ""
            n_absent = self._n_absent[name, what, known]
            how = f", {n_absent} of them under absent alone" if n_absent else ""
            self.faults.add(
                rows[0],
                f"{name!r} is not {what}, and {len(rows)} rows name it{how} (also lines {lines}{more})",
                f"if it was renamed or removed, {KEEP_OLDER}; if it is misspelt, {listed}",
            )
