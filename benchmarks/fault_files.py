"""Faults of the table: files of results and of the engine that are damaged, and old times."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from fault_rows import SAME, Bench, Row
from tests.faults.small_review import TRACEBACK, differences, run, told

TEN_YEARS = 10 * 365 * 86400

Damage = Callable[[Path], object]


def rows(bench: Bench) -> Iterator[Row]:
    """The faults, one after the other."""
    for damages in DAMAGES:
        yield from damaged(bench, damages)
    yield undone_records(bench)
    yield edited_with_an_old_time(bench)


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _cut_with_its_time(path: Path) -> None:
    found = path.stat()
    os.truncate(path, found.st_size // 2)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns - 5 * 10**9))


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _edit(path: Path) -> None:
    path.write_text(path.read_text("utf-8") + "edited\n", "utf-8")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: tuple[tuple[tuple[str, str, Damage], ...], ...] = (
    (
        ("Parquet cut to half", "code/codes.parquet", _cut),
        ("CSV edited", "settle/agreement.csv", _edit),
        ("table of the analysis edited", "analyse/map.csv", _edit),
        ("file replaced by a folder", "report.html", _folder),
        ("pages deleted that no rule names", "audit/lists", shutil.rmtree),
        ("figure emptied that no rule names", "figures/*.svg", _empty),
    ),
    (
        ("Parquet emptied", "dedupe/reports.parquet", _empty),
        ("Parquet cut, with an older time", "screen/decisions.parquet", _cut_with_its_time),
        ("checklist deleted", "checklists/prisma_2020.csv", Path.unlink),
    ),
)
"""Damages that are done together to one finished run, so that each is made good beside the others."""


def damaged(bench: Bench, damages: Sequence[tuple[str, str, Damage]]) -> Iterator[Row]:
    """Damage results of a finished run, and run again."""
    review = bench.copy("damaged")
    paths = [next(iter(sorted((review / "results").glob(file)))) for _, file, _ in damages]
    for path, (_, _, damage) in zip(paths, damages, strict=True):
        damage(path)
    finished = run(review)
    names = [path.relative_to(review) for path in paths]
    kept = [(review / "results-changed" / name.relative_to("results")).exists() for name in names]
    shutil.rmtree(review / "results-changed", ignore_errors=True)
    same = bench.same(review)
    is_right = finished.returncode == 0 and same == SAME and TRACEBACK not in told(finished)
    was_there = [damage not in (shutil.rmtree, Path.unlink) for _, _, damage in damages]
    for (fault, _, _), name, is_kept, was in zip(damages, names, kept, was_there, strict=True):
        aside = "moved aside, " if is_kept else ""
        yield Row(
            fault=fault,
            done=f"{name}; then `run`",
            happened=f"told as not as the run made it, {aside}made anew; {same}",
            is_right=is_right and is_kept == was and "not as the run made it" in told(finished),
        )


def undone_records(bench: Bench) -> Row:
    """Damage what Snakemake keeps of the run."""
    review = bench.copy("records")
    for path in sorted((review / ".snakemake" / "metadata").rglob("*")):
        if path.is_file():
            _cut(path)
    finished = run(review)
    same = bench.same(review)
    return Row(
        fault="notes of Snakemake cut",
        done="every file in .snakemake/metadata cut to half; then `run`",
        happened=f"code {finished.returncode}; {same}",
        is_right=finished.returncode == 0 and same == SAME and TRACEBACK not in told(finished),
    )


def renamed(review: Path) -> Path:
    """Edit the title of the review; the file that was edited."""
    settings = review / "config" / "config.yaml"
    text = settings.read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("  title:"))
    settings.write_text(text.replace(line, line[:-1] + "Ω"), "utf-8")
    return settings


def edited_with_an_old_time(bench: Bench) -> Row:
    """Edit what people supply and give it a time before the run, as copies and wrong clocks do."""
    review, expected = bench.copy("old time"), bench.copy("new time")
    settings = renamed(review)
    os.utime(settings, (time.time() - TEN_YEARS, time.time() - TEN_YEARS))
    renamed(expected)
    finished = [run(review), run(expected)]
    different = differences(review, expected)
    is_seen = "Ω" in (review / "results" / "report.html").read_text("utf-8")
    return Row(
        fault="a file edited, with an old time",
        done="config.yaml edited and dated ten years back; then `run`",
        happened=f"the edit is {'seen' if is_seen else 'not seen'}; "
        f"{len(different)} files differ from a run after an edit with its own time",
        is_right=is_seen and not different and all(one.returncode == 0 for one in finished),
    )
