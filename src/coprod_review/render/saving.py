"""Figures as bytes: PDF, SVG and PNG that are the same whenever and wherever they are drawn.

Dates and program versions are left out of the metadata. The ids of each SVG begin with the figure's name,
so that several can stand in one page. Fonts are embedded (PDF) or drawn as outlines (SVG).
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.figure import Figure

from coprod_review.config import FigureSettings
from coprod_review.render import style
from coprod_review.render.figure_spec import FigureSpec, drawn
from coprod_review.render.results import Results

FORMATS = ("pdf", "svg", "png")

SVG_START = re.compile(r"^.*?(?=<svg )", re.DOTALL)
SVG_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
SVG_STYLE = re.compile(r"\s*<defs>\s*<style[^>]*>[^<]*</style>\s*</defs>")
SVG_IDS = re.compile(r'(\bid="|url\(#|href="#)')
SVG_SPACE = re.compile(r"\s*\n\s*")


def figure_files(spec: FigureSpec, results: Results, settings: FigureSettings) -> dict[str, bytes]:
    """The figure in every format, by the ending of its file name."""
    with style.figure_style():
        mpl.rcParams["svg.hashsalt"] = spec.name
        figure = drawn(spec, results, settings)
        return {
            "pdf": _saved(
                figure, "pdf", {"Title": spec.title, "Creator": None, "Producer": None, "CreationDate": None}
            ),
            "svg": _svg(figure, spec),
            "png": _saved(figure, "png", {"Title": spec.title, "Software": None}, dpi=settings.dpi),
        }


def _saved(figure: Figure, ending: str, metadata: Mapping[str, str | None], **options: Any) -> bytes:
    stream = io.BytesIO()
    figure.savefig(stream, format=ending, metadata=dict(metadata), **options)
    return stream.getvalue()


def _svg(figure: Figure, spec: FigureSpec) -> bytes:
    """An SVG that can stand alone or inside a page: named, described, with ids and styles of its own."""
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    text = _saved(figure, "svg", nothing).decode("utf-8")
    text = SVG_START.sub("", text, count=1)
    text = SVG_METADATA.sub("", text, count=1)
    text = SVG_STYLE.sub("", text, count=1)
    text = SVG_IDS.sub(rf"\g<1>{spec.name}-", text)
    name, words = f"{spec.name}-title", f"{spec.name}-description"
    opening = text.index(">") + 1
    head = (
        text[: opening - 1]
        + f' role="img" aria-labelledby="{name} {words}" stroke-linejoin="round" stroke-linecap="butt">'
    )
    described = (
        f'<title id="{name}">{escape(spec.title)}</title><desc id="{words}">{escape(spec.alt_text)}</desc>'
    )
    body = SVG_SPACE.sub("\n", text[opening:]).strip()
    return f"{head}\n{described}\n{body}\n".encode()
