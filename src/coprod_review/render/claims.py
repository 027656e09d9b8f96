"""The finding as claims that can fail: each estimate with its interval and its verdict."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coprod_review.render import lettering as letter
from coprod_review.render import style, wording
from coprod_review.render.results import Claim, Results
from coprod_review.render.sheet import Sheet, real, row_of, text, whole

ROW_MM = 17.0
AXIS_MM = 10.0
TEXT_MM = 78.0
VERDICT_MM = 30.0
TOP_MM = 1.5


def body_height_claims(results: Results) -> float:
    """The height of the figure without its note, in millimetres."""
    return TOP_MM + ROW_MM * len(results.claims) + AXIS_MM if results.claims else letter.EMPTY_MM


def plot_claims(results: Results, figure: Figure) -> None:
    """Draw each claim in words, its estimate with its interval, and what the data say of it."""
    if not results.claims:
        letter.write_nothing(figure, "No claim was tested.", note_claims(results))
        return
    canvas = letter.canvas(figure)
    width, _ = style.size_mm(figure)
    bounds = [abs(v) for c in results.claims for v in (c.estimate, c.low, c.high) if v is not None]
    reach = min(1.0, 0.2 * (1 + int(max([0.2, *bounds]) / 0.2)))
    axes = letter.axes_at(
        figure, TEXT_MM + 4, TOP_MM, width - TEXT_MM - VERDICT_MM - 8, ROW_MM * len(results.claims)
    )
    axes.set_xlim(-reach, reach)
    axes.set_ylim(len(results.claims) - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.axvline(0, color=style.INK, linewidth=0.8)
    axes.xaxis.set_major_formatter(lambda x, _: wording.decimals(100 * x, 0))
    axes.set_xlabel("difference in percentage points")
    for place, claim in enumerate(results.claims):
        _draw_claim(axes, place, claim)
        _write_claim(canvas, TOP_MM + place * ROW_MM, claim, width)
    letter.write_note(figure, note_claims(results))


def note_claims(results: Results) -> str:
    """What the intervals are, and what the shares describe."""
    return (
        f"Lines: {wording.level(results)} intervals. Supported: the interval lies on the claimed side of "
        "zero; not supported: on the other side; undecided: the interval holds zero, too few reports, "
        "or a sign that what chance alone would give could explain. n: reports on the two sides of all that "
        "the claim rests on; a report may be on both. "
        "Estimates describe the reports of this corpus."
    )


def data_claims(results: Results) -> Sheet:
    """The claims, their estimates and their verdicts."""
    return Sheet(
        name="claims",
        title="The claims that this review set out to test",
        columns=(
            text("claim"),
            text("statement"),
            text("verdict"),
            real("estimate"),
            real("low"),
            real("high"),
            whole("n_a"),
            whole("n_b"),
            whole("n"),
            text("basis"),
            text("because"),
            text("number_id"),
        ),
        rows=[row_of(c) for c in results.claims],
        note="Verdicts are computed, never assumed.",
    )


def _draw_claim(axes: Axes, place: int, claim: Claim) -> None:
    if claim.estimate is None:
        axes.text(
            0,
            place,
            "cannot be estimated",
            ha="center",
            va="center",
            fontsize=style.SMALL,
            color=style.QUIET,
            backgroundcolor=style.PAPER,
        )
        return
    hollow = claim.verdict == "undecided"
    if claim.low is not None and claim.high is not None:
        axes.plot(
            [claim.low, claim.high],
            [place, place],
            color=style.EMPHASIS,
            linewidth=1.6,
            solid_capstyle="butt",
        )
    axes.plot(
        [claim.estimate],
        [place],
        marker="o",
        markersize=5.5,
        markeredgecolor=style.EMPHASIS,
        clip_on=False,
        markerfacecolor=style.PAPER if hollow else style.EMPHASIS,
        zorder=3,
    )


def _write_claim(canvas: Axes, top: float, claim: Claim, width: float) -> None:
    words = claim.statement
    lines = letter.balanced(f"{claim.claim}. {words}", TEXT_MM - 2, style.BODY, max_lines=4)
    letter.write(
        canvas, letter.SIDE_MM, top + ROW_MM / 2, "\n".join(lines), size=style.BODY, vertical="center"
    )
    left = width - VERDICT_MM
    estimate = "–" if claim.estimate is None else wording.decimals(100 * claim.estimate, 0)
    bounds = wording.interval(claim.low, claim.high)
    sizes = " and ".join(str(n) for n in (claim.n_a, claim.n_b) if n is not None)
    sizes += f" of {claim.n}" if claim.n is not None else ""
    letter.write(
        canvas, left, top + ROW_MM / 2 - 2.4, claim.verdict, size=style.BODY, weight="bold", vertical="center"
    )
    letter.write(
        canvas,
        left,
        top + ROW_MM / 2 + 2.6,
        f"{estimate} ({bounds})\nn = {sizes}" if bounds else f"n = {sizes}",
        vertical="center",
        color=style.QUIET,
    )
