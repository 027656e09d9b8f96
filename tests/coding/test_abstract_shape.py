"""Abstracts that databases ran together: glued headings, key words behind the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.coding.contexts import ContextReader
from coprod_review.coding.matching import PhraseMatcher
from coprod_review.coding.tokens import text_of, texts_of
from coprod_review.coding.unread import has_abstract
from coprod_review.io.patterns import read_weighing
from coprod_review.model.report import Report


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


NOTICE = (
    "Copyright of Tea Today is the property of Kettle Press and its content may not be copied or emailed to "
    "multiple sites. However, users may print articles for individual use."
)


def test_a_notice_of_rights_behind_an_abstract_is_no_words_of_it() -> None:
    assert text_of("abstract", f"Milk was drunk. {NOTICE}").words == ("milk", "was", "drunk", ".")


@pytest.mark.parametrize(
    "abstract",
    [
        NOTICE,
        "This article has been retracted at the request of the editor, who found cups counted twice.",
        "RETRACTED: This paper was withdrawn by its authors.",
    ],
)
def test_a_notice_in_the_place_of_an_abstract_is_none(abstract: str) -> None:
    report = Report(report_id="r1", record_ids=("x:1",), title="Cups of tea", abstract=abstract)
    assert [text.field for text in texts_of(report)] == ["title"]
    assert not has_abstract(texts_of(report))


@pytest.mark.parametrize(
    "abstract",
    [
        "This article has been read aloud in tea houses.",
        "Retracted papers on tea were counted in two databases.",
    ],
)
def test_an_abstract_about_retractions_is_one(abstract: str) -> None:
    assert has_abstract(texts_of(Report(report_id="r1", record_ids=("x:1",), title="Tea", abstract=abstract)))
