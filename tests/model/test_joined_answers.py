"""What a row says of the answers under other ids that it replaces."""

from __future__ import annotations

import pytest

from coprod_review.model.joined_answers import is_replacing, replaced_in, replaced_text


@pytest.mark.parametrize(
    ("cell", "replaced"),
    [
        ("", ()),
        ("r034@1", (("r034", 1),)),
        (" r034 @ 1 ; r035@2;", (("r034", 1), ("r035", 2))),
        ("doi:10.1002/3.0.CO;2-O@3;r1@1", (("doi:10.1002/3.0.CO;2-O", 3), ("r1", 1))),
    ],
)
def test_a_cell_names_ids_with_revisions(cell: str, replaced: tuple[tuple[str, int], ...]) -> None:
    assert is_replacing(cell)
    assert replaced_in(cell) == replaced
    assert replaced_in(replaced_text(replaced)) == tuple(sorted(replaced))


@pytest.mark.parametrize("cell", ["r034", "r1;r2@1", "@1", "r1@0", "r1@x", "doi:10.1/x", " @ 2"])
def test_a_cell_that_names_no_revision_replaces_nothing(cell: str) -> None:
    assert not is_replacing(cell)
