"""Rows of how coders agree and how machine coders do, as figures and tables read them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Agreement of two coders in one dimension.

    What ends in `_asked` is of the reports in which no other answer forces this one; None where none can.
    """

    dimension: str
    coder_a: str
    coder_b: str
    n: int
    percent: float | None
    percent_low: float | None
    percent_high: float | None
    kappa: float | None
    kappa_low: float | None
    kappa_high: float | None
    alpha: float | None
    alpha_low: float | None
    alpha_high: float | None
    ac1: float | None
    ac1_low: float | None
    ac1_high: float | None
    masi: float | None
    masi_low: float | None
    masi_high: float | None
    prevalence: str
    number_id: str
    n_asked: int | None = None
    percent_asked: float | None = None
    kappa_asked: float | None = None
    kappa_asked_low: float | None = None
    kappa_asked_high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """How a machine coder, or a baseline, does in one dimension against settled codes or a reader."""

    coder: str
    dimension: str
    against: str
    subset: str
    n: int
    n_decided: int | None
    accuracy: float | None
    accuracy_low: float | None
    accuracy_high: float | None
    macro_f1: float | None
    macro_f1_low: float | None
    macro_f1_high: float | None
    kappa: float | None
    kappa_low: float | None
    kappa_high: float | None
    baseline: str
    number_id: str
    n_decided_right: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationBin:
    """One bin of a reliability curve."""

    dimension: str
    bin: str
    n: int
    mean_probability: float | None
    share_correct: float | None
    brier: float | None
    ece: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Promised and achieved coverage of the prediction sets of one dimension.

    `achieved` with the sets as given, `conformal` with the conformal ones, before they were cut and widened.
    """

    dimension: str
    promised: float
    achieved: float | None
    low: float | None
    high: float | None
    n: int
    single_share: float | None
    subset: str = "all"
    code: str = ""
    conformal: float | None = None
    conformal_low: float | None = None
    conformal_high: float | None = None
