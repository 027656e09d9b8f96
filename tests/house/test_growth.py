"""`benchmarks/growth.py`: partial runs stand apart from whole ones; rows tell what they were measured on."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import growth
import growth_figure
import million
import pytest
from growth_rows import KEPT, STAGE_COLUMNS, read_rows, replace_rows
from growth_table import about_lines, growth_lines, growths, stages_of

SNAKEFILE = """
rule all:
    input: "results/late.txt"
rule early:
    output: "results/early.txt"
    shell: "touch {output}"
rule late:
    input: "results/early.txt"
    output: "results/late.txt"
    shell: "touch {output}"
"""


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """A review of two rules, whose settings a generated corpus takes over."""
    folder = tmp_path / "settings"
    (folder / "corpus" / "exports").mkdir(parents=True)
    (folder / "corpus" / "manifest.yaml").write_text("exports:\n")
    (folder / "config").mkdir()
    (folder / "Snakefile").write_text(SNAKEFILE)
    return folder


def row(stage: str, records: int, seconds: float) -> dict[str, str]:
    measured = {"jobs": "1", "seconds": "1", "processor_seconds": str(seconds), "peak_mb": "100"}
    return {"stage": stage, "records": str(records), **measured, "commit": "by abc"}


def test_a_run_that_ends_early_is_told_apart_from_a_whole_one_and_leaves_the_repository_alone(
    tmp_path: Path, settings: Path
) -> None:
    before = [path.read_bytes() for path in (KEPT.stages, KEPT.checks)]
    words = ["--folder", str(tmp_path), "--records", "3", "--review", str(settings)]
    assert growth.main([*words, "--until", "results/early.txt"]) == 0
    (whole,) = read_rows(tmp_path / "growth_partial.csv")
    assert (whole["stage"], whole["records"]) == ("workflow", "3")
    assert whole["commit"] and whole["snakemake"] and whole["python"]
    assert not (tmp_path / "growth.csv").exists()
    assert growth.main(words) == 0, "what was begun is finished, which is no whole run either"
    assert not (tmp_path / "growth.csv").exists()
    assert [path.read_bytes() for path in (KEPT.stages, KEPT.checks)] == before


def test_a_run_from_nothing_to_the_end_is_a_whole_one(tmp_path: Path, settings: Path) -> None:
    assert growth.main(["--folder", str(tmp_path), "--records", "2", "--review", str(settings)]) == 0
    assert [r["stage"] for r in read_rows(tmp_path / "growth.csv")] == ["workflow"]
    assert not (tmp_path / "growth_partial.csv").exists()


def test_a_review_that_was_run_before_is_not_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    review = tmp_path / "review_7"
    (review / "results").mkdir(parents=True)
    (review / million.TRUTH).touch()
    assert growth.main(["--folder", str(tmp_path), "--records", "7", "--keep"]) == 2
    assert f"delete {review / 'results'}" in capsys.readouterr().err


def test_a_corpus_that_was_not_written_to_its_end_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "review_7").mkdir()
    assert growth.main(["--folder", str(tmp_path), "--records", "7"]) == 2
    assert "not written to its end" in capsys.readouterr().err


def test_a_run_that_fails_is_told_without_a_traceback(
    tmp_path: Path, settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (settings / "Snakefile").write_text("rule all:\n    output: 'x'\n    shell: 'exit 3'\n")
    assert growth.main(["--folder", str(tmp_path), "--records", "2", "--review", str(settings)]) == 1
    assert "ended with 1" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["--keep", "--until", "results/a"], ["--records", "-5"], ["--records", "0"]]
)
def test_what_cannot_be_meant_is_refused(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        growth.main(["--folder", str(tmp_path), *words])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert "--keep is for whole runs" in told or "no number of records: 1 or more" in told


def test_a_folder_that_is_there_and_one_that_is_no_review_are_refused(
    tmp_path: Path, settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert million.main([str(tmp_path), "--review", str(settings)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert million.main([str(tmp_path / "new"), "--review", str(tmp_path)]) == 2
    assert "is no review, it has no corpus" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_rows_take_the_place_of_those_of_the_same_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "growth.csv"
    replace_rows(path, STAGE_COLUMNS, 100, [row("read", 100, 1)])
    replace_rows(path, STAGE_COLUMNS, 10, [row("read", 10, 1), row("site", 10, 2)])
    replace_rows(path, STAGE_COLUMNS, 10, [row("read", 10, 3)])
    assert [(r["records"], r["processor_seconds"]) for r in read_rows(path)] == [("10", "3"), ("100", "1")]


def test_growth_is_told_against_n_log_n_and_the_steepest_stands_first() -> None:
    rows = [row("read", 100, 10), row("read", 1000, 100), row("dedupe", 100, 1), row("dedupe", 1000, 20)]
    first, second = growths(rows, small=100, large=1000)
    assert (first.stage, first.of_processors, second.stage, second.exponent) == ("dedupe", 20, "read", 1)
    assert first.n_log_n == pytest.approx(15)
    assert [line.split()[-2] for line in growth_lines(rows)[-2:]] == ["yes", "no"]


def test_stages_stand_in_the_order_of_the_workflow_which_stands_last() -> None:
    rows = [row(name, 10, 1) for name in ("workflow", "a new one", "read --join", "dedupe", "read")]
    assert stages_of(rows) == ["read", "read --join", "dedupe", "a new one", "workflow"]


def test_every_row_that_is_kept_names_its_commit() -> None:
    assert all(r["commit"] for path in (KEPT.stages, KEPT.checks) for r in read_rows(path))
    assert len(about_lines(read_rows(KEPT.stages))) == len({r["records"] for r in read_rows(KEPT.stages)})


def test_the_figure_names_the_costliest_stages_and_every_named_one_has_a_colour_of_its_own() -> None:
    rows = [row(f"stage {n}", 10, n) for n in range(9)] + [row("workflow", 10, 99)]
    assert growth_figure.costliest(rows, "processor_seconds") == [f"stage {n}" for n in (8, 7, 6, 5, 4)]
    assert len(set(growth_figure.COLOURS.values())) == len(growth_figure.COLOURS)


@pytest.mark.parametrize("sizes", [(10,), (10, 100), (10, 100, 1000)])
def test_a_figure_is_drawn_of_any_number_of_sizes(tmp_path: Path, sizes: tuple[int, ...]) -> None:
    rows = [row(stage, size, size / 10) for stage in ("read", "a new one", "workflow") for size in sizes]
    rows += [row("read --join", sizes[-1], 7)]
    growth_figure.draw(rows, tmp_path / "growth.png")
    assert (tmp_path / "growth.png").stat().st_size > 10_000


def test_names_that_would_stand_on_each_other_move_apart_and_keep_their_order() -> None:
    heights = growth_figure._apart([100, 101, 102, 1000], 1.2)
    assert all(high / low > 1.19 for low, high in pairwise(heights))
    assert heights[-1] == pytest.approx(1000)
