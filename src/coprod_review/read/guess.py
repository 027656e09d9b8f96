"""The encoding of text that is not UTF-8, by how often its letters occur in languages that are written so."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import log

SAMPLE = 1 << 16
FEWEST, FEWEST_KINDS = 8, 3
"""So many characters past ASCII and kinds of letters, at least, tell another encoding than cp1252."""

SURE_BY = 6.0
"""By how much, as a logarithm, the best encoding has to be likelier than cp1252 to be read as sure."""

CLEAR_BY = 3.0
"""By how much cp1252 has to be likelier than the others for its letters to be taken as right."""

RARE = 5e-4
"""How likely a letter is that a language does not have, or a sign that stands within a word."""

LEAST_LIKELY = -5.5
"""Less likely letters, on average, are those of no language here."""

_WESTERN = (
    "å25ä40ö30é2", "å20æ30ø40é2", "ä28ö17ü34ß15é1", "é50è9ê7à13ç4â3î2ô3û2ù2œ1ë1ï1", "á20é15í25ó28ñ10ú6ü1",
    "ã18á14â4à3ç15é12ê9í9ó7ô2õ5ú4", "à30è27é8ì8ò13ù13", "ä76ö22å1", "ë40é30ï20ö5ü5",
    "á12ð14þ7æ7ö9í15ó9ú6ý2é6", "à6á6â4ã4ä6å4æ3ç5è5é8ê4ë3ì2í6î2ï3ñ5ò3ó6ô3õ2ö6ø4ù2ú4û2ü6ý1ß2œ1",
)  # fmt: skip
_CENTRAL = (
    "ą14ć6ę16ł25ń4ó13ś10ź2ż12", "á18č8ď1é10ě13í24ň1ó1ř9š7ť1ú2ů5ý8ž8",
    "á20ä2č10ď2é9í14ľ5ĺ1ň2ó2ô2ŕ1š9ť6ú8ý9ž8", "á26é26í5ó11ö11ő9ú4ü6ű2", "č30ć22đ6š25ž17", "ă38â11î18ş17ţ15",
)  # fmt: skip
_TURKISH = ("ç10ğ9ı36ö8ş15ü16i̇1â1",)
_BALTIC = ("ą7č6ę3ė23į8š16ų19ū7ž11", "ā40č2ē17ģ1ī17ķ1ļ4ņ5š8ū5ž2")
_CYRILLIC = (
    "о110е85а80и74н67т63с55р47в45л44к35м32д30п28у26я20ы19ь17г17з16б16ч14й12х10ж9ш7ю6ц5щ4э3ф3ъ1ё1",
    "о94а72н65и61і57в54т51е50р46с42к36л36у33д31м29п28я25з23ь18б17г16ч14й14х12ц8ж8ї6ш7ю7є5щ4ф4",
)
_GREEK = ("α86ο81ι68ε67τ74σ47ν65η41υ42ρ42π40κ38μ33λ28ς45ω20γ17δ18θ12χ11φ9β7ξ5ζ4ψ2ά32έ27ή29ί35ό34ύ20ώ12ϊ1",)

_LANGUAGES = {
    "cp1252": _WESTERN, "mac_roman": _WESTERN, "cp850": _WESTERN, "cp1250": _CENTRAL, "iso8859_2": _CENTRAL,
    "cp1254": _TURKISH, "cp1257": _BALTIC, "cp1251": _CYRILLIC, "koi8_r": _CYRILLIC,
    "cp1253": _GREEK,
}  # fmt: skip

WHOLE_SCRIPTS = frozenset({"cp1251", "koi8_r", "cp1253"})
LEAST_LIKELY_OF_SCRIPTS = -3.5
"""The same where all letters of words are past ASCII, and so are likelier or those of another script."""

_SIGNS = frozenset("’‘“”–—…®©™°±×µ§«»·\xa0²³¹½¼¾€£•†¿¡´„‚")
_WITHIN_WORDS = frozenset("’‘“”–—·®™°×\xa0")
_LINE = re.compile(rb"[^\r\n]{0,4000}[\x80-\xff][^\r\n]{0,4000}")
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_RUNS = re.compile(rb"[\x80-\xff]{2,}")
_LONG_RUNS = re.compile(rb"[\x80-\xff]{3,}")
_HIGH = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding, and whether its letters can be taken as right."""

    encoding: str
    is_sure: bool


def guess(raw: bytes) -> Guess | None:
    """The likeliest encoding of bytes that are not UTF-8; None where no language here fits."""
    sample = b"\n".join(_LINE.findall(raw))[:SAMPLE]
    if (found := _of_pairs(sample)) and not _is_of_script(sample):
        return Guess(found, is_sure=True)
    if _SIGNS.issuperset(_characters(sample.decode("cp1252", "replace"))):
        return Guess("cp1252", is_sure=True)
    return _of_letters(sample)


