"""What the documentation names is there: commands and options, targets of make, programs, files, modules."""

from __future__ import annotations

import importlib
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from coprod_review.cli.commands import COMMANDS
from coprod_review.cli.options import Parser

PROJECT = Path(__file__).resolve().parents[2]
PAGES = sorted({*PROJECT.glob("*.md"), *(PROJECT / "docs").glob("**/*.md"), PROJECT / "corpus" / "README.md"})
PAGES.remove(PROJECT / "CHANGELOG.md")  # tells of what was, too

CODE = re.compile(r"^```.*?^```|^ {4,}\S.*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"coprod-review(?: --log \S+)? ([a-z]+)\b([^`\n|;#]*)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z0-9-]+")
TARGET = re.compile(r"^(?: *\$ )?(?:[A-Z]+=\S+ )*make ([a-z][a-z-]*)", re.MULTILINE)
PROGRAM = re.compile(r"python ((?:tools|benchmarks)/[\w/]+\.py)")
FILE = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.\w+)`")
MODULE = re.compile(r"\bcoprod_review((?:\.[a-z_]+)+)")

FOR_EXAMPLE = re.compile(r"[A-Z]{2,}\.\w+|x\.ris|setting\.yaml|p\d+\.html")
"""Files that a page has its reader imagine."""

OURS = ("src/", "docs/", "tests/", "config/", "tools/", "benchmarks/")
"""Folders of the project, in which a file must stand where a page says; results and exports are elsewhere."""


def code_of(page: Path) -> list[str]:
    """What of a page is set as code: spans, blocks and lines set in."""
    return [found[0].strip("`") for found in CODE.finditer(page.read_text(encoding="utf-8"))]


@cache
def options_of(name: str) -> frozenset[str]:
    """The options of a command and of its steps."""
    command = next(c for c in COMMANDS if c.name == name)
    parser = Parser(prog=name)
    importlib.import_module(f"coprod_review.cli.{command.module}").add_arguments(parser)
    steps = [step for action in parser._actions for step in getattr(action, "choices", None) or ()]
    parsers = [parser, *(a.choices[s] for a in parser._actions for s in steps if isinstance(a.choices, dict))]
    return frozenset(word for one in parsers for action in one._actions for word in action.option_strings)


@cache
def spelt() -> str:
    """All that our programs spell, by which they name the files that they write."""
    files = [*PROJECT.glob("src/**/*.py"), *PROJECT.glob("rules/*.smk"), *PROJECT.glob("*/*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in [*files, PROJECT / "Snakefile"])


@cache
def names_there() -> frozenset[str]:
    """The names of all files of the project that people or programs supplied."""
    roots = ("benchmarks", "config", "corpus", "docs", "profiles", "rules", "src", "tests", "tools")
    return frozenset(path.name for root in roots for path in (PROJECT / root).rglob("*"))


def commands_not_there(code: str) -> list[str]:
    known = {c.name for c in COMMANDS}
    calls = [(call[1], call[2].partition(" -- ")[0], call[0]) for call in CALL.finditer(code)]
    return [
        whole.strip()
        for name, words, whole in calls
        if name not in known or not {*OPTION.findall(words)} <= options_of(name) | {"--help"}
    ]


def files_not_there(code: str) -> list[str]:
    return [way for way in FILE.findall(f"`{code}`") if not _is_there(way)]


def _is_there(way: str) -> bool:
    """Whether a file of the project stands where a page says; of other files, whether the name is known."""
    if way.startswith(OURS):
        return (PROJECT / way).is_file() or bool(FOR_EXAMPLE.fullmatch(Path(way).name))
    return _is_known(Path(way).name)


def _is_known(name: str) -> bool:
    """Whether a file has this name, or our programs spell it or, in quotes, what stands before its ending."""
    is_spelt = name in spelt() or f'"{name.partition(".")[0]}"' in spelt()
    return name in names_there() or is_spelt or bool(FOR_EXAMPLE.fullmatch(name))


def modules_not_there(code: str) -> list[str]:
    """Names that are neither a package or module nor, by their last part, something within a module."""

    def is_there(name: str) -> bool:
        way = PROJECT.joinpath("src", "coprod_review", *name.split(".")[1:])
        return way.is_dir() or any(p.with_suffix(".py").is_file() for p in (way, way.parent))

    return [name for name in MODULE.findall(code) if not is_there(name)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_all_that_a_page_names_is_there(page: Path) -> None:
    targets = set(
        re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    code = code_of(page)
    gone = [name for part in code for name in commands_not_there(part) + files_not_there(part)]
    gone += [name for part in code for name in modules_not_there(part)]
    gone += [f"make {name}" for part in code for name in TARGET.findall(part) if name not in targets]
    gone += [name for part in code for name in PROGRAM.findall(part) if not (PROJECT / name).is_file()]
    assert gone == []


@pytest.mark.parametrize(
    "words",
    [
        "`coprod-review conjure`",
        "`coprod-review read --never`",
        "    coprod-review sheet export --never",
        "`make tea`",
        "`python tools/never_made.py`",
        "`results/code/never_made.csv`",
        "`src/coprod_review/read/never_made.py`",
        "`src/coprod_review/wrong/place/combine.py`",
        "`coprod_review.never_made.read`",
        "`coprod_review.coding.no_such`",
    ],
)
def test_what_is_not_there_is_found(words: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"Text.\n\n{words}\n", encoding="utf-8")
    with pytest.raises(AssertionError):
        test_all_that_a_page_names_is_there(page)


def test_the_guide_names_every_package_of_the_layers_that_the_build_keeps() -> None:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "layers")
    guide = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Recipes")[0]
    packages = {name for layer in layers for name in layer.split(" | ")}
    assert sorted(name for name in packages if not re.search(rf"\b{name}\b", guide)) == []
