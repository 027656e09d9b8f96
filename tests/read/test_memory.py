"""Entries that cannot be read do not keep those around them in memory."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from coprod_review.read.entries import Entry, EntryFault
from coprod_review.read.entries_read import Tally, read_entries
from coprod_review.read.formats import format_named


class _Watched(list[Entry]):
    """A list that can be referred to weakly."""


@pytest.fixture
def no_cycles_sought() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_cycles_sought")
def test_entries_are_given_up_although_one_of_them_was_cut_with_a_fault() -> None:
    whole = Entry(line=1, end_line=3, raw="TY  - JOUR\nTI  - A ward\nER  - ")
    fault = EntryFault("cut short", remedy="export it again")
    broken = Entry(line=4, end_line=4, raw="TY  - JOUR", fault=fault)
    entries = _Watched([whole, broken])
    found = read_entries(entries, first=1, export="a.ris", file_format=format_named("ris"), tally=Tally())
    assert [one.reason for one in found.set_aside.values()] == ["cut short"]
    held = weakref.ref(entries)
    del entries, whole, broken, fault
    assert held() is None
