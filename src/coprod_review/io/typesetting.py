"""Sets the paper as PDF by typst, with fonts that travel with the packages."""

from __future__ import annotations

import importlib
import importlib.util
import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from coprod_review.errors import ReviewError
from coprod_review.io.files import write_text

SOURCE = ".report.typ"
"""The document while it is set: typst lays out once what it knows by a file, and twice what it is given."""

HEADING_PAGES = """
#context [#metadata(query(heading).filter(it => it.has("label")).map(
  it => (str(it.label), it.location().page())
)) <heading-pages>]
"""
"""Tells the pages of all headings that have a label."""


def typeset(
    markup: str, *, root: Path, title: str, subtitle: str, breaking: Iterable[str] = ()
) -> tuple[bytes, dict[str, int]]:
    """The typst markup in the look of a journal as a tagged PDF, and the page of every heading with a label.

    The PDF has an outline, and the same bytes every time. Pictures are named from `root`, and nothing outside
    it is read. Fonts of the system are left out, so that every machine sets the same pages. `breaking` are
    the labels of tables that may run over pages. Raises ReviewError where typst is not installed or a
    picture is missing.
    """
    typst = _typst()
    text, settings = _journal(markup, root=root, title=title, subtitle=subtitle, breaking=breaking)
    source = root / SOURCE
    write_text(source, text + HEADING_PAGES)
    try:
        compiler = typst.Compiler(str(source), **settings)
        pdf = bytes(compiler.compile(format="pdf", timestamp=0))
        pages = compiler.query("<heading-pages>", field="value", one=True)
    except (typst.TypstError, RuntimeError) as error:
        raise _unset(error, root) from None
    finally:
        source.unlink(missing_ok=True)
    return pdf, dict(json.loads(pages))


def _typst() -> Any:
    try:
        return importlib.import_module("typst")
    except ImportError:
        raise ReviewError(
            "typst is not installed, so that no PDF can be made",
            where="the installed packages",
            remedy="install the package typst, and run the command again",
        ) from None


def _journal(
    markup: str, *, root: Path, title: str, subtitle: str, breaking: Iterable[str]
) -> tuple[str, dict[str, Any]]:
    """The whole document, and the settings by which typst lays it out."""
    preamble = files("coprod_review.io").joinpath("journal.typ").read_text(encoding="utf-8")
    running = "".join(f"#show <{label}>: running.with(<{label}>)\n" for label in breaking)
    return preamble + running + markup, {
        "root": str(root),
        "font_paths": [str(path) for path in _font_folders()],
        "ignore_system_fonts": True,
        "sys_inputs": {"title": title, "subtitle": subtitle},
    }


def _unset(error: Exception, root: Path) -> ReviewError:
    return ReviewError(
        f"the paper could not be set: {error}",
        where=f"typst, in {root}",
        remedy="run `coprod-review render` again where a picture is missing; else report this message",
    )


def _font_folders() -> list[Path]:
    """The fonts that matplotlib brings: they have the letters that those of typst lack."""
    package = importlib.util.find_spec("matplotlib")
    folders = package.submodule_search_locations if package else None
    return [Path(folder) / "mpl-data" / "fonts" / "ttf" for folder in folders or ()]
