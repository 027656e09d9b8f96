"""The codings that one version of the rules and the lineage gives to reports."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_review.coding.lineage import LineageCoder, code_by_lineage
from coprod_review.coding.pattern_checks import unreadable_patterns
from coprod_review.coding.rules import RuleCoder, code_by_rules
from coprod_review.errors import raise_all
from coprod_review.model.coding import Coding
from coprod_review.model.report import Report
from coprod_review.model.rule_set import RuleSet


def rule_coder(rules: RuleSet) -> RuleCoder:
    """The rule coder of a version; ReviewErrors tell the patterns that cannot be read."""
    raise_all(unreadable_patterns(rules.patterns))
    return RuleCoder(
        codebook=rules.codebook,
        patterns=rules.patterns,
        weighing=rules.weighing,
        decisions=rules.decisions,
    )


def codings_under(rules: RuleSet, reports: Sequence[Report]) -> list[Coding]:
    """What rules and lineage give to the reports: the codings of the rules first, each by report id."""
    lineage = LineageCoder(codebook=rules.codebook, works=rules.works)
    return [*code_by_rules(rule_coder(rules), reports), *code_by_lineage(lineage, reports)]
