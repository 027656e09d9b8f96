"""Where a document appeared, as one line tells it, and names as EBSCO writes them."""

from __future__ import annotations

import pytest

from coprod_review.read.source_line import split_source


@pytest.mark.parametrize(
    ("line", "volume", "issue"),
    [
        ("Owl Affairs. Nov2030, Vol. 42 Issue 11, p1500-1508. 9p.", "42", "11"),
        ("Owl Affairs. Nov2030, Vol. 42, p1500-1508. 9p.", "42", ""),
        ("Owl Affairs. Nov2030 Supplement S1, Vol. 32 Issue S1, p11-22. 12p.", "32", "S1"),
        ("Owl Affairs. Oct2030, Vol. 32 Issue 19/20, p970-975. 6p.", "32", "19/20"),
        ("Owl Affairs. 2030, Vol. 32 No. 3/4, p970.", "32", "3/4"),
        ("Owl Affairs; Vol. 32, Iss. 3,  (2030): 97-98.", "32", "3"),
        ("Owl Affairs. 2030, Vol. 32 no12, p970.", "32", "12"),
    ],
)
def test_the_month_of_november_is_no_issue_and_double_issues_are_whole(line, volume, issue):
    found = split_source(line)
    assert (found.volume, found.issue) == (volume, issue)


def test_names_of_ebsco_are_without_marks_and_addresses(read):
    text = (
        "Record: 1\nTitle:\n    Owls.\nAuthors:\n    von Berg, Ulla1 (AUTHOR) u@example.org\n"
        "    MacEk, Ian2 (AUTHOR)\n    Lund, Bo c@example.org\n    Alm, Eva\nSource:\n    Owls. 2030\n"
    )
    assert read(text)[0][0].authors == ("von Berg, Ulla", "MacEk, Ian", "Lund, Bo", "Alm, Eva")
