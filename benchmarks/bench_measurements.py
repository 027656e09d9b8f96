"""What `make bench` measures: each part of the review beside what people would use for it otherwise."""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import dedupe_peers
import ranking
import reading_peers
from bench_peers import OWN, interpreter
from bench_rounds import Round, Side, in_turn, spent_by
from bench_server import served_in_turn
from dedupe_damage import FIELDS, grown

from coprod_review.io.tables import read_records, read_reports, read_screening, write_records

PROJECT = Path(__file__).resolve().parents[1]
SIDES = Path(__file__).resolve().parent / "bench_sides.py"
OURS = (sys.executable, "-m", "coprod_review")
SOURCE = {"PYTHONPATH": str(PROJECT / "src")}
QUIET = ("--quiet", "all")
READ_FORMATS = {".bib": "bibtex", ".nbib": "nbib", ".ris": "ris", ".txt": "wos"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where the finished run is, real exports if there are any, the size of the work and the rounds."""

    review: Path
    data: Path | None
    is_full: bool
    n_rounds: int
    scratch: Path

    @property
    def results(self) -> Path:
        """The results of the finished run."""
        return self.review / "results"

    def sized(self, quick: int, full: int) -> int:
        """The size of the work."""
        return full if self.is_full else quick


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One line of the table.

    `peer` says in words what ours is beside, `package` which one must be installed in `environment`.
    `at_least` is the goal, how many times as long as ours the peer takes; `at_most_s` a goal in seconds of
    ours alone. `rounds` makes what both sides need and gives what each round took; `size` tells of the work.
    """

    name: str
    peer: str
    size: str
    rounds: Callable[[Setting], Iterator[Round]]
    package: str = ""
    environment: str = OWN
    at_least: float | None = None
    at_most_s: float | None = None
    only_full: bool = False


def measurements(setting: Setting) -> list[Measurement]:
    """All of them, those of the files that are there included."""
    return [
        *(_reading(kind, path, setting) for kind, path in exports_of(setting)),
        Measurement(
            name="joining",
            peer="bib-dedupe",
            package="bib-dedupe",
            environment="joining",
            size=f"{setting.sized(1000, 10_000):,} records grown from the run",
            rounds=_joining,
            at_least=10,
        ),
        _sides("coding", "coding-ours", "coding-stock", "plain spaCy", "spacy", n=(300, 2000), at_least=10),
        _sides("classifier", "classifier-ours", "classifier-plain", "plain scikit-learn", "scikit-learn"),
        Measurement(
            name="ranking",
            peer="ASReview, its default model",
            package="asreview",
            environment="ranking",
            size="the reports that people screened, read to the end",
            rounds=_ranking,
            at_least=1,
        ),
        _sides("figures", "figures-ours", "figures-plain", "plain matplotlib, one process", "matplotlib"),
        Measurement(
            name="server",
            peer="FastAPI with ready pages",
            package="fastapi",
            size="a page of the queue, from the first byte sent to the last received",
            rounds=lambda s: served_in_turn(s.review, s.scratch / "served", n=s.n_rounds * 3),
            at_most_s=0.1,
        ),
        Measurement(
            name="help",
            peer="Python that does nothing",
            package="",
            size="coprod-review --help",
            rounds=lambda s: in_turn(
                Side(command=(*OURS, "--help"), environment=SOURCE),
                Side(command=(sys.executable, "-c", "pass")),
                s.n_rounds * 2,
            ),
            at_most_s=0.3,
        ),
        Measurement(
            name="nothing to do",
            peer="an empty Snakemake workflow",
            package="snakemake",
            size="a run where all is up to date",
            rounds=_nothing_to_do,
            at_least=1 / 1.1,
        ),
        Measurement(
            name="whole run",
            peer="",
            size="the bundled corpus, from nothing",
            rounds=_whole_run,
            at_most_s=30,
            only_full=True,
        ),
        Measurement(
            name="edited pattern",
            peer="",
            size="the bundled corpus, one weight of a pattern changed",
            rounds=_edited_pattern,
            at_most_s=25,
            only_full=True,
        ),
    ]


def exports_of(setting: Setting) -> list[tuple[str, Path]]:
    """Of each format that a peer reads, the largest export of the corpus and those of the given folder."""
    found: dict[str, Path] = {}
    for path in sorted((setting.review / "corpus" / "exports").iterdir(), key=lambda p: p.stat().st_size):
        kind = READ_FORMATS.get(path.suffix)
        if kind and (kind != "wos" or path.read_bytes()[:8].lstrip(b"\xef\xbb\xbf").startswith(b"FN ")):
            found[kind] = path
    more = reading_peers.largest(setting.data) if setting.data else []
    return sorted([*found.items(), *more])


def _reading(kind: str, path: Path, setting: Setting) -> Measurement:
    name, _, _ = reading_peers.PEER_CODE[kind][0].rpartition(" ")
    n = setting.sized(10_000, 30_000)

    def rounds(s: Setting) -> Iterator[Round]:
        folder = s.scratch / f"{kind} {path.stem}"
        folder.mkdir()
        many = reading_peers.enlarged(path, kind, folder, n_records=n)
        outputs = [f"--{name}={folder / name}" for name in ("records", "set-aside", "exports")]
        code = f"F = {str(many)!r}; {reading_peers.PEER_CODE[kind][1]}"
        ours = Side(command=(*OURS, "read", str(many), *outputs), folder=folder, environment=SOURCE)
        peer = Side(command=(interpreter(environment), "-W", "ignore", "-c", code))
        return in_turn(ours, peer, s.n_rounds)

    environment = "bibtex" if kind == "bibtex" else "reading"
    return Measurement(
        name=f"reading {kind}",
        peer=name,
        package=name.replace("_", "-"),
        environment=environment,
        size=f"{path.name}, {n:,} records or more",
        rounds=rounds,
        at_least=reading_peers.TARGETS[kind],
    )


def _sides(
    name: str,
    ours: str,
    peer_side: str,
    peer: str,
    package: str,
    *,
    n: tuple[int, int] = (0, 0),
    at_least: float = 1,
) -> Measurement:
    """A pair of bench_sides.py; figures as whole processes, since their workers count."""

    def rounds(s: Setting) -> Iterator[Round]:
        sides = (
            Side(
                command=(
                    sys.executable,
                    str(SIDES),
                    side,
                    "--results",
                    str(s.results),
                    "--n",
                    str(s.sized(*n)),
                ),
                folder=s.review,
                environment=SOURCE if name == "figures" else SOURCE | ranking.ONE_THREAD,
                tells_seconds=name != "figures",
            )
            for side in (ours, peer_side)
        )
        return in_turn(*sides, s.n_rounds)

    sizes = {
        "coding": f"{n[0]:,} or {n[1]:,} reports, 300 phrases, one process each",
        "classifier": "nine dimensions, folds within folds, one thread each",
        "figures": "all figures in all formats, whole processes",
    }
    return Measurement(
        name=name, peer=peer, package=package, size=sizes[name], rounds=rounds, at_least=at_least
    )


def _joining(s: Setting) -> Iterator[Round]:
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


def _ranking(s: Setting) -> Iterator[Round]:
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
            command=(sys.executable, "-c", ranking.OURS, *told),
            folder=s.scratch,
            environment=SOURCE | ranking.ONE_THREAD,
        ),
        Side(
            command=(interpreter("ranking"), "-c", ranking.PEER, *told),
            folder=s.scratch,
            environment=ranking.ONE_THREAD,
        ),
        s.n_rounds,
    )


