"""Print docs/measurements.md from the results of a finished review.

    make review
    .venv/bin/python benchmarks/measurements.py > docs/measurements.md

Everything on the page is read from results/; nothing is typed. Times: benchmarks/fresh_clone.py.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from closed_pipe import quietly

RESULTS = Path("results")
MACHINES = ("rules", "lineage", "classifier", "combination")
OUTCOMES = ("tried", "kept", "supported", "not_supported", "undecided", "no_estimate")
BASELINES = ("baseline_majority", "baseline_centroid", "baseline_unigram")


def main() -> int:
    """Print the page; 2 where there are no results yet."""
    if not (RESULTS / "analyse" / "performance.csv").exists():
        print("there are no results yet; run `make review` first", file=sys.stderr)
        return 2
    print(INTRODUCTION)
    conservation()
    screening()
    agreement()
    performance()
    abstention()
    claims()
    other_choices()
    return 0


INTRODUCTION = """# Measurements

What a run on the bundled corpus measures. Printed by `python benchmarks/measurements.py` from `results/`.
Settled codes are those on which two language-model readers agree: the easier cases, and no person's. The
classifier and the combination are judged out of fold. The rules were written looking at the development half
only, so the honest figures of the rules, and of all that uses their hits, are those of the held-out half.
Even these flatter: the totals were watched while patterns were widened and while the weight of the teaching
texts was chosen, one text of that half was seen by accident, and the classifier was designed on these same
reports (docs/decisions/machine-coders.md). Only reports that played no part would be a test."""


def conservation() -> None:
    """Every sum that must hold."""
    heading("Conservation")
    rows = read("screen/conservation.csv")
    table(
        ("equation", "left", "right", "holds"),
        ([r["equation"], r["left"], r["right"], r["holds"]] for r in rows),
    )


def screening() -> None:
    """How well the rules screen."""
    heading("Screening by rules, against readers who agree")
    rows = read("screen/performance.csv")
    table(
        ("subset", "measure", "right", "of", "value", "95 % interval"),
        (
            [
                r["subset"],
                r["measure"],
                r["n_right"],
                r["n"],
                share(r["value"]),
                interval(r["low"], r["high"]),
            ]
            for r in rows
        ),
    )


def agreement() -> None:
    """Agreement of the two readers, per dimension."""
    heading("Agreement of the readers")
    rows = [
        r for r in read("settle/agreement.csv") if {r["coder_a"], r["coder_b"]} == {"reader_1", "reader_2"}
    ]
    table(
        ("dimension", "n", "percent", "kappa", "95 % interval", "alpha", "AC1"),
        (
            [
                r["dimension"],
                r["n"],
                share(r["percent"]),
                two(r["kappa"]),
                interval(r["kappa_low"], r["kappa_high"]),
                two(r["alpha"]),
                two(r["ac1"]),
            ]
            for r in rows
        ),
    )


def performance() -> None:
    """Machine coders and baselines against settled codes, all reports and the half held out."""
    rows = [r for r in read("analyse/performance.csv") if r["against"] == "settled"]
    for dimension in dict.fromkeys(r["dimension"] for r in rows):
        heading(f"Performance: {dimension}")
        chosen = [
            r
            for coder in (*MACHINES, *BASELINES)
            for r in rows
            if r["coder"] == coder and r["dimension"] == dimension and r["subset"] in ("all", "held_out")
        ]
        table(
            ("coder", "subset", "n", "decided", "accuracy", "macro-F1", "95 % interval", "kappa"),
            (
                [
                    r["coder"],
                    r["subset"],
                    r["n"],
                    r["n_decided"],
                    two(r["accuracy"]),
                    two(r["macro_f1"]),
                    interval(r["macro_f1_low"], r["macro_f1_high"]),
                    two(r["kappa"]),
                ]
                for r in chosen
            ),
        )


def abstention() -> None:
    """Promised and achieved coverage of the prediction sets."""
    heading("Prediction sets")
    rows = [r for r in read("analyse/coverage.csv") if r["subset"] == "all" and not r["code"]]
    table(
        ("dimension", "promised", "achieved", "95 % interval", "n", "decided by one code"),
        (
            [
                r["dimension"],
                share(r["promised"]),
                share(r["achieved"]),
                interval(r["low"], r["high"]),
                r["n"],
                share(r["single_share"]),
            ]
            for r in rows
        ),
    )


def claims() -> None:
    """The finding, as these data judge it."""
    heading("Claims")
    rows = read("analyse/claims.csv")
    table(
        ("claim", "verdict", "estimate", "95 % interval", "n", "basis"),
        (
            [
                r["claim"],
                r["verdict"],
                two(r["estimate"]),
                interval(r["low"], r["high"]),
                f"{r['n_a']} and {r['n_b']}",
                r["basis"],
            ]
            for r in rows
        ),
    )


def other_choices() -> None:
    """How many specifications keep the verdict of the run, and which choice moves the estimate most."""
    heading("Claims under other choices")
    print(
        "Specifications that differ from the run and from each other in their codes (docs/robustness.md).\n"
    )
    table(
        ("claim", "coded", "verdict of the run", "tried", "kept", "supported", "not supported", "undecided",
         "no estimate", "moved most by", "estimate", "moved to"),
        (
            [
                r["claim"],
                r["coded_by"],
                r["verdict"],
                *(r[name] for name in OUTCOMES),
                r["moved_most_by"] or "–",
                two(r["estimate"]),
                two(r["moved_to"]),
            ]
            for r in read("analyse/specification_summary.csv")
        ),
    )  # fmt: skip


def read(name: str) -> list[dict[str, str]]:
    with (RESULTS / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def heading(text: str) -> None:
    print(f"\n## {text}\n")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    print("| " + " | ".join(columns) + " |")
    print("|" + "---|" * len(columns))
    for row in rows:
        print("| " + " | ".join(row) + " |")


def two(text: str) -> str:
    return f"{float(text):.2f}" if text else "–"


def share(text: str) -> str:
    return f"{100 * float(text):.1f} %" if text else "–"


def interval(low: str, high: str) -> str:
    return f"{two(low)} to {two(high)}" if low and high else "–"


if __name__ == "__main__":
    raise SystemExit(quietly(main))
