"""How long one answer takes on its way into a large file of people, until it is on the disk.

    python benchmarks/append_answers.py [--rows 180000] [--answers 40] [--folder FOLDER]

Writes a made-up file of codings, nine dimensions a report, and puts answers behind it one by one, as the
server does. Printed is a Markdown table; the parts are timed on their own and do not add up to the whole
exactly. The plain write is the floor: the same bytes written, synced and renamed without reading or checking.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from closed_pipe import quietly

from coprod_review.adjudicate.given import GivenAnswer
from coprod_review.adjudicate.given_rows import answer_rows
from coprod_review.io.append import Standing, append_rows
from coprod_review.io.codings import read_coder_codings
from coprod_review.io.people_tables import CODINGS, faults_of_merging
from coprod_review.io.sheets import write_csv

DIMENSIONS = [f"question_{n}" for n in range(1, 10)]


def main() -> None:
    """Make the file, append to it, print the times."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=180_000)
    parser.add_argument("--answers", type=int, default=40)
    parser.add_argument("--folder", type=Path, help="where to write (default: the system's temporary folder)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        corpus = Path(folder)
        path = corpus / "codings" / "ab.csv"
        write_csv(path, CODINGS.columns, map(_row, range(arguments.rows)))
        content = path.read_bytes()
        print(f"{arguments.rows:,} rows, {len(content) / 1e6:.1f} MB, {arguments.answers} answers\n")
        print("| what | median ms | slowest ms | processor ms |\n|---|---|---|---|")
        _compare(
            corpus, path, content, reports=max(1, arguments.rows // len(DIMENSIONS)), times=arguments.answers
        )
        standing = Standing(path, content, CODINGS)
        _tell("part: reading the bytes", path.read_bytes, arguments.answers)
        _tell(
            "part: looking for marks and headers of merges",
            lambda: faults_of_merging(path, content, CODINGS),
            arguments.answers,
        )
        _tell(
            "part: finding the rows of the question",
            lambda: standing.having(
                report=f"r{arguments.rows // len(DIMENSIONS) - 1:06d}", dimension=DIMENSIONS[-1]
            ),
            arguments.answers,
        )
        _tell("for comparison: reading all rows, as a run does", lambda: read_coder_codings(path), 3)


def _row(number: int) -> dict[str, str]:
    report, dimension = divmod(number, len(DIMENSIONS))
    return {
        "report": f"r{report:06d}",
        "dimension": DIMENSIONS[dimension],
        "codes": "first_code",
        "quote": "patients, who were asked, said so" if number % 3 == 0 else "",
        "basis": "title, abstract and keywords: coded in the browser",
        "confidence": "high",
        "codebook": "0.3",
        "date": "2026-11-05",
        "absent": "second_code;third_code;none",
        "seconds": "14",
        "shown": "nothing",
    }


def _give(corpus: Path, report: int, code: str) -> None:
    given = GivenAnswer(
        report=f"r{report:06d}", dimension=DIMENSIONS[0], codes=[code], codebook="0.3", date="2026-11-05"
    )
    append_rows(
        corpus / "codings" / "ab.csv",
        corpus=corpus,
        columns=CODINGS,
        make=lambda standing: answer_rows(standing, given),
    )


def _plain(path: Path, content: bytes) -> None:
    beside = path.with_name("plain")
    with beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path.with_name("plain_too"))


def _compare(corpus: Path, path: Path, content: bytes, *, reports: int, times: int) -> None:
    """Answers and plain writes by turns, so that both meet the machine in the same state."""
    taken: dict[str, list[tuple[float, float]]] = {}
    for number in range(times):
        for what, do in (
            ("floor: the same bytes written, synced and renamed", lambda: _plain(path, content)),
            (
                "one answer to a question that was answered before",
                lambda number=number: _give(corpus, number % reports, "again"),
            ),
            (
                "one answer to a new question",
                lambda number=number: _give(corpus, reports + number, "first"),
            ),
        ):
            taken.setdefault(what, []).append(_timed(do))
    for what, found in taken.items():
        _print(what, found)


def _tell(what: str, do: Callable[[], object], times: int) -> None:
    _print(what, [_timed(do) for _ in range(times)])


def _timed(do: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the clock, and of the processor: the latter tell less of what else the machine does."""
    start, busy = time.perf_counter(), time.process_time()
    do()
    return 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - busy)


def _print(what: str, taken: list[tuple[float, float]]) -> None:
    clock, busy = zip(*taken, strict=True)
    print(f"| {what} | {median(clock):.1f} | {max(clock):.1f} | {median(busy):.1f} |")


if __name__ == "__main__":
    raise SystemExit(quietly(main))
