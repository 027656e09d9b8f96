"""Figures are files that are the same every time, and that stand alone."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from coprod_review.config import FigureSettings
from coprod_review.errors import ReviewError
from coprod_review.render.drawing import chosen, drawn_files
from coprod_review.render.figures import FIGURES

from .conftest import full_results

SMALL_PRINT = FigureSettings(dpi=(72, 144), width_one_column_mm=88, width_two_columns_mm=180)
NAMES = [spec.name for spec in FIGURES]
REDRAWN = ("map", "years", "partnership_model", "performance")

DRAW = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from coprod_review.config import FigureSettings
from coprod_review.render.drawing import drawn_files
from conftest import full_results
settings = FigureSettings(dpi=(72, 144), width_one_column_mm=88, width_two_columns_mm=180)
for name, files in drawn_files(sys.argv[2].split(","), full_results(), settings):
    for ending, content in sorted(files.items()):
        print(name, ending, hashlib.sha256(content).hexdigest())
"""


@pytest.fixture(scope="module")
def files() -> dict[str, dict[str, bytes]]:
    """Every figure in every format, drawn in two processes."""
    return dict(drawn_files(NAMES, full_results(), SMALL_PRINT, workers=2))


def digests(files: dict[str, dict[str, bytes]]) -> set[str]:
    """One line for each file with its hash."""
    return {
        f"{name} {ending} {hashlib.sha256(content).hexdigest()}"
        for name, contents in files.items()
        for ending, content in contents.items()
    }


def test_another_process_with_other_hash_seed_draws_the_same_bytes(
    files: dict[str, dict[str, bytes]],
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DRAW, str(Path(__file__).parent), ",".join(REDRAWN)],
        env={"PYTHONHASHSEED": "4242", "PATH": "", "MPLCONFIGDIR": "", "LC_ALL": "C", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(done.stdout.splitlines()) == digests({name: files[name] for name in REDRAWN})


@pytest.mark.parametrize("name", NAMES)
def test_an_svg_has_ids_of_its_own_and_a_description(files: dict[str, dict[str, bytes]], name: str) -> None:
    text = files[name][".svg"].decode()
    root = ElementTree.fromstring(text)
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(set(ids)) == len(ids)
    assert all(i.startswith(f"{name}-") for i in ids if i)
    referred = set(re.findall(r'(?:url\(#|href="#)([^)"]+)', text))
    assert referred <= set(ids)
    assert root.get("role") == "img"
    assert root.find("{http://www.w3.org/2000/svg}title") is not None
    assert not re.search(r"<style|<script|<text|<metadata|<!DOCTYPE|https?://(?!www\.w3\.org)", text)


@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_embeds_its_fonts_and_tells_no_date(files: dict[str, dict[str, bytes]], name: str) -> None:
    content = files[name][".pdf"]
    assert content.startswith(b"%PDF")
    assert content.count(b"/FontFile2") >= 1
    assert b"/Type3" not in content
    assert b"CreationDate" not in content
    assert b"Matplotlib" not in content


def test_a_png_tells_neither_date_nor_program(files: dict[str, dict[str, bytes]]) -> None:
    for contents in files.values():
        assert contents[".png"].startswith(b"\x89PNG")
        assert b"Software" not in contents[".png"]
        assert b"Matplotlib" not in contents[".png"]


def test_a_figure_that_does_not_exist_is_refused_with_the_names_that_do() -> None:
    with pytest.raises(ReviewError) as caught:
        chosen("mpa")
    assert "map" in caught.value.remedy
