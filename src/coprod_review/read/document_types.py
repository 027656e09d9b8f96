"""Document types of the databases, in the list of docs/stages.md."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^a-z]+")

_EXACT = {
    "jour": "article", "ejour": "article", "mgzn": "article", "inpr": "article", "jfull": "article",
    "book": "book", "ebook": "book", "edbook": "book", "whole": "book", "mono": "book", "chap": "chapter",
    "echap": "chapter", "conf": "conference", "cpaper": "conference", "abst": "conference",
    "slide": "conference",
    "thes": "thesis", "rprt": "report", "gov": "report", "govdoc": "report", "stand": "report",
    "unpb": "preprint",
    "data": "dataset", "dbase": "dataset", "comp": "other", "news": "other", "blog": "other", "elec": "other",
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
    "grant": "other", "standard": "report", "reference entry": "chapter", "supplementary materials": "other",
    "libguides": "other", "note": "other", "ar": "article", "re": "review", "cp": "conference",
    "ch": "chapter",
    "bk": "book", "ed": "editorial", "le": "letter", "er": "erratum", "sh": "review", "no": "other",
    "webpage": "other", "blogpost": "other", "forumpost": "other", "videorecording": "other",
    "audiorecording": "other", "tvbroadcast": "other", "radiobroadcast": "other", "podcast": "other",
    "computerprogram": "other", "software": "other", "newspaperarticle": "other",
    "encyclopediaarticle": "chapter", "dictionaryentry": "chapter", "conferencepaper": "conference",
    "booksection": "chapter", "presentation": "conference", "manuscript": "preprint", "film": "other",
    "interview": "other", "hearing": "other", "map": "other", "artwork": "other", "statute": "other",
    "bill": "other", "email": "other", "granted patent": "other", "patent application": "other",
    "news item": "other", "expression of concern": "erratum", "biographical item": "other",
}  # fmt: skip

_CONTAINED = (
    ("retraction of publication", "retraction"), ("retraction notice", "retraction"),
    ("retraction", "retraction"),
    ("withdrawal", "retraction"), ("erratum", "erratum"), ("corrigendum", "erratum"),
    ("correction", "erratum"),
    ("registry record", "other"),
    ("book review", "other"), ("systematic review", "review"), ("meta analysis", "review"),
    ("scoping review", "review"),
    ("conference abstract", "conference"), ("meeting abstract", "conference"),
    ("conference paper", "conference"),
    ("conference review", "conference"), ("conference proceeding", "conference"),
    ("proceedings paper", "conference"),
    ("proceeding", "conference"), ("congress", "conference"), ("conference", "conference"),
    ("preprint", "preprint"), ("posted content", "preprint"), ("editorial", "editorial"),
    ("letter", "letter"),
    ("commentary", "editorial"), ("comment", "letter"), ("viewpoint", "editorial"), ("opinion", "editorial"),
    ("review", "review"), ("short survey", "review"), ("book chapter", "chapter"), ("chapter", "chapter"),
    ("book section", "chapter"), ("dissertation", "thesis"), ("thesis", "thesis"), ("data set", "dataset"),
    ("dataset", "dataset"), ("report", "report"), ("data paper", "article"), ("journal article", "article"),
    ("journal paper", "article"), ("article", "article"), ("clinical trial", "article"), ("book", "book"),
    ("monograph", "book"), ("magazine", "article"), ("case reports", "article"), ("journal", "article"),
)  # fmt: skip
"""In order: the first that stands in the written type names it."""

_IN_JOURNAL = "proceedings paper"
"""What Web of Science says beside "Article" of a paper that was printed in a journal."""

_OF_REGISTER = "registry record"
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


_TITLES = (
    (
        "erratum",
        re.compile(
            r"(?:published )?(?:erratum|errata|corrigendum|corrigenda)\s*(?:\([^()]{1,40}\)\s*)?"
            r"(?:$|[:.]|(?:to|for|in|on|of|zu|a|au)\b)"
            r"|(?:(?:author|publisher) )?corrections?(?: to| for)?\s*:|(?:author|publisher) corrections?\b",
            re.IGNORECASE,
        ),
    ),
    (
        "retraction",
        re.compile(r"retraction(?: (?:note|notice|statement))?(?: (?:to|of|for))?\s*:", re.IGNORECASE),
    ),
    ("letter", re.compile(r"comments? (?:on|to)\s*[:\"'“‘]", re.IGNORECASE)),
)
"""What titles open with that are notices and comments, and nothing else."""

_OPENINGS = frozenset(
    ("publi", "errat", "corri", "autho", "corre", "retra", "comme")
)  # fmt: skip


@lru_cache(maxsize=4096)
def document_type(written: tuple[str, ...]) -> str:
    """The type that the written ones amount to; empty where none is known."""
    parts = [part.strip() for text in written for part in text.split(";")]
    found = {kind for part in parts if (kind := _one(part))}
    if "conference" in found and {"article", _IN_JOURNAL} <= {part.lower() for part in parts}:
        found = {_one(part) for part in parts if part.lower() != _IN_JOURNAL}
    if "article" in found and any(_OF_REGISTER in part.lower() for part in parts):
        found.discard("article")
    return next((kind for kind in _RANK if kind in found), "")


def told_by_title(title: str, kind: str) -> str:
    """The type of a document of which its title says more than a type that says nothing or "article".

    Notices and comments name in their titles the document that they are about.
    """
    if kind not in ("", "article") or title[:5].lower() not in _OPENINGS:
        return kind
    return next((told for told, form in _TITLES if form.match(title)), kind)


def _one(text: str) -> str:
    words = _WORD.sub(" ", text.lower()).strip()
    if not words or words in ("retracted publication", "retracted", "case reports"):
        return "article" if words else ""
    if words in _EXACT:
        return _EXACT[words]
    if "case report" in words or "original" in words:
        return "article"
    return next((kind for part, kind in _CONTAINED if part in words), "")
