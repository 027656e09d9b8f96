"""The code that a stage runs is found by imports: all that it reaches, and nothing beside it."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

from coprod_review.workflow import code_graph
from coprod_review.workflow.code_graph import PACKAGE, digest_of, files_of_package, reached
from coprod_review.workflow.stage_code import COMMANDS, stage_codes

GRAPH = grimp.build_graph("coprod_review", exclude_type_checking_imports=True)
MODULES = {
    "__init__.py": "",
    "cli/__init__.py": "import importlib\n\nimportlib.import_module(f'coprod_review.cli.{name}')\n",
    "cli/read.py": "def run():\n    from coprod_review.read import formats\n",
    "cli/screen.py": "from coprod_review.screen.flow import count\n",
    "read/__init__.py": "",
    "read/formats.py": 'import importlib\n\nimportlib.import_module(f"coprod_review.read.{name}")\n',
    "read/ris.py": "if TYPE_CHECKING:\n    from coprod_review.io import late\n",
    "read/data/names.csv": "a\n",
    "screen/__init__.py": "",
    "screen/flow.py": "from coprod_review.io import (\n    sums,  # all of them\n)\n",
    "io/__init__.py": "",
    "io/sums.py": "",
    "io/late.py": "",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An invented package, whose commands read and screen."""
    for name, text in MODULES.items():
        (tmp_path / "code" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "code" / name).write_text(text, "utf-8")
    monkeypatch.setattr(code_graph, "PACKAGE", tmp_path / "code")
    monkeypatch.setattr(code_graph, "OWN", "io/late.py")
    return tmp_path / "code"


def _imported(text: str) -> Iterator[str]:
    """The names that Python itself sees imported, in functions too, but for types."""
    waiting: list[ast.AST] = [ast.parse(text)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            waiting += node.orelse
            continue
        waiting += ast.iter_child_nodes(node)
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level
            yield from (str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names))


def test_what_lines_say_of_imports_is_what_python_reads_in_them(tmp_path: Path) -> None:
    files = files_of_package(tmp_path / "code.json")
    for name, file in files.items():
        if name.endswith(".py"):
            ours = {way for way in _imported((PACKAGE / name).read_text("utf-8")) if "coprod_review." in way}
            assert {way.removeprefix("coprod_review.") for way in ours} <= set(file.names), name


@pytest.mark.parametrize("stage", COMMANDS)
def test_a_stage_reaches_every_module_that_its_command_imports(stage: str, tmp_path: Path) -> None:
    found = reached(files_of_package(tmp_path / "code.json"), COMMANDS[stage])
    for command in COMMANDS[stage]:
        modules = {
            name.removeprefix("coprod_review.").replace(".", "/")
            for name in GRAPH.find_upstream_modules(f"coprod_review.{command}")
        }
        assert [m for m in modules if not {f"{m}.py", f"{m}/__init__.py"} & found] == []


def test_a_stage_does_not_rest_on_code_that_others_run(tmp_path: Path) -> None:
    files = files_of_package(tmp_path / "code.json")
    read, site = (reached(files, COMMANDS[stage]) for stage in ("read", "site"))
    assert "io/check.py" not in read | site
    assert not [name for name in read if name.startswith(("render/", "coding/", "cli/screen"))]
    assert not [name for name in site if name.startswith("audit/server/")]
    assert "read/ris.py" in read
    assert [name for name in site if name.startswith("audit/") and not name.endswith(".py")]


def test_an_edit_changes_the_digest_of_what_reaches_it_alone(package: Path, tmp_path: Path) -> None:
    def digests() -> tuple[str, str, str]:
        files = files_of_package(tmp_path / "code.json")
        return digest_of(files, ["cli.read"]), digest_of(files, ["cli.screen"]), digest_of(files)

    changes = []
    for edited in ("read/ris.py", "read/data/names.csv", "screen/flow.py", "io/sums.py", "io/late.py"):
        before = digests()
        with (package / edited).open("a", encoding="utf-8") as stream:
            stream.write("\n# edited\n")
        changes.append(tuple(a != b for a, b in zip(before, digests(), strict=True)))
    assert changes == [
        (True, False, True),
        (True, False, True),
        (False, True, True),
        (False, True, True),
        (False, False, True),
    ]


def test_an_edit_that_keeps_time_and_size_is_seen(package: Path, tmp_path: Path) -> None:
    path = package / "io" / "sums.py"
    path.write_text("a = 1\n", "utf-8")
    before, time = digest_of(files_of_package(tmp_path / "code.json")), path.stat().st_mtime_ns
    path.write_text("a = 2\n", "utf-8")
    os.utime(path, ns=(time, time))
    assert digest_of(files_of_package(tmp_path / "code.json")) != before


def test_what_is_kept_changes_no_digest_even_where_it_is_damaged(tmp_path: Path) -> None:
    kept = tmp_path / ".snakemake" / "code.json"
    fresh = stage_codes(kept)
    assert stage_codes(kept) == fresh
    for damaged in ("", "{}", "[1]", '{"package": 1}', f'{{"package": "{PACKAGE}", "files": {{"a.py": 3}}}}'):
        kept.write_text(damaged, "utf-8")
        assert stage_codes(kept) == fresh
    (tmp_path / "file").write_text("", "utf-8")
    assert stage_codes(tmp_path / "file" / "code.json") == fresh


def test_line_ends_change_no_digest(package: Path, tmp_path: Path) -> None:
    before = digest_of(files_of_package(tmp_path / "code.json"), ["cli.read"])
    path = package / "read" / "ris.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert digest_of(files_of_package(tmp_path / "code.json"), ["cli.read"]) == before


def test_a_misspelt_module_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no such module in the package: cli\.raed"):
        digest_of(files_of_package(tmp_path / "code.json"), ["cli.raed"])
