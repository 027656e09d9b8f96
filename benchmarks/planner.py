"""Print docs/measurements-planning.md: how well the planner reads safety issues told in a sentence.

    .venv/bin/python benchmarks/planner.py > docs/measurements-planning.md

Set A (config/planning/issues.csv) is what the planner learns from: measured by nested cross-validation in
which issues of one theme stay together. Set B (benchmarks/plan_issues.csv) is held out: the coder that set A
teaches reads it once. No text of either is printed.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from closed_pipe import quietly

from coprod_review.coding.baselines import CENTROID, MAJORITY, UNIGRAM, code_baselines
from coprod_review.coding.folds import assign_folds
from coprod_review.coding.issue_coder import IssueCoder, theme_of
from coprod_review.coding.issue_features import SignReader
from coprod_review.coding.issue_reading import LONGEST, read_issue
from coprod_review.coding.rules import RuleCoder
from coprod_review.errors import ReviewError
from coprod_review.io.codebook import read_codebook
from coprod_review.io.patterns import read_decisions, read_patterns, read_weighing
from coprod_review.io.planning import read_issues, read_signs
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.partnership import CHARACTERS
from coprod_review.model.planning import NO_ISSUE, NOT_ENGLISH, NOTHING_KNOWN, ON_SAFETY, UNSURE, Issue
from coprod_review.model.report import Report
from coprod_review.model.score_interval import wilson

CONFIG = Path("config")
HELD_OUT = Path("benchmarks/plan_issues.csv")
N_OUTER, SEED, DRAWS = 10, 20, 2000
NONE = frozenset({"none"})
DIMENSION = "issue_character"
ABSTAINS: frozenset[str] = frozenset()
LABELS = (*CHARACTERS, "none")

Answer = frozenset[str]
Coder = Callable[[Sequence[Issue], Sequence[Issue]], list[Answer]]


def main() -> int:
    """Print the page; 2 where the sets are not there."""
    if not HELD_OUT.exists():
        print(f"{HELD_OUT} is not here; run this from the project", file=sys.stderr)
        return 2
    issues = read_issues(CONFIG / "planning" / "issues.csv")
    signs = SignReader(read_signs(CONFIG / "planning" / "signs.yaml"))
    held_out, second = _held_out()
    coders = {
        "commonest answer": _baseline(MAJORITY),
        "unigram TF-IDF, logistic regression": _baseline(UNIGRAM),
        "unigram TF-IDF, nearest centroid": _baseline(CENTROID),
        "rules for abstracts": _rules(),
        "signs counted, nothing learned": _counted_signs(signs),
        "planner": _planner(signs),
    }
    print(INTRODUCTION.format(n_a=len(issues), n_b=len(held_out), themes=len({*map(theme_of, issues)})))
    answers_a = {name: _by_folds(coder, issues) for name, coder in coders.items()}
    answers_b = {name: coder(issues, held_out) for name, coder in coders.items()}
    _compare("Set A, nested cross-validation by theme", issues, answers_a)
    _compare("Set B, held out", held_out, answers_b)
    for name, told, given in (("A", issues, answers_a["planner"]), ("B", held_out, answers_b["planner"])):
        _detail(name, told, given)
    _second(held_out, second)
    _calibration(signs, issues, held_out)
    _speed(signs, issues)
    return 0


INTRODUCTION = """# Measurements of planning

How well `coprod-review plan` reads a safety issue described in a sentence. Printed by
`python benchmarks/planner.py`; nothing is typed.

Set A has {n_a} invented issues of {themes} themes and teaches the planner. It is measured by nested
cross-validation in ten folds, issues of one theme in one fold, the penalty chosen within. The signs were
written with some sixty issues of set A, and the errors on it, in view: set A flatters. Set B has {n_b} issues
that another writer invented and coded, that a second reader coded again blind (both are language models),
and whose texts nobody who wrote signs or program has read: it is
the honest test. It was read several times. The first time, probabilities above 0.7 were too high; a floor
under the temperature came of that, and nothing else (a sign was widened in between, for a worked example).
Before the third time, other texts had shown that "not on a safety issue" was said of issues whose words are
all new to the planner. It is now said only where a word speaks of other matters, or where it is 85 %
probable; the planner abstains otherwise. Short texts in other languages are recognised by more words, and by
letters. Since then single words, and issues that deny all harm, are asked about; a hyphened prefix is read
with its word ("de-escalation" is no escalation), and signs know more past forms ("fallen", "bled"). To ask
about every issue without a known word of danger was tried and left out: of set B 79 % were answered in place
of 91, and 62 % exactly right in place of 71. Such a plan says that it is a guess. Nothing else that this page
measures had changed; the rules for abstracts, which stand beside it, are those that the review has now.

