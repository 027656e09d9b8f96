"""What vendors and publishers write around an abstract: notices of rights, and its own name before it.

Left out is what is plainly none of the abstract's words: a notice ends the text, or is its first sentence,
opens with a mark of rights and a year or a holder, and has no prose in it. Where that is not so, all stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from coprod_review.read.ebsco_notes import NOTICE_LEFT_OUT
from coprod_review.read.entries import Repairs

LABEL_LEFT_OUT = "labels left out that stood before an abstract (Abstract, Summary)"

STATEMENTS_LEFT_OUT = "statements left out that servers of preprints set behind an abstract"

LONGEST = 500
"""Characters at the end of an abstract in which a notice may open."""

MOST_NOTICES = 4
"""So many notices may stand behind each other."""

_YEAR = r"(?:19|20)\d\d\b"
_HOLDER = r"(?:[Tt]he )?[Aa]uthors?\b|[A-Z][\w&.]*(?: [A-Z&][\w&.]*){0,6},? "
_OPENS = r"(?:^|(?<=[.!?)\]\"”’»>]))\s*"
_BEHIND_COMMA = rf"(?:{_OPENS}|(?<=[.!?],)\s*)"
"""Behind a sentence, or the comma that Ovid's journals set behind its stop."""

_RIGHTS = re.compile(
    rf"{_BEHIND_COMMA}\(?(?:Crown )?(?:Copyright|COPYRIGHT)(?: ?(?:©|\([cC]\)))?,? "
    rf"(?:of |held by |by )?(?:{_HOLDER})?(?:{_YEAR}|(?:The|the) [Aa]uthor)"
    rf"|{_OPENS}(?:(?:Crown )?(?:Copyright|COPYRIGHT):? ?,?)?©"
    rf"|(?<=\s)(?:(?:Copyright|COPYRIGHT):? ?)?© ?(?:{_YEAR}|The Author)"
    rf"|(?<=\s)(?:Copyright|COPYRIGHT) ?(?:\([cC]\) ?)?{_YEAR}"
    rf"|{_OPENS}\([cC]\) ?(?:Copyright )?(?:{_YEAR}|The Author)"
    rf"|(?<=[.!?],)\s*\(C\) ?{_YEAR},? [A-Z]"
    rf"|{_OPENS}(?:Published by [A-Z]"
    r"|This (?:article|work) is protected by copyright\b|All rights reserved\b)"
)
"""Where a notice may open."""

_PROSE = re.compile(
    r"\b(?i:we|our|was|were|have|had|been|these|those|that|than|results?|patients?|findings?|methods?|conclusions?"
    r"|showed|suggests?|increased?|decreased?|significant(?:ly)?|however|therefore|who|why|can|could|should|must"
    r"|will|would)\b|\bstud(?:y|ies)\b"
)
"""Words of the abstracts themselves, of which no notice has any."""

_SENTENCE_OF_A_LICENCE = re.compile(
    r"\b(?:rights? reserved|licen[sc]\w+|open[- ]access|Creative Commons|CC[ -]BY|permission|published by"
    r"|rights holder|on behalf of|protected by copyright|property of)\b",
    re.IGNORECASE,
)
_LONGEST_PLAIN = 200
"""A notice that names neither licence nor publisher is no longer."""

_LANGUAGES = (
    "Afrikaans|Arabic|Bosnian|Bulgarian|Catalan|Chinese|Croatian|Czech|Danish|Dutch|English|Estonian|Finnish|French"
    "|German|Greek|Hebrew|Hungarian|Icelandic|Indonesian|Italian|Japanese|Korean|Latvian|Lithuanian|Macedonian"
    "|Malay|Norwegian|Persian|Polish|Portuguese|Romanian|Russian|Serbian|Slovak|Slovenian|Spanish|Swedish|Thai"
    "|Turkish|Ukrainian|Vietnamese"
)
"""What EBSCO names in brackets behind each abstract of several, before its own words."""

