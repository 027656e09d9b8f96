from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.errors import ReviewError
from coprod_review.io.criteria import read_criteria
from coprod_review.screen.criteria import check_terms


@pytest.fixture
def written(project: Path) -> str:
    return (project / "config" / "criteria.yaml").read_text(encoding="utf-8")


def read(tmp_path: Path, text: str) -> str:
    path = tmp_path / "criteria.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReviewError) as error:
        read_criteria(path)
    return str(error.value)


def test_a_misspelt_key_is_refused_with_its_line(tmp_path: Path, written: str) -> None:
    told = read(tmp_path, written.replace("    speaks: for\n", "    speeks: for\n", 1))
    assert "speeks" in told
    assert "correct the spelling" in told


def test_a_missing_criterion_and_an_unknown_type_are_told_at_once(tmp_path: Path, written: str) -> None:
    text = written.replace("excluded_types: [erratum", "excluded_types: [eratum")
    start = text.index("  - id: duplicate")
    end = text.index("# Types of records")
    told = read(tmp_path, text[:start] + text[end:])
    assert "the criteria lack duplicate" in told
    assert "unknown type 'eratum'" in told


def test_a_group_that_misses_its_own_sentence_is_told_with_its_line(tmp_path: Path, written: str) -> None:
    path = tmp_path / "criteria.yaml"
    path.write_text(written.replace("      - coproduc*\n", "      - coprodux*\n", 1), encoding="utf-8")
    faults = [str(fault) for fault in check_terms(read_criteria(path))]
    assert len(faults) == 1
    assert "coproduction does not find 'Coproducing rehabilitation with former patients'" in faults[0]
    assert "criteria.yaml, line" in faults[0]
    assert "widen the terms" in faults[0]


def test_a_term_that_cannot_be_read_is_told(tmp_path: Path, written: str) -> None:
    path = tmp_path / "criteria.yaml"
    path.write_text(written.replace("      - coproduc*\n", "      - '(coproduc*'\n", 1), encoding="utf-8")
    (fault,) = check_terms(read_criteria(path))
    assert "its brackets do not close" in str(fault)
