"""The alluvial figure: from tradition by position of the patient to character of the safety issue."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from coprod_review.render import lettering as letter
from coprod_review.render import style, wording
from coprod_review.render.alluvial_layout import laid_out
from coprod_review.render.alluvial_ribbons import draw_node, draw_ribbon, look_of
from coprod_review.render.keys import Entry, key_height, write_key
from coprod_review.render.results import Results
from coprod_review.render.sheet import Sheet, real, row_of, share, text, whole

HEADER_MM = 9.5
KEY_ABOVE_MM = 3.0
BASIS_WORDS = {
    "explicit": "tradition named (explicit)",
    "implicit": "tradition inferred (implicit)",
    "unsettled": "basis not settled",
}
HEADINGS = ("Tradition", "Position of the patient", "Character of the issue")


def body_height_alluvial(results: Results, width: float = 180.0) -> float:
    """The height of the figure without its note, in millimetres."""
    if not results.alluvial_ways:
        return letter.EMPTY_MM
    key = key_height(_key(results), width - 2 * letter.SIDE_MM)
    return HEADER_MM + laid_out(results, width).height_mm + KEY_ABOVE_MM + key + 2.0


def plot_alluvial(results: Results, figure: Figure) -> None:
    """Draw the ways as ribbons as wide as their (fractional) numbers of reports, in the codebook's order.

    Labels stand in columns that no ribbon crosses. Colours are traditions; what is inferred is hatched.
    """
    if not results.alluvial_ways:
        message = (
            "No included report on patient safety has a decided tradition, position and issue character."
        )
        letter.write_nothing(figure, message, note_alluvial(results))
        return
    axes = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    layout = laid_out(results, width)
    for ribbon in sorted(layout.ribbons, key=lambda r: -r.depth_mm):
        draw_ribbon(axes, ribbon, layout, top=HEADER_MM)
    for column, heading in zip(layout.columns, HEADINGS, strict=True):
        lines = letter.balanced(heading, column.label_mm, column.size, max_lines=2)
        at = {"left": column.left_mm, "right": column.right_mm, "center": column.middle_mm}[column.align]
        letter.write(
            axes,
            at,
            HEADER_MM - 1.6,
            "\n".join(lines),
            size=column.size,
            align=column.align,
            vertical="bottom",
            color=style.QUIET,
        )
        for node in column.nodes:
            draw_node(axes, node, column, top=HEADER_MM)
    top = HEADER_MM + layout.height_mm + KEY_ABOVE_MM
    write_key(axes, _key(results), left=letter.SIDE_MM, top=top, right=width - letter.SIDE_MM)
    letter.write_note(figure, note_alluvial(results))


def note_alluvial(results: Results) -> str:
    """Which reports flow, and how one with several characters is counted."""
    n = sum(way.n for way in results.alluvial_ways)
    return (
        f"{wording.placed(results, 'alluvial', n)} Width: reports, where one on k characters of the issue "
        "counts 1/k in each, so that every column adds up to n."
    )


def data_alluvial(results: Results) -> Sheet:
    """The ways, each with its count."""
    return Sheet(
        name="alluvial",
        title="From tradition by position of the patient to character of the issue",
        columns=(
            text("tradition"),
            text("basis"),
            text("framing"),
            text("character"),
            real("n", digits=1),
            whole("n_reports", "Reports"),
            whole("total"),
            share("share"),
            text("number_id"),
        ),
        rows=[row_of(w) | {"share": w.n / w.total if w.total else None} for w in results.alluvial_ways],
        note="Reports on patient safety; n counts a report on k characters of the issue 1/k in each.",
    )


def _key(results: Results) -> Sequence[Entry]:
    """What solid, hatched and dotted ribbons are, as far as they occur."""
    found = {way.basis for way in results.alluvial_ways}
    return [(words, look_of(style.EMPHASIS, basis)) for basis, words in BASIS_WORDS.items() if basis in found]
