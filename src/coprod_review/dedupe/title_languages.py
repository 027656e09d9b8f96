"""Whether two titles are in two languages, by the small words of each."""

from __future__ import annotations

_ENGLISH_WORDS = """
    the of and in for with on to from by an at as is are their between among after before during what how who
    whose when where why which its our your
"""
_OTHER_WORDS = """
    der die das und bei von zur zum mit im eine einer eines einem fur auf aus nach uber wie
    le la les des du et dans chez une aux sur par pour au avec
    el los las del y en con por para una sobre entre su al
    il lo gli della delle dei degli nel nella nei negli dell di da
    o os dos em na nos nas e uma com ao
    het een van bij voor met door naar op zijn
    og av til pa hos som hva de den det ved etter om
    och att ar vid efter till
    w z i u oraz dla przy po sie
    v ve ile icin bir
"""
_ENGLISH, _OTHERS = frozenset(_ENGLISH_WORDS.split()), frozenset(_OTHER_WORDS.split())


def are_in_two_languages(one: str, other: str) -> bool:
    """Whether one of two plain titles is in English and the other is not.

    A title is in English if a small word of English stands in it and none of another language; it is not if
    a small word of another language does and none of English, or if its letters are not those of ASCII.
    """
    here, there = _is_english(one), _is_english(other)
    return here is not None and there is not None and here is not there


def are_in_english(one: str, other: str) -> bool:
    """Whether both of two plain titles are seen to be in English."""
    return _is_english(one) is True and _is_english(other) is True


def _is_english(title: str) -> bool | None:
    if not title.isascii():
        return False
    words = {*title.split()}
    english, others = not _ENGLISH.isdisjoint(words), not _OTHERS.isdisjoint(words)
    return None if english is others else english
