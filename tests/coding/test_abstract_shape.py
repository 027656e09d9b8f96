"""Abstracts that databases ran together: glued headings, key words behind the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.coding.contexts import ContextReader
from coprod_review.coding.matching import PhraseMatcher
from coprod_review.coding.tokens import text_of
from coprod_review.io.patterns import read_weighing


@pytest.mark.parametrize(
    "abstract",
    [
        "BackgroundTea is old.MethodsTea was drunk.ResultsTea helped.ConclusionsTea works.",
        "BACKGROUNDTea is old. METHODSTea was drunk. RESULTSTea helped. CONCLUSIONSTea works.",
        "IntroductionTea is old. Materials and methodsTea was drunk. FindingsTea helped. ValueTea works.",
    ],
)
def test_headings_glued_to_the_first_word_are_parted_from_it(project: Path, abstract: str) -> None:
    reader = ContextReader(read_weighing(project / "config" / "contexts.yaml"))
    text = text_of("abstract", abstract)
    passages = PhraseMatcher({"p": ["tea"]}).passages(text)
    assert [text.passage(p.start, p.end)[2] for p in passages] == ["Tea"] * 4
    assert reader.flags(text, passages) == [("background",), ("methods",), ("results",), ("conclusion",)]


@pytest.mark.parametrize("word", ["MethodsNow", "ResultsA", "AimsWe"])
def test_parted_words_read_at_their_offsets(word: str) -> None:
    text = text_of("abstract", f"{word} tried tea.")
    read = [text.written[s:e].lower() for s, e in zip(text.starts, text.ends, strict=True)]
    assert read == list(text.words)
    assert len(text.words) == 5


@pytest.mark.parametrize("word", ["Designer", "PubMed", "eMeasures", "resulted", "BACKGROUNDS", "McMethods"])
def test_other_words_stay_whole(word: str) -> None:
    assert text_of("abstract", word).words == (word.lower(),)


@pytest.mark.parametrize(
    "tail",
    [
        "Keywords: tea parties, coffee",
        "KEY WORDS - tea; coffee",
        "Index terms: tea.",
        "Key words and phrases: tea",
    ],
)
def test_key_words_behind_an_abstract_are_no_words_of_it(tail: str) -> None:
    assert text_of("abstract", f"Milk was drunk. {tail}").words == ("milk", "was", "drunk", ".")


@pytest.mark.parametrize(
    "abstract",
    [
        "Keywords: tea, coffee. Objective: To drink milk.",
        "We searched for the key words tea and milk.",
        "Milk was drunk. Keywords: tea. Results: Milk was good.",
    ],
)
def test_key_words_that_do_not_end_an_abstract_leave_it_whole(abstract: str) -> None:
    words = text_of("abstract", abstract).words
    assert {"tea", "milk"} <= set(words)
