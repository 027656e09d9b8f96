"""Verifying a shared copy against the files of somebody who holds the exports, or the whole review."""

from __future__ import annotations

import argparse
import hashlib
import logging
import tempfile
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
    """Raise ReviewErrors, one for each file, text and passage of the copy that the holder has otherwise.

    Of a holder who has the exports alone, the exports, the texts of records and the passages are compared;
    of one who has the results too, every file of the copy, made again, as well.
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
    texts = [row for row in told if has_results or row.kind != "report" or row.field == "abstract"]
    faults = differing_files(files, {row.name: _sha256(against / row.name) for row in files}, where=where)
    faults += differing_texts(texts, holder, where=where)
    passages = list(_passages(copy))
    faults += [fault for place in passages if (fault := _passage_fault(place, holder))]
    raise_all(faults)
    if has_results:
        raise_all(_other_files(sums, against))
    LOG.info(
        "share: the copy is whole and agrees with %s: %d texts, %d files withheld or changed, %d passages%s",
        against,
        sum(row.characters is not None for row in texts),
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
        else _with_texts_of(read_reports(copy / paths.REPORTS), records)
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
        read.run(parser.parse_args([*map(str, files), *options]))
        return read_records(Path(outputs["records"]))


def _with_texts_of(reports: Sequence[Report], records: Sequence[Record]) -> list[Report]:
    """The reports of the copy with the abstracts of the records that they came from."""
    from dataclasses import replace

    abstract_by_record = {record.record_id: record.abstract for record in records}
    return [
        replace(report, abstract=abstract_by_record.get(report.source_by_field.get("abstract", ""), ""))
        for report in reports
    ]


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


def _passage_fault(place: tuple[str, Mapping[str, Any]], holder: Withholding) -> ReviewError | None:
    from coprod_review.share.marks import passage_mark

    report_id, evidence = place
    whole = holder.texts_of(report_id).get(evidence["field"], "")
    if not whole:
        return None  # told as a text that is not there
    passage = whole[evidence["start"] : evidence["end"]]
    if passage_mark(passage, whole) == evidence["quote"]:
        return None
    return ReviewError(
        f"the passage from {evidence['start']} to {evidence['end']} of the {evidence['field']} is another",
        where=f"report {report_id}",
        remedy="look for the version of the exports from which the copy was made",
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
