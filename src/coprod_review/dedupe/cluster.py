"""Pairs to clusters of one document, with people's decisions in force and contradictions made visible.

Pairs are joined in tiers: identifiers, then people's decisions, then facts. Where a tier would bring
together two records that may not be joined (A = B, B = C, and A and C are distinct), every link on the way
between them becomes maybe, so that nothing is joined by the accident of an order. A person's "duplicate"
yields to nothing but another person's "distinct"; a person's "distinct" holds in every tier.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from coprod_review.dedupe.decided import PERSON_RULE, decided, latest_decisions, unknown_names
from coprod_review.model.corpus import DuplicateDecision
from coprod_review.model.report import PairVerdict

CONTRADICTION = "contradiction"
_KEPT_APART = "which are kept apart; "
IDENTIFIER_RULES = ("same DOI", "same PMID")
TIERS = ("identifiers", "people", "facts")

Pair = tuple[str, str]
Graph = dict[str, dict[str, list[Pair]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustering:
    """Clusters (record ids in input order) of all records, the final verdicts, and notes for the log."""

    clusters: tuple[tuple[str, ...], ...]
    verdicts: tuple[PairVerdict, ...]
    notes: tuple[str, ...]


def cluster_records(
    record_ids: Sequence[str],
    verdicts: Iterable[PairVerdict],
    *,
    judge: Callable[[str, str], PairVerdict],
    firm_rules: Collection[str] = (),
    decisions: Sequence[DuplicateDecision] = (),
    records_by_alias: Mapping[str, tuple[str, ...]] | None = None,
) -> Clustering:
    """Join what is duplicate, let people override, and turn contradictions into maybe.

    `judge` gives the verdict on pairs inside a cluster that nobody judged yet. A "distinct" or "maybe" by one
    of the `firm_rules` keeps two records apart that a third one would join. Verdicts are ordered by the place
    of their records; every record is in exactly one cluster.
    """
    table = _Table(record_ids, verdicts, judge, frozenset(firm_rules))
    aliases = records_by_alias or {}
    for pair, found in latest_decisions(decisions, table.place, aliases).items():
        table.by_pair[pair] = decided(table.verdict(*pair), found)
    notes = [
        f"decision on duplicates: no record is known as {name}"
        for name in unknown_names(decisions, table.place, aliases)
    ]
    forest = Forest(record_ids)
    for tier in TIERS:
        _join_tier(forest, table, tier)
    clusters = (tuple(sorted(members, key=table.place.__getitem__)) for members in forest.clusters())
    final = table.in_order()
    notes.extend(_contradictions_told(final))
    return Clustering(
        clusters=tuple(sorted(clusters, key=lambda cluster: table.place[cluster[0]])),
        verdicts=final,
        notes=tuple(notes),
    )


class Forest:
    """Disjoint sets of record ids."""

    def __init__(self, members: Iterable[str]) -> None:
        self._parent = {m: m for m in members}
        self._members: dict[str, list[str]] = {m: [m] for m in self._parent}

    def root(self, member: str) -> str:
        """The id that stands for the member's set."""
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def join(self, a: str, b: str) -> None:
        """Make the sets of two members one."""
        one, other = self.root(a), self.root(b)
        if one == other:
            return
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        self._parent[other] = one
        self._members[one].extend(self._members.pop(other))

    def members(self, root: str) -> list[str]:
        """The members of the set that `root` stands for."""
        return self._members[root]

    def clusters(self) -> Iterable[list[str]]:
        """All sets."""
        return self._members.values()


