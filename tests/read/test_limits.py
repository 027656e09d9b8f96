"""Limits of reading: what is beyond them is set aside or refused, and what is within is read as ever."""

from __future__ import annotations

import gzip

import pytest

from coprod_review.config import ReadSettings
from coprod_review.errors import ReviewError
from coprod_review.model.limits import ReadingLimits
from coprod_review.model.record import Record, SetAside
from coprod_review.read.content import Held
from coprod_review.read.reading import Reading

SMALL = ReadingLimits(
    max_line_mb=1, max_unpacked_mb=1, max_abstract_chars=100, max_field_chars=50, max_items=3
)


def ris(*lines: str) -> str:
    return "\n".join(["TY  - JOUR", *lines, "ER  - ", "", ""])


def read(text: str, limits: ReadingLimits = SMALL) -> list[Record | SetAside]:
    return list(Reading(Held(text.encode(), limits=limits), export="x.ris"))


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["TI  - " + "a" * 51], "title of 51 characters, where 50 are read"),
        (["TI  - Safety", "AB  - " + "a" * 101], "abstract of 101 characters, where 100 are read"),
        (
            ["TI  - Safety", *(f"AU  - Doe, {letter}" for letter in "ABCD")],
            "authors of 4 items, where 3 are read",
        ),
        (["TI  - Safety", *(f"KW  - care {n}" for n in range(4))], "keywords of 4 items, where 3 are read"),
    ],
)
def test_an_entry_beyond_a_limit_is_set_aside_whole_between_its_neighbours(
    lines: list[str], reason: str
) -> None:
    harmless = ris("TI  - Safety")
    before, beyond, after = read(harmless + ris(*lines) + harmless)
    assert isinstance(before, Record)
    assert isinstance(after, Record)
    assert isinstance(beyond, SetAside)
    assert beyond.reason == f"this entry is beyond the limits: {reason}"
    assert beyond.remedy.endswith("in config/config.yaml to read it all the same")
    assert lines[-1] in beyond.raw


def test_entries_at_the_limits_are_read() -> None:
    items = read(
        ris("TI  - " + "a" * 50, "AB  - " + "b" * 100, *["AU  - Doe, J", "AU  - Roe, K", "AU  - Poe, L"])
    )
    assert [type(item) for item in items] == [Record]


def test_a_line_without_end_is_refused_with_its_export() -> None:
    with pytest.raises(ReviewError, match="a line or value of this export has more than 1 million") as caught:
        read(ris("TI  - " + "a" * 3_000_000))
    assert caught.value.where == "x.ris"
    assert "read.max_line_mb in config/config.yaml" in caught.value.remedy


def test_an_archive_with_more_than_the_limit_is_refused() -> None:
    packed = gzip.compress(ris("TI  - Safety", *(f"N1  - {n:032d}" for n in range(40_000))).encode())
    with pytest.raises(ReviewError, match="this archive has more than 1 MB, unpacked") as caught:
        list(Reading(Held(packed, limits=SMALL), export="x.ris.gz"))
    assert "raise read.max_unpacked_mb in config/config.yaml" in caught.value.remedy
    assert caught.value.where == "x.ris.gz"


def test_an_archive_that_expands_as_no_text_does_is_refused_though_the_limit_is_far() -> None:
    packed = gzip.compress(ris("TI  - Safety").encode() + b" " * 80_000_000)
    with pytest.raises(ReviewError, match="unpacks to more than 250 times its size") as caught:
        list(Reading(packed, export="x.ris.gz"))
    assert "if it is an export, unpack it yourself" in caught.value.remedy


def test_the_settings_have_the_limits_that_hold_without_them() -> None:
    limits = ReadSettings(max_file_mb=2000).limits()
    assert limits == ReadingLimits(max_file_mb=2000)


def test_a_zip_archive_of_nothing_is_told_as_such() -> None:
    with pytest.raises(ReviewError, match="this is a zip archive of nothing") as caught:
        Reading(b"PK\x05\x06" + bytes(18), export="x.zip")
    assert "pack the export again" in caught.value.remedy


def test_a_title_longer_than_any_is_set_aside_and_markup_in_it_is_not_counted() -> None:
    limits = ReadingLimits(max_title_chars=50)
    marked = "TI  - Safety " + '<mml:mi mathvariant="normal">x</mml:mi>' * 3
    before, beyond, after = read(ris(marked) + ris("TI  - " + "a" * 51) + ris("TI  - " + "b" * 50), limits)
    assert isinstance(before, Record)
    assert isinstance(after, Record)
    assert isinstance(beyond, SetAside)
    assert beyond.reason == "this entry is beyond the limits: title of 51 characters, where 50 are read"
    assert "raise read.max_title_chars in config/config.yaml" in beyond.remedy