_VENDORS = re.compile(
    rf"(?:(?:\((?:{_LANGUAGES})\)\s*)?\[(?:ABSTRACT FROM (?:AUTHOR|PUBLISHER)S?|PUBLICATION ABSTRACT)\]"
    r"|\( ?(?:APA )?Psyc(?:INFO|Info|ARTICLES|Articles) Database Record\b[^()]{0,80}(?:\( ?c\)[^()]{0,80})?"
    r"(?:\)(?: ?\((?:from the )?"
    r"(?:journal abstract|abstract|chapter|book|introduction|preface|publisher|cover)\))?)?"
    r"|\[The dissertation citations contained here are published with the permission of ProQuest LLC\."
    r"[^\[\]]{0,400}\]"
    r"|\[Copyright [^\[\]\n]{1,80}\]"
    r"|Copyright of [^\n]{1,300} is the property of [^\n]{1,1200}\(Copyright applies to all Abstracts\.\)"
    r")\s*\.?\s*$"
)
_STOP_AND_COMMA = re.compile(r"([.!?]),$")
_VENDOR_CUT_SHORT = re.compile(r"Database Record[^()]{0,60}(?:\(c\)[^()]{0,60})?\.?$")
_MARK = re.compile(r"©|\([cC]\)|[Cc]opyright|COPYRIGHT|Published by|[Rr]ights reserved")
_STATEMENTS = re.compile(
    r"\s*(?:#{1,4} ?Competing Interest Statement\b|(?<=[.!?)\]])\s*Competing Interest Statement(?=[A-Z0-9]))"
)
"""Where the statements open that bioRxiv and medRxiv run on behind an abstract, their headings with them."""

_LONGEST_CITATION = 120
_SEASON = (
    r"(?:(?:Jan|Febr)(?:uary)?|Feb|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|(?:Sept?|Nov|Dec)(?:ember)?"
    r"|Oct(?:ober)?|Spring|Summer|Autumn|Fall|Winter)\.? "
)
_EVENT = r"(?:Prospectively |Retrospectively )?(?:Registered|Accepted|Received|Published|Submitted)\b"
_OWN_CITATION = re.compile(
    rf"(?:(?<=[.?!])|(?<=[.?!]\))) (?!{_EVENT})"
    rf"(?:(?!{_SEASON}(?:19|20)\d\d\.?$)[A-Z][A-Za-z]*\.? ){{1,6}}"
    r"(?P<year>(?:19|20)\d\d)(?:; ?\d[\d():]{0,20}(?:[ –-]\d{1,6})?)?\.?$"
)
"""Where the document appeared, as Wiley sets that before its notice ("Cancer 2016. © 2016 ...").

Behind a month alone a year is a date of the text; with a volume it is not.
"""

_BEFORE_MARK = 45
"""What stands in every notice, and how far behind its opening."""

_STARTS = (
    "The|This|These|In|A|An|It|We|Our|There|To|As|For|With|While|When|Although|Since|Despite|Because|During|From"
    "|On|Background|Objectives?|Aims?|Purpose|Introduction|Context|Importance|Rationale|Methods?|Problem"
    "|Question|Questions|Issue|Design|Setting|Goals?|Hypothesis|Summary|Significance"
)
_NO_LABEL = (
    "Expressionis|Art|Paint|Algebra|Syntax|Interpretation|Meaning|Data|State|Concept|Think|Reason|Noun|Word"
)
"""What is called abstract, in a sentence that begins with a name."""

_BEFORE = re.compile(
    r"\s*(?:Copyright ?)?(?:©|\([cC]\)) ?(?:Copyright )?(?:by )?(?=[^\n]{0,100}(?:19|20)\d\d\b)"
    rf"(?:(?!{_PROSE.pattern})[^\n.]){{4,100}}?"
    r"\b(?:Ltd|Inc|LLC|Limited|GmbH|B\.V|Elsevier|Springer|Wiley|IEEE|ACM|SAGE|Press|Society|Association|Authors?"
    r"(?:\(s\))?|Union|College|University|Institute|Publications|Group)\.\s+"
    r"(?:Published by [^.\n]{2,60}\.\s+)?(?:All rights reserved\.\s*)?(?=(?!All rights)[A-Z][^\n]{100})"
)
"""A notice before an abstract: one sentence that ends with the holder, and a text that goes on."""

