"""Reads a finished run as far as it is compared with another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.io import tables
from coprod_review.io.files import read_bytes, read_text
from coprod_review.io.parquet import read_columns
from coprod_review.io.registry import read_registry
from coprod_review.io.results import read_digests, read_table
from coprod_review.io.workflow_files import RULES, SNAKEFILE
from coprod_review.io.yamls import parse_yaml

INPUTS = "inputs"
WITH_EVIDENCE = ("rules", "lineage")
WITH_SCORES = ("classifier", "combination")

Rows = list[dict[str, str]]
Hits = frozenset[tuple[str, str, float]]
"""Rules named in evidence, with the code that they count for and their weights."""


def read_kept_inputs(results: Path) -> dict[str, Any]:
    """The copies of inputs that a run kept, by path: the rows of tables, the data of YAML files.

    Empty where it kept none. Raises ReviewError where one cannot be read.
    """
    folder = results / INPUTS
    kept: dict[str, Any] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".csv":
            kept[name] = read_table(path)
        elif path.suffix in (".yaml", ".yml"):
            kept[name] = parse_yaml(read_text(path), where=str(path))[1]
    return kept


def read_run_digests(results: Path) -> dict[str, str]:
    """The SHA-256 of each input of a run by path, the workflow included where copies were kept."""
    digests = read_digests(paths.within(results, paths.PROVENANCE))
    for entity in _crate(results):
        if "ComputationalWorkflow" in entity.get("@type", ()):
            digests[SNAKEFILE] = str(entity.get("sha256", ""))
        elif str(entity.get("alternateName", "")).startswith(f"{RULES}/"):
            digests[str(entity["alternateName"])] = str(entity.get("sha256", ""))
    return digests


def read_software(results: Path) -> dict[str, str]:
    """Versions by name, with the digest of the program's sources where the crate tells it.

    Raises ReviewError where the provenance of the run is missing or damaged.
    """
    try:
        told = json.loads(read_text(paths.within(results, paths.PROVENANCE)))
        software = {
            "Python": told["python"],
            **told["libraries"],
            "coprod-review": told["software"]["version"],
        }
    except (json.JSONDecodeError, KeyError, TypeError):
        raise ReviewError(
            "the provenance of the run is damaged",
            where=str(paths.within(results, paths.PROVENANCE)),
            remedy="run `make review` again",
        ) from None
    for entity in _crate(results):
        if entity.get("@id") == "#software/coprod-review/source":
            software["source code of coprod-review"] = str(entity.get("value", ""))
    return software


def read_answers(results: Path, coder: str) -> Iterator[tuple[tuple[str, str], tuple[str, ...], Hits, str]]:
    """Each question of a machine coder with its codes, the rules that it names, and its scores as text."""
    path = paths.within(results, paths.CODED) / f"{coder}.parquet"
    names = ["report_id", "dimension", "codes", "scores" if coder in WITH_SCORES else "evidence"]
    columns = read_columns(path, names)
    for report_id, dimension, codes, ground in zip(*(columns[name] for name in names), strict=True):
        evidence = ground or () if coder in WITH_EVIDENCE else ()
        hits = frozenset((one["rule"], one["code"], one["weight"]) for one in evidence)
        yield (report_id, dimension), tuple(codes), hits, ground if coder in WITH_SCORES else ""


def read_ledger(results: Path) -> dict[str, Any]:
    """Every number of a run by its id."""
    ledgers = [paths.within(results, path) for path in paths.LEDGERS]
    return {
        number.number_id: number for path in ledgers if path.is_file() for number in tables.read_numbers(path)
    }


def read_registrations(results: Path) -> Any:
    """The registry as the run leaves it."""
    return read_registry(paths.within(results, paths.REGISTRY_AFTER))


def _crate(results: Path) -> list[dict[str, Any]]:
    """The entities of the crate as plain JSON, none where there is no crate."""
    path = results / "ro-crate-metadata.json"
    if not path.is_file():
        return []
    try:
        graph = json.loads(read_bytes(path))["@graph"]
        return [entity for entity in graph if isinstance(entity, dict)]
    except (json.JSONDecodeError, KeyError, TypeError):
        raise ReviewError(
            "the crate cannot be read", where=str(path), remedy="run `make review` again"
        ) from None
