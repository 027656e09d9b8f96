"""The potential matrix: read whole, refused with remedies."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from coprod_review.errors import ReviewError
from coprod_review.io.codebook import read_codebook
from coprod_review.io.lineage import read_lineage
from coprod_review.io.partnership import read_partnership_model, source_keys
from coprod_review.model.partnership import CHARACTERS, POSITIONS

ARGUMENT = " ".join(["because the wind blows where it will and nobody has yet been able to stop it"] * 2)


def written(folder: Path, **changes: object) -> Path:
    """A model file with even weights; `changes` replace cells named character__position, None removes."""
    potential: dict[str, dict[str, object]] = {
        c: {p: {"weight": 2, "because": ARGUMENT, "sources": ["gust1901"]} for p in POSITIONS}
        for c in CHARACTERS
    }
    for place, cell in changes.items():
        character, position = place.split("__")
        if cell is None:
            del potential[character][position]
        else:
            potential.setdefault(character, {})[position] = cell
    path = folder / "model.yaml"
    text = yaml.safe_dump({"potential": potential, "sensitivity": {"concentration": 20, "draws": 100}})
    path.write_text(text, encoding="utf-8")
    return path


def test_sources_are_known_by_the_keys_of_the_lineage(tmp_path: Path) -> None:
    path = tmp_path / "lineage.yaml"
    path.write_text("- key: gust1901\n  title: On wind\n- title: Without a key\n- key: gale1902\n", "utf-8")
    assert source_keys(path) == {"gust1901", "gale1902"}


def test_the_model_of_the_project_argues_for_every_cell(project: Path) -> None:
    model = read_partnership_model(project / "config" / "model.yaml")
    cells = [model.cells[c][p] for c in CHARACTERS for p in POSITIONS]
    assert all(len(cell.because.split()) > 40 and cell.sources for cell in cells)
    assert len({cell.because for cell in cells}) == 9


def test_a_missing_cell_is_told_with_its_remedy(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="technical, protective is missing") as caught:
        read_partnership_model(written(tmp_path, technical__protective=None))
    assert caught.value.remedy == "give it a weight, an argument and sources"


def test_a_cell_that_the_model_does_not_have_is_refused(tmp_path: Path) -> None:
    cell = {"weight": 1, "because": ARGUMENT, "sources": ["gust1901"]}
    with pytest.raises(ReviewError, match="no cell technical, onlooking") as caught:
        read_partnership_model(written(tmp_path, technical__onlooking=cell))
    assert caught.value.remedy == "correct the spelling, or remove it"


def test_a_weight_outside_0_to_4_is_refused_with_its_line(tmp_path: Path) -> None:
    cell = {"weight": 5, "because": ARGUMENT, "sources": ["gust1901"]}
    with pytest.raises(ReviewError, match="weight") as caught:
        read_partnership_model(written(tmp_path, technical__protective=cell))
    assert "line " in str(caught.value)


def test_a_weight_without_an_argument_is_refused(tmp_path: Path) -> None:
    cell = {"weight": 1, "because": "It is so.", "sources": ["gust1901"]}
    with pytest.raises(ReviewError, match="fewer than 20 words") as caught:
        read_partnership_model(written(tmp_path, technical__protective=cell))
    assert "so that others can answer" in caught.value.remedy


def test_a_source_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="'gust1901'") as caught:
        read_partnership_model(written(tmp_path), known_sources={"calm1902"})
    assert "use a key of lineage.yaml" in str(caught.value)


def test_a_row_of_zeros_has_no_shares_and_is_refused(tmp_path: Path) -> None:
    changes = {
        f"technical__{position}": {"weight": 0, "because": ARGUMENT, "sources": ["gust1901"]}
        for position in POSITIONS
    }
    with pytest.raises(ReviewError, match="all weights of technical are 0"):
        read_partnership_model(written(tmp_path, **changes))


def test_every_source_of_the_projects_model_is_a_work_that_is_described(project: Path) -> None:
    config = project / "config"
    known = {work.key for work in read_lineage(config / "lineage.yaml")}
    known |= set(read_codebook(config / "codebook.yaml").sources) - {"review"}
    model = read_partnership_model(config / "model.yaml", known_sources=known)
    assert {source for c in CHARACTERS for p in POSITIONS for source in model.cells[c][p].sources} <= known
