"""The patterns that the review ships, tested by their own sentences, and how faults in patterns are told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coprod_review.coding.pattern_checks import cue_faults, pattern_faults
from coprod_review.errors import ReviewError, ReviewErrors
from coprod_review.io.codebook import read_codebook
from coprod_review.io.patterns import read_decisions, read_patterns, read_weighing
from coprod_review.model.codebook import Codebook

PATTERN = """
dimension: tradition
patterns:
  - id: tea
    code: other
    weight: 1
    phrases: ["{tea} cup"]
    matches: ["A tea cup."]
    misses: ["A milk jug."]
"""


@pytest.fixture(scope="module")
def codebook(project: Path) -> Codebook:
    return read_codebook(project / "config" / "codebook.yaml")


def written(folder: Path, text: str, words: str = "tea: (tea|chai)") -> Path:
    (folder / "tradition.yaml").write_text(text, encoding="utf-8")
    (folder / "words.yaml").write_text(words, encoding="utf-8")
    return folder


def test_every_pattern_finds_its_matches_and_passes_over_its_misses(
    project: Path, codebook: Codebook
) -> None:
    patterns = read_patterns(project / "config" / "patterns", codebook)
    assert [str(fault) for fault in pattern_faults(patterns)] == []


def test_every_cue_and_heading_can_be_read(project: Path) -> None:
    weighing = read_weighing(project / "config" / "contexts.yaml")
    assert cue_faults(weighing, where="contexts.yaml") == []


def test_a_stop_that_no_sentence_can_hold_is_told(project: Path) -> None:
    weighing = read_weighing(project / "config" / "contexts.yaml")
    context = replace(weighing.contexts[0], stops=(";", "; but", "–"))
    (fault,) = cue_faults(replace(weighing, contexts=(context,)), where="contexts.yaml")
    assert "the stop '; but' of negated can never hold" in str(fault)
    assert "alone" in fault.remedy


@pytest.mark.parametrize("part", ["before_stops", "after_stops"])
def test_so_is_a_stop_of_cues_on_one_side_for_which_a_dash_stands_for_nothing(
    project: Path, part: str
) -> None:
    weighing = read_weighing(project / "config" / "contexts.yaml")
    stops: dict[str, Any] = {part: (";", "; but", "–")}
    context = replace(weighing.contexts[0], **stops)
    faults = cue_faults(replace(weighing, contexts=(context,)), where="contexts.yaml")
    assert ["the stop '; but'" in str(f) or "the stop '–'" in str(f) for f in faults] == [True, True]


def test_every_code_of_every_dimension_has_a_pattern(project: Path, codebook: Codebook) -> None:
    patterns = read_patterns(project / "config" / "patterns", codebook)
    have = {(p.dimension, p.code) for p in patterns}
    assert {(d.name, c) for d in codebook.dimensions.values() for c in d.codes} - have == set()


def test_every_dimension_is_decided(project: Path, codebook: Codebook) -> None:
    decisions = read_decisions(project / "config" / "decisions.yaml", codebook)
    assert {d.dimension for d in decisions} == set(codebook.dimensions)


def test_words_in_braces_stand_for_their_group(tmp_path: Path, codebook: Codebook) -> None:
    (pattern,) = read_patterns(written(tmp_path, PATTERN), codebook)
    assert pattern.phrases == ("(tea|chai) cup",)
    assert pattern.line == 4
    assert pattern_faults([pattern]) == []


def test_a_pattern_that_fails_its_own_sentences_is_told_with_its_line(
    tmp_path: Path, codebook: Codebook
) -> None:
    text = PATTERN.replace("A tea cup.", "A glass.").replace("A milk jug.", "A chai cup.")
    missed, found = pattern_faults(read_patterns(written(tmp_path, text), codebook))
    assert "must match and does not: 'A glass.'" in missed.problem
    assert "must not match and does: 'A chai cup.'" in found.problem
    assert missed.where.endswith("tradition.yaml, line 4")
    assert "widen the pattern" in missed.remedy
    assert "narrow the pattern" in found.remedy


def test_all_faults_of_the_pattern_files_are_told_at_once(tmp_path: Path, codebook: Codebook) -> None:
    entry = PATTERN.split("patterns:\n")[1]
    text = PATTERN.replace("code: other", "code: teaism") + entry.replace("{tea}", "{tee}")
    with pytest.raises(ReviewErrors) as told:
        read_patterns(written(tmp_path, text), codebook)
    said = str(told.value)
    assert "unknown code 'teaism'" in said
    assert "the id 'tea' is given twice" in said
    assert "no group of words 'tee'" in said
    assert said.count("remedy:") == 3


def test_a_misspelt_key_is_refused_with_its_line(tmp_path: Path, codebook: Codebook) -> None:
    with pytest.raises(ReviewError) as told:
        read_patterns(written(tmp_path, PATTERN.replace("weight:", "wieght:")), codebook)
    assert "line 6" in str(told.value)
    assert "remedy" in str(told.value)


def test_a_phrase_that_cannot_be_read_is_told_and_not_run(tmp_path: Path, codebook: Codebook) -> None:
    (fault,) = pattern_faults(read_patterns(written(tmp_path, PATTERN.replace('cup"', '(cup"')), codebook))
    assert "bracket never closes" in fault.problem
    assert "docs/patterns.md" in fault.remedy


def test_a_token_pattern_is_matched_on_folded_words(tmp_path: Path, codebook: Codebook) -> None:
    text = PATTERN.replace(
        'phrases: ["{tea} cup"]', "tokens: [[{LOWER: Organisation}, {LOWER: {IN: [tea, chai]}}]]"
    )
    text = text.replace("A tea cup.", "An ORGANIZATION: chai? No, organization chai.")
    assert pattern_faults(read_patterns(written(tmp_path, text), codebook)) == []


def test_no_phrase_counts_for_tradition_and_framing(tmp_path: Path, codebook: Codebook) -> None:
    folder = written(tmp_path, PATTERN)
    other = (
        PATTERN.replace("tradition", "framing")
        .replace("code: other", "code: none")
        .replace("id: tea", "id: tea2")
    )
    (folder / "framing.yaml").write_text(other, encoding="utf-8")
    (fault,) = pattern_faults(read_patterns(folder, codebook))
    assert "counts for framing and for tradition" in fault.problem


def test_an_empty_folder_is_told(tmp_path: Path, codebook: Codebook) -> None:
    with pytest.raises(ReviewError) as told:
        read_patterns(tmp_path, codebook)
    assert "config/patterns" in told.value.remedy


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        ("{give: teaism}", "unknown code 'teaism'"),
        ("{give: other, given: {framing: [none]}}", "framing is not decided before"),
        ("{give: other, highest: [none]}", "exactly one of"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(
    tmp_path: Path, codebook: Codebook, step: str, problem: str
) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_text(f"tradition:\n  steps:\n    - {step}\n  silence: none\n", encoding="utf-8")
    with pytest.raises(ReviewError) as told:
        read_decisions(path, codebook)
    assert problem in str(told.value)
    assert "remedy" in str(told.value)
    assert "line 3" in str(told.value)
