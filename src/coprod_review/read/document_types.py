"""Document types of the databases, in the list of docs/stages.md."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_NO_LETTERS = re.compile(r"[^a-z]+")
_CAPITAL_WITHIN = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PART = re.compile(r"[;,|]")

_EXACT = {
    "jour": "article", "ejour": "article", "mgzn": "article", "inpr": "article", "jfull": "article",
    "book": "book", "ebook": "book", "edbook": "book", "whole": "book", "mono": "book", "chap": "chapter",
    "echap": "chapter", "conf": "conference", "cpaper": "conference", "abst": "conference",
    "slide": "conference",
    "thes": "thesis", "rprt": "report", "gov": "report", "govdoc": "report", "stand": "report",
    "unpb": "preprint",
    "data": "dataset", "dbase": "dataset", "comp": "other", "news": "other", "blog": "other", "elec": "other",
    "advs": "other", "ancient": "other", "case": "other", "chart": "other", "clswk": "other", "ctlg": "other",
    "equa": "other", "figure": "other", "hear": "other", "legal": "other", "mpct": "other", "multi": "other",
    "music": "other", "pcomm": "other", "sound": "other", "unbill": "other", "dict": "chapter",
    "encyc": "chapter", "pamp": "book", "aggr": "dataset", "manscpt": "preprint",
    "web": "other", "icomm": "other", "pat": "other", "patent": "other", "video": "other", "gen": "",
    "j": "article",
    "b": "book",
    "s": "chapter", "p": "other", "c": "conference", "misc": "", "unpublished": "preprint",
    "techreport": "report",
    "phdthesis": "thesis", "mastersthesis": "thesis", "inproceedings": "conference",
    "incollection": "chapter",
    "inbook": "chapter", "proceedings": "conference", "booklet": "book", "collection": "book",
    "mvbook": "book",
    "manual": "report", "periodical": "other", "online": "other", "electronic": "other", "journal": "article",
    "journals": "article", "article": "article", "paratext": "other", "other": "other",
    "peer review": "other",
    "grant": "other", "standard": "report", "reference entry": "chapter", "reference work entry": "chapter",
    "living reference work entry": "chapter", "supplementary materials": "other",
    "libguides": "other", "note": "other", "ar": "article", "re": "review", "cp": "conference",
    "ch": "chapter",
    "bk": "book", "ed": "editorial", "le": "letter", "er": "erratum", "sh": "review", "no": "other",
    "webpage": "other", "blogpost": "other", "forumpost": "other", "videorecording": "other",
    "audiorecording": "other", "tvbroadcast": "other", "radiobroadcast": "other", "podcast": "other",
    "computerprogram": "other", "software": "other", "newspaperarticle": "other",
    "encyclopediaarticle": "chapter", "dictionaryentry": "chapter", "conferencepaper": "conference",
    "booksection": "chapter", "presentation": "conference", "manuscript": "preprint", "film": "other",
    "legal rule or regulation": "other",
    "interview": "other", "hearing": "other", "map": "other", "artwork": "other", "statute": "other",
    "bill": "other", "email": "other", "granted patent": "other", "patent application": "other",
    "news item": "other", "expression of concern": "erratum", "biographical item": "other",
    "peer review report": "other", "referee report": "other", "newsletter": "other", "newspaper": "other",
    "brief report": "article", "short report": "article", "rapid report": "article",
    "registered report": "article", "clinical report": "article", "preliminary report": "article",
    "data report": "article", "original report": "article",
}  # fmt: skip

_CONTAINED = (
    ("retraction", "retraction"), ("withdrawal", "retraction"), ("erratum", "erratum"),
    ("corrigendum", "erratum"), ("correction", "erratum"), ("registry record", "other"),
    ("newsletter", "other"), ("newspaper", "other"), ("newspaper article", "other"),
    ("systematic review", "review"), ("meta analysis", "review"), ("meta synthesis", "review"),
    ("information analysis", "review"),
    ("conference abstract", "conference"), ("meeting abstract", "conference"),
    ("conference paper", "conference"), ("meeting paper", "conference"), ("conference review", "conference"),
    ("proceeding", "conference"), ("congress", "conference"), ("conference", "conference"),
    ("preprint", "preprint"), ("posted content", "preprint"), ("editorial", "editorial"),
    ("letter", "letter"),
    ("commentary", "editorial"), ("comment", "letter"), ("viewpoint", "editorial"), ("opinion", "editorial"),
    ("review", "review"), ("short survey", "review"), ("book chapter", "chapter"), ("chapter", "chapter"),
    ("book section", "chapter"), ("dissertation", "thesis"), ("thesis", "thesis"), ("dissertacao", "thesis"),
    ("tese", "thesis"), ("tesis", "thesis"), ("data set", "dataset"),
    ("dataset", "dataset"), ("report", "report"), ("data paper", "article"), ("journal article", "article"),
    ("journal paper", "article"), ("article", "article"), ("clinical trial", "article"), ("book", "book"),
    ("handbook", "book"), ("textbook", "book"), ("guidebook", "book"), ("workbook", "book"),
    ("yearbook", "book"), ("monograph", "book"), ("magazine", "article"), ("journal", "article"),
)  # fmt: skip
"""In order: the first that stands in the written type, as whole words in the singular, names it."""

_SINGULAR = {
    "theses": "thesis", "analyses": "analysis", "syntheses": "synthesis", "errata": "erratum",
    "corrigenda": "corrigendum", "congresses": "congress", "commentaries": "commentary",
    **{f"{word}s": word for phrase, _ in _CONTAINED for word in phrase.split()}, "cases": "case",
}  # fmt: skip

_JOINED = {phrase.replace(" ", ""): kind for phrase, kind in _CONTAINED}
"""The types as some programs write them: "journalarticle"."""

_REVIEWED = re.compile(r"\b(?:(?:non|not) )?(?:peer review(?:ed)?|refereed|(?:under|in) review)\b")
"""What was done to a document, or is done to it, does not make it a review."""

_REVIEW_OF_A_WORK = re.compile(
    r"\b(?:book|software|hardware|film|movie|media|theat(?:er|re)|record|tv|radio|art exhibit|product"
    r"|database|(?:dance|music) performance|music score) review\b"
    r"|\breview (?:of )?(?:a )?(?:book|media|software|film)\b"
)
"""Reviews of one book or the like are none of the literature."""

_CASES = re.compile(r"\b(?:case report|original)\b")

_REPORTS = frozenset(
    ("rprt", "gov", "govdoc", "stand", "techreport", "technical report", "government report", "annual report")
)  # fmt: skip
"""Reports that stand on their own, whatever else is said; others ("Reports - Research", "Research Report")
are articles where a journal has them."""

_IN_JOURNAL = "proceedings paper"
"""What Web of Science says beside "Article" of a paper that was printed in a journal."""

REGISTRY_RECORD = "registry record"
"""What the Cochrane Library says beside RIS's journal article of a trial that is registered."""

