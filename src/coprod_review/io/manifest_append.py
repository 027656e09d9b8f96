"""One entry more in a list that people write (search log, coders), all comments and its form kept."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import MISSING, fields
from typing import Any

import yaml

from coprod_review.errors import ReviewError
from coprod_review.io.yamls import parse_yaml
from coprod_review.model.corpus import ExportFile

NEW_LOG = """\
# The search log of this corpus, in the terms of PRISMA-S (Rethlefsen et al. 2021). One entry an export.

exports: []
"""

ALWAYS = ("platform", "query", "searched", "hits", "limits", "note")
"""Facts that stand in every entry, so that what is unknown can be seen and filled in."""

_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_WIDE = 1 << 20


def with_entry(text: str, export: ExportFile, *, where: str) -> str:
    """The text of a search log with the entry of an export behind those that it has.

    All that stood in the text stands there still, byte for byte, and reading the result gives the former
    entries and the new one. Raises ReviewError where the text is no search log or has a form into which
    nothing can be put.
    """
    return with_item(
        text,
        "exports",
        _entry_of(export),
        where=where,
        remedy="write `exports:` with one entry below the other, as in docs/researcher.md, and add again",
    )


def with_item(text: str, key: str, entry: dict[str, Any], *, where: str, remedy: str) -> str:
    """The text of a YAML file with an entry behind those that its list `key` has, as `with_entry` says.

    `remedy` tells what to do with a file into which nothing can be put, for which ReviewError is raised.
    """
    _, before = parse_yaml(text, where=where)
    body = text.removeprefix("\ufeff")
    exports = _list_node(body, key, where=where)
    if not exports.value or isinstance(exports, yaml.ScalarNode):
        put = _put_into_braces if _is_within_braces(body) else _replace_empty
        made = put(body, exports, entry)
    elif exports.flow_style:
        made = _put_into_brackets(body, exports, entry)
    else:
        made = _put_below(body, exports, entry)
    made = text[: len(text) - len(body)] + made
    _, after = parse_yaml(made, where=where)
    if after != {**before, key: [*(before[key] or []), entry]}:
        raise ReviewError(
            "the form of this file leaves no place where a program could put an entry",
            where=where,
            remedy=remedy,
        )
    return made


def item_lines(entry: dict[str, Any]) -> str:
    """An entry as it stands in a list of entries one below the other."""
    return _as_block(entry, dash=2, gap=2)


def _entry_of(export: ExportFile) -> dict[str, Any]:
    """The facts of PRISMA-S, unknown ones as null, and what else is said of this export."""
    entry = {}
    for f in fields(export):
        value = getattr(export, f.name)
        usual = f.default_factory() if f.default_factory is not MISSING else f.default
        if f.name in ALWAYS or value != usual:
            entry[f.name] = value
    return entry


def _list_node(text: str, name: str, *, where: str) -> yaml.SequenceNode | yaml.ScalarNode:
    """The list of a name; a scalar where nothing stands behind it."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    node = next((value for key, value in pairs if key.value == name), None)
    if isinstance(node, yaml.SequenceNode):
        return node
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null":
        return node
    raise ReviewError(
        f"this file has no list of {name}",
        where=where,
        remedy=f"write `{name}: []` into it, and try again",
    )


def _is_within_braces(text: str) -> bool:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    return bool(root is not None and getattr(root, "flow_style", False))


def _put_below(text: str, exports: yaml.SequenceNode, entry: dict[str, Any]) -> str:
    """Behind the last entry and the comments that are indented below it."""
    dash = exports.start_mark.column
    gap = exports.value[-1].start_mark.column - dash
    place = _end_of_line(text, _end_of(exports.value[-1]))
    while (line := _line_at(text, place)).lstrip(" \t").startswith("#") and _indent(line) > dash:
        place = _end_of_line(text, place + len(line))
    return _with_lines(text, place, _as_block(entry, dash=dash, gap=max(2, gap)))


def _replace_empty(text: str, exports: yaml.Node, entry: dict[str, Any]) -> str:
    """In the place of `[]`, `null` or nothing; a comment behind it stays."""
    start, end = exports.start_mark.index, exports.end_mark.index
    rest = text[end : _end_of_line(text, end)]
    head = text[:start].rstrip(" ") + (f"  {rest.lstrip(' ')}" if rest.strip() else rest)
    return _with_lines(head + text[end + len(rest) :], len(head), _as_block(entry, dash=2, gap=2))


def _put_into_braces(text: str, exports: yaml.Node, entry: dict[str, Any]) -> str:
    """As the only entry of a list within braces; what else stands in its brackets stays."""
    written = json.dumps(entry, ensure_ascii=False)
    start, end = exports.start_mark.index, exports.end_mark.index
    if isinstance(exports, yaml.ScalarNode):
        return f"{text[:start]}[{written}]{text[end:]}"
    return text[: end - 1] + written + text[end - 1 :]


def _put_into_brackets(text: str, exports: yaml.SequenceNode, entry: dict[str, Any]) -> str:
    """Behind the last entry within brackets, on a line of its own where that has one."""
    written = json.dumps(entry, ensure_ascii=False)
    last = exports.value[-1]
    before = text[: last.start_mark.index].rpartition("\n")[2]
    apart = f"{_line_end(text)}{before}" if not before.strip() else " "
    place = last.end_mark.index
    return f"{text[:place]},{apart}{written}{text[place:]}"


def _as_block(entry: dict[str, Any], *, dash: int, gap: int) -> str:
    told = dict(entry)
    if told.get("searched"):
        told["searched"] = datetime.date.fromisoformat(told["searched"])
    lines = yaml.dump(told, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDE).split("\n")
    first = f"{' ' * dash}-{' ' * (gap - 1)}{lines[0]}"
    rest = [f"{' ' * (dash + gap)}{line}" if line else "" for line in lines[1:-1]]
    return "\n".join([first, *rest])


class _Dumper(yaml.SafeDumper):
    """Plain YAML in which a text of several lines stands in lines."""


def _represent_text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _represent_text)


def _with_lines(text: str, place: int, lines: str) -> str:
    """The text with lines between others, ended as its own lines are."""
    end = _line_end(text)
    head, tail = text[:place], text[place:]
    if head and not head.endswith(("\n", "\r")):
        head += end
    return head + lines.replace("\n", end) + end + tail


def _line_end(text: str) -> str:
    found = _LINE_ENDS.search(text)
    return found.group() if found else "\n"


def _end_of(node: yaml.Node) -> int:
    """Where a node ends, without the blank lines and comments that a parser counts to a block."""
    while not getattr(node, "flow_style", None) and isinstance(node, yaml.MappingNode | yaml.SequenceNode):
        if not node.value:
            break
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return int(node.end_mark.index)


def _end_of_line(text: str, place: int) -> int:
    """The start of the line after a place; the place itself where a line starts there."""
    if place == 0 or text[place - 1] in "\r\n":
        return place
    found = _LINE_ENDS.search(text, place)
    return found.end() if found else len(text)


def _line_at(text: str, place: int) -> str:
    found = _LINE_ENDS.search(text, place)
    return text[place : found.start()] if found else text[place:]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))