_RUN_ON = re.compile(
    rf"\s*(?:Copyright ?)?(?:©|\([cC]\)) ?{_YEAR}(?:(?!{_PROSE.pattern}|\.\s)[^\n]){{4,160}}?"
    r"(?<=[^\W\d_]{3})\.(?=[A-Z][^\n]{100})"
)
"""A notice that an abstract follows without a blank, as Web of Science writes those of MEDLINE."""

_LABEL = re.compile(
    r"(?:Abstract|ABSTRACT|Summary|SUMMARY)"
    rf"(?:\s*[:.–—-](?![.\w])\s*(?=\S)|\s+(?=(?:{_STARTS})\b)|(?=[A-Z][a-z]))"
    rf"|(?:Abstract|ABSTRACT)\s+(?=(?!{_NO_LABEL})[A-Z][a-z]+(?:['’]s)?(?: [a-z(]|, ))"
    r"|Publisher Summary:?\s+(?=[A-Z])"
    r"|<正>\s*(?=\S)"
)


def without_notices_around(abstracts: Sequence[str], repairs: Repairs) -> list[str]:
    """The abstracts without notices behind and labels before them; the notes count those that had some."""
    return [_bare(text, repairs) if _may_have_some(text) else text for text in abstracts]


def without_vendors(paragraphs: list[str], repairs: Repairs) -> list[str]:
    """The paragraphs; of several, as in two languages, each without the words of a vendor behind it."""
    if len(paragraphs) < 2 or not any("[ABSTRACT" in text or "Database Rec" in text for text in paragraphs):
        return paragraphs
    kept = list(filter(None, map(_without_vendor, paragraphs)))
    repairs[NOTICE_LEFT_OUT] += kept != paragraphs
    return kept


def _may_have_some(text: str) -> bool:
    start = text[:7]
    if start in ("Abstrac", "ABSTRAC", "Summary", "SUMMARY", "Publish", "Copyrig") or text.startswith(
        ("©", "(c)", "(C)", "<正>")
    ):
        return True
    end = text[-LONGEST:]
    return (
        "©" in end
        or "opyright" in end
        or "(C)" in end
        or "(c)" in end
        or "eserved" in end
        or "ABSTRACT" in end
        or "Database Record" in end
        or "Published by" in end
        or "COPYRIGHT" in end
        or "dissertation citations" in end
        or "Competing Interest S" in text
    )


def _bare(text: str, repairs: Repairs) -> str:
    labelled = _LABEL.match(text)
    if labelled:
        text = text[labelled.end() :]
        repairs[LABEL_LEFT_OUT] += 1
    if "Competing Interest S" in text and (stated := _STATEMENTS.search(text)):
        text = text[: stated.start()]
        repairs[STATEMENTS_LEFT_OUT] += 1
    whole = text
    before = _BEFORE.match(text) or _RUN_ON.match(text)
    text = text[before.end() :] if before else text
    for _ in range(MOST_NOTICES):
        shorter = _without_last(text)
        if shorter == text:
            break
        text = shorter
    if text != whole and (cited := _OWN_CITATION.search(text, max(0, len(text) - _LONGEST_CITATION))):
        is_its_own = ";" in cited.group() or cited["year"] in whole[len(text) :]
        text = text[: cited.start()] if is_its_own else text
    repairs[NOTICE_LEFT_OUT] += text != whole
    return text


def _without_last(text: str) -> str:
    """The text without the notice at its end, if there is one."""
    if text.rstrip(" .")[-1:] in (")", "]") or _VENDOR_CUT_SHORT.search(text, max(0, len(text) - 100)):
        shorter = _without_vendor(text)
        if shorter != text:
            return shorter
    mark = _MARK.search(text, max(0, len(text) - LONGEST))
    for found in _RIGHTS.finditer(text, max(0, mark.start() - _BEFORE_MARK)) if mark else ():
        notice = text[found.start() :]
        is_plain = len(notice) <= _LONGEST_PLAIN or _SENTENCE_OF_A_LICENCE.search(notice)
        if is_plain and not _PROSE.search(notice):
            return _STOP_AND_COMMA.sub(r"\1", text[: found.start()].rstrip())
    return text


def _without_vendor(text: str) -> str:
    found = _VENDORS.search(text, max(0, len(text) - 3 * LONGEST))
    return text[: found.start()].rstrip() if found else text
