"""YAML that people write, checked by pydantic: every fault told at once, with line and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from coprod_review.errors import ReviewError, ReviewErrors, raise_all
from coprod_review.io.files import read_text
from coprod_review.io.merge_marks import refuse_marks
from coprod_review.io.yaml_faults import fault_in_words, without_followers

T = TypeVar("T")


class Loader(yaml.CSafeLoader):
    """Plain YAML, in which dates stay text: a day that no calendar has is then told like any wrong value."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if tag != "tag:yaml.org,2002:timestamp"]
    for first, forms in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}

MAX_YAML_CHARS = 20_000_000
MAX_YAML_DEPTH = 50

TEXT_TAG = "tag:yaml.org,2002:str"
"""What YAML calls a key or value that it takes for text."""

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
    refuse_missing(path.parent)
    text = read_text(path)
    node, data = parse_yaml(text, where=str(path))
    try:
        return TypeAdapter(shape).validate_python(data)
    except ValidationError as error:
        found = without_followers(error.errors())
        raise ReviewErrors(_fault(path, node, detail) for detail in found) from None


def refuse_missing(folder: Path) -> None:
    """Raise ReviewError where a folder of a review is not there at all."""
    if not folder.exists():
        raise ReviewError(
            "this folder does not exist, and a review needs it",
            where=str(folder),
            remedy="go to the folder of the review; `coprod-review new FOLDER` makes one, "
            "`coprod-review new .` makes this one a review and keeps its corpus",
        )


def parse_yaml(text: str, *, where: str) -> tuple[yaml.Node | None, Any]:
    """The node tree, for line numbers, and the plain data of a YAML text.

    Anchors and aliases are refused, since nothing here needs them and they can expand without end. A key
    that stands twice in one place is refused too: YAML would silently keep the last.
    """
    if len(text) > MAX_YAML_CHARS:
        raise ReviewError(
            "this file is far larger than any configuration", where=where, remedy="check what it is"
        )
    refuse_marks(text, where=where)
    try:
        _refuse_bombs(text, where=where)
        node, data = _composed(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        raise ReviewError(
            f"this is not valid YAML ({problem})",
            where=f"{where}{line}",
            remedy="check indentation and put text with colons in quotes",
        ) from None
    except (ValueError, TypeError) as error:
        raise ReviewError(
            f"this YAML holds a value that cannot be read ({error})",
            where=where,
            remedy="put the value in quotes, without a tag (!!) before it",
        ) from None
    raise_all(_keys_that_stand_twice(node, where=where))
    return node, data


def _composed(text: str) -> tuple[yaml.Node | None, Any]:
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        return node, loader.construct_document(node) if node is not None else None
    finally:
        loader.dispose()


def _keys_that_stand_twice(node: yaml.Node | None, *, where: str) -> Iterator[ReviewError]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _keys_that_stand_twice(item, where=where)
    if not isinstance(node, yaml.MappingNode):
        return
    lines: dict[tuple[str, str], int] = {}
    for key, value in node.value:
        name = (key.tag, str(key.value))
        line = key.start_mark.line + 1
        if name in lines:
            yield ReviewError(
                f"the key {name[1]} stands twice, in line {lines[name]} and in line {line}",
                where=f"{where}, line {line}",
                remedy="keep one of the two",
            )
        lines.setdefault(name, line)
        yield from _keys_that_stand_twice(value, where=where)


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
    if detail["loc"][-1:] == ("[key]",):
        return _fault_of_key(path, node, detail)
    location = _places(node, detail["loc"], missing=detail["type"] == "missing")
    name = ".".join(str(part) for part in location)
    problem, remedy = fault_in_words(detail, name=name)
    return ReviewError(problem, where=f"{path}, line {line_of(node, location)}", remedy=remedy)


def _fault_of_key(path: Path, node: yaml.Node | None, detail: Any) -> ReviewError:
    """A name that YAML takes for a number or for true or false, as it stands in the file."""
    *above, read, _ = detail["loc"]
    location = _places(node, tuple(above), missing=False)
    for part in location:
        node = _below(node, part) or node
    keys = [key for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
    key = next((key for key in keys if key.tag != TEXT_TAG and _composed(str(key.value))[1] == read), None)
    written = str(key.value) if key else str(read)
    return ReviewError(
        f"{'.'.join(map(str, location))}: a name must be text, and {written!r} without quotes is none",
        where=f"{path}, line {key.start_mark.line + 1 if key else line_of(node, location)}",
        remedy=f'write "{written}": in quotes, or another name',
    )


def _places(
    node: yaml.Node | None, location: tuple[int | str, ...], *, missing: bool
) -> tuple[int | str, ...]:
    """The location without the names of types that pydantic puts between places of the file."""
    places: list[int | str] = []
    for position, part in enumerate(location):
        below = _below(node, part)
        if below is None and not (missing and position == len(location) - 1):
            continue
        places.append(part)
        node = below
    return tuple(places)


def _below(node: yaml.Node | None, part: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(part)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        below: yaml.Node = node.value[part]
        return below
    return None
