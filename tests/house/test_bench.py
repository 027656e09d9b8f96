"""`make bench`: two sides by turns, what their rounds come to, and what is kept of it."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import bench
import pytest
from bench_goals import Machine, Verdict, goal_of, verdict_of, warning_of
from bench_history import COLUMNS, append_history, session
from bench_measurements import Measurement, measurements
from bench_rounds import Outcome, Round, Setting, Side, Spent, in_turn, outcome_of, spent_by

IDLE, LOADED = Machine(cores=2, load=1.5), Machine(cores=2, load=2.5)


def spent(clock: float, processors: float = 1.0) -> Spent:
    return Spent(clock=clock, processors=processors)


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    (tmp_path / "corpus" / "exports").mkdir(parents=True)
    return Setting(review=tmp_path, data=None, is_full=False, n_rounds=2, scratch=tmp_path)


def measurement(*rounds: Round, **goal: Any) -> Measurement:
    return Measurement(
        name="tides",
        peer="a gauge",
        size="ten tides",
        rounds=lambda _: iter(rounds),
        **goal,
    )


@pytest.mark.parametrize(
    ("is_full", "goal"),
    [(False, "at least 10x as fast at 1,000 records"), (True, "at least 40x as fast at 10,000 records")],
)
def test_the_goal_of_joining_says_at_how_many_records_it_holds(
    setting: Setting, *, is_full: bool, goal: str
) -> None:
    lines = {line.name: line for line in measurements(replace(setting, is_full=is_full))}
    assert goal_of(lines["joining"]) == goal


def test_ratios_are_those_of_single_rounds_and_the_median_counts() -> None:
    outcome = outcome_of([(spent(1), spent(4, 3)), (spent(2), spent(4, 2)), (spent(4), spent(4, 1))])
    assert outcome.ratio == (2, 1, 4)
    assert outcome.of_processors == (2, 1, 3)
    assert (outcome.ours.clock, outcome.n_rounds) == (2, 3)


def test_the_sides_take_turns_and_none_always_begins(tmp_path: Path) -> None:
    told = tmp_path / "told"
    word = "import pathlib, sys; p = pathlib.Path(sys.argv[1]); p.open('a').write(sys.argv[2])"
    ours, peer = (Side(command=(sys.executable, "-c", word, str(told), name)) for name in ("o", "p"))
    assert len(list(in_turn(ours, peer, 3))) == 3
    assert told.read_text() == "oppoop"


def test_a_side_that_counts_its_own_seconds_is_believed(tmp_path: Path) -> None:
    word = "print('words before'); print('{\"clock\": 12.5, \"processors\": 3}')"
    side = Side(command=(sys.executable, "-c", word), folder=tmp_path, tells_seconds=True)
    assert spent_by(side) == spent(12.5, 3)


def test_a_side_that_fails_is_told_with_its_last_words_and_the_others_go_on(setting: Setting) -> None:
    def failing(_: Setting) -> Iterator[Round]:
        yield spent_by(Side(command=(sys.executable, "-c", "import sys; sys.exit('the tide is out')"))), None

    failed = Measurement(name="ebb", peer="", size="", rounds=failing)
    line = bench.measured(failed, setting)
    assert line.outcome is None and "the tide is out" in line.missing
    assert bench.cells_of(line, IDLE)[2] == "not measured"


def test_a_peer_that_is_not_installed_is_told_with_the_remedy(setting: Setting) -> None:
    absent = Measurement(
        name="ebb", peer="Gauge", package="a-gauge-that-nobody-made", size="", rounds=lambda _: iter(())
    )
    assert bench.measured(absent, setting).missing.endswith("is not installed (make peers)")


@pytest.mark.parametrize(
    ("goal", "met"),
    [
        ({"at_least": 2.0}, True),
        ({"at_least": 2.1}, False),
        ({"at_most_times": 0.5}, True),
        ({"at_most_times": 0.4}, False),
        ({"at_most_s": 2.0}, True),
        ({"at_most_s": 1.9}, False),
    ],
)
def test_a_goal_is_judged_by_the_median_on_the_clock_where_the_machine_is_idle(
    goal: dict[str, float], met: bool
) -> None:
    outcome = outcome_of([(spent(1), spent(4)), (spent(2), spent(4)), (spent(4), spent(4))])
    assert verdict_of(measurement(**goal), outcome, IDLE) == Verdict(met=met, by="clock")


def test_without_a_goal_nothing_is_judged() -> None:
    assert str(verdict_of(measurement(), outcome_of([(spent(1), spent(4))]), IDLE)) == "-"


def test_on_a_loaded_machine_ratios_are_judged_by_processors_and_that_is_said() -> None:
    outcome = outcome_of([(spent(4, 1), spent(4, 3))])
    assert str(verdict_of(measurement(at_least=2), outcome, IDLE)) == "NO, by the clock"
    assert str(verdict_of(measurement(at_least=2), outcome, LOADED)) == "yes, by processors"


@pytest.mark.parametrize(
    ("clock", "processors", "told"),
    [
        (29, 20, "yes, by the clock"),
        (90, 50, "open, the machine is loaded"),
        (90, 61, "NO, by processors"),
    ],
)
def test_seconds_on_a_loaded_machine_are_judged_only_where_they_can_be(
    clock: float, processors: float, told: str
) -> None:
    outcome = outcome_of([(spent(clock, processors), None)])
    assert str(verdict_of(measurement(at_most_s=30), outcome, LOADED)) == told


def test_goals_are_told_in_words() -> None:
    goals = ({"at_least": 4}, {"at_least": 1}, {"at_most_times": 1.1}, {"at_most_s": 30}, dict[str, float]())
    assert [goal_of(measurement(**goal)) for goal in goals] == [
        "at least 4x as fast",
        "no slower",
        "at most 1.1x a gauge",
        "within 30 s",
        "-",
    ]


def test_where_the_peer_does_less_the_cell_says_how_many_times_ours_takes(setting: Setting) -> None:
    line = bench.measured(measurement((spent(5), spent(4)), at_most_times=1.1), setting)
    assert bench.cells_of(line, IDLE)[4] == "ours 1.25x (1.25 to 1.25)"


def test_a_load_above_one_a_core_is_warned_of() -> None:
    assert warning_of(IDLE) == ""
    assert "the load is 2.5 on 2 cores" in warning_of(LOADED) and "judged" in warning_of(LOADED)


def test_lines_are_picked_by_words_of_their_names_and_an_unknown_word_is_told_with_those_there_are() -> None:
    every = [Measurement(name=n, peer="", size="", rounds=lambda _: iter(()), only_full=n == "whole run")
             for n in ("reading ris", "whole run", "edited pattern")]  # fmt: skip
    names = [m.name for m in bench.asked_for(every, ["whole,pattern"], is_full=False)]
    assert names == ["whole run", "edited pattern"]
    assert [m.name for m in bench.asked_for(every, [], is_full=False)] == ["reading ris", "edited pattern"]
    with pytest.raises(ValueError, match="named tides; there are: reading ris, whole run, edited pattern"):
        bench.asked_for(every, ["reading", "tides"], is_full=False)


def test_what_is_kept_fits_the_columns_of_the_history_and_the_header_stands_once(
    tmp_path: Path, setting: Setting
) -> None:
    line = bench.measured(measurement((spent(1), spent(3)), at_least=2), setting)
    row = session() | {"mode": "quick"} | bench.history_row(line, IDLE)
    assert set(row) <= set(COLUMNS)
    path = tmp_path / "history.csv"
    append_history([row], path)
    append_history([row], path)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(r["what"], r["ratio"], r["goal"], r["met"]) for r in rows] == [
        ("tides", "3", "at least 2x as fast", "yes")
    ] * 2


def test_ours_without_a_peer_is_kept_without_a_ratio(setting: Setting) -> None:
    line = bench.measured(measurement((spent(20), None), at_most_s=30), setting)
    assert isinstance(line.outcome, Outcome) and line.outcome.ratio is None
    assert bench.cells_of(line, IDLE)[3:5] == ["-", "-"]
    assert "ratio" not in bench.history_row(line, IDLE)


def test_every_part_that_the_project_compares_is_in_the_table(setting: Setting) -> None:
    (setting.review / "corpus" / "exports" / "a.ris").write_text("TY  - JOUR\nER  - \n")
    names = [m.name for m in measurements(setting)]
    assert names == [
        "reading ris",
        "joining",
        "coding",
        "classifier",
        "ranking",
        "figures",
        "server",
        "help",
        "nothing to do",
        "whole run",
        "edited pattern",
    ]


def test_without_a_finished_run_nothing_is_measured_and_the_remedy_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench.main(["--review", str(tmp_path)]) == 2
    assert "run `make review` first" in capsys.readouterr().err
