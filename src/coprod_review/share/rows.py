"""Rows of tables without withheld texts, whatever table they are of: by the names of their columns.

A row is of the report or record that its `report_id`, `report` or `record_id` names. Its `abstract` and
`keywords`, its quotes and its evidence are marked where the texts behind them are withheld; `raw` is, where
the export is closed, and the `value` of a text that a service gave always is. All other text is searched for
passages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from coprod_review.model.answer_rows import QUOTE_SEPARATOR
from coprod_review.model.record import KEYWORD_SEPARATOR
from coprod_review.share.marks import mark_of, passage_mark
from coprod_review.share.passages import LONG, Passages
from coprod_review.share.withheld import WITHHELD_FIELDS, Texts, Withholding

Row = Mapping[str, Any]

TERM, RULE_TERM = "term:", "term:rule"
"""What names a term of the classifier; those of rules and their answers are no words of the text."""

_NAMED = ("report_id", "report", "record_id")
_EVIDENCE_KEYS = {"field", "start", "end", "quote"}
_PIECE = re.compile(r"(?P<quote>.*?) \[(?P<rule>[^\[\]]*)\](?:; |$)", re.DOTALL)
_CITED = 15
"""So many characters in a row of an entry are cited from it, in the reason why it was set aside."""


class Redactor:
    """Makes rows that may be shared; `report_by_name` leads from the ids that people use to report ids."""

    def __init__(
        self, withholding: Withholding, passages: Passages, *, report_by_name: Mapping[str, str] | None = None
    ) -> None:
        self.withholding = withholding
        self.passages = passages
        self._report_by_name = report_by_name or {}

    def row(self, row: Row) -> dict[str, Any]:
        """The row with marks in place of withheld texts; the same values where nothing is withheld."""
        texts = self._texts(row)
        is_closed_entry = (
            "raw" in row and "export" in row and row["export"] not in self.withholding.open_exports
        )
        made: dict[str, Any] = {}
        for name, value in row.items():
            if name == "raw" and is_closed_entry:
                made[name] = mark_of(value) if value else value
            elif name == "reason" and is_closed_entry:
                made[name] = _without_words_of(value, row["raw"])
            elif name in texts and _is_text(value):
                made[name] = _marked_field(value)
            elif name == "value" and _is_fetched_text(row):
                made[name] = mark_of(value) if value else value
            elif name == "quote" and texts and isinstance(value, str):
                parts = value.split(QUOTE_SEPARATOR)
                made[name] = self.value(QUOTE_SEPARATOR.join(_quote(part, texts) for part in parts))
            elif name == "evidence" and texts and isinstance(value, str):
                made[name] = self.value(_PIECE.sub(lambda piece: _piece(piece, texts), value))
            else:
                made[name] = self.value(value, texts)
        return made

    def value(self, value: Any, texts: Texts | None = None) -> Any:
        """Any value of JSON or Parquet, searched to its bottom."""
        if isinstance(value, str):
            return self.passages.marked(value) if len(value) >= LONG else value
        if isinstance(value, dict):
            if value.keys() >= _EVIDENCE_KEYS:
                return redacted_evidence(value, texts or {})
            return {key: self.value(item, texts) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(item, texts) for item in value]
        return value

    def _texts(self, row: Row) -> Texts:
        for column in _NAMED:
            name = row.get(column)
            if isinstance(name, str) and name.strip():
                known = self._report_by_name.get(name.strip(), name.strip())
                return self.withholding.texts_of(known)
        return {}


def redacted_evidence(evidence: Row, texts: Texts) -> dict[str, Any]:
    """Evidence as a mapping: its words marked where the text is withheld, its offsets and weights kept.

    The classifier has terms at so many places that their names and offsets would give the text back: they are
    marked too, unless they name rules.
    """
    whole = texts.get(evidence["field"], "")
    if not whole:
        return dict(evidence)
    made = dict(evidence) | {"quote": passage_mark(evidence["quote"], whole)}
    rule = evidence.get("rule") or ""
    if rule.startswith(TERM) and not rule.startswith(RULE_TERM):
        made["rule"] = TERM + passage_mark(rule.removeprefix(TERM), whole)
    return made


def _is_text(value: Any) -> bool:
    return bool(value) and isinstance(value, str | list | tuple)


def _is_fetched_text(row: Row) -> bool:
    """Whether a row tells a text that a service gave: its licence is not known, whatever the exports' is."""
    return "service" in row and "alias" in row and row.get("field") in WITHHELD_FIELDS


def _marked_field(value: Any) -> Any:
    return mark_of(value) if isinstance(value, str) else [mark_of(KEYWORD_SEPARATOR.join(value))]


def _quote(quote: str, texts: Texts) -> str:
    words = quote.strip()
    for field, whole in texts.items():
        if words and (start := whole.find(words)) >= 0:
            return passage_mark(words, whole, field=field, start=start)
    return quote


def _piece(piece: re.Match[str], texts: Texts) -> str:
    end = piece.group()[len(piece["quote"]) :]
    return _quote(piece["quote"], texts) + end


def _without_words_of(reason: str, raw: str) -> str:
    """A reason with a mark in place of what it cites of the entry."""
    made, at = [], 0
    while at < len(reason):
        n = _length_in(reason[at:], raw)
        made.append(mark_of(reason[at : at + n]) if n >= _CITED else reason[at])
        at += n if n >= _CITED else 1
    return "".join(made)


def _length_in(text: str, raw: str) -> int:
    """How many characters of the text, from its first, stand in the entry; 0 for fewer than `_CITED`."""
    low, high = 0, len(text)
    if text[:_CITED] not in raw:
        return 0
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in raw else (low, middle - 1)
    return low
