"""Passages of withheld texts, and the marks in their place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coprod_review.share.marks import MARK, mark_of, passage_mark
from coprod_review.share.passages import LONG, Passages

TEXT = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen."


def words(first: int, last: int) -> str:
    return " ".join(TEXT.split()[first:last])


def test_eleven_words_in_a_row_are_a_passage_and_ten_are_none() -> None:
    passages = Passages([TEXT])
    assert passages.spans(f"They say {words(2, 2 + LONG)} there.")
    assert not passages.spans(f"They say {words(2, 1 + LONG)} there.")


@given(st.integers(0, 5), st.integers(LONG, 16), st.text(max_size=30), st.text(max_size=30))
def test_a_passage_is_marked_wherever_it_begins_and_whatever_stands_around_it(
    first: int, n: int, before: str, after: str
) -> None:
    passages = Passages([TEXT])
    cited = words(first, min(first + n, 16)).rstrip(".")
    made = passages.marked(f"{before} | {cited} | {after}")
    assert cited not in made
    assert MARK.search(made)
    assert not passages.spans(made)


def test_capitals_line_breaks_and_signs_hide_no_passage() -> None:
    hidden = words(0, 13).upper().replace(" ", ",\n")
    assert Passages([TEXT]).spans(hidden)


def test_a_text_without_blanks_between_words_is_found_too() -> None:
    text = "患者安全共同生産研究医療質改善調査"
    assert Passages([text]).spans(f"参照{text[:13]}以上")


def test_a_passage_is_found_though_its_beginning_stands_in_another_text_too() -> None:
    other = f"{words(0, 8)} but otherwise"
    cited = words(0, 12)
    for texts in ([TEXT, other], [f"a {other}", TEXT], [f"a b c d {other}", TEXT]):
        assert [span.n_words for span in Passages(texts).spans(f"As said: {cited}!")] == [12]


def test_passages_of_two_texts_that_share_words_are_marked_once_each() -> None:
    other = f"{words(9, 16).rstrip('.')} and then seven more words of its own here"
    made = Passages([TEXT, other]).marked(
        f"{words(0, 16).rstrip('.')} and then seven more words of its own here"
    )
    assert "word" not in MARK.sub("", made)
    assert "twelve" not in made


def test_what_stands_in_a_title_as_well_is_no_passage() -> None:
    title = words(0, 12)
    passages = Passages([TEXT], public=[title])
    assert not passages.spans(title)
    assert passages.spans(words(0, 15))


def test_nothing_withheld_changes_nothing() -> None:
    assert Passages([]).marked(TEXT) == TEXT
    assert Passages(["short text"]).marked(TEXT) == TEXT


def test_a_mark_tells_length_and_hash_and_where_the_passage_stands() -> None:
    whole = MARK.fullmatch(mark_of("abc"))
    assert whole and whole["n"] == "3"
    assert whole["sha256"] == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    part = MARK.fullmatch(passage_mark("two", TEXT, field="abstract", start=4))
    assert part and (part["field"], part["start"], part["end"]) == ("abstract", "4", "7")


def test_the_hash_of_a_passage_differs_with_the_text_around_it() -> None:
    assert passage_mark("two", TEXT) != passage_mark("two", TEXT + " ")


def test_the_name_of_a_field_before_a_title_makes_no_passage_of_it_though_an_abstract_has_both() -> None:
    title = words(0, 11)
    passages = Passages([f"Article title: {title} and then it says more."], public=[title])
    assert not passages.spans(f'"title": "{title}"')
    assert not passages.spans(f"Article title: {title}")
    (span,) = passages.spans(f"Article title: {title} and then it")
    assert (span.n_words, span.n_closed) == (16, 5)
