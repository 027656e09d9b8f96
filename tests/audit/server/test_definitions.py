"""Definitions as people read them at the desk: codes within them stand by their labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.audit.server.definitions import NAME, code_views, decide_steps, in_labels
from coprod_review.io.codebook import read_codebook
from coprod_review.model.codebook import Codebook


@pytest.fixture(scope="module")
def book(project: Path) -> Codebook:
    return read_codebook(project / "config" / "codebook.yaml")


def test_a_code_within_a_definition_stands_by_its_label(book: Codebook) -> None:
    told = in_labels("if only the staff decide: public_administration (see safety_1).", book)
    assert told == "if only the staff decide: public administration (and management) (see safety-I)."


def test_what_is_no_name_of_the_codebook_stays(book: Codebook) -> None:
    assert in_labels("an odd_word, none, other", book) == "an odd_word, none, other"


def test_no_question_of_the_bundled_codebook_shows_names_of_the_program(book: Codebook) -> None:
    for dimension in book.dimensions.values():
        shown = [*decide_steps(dimension, book)]
        for code in code_views(dimension, book):
            shown += [code.definition, *code.include, *code.exclude]
        assert [name for words in shown for name in NAME.findall(words)] == []
