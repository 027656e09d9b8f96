"""How well the rule coder agrees with settled codes, on both halves of the corpus, and how fast it is.

    python benchmarks/rule_performance.py [--reports FILE] [--settled FILE] [--spacy]

Patterns are developed on the development half alone (reports whose id has a SHA-256 that ends in an even
hexadecimal digit); what counts is the other half. Macro-F1 is over the codes that stand in the settled
answers of that half; where the coder abstains it is wrong. With --spacy the phrases are also matched by
spaCy's Matcher alone and the passages compared.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from closed_pipe import quietly
from sklearn.metrics import cohen_kappa_score, f1_score
from sklearn.preprocessing import MultiLabelBinarizer
from spacy_matching import SpacyPhrases

from coprod_review import paths
from coprod_review.coding.matching import PhraseMatcher
from coprod_review.coding.rules import RuleCoder, code_by_rules
from coprod_review.coding.tokens import texts_of
from coprod_review.io.codebook import read_codebook
from coprod_review.io.patterns import read_decisions, read_patterns, read_weighing
from coprod_review.io.tables import read_codes, read_reports
from coprod_review.model.coding import SETTLED_STATUSES
from coprod_review.model.report import Report

HALVES = ("development", "held_out")
Answers = list[tuple[str, ...]]


def main() -> int:
    """Print performance by dimension and half, then speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--reports", type=Path, default=paths.REPORTS)
    parser.add_argument("--settled", type=Path, default=paths.SETTLED)
    parser.add_argument("--config", type=Path, default=paths.CONFIG)
    parser.add_argument("--spacy", action="store_true", help="also match by spaCy alone and compare")
    arguments = parser.parse_args()
    codebook = read_codebook(arguments.config / "codebook.yaml")
    patterns = read_patterns(arguments.config / "patterns", codebook)
    coder = RuleCoder(
        codebook=codebook,
        patterns=patterns,
        weighing=read_weighing(arguments.config / "contexts.yaml"),
        decisions=read_decisions(arguments.config / "decisions.yaml", codebook),
    )
    reports = read_reports(arguments.reports)
    given = {(c.report_id, c.dimension): c.codes for c in code_by_rules(coder, reports)}
    settled = {
        (c.report_id, c.dimension): c.codes
        for c in read_codes(arguments.settled)
        if c.status in SETTLED_STATUSES and (c.report_id, c.dimension) in given
    }
    print(f"{len(patterns)} patterns, {len(reports)} reports")
    print(f"{'dimension':<20} {'half':<12} {'n':>4} {'accuracy':>8} {'macro-F1':>8} {'kappa':>6}")
    for name, dimension in codebook.dimensions.items():
        for half in HALVES:
            keys = sorted(k for k in settled if k[1] == name and half_of(k[0]) == half)
            right, answered = [settled[k] for k in keys], [given[k] for k in keys]
            accuracy, macro_f1, kappa = performance(right, answered, multiple=dimension.multiple)
            print(f"{name:<20} {half:<12} {len(keys):>4} {accuracy:>8.3f} {macro_f1:>8.3f} {kappa:>6.3f}")
    print(f"speed: {speed(coder, reports):.0f} reports a second, warm, one core")
    if arguments.spacy:
        print(comparison({p.pattern_id: p.phrases for p in patterns}, reports[:20]))
    return 0


def half_of(report_id: str) -> str:
    """The half of the corpus that a report belongs to for ever."""
    return HALVES[int(hashlib.sha256(report_id.encode()).hexdigest()[-1], 16) % 2]


def performance(right: Answers, given: Answers, *, multiple: bool) -> tuple[float, float, float]:
    """Share of answers that are right, F1 averaged over settled codes, and kappa of whole answers."""
    if not right:
        return (float("nan"),) * 3
    sets = [["|".join(codes) or "abstains" for codes in answers] for answers in (right, given)]
    accuracy = float(np.mean([a == b for a, b in zip(*sets, strict=True)]))
    kappa = float(cohen_kappa_score(*sets))
    if not multiple:
        f1 = f1_score(*sets, labels=sorted(set(sets[0])), average="macro", zero_division=0)
        return accuracy, float(f1), kappa
    binary = MultiLabelBinarizer(classes=sorted({c for codes in [*right, *given] for c in codes}))
    a, b = binary.fit_transform(right), binary.transform(given)
    return accuracy, float(np.mean(f1_score(a, b, average=None, zero_division=0)[a.sum(axis=0) > 0])), kappa


def speed(coder: RuleCoder, reports: Sequence[Report]) -> float:
    """Reports coded in a second, after one round has filled the caches."""
    begin = time.perf_counter()
    for report in reports:
        coder.code(report)
    return len(reports) / (time.perf_counter() - begin)


def comparison(phrases: Mapping[str, Sequence[str]], reports: Sequence[Report]) -> str:
    """Whether our matching and spaCy's find the same passages, and how their times relate."""
    texts = [text for report in reports for text in texts_of(report)]
    matcher, spacy_alone = PhraseMatcher(phrases), SpacyPhrases(phrases)
    for text in texts:
        matcher.passages(text)
    spacy_alone.passages(texts[0])
    begin = time.perf_counter()
    ours = [matcher.passages(text) for text in texts]
    middle = time.perf_counter()
    theirs = [spacy_alone.passages(text) for text in texts]
    end = time.perf_counter()
    same = "the same passages" if ours == theirs else "DIFFERENT PASSAGES"
    return f"spaCy's Matcher alone: {same}, {(end - middle) / (middle - begin):.0f} times the time"


if __name__ == "__main__":
    raise SystemExit(quietly(main))
