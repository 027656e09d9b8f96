"""Performance of the machine coders beside their baselines, dimension by dimension."""

from __future__ import annotations

from matplotlib.figure import Figure

from coprod_review.render import dots, style, wording
from coprod_review.render import lettering as letter
from coprod_review.render.coder_measures import Performance
from coprod_review.render.results import (
    Results,
)
from coprod_review.render.sheet import Sheet, real, row_of, text, whole

MOST_FACETS = 4
BASELINE = "baseline_"
LINEAGE = "lineage"
LEARNING = ("classifier", "combination")
MACRO_F1 = "Macro-F1: the mean of F1 over codes, so that rare codes count as much as common ones"
SETTLED_ALL = ("settled", "all")
SUBSET_WORDS = {"all": "all reports", "held_out": "held-out half", "development": "development half"}
SUBSET_ORDER = ("all", "held_out")


def body_height_performance(results: Results) -> float:
    """The height of the figure without its note, in millimetres."""
    return _layout(results).height_mm if results.performance else letter.EMPTY_MM


def plot_performance(results: Results, figure: Figure) -> None:
    """Draw macro-F1 with its interval for each coder that answers throughout, and for the best baseline."""
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
        for p in _drawn(results)
    ]
    dots.plot_dots(figure, found, _layout(results))
    letter.write_note(figure, note_performance(results))


def note_performance(results: Results) -> str:
    """What is drawn, what is compared with what, and on how many reports."""
    best = _best_baseline(results)
    hollow = f" Hollow: {_baseline_name(best)}, the best simple baseline on average." if best else ""
    return (
        f"{MACRO_F1}; lines: {wording.level(results)} bootstrap intervals.{_sizes(results)}{hollow}"
        f"{_compared(results)}{_lineage_apart(results, '; not drawn')}"
    )


def _note_of_table(results: Results) -> str:
    """What stands in the table, which holds every coder and every baseline."""
    return (
        f"{MACRO_F1}. Low and high: {wording.level(results)} bootstrap intervals.{_sizes(results)} Baselines "
        f"are marked as such.{_compared(results)}{_lineage_apart(results)}"
    )


def _sizes(results: Results) -> str:
    sizes = sorted({p.n for p in results.performance})
    span = f"{sizes[0]} to {sizes[-1]}" if len(sizes) > 1 else "".join(str(s) for s in sizes)
    return f" n: {span} reports a dimension." if sizes else ""


def _compared(results: Results) -> str:
    """What was held back from the coders that learn, and what is easier about the codes compared with."""
    learned = any(p.coder in LEARNING for p in results.performance)
    folds = " What learns from settled codes predicts out of fold." if learned else ""
    agreed = any(s.n for s in results.statuses if s.status == "agreed")
    easier = " Codes that are settled because readers agree are the easier cases." if agreed else ""
    return f"{folds}{_fairer(results)}{easier}"


def _fairer(results: Results) -> str:
    """Which half is the fairer measure of rules, where it is known with which reports they were written."""
    if all(p.subset != "held_out" for p in results.performance):
        return ""
    return " Rules were developed on the other half, so the held-out one is the fairer."


def data_performance(results: Results) -> Sheet:
    """The numbers behind the dots."""
    measures = [f"{m}{end}" for m in ("accuracy", "macro_f1", "kappa") for end in ("", "_low", "_high")]
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
            whole("n_decided_right"),
            *(real(m) for m in measures),
            text("baseline"),
            text("number_id"),
        ),
        rows=[row_of(p) for p in results.performance],
        note=_note_of_table(results),
    )


def _drawn(results: Results) -> list[Performance]:
    """The rows with a dot: lineage, mostly silent, is told in the note, other baselines stand in tables."""
    best = _best_baseline(results)
    return [
        p for p in results.performance if p.coder == best or not (p.baseline == "yes" or p.coder == LINEAGE)
    ]


def _best_baseline(results: Results) -> str:
    """The baseline with the highest mean macro-F1 over dimensions, against settled codes; "" without one."""
    found: dict[str, list[float]] = {}
    for p in results.performance:
        if p.baseline == "yes":
            values = found.setdefault(p.coder, [])
            if (p.against, p.subset) == SETTLED_ALL:
                values.append(p.macro_f1 or 0.0)
    return min(found, key=lambda coder: (-sum(found[coder]) / max(1, len(found[coder])), coder), default="")


def _baseline_name(coder: str) -> str:
    return wording.name_of(coder.removeprefix(BASELINE))


def _lineage_apart(results: Results, drawn: str = "") -> str:
    """How few reports lineage codes, and what its silence costs it in each dimension that it codes."""
    told = [
        f"{p.n_decided} of {p.n} in {wording.dimension_label(results.codebook, p.dimension).lower()} "
        f"(macro-F1 {wording.decimals(p.macro_f1)})"
        for p in results.performance
        if p.coder == LINEAGE and (p.against, p.subset) == SETTLED_ALL and p.n_decided is not None
    ]
    if not told:
        return ""
    return (
        " Lineage codes only reports whose cited works are known, its silence counting as wrong: "
        f"{wording.sentence_list(told)}{drawn}."
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
    coders = list(dict.fromkeys(p.coder for p in _drawn(results) if p.baseline != "yes"))
    baselines = list(dict.fromkeys(p.coder for p in _drawn(results) if p.baseline == "yes"))
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
            label=f"{_baseline_name(b)} (best baseline on average)",
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
