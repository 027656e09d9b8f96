"""Which versions of the codebook a coder is said to code by."""

from __future__ import annotations

import pytest

from coprod_review.model.corpus import Coder


def _coder(codebook: str) -> Coder:
    return Coder(name="AB", kind="person", role="reader", how="reads", codebook=codebook, blind=True)


@pytest.mark.parametrize("codebook", ["0.1", "0.1 and 0.2", "0.2, 0.1", "v0.1", "by 0.1.", "0.1-0.3"])
def test_a_version_is_named_alone_or_among_others(codebook: str) -> None:
    assert _coder(codebook).codes_by("0.1")


@pytest.mark.parametrize("codebook", ["0.10", "10.1", "0.1.2", "2.0.1", "0.1b", "0.1-beta", "0.2", ""])
def test_a_version_that_another_one_contains_is_not_named_by_it(codebook: str) -> None:
    assert not _coder(codebook).codes_by("0.1")
