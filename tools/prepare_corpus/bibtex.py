"""BibTeX as Zotero writes a reference library: protected capitals, LaTeX accents, extra facts in note."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from prepare_corpus.forms import family_and_given, first_and_last_page
from prepare_corpus.placement import Entry
from prepare_corpus.source import Facts

TYPES = {
    "article": ("article", "journal"),
    "review": ("article", "journal"),
    "chapter": ("incollection", "booktitle"),
    "conference": ("inproceedings", "booktitle"),
    "thesis": ("phdthesis", "school"),
    "report": ("techreport", "institution"),
    "book": ("book", "publisher"),
}
ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0308": '"',
    "\u030a": "r",
    "\u0327": "c",
}
LETTERS = {"ø": "{\\o}", "Ø": "{\\O}", "æ": "{\\ae}", "ß": "{\\ss}", "ł": "{\\l}", "ı": "{\\i}"}
SIGNS = {
    "–": "{\\textendash}",
    "—": "{\\textemdash}",
    "‘": "`",
    "’": "'",
    "“": "``",
    "”": "''",
    "‐": "-",
    "…": "...",
}
SPECIAL = {"&": "\\&", "%": "\\%", "#": "\\#", "_": "\\_", "$": "\\$"}
_CAPITAL_INSIDE = re.compile(r"(?<=[\s\-(:])([A-Z][A-Za-z]*)")
_PROSE_REFERENCE = re.compile(r"^[^,]+ [A-Z].*\(\d{4}\)$")


def export(entries: Iterable[Entry], *, cited_as: Mapping[str, Sequence[str]]) -> bytes:
    """The file, entries parted by an empty line."""
    return "\n".join(_item(entry, cited_as) for entry in entries).encode("utf-8")


def _item(entry: Entry, cited_as: Mapping[str, Sequence[str]]) -> str:
    facts = entry.facts
    kind, container_field = TYPES[facts.type]
    first, last = first_and_last_page(facts.pages)
    fields = [
        ("title", _CAPITAL_INSIDE.sub(r"{\1}", _latex(facts.title))),
        ("volume", _latex(facts.volume)),
        ("url", facts.link),
        ("doi", facts.doi),
        ("abstract", _latex(facts.summary)),
        ("language", {"sv": "sv", "it": "it", "pt": "pt"}.get(facts.language, "")),
        ("number", _latex(facts.issue)),
        (container_field, _latex(facts.container)),
        ("author", " and ".join(_author(name) for name in facts.authors)),
        ("year", str(facts.year or "")),
        ("note", _note(facts, cited_as)),
        ("keywords", ", ".join(_latex(word).replace(",", "") for word in facts.keywords)),
        ("pages", f"{first}--{last}" if last else first),
    ]
    lines = [f"@{kind}{{{entry.accession},"]
    lines += [f"\t{name} = {{{value}}}," for name, value in fields if value]
    return "\n".join([*lines, "}", ""])


def _author(name: str) -> str:
    """ "Family, Given"; a corporate author is braced, so that no reader takes it apart."""
    family, given = family_and_given(name)
    return f"{_latex(family)}, {_latex(given)}" if given else f"{{{_latex(family)}}}"


def _note(facts: Facts, cited_as: Mapping[str, Sequence[str]]) -> str:
    """The works that the page showed this report to cite, as a library keeps what no field is for."""
    references = [
        next((f for f in cited_as[key] if _PROSE_REFERENCE.match(f)), cited_as[key][-1])
        for key in facts.cited
    ]
    return _latex(f"References: {'; '.join(references)}") if references else ""


def _latex(text: str) -> str:
    return "".join(
        SPECIAL.get(letter) or SIGNS.get(letter) or LETTERS.get(letter) or _accented(letter)
        for letter in text
    )


def _accented(letter: str) -> str:
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if not marks or marks[0] not in ACCENTS:
        return letter
    command = ACCENTS[marks[0]]
    return f"{{\\{command}{{{base}}}}}" if command.isalpha() else f"{{\\{command}{base}}}"
