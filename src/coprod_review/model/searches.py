"""Searches of which the exports hold more or fewer entries than they are said to have found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.model.corpus import ExportFile
from coprod_review.model.known_as import IDENTIFIERS, Facts
from coprod_review.model.record import export_of
from coprod_review.model.sources import name_key

Documents = Iterable[Sequence[str]]
"""The record ids of each document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A search whose files do not hold as many entries as its hits: the files, and what they hold together.

    `is_counted_once` says that what several of the files hold is counted once in `n_held`.
    """

    files: tuple[ExportFile, ...]
    hits: int
    n_held: int
    is_counted_once: bool = False

    @property
    def is_short(self) -> bool:
        """Whether the files hold fewer entries than the search found."""
        return self.n_held < self.hits

    @property
    def problem(self) -> str:
        """What is wrong with hits or files of the search."""
        n = len(self.files)
        held = f"its {n} files hold" if n > 1 else "its file holds"
        once = ", what several hold counted once" if self.is_counted_once else ""
        found = f"{self.hits:,} {'record' if self.hits == 1 else 'records'}"
        missing = f" ({self.hits - self.n_held:,} fewer)" if self.is_short else ""
        return f"the search found {found} by its hits, and {held} {self.n_held:,}{once}{missing}"

    @property
    def remedy(self) -> str:
        """What to do about it, which never is to write hits that the database did not show."""
        if self.is_short:
            return _IF_SHORT
        return _IF_EXCEEDED + (_IF_FORMATS if len(self.files) > 1 else "")


_IF_EXCEEDED = (
    "correct hits, which are those of the whole search as the database showed them, or the facts of a file "
    "of another search"
)
_IF_FORMATS = "; where the files are one search in several formats, leave hits as they are"
_IF_SHORT = (
    "export the others too, and add them with the same facts (the download may have been cut short, or have "
    "a limit); where they cannot be had, leave hits as the database showed them"
)


def differences(
    exports: Iterable[ExportFile],
    n_entries: Mapping[str, int],
    documents: Callable[[Sequence[ExportFile]], Documents],
) -> Iterator[Difference]:
    """Each search whose exports surely hold more or fewer entries than its hits.

    `n_entries` is by file; a search with a file that is not in it is passed over. `documents` gives those of
    the records of files, and is asked of searches with several: they may be one export in two formats, so
    that what several hold counts once before hits are called too few. Before they are called too many, all
    entries count: a database may have a document twice, once in each part.
    """
    for files in searches(exports):
        hits = files[0].hits or 0
        if any(one.file not in n_entries for one in files):
            continue
        n_all = n_held = sum(n_entries[one.file] for one in files)
        if n_all > hits and len(files) > 1:
            n_held = _held_together(files, n_entries, documents(files))
        if n_all < hits or n_held > hits:
            yield Difference(files=files, hits=hits, n_held=n_held, is_counted_once=n_held < n_all)


def searches(exports: Iterable[ExportFile]) -> list[tuple[ExportFile, ...]]:
    """The exports of each search whose hits are known: files of one search agree in all facts of it."""
    by_search: dict[tuple[object, ...], list[ExportFile]] = {}
    for one in exports:
        if one.origin == "search" and one.hits is not None:
            names = (name_key(one.database), name_key(one.platform or ""))
            facts = (*names, one.query, one.searched, one.limits, one.hits)
            by_search.setdefault(facts, []).append(one)
    return [tuple(files) for files in by_search.values()]


def shared_documents(records: Iterable[tuple[str, Facts]]) -> list[list[str]]:
    """The record ids of each document, records taken as one that share an identifier or a title.

    That joins more than is true of some titles, so that documents are never counted too high.
    """
    found: list[list[str]] = []
    by_fact: dict[tuple[str, str], list[str]] = {}
    for record_id, known in records:
        keys = [(kind, known[kind]) for kind in (*IDENTIFIERS, "title") if known.get(kind)]
        document = next((by_fact[key] for key in keys if key in by_fact), None)
        if document is None:
            found.append(document := [])
        document.append(record_id)
        for key in keys:
            by_fact.setdefault(key, document)
    return found


def _held_together(files: Sequence[ExportFile], n_entries: Mapping[str, int], documents: Documents) -> int:
    """The least number of entries of one search that these files can hold together.

    A document counts as often as the file has it that has it most often; so do entries without a record.
    """
    names = {one.file for one in files}
    n_records: Counter[str] = Counter()
    n_held = 0
    for record_ids in documents:
        n_by_file = Counter(name for name in map(export_of, record_ids) if name in names)
        n_held += max(n_by_file.values(), default=0)
        n_records.update(n_by_file)
    return n_held + max(n_entries[name] - n_records[name] for name in names)
