"""Shares of tradition and framing, corrected for coding error, beside what machine and sample say alone."""

from __future__ import annotations

from matplotlib.figure import Figure

from coprod_review.render import dots, style, wording
from coprod_review.render import lettering as letter
from coprod_review.render.corrected_row import CorrectedRow
from coprod_review.render.results import Results
from coprod_review.render.sheet import Sheet, real, row_of, share, text, whole

DRAWN = ("tradition", "framing")
BASIS_WORDS = {
    "gold_sample": "From the gold sample",
    "rehearsal": "Rehearsed: as if only a sample were settled",
}
SERIES = (
    dots.Series(
        name="naive", label="machine alone", colour=style.PALETTE[1], marker=style.MARKERS[1], hollow=True
    ),
    dots.Series(name="sample", label="sample alone", colour=style.PALETTE[3], marker=style.MARKERS[3]),
    dots.Series(name="share", label="corrected", colour=style.EMPHASIS, marker=style.MARKERS[0]),
    dots.Series(
        name="all_settled", label="all settled codes", colour=style.INK, marker=style.MARKERS[2], hollow=True
    ),
)


def body_height_corrected(results: Results, width: float = 180.0) -> float:
    """The height of the figure without its note, in millimetres."""
    return dots.on_width(_layout(results), width).height_mm if _drawn(results) else letter.EMPTY_MM


def plot_corrected(results: Results, figure: Figure) -> None:
    """Draw each share as it is by machine, by sample, corrected, and by all settled codes where known."""
    drawn = _drawn(results)
    if not drawn:
        message = "No share was corrected: no gold sample was drawn, and none was rehearsed."
        letter.write_nothing(figure, message, note_corrected(results))
        return
    layout = dots.on_width(_layout(results), style.size_mm(figure)[0])
    dots.plot_dots(figure, [dot for row in drawn for dot in _dots_of(row)], layout)
    letter.write_note(figure, note_corrected(results))


def note_corrected(results: Results) -> str:
    """What the intervals speak of, on how many reports they rest, and where the machine learned."""
    drawn = _drawn(results)
    if not drawn:
        return "A gold sample is drawn by `coprod-review sample`."
    sampled = wording.span([row.n_sampled for row in drawn])
    total = wording.span([row.total for row in drawn])
    told = (
        f"n: {sampled} settled reports of the sample for {total} reports. Lines: {wording.level(results)} "
        "intervals for this corpus."
    )
    if any(row.basis == "rehearsal" for row in drawn):
        told += (
            " Rehearsed: of settled codes the machine learned those of the sample alone, whose reports it "
            "codes out of fold; it never saw the other settled codes, which tell the true shares."
        )
    return told


def data_corrected(results: Results) -> Sheet:
    """All corrected shares, differences and cells."""
    return Sheet(
        name="corrected_shares",
        title="Shares corrected for coding error",
        columns=(
            *(text(name) for name in ("basis", "measure", "dimension", "code", "other", "framing", "among")),
            whole("total"),
            whole("n_sampled"),
            share("share"),
            share("low"),
            share("high"),
            share("beyond_low"),
            share("beyond_high"),
            share("sample"),
            share("sample_low"),
            share("sample_high"),
            share("naive"),
            share("naive_low"),
            share("naive_high"),
            share("all_settled"),
            share("all_settled_low"),
            share("all_settled_high"),
            real("trust"),
            text("number_id"),
        ),
        rows=[row_of(row) for row in results.corrected_shares],
        note="Share: the machine's codes of all reports, corrected by the settled codes of a sample of known "
        "probabilities; low and high are for this corpus, beyond for the literature of which it would be a "
        "random part. Sample: without the machine. Naive: the machine without the sample. All settled: by "
        "the settled codes of all reports, where a sample was rehearsed. A difference is the share of the "
        "code minus that of the other.",
    )


def _drawn(results: Results) -> list[CorrectedRow]:
    return [
        row
        for row in results.corrected_shares
        if row.measure == "share" and not row.among and row.dimension in DRAWN
    ]


def _dots_of(row: CorrectedRow) -> list[dots.Dot]:
    found = {
        "naive": (row.naive, row.naive_low, row.naive_high),
        "sample": (row.sample, row.sample_low, row.sample_high),
        "share": (row.share, row.low, row.high),
        "all_settled": (row.all_settled, None, None),
    }
    return [
        dots.Dot(
            row=f"{row.dimension}/{row.code}",
            facet=row.basis,
            series=name,
            value=_in_percent(value),
            low=_in_percent(low),
            high=_in_percent(high),
        )
        for name, (value, low, high) in found.items()
    ]


def _in_percent(value: float | None) -> float | None:
    return None if value is None else 100 * value


def _layout(results: Results) -> dots.Layout:
    drawn = _drawn(results)
    rows = {
        f"{d}/{code}": wording.label_of(results.codebook, d, code)
        for d in DRAWN
        for code in wording.in_order(results.codebook, d, (r.code for r in drawn if r.dimension == d))
    }
    known = [v for r in drawn for v in (r.high, r.sample_high, r.naive_high, r.all_settled) if v is not None]
    bases = [basis for basis in BASIS_WORDS if any(r.basis == basis for r in drawn)]
    series = [s for s in SERIES if any(getattr(r, s.name) is not None for r in drawn)]
    return dots.Layout(
        row_labels=rows,
        facet_titles={basis: BASIS_WORDS[basis] for basis in bases},
        series=series,
        x_label="share of the reports (%)",
        x_range=(0.0, 10.0 * (1 + int(10 * max([0.0, *known]) - 1e-9))),
        label_mm=46.0,
        side_mm=0.0,
        facets_across=max(1, len(bases)),
        side_texts={},
    )