Exact: all codes of the answer are right. Abstentions count as wrong, except where "of those decided" is
said. Intervals are of 95 %:
Wilson for shares, a bootstrap over issues for macro-F1 (of the three characters and none)."""


def _held_out() -> tuple[list[Issue], list[Answer]]:
    issues, second = [], []
    with HELD_OUT.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            issues.append(Issue(issue_id=row["id"], text=row["text"], codes=_codes(row["codes"])))
            second.append(frozenset(_codes(row["codes_second"])) or NONE)
    return issues, second


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(sorted(c.strip() for c in cell.split(";") if c.strip() not in ("", "none")))


def _told(issue: Issue) -> Answer:
    return frozenset(issue.codes) or NONE


def _by_folds(coder: Coder, issues: Sequence[Issue]) -> list[Answer]:
    fold = assign_folds(
        [i.issue_id for i in issues],
        {i.issue_id: theme_of(i) for i in issues},
        n_folds=N_OUTER,
        seed=SEED + 1,
    )
    given: dict[str, Answer] = {}
    for k in range(N_OUTER):
        inside = [i for i in issues if fold[i.issue_id] == k]
        outside = [i for i in issues if fold[i.issue_id] != k]
        given |= dict(zip((i.issue_id for i in inside), coder(outside, inside), strict=True))
    return [given[i.issue_id] for i in issues]


def _baseline(name: str) -> Coder:
    def code(taught: Sequence[Issue], asked: Sequence[Issue]) -> list[Answer]:
        codings = code_baselines(
            [_as_report(f"asked.{n:04}", i) for n, i in enumerate(asked)]
            + [_as_report(f"taught.{n:04}", i) for n, i in enumerate(taught)],
            settled=[_settled(f"taught.{n:04}", i) for n, i in enumerate(taught)],
            fold_by_report={f"taught.{n:04}": n % 2 for n in range(len(taught))},
            codebook=read_codebook(CONFIG / "codebook.yaml"),
            min_settled=1,
        )
        asked_of = [c for c in codings if c.coder == name and c.report_id.startswith("asked.")]
        return [frozenset(c.codes) for c in sorted(asked_of, key=lambda c: c.report_id)]

    return code


def _as_report(report_id: str, issue: Issue) -> Report:
    return Report(report_id=report_id, record_ids=(report_id,), abstract=issue.text)


def _settled(report_id: str, issue: Issue) -> CodeOfRecord:
    codes = tuple(sorted(_told(issue)))
    return CodeOfRecord(
        report_id=report_id, dimension=DIMENSION, codes=codes, status="agreed", coders=("one", "two")
    )


def _rules() -> Coder:
    codebook = read_codebook(CONFIG / "codebook.yaml")
    coder = RuleCoder(
        codebook=codebook,
        patterns=read_patterns(CONFIG / "patterns", codebook),
        weighing=read_weighing(CONFIG / "contexts.yaml"),
        decisions=read_decisions(CONFIG / "decisions.yaml", codebook),
    )

    def code(_: Sequence[Issue], asked: Sequence[Issue]) -> list[Answer]:
        return [
            next(
                frozenset(c.codes)
                for c in coder.code(Report(report_id="x", record_ids=(), title=issue.text))
                if c.dimension == DIMENSION
            )
            for issue in asked
        ]

    return code


def _counted_signs(signs: SignReader) -> Coder:
    """Every character that has at least 0.7 of the passages of the leading one; without any, none."""

    def code(_: Sequence[Issue], asked: Sequence[Issue]) -> list[Answer]:
        answers = []
        for issue in asked:
            places = signs.read(issue.text).places
            counts = Counter({c: len(places.get(f"of:{c}", ())) for c in CHARACTERS})
            most = max(counts.values())
            answers.append(frozenset(c for c in counts if counts[c] >= 0.7 * most) if most else NONE)
        return answers

    return code


def _planner(signs: SignReader) -> Coder:
    def code(taught: Sequence[Issue], asked: Sequence[Issue]) -> list[Answer]:
        coder = IssueCoder.taught(taught, signs, seed=SEED)
        return [_read(issue.text, coder) for issue in asked]

    return code


def _read(text: str, coder: IssueCoder) -> Answer:
    """The planner's answer: characters, none, or an abstention; what it refuses to read is on no issue."""
    try:
        reading = read_issue(text, coder)
    except ReviewError:
        return NONE
    return {
        ON_SAFETY: frozenset(reading.codes),
        NO_ISSUE: NONE,
        NOT_ENGLISH: NONE,
        NOTHING_KNOWN: NONE,
        UNSURE: ABSTAINS,
    }[reading.verdict]


def _compare(title: str, issues: Sequence[Issue], given: dict[str, list[Answer]]) -> None:
    print(f"\n## {title}\n")
    print("| coder | exact | of those decided | decided | macro-F1 | safety or not, right |")
    print("|---|---|---|---|---|---|")
    told = [_told(i) for i in issues]
    for name, answers in given.items():
        decided = [k for k, a in enumerate(answers) if a]
        right = sum(a == t for a, t in zip(answers, told, strict=True))
        gate = sum(bool(a) and (a == NONE) == (t == NONE) for a, t in zip(answers, told, strict=True))
        low, high = _bootstrap(told, answers)
        print(
            f"| {name} | {_share(right, len(told))} | {_share(right, len(decided))} | "
            f"{len(decided) / len(told):.2f} | {_macro_f1(told, answers):.2f} [{low:.2f}, {high:.2f}] | "
            f"{_share(gate, len(told))} |"
        )


