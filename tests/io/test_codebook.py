"""The codebook as a checked file."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.errors import ReviewError
from coprod_review.io.codebook import read_codebook

SMALL = """
version: "1"
dimensions:
  part:
    label: Part
    type: single
    question: Who takes part?
    source: review
    codes:
      user: {label: User, definition: A user takes part.}
      none: {label: None, definition: Nobody does.}
constraints:
  - {when: {part: none}, then: {part: none}}
  - "a sentence for people"
derived:
  coproduction_form:
    co_production: {nature: involuntary, locus: individual}
sources:
  review: This review.
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "codebook.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_codebook_of_the_project_has_nine_dimensions(project: Path) -> None:
    codebook = read_codebook(project / "config" / "codebook.yaml")
    assert len(codebook.dimensions) == 9
    assert next(iter(codebook.dimensions)) == "tradition"
    assert "framing" in codebook.dimensions


def test_a_constraint_on_an_unknown_code_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, SMALL.replace("when: {part: none}", "when: {part: nobody}"))
    with pytest.raises(ReviewError) as caught:
        read_codebook(path)
    assert "part: nobody" in caught.value.problem
    assert "constraints" in caught.value.remedy


def test_a_source_that_is_not_listed_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, SMALL.replace("source: review", "source: osborne"))
    with pytest.raises(ReviewError, match="'osborne'"):
        read_codebook(path)