def _nothing_to_do(s: Setting) -> Iterator[Round]:
    empty = s.scratch / "empty"
    empty.mkdir()
    (empty / "Snakefile").write_text("rule all:\n    input: []\n", "utf-8")
    ours = Side(command=_review_command(s.review), folder=s.review, environment=SOURCE)
    peer = Side(command=(sys.executable, "-m", "snakemake", "--cores", "2", *QUIET), folder=empty)
    spent_by(ours)
    spent_by(peer)
    return in_turn(ours, peer, s.n_rounds * 2)


def _whole_run(s: Setting) -> Iterator[Round]:
    for number in range(s.n_rounds):
        folder = _copied(s, f"whole {number}")
        yield from in_turn(_run_in(folder), None, 1)
        shutil.rmtree(folder)


def _edited_pattern(s: Setting) -> Iterator[Round]:
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
    """The review without what was computed."""
    folder = s.scratch / name
    for part in ("corpus", "config", "src", "profiles"):
        if (s.review / part).is_dir():
            shutil.copytree(s.review / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(s.review / "Snakefile", folder / "Snakefile")
    return folder


def _run_in(folder: Path) -> Side:
    return Side(
        command=(*OURS, "run", "--cores", "2"),
        folder=folder,
        environment={"PYTHONPATH": str(folder / "src")},
    )


def _review_command(review: Path) -> Sequence[str]:
    """As people start it."""
    if shutil.which("make") and (review / "Makefile").is_file():
        return ("make", "review")
    return (*OURS, "run", "--cores", "2")
