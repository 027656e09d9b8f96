"""How two akin titles differ in their words: by numbers, an opposite, another word or added words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from coprod_review.dedupe.forms import STOP_WORDS
from coprod_review.dedupe.numbering import FEW_WORDS, may_number, numbering_differs, numbering_is_one_sided
from coprod_review.dedupe.spelling import are_reworded, are_turned, long_numbers, other_words, with_grouped

VARIANT = 78.0
"""Similarity from which two words are one word with a typing error, in another spelling or number."""

_SCANNED = re.compile(r"(?=(?:[01]*[a-z]){3})[a-z]+[01]{1,2}[a-z]+")
"""A word of three letters and more with a digit in its midst that a scanner takes for a letter."""

_YEAR = re.compile(r"(?:19|20)\d\d")

MOST_WORDS = 3
MIN_VARIANT_LETTERS = 4
MIN_PREFIX_LETTERS = 3

_OPPOSITES = """
    men women; man woman; male female; males females; boys girls; mothers fathers; maternal paternal;
    adult child; adults children; adult pediatric; adult paediatric; adults adolescents; children
    adolescents; inpatient outpatient; inpatients outpatients; acute chronic; vivo vitro; left right;
    upper lower; benign malignant; primary secondary; positive negative; early late; short long; high low;
    anterior posterior; systolic diastolic; hypertension hypotension; hyperthyroidism hypothyroidism;
    hyperglycemia hypoglycemia; hyperglycaemia hypoglycaemia; increase decrease; increased decreased;
    increases decreases; with without; before after; pre post; intra inter; internal external; nurses
    doctors; nurses physicians; patients caregivers; patients carers; students teachers; urban rural;
    quantitative qualitative; rats mice; cats dogs; human animal; preoperative postoperative; prenatal
    postnatal; antenatal postnatal; day night; morning evening; summer winter; spring autumn; north south;
    east west; northern southern; eastern western; old young; older younger; first second; development
    validation; derivation validation; sectional longitudinal; prospective retrospective; crossover
    parallel; cohort sectional; control sectional; more less; more fewer; for against; superior inferior;
    import export; ascending descending
"""
_OPPOSITES_BY_WORD: dict[str, set[str]] = {}
for _one, _other in (pair.split() for pair in _OPPOSITES.split(";")):
    _OPPOSITES_BY_WORD.setdefault(_one, set()).add(_other)
    _OPPOSITES_BY_WORD.setdefault(_other, set()).add(_one)
_NEGATIONS = frozenset(("non", "un", "in", "im", "dis", "anti"))

_PREFIXES = """
    macro micro; hyper hypo; ab ad; af ef; endo exo; endo ecto; intra extra; intra inter; intro extro; pre
    post; pre peri; pre inter; peri post; ante post; ante peri; mono poly; mono multi; uni multi; uni bi;
    over under; up down; in ex; in out; im ex; im em; sub super; sub supra; infra supra; homo hetero; iso
    hetero; allo auto; brady tachy; oligo poly; an cat; ana cata; eu dys; retro antero; retro pro; pro
    anti; pro contra; cis trans; ipsi contra; maxi mini; neo post; meta ortho; meta para; ortho para
"""
_OPPOSITE_PREFIXES = tuple(frozenset(pair.split()) for pair in _PREFIXES.split(";"))
"""Beginnings that make two words of one, each the other's counterpart."""

MOST_PREFIX_LETTERS = max(len(prefix) for pair in _OPPOSITE_PREFIXES for prefix in pair)
MIN_STEM_LETTERS = 4

_DENYING = """
    no not non cannot cant dont doesnt didnt isnt arent wasnt werent wont never neither nor none nothing
    nobody without lack lacks lacking lacked absence absent fail fails failed failure unlike hardly
    scarcely against less fewer more ohne kein keine keinen nicht sans pas jamais sin ningun ninguna nunca
    sem nao senza nessun nessuna niet geen zonder ikke ingen uten inte inga utan
"""
_DENIALS = frozenset(_DENYING.split())
"""Words that turn what a title says into its contrary, or weigh it the other way."""


THOUSANDS = 3
"""The digits of a group, where spaces or points part them."""


class Differences(NamedTuple):
    """What two titles do not share.

    `numbers`: both carry numbers or numerals, and other ones. `one_sided`: one carries a number that the
    other lacks. `opposed`: a word of one stands against its opposite in the other. `substituted`: each
    has a content word that is no variant of one of the other's. `added`: just one has further content
    words. `subtitled`: more than a few of them, and no word in the other's place. `dated`: one names a
    year that the other lacks. `reworded`: they differ in more than the spelling of words, articles and
    "and", or in the order of words. `denied`: a word of denial, or "more" or "less", stands in only one,
    and not in a subtitle that it has more.
    """

    numbers: bool
    one_sided: bool
    opposed: bool
    substituted: bool
    added: bool
    subtitled: bool
    dated: bool
    reworded: bool
    denied: bool


ALIKE = Differences(*[False] * len(Differences._fields))
"""Two titles of the same words."""

IN_OTHER_WORDS = ALIKE._replace(substituted=True, reworded=True)


