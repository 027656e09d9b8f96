"""The whole of de-duplication: records in, reports and the verdicts on their pairs out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coprod_review.dedupe.cluster import cluster_records
from coprod_review.dedupe.compare import title_similarity
from coprod_review.dedupe.features import features_of
from coprod_review.dedupe.identity import identify, records_by_alias, registered_by_accession
from coprod_review.dedupe.keys import WINDOW, candidate_pairs
from coprod_review.dedupe.match import judge, judge_pairs
from coprod_review.dedupe.merge import merge
from coprod_review.errors import ReviewError
from coprod_review.model.corpus import Characteristics, DuplicateDecision, Registration
from coprod_review.model.record import Record
from coprod_review.model.report import PairVerdict, Report

REGISTRY_RULE = "one registration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Reports by id, the verdict on every pair that was compared, and notes for the log.

    Every record is in exactly one report.
    """

    reports: tuple[Report, ...]
    verdicts: tuple[PairVerdict, ...]
    notes: tuple[str, ...]
    n_registered: int


def join_records(
    records: Sequence[Record],
    *,
    registry: Sequence[Registration] = (),
    decisions: Sequence[DuplicateDecision] = (),
    characteristics: Mapping[str, Characteristics] | None = None,
) -> Joining:
    """Join the records that are one document, and name and merge the reports.

    Raises ReviewError where two records have one record id.
    """
    place = {record.record_id: n for n, record in enumerate(records)}
    if len(place) < len(records):
        raise ReviewError(
            f"{len(records) - len(place)} record ids stand twice in the records",
            remedy="read the exports again; each record id is its export and entry",
        )
    features = [features_of(record) for record in records]
    pairs, n_crowded = candidate_pairs(features)

    def judge_ids(a: str, b: str) -> PairVerdict:
        one, other = features[place[a]], features[place[b]]
        return judge(one, other, title=title_similarity(one.core, other.core))

    clustering = cluster_records(
        [record.record_id for record in records],
        _settled_by_registry(judge_pairs(features, pairs), registered_by_accession(records, registry)),
        judge=judge_ids,
        decisions=decisions,
        records_by_alias=records_by_alias(records) if decisions else {},
    )
    clusters = [[records[place[i]] for i in cluster] for cluster in clustering.clusters]
    identities = identify(clusters, registry)
    reports = (
        merge(report_id, cluster, characteristics)
        for report_id, cluster in zip(identities.report_ids, clusters, strict=True)
    )
    notes = [*clustering.notes, *identities.notes]
    if n_crowded:
        notes.append(
            f"{n_crowded} keys are shared by more than {WINDOW + 1} records: nearest titles compared only"
        )
    return Joining(
        reports=tuple(sorted(reports, key=lambda report: report.report_id)),
        verdicts=clustering.verdicts,
        notes=tuple(notes),
        n_registered=identities.n_registered,
    )


def _settled_by_registry(
    verdicts: Iterable[PairVerdict], report_id_by_record: Mapping[str, str]
) -> Iterator[PairVerdict]:
    """The verdicts, with maybe made duplicate where the registry has both accession numbers as one report."""
    for verdict in verdicts:
        one = report_id_by_record.get(verdict.record_a)
        if verdict.verdict == "maybe" and one and one == report_id_by_record.get(verdict.record_b):
            why = f"the registry has the accession numbers of both as report {one}; otherwise: {verdict.why}"
            yield replace(verdict, verdict="duplicate", rule=REGISTRY_RULE, why=why)
        else:
            yield verdict
