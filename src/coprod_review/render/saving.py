"""Figures as bytes: PDF, SVG and PNG that are the same whenever and wherever they are drawn.

Dates and program versions are left out of the metadata. The ids of each SVG begin with the figure's name,
so that several can stand in one page. Fonts are embedded (PDF) or drawn as outlines (SVG).
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from coprod_review.config import FigureSettings
from coprod_review.render import style
from coprod_review.render.figure_spec import Columns, FigureSpec, drawn
from coprod_review.render.png import Pixels, png_of
from coprod_review.render.results import Results

SVG_START = re.compile(r"^.*?(?=<svg )", re.DOTALL)
SVG_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
SVG_STYLE = re.compile(r"\s*<defs>\s*<style[^>]*>[^<]*</style>\s*</defs>")
SVG_IDS = re.compile(r'(\bid="|url\(#|href="#)')
SVG_SPACE = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the files of a figure say of it: its name, title and, if anything is drawn, description."""

    name: str
    title: str
    alt_text: str


def figure_files(
    spec: FigureSpec, results: Results, settings: FigureSettings, *, columns: Columns | None = None
) -> dict[str, bytes]:
    """The figure in every format, by what its file names add to its name (".pdf", ".png", "-600.png").

    The first resolution of the settings has the plain name. `columns` is the width, that of the figure where
    it is None.
    """
    with style.figure_style():
        mpl.rcParams["svg.hashsalt"] = spec.name
        return files_of(drawn(spec, results, settings, columns=columns), named(spec), settings)


def files_of(figure: Figure, words: Named, settings: FigureSettings) -> dict[str, bytes]:
    """A figure that is drawn, in every format; to be called inside `style.figure_style()`, the salt set."""
    nothing = dict.fromkeys(("Creator", "Producer", "CreationDate"))
    return {
        ".pdf": _saved(figure, "pdf", {"Title": words.title, **nothing}),
        ".svg": _svg(figure, words),
        **_pngs(figure, words.title, settings.dpi),
    }


def named(spec: FigureSpec) -> Named:
    """The words of a figure of the review."""
    return Named(name=spec.name, title=spec.title, alt_text=spec.alt_text)


def figure_svg(spec: FigureSpec, results: Results, settings: FigureSettings) -> str:
    """The figure as SVG text alone, as pages that are made on request carry it."""
    with style.figure_style():
        mpl.rcParams["svg.hashsalt"] = spec.name
        return _svg(drawn(spec, results, settings), named(spec)).decode("utf-8")


def _saved(figure: Figure, ending: str, metadata: Mapping[str, str | None]) -> bytes:
    stream = io.BytesIO()
    figure.savefig(stream, format=ending, metadata=dict(metadata))
    return stream.getvalue()


def _pngs(figure: Figure, title: str, resolutions: Sequence[int]) -> dict[str, bytes]:
    """The PNG of each resolution; one that divides the finest is averaged from it and not drawn again."""
    finest = max(resolutions)
    picture = _painted(figure, finest)
    files = {}
    for place, dpi in enumerate(resolutions):
        whole = finest % dpi == 0
        ending = f"-{dpi}.png" if place else ".png"
        painted = picture if whole else _painted(figure, dpi)
        files[ending] = png_of(painted, dpi=dpi, title=title, shrunk=finest // dpi if whole else 1)
    return files


def _painted(figure: Figure, dpi: int) -> Pixels:
    """The figure in pixels, shape (height, width, 4), on white paper."""
    figure.set_dpi(dpi)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    return np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]


def _svg(figure: Figure, words: Named) -> bytes:
    """An SVG that can stand alone or inside a page: named, described, with ids and styles of its own."""
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    text = _saved(figure, "svg", nothing).decode("utf-8")
    text = SVG_START.sub("", text, count=1)
    text = SVG_METADATA.sub("", text, count=1)
    text = SVG_STYLE.sub("", text, count=1)
    text = SVG_IDS.sub(rf"\g<1>{words.name}-", text)
    title_id, text_id = f"{words.name}-title", f"{words.name}-description"
    opening = text.index(">") + 1
    head = (
        text[: opening - 1]
        + f' role="img" aria-labelledby="{title_id} {text_id}" stroke-linejoin="round" stroke-linecap="butt">'
    )
    title, text_of_it = escape(words.title), escape(str(figure.get_label()) or words.alt_text)
    described = f'<title id="{title_id}">{title}</title><desc id="{text_id}">{text_of_it}</desc>'
    body = SVG_SPACE.sub("\n", text[opening:]).strip()
    return f"{head}\n{described}\n{body}\n".encode()
