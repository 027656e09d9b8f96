"""Ten reports of a finished run with all their evidence: five that the combination has right, five not.

    python benchmarks/ten_reports.py [--results results] [--config config] [--terms 6] [--reports ID ...]

The draw is stated, so that nobody chooses. Of the reports in the development half (see rule_performance.py)
that are included and settled in tradition and framing, the order is that of the SHA-256 of "<seed> <report
id>", with the seed of the configuration. "Right" is a report whose combined answer, out of fold, is the
settled one in both; all others are wrong. Of each kind the first five are taken, passing over a report whose
pair of settled codes is there already or whose tradition is there twice. Nothing of the held-out half is
printed. With --reports these are told instead of the drawn ones, under another run too.

What is printed: who settled what, what each machine coder said with probability and prediction set, the
passages of the rules with their offsets and contexts, the classifier's heaviest signed terms for the code it
gave and the settled one, and whether the machine would have decided had nobody settled. Below stands, for all
such reports of the half, how often the machine is right by how sure the readers were and by how many patterns
count, and how often the classifier leans on patterns of the other of the two dimensions. docs/ten-reports.md
reads it.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from closed_pipe import quietly
from rule_performance import half_of

from coprod_review.coding.explain import TERM_RULE
from coprod_review.coding.record_codes import codes_of_record, settled_counts
from coprod_review.config import Config
from coprod_review.io import tables
from coprod_review.io.codebook import read_codebook
from coprod_review.io.patterns import read_patterns
from coprod_review.io.yamls import read_yaml
from coprod_review.model.coding import (
    CONFIDENCE_WORDS,
    MACHINE_CODERS,
    SETTLED_STATUSES,
    CodeOfRecord,
    Coding,
    Evidence,
)
from coprod_review.model.report import Report

DIMENSIONS = ("tradition", "framing")
OF_EACH = 5
SAME_TRADITION = 2
"""How many reports of one settled tradition stand among the five."""

Place = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a finished run says of tradition and framing in the development half."""

    reports: Mapping[str, Report]
    settled: Mapping[Place, CodeOfRecord]
    people: Mapping[Place, Sequence[Coding]]
    machines: Mapping[str, Mapping[Place, Coding]]
    unsettled: Mapping[Place, CodeOfRecord]
    """What the code of record would be if nobody had settled the report."""

    def is_right(self, report_id: str, dimension: str) -> bool:
        """Whether the combined answer is the settled one."""
        place = (report_id, dimension)
        return set(self.machines["combination"][place].codes) == set(self.settled[place].codes)

    def told_of(self) -> set[str]:
        """The reports that are settled in both dimensions."""
        return {r for r in self.reports if all((r, d) in self.settled for d in DIMENSIONS)}


