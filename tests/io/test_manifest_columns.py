"""Columns of tables named in the search log."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.errors import ReviewError
from coprod_review.io.manifest import read_manifest

ENTRY = """exports:
  - file: hits.csv
    label: hits
    origin: other_methods
    database: by hand
    columns: {columns}
"""


def manifest(folder: Path, columns: str) -> Path:
    path = folder / "manifest.yaml"
    path.write_text(ENTRY.format(columns=columns))
    return path


def test_a_field_has_one_column_or_several(tmp_path):
    (export,) = read_manifest(manifest(tmp_path, "{title: Artikel, keywords: [A, B]}"))
    assert export.columns == {"title": ("Artikel",), "keywords": ("A", "B")}


def test_an_unknown_field_is_refused_with_its_line_and_the_one_meant(tmp_path):
    with pytest.raises(ReviewError, match="no field is called 'titel'") as told:
        read_manifest(manifest(tmp_path, "{titel: Artikel}"))
    assert told.value.where.endswith("line 6")
    assert told.value.remedy.startswith("write title, if that is meant; the fields are source_id, type")


@pytest.mark.parametrize("columns", ["{title: []}", '{title: ""}', "{title: 3}", "[title]"])
def test_what_names_no_column_is_refused(tmp_path, columns):
    with pytest.raises(ReviewError) as told:
        read_manifest(manifest(tmp_path, columns))
    assert "remedy" in str(told.value)
