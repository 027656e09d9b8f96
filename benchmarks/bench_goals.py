"""What a measurement is to reach, in words, and whether it does: by the clock, or by processors under load.

The clock is what people wait for, and counts where the machine is idle. With more than one process a core at
the start, what a side takes on the clock is partly the doing of others: then ratios are judged by seconds of
processors. A goal in seconds is met even so where the clock keeps it, and is missed where the processors, all
cores at work, could not keep it; between the two nothing can be said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bench_measurements import Measurement
from bench_rounds import Outcome

CLOCK, PROCESSORS = "clock", "processors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The cores of a session, and how many processes waited for them when it began."""

    cores: int
    load: float

    @property
    def is_loaded(self) -> bool:
        """Whether more waits than the cores can take."""
        return self.load > self.cores


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a goal is met, and by what that was judged; None where there is none or nothing can be said."""

    met: bool | None = None
    by: str = ""

    def __str__(self) -> str:
        if self.met is None:
            return "open, the machine is loaded" if self.by else "-"
        return f"{'yes' if self.met else 'NO'}, by {'the clock' if self.by == CLOCK else self.by}"


def machine_of(about: Mapping[str, str]) -> Machine:
    """The machine of a session; one that tells no load counts as idle."""
    return Machine(cores=int(about["cores"]), load=float(about["load"] or 0))


def goal_of(measurement: Measurement) -> str:
    """The goal in words; a dash without one."""
    if measurement.at_most_s is not None:
        return f"within {measurement.at_most_s:g} s"
    if measurement.at_most_times is not None:
        return f"at most {measurement.at_most_times:g}x {measurement.peer}"
    if measurement.at_least is None:
        return "-"
    at_size = f" at {measurement.goal_at}" if measurement.goal_at else ""
    return (
        "no slower" if measurement.at_least == 1 else f"at least {measurement.at_least:g}x as fast{at_size}"
    )


def verdict_of(measurement: Measurement, outcome: Outcome, machine: Machine) -> Verdict:
    """Whether the medians over all rounds meet the goal."""
    if measurement.at_most_s is not None:
        return _of_seconds(measurement.at_most_s, outcome, machine)
    least = measurement.at_least
    if measurement.at_most_times is not None:
        least = 1 / measurement.at_most_times
    if least is None or outcome.ratio is None:
        return Verdict()
    if machine.is_loaded and outcome.of_processors:
        return Verdict(met=outcome.of_processors[0] >= least, by=PROCESSORS)
    return Verdict(met=outcome.ratio[0] >= least, by=CLOCK)


def warning_of(machine: Machine) -> str:
    """What to know of a machine that is at work already; empty where it is idle."""
    if not machine.is_loaded:
        return ""
    return (
        f"the load is {machine.load:g} on {machine.cores} cores: seconds on the clock say little, and goals "
        "are judged by seconds of processors where that can be; measure again when the machine is idle"
    )


def _of_seconds(at_most_s: float, outcome: Outcome, machine: Machine) -> Verdict:
    if outcome.ours.clock <= at_most_s or not machine.is_loaded:
        return Verdict(met=outcome.ours.clock <= at_most_s, by=CLOCK)
    if outcome.ours.processors / machine.cores > at_most_s:
        return Verdict(met=False, by=PROCESSORS)
    return Verdict(by=PROCESSORS)
