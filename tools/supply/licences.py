"""Under which licence a package stands, as its own metadata say, as an SPDX expression."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageMetadata, distributions

from packaging.requirements import InvalidRequirement, Requirement

from .pins import Pin, plain_name

SPDX_BY_WORDS: Mapping[str, str] = {
    "apache 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd 2-clause license": "BSD-2-Clause",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit": "MIT",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
}
"""What metadata write in words, and what it is called; "BSD" alone says too little and needs the text."""

EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*$")

TEXTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "MIT",
        ("permission is hereby granted, free of charge, to any person obtaining a copy of this software",),
    ),
    ("BSD-3-Clause", ("redistributions in binary form must", "may be used to endorse or promote")),
    ("BSD-2-Clause", ("redistributions in binary form must",)),
)
"""Sentences that tell a licence by its text, the first that are all found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the metadata of one package say: licence, where that was found, and the packages that it needs."""

    licence: str
    told_by: str
    needs: tuple[str, ...] = ()


def installed_facts(paths: Sequence[str], pins: Sequence[Pin]) -> dict[tuple[str, str], Facts]:
    """The facts of every pin that is installed in one of these folders (or is a wheel among them)."""
    pinned = {pin.key: pin for pin in pins}
    found: dict[tuple[str, str], Facts] = {}
    for package in distributions(path=list(paths)):
        key = plain_name(package.metadata["Name"] or ""), package.version
        if key in pinned and key not in found:
            licence, told_by = licence_of(package)
            found[key] = Facts(
                licence=licence, told_by=told_by, needs=tuple(sorted(needed(package, pinned[key])))
            )
    return found


def licence_of(package: Distribution) -> tuple[str, str]:
    """An SPDX expression and where it was found; empty where nothing tells it without doubt."""
    metadata = package.metadata
    if expression := _told(metadata, "License-Expression"):
        return expression, "expression"
    words = _told(metadata, "License")
    if by_words := SPDX_BY_WORDS.get(words.lower()):
        return by_words, "field"
    if "-" in words and EXPRESSION.match(words):
        return words, "field"
    classifiers = [c for c in metadata.get_all("Classifier") or () if c.startswith("License ::")]
    named = {SPDX_BY_WORDS.get(c.rpartition("::")[2].strip().lower(), "") for c in classifiers}
    if len(named) == 1 and (by_classifier := named.pop()):
        return by_classifier, "classifier"
    if len(classifiers) <= 1:
        for text in (*licence_texts(package), words):
            if by_text := licence_by_text(text):
                return by_text, "licence text"
    return "", ""


def licence_by_text(text: str) -> str:
    """The licence whose sentences a text has; empty for others, and for a text of several licences."""
    plain = " ".join(text.lower().split())
    if "general public license" in plain:
        return ""
    return next((name for name, sentences in TEXTS if all(s in plain for s in sentences)), "")


def licence_texts(package: Distribution) -> Iterator[str]:
    """The licence files that a package brings in its metadata folder."""
    for file in sorted(package.files or (), key=str):
        if ".dist-info" in str(file) and re.match(r"(LICEN[CS]E|COPYING)", file.name, re.IGNORECASE):
            yield file.read_text("utf-8")


def needed(package: Distribution, pin: Pin) -> set[str]:
    """The names of packages that it needs on some platform, with the extras that are pinned."""
    names = set()
    for line in package.requires or ():
        try:
            requirement = Requirement(line)
        except InvalidRequirement:
            continue
        marker = str(requirement.marker or "")
        asked = set(re.findall(r"""extra == ["']([^"']+)["']""", marker))
        if not asked or asked & set(pin.extras):
            names.add(plain_name(requirement.name))
    return names


def _told(metadata: PackageMetadata, name: str) -> str:
    return metadata[name].strip() if name in metadata else ""
