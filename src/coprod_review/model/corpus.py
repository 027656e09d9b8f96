"""What people supplied: exports with their searches, coders, registered reports, extracted facts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from coprod_review.model.columns import NamedColumns
from coprod_review.model.given import AGREE, SHOWN_NOTHING
from coprod_review.model.joined_answers import Replaced

ORIGINS = ("search", "prepared", "other_methods")
CODER_KINDS = ("person", "language_model")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFile:
    """One export and the search that it came from, in the terms of PRISMA-S; unknown facts are None.

    `origin` tells whether a search made it, whether it was prepared from known facts (then `hits` and
    `searched` are None and nothing calls it a search), or whether other methods found its records.
    `columns` names columns of a table by the field that they fill, where their names do not tell it.
    `encoding` names that of the text, where the file does not tell it.
    `share_abstracts` says that `licence` lets its abstracts and keywords be published.
    """

    file: str
    label: str
    origin: str
    database: str
    platform: str | None = None
    query: str | None = None
    searched: str | None = None
    hits: int | None = None
    limits: str | None = None
    sha256: str | None = None
    note: str | None = None
    columns: NamedColumns = field(default_factory=dict)
    encoding: str | None = None
    licence: str | None = None
    share_abstracts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousReview:
    """The version of the review that this one updates: what it included, and where that stands.

    `found_again` of its reports are among the included ones of this version, and count once; `studies` is
    None where it is not known.
    """

    reports: int
    source: str
    studies: int | None = None
    found_again: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """Who coded: a person or a language model, how, by which codebook.

    Readers code blind to each other, and where they agree a code is settled; collectors' codes are
    compared and do not settle anything; adjudicators settle what is disputed, and code no more. `blind` says
    how the codings were made: those of an adjudicator count if they are from before, as a blind reader.
    Of a language model, `model`,
    `version`, `dates` and `instructions` (or where they stand) make the reading repeatable; None is not
    recorded.
    """

    name: str
    kind: str
    role: str
    how: str
    codebook: str
    blind: bool
    model: str | None = None
    version: str | None = None
    dates: str | None = None
    instructions: str | None = None

    @property
    def is_heard(self) -> bool:
        """Whether the codings can settle anything: not of collectors, nor of adjudicators who saw others'."""
        return self.role == "reader" or (self.role == "adjudicator" and self.blind)

    def codes_by(self, version: str) -> bool:
        """Whether `codebook` names this version, alone or among others ("0.1 and 0.2"); 0.10 is not 0.1."""
        named = rf"(?<![\w.])v?{re.escape(version)}(?!\w|\.\w|-[^\W\d])"
        return re.search(named, self.codebook) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A report id, given once and for ever, with the aliases by which records find it.

    Aliases have the forms `doi:10...`, `pmid:123`, `accession:<export label>:<id>`, `id:<former id>` and
    `title:<fingerprint>`.
    """

    report_id: str
    aliases: tuple[str, ...]


NATURAL_SAMPLE = "natural"
"""The sample of the extraction sheet whose reports came in as a search gave them: nobody chose them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Characteristics:
    """What an extraction sheet says of a report beyond its bibliographic record; empty is unknown."""

    report_id: str
    text_status: str
    seen_at: str
    country: str = ""
    setting: str = ""
    design: str = ""
    sample: str = ""
    doubtful: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A screening judgement of one coder: include or exclude, by which criterion if it was named.

    `since` is the date of the coder's first judgement on the report, be it revised since; empty is unknown.
    """

    report_id: str
    coder: str
    verdict: str
    criterion: str
    date: str
    reason: str
    since: str = ""
    revision: int = 1
    instead_of: Replaced = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateDecision:
    """A verdict of a person on a pair of records (named by record id or alias).

    `known_as_a` and `known_as_b` keep what the two are (`model.known_as`), empty where nobody wrote it: a
    record id is a place in an export, where another record may stand later.
    """

    record_a: str
    record_b: str
    verdict: str
    coder: str
    date: str
    reason: str
    known_as_a: str = ""
    known_as_b: str = ""

    @property
    def ends(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The name of each record, with what is kept of it."""
        return (self.record_a, self.known_as_a), (self.record_b, self.known_as_b)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjudication:
    """The settled answer of an adjudicator, with reason; it overrides codings and edits none.

    `codebook` is the version that it follows; empty is not told (`model.followed` asks its coder's entry).
    `revision` counts the answers of adjudicators to this question, from 1, and `since` is the first of them
    that gave this ruling: it is lower where the ruling stands again since a later one was undone (0: itself).
    """

    report_id: str
    dimension: str
    codes: tuple[str, ...]
    coder: str
    date: str
    reason: str
    codebook: str = ""
    revision: int = 1
    since: int = 0
    shown: str = ""
    seconds: int | None = None
    instead_of: Replaced = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """The objection of a reviewer to the codes of record of a report, with reason.

    `codes` are proposed instead and may be empty; `against` are the codes disputed. `after` is the revision
    of the latest adjudication of that question that the reviewer knew, 0 for none: a later one settles the
    dispute.
    """

    report_id: str
    dimension: str
    codes: tuple[str, ...]
    quote: str
    coder: str
    date: str
    reason: str
    against: tuple[str, ...] = ()
    after: int = 0
    shown: str = ""
    seconds: int | None = None
    revision: int = 1
    instead_of: Replaced = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Codes of record that a reviewer agreed with, as they were then; `sample` names the plan, if any.

    Where the `verdict` is `differs`, `codes` are the reviewer's own answer, given before seeing the codes
    `against`; they may be empty (cannot tell).
    """

    report_id: str
    dimension: str
    codes: tuple[str, ...]
    coder: str
    date: str
    sample: str = ""
    reason: str = ""
    verdict: str = AGREE
    against: tuple[str, ...] = ()
    shown: str = ""
    seconds: int | None = None
    revision: int = 1
    instead_of: Replaced = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerLook:
    """An answer that a reviewer gave before being shown anything, and has replaced or taken back since.

    Of reviewers who code it is their first coding, which may stand still and may follow suggestions
    (`shown`). `kind` is agreement, look (which
    differed), dispute, adjudication or coding; `against` are the codes looked at,
    where the row has them.
    """

    report_id: str
    dimension: str
    coder: str
    kind: str
    codes: tuple[str, ...]
    against: tuple[str, ...] = ()
    stands: bool = False
    shown: str = SHOWN_NOTHING
    seconds: int | None = None
    date: str = ""
