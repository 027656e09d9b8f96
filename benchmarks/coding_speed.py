"""Speed of finding patterns beside a plain spaCy pipeline, and of coding a large export as a whole.

    python benchmarks/coding_speed.py --export PUBMED.xml.gz [--run results] [--patterns 300] [--workers 2]

Both ways look for the same patterns: so many phrases of config/patterns as --patterns says, one sequence of
words each, evenly spread over the files; for the last row only those of two word sets and more, which few
records of medicine hold. The plain way is what people write: spaCy's blank English tokenizer,
sentencizer, PhraseMatcher for phrases of plain words and Matcher for the rest, text by text in one process
(stock). Its tokens are not ours (hyphens, "co-production"), so its matches are nearly ours and their likeness
is printed. The same two matchers over our words (same words) must give exactly our passages, else this ends
with 1. Texts are (a) the reports of the run and (b) records of the export. Runs alternate; the median counts.
The last table is the command `apply` on the whole export: seconds, and the peak of the memory of all its
processes together (PSS, which counts what they share once). Measure on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import spacy
from closed_pipe import quietly
from spacy.matcher import Matcher
from spacy.matcher import PhraseMatcher as SpacyPhraseMatcher
from spacy.tokens import Doc
from spacy_matching import token_specs

from coprod_review.coding.matching import Passage, PhraseMatcher, chosen_passages
from coprod_review.coding.phrases import Gap, Sequence_, compiled
from coprod_review.coding.rules import RuleCoder
from coprod_review.coding.tokens import Text, text_of, vocabulary
from coprod_review.io.codebook import read_codebook
from coprod_review.io.patterns import read_decisions, read_patterns, read_weighing
from coprod_review.io.tables import read_records, read_reports
from coprod_review.model.record import KEYWORD_SEPARATOR
from coprod_review.model.report import Report

CONFIG = Path("config")
CHUNK = 50
RUNS = 3
TARGET, TARGET_RARE = 10.0, 25.0
RARE = 0.10
"""The share of reports with a match below which the higher target holds."""

COLUMNS = (
    "texts",
    "n",
    "patterns",
    "with a match",
    "ours /s",
    "stock /s",
    "ratio",
    "matches alike",
    "same words /s",
    "ratio",
    "identical",
)

Written = list[tuple[str, str]]
"""The fields of one report: name and text."""

Work = tuple[PhraseMatcher, list[Written]]
WORK: list[Work] = []
"""What forked processes match, and where: set before they are forked, so that nothing is sent to them."""


def main() -> int:
    """Print both tables; 1 where matches differ or a target is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--export", type=Path, required=True)
    parser.add_argument("--run", type=Path, default=Path("results"))
    parser.add_argument("--patterns", type=int, default=300)
    parser.add_argument("--texts", type=int, default=2000, help="so many reports of each kind are matched")
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    common = chosen_phrases(arguments.patterns, least_sets=1)
    rare = chosen_phrases(arguments.patterns, least_sets=2)
    missed = False
    print(f"{arguments.workers} processes for ours, one for the plain pipelines\n")
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    (of_run, reports), (of_export, records) = texts_of_both(arguments)
    missed |= compare(of_run, reports, common, workers=arguments.workers)
    missed |= compare(of_export, records, common, workers=arguments.workers)
    missed |= compare(of_export, records, rare, workers=arguments.workers)
    print()
    tell_rule_coder(arguments)
    tell_apply(arguments.export, arguments.run, workers=arguments.workers)
    return int(missed)


