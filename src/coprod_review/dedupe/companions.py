"""What stands before or behind an article's title in the title of a document about it, as data.

Both titles of a pair are known, so that the words that one has more can be read alone: "Clarification to"
before the very title of an article is a notice, and "Clarification of apple juice" is no such pair.
"""

from __future__ import annotations

import re

NOTICE, COMMENT, COMPANION = "notice", "comment", "companion"


def _any_of(words: str) -> str:
    """A pattern that matches each of some phrases, which semicolons part."""
    return "|".join(" ".join(phrase.split()) for phrase in words.split(";"))


_LEADS = _any_of("""
    a; an; the; this; authors?; publishers?; editors?; editorial; journal; temporary; permanent; partial;
    full; formal; official; online; web; electronic; e; brief; short; invited; linked; related;
    accompanying; expert; guest
""")
_LINKS = _any_of("on; of; for; to; from; about; re; regarding; concerning; accompanying; with")

_NOTICES = _any_of("""
    removal; retraction; withdrawal; reinstatement; republication; replacement; clarification; amendment;
    corrections?; corrigendum; corrigenda; erratum; errata; addendum; rectification; disclaimer; apology;
    notice; (?:expression|statement|notice) of (?:editorial )?[a-z]+(?: (?:and|or|of) [a-z]+)?; (?:notice
    of )?(?:duplicate|redundant|prior|dual) publication
""")
_COMMENTS = _any_of("""
    repl(?:y|ies); responses?; rejoinder; rebuttal; discussions?; critique; reader response; in response;
    in reply; comments?; commentary; commentaries; editorial; (?:discussion|closing|opening)
    (?:comments?|remarks)
""")
_SPOKEN_ABOUT = _any_of("""
    reflections; remarks; viewpoint; counterpoint; perspectives?; letter; correspondence; point; opinion;
    questions?; questions and answers; debate; afterword
""")
"""What comments begin with and what articles themselves end in ("...: a perspective")."""

_FORMS = "plain language|plain english|lay|easy read|patient|executive|visual|graphical|video|audio|clinical"
_COMPANIONS = _any_of(rf"""
    (?:(?:{_FORMS})
    )+(?:summary|summaries|abstract|synopsis|overview|highlights|digest|guide|version|podcast); summary;
    synopsis; digest; highlights; key points; at a glance; in brief; podcasts?; infographics?; webinar;
    slides; slide set; press release; animation; cme questions?; continuing education; journal club(?:
    critique)?; research highlights?; news and views; spotlight; appendix; appendices; annex; annexes;
    supplements?; (?:supplementary|supplemental|supporting|additional|extra|background)
    (?:materials?|data|information|files?|appendix|appendices|tables?|figures?|text|methods|content|documents?);
    (?:replication|source|raw|research) (?:data|files?|package|materials?|code); data ?sets?; data
    supplement; statistical analysis plan; technical (?:appendix|supplement); (?:open
    )?(?:(?:peer|reviewers?|referees?) )*(?:review|reviewers?|referees?) reports?; (?:open )?peer
    review(?: history| file| comments)?; decision letter; evaluation summary
""")
_REPORTED = _any_of(
    "videos?; interview; poster; cartoon; quiz; data; code; software; book review; review of the book"
)
"""What companions begin with and what articles themselves end in ("...: the video")."""

_PLAN_PARTS = "protocols?|rationale|design|methods?|methodology"
_PLAN = (
    r"(?=.*(?:protocol|rationale|(?:study|trial) (?:design|method)|(?:design|methods?) and))"
    rf"(?:(?:a|an|the) )?(?:(?:study|trial|research|review) )?(?:{_PLAN_PARTS})"
    rf"(?:(?: and| the| study| trial)* (?:{_PLAN_PARTS}))*"
)
_PLAN_OPENING = re.compile(rf"{_PLAN} (?:for|of)(?: (?:a|an|the))?|(?:(?:study|trial) )?protocol")
_PLAN_ENDING = re.compile(
    rf"{_PLAN}(?: (?:for|of)(?: (?:a|an|the))? [a-z ]{{0,60}}(?:trial|study|review|evaluation))?"
)
"""What the title of a plan has more; a design or a method alone is the subject of articles as well."""

_NOTED = r"(?: (?:notice|note|statement|announcement|letter|article))?"
_NUMBER = r"(?: (?:no )?(?:\d+|[ivx]+|[a-d]))?"
_NAMED = (
    r"(?: (?:the|this|our|an))?(?: (?:recent )?(?:article|paper|study|report|letter))?"
    r"(?: (?:entitled|titled))?"
)
_FOR = r"(?: for (?:the )?[a-z]+(?: (?:and|or) [a-z]+)?)?"

_OPENING = {
    kind: re.compile(rf"(?:(?:{_LEADS}) )*(?:{words}){_NOTED}{_NUMBER}(?: (?:{_LINKS}))?{_NAMED}")
    for kind, words in (
        (NOTICE, _NOTICES),
        (COMMENT, f"{_COMMENTS}|{_SPOKEN_ABOUT}"),
        (COMPANION, f"{_COMPANIONS}|{_REPORTED}"),
    )
}
_ENDING = {
    kind: re.compile(rf"(?:with )?(?:(?:{_LEADS}) )*(?:{words}){_NOTED}{_NUMBER}{_FOR}")
    for kind, words in ((NOTICE, _NOTICES), (COMMENT, _COMMENTS), (COMPANION, _COMPANIONS))
}
_CITED = re.compile(r"(?:19|20)\d\d\b.*\d")
"""The place of the article behind its title."""

MOST_LETTERS = 90
"""What is longer than this is no mark of kind."""


def kind_beside(one: str, other: str) -> str:
    """What a title is that is another title with more before or behind it: a kind, or nothing.

    Both titles are plain words; the kind is NOTICE, COMMENT or COMPANION.
    """
    short, long = sorted((one, other), key=len)
    if not short or short == long:
        return ""
    if long.startswith(f"{short} "):
        return _kind(long[len(short) + 1 :], _ENDING)
    place = long.find(f" {short}")
    if place < 0:
        return ""
    behind = long[place + len(short) + 1 :]
    cited = not behind or (behind.startswith(" ") and _CITED.search(behind) is not None)
    return _kind(long[:place], _OPENING) if cited else ""


def is_plan_beside(one: str, other: str) -> bool:
    """Whether a title is the other with words before or behind it that tell of the plan of a study."""
    short, long = sorted((one, other), key=len)
    before, found, behind = long.partition(short)
    if not (short and found and len(long) - len(short) <= MOST_LETTERS):
        return False
    if behind:
        return not before and _PLAN_ENDING.fullmatch(behind.strip()) is not None and behind[0] == " "
    return _PLAN_OPENING.fullmatch(before.strip()) is not None and before[-1:] == " "


def _kind(words: str, patterns: dict[str, re.Pattern[str]]) -> str:
    if len(words) > MOST_LETTERS:
        return ""
    return next((kind for kind, pattern in patterns.items() if pattern.fullmatch(words)), "")
