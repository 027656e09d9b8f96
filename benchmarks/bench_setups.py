"""What both sides of a measurement read and run, for those that need more than a command."""

from __future__ import annotations

import contextlib
import csv
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import dedupe_peers
import ranking as ranking_peers
from bench_peers import interpreter
from bench_rounds import Round, Setting, Side, in_turn, spent_by
from dedupe_damage import FIELDS, grown

from coprod_review.io.tables import read_records, read_reports, read_screening, write_records

PROJECT = Path(__file__).resolve().parents[1]
OURS = (sys.executable, "-m", "coprod_review")
SOURCE = {"PYTHONPATH": str(PROJECT / "src")}
QUIET = ("--quiet", "all")


def joining(s: Setting) -> Iterator[Round]:
    """Records grown from those of the run, as the commands that join them read them."""
    rows = grown(_documents(s.results), s.sized(1000, 10_000)).rows
    folder = s.scratch / "joining"
    folder.mkdir()
    write_records(folder / "records", [dedupe_peers.record_of(row, n) for n, row in enumerate(rows, start=1)])
    with (folder / "records.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ["ID", *FIELDS], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    outputs = [f"--{name}={folder / name}" for name in ("records", "pairs", "reports")]
    peer = (interpreter("joining"), "-W", "ignore", "-c", dedupe_peers.PEER)
    return in_turn(
        Side(command=(*OURS, "dedupe", *outputs), folder=folder, environment=SOURCE),
        Side(command=(*peer, str(folder / "records.csv"), str(folder / "answer.json")), folder=folder),
        s.n_rounds,
    )


def _documents(results: Path) -> list[list[dict[str, str]]]:
    """The records of each report of the run, in the columns that damage is done to."""
    records = {r.record_id: r for r in read_records(results / "read" / "records.parquet")}
    reports = read_reports(results / "dedupe" / "reports.parquet")
    return [
        [
            {
                "title": r.title,
                "author": " and ".join(r.authors),
                "year": str(r.year or ""),
                "journal": r.container,
                "volume": r.volume,
                "number": r.issue,
                "pages": r.pages,
                "doi": r.doi,
                "abstract": r.abstract,
            }
            for r in (records[name] for name in report.record_ids)
        ]
        for report in reports
    ]


def ranking(s: Setting) -> Iterator[Round]:
    """The screened reports read to the end in the order of each side; both begin with the same two."""
    included = {d.report_id: d.included for d in read_screening(s.results / "screen" / "decisions.parquet")}
    path = s.scratch / "screened.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("title", "abstract", "label_included"))
        for report in read_reports(s.results / "dedupe" / "reports.parquet"):
            writer.writerow((report.title, report.abstract, int(included[report.report_id])))
    told = (str(path), "label_included", "1")
    return in_turn(
        Side(
            command=(sys.executable, "-c", ranking_peers.OURS, *told),
            folder=s.scratch,
            environment=SOURCE | ranking_peers.ONE_THREAD,
        ),
        Side(
            command=(interpreter("ranking"), "-c", ranking_peers.PEER, *told),
            folder=s.scratch,
            environment=ranking_peers.ONE_THREAD,
        ),
        s.n_rounds,
    )


def nothing_to_do(s: Setting) -> Iterator[Round]:
    """A second run of a review that is up to date, as people start it; a first one sees to that."""
    empty = s.scratch / "empty"
    empty.mkdir()
    (empty / "Snakefile").write_text("rule all:\n    input: []\n", "utf-8")
    ours = Side(command=_review_command(s.review), folder=s.review, environment=SOURCE)
    peer = Side(command=(sys.executable, "-m", "snakemake", "--cores", "2", *QUIET), folder=empty)
    spent_by(ours)
    spent_by(peer)
    return in_turn(ours, peer, s.n_rounds * 2)


def whole_run(s: Setting) -> Iterator[Round]:
    """Runs from nothing, each in a copy of its own."""
    for number in range(s.n_rounds):
        folder = _copied(s, f"whole {number}")
        yield from in_turn(_run_in(folder), None, 1)
        shutil.rmtree(folder)


def edited_pattern(s: Setting) -> Iterator[Round]:
    """Runs after a change of one pattern, in a copy that a whole run went before."""
    folder = _copied(s, "edited")
    spent_by(_run_in(folder))
    path = folder / "config" / "patterns" / "tradition.yaml"
    text = path.read_text("utf-8")
    for number in range(s.n_rounds):
        path.write_text(_with_another_weight(text, number), "utf-8")
        yield from in_turn(_run_in(folder), None, 1)


def _with_another_weight(text: str, number: int) -> str:
    """The patterns with the first weight that stands there changed a little."""
    lines = text.splitlines(keepends=True)
    place = next(i for i, line in enumerate(lines) if line.strip().startswith("weight:"))
    before, _, value = lines[place].partition("weight:")
    lines[place] = f"{before}weight: {float(value.split()[0]) + 0.01 * (number + 1):.2f}\n"
    return "".join(lines)


def _copied(s: Setting, name: str) -> Path:
    """The review without what was computed, beside the environment that it has."""
    folder = s.scratch / name
    for part in ("corpus", "config", "rules", "src", "profiles"):
        if (s.review / part).is_dir():
            shutil.copytree(s.review / part, folder / part)
    for part in ("Snakefile", "Makefile", "requirements.lock", "pyproject.toml"):
        if (s.review / part).is_file():
            shutil.copy2(s.review / part, folder / part)
    with contextlib.suppress(OSError):
        if (s.review / ".venv" / ".ready").exists():
            (folder / ".venv").symlink_to((s.review / ".venv").resolve(), target_is_directory=True)
    return folder


def _run_in(folder: Path) -> Side:
    return Side(
        command=_review_command(folder), folder=folder, environment={"PYTHONPATH": str(folder / "src")}
    )


def _review_command(review: Path) -> Sequence[str]:
    """As people start it: by make where it and an environment are there."""
    if shutil.which("make") and (review / "Makefile").is_file() and (review / ".venv" / ".ready").exists():
        return ("make", "review")
    return (*OURS, "run", "--cores", "2")
