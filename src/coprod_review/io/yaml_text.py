"""Texts that YAML reads as something else, and where in a file a value stands."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from coprod_review.io.files import read_text
from coprod_review.io.yamls import line_of, parse_yaml


def _as_text(value: object) -> object:
    """YAML reads an unquoted version such as 0.2 as a number, and days as dates; they are meant as text."""
    return str(value) if isinstance(value, float | int | datetime.date) else value


Text = Annotated[str, BeforeValidator(_as_text)]


def line_at(path: Path, *location: int | str) -> int:
    """The line of a YAML file on which the value at this place begins."""
    node, _ = parse_yaml(read_text(path), where=str(path))
    return line_of(node, location)
