"""The whole of de-duplication: records in, reports and the verdicts on their pairs out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coprod_review.dedupe.arrow import Ints
from coprod_review.dedupe.cluster import cluster_records, without_contradiction
from coprod_review.dedupe.columns import Columns, columns_of
from coprod_review.dedupe.compare import compare
from coprod_review.dedupe.components import components, linked_groups, numbered, pairs_within
from coprod_review.dedupe.decided import (
    DISAGREEMENT_RULE,
    PERSON_RULE,
    decided_pairs,
    decided_places,
)
from coprod_review.dedupe.identity import identify, records_by_alias, registered_by_accession
from coprod_review.dedupe.keys import WINDOW, candidate_pairs
from coprod_review.dedupe.known_as import placed
from coprod_review.dedupe.match import judge, judge_compared
from coprod_review.dedupe.merge import Merging, merge_records
from coprod_review.dedupe.naming import Names
from coprod_review.dedupe.objects import record_table, reports_in
from coprod_review.dedupe.other_titles import UNLIKE_RULE
from coprod_review.dedupe.record_tables import RecordTable
from coprod_review.dedupe.register import registrations_of
from coprod_review.dedupe.related import UNLIKE_DOIS_RULE
from coprod_review.dedupe.titles import Titles, compare_titles, worth_judging
from coprod_review.dedupe.verdicts import Verdicts
from coprod_review.errors import ReviewError
from coprod_review.model.corpus import Characteristics, DuplicateDecision, Registration
from coprod_review.model.record import Record
from coprod_review.model.report import PairVerdict, Report

REGISTRY_RULE = "one registration"
THROUGH_RULE = "through other records"

MOST_COMPARED = 30
"""Reports of no more records than this have a verdict on every pair of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableJoining:
    """Reports by id as a merging, the verdicts on pairs, and notes for the log.

    `names` are what names the records beyond this run, and `registry` is what was registered before it.
    """

    merging: Merging
    verdicts: Verdicts
    names: Names
    registry: Sequence[Registration]
    notes: tuple[str, ...]
    n_registered: int

    @property
    def n_records(self) -> int:
        """How many records were joined to reports."""
        return len(self.names.record_ids)

    def registrations(self) -> Iterator[Registration]:
        """The registry after the run, by report id."""
        merging = self.merging
        return registrations_of(merging.report_ids, merging.clusters, self.names, self.registry)

    def told(self) -> Iterator[PairVerdict]:
        """The verdicts one by one, in the order of the records."""
        return self.verdicts.told(self.merging.record_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Reports by id, the verdicts on the pairs that were judged, and notes for the log.

    Every record is in exactly one report.
    """

    reports: tuple[Report, ...]
    verdicts: tuple[PairVerdict, ...]
    registrations: tuple[Registration, ...]
    notes: tuple[str, ...]
    n_registered: int


def join_table(
    records: RecordTable,
    *,
    registry: Sequence[Registration] = (),
    decisions: Sequence[DuplicateDecision] = (),
    characteristics: Mapping[str, Characteristics] | None = None,
) -> TableJoining:
    """Join the records that are one document, and name and merge the reports.

    The result depends on nothing but the arguments. Raises ReviewError where two records have one record id.
    """
    columns = columns_of(records)
    names = Names(records, columns.whole_titles, columns.first_families())
    if len(set(names.record_ids)) < len(names.record_ids):
        raise ReviewError(
            f"{len(names.record_ids) - len(set(names.record_ids))} record ids stand twice in the records",
            remedy="read the exports again; each record id is its export and entry",
        )
    verdicts, n_crowded = _verdicts(columns, names, registry)
    decisions, moved = placed(decisions, names)
    clusters, notes = _clusters(columns, names, verdicts, decisions)
    notes += moved
    abstract_length = columns.abstract_length
    del columns  # half of the memory, before long texts are asked for again
    _tell_what_is_joined(verdicts, numbered(len(names.record_ids), clusters))
    verdicts = verdicts.without(UNLIKE_RULE, UNLIKE_DOIS_RULE)
    identities = identify(clusters, names, registry)
    order = sorted(range(len(clusters)), key=identities.report_ids.__getitem__)
    report_ids = [identities.report_ids[n] for n in order]
    clusters = [clusters[n] for n in order]
    if n_crowded:
        notes.append(
            f"{n_crowded} keys are shared by more than {WINDOW + 1} records: nearest titles compared only"
        )
    return TableJoining(
        merging=merge_records(
            records, names, report_ids, clusters, characteristics, abstract_length=abstract_length
        ),
        verdicts=verdicts,
        names=names,
        registry=registry,
        notes=(*notes, *identities.notes),
        n_registered=identities.n_registered,
    )


def join_records(
    records: Sequence[Record],
    *,
    registry: Sequence[Registration] = (),
    decisions: Sequence[DuplicateDecision] = (),
    characteristics: Mapping[str, Characteristics] | None = None,
) -> Joining:
    """`join_table` of records as objects, with reports and verdicts as objects."""
    joining = join_table(
        record_table(records), registry=registry, decisions=decisions, characteristics=characteristics
    )
    return Joining(
        reports=tuple(report for table in joining.merging.tables() for report in reports_in(table)),
        verdicts=tuple(joining.told()),
        registrations=tuple(joining.registrations()),
        notes=joining.notes,
        n_registered=joining.n_registered,
    )


def _verdicts(columns: Columns, names: Names, registry: Sequence[Registration]) -> tuple[Verdicts, int]:
    """The verdicts on all pairs that are worth one, those within each group of duplicates included."""
    pairs, n_crowded = candidate_pairs(columns)
    titles = compare_titles(columns, pairs)
    worth = worth_judging(columns, pairs, titles)
    pairs = pairs[worth]
    titles = Titles(similarity=titles.similarity[worth], part=titles.part[worth])
    verdicts = Verdicts.of(judge_compared(columns, pairs, compare(columns, pairs, titles)))
    _settle_by_registry(verdicts, registered_by_accession(names, registry), names)
    groups = linked_groups(verdicts.pairs[verdicts.given("duplicate")])
    within = pairs_within((group for group in groups if len(group) > 2), most=MOST_COMPARED)
    fresh = verdicts.lacking(within, columns.n)
    return verdicts.joined_with(Verdicts.of(judge(columns, fresh))), n_crowded


def _settle_by_registry(verdicts: Verdicts, report_id_by_record: Mapping[str, str], names: Names) -> None:
    """Make maybe duplicate where the registry has both accession numbers as one report."""
    if not report_id_by_record:
        return
    for place in np.flatnonzero(verdicts.given("maybe")).tolist():
        a, b = (names.record_ids[side] for side in verdicts.pairs[place].tolist())
        one = report_id_by_record.get(a)
        if one and one == report_id_by_record.get(b):
            why = f"the registry has the accession numbers of both as report {one}; otherwise: "
            verdicts.change(place, verdict="duplicate", rule=REGISTRY_RULE, why=why + verdicts.why[place])


def _clusters(
    columns: Columns, names: Names, verdicts: Verdicts, decisions: Sequence[DuplicateDecision]
) -> tuple[list[list[int]], list[str]]:
    """The clusters of places by their first place; a closer look decides where people or conflicts speak."""
    place_by_id = {record_id: place for place, record_id in enumerate(names.record_ids)}
    by_alias = records_by_alias(names) if decisions else {}
    decided = decided_pairs(decisions, place_by_id, by_alias)
    links = verdicts.pairs[verdicts.given("duplicate")]
    groups = components(columns.n, np.concatenate([links, decided]))
    group = numbered(columns.n, groups)
    inner = group[verdicts.pairs[:, 0]] == group[verdicts.pairs[:, 1]]
    contested = set(group[verdicts.pairs[inner & verdicts.firm][:, 0]].tolist())
    contested |= {int(group[place]) for place in decided_places(decisions, place_by_id, by_alias)}
    if not contested and not decisions:
        return groups, []
    chosen = np.isin(group, list(contested))
    within = np.flatnonzero(inner & chosen[verdicts.pairs[:, 0]])
    members = [place for place in range(columns.n) if chosen[place]]

    def judge_ids(a: str, b: str) -> PairVerdict:
        pair = np.asarray([[place_by_id[a], place_by_id[b]]], dtype=np.int64)
        return next(Verdicts.of(judge(columns, pair)).told(names.record_ids))

    clustering = cluster_records(
        [names.record_ids[place] for place in members],
        verdicts.told(names.record_ids, within),
        judge=judge_ids,
        firm_rules=verdicts.firm_rules,
        decisions=decisions,
        records_by_alias=by_alias,
    )
    verdicts.take(clustering.verdicts, place_by_id)
    closer = [[place_by_id[record_id] for record_id in cluster] for cluster in clustering.clusters]
    plain = [places for number, places in enumerate(groups) if number not in contested]
    return sorted([*plain, *closer]), list(clustering.notes)


def _tell_what_is_joined(verdicts: Verdicts, cluster: Ints) -> None:
    """Say duplicate of pairs that other records of their report have joined."""
    joined = cluster[verdicts.pairs[:, 0]] == cluster[verdicts.pairs[:, 1]]
    for place in np.flatnonzero(joined & ~verdicts.given("duplicate")).tolist():
        if verdicts.rule[place] in (PERSON_RULE, DISAGREEMENT_RULE):
            continue
        rule, alone = without_contradiction(verdicts.rule[place], verdicts.why[place])
        why = f"both are one document with other records of their report; compared alone: {alone}"
        verdicts.change(place, verdict="duplicate", rule=f"{THROUGH_RULE}: {rule}", why=why)
