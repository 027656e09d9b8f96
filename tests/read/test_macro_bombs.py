"""Macros of BibTeX that join each other: counted before anything is joined, and told where it is too much."""

from __future__ import annotations

from typing import Any

from coprod_review.model.limits import ReadingLimits
from coprod_review.model.record import Record, SetAside
from coprod_review.read import bibtex_macros
from coprod_review.read.content import Held
from coprod_review.read.reading import Reading

FIRST, LAST = "@article{a, title = {Before}, year = 2020}\n", "@article{z, title = {After}, year = 2020}\n"


def growing(n: int) -> str:
    """Macros s0 to s<n>, each ten times as long as the one before."""
    joined = (f"@string{{s{k} = {' # '.join([f's{k - 1}'] * 10)}}}" for k in range(1, n + 1))
    return "\n".join(['@string{s0 = "lol lol "}', *joined, ""])


def read(text: str, limits: ReadingLimits | None = None) -> tuple[Reading, list[Any]]:
    reading = Reading(Held(text.encode(), limits=limits or ReadingLimits()), export="x.bib")
    return reading, list(reading)


def test_an_entry_whose_macro_grew_without_end_is_set_aside_between_its_neighbours() -> None:
    reading, items = read(growing(40) + FIRST + "@article{b, title = s40, year = 2020}\n" + LAST)
    assert [type(item) for item in items] == [Record, SetAside, Record]
    assert items[1].reason == (
        "this entry uses a macro that is not defined, since @string on line 6 would take 800,000 characters "
        "from macros, where 500,000 are read"
    )
    assert items[1].remedy.startswith("write the words themselves where the macro stands")
    assert "@string beyond the limits, or with another that is, not defined: 36" in reading.summary().repairs


def test_an_entry_that_joins_too_much_itself_is_set_aside_and_one_that_does_not_is_read() -> None:
    limits = ReadingLimits(max_abstract_chars=100)
    entry = "@article{b, title = {Care}, abstract = s1 # s1}\n"
    _, items = read(growing(1) + entry + LAST, limits)
    assert items[0].reason == "this entry would take 160 characters from macros, where 100 are read"
    assert "raise read.max_abstract_chars" in items[0].remedy
    _, items = read(growing(1) + entry.replace(" # s1", "") + LAST, limits)
    assert items[0].abstract == " ".join(["lol lol"] * 10)


def test_fields_that_stand_again_and_again_are_counted_together() -> None:
    entry = "@article{b, title = {Care},\n" + "author = s3,\n" * 100 + "}\n"
    _, items = read(growing(3) + entry + LAST)
    assert items[0].reason.startswith("this entry would take 800,000 characters")
    assert isinstance(items[1], Record)


def test_many_entries_take_from_macros_what_goes_with_the_length_of_the_export(monkeypatch) -> None:
    monkeypatch.setattr(bibtex_macros, "FREE_CHARS", 20_000)
    entries = "".join(f"@article{{b{n}, title = {{Care {n}}}, abstract = s3}}\n" for n in range(40))
    _, items = read(growing(3) + entries + LAST)
    aside = [item for item in items if isinstance(item, SetAside)]
    assert [type(item) for item in items[:1] + items[-1:]] == [Record, Record]
    assert {item.reason for item in aside} == {
        "this entry would take more from macros than 10 times what the export has up to here"
    }
    assert len(aside) > 15


def test_a_macro_that_is_defined_again_in_bounds_is_used() -> None:
    again = '@string{s6 = "Journal of Care"}\n'
    _, items = read(growing(6) + again + "@article{b, title = {Care}, journal = s6}\n" + LAST)
    assert items[0].container == "Journal of Care"


def test_thanks_that_are_longer_than_the_entries_are_no_bomb(monkeypatch) -> None:
    monkeypatch.setattr(bibtex_macros, "FREE_CHARS", 20_000)
    thanks = f'@string{{thanks = "{"Thanks to the office, room 1, floor 2. " * 12}"}}\n'
    entries = "".join(f"@article{{b{n}, title = {{Care {n}}}, note = thanks}}\n" for n in range(200))
    _, items = read(thanks + entries)
    assert [type(item) for item in items] == [Record] * 200
