"""What a codebook calls its dimensions and codes: names for files and columns, words for people.

Names become parts of file names, of addresses, of columns and of cells in which a semicolon parts two codes;
people choose by labels and definitions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from coprod_review.errors import ReviewError
from coprod_review.io.files import read_text
from coprod_review.io.yamls import TEXT_TAG, line_of, parse_yaml

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
"""The form of a name: nothing that a file system, a table or a web address takes for a sign."""

LONGEST = 60
"""Characters of a name: two of them, and more words, go into one file name, which has room for 255."""

Place = tuple[str, ...]


def faults_of_names(path: Path) -> Iterator[ReviewError]:
    """Names that files and tables cannot carry, and labels and definitions that tell people nothing.

    They are read from the file as it is written, so that they are told beside faults of its form; a file that
    is no YAML has none here.
    """
    try:
        node, _ = parse_yaml(read_text(path), where=str(path))
    except ReviewError:
        return
    dimensions = _entries(node, "dimensions")
    yield from _of_level(path, node, ("dimensions",), dimensions, kind="dimension")
    for name, dimension in dimensions.items():
        codes = _entries(dimension, "codes")
        at = ("dimensions", name, "codes")
        yield from _of_level(path, node, at, codes, kind=f"code of {name}")
        yield from _without_words(path, node, at, codes)


def _of_level(
    path: Path, node: yaml.Node | None, at: Place, entries: Mapping[str, yaml.Node], *, kind: str
) -> Iterator[ReviewError]:
    """Faults of the names, and of the labels, that stand beside each other."""
    names: dict[str, str] = {}
    labels: dict[str, str] = {}
    for name, entry in entries.items():
        here = f"{path}, line {line_of(node, (*at, name))}"
        if len(name) > LONGEST or not NAME.fullmatch(name):
            yield ReviewError(
                f"{name!r} is no name for a {kind}",
                where=here,
                remedy=f"write letters (a to z), digits and _, a letter first, {LONGEST} characters at most, "
                f"such as {_nearest(name)}, and the words for readers under `label`",
            )
        if (other := names.setdefault(name.casefold(), name)) != name:
            yield ReviewError(
                f"{name!r} is the name of {other!r} in other letters, and some systems hold both for one",
                where=here,
                remedy="give one of the two another name",
            )
        label = _text(entry, "label")
        if label is None:
            continue
        line = f"{path}, line {line_of(node, (*at, name, 'label'))}"
        if not label:
            yield ReviewError(f"the label of {name} is empty", where=line, remedy="write what readers see")
        elif (other := labels.setdefault(label.casefold(), name)) != name:
            yield ReviewError(
                f"{name} has the label of {other} ({label!r}), and nobody can tell the two apart",
                where=line,
                remedy="give one of the two another label",
            )


def _without_words(
    path: Path, node: yaml.Node | None, at: Place, codes: Mapping[str, yaml.Node]
) -> Iterator[ReviewError]:
    for name, code in codes.items():
        if _text(code, "definition") == "":
            yield ReviewError(
                f"the definition of {at[1]}: {name} is empty",
                where=f"{path}, line {line_of(node, (*at, name, 'definition'))}",
                remedy="write in one sentence when a report has this code; people code by it",
            )


def _entries(node: yaml.Node | None, key: str) -> dict[str, yaml.Node]:
    """What stands under a key, by names that are text; others are faults of the form."""
    for name, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if name.value == key and isinstance(value, yaml.MappingNode):
            return {str(k.value): v for k, v in value.value if k.tag == TEXT_TAG}
    return {}


def _text(node: yaml.Node, key: str) -> str | None:
    """The words under a key, blanks around them aside; None where there are none to judge."""
    for name, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if name.value == key and isinstance(value, yaml.ScalarNode) and value.tag == TEXT_TAG:
            return " ".join(value.value.split())
    return None


def _nearest(name: str) -> str:
    """A name of the right form that is like this one."""
    plain = "_".join(re.findall(r"[A-Za-z0-9]+", name))[:LONGEST].lower()
    return plain if NAME.fullmatch(plain) else f"code_{plain}".rstrip("_")[:LONGEST]
