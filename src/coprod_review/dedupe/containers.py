"""Whether two names of containers (journals, proceedings, books) are one, abbreviated or cut."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coprod_review.dedupe.forms import content_words, words_of

_ARXIV = re.compile(r"arxiv(?:\.org|[\s,:]+(?:e-?prints?|preprints?)\b.*)", re.IGNORECASE)
"""How programs and Google Scholar call arXiv ("arXiv preprint arXiv:2301.01234v2")."""

_COMMON_NAMES = frozenset(
    {"journal", "annals", "archives", "review", "reviews", "international", "american", "european", "british"}
    | {"research", "science", "sciences", "proceedings", "conference", "bulletin", "letters", "studies"}
)
"""Words of so many containers that sharing them says little."""

_REGIONS = frozenset(
    {
        "american",
        "british",
        "european",
        "canadian",
        "australian",
        "scandinavian",
        "asian",
        "african",
        "indian",
    }
    | {"chinese", "japanese", "korean", "brazilian", "german", "french", "italian", "spanish", "nordic"}
)
"""Words that tell editions of one journal apart, and societies of one subject."""

_LEFT_OUT = """
    das den el il los las lo os en per fur fuer im zur van voor het della delle dei del di da do dos och og na
    pour para sur
"""
_SMALL_WORDS = frozenset(_LEFT_OUT.split())
"""Small words of other languages that abbreviations leave out, beside those that no content words are."""

_SUBTITLES = frozenset({"official", "journal", "zeitschrift", "revue", "rivista", "revista", "organ"})
"""What a subtitle of a journal begins with."""

_PLACE_NAMES = """
    amst amsterdam auckl auckland balt baltimore basel berl berlin berlino bethesda bost boston brux
    camb cambridge chic chicago cph copenhagen dordr dordrecht edinb edinburgh england engl firenze
    frankfurt glasg hamburg helsinki heidelb heidelberg koln kopenhagen lancaster larchmt leipz leipzig
    lisb lond london lyon madr madrid mil milano milwaukee minneap montreal mosc mosk moscow munch
    munchen netherlands newark oslo ottawa oxf oxford padova par paris phila philadelphia praha roma
    rome rotterdam ny nyc orlando stockh stockholm stuttg stuttgart sydney tokyo torino toronto turin
    usa uk venezia wars warsz warsaw warszawa wien washington wurzb zur zurich
"""
_PLACES = frozenset(_PLACE_NAMES.split())
"""Places behind the names of journals, as indexes write them to tell namesakes apart."""

FEWEST_OF_A_SUBTITLE = 4
FEWEST_OF_ANOTHER_NAME = 3
"""So many words before a name are the name in another language, not the region of its namesake."""

MOST_WITHOUT_A_GAP = 3
"""Of names of more words than these one in the midst may be left out."""

FEWEST_OF_A_MEETING = 5
"""Names of so many words are cut, or those of meetings, of which databases tell other words."""

MOST_OF_A_CONTRACTION = 5


def container_words(container: str) -> tuple[str, ...]:
    """The content words of a container without qualifiers in brackets ("(Online)"); arXiv has one name."""
    if container[:5].lower() == "arxiv" and _ARXIV.fullmatch(container):
        return ("arxiv",)
    bare = re.sub(r"[(\[][^)\]]*[)\]]?", " ", container)
    return content_words(words_of(bare) or words_of(container))


def containers_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool | None:
    """Whether two containers (content words) are one: equal, abbreviated word by word, or by initials.

    A word more makes another journal ("Lancet" and "Lancet Oncology"), unless it is the place of one
    ("Thorax London") or a subtitle of several words. None where either is unsaid, where they are in two
    scripts, and where that much follows a name of one word.
    """
    if not a or not b:
        return None
    short, long = sorted((_telling(a), _telling(b)), key=lambda words: (sum(map(len, words)), words))
    written, other = "".join(short), "".join(long)
    if written == other:
        return True
    if written.isascii() is not other.isascii():
        return None
    if any(_is_acronym(x, of) for x, of in ((_bare(short), long), (_bare(long), short))):
        return True
    return _agree_by_words(*sorted((short, long), key=len))


def _agree_by_words(few: tuple[str, ...], many: tuple[str, ...]) -> bool | None:
    """Whether two names, the one of fewer words first, are one word by word; None where that stays open."""
    if _are_one_name(few, many):
        return _with_more(few, many[len(few) :])
    more = len(many) - len(few)
    if more >= FEWEST_OF_ANOTHER_NAME and _are_one_name(few, many[more:]):
        return None
    if not more and _are_one_name(tuple(sorted(few)), tuple(sorted(many))):
        return None
    if len(few) >= FEWEST_OF_A_MEETING:
        return _share_most(few, many)
    return None if more == 1 and len(few) > MOST_WITHOUT_A_GAP and _lacks_one(few, many) else False


def _telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name without numbers and without the small words that abbreviations leave out."""
    last = len(words) - 1
    told = (
        word
        for place, word in enumerate(words)
        if not (word.isdigit() or word in _SMALL_WORDS or (word in "iey" and place < last))
    )
    return tuple(told) or words