def differences(a: Sequence[str], b: Sequence[str]) -> Differences:
    """How the words of two titles differ; words are plain, as `forms.words_of` gives them.

    Titles that differ in more than MOST_WORDS words on both sides are told to be in other words and no more.
    """
    a, b = _as_meant(a, b)
    left, right = _apart(a, b)
    contents = _contents(left), _contents(right)
    here, there = _have_unmatched(*contents)
    if here and there and min(map(len, contents)) > MOST_WORDS:
        return IN_OTHER_WORDS
    rest, others = other_words(a, b, left, right)
    numbered = any(map(may_number, left)) or any(map(may_number, right))
    one_sided = numbered and numbering_is_one_sided(a, b)
    return Differences(
        numbers=numbered and numbering_differs(a, b),
        one_sided=one_sided,
        opposed=bool(rest or others)
        and sorted("".join(left)) != sorted("".join(right))
        and _oppose(left, right),
        substituted=here and there,
        added=here != there,
        subtitled=here != there and not (left and right) and abs(len(a) - len(b)) > FEW_WORDS,
        dated=one_sided and any(map(_YEAR.fullmatch, (*left, *right))),
        reworded=are_reworded(rest, others) or are_turned(a, b, left, right),
        denied=_DENIALS.isdisjoint(rest) != _DENIALS.isdisjoint(others) and not _has_subtitle(a, b),
    )


def numbers_apart(a: Sequence[str], b: Sequence[str], *, letters: str | None = None) -> bool:
    """Whether both titles carry numbers, and other ones (`numbering_differs`), whatever else they say."""
    return numbering_differs(*_as_meant(a, b), letters=letters)


def _as_meant(a: Sequence[str], b: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The titles, digits in groups as one number and scanned letters as such, where the other has them so."""
    left, right = _apart(a, b)
    for_a, for_b = long_numbers(right), long_numbers(left)
    if for_a or for_b:
        a, b = with_grouped(a, for_a), with_grouped(b, for_b)
        left, right = _apart(a, b)
    if any(not word.isalpha() and not word.isdigit() for word in (*left, *right)):
        return _read_as(a, {*b}, right), _read_as(b, {*a}, left)
    return a, b


def _has_subtitle(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether one title goes on for more than a few words where the other ends."""
    short, long = sorted((list(a), list(b)), key=len)
    return len(long) - len(short) > FEW_WORDS and long[: len(short)] == short


def _apart(a: Sequence[str], b: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that the one has more often than the other, and the other more often than the one."""
    here, there = {*a}, {*b}
    if len(here) == len(a) and len(there) == len(b):
        return sorted(here - there), sorted(there - here)
    return _more(a, b)


def _more(a: Sequence[str], b: Sequence[str]) -> tuple[list[str], list[str]]:
    here, there = Counter(a), Counter(b)
    return sorted(here - there), sorted(there - here)


def _contents(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in STOP_WORDS and len(word) > 1]


def _oppose(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether a word of one title stands against its opposite or counterpart in the other."""
    return (
        _has_opposite(left, right)
        or _has_opposite(right, left)
        or any(_are_counterparts(word, other) for word in left for other in right)
    )


def _has_opposite(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether a word stands against its opposite, or against itself denied, among the others."""
    for word in words:
        if any(opposite in others for opposite in _OPPOSITES_BY_WORD.get(word, ())):
            return True
        for negation in _NEGATIONS:
            if (
                word.startswith(negation)
                and len(word) > len(negation) + 3
                and word[len(negation) :] in others
                and negation not in others
            ):
                return True
    return False


def _are_counterparts(word: str, other: str) -> bool:
    """Whether two words are one but for beginnings that are each other's counterpart ("abduct", "adduct")."""
    if word[-MIN_STEM_LETTERS:] != other[-MIN_STEM_LETTERS:] or word == other:
        return False
    for size in range(1, min(len(word) - MIN_STEM_LETTERS, MOST_PREFIX_LETTERS) + 1):
        begun = len(other) - (len(word) - size)
        if begun > 0 and word[size:] == other[begun:] and {word[:size], other[:begun]} in _OPPOSITE_PREFIXES:
            return True
    return False


def _read_as(words: Sequence[str], others: set[str], unlike: Sequence[str]) -> list[str]:
    """The words, those that a scanner filled with digits read as letters where the other title has them.

    "c1inical" is "clinical"; "p16" stays.
    """
    return [
        word if word.isalpha() or word.isdigit() or word in others else _letters_for(word, others, unlike)
        for word in words
    ]


def _letters_for(word: str, others: set[str], unlike: Sequence[str]) -> str:
    if _SCANNED.fullmatch(word):
        return word.replace("1", "l").replace("0", "o")
    for one in ("l", "i"):
        read = word.replace("1", one).replace("0", "o")
        if not read.isalpha():
            return word
        if read in others or any(other.isalpha() and _are_variants(read, other) for other in unlike):
            return read
    return word


def _have_unmatched(here: Sequence[str], there: Sequence[str]) -> tuple[bool, bool]:
    """Whether each of two titles has a word that is no variant of one of the other's, however divided."""
    joined_here, joined_there = "".join(here), "".join(there)
    if joined_here == joined_there or not (here and there):
        return bool(joined_here) and not there, bool(joined_there) and not here
    return (
        not all(_has_variant(word, there, joined_there) for word in here),
        not all(_has_variant(word, here, joined_here) for word in there),
    )


def _has_variant(word: str, others: Sequence[str], joined: str) -> bool:
    if len(word) >= MIN_VARIANT_LETTERS and word in joined:
        return True
    return any(_are_variants(word, other) for other in others)


def _are_variants(x: str, y: str) -> bool:
    short, long = (x, y) if len(x) <= len(y) else (y, x)
    if long.startswith(short):
        return len(short) >= MIN_PREFIX_LETTERS
    if len(short) == len(long) and sorted(short) == sorted(long):
        return True
    return len(short) >= MIN_VARIANT_LETTERS and ratio(x, y, score_cutoff=VARIANT) > 0
