"""The figures of networks, as the table of figures lists them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from matplotlib.figure import Figure

from coprod_review.model.network import CO_CITATION, CO_WORDS, COUPLING
from coprod_review.render import keys, networks
from coprod_review.render.figure_spec import FigureSpec
from coprod_review.render.results import Results
from coprod_review.render.sheet import Sheet

Painter = Callable[[Results, str], tuple[networks.Look, Sequence[keys.Entry]]]


def _figure(
    name: str, network: str, painter: Painter, *, title: str, caption: str, alt_text: str
) -> FigureSpec:
    more = "Hollow circles are no works of the lineage." if network == CO_CITATION else ""

    def note(results: Results) -> str:
        return networks.note_of(results, network, more)

    def plot(results: Results, figure: Figure) -> None:
        look, entries = painter(results, network)
        networks.plot(results, figure, network, look=look, entries=entries, note=note(results))

    def height_at(results: Results, width: float) -> float:
        return networks.height_at(results, width, network, painter(results, network)[1])

    def body_height(results: Results) -> float:
        return height_at(results, networks.WIDTH_MM)

    def data(results: Results) -> Sheet:
        return networks.data_of(results, network, figure=name, title=title)

    return FigureSpec(
        name=name,
        title=title,
        caption=caption,
        alt_text=alt_text,
        columns="two",
        plot=plot,
        body_height=body_height,
        note=note,
        data=data,
        height_at=height_at,
        only_wide="its labels need the width of two columns",
    )


NETWORK_FIGURES: tuple[FigureSpec, ...] = (
    _figure(
        "co_citation",
        CO_CITATION,
        networks.own_tradition,
        title="Works that are cited together",
        caption="Co-citation network of the works that included reports cite. Two works are linked where "
        "reports cite both; works of the lineage have the colour of their tradition.",
        alt_text="Network map: circles for cited works, labelled with author and year, larger the more "
        "reports cite them; lines between works that reports cite together; works of the two traditions in "
        "their colours.",
    ),
    _figure(
        "coupling",
        COUPLING,
        networks.own_tradition,
        title="Reports that cite alike",
        caption="Bibliographic coupling of the included reports. Two reports are linked where they cite the "
        "same works; each has the colour of its tradition.",
        alt_text="Network map: circles for included reports, labelled with author and year, larger the more "
        "other reports cite works in common with them; lines between reports that cite the same works; "
        "reports coloured by their tradition.",
    ),
    _figure(
        "co_words",
        CO_WORDS,
        networks.shares_of_traditions,
        title="Terms that stand in the same reports",
        caption="Co-word map of keywords and phrases of the included reports. Two terms are linked where "
        "reports have both; each circle is parted by the traditions of the reports with the term.",
        alt_text="Network map: a circle for each term, larger the more reports have it, parted like a pie "
        "by the traditions of these reports; lines between terms that stand in the same reports.",
    ),
    _figure(
        "co_word_years",
        CO_WORDS,
        networks.mean_years,
        title="Terms by the mean year of their reports",
        caption="The co-word map again, the circles the deeper in colour the later the reports with the term "
        "were published on average.",
        alt_text="The network map of terms; circles are pale where the reports with the term are early and "
        "deep in colour where they are late.",
    ),
)