_RANK = (
    "retraction", "erratum", "letter", "editorial", "review", "conference", "preprint", "thesis", "dataset",
    "chapter", "book", "report", "article", "other",
)  # fmt: skip
"""Of several types, the most telling first: "Journal Article; Review" is a review."""

_NLM_TYPES = frozenset(
    (
        "review", "systematic review", "meta-analysis", "editorial", "letter", "comment", "case reports",
        "published erratum", "retraction of publication", "retracted publication", "clinical trial",
        "randomized controlled trial", "preprint",
    )
)  # fmt: skip
"""Publication types that EndNote sets among the notes of what it fetched from PubMed."""


def types_among(notes: Iterable[str]) -> list[str]:
    """The publication types of NLM among notes, of which each is one line."""
    return [note for note in notes if note.lower() in _NLM_TYPES]


_RETRACTION = re.compile(
    r"retraction(?: (?:note|notice|statement))?(?: (?:to|of|for))?\s*:"
    r"|retraction (?:note|notice|statement) (?:to|of|for)\b|(?:withdrawal|removal) notice(?: to\b|\s*:)"
    r"|notice of (?:retraction|withdrawal|removal)\s*(?:$|[:.])"
    r"|retraction (?:to|of)\s*[\"“]",
    re.IGNORECASE,
)
_TITLES = (
    (
        "erratum",
        re.compile(
            r"(?:published )?(?:erratum|errata|corrigendum|corrigenda)\s*(?:\([^()]{1,40}\)\s*)?"
            r"(?:$|[:.]|(?:to|for|in|on|of|regarding|zu|a|au)\b)"
            r"|expression of concern\s*(?:$|[:.]|(?:to|for|regarding|about)\s*[:\"'“‘]|to\b)"
            r"|(?:(?:author|publisher) )?corrections?(?: to| for)?\s*:|(?:author|publisher) corrections?\b",
            re.IGNORECASE,
        ),
    ),
    ("retraction", _RETRACTION),
    ("letter", re.compile(r"comments? (?:on|to)\s*[:\"'“‘]", re.IGNORECASE)),
)
"""What titles open with that are notices and comments, and nothing else."""

