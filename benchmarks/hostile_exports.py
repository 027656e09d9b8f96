"""Faults of the table: exports that try to break a run, one by one and mixed into a corpus."""

from __future__ import annotations

import csv
import resource
import shutil
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from fault_rows import Bench, Row, message
from tests.faults.hostile import (
    READ,
    REFUSED,
    SET_ASIDE,
    TITLES,
    add_to_manifest,
    mutants,
)
from tests.faults.small_review import TRACEBACK, run, sums_of, told

MUTANTS = 300
MEMORY = 6_000_000_000
SECONDS = 900


def rows(bench: Bench) -> Iterator[Row]:
    """The faults, one after the other."""
    review = bench.copy("reading")
    for what, make in REFUSED.items():
        yield refused(review, what, make())
    for what, (name, make) in READ.items():
        yield read(review, what, name, make())
    yield fuzzed(review, bench.seed)
    shutil.rmtree(review)
    yield whole_run(bench)
    yield gigabyte(bench)


def _read(review: Path, *files: str) -> tuple[int, str, float, float]:
    """Code, words, seconds and peak of megabytes of reading some files, one of which may be refused."""
    began = time.monotonic()
    limit = ("prlimit", f"--as={MEMORY}")
    finished = run(
        review,
        *("read", *files, "--records", "r.parquet", "--set-aside", "s.csv", "--exports", "e.csv"),
        before=limit if shutil.which("prlimit") else (),
        timeout=SECONDS,
    )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return finished.returncode, told(finished), time.monotonic() - began, peak


def refused(review: Path, what: str, content: bytes) -> Row:
    """An export that has nothing to read."""
    (review / "hostile.bin").write_bytes(content)
    code, text, seconds, _ = _read(review, "hostile.bin")
    return Row(
        fault=what,
        done=f"an export of {len(content):,} bytes; `read`",
        happened=f"code {code} within {seconds:.0f} s: {message(text)}",
        is_right=code == 2 and "remedy:" in text and TRACEBACK not in text,
    )


def read(review: Path, what: str, name: str, content: bytes) -> Row:
    """An export with entries that are read or set aside."""
    (review / name).write_bytes(content)
    code, text, seconds, peak = _read(review, name)
    told_line = next((line for line in text.splitlines() if line.startswith(f"read: {name}")), text[-200:])
    return Row(
        fault=what,
        done=f"{name} of {len(content):,} bytes; `read`",
        happened=f"code {code} within {seconds:.0f} s, so far at most {peak:,.0f} MB: `{told_line[:140]}`",
        is_right=code == 0 and TRACEBACK not in text,
    )


def fuzzed(review: Path, seed: int) -> Row:
    """Mutants of the exports of the practice corpus, read together."""
    sources = [path.read_bytes() for path in sorted((review / "corpus" / "exports").iterdir())]
    names = []
    for number, raw in enumerate(mutants(sources, n=MUTANTS, seed=seed)):
        names.append(f"mutant{number}.txt")
        (review / names[-1]).write_bytes(raw)
    code, text, seconds, _ = _read(review, *names)
    n_refused = text.count("set aside as a whole")
    counts = _counts(review / "e.csv") if code == 0 else {}
    adds_up = counts.get("n_entries") == counts.get("n_records", 0) + counts.get("n_set_aside", 0)
    return Row(
        fault="fuzzed exports",
        done=f"{MUTANTS} mutants of {len(sources)} exports (seed {seed}); `read` of all together",
        happened=f"code {code} within {seconds:.0f} s; {n_refused} refused as a whole with a remedy; "
        f"{counts.get('n_entries', 0):,} entries = {counts.get('n_records', 0):,} records "
        f"+ {counts.get('n_set_aside', 0):,} set aside",
        is_right=code == 0 and TRACEBACK not in text and adds_up,
    )