def chosen_phrases(n: int, *, least_sets: int) -> dict[str, str]:
    """Phrases that stand for one sequence of so many word sets each, by a key, spread over all patterns."""
    patterns = read_patterns(CONFIG / "patterns", read_codebook(CONFIG / "codebook.yaml"))
    single = [p for pattern in patterns for p in pattern.phrases if n_word_sets(p) >= least_sets]
    taken = dict.fromkeys(single[i * len(single) // n] for i in range(n)) if len(single) > n else single
    return {f"p{i:03}": phrase for i, phrase in enumerate(taken)}


def n_word_sets(phrase: str) -> int:
    """The word sets of a phrase that stands for one sequence; 0 for other phrases."""
    sequences = compiled(phrase)
    return sum(not isinstance(item, Gap) for item in sequences[0]) if len(sequences) == 1 else 0


def texts_of_both(arguments: argparse.Namespace) -> Iterator[tuple[str, list[Written]]]:
    """The reports of the run, repeated, and as many records of the export."""
    reports = [written(r) for r in read_reports(arguments.run / "dedupe" / "reports.parquet")]
    yield "reports of the run", (reports * (arguments.texts // len(reports) + 1))[: arguments.texts]
    with tempfile.TemporaryDirectory() as folder:
        records = Path(folder) / "records.parquet"
        outputs = ["--records", str(records), "--set-aside", f"{folder}/aside.csv"]
        command = [sys.executable, "-m", "coprod_review", "read", str(arguments.export), *outputs]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        found = [r for r in read_records(records) if r.abstract]
        step = max(1, len(found) // arguments.texts)
        yield "records of the export", [written(r) for r in found[::step][: arguments.texts]]


def written(report: Any) -> Written:
    """The fields that coders read."""
    fields = [("title", report.title), ("abstract", report.abstract)]
    return [*fields, ("keywords", KEYWORD_SEPARATOR.join(report.keywords))]


def compare(name: str, reports: list[Written], phrases: dict[str, str], *, workers: int) -> bool:
    """Print a row; whether it misses its target or the matches differ."""
    ours = PhraseMatcher({key: [phrase] for key, phrase in phrases.items()})
    stock, same_words = Stock(phrases), SameWords(phrases)
    WORK[:] = [(ours, reports)]
    spans = [(i, min(i + CHUNK, len(reports))) for i in range(0, len(reports), CHUNK)]
    seconds: dict[str, list[float]] = {"ours": [], "stock": [], "same words": []}
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        pool.map(digest_of_chunk, spans[:workers], chunksize=1)
        for _ in range(RUNS):
            digests = timed(seconds["ours"], lambda: pool.map(digest_of_chunk, spans, chunksize=1))
            found = timed(seconds["same words"], lambda: [same_words.passages(r) for r in reports])
            raw = timed(seconds["stock"], lambda: stock.matches(reports))
    identical = digests == [digest(found[a:b]) for a, b in spans]
    n_hit = sum(any(passages for passages in report) for report in found)
    rate = {way: len(reports) / statistics.median(times) for way, times in seconds.items()}
    ratio = rate["ours"] / rate["stock"]
    alike = likeness(ours, reports, raw)
    cells = (
        name,
        f"{len(reports):,}",
        str(len(phrases)),
        f"{n_hit / len(reports):.0%}",
        f"{rate['ours']:,.0f}",
        f"{rate['stock']:,.0f}",
        f"{ratio:.0f}",
        f"{alike:.1%}",
        f"{rate['same words']:,.0f}",
        f"{rate['ours'] / rate['same words']:.0f}",
        "yes" if identical else "NO",
    )
    print(f"| {' | '.join(cells)} |", flush=True)
    return not identical or ratio < (TARGET_RARE if n_hit < RARE * len(reports) else TARGET)


def timed(times: list[float], run: Callable[[], Any]) -> Any:
    """What `run` gives; its seconds are noted."""
    start = time.perf_counter()
    result = run()
    times.append(time.perf_counter() - start)
    return result


def digest_of_chunk(span: tuple[int, int]) -> str:
    """Our passages of some reports, as a digest."""
    matcher, reports = WORK[0]
    return digest([[matcher.passages(text_of(*field)) for field in r] for r in reports[slice(*span)]])


def digest(passages: list[list[list[Passage]]]) -> str:
    """The same for the same passages."""
    told = [[[(p.key, p.start, p.end) for p in field] for field in report] for report in passages]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def likeness(ours: PhraseMatcher, reports: list[Written], raw: list[set[tuple[str, str, int, int]]]) -> float:
    """The matches of the stock pipeline and of ours that are the same characters, as a share of all."""
    both = either = 0
    for fields, theirs in zip(reports, raw, strict=True):
        mine = set()
        for name, text in fields:
            of_field = text_of(name, text)
            for p in ours.passages(of_field):
                start, end, _ = of_field.passage(p.start, p.end)
                mine.add((p.key, name, start, end))
        both += len(mine & theirs)
        either += len(mine | theirs)
    return both / either if either else 1.0


class Matchers:
    """spaCy's two matchers with all patterns, over lower-case words or over words as they are."""

    def __init__(self, phrases: dict[str, str], vocab: Any, attribute: str) -> None:
        self.matcher = Matcher(vocab)
        self.phrase_matcher = SpacyPhraseMatcher(vocab, attr=attribute)
        for key, phrase in phrases.items():
            (sequence,) = compiled(phrase)
            if plain := plain_words(sequence):
                self.phrase_matcher.add(key, [Doc(vocab, words=plain)])
            else:
                self.matcher.add(key, [renamed(token_specs(sequence), attribute)])

    def spans(self, doc: Any) -> Iterator[tuple[str, int, int]]:
        """All matches: key, first word, word behind the last."""
        strings = doc.vocab.strings
        for matcher in (self.matcher, self.phrase_matcher):
            yield from ((strings[key], start, end) for key, start, end in matcher(doc))


class Stock:
    """The plain pipeline: stock tokenizer and sentencizer, matchers over lower-case words."""

    def __init__(self, phrases: dict[str, str]) -> None:
        self.nlp = spacy.blank("en")
        self.nlp.add_pipe("sentencizer")
        self.matchers = Matchers(phrases, self.nlp.vocab, "LOWER")

    def matches(self, reports: list[Written]) -> list[set[tuple[str, str, int, int]]]:
        """The matches of each report, as key, field and characters; none crosses a sentence."""
        found: list[set[tuple[str, str, int, int]]] = []
        texts = [(text, (i, name)) for i, fields in enumerate(reports) for name, text in fields]
        found = [set() for _ in reports]
        for doc, (i, name) in self.nlp.pipe(texts, as_tuples=True):
            for key, start, end in self.matchers.spans(doc):
                span = doc[start:end]
                if span.end <= span.sent.end:
                    found[i].add((key, name, span.start_char, span.end_char))
        return found


class SameWords:
    """The same matchers over our words and sentences, and our choice among overlapping passages."""

    def __init__(self, phrases: dict[str, str]) -> None:
        self.matchers = Matchers(phrases, vocabulary(), "ORTH")

    def passages(self, fields: Written) -> list[list[Passage]]:
        """The passages of each field of one report."""
        return [self._of_field(text_of(name, text)) for name, text in fields]

    def _of_field(self, text: Text) -> list[Passage]:
        found: list[Passage] = []
        for number, (begin, end) in enumerate(text.sentences):
            spans: dict[str, set[tuple[int, int]]] = {}
            for key, first, last in self.matchers.spans(text.doc[begin:end].as_doc()):
                spans.setdefault(key, set()).add((first, last))
            found += chosen_passages(spans, text, number)
        return sorted(found)


def plain_words(sequence: Sequence_) -> list[str]:
    """The words of a sequence that has no alternatives, beginnings or gaps; none where it has."""
    if any(isinstance(item, Gap) or item.stems or len(item.literals) > 1 for item in sequence):
        return []
    return [next(iter(item.literals)) for item in sequence if not isinstance(item, Gap)]


def renamed(specs: Sequence[dict[str, Any]], attribute: str) -> list[dict[str, Any]]:
    """The specs over another attribute of words."""
    return [{attribute if name == "ORTH" else name: value for name, value in spec.items()} for spec in specs]


def tell_rule_coder(arguments: argparse.Namespace) -> None:
    """Print the speed of the whole rule coder in one process: all patterns, contexts, evidence, decisions."""
    codebook = read_codebook(CONFIG / "codebook.yaml")
    coder = RuleCoder(
        codebook=codebook,
        patterns=read_patterns(CONFIG / "patterns", codebook),
        weighing=read_weighing(CONFIG / "contexts.yaml"),
        decisions=read_decisions(CONFIG / "decisions.yaml", codebook),
    )
    reports: list[Report] = read_reports(arguments.run / "dedupe" / "reports.parquet")
    seconds: list[float] = []
    for _ in range(RUNS + 1):
        timed(seconds, lambda: [coder.code(report) for report in reports])
    rate = len(reports) / statistics.median(seconds[1:])
    print(f"The whole rule coder in one process codes {rate:,.0f} reports of the run a second.")


def tell_apply(export: Path, run: Path, *, workers: int) -> None:
    """Print time and peak memory of `apply` on the whole export, if the run has kept trained coders."""
    if not (run / "code" / "trained").is_dir():
        print("The run has kept no trained coders: `apply` is not measured.")
        return
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "codes.csv"
        command = [sys.executable, "-m", "coprod_review", "apply", str(export), "--run", str(run)]
        start = time.perf_counter()
        process = subprocess.Popen(
            [*command, "--output", str(output), "--workers", str(workers)], stderr=subprocess.PIPE, text=True
        )
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, sum(map(megabytes, [process.pid, *children(process.pid)])))
            time.sleep(0.2)
        seconds = time.perf_counter() - start
        told = process.stderr.read() if process.stderr else ""
        coded = next((line for line in told.splitlines() if "records coded" in line), told.strip())
    print(f"{coded}: {seconds:.0f} s with {workers} processes, at most {peak:.0f} MB together")


def children(pid: int) -> list[int]:
    """The processes that a process has started, and theirs."""
    try:
        found = [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []
    return [p for child in found for p in (child, *children(child))]


def megabytes(pid: int) -> float:
    """The memory of a process, what it shares with others divided among them; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    raise SystemExit(quietly(main))
