"""Verifying a shared copy against the files of somebody who holds the exports, or the whole review."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import logging
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coprod_review.cli import paths
from coprod_review.errors import ReviewError, raise_all

if TYPE_CHECKING:
    from coprod_review.model.record import Record
    from coprod_review.model.report import Report
    from coprod_review.share.ledger import Withheld
    from coprod_review.share.withheld import Withholding

LOG = logging.getLogger("coprod_review")

EVIDENCE_FOLDERS = ("screen", "code", "settle")


def verify(copy: Path, *, against: Path) -> None:
    """Raise ReviewErrors, one for each file or text of the copy that the holder has otherwise.

    Of a holder who has the exports alone, the exports, the withheld texts and the passages quoted from them
    are compared; of one who has the results too, every file of the copy, made again, as well.
    """
    from coprod_review.io.shared_copy import damaged_files, read_sums
    from coprod_review.share.ledger import SUMS_NAME, differing_files, differing_texts

    sums = read_sums(copy, sums_name=SUMS_NAME)
    raise_all(damaged_files(copy, sums, sums_name=SUMS_NAME))
    told = _told(copy)
    has_results = (against / paths.NUMBERS).is_file()
    holder = _holder(copy, against, has_results=has_results)
    where = str(against)
    files = [row for row in told if has_results or row.name.startswith(f"{paths.EXPORTS.as_posix()}/")]
    faults = differing_files(files, {row.name: _sha256(against / row.name) for row in files}, where=where)
    faults += differing_texts(told, holder, where=where)
    raise_all(faults)
    passages = list(_passages(copy))
    raise_all(_passage_faults(passages, holder))
    if has_results:
        raise_all(_other_files(sums, against))
    LOG.info(
        "share: the copy is whole and agrees with %s: %d texts, %d files withheld or changed, %d passages%s",
        against.resolve(),
        sum(row.characters is not None for row in told),
        sum(row.characters is None for row in files),
        len(passages),
        f", and {len(sums)} files made again are the same"
        if has_results
        else "; there are no results, so only what the exports tell was compared",
    )


def _told(copy: Path) -> list[Withheld]:
    from coprod_review.io.sheets import read_csv
    from coprod_review.share.ledger import COLUMNS, LEDGER_NAME, Withheld

    return [
        Withheld(
            kind=row["kind"],
            name=row["name"],
            field=row["field"],
            characters=int(row["characters"]) if row["characters"] else None,
            sha256=row["sha256"],
        )
        for row in read_csv(copy / LEDGER_NAME, required=COLUMNS)
    ]


def _holder(copy: Path, against: Path, *, has_results: bool) -> Withholding:
    """The withheld texts as the holder's exports give them, by the rule of the copy's search log."""
    from coprod_review.io.manifest import read_manifest
    from coprod_review.io.tables import read_reports
    from coprod_review.share.withheld import withholding_of

    records = _read_exports(copy, against)
    reports = (
        read_reports(against / paths.REPORTS)
        if has_results
        else _merged_again(read_reports(copy / paths.REPORTS), records)
    )
    return withholding_of(records, reports, read_manifest(copy / paths.MANIFEST))


def _read_exports(copy: Path, against: Path) -> list[Record]:
    """The records of the holder's exports, read now; those that the holder does not have are none."""
    from coprod_review.cli import read
    from coprod_review.io.manifest import read_manifest
    from coprod_review.io.tables import read_records

    names = (export.file for export in read_manifest(copy / paths.MANIFEST))
    files = [path for name in names if (path := against / paths.EXPORTS / name).is_file()]
    if not files:
        raise ReviewError(
            "none of the exports of this copy is here",
            where=str(against / paths.EXPORTS),
            remedy="name with --against the folder that has the exports in corpus/exports/",
        )
    parser = argparse.ArgumentParser()
    read.add_arguments(parser)
    with tempfile.TemporaryDirectory() as folder:
        outputs = {name: str(Path(folder) / name) for name in ("records", "set-aside", "exports")}
        options = [word for name, path in outputs.items() for word in (f"--{name}", path)]
        options += ["--manifest", str(copy / paths.MANIFEST), "--config", str(copy / paths.SETTINGS)]
        with _silent():
            read.run(parser.parse_args([*map(str, files), *options]))
        return read_records(Path(outputs["records"]))


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """What reading tells of each export is not asked for here."""
    level = LOG.level
    LOG.setLevel(logging.WARNING)
    try:
        yield
    finally:
        LOG.setLevel(level)


def _merged_again(reports: Sequence[Report], records: Sequence[Record]) -> list[Report]:
    """The reports of the copy with the texts of the records that the copy names as their sources."""
    from dataclasses import replace

    from coprod_review.dedupe.forms import words_of
    from coprod_review.share.withheld import SOURCE_SEPARATOR

    by_id = {record.record_id: record for record in records}
    made = []
    for report in reports:
        abstracts, keywords = (
            [
                by_id[name]
                for name in report.source_by_field.get(field, "").split(SOURCE_SEPARATOR)
                if name in by_id
            ]
            for field in ("abstract", "keywords")
        )
        united: dict[str, str] = {}
        for word in (word for record in keywords for word in record.keywords):
            united.setdefault(" ".join(words_of(word)) or word, word)
        abstract = abstracts[0].abstract if abstracts else ""
        made.append(replace(report, abstract=abstract, keywords=tuple(united.values())))
    return made


def _passages(copy: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each marked passage of the tables of evidence, with the report that it is of."""
    from coprod_review.io.files import read_bytes
    from coprod_review.io.shared_tables import parquet_rows
    from coprod_review.share.marks import MARK

    for folder in EVIDENCE_FOLDERS:
        for path in sorted((copy / paths.RESULTS / folder).glob("*.parquet")):
            for row in parquet_rows(read_bytes(path)):
                for evidence in row.get("evidence") or ():
                    if MARK.fullmatch(evidence["quote"]):
                        yield row["report_id"], evidence


def _passage_faults(
    passages: Sequence[tuple[str, Mapping[str, Any]]], holder: Withholding
) -> Iterator[ReviewError]:
    """A fault for each text whose passages do not read as their marks say."""
    from coprod_review.share.marks import passage_mark

    differing: Counter[tuple[str, str]] = Counter()
    for report_id, evidence in passages:
        whole = holder.texts_of(report_id).get(evidence["field"], "")
        passage = whole[evidence["start"] : evidence["end"]]
        if passage_mark(passage, whole) != evidence["quote"]:
            differing[report_id, evidence["field"]] += 1
    for (report_id, name), n in sorted(differing.items()):
        yield ReviewError(
            f"{n} passage{'s' if n > 1 else ''} of the {name} do{'' if n > 1 else 'es'} not read as quoted",
            where=f"report {report_id}",
            remedy="get the copy again from where it was published; its evidence has been changed",
        )


def _other_files(sums: Mapping[str, str], against: Path) -> Iterator[ReviewError]:
    """A fault for each file that the holder's review would give otherwise."""
    from coprod_review.cli.share_files import ReviewFolders, SharedFiles

    made = {
        name: hashlib.sha256(content).hexdigest()
        for name, content in SharedFiles(folders=ReviewFolders.below(against)).files()
    }
    for name in sorted(sums.keys() | made.keys()):
        if sums.get(name) != made.get(name):
            yield ReviewError(
                "this file of the copy is not what the review gives now",
                where=name,
                remedy="share again, or look for the run from which the copy was made",
            )


def _sha256(path: Path) -> str | None:
    from coprod_review.io.files import sha256_of

    return sha256_of(path) if path.is_file() else None
