"""A text that took time by the square of its length, where no alarm can interrupt it."""

from __future__ import annotations

import time
import unicodedata

import pytest

from coprod_review.errors import ReviewError
from coprod_review.model.record import Record
from coprod_review.read.reading import Reading

MARKS = "\u0301\u0316" * 100_000


def test_a_letter_with_marks_without_end_is_read_in_time_by_its_length() -> None:
    text = f"TY  - JOUR\nTI  - Safety\nAB  - a{MARKS} and on\nER  - \n"
    began = time.process_time()
    (item,) = Reading(text.encode(), export="x")
    assert isinstance(item, Record)
    assert time.process_time() - began < 5


def test_marks_beyond_any_language_go_and_others_stay() -> None:
    text = f"TY  - JOUR\nTI  - Safety\nAB  - Cafe\u0301 {'word ' * 3000}a{MARKS}b\nER  - \n"
    (item,) = Reading(text.encode(), export="x")
    assert isinstance(item, Record)
    assert item.abstract.startswith("Caf\xe9 word")
    assert item.abstract.endswith("b")
    assert sum(map(bool, map(unicodedata.combining, item.abstract))) < 31


BLANKS = " " * 300_000


@pytest.mark.parametrize(
    "damaged",
    [
        f"@article{{b{BLANKS}c, title = {{Care}}}}",
        f"@article{{b{BLANKS}\n, title = {{Care}}}}",
        f"@article{{b, title{BLANKS}x = {{Care}}}}",
        f"@article{{b, title = jan{BLANKS}x}}",
        f"@article{{b, title = {{Care}}, {BLANKS}x}}",
        f"@article{{b, title = {{Care}}{', ' * 150_000}x}}",
    ],
)
def test_blanks_without_end_in_bibtex_are_read_in_time_by_their_length(damaged: str) -> None:
    first, last = "@article{a, title = {Before}}\n", "@article{z, title = {After}}\n"
    began = time.process_time()
    items = list(Reading(f"{first}{damaged}\n{last}".encode(), export="x.bib"))
    assert time.process_time() - began < 5
    assert [type(item) for item in (items[0], items[-1])] == [Record, Record]
    assert len(items) == 3


def test_a_name_of_letters_without_end_is_read_in_time_by_its_length() -> None:
    text = f'Title,Authors,Year,EID\nSafety,"A.B., {"x" * 200_000}",2020,2-s2.0-1\n'
    began = time.process_time()
    (item,) = Reading(text.encode(), export="x")
    assert isinstance(item, Record)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "text",
    [
        f"TY  - JOUR\nTI  - Care\nUR  - {'https://scopus.com/inward/record.uri?' * 8_000}doi=10.\nER  - \n",
        f"TY  - JOUR\nTI  - Care\nUR  - {'scopus.com' * 30_000}/pages/eid=doi=10.\nER  - \n",
        f"@article{{a, title = {{Care {chr(92)}kern{'1' * 100_000}}}}}\n",
        f"@article{{a, title = {{Care {chr(92)}kern{' ' * 100_000}}}}}\n",
    ],
    ids=["addresses", "hosts", "digits", "blanks"],
)
def test_long_addresses_and_spaces_of_latex_are_read_in_time_by_their_length(text: str) -> None:
    began = time.process_time()
    assert len(list(Reading(text.encode(), export="x"))) == 1
    assert time.process_time() - began < 5


def test_line_ends_without_end_in_the_field_extra_are_read_in_time_by_their_length() -> None:
    lines = "\n" * 19_000
    rows = "".join(f'journalArticle,Owls,Beds.,"{lines}PMID: {n}"\n' for n in range(1, 4))
    began = time.process_time()
    items = list(Reading(f"Item Type,Title,Abstract Note,Extra\n{rows}".encode(), export="x"))
    assert time.process_time() - began < 5
    assert [type(item) for item in items] == [Record] * 3


@pytest.mark.parametrize(
    "text",
    [
        f"TY  - JOUR\nTI  - Care\nDO  - 10.5555/{'x' * 60}1x\nER  - \n",
        f"TY  - JOUR\nTI  - Care\nDO  - 10.5555/nn{'.n0x' * 10_000}1x\nER  - \n",
    ],
    ids=["letters", "letters and stops"],
)
def test_what_is_nearly_a_template_for_a_doi_is_read_in_time_by_its_length(text: str) -> None:
    began = time.process_time()
    assert len(list(Reading(text.encode(), export="x"))) == 1
    assert time.process_time() - began < 5


def test_what_is_nearly_a_set_of_articles_is_refused_in_time_by_its_length() -> None:
    began = time.process_time()
    with pytest.raises(ReviewError, match="ArticleSet"):
        Reading(f"<ArticleSet>{'<!-- owls -->' * 60}\n<Owl/></ArticleSet>\n".encode(), export="x")
    with pytest.raises(ReviewError, match="ArticleSet"):
        Reading(f"{'<ArticleSet><!--x' * 15_000}\n".encode(), export="x")
    assert time.process_time() - began < 5


_OVID = "<1>\nVN  - Ovid Technologies\nTI  - Owls\n{}\n"


@pytest.mark.parametrize("role", ["Ed", "Ed., Editor"])
def test_many_editors_before_what_is_no_book_are_read(role: str) -> None:
    source = f"SO  - {f'Berg, L. [{role}], ' * 40}(2030). Wards"
    (item,) = Reading(_OVID.format(source).encode(), export="x")
    assert isinstance(item, Record)
    assert item.title == "Owls"


def test_a_book_is_named_behind_many_editors() -> None:
    source = f"SO  - {'Berg, L. [Ed], ' * 40}. Owls of the north. 2030"
    (item,) = Reading(_OVID.format(source).encode(), export="x")
    assert isinstance(item, Record)
    assert item.container == "Owls of the north"


@pytest.mark.parametrize(
    "names",
    [
        f"Berg, Lena{', M.D.' * 27}, X",
        f"{'Berg L. ' * 40}, X.",
        f"{'Berg A III, ' * 40}X.",
    ],
    ids=["degrees", "initials", "generations"],
)
def test_what_is_nearly_a_list_of_names_is_read(names: str) -> None:
    (item,) = Reading(_OVID.format(f"AU  - {names}").encode(), export="x")
    assert isinstance(item, Record)
    assert "Berg" in item.authors[0]
