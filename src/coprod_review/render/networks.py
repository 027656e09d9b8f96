"""Maps of networks: co-citation, bibliographic coupling and co-words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Wedge

from coprod_review.model.network import (
    CO_CITATION,
    CO_WORDS,
    COUPLING,
    TRADITION_PREFIX,
    Network,
    NetworkItem,
)
from coprod_review.render import keys, style, wording
from coprod_review.render import lettering as letter
from coprod_review.render.network_places import Spot, height_of, spots
from coprod_review.render.results import Results
from coprod_review.render.sheet import Cell, Column, Sheet, real, text, whole

KEY_GAP_MM = 2.5
WIDTH_MM = 180.0
THIN, THICK = 0.25, 1.7
"""Points of the thinnest and the thickest link."""

LINK = "#c3c9d1"
PLAIN: Mapping[str, Any] = {"facecolor": style.PAPER, "edgecolor": style.QUIET, "linewidth": 0.6}
SAFETY = "safety"
"""The works of the lineage on safety belong to no tradition."""

WORDS = {
    CO_CITATION: ("cited references", "works", "works that {n} or more reports cite"),
    COUPLING: ("cited references", "reports", "reports that share a cited work with another"),
    CO_WORDS: ("terms", "terms", "terms that {n} or more reports have"),
}
AREA = {
    CO_CITATION: "reports that cite the work",
    COUPLING: "reports with which it shares a cited work",
    CO_WORDS: "reports with the term",
}

Look = Callable[[Axes, Spot], None]


def network_of(results: Results, name: str) -> Network:
    """The network of a name; an empty one, saying so, where the analysis has none."""
    empty = Network(name=name, n_reports=0, n_used=0, least=0, note="the analysis has not looked for it")
    return next((network for network in results.networks if network.name == name), empty)


def height_at(results: Results, width: float, name: str, entries: Sequence[keys.Entry]) -> float:
    """The height of a map without its note on a width, in millimetres."""
    network = network_of(results, name)
    if not network.items:
        return letter.EMPTY_MM
    room = _room(width)
    return letter.SIDE_MM + height_of(network, room) + KEY_GAP_MM + keys.key_height(entries, room) + 1.5


def plot(
    results: Results, figure: Figure, name: str, *, look: Look, entries: Sequence[keys.Entry], note: str
) -> None:
    """Draw links, circles, labels and key; a network without items says why it has none."""
    network = network_of(results, name)
    if not network.items:
        letter.write_nothing(figure, f"No map is drawn: {network.note}.", note)
        return
    axes = letter.canvas(figure)
    room = _room(style.size_mm(figure)[0])
    height = height_of(network, room)
    placed = {
        spot.item.item: replace(
            spot,
            x=spot.x + letter.SIDE_MM,
            y=spot.y + letter.SIDE_MM,
            label_x=spot.label_x + letter.SIDE_MM,
            label_top=spot.label_top + letter.SIDE_MM,
        )
        for spot in spots(network, room, height)
    }
    _draw_links(axes, network, placed)
    for spot in placed.values():
        look(axes, spot)
        _write_label(axes, spot)
    top = letter.SIDE_MM + height + KEY_GAP_MM
    keys.write_key(axes, entries, left=letter.SIDE_MM, top=top, right=letter.SIDE_MM + room)
    letter.write_note(figure, note)


def note_of(results: Results, name: str, more: str = "") -> str:
    """How many reports, items and links there are and are drawn, and what size and distance mean."""
    network = network_of(results, name)
    has, noun, kept = WORDS[name]
    told = f"n = {network.n_used} of {wording.plural(network.n_reports, 'included report')} with {has}."
    if not network.items:
        return told
    drawn = spots(network, _room(WIDTH_MM), height_of(network, _room(WIDTH_MM)))
    silent = sum(not spot.lines for spot in drawn)
    several = max(item.cluster for item in network.items) > 1
    parts = [
        told,
        f"{len(network.items)} of {network.n_kept} {kept.format(n=network.threshold)}, "
        f"{len(network.drawn_links)} of {wording.plural(len(network.links), 'link')} drawn, the strongest.",
        f"Area of a circle: {AREA[name]}. Near each other: {noun} that occur together more often than by "
        "chance (association strength); moved apart where labels would meet.",
        "Circled numbers: clusters." if several else "",
        f"{wording.plural(silent, 'label')} found no room." if silent else "",
        more,
    ]
    return " ".join(part for part in parts if part)


def data_of(results: Results, name: str, *, figure: str, title: str) -> Sheet:
    """The items of a network with their places, clusters and counts."""
    network = network_of(results, name)
    traditions = wording.in_order(
        results.codebook, "tradition", (t for i in network.items for t in i.n_by_tradition)
    )
    wanted = [f.name for f in fields(NetworkItem) if f.name not in ("n_by_tradition", "number_id")]
    rows: list[dict[str, Cell]] = [
        {
            **{name: getattr(item, name) for name in wanted},
            **{f"{TRADITION_PREFIX}{t}": item.n_by_tradition.get(t, 0) for t in traditions},
            "number_id": item.number_id,
        }
        for item in network.items
    ]
    columns: tuple[Column, ...] = (
        *(text("item"), text("label"), text("description")),
        *(whole("n", "Reports"), whole("links", "Neighbours"), whole("strength", "Sum of links")),
        *(
            real("x"),
            real("y"),
            whole("cluster"),
            text("tradition"),
            real("mean_year", digits=1),
            text("doi"),
        ),
        *(whole(f"{TRADITION_PREFIX}{t}", f"Reports: {wording.plain(t)}") for t in traditions),
        text("number_id"),
    )
    return Sheet(name=figure, title=title, columns=columns, rows=rows, note=note_of(results, name))


def own_tradition(results: Results, name: str) -> tuple[Look, list[keys.Entry]]:
    """Circles in the colour of the item's own tradition, and their key; other items are hollow."""
    found = {item.tradition for item in network_of(results, name).items}
    codes = wording.in_order(results.codebook, "tradition", ())
    looks = {t: _filled(t, codes) for t in (*codes, SAFETY) if t in found}
    others = "other cited work" if name == CO_CITATION else "no tradition decided"

    def look(axes: Axes, spot: Spot) -> None:
        axes.add_patch(
            Circle((spot.x, spot.y), spot.radius, zorder=3, **looks.get(spot.item.tradition, PLAIN))
        )

    entries = [(_tradition_words(t), looks[t]) for t in looks]
    return look, [*entries, *([(others, PLAIN)] if found - set(looks) else [])]


