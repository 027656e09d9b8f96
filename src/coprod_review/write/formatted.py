"""Bibliographies in the styles of APA and NLM: what goes to the citation processor, and what comes from it.

The processor (pandoc's citeproc) takes CSL-JSON and gives pandoc's tree of a document, whose entries stand in
one division `refs`. Its time grows with the cube of the number of works where a style tells equal short
citations apart, as that of APA does. Works are therefore given in parts, cut between first authors, whose
citations can never be equal.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from coprod_review.pages.environment import stylesheet

Item = dict[str, Any]

PART = 80
"""About so many works go to the processor at once."""

UNPRINTED = ("abstract", "keyword", "note", "custom", "language", "genre")
"""What a formatted reference does not print; of genres only those below."""

PRINTED_GENRES = ("Editorial", "Letter", "Erratum", "Preprint")

WITHIN_ANOTHER = ("article-journal", "chapter", "paper-conference")
"""Kinds of works that stand within another; where that is unknown, its volume and pages tell nothing."""

SMALL_WORDS = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "und")
)

ACRONYMS = frozenset(("ACM", "ANZ", "IEEE", "JAMA", "JMIR", "PLOS", "UK", "US", "USA", "WHO"))

ARTICLE = re.compile(r"^(a|an|the)\s+", re.IGNORECASE)
"""What the order of works without an author passes over."""

LONGEST_ADDRESS = 200
"""Longer addresses are not printed."""

SESSION = re.compile(
    r"[?&;](?:jsessionid|phpsessid|session(?:_?id)?|sid|(?:access_?)?token|auth|sig(?:nature)?)="
    r"|/[A-Za-z0-9+=_]{60,}(?:[/?#]|$)",
    re.IGNORECASE,
)
"""What in an address holds for one visit alone: the name of a key, or a part that nobody can read."""

VOWELS = re.compile(r"[AEIOUYÅÄÖÜÉ]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A citation style: the name of its file, what it is called, and whether its entries are numbered."""

    file: str
    name: str
    title: str
    numbered: bool


STYLES = (
    Style(file="apa", name="apa", title="APA style, 7th edition", numbered=False),
    Style(file="nlm-citation-sequence", name="nlm", title="NLM style (Vancouver)", numbered=True),
)


def printed_items(csl_json: str) -> list[Item]:
    """The works of a CSL-JSON list as references print them, by author, year and title.

    Names of journals that an export shouts in capitals are written as another report writes them, else with
    capital first letters. Reports with no year come before others of their authors.
    """
    items = [_printed(item) for item in json.loads(csl_json)]
    known = {
        _key(name): name for item in items if (name := item.get("container-title")) and not name.isupper()
    }
    for item in items:
        name = item.get("container-title", "")
        if name.isupper():
            item["container-title"] = known.get(_key(name)) or unshouted(name)
    return sorted(items, key=_order)


def parts_of(items: Sequence[Item], style: Style) -> list[list[Item]]:
    """The works in parts that the processor may take one by one: a numbered style takes all at once."""
    if style.numbered:
        return [list(items)]
    parts: list[list[Item]] = []
    for item in items:
        alike = bool(parts) and _first(parts[-1][-1]) == _first(item)
        if parts and (alike or len(parts[-1]) < PART):
            parts[-1].append(item)
        else:
            parts.append([item])
    return parts or [[]]


def parts_as_json(items: Sequence[Item], style: Style) -> list[str]:
    """The same parts as the CSL-JSON that the processor takes."""
    return [json.dumps(part, ensure_ascii=False) for part in parts_of(items, style)]


def title_of(style: Style) -> str:
    """What a bibliography in the style is called."""
    return f"Included reports in {style.title}"


def joined_document(documents: Iterable[str], items: Sequence[Item], *, heading: str = "") -> str:
    """One tree of pandoc's from those of the parts, its entries in the order of the works."""
    place = {f"ref-{item['id']}": number for number, item in enumerate(items)}
    entries: list[tuple[tuple[Any, ...], Any]] = []
    version = None
    for document in documents:
        tree = json.loads(document)
        version = tree["pandoc-api-version"]
        for entry in _entries(tree["blocks"]):
            number = place[entry["c"][0][0]]
            entries.append(((*_group(items[number]), len(entries)), entry))
    ordered = [entry for _, entry in sorted(entries, key=lambda found: found[0])]
    blocks: list[Any] = [_division(ordered)] if ordered else [_paragraph("No report is included.")]
    if heading:
        blocks.insert(0, {"t": "Header", "c": [1, ["", [], []], [_words(heading)]]})
    return json.dumps({"pandoc-api-version": version, "meta": {}, "blocks": blocks}, ensure_ascii=False)


