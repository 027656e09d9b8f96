"""All figures on one sheet, small, each below its title: to see at a glance what a run has drawn."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from coprod_review.errors import ReviewError
from coprod_review.render import lettering as letter
from coprod_review.render import style
from coprod_review.render.figure_spec import FigureSpec
from coprod_review.render.png import png_of

CELL_MM = 92.0
APART_MM = 6.0
N_COLUMNS = 3
TITLE_MM = 6.0
DPI = 150
ENDINGS = (".png", ".pdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A figure on the sheet: its title in lines, its picture, and where its cell begins, in millimetres."""

    title: Sequence[str]
    picture: Image.Image
    left: float
    top: float
    height: float

    @property
    def title_mm(self) -> float:
        """The room above the picture."""
        return TITLE_MM + letter.line_mm(style.BODY) * (len(self.title) - 1)


def contact_sheet(specs: Sequence[FigureSpec], pictures: Mapping[str, bytes], *, ending: str) -> bytes:
    """The PNG pictures of the figures, by name, on one sheet, as a PNG or a PDF.

    Figures fill columns in their order, each next one where there is most room.
    """
    placed = _placed(specs, pictures)
    width = N_COLUMNS * (CELL_MM + APART_MM) + APART_MM
    height = max((p.top + p.title_mm + p.height for p in placed), default=0.0) + APART_MM
    with style.figure_style():
        figure = style.new_figure(width, height)
        axes = letter.canvas(figure)
        for one in placed:
            _draw(axes, one)
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        return _written(figure, accepted(ending))


def accepted(ending: str) -> str:
    """The ending of a contact sheet's file name; raises ReviewError where it can be of no such file."""
    if ending not in ENDINGS:
        raise ReviewError(
            f"a contact sheet cannot be written as {ending or 'a file without an ending'}",
            where="--sheet",
            remedy=f"name a file that ends in {' or '.join(ENDINGS)}",
        )
    return ending


def _placed(specs: Sequence[FigureSpec], pictures: Mapping[str, bytes]) -> list[Placed]:
    bottoms = [APART_MM] * N_COLUMNS
    placed = []
    for spec in specs:
        picture = Image.open(io.BytesIO(pictures[spec.name])).convert("RGB")
        column = bottoms.index(min(bottoms))
        one = Placed(
            title=letter.wrapped(spec.title, CELL_MM, style.BODY, weight="bold"),
            picture=picture,
            left=APART_MM + column * (CELL_MM + APART_MM),
            top=bottoms[column],
            height=CELL_MM * picture.height / picture.width * (1.0 if spec.columns == "two" else 0.5),
        )
        placed.append(one)
        bottoms[column] += one.title_mm + one.height + APART_MM
    return placed


def _draw(axes: Axes, placed: Placed) -> None:
    words = "\n".join(placed.title)
    letter.write(axes, placed.left, placed.top + 4.0, words, size=style.BODY, weight="bold")
    top, height = placed.top + placed.title_mm, placed.height
    width = height * placed.picture.width / placed.picture.height
    pixels = (round(width / style.MM_PER_INCH * DPI), round(height / style.MM_PER_INCH * DPI))
    small = placed.picture.resize(pixels, Image.Resampling.LANCZOS)
    axes.imshow(
        np.asarray(small),
        extent=(placed.left, placed.left + width, top + height, top),
        aspect="auto",
        interpolation="none",
    )
    letter.rectangle(
        axes, placed.left, top, width, height, facecolor="none", edgecolor=style.GRID, linewidth=0.6
    )


def _written(figure: Figure, ending: str) -> bytes:
    stream = io.BytesIO()
    if ending == ".pdf":
        nothing = dict.fromkeys(("Creator", "Producer", "CreationDate"))
        figure.savefig(stream, format="pdf", metadata={"Title": "All figures", **nothing})
        return stream.getvalue()
    figure.savefig(stream, format="png", dpi=DPI)
    stream.seek(0)
    return png_of(np.asarray(Image.open(stream).convert("RGB")), dpi=DPI, title="All figures")
