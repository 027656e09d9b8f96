"""Make a review of so many records, invented, in the formats of six databases, and what is true of them.

    python benchmarks/million.py FOLDER [--records 1000000] [--seed 1] [--workers 2] [--review .]

FOLDER becomes a review that is ready to run: the corpus, configuration and workflow of `--review` (whose
codings teach the classifier), and the generated exports beside its own. 15 % of the records are copies of
another one, changed as other databases would have them; 2 % are damaged; 1 % of the documents are on topic.
FOLDER/truth.parquet tells of each entry its document, and whether it is a copy, on topic or damaged;
`growth.py` holds a run against it. The same records and seed give the same bytes, whatever the workers.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from closed_pipe import quietly
from million_copies import DAMAGES, copied, damaged
from million_formats import FORMATS, ExportFormat
from million_text import ON_TOPIC_IN, documents, draws

from coprod_review.io.workflow_files import copy_workflow, missing_files

SHARE_COPIES, SHARE_DAMAGED = 0.15, 0.02
MOST_IN_FILE = 130_000
"""Entries of a file: some hundred megabytes, as a large download has them."""

BATCH = 4_000
TRUTH = "truth.parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Of each entry: its document, whether it is a copy, and its damage: 0 or its place in DAMAGES from 1."""

    seed: int
    document: npt.NDArray[np.uint64]
    is_copy: npt.NDArray[np.bool_]
    damage: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPlan:
    """A file to write: its format, and which entries of the plan it has."""

    file: str
    format: ExportFormat
    entries: range
    plan: Plan = field(repr=False)


def main(argv: Sequence[str] | None = None) -> int:
    """Write the review and its truth, and print the files; 2 where the folder is there already."""
    arguments = _arguments(argv)
    target: Path = arguments.folder
    if fault := fault_of(target, arguments.review):
        print(f"million: {fault}", file=sys.stderr)
        return 2
    for name in ("corpus", "config"):
        shutil.copytree(arguments.review / name, target / name)
    copy_workflow(arguments.review, target)
    exports = plan_exports(plan_entries(arguments.records, arguments.seed))
    with ProcessPoolExecutor(arguments.workers) as pool:
        folder = target / "corpus" / "exports"
        sums = pool.map(write_export, exports, [folder / export.file for export in exports])
        with (target / "corpus" / "manifest.yaml").open("a", encoding="utf-8") as manifest:
            for export, sha256 in zip(exports, sums, strict=True):
                manifest.write(manifest_entry(export, sha256))
                size = (folder / export.file).stat().st_size / 1e6
                print(f"{export.file}: {len(export.entries)} entries, {size:.0f} MB", flush=True)
    write_truth(target / TRUTH, exports)
    return 0


def fault_of(target: Path, review: Path) -> str:
    """Why nothing can be written there, or taken from there; empty where it can."""
    if target.exists():
        return f"{target} is there already; name a folder that is not there yet, or delete it"
    missing = [name for name in ("corpus", "config") if not (review / name).exists()] + missing_files(review)
    if missing:
        return f"{review} is no review, it has no {' and no '.join(missing)}; name one by --review"
    return ""


def number_of_records(word: str) -> int:
    """A number of entries that a command was given; raises ArgumentTypeError where it is none."""
    if not word.isascii() or not word.isdigit() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word!r} is no number of records: 1 or more, as 10000")
    return int(word)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    parser.add_argument("--records", type=number_of_records, default=1_000_000, help="how many entries")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--workers", type=int, default=2, help="processes; the bytes are the same for any number"
    )
    parser.add_argument(
        "--review", type=Path, default=Path(), help="the review whose corpus and config it has too"
    )
    return parser.parse_args(argv)


