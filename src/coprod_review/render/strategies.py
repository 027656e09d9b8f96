"""Safety strategies by tradition: a panel of bars for each tradition, on one scale."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.render import lettering as letter
from coprod_review.render import style, wording
from coprod_review.render.results import Results
from coprod_review.render.sheet import Sheet, row_of, text, whole

HEADER_MM = 14.5
ROW_MM = 8.0
LABEL_MM = 38.0
NUMBER_MM = 7.0


def body_height_strategies(results: Results) -> float:
    """The height of the figure without its note, in millimetres."""
    return HEADER_MM + ROW_MM * len(_strategies(results)) + 1.0 if _drawable(results) else letter.EMPTY_MM


def plot_strategies(results: Results, figure: Figure) -> None:
    """Draw how many reports of each tradition use each strategy."""
    if not _drawable(results):
        message = "No included report on patient safety has a decided strategy."
        letter.write_nothing(figure, message, note_strategies(results))
        return
    axes = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    traditions = _shown(results)
    n_of = {(s.tradition, s.strategy): s.n for s in results.strategies}
    each = (width - LABEL_MM - 2 * letter.SIDE_MM) / len(traditions)
    unit = (each - NUMBER_MM - 2) / max(n_of.values())
    for column, tradition in enumerate(traditions):
        left = letter.SIDE_MM + LABEL_MM + column * each
        label = wording.label_of(results.codebook, "tradition", tradition)
        lines = letter.named(label, wording.headline(tradition), each - 2, weight="bold", max_lines=4)
        letter.write(axes, left, HEADER_MM - 1.6, "\n".join(lines), weight="bold", vertical="bottom")
        bottom = HEADER_MM + ROW_MM * len(_strategies(results))
        axes.plot([left, left], [HEADER_MM, bottom], color=style.RULE, linewidth=0.7)
    for row, strategy in enumerate(_strategies(results)):
        middle = HEADER_MM + (row + 0.5) * ROW_MM
        label = (
            "No strategy described"
            if strategy == "none"
            else wording.label_of(results.codebook, "safety_strategy", strategy)
        )
        lines = letter.named(label, wording.headline(strategy), LABEL_MM - 2, max_lines=2)
        letter.write(axes, letter.SIDE_MM, middle, "\n".join(lines), vertical="center")
        for column, tradition in enumerate(traditions):
            left = letter.SIDE_MM + LABEL_MM + column * each
            place = (left, middle, unit)
            _draw_bar(axes, n_of.get((tradition, strategy), 0), tradition, _traditions(results), place)
    letter.write_note(figure, note_strategies(results))


def note_strategies(results: Results) -> str:
    """How reports with several strategies count, and which traditions have no panel."""
    n = sum(s.n for s in results.strategies)
    without = [
        wording.label_of(results.codebook, "tradition", t).lower()
        for t in _traditions(results)
        if t not in _shown(results)
    ]
    empty = f" No panel, as no report counts: {wording.sentence_list(without)}." if without else ""
    return f"{wording.placed(results, 'strategies', n)} A report counts under each of its strategies.{empty}"


def data_strategies(results: Results) -> Sheet:
    """The counts behind the bars."""
    return Sheet(
        name="strategies",
        title="Safety strategies by tradition",
        columns=(text("tradition"), text("strategy"), whole("n"), text("number_id")),
        rows=[row_of(s) for s in results.strategies],
        note="A report counts under each of its strategies.",
    )


def _draw_bar(
    axes: Axes, n: int, tradition: str, traditions: tuple[str, ...], place: tuple[float, float, float]
) -> None:
    left, middle, unit = place
    if n:
        colour = style.colour_of(tradition, traditions)
        edge = style.RULE if tradition == "none" else colour
        letter.rectangle(
            axes,
            left,
            middle - 1.9,
            unit * n,
            3.8,
            facecolor=colour,
            edgecolor=edge,
            hatch=style.hatch_of(tradition, traditions),
            linewidth=0.4,
        )
    letter.write(
        axes, left + unit * n + 0.9, middle, str(n), vertical="center", color=style.INK if n else style.QUIET
    )


def _strategies(results: Results) -> tuple[str, ...]:
    return wording.in_order(results.codebook, "safety_strategy", (s.strategy for s in results.strategies))


def _traditions(results: Results) -> tuple[str, ...]:
    return wording.in_order(results.codebook, "tradition", (s.tradition for s in results.strategies))


def _shown(results: Results) -> tuple[str, ...]:
    """The traditions with a report on safety, each a panel."""
    return tuple(t for t in _traditions(results) if any(s.n for s in results.strategies if s.tradition == t))


def _drawable(results: Results) -> bool:
    return any(s.n for s in results.strategies)
