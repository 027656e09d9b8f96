"""Sets the paper as PDF by typst, with fonts that travel with the packages."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from coprod_review.errors import ReviewError


def pdf_of(markup: str, *, root: Path, title: str, subtitle: str, breaking: Iterable[str] = ()) -> bytes:
    """The typst markup in the look of a journal as a tagged PDF with an outline; the same bytes every time.

    Pictures are named from `root`, and nothing outside it is read. Fonts of the system are left out, so that
    every machine sets the same pages. `breaking` are the labels of tables that may run over pages.
    Raises ReviewError where typst is not installed or a picture is missing.
    """
    try:
        typst = importlib.import_module("typst")
    except ImportError:
        raise ReviewError(
            "typst is not installed, so that no PDF can be made",
            where="the installed packages",
            remedy="install the package typst, and run the command again",
        ) from None
    preamble = files("coprod_review.io").joinpath("journal.typ").read_text(encoding="utf-8")
    running = "".join(f"#show <{label}>: set block(breakable: true)\n" for label in breaking)
    try:
        made = typst.compile(
            (preamble + running + markup).encode("utf-8"),
            root=str(root),
            font_paths=[str(path) for path in _font_folders()],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"title": title, "subtitle": subtitle},
            timestamp=0,
        )
    except typst.TypstError as error:
        raise ReviewError(
            f"the paper could not be set: {error}",
            where=f"typst, in {root}",
            remedy="run `coprod-review render` again where a picture is missing; else report this message",
        ) from None
    return bytes(made)


def _font_folders() -> list[Path]:
    """The fonts that matplotlib brings: they have the letters that those of typst lack."""
    package = importlib.util.find_spec("matplotlib")
    folders = package.submodule_search_locations if package else None
    return [Path(folder) / "mpl-data" / "fonts" / "ttf" for folder in folders or ()]
