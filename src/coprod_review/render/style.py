"""How every figure looks: size, lettering, palette and hatches, in one place.

The palette is a ladder of lightness (CIE L* 26, 40, 60, 73, 88), so that its colours stay apart in grey and
for every common form of colour-blindness; tests/render/test_style.py measures both. The typeface is DejaVu
Sans, of which fonts/ has the Latin and Greek letters (fonts/README.md) and Matplotlib the others: figures
have the same letters on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure

MM_PER_INCH = 25.4
POINTS_PER_MM = 72 / MM_PER_INCH

NARROW_MM = 120.0
"""Figures below this width have the arrangement for one journal column."""

SMALL = 7.0
"""Points at print size: notes, tick labels, intervals. Nothing in a figure is set smaller."""
BODY = 7.6
LARGE = 10.0

INK = "#1c2430"
QUIET = "#4b5563"
RULE = "#aeb6c1"
GRID = "#e3e7ec"
FIELD = "#f4f6f8"
PAPER = "#ffffff"
NEUTRAL = "#d8dde4"

PALETTE = ("#153f6b", "#f2a133", "#a23a6d", "#4f9d8c")
"""Colours of codes in the order of the codebook; the code `none` is NEUTRAL."""

EMPHASIS = PALETTE[0]
TINT = "#cfdcea"
INFERRED_HATCH = "//////"
UNTAPPED_HATCH = "\\\\\\\\\\"
MARKERS = ("o", "s", "D", "^", "v", "P", "X", "<")
EXTRA_HATCHES = ("", "....", "xxxx", "----")

FONTS = ("ReviewSans-Regular.ttf", "ReviewSans-Bold.ttf", "ReviewSans-Oblique.ttf")

SETTINGS: dict[str, Any] = {
    "font.size": BODY,
    "axes.labelsize": BODY,
    "axes.titlesize": BODY,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 4.0,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "legend.fontsize": SMALL,
    "legend.frameon": False,
    "axes.edgecolor": RULE,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "xtick.color": RULE,
    "ytick.color": RULE,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "text.color": INK,
    "text.parse_math": False,
    "patch.linewidth": 0.6,
    "lines.linewidth": 1.0,
    "hatch.linewidth": 0.65,
    "axes.unicode_minus": True,
    "text.hinting": "none",
    "axes.formatter.use_locale": False,
    "pdf.fonttype": 42,
    "pdf.compression": 9,
    "svg.fonttype": "path",
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "path.simplify": True,
}


@contextmanager
def figure_style() -> Iterator[None]:
    """The style of the review, whatever matplotlibrc the machine has."""
    with mpl.rc_context():
        mpl.rcdefaults()
        for name, value in SETTINGS.items():
            mpl.rcParams[name] = value  # type: ignore[index]  # names are checked when they are set
        mpl.rcParams["font.family"] = families()
        yield


@lru_cache(maxsize=1)
def families() -> list[str]:
    """The families of the typeface, now known to Matplotlib; a letter is of the first that has it."""
    for font in FONTS:
        with as_file(files("coprod_review.render") / "fonts" / font) as path:
            font_manager.fontManager.addfont(path)
    return ["Review Sans", "DejaVu Sans"]


def new_figure(width_mm: float, height_mm: float) -> Figure:
    """An empty figure of a size on paper; it belongs to no window and to no global state."""
    return Figure(figsize=(width_mm / MM_PER_INCH, height_mm / MM_PER_INCH))


def size_mm(figure: Figure) -> tuple[float, float]:
    """Width and height of a figure on paper, in millimetres."""
    width, height = figure.get_size_inches()
    return float(width) * MM_PER_INCH, float(height) * MM_PER_INCH


def colour_of(code: str, codes: Sequence[str]) -> str:
    """The colour of a code: its place among `codes` decides, and `none` is neutral.

    From the fifth code on the colours return; `hatch_of` then tells them apart.
    """
    if code == "none":
        return NEUTRAL
    named = [c for c in codes if c != "none"]
    place = named.index(code) if code in named else len(named)
    return PALETTE[place % len(PALETTE)]


def hatch_of(code: str, codes: Sequence[str]) -> str:
    """The hatch that tells the fifth and later codes from the first four; empty for those."""
    named = [c for c in codes if c != "none"]
    place = named.index(code) if code in named else 0
    return EXTRA_HATCHES[place // len(PALETTE) % len(EXTRA_HATCHES)]


def depth_colour(depth: float) -> str:
    """A colour between the palest tint (0) and the emphasis (1), for fields that stand for a quantity."""
    return mixed(EMPHASIS, min(1.0, max(0.0, depth)), ground="#e4ecf5")


def mixed(colour: str, part: float, *, ground: str = PAPER) -> str:
    """The colour with its part from 0 to 1 of a mixture with the ground."""
    pale, deep = (tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in (ground, colour))
    channels = (round(p + (d - p) * part) for p, d in zip(pale, deep, strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def ink_on(colour: str) -> str:
    """The ink that can be read on a colour: white on dark, INK on light."""
    return PAPER if lightness(colour) < 55 else INK


def lightness(colour: str) -> float:
    """CIE L* (0 black, 100 white) of an sRGB colour, by the formulas of CIE 15:2004."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return float(116 * y ** (1 / 3) - 16) if y > (6 / 29) ** 3 else y * (29 / 3) ** 3