def main() -> int:
    """Draw the ten and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--results", type=Path, default=Path("results"))
    parser.add_argument("--config", type=Path, default=Path("config"))
    parser.add_argument("--terms", type=int, default=6, help="how many terms of the classifier for a code")
    parser.add_argument("--reports", nargs="+", metavar="ID", help="tell these instead of the ten drawn")
    arguments = parser.parse_args()
    config = read_yaml(arguments.config / "config.yaml", Config)
    run = read_run(arguments.results, arguments.config, config)
    drawn = {"named": arguments.reports} if arguments.reports else draw(run, config.seed)
    unknown = {report_id for ids in drawn.values() for report_id in ids} - run.told_of()
    if unknown:
        parser.error(f"not included, settled and in the development half: {', '.join(sorted(unknown))}")
    for kind, report_ids in drawn.items():
        for number, report_id in enumerate(report_ids, start=1):
            print("\n".join(told(run, report_id, f"{kind} {number}", arguments.terms)), end="\n\n")
    dimension_by_pattern = {
        p.pattern_id: p.dimension
        for p in read_patterns(
            arguments.config / "patterns", read_codebook(arguments.config / "codebook.yaml")
        )
    }
    for dimension, other in (DIMENSIONS, DIMENSIONS[::-1]):
        print("\n".join(by_readers(run, dimension)))
        print(by_patterns(run, dimension))
        print(leaning(run, dimension, other, dimension_by_pattern))
    return 0


def read_run(results: Path, folder: Path, config: Config) -> Run:
    """The tables of a finished run, cut to included reports of the development half."""
    codebook = read_codebook(folder / "codebook.yaml")
    included = {
        d.report_id for d in tables.read_screening(results / "screen" / "decisions.parquet") if d.included
    }
    wanted = {report_id for report_id in included if half_of(report_id) == "development"}
    all_settled = tables.read_codes(results / "settle" / "settled.parquet")
    machines = {
        name: {
            (c.report_id, c.dimension): c
            for c in tables.read_codings(results / "code" / f"{name}.parquet")
            if c.report_id in wanted
        }
        for name in MACHINE_CODERS
    }
    unsettled = codes_of_record(
        wanted,
        settled=[],
        combination=list(machines["combination"].values()),
        codebook=codebook,
        min_settled_per_code=config.decide.min_settled_per_code,
        counts=settled_counts(all_settled),
    )
    people: defaultdict[Place, list[Coding]] = defaultdict(list)
    for coding in tables.read_codings(results / "settle" / "codings.parquet"):
        if coding.report_id in wanted:
            people[coding.report_id, coding.dimension].append(coding)
    return Run(
        reports={
            r.report_id: r
            for r in tables.read_reports(results / "dedupe" / "reports.parquet")
            if r.report_id in wanted
        },
        settled={
            (c.report_id, c.dimension): c
            for c in all_settled
            if c.report_id in wanted and c.status in SETTLED_STATUSES
        },
        people=people,
        machines=machines,
        unsettled={(c.report_id, c.dimension): c for c in unsettled},
    )


def draw(run: Run, seed: int) -> dict[str, list[str]]:
    """The reports drawn, by "right" and "wrong", each in the order of the draw."""
    drawn: dict[str, list[str]] = {"right": [], "wrong": []}
    pairs: set[tuple[str, tuple[str, ...], tuple[str, ...]]] = set()
    traditions: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for report_id in sorted(run.told_of(), key=lambda r: hashlib.sha256(f"{seed} {r}".encode()).hexdigest()):
        kind = "right" if all(run.is_right(report_id, d) for d in DIMENSIONS) else "wrong"
        tradition, framing = (run.settled[report_id, d].codes for d in DIMENSIONS)
        is_new = (kind, tradition, framing) not in pairs and traditions[kind, tradition] < SAME_TRADITION
        if is_new and len(drawn[kind]) < OF_EACH:
            drawn[kind].append(report_id)
            pairs.add((kind, tradition, framing))
            traditions[kind, tradition] += 1
    return drawn


def told(run: Run, report_id: str, heading: str, n_terms: int) -> Iterator[str]:
    """The evidence on one report, in lines."""
    report = run.reports[report_id]
    year = report.year or "no year"
    yield f"=== {heading}: {report_id} ({year}; text at hand: {report.text_status}) {report.title}"
    for dimension in DIMENSIONS:
        place = (report_id, dimension)
        settled = run.settled[place]
        verdict = "right" if run.is_right(*place) else "WRONG"
        how = f"{settled.status}: {', '.join(settled.coders)}"
        yield f"{dimension}: settled {_codes(settled.codes)} ({how}); {verdict}"
        for coding in run.people[place]:
            yield f"  {coding.coder}: {_codes(coding.codes)} {coding.confidence_word}".rstrip()
        for name in MACHINE_CODERS:
            if place in run.machines[name]:
                yield from _answer(run.machines[name][place])
        yield from _passages("rules", run.machines["rules"].get(place))
        yield from _passages("lineage", run.machines["lineage"].get(place))
        yield from _terms(run.machines["classifier"].get(place), settled.codes, n_terms)
        unsettled = run.unsettled[place]
        fate = "decided by the machine" if unsettled.codes else f"for people ({unsettled.reason})"
        yield f"  had nobody settled it: {fate}"


def by_readers(run: Run, dimension: str) -> Iterator[str]:
    """How often the machine is right and decides, by the least confidence of the readers who agree."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for report_id in run.told_of():
        place = (report_id, dimension)
        settled = run.settled[place]
        words = {c.confidence_word for c in run.people[place] if c.coder in settled.coders}
        least = next((word for word in CONFIDENCE_WORDS if word in words), "not said")
        is_right, decides = run.is_right(*place), bool(run.unsettled[place].codes)
        counts[least].update(n=1, right=is_right, decided=decides, decided_right=is_right and decides)
    for word in (w for w in (*CONFIDENCE_WORDS, "not said") if w in counts):
        c = counts[word]
        yield (
            f"{dimension}, least confidence {word}: {c['right']} of {c['n']} right;"
            f" of {c['decided']} that the machine would decide {c['decided_right']}"
        )


