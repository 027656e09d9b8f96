"""YAML that people write, checked by pydantic: every fault told at once, with line and remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from coprod_review.errors import ReviewError, ReviewErrors
from coprod_review.io.files import read_text

T = TypeVar("T")

MAX_YAML_CHARS = 20_000_000
MAX_YAML_DEPTH = 50

OPENING = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
CLOSING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)


def read_yaml(path: Path, shape: type[T]) -> T:
    """The file as a value of `shape` (a model of config.py or any type that pydantic can check).

    Raises ReviewErrors naming file, line and remedy for every key that is misspelt, missing or of a
    wrong kind.
    """
    text = read_text(path)
    node, data = parse_yaml(text, where=str(path))
    try:
        return TypeAdapter(shape).validate_python(data)
    except ValidationError as error:
        raise ReviewErrors(_fault(path, node, detail) for detail in error.errors()) from None


def parse_yaml(text: str, *, where: str) -> tuple[yaml.Node | None, Any]:
    """The node tree, for line numbers, and the plain data of a YAML text.

    Anchors and aliases are refused, since nothing here needs them and they can expand without end.
    """
    if len(text) > MAX_YAML_CHARS:
        raise ReviewError(
            "this file is far larger than any configuration", where=where, remedy="check what it is"
        )
    try:
        _refuse_bombs(text, where=where)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        return node, yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        raise ReviewError(
            f"this is not valid YAML ({problem})",
            where=f"{where}{line}",
            remedy="check indentation and put text with colons in quotes",
        ) from None


def _refuse_bombs(text: str, *, where: str) -> None:
    """Stop before what would exhaust memory (aliases) or the stack of the C parser (deep nesting)."""
    depth = 0
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        line = token.start_mark.line + 1
        if isinstance(token, yaml.AliasToken | yaml.AnchorToken):
            raise ReviewError(
                "anchors (&) and aliases (*) are not read",
                where=f"{where}, line {line}",
                remedy="write the value out, or put text that begins with & or * in quotes",
            )
        if isinstance(token, OPENING):
            depth += 1
        elif isinstance(token, CLOSING):
            depth -= 1
        if depth > MAX_YAML_DEPTH:
            raise ReviewError(
                f"this is nested more than {MAX_YAML_DEPTH} levels deep",
                where=f"{where}, line {line}",
                remedy="check what the file is: nothing here is nested so deeply",
            )


def line_of(node: yaml.Node | None, location: tuple[int | str, ...]) -> int:
    """The line, counted from 1, of the deepest part of `location` that the YAML has."""
    line = 1
    for part in location:
        if isinstance(node, yaml.MappingNode):
            found = [(k, v) for k, v in node.value if k.value == str(part)]
            if not found:
                break
            line = found[0][0].start_mark.line + 1
            node = found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            break
    return line


def _fault(path: Path, node: yaml.Node | None, detail: Any) -> ReviewError:
    location = tuple(part for part in detail["loc"])
    name = ".".join(str(part) for part in location) or "the file"
    if detail["type"] == "extra_forbidden":
        problem, remedy = f"unknown key {name}", "correct the spelling, or remove the key"
    elif detail["type"] == "missing":
        problem, remedy = f"the key {name} is missing", "add it; config/ in the project shows how"
    else:
        problem, remedy = f"{name}: {detail['msg']}", "correct the value"
    return ReviewError(problem, where=f"{path}, line {line_of(node, location)}", remedy=remedy)
