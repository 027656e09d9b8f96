"""The phrase language: what a phrase finds, and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy_matching import SpacyPhrases

from coprod_review.coding.matching import PhraseMatcher
from coprod_review.coding.phrases import PhraseError, compiled
from coprod_review.coding.tokens import text_of


def found(phrase: str, sentence: str, field: str = "abstract") -> list[str]:
    """The passages of one phrase in a sentence, as words."""
    text = text_of(field, sentence)
    return [text.passage(p.start, p.end)[2] for p in PhraseMatcher({"p": [phrase]}).passages(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Co-production matters.",
        "COPRODUCTION matters.",
        "co production matters.",
        "Co‐production matters.",
        "The co–production matters.",
        "Co- production matters.",
    ],
)
def test_co_words_match_with_hyphen_of_any_kind_space_or_none(sentence: str) -> None:
    assert len(found("co-production", sentence)) == 1
    assert len(found("coproduction", sentence)) == 1
    assert len(found("co production", sentence)) == 1


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("organisation", "The organization grew."),
        ("organization", "The organisation grew."),
        ("organis*", "They organized."),
        ("behaviour", "Her behavior changed."),
        ("centre", "The center closed."),
        ("analyse", "We analyze it."),
        ("paediatric", "A pediatric ward."),
        ("programme", "A program began."),
        ("Grönroos", "As Gronroos wrote."),
    ],
)
def test_british_and_american_spelling_and_diacritics_do_not_matter(phrase: str, sentence: str) -> None:
    assert len(found(phrase, sentence)) == 1


def test_a_star_finds_every_word_that_begins_so() -> None:
    assert found("nurs*", "Nursing nurses nurse a nurture.") == ["Nursing", "nurses", "nurse"]


def test_alternatives_may_be_words_or_phrases_and_a_question_mark_lets_a_part_lack() -> None:
    sentence = "New drugs, old new medicines and quite new medical devices."
    assert found("new (drugs|medical? devices|medicines)", sentence) == [
        "New drugs",
        "new medicines",
        "new medical devices",
    ]


def test_a_gap_takes_up_to_so_many_words_and_no_more() -> None:
    assert found("ward ~2 nurse", "The ward and its nurse.") == ["ward and its nurse"]
    assert found("ward ~2 nurse", "The ward and its kind nurse.") == []


def test_nearness_finds_either_order_and_a_gap_only_one() -> None:
    assert found("tea <2> milk", "Milk in tea.") == ["Milk in tea"]
    assert found("tea ~2 milk", "Milk in tea.") == []


def test_a_hyphen_lets_a_word_stand_joined_or_apart() -> None:
    assert found("well-being", "Wellbeing, well being and well-being.") == [
        "Wellbeing",
        "well being",
        "well-being",
    ]


def test_a_passage_crosses_neither_sentence_nor_colon_nor_keyword() -> None:
    assert found("tea ~5 milk", "We drank tea. The milk was off.") == []
    assert found("tea ~5 milk", "A history of tea: milk in it.") == []
    assert found("tea ~5 milk", "green tea; warm milk", field="keywords") == []


def test_possessives_and_quotation_marks_do_not_hide_a_word() -> None:
    assert found("patient safety", "The patient's “safety” counts.") == ["patient's “safety"]
    assert found("patients own", "The patients' own words.") == ["patients' own"]


def test_full_stops_in_numbers_and_abbreviations_end_no_sentence() -> None:
    assert (
        len(
            text_of(
                "abstract", "Risk was 0.5 (p = .02) vs. 0.7 in the U.S. sample of Lee et al. then."
            ).sentences
        )
        == 1
    )


@pytest.mark.parametrize(
    "phrase",
    ["(a|b", "a)", "a ~3", "~3 a", "a*b", "*", "? a", "a <2> b <2> c", "", "   ", "a?"],
)
def test_a_phrase_that_cannot_be_read_is_refused_with_its_words(phrase: str) -> None:
    with pytest.raises(PhraseError, match=r"."):
        compiled(phrase)


PHRASES = st.sampled_from(
    ["tea", "te*", "tea ~2 milk", "(tea|warm milk) <1> cup", "cup of? tea", "(old|new)? cup", "warm-milk"]
)
WORDS = st.sampled_from(
    ["tea", "teas", "milk", "cup", "of", "old", "warm", "new", "warm-milk", ".", ":", ","]
)


@given(st.lists(PHRASES, min_size=1, max_size=3), st.lists(WORDS, max_size=14))
def test_passages_are_those_that_spacy_finds(phrases: list[str], words: list[str]) -> None:
    text = text_of("abstract", " ".join(words))
    phrases_by_key = {f"p{i}": [phrase] for i, phrase in enumerate(phrases)}
    assert PhraseMatcher(phrases_by_key).passages(text) == SpacyPhrases(phrases_by_key).passages(text)


@given(st.text(max_size=200))
def test_every_word_reads_in_the_text_at_its_offsets(written: str) -> None:
    text = text_of("abstract", written)
    assert len(text.words) == len(text.starts) == len(text.ends) == len(text.doc)
    for place in range(len(text.words)):
        start, end, quote = text.passage(place, place + 1)
        assert quote
        assert written[start:end] == quote
    assert [i for a, b in text.sentences for i in range(a, b)] == list(range(len(text.words)))
