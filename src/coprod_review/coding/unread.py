"""Why no machine coder may decide a report: its text is not English, or there is no abstract to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from coprod_review.coding.english import LEAST_SHARE, english_share, function_words, reads_as_english
from coprod_review.coding.tokens import Text, texts_of
from coprod_review.model.report import Report

ENGLISH = "en"

NO_ABSTRACT = "no abstract was read, and without one the possible answers miss the right one too often"
"""What was seen where abstracts were withheld: docs/applying.md."""

NO_RUNNING_TEXT = "the abstract has no common English word, as running text would have"

LATIN = range(0x250)
"""Code points of the letters that English, and any language beside it in Latin letters, is written in."""

LanguageOf = Callable[[str], str]
"""The language of a text as ISO 639 code, or nothing where it may be English, but is not told."""


def undecidable_reports(reports: Iterable[Report], *, language_of: LanguageOf) -> Mapping[str, str]:
    """The reports that no machine coder may decide, with the reason in words."""
    told = ((r.report_id, why_undecidable(r, texts_of(r), language_of=language_of)) for r in reports)
    return {report_id: reason for report_id, reason in told if reason}


def why_undecidable(report: Report, texts: Sequence[Text], *, language_of: LanguageOf) -> str:
    """Why no machine coder may decide the report; empty where it may."""
    reason = why_foreign(report, texts, language_of=language_of)
    return reason or why_no_abstract(texts)


def why_no_abstract(texts: Sequence[Text]) -> str:
    """Why a report that may be English has no abstract to decide by; empty where it has one."""
    if not has_abstract(texts):
        return NO_ABSTRACT
    words = (word for text in texts if text.field == "abstract" for word in text.words)
    return "" if any(word in function_words() for word in words) else NO_RUNNING_TEXT


def has_abstract(texts: Sequence[Text]) -> bool:
    """Whether an abstract is among the texts of a report; a notice of rights or retraction is none."""
    return any(text.field == "abstract" for text in texts)


def why_foreign(report: Report, texts: Sequence[Text], *, language_of: LanguageOf) -> str:
    """Why the text cannot be read by coders that read English; empty where it can."""
    written = report.abstract or report.title
    letters = [ord(c) for c in written if c.isalpha()]
    if sum(c not in LATIN for c in letters) * 2 > len(letters):
        return _said(report.language, "most of its letters are not Latin")
    asked = dict.fromkeys((written, f"{report.title}\n{report.abstract}".strip()))
    told = next(filter(None, map(language_of, asked)), "")
    if not reads_as_english(texts):
        share = f"{english_share(texts):.0%} common English words"
        return _said(told if told != ENGLISH else report.language, share)
    if told not in ("", ENGLISH):
        return _said(told, "by its words and letters")
    is_unsure = not told and english_share(texts) < LEAST_SHARE
    if is_unsure and report.language not in ("", ENGLISH):
        return _said(report.language, "so says its export, and the text is too short to tell")
    return ""


def _said(language: str, why: str) -> str:
    return f"the text does not read as English ({', '.join(filter(None, (language, why)))})"
