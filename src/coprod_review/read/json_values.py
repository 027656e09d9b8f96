"""What the values of JSON works say: texts, lists, dates and names, of whatever kind they turn out to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from coprod_review.read.entries import CUT_SHORT, Entry, EntryFault, Repairs
from coprod_review.read.json_text import BEFORE_JSON, loaded_or_mended
from coprod_review.read.names import family_given, split_suffix

NEVER_ZERO = frozenset({"0", "0.0"})

_WORDS_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SUFFIX_AT_END = re.compile(r",?\s+(?=(?:[js]r\.?|i{2,3}|iv)$)", re.IGNORECASE)


def work_of(entry: Entry, repairs: Repairs, *, what: str) -> dict[str, Any]:
    """The object of an entry; EntryFault where it is no JSON or no object. `what` says what it should be."""
    raw = entry.raw.strip(BEFORE_JSON + ",")
    try:
        work = loaded_or_mended(raw, repairs)
    except RecursionError:
        raise EntryFault("this is nested too deeply for a work", remedy=CUT_SHORT) from None
    except ValueError as error:
        place = f"line {entry.line + getattr(error, 'lineno', 1) - 1}"
        reason = getattr(error, "msg", "") or str(error)[:80]
        raise EntryFault(f"this is not valid JSON ({reason}: {place})", remedy=CUT_SHORT) from None
    if not isinstance(work, dict):
        raise EntryFault(f"this is JSON, but no {what}", remedy="leave it out, or export again")
    return work


def an_object(value: Any) -> dict[str, Any]:
    """The value where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def a_list(value: Any) -> list[Any]:
    """The value where it is a list, nothing as none, and anything else as a list of it alone."""
    if isinstance(value, list):
        return value
    return [] if value is None or value in ("", {}) else [value]


def text(value: Any) -> str:
    """A text, or a number as people write it; of a list the first that is either. Else empty."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return ""
    if isinstance(value, int):
        return str(value) if abs(value) < 10**18 else ""
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) < 10**15 else ""
    return _first_in(value) if isinstance(value, list) else ""


def texts(value: Any, *keys: str) -> list[str]:
    """The texts of a list; of the objects in it, what the first of the keys with a text says."""
    return [
        found
        for part in a_list(value)
        if (found := first_text(part, *keys) if isinstance(part, dict) else text(part))
    ]


def first_text(work: dict[str, Any], *keys: str) -> str:
    """The first text that stands under one of the keys."""
    return next((found for key in keys if (found := text(work.get(key)))), "")


def not_zero(written: str) -> str:
    """A volume, issue or page; empty where 0 says that there is none."""
    return "" if written in NEVER_ZERO else written


def apart(written: str) -> str:
    """Words that a capital parts ("journalArticle") with a blank between them."""
    return _WORDS_RUN_TOGETHER.sub(" ", written)


def person(family: str, given: str, suffix: str = "") -> str:
    """A name in its normal form from parts that are known. One part alone is the whole name."""
    family, given, suffix = (" ".join(part.split()).strip(" ,") for part in (family, given, suffix))
    if given and not suffix:
        given, *rest = _SUFFIX_AT_END.split(given, maxsplit=1)
        suffix = rest[0] if rest else ""
    if family and not suffix:
        family, suffix = split_suffix(family) if given else (family, "")
    return ", ".join(part for part in (family, given, suffix) if part)


def person_of(parts: dict[str, Any]) -> str:
    """The name in an object that has it in parts or as a whole, by the keys that programs use."""
    body = first_text(parts, "collective_name", "collectiveName", "literal", "organization")
    if body:
        return " ".join(body.split())
    family = first_text(parts, "family", "last_name", "lastName", "lastname", "familyName", "surname", "last")
    given = first_text(
        parts, "given", "first_name", "firstName", "firstname", "givenName", "forename", "first",
        "initials", "middle",
    )  # fmt: skip
    if family and given:
        return person(family, given, text(parts.get("suffix")))
    whole = first_text(
        parts, "name", "display_name", "displayName", "full_name", "fullName", "fullname", "author_name",
        "authname", "ce:indexed-name", "raw_name",
        "preferred_name", "author",
    )  # fmt: skip
    if whole:
        return family_given(whole, given_first=True)
    return person(family, given)


def _first_in(values: list[Any]) -> str:
    """The first text in lists within lists, however deep they are."""
    waiting = values[::-1]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
        elif found := text(value):
            return found
    return ""


def written_names(names: Iterable[str]) -> list[str]:
    """Texts that are names in their normal form; without comma or initials behind, given names come first."""
    return [found for name in names if (found := family_given(name, given_first=True))]


def date(parts: Sequence[Any]) -> str:
    """Year, month and day, or some of them, as a date; nulls are left out."""
    return "-".join(found for part in parts if (found := text(part).strip()))
