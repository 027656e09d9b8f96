"""What `make bench` measures: each part of the review beside what people would use for it otherwise."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import reading_peers
from bench_peers import OWN, interpreter
from bench_rounds import Round, Setting, Side, in_turn
from bench_server import served_in_turn
from bench_setups import OURS, SOURCE, edited_pattern, joining, nothing_to_do, ranking, whole_run
from ranking import ONE_THREAD

SIDES = Path(__file__).resolve().parent / "bench_sides.py"
READ_FORMATS = {".bib": "bibtex", ".nbib": "nbib", ".ris": "ris", ".txt": "wos"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One line of the table.

    `peer` says in words what ours is beside, `package` which one must be installed in `environment`.
    `at_least` is the goal, how many times as long as ours the peer takes; `at_most_times` a goal where the
    peer does less, how many times as long as the peer ours takes; `at_most_s` one in seconds of ours alone.
    `goal_at` says at which size a goal holds, where it is another at another size.
    `rounds` makes what both sides need and gives what each round took; `size` tells of the work.
    """

    name: str
    peer: str
    size: str
    rounds: Callable[[Setting], Iterator[Round]]
    package: str = ""
    environment: str = OWN
    at_least: float | None = None
    goal_at: str = ""
    at_most_times: float | None = None
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
            rounds=joining,
            at_least=setting.sized(10, 40),
            goal_at=f"{setting.sized(1000, 10_000):,} records",
        ),
        _sides("coding", "coding-ours", "coding-stock", "plain spaCy", "spacy", n=(300, 2000), at_least=10),
        _sides(
            "classifier",
            "classifier-ours",
            "classifier-plain",
            "plain scikit-learn",
            "scikit-learn",
            n=(2, 9),
        ),
        Measurement(
            name="ranking",
            peer="ASReview, its default model",
            package="asreview",
            environment="ranking",
            size="the reports that people screened, read to the end",
            rounds=ranking,
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
            size="make review where all is up to date",
            rounds=nothing_to_do,
            at_most_times=1.1,
        ),
        Measurement(
            name="whole run",
            peer="",
            size="make review on the bundled corpus, from nothing, its environment ready",
            rounds=whole_run,
            at_most_s=30,
            only_full=True,
        ),
        Measurement(
            name="edited pattern",
            peer="",
            size="make review on the bundled corpus, one weight of a pattern changed",
            rounds=edited_pattern,
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
        one, other = (
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
                environment=SOURCE if name == "figures" else SOURCE | ONE_THREAD,
                tells_seconds=name != "figures",
            )
            for side in (ours, peer_side)
        )
        return in_turn(one, other, s.n_rounds)

    sizes = {
        "coding": f"{n[0]:,} reports (--full: {n[1]:,}), 300 phrases, one process each",
        "classifier": f"{n[0]} dimensions (--full: {n[1]}), folds within folds, one thread each",
        "figures": "all figures in all formats, whole processes",
    }
    return Measurement(
        name=name, peer=peer, package=package, size=sizes[name], rounds=rounds, at_least=at_least
    )