def plan_entries(n: int, seed: int) -> Plan:
    """Which entries are copies, of which documents, and which are damaged."""
    chance = np.random.default_rng(seed)
    is_copy = chance.random(n) < SHARE_COPIES
    is_copy[0] = False
    document = np.cumsum(~is_copy).astype(np.uint64) - np.uint64(1)
    document[is_copy] = chance.integers(int(document[-1]) + 1, size=int(is_copy.sum()), dtype=np.uint64)
    kinds = chance.integers(1, len(DAMAGES) + 1, size=n, dtype=np.uint8)
    damage = np.where(chance.random(n) < SHARE_DAMAGED, kinds, 0).astype(np.uint8)
    return Plan(seed=seed, document=document, is_copy=is_copy, damage=damage)


def plan_exports(plan: Plan) -> list[ExportPlan]:
    """The files, each of a format and no larger than MOST_IN_FILE; together they have all entries."""
    found: list[ExportPlan] = []
    n = len(plan.document)
    ends = np.cumsum([one.share for one in FORMATS]) * n // 100
    for one, start, end in zip(FORMATS, [0, *ends[:-1].tolist()], ends.tolist(), strict=True):
        n_files = max(1, -(-(end - start) // MOST_IN_FILE))
        for k in range(n_files):
            entries = range(start + (end - start) * k // n_files, start + (end - start) * (k + 1) // n_files)
            name = f"generated_{one.name}_{k + 1}.{one.suffix}"
            found.append(ExportPlan(file=name, format=one, entries=entries, plan=plan))
    return found


def write_export(export: ExportPlan, path: Path) -> str:
    """Write a file, and give its sum."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for text in _texts(export):
            file.write(text)
            digest.update(text)
    return digest.hexdigest()


def _texts(export: ExportPlan) -> Iterator[bytes]:
    yield export.format.head.encode()
    for start in range(export.entries.start, export.entries.stop, BATCH):
        places = slice(start, min(start + BATCH, export.entries.stop))
        yield b"".join(_entries(export, places))
    yield export.format.tail.encode()


def _entries(export: ExportPlan, places: slice) -> Iterator[bytes]:
    plan = export.plan
    told = documents(plan.seed, plan.document[places])
    drawn = draws(plan.seed + 1, np.arange(places.start, places.stop, dtype=np.uint64), 26)
    copies, damages = plan.is_copy[places].tolist(), plan.damage[places].tolist()
    for document, mine, is_copy, damage in zip(told, drawn, copies, damages, strict=True):
        entry = export.format.entry(copied(document, mine) if is_copy else document).encode()
        if damage:
            entry = damaged(entry, export.format.suffix, DAMAGES[damage - 1], mine[24:])
        yield entry


def manifest_entry(export: ExportPlan, sha256: str) -> str:
    """The lines of manifest.yaml on a file: prepared, since nobody searched for it."""
    return (
        f"  - file: {export.file}\n    label: {export.file.partition('.')[0].replace('_', ' ')}\n"
        f"    origin: prepared\n    database: {export.format.database}\n"
        f"    platform: {export.format.platform}\n"
        f"    query: null\n    searched: null\n    hits: null\n    limits: null\n    sha256: {sha256}\n"
        f"    note: generated to measure how the review grows; every word of it is invented\n"
    )


def write_truth(path: Path, exports: list[ExportPlan]) -> None:
    """Write what is true of each entry, in the order of files; entries count from 1 in each file."""
    plan = exports[0].plan
    damage = pa.DictionaryArray.from_arrays(pa.array(plan.damage, pa.int8()), pa.array(["", *DAMAGES]))
    parts = []
    for export in exports:
        places = slice(export.entries.start, export.entries.stop)
        topic = [d[0] % ON_TOPIC_IN == 0 for d in draws(plan.seed, plan.document[places])]
        parts.append(
            pa.table(
                {
                    "export": pa.array([export.file] * len(topic), pa.string()),
                    "entry": pa.array(range(1, len(topic) + 1), pa.int32()),
                    "document": pa.array(plan.document[places]),
                    "is_copy": pa.array(plan.is_copy[places]),
                    "is_on_topic": pa.array(topic, pa.bool_()),
                    "damage": damage[places].cast(pa.string()),
                }
            )
        )
    pq.write_table(pa.concat_tables(parts), path, compression="zstd")


if __name__ == "__main__":
    raise SystemExit(quietly(main))
