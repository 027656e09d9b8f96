"""The map of countries: included reports by the countries that they name, with the counts below the map."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.render import country_shapes as shapes
from coprod_review.render import lettering as letter
from coprod_review.render import style, wording
from coprod_review.render.keys import Entry, key_height, write_key
from coprod_review.render.results import CountryCount, Results
from coprod_review.render.sheet import Sheet, row_of, share, text, whole

CLASSES = ((1, 1), (2, 4), (5, 9), (10, 24), (25, 99), (100, 999), (1000, 10**9))
"""The least and the most reports of each class of countries; grey apart by lightness."""
COLUMN_MM = 43.0
ROW_MM = 3.6
LIST_MOST = 48
"""So many countries are listed below the map; the others are told together, the data sheet has them all."""
LIST_ABOVE_MM = 4.0


def body_height_countries(results: Results, width: float = 180.0) -> float:
    """The height of the figure without its note, in millimetres."""
    countries = _countries(results)
    if not countries:
        return letter.EMPTY_MM
    rows = -(-len(_listed(results)) // _n_columns(width))
    key = key_height(_key(countries), width - 2 * letter.SIDE_MM)
    return shapes.height_mm(width - 2 * letter.SIDE_MM) + 3.0 + key + LIST_ABOVE_MM + rows * ROW_MM + 1.5


def plot_countries(results: Results, figure: Figure) -> None:
    """Draw countries the darker the more reports, those too small as dots, and list the counts below."""
    countries = _countries(results)
    if not countries:
        message = "No included report has a country in the extraction sheet."
        letter.write_nothing(figure, message, note_countries(results))
        return
    axes = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    room = width - 2 * letter.SIDE_MM
    colour_by_class = colours_of_classes(max(c.n for c in countries))
    shapes.draw_countries(
        axes,
        {c.country: colour_by_class[_class_of(c.n)] for c in countries},
        left=letter.SIDE_MM,
        top=letter.SIDE_MM,
        width=room,
    )
    top = letter.SIDE_MM + shapes.height_mm(room) + 2.0
    top += write_key(axes, _key(countries), left=letter.SIDE_MM, top=top, right=width - letter.SIDE_MM)
    _write_list(axes, _listed(results), top=top + LIST_ABOVE_MM, width=width)
    letter.write_note(figure, note_countries(results))


def note_countries(results: Results) -> str:
    """How many reports name a country, several, none or something else."""
    total = next((c.total for c in results.countries), 0)
    away = {
        kind: sum(c.n for c in results.countries if c.kind == kind) for kind in ("no_country", "not_stated")
    }
    words = [c.name for c in results.countries if c.kind == "no_country"]
    beside = letter.wrapped(wording.sentence_list(words), 90.0, max_lines=1) if words else []
    parts = [
        f"{wording.plural(total, 'included report')}: {away['not_stated']} without a stated country"
        if total
        else "No report is included",
        f"{away['no_country']} named a wider place ({beside[0]})" if beside else "",
    ]
    return (
        f"{'; '.join(part for part in parts if part)}. A report counts once under each of its countries. "
        "Outlines: Natural Earth; borders take no position."
    )


def data_countries(results: Results) -> Sheet:
    """The counts of countries, and of reports that name none."""
    return Sheet(
        name="countries",
        title="Included reports by country",
        columns=(
            text("kind"),
            text("country", "Code"),
            text("name", "Country"),
            whole("n", "Reports"),
            whole("n_alone", "Only there"),
            whole("total"),
            share("share"),
            text("number_id"),
        ),
        rows=[row_of(c) | {"share": c.n / c.total if c.total else None} for c in results.countries],
        note="A report counts once under each of its countries, so that shares may add up to more than 1.",
    )


def colours_of_classes(most: int) -> dict[int, str]:
    """A colour for every class up to that of a country with `most` reports, from pale to deep."""
    last = _class_of(most)
    return {k: style.depth_colour(0.18 + 0.82 * k / max(1, last)) for k in range(last + 1)}


def _countries(results: Results) -> list[CountryCount]:
    return [c for c in results.countries if c.kind == "country" and c.n]


def _class_of(n: int) -> int:
    return next(k for k, (_, most) in enumerate(CLASSES) if n <= most)


def _key(countries: Sequence[CountryCount]) -> Sequence[Entry]:
    entries: list[Entry] = [
        ("no report", {"facecolor": shapes.LAND, "edgecolor": style.RULE, "linewidth": 0.4})
    ]
    colours = colours_of_classes(max(c.n for c in countries))
    for k, colour in colours.items():
        least, most = CLASSES[k]
        span = (
            f"{least} or more"
            if k == len(colours) - 1 and k
            else f"{least}–{most}"
            if most > least
            else f"{least}"
        )
        words = f"{span} report" if most == 1 else span
        entries.append((words, {"facecolor": colour, "edgecolor": style.PAPER, "linewidth": 0.4}))
    return entries


def _listed(results: Results) -> list[tuple[str, int]]:
    """Countries with their counts, most first, the last ones together where they are too many."""
    counted = [(c.name, c.n) for c in _countries(results)]
    if len(counted) <= LIST_MOST:
        return counted
    rest = counted[LIST_MOST - 1 :]
    least, most = rest[-1][1], rest[0][1]
    each = f"{least}–{most}" if least < most else f"{least}"
    return [*counted[: LIST_MOST - 1], (f"{len(rest)} more, {each} each", sum(n for _, n in rest))]


def _n_columns(width: float) -> int:
    return max(1, int((width - 2 * letter.SIDE_MM) // COLUMN_MM))


def _write_list(axes: Axes, listed: Sequence[tuple[str, int]], *, top: float, width: float) -> None:
    """Write the counts in columns, from top to bottom and left to right."""
    columns = _n_columns(width)
    rows = -(-len(listed) // columns)
    each = (width - 2 * letter.SIDE_MM) / columns
    for place, (name, n) in enumerate(listed):
        left = letter.SIDE_MM + (place // rows) * each
        y = top + (place % rows) * ROW_MM + 2.6
        counted = str(n)
        room = each - 6.0 - letter.width_mm(counted, style.SMALL, "bold")
        letter.write(axes, left + 8.0, y, counted, weight="bold", align="right")
        letter.write(axes, left + 9.5, y, letter.wrapped(name, room - 5.0, max_lines=1)[0])
