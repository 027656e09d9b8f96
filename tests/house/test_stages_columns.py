"""docs/stages.md names the columns of every table that a run leaves, and no others."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.faults.small_review import finished_small_review

from coprod_review.io.sheets import header_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "stages.md"

ELSEWHERE = ("audit/", "bibliography/", "checklists/", "figures/", "inputs/", "tables/", "code/trained/")
"""Folders whose tables other pages describe."""

OF_CODINGS = ("code/teaching_", "code/baselines", "code/classifier_inner")
"""Further tables of codings, which the list of commands names."""

NOT_SMALL = {"rehearse/plan.csv", "rehearse/not_rehearsed.csv", "rehearse/<coder>.parquet"}
"""What a review that rehearses nothing does not write."""

_ROW = re.compile(r"^\| (.+?) (?<!\\)\| (.+) \|$", re.MULTILINE)
_FILE = re.compile(r"`([\w/<>]+\.(?:csv|parquet))`")


def documented() -> dict[str, str]:
    """What the page says of the columns of each file, by the file's path below results/."""
    found: dict[str, str] = {}
    for part in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        title = part.partition("\n")[0]
        if "Tables" in title:
            folder = "analyse/" if "below analyse/" in title else ""
            found |= {folder + name: row[2] for row in _ROW.finditer(part) for name in _FILE.findall(row[1])}
    same = {name: re.match(r"as `(.+?)`", said) for name, said in found.items()}
    return {name: found[f"analyse/{as_[1]}"] if (as_ := same[name]) else said for name, said in found.items()}


def columns_in(said: str) -> list[str]:
    """The names of columns in the order of the page, what is said of them left out."""
    names = re.sub(r" \([^()]*\)", "", said)
    return re.split("[:;]", names)[0].split(", ")


def types_in(said: str) -> list[str]:
    """What stands in parentheses behind each column, empty where nothing does."""
    return [(re.search(r" \((.*)\)", column) or ["", ""])[1] for column in said.split(", ")]


def type_of(column: pa.DataType) -> str:
    """What the page calls the type of a column."""
    if pa.types.is_list(column):
        return "passages" if pa.types.is_struct(column.value_type) else "texts"
    if pa.types.is_integer(column):
        return "whole number"
    if pa.types.is_floating(column):
        return "number"
    return "yes or no" if pa.types.is_boolean(column) else ""


def differences(said: list[str], columns: list[str]) -> list[str]:
    """How columns differ from the documented ones; those with a part in angle brackets stand for several."""
    if not any("<" in name for name in said):
        return [] if said == columns else [f"{name} ?" for name in {*said} ^ {*columns}] or ["their order"]
    patterns = {name: re.compile(re.sub(r"<\w+>", "[a-z0-9_]+", name)) for name in said}
    unknown = [name for name in columns if not any(p.fullmatch(name) for p in patterns.values())]
    return unknown + [f"no {name}" for name, p in patterns.items() if not any(map(p.fullmatch, columns))]


@pytest.fixture(scope="module")
def results(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return finished_small_review(project, tmp_path_factory) / "results"


def tables_of(results: Path, ending: str) -> dict[str, Path]:
    """The tables that the page describes by their paths."""
    paths = {path.relative_to(results).as_posix(): path for path in sorted(results.rglob(f"*.{ending}"))}
    return {name: path for name, path in paths.items() if not name.startswith((*ELSEWHERE, *OF_CODINGS))}


def test_the_columns_of_every_table_are_those_of_the_page(results: Path) -> None:
    told, tables = documented(), tables_of(results, "csv")
    assert sorted(name for name in tables if name not in told) == []
    assert sorted(n for n in told if n.endswith("csv") and n not in tables and n not in NOT_SMALL) == []
    wrong = {
        name: differences(columns_in(told[name]), header_of(path.read_bytes()))
        for name, path in tables.items()
    }
    assert {name: found for name, found in wrong.items() if found} == {}


def test_the_columns_and_types_of_parquet_are_those_of_the_page(results: Path) -> None:
    told, tables = documented(), tables_of(results, "parquet")

    def name_of(name: str) -> str:
        folder, _, file = name.rpartition("/")
        return name if name in told else f"{folder}/<coder>.{file.rpartition('.')[2]}"

    assert sorted(name for name in tables if name_of(name) not in told) == []
    there = {name_of(name) for name in tables}
    assert sorted(n for n in told if n.endswith("parquet") and n not in there | NOT_SMALL) == []
    for name, path in tables.items():
        said, schema = told[name_of(name)], pq.read_schema(path)
        assert (name, columns_in(said)) == (name, schema.names)
        assert (name, types_in(said)) == (name, [type_of(field.type) for field in schema])


def test_every_number_id_begins_as_the_page_says(results: Path) -> None:
    page = PAGE.read_text(encoding="utf-8").partition("## Number ids")[2].partition("\n## ")[0]
    said = {word for part in re.findall(r"`([^`]+)`", page) for word in re.findall(r"^[a-z_]+(?=\.)", part)}
    ids = [
        identity
        for name in ("analyse/numbers", "analyse/specification_numbers", "screen/flow")
        for identity in pq.read_table(results / f"{name}.parquet").column("number_id").to_pylist()
    ]
    ids += [path.name for path in (results / "audit" / "lists").iterdir() if path.name != "index.html"]
    assert {identity.partition(".")[0] for identity in ids} - said == set()


@pytest.mark.parametrize(
    ("said", "columns", "found"),
    [
        ("a, b (in c, d), number_id: e, f", ["a", "b", "number_id"], []),
        ("a, b", ["a"], ["b ?"]),
        ("a", ["a", "b"], ["b ?"]),
        ("a, b", ["b", "a"], ["their order"]),
        ("a, s_<code> (one for each)", ["a", "s_x", "s_y"], []),
        ("a, s_<code>", ["a", "b"], ["b", "no s_<code>"]),
    ],
)
def test_a_column_that_only_one_of_both_has_is_found(said: str, columns: list[str], found: list[str]) -> None:
    assert differences(columns_in(said), columns) == found