def page_of(entries: str, *, style: Style, n: int) -> str:
    """A page of its own around the entries, which are HTML of the processor."""
    title = title_of(style)
    lead = Markup("<p>{} included report{}, by author.</p>").format(n, "" if n == 1 else "s") if n else ""
    return str(
        Markup(
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
            "<style>\n{style}\n{own}</style>\n</head>\n"
            '<body><div class="page"><main id="content">\n<h1>{title}</h1>\n{lead}\n{entries}\n'
            "</main></div></body>\n</html>\n"
        ).format(
            title=title, style=Markup(stylesheet()), own=Markup(OWN_STYLE), lead=lead, entries=Markup(entries)
        )
    )


OWN_STYLE = (
    "main{max-width:46rem;margin:2rem auto;padding:0 1.2rem}h1{font-size:1.7rem}"
    ".csl-entry{margin:0 0 .6em;padding-left:2em;text-indent:-2em;overflow-wrap:anywhere}"
    ".csl-left-margin{display:inline-block;min-width:2.4em;text-indent:0}.csl-right-inline{display:inline;margin:0}\n"
)


def unshouted(name: str) -> str:
    """A name in capitals with capital first letters; acronyms and short single words stay."""
    if " " not in name and len(name) <= 5:
        return name
    words = re.split(r"([\s/&-]+)", name)
    return "".join(_word(word, first=place == 0) for place, word in enumerate(words))


def _word(word: str, *, first: bool) -> str:
    if word in ACRONYMS or (word.isalpha() and not VOWELS.search(word)):
        return word
    lower = word.lower()
    if lower in SMALL_WORDS and not first:
        return lower
    return re.sub(r"[^\W\d_]", lambda found: found[0].upper(), lower, count=1)


def _printed(item: Item) -> Item:
    kept = {name: value for name, value in item.items() if name not in UNPRINTED}
    if item.get("genre") in PRINTED_GENRES:
        kept["genre"] = item["genre"]
    if "DOI" in kept or not _is_lasting(kept.get("URL", "")):
        kept.pop("URL", None)
    if kept["type"] in WITHIN_ANOTHER and not kept.get("container-title"):
        kept = {name: value for name, value in kept.items() if name not in ("volume", "issue", "page")}
        kept["type"] = "document"
    return kept


def _is_lasting(address: str) -> bool:
    """Whether an address can be printed: short enough for that, and no key of a session or a user in it."""
    return len(address) <= LONGEST_ADDRESS and not SESSION.search(address)


def _order(item: Item) -> tuple[Any, ...]:
    return (*_group(item), _key(item.get("title", "")), item["id"])


def _group(item: Item) -> tuple[Any, ...]:
    """By authors and year; within a group the processor orders, for it gives the letters after the year."""
    authors = [
        (_key(name.get("family") or name.get("literal", "")), _initials(name.get("given", "")))
        for name in item.get("author", ())
    ]
    year = item.get("issued", {}).get("date-parts", [[0]])[0][0]
    return (authors or [(_key(ARTICLE.sub("", item.get("title", ""))), "")], year)


def _first(item: Item) -> str:
    family: str = _group(item)[0][0][0]
    return family


def _initials(given: str) -> str:
    return "".join(_key(part)[:1] for part in re.split(r"[\s.-]+", given))


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def _entries(blocks: Iterable[Any]) -> list[Any]:
    divisions = [block for block in blocks if block["t"] == "Div" and block["c"][0][0] == "refs"]
    entries = [entry for division in divisions for entry in division["c"][1]]
    for entry in entries:
        for block in entry["c"][1]:
            if block["t"] == "Para":
                block["c"] = _undated(block["c"])
    return entries


def _undated(words: list[Any]) -> list[Any]:
    """The words without a "Retrieved" that names no day: no export tells when a page was looked at."""
    for place, word in enumerate(words[:-2]):
        if word == {"t": "Str", "c": "Retrieved"} and words[place + 2]["t"] == "Link":
            return words[:place] + words[place + 2 :]
    return words


def _paragraph(text: str) -> Any:
    return {"t": "Para", "c": [_words(text)]}


def _words(text: str) -> Any:
    return {"t": "Str", "c": text}


def _division(entries: list[Any]) -> Any:
    return {"t": "Div", "c": [["refs", ["references", "csl-bib-body"], []], entries]}
