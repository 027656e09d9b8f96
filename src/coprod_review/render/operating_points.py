"""What thresholds let through, and where the prediction sets keep their promise: the tables."""

from __future__ import annotations

from coprod_review.render import wording
from coprod_review.render.calibration import CONFORMAL, WHICH_SETS
from coprod_review.render.results import Results
from coprod_review.render.sheet import Column, Kind, Sheet, real, share, text, typed, whole


def data_coverage_codes(results: Results) -> Sheet:
    """Coverage of the prediction sets by half of the reports and by settled code."""
    columns = (
        text("dimension"),
        text("subset"),
        text("code", "Settled code"),
        share("promised", "Promised (%)"),
        share("achieved", "Achieved (%)"),
        share("low"),
        share("high"),
        whole("n"),
        share("single_share", "Single code (%)"),
        *CONFORMAL,
        text("number_id"),
    )
    return Sheet(
        name="coverage_codes",
        title="Coverage of the prediction sets by half and by settled code",
        columns=columns,
        rows=typed(results.tables.get("coverage", ()), columns),
        note=f"{WHICH_SETS} Out of fold. Without a code: all settled reports of the subset. A report with "
        "several codes counts under each. The promise holds by answer where an answer has a threshold of its "
        "own (table of operating points), else on average alone.",
    )


def data_operating(results: Results) -> Sheet:
    """Every threshold of the machine coders with its operating point."""
    columns = (
        text("dimension"),
        text("rule"),
        text("answer"),
        _unprinted("subset"),
        real("threshold", digits=3),
        _unprinted("condition"),
        whole("n_settled", "Settled"),
        whole("n_teaching", "Texts"),
        share("promised", "Asked"),
        whole("n"),
        share("achieved", "Held"),
        share("achieved_low", "Low"),
        share("achieved_high", "High"),
        _unprinted("n_decided", kind="count"),
        share("decided", "Alone"),
        share("decided_low", "Low"),
        share("decided_high", "High"),
        whole("n_given", "Given"),
        whole("n_right", "Right"),
        share("precision", "Precise"),
        share("precision_low", "Low"),
        share("precision_high", "High"),
        text("number_id"),
    )
    return Sheet(
        name="operating_points",
        title="Operating points of the thresholds",
        columns=columns,
        rows=typed(results.tables.get("operating_points", ()), columns),
        note="Settled, texts: settled reports and teaching texts behind the threshold. Own, common: least "
        "probability at which an answer stays possible, of its own or shared by answers that fewer than "
        "per_code_from settled reports have, for which nothing is promised one by one. Asked (promised), "
        "held, alone, precise: per cent. Held and alone: of settled reports with the answer (n), sets as "
        "given that hold it and those that the machine decides alone. Precise: of what it so decides as "
        "this answer (given), out of fold. min_settled_per_code, least_chance: what is given is held back "
        "for people. Steps of the rules: on held-out reports. "
        f"Low and high: {wording.level(results)} intervals (Wilson).",
    )


def _unprinted(name: str, *, kind: Kind = "text") -> Column:
    """A column of the files for programs, for which a printed page has no room."""
    return Column(name=name, heading=name.replace("_", " ").capitalize(), kind=kind, printed=False)
