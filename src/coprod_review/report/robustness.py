"""What the specifications say, in words for the report."""

from __future__ import annotations

from dataclasses import dataclass

from coprod_review.model.specification import CODED_BY_WORDS, departure_of
from coprod_review.pages.results import Results, Row

BETWEEN = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The one choice that moves an estimate most: in words, and the numbers before and after it."""

    words: str
    origin: str
    goal: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """How a claim fares under other choices, with codes coming about in one way.

    `others` are the verdicts of those that do not keep that of the run, with their counts; `moved` is None
    where no single choice moves the estimate.
    """

    row: Row
    coded_by: str
    prefix: str
    others: tuple[tuple[int, str], ...]
    moved: Moved | None

    @property
    def can_be_judged(self) -> bool:
        """Whether any specification has an estimate, so that its verdict is more than a lack of reports."""
        return int(self.row["no_estimate"]) < int(self.row["tried"])


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCell:
    """A cell of the model that is among the most untapped of the run, and how often it stays so."""

    row: Row
    coded_by: str

    @property
    def unknown(self) -> int:
        """The specifications that leave too few codes to say what is untapped."""
        return int(self.row["unknown"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """The least and the largest Cramér's V of tradition and framing over the specifications that differ.

    `number_id` is that of the run's own association on this basis, whose reports are those compared.
    """

    basis: str
    number_id: str
    coded_by: str
    of_run: str
    least: str
    largest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustnessSection:
    """Everything that the section prints; empty where no specification was tried, or no code counts."""

    claims: tuple[tuple[str, tuple[Robustness, ...]], ...]
    cells: tuple[KeptCell, ...]
    associations: tuple[Association, ...]

    @property
    def compares(self) -> bool:
        """Whether there is anything to compare: of a run in which no code counts, there is not."""
        return bool(self.claims or self.cells or self.associations)


def robustness_of(results: Results) -> RobustnessSection:
    """The specifications by claim and way of coding."""
    rows = results.table("specification_summary")
    names = list(dict.fromkeys(row["claim"] for row in rows))
    return RobustnessSection(
        claims=tuple(
            (name, tuple(_robustness(row, results) for row in rows if row["claim"] == name)) for name in names
        ),
        cells=tuple(
            KeptCell(row=row, coded_by=_words(row["coded_by"]))
            for row in results.table("specification_cells")
        ),
        associations=tuple(_associations(results)),
    )


def _robustness(row: Row, results: Results) -> Robustness:
    verdicts = (
        ("supported", "supported"),
        ("not_supported", "not supported"),
        ("undecided", "undecided"),
        ("no_estimate", "without an estimate, too few codes being left"),
    )
    return Robustness(
        row=row,
        coded_by=_words(row["coded_by"]),
        prefix=row["number_id"].removesuffix("kept"),
        others=tuple(
            (int(row[column]), words)
            for column, words in verdicts
            if words != row["verdict"] and int(row[column])
        ),
        moved=_moved(row, results),
    )


def _moved(row: Row, results: Results) -> Moved | None:
    slug = row["moved_most_by"]
    ids = {
        r["departures"]: r["number_id"]
        for r in results.table("specification_claims")
        if r["claim"] == row["claim"] and r["coded_by"] == row["coded_by"]
    }
    if not slug or not ids.get(slug) or not ids.get(""):
        return None
    return Moved(words=departure_of(slug).words, origin=ids[""], goal=ids[slug], verdict=row["moved_verdict"])


def _associations(results: Results) -> list[Association]:
    found = []
    for coded_by, words in CODED_BY_WORDS.items():
        rows = [r for r in results.table("specifications") if r["coded_by"] == coded_by and not r["same_as"]]
        for basis in ("all", "explicit"):
            values = [r[f"v_{basis}"] for r in rows if r[f"v_{basis}"] != ""]
            if values:
                found.append(
                    Association(
                        basis=basis,
                        number_id=f"association.tradition.framing.{basis}",
                        coded_by=words,
                        of_run=rows[0][f"v_{basis}"],
                        least=min(values, key=float),
                        largest=max(values, key=float),
                    )
                )
    return found


def _words(coded_by: str) -> str:
    return CODED_BY_WORDS.get(coded_by, coded_by)