def _counts(exports: Path) -> dict[str, int]:
    with exports.open(encoding="utf-8", newline="") as stream:
        table = list(csv.DictReader(stream))
    return {name: sum(int(row[name]) for row in table) for name in ("n_entries", "n_records", "n_set_aside")}


def whole_run(bench: Bench) -> Row:
    """Hostile entries through every stage, and what they leave behind."""
    review = hostile_review(bench)
    outside = sums_of(bench.folder, left_out=(review.name,))
    began = time.monotonic()
    finished = run(review, timeout=SECONDS * 2)
    seconds = time.monotonic() - began
    found = faults_of(review) if finished.returncode == 0 else [told(finished)[-400:]]
    if sums_of(bench.folder, left_out=(review.name,)) != outside:
        found.append("files outside the review changed")
    return Row(
        fault="hostile entries through the whole run",
        done=f"{len(TITLES) + 8} entries with scripts, formulas, markup of Typst, LaTeX, Jinja and XML, "
        "control and right-to-left signs, path parts, and lists and texts beyond the limits; `run`",
        happened=f"code {finished.returncode} within {seconds:.0f} s; "
        f"{'; '.join(found) if found else 'nothing was run, expanded or written elsewhere; documents open'}",
        is_right=finished.returncode == 0 and not found,
    )


def hostile_review(bench: Bench) -> Path:
    """The small review with hostile entries in its corpus."""
    review = bench.copy("hostile", with_results=False)
    name, make = READ["hostile entries"]
    (review / "corpus" / "exports" / name).write_bytes(make())
    add_to_manifest(review, name, label='"hostile <b>label</b> =1+1"')
    return review


def faults_of(review: Path) -> list[str]:
    """What hostile entries brought about in results: scripts, formulas, lost entries, broken documents."""
    results, found = review / "results", []
    pages = [p for p in results.rglob("*.html") if "<script>alert" in p.read_text("utf-8", "replace")]
    found += [f"a script stands in {len(pages)} pages, such as {pages[0].name}"] if pages else []
    for path in (results / "tables").glob("*.xlsx"):
        with zipfile.ZipFile(path) as workbook:
            parts = [workbook.read(n) for n in workbook.namelist() if n.startswith("xl/worksheets/")]
        found += [f"{path.name} has formulas"] if any(b"<f>" in part for part in parts) else []
    for path in (p for p in results.rglob("*.csv") if p.parent.name in ("figures", "tables", "bibliography")):
        text = path.read_text("utf-8", "replace")
        found += [f"{path.name} has a cell that opens with ="] if "\n=cmd" in text or ",=cmd" in text else []
    set_aside = (results / "read" / "set_aside.csv").read_text("utf-8")
    found += [f"{words} is not set aside" for words in SET_ASIDE if f" {words}" not in set_aside]
    left = {path.name for path in review.iterdir()} & {"broken"}
    found += ["a command of a title was run"] if left or (results / "broken").exists() else []
    pdf = (results / "report.pdf").read_bytes()
    return found + (
        [] if pdf.startswith(b"%PDF") and pdf.rstrip().endswith(b"%%EOF") else ["the PDF is broken"]
    )


def gigabyte(bench: Bench) -> Row:
    """A field of a gigabyte, on disk."""
    review = bench.copy("gigabyte")
    with (review / "gigabyte.ris").open("wb") as stream:
        stream.write(b"TY  - JOUR\nTI  - Safety\nAB  - ")
        for _ in range(1000):
            stream.write(b"safety of patients; " * 50_000)
        stream.write(b"\nER  - \n")
    code, text, seconds, peak = _read(review, "gigabyte.ris")
    shutil.rmtree(review)
    return Row(
        fault="a field of a gigabyte",
        done="RIS of one entry whose abstract has 1,000,000,000 characters; `read` in at most 6 GB",
        happened=f"code {code} within {seconds:.0f} s, at most {peak:,.0f} MB: {message(text)}",
        is_right="remedy:" in text and TRACEBACK not in text and peak < MEMORY / 1_000_000,
    )
