"""`coprod-review code rules`: patterns in title, abstract and keywords, of reports and of teaching texts."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from coprod_review.cli import paths


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options; each has the place in a review folder as its default."""
    parser.add_argument("--reports", type=Path, default=paths.REPORTS)
    parser.add_argument("--codebook", type=Path, default=paths.CODEBOOK)
    parser.add_argument("--patterns", type=Path, default=paths.PATTERNS, help="folder of pattern files")
    parser.add_argument(
        "--contexts", type=Path, default=paths.CONTEXTS, help="weights of fields and contexts"
    )
    parser.add_argument("--steps", type=Path, default=paths.RULE_STEPS, help="how scores become codes")
    parser.add_argument("--teaching", type=Path, default=paths.TEACHING, help="folder of teaching texts")
    parser.add_argument("--output", type=Path, default=paths.CODED / "rules.parquet")
    parser.add_argument("--teaching-output", type=Path, default=paths.TEACHING_RULES)


def run(arguments: argparse.Namespace) -> None:
    """Code every report, and every teaching text, in every dimension."""
    from coprod_review.coding.pattern_checks import cue_faults, pattern_faults
    from coprod_review.coding.rules import RuleCoder, code_by_rules
    from coprod_review.errors import raise_all
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.patterns import read_decisions, read_patterns, read_weighing
    from coprod_review.io.tables import read_reports, write_codings
    from coprod_review.io.teaching import read_teaching

    codebook = read_codebook(arguments.codebook)
    patterns = read_patterns(arguments.patterns, codebook)
    weighing = read_weighing(arguments.contexts)
    raise_all([*pattern_faults(patterns), *cue_faults(weighing, where=str(arguments.contexts))])
    coder = RuleCoder(
        codebook=codebook,
        patterns=patterns,
        weighing=weighing,
        decisions=read_decisions(arguments.steps, codebook),
    )
    codings = list(code_by_rules(coder, read_reports(arguments.reports)))
    write_codings(arguments.output, codings)
    teaching = read_teaching(arguments.teaching, codebook)
    write_codings(arguments.teaching_output, code_by_rules(coder, teaching.texts))
    logging.getLogger("coprod_review").info(
        "code rules: %d patterns, %d reports, %d codings (%d abstain), %d passages of evidence",
        len(patterns),
        len({c.report_id for c in codings}),
        len(codings),
        sum(not c.codes for c in codings),
        sum(len(c.evidence) for c in codings),
    )
