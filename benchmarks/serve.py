"""How long the pages of the server take with many reports, as a table in Markdown.

    python benchmarks/serve.py [--reports 20000] [--review .] [--times 40] [--keep FOLDER]

The reports of a finished run are taken again and again (`many_reports.py`). Then the real server runs as a
process of its own, once as a coder who has coded a tenth of them and once as a reviewer, and pages are asked
for over its socket: queues page by page, searches, reports that were not asked for before, and answers, which
are on the disk when they are told to be saved. Milliseconds are from the first byte sent to the last one
received; where others share the machine, trust the seconds of processors.
"""

from __future__ import annotations

import argparse
import csv
import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from closed_pipe import quietly
from many_reports import CODINGS, multiply, multiply_review, n_times

from coprod_review.io.people_tables import CODINGS as COLUMNS
from coprod_review.io.report_rows import ReportRows

SEED = 20261
WORDS = ("patients", "safety nurse", "co-production", "zebra")


@dataclass(slots=True)
class Server:
    """A running server and its cookie."""

    process: subprocess.Popen[str]
    port: int
    seconds: float
    cookie: str = ""

    def ask(self, method: str, path: str, body: object = None) -> float:
        """The milliseconds of one request; it must succeed."""
        headers = {"cookie": self.cookie}
        if body is not None:
            headers |= {"origin": f"http://127.0.0.1:{self.port}", "x-coprod-review": "1"}
            headers |= {"content-type": "application/json"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        start = time.perf_counter()
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        text = answer.read()
        spent = time.perf_counter() - start
        if cookie := answer.getheader("set-cookie"):
            self.cookie = cookie.partition(";")[0]
        elif answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {text[:300]!r}")
        connection.close()
        return 1000 * spent

    @property
    def processors(self) -> float:
        """Seconds of processors that the process has taken."""
        times = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def memory(self) -> float:
        """Megabytes that the process has held at most."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1000


def main() -> int:
    """Multiply the run, serve it in both roles, and print what pages took."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as temporary:
        review = Path(arguments.keep or temporary) / "review"
        if not review.exists():
            times = n_times(arguments.review / "results", arguments.reports)
            multiply_review(arguments.review, review, times)
            multiply(review / "results" / CODINGS, times)
        ids = list(ReportRows(review / "results" / "dedupe" / "reports.parquet").column("report_id"))
        _code_a_tenth(review, ids)
        print(f"{len(ids):,} reports\n")
        print("| role | what | median ms | 95 of 100 ms | slowest ms | on processors, ms |")
        print("|---|---|---|---|---|---|")
        for role in ("coder", "reviewer"):
            _measure(review, role, ids, arguments.times)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=20_000, help="how many reports")
    parser.add_argument("--review", type=Path, default=Path(), help="a review with a finished run")
    parser.add_argument("--times", type=int, default=40, help="how often each kind of page is asked for")
    parser.add_argument(
        "--keep", type=Path, help="a folder that keeps the multiplied review for the next time"
    )
    return parser.parse_args()


def _measure(review: Path, role: str, ids: Sequence[str], n: int) -> None:
    chance = random.Random(SEED)
    queue = "reports" if role == "coder" else "uncertain"
    whole = "reports" if role == "coder" else "all"
    n_pages = max(1, len(ids) // 60)
    with served(review, role) as server:
        print(f"| {role} | from the command to the first page | {1000 * server.seconds:.0f} | | | |")
        print(f"| {role} | of this, on processors | | | | {1000 * server.processors:.0f} |")
        unseen = iter(chance.sample(list(ids), len(ids)))

        def answer(number: int) -> tuple[str, object]:
            act = "answer" if role == "coder" else "adjudicate"
            report = ids[number % len(ids)]
            body = {"report": report, "dimension": "tradition", "codes": ["none"], "queue": queue}
            return f"/api/{act}", body | {
                "reason": f"reason {number}",
                "note": f"note {number}",
                "seconds": 9,
            }

        def page_of(name: str, n_pages: int) -> str:
            return f"/queue/{name}?page={chance.randint(1, n_pages)}"

        kinds: dict[str, Callable[[int], tuple[str, object]]] = {
            "home": lambda _: ("/", None),
            "a page of 50 of the queue": lambda _: (page_of(queue, 50), None),
            "a page of 50 of all reports": lambda _: (
                f"/queue/{whole}?page={chance.randint(1, n_pages)}",
                None,
            ),
            "a page of 50 of what is open": lambda _: (f"/queue/{whole}?state=open&page=9", None),
            "a search": lambda k: (f"/queue/{whole}?q={WORDS[k % len(WORDS)].replace(' ', '+')}", None),
            "a report not seen before": lambda _: (f"/report/{next(unseen)}?queue={queue}", None),
            "an answer, on the disk": answer,
            "home after an answer": lambda _: ("/", None),
        }
        for name, make in kinds.items():
            spent, before = [], server.processors
            for number in range(n):
                if name == "home after an answer":
                    path, body = answer(n + number)
                    server.ask("POST", path, body)
                path, body = make(number)
                spent.append(server.ask("POST" if body is not None else "GET", path, body))
            on_processors = 1000 * (server.processors - before) / n
            print(f"| {role} | {name} | {_told(spent)} | {on_processors:.0f} |", flush=True)
        print(f"| {role} | largest memory, MB | {server.memory:.0f} | | | |", flush=True)


def _told(spent: Sequence[float]) -> str:
    ordered = sorted(spent)
    late = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"{median(ordered):.0f} | {late:.0f} | {ordered[-1]:.0f}"


@contextmanager
def served(review: Path, role: str) -> Iterator[Server]:
    """The server of a role from the command to its first page, stopped at last."""
    command = [
        sys.executable,
        "-m",
        "coprod_review",
        "serve",
        f"--{role}",
        f"bench_{role}",
        "--how",
        "measures",
    ]
    start = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--no-browser", "--port", "0"],
        cwd=review,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    told = ""
    for line in process.stdout or ():
        told += line
        if "Ctrl-C" in line:
            break
    found = re.search(r":(\d+)(/\?token=\S+)", told)
    if found is None:
        raise SystemExit(told)
    server = Server(process=process, port=int(found[1]), seconds=0)
    server.ask("GET", found[2])
    server.ask("GET", "/")
    server.seconds = time.perf_counter() - start
    try:
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _code_a_tenth(review: Path, ids: Sequence[str]) -> None:
    """Answers of the coder to all questions of every tenth report."""
    path = review / "corpus" / "codings" / "bench_coder.csv"
    names = ("tradition", "tradition_basis", "framing", "safety_perspective", "safety_strategy")
    more = ("issue_character", "involvement_phase", "involvement_nature", "involvement_locus")
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS.columns, restval="", lineterminator="\n")
        writer.writeheader()
        for report in ids[::10]:
            for name in (*names, *more):
                row = {"report": report, "dimension": name, "codebook": "0.2", "date": "2026-01"}
                writer.writerow(row | {"seconds": 7, "shown": "nothing"})


if __name__ == "__main__":
    raise SystemExit(quietly(main))
