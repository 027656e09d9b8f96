"""What a change of the rules does to codes, and which codings of people it re-opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from tests.coding.codebook_examples import rules_of, write_rules

from coprod_review.coding.code_changes import (
    AWAY,
    NEITHER,
    TOWARDS,
    CodeChange,
    against_settled,
    code_changes,
)
from coprod_review.coding.codebook_changes import OF_NO_MEANING, differences
from coprod_review.coding.pattern_coverage import Firings
from coprod_review.coding.pattern_effects import PatternEffect, n_weighed_otherwise, pattern_effects
from coprod_review.coding.reopened import Reopened
from coprod_review.coding.reopening import as_given, reopening, set_back
from coprod_review.coding.rule_set_codings import codings_under
from coprod_review.io.rule_sets import read_rule_set
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.pattern import Pattern
from coprod_review.model.report import Report
from coprod_review.model.rule_set import RuleSet

REPORTS = [
    Report(report_id="r1", record_ids=("x:1",), title="", abstract="A pot of tea was steeped with milk."),
    Report(report_id="r2", record_ids=("x:2",), title="", abstract="Coffee was served in the morning."),
    Report(report_id="r3", record_ids=("x:3",), title="", abstract="Two tea bags were left in the box."),
]

Edit = tuple[str, str]


@pytest.fixture
def config(project: Path) -> Path:
    return project / "config"


@pytest.fixture
def old(tmp_path: Path, config: Path) -> RuleSet:
    return rules_of(tmp_path / "old", config)


def changed(tmp_path: Path, config: Path, **edits: Edit) -> RuleSet:
    return rules_of(tmp_path / "new", config, **edits)


def changes(old: RuleSet, new: RuleSet) -> list[CodeChange]:
    return code_changes(codings_under(old, REPORTS), codings_under(new, REPORTS))


def told(old: RuleSet, new: RuleSet) -> list[tuple[str, str, str]]:
    return [(d.part, d.name, d.change) for d in differences(old, new)]


def person(report: str, dimension: str, *codes: str, codebook: str = "1") -> Coding:
    return Coding(report_id=report, dimension=dimension, codes=codes, coder="ann", codebook=codebook)


def again(old: RuleSet, new: RuleSet, *codings: Coding) -> Sequence[Reopened]:
    return reopening(
        codings,
        new.codebook,
        {old.codebook.version: old.codebook},
        answers=codings_under(new, REPORTS),
        spoken_for={(p.dimension, p.code) for p in new.patterns},
    ).reopened


def test_the_same_rules_in_another_folder_change_nothing(old: RuleSet, tmp_path: Path, config: Path) -> None:
    new = changed(tmp_path, config)
    assert told(old, new) == []
    assert changes(old, new) == []


def test_examples_labels_and_test_sentences_change_no_meaning(
    old: RuleSet, tmp_path: Path, config: Path
) -> None:
    new = changed(
        tmp_path,
        config,
        codebook=("label: Pot", "label: Teapot"),
        tradition=("matches: [A pot of tea.]", "matches: [One pot of tea.]"),
        lineage=("matches: [", "matches: [Kettle A (1999) Steeping together in rooms for guests, "),
    )
    assert told(old, new) == []


@pytest.mark.parametrize(
    ("file", "edit", "difference"),
    [
        (
            "codebook",
            ("steeped in a pot", "made in a pot"),
            ("definition", "tradition: pot", "definition changed"),
        ),
        ("codebook", ("What goes into", "What is in"), ("definition", "framing", "question changed")),
        (
            "codebook",
            ("      bag: {label", "      can: {label: Can, definition: Iced.}\n      bag: {label"),
            ("definition", "tradition: can", "this code is new"),
        ),
        (
            "codebook",
            ("when: {tradition: none}", "when: {tradition: bag}"),
            ("constraint", "when tradition is bag, then framing none", "new"),
        ),
        ("tradition", ("weight: 2", "weight: 3"), ("pattern", "tea-pot", "weight 2 -> 3")),
        (
            "tradition",
            ("phrases: [tea]", "phrases: [hot tea]"),
            ("pattern", "tea-any", "new phrase: hot tea; phrase gone: tea"),
        ),
        (
            "tradition",
            ("tea-bag, code: bag", "tea-bag, code: pot"),
            ("pattern", "tea-bag", "counts for tradition: pot and not for tradition: bag"),
        ),
        ("decisions", ("least: 2", "least: 1"), ("step", "tradition", "steps 1 changed")),
        ("lineage", ("year: 1999", "year: 2000"), ("work", "kettle1999", "year changed")),
    ],
)
def test_each_kind_of_difference_is_told(
    old: RuleSet,
    tmp_path: Path,
    config: Path,
    *,
    file: str,
    edit: Edit,
    difference: tuple[str, str, str],
) -> None:
    assert difference in told(old, changed(tmp_path, config, **{file: edit}))


OTHER_VALUES: dict[str, Any] = {
    "pattern_id": "tea-else",
    "dimension": "safety_strategy",
    "code": "bag",
    "weight": 9.0,
    "phrases": ("iced tea",),
    "tokens": (({"LOWER": "tea"},),),
    "needs": ("a cup",),
    "beside": ("a spoon",),
}
"""Another value for every field of a pattern that can alter codes."""


def test_every_field_of_a_pattern_alters_codes_or_is_known_not_to() -> None:
    assert {f.name for f in fields(Pattern)} == {*OTHER_VALUES} | OF_NO_MEANING


@pytest.mark.parametrize("name", [f.name for f in fields(Pattern) if f.name not in OF_NO_MEANING])
def test_no_field_of_a_pattern_that_can_alter_codes_changes_untold(old: RuleSet, name: str) -> None:
    first, *rest = old.patterns
    new = replace(old, patterns=(replace(first, **{name: OTHER_VALUES[name]}), *rest))
    assert [d.part for d in differences(old, new)] == ["pattern"] * (2 if name == "pattern_id" else 1)


def test_phrases_in_another_order_are_told(old: RuleSet) -> None:
    first, *rest = old.patterns
    before, after = (replace(first, phrases=p) for p in (("tea", "iced tea"), ("iced tea", "tea")))
    (found,) = differences(replace(old, patterns=(before, *rest)), replace(old, patterns=(after, *rest)))
    assert found.change == "phrases changed"


def test_a_changed_weight_names_the_report_the_rule_and_the_step(
    old: RuleSet, tmp_path: Path, config: Path
) -> None:
    change, _ = changes(old, changed(tmp_path, config, tradition=("weight: 2", "weight: 1.5")))
    assert (change.report_id, change.dimension, change.coder) == ("r1", "tradition", "rules")
    assert (change.old, change.new) == (("pot",), ("none",))
    assert change.why == (
        "reweighed tea-pot 2 -> 1.5 pot; decided by silence: what was found is too little, before by step 1"
    )


def test_what_follows_from_a_changed_code_is_told_with_the_step(
    old: RuleSet, tmp_path: Path, config: Path
) -> None:
    new = changed(tmp_path, config, tradition=("phrases: [pot of tea]", "phrases: [pots of tea]"))
    found = {c.dimension: c for c in changes(old, new)}
    assert found["tradition"].lost == ("tea-pot +2 pot",)
    assert found["tradition"].gained == ("tea-any +1 pot",)
    assert found["framing"].why == "decided by step 1, before by step 2"


def test_a_step_that_decides_the_same_passages_otherwise_is_the_reason(
    old: RuleSet, tmp_path: Path, config: Path
) -> None:
    (change,) = changes(old, changed(tmp_path, config, decisions=("least: 2", "least: 1")))
    assert change.report_id == "r3"
    assert change.new == ("bag",)
    assert change.why == (
        "decided by step 1, level with pot and listed before, before by silence: what was found is too little"
    )


@pytest.mark.parametrize(
    ("codes", "step", "why"),
    [
        (("none",), "by the constraint: x", "decided by the constraint: x, before by step 1"),
        ((), "no step decides", "decided by nothing (no step decides), before by step 1"),
        ((), "", "decided by nothing, before by step 1"),
        (("none",), "step 1", "the same passages are decided otherwise by step 1"),
    ],
)
def test_what_decides_is_told_in_good_words(codes: tuple[str, ...], step: str, why: str) -> None:
    before, after = (
        Coding(report_id="r1", dimension="tradition", codes=given, coder="rules", note=note)
        for given, note in ((("pot",), "step 1"), (codes, step))
    )
    (change,) = code_changes([before], [after])
    assert change.why == why


def effect(old: RuleSet, new: RuleSet) -> PatternEffect:
    """The effect of the one pattern that differs."""
    (name,) = [d.name for d in differences(old, new) if d.part == "pattern"]
    before, after = codings_under(old, REPORTS), codings_under(new, REPORTS)
    (found,) = pattern_effects([name], (old, before), (new, after), code_changes(before, after))
    return found


def test_a_new_pattern_that_fires_and_decides_nothing_is_told_with_what_reads_the_same_words(
    old: RuleSet, tmp_path: Path, config: Path
) -> None:
    line = "{id: left, code: pot, weight: 0.5, phrases: [bags were], matches: [Bags were.], misses: [A bag.]}"
    new = changed(tmp_path, config, tradition=("  - {id: tea-any", f"  - {line}\n  - {{id: tea-any"))
    assert changes(old, new) == []
    found = effect(old, new)
    assert (found.pattern, found.n_before, found.n_after) == ("left", 0, 1)
    assert (found.n_given, found.n_changed) == (0, 0)
    assert found.same_words == (("tea-bag", 1),)
    assert n_weighed_otherwise(codings_under(old, REPORTS), codings_under(new, REPORTS), []) == (1, 1)


def test_a_pattern_that_changes_codes_is_told_with_how_many(
    old: RuleSet, tmp_path: Path, config: Path
) -> None:
    found = effect(old, changed(tmp_path, config, tradition=("weight: 2", "weight: 1.5")))
    assert (found.pattern, found.n_before, found.n_after) == ("tea-pot", 1, 1)
    assert (found.n_given, found.n_changed) == (0, 1)


def test_passages_are_compared_once_for_each_version_however_many_patterns_differ(
    old: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[Firings] = []
    whole = Firings.same_words

    def counted(firings: Firings) -> Counter[tuple[str, str]]:
        compared.append(firings)
        return whole(firings)

    monkeypatch.setattr(Firings, "same_words", counted)
    codings = codings_under(old, REPORTS)
    names = [p.pattern_id for p in old.patterns]
    assert len(names) > 2
    assert len(pattern_effects(names, (old, codings), (old, codings), [])) == len(names)
    assert len(compared) == 2


def test_a_pattern_that_is_gone_is_told_by_what_it_did(old: RuleSet) -> None:
    found = effect(old, replace(old, patterns=tuple(p for p in old.patterns if p.pattern_id != "tea-bag")))
    assert (found.n_before, found.n_after, found.n_given) == (1, 0, 0)


def test_patterns_alone_reopen_no_coding_of_a_person(old: RuleSet, tmp_path: Path, config: Path) -> None:
    new = changed(tmp_path, config, tradition=("weight: 2", "weight: 1"))
    assert again(old, new, person("r1", "tradition", "pot")) == ()


@pytest.mark.parametrize("codes", [("pot",), ("bag", "pot"), ()])
def test_an_answer_that_a_run_has_set_back_is_known_as_it_was_given(codes: tuple[str, ...]) -> None:
    given = person("r1", "tradition", *codes)
    why = Reopened(
        report_id="r1", dimension="tradition", coder="ann", codes=codes, codebook="1", why="pot; gone"
    )
    kept = set_back(given, why)
    assert kept.codes == ()
    assert (as_given(kept).codes, as_given(kept).codebook) == (codes, "1")
    assert as_given(given) == given


def test_a_changed_definition_reopens_what_was_given_it_under_the_older_version_and_nothing_else(
    old: RuleSet, tmp_path: Path, config: Path
) -> None:
    folder = write_rules(tmp_path / "new", config, codebook=("steeped in a pot", "made in a pot"))
    path = folder / "codebook.yaml"
    raised = path.read_text(encoding="utf-8").replace('version: "1"', 'version: "2"')
    path.write_text(raised, encoding="utf-8")
    new = read_rule_set(folder)
    codings = [
        person("r1", "tradition", "pot"),
        person("r1", "framing", "milk"),
        person("r2", "tradition", "none"),
        person("r3", "tradition", "pot", codebook="2"),
    ]
    (only,) = again(old, new, *codings)
    assert (only.report_id, only.dimension, only.codes) == ("r1", "tradition", ("pot",))
    assert only.why == "pot: definition changed"


def test_a_changed_definition_reopens_reports_to_which_a_machine_gives_that_code(
    old: RuleSet, tmp_path: Path, config: Path
) -> None:
    new = changed(tmp_path, config, codebook=("steeped in a pot", "made in a pot"))
    found = again(old, new, person("r1", "tradition", "bag"), person("r2", "tradition", "bag"))
    assert [(r.report_id, r.why) for r in found] == [
        ("r1", "pot: definition changed, and a machine coder gives it")
    ]


def test_a_new_code_that_no_pattern_knows_reopens_every_older_coding_of_its_dimension(
    old: RuleSet, tmp_path: Path, config: Path
) -> None:
    edit = ("      bag: {label", "      can: {label: Can, definition: Iced.}\n      bag: {label")
    new = changed(tmp_path, config, codebook=edit)
    found = again(old, new, person("r1", "tradition", "pot"), person("r1", "framing", "milk"))
    assert [(r.dimension, r.why) for r in found] == [
        ("tradition", "can: this code is new, and no pattern tells which reports it concerns")
    ]


def test_a_new_constraint_reopens_what_breaks_it(old: RuleSet, tmp_path: Path, config: Path) -> None:
    new = changed(tmp_path, config, codebook=("when: {tradition: none}", "when: {tradition: bag}"))
    found = again(old, new, person("r3", "tradition", "bag"), person("r3", "framing", "milk"))
    assert [(r.dimension, r.why) for r in found] == [
        (name, "a new constraint forbids it: when tradition is bag, then framing none")
        for name in ("framing", "tradition")
    ]


@pytest.mark.parametrize(
    ("code", "status", "directions"),
    [
        ("none", "agreed", {TOWARDS: 1}),
        ("pot", "adjudicated", {AWAY: 1}),
        ("bag", "person", {NEITHER: 1}),
        ("none", "machine", {}),
    ],
)
def test_a_change_goes_to_the_settled_code_or_leaves_it_or_does_neither(
    old: RuleSet, tmp_path: Path, config: Path, *, code: str, status: str, directions: dict[str, int]
) -> None:
    moved = changes(old, changed(tmp_path, config, tradition=("weight: 2", "weight: 1.5")))
    record = CodeOfRecord(
        report_id="r1", dimension="tradition", codes=(code,), status=status, coders=("ann",)
    )
    assert against_settled(moved, [record]) == directions
