"""Mutated real exports through the reader: no crash, no hang, every entry accounted for.

    python benchmarks/fuzz_reading.py FOLDER [--seconds 60] [--seed 1]

Every file of FOLDER that is not too large is cut, spliced with another, or has bytes flipped, doubled, moved
and replaced by signs that mean something to formats, again and again until the time is up. After each the law
is checked: either the file is refused with a remedy, or entries = records + set aside, in the order of their
lines. Printed: how many mutants of which kind were read and refused, the reasons of refusal, the slowest, and
each that broke the law with the seed that makes it again.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from closed_pipe import quietly

from coprod_review.errors import ReviewError
from coprod_review.model.record import Record
from coprod_review.read.reading import Reading

MAX_BYTES = 300_000
_NUMBER = re.compile(r"\d+")
SIGNS = (
    b'"', b"{", b"}", b"[", b"]", b"\\", b"<", b">", b"&", b"\r", b"\n", b"\t", b"\0", b"\xff", b"@", b",",
    b";", b"TY  - JOUR\n", b"ER  - \n", b"PT J\n", b"PMID- 1\n", b"@article{x,", b"%0 Book\n", b"<record>",
    b"</record>", b"<PubmedArticle>", b"]]>", b"<![CDATA[", b"<!--", b'{"id":', b"\xef\xbb\xbf", b"\x1f\x8b",
    b"=1+1", b"\n\n",
)  # fmt: skip


def cut(raw: bytes, _: bytes, chance: random.Random) -> bytes:
    """The beginning of a file."""
    return raw[: chance.randrange(len(raw) + 1)]


def splice(raw: bytes, other: bytes, chance: random.Random) -> bytes:
    """The beginning of one file and the end of another."""
    return raw[: chance.randrange(len(raw) + 1)] + other[chance.randrange(len(other) + 1) :]


def flip(raw: bytes, _: bytes, chance: random.Random) -> bytes:
    """Some bytes are others."""
    changed = bytearray(raw)
    for _i in range(chance.randrange(1, 20)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def insert(raw: bytes, _: bytes, chance: random.Random) -> bytes:
    """Signs that mean something to formats stand where they do not belong."""
    for _i in range(chance.randrange(1, 8)):
        at = chance.randrange(len(raw) + 1)
        raw = raw[:at] + chance.choice(SIGNS) * chance.choice((1, 1, 1, 50)) + raw[at:]
    return raw


def move(raw: bytes, _: bytes, chance: random.Random) -> bytes:
    """A stretch stands elsewhere, or twice."""
    a, b = sorted(chance.randrange(len(raw) + 1) for _i in range(2))
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + raw[a:b][:20_000] + raw[at:]


MUTATIONS: tuple[Callable[[bytes, bytes, random.Random], bytes], ...] = (cut, splice, flip, insert, move)


def main(argv: Sequence[str] | None = None) -> int:
    """Mutate until the time is up; 1 where the law was broken."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args(argv)
    files = [p for p in sorted(arguments.folder.iterdir()) if p.is_file() and p.stat().st_size < MAX_BYTES]
    counts: Counter[str] = Counter()
    slowest = (0.0, "")
    ends = time.monotonic() + arguments.seconds
    seed = arguments.seed
    while time.monotonic() < ends:
        chance = random.Random(seed)
        path, other = chance.choice(files), chance.choice(files)
        mutate = chance.choice(MUTATIONS)
        raw = mutate(path.read_bytes(), other.read_bytes(), chance)
        raw = gzip.compress(raw, 1) if chance.random() < 0.05 else raw
        began = time.perf_counter()
        outcome = outcome_of(raw)
        slowest = max(slowest, (time.perf_counter() - began, f"seed {seed}: {path.name}, {mutate.__name__}"))
        counts[f"{mutate.__name__}: {outcome.partition(':')[0]}"] += 1
        counts[outcome] += outcome.startswith("refused")
        if outcome.startswith("BROKEN"):
            print(f"seed {seed}: {path.name}, {other.name}, {mutate.__name__}: {outcome}")
        seed += 1
    for name, n in sorted(counts.items()):
        print(f"{name}\t{n}")
    print(f"{seed - arguments.seed} mutants of {len(files)} files; slowest {slowest[0]:.2f} s ({slowest[1]})")
    return int(any("BROKEN" in name for name in counts))


def outcome_of(raw: bytes) -> str:
    """What reading some bytes comes to."""
    try:
        reading = Reading(raw, export="x")
        items = list(reading)
        summary = reading.summary()
    except ReviewError as error:
        return f"refused: {_NUMBER.sub('n', error.problem)}" if error.remedy else "BROKEN: no remedy"
    except Exception:  # whatever escapes is what this command looks for
        return f"BROKEN: {traceback.format_exc(limit=-3)}"
    n_records = sum(isinstance(item, Record) for item in items)
    if not summary.n_entries == summary.n_records + summary.n_set_aside == len(items):
        return "BROKEN: entries are not records and set aside"
    if n_records != summary.n_records:
        return "BROKEN: records are counted wrongly"
    lines = [item.line for item in items]
    return "read" if lines == sorted(lines) else "BROKEN: lines are out of order"


if __name__ == "__main__":
    raise SystemExit(quietly(main))
