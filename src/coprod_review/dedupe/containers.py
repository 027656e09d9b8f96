"""Whether two names of containers (journals, proceedings, books) are one, abbreviated or cut."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coprod_review.dedupe.forms import content_words, words_of

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


def container_words(container: str) -> tuple[str, ...]:
    """The content words of a container without qualifiers in brackets ("(Online)")."""
    bare = re.sub(r"[(\[][^)\]]*[)\]]?", " ", container)
    return content_words(words_of(bare) or words_of(container))


def containers_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool | None:
    """Whether two containers (content words) are one: equal, cut, abbreviated or by initials.

    None where either is unsaid, and where a name of one word is part of a longer one ("Circulation" and
    "Circulation Research" are two, "Thorax" and "Thorax London" one).
    """
    if not a or not b:
        return None
    short, long = sorted((a, b), key=lambda words: (sum(map(len, words)), words))
    if short == long or (len(short) > 1 and set(short) <= set(long)):
        return True
    if any(_is_acronym(x, of) for x, of in ((_bare(short), long), (_bare(long), short))):
        return True
    if len(short) == 1 and short[0] in long:
        return None
    return _abbreviates(short, long) or _share_most(short, long)


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


def _abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of `short` shorten those of `long` in their order.

    What follows in `long` may be more (a sponsor, a place); within, one of four words may be left out.
    """
    place = skipped = 0
    for word in long:
        if place == len(short):
            break
        if word[0] == short[place][0] and _shortens(short[place], word):
            place += 1
        else:
            skipped += 1
    return place == len(short) and place >= min(2, len(long)) and 4 * skipped <= len(short)


def _shortens(short: str, word: str) -> bool:
    letters = iter(word)
    return all(letter in letters for letter in short)
