"""What a title says of the kind of document: notices, comments, protocols, titles that many share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coprod_review.dedupe.forms import plain
from coprod_review.dedupe.notices import ALL_MARKS, LINK, NOTICE, PLACED_AT_END, plain_marks, raw_pattern

KINDS = ("", "notice", "comment", "reply", "protocol")
"""The kinds of document that a title may tell of; the plain article first."""

SPEAKS_OF_KIND = (
    rf"(?i)^[^\pL\pN]*({raw_pattern(ALL_MARKS)})\b|[\[(]\s*vol[ume.]*\s|"
    r"^[^\pL\pN]*((temporary|permanent|partial|full|editorial|author|publisher)\W?s?\s+)*"
    r"(removal|reinstat|clarif|amend|statement\s+of|(duplicate|redundant)\s+pub)|"
    r"<|&[a-z#]|errat|corrig|correction|corrected|addend|of concern|retract|withdraw|notice|protocol"
    r"|(rationale|design|methods?),?\s+(and|&)|(design|rationale|baseline\s+(characteristics|data))[^\pL\pN]*($|[\[(])"
    r"|^[^\pL\pN]*(re\s*:|removed|((an?|the|invited|editorial|expert|readers?'?s?|authors?)\W+)*"
    r"(comment|respon|repl|rejoin|rebutt|discuss|letter|in\s+(reply|response)|book\s+review|review\s+of\s+the\s+book))"
    r"|[:.\-–—(\[]\s*((an?|the|invited|editorial|authors?\W*s?\W*)\s+)*(in\s+)?(comment|respon|repl|rejoin|rebutt)"
)
"""RE2: what every title has of which `kind_of` says a kind."""

ENDS_IN_NOTE = r"[\])][^\pL\pN]*$"
"""RE2: what every other title has of which `core_of` leaves something out."""

_BREAK = r"(?:[:.(\[]|\s[\-–—])\s*"
"""What parts a mark of kind from the title before it; the hyphen of a compound ("dose-response") does not."""

_NOTICE_END = re.compile(
    rf"{_BREAK}(?:errat(?:um|a)|corrigend(?:um|a)|correction|addendum|retraction notice)\W*$"
    rf"|\s*{PLACED_AT_END}\W*$"
)
_BRACKET = re.compile(r"[\[(]")
_END = re.compile(r"\W+$")
_LANGUAGES = (
    "english|french|german|spanish|italian|portuguese|dutch|flemish|danish|norwegian|swedish|finnish|icelandic|"
    "polish|czech|slovak|slovene|slovenian|croatian|serbian|serbo-croatian|bosnian|bulgarian|romanian|hungarian|"
    "greek|turkish|russian|ukrainian|lithuanian|latvian|estonian|hebrew|arabic|persian|japanese|chinese|korean|"
    "thai|vietnamese|afrikaans|catalan"
)
_INDEXER_NOTE = re.compile(
    rf"[\[(](?:(?:article |original |text )?(?:in )?(?:{_LANGUAGES})(?:\W+(?:and )?(?:{_LANGUAGES}))*)"
    r"[\])]\W*$|"
    r"[\[(](?:review|\d+ refs?|(?:see|with) comments?|in process citation|electronic resource|corrected|"
    r"(?:erratum|errata|retraction|comment|summary for patients|update|original|reprint|republished|"
    r"corrected and republished|published erratum)[^\])]* (?:in|from)\b[^\]]*)[\])]?\W*$"
)
"""Notes that indexers put after a title; they tell of other documents and leave the article what it is."""

_STATUS = re.compile(
    r"^\W*(?:retracted(?: article)?|withdrawn|removed)\W*[:.\-–—]\s*|\W+retracted article\W*$"
)
_ANSWERED = (
    r"(?:[\"'“‘«]|(?:the |a )?(?:comments?|letters?|critique|editorial|reviewers?|drs?|prof)\b"
    r"|\w+(?:,? (?:and|&) \w+)? et al\b)"
)
"""What a response to a document names; patients respond to treatment."""

_COMMENT = re.compile(
    r"^\W*(?:re\s*:|book reviews?\s*[:\-–—]|review of the book\b|(?:a |an |invited |editorial |expert )?"
    r"(?:comment(?:ary|s)?|repl(?:y|ies)|rejoinder|rebuttal)\s*(?::|\b(?:on|to)\b)|"
    rf"(?:a )?(?:response|discussion)\s*(?:(?:to|on|of)\s*)?(?::|{_ANSWERED})|"
    rf"in reply\b|in response(?:\s*:|\W*$| to\W*{_ANSWERED})|(?:the )?authors?'?s?'? "
    r"(?:reply|response)|letter (?:to the editor )?(?:re|regarding|concerning|on)\b|reader'?s? comment)"
)
_COMMENT_END = re.compile(
    rf"{_BREAK}(?:(?:a |an |invited |editorial )?(?:comment(?:ary|s)?|repl(?:y|ies)|rejoinder|rebuttal)"
    r"(?: (?:on|to) .{0,80})?|authors?'?s?'? (?:reply|response)(?: (?:on|to) .{0,80})?|"
    rf"(?:(?:a |in )?response|in reply)(?: to {_ANSWERED}.*)?)\W*$"
)
_REPLY = re.compile(r"\b(?:repl(?:y|ies)|response|rejoinder|rebuttal)\b")
_PROTOCOL = re.compile(
    r"\b(?:study|trial|review|research) protocol\b|"
    r"\b(?:rationale|design|methods?),? and (?:rationale|study )?"
    r"(?:design|rationale|methods?|protocol|baseline)\b|"
    rf"{_BREAK}(?:an? )?(?:study design|rationale|"
    rf"baseline characteristics|baseline data)\W*$|{_BREAK}(?:an? )?protocol\W*$|"
    r"\bprotocol (?:for|of) (?:an? |the )?.{0,80}\b(?:trial|study|review|meta-analysis|evaluation)\b"
)
_PLANS = r"(?:study |trial )?(?:rationale|design|methods?|methodology|protocol)"
_PROTOCOL_OPENING = re.compile(
    rf"^\W*(?:(?:the |an? )?{_PLANS}(?:,? (?:and )?(?:the )?{_PLANS})* (?:of|for) (?:the |an? )?(?=\w+ \w+)|"
    r"(?:study|trial|review|research) protocol\s*:\s*(?:the |an? )?)"
)
"""What leads, in the title of a protocol, to the name of the study."""

_ABSTRACT = re.compile(r"[(\[]\s*(?:meeting |conference )?abstract\s*[)\]]\W*$")
_STATUS_MARKS = ("retracted", "withdrawn", "removed")
_NOTICE_MARKS = (
    "errat",
    "vol",
    *plain_marks(ALL_MARKS),
    "corrigend",
    "correction",
    "addend",
    "of concern",
    "retract",
    "withdraw",
    "remov",
    "reinstat",
    "clarif",
    "amend",
    "statement of",
    " publication",
)
_COMMENT_MARKS = ("comment", "repl", "rejoin", "rebutt", "respon")
_PROTOCOL_MARKS = ("protocol", "design", "rationale", "method", "baseline")
"""Letters without which the patterns above find nothing, and which are found in a tenth of their time."""

_QUALIFIERS = re.compile(
    r"^(?:(?:the|a|an|guest|invited|lead|special|brief|short|general|some|our|this|selected) )+"
)
_GENERIC_TITLES = """
    editorial; editorials; editor note; editors note; editors notes; editors comment; editors comments;
    editors introduction; editors choice; editors page; editors letter; editor; editors; from the editor;
    from the editors; message from the editor; message from the president; message from the chair; welcome;
    review; reviews; book review; book reviews; books received; book notes; book notices; reviews of books;
    media review; media reviews; film review; film reviews; software review; literature review;
    foreword; forewords; preface; introduction; introductions; introductory remarks;
    introduction to the issue; introduction to the special issue; introduction to this special issue;
    introduction to special issue; introduction to the special section; introduction to the volume;
    introduction to the minitrack; conclusion; conclusions; concluding remarks; discussion; discussions;
    epilogue; prologue; afterword; acknowledgement; acknowledgements; acknowledgment; acknowledgments;
    contents; table of contents; index; author index; subject index; glossary; bibliography; references;
    appendix; abstract; abstracts; poster abstracts; oral abstracts; conference abstracts; meeting abstracts;
    abstracts of papers; poster presentations; oral presentations; poster session; posters; proceedings;
    letter; letters; letter to the editor; letters to the editor; letter to editor; correspondence;
    comment; comments; commentary; commentaries; reply; replies; response; responses; author reply;
    authors reply; author response; authors response; in reply; in response; rejoinder;
    news; news and notes; news and views; news and comment; notes; notes and news; in this issue;
    in the issue; in brief; in memoriam; obituary; obituaries; announcement; announcements;
    calendar; calendar of events;
    erratum; errata; corrigendum; corrigenda; correction; corrections; retraction; retractions;
    retraction notice; addendum; expression of concern; contributors; list of contributors; about the author;
    about the authors; notes on contributors; perspective; perspectives; viewpoint; viewpoints; opinion;
    overview; background; summary; executive summary; untitled; no title; title page; front matter;
    back matter; masthead; cover; question; questions; questions and answers; case report; clinical case;
    presidents message; presidential address; presidents page; research note; research notes; reviewers;
    thanks to reviewers; interview; profile; quiz; annual report
