"""Forms of co-production: nature of involvement by its locus, with the names of the typology."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.render import lettering as letter
from coprod_review.render import style, wording
from coprod_review.render.results import FormCount, Results
from coprod_review.render.sheet import Sheet, row_of, text, whole

HEADER_MM = 10.0
ROW_MM = 13.0
LABEL_MM = 30.0
GAP_MM = 1.0


def body_height_forms(results: Results) -> float:
    """The height of the figure without its note, in millimetres."""
    if not any(f.n for f in results.forms):
        return letter.EMPTY_MM
    return HEADER_MM + ROW_MM * max(2, len(_natures(results))) + 1.0


def plot_forms(results: Results, figure: Figure) -> None:
    """Draw nature by locus with counts; the deeper the field, the more reports; named forms are named."""
    total = sum(f.n for f in results.forms)
    if not total:
        message = "No included report has a decided nature and locus of involvement."
        letter.write_nothing(figure, message, note_forms(results))
        return
    axes = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    loci = wording.in_order(results.codebook, "involvement_locus", (f.locus for f in results.forms))
    each = (width - LABEL_MM - 2 * letter.SIDE_MM) / len(loci)
    cells = {(f.nature, f.locus): f for f in results.forms}
    most = max(f.n for f in results.forms)
    letter.write(axes, letter.SIDE_MM, HEADER_MM - 2, "Nature", size=style.BODY, weight="bold")
    letter.write(axes, letter.SIDE_MM + LABEL_MM, 3.4, "Locus", size=style.BODY, weight="bold")
    for column, locus in enumerate(loci):
        label = _label(results, "involvement_locus", locus)
        lines = letter.named(label, wording.headline(locus), each - 2, style.BODY, max_lines=1)
        left = letter.SIDE_MM + LABEL_MM + column * each
        letter.write(axes, left, HEADER_MM - 2, lines[0])
    for row, nature in enumerate(_natures(results)):
        top = HEADER_MM + row * ROW_MM
        middle = top + (ROW_MM - GAP_MM) / 2
        label = _label(results, "involvement_nature", nature)
        lines = letter.named(label, wording.headline(nature), LABEL_MM - 2, style.BODY, max_lines=2)
        letter.write(axes, letter.SIDE_MM, middle, "\n".join(lines), size=style.BODY, vertical="center")
        for column, locus in enumerate(loci):
            box = (letter.SIDE_MM + LABEL_MM + column * each, top, each - GAP_MM, ROW_MM - GAP_MM)
            _draw_cell(axes, cells.get((nature, locus)), box=box, most=most, total=total)
    letter.write_note(figure, note_forms(results))


def note_forms(results: Results) -> str:
    """How many reports are shown, and what the names are."""
    n = sum(f.n for f in results.forms)
    return (
        f"{wording.placed(results, 'forms', n)} Named forms after Osborne, Radnor and Strokosch (2016); "
        "they are derived from nature and locus and never coded by hand."
    )


def data_forms(results: Results) -> Sheet:
    """The counts behind the figure."""
    return Sheet(
        name="forms",
        title="Forms of co-production by nature and locus of involvement",
        columns=(text("form"), text("nature"), text("locus"), whole("n"), text("number_id")),
        rows=[row_of(f) for f in results.forms],
        note="Places without a form are no single form of the typology.",
    )


def _natures(results: Results) -> tuple[str, ...]:
    return wording.in_order(results.codebook, "involvement_nature", (f.nature for f in results.forms))


def _label(results: Results, dimension: str, code: str) -> str:
    return (
        "Not involved, or unclear" if code == "none" else wording.label_of(results.codebook, dimension, code)
    )


def _draw_cell(
    axes: Axes, cell: FormCount | None, *, box: tuple[float, float, float, float], most: int, total: int
) -> None:
    left, top, width, height = box
    n = cell.n if cell else 0
    colour = style.depth_colour((n / most) ** 0.5) if n else style.FIELD
    ink = style.ink_on(colour)
    letter.rectangle(axes, left, top, width, height, facecolor=colour)
    if not n:
        letter.write(axes, left + 1.8, top + 4.6, "none found", style="italic", color=style.QUIET)
    else:
        letter.write(axes, left + 1.8, top + 4.8, str(n), size=style.LARGE, weight="bold", color=ink)
        letter.write(
            axes, left + width - 1.8, top + 4.8, wording.percent(n / total), align="right", color=ink
        )
    if cell and cell.form:
        name = wording.headline(cell.form).replace("Co ", "Co-")
        letter.write(axes, left + 1.8, top + height - 1.8, name, size=style.BODY, weight="bold", color=ink)
