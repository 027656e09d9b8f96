"""What pydantic finds in a YAML file, in the words of its reader: what is needed, and how to write it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import AfterValidator

KEYS = ("keys with values are needed", "write `key: value`, one a line, indented alike")
LIST = ("a list is needed", 'write [a, b], or one line for each that begins with "- "')
TEXT = ("text is needed", "put the value in quotes")
WHOLE = ("a whole number is needed", "write digits alone, such as 12")
NUMBER = ("a number is needed", "write digits, with a point for decimals, such as 0.5")
YES_NO = ("true or false is needed", "write true or false")
DATE = ("a date is needed", "write dates as 2026-11-05")

BY_KIND: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("model_type", "model_attributes_type", "dict_type", "mapping_type"), KEYS),
    **dict.fromkeys(("tuple_type", "list_type", "set_type", "iterable_type"), LIST),
    **dict.fromkeys(("string_type", "string_sub_type"), TEXT),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "int_parsing_size"), WHOLE),
    **dict.fromkeys(("float_type", "float_parsing", "finite_number"), NUMBER),
    **dict.fromkeys(("bool_type", "bool_parsing"), YES_NO),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), DATE),
    "date_from_datetime_inexact": DATE,
}
"""What is needed, and how to write it, by pydantic's names of faults."""

BOUNDS = {
    "greater_than": ("gt", "above"),
    "greater_than_equal": ("ge", "not below"),
    "less_than": ("lt", "below"),
    "less_than_equal": ("le", "not above"),
}

_Detail = TypeVar("_Detail", bound=Mapping[str, Any])

SAME_FILE = "the same file in the project shows how"
SHOWN = 60


def written_as(pattern: str, needed: str) -> AfterValidator:
    """For `Annotated`: text that the whole pattern matches; a fault says what is needed instead."""
    compiled = re.compile(pattern)

    def matching(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError(needed)
        return text

    return AfterValidator(matching)


def without_followers(details: Sequence[_Detail]) -> list[_Detail]:
    """The faults that pydantic found, but for lists that are too short since their entries are at fault.

    It counts the sound entries alone, and would send people after one that is there.
    """
    places = [tuple(detail["loc"]) for detail in details]
    return [
        detail
        for detail, place in zip(details, places, strict=True)
        if detail["type"] != "too_short"
        or not any(other[: len(place)] == place and other != place for other in places)
    ]


def fault_in_words(detail: Mapping[str, Any], *, name: str) -> tuple[str, str]:
    """Problem and remedy of one fault that pydantic found; `name` is the place in the file, or empty."""
    kind, value = detail["type"], detail["input"]
    context = detail.get("ctx", {})
    if kind == "extra_forbidden":
        return f"unknown key {name}", "correct the spelling, or remove the key"
    if kind == "missing":
        return f"the key {name} is missing", f"add it; {SAME_FILE}"
    if not name and value is None:
        return "this file is empty", f"write it anew; {SAME_FILE}"
    if not name and isinstance(value, list):
        return (
            "keys with values are needed, and the file is a list without the key above it",
            f"write `key: value`, or the key of the list above it, such as `coders:`; {SAME_FILE}",
        )
    needed, remedy = _needed(kind, context, detail["msg"])
    there = _there(value)
    return f"{name or 'the file'}: {needed}{there}", remedy


def _needed(kind: str, context: Mapping[str, Any], message: str) -> tuple[str, str]:
    if kind in BY_KIND:
        return BY_KIND[kind]
    if kind in BOUNDS:
        key, word = BOUNDS[kind]
        return f"a number {word} {_number(context[key])} is needed", "correct the number"
    more: dict[str, Callable[[], tuple[str, str]]] = {
        "literal_error": lambda: _one_of(str(context.get("expected", ""))),
        "too_short": lambda: (f"at least {_n(context, 'min_length', 'entry', 'entries')} needed", LIST[1]),
        "too_long": lambda: (f"at most {_n(context, 'max_length', 'entry', 'entries')} allowed", LIST[1]),
        "string_too_short": lambda: (
            f"at least {_n(context, 'min_length', 'character', 'characters')} needed",
            "fill in the text",
        ),
        "value_error": lambda: (str(context.get("error", message)), "correct the value"),
    }
    return more.get(kind, lambda: (f"this value does not fit ({kind})", f"correct it; {SAME_FILE}"))()


def _one_of(expected: str) -> tuple[str, str]:
    """What is needed where pydantic expects one of a few values, which it tells as `'a', 'b' or 'c'`."""
    words = re.findall(r"'([^']*)'", expected)
    listed = ", ".join(words) or expected.replace(" or ", ", ")
    return f"one of the known {'words' if words else 'numbers'} is needed", f"use one of: {listed}"


def _n(context: Mapping[str, Any], key: str, one: str, many: str) -> str:
    n = context[key]
    return f"{n} {one} is" if n == 1 else f"{n} {many} are"


def _number(bound: float) -> str:
    """A bound as people write it: 1,000,000 and not 1e+06."""
    return f"{bound:,.0f}" if bound == int(bound) else f"{bound:g}"


def _there(value: object) -> str:
    """What stands there instead, where it is short enough to be shown."""
    if value is None:
        return ", and nothing stands here"
    if isinstance(value, Mapping) or (isinstance(value, Sequence) and not isinstance(value, str)):
        return ""
    if isinstance(value, bool):
        return f", not {str(value).lower()}; YAML takes {'yes and on' if value else 'no and off'} for it too"
    shown = str(value)
    return f", not {shown!r}" if len(shown) <= SHOWN else ""
