"""The machine coders on real abstracts outside the corpus, against one or two readers who coded them blind.

    coprod-review apply ABSTRACTS.csv --output CODES.csv
    python benchmarks/real_abstracts.py CODES.csv READER_1.jsonl [READER_2.jsonl]

The readers' files hold a JSON object a line: id (the source_id of the abstract), and a code or a list of them
for each dimension. Counted are the abstracts on which both agree, or all of a single reader. Printed for each
dimension: how many these are, the share that one would have right who always gave the commonest answer, the
share of right answers, macro-F1 over the codes that come up, how often the possible codes hold the right ones
(with its binomial interval), the share that the machine decided, and how often those are right. Then, for
tradition and framing, Cohen's kappa, how many of each code were found, and what was taken for what; and F1 of
each tradition on the explicit reports: where the readers call the basis explicit, or see no tradition (what
is taken there for one counts against it).
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from closed_pipe import quietly

from coprod_review.analyse.confusions import cohens_kappa
from coprod_review.analyse.intervals import wilson
from coprod_review.io.codebook import read_codebook

Answer = tuple[str, ...]


def main() -> int:
    """Print the table, and for tradition and framing what was found and what was mistaken."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("codes", type=Path)
    parser.add_argument("reader", type=Path)
    parser.add_argument("second", type=Path, nargs="?")
    parser.add_argument("--codebook", type=Path, default=Path("config/codebook.yaml"))
    arguments = parser.parse_args()
    with arguments.codes.open(encoding="utf-8", newline="") as stream:
        rows = {row["source_id"]: row for row in csv.DictReader(stream)}
    one = read_answers(arguments.reader)
    two = read_answers(arguments.second) if arguments.second else one
    print(
        "| dimension | abstracts | always the commonest | right | macro-F1 | sets hold it | 95 % interval"
        " | decided | of these right |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    pairs: dict[str, list[tuple[Answer, Answer]]] = {}
    for name in read_codebook(arguments.codebook).dimensions:
        agreed = [i for i in sorted(one) if i in rows and one[i][name] == two.get(i, {}).get(name)]
        asked = [(one[i][name], parted(rows[i][f"code_{name}"]), rows[i]) for i in agreed]
        held = sum({*right} <= {*parted(row[f"possible_{name}"])} for right, _, row in asked)
        decided = [(right, given) for right, given, row in asked if row[f"status_{name}"] == "decided"]
        low, high = wilson(held, len(asked), confidence=0.95)
        pairs[name] = [(right, given) for right, given, _ in asked]
        commonest = Counter(right for right, _ in pairs[name]).most_common(1)
        print(
            f"| {name} | {len(asked)} | {sum(n for _, n in commonest) / max(len(asked), 1):.2f}"
            f" | {share(r == g for r, g in pairs[name])} | {macro_f1(pairs[name]):.2f}"
            f" | {held / max(len(asked), 1):.2f}"
            f" | {low:.2f} to {high:.2f} | {len(decided) / max(len(asked), 1):.2f}"
            f" | {share(r == g for r, g in decided)} |"
        )
    for name in ("tradition", "framing"):
        print(f"\n{name}: {kappa_told(pairs[name])}, {told_apart(pairs[name])}")
    print(f"\ntradition, explicit reports: {explicit_f1(one, two, rows)}")
    return 0


def kappa_told(pairs: list[tuple[Answer, Answer]]) -> str:
    """Cohen's kappa of the machine with the readers; a dash where it is not defined."""
    kappa = cohens_kappa([right for right, _ in pairs], [given for _, given in pairs])
    return "kappa -" if kappa is None else f"kappa {kappa:.2f}"


def explicit_f1(
    one: Mapping[str, Mapping[str, Answer]],
    two: Mapping[str, Mapping[str, Answer]],
    rows: Mapping[str, Mapping[str, str]],
) -> str:
    """F1 of each tradition but `none` where both readers see the same one and no basis that is implicit."""
    pairs = [
        (right["tradition"], parted(rows[i]["code_tradition"]))
        for i, right in sorted(one.items())
        if i in rows
        and right["tradition_basis"] in (("explicit",), ("none",))
        and all(right[name] == two.get(i, {}).get(name) for name in ("tradition", "tradition_basis"))
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
