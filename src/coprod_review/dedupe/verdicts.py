"""The verdicts on all judged pairs, in columns, sorted by the places of their records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coprod_review.dedupe.arrow import Mask
from coprod_review.dedupe.match import Judged
from coprod_review.dedupe.titles import Pairs
from coprod_review.model.report import VERDICTS, PairVerdict


@dataclass(slots=True, kw_only=True)
class Verdicts:
    """Pairs of places, the lower first, with verdict (its number in VERDICTS), rule and why.

    `firm` tells which pairs a fact keeps apart; `firm_rules` are the rules that say so.
    """

    pairs: Pairs
    verdict: npt.NDArray[np.int8]
    firm: Mask
    rule: list[str]
    why: list[str]
    firm_rules: frozenset[str]

    @classmethod
    def of(cls, judged: Judged) -> Verdicts:
        """The verdicts as the rules gave them."""
        rules = np.asarray([r.rule for r in judged.rulings], dtype=object)
        verdicts = np.asarray([VERDICTS.index(r.verdict) for r in judged.rulings], dtype=np.int8)
        return cls(
            pairs=judged.pairs,
            verdict=verdicts[judged.ruling],
            firm=judged.firm,
            rule=rules[judged.ruling].tolist(),
            why=judged.why,
            firm_rules=frozenset(r.rule for r in judged.rulings if r.firm),
        )

    def __len__(self) -> int:
        return len(self.pairs)

    def given(self, verdict: str) -> Mask:
        """Which pairs have this verdict."""
        return np.asarray(self.verdict == VERDICTS.index(verdict))

    def count(self, verdict: str) -> int:
        """How many pairs have this verdict."""
        return int(self.given(verdict).sum())

    def change(self, place: int, *, verdict: str, rule: str, why: str) -> None:
        """Give one pair another verdict."""
        self.verdict[place] = VERDICTS.index(verdict)
        self.firm[place] = False
        self.rule[place] = rule
        self.why[place] = why

    def lacking(self, pairs: Pairs, n_records: int) -> Pairs:
        """Those of the pairs on which there is no verdict yet."""
        known = self.pairs[:, 0] * n_records + self.pairs[:, 1]
        return pairs[~np.isin(pairs[:, 0] * n_records + pairs[:, 1], known)]

    def without(self, *rules: str) -> Verdicts:
        """The verdicts that other rules gave."""
        rows = np.asarray([row for row, one in enumerate(self.rule) if one not in rules], dtype=np.int64)
        return self._in_rows(rows)

    def joined_with(self, others: Verdicts) -> Verdicts:
        """These and other verdicts, on other pairs, in the order of the records."""
        whole = Verdicts(
            pairs=np.concatenate([self.pairs, others.pairs]),
            verdict=np.concatenate([self.verdict, others.verdict]),
            firm=np.concatenate([self.firm, others.firm]),
            rule=self.rule + others.rule,
            why=self.why + others.why,
            firm_rules=self.firm_rules | others.firm_rules,
        )
        return whole._in_rows(np.lexsort((whole.pairs[:, 1], whole.pairs[:, 0])))

    def take(self, fresh: Iterable[PairVerdict], place_by_id: Mapping[str, int]) -> None:
        """Put verdicts on single pairs in the place of what is said of these pairs, or beside it."""
        n = len(place_by_id)
        keys = self.pairs[:, 0] * n + self.pairs[:, 1]
        added: list[PairVerdict] = []
        for one in fresh:
            a, b = sorted((place_by_id[one.record_a], place_by_id[one.record_b]))
            row = int(np.searchsorted(keys, a * n + b))
            if row == len(keys) or keys[row] != a * n + b:
                added.append(one)
            elif (VERDICTS[self.verdict[row]], self.rule[row]) != (one.verdict, one.rule):
                self.change(row, verdict=one.verdict, rule=one.rule, why=one.why)
        if added:
            self._add(added, place_by_id)

    def told(self, record_ids: Sequence[str], rows: Iterable[int] | None = None) -> Iterator[PairVerdict]:
        """The verdicts, or those in some rows, with the ids of their records."""
        pairs, verdicts = self.pairs.tolist(), self.verdict.tolist()
        for row in range(len(self)) if rows is None else rows:
            a, b = pairs[row]
            yield PairVerdict(
                record_a=record_ids[a],
                record_b=record_ids[b],
                verdict=VERDICTS[verdicts[row]],
                rule=self.rule[row],
                why=self.why[row],
            )

    def columns(self, record_ids: Sequence[str]) -> tuple[list[str], ...]:
        """The columns record_a, record_b, verdict, rule and why."""
        a, b = self.pairs[:, 0].tolist(), self.pairs[:, 1].tolist()
        return (
            [record_ids[place] for place in a],
            [record_ids[place] for place in b],
            [VERDICTS[one] for one in self.verdict.tolist()],
            self.rule,
            self.why,
        )

    def _in_rows(self, rows: npt.NDArray[np.int64]) -> Verdicts:
        places = rows.tolist()
        return Verdicts(
            pairs=self.pairs[rows],
            verdict=self.verdict[rows],
            firm=self.firm[rows],
            rule=[self.rule[place] for place in places],
            why=[self.why[place] for place in places],
            firm_rules=self.firm_rules,
        )

    def _add(self, added: Sequence[PairVerdict], place_by_id: Mapping[str, int]) -> None:
        pairs = [sorted((place_by_id[one.record_a], place_by_id[one.record_b])) for one in added]
        fresh = Verdicts(
            pairs=np.asarray(pairs, dtype=np.int64),
            verdict=np.asarray([VERDICTS.index(one.verdict) for one in added], dtype=np.int8),
            firm=np.zeros(len(added), dtype=np.bool_),
            rule=[one.rule for one in added],
            why=[one.why for one in added],
            firm_rules=frozenset(),
        )
        whole = self.joined_with(fresh)
        self.pairs, self.verdict, self.firm = whole.pairs, whole.verdict, whole.firm
        self.rule, self.why = whole.rule, whole.why
