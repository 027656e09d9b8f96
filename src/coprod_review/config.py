"""The configuration of a review as checked values; config/config.yaml explains every key.

Each number has an upper bound, far above what a review needs: a slip of the finger (1e12 draws) is refused
with its key, and does not take the memory of the machine hours later.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)

from coprod_review.model.limits import ReadingLimits
from coprod_review.model.wanted_numbers import refuse_truth

Share = Annotated[float, Field(ge=0, le=1)]
Confidence = Annotated[float, Field(gt=0, lt=1)]
"""A share of right answers or of intervals that hold: none and all of them can be promised by nothing."""

Reports = Annotated[int, Field(ge=0, le=100_000_000)]
"""A number of reports, which may be none."""

SomeReports = Annotated[int, Field(ge=1, le=100_000_000)]
Weight = Annotated[float, Field(ge=0, le=1_000_000)]
Megabytes = Annotated[int, Field(gt=0, le=1_000_000)]
Width = Annotated[float, Field(ge=10, le=400)]
"""Millimetres on paper: up to the long side of A3, so that the finest picture still fits into memory."""


ClaimNumber = Literal[1, 2, 3]
"""The claims that the program knows how to test (analyse/claims.py has their statements)."""

KNOWN_CLAIMS: tuple[ClaimNumber, ...] = (1, 2, 3)


class Strict(BaseModel):
    """Base of everything read from YAML: unknown keys are refused, values are frozen.

    True and false are no numbers: `yes` behind a key that wants one would silently be 1.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _no_truth_for_a_number(cls, value: object, info: ValidationInfo) -> object:
        refuse_truth(value, cls.model_fields[str(info.field_name)].annotation)
        return value


class ReviewSettings(Strict):
    """What the report says of itself; `reading` is how the authors read its counts for their question."""

    title: str
    question: str
    sub_questions: tuple[str, ...]
    background: str = ""
    reading: str = ""


class ReadSettings(Strict):
    """Limits while reading exports, their lines and their entries."""

    max_file_mb: Megabytes
    max_unpacked_mb: Megabytes = 2000
    max_line_mb: Annotated[int, Field(gt=0, le=2000)] = 200
    max_seconds: Annotated[int, Field(gt=0, le=604_800)] = 3600
    max_abstract_chars: Annotated[int, Field(gt=0, le=10_000_000)] = 500_000
    max_title_chars: Annotated[int, Field(gt=0, le=1_000_000)] = 2000
    max_field_chars: Annotated[int, Field(gt=0, le=1_000_000)] = 20_000
    max_items: Annotated[int, Field(gt=0, le=1_000_000)] = 20_000

    def limits(self) -> ReadingLimits:
        """The limits as the stages know them."""
        return ReadingLimits(**self.model_dump())


class ShardSettings(Strict):
    """How much one job of a parted run reads."""

    mb: Megabytes = 250


class ClassifierSettings(Strict):
    """The classifier: inputs, folds and the grid that the inner folds search."""

    folds: Annotated[int, Field(ge=2, le=100)]
    inner_folds: Annotated[int, Field(ge=2, le=100)]
    regularisation: Annotated[
        tuple[Annotated[float, Field(gt=0, le=1_000_000)], ...], Field(min_length=1, max_length=50)
    ]
    inputs: Annotated[tuple[Literal["text", "rules", "lineage", "venue"], ...], Field(min_length=1)]
    min_settled: Reports
    teaching_weight: Share = 0.5
    hidden: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class DecideSettings(Strict):
    """When the machine may decide, and what an answer of people is worth where it may not.

    The machine decides by the conformal level, the least number of settled reports, and the least probability
    of an answer. The queue for people weighs a dimension by `queue_weights` or, where it is not named there,
    by `queue_other_weight`.
    """

    coverage: Confidence
    min_settled_per_code: Reports
    per_code_from: SomeReports
    least_chance: Annotated[float, Field(ge=0.5, lt=1)] = 0.5
    queue_weights: dict[str, Weight] = Field(
        default_factory=lambda: {"tradition": 1.0, "framing": 1.0, "tradition_basis": 0.5}
    )
    queue_other_weight: Weight = 0.25
    queue_rare: Annotated[float, Field(ge=1, le=1_000_000)] = 2.0
    queue_slip_from: Share = 0.95


class Author(Strict):
    """One of those who wrote the review."""

    name: Annotated[str, Field(min_length=1)]
    affiliation: str = ""
    orcid: str = ""
    contribution: str = ""


LeftItem = Literal["10b", "11", "14", "15", "17", "18", "20a", "21", "22"]
"""The items of PRISMA 2020 that no run answers and that have no field of their own."""


class Statements(Strict):
    """What only the authors know; each fills its place in the paper and its items of PRISMA 2020."""

    authors: tuple[Author, ...] = ()
    rationale: str = ""
    registration: str = ""
    protocol: str = ""
    amendments: str = ""
    funding: str = ""
    interests: str = ""
    discussion: str = ""
    implications: str = ""
    items: dict[LeftItem, str] = Field(default_factory=dict)

    @property
    def n_stated(self) -> int:
        """How many of the places that the paper keeps for its authors are filled."""
        return len(self.by_item()) + bool(self.authors)

    def by_item(self) -> dict[str, str]:
        """What is stated, by the item of PRISMA 2020 that it answers."""
        told = {
            "3": self.rationale,
            "23a": self.discussion,
            "23d": self.implications,
            "24a": self.registration,
            "24b": self.protocol,
            "24c": self.amendments,
            "25": self.funding,
            "26": self.interests,
        }
        told |= {str(item): text for item, text in self.items.items()}
        return {item: text for item, text in told.items() if text.strip()}


