"""What databases found together, as `add` tells it."""

from __future__ import annotations

from coprod_review.analyse.overlap import Overlap
from coprod_review.cli.add_told import overlap_lines


def test_add_tells_how_many_reports_each_combination_of_sources_found() -> None:
    before = Overlap(sources=("Embase", "PubMed"), found_by={"r1": ("Embase", "PubMed"), "r2": ("PubMed",)})
    found_by = {"r1": ("Embase", "PubMed", "Scopus"), "r2": ("PubMed", "Scopus"), "r3": ("PubMed", "Scopus")}
    after = Overlap(sources=("Embase", "PubMed", "Scopus"), found_by=found_by)
    lines = [" ".join(line.split()) for line in overlap_lines(before, after)]
    at = lines.index("found by these and no others before after")
    assert lines[at + 1 :] == ["PubMed + Scopus 0 2", "Embase + PubMed + Scopus 0 1"]


def test_where_each_report_has_one_source_no_combination_is_told() -> None:
    one = Overlap(sources=("PubMed",), found_by={"r1": ("PubMed",)})
    assert not any("no others" in line for line in overlap_lines(one, one))
