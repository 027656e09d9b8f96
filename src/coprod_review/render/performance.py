"""Performance of the machine coders beside their baselines, dimension by dimension."""

from __future__ import annotations

from matplotlib.figure import Figure

from coprod_review.render import dots, style, wording
from coprod_review.render import lettering as letter
from coprod_review.render.results import Performance, Results
from coprod_review.render.sheet import Sheet, real, row_of, text, whole

MOST_FACETS = 4
BASELINE = "baseline_"
SUBSET_WORDS = {"all": "all reports", "held_out": "held-out half", "development": "development half"}
SUBSET_ORDER = ("all", "held_out")


def body_height_performance(results: Results) -> float:
    """The height of the figure without its note, in millimetres."""
    return _layout(results).height_mm if results.performance else letter.EMPTY_MM


def plot_performance(results: Results, figure: Figure) -> None:
    """Draw macro-F1 with its interval for each coder; baselines are hollow."""
    if not results.performance:
        message = "No machine coder could be compared: no codes are settled."
        letter.write_nothing(figure, message, note_performance(results))
        return
    found = [
        dots.Dot(
            row=p.dimension,
            facet=_facet(p),
            series=p.coder,
            value=p.macro_f1,
            low=p.macro_f1_low,
            high=p.macro_f1_high,
        )
        for p in results.performance
    ]
    dots.plot_dots(figure, found, _layout(results))
    letter.write_note(figure, note_performance(results))


def note_performance(results: Results) -> str:
    """What is compared with what, and on how many reports."""
    sizes = sorted({p.n for p in results.performance})
    span = f"{sizes[0]} to {sizes[-1]}" if len(sizes) > 1 else "".join(str(s) for s in sizes)
    told = f" n: {span} reports a dimension." if sizes else ""
    return (
        f"Macro-F1: the mean of F1 over codes, so that rare codes count as much as common ones; lines: "
        f"{wording.level(results)} bootstrap intervals.{told} Hollow: baselines. Classifier and "
        "combination predict out of fold. The held-out half was never read while rules were written. "
        "Settled codes are the easier cases where the readers agree."
    )


def data_performance(results: Results) -> Sheet:
    """The numbers behind the dots."""
    measures = [f"{m}{end}" for m in ("accuracy", "macro_f1") for end in ("", "_low", "_high")]
    return Sheet(
        name="performance",
        title="Performance of the machine coders and baselines",
        columns=(
            text("coder"),
            text("dimension"),
            text("against"),
            text("subset"),
            whole("n"),
            whole("n_decided"),
            *(real(m) for m in measures),
            real("kappa"),
            text("baseline"),
            text("number_id"),
        ),
        rows=[row_of(p) for p in results.performance],
        note=note_performance(results),
    )


def _facet(row: Performance) -> str:
    against = "settled codes" if row.against == "settled" else wording.name_of(row.against)
    return f"Against {against}, {SUBSET_WORDS.get(row.subset, wording.plain(row.subset))}"


def _facets(results: Results) -> dict[str, str]:
    """The facets that are drawn: settled codes first, then each reader; whole sets first, then held out."""
    rows = [p for p in results.performance if p.subset in SUBSET_ORDER] or list(results.performance)
    ordered = sorted(
        rows,
        key=lambda p: (
            p.against != "settled",
            SUBSET_ORDER.index(p.subset) if p.subset in SUBSET_ORDER else len(SUBSET_ORDER),
            p.against,
        ),
    )
    names = list(dict.fromkeys(_facet(p) for p in ordered))[:MOST_FACETS]
    return {name: name for name in names}


def _series(results: Results) -> tuple[dots.Series, ...]:
    coders = list(dict.fromkeys(p.coder for p in results.performance if p.baseline != "yes"))
    baselines = list(dict.fromkeys(p.coder for p in results.performance if p.baseline == "yes"))
    drawn = [
        dots.Series(
            name=c,
            label=wording.plain(c),
            colour=style.PALETTE[i % len(style.PALETTE)],
            marker=style.MARKERS[i % len(style.MARKERS)],
        )
        for i, c in enumerate(coders)
    ]
    drawn += [
        dots.Series(
            name=b,
            label=f"{wording.plain(b.removeprefix(BASELINE))} (baseline)",
            colour=style.QUIET,
            marker=style.MARKERS[(len(coders) + i) % len(style.MARKERS)],
            hollow=True,
        )
        for i, b in enumerate(baselines)
    ]
    return tuple(drawn)


def _layout(results: Results) -> dots.Layout:
    dimensions = wording.dimensions_in_order(results.codebook, (p.dimension for p in results.performance))
    facets = _facets(results)
    return dots.Layout(
        row_labels={d: wording.dimension_label(results.codebook, d) for d in dimensions},
        facet_titles=facets,
        series=_series(results),
        x_label="macro-F1",
        x_range=(0.0, 1.0),
        label_mm=35.0,
        side_mm=0.0,
        facets_across=min(4, max(1, len(facets))),
        side_texts={},
    )
