"""What belongs to the results of a run, and what only lies there."""

from __future__ import annotations

from pathlib import Path

from coprod_review.io.listed_results import FILES, below_results, list_files, listed_results, strangers

DECLARED = below_results(["results/analyse/claims.csv", "results/figures/files.txt", "corpus/manifest.yaml"])


def results_with(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("", encoding="utf-8")
    return folder


def test_a_file_that_no_stage_wrote_is_a_stranger_and_stands_in_no_list(tmp_path: Path) -> None:
    names = ("analyse/claims.csv", "analyse/junk.csv", "figures/map.png", "figures/old.png", "own/notes.txt")
    results = results_with(tmp_path, *names)
    list_files(results / "figures", ["map.png"])
    assert listed_results(results, DECLARED) == ["analyse/claims.csv", f"figures/{FILES}", "figures/map.png"]
    assert strangers(results, DECLARED) == [
        results / "analyse" / "junk.csv",
        results / "figures" / "old.png",
        results / "own",
    ]


def test_what_commands_write_beside_a_run_and_hidden_files_are_no_strangers(tmp_path: Path) -> None:
    results = results_with(
        tmp_path,
        "logs/01_read.log",
        "next/queue.csv",
        "inputs/Snakefile",
        "figures/one_column/map.png",
        "analyse/.DS_Store",
        "code/parts/0000/rules.parquet",
    )
    list_files(results / "figures", [])
    assert strangers(results, {*DECLARED, "code/parts/"}) == []


def test_a_folder_whose_list_is_gone_is_left_alone(tmp_path: Path) -> None:
    results = results_with(tmp_path, "audit/index.html", "audit/reports/r1.html")
    assert strangers(results, DECLARED) == []
