"""How the codes of record came about: by people, by agreement, by machine, or not yet."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.render import lettering as letter
from coprod_review.render import style, wording
from coprod_review.render.keys import Entry, write_key
from coprod_review.render.results import Results
from coprod_review.render.sheet import Sheet, row_of, text, whole

ROW_MM = 6.6
LABEL_MM = 42.0
END_MM = 9.0
AXIS_MM = 10.0
KEY_MM = 6.5
TOP_MM = 1.5

STATUS_ORDER = ("adjudicated", "person", "agreed", "machine", "waiting", "open")
STATUS_WORDS = {
    "adjudicated": "adjudicated",
    "person": "by a person",
    "agreed": "readers agree",
    "machine": "by machine",
    "waiting": "waiting for adjudication",
    "open": "open",
}
LOOKS: dict[str, dict[str, Any]] = {
    "adjudicated": {"facecolor": style.PALETTE[0]},
    "person": {"facecolor": style.PALETTE[2]},
    "agreed": {"facecolor": style.PALETTE[3]},
    "machine": {"facecolor": style.PALETTE[1]},
    "waiting": {
        "facecolor": style.PAPER,
        "edgecolor": style.QUIET,
        "hatch": style.INFERRED_HATCH,
        "linewidth": 0.5,
    },
    "open": {"facecolor": style.FIELD, "edgecolor": style.RULE, "linewidth": 0.5},
}


def body_height_statuses(results: Results) -> float:
    """The height of the figure without its note, in millimetres."""
    rows = len(_dimensions(results))
    return TOP_MM + ROW_MM * rows + AXIS_MM + KEY_MM if _drawable(results) else letter.EMPTY_MM


def plot_statuses(results: Results, figure: Figure) -> None:
    """Draw, for each dimension, how many included reports have their code in which way."""
    if not _drawable(results):
        letter.write_nothing(figure, "No report is included.", note_statuses(results))
        return
    canvas = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    dimensions = _dimensions(results)
    height = ROW_MM * len(dimensions)
    axes = letter.axes_at(figure, LABEL_MM, TOP_MM, width - LABEL_MM - END_MM, height)
    axes.set_xlim(0, max(1, wording.n_included(results) or 1))
    axes.set_ylim(len(dimensions) - 0.5, -0.5)
    axes.set_yticks([])
    axes.set_xlabel("included reports")
    axes.locator_params(axis="x", integer=True)
    unit_mm = (width - LABEL_MM - END_MM) / axes.get_xlim()[1]
    for place, dimension in enumerate(dimensions):
        words = wording.dimension_label(results.codebook, dimension)
        label = letter.named(words, wording.headline(dimension), LABEL_MM - 2, max_lines=2)
        middle = TOP_MM + (place + 0.5) * ROW_MM
        letter.write(canvas, letter.SIDE_MM, middle, "\n".join(label), vertical="center")
        _draw_bar(axes, results, dimension, place, unit_mm)
    entries: list[Entry] = [(STATUS_WORDS[s], LOOKS[s]) for s in _statuses(results)]
    top = TOP_MM + height + AXIS_MM + 1.0
    write_key(canvas, entries, left=letter.SIDE_MM, top=top, right=width - letter.SIDE_MM)
    letter.write_note(figure, note_statuses(results))


def note_statuses(results: Results) -> str:
    """How many codes people have settled."""
    settled = sum(s.n for s in results.statuses if s.status in ("adjudicated", "person"))
    total = sum(s.n for s in results.statuses)
    n = wording.n_included(results) or 0
    by_people = f"{settled} of {total}" if settled else f"none of the {total}"
    return f"n = {wording.plural(n, 'included report')}. People have settled {by_people} codes of record."


def data_statuses(results: Results) -> Sheet:
    """The counts behind the bars."""
    return Sheet(
        name="statuses",
        title="How the codes of record came about",
        columns=(text("dimension"), text("status"), whole("n"), text("number_id")),
        rows=[row_of(s) for s in results.statuses],
        note="In every dimension the statuses add up to the included reports.",
    )


def _dimensions(results: Results) -> tuple[str, ...]:
    return wording.dimensions_in_order(results.codebook, (s.dimension for s in results.statuses))


def _drawable(results: Results) -> bool:
    return any(s.n for s in results.statuses)


def _statuses(results: Results) -> tuple[str, ...]:
    found = {s.status for s in results.statuses if s.n}
    return tuple(status for status in STATUS_ORDER if status in found)


def _draw_bar(axes: Axes, results: Results, dimension: str, place: int, unit_mm: float) -> None:
    left = 0
    n_of = {s.status: s.n for s in results.statuses if s.dimension == dimension}
    for status in STATUS_ORDER:
        n = n_of.get(status, 0)
        if not n:
            continue
        axes.barh(place, n, left=left, height=0.66, **LOOKS[status])
        if n * unit_mm > letter.width_mm(str(n)) + 2.5:
            face = str(LOOKS[status]["facecolor"])
            box = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.8} if status == "waiting" else None
            axes.text(
                left + n / 2,
                place,
                str(n),
                ha="center",
                va="center",
                fontsize=style.SMALL,
                color=style.ink_on(face),
                bbox=box,
            )
        elif left + n >= axes.get_xlim()[1]:
            axes.annotate(
                str(n),
                (left + n, place),
                (3, 0),
                textcoords="offset points",
                va="center",
                fontsize=style.SMALL,
            )
        left += n