def _detail(name: str, issues: Sequence[Issue], answers: Sequence[Answer]) -> None:
    print(f"\n## Label by label, set {name}\n")
    print("| label | true | given | precision | recall | F1 |")
    print("|---|---|---|---|---|---|")
    told = [_told(i) for i in issues]
    for label in LABELS:
        n_told = sum(label in t for t in told)
        n_given = sum(label in a for a in answers)
        both = sum(label in t and label in a for t, a in zip(told, answers, strict=True))
        f1 = 2 * both / (n_told + n_given) if n_told + n_given else 0.0
        print(
            f"| {label} | {n_told} | {n_given} | {_share(both, n_given)} | {_share(both, n_told)} "
            f"| {f1:.2f} |"
        )
    wrong = Counter(
        (" + ".join(sorted(t)), " + ".join(sorted(a)) or "could not tell")
        for t, a in zip(told, answers, strict=True)
        if a != t
    )
    ranked = sorted(wrong.items(), key=lambda item: (-item[1], item[0]))
    listed = "; ".join(f"{t} as {a} {n}" for (t, a), n in ranked)
    print(f"\nWrong or abstained: {listed or 'nothing'}.")
    several = [(t, a) for t, a in zip(told, answers, strict=True) if len(t) > 1]
    part = sum(bool(t & a) for t, a in several)
    print(f"Of {len(several)} issues with several characters, {part} got at least one of them.")


def _second(issues: Sequence[Issue], second: Sequence[Answer]) -> None:
    told = [_told(i) for i in issues]
    same = sum(t == s for t, s in zip(told, second, strict=True))
    print("\n## What writer and blind reader of set B agree on\n")
    print(
        f"The blind reader gives the writer's answer to {_share(same, len(told))} of them "
        f"(macro-F1 {_macro_f1(told, second):.2f}). Both are language models; "
        "people might answer otherwise."
    )


def _calibration(signs: SignReader, issues: Sequence[Issue], held_out: Sequence[Issue]) -> None:
    coder = IssueCoder.taught(issues, signs, seed=SEED)
    pairs = []
    for issue in held_out:
        if issue.text.strip() and len(issue.text) <= LONGEST:
            answer = coder.answer(issue.text)
            pairs += [(answer.probabilities[label], label in _told(issue)) for label in LABELS]
    chances = np.array([p for p, _ in pairs])
    hits = np.array([h for _, h in pairs], dtype=float)
    print("\n## Are the probabilities right? Set B, all labels\n")
    print("| probability | labels | mean probability | share that is right |")
    print("|---|---|---|---|")
    for low, high in ((0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        there = (chances >= low) & (chances < high)
        if there.any():
            n = int(there.sum())
            print(
                f"| {low:.1f} to {min(high, 1):.1f} | {n} | {chances[there].mean():.2f} | "
                f"{_share(int(hits[there].sum()), n)} |"
            )
    print(f"\nBrier score {((chances - hits) ** 2).mean():.3f} (of always saying the base rate ", end="")
    print(f"{hits.mean() * (1 - hits.mean()):.3f}).")


def _speed(signs: SignReader, issues: Sequence[Issue]) -> None:
    start = time.perf_counter()
    coder = IssueCoder.taught(issues, signs, seed=SEED)
    taught = time.perf_counter()
    for issue in issues[:100]:
        _read(issue.text, coder)
    read = time.perf_counter()
    print("\n## Speed\n")
    print(
        f"Teaching the coder takes {taught - start:.1f} s, reading an issue {(read - taught) * 10:.1f} ms "
        "(two cores, shared)."
    )


def _macro_f1(told: Sequence[Answer], given: Sequence[Answer]) -> float:
    scores = []
    for label in LABELS:
        both = sum(label in t and label in a for t, a in zip(told, given, strict=True))
        either = sum(label in t for t in told) + sum(label in a for a in given)
        scores.append(2 * both / either if either else 0.0)
    return float(np.mean(scores))


def _bootstrap(told: Sequence[Answer], given: Sequence[Answer]) -> tuple[float, float]:
    rng = np.random.default_rng(SEED)
    carried = np.array([[label in t for label in LABELS] for t in told], dtype=float)
    chosen = np.array([[label in a for label in LABELS] for a in given], dtype=float)
    draws = []
    for _ in range(DRAWS):
        rows = rng.integers(0, len(told), len(told))
        both = (carried[rows] * chosen[rows]).sum(axis=0)
        either = carried[rows].sum(axis=0) + chosen[rows].sum(axis=0)
        draws.append(np.divide(2 * both, either, out=np.zeros(len(LABELS)), where=either > 0).mean())
    low, high = np.quantile(draws, [0.025, 0.975])
    return float(low), float(high)


def _share(n: int, of: int) -> str:
    if not of:
        return "–"
    low, high = wilson(n, of, confidence=0.95)
    return f"{n / of:.2f} [{low:.2f}, {high:.2f}]"


if __name__ == "__main__":
    raise SystemExit(quietly(main))
