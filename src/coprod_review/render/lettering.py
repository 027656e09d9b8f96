"""Text on figures, measured before it is set: places in millimetres, lines that fit their width."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.textpath import text_to_path

from coprod_review.render import style

NOTE_MARGIN_MM = 2.0
SIDE_MM = 1.0
EMPTY_MM = 28.0
"""The height of a figure that has nothing to draw, without its note."""
HAIR_MM = 0.01
BREAKABLE = "/-–_."
CAPITAL, ASCENT, DESCENT = 0.73, 0.78, 0.24
"""Heights of DejaVu Sans as parts of its size: of capitals, above and below the baseline."""

Vertical = Literal["baseline", "top", "center", "bottom"]


def canvas(figure: Figure) -> Axes:
    """Axes over the whole figure, in millimetres from its upper left corner, without a frame."""
    width, height = style.size_mm(figure)
    axes = figure.add_axes((0, 0, 1, 1), label="canvas")
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    return axes


def axes_at(figure: Figure, left: float, top: float, width: float, height: float, *, label: str = "") -> Axes:
    """Axes at a place of the figure, in millimetres from its upper left corner."""
    full_width, full_height = style.size_mm(figure)
    place = (left / full_width, 1 - (top + height) / full_height, width / full_width, height / full_height)
    return figure.add_axes(place, label=label or f"{left:.1f} {top:.1f}")


def line_mm(size: float) -> float:
    """The height of a line of text of a size in points, in millimetres."""
    return 1.24 * size / style.POINTS_PER_MM


@lru_cache(maxsize=20_000)
def width_mm(text: str, size: float = style.SMALL, weight: str = "normal") -> float:
    """The width of a line of text on paper, in millimetres."""
    font = FontProperties(family=style.families(), weight=weight, size=size)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / style.POINTS_PER_MM


def wrapped(
    text: str, room_mm: float, size: float = style.SMALL, *, weight: str = "normal", max_lines: int = 99
) -> list[str]:
    """The text in lines that fit the room; what exceeds `max_lines` ends in an ellipsis.

    Words wider than the room are broken, after a hyphen, slash or dot where they have one.
    """
    lines: list[str] = []
    for word in _fitting_words(text, room_mm, size, weight):
        if lines and _fits(lines[-1], word, room_mm, size, weight):
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    if len(lines) <= max_lines:
        return lines
    last = lines[max_lines - 1]
    while last and width_mm(f"{last}…", size, weight) > room_mm:
        last = last[:-1].rstrip()
    return [*lines[: max_lines - 1], f"{last}…"]


def balanced(
    text: str, room_mm: float, size: float = style.SMALL, *, weight: str = "normal", max_lines: int = 99
) -> list[str]:
    """The text in as few lines as fit the room, of lengths as even as that allows."""
    lines = wrapped(text, room_mm, size, weight=weight, max_lines=max_lines)
    if len(lines) < 2 or lines[-1].endswith("…"):
        return lines
    words = text.split(" ")
    narrowest = max(width_mm(word, size, weight) for word in words)
    room = room_mm
    while room - 1 > narrowest:
        room -= 1
        tighter = wrapped(text, room, size, weight=weight)
        if len(tighter) > len(lines):
            break
        lines = tighter
    return lines


def named(
    label: str,
    short: str,
    room_mm: float,
    size: float = style.SMALL,
    *,
    weight: str = "normal",
    max_lines: int = 99,
) -> list[str]:
    """The label in balanced lines, or the short name where these would be more than `max_lines`."""
    lines = balanced(label, room_mm, size, weight=weight, max_lines=max_lines)
    if lines and lines[-1].endswith("…"):
        return balanced(short, room_mm, size, weight=weight, max_lines=max_lines)
    return lines


def write(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    *,
    size: float = style.SMALL,
    align: str = "left",
    vertical: Vertical = "baseline",
    **styled: Any,
) -> None:
    """One or more lines of text on a canvas, every line on a baseline of its own.

    `vertical` says what stands at `y`: the first baseline, the top of the block, its bottom, or its centre.
    """
    lines = text.split("\n")
    step = line_mm(size)
    capital = CAPITAL * size / style.POINTS_PER_MM
    rest = step * (len(lines) - 1)
    first = {
        "baseline": y,
        "top": y + ASCENT * size / style.POINTS_PER_MM,
        "center": y - (rest + capital) / 2 + capital,
        "bottom": y - rest - DESCENT * size / style.POINTS_PER_MM,
    }[vertical]
    for place, line in enumerate(lines):
        if line:
            axes.text(x, first + place * step, line, fontsize=size, ha=align, va="baseline", **styled)


def rectangle(axes: Axes, x: float, y: float, width: float, height: float, **styled: Any) -> None:
    """A rectangle on a canvas, from its upper left corner; without an outline unless one is asked for."""
    styled.setdefault("linewidth", 0.0)
    axes.add_artist(Rectangle((x, y), width, height, **styled))  # the limits of a canvas stand: none to find


def note_height(text: str, figure_width_mm: float) -> float:
    """The height that a note takes at the foot of a figure, in millimetres."""
    if not text:
        return 0.0
    lines = wrapped(text, figure_width_mm - 2 * SIDE_MM)
    return NOTE_MARGIN_MM + len(lines) * line_mm(style.SMALL) + 0.8


def write_note(figure: Figure, text: str) -> None:
    """Write the note at the foot of a figure: n, and what is missing."""
    if not text:
        return
    width, height = style.size_mm(figure)
    lines = wrapped(text, width - 2 * SIDE_MM)
    bottom = (0.6 + 0.25 * line_mm(style.SMALL)) / height
    for place, line in enumerate(reversed(lines)):
        figure.text(
            SIDE_MM / width,
            bottom + place * line_mm(style.SMALL) / height,
            line,
            fontsize=style.SMALL,
            color=style.QUIET,
            va="baseline",
        )


def write_nothing(figure: Figure, message: str, note: str) -> None:
    """A figure that has nothing to draw says so in its place, and says why; it is described so, too."""
    figure.set_label(f"Nothing is drawn. {message}")
    width, height = style.size_mm(figure)
    axes = canvas(figure)
    depth = height - note_height(note, width) - 2 * SIDE_MM
    rectangle(axes, SIDE_MM, SIDE_MM, width - 2 * SIDE_MM, depth, facecolor=style.FIELD)
    lines = wrapped(message, width - 16, style.BODY)
    write(
        axes,
        width / 2,
        SIDE_MM + depth / 2,
        "\n".join(lines),
        size=style.BODY,
        align="center",
        vertical="center",
        color=style.QUIET,
    )
    write_note(figure, note)


def _fits(line: str, word: str, room_mm: float, size: float, weight: str) -> bool:
    """Whether a line has room for a word more.

    No letter is drawn nearer to a blank, so that a line is as wide as its words and blanks; only where that
    is a hair's breadth from the room, the line is measured as a whole.
    """
    words = [*line.split(" "), word]
    blank = width_mm("n n", size, weight) - 2 * width_mm("n", size, weight)
    parts = sum(width_mm(one, size, weight) for one in words) + blank * (len(words) - 1)
    if abs(parts - room_mm) > HAIR_MM:
        return parts < room_mm
    return width_mm(f"{line} {word}", size, weight) <= room_mm


def _fitting_words(text: str, room_mm: float, size: float, weight: str) -> list[str]:
    words = []
    for word in text.split(" "):
        rest = word
        while rest and width_mm(rest, size, weight) > room_mm:
            cut = _cut(rest, room_mm, size, weight)
            words.append(rest[:cut])
            rest = rest[cut:]
        if rest:
            words.append(rest)
    return words


def _cut(word: str, room_mm: float, size: float, weight: str) -> int:
    """Where a word that is too wide is broken: as late as fits, at a sign that allows it if there is one."""
    fits = 1
    while fits < len(word) and width_mm(word[: fits + 1], size, weight) <= room_mm:
        fits += 1
    allowed = [i + 1 for i, sign in enumerate(word[:fits]) if sign in BREAKABLE and i > 2]
    return allowed[-1] if allowed else fits
