"""A comparison as tables: what a spreadsheet or a program goes on with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from coprod_review.compare.causes import Cause
from coprod_review.compare.changes import Comparison
from coprod_review.compare.numbers import is_cell
from coprod_review.compare.totals import PARTS, cause_counts

Table = tuple[Sequence[str], list[dict[str, object]]]


def tables_of(comparison: Comparison) -> Mapping[str, Table]:
    """Columns and rows by the name of the table; causes stand in words, " | " between them."""
    return {
        "causes": (
            ("kind", "name", "how", "detail", *PARTS),
            [
                {
                    "kind": count.cause.kind,
                    "name": count.cause.name,
                    "how": count.cause.how,
                    "detail": count.cause.detail,
                    **dict(zip(PARTS, count.counts, strict=True)),
                }
                for count in cause_counts(comparison)
            ],
        ),
        "reports": _table(comparison.reports, ("report_id", "title", "fate", "before", "after")),
        "codes": _table(comparison.codes, ("report_id", "title", "dimension", "before", "after")),
        "answers": _table(
            comparison.answers, ("coder", "report_id", "title", "dimension", "before", "after")
        ),
        "cells": _table([one for one in comparison.numbers if is_cell(one)], _NUMBER),
        "numbers": _table([one for one in comparison.numbers if not is_cell(one)], _NUMBER),
        "claims": _table(
            comparison.claims,
            ("claim", "statement", "verdict_before", "verdict_after", "estimate_before", "estimate_after"),
        ),
    }


_NUMBER = ("number_id", "label", "before", "after", "value_before", "value_after")


class _Caused(Protocol):
    @property
    def causes(self) -> Sequence[Cause]: ...


def _table(changes: Sequence[_Caused], columns: Sequence[str]) -> Table:
    rows = [
        {
            **{column: getattr(change, column) for column in columns},
            "causes": _words(change.causes),
        }
        for change in changes
    ]
    return (*columns, "causes"), rows


def _words(causes: Sequence[Cause]) -> str:
    return " | ".join(cause.words for cause in causes)
