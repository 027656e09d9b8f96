"""Values of which a run has hundreds of thousands, frozen as all others and made several times faster."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

Value = TypeVar("Value")

_UNGUARDED = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
"""Both, since only then no field that is filled is a call."""


def quickly_made(kind: type[Value]) -> type[Value]:
    """A frozen, slotted dataclass of keywords alone, each value of which is made without its guard.

    The guard of a frozen class makes every field that is filled a call. Here a value is of a twin without a
    guard while its fields are filled, and of the class itself from then on: it is as frozen as any other.
    """
    twin = type(kind.__name__, (kind,), {"__slots__": (), **_UNGUARDED})
    known = {"_kind": kind, "_twin": twin, "_turn": object.__setattr__, "_missing": MISSING}
    parameters, body = [], ['_turn(self, "__class__", _twin)']
    for field in fields(kind):  # type: ignore[arg-type]
        parameters.append(f"{field.name}{_default(field, known)}")
        body.append(f"self.{field.name} = {_given(field)}")
    body.append("self.__class__ = _kind")
    source = f"def __init__(self, *, {', '.join(parameters)}):\n " + "\n ".join(body)
    made: dict[str, Any] = {}
    exec(source, known, made)
    kind.__init__ = made["__init__"]  # type: ignore[method-assign]
    return kind


def _default(field: Field[Any], known: dict[str, Any]) -> str:
    """What follows the name of a parameter; its value goes into `known`."""
    if field.default is MISSING and field.default_factory is MISSING:
        return ""
    name = f"_default_{field.name}"
    known[name] = MISSING if field.default is MISSING else field.default
    if field.default_factory is not MISSING:
        known[f"_make_{field.name}"] = field.default_factory
    return f"={name}"


def _given(field: Field[Any]) -> str:
    """What a field is filled with."""
    if field.default_factory is MISSING:
        return field.name
    return f"_make_{field.name}() if {field.name} is _missing else {field.name}"
