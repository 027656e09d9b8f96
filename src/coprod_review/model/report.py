"""Reports: documents, after their records are joined."""

from __future__ import annotations

from dataclasses import dataclass, field

from coprod_review.model.bibliographic import Bibliographic
from coprod_review.model.record import KEYWORD_SEPARATOR

VERDICTS = ("duplicate", "maybe", "distinct")

TEXT_STATUSES = ("abstract", "part", "title")
"""How much of a report's text is at hand: the abstract, a part of it, or the title alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairVerdict:
    """Whether two records are one document, by which rule, and why in words."""

    record_a: str
    record_b: str
    verdict: str
    rule: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Bibliographic):
    """One document. `source_by_field` names, for each field, the record that its value came from."""

    report_id: str
    record_ids: tuple[str, ...]
    text_status: str = "abstract"
    source_by_field: dict[str, str] = field(default_factory=dict)

    def text_of(self, name: str) -> str:
        """The text that coders read under `name`: title, abstract or the joined keywords."""
        if name == "keywords":
            return KEYWORD_SEPARATOR.join(self.keywords)
        if name not in ("title", "abstract"):
            raise KeyError(name)
        return str(getattr(self, name))

    def fields_shown(self) -> str:
        """What of it pages and sheets show to coders, in the words by which their codings tell it."""
        if self.keywords:
            return "title, abstract and keywords" if self.abstract else "title and keywords"
        return "abstract" if self.abstract else "title"