"""
_GENERIC = frozenset(phrase.strip() for phrase in _GENERIC_TITLES.split(";"))


def kind_of(title: str, record_type: str) -> str:
    """notice, comment, reply, protocol or nothing: what a title or the record's type says it is.

    "RETRACTED: ..." before a title is the status of the article, not the notice.
    """
    text = _without_notes(plain(title))
    if record_type in ("erratum", "retraction") and not _STATUS.search(text):
        return "notice"
    if _has(text, _NOTICE_MARKS) and (NOTICE.search(text) or _NOTICE_END.search(text)):
        return "notice"
    if _COMMENT.search(text) or (_has(text, _COMMENT_MARKS) and _COMMENT_END.search(text)):
        return "reply" if _REPLY.search(text) else "comment"
    return "protocol" if _has(text, _PROTOCOL_MARKS) and _PROTOCOL.search(text) else ""


def core_of(title: str) -> str:
    """The plain title without marks of status, notice, comment, protocol or abstract: what it is about."""
    text = _without_notes(plain(title))
    text = _STATUS.sub("", text) if _has(text, _STATUS_MARKS) else text
    text = _ABSTRACT.sub("", text) if "abstract" in text else text
    text = _NOTICE_END.sub("", text) if _has(text, _NOTICE_MARKS) else text
    notice = NOTICE.match(text)
    if notice:
        text = LINK.sub("", text[notice.end() :], count=1)
    comment = _COMMENT.match(text)
    if comment:
        text = re.sub(r"^\W*(?:to|on|of)?\b", "", text[comment.end() :])
    if _has(text, _PROTOCOL_MARKS) and _PROTOCOL.search(text):
        text = _PROTOCOL_OPENING.sub("", text)
    return _bare(_COMMENT_END.sub("", text) if _has(text, _COMMENT_MARKS) else text)


def without_notes(title: str) -> str:
    """The plain title without indexers' notes and the mark of an abstract: all that `core_of` leaves out of a
    title in which SPEAKS_OF_KIND finds nothing."""
    return _bare(_ABSTRACT.sub("", _without_notes(plain(title))))


def is_generic(words: Sequence[str]) -> bool:
    """Whether a title is one that many documents bear ("Editorial", "Book reviews"), or none at all."""
    phrase = " ".join(words)
    return len(phrase) < 6 or _QUALIFIERS.sub("", phrase) in _GENERIC or phrase in _GENERIC


def _has(text: str, marks: Sequence[str]) -> bool:
    return any(mark in text for mark in marks)


def _bare(text: str) -> str:
    return text.strip(" \t\n\"'“”‘’«»[](){}.,:;-–—?!*")


def _without_notes(text: str) -> str:
    while True:
        opening = (bracket.start() for bracket in _BRACKET.finditer(text))
        note = next((place for place in opening if _INDEXER_NOTE.match(text, place)), 0)
        shorter = _END.sub("", text[:note])
        if not shorter:
            return text
        text = shorter