def by_patterns(run: Run, dimension: str) -> str:
    """How often the machine is right by how many patterns of the dimension count in the report."""
    counts: defaultdict[int, list[bool]] = defaultdict(list)
    for report_id in run.told_of():
        evidence = run.machines["rules"][report_id, dimension].evidence
        counts[len({e.rule for e in evidence if e.weight > 0})].append(run.is_right(report_id, dimension))
    parts = [f"{n}: {sum(right)} of {len(right)}" for n, right in sorted(counts.items())]
    return f"{dimension}, right by patterns that count: {'; '.join(parts)}"


def leaning(run: Run, dimension: str, other: str, dimension_by_pattern: Mapping[str, str]) -> str:
    """How many answers of the classifier have patterns of the other dimension among three heaviest terms."""
    found = 0
    for report_id in run.told_of():
        coding = run.machines["classifier"][report_id, dimension]
        heaviest = [term for term, _, _ in _heaviest(coding, coding.codes[0], 3)]
        found += any(
            term.startswith(f"rules:{other}/")
            or dimension_by_pattern.get(term.removeprefix("rule:")) == other
            for term in heaviest
        )
    return (
        f"{dimension}: patterns of {other} among the three heaviest terms of {found} of {len(run.told_of())}"
    )


def _answer(coding: Coding) -> Iterator[str]:
    probability = "" if coding.confidence is None else f" {coding.confidence:.2f}"
    possible = f"; set {{{', '.join(coding.prediction_set)}}}" if coding.prediction_set else ""
    scores = ", ".join(
        f"{code} {score:.2f}" for code, score in sorted(coding.scores.items(), key=lambda s: (-s[1], s[0]))
    )
    yield f"  {coding.coder}: {_codes(coding.codes)}{probability}{possible}; scores {scores or 'none'}"
    if coding.note and coding.coder != "classifier":
        yield f"    ({coding.note})"


def _passages(name: str, coding: Coding | None) -> Iterator[str]:
    for item in coding.evidence if coding else ():
        context = f" [{', '.join(item.context)}]" if item.context else ""
        yield (
            f"    {name} {item.rule} -> {item.code} {item.weight:+.2f}: {item.field} {item.start}-{item.end}"
            f' "{item.quote}"{context}'
        )


def _terms(coding: Coding | None, settled: tuple[str, ...], n: int) -> Iterator[str]:
    """The heaviest terms, each with its whole contribution and the words where it stands."""
    if coding is None:
        return
    for code in dict.fromkeys([*coding.codes, *settled]):
        for term, weight, quotes in _heaviest(coding, code, n):
            yield f"    classifier {code} {weight:+.2f} {term}: {', '.join(quotes)}"
        for part in coding.note.split("; "):
            if part.startswith(f"{code}: "):
                yield f"    classifier {part}"


def _heaviest(coding: Coding, code: str, n: int) -> list[tuple[str, float, list[str]]]:
    """The n terms of a code that weigh most in the text: name, whole contribution, words in quotes."""
    items_by_term: defaultdict[str, list[Evidence]] = defaultdict(list)
    for item in coding.evidence:
        if item.code == code:
            items_by_term[item.rule.removeprefix(TERM_RULE)].append(item)
    terms = [
        (term, sum(i.weight for i in items), list(dict.fromkeys(f'"{i.quote}"' for i in items)))
        for term, items in items_by_term.items()
    ]
    return sorted(terms, key=lambda t: (-abs(t[1]), t[0]))[:n]


def _codes(codes: Sequence[str]) -> str:
    return " + ".join(codes) or "abstains"


if __name__ == "__main__":
    raise SystemExit(quietly(main))