_NOTICES = ("erratum", "retraction")
_NAMED_BY_PLACE = ("chapter", "conference")
"""What publishers call notices by where they stand: in a book, or in proceedings."""

_CORRECTED = re.compile(r"\(vol\.? [\w/-]{1,9}, p[gp]?\.? [\w-]{1,20}, (?:19|20)\d\d\)$")
"""How Web of Science names the document that a correction is about."""

_RETRACTED = ("retracted publication", "retracted article", "retracted")
"""What databases call a document that was retracted, beside what it is."""

_OPENINGS = frozenset(
    ("publi", "errat", "corri", "autho", "corre", "retra", "comme", "withd", "remov", "notic", "expre")
)  # fmt: skip


@lru_cache(maxsize=4096)
def document_type(written: tuple[str, ...]) -> str:
    """The type that the written ones amount to; empty where none is known."""
    parts = [part.strip() for text in written for part in _PART.split(text)]
    found = {kind for part in parts if (kind := _one(part))}
    if "conference" in found and {"article", _IN_JOURNAL} <= {part.lower() for part in parts}:
        found = {_one(part) for part in parts if part.lower() != _IN_JOURNAL}
    if "article" in found and any(REGISTRY_RECORD in part.lower() for part in parts):
        found.discard("article")
    if {"article", "report"} <= found and not any(_words(part) in _REPORTS for part in parts):
        found.discard("report")
    return next((kind for kind in _RANK if kind in found), "")


def is_called_retracted(written: tuple[str, ...]) -> bool:
    """Whether a database says of a document that it was retracted, be it beside what it is."""
    parts = (part.strip() for text in written for part in _PART.split(text))
    return any("etract" in part.lower() and _words(part) in _RETRACTED for part in parts)


def told_by_title(title: str, kind: str) -> str:
    """The type of a document of which its title says more than a type that says nothing or "article".

    Notices and comments name in their titles the document that they are about. Notices are such in books and
    proceedings too, and Embase has those of retractions among the errata.
    """
    if title[-1:] == ")" and kind in ("", "article") and _CORRECTED.search(title):
        return "erratum"
    if title[:5].lower() not in _OPENINGS:
        return kind
    if kind == "erratum" and _RETRACTION.match(title):
        return "retraction"
    if kind not in ("", "article", *_NAMED_BY_PLACE):
        return kind
    told = next((told for told, form in _TITLES if form.match(title)), kind)
    return kind if kind in _NAMED_BY_PLACE and told not in _NOTICES else told


def _one(text: str) -> str:
    words = _words(text)
    if len(words) == 1 and len(text.strip(" .")) > 1:  # a letter in words of another script names no type
        return ""
    if not words or words in _RETRACTED:
        return "article" if words else ""
    kind = _EXACT.get(words) or _JOINED.get(words) or _EXACT.get(words.replace(" ", ""))
    words = " ".join([_SINGULAR.get(word, word) for word in words.split()])
    if kind is None:
        kind = _EXACT.get(words)
    if kind is not None:
        return kind
    words = _REVIEWED.sub("", words)
    if _REVIEW_OF_A_WORK.search(words):
        return "other"
    is_case = _CASES.search(words) is not None
    padded = f" {_CASES.sub('', words)} "
    kind = next((kind for phrase, kind in _CONTAINED if f" {phrase} " in padded), "")
    return "article" if is_case and kind in ("", "report", "book") else kind


def _words(text: str) -> str:
    return _NO_LETTERS.sub(" ", _CAPITAL_WITHIN.sub(" ", _without_accents(text)).lower()).strip()


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
