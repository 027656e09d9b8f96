"""Tables made anew for a copy that may be published."""

from __future__ import annotations

import pytest

from coprod_review.io.shared_tables import changed_csv

BODY = 'quote,n\n"a, b",1\n'


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_changed_csv_keeps_the_mark_that_it_began_with(mark: bytes) -> None:
    made = changed_csv(mark + BODY.encode(), lambda row: row | {"quote": "withheld"})
    assert made == mark + b"quote,n\nwithheld,1\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_csv_in_which_nothing_changes_has_the_same_bytes(mark: bytes) -> None:
    content = mark + BODY.replace("\n", "\r\n").encode()
    assert changed_csv(content, lambda row: row) == content
