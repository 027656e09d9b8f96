"""What is known of a finished run: its files, stages, software, settings and people; times are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coprod_review.model.corpus import Coder, ExportFile


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFile:
    """A file of the run by its path: from the results' folder for outputs, from the review's for inputs.

    `copied` is where a copy of an input stands in the results (empty: it is not copied); `rows` counts the
    rows of a table that coders wrote, None where that is not counted; `coders` are those whom its rows name,
    where it holds the decisions of several.
    """

    path: str
    sha256: str
    size: int
    about: str = ""
    copied: str = ""
    rows: int | None = None
    coders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A folder of so many results that it is told as one: `sha256` is of their lines in the list of sums."""

    path: str
    sha256: str
    n_files: int
    size: int
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A rule of the workflow: what it does, its command, and the paths that it reads and writes.

    Paths are those of the Snakefile, from the review's folder; a folder stands for all files below it.
    """

    name: str
    about: str
    command: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    """The program, what it runs on, and, where they are known, the state of its code.

    `source` is a digest of the code that ran, `commit` that of a review's folder that is a clean checkout.
    """

    version: str
    python: str
    libraries: Mapping[str, str]
    source: str
    commit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A finished run. `workflow` is the input that tells the stages, `rules` are the files that it includes.

    `published` and `modified` (the newest date that an input bears) are ISO dates, or empty.
    """

    title: str
    question: str
    published: str
    modified: str
    licence: str
    codebook: str
    workflow: KnownFile
    rules: tuple[KnownFile, ...] = ()
    inputs: tuple[KnownFile, ...]
    outputs: tuple[KnownFile, ...]
    trees: tuple[Tree, ...]
    exports: tuple[ExportFile, ...]
    coders: tuple[Coder, ...]
    stages: tuple[Stage, ...]
    settings: Mapping[str, str]
    software: Software
    results: str = "results"
