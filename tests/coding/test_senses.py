"""Words of two senses are read in the one that a report means."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.coding.senses import SenseReader
from coprod_review.coding.tokens import text_of
from coprod_review.io.patterns import read_weighing
from coprod_review.model.rules import Sense

PIPES = Sense(
    name="organ_pipes",
    words=("(pipe|pipes)",),
    read_as="organ",
    where=("church*",),
    unless=("tobacco",),
)


def read(abstract: str, *senses: Sense) -> tuple[str, ...]:
    (text,) = SenseReader(senses).in_sense([text_of("abstract", abstract)])
    return text.words


def test_a_word_is_read_in_the_sense_that_other_words_tell() -> None:
    assert read("Pipes sound in churches.", PIPES)[0] == "organ"
    assert read("Pipes lie under the road.", PIPES)[0] == "pipes"
    assert read("Pipes and tobacco were sold at the church.", PIPES)[0] == "pipes"


def test_another_field_of_the_report_can_tell_the_sense() -> None:
    texts = [text_of("title", "Old pipes"), text_of("abstract", "They sound in a church.")]
    title, _ = SenseReader([PIPES]).in_sense(texts)
    assert title.words == ("old", "organ")


def test_what_is_quoted_stays_as_written() -> None:
    (text,) = SenseReader([PIPES]).in_sense([text_of("abstract", "The Pipes of the church.")])
    assert text.passage(1, 2) == (4, 9, "Pipes")


@pytest.fixture(scope="module")
def senses(project: Path) -> tuple[Sense, ...]:
    return read_weighing(project / "config" / "contexts.yaml").senses


@pytest.mark.parametrize(
    "abstract",
    [
        "Surgical residents learned to sew.",
        "The participation of residents in hernia operations was logged by their faculty.",
        "Residents keep a log book; trainees like it.",
        "A night float for residents was tried.",
        "In their residency program residents cook.",
    ],
)
def test_residents_of_hospitals_are_doctors(senses: tuple[Sense, ...], abstract: str) -> None:
    words = read(abstract, *senses)
    assert "residents" not in words
    assert "physicians" in words


@pytest.mark.parametrize(
    "abstract",
    [
        "Residents of the village sweep the street.",
        "Nursing home residents were seen by junior doctors and by surgical residents.",
        "Residents and their relatives had operations explained.",
        "Training of staff helped residents.",
        "Rural residents asked medical students for advice.",
    ],
)
def test_residents_of_homes_and_towns_are_not(senses: tuple[Sense, ...], abstract: str) -> None:
    assert "physicians" not in read(abstract, *senses)


def test_communities_of_species_are_not_those_of_people(senses: tuple[Sense, ...]) -> None:
    assert "communities" not in read("Moss grows where fungal communities are rich.", *senses)
    assert "communities" in read("Village communities count moss; citizens map plant communities.", *senses)