def shares_of_traditions(results: Results, name: str) -> tuple[Look, list[keys.Entry]]:
    """Circles parted by the traditions of the item's reports, and their key."""
    codes = wording.in_order(results.codebook, "tradition", ())
    items = network_of(results, name).items
    shown = [t for t in codes if any(item.n_by_tradition.get(t) for item in items)]

    def look(axes: Axes, spot: Spot) -> None:
        axes.add_patch(Circle((spot.x, spot.y), spot.radius, zorder=3, **PLAIN))
        whole_n, angle = max(1, spot.item.n), 90.0
        for tradition in shown:
            turn = 360 * spot.item.n_by_tradition.get(tradition, 0) / whole_n
            if turn:
                patch = _filled(tradition, codes)
                axes.add_patch(Wedge((spot.x, spot.y), spot.radius, angle, angle + turn, zorder=3.5, **patch))
                angle += turn

    undecided = any(sum(item.n_by_tradition.values()) < item.n for item in items)
    entries = [(_tradition_words(t), _filled(t, codes)) for t in shown]
    return look, [*entries, *([("not decided", PLAIN)] if undecided else [])]


def mean_years(results: Results, name: str) -> tuple[Look, list[keys.Entry]]:
    """Circles the deeper in colour the later their reports, and their key."""
    items = network_of(results, name).items
    years = sorted(item.mean_year for item in items if item.mean_year is not None)
    low, high = (years[0], years[-1]) if years else (0.0, 0.0)

    def filled(year: float) -> dict[str, Any]:
        depth = (year - low) / (high - low) if high > low else 0.5
        return {"facecolor": style.depth_colour(depth), "edgecolor": style.QUIET, "linewidth": 0.4}

    def look(axes: Axes, spot: Spot) -> None:
        year = spot.item.mean_year
        axes.add_patch(
            Circle((spot.x, spot.y), spot.radius, zorder=3, **(PLAIN if year is None else filled(year)))
        )

    steps = [low + (high - low) * part / 4 for part in range(5)] if high > low else years[:1]
    entries = [(f"{step:.0f}", filled(step)) for step in steps]
    return look, [*entries, *([("year unknown", PLAIN)] if len(years) < len(items) else [])]


def _room(width: float) -> float:
    return width - 2 * letter.SIDE_MM


def _tradition_words(tradition: str) -> str:
    return "no co-production" if tradition == "none" else wording.plain(tradition)


def _filled(tradition: str, codes: Sequence[str]) -> dict[str, Any]:
    if tradition == SAFETY:
        return {"facecolor": style.PAPER, "edgecolor": style.INK, "linewidth": 0.6, "hatch": "xxxxxxx"}
    colour = style.colour_of(tradition, codes)
    return {
        "facecolor": colour,
        "edgecolor": style.QUIET,
        "linewidth": 0.4,
        "hatch": style.hatch_of(tradition, codes) or None,
    }


def _draw_links(axes: Axes, network: Network, placed: Mapping[str, Spot]) -> None:
    links = network.drawn_links
    most = max((link.n for link in links), default=1)
    ends = [(placed[link.item_a], placed[link.item_b]) for link in reversed(links)]
    lines = [((a.x, a.y), (b.x, b.y)) for a, b in ends]
    widths = [THIN + (THICK - THIN) * link.n / most for link in reversed(links)]
    axes.add_collection(LineCollection(lines, linewidths=widths, colors=LINK, zorder=1, capstyle="round"))


def _write_label(axes: Axes, spot: Spot) -> None:
    if not spot.lines:
        return
    high = letter.line_mm(style.SMALL) * len(spot.lines)
    wide = max(letter.width_mm(line) for line in spot.lines)
    left, top = spot.label_x - wide / 2, spot.label_top
    letter.rectangle(axes, left, top, wide, high, facecolor=style.PAPER, alpha=0.75, zorder=2)
    words = "\n".join(spot.lines)
    letter.write(axes, spot.label_x, top, words, align="center", vertical="top", zorder=4)
