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
        Passage(start=start, end=end, coder=coder, label=f"{coder[0].upper()}{i}")
        for i, (start, end, coder) in enumerate(spans)
    ]


@given(texts_with_passages())
def test_without_its_marks_and_labels_the_text_is_itself(drawn: tuple[str, list[Passage]]) -> None:
    text, passages = drawn
    shown = re.sub(r"<sup.*?</sup>", "", str(highlighted(text, passages)), flags=re.DOTALL)
    assert html.unescape(re.sub(r"</?mark[^>]*>", "", shown)) == text


@given(texts_with_passages())
def test_every_held_passage_has_its_label_once(drawn: tuple[str, list[Passage]]) -> None:
    text, passages = drawn
    shown = str(highlighted(text, passages))
    for passage in passages:
        held = 0 <= passage.start < passage.end <= len(text)
        labels = re.findall(r"<sup[^>]*>(.*?)</sup>", shown)
        assert sum(passage.label in label.split() for label in labels) == held


def test_overlapping_passages_of_two_coders_are_nested_and_cut() -> None:
    passages = [
        Passage(start=0, end=7, coder="rules", label="R1", about="rules: x"),
        Passage(start=4, end=11, coder="classifier", label="C1", anchor="here"),
    ]
    shown = str(highlighted("one two three", passages))
    assert '<mark class="by by-rules" title="rules: x">one </mark>' in shown
    assert (
        '<mark class="by by-classifier"><mark class="by by-rules" title="rules: x">two</mark></mark>' in shown
    )
    assert shown.index("R1") < shown.index('<a href="#here">C1</a>')
