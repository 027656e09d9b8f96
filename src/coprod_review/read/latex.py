"""LaTeX in BibTeX values as plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from coprod_review.read.entries import Repairs

_COMBINING = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
_SYMBOLS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å",
    "l": "ł",
    "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "textbackslash": "\x04", "&": "&",
    "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘",
    "textquotedblleft": "“",
    "textquotedblright": "”", "textasciitilde": "\x05", "textasciicircum": "^", "textregistered": "®",
    "copyright": "©",
    "texttrademark": "™", "textbraceleft": "\x01", "textbraceright": "\x02",
    "textdegree": "°", "degree": "°", "textunderscore": "_", "textgreater": ">",
    "textless": "<", "ldots": "…", "dots": "…", "textquotesingle": "\x06", "textasciigrave": "\x07",
    "textbar": "|", "textbullet": "•", "cprime": "\x06", "cdprime": '"',
}  # fmt: skip

_BRACED_ACCENT = re.compile(r"\{\\([`'^~=.\"])\s*(?:\{\\?([A-Za-z])\s*\}|\\?([A-Za-z]))\s*\}")
_BARE_ACCENT = re.compile(r"\\([`'^~=.\"])\s*(?:\{\\?([A-Za-z])\s*\}|(?:\\([ij])(?![A-Za-z])\s?|([A-Za-z])))")
_LETTER_ACCENT = re.compile(r"\\([uvHcdbrk])(?:\s*\{\\?([A-Za-z])\s*\}|\s+([A-Za-z]))")
_QUOTE_OPENED = re.compile(r"(?:(?<=[\s(\[{/–—-])|^)\{''\}(?=\w)")
"""What Web of Science writes for the straight sign that closes quotations, where it opens one."""

_TABBING_ACCENT = re.compile(r"\\a(?=[`'=])")
"""The a before accents in tables of LaTeX, where the bare accents are stops of tabs."""

_SYMBOL = re.compile(
    r"\\("
    + "|".join(sorted((k for k in _SYMBOLS if k.isalpha()), key=len, reverse=True))
    + r")(?![A-Za-z])(?:\{\}|\s(?=[A-Za-z])|(?<=\S\\text(?:en|em)dash)\s(?=\d)|\s*(?=\}))?"
)
_KERN = re.compile(r"\\m?kern\s{0,3}-?(?:\d{1,4}\.?\d{0,4}|\.\d{1,4})\s{0,3}(?:mu|em|ex|pt)\s?")
_ONLY_KERN = re.compile(r"\{?\$\s{0,3}(?:\\m?kern\s{0,3}-?[\d.]{1,9}\s{0,3}(?:mu|em|ex|pt)\s{0,3}){1,9}\$\}?")
"""Hair spaces, which word processors set around signs; a formula of nothing else."""

_NAMED = re.compile(r"\\(text(?:endash|emdash|quote(?:right|left|dblleft|dblright)))(?:\{\}|\s(?=\w))?")
_ESCAPED = re.compile(r"\\([&%$#_{} ])")
_ESCAPED_ALONE = re.compile(r"\\[&%#_ ]")
"""What is escaped and means nothing else without its backslash."""

_KEPT_APART = "\x01\x02\x03\x04\x05\x06\x07"
_SIGNS = str.maketrans(_KEPT_APART, "{}$\\~'`")
"""Signs that were written out, kept apart from those that LaTeX reads until it has been read."""

UNKNOWN = "unknown LaTeX macros whose names stand in the text"

_SIGNS_OF_LATEX = (("{", "{"), ("}", "}"), ("\\", "\\"), ("$", "$"), ("~", "~"), ("`", "``"), ("'", "''"))
"""What is LaTeX, each after its first character, which is found in no time."""

_KEPT_BRACE = {"{": "\x01", "}": "\x02", "$": "\x03"}
_WORD = re.compile(r"\S+")
_HYPHENS = re.compile(r"(?<![-!])-{2,3}(?![->]|\{?\\textgreater)")
_DASHES = {"--": "–", "---": "—"}
_TIE = re.compile(r"(?<=[\w.])~(?=\w)")
_INLINE = re.compile(r"\\\(((?:(?!\\\()[^$\n]){1,2000}?)\\\)")
_SCRIPT = re.compile(r"(?<!\\)[_^]")
_DEGREES = re.compile(r"\^\s*(?:\{\s*\\circ\s*\}|\\circ(?![A-Za-z]))")
_MATH = re.compile(r"\$(?=[^$]{0,2}\$|[^$]*[\\^_{}=<>])[^$]{1,2000}\$")
_ADDRESS = re.compile(r"\\url\s*\{([^{}]*)\}|\\href\s*\{[^{}]*\}\s*\{([^{}]*)\}")
_BOX = re.compile(r"\\[mhf]box\s*(\{[^{}]*\})")
"""Words within a formula, as a macro sets them that takes no formula."""

_AS_TEXT = str.maketrans("&%#_~^", "\ue000\ue001\ue002\ue003\ue004\ue005")
_AS_WRITTEN = str.maketrans("\ue000\ue001\ue002\ue003\ue004\ue005", "&%#_~^")
_MAX_DEPTH = 60
_SWITCH_WORDS = """
allowbreak bf bfseries boldmath break cal displaystyle em footnotesize hfill hfil huge Huge it itshape large
Large LARGE left limits linebreak mathstrut md mdseries newline nobreak noindent nolimits normalfont
normalsize null protect relax right rm rmfamily sc scriptsize scriptstyle scshape selectfont sf sffamily sl
slshape small smash strut textstyle tiny tt ttfamily unboldmath up upshape vphantom
"""
_ALTERNATIVES = frozenset({"or", "and", "her", "she", "him", "hers"})
"""Words behind a backslash that is meant for a slash ("and\\or")."""

_SWITCHES = frozenset(_SWITCH_WORDS.split())
"""Macros that print nothing of their own."""


def plain(text: str, repairs: Repairs | None = None) -> str:
    """The text without LaTeX: accents and symbols as characters, braces gone, commands by what they print.

    Sub- and superscripts stand in the line, as they do where HTML marks them. Macros that nobody defined
    leave their names, which `repairs` counts. Common forms are resolved here; what else begins with a
    backslash goes to pylatexenc, and stays as it is where that cannot read it.
    """
    return without_latex(text, repairs) if signs_of(text) else text


def without_latex(text: str, repairs: Repairs | None = None) -> str:
    """As `plain`, of a text in which a sign of LaTeX stands."""
    if "\\" in text:
        n = text.count("\\")
        if n == len(_ESCAPED_ALONE.findall(text)):
            text = text.replace("\\", "")
        elif n == len(_ESCAPED.findall(text)):
            text = _ESCAPED.sub(_kept, text)
    if "\\" in text:
        text = _INLINE.sub(r"$\1$", text) if "\\(" in text else text
        text = _ADDRESS.sub(lambda m: m.group(1) or m.group(2) or "", text)
        text = _KERN.sub("", _ONLY_KERN.sub("", text)) if "kern" in text else text
        text = _BOX.sub(r"\1", text) if "box" in text else text
        text = _TABBING_ACCENT.sub(r"\\", text) if "\\a" in text else text
        text = _BRACED_ACCENT.sub(_accented, text)
        text = _BARE_ACCENT.sub(_accented, text)
        text = _LETTER_ACCENT.sub(_accented, text)
        text = _SYMBOL.sub(lambda m: _SYMBOLS[m.group(1)], text)
        text = _ESCAPED.sub(_kept, text)
    if "$" in text and not _MATH.search(text):
        text = text.replace("$", "\x03")
    if "\\" in text or "$" in text:
        text, n_unknown = _rest(text)
        if n_unknown and repairs is not None:
            repairs[UNKNOWN] += n_unknown
    text = _QUOTE_OPENED.sub("``", text) if "{''}" in text else text
    text = text.replace("{", "").replace("}", "")
    text = text.replace("``", "“") if "`" in text else text
    text = text.replace("''", "”") if "'" in text else text
    if "~" in text:
        text = _TIE.sub(" ", text)
    return text.translate(_SIGNS) if any(map(text.__contains__, _KEPT_APART)) else text


def with_named_signs(text: str) -> str:
    """A text of another format in which a program left dashes and quotation marks by their names in LaTeX."""
    return _NAMED.sub(lambda m: _SYMBOLS[m.group(1)], text)


def signs_of(text: str) -> tuple[str, ...]:
    """The signs of LaTeX that stand in a text."""
    return tuple([sign for first, sign in _SIGNS_OF_LATEX if first in text and sign in text])


def with_dashes(text: str) -> str:
    """The text with the dashes that LaTeX writes as two or three hyphens, except in addresses."""
    return _WORD.sub(_with_dashes, text) if "--" in text else text


def _with_dashes(word: re.Match[str]) -> str:
    written = word.group()
    if "--" not in written or "://" in written:
        return written
    return _HYPHENS.sub(lambda found: _DASHES[found.group()], written)


@lru_cache(maxsize=4096)
def _rest(text: str) -> tuple[str, int]:
    """What pylatexenc makes of the text, and how many macros left their names in it.

    Outside formulas, signs such as % and & are text and no LaTeX.
    """
    if text.count("\\") > 5000 or _depth(text) > _MAX_DEPTH:
        return text, 0
    start = 0
    parts = []
    for formula in _MATH.finditer(text):
        parts += [text[start : formula.start()].translate(_AS_TEXT), _in_line(formula.group())]
        start = formula.end()
    parts.append(text[start:].translate(_AS_TEXT))
    latex_to_text, errors, unknown = _parser()
    unknown.clear()
    try:
        found = latex_to_text("".join(parts)).translate(_AS_WRITTEN)
    except errors:
        return text, 0  # broken LaTeX stays as it was written
    return (found, len(unknown)) if found.strip() else (text, 0)


def _in_line(formula: str) -> str:
    """A formula whose sub- and superscripts stand in the line, and a raised circle as the sign of degrees."""
    return _SCRIPT.sub("", _DEGREES.sub("°", formula))


@lru_cache(maxsize=1)
def _parser() -> tuple[Callable[[str], str], tuple[type[Exception], ...], list[str]]:
    """What reads LaTeX, the errors that it raises on broken LaTeX, and where it lists unknown macros."""
    from pylatexenc import latex2text  # noqa: PLC0415 - slow, and only rare LaTeX needs it
    from pylatexenc.latexwalker import LatexWalkerError  # noqa: PLC0415

    unknown: list[str] = []

    def kept(node: Any) -> str:
        name = _unknown_macro(node)
        unknown.extend([name] if name.strip("< ") else [])
        return name

    known = latex2text.get_default_latex_context_db()
    known.set_unknown_macro_spec(latex2text.MacroTextSpec("", simplify_repl=kept))
    parser = latex2text.LatexNodes2Text(
        latex_context=known, math_mode="text", keep_comments=True, strict_latex_spaces=False
    )
    errors = (ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError)
    return parser.latex_to_text, (LatexWalkerError, *errors), unknown


def _unknown_macro(node: Any) -> str:
    """What stands for a macro that nobody defined: its name, for a title without it may be another's.

    Nothing stands for one that switches fonts or spacing, or that does something to a group behind it.
    """
    if node.macroname == "<":
        return "<"
    if node.macroname in _ALTERNATIVES and node.parsing_state.s[node.pos - 1 : node.pos].isalpha():
        return f"\\{node.macroname}{node.macro_post_space}"
    behind = node.parsing_state.s[node.pos + node.len :]
    if node.macroname in _SWITCHES or not node.macroname.isalpha():
        return ""
    if behind.startswith("{") and not behind.startswith("{}"):
        return ""
    return str(node.macroname) + (" " if node.macro_post_space else "")


def _kept(match: re.Match[str]) -> str:
    return _KEPT_BRACE.get(match.group(1), match.group(1))


def _accented(match: re.Match[str]) -> str:
    letter = next(group for group in match.groups()[1:] if group)
    return unicodedata.normalize("NFC", letter + _COMBINING[match.group(1)])


def _depth(text: str) -> int:
    deepest = depth = 0
    for character in text:
        if character == "{":
            depth += 1
            deepest = max(deepest, depth)
        elif character == "}":
            depth -= 1
    return deepest
