"""Stages read what their rules declare, and nothing else: they find the same without anything else."""

from __future__ import annotations

import base64
import json
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.faults.small_review import run, sums_of, told

INTERVAL = 0.95


def note_of(review: Path, output: str) -> dict[str, Any]:
    """What Snakemake noted of an output."""
    name = base64.urlsafe_b64encode(output.encode("utf-8")).decode("ascii")
    note: dict[str, Any] = json.loads((review / ".snakemake" / "metadata" / name).read_text("utf-8"))
    return note


def inputs_of(review: Path, output: str) -> list[str]:
    """What the rule of an output declares to read, as Snakemake noted it."""
    found: list[str] = note_of(review, output)["input"]
    return found


def with_pictures(review: Path, names: list[str]) -> list[str]:
    """The files with those that a list of files among them stands for."""
    lists = [Path(name) for name in names if name.endswith("/files.txt")]
    beside = [path.parent / name for path in lists for name in (review / path).read_text("utf-8").split()]
    return [*names, *map(str, beside)]


def written_before_the_report(review: Path) -> list[str]:
    """The files that the report is to list, as its rule passes them."""
    return shlex.split(note_of(review, "results/report.html")["shellcmd"].partition("--files ")[2])


@pytest.mark.parametrize(
    ("output", "command"),
    [
        ("results/screen/decisions.parquet", ("screen", "--interval", str(INTERVAL))),
        ("results/analyse/numbers.parquet", ("analyse",)),
        ("results/figures/figures.json", ("render",)),
        ("results/networks/coupling.json", ("write",)),
        ("results/report.html", ("report", "--paper")),
        ("results/audit/index.html", ("site",)),
    ],
)
def test_a_stage_finds_the_same_with_its_declared_inputs_alone(
    undisturbed: Path, tmp_path: Path, output: str, command: tuple[str, ...]
) -> None:
    declared = inputs_of(undisturbed, output)
    for name in {*with_pictures(undisturbed, declared), "config/config.yaml"}:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(undisturbed / name, tmp_path / name)
    before = set(sums_of(tmp_path / "results"))
    options = ("--files", *written_before_the_report(undisturbed)) if command[0] == "report" else ()
    finished = run(tmp_path, *command, *options)
    assert finished.returncode == 0, told(finished)
    expected = sums_of(undisturbed / "results")
    written = {name: digest for name, digest in sums_of(tmp_path / "results").items() if name not in before}
    assert written
    assert {name: digest for name, digest in written.items() if expected[name] != digest} == {}