def _each_once(claims: tuple[ClaimNumber, ...]) -> tuple[ClaimNumber, ...]:
    """Each claim once, in the order of their numbers."""
    return tuple(claim for claim in KNOWN_CLAIMS if claim in claims)


class AnalyseSettings(Strict):
    """Intervals, resampling, the claims that are tested, and the least group that decides one.

    Without the key all known claims are tested, as before there was one; `new` writes it empty.
    """

    interval: Confidence
    bootstrap_draws: Annotated[int, Field(ge=100, le=20_000)]
    monte_carlo_draws: Annotated[int, Field(ge=100, le=1_000_000)]
    claims: Annotated[tuple[ClaimNumber, ...], AfterValidator(_each_once)] = KNOWN_CLAIMS
    min_group: SomeReports = 10

    @property
    def tested(self) -> tuple[str, ...]:
        """The claims that are tested, by the names that tables and numbers have."""
        return tuple(str(claim) for claim in self.claims)


class EstimateSettings(Strict):
    """The gold sample: its size, strata and floor, and whether the run rehearses one with known answers.

    `rehearse_up_to` is the largest share of the coded reports that a rehearsed sample may take.
    """

    size: Annotated[int, Field(ge=10, le=1_000_000)] = 150
    strata: tuple[str, ...] = ("tradition", "framing")
    floor: Annotated[int, Field(ge=2, le=10_000)] = 3
    rehearse: bool = True
    rehearse_up_to: Annotated[float, Field(gt=0, lt=1)] = 0.66


class TrainSettings(Strict):
    """The level that learners are advised to reach: kappa in every dimension over so many latest reports."""

    kappa: Share = 0.6
    reports: Annotated[int, Field(ge=5, le=10_000)] = 20


class NextSettings(Strict):
    """In which order unread reports are offered, and which recall the stopping rule wants how surely."""

    screening_order: Literal["certainty", "uncertainty", "mixed"] = "certainty"
    coding_order: Literal["certainty", "uncertainty", "mixed"] = "uncertainty"
    recall: Confidence = 0.95
    confidence: Confidence = 0.95


class NetworkSettings(Strict):
    """Which networks are drawn, of what, and how many items and links they show."""

    least_reports: Annotated[int, Field(ge=2, le=100_000_000)] = 100
    least_citations: SomeReports = 3
    least_texts: Annotated[int, Field(ge=2, le=100_000_000)] = 50
    least_term_reports: Annotated[int, Field(ge=2, le=100_000_000)] = 8
    most_items: Annotated[int, Field(ge=2, le=500)] = 60
    most_links: Annotated[int, Field(ge=1, le=100_000)] = 120
    resolution: Annotated[float, Field(gt=0, le=1000)] = 1.0


def _one_or_more(value: object) -> object:
    """One number stands for a list of it."""
    return (value,) if isinstance(value, int) else value


class AuditSettings(Strict):
    """Auditing decided codes: how many are seen without suggestions first, how exactly the error is told."""

    without_suggestions: Share = 0.2
    half_width: Annotated[float, Field(gt=0, lt=0.5)] = 0.05


class EnrichSettings(Strict):
    """As whom public services are asked: the mail address that they ask for, which is sent to them."""

    mail: str = ""


class SiteSettings(Strict):
    """Up to how many reports a run has pages of all of them, and not only of those that anybody asks for."""

    pages_up_to: Reports = 30_000


class CrateSettings(Strict):
    """Up to which size an input is copied beside the results; of larger ones there is the sum."""

    copy_up_to_mb: Annotated[float, Field(ge=0, le=1_000_000)] = 20


class FigureSettings(Strict):
    """Sizes and resolution of figures."""

    dpi: Annotated[
        tuple[Annotated[int, Field(ge=72, le=1200)], ...],
        Field(min_length=1, max_length=5),
        BeforeValidator(_one_or_more),
    ]
    width_one_column_mm: Width
    width_two_columns_mm: Width


class Config(Strict):
    """The whole configuration."""

    review: ReviewSettings
    statements: Statements = Statements()
    seed: Annotated[int, Field(ge=0, le=4_294_967_295)]
    read: ReadSettings
    shards: ShardSettings = ShardSettings()
    classifier: ClassifierSettings
    decide: DecideSettings
    analyse: AnalyseSettings
    estimate: EstimateSettings = EstimateSettings()
    train: TrainSettings = TrainSettings()
    next: NextSettings = NextSettings()
    networks: NetworkSettings = NetworkSettings()
    audit: AuditSettings = AuditSettings()
    figures: FigureSettings
    site: SiteSettings = SiteSettings()
    crate: CrateSettings = CrateSettings()
    enrich: EnrichSettings = EnrichSettings()
