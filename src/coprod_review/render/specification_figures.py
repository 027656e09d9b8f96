"""The figures of the specifications: all claims at a glance, and the curve of each."""

from __future__ import annotations

from coprod_review.render import specification_curve, specification_rows, specification_strip
from coprod_review.render.figure_spec import FigureSpec


def _curve_of(claim: str, about: str) -> FigureSpec:
    """The specification curve of one claim."""
    return FigureSpec(
        name=f"specification_curve_{claim}",
        title=f"Claim {claim} under other choices",
        caption=f"{about}, under every specification that finds different codes: above, the estimates by "
        "size with their intervals; below, the choices in which each departs from the run. At the right the "
        "machine's out-of-fold answers stand in place of settled codes.",
        alt_text="Two blocks of upright interval lines with dots in order of size, on a scale of percentage "
        "points around zero; below them a grid whose rows are choices and whose dark fields mark in which "
        "specifications each choice departs from the run.",
        columns="two",
        plot=lambda results, figure: specification_curve.plot_curve(results, figure, claim),
        body_height=lambda results: specification_curve.body_height_curve(results, claim),
        note=lambda results: specification_curve.note_curve(results, claim),
        data=lambda results: specification_rows.data_specifications(results, claim),
        only_wide="a column for each specification stands beside the names of the choices",
        claims=(claim,),
    )


SPECIFICATION_FIGURES: tuple[FigureSpec, ...] = (
    FigureSpec(
        name="specifications",
        title="The claims under other choices",
        caption="The estimate of each claim under every specification that finds different codes, with "
        "settled codes first, as in the run, and as if rules and classifier alone had coded.",
        alt_text="A strip of dots for each claim and each way of coding, on a scale of percentage points "
        "around zero, with the number of specifications that keep the verdict of the run at its right.",
        columns="one",
        plot=specification_strip.plot_strips,
        body_height=specification_strip.body_height_strips,
        note=specification_strip.note_strips,
        data=specification_rows.data_summary,
        claims=("1", "2", "3"),
    ),
    _curve_of("1", "Public administration minus service management among reports on safety"),
    _curve_of("2", "Partnership among service-management minus among public-administration reports"),
    _curve_of("3", "The untapped share of social interaction minus that of the other characters"),
)