def _are_one_name(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Whether a name begins with the words of another, each cut or shortened, but for a sole one."""
    if len(few) == 1:
        return few[0] == many[0]
    return all(map(_are_one_word, few, many))


def _with_more(name: tuple[str, ...], more: tuple[str, ...]) -> bool | None:
    """Whether a name with more words behind it is the same: these are a place, a subtitle, the name again.

    Any other word makes another name ("Lancet Oncology"), but for names so long that they are cut.
    """
    if not more:
        return True
    places = all(word in _PLACES for word in more)
    again = all(any(_are_one_word(word, other) for other in name) for word in more)
    subtitle = len(more) >= FEWEST_OF_A_SUBTITLE or more[0] in _SUBTITLES
    if not (places or again or subtitle or len(name) >= FEWEST_OF_A_MEETING):
        return False
    return True if len(name) > 1 else None


def _lacks_one(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Whether a name is the other without one word in its midst ("Cardio-Thoracic" as "Card")."""
    return any(_are_one_name(few, (*many[:place], *many[place + 1 :])) for place in range(1, len(few)))


def _share_most(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether two names share most words, of which at least one tells journals apart from others."""
    unlike = [word for word in short if not any(_is_beginning(word, other) for other in long)]
    beyond = [word for word in long if not any(_is_beginning(word, other) for other in short)]
    alike = len(short) - len(unlike)
    if _are_sections(unlike, beyond):
        return False
    telling = sum(word not in _COMMON_NAMES for word in short if word not in unlike)
    if not unlike:
        return telling >= 1 and alike >= 2
    return telling >= 2 and alike >= (2 if not beyond else max(3, 3 * len(unlike)))


def _are_sections(unlike: Sequence[str], beyond: Sequence[str]) -> bool:
    """Whether two journals of one name differ by region ("American volume") or by a letter or number."""
    if not (unlike and beyond):
        return False
    regions = any(word in _REGIONS for word in unlike) and any(word in _REGIONS for word in beyond)
    return regions or all(len(word) == 1 for word in (*unlike, *beyond))


def _is_beginning(word: str, other: str) -> bool:
    short, long = (word, other) if len(word) <= len(other) else (other, word)
    return long.startswith(short) and (len(short) > 2 or short == long)


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for w in words if not w.isdigit() and w not in ("proceedings", "proc", "journal"))


def _is_acronym(words: tuple[str, ...], of: tuple[str, ...]) -> bool:
    """Whether one word is made of the beginnings of all the others ("amcis", "pnas")."""
    if len(words) != 1 or len(of) < 2:
        return False
    word = words[0]
    return (
        _is_made_of_beginnings(word, _bare(of) or of)
        or _is_made_of_beginnings(word, of)
        or word == "".join(of)
    )


def _is_made_of_beginnings(word: str, of: tuple[str, ...]) -> bool:
    """Whether a word is the first letters of others in their order, one or two of each."""
    reached = {0}
    for other in of:
        reached = {
            place + n
            for place in reached
            for n in (1, 2)
            if len(other) >= n and word.startswith(other[:n], place)
        }
        if not reached:
            return False
    return len(word) in reached


def _are_one_word(one: str, other: str) -> bool:
    """Whether two words are one, cut ("scand") or, of up to five letters, shortened within ("natl")."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if long.startswith(short) or _begins(_plainer(short), _plainer(long)):
        return True
    letters = iter(long)
    within = short[0] == long[0] and all(letter in letters for letter in short)
    return within and 2 < len(short) <= MOST_OF_A_CONTRACTION < len(long)


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _plainer(word: str) -> str:
    """A word in American spelling, umlauts as one letter."""
    return word.replace("ae", "e").replace("oe", "e").replace("ue", "u")
