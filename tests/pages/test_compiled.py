"""Templates are compiled once, and anew where they were edited."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from coprod_review.pages.compiled import CompiledTemplates


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with one template, in a Python that keeps compiled files beside their sources."""
    monkeypatch.setattr(sys, "pycache_prefix", None)
    folder = tmp_path / "package"
    (folder / "templates").mkdir(parents=True)
    (folder / "templates" / "page.html").write_text("{{ 1 + 1 }}", "utf-8")
    return folder


def rendered(package: Path) -> tuple[str, int]:
    """The page, and how many templates had to be compiled for it."""
    environment = Environment(
        loader=FileSystemLoader(package / "templates"), bytecode_cache=CompiledTemplates(package)
    )
    n_compiled = 0
    compile_source = environment._compile

    def counting(source: str, filename: str) -> object:
        nonlocal n_compiled
        n_compiled += 1
        return compile_source(source, filename)

    environment._compile = counting  # type: ignore[method-assign, assignment]
    return environment.get_template("page.html").render(), n_compiled


def test_a_template_is_compiled_once(package: Path):
    assert [rendered(package), rendered(package)] == [("2", 1), ("2", 0)]


def test_an_edited_template_is_compiled_anew(package: Path):
    rendered(package)
    (package / "templates" / "page.html").write_text("{{ 2 + 1 }}", "utf-8")
    assert rendered(package) == ("3", 1)


def test_what_was_kept_and_is_damaged_is_made_again(package: Path):
    rendered(package)
    (kept,) = (package / "templates" / "__pycache__").iterdir()
    kept.write_bytes(kept.read_bytes()[:-3])
    assert rendered(package) == ("2", 1)
    assert rendered(package) == ("2", 0)


def test_where_nothing_may_be_written_templates_are_compiled_each_time(package: Path):
    (package / "templates" / "__pycache__").touch()
    assert [rendered(package), rendered(package)] == [("2", 1), ("2", 1)]


def test_compiled_templates_stand_where_python_keeps_compiled_files(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "compiled"))
    assert [rendered(package)[1], rendered(package)[1]] == [1, 0]
    assert not (package / "templates" / "__pycache__").exists()
    (kept,) = (path for path in (tmp_path / "compiled").rglob("*") if path.is_file())
    assert kept.suffix == ".pyc"
