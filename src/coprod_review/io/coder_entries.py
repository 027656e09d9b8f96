"""A coder described in corpus/coders.yaml: the entry is put behind those that stand there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.io.additions import alone_in
from coprod_review.io.coders import CODER_NAME, read_coders
from coprod_review.io.files import read_text, written_whole
from coprod_review.io.manifest_append import item_lines, with_item
from coprod_review.model.coding import MACHINE_CODERS
from coprod_review.model.corpus import Coder

_NEW_FILE = """\
# Who coded, and how. `coprod-review check` compares these names with the files in codings/.
# An entry, to be written below `coders:` in place of []:
#
#   - name: ann
#     kind: person
#     role: reader
#     how: read title and abstract, and the full text where they left doubt
#     codebook: "@VERSION@"
#     blind: true

coders: []
"""


def new_file(version: str) -> str:
    """A file of no coder yet, with an example of who codes by this version of the codebook."""
    return _NEW_FILE.replace("@VERSION@", version)


def refuse_unfit(name: str, *, where: str) -> None:
    """Raise ReviewError for a name that no coder can have: it is that of a file, and no machine's."""
    if name.lower() in MACHINE_CODERS:
        raise ReviewError(
            f"{name} is the name of a machine coder", where=where, remedy="take initials or another name"
        )
    if not re.fullmatch(CODER_NAME, name):
        raise ReviewError(
            f"{name!r} is no name of a coder",
            where=where,
            remedy="use letters from a to z, digits, - and _, and begin with a letter: AB, ann_k; "
            "con, prn, aux, nul, com1 and the like are names that Windows keeps for devices",
        )


def coder_called(name: str, coders: Iterable[Coder], *, where: str) -> Coder | None:
    """The coder who is described by this name, letter for letter; None where nobody is.

    Raises ReviewError where one is whose name differs only in small and capital letters: whether that is the
    same person nobody can tell, and some systems cannot tell the files of two such coders apart.
    """
    near = next((coder for coder in coders if coder.name.lower() == name.lower()), None)
    if near is not None and near.name != name:
        raise ReviewError(
            f"nobody is described as {name!r}, but as {near.name!r}; no two names may differ only in small "
            "and capital letters",
            where=where,
            remedy=f"if this is {near.name}, write {near.name}; somebody else takes another name. Where a "
            "sheet has the wrong one, export it again under the right one, and copy the answers into it",
        )
    return near


def refuse_adjudicator(coder: Coder, *, where: str) -> None:
    """Raise ReviewError for codings of who adjudicates: they would be a side in what they settle."""
    if coder.role == "adjudicator":
        raise ReviewError(
            f"{coder.name} adjudicates, and who adjudicates does not code any more",
            where=where,
            remedy=f"settle with `serve --reviewer {coder.name}`, or let another person code",
        )


def entry_lines(coder: Coder) -> str:
    """The entry of a coder as coders.yaml has it."""
    return item_lines(_stated(coder))


def _stated(coder: Coder) -> dict[str, object]:
    """What is known of a coder."""
    return {name: value for name, value in asdict(coder).items() if value is not None}


def add_coder(corpus: Path, coder: Coder) -> Path:
    """Put the entry of a coder into corpus/coders.yaml, and return its path once it is on the disk.

    The bytes that stand there stay, comments too; the file is made where there is none. Whoever else writes
    into the corpus meanwhile waits. Raises ReviewError where the name is taken, in whatever letters.
    """
    refuse_unfit(coder.name, where=f"the coder {coder.name!r}")
    path = paths.within(corpus, paths.CODERS)
    with alone_in(corpus):
        if coder_called(coder.name, read_coders(path), where=str(path)) is not None:
            raise ReviewError(
                f"the coder {coder.name!r} is described already",
                where=str(path),
                remedy="import the sheet once more: it is then taken as that of this coder",
            )
        text = new_file(coder.codebook)
        if path.exists():
            read_text(path)
            text = path.read_bytes().decode("utf-8")
        made = with_item(
            text,
            "coders",
            _stated(coder),
            where=str(path),
            remedy="write `coders:` with one entry below the other, and import the sheet again",
        )
        with written_whole(path) as temporary, temporary.open("wb") as stream:
            stream.write(made.encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())
            read_coders(temporary)  # what could not be read again never takes the place of what can
    return path
