"""Settings of the classifier that `coprod-review tune` has chosen and that runs keep."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field

from coprod_review.config import Share, Strict
from coprod_review.io.files import written_whole
from coprod_review.io.yamls import read_yaml

Positive = Annotated[float, Field(gt=0)]

ABOUT = """\
# Kept by `coprod-review tune`; docs/tuning.md tells what it means. A run takes these penalties as they are
# and chooses none itself; for dimensions that do not stand here every run chooses. Delete the file to have
# every run choose again.
"""


class TunedDimension(Strict):
    """The penalty of one dimension (inverse strength), what it was chosen among, and how it fares.

    `log_loss` has the loss of the inner folds for each penalty tried. `right_nested` is the share of settled
    reports coded right out of fold where each fold chose its own penalty, `right_kept` with the kept one.
    """

    regularisation: Positive
    settled_reports: Annotated[int, Field(ge=0)]
    log_loss: dict[Positive, float]
    right_nested: Share
    right_kept: Share

    @property
    def lies_at_the_edge(self) -> bool:
        """Whether the least or the greatest of several tried was chosen, so that one beyond may be better."""
        return len(self.log_loss) > 1 and self.regularisation in (min(self.log_loss), max(self.log_loss))


class Tuned(Strict):
    """All that was chosen, under which codebook, seed and number of folds.

    `tuned_on` has a digest of each thing that the choice rests on, by its name in words; files written before
    there were any have none.
    """

    codebook: str
    seed: int
    folds: Annotated[int, Field(ge=2, le=100)]
    inner_folds: Annotated[int, Field(ge=2, le=100)]
    teaching_texts: Annotated[int, Field(ge=0)]
    tuned_on: dict[str, str] = Field(default_factory=dict)
    dimensions: dict[str, TunedDimension]


def read_penalties(path: Path) -> Mapping[str, float]:
    """The kept penalties by dimension; none where the file is not there.

    Raises ReviewErrors where it is not as `write_tuned` writes it.
    """
    if not path.exists():
        return {}
    return {name: kept.regularisation for name, kept in read_yaml(path, Tuned).dimensions.items()}


def write_tuned(path: Path, tuned: Tuned) -> None:
    """Write what was chosen, with a word on what it is."""
    told = yaml.safe_dump(tuned.model_dump(), sort_keys=False, allow_unicode=True, width=100)
    with written_whole(path) as temporary:
        temporary.write_text(ABOUT + told, encoding="utf-8", newline="\n")
