"""Verifying a shared copy against the files of somebody who holds the exports, or the whole review."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coprod_review import paths
from coprod_review.errors import ReviewError, raise_all

if TYPE_CHECKING:
    from coprod_review.model.record import Record
    from coprod_review.model.report import Report
    from coprod_review.share.ledger import Withheld
    from coprod_review.share.withheld import Withholding
    from coprod_review.tasks.share.reread import Reread

LOG = logging.getLogger("coprod_review")

EVIDENCE_FOLDERS = ("screen", "code", "settle")


def verify_whole(copy: Path) -> str:
    """The SHA-256 of the list of sums of a copy that is as it was written, and agrees with itself.

    Raises ReviewErrors, one for each file that was changed, is missing, or was not part of the copy, or of
    which two of its lists tell otherwise.
    """
    from coprod_review.io.shared_copy import damaged_files, read_sums
    from coprod_review.io.sums import sha256_and_size
    from coprod_review.pages.wording import counted
    from coprod_review.share.ledger import SUMS_NAME
    from coprod_review.tasks.share.itself import contradictions

    sums = read_sums(copy, sums_name=SUMS_NAME)
    raise_all(damaged_files(copy, sums, sums_name=SUMS_NAME))
    raise_all(contradictions(copy, sums, _withheld_in(copy)))
    digest, _ = sha256_and_size(copy / SUMS_NAME)
    LOG.info(
        "share: the copy is whole: %s as %s has them, whose own SHA-256 is %s",
        counted(len(sums), "file"),
        SUMS_NAME,
        digest,
    )
    return digest


def has_exports_of(copy: Path, review: Path) -> bool:
    """Whether a folder has an export of this copy, byte for byte."""
    from coprod_review.io.results import read_table

    told = copy / paths.EXPORT_READINGS
    return told.is_file() and any(
        _sha256(review / paths.EXPORTS / row["export"]) == row["sha256"] for row in read_table(told)
    )


def missing_exports(copy: Path) -> list[str]:
    """The exports of the run that are not in the copy."""
    from coprod_review.io.results import read_table

    names = [row["export"] for row in read_table(copy / paths.EXPORT_READINGS)]
    return [name for name in names if not (copy / paths.EXPORTS / name).is_file()]


def verify(copy: Path, *, against: Path) -> str:
    """The SHA-256 of the list of sums of a copy that is whole and agrees with the holder's files.

    Raises ReviewErrors, one for each file, record or text of the copy that the holder has otherwise.

    Of a holder who has the exports alone, these are compared with all that reading them gives: records,
    entries set aside, withheld texts and the passages quoted from them; of one who has the results too, every
    file of the copy, made again, as well. What was compared is told, and what was not.
    """
    from coprod_review.io.shared_copy import read_sums
    from coprod_review.pages.wording import counted
    from coprod_review.share.ledger import SUMS_NAME, differing_files, differing_texts
    from coprod_review.tasks.share.comparable import comparable
    from coprod_review.tasks.share.reread import open_export_faults, read_exports, reading_faults

    digest = verify_whole(copy)
    sums = read_sums(copy, sums_name=SUMS_NAME)
    told = _withheld_in(copy)
    has_results = (against / paths.NUMBERS).is_file()
    read = read_exports(copy, against)
    holder = _holder(copy, against, read, has_results=has_results)
    where = str(against)
    files = [row for row in told if has_results or row.name.startswith(f"{paths.EXPORTS.as_posix()}/")]
    here = comparable(told, list(_passages(copy)), read, copy, has_results=has_results)
    faults = differing_files(files, {row.name: _sha256(against / row.name) for row in files}, where=where)
    faults += open_export_faults(sums, read, against)
    faults += differing_texts(here.texts, holder, where=where)
    if not faults:
        faults += reading_faults(copy, read, holder)
    raise_all(faults)
    raise_all(_passage_faults(here.passages, holder))
    if has_results:
        raise_all(_other_files(sums, against))
    _tell(read, n_texts=len(here.texts), n_passages=len(here.passages))
    if has_results:
        LOG.info(
            "share: the copy agrees with the review in %s: all %s, made again, are the same",
            against.resolve(),
            counted(len(sums), "file"),
        )
    else:
        _tell_not_compared(sums, read, against)
    return digest


def _tell(read: Reread, *, n_texts: int, n_passages: int) -> None:
    from coprod_review.pages.wording import counted

    LOG.info(
        "share: compared with what reading %s gives, and the same: %s with all fields, %s, %s, %s",
        counted(len(read.files), "export"),
        counted(len(read.records), "record"),
        counted(len(read.set_aside), "entry set aside", "entries set aside"),
        counted(n_texts, "withheld text"),
        counted(n_passages, "quoted passage"),
    )


def _tell_not_compared(sums: Mapping[str, str], read: Reread, against: Path) -> None:
    """Say what the exports cannot tell, so that nobody takes it for verified."""
    from coprod_review.pages.wording import counted
    from coprod_review.tasks.share.reread import READ_TABLES

    compared = {name.as_posix() for name in READ_TABLES} | set(read.files)
    rest = sums.keys() - compared
    absent = f"; of the exports, {', '.join(read.absent)}" if read.absent else ""
    LOG.info(
        "share: NOT compared, since %s has no results: the other %s, with all that people decided and all "
        "that was computed (configuration, decisions, reports, codes, numbers, tables, figures, pages)%s\n"
        "  for these: verify against the review with its results, or compare the SHA-256 above with the one "
        "that was published beside the copy",
        against.resolve(),
        counted(len(rest), "file"),
        absent,
    )


def _withheld_in(copy: Path) -> list[Withheld]:
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


def _holder(copy: Path, against: Path, read: Reread, *, has_results: bool) -> Withholding:
    """The withheld texts as the holder's exports give them, by the rule of the copy's search log."""
    from coprod_review.io.manifest import read_manifest
    from coprod_review.io.tables import read_reports
    from coprod_review.share.withheld import withholding_of

    reports = (
        read_reports(against / paths.REPORTS)
        if has_results
        else _merged_again(
            read_reports(copy / paths.REPORTS), read.records, fetched=_fetched_abstracts(copy, against)
        )
    )
    return withholding_of(read.records, reports, read_manifest(copy / paths.MANIFEST))


def _fetched_abstracts(copy: Path, against: Path) -> dict[str, str]:
    """The abstracts that services gave the holder, by the report of the copy that they fill."""
    from coprod_review.io.enriched import read_enriched
    from coprod_review.io.results import read_table
    from coprod_review.model.enrichment import in_force

    told = copy / paths.ENRICHED_AFTER
    facts = in_force(read_enriched(against / paths.ENRICHED))
    value_by_fact = {(fact.alias, fact.field, fact.service): fact.value for fact in facts}
    return {
        row["report_id"]: value_by_fact.get((row["alias"], "abstract", row["service"]), "")
        for row in (read_table(told) if told.exists() else [])
        if (row["field"], row["fate"]) == ("abstract", "used")
    }


def _merged_again(
    reports: Sequence[Report], records: Sequence[Record], *, fetched: Mapping[str, str]
) -> list[Report]:
    """The reports of the copy with the texts of the records that the copy names as their sources.

    `fetched` are the abstracts from services, by report id.
    """
    from dataclasses import replace

    from coprod_review.dedupe.uniting import one_list_of
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
        words = [record.keywords for record in keywords]
        united = words[0] if len(words) == 1 else one_list_of(words)[0]
        abstract = abstracts[0].abstract if abstracts else fetched.get(report.report_id, "")
        made.append(replace(report, abstract=abstract, keywords=tuple(united)))
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
    from coprod_review.tasks.share.files import ReviewFolders, SharedFiles, sha256

    made = {
        name: sha256(content) for name, content in SharedFiles(folders=ReviewFolders.below(against)).files()
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