def _of_letters(sample: bytes) -> Guess | None:
    """The encoding in which the letters are likeliest."""
    scores = {encoding: _score(sample, encoding) for encoding in _LANGUAGES}
    western, n = scores["cp1252"]
    best, (score, _) = max(scores.items(), key=lambda item: item[1][0])
    rivals = [other for name, (other, _) in scores.items() if not _is_same(sample, name, best)]
    ahead = score - max(rivals, default=-1e9)
    if _is_same(sample, best, "cp1252"):
        return Guess("cp1252", is_sure=ahead >= CLEAR_BY) if western / n > LEAST_LIKELY else None
    is_script = best in WHOLE_SCRIPTS
    n_in_runs, n_high = sum(map(len, _LONG_RUNS.findall(sample))), len(_HIGH.findall(sample))
    if score / n < (LEAST_LIKELY_OF_SCRIPTS if is_script else LEAST_LIKELY) or (
        not is_script and n_in_runs > n_high / 2
    ):
        return None
    n_kinds = sum(c.isalpha() for c in _characters(sample.decode(best, "replace")))
    if n < FEWEST or n_kinds < FEWEST_KINDS or score - western < SURE_BY:
        return Guess("cp1252", is_sure=False)
    return Guess(best, is_sure=ahead >= CLEAR_BY)


def _is_of_script(sample: bytes) -> bool:
    """Whether letters of a whole script are as likely as in its languages, though bytes fit into pairs.

    Words of KOI8-R open with the bytes that Chinese characters do.
    """
    return any(
        score >= LEAST_LIKELY_OF_SCRIPTS * n
        for score, n in (_score(sample, encoding) for encoding in sorted(WHOLE_SCRIPTS))
    )


def _is_same(sample: bytes, one: str, other: str) -> bool:
    return sample.decode(one, "replace") == sample.decode(other, "replace")


def _of_pairs(sample: bytes) -> str:
    """The encoding of Chinese, Japanese or Korean whose two bytes a character nearly all others are."""
    n_high = len(_HIGH.findall(sample))
    if n_high < 2 * FEWEST:
        return ""
    if _is_japanese(sample, "shift_jis"):
        return "cp932"
    if sum(map(len, _RUNS.findall(sample))) < 0.8 * n_high:
        return ""
    pairs: list[bytes] = _PAIR.findall(sample)
    is_beyond = sum(pair[1] > 0xA0 for pair in pairs) >= 0.97 * len(pairs)

    def opened(least: int, most: int) -> float:
        return sum(least <= pair[0] <= most for pair in pairs) / max(1, len(pairs))

    likely = {
        "euc_jp": is_beyond and _is_japanese(sample, "euc_jp"),
        "cp949": is_beyond and opened(0xB0, 0xC8) >= 0.9,
        "gb18030": is_beyond and opened(0xB0, 0xD7) >= 0.7,
        "big5": not is_beyond and opened(0xA4, 0xC6) >= 0.8,
    }
    return next((name for name, fits in likely.items() if fits and _fits(sample, name)), "")


def _is_japanese(sample: bytes, encoding: str) -> bool:
    if not _fits(sample, encoding):
        return False
    beyond = [c for c in sample.decode(encoding, "replace") if c > "\x7f"]
    n_kana = sum("\u3040" <= c <= "\u30ff" for c in beyond)
    n_written = n_kana + sum("\u4e00" <= c <= "\u9fff" or "\u3000" <= c <= "\u303f" for c in beyond)
    return n_kana >= 0.1 * len(beyond) and n_written >= 0.8 * len(beyond)


def _fits(sample: bytes, encoding: str) -> bool:
    """Whether all but a few bytes, as where the sample is cut, are of an encoding."""
    return sample.decode(encoding, "replace").count("\ufffd") <= max(2, len(sample) // 1000)


def _score(sample: bytes, encoding: str) -> tuple[float, int]:
    """How likely the characters past ASCII are in the language they fit best (a logarithm), and how many."""
    counted = _characters(sample.decode(encoding, "replace"))
    return max(_likelihood(counted, language) for language in _LIKELY[encoding]), counted.total()


def _characters(text: str) -> Counter[str]:
    """The characters past ASCII, in small letters; as "" what stands where letters of a word do not."""
    counted: Counter[str] = Counter()
    for found in re.finditer(r"[^\x00-\x7f]", text):
        character, at = found.group(), found.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if character.isalpha():
            is_odd = character.isupper() and before.islower()
        else:
            is_within = before.isalpha() and after.isalpha()
            is_odd = character not in (_WITHIN_WORDS if is_within else _SIGNS)
        counted["" if is_odd else character.lower()] += 1
    return counted


def _likelihood(counted: Counter[str], language: dict[str, float]) -> float:
    return sum(
        n * language.get(character, log(0.03) if character in _SIGNS else log(RARE))
        for character, n in counted.items()
    )


def _frequencies(written: str) -> dict[str, float]:
    weights = {letter: int(n) for letter, n in re.findall(r"(\D+)(\d+)", written)}
    total = sum(weights.values())
    return {letter: log(weight / total) for letter, weight in weights.items()}


_LIKELY = {encoding: [_frequencies(one) for one in languages] for encoding, languages in _LANGUAGES.items()}
