"""What the rules would have said without a pattern file, or without words that two dimensions read."""

from __future__ import annotations

from tests.coding.test_rules import CODEBOOK, CODER, CONFIG, report

from coprod_review.coding.rules import RuleCoder
from coprod_review.coding.rules_left_out import without_patterns, without_shared_words
from coprod_review.io.patterns import read_decisions, read_patterns, read_weighing
from coprod_review.model.coding import Coding

DECISIONS = read_decisions(CONFIG / "decisions.yaml", CODEBOOK)
PATTERNS = read_patterns(CONFIG / "patterns", CODEBOOK)
TEXT = report(
    title="Service encounters in homes",
    abstract="Medication errors are frequent in care homes. Checklists were used with nurses on the ward.",
)


def by_dimension(codings: list[Coding]) -> dict[str, Coding]:
    return {c.dimension: c for c in codings}


def test_without_the_patterns_of_a_dimension_the_rules_say_what_a_coder_without_them_says() -> None:
    gone = {p.pattern_id for p in PATTERNS if p.dimension == "issue_character"}
    other = RuleCoder(
        codebook=CODEBOOK,
        patterns=[p for p in PATTERNS if p.pattern_id not in gone],
        weighing=read_weighing(CONFIG / "contexts.yaml"),
        decisions=DECISIONS,
    )
    found = by_dimension(without_patterns(CODER.code(TEXT), gone, DECISIONS, CODEBOOK))
    expected = by_dimension(other.code(TEXT))
    assert {d: (c.codes, c.scores) for d, c in found.items()} == {
        d: (c.codes, c.scores) for d, c in expected.items()
    }
    assert by_dimension(CODER.code(TEXT))["issue_character"].codes != found["issue_character"].codes


def test_a_report_that_loses_nothing_keeps_its_codings() -> None:
    codings = CODER.code(TEXT)
    assert without_patterns(codings, {"no-such-pattern"}, DECISIONS, CODEBOOK) == codings


def test_shared_words_are_gone_from_both_dimensions() -> None:
    shared = report(title="Patients contribute to safety")
    before = by_dimension(CODER.code(shared))
    dimensions = ("tradition", "framing")
    after = by_dimension(without_shared_words(list(before.values()), dimensions, DECISIONS, CODEBOOK))
    assert any(e.rule == "pa-involving-patients" for e in before["tradition"].evidence)
    assert not any(e.rule == "pa-involving-patients" for e in after["tradition"].evidence)
    assert not any(e.weight and e.rule == "consult-tasks" for e in after["framing"].evidence)
