"""How the works of a format lie in JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLAIN_WORD = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How the works of a format lie in JSON.

    `work_keys` are keys that works have and the objects within them have not. `frame_keys` are the keys whose
    lists hold works, or whose objects hold such a list; `frame_or_work_keys` are such that works have too.
    `opening` is how a work opens, where that alone tells it. `is_numbered` tells that works may be values of
    keys that are numbers, `is_keyed` that they may be those of any keys, by which people cite them.
    """

    work_keys: frozenset[str]
    frame_keys: frozenset[str] = frozenset()
    frame_or_work_keys: frozenset[str] = frozenset()
    opening: re.Pattern[str] | None = None
    is_numbered: bool = False
    is_keyed: bool = False

    def may_be_work(self, value: object) -> bool:
        """Whether a value is an object with two keys of works, or more."""
        return isinstance(value, dict) and len(self.work_keys & value.keys()) > 1


def may_cite(key: str) -> bool:
    """Whether a key may be one that people cite by; a plain word ("paper", "supplement") names a part."""
    return _PLAIN_WORD.fullmatch(key) is None
