"""What the report says of coders and their performance is true of this corpus."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.report.coded_review import coded_review

from coprod_review.model.corpus import Coder
from coprod_review.model.number import Number
from coprod_review.pages.ledger import Ledger, NumberPrinter
from coprod_review.pages.results import Results
from coprod_review.report.coders import voices_of
from coprod_review.report.held_out import held_out_scores
from coprod_review.report.repeated import verdict_is_repeated
from coprod_review.report.write import report_environment


@pytest.fixture
def results(project: Path) -> Results:
    return coded_review(project, n=4).results


def score(coder: str, subset: str, macro_f1: str, accuracy: str = "0.1") -> dict[str, str]:
    return {
        "coder": coder,
        "dimension": "tradition",
        "against": "settled",
        "subset": subset,
        "macro_f1": macro_f1,
        "accuracy": accuracy,
    }


def test_beside_the_combination_stand_the_rules_and_the_best_baseline_and_who_does_as_well_is_told(
    results: Results,
) -> None:
    rows = [
        score("rules", "all", "0.9"),
        score("rules", "held_out", "0.8", "0.776"),
        score("combination", "all", "0.7"),
        score("combination", "held_out", "0.6", "0.763"),
        score("baseline_majority", "held_out", "0.2"),
        score("baseline_unigram", "held_out", "0.5", "0.7629"),
        score("classifier", "held_out", "0.604", "0.75"),
    ]
    measured = replace(results, tables={"performance": rows})
    found = held_out_scores(measured, "tradition")
    assert (found.combination, found.rivals) == (rows[3], (rows[1], rows[6], rows[5]))
    assert found.as_good == (
        "the rules alone (macro-F1 and accuracy), the classifier alone (macro-F1) "
        "and the unigram baseline (accuracy)"
    )
    ahead = replace(found, combination=score("combination", "held_out", "0.81", "0.79"))
    assert ahead.as_good == ""
    nothing = held_out_scores(measured, "framing")
    assert (nothing.combination, nothing.rivals, nothing.as_good) == (None, (), "")


def test_machine_coders_are_not_said_to_read_what_readers_read(review: Path) -> None:
    report = (review / "results" / "report.html").read_text(encoding="utf-8")
    assert "read the same text as the readers" not in report
    assert "always out of fold" not in " ".join(report.split())
    assert "which is less than the readers saw" not in report, "its files are not said to hold summaries"


def test_beside_untapped_shares_stands_what_is_untapped_in_partnership_alone(results: Results) -> None:
    cells = [
        {
            "character": character,
            "position": position,
            "untapped": "0.1",
            "number_id": f"model.{character}.{position}",
        }
        for character in ("technical", "procedural")
        for position in ("protective", "partnership")
    ]
    numbers = [
        Number(
            number_id=f"{cell['number_id']}.untapped",
            value=place // 2,
            text=f"{place} %",
            label="untapped",
            member_kind="report",
            low=0.0,
            high=0.25 - 0.05 * (place // 2),
        )
        for place, cell in enumerate(cells)
    ]
    known = replace(results, tables={"model_cells": cells}, ledger=Ledger.of(numbers))
    environment = report_environment(known, {}, printer=NumberPrinter(ledger=known.ledger, lists=""))
    parts: Any = environment.get_template("parts.html").make_module()
    told = parts.partners_alone().striptags()
    assert told.replace("\u00a0", " ") == (
        "nothing (0 to 25 %) for technical issues and 3 % (0.00 to 0.20 %) for procedural and "
        "organisational issues"
    )


def coder(name: str, kind: str, **facts: str) -> Coder:
    return Coder(name=name, kind=kind, role="reader", how="read", codebook="0.2", blind=True, **facts)


def test_what_is_not_recorded_of_a_language_model_is_said_and_of_a_person_it_is_not(results: Results) -> None:
    described = [
        coder("ann", "person"),
        coder("m1", "language_model"),
        coder(
            "m2",
            "language_model",
            model="Some model 3",
            version="3",
            dates="2026-11",
            instructions="docs/told.md",
        ),
    ]
    numbers = [
        Number(number_id=f"coded.{c.name}", value=1, text="1", label="", member_kind="report")
        for c in described
    ]
    voices = voices_of(replace(results, coders=described, ledger=Ledger.of(numbers)))
    assert dict(voices.unrecorded) == {("model", "version", "dates", "instructions"): ["m1"]}
    assert voices.coders[2].recorded[0] == ("model", "Some model 3")


def on(basis: str, estimate: str) -> dict[str, str]:
    numbers = {
        "verdict": "supported",
        "estimate": estimate,
        "low": "0.1",
        "high": "0.9",
        "n_a": "5",
        "n_b": "2",
    }
    return {"claim": "1", "basis": basis, **numbers}


def test_a_claim_on_settled_codes_with_the_numbers_of_all_codes_is_a_repetition(
    results: Results,
) -> None:
    same = [on("all", "0.5"), on("settled_only", "0.5"), on("abstract_only", "0.5")]
    known = replace(results, tables={"claims": [on("explicit", "0.5")], "claim_variants": same})
    assert [verdict_is_repeated(row, known) for row in same] == [False, True, False]
    other = [on("all", "0.4"), on("settled_only", "0.5")]
    assert not verdict_is_repeated(other[1], replace(results, tables={"claim_variants": other}))


BLOCK = r"\{% *(?:if|else|elif|endif|for|endfor|set)\b(?:(?!%\}).)*%\}"
BLOCKS_AT_THE_END = re.compile(rf"^(?P<before>.*?)(?:{BLOCK})+\n", re.MULTILINE)
BLOCKS_AHEAD = re.compile(r"(?:[ \t]*\{% *(?:if|for|set)\b(?:(?!%\}).)*%\}(?:\n(?=[ \t]*\{%|\S))?)*")


def glued_words(template: str) -> list[str]:
    """The places of a template where a newline behind a block, which is trimmed, stood between two words."""
    return [
        f"{found['before'][-30:]} | {template[ahead : ahead + 30]}"
        for found in BLOCKS_AT_THE_END.finditer(template)
        if re.search(r"[\w.,;:)”’]$", found["before"])
        and (ahead := BLOCKS_AHEAD.match(template, found.end()).end())  # type: ignore[union-attr]
        and re.match(r"[\w“(]", template[ahead:])
    ]


def test_a_newline_that_is_trimmed_behind_a_block_never_glues_two_words(project: Path) -> None:
    assert glued_words("{% if a %}It was{% else %}They were{% endif %}\nwritten") != []
    glued = {
        str(path.relative_to(project)): places
        for path in sorted((project / "src").rglob("templates/**/*.html"))
        if (places := glued_words(path.read_text(encoding="utf-8")))
    }
    assert glued == {}
