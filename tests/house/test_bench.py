"""`make bench`: two sides by turns, what their rounds come to, and what is kept of it."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import bench
from bench_history import COLUMNS, append_history, session
from bench_measurements import Measurement, measurements
from bench_rounds import Outcome, Round, Setting, Side, Spent, in_turn, outcome_of, spent_by


def spent(clock: float, processors: float = 1.0) -> Spent:
    return Spent(clock=clock, processors=processors)


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    (tmp_path / "corpus" / "exports").mkdir(parents=True)
    return Setting(review=tmp_path, data=None, is_full=False, n_rounds=2, scratch=tmp_path)


def measurement(*rounds: Round, at_least: float | None = None, at_most_s: float | None = None) -> Measurement:
    return Measurement(
        name="tides",
        peer="a gauge",
        size="ten tides",
        rounds=lambda _: iter(rounds),
        at_least=at_least,
        at_most_s=at_most_s,
    )


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
    assert bench.cells_of(line)[2] == "not measured"


def test_a_peer_that_is_not_installed_is_told_with_the_remedy(setting: Setting) -> None:
    absent = Measurement(
        name="ebb", peer="Gauge", package="a-gauge-that-nobody-made", size="", rounds=lambda _: iter(())
    )
    assert bench.measured(absent, setting).missing.endswith("is not installed (make peers)")


@pytest.mark.parametrize(
    ("goal", "met"),
    [({"at_least": 2.0}, True), ({"at_least": 2.1}, False), ({"at_most_s": 1.9}, False), ({}, None)],
)
def test_a_goal_is_judged_by_the_median_on_the_clock(goal: dict[str, float], met: bool | None) -> None:
    judged = measurement(**goal)
    outcome = outcome_of([(spent(1), spent(4)), (spent(2), spent(4)), (spent(4), spent(4))])
    assert bench.is_met(judged, outcome) is met


def test_what_is_kept_fits_the_columns_of_the_history_and_the_header_stands_once(
    tmp_path: Path, setting: Setting
) -> None:
    line = bench.measured(measurement((spent(1), spent(3)), at_least=2), setting)
    row = session() | {"mode": "quick"} | bench.history_row(line)
    assert set(row) <= set(COLUMNS)
    path = tmp_path / "history.csv"
    append_history([row], path)
    append_history([row], path)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(r["what"], r["ratio"], r["goal"], r["met"]) for r in rows] == [
        ("tides", "3", "at least 2", "yes")
    ] * 2


def test_ours_without_a_peer_is_kept_without_a_ratio(setting: Setting) -> None:
    line = bench.measured(measurement((spent(20), None), at_most_s=30), setting)
    assert isinstance(line.outcome, Outcome) and line.outcome.ratio is None
    assert bench.cells_of(line)[3:5] == ["-", "-"]
    assert "ratio" not in bench.history_row(line)


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
