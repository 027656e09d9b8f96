"""Agreement between coders, dimension by dimension."""

from __future__ import annotations

from dataclasses import replace

from matplotlib.figure import Figure

from coprod_review.render import dots, style, wording
from coprod_review.render import lettering as letter
from coprod_review.render.coder_measures import Agreement
from coprod_review.render.results import (
    Results,
)
from coprod_review.render.sheet import Sheet, real, row_of, share, text, whole

ASKED = dots.Series(
    name="kappa_asked",
    label="Cohen's kappa where the question arises",
    colour=style.PALETTE[0],
    marker="o",
    hollow=True,
)
"""Kappa on the reports in which no other answer forces this one; drawn where there is any."""

MEASURES = (
    dots.Series(name="kappa", label="Cohen's kappa", colour=style.PALETTE[0], marker="o"),
    dots.Series(name="alpha", label="Krippendorff's alpha", colour=style.PALETTE[1], marker="s"),
    dots.Series(name="ac1", label="Gwet's AC1", colour=style.PALETTE[2], marker="D"),
)


def body_height_agreement(results: Results) -> float:
    """The height of the figure without its note, in millimetres."""
    return _layout(results).height_mm if results.agreement else letter.EMPTY_MM


def plot_agreement(results: Results, figure: Figure) -> None:
    """Draw kappa, alpha and AC1 with their intervals, a facet for each pair of coders."""
    if not results.agreement:
        letter.write_nothing(figure, "No two coders have coded the same reports.", note_agreement(results))
        return
    found = [
        dots.Dot(
            row=a.dimension,
            facet=_pair(a),
            series=measure.name,
            value=getattr(a, measure.name),
            low=getattr(a, f"{measure.name}_low"),
            high=getattr(a, f"{measure.name}_high"),
        )
        for a in results.agreement
        for measure in _measures(results)
        if measure is not ASKED or a.n_asked is not None
    ]
    dots.plot_dots(figure, found, _layout(results))
    letter.write_note(figure, note_agreement(results))


def note_agreement(results: Results) -> str:
    """What the numbers beside the dots are, and which intervals are drawn."""
    several = [
        wording.dimension_label(results.codebook, d.name).lower()
        for d in results.codebook.dimensions.values()
        if d.multiple and any(a.dimension == d.name for a in results.agreement)
    ]
    exact = (
        f" Several codes may be given in {wording.sentence_list(several)}: there kappa and AC1 compare "
        "whole sets, and alpha gives credit for overlap."
        if several
        else ""
    )
    forced = (
        " Where the question arises: without the reports in which another answer of both coders leaves only "
        "“none”, on which they agree unasked."
        if ASKED in _measures(results)
        else ""
    )
    unknown = any(a.kappa is None for a in results.agreement)
    told = " No dot: too few reports or too little variety to estimate." if unknown else ""
    return (
        f"n: reports that both coded; %: same answer. Lines: {wording.level(results)} bootstrap "
        f"intervals.{told}{forced}{exact}"
    )


def data_agreement(results: Results) -> Sheet:
    """The numbers behind the dots."""
    kappa, alpha, ac1 = ([real(f"{m.name}{end}") for end in ("", "_low", "_high")] for m in MEASURES)
    masi = [replace(real(f"masi{end}"), printed=False) for end in ("", "_low", "_high")]
    return Sheet(
        name="agreement",
        title="Agreement between coders",
        columns=(
            text("dimension"),
            text("coder_a"),
            text("coder_b"),
            whole("n"),
            share("percent", "Same answer (%)"),
            *(replace(share(f"percent_{end}"), printed=False) for end in ("low", "high")),
            *kappa,
            text("prevalence"),
            *alpha,
            *masi,
            *ac1,
            whole("n_asked"),
            share("percent_asked", "Same answer where it arises (%)"),
            *(real(f"kappa_asked{end}") for end in ("", "_low", "_high")),
            text("number_id"),
        ),
        rows=[row_of(a) for a in results.agreement],
        note=note_agreement(results),
    )


def _measures(results: Results) -> tuple[dots.Series, ...]:
    """The coefficients that are drawn, the one where questions arise behind that over all reports."""
    if all(a.n_asked is None for a in results.agreement):
        return MEASURES
    return (MEASURES[0], ASKED, *MEASURES[1:])


def _pair(row: Agreement) -> str:
    return f"{wording.name_of(row.coder_a)} and {wording.name_of(row.coder_b)}"


def _layout(results: Results) -> dots.Layout:
    dimensions = wording.dimensions_in_order(results.codebook, (a.dimension for a in results.agreement))
    pairs = {_pair(a): _pair(a) for a in results.agreement}
    values = [
        v
        for a in results.agreement
        for m in _measures(results)
        for v in (getattr(a, m.name), getattr(a, f"{m.name}_low"))
        if v is not None
    ]
    lowest = min([0.0, *values])
    return dots.Layout(
        row_labels={d: wording.dimension_label(results.codebook, d) for d in dimensions},
        facet_titles=pairs,
        series=_measures(results),
        x_label="coefficient",
        x_range=(-1.0 if lowest < -0.4 else -0.4 if lowest < 0 else 0.0, 1.0),
        label_mm=36.0,
        side_mm=13.0,
        facets_across=min(3, max(1, len(pairs))),
        side_texts={(_pair(a), a.dimension): _side(a) for a in results.agreement},
        side_title="n, %",
    )


def _side(row: Agreement) -> str:
    return f"{row.n}, {100 * row.percent:.0f}" if row.percent is not None else f"{row.n}"
