"""The six exports, each written in the dialect of its database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from prepare_corpus import bibtex, ebsco, nbib, openalex, scopus, wos
from prepare_corpus.placement import EBSCO, FILES, LIBRARY, OPENALEX, PUBMED, SCOPUS, WOS, Entry

CitedAs = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFile:
    """One export as it was written."""

    name: str
    n_entries: int
    sha256: str


def write_exports(folder: Path, entries: Iterable[Entry], *, cited_as: CitedAs) -> list[WrittenFile]:
    """Write the six exports and tell what they hold."""
    folder.mkdir(parents=True, exist_ok=True)
    writers: dict[str, Callable[[Sequence[Entry]], bytes]] = {
        PUBMED: nbib.export,
        SCOPUS: partial(scopus.export, cited_as=cited_as),
        WOS: partial(wos.export, cited_as=cited_as),
        EBSCO: ebsco.export,
        LIBRARY: partial(bibtex.export, cited_as=cited_as),
        OPENALEX: openalex.export,
    }
    every = list(entries)
    files = []
    for name in FILES:
        own = [entry for entry in every if entry.file == name]
        content = writers[name](own)
        (folder / name).write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        files.append(WrittenFile(name=name, n_entries=len(own), sha256=digest))
    return files
