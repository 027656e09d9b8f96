"""The exports against the search log, and each of them read: what would be set aside, and what is empty."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.io.corpus import read_manifest, read_previous_review
from coprod_review.io.exports import read_export_bytes
from coprod_review.io.files import is_left_alone
from coprod_review.io.findings import Findings
from coprod_review.io.manifest import line_of_export, read_searching
from coprod_review.model.corpus import ExportFile
from coprod_review.model.known_as import Bearers, Facts
from coprod_review.model.record import SetAside, export_of
from coprod_review.model.searches import Documents, differences, shared_documents
from coprod_review.pages.terminal import typed

LINES_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What reading an export gave: its record ids and set-aside entries, and on request its aliases.

    `facts` gives on request what is known of each record, in the order of `record_ids`. `unread` are the
    parts of it that were not read, each with its remedy.
    """

    record_ids: tuple[str, ...]
    set_aside: tuple[SetAside, ...]
    aliases: Callable[[], Iterable[str]]
    unread: tuple[tuple[str, str], ...] = ()
    facts: Callable[[], Sequence[Facts]] | None = None


Examine = Callable[[bytes, str, ExportFile], Examined]
"""Reads the bytes of an export at a place, as the search log tells of it; raises ReviewError where no
parser can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportsFound:
    """The exports that were read, and those of the search log that were not; `sha256` is by file name.

    `listed` are the entries of the search log.
    """

    examined: tuple[Examined, ...] = ()
    unread: tuple[str, ...] = ()
    sha256: tuple[tuple[str, str], ...] = ()
    log_was_read: bool = True
    listed: tuple[ExportFile, ...] = ()

    def know_record(self, record_id: str) -> bool:
        """Whether an export has this record, or may have it: one that cannot be read may have any."""
        if export_of(record_id) in self.unread or not self.log_was_read:
            return True
        return any(record_id in examined.record_ids for examined in self.examined)

    def bearers(self) -> Bearers:
        """The records of the exports that were read, to be found by what is kept of them."""
        record_ids = [record_id for one in self.examined for record_id in one.record_ids]
        facts = [fact for one in self.examined if one.facts for fact in one.facts()]
        return Bearers(record_ids, facts.__getitem__)

    def know_alias(self, alias: str) -> bool:
        """Whether a record bears this alias, or may bear it."""
        if self.unread or not self.log_was_read:
            return True
        return any(alias in examined.aliases() for examined in self.examined)


def check_exports(
    corpus: Path,
    findings: Findings,
    *,
    examine: Examine,
    today: datetime.date,
    max_file_mb: int | None = None,
) -> ExportsFound:
    """Note what is wrong with the search log and the exports; `today` bounds the dates of searches."""
    manifest, folder = paths.within(corpus, paths.MANIFEST), paths.within(corpus, paths.EXPORTS)
    exports = findings.tried(partial(read_manifest, manifest))
    if exports is None:
        return ExportsFound(log_was_read=False)
    findings.tried(partial(read_previous_review, manifest))
    searching = findings.tried(partial(read_searching, manifest)) or {}
    findings.count(len(searching), "statement on searching", "statements on searching")
    findings.count(len(exports), "export")
    present = {p.name for p in folder.iterdir() if not is_left_alone(p.name)} if folder.is_dir() else set()
    examined, unread, digests = [], [], {}
    found_by_file: dict[str, Examined] = {}
    for export in exports:
        where = f"{manifest}, line {line_of_export(manifest, export.file)}"
        findings.faults += _date_to_come(export, where=where, today=today)
        found = None
        if export.file not in present:
            findings.faults.append(_missing(export, folder, where=where))
        else:
            path = folder / export.file
            raw = findings.tried(partial(read_export_bytes, path, max_file_mb=max_file_mb))
            if raw is not None:
                digests[export.file] = hashlib.sha256(raw).hexdigest()
                findings.faults += _changed(export, digests[export.file], where=where)
                found = findings.tried(partial(examine, raw, str(path), export))
                findings.warnings += unread_entries(path, found) if found else []
        if found:
            found_by_file[export.file] = found
        examined += [found] if found else []
        unread += [] if found else [export.file]
    findings.warnings += _with_other_hits(manifest, exports, found_by_file)
    findings.warnings += _without_sha256(manifest, exports, digests)
    findings.faults += [
        ReviewError(
            f"the export {name} has no entry in the search log",
            where=str(folder / name),
            remedy=f"add it with `coprod-review add {typed(str(folder / name))}`, or remove the file",
        )
        for name in sorted(present - {export.file for export in exports})
    ]
    return ExportsFound(
        examined=tuple(examined),
        unread=tuple(unread),
        sha256=tuple(sorted(digests.items())),
        listed=tuple(exports),
    )


def unread_entries(path: Path, found: Examined) -> list[ReviewError]:
    """Warnings of parts that were not read, of an export without entries, and of entries that would be set
    aside, by their reason."""
    warnings = [ReviewError(part, where=str(path), remedy=remedy) for part, remedy in found.unread]
    if not found.record_ids and not found.set_aside:
        if warnings:
            empty = ReviewError("this export has no entries", where=str(path), remedy=warnings[0].remedy)
            return [*warnings, empty]
        return [
            ReviewError(
                "this export has no entries",
                where=str(path),
                remedy="export again, with all records chosen; if the search found nothing, leave it so",
            ),
        ]
    by_reason: dict[tuple[str, str], list[int]] = {}
    for entry in found.set_aside:
        by_reason.setdefault((entry.reason, entry.remedy), []).append(entry.line)
    for (reason, remedy), lines in by_reason.items():
        n = "1 entry" if len(lines) == 1 else f"{len(lines):,} entries"
        others = ", ".join(map(str, lines[1:LINES_NAMED]))
        more = " and more" if len(lines) > LINES_NAMED else ""
        also = f" (also lines {others}{more})" if others else ""
        where = f"{path}, line {lines[0]}"
        warnings.append(ReviewError(f"{n} set aside{also}: {reason}", where=where, remedy=remedy))
    return warnings


def _missing(export: ExportFile, folder: Path, *, where: str) -> ReviewError:
    return ReviewError(
        f"the export {export.file} is not in {folder}",
        where=where,
        remedy="put the file there, or remove its entry",
    )


def _date_to_come(export: ExportFile, *, where: str, today: datetime.date) -> list[ReviewError]:
    if not export.searched or export.searched <= today.isoformat():
        return []
    problem = f"the date of the search, {export.searched}, lies in the future"
    return [ReviewError(problem, where=where, remedy="correct the date")]


def _changed(export: ExportFile, actual: str, *, where: str) -> list[ReviewError]:
    if export.sha256 in (None, actual):
        return []
    return [
        ReviewError(
            f"the export {export.file} is not the file that was logged: its sha256 differs",
            where=where,
            remedy=f"restore the file; if the new one is meant, write sha256: {actual}",
        )
    ]


def _with_other_hits(
    manifest: Path, exports: Sequence[ExportFile], found: Mapping[str, Examined]
) -> list[ReviewError]:
    """Warnings of searches that are said to have found fewer records than their files hold, or more."""

    def documents(files: Sequence[ExportFile]) -> Documents:
        known = [found[one.file] for one in files]
        pairs = (zip(one.record_ids, one.facts(), strict=True) for one in known if one.facts)
        return shared_documents(chain.from_iterable(pairs))

    n_entries = {file: len(one.record_ids) + len(one.set_aside) for file, one in found.items()}
    return [
        ReviewError(
            one.problem,
            where=f"{manifest}, line {line_of_export(manifest, one.files[0].file)}",
            remedy=one.remedy,
        )
        for one in differences(exports, n_entries, documents)
    ]


def _without_sha256(
    manifest: Path, exports: Sequence[ExportFile], digests: dict[str, str]
) -> list[ReviewError]:
    """One warning for all exports without a digest, with what to write, a line for each."""
    without = [e.file for e in exports if e.sha256 is None and e.file in digests]
    if not without:
        return []
    said = f"{len(without)} exports have" if len(without) > 1 else f"the export {without[0]} has"
    lines = "".join(f"\n    {file}: sha256: {digests[file]}" for file in without)
    return [
        ReviewError(
            f"{said} no sha256, so that a change would go unnoticed",
            where=str(manifest),
            remedy=f"write into the entry of{lines}",
        )
    ]