class _Table:
    """The verdicts by pair; pairs that nobody asked for yet are judged when they are."""

    def __init__(
        self,
        record_ids: Iterable[str],
        verdicts: Iterable[PairVerdict],
        judge: Callable[[str, str], PairVerdict],
        firm_rules: frozenset[str],
    ) -> None:
        self._firm_rules = firm_rules
        self.place = {record_id: n for n, record_id in enumerate(record_ids)}
        self._judge = judge
        self.by_pair = {self.pair(v.record_a, v.record_b): v for v in verdicts}

    def pair(self, a: str, b: str) -> Pair:
        """The two ids in the order of the records."""
        return (a, b) if self.place[a] < self.place[b] else (b, a)

    def verdict(self, a: str, b: str) -> PairVerdict:
        """The verdict on a pair, judged now if blocking did not offer it."""
        pair = self.pair(a, b)
        if pair not in self.by_pair:
            self.by_pair[pair] = self._judge(*pair)
        return self.by_pair[pair]

    def keeps_apart(self, verdict: PairVerdict, *, tier: str) -> bool:
        """Whether a verdict forbids that two records come together in this tier."""
        if verdict.rule == PERSON_RULE:
            return verdict.verdict == "distinct"
        return tier != "people" and verdict.verdict != "duplicate" and verdict.rule in self._firm_rules

    def sorted(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Pairs in the order of the records."""
        return sorted(pairs, key=lambda pair: (self.place[pair[0]], self.place[pair[1]]))

    def in_order(self) -> tuple[PairVerdict, ...]:
        """All verdicts in the order of the records."""
        return tuple(self.by_pair[pair] for pair in self.sorted(self.by_pair))


def _tier(verdict: PairVerdict) -> str:
    if verdict.rule == PERSON_RULE:
        return "people"
    return "identifiers" if verdict.rule in IDENTIFIER_RULES else "facts"


def _join_tier(forest: Forest, table: _Table, tier: str) -> None:
    """Join the edges of one tier, leaving out those on the way between records that may not be joined."""
    edges = [p for p, v in table.by_pair.items() if v.verdict == "duplicate" and _tier(v) == tier]
    graph: Graph = defaultdict(dict)
    for pair in table.sorted(edges):
        a, b = forest.root(pair[0]), forest.root(pair[1])
        if a != b:
            graph[a].setdefault(b, []).append(pair)
            graph[b].setdefault(a, []).append(pair)
    for component in _components(graph):
        for a, b in _forbidden(component, forest, table, tier):
            while way := _way(graph, forest.root(a), forest.root(b)):
                for here, there in pairwise(way):
                    for pair in graph[here].pop(there):
                        table.by_pair[pair] = _contradicted(table.by_pair[pair], a, b)
                    graph[there].pop(here)
    for neighbours in list(graph.values()):
        for pairs in neighbours.values():
            for a, b in pairs:
                forest.join(a, b)


def _components(graph: Graph) -> list[list[str]]:
    seen: set[str] = set()
    found = []
    for start in graph:
        if start in seen:
            continue
        component, queue = [], deque([start])
        seen.add(start)
        while queue:
            here = queue.popleft()
            component.append(here)
            fresh = [there for there in graph[here] if there not in seen]
            seen.update(fresh)
            queue.extend(fresh)
        found.append(component)
    return found


def _forbidden(roots: Sequence[str], forest: Forest, table: _Table, tier: str) -> list[Pair]:
    """The pairs of records, in different sets of a component, that a verdict keeps apart."""
    found = [
        table.pair(a, b)
        for one, other in combinations(sorted(roots, key=table.place.__getitem__), 2)
        for a in forest.members(one)
        for b in forest.members(other)
        if table.keeps_apart(table.verdict(a, b), tier=tier)
    ]
    return table.sorted(found)


def _way(graph: Graph, start: str, goal: str) -> list[str]:
    """A shortest way through the graph, or nothing."""
    came_from = {start: start}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here == goal:
            way = [here]
            while way[-1] != start:
                way.append(came_from[way[-1]])
            return way
        for there in graph.get(here, ()):
            if there not in came_from:
                came_from[there] = here
                queue.append(there)
    return []


def without_contradiction(rule: str, why: str) -> tuple[str, str]:
    """The rule and why of a pair before a contradiction was seen; others as they are."""
    if not rule.startswith(f"{CONTRADICTION}: "):
        return rule, why
    return rule.removeprefix(f"{CONTRADICTION}: "), why.partition(_KEPT_APART)[2]


def _contradicted(verdict: PairVerdict, a: str, b: str) -> PairVerdict:
    return replace(
        verdict,
        verdict="maybe",
        rule=f"{CONTRADICTION}: {verdict.rule}",
        why=f"joining this pair would also join {a} and {b}, {_KEPT_APART}{verdict.why}",
    )


def _contradictions_told(verdicts: Iterable[PairVerdict]) -> list[str]:
    n = sum(v.rule.startswith(CONTRADICTION) for v in verdicts)
    return [f"{n} pairs became maybe because joining them would join what is kept apart"] if n else []
