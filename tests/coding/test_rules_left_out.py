"""What the rules would have said without a pattern file, or without words that two dimensions read."""

from __future__ import annotations

import pytest
from tests.coding.test_rules import CODEBOOK, CODER, CONFIG, report

from coprod_review.coding.rules import RuleCoder
from coprod_review.coding.rules_left_out import KeptRules
from coprod_review.io.patterns import read_decisions, read_patterns, read_weighing
from coprod_review.model.coding import Coding

DECISIONS = read_decisions(CONFIG / "decisions.yaml", CODEBOOK)
PATTERNS = read_patterns(CONFIG / "patterns", CODEBOOK)
TEXT = report(
    title="Service encounters in homes",
    abstract=(
        "Medication errors are frequent in care homes. Checklists were used with nurses on the ward. "
        "Patients and professionals delivered the service together in co-production."
    ),
)


def by_dimension(codings: list[Coding]) -> dict[str, Coding]:
    return {c.dimension: c for c in codings}


def kept(codings: list[Coding]) -> KeptRules:
    return KeptRules(codings, DECISIONS, CODEBOOK)


@pytest.mark.parametrize("dimension", ["issue_character", "framing", "tradition", "involvement_phase"])
def test_without_the_patterns_of_a_dimension_the_rules_say_what_a_coder_without_them_says(
    dimension: str,
) -> None:
    gone = {p.pattern_id for p in PATTERNS if p.dimension == dimension}
    other = RuleCoder(
        codebook=CODEBOOK,
        patterns=[p for p in PATTERNS if p.pattern_id not in gone],
        weighing=read_weighing(CONFIG / "contexts.yaml"),
        decisions=DECISIONS,
    )
    before = by_dimension(CODER.code(TEXT))
    changed = by_dimension(kept(list(before.values())).without_patterns(gone))
    expected = by_dimension(other.code(TEXT))
    assert {d: (c.codes, c.scores) for d, c in (before | changed).items()} == {
        d: (c.codes, c.scores) for d, c in expected.items()
    }
    assert changed[dimension] != before[dimension]


def test_a_report_that_loses_nothing_does_not_change() -> None:
    assert kept(CODER.code(TEXT)).without_patterns({"no-such-pattern"}) == []


def test_dimensions_that_do_not_look_at_one_that_changes_are_not_decided_again() -> None:
    gone = {p.pattern_id for p in PATTERNS if p.dimension == "issue_character"}
    changed = by_dimension(kept(CODER.code(TEXT)).without_patterns(gone))
    assert "tradition" not in changed


def test_shared_words_are_gone_from_both_dimensions() -> None:
    shared = report(title="Patients hesitate to speak up")
    before = by_dimension(CODER.code(shared))
    after = by_dimension(kept(list(before.values())).without_shared_words(("tradition", "framing")))
    assert any(e.rule == "pa-speaking" for e in before["tradition"].evidence)
    assert not any(e.rule == "pa-speaking" for e in after["tradition"].evidence)
    assert not any(e.weight and e.rule == "consult-speaking-up" for e in after["framing"].evidence)
