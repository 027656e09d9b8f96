"""How well a reading order did: work saved, recall, and the measures of ASReview."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SLACK = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Discoveries:
    """At which reading each relevant text was found: `found_at`, from 1, rising; of `n_total` to be read."""

    found_at: NDArray[np.int64]
    n_total: int

    @property
    def n_relevant(self) -> int:
        """How many there were to find."""
        return len(self.found_at)

    def read_for(self, recall: float) -> int:
        """How many texts were read when this share of the relevant ones was found."""
        needed = max(1, int(np.ceil(recall * self.n_relevant - _SLACK)))
        return int(self.found_at[needed - 1])

    def work_saved(self, recall: float) -> float:
        """WSS: the share left unread at a recall, less what random reading leaves (Cohen and others 2006)."""
        return recall - self.read_for(recall) / self.n_total

    def most_saved(self, recall: float) -> float:
        """The work that the best order would save: all relevant texts first."""
        best = Discoveries(found_at=np.arange(1, self.n_relevant + 1), n_total=self.n_total)
        return best.work_saved(recall)

    def recall_after(self, share: float) -> float:
        """The share of the relevant texts found when this share of all is read."""
        return float((self.found_at <= share * self.n_total + _SLACK).mean())

    def mean_discovery(self) -> float:
        """ATD: the number of texts read when a relevant one is found, on average, as a share of all."""
        return float(self.found_at.mean() / self.n_total)

    def loss(self) -> float:
        """The area between the best curve and this one, as a share of that from best to worst; 0 is best."""
        n, total = self.n_relevant, self.n_total
        if n == total:
            return 0.0
        area = float((total - self.found_at + 1).sum())
        return (n * (total - (n - 1) / 2) - area) / (n * (total - n))

    def ndcg(self) -> float:
        """The normalised discounted cumulative gain; 1 is best."""
        gained = (1.0 / np.log2(self.found_at + 1)).sum()
        return float(gained / (1.0 / np.log2(np.arange(2, self.n_relevant + 2))).sum())
