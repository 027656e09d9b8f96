"""The page of the partnership model: what was argued and measured, and what other weights would change."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from coprod_review.errors import ReviewError
from coprod_review.model.partnership import CHARACTERS, POSITIONS, PartnershipModel
from coprod_review.model.pattern import LineageWork
from coprod_review.model.specification import CODED_BY_WORDS, VARIED_WORDS
from coprod_review.pages.ledger import Ledger
from coprod_review.pages.names import doi_link
from coprod_review.pages.results import Results, Row
from coprod_review.pages.wording import authors_short, tied

NEAR = 1e-5
"""Tables print six figures: what differs by less is the same."""

SHARE_OF = "share_"
"""How the columns begin that hold the share of a tradition in the attention to a cell."""

Place = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """In how many varied runs a cell is among the three most untapped, by who coded.

    `has_reports` is false where no such run leaves its row a report, so that there is nothing to rank.
    """

    varied: str
    coded_by: str
    words: str
    number_id: str
    has_reports: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """A cell as the page shows it: what was argued, and its row of the analysis where there is one.

    `rank` is its place by what is untapped; 0 where nothing is, or where attention is unknown.
    """

    character: str
    position: str
    at: str
    weight: str
    because: str
    sources: tuple[Markup, ...]
    row: Row
    rank: int
    kept: tuple[Kept, ...]

    @property
    def traditions(self) -> tuple[tuple[str, str], ...]:
        """The traditions in the attention to the cell with their shares, largest first; none of no report."""
        found = [
            (column.removeprefix(SHARE_OF), cell)
            for column, cell in self.row.items()
            if column.startswith(SHARE_OF) and float(cell or 0) > 0
        ]
        return tuple(sorted(found, key=lambda item: -float(item[1])))

    @property
    def without_tradition(self) -> str:
        """The share of the attention whose reports wait for a tradition; empty where none does."""
        rest = 1 - sum(float(share) for _, share in self.traditions)
        return str(rest) if float(self.row.get("n_reports") or 0) and rest > NEAR else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelView:
    """Everything that the template prints; the nine cells by the rows of the model."""

    rows: tuple[tuple[str, Row, tuple[CellView, ...]], ...]
    is_measured: bool
    n_draws: int
    concentration: str

    @property
    def cells(self) -> Iterator[CellView]:
        """The cells of all rows, in the order of the model."""
        return (cell for _, _, cells in self.rows for cell in cells)

    @property
    def ranked(self) -> list[CellView]:
        """The cells by what is untapped, those with nothing untapped last."""
        return sorted(self.cells, key=lambda cell: cell.rank or math.inf)


def model_view(results: Results, model: PartnershipModel) -> ModelView:
    """The model of a run for its page.

    Raises ReviewError where config/model.yaml gives other potentials than those that the run was made with.
    """
    measured = {(row["character"], row["position"]): row for row in results.table("model_cells")}
    _check_potential(measured, model)
    ranks = _ranks(measured)
    kept = _kept(results)
    cited = {work.key: work for work in results.works}
    by_character = {row["character"]: row for row in results.table("model_rows")}
    return ModelView(
        rows=tuple(
            (
                character,
                by_character.get(character, {}),
                tuple(
                    CellView(
                        character=character,
                        position=position,
                        at=f"{i}-{j}",
                        weight=f"{(cell := model.cells[character][position]).weight:g}",
                        because=cell.because,
                        sources=tuple(_source(key, cited, results.codebook.sources) for key in cell.sources),
                        row=measured.get((character, position), {}),
                        rank=ranks.get((character, position), 0),
                        kept=tuple(kept.get((character, position), ())),
                    )
                    for j, position in enumerate(POSITIONS)
                ),
            )
            for i, character in enumerate(CHARACTERS)
        ),
        is_measured=bool(measured),
        n_draws=model.n_draws,
        concentration=f"{model.concentration:g}",
    )


def model_data(results: Results, model: PartnershipModel) -> str:
    """A script with what the page reckons from; it sets `MODEL`.

    Matrices are rows of characters with columns of positions. `attention` has the unrounded shares of the
    ledger, null in rows without reports; `runs` are the varied runs with theirs, as the table prints them.
    """
    measured = {(row["character"], row["position"]): row for row in results.table("model_cells")}
    data = {
        "characters": list(CHARACTERS),
        "positions": list(POSITIONS),
        "weights": [[model.cells[c][p].weight for p in POSITIONS] for c in CHARACTERS],
        "because": [[model.cells[c][p].because for p in POSITIONS] for c in CHARACTERS],
        "sources": [[list(model.cells[c][p].sources) for p in POSITIONS] for c in CHARACTERS],
        "attention": [
            [_share(measured.get((c, p), {}), results.ledger) for p in POSITIONS] for c in CHARACTERS
        ],
        "draws": model.n_draws,
        "concentration": model.concentration,
        "runs": list(_runs(results.table("specification_model"))),
    }
    text = json.dumps(data, separators=(",", ":"), allow_nan=False, ensure_ascii=True)
    return f"const MODEL = {text};\n"


def passed_by(link: Markup) -> Markup:
    """A link that the tab key passes by, since the number beside it leads to the same list."""
    return Markup(str(link).replace("<a ", '<a tabindex="-1" '))


def _check_potential(measured: Mapping[Place, Row], model: PartnershipModel) -> None:
    for (character, position), row in measured.items():
        weights = model.cells[character]
        share = weights[position].weight / sum(cell.weight for cell in weights.values())
        if abs(share - float(row["potential"])) > NEAR:
            raise ReviewError(
                f"the potential of {character}, {position} is not the one that the run was made with",
                where="config/model.yaml",
                remedy="run `make review`, so that the analysis and its pages rest on one model",
            )


def _ranks(measured: Mapping[Place, Row]) -> dict[Place, int]:
    """The cells with something untapped by their rank from 1; ties in the order of the model."""
    order = [(c, p) for c in CHARACTERS for p in POSITIONS if (c, p) in measured]
    short = {place: float(measured[place]["untapped"] or 0) for place in order}
    first = sorted((place for place in order if short[place] > NEAR), key=lambda place: -short[place])
    return {place: rank for rank, place in enumerate(first, start=1)}


def _kept(results: Results) -> dict[Place, list[Kept]]:
    found: dict[Place, list[Kept]] = {}
    for row in results.table("model_sensitivity"):
        found.setdefault((row["character"], row["position"]), []).append(
            Kept(
                varied=row["varied"],
                coded_by=row["coded_by"],
                words=CODED_BY_WORDS.get(row["coded_by"], row["coded_by"]),
                number_id=row["number_id"],
                has_reports=row["unknown"] != row["tried"],
            )
        )
    return found


def _source(key: str, works: Mapping[str, LineageWork], sources: Mapping[str, str]) -> Markup:
    """The work behind a key as a reference, with its DOI; the key itself where nobody describes it."""
    if key not in works:
        return Markup(escape(tied(sources.get(key, key))))
    work = works[key]
    place = f" {work.container}" + (f" {work.volume}" if work.volume else "")
    place += f", {work.pages}" if work.pages else ""
    text = f"{authors_short(work)} ({work.year}). {work.title.rstrip('.')}.{place.rstrip()}."
    if not work.doi:
        return Markup(escape(tied(text)))
    return Markup('{} <a href="{}" rel="noreferrer">doi:{}</a>').format(
        tied(text), doi_link(work.doi), work.doi
    )


def _share(row: Row, ledger: Ledger) -> float | None:
    if not row or row["attention"] == "":
        return None
    return ledger[row["number_id"]].value


def _runs(rows: Sequence[Row]) -> Iterator[dict[str, object]]:
    """The varied runs, each with its matrix of attention."""
    by_run: dict[str, list[Row]] = {}
    for row in rows:
        if row["varied"] in VARIED_WORDS:
            by_run.setdefault(row["specification"], []).append(row)
    for cells in by_run.values():
        share = {(r["character"], r["position"]): r["attention"] for r in cells}
        yield {
            "varied": cells[0]["varied"],
            "coded_by": cells[0]["coded_by"],
            "attention": [
                [float(text) if (text := share[c, p]) != "" else None for p in POSITIONS] for c in CHARACTERS
            ],
        }
