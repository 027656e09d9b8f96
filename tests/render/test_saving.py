"""Figures are files that are the same every time, and that stand alone."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from coprod_review.config import FigureSettings
from coprod_review.errors import ReviewError
from coprod_review.render.drawing import chosen, drawing, fitting
from coprod_review.render.figures import FIGURES

from .conftest import full_results

SMALL_PRINT = FigureSettings(dpi=(72, 144), width_one_column_mm=88, width_two_columns_mm=180)
NAMES = [spec.name for spec in FIGURES]
REDRAWN = ("map", "years", "partnership_model", "performance")

DRAW = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from coprod_review.config import FigureSettings
from coprod_review.render.drawing import drawing
from tests.render.conftest import full_results
settings = FigureSettings(dpi=(72, 144), width_one_column_mm=88, width_two_columns_mm=180)
with drawing(sys.argv[2].split(","), full_results(), settings) as figures:
    for name, files in figures:
        for ending, content in sorted(files.items()):
            print(name, ending, hashlib.sha256(content).hexdigest())
"""


@pytest.fixture(scope="module")
def files() -> dict[str, dict[str, bytes]]:
    """Every figure in every format, drawn in two processes."""
    with drawing(NAMES, full_results(), SMALL_PRINT, workers=2) as figures:
        return dict(figures)


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
        [sys.executable, "-c", DRAW, str(Path(__file__).parents[2]), ",".join(REDRAWN)],
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


@pytest.mark.skipif(not shutil.which("pdffonts"), reason="pdffonts (poppler) is not on this machine")
@pytest.mark.parametrize("name", NAMES)
def test_every_font_of_a_pdf_is_embedded_by_the_word_of_another_program(
    files: dict[str, dict[str, bytes]], name: str, tmp_path: Path
) -> None:
    path = tmp_path / "figure.pdf"
    path.write_bytes(files[name][".pdf"])
    listed = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout
    fonts = listed.splitlines()[2:]
    assert fonts
    for line in fonts:
        embedded, subset, _unicode = line.split()[-5:-2]
        assert (embedded, subset) == ("yes", "yes"), line
        assert "Type 3" not in line


def test_no_figure_of_the_review_needs_another_typeface(files: dict[str, dict[str, bytes]]) -> None:
    """Matplotlib puts two into a PDF by their paths, which differ with the place of the environment."""
    assert [name for name, contents in files.items() if b"DejaVuSans" in contents[".pdf"]] == []


def test_letters_that_the_typeface_lacks_come_from_another_that_is_embedded_too(
    tmp_path: Path,
) -> None:
    results = full_results()
    named = replace(results.countries[0], name="Соединённое Королевство")
    others = replace(results, countries=[named, *results.countries[1:]])
    with drawing(["countries"], others, SMALL_PRINT) as figures:
        (drawn,) = figures
    assert b"DejaVuSans" in drawn[1][".pdf"]
    assert b"ReviewSans" in drawn[1][".pdf"]


def test_a_finer_png_has_the_same_size_on_paper(files: dict[str, dict[str, bytes]]) -> None:
    for contents in files.values():
        coarse, fine = (Image.open(io.BytesIO(contents[end])) for end in (".png", "-144.png"))
        assert fine.info["dpi"] == pytest.approx((144, 144), abs=0.1)
        assert coarse.info["dpi"] == pytest.approx((72, 72), abs=0.1)
        assert abs(fine.width - 2 * coarse.width) <= 1 and abs(fine.height - 2 * coarse.height) <= 1


def test_the_number_of_workers_makes_no_difference_and_the_order_is_kept(
    files: dict[str, dict[str, bytes]],
) -> None:
    names = ["years", "untapped", "forms"]
    with drawing(names, full_results(), SMALL_PRINT, workers=1) as figures:
        alone = dict(figures)
    assert list(alone) == names
    assert digests(alone) == digests({name: files[name] for name in names})


def test_a_figure_that_does_not_fit_one_column_says_why() -> None:
    with pytest.raises(ReviewError, match="does not fit one column: every field") as caught:
        fitting(chosen("map"), "one")
    assert "two columns" in caught.value.remedy
    assert fitting(chosen("map"), "two") == chosen("map")
    assert fitting(chosen("years"), "one") == chosen("years")


def test_a_png_tells_neither_date_nor_program(files: dict[str, dict[str, bytes]]) -> None:
    for contents in files.values():
        assert contents[".png"].startswith(b"\x89PNG")
        assert b"Software" not in contents[".png"]
        assert b"Matplotlib" not in contents[".png"]


def test_a_figure_that_does_not_exist_is_refused_with_the_names_that_do() -> None:
    with pytest.raises(ReviewError) as caught:
        chosen("mpa")
    assert "map" in caught.value.remedy
