"""Works under keys that people cite by: many in one object, or one and more in each of several objects."""

from __future__ import annotations

import re

from coprod_review.read.json_shape import Shape, may_cite
from coprod_review.read.json_text import BEFORE_JSON, Window

BETWEEN = re.compile(rf"[{BEFORE_JSON},]*")
"""What stands between two values, or before the first."""

KEY = re.compile(r'"((?:[^"\\]|\\.){0,400})"\s*:\s*')
"""A key and the colon behind it."""


def has_keyed_works(seen: Window, shape: Shape, *, least: int = 2) -> bool:
    """Whether the object that opens here has so many works under keys that people cite by.

    No other object stands before them. One work alone is enough where an object with one under another key
    follows, as in JSON lines.
    """
    if not shape.is_keyed:
        return False
    start = seen.at
    first, n_works = _works_under_keys(seen, shape)
    found = n_works >= least
    if not found and n_works and seen.skip(BETWEEN) == "}":
        seen.at += 1
        following = _works_under_keys(seen, shape) if seen.skip(BETWEEN) == "{" else ("", 0)
        found = following[1] > 0 and following[0] != first
    seen.at = start
    return found


def _works_under_keys(seen: Window, shape: Shape) -> tuple[str, int]:
    """The key of the first work and how many there are, up to two; what was looked at is passed.

    None are within a work, of which a part may look like one (its host).
    """
    first, n_works = "", 0
    seen.at += 1
    while n_works < 2 and seen.skip(BETWEEN) == '"':
        key = seen.match(KEY)
        if key is None:
            break
        if key.group(1) in shape.work_keys:
            return "", 0
        value = seen.value_at(key.end())
        if value is None:
            n_works += n_works and seen.text.startswith("{", key.end())
            break
        if isinstance(value[0], dict):
            if not (may_cite(key.group(1)) and shape.may_be_work(value[0])):
                break
            n_works += 1
            first = first or key.group(1)
        seen.at = value[1]
    return first, n_works
