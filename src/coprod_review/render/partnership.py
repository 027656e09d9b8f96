"""The partnership model: what patients could give to safety, what research attends to, what lies untapped."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.model.partnership import CHARACTERS, POSITIONS
from coprod_review.render import lettering as letter
from coprod_review.render import model_cell, style, wording
from coprod_review.render.keys import Entry, key_height, write_key
from coprod_review.render.results import Results
from coprod_review.render.sheet import Cell, Column, Sheet, real, row_of, share, text, whole

HEADER_MM = 13.0
ROW_MM = 45.0
LABEL_MM = 27.0
GAP_MM = 1.6
KEY_BELOW_MM = 2.6
KEY_ROOM_MM = 140.0


def body_height_model(results: Results) -> float:
    """The height of the figure without its note, in millimetres."""
    if not results.model_cells:
        return letter.EMPTY_MM
    room = KEY_ROOM_MM
    keys = key_height(model_cell.SHARES, room) + key_height(_traditions_key(results), room)
    return HEADER_MM + ROW_MM * len(CHARACTERS) + 2 * KEY_BELOW_MM + keys


def plot_model(results: Results, figure: Figure) -> None:
    """Draw the model, characters of the issue as rows and positions of the patient as columns.

    Each cell is a vessel of the row's whole: filled to the attention measured, outlined at the potential that
    was argued for, hatched where attention falls short of potential. Below it stand the traditions.
    """
    cells = {(c.character, c.position): c for c in results.model_cells}
    if not cells:
        message = "The model needs reports on patient safety whose framing and issue character are decided."
        letter.write_nothing(figure, message, note_model(results))
        return
    axes = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    each = (width - LABEL_MM - 2 * letter.SIDE_MM) / len(POSITIONS)
    for column, position in enumerate(POSITIONS):
        left = letter.SIDE_MM + LABEL_MM + column * each
        _write_position(axes, results, position, left, each)
    for row, character in enumerate(CHARACTERS):
        top = HEADER_MM + row * ROW_MM
        _write_character(axes, results, character, top)
        for column, position in enumerate(POSITIONS):
            field = model_cell.Field(
                left=letter.SIDE_MM + LABEL_MM + column * each,
                top=top,
                width=each - GAP_MM,
                height=ROW_MM - GAP_MM,
            )
            cell = cells.get((character, position))
            letter.rectangle(
                axes, field.left, field.top, field.width, field.height, facecolor=style.FIELD, zorder=0.2
            )
            if cell is not None:
                n_row = next((r.n_reports for r in results.model_rows if r.character == character), None)
                model_cell.draw_cell(axes, results, cell, field, n_row=n_row)
    _write_keys(axes, results, HEADER_MM + len(CHARACTERS) * ROW_MM + KEY_BELOW_MM - GAP_MM)
    letter.write_note(figure, note_model(results))


def note_model(results: Results) -> str:
    """How reports are counted in the model, and what potential is."""
    n = sum(c.n for c in results.model_cells)
    return (
        f"{wording.placed(results, 'model', n)} A report on several characters counts in equal parts in "
        f"each. The height of a vessel is all of its row; brackets: {wording.level(results)} intervals. "
        "Potential is argued for, not measured (config/model.yaml): challenge it there."
    )


def data_model(results: Results) -> Sheet:
    """The numbers of the model, cell by cell."""
    traditions = wording.in_order(
        results.codebook, "tradition", (t for c in results.model_cells for t in c.share_by_tradition)
    )
    rows: list[Mapping[str, Cell]] = [
        row_of(c) | {f"share_{t}": c.share_by_tradition.get(t) for t in traditions}
        for c in results.model_cells
    ]
    shares = (
        "potential",
        "attention",
        "attention_low",
        "attention_high",
        "untapped",
        "untapped_low",
        "untapped_high",
        "over_served",
        "over_served_low",
        "over_served_high",
    )
    columns: list[Column] = [
        text("character"),
        text("position"),
        *(share(name) for name in shares),
        real("n", digits=1),
        whole("n_reports"),
        real("at_most", digits=1),
        *(share(f"share_{t}") for t in traditions),
        share("top3_share"),
        text("number_id"),
    ]
    return Sheet(
        name="partnership_model",
        title="The partnership model, cell by cell",
        columns=columns,
        rows=rows,
        note="Shares are of the row. n counts a report on k characters 1/k in each. top3_share: in what "
        "share of the sensitivity draws the cell is among the three with the largest untapped share.",
    )


def _write_position(axes: Axes, results: Results, position: str, left: float, each: float) -> None:
    letter.write(axes, left, 4.0, wording.headline(position), size=style.BODY + 0.6, weight="bold")
    label = wording.label_of(results.codebook, "framing", position)
    lines = letter.balanced(label, each - 3, max_lines=2)
    letter.write(axes, left, 5.4, "\n".join(lines), vertical="top", color=style.QUIET)


def _write_character(axes: Axes, results: Results, character: str, top: float) -> None:
    label = wording.label_of(results.codebook, "issue_character", character)
    name = wording.headline(character)
    lines = letter.named(label, name, LABEL_MM - 3, style.BODY + 0.6, weight="bold", max_lines=3)
    letter.write(
        axes,
        letter.SIDE_MM,
        top + 1.2,
        "\n".join(lines),
        size=style.BODY + 0.6,
        weight="bold",
        vertical="top",
    )
    below = top + 2.6 + len(lines) * letter.line_mm(style.BODY + 0.6)
    row = next((r for r in results.model_rows if r.character == character), None)
    if row is None:
        return
    words = [f"n = {wording.count(row.n)}", f"({wording.plural(row.n_reports, 'report')})"]
    if row.untapped_share is not None:
        bounds = f" ({wording.interval(row.low, row.high)})" if row.low is not None else ""
        places = wording.places_of(r.untapped_share for r in results.model_rows)
        words += ["", "row untapped", f"{wording.percent(row.untapped_share, places)}{bounds}"]
        if row.chance_share is not None:
            by_chance = wording.percent(row.chance_share, places)
            up_to = wording.percent(row.chance_high, places).removesuffix(f"{wording.NBSP}%")
            words += ["by chance alone", f"{by_chance} (up to {up_to})"]
    letter.write(axes, letter.SIDE_MM, below, "\n".join(words), vertical="top", color=style.QUIET)


def _traditions_key(results: Results) -> list[Entry]:
    traditions = wording.in_order(
        results.codebook, "tradition", (t for c in results.model_cells for t in c.share_by_tradition)
    )
    entries: list[Entry] = [
        (
            "no co-production" if t == "none" else wording.plain(t),
            {"facecolor": style.colour_of(t, traditions), "hatch": style.hatch_of(t, traditions)},
        )
        for t in traditions
    ]
    return [*entries, ("not settled", model_cell.NOT_SETTLED)]


def _write_keys(axes: Axes, results: Results, top: float) -> None:
    left = letter.SIDE_MM + LABEL_MM
    right = left + KEY_ROOM_MM
    letter.write(axes, letter.SIDE_MM, top + 1.35, "Share of the row", weight="bold", vertical="center")
    top += write_key(axes, model_cell.SHARES, left=left, top=top, right=right) + KEY_BELOW_MM
    letter.write(axes, letter.SIDE_MM, top + 1.35, "Tradition", weight="bold", vertical="center")
    write_key(axes, _traditions_key(results), left=left, top=top, right=right)
