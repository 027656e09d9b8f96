"""File names that every system takes, and from which no id, list or formula goes wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePath

PACKED = (".gz", ".bz2", ".xz", ".zip")

LONGEST = 200
"""Bytes of a name in UTF-8: systems take 255, and a number or an ending may be added to it."""

_UNFIT = re.compile(r'[<>:"/\\|?*;{}]')
"""What some system cannot hold, what parts lists, and what Snakemake takes for a wildcard."""
_OPENING = re.compile(r"[.\s=+\-@~＝＋－＠]+")
"""What hides a file, what programs take for an option, and what spreadsheets take for a formula."""
_CLOSING = re.compile(r"[.\s]+$")
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def fit_name(name: str) -> str:
    """The name, with underscores in place of what some system cannot hold; the same name where all can.

    It begins with no sign that opens a formula, an option or a hidden name, ends with no dot or blank, is no
    name of a device, and is in composed form.
    """
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    text = "".join("_" if unicodedata.category(c) in _UNSEEN else c for c in _UNFIT.sub("_", text))
    text = _CLOSING.sub("", text)
    opening = _OPENING.match(text)
    text = text[opening.end() :] if opening else text
    if _DEVICE.match(text):
        text = f"_{text}"
    return _shortened(text) or "export"


def free_name(name: str, taken: Collection[str]) -> str:
    """A fit name, with a number before its endings where `taken`, in small letters, has it already."""
    fit = fit_name(name)
    shown = PurePath(fit)
    ends = "".join(shown.suffixes[-2:]) if shown.suffix.lower() in PACKED else shown.suffix
    stem, free, n = fit.removesuffix(ends), fit, 1
    while free.casefold() in taken:
        n += 1
        free = f"{stem}_{n}{ends}"
    return free


def _shortened(name: str) -> str:
    """The name cut before its ending where it is too long."""
    ending = PurePath(name).suffix if len(PurePath(name).suffix) < LONGEST // 4 else ""
    room = LONGEST - len(ending.encode("utf-8"))
    stem = name.removesuffix(ending).encode("utf-8")
    if len(stem) <= room:
        return name
    return stem[:room].decode("utf-8", "ignore").rstrip(". ") + ending
