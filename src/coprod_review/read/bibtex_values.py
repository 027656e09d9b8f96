"""The values of one BibTeX entry: braces, quotes, numbers and macros, joined by "#"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from coprod_review.read.entries import EntryFault, Repairs

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
BIBTEX_MONTHS = {month: month for month in MONTHS}

UNEVEN = "uneven braces, the value read to the end of its line"

UNEVEN_FIELD = "uneven braces, the value read up to what reads as the next field"
HOLDS_FIELDS = "a value that holds what reads as further fields, perhaps for a brace that is missing in it"
"""Where an entry is closed as a whole, nobody knows which of its braces is wrong."""

UNDEFINED = "names that no @string defines, kept as they stand"

_HEAD = re.compile(r"[\s\ufeff]*@\s*([A-Za-z]\w*)\s*([{(])")
_KEY = re.compile(r"\s*+([^,={}\"\n]*+)(?:\s*+,|$|(?=\s*+[})]\s*+$))", re.MULTILINE)
_NAME = re.compile(r"[\s,]*+([^\s=,{}\"#()][^=,{}\"#\n]*+)\s*+=\s*+")
_PLAIN_HEAD = re.compile(r"[\s\ufeff]*@\s*+([A-Za-z]\w*+)\s*+\{\s*+([^,=\s{}\"]*+)\s*+,")
_FIELD_OF_LINE = re.compile(r"\n[ \t]*([A-Za-z][\w-]*)[ \t]*=[ \t]*")
_ESCAPED = re.compile(r"\\[\\{}]")
_NO_BRACES = bytes(byte for byte in range(256) if byte not in b"{}")
MAX_DEPTH = 4
_SIMPLE = re.compile(r"\{([^{}\\]*)\}(\s*(?:,|[})]\s*$|(?=\n)))")
_BARE = re.compile(r"[^\s,#{}\"]+")
_BRACES = re.compile(r"\\[\\{}]|[{}]")
_QUOTE = re.compile(r"\\.|[{}\"]")
_END = re.compile(r"[\s,]*+[})]?\s*+$")
_END_OF_LINE = re.compile(r"\}[ \t]*(?=,?[ \t]*\n\s*(?:[A-Za-z][\w-]*\s*=\s*[{\"\w]|[})]?\s*$))")
_FURTHER_FIELD = re.compile(
    r"\}\s*,\s*(?:author|editor|title|booktitle|journal|year|volume|number|pages|doi|abstract|keywords|publisher"
    r"|note|url|month|issn|isbn|language|document_type|type|source)\s*=\s*[{\"]",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s*#\s*")
_JOINED_FIELDS = frozenset({"keywords", "author_keywords", "author"})


def read_values(
    raw: str, line: int, *, macros: Mapping[str, str], repairs: Repairs
) -> tuple[str, str, dict[str, str]]:
    """The kind, the key and the values of an entry, names lower case, LaTeX as written.

    Of a field that stands twice the first counts, except that keywords and authors are joined. Raises
    EntryFault with the line where the text is no field.
    """
    head = _PLAIN_HEAD.match(raw)
    plain = _values_of_lines(raw[head.end() :], macros, repairs) if head else None
    if head and plain is not None:
        return head.group(1).lower(), head.group(2), plain
    head = _HEAD.match(raw)
    if not head:
        raise EntryFault("this is no BibTeX entry", remedy="correct the line that opens it")
    kind, at = head.group(1).lower(), head.end()
    key = ""
    found = _KEY.match(raw, at)
    if found and kind != "string" and not _NAME.match(raw, at):
        key, at = found.group(1).rstrip(), found.end()
    values: dict[str, str] = {}
    label, value_at = "", 0
    while not _END.match(raw, at):
        name = _NAME.match(raw, at)
        if not name:
            further = _END_OF_LINE.search(raw, at) if raw[value_at : value_at + 1] == "{" else None
            if not further:
                raise _fault("no field can be read here", raw, at, line)
            repairs[UNEVEN] += 1
            values[label], at = raw[value_at + 1 : further.start()], further.start() + 1
            continue
        label, value_at = name.group(1).strip().lower(), name.end()
        text, at = _value(raw, name.end(), line, macros, repairs)
        _set(values, label, text, repairs)
    return kind, key, values


def is_balanced(text: str) -> bool:
    """Whether each brace of a text that is not escaped has its counterpart in it.

    Braces in braces are taken out pair by pair; where they go deeper than a few, the answer is no.
    """
    if "{" not in text and "}" not in text:
        return True
    counted = _ESCAPED.sub("", text) if "\\" in text else text
    braces = counted.encode("utf-8", "surrogatepass").translate(None, _NO_BRACES)
    for _ in range(MAX_DEPTH):
        braces = braces.replace(b"{}", b"")
    return not braces


def _values_of_lines(raw: str, macros: Mapping[str, str], repairs: Repairs) -> dict[str, str] | None:
    """The values of fields that each begin a line, up to the brace that closes the entry.

    None where the text may be anything else: a line that looks like a field and stands in a value leaves the
    value before it open.
    """
    first, *parts = _FIELD_OF_LINE.split(raw.rstrip())
    if first.strip() or not parts or parts[-1][-1:] != "}":
        return None
    parts[-1] = parts[-1][:-1]
    values: dict[str, str] = {}
    own_repairs: Repairs = Counter()
    for name, written in zip(parts[::2], parts[1::2], strict=True):
        body = written.rstrip().removesuffix(",")
        text = body[1:-1] if _is_plain(body) else _one_value(body.rstrip(), macros, own_repairs)
        if text is None:
            return None
        label = name.lower()
        if label in values:
            _set(values, label, text, own_repairs)
        else:
            values[label] = text
    repairs.update(own_repairs)
    return values


def _is_plain(body: str) -> bool:
    """Whether a value stands in braces and holds no further ones."""
    last = len(body) - 1
    return body[:1] == "{" and body.find("}") == last and body.find("{", 1) < 0 and body[last - 1] != "\\"


def _one_value(written: str, macros: Mapping[str, str], own_repairs: Repairs) -> str | None:
    """The value that a text is; None where it is none, or more, or mended."""
    inner, ends = written[1:-1], (written[:1], written[-1:])
    if ends == ("{", "}") and inner[-1:] != "\\" and is_balanced(inner):
        return None if "}" in inner and _FURTHER_FIELD.search(inner) else inner
    if ends == ('"', '"') and '"' not in inner and inner[-1:] != "\\" and is_balanced(inner):
        return inner
    if written.isalnum():
        return _named(written, macros, own_repairs)
    repairs: Repairs = Counter()
    try:
        text, end = _value(written, 0, 0, macros, repairs)
    except EntryFault:
        return None
    if end != len(written) or repairs.keys() - {UNDEFINED}:
        return None
    own_repairs.update(repairs)
    return text


def _named(word: str, macros: Mapping[str, str], repairs: Repairs) -> str:
    """What a bare word stands for: the text that @string gave it, else itself."""
    text = macros.get(word.lower())
    if text is None and word.isidentifier():
        repairs[UNDEFINED] += 1
    return word if text is None else text


def _set(values: dict[str, str], label: str, text: str, repairs: Repairs) -> None:
    if label not in values or not values[label].strip():
        values[label] = text
    elif label in _JOINED_FIELDS:
        values[label] += (" and " if label == "author" else "; ") + text
    else:
        repairs["field given twice, the first kept"] += 1


def _value(raw: str, at: int, line: int, macros: Mapping[str, str], repairs: Repairs) -> tuple[str, int]:
    simple = _SIMPLE.match(raw, at)
    if simple:
        return simple.group(1), simple.end(1) + 1
    parts: list[str] = []
    while True:
        text, at = _part(raw, at, line, macros, repairs)
        parts.append(text)
        joined = _JOIN.match(raw, at)
        if not joined:
            return "".join(parts), at
        at = joined.end()


def _part(raw: str, at: int, line: int, macros: Mapping[str, str], repairs: Repairs) -> tuple[str, int]:
    opener = raw[at : at + 1]
    if opener == "{":
        end = _closing(raw, at)
        if end < 0:
            end = _end_of_line(raw, at, line)
            repairs[UNEVEN] += 1
        elif further := _FURTHER_FIELD.search(raw, at, end):
            is_of_entry = not raw[end + 1 :].strip()
            repairs[UNEVEN_FIELD if is_of_entry else HOLDS_FIELDS] += 1
            end = further.start() if is_of_entry else end
        return raw[at + 1 : end], end + 1
    if opener == '"':
        end = _closing_quote(raw, at, line)
        return raw[at + 1 : end], end + 1
    words = []
    while found := _BARE.match(raw, at):
        words.append(found.group())
        at = found.end()
        blank = re.match(r"[ \t]+(?=[^\s=,#{}\"]+[ \t]*(?:[,#\n}]|$))", raw[at : at + 200])
        if not blank:
            break
        at += blank.end()
    if not words and raw[at : at + 1] not in (",", "}", "\n", ""):
        raise _fault("no value can be read here", raw, at, line)
    if len(words) == 1:
        return _named(words[0], macros, repairs), at
    return " ".join(words), at


def _closing(raw: str, at: int) -> int:
    """Where the brace that is opened at `at` is closed; -1 where it never is."""
    depth = 0
    for found in _BRACES.finditer(raw, at):
        if found.group() == "{":
            depth += 1
        elif found.group() == "}":
            depth -= 1
            if depth == 0:
                return found.start()
    return -1


def _end_of_line(raw: str, at: int, line: int) -> int:
    """Where a value with unbalanced braces ends if its closing brace ends a line and a field follows."""
    found = _END_OF_LINE.search(raw, at)
    if not found:
        raise _fault("a brace is opened here and never closed", raw, at, line)
    return found.start()


def _closing_quote(raw: str, at: int, line: int) -> int:
    depth = 0
    for found in _QUOTE.finditer(raw, at + 1):
        if found.group() == "{":
            depth += 1
        elif found.group() == "}":
            depth -= 1
        elif found.group() == '"' and depth <= 0:
            return found.start()
    raise _fault("a quotation mark is opened here and never closed", raw, at, line)


def _fault(problem: str, raw: str, at: int, line: int) -> EntryFault:
    place = line + raw.count("\n", 0, at)
    return EntryFault(
        f"{problem}: line {place}, at {raw[at : at + 40].strip()!r}",
        remedy=f"correct braces, quotation marks and commas on line {place}, or export again",
    )
