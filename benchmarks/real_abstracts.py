"""The machine coders on real abstracts outside the corpus, against readers who coded them blind.

    coprod-review apply ABSTRACTS.csv --output CODES.csv
    python benchmarks/real_abstracts.py CODES.csv READER.jsonl [READER.jsonl ...]

The readers' files hold a JSON object a line: id (the source_id of the abstract), and a code or a list of them
for each dimension. Counted are the abstracts on which more than half of the readers give the same answer: all
of a single reader, those on which two agree, those on which two of three do. Printed for each dimension: how
many these are, the share that one would have right who always gave the commonest answer, the share of right
answers, macro-F1 over the codes that come up, how often the possible codes hold the right ones (with its
binomial interval), the share that the machine decided, and how often those are right. Then, for tradition and
framing, Cohen's kappa, how many of each code were found, and what was taken for what; F1 of each tradition on
the explicit reports: where the readers call the basis explicit, or see no tradition (what is taken there for
one counts against it); and the mean log loss of the answers given, from the probability of each where it is
right and from that of all others where it is wrong (no probability counts as beyond .001 or .999). Last, of
several readers, how often any two agree, and their kappa, over all of them.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import log
from pathlib import Path
from statistics import fmean

from closed_pipe import quietly

from coprod_review.analyse.confusions import cohens_kappa
from coprod_review.analyse.intervals import wilson
from coprod_review.io.codebook import read_codebook

Answer = tuple[str, ...]
Reader = Mapping[str, Mapping[str, Answer]]
"""The answers of a reader by abstract and dimension."""


def main() -> int:
    """Print the table, and for tradition and framing what was found and what was mistaken."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("codes", type=Path)
    parser.add_argument("readers", type=Path, nargs="+", metavar="READER")
    parser.add_argument("--codebook", type=Path, default=Path("config/codebook.yaml"))
    arguments = parser.parse_args()
    with arguments.codes.open(encoding="utf-8", newline="") as stream:
        rows = {row["source_id"]: row for row in csv.DictReader(stream)}
    readers = [read_answers(path) for path in arguments.readers]
    dimensions = read_codebook(arguments.codebook).dimensions
    right = {name: settled(readers, name, among=rows) for name in dimensions}
    print(
        "| dimension | abstracts | always the commonest | right | macro-F1 | sets hold it | 95 % interval"
        " | decided | of these right |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    pairs: dict[str, list[tuple[Answer, Answer]]] = {}
    losses: dict[str, float] = {}
    for name in dimensions:
        asked = [(code, parted(rows[i][f"code_{name}"]), rows[i]) for i, code in right[name].items()]
        held = sum({*code} <= {*parted(row[f"possible_{name}"])} for code, _, row in asked)
        decided = [(code, given) for code, given, row in asked if row[f"status_{name}"] == "decided"]
        low, high = wilson(held, len(asked), confidence=0.95)
        pairs[name] = [(code, given) for code, given, _ in asked]
        losses[name] = log_loss(
            [(code == given, float(row[f"probability_{name}"])) for code, given, row in asked]
        )
        commonest = Counter(code for code, _ in pairs[name]).most_common(1)
        print(
            f"| {name} | {len(asked)} | {sum(n for _, n in commonest) / max(len(asked), 1):.2f}"
            f" | {share(r == g for r, g in pairs[name])} | {macro_f1(pairs[name]):.2f}"
            f" | {held / max(len(asked), 1):.2f}"
            f" | {low:.2f} to {high:.2f} | {len(decided) / max(len(asked), 1):.2f}"
            f" | {share(r == g for r, g in decided)} |"
        )
    for name in ("tradition", "framing"):
        print(f"\n{name}: {kappa_told(pairs[name])}, {told_apart(pairs[name])}")
    print(f"\ntradition, explicit reports: {explicit_f1(right, rows)}")
    told = ", ".join(f"{name} {loss:.3f}" for name, loss in losses.items())
    print(f"\nmean log loss: {fmean(losses.values()):.3f} ({told})")
    if len(readers) > 1:
        print_agreement(readers, dimensions)
    return 0


def log_loss(told: Sequence[tuple[bool, float]]) -> float:
    """The mean log loss of answers that are right or not, each with its probability; 0 of none."""
    chances = [min(max(chance if right else 1 - chance, 0.001), 0.999) for right, chance in told]
    return -sum(map(log, chances)) / max(len(chances), 1)


def settled(readers: Sequence[Reader], name: str, *, among: Iterable[str]) -> dict[str, Answer]:
    """What more than half of the readers answer in a dimension, by abstract; the others are left out."""
    found: dict[str, Answer] = {}
    for i in sorted(set().union(*readers) & {*among}):
        code, n = Counter(reader[i][name] for reader in readers if i in reader).most_common(1)[0]
        if 2 * n > len(readers):
            found[i] = code
    return found


def print_agreement(readers: Sequence[Reader], dimensions: Iterable[str]) -> None:
    """Print how often each two readers agree, and their kappa, on the abstracts that all have coded."""
    both = list(combinations(range(len(readers)), 2))
    shared = sorted(set.intersection(*({*reader} for reader in readers)))
    print("\n| dimension |" + "".join(f" readers {a + 1} and {b + 1} agree | kappa |" for a, b in both))
    print("|---|" + "---|---|" * len(both))
    for name in dimensions:
        answers = [[reader[i][name] for i in shared] for reader in readers]
        told = [
            f" {share(x == y for x, y in zip(answers[a], answers[b], strict=True))}"
            f" | {kappa_told(list(zip(answers[a], answers[b], strict=True))).removeprefix('kappa ')} |"
            for a, b in both
        ]
        print(f"| {name} |{''.join(told)}")


def kappa_told(pairs: list[tuple[Answer, Answer]]) -> str:
    """Cohen's kappa of the machine with the readers; a dash where it is not defined."""
    kappa = cohens_kappa([right for right, _ in pairs], [given for _, given in pairs])
    return "kappa -" if kappa is None else f"kappa {kappa:.2f}"


def explicit_f1(right: Mapping[str, Mapping[str, Answer]], rows: Mapping[str, Mapping[str, str]]) -> str:
    """F1 of each tradition but `none` where the readers see the same one and no basis that is implicit."""
    pairs = [
        (code, parted(rows[i]["code_tradition"]))
        for i, code in right["tradition"].items()
        if right["tradition_basis"].get(i) in (("explicit",), ("none",))
    ]
    there = Counter(code for right, _ in pairs for code in right)
    told = [
        f"F1 of {code} {f1(pairs, code):.2f} (found {sum(code in r and code in g for r, g in pairs)} of {n})"
        for code, n in there.most_common()
        if code != "none"
    ]
    return ", ".join([f"{len(pairs)} abstracts", *told])


def told_apart(pairs: list[tuple[Answer, Answer]]) -> str:
    """How many of each code were found, the commonest first, and what was taken for what."""
    there = Counter(right for right, _ in pairs)
    found = Counter(right for right, given in pairs if right == given)
    mistaken = Counter((right, given) for right, given in pairs if right != given)
    parts = [f"{'+'.join(code)} found {found[code]} of {n}" for code, n in there.most_common()]
    parts += [f"{'+'.join(r)} as {'+'.join(g) or 'nothing'} {n}" for (r, g), n in mistaken.most_common()]
    return ", ".join(parts)


def read_answers(path: Path) -> dict[str, dict[str, Answer]]:
    """The answers of a reader by abstract and dimension."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return {line["id"]: {name: answer_of(told) for name, told in line.items()} for line in lines}


def answer_of(told: str | Iterable[str]) -> Answer:
    """One code or several, sorted."""
    return (told,) if isinstance(told, str) else tuple(sorted(told))


def parted(cell: str) -> Answer:
    """The codes of a cell of `apply`."""
    return tuple(sorted({code.strip() for code in cell.replace("|", ";").split(";") if code.strip()}))


def macro_f1(pairs: list[tuple[Answer, Answer]]) -> float:
    """The mean F1 over the codes that the right answers hold."""
    codes = {code for right, _ in pairs for code in right}
    return sum(f1(pairs, code) for code in codes) / max(len(codes), 1)


def f1(pairs: list[tuple[Answer, Answer]], code: str) -> float:
    """F1 of one code."""
    counts: Mapping[tuple[bool, bool], int] = Counter(
        (code in right, code in given) for right, given in pairs
    )
    both = counts[True, True]
    return 2 * both / max(2 * both + counts[True, False] + counts[False, True], 1)


def share(hits: Iterable[bool]) -> str:
    """The share of hits with two decimals; a dash where there are none to count."""
    found = list(hits)
    return f"{sum(found) / len(found):.2f}" if found else "-"


if __name__ == "__main__":
    raise SystemExit(quietly(main))
