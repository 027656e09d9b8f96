"""Marks change nothing of the text and show everyone who quotes it."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from coprod_review.audit.highlight import Passage, highlighted

CODERS = ("rules", "classifier", "lineage", "reader_1")


@st.composite
def texts_with_passages(draw: st.DrawFn) -> tuple[str, list[Passage]]:
    text = draw(st.text(alphabet="ab <>&\"'é\n", max_size=40))
    spans = draw(
        st.lists(st.tuples(st.integers(0, 42), st.integers(0, 42), st.sampled_from(CODERS)), max_size=6)
    )
    return text, [
        Passage(start=start, end=end, coder=coder, label=f"{coder[0].upper()}{i}", anchor=f"x{i}")
        for i, (start, end, coder) in enumerate(spans)
    ]


@given(texts_with_passages())
def test_without_its_marks_and_labels_the_text_is_itself(drawn: tuple[str, list[Passage]]) -> None:
    text, passages = drawn
    shown = re.sub(r"<sup.*?</sup>", "", str(highlighted(text, passages)), flags=re.DOTALL)
    assert html.unescape(re.sub(r"</?mark[^>]*>", "", shown)) == text


def test_marks_begin_and_end_at_words() -> None:
    text = "The patients' views, since they know, count."
    passages = [
        Passage(start=4, end=35, coder="rules", label="R1", anchor="a"),
        Passage(start=4, end=12, coder="classifier", label="C1", anchor="b"),
        Passage(start=4, end=19, coder="classifier", label="C2", anchor="c"),
    ]
    marked = re.findall(r"<mark[^>]*>([^<]*)</mark>", str(highlighted(text, passages)))
    assert [html.unescape(words) for words in marked] == ["patients'", "views", "since they know"]
    cut = [Passage(start=12, end=19, coder="rules", label="R1", anchor="a")]
    assert (
        html.unescape(re.findall(r"<mark[^>]*>([^<]*)<", str(highlighted(text, cut)))[0]) == "patients' views"
    )


@given(texts_with_passages())
def test_every_held_passage_has_its_label_once(drawn: tuple[str, list[Passage]]) -> None:
    text, passages = drawn
    shown = str(highlighted(text, passages))
    for passage in passages:
        held = 0 <= passage.start < passage.end <= len(text)
        labels = re.findall(r"<a [^>]*>(.*?)</a>", shown)
        assert labels.count(passage.label) == held


def test_overlapping_passages_of_two_coders_are_nested_and_cut() -> None:
    passages = [
        Passage(start=0, end=7, coder="rules", label="R1", anchor="R1", views=("d2",)),
        Passage(start=4, end=11, coder="classifier", label="C", anchor="terms", views=("d1", "d3")),
    ]
    shown = str(highlighted("one two three", passages))
    assert '<mark class="R d2">one</mark> ' in shown
    assert '<mark class="C d1 d3"><mark class="R d2">two</mark></mark>' in shown
    assert shown.index("R1") < shown.index('<a class="C d1 d3" href="#terms">C</a>')


def test_a_mark_is_seen_in_the_views_of_all_its_passages_and_labels_stand_in_number_order() -> None:
    passages = [
        Passage(start=0, end=3, coder="rules", label=f"R{n}", anchor=f"R{n}", views=(f"d{n}",))
        for n in (10, 2)
    ]
    shown = str(highlighted("one", passages))
    assert '<mark class="R d2 d10">one</mark>' in shown
    assert shown.index(">R2<") < shown.index(">R10<")
