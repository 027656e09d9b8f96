"""Who settled the codes of record, told from the codes and from who the coders are."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.config import Config
from coprod_review.io.codebook import read_codebook
from coprod_review.io.yamls import read_yaml
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.corpus import Coder
from coprod_review.pages.ledger import Ledger
from coprod_review.pages.results import Results
from coprod_review.pages.settled_by import by_whom, settled_by
from coprod_review.pages.totals import with_totals


def told(project: Path, *, kinds: dict[str, str], statuses: dict[str, tuple[str, ...]]) -> str:
    """The sentence where each report has one code, with its status and its coders."""
    return settled_by(
        with_totals(
            Results(
                config=read_yaml(project / "config" / "config.yaml", Config),
                codebook=read_codebook(project / "config" / "codebook.yaml"),
                ledger=Ledger.of([]),
                reports=(),
                coders=[
                    Coder(name=name, kind=kind, role="reader", how="", codebook="1", blind=True)
                    for name, kind in kinds.items()
                ],
                codings=[
                    Coding(report_id="r1", dimension="framing", codes=("none",), coder=name)
                    for name in ("one", "two", "rules")
                ],
                codes=[
                    CodeOfRecord(
                        report_id=f"r{place}-{status}",
                        dimension="framing",
                        codes=("none",),
                        status=status,
                        coders=coders,
                    )
                    for status, coders in statuses.items()
                    for place in range(3 if status == "agreed" else 1)
                ],
            )
        )
    )


MODELS = {"one": "language_model", "two": "language_model", "judge": "language_model"}


@pytest.mark.parametrize(
    ("kinds", "statuses", "sentence"),
    [
        (
            MODELS,
            {"adjudicated": ("judge",), "agreed": ("one", "two")},
            "Codes were settled by language models that agree as blind readers and by language models that "
            "adjudicated.",
        ),
        (
            {"one": "person", "two": "language_model"},
            {"person": ("one",), "agreed": ("two", "three")},
            "Codes were settled by language models that agree as blind readers and by people.",
        ),
        (
            {},
            {"agreed": ("one", "two")},
            "Codes were settled by coders whom nobody describes that agree as blind readers.",
        ),
        (MODELS, {"machine": ("combination",)}, "Nobody has settled a code."),
    ],
)
def test_who_settled_codes_is_told_from_the_data(
    project: Path, kinds: dict[str, str], statuses: dict[str, tuple[str, ...]], sentence: str
) -> None:
    assert told(project, kinds=kinds, statuses=statuses) == sentence


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (MODELS, "People have settled none of the 3 codes"),
        ({"one": "person", "two": "person", "judge": "person"}, "People have settled 1 of the 3 codes"),
    ],
)
def test_pages_for_planning_say_how_many_codes_people_settled(kinds: dict[str, str], said: str) -> None:
    coders = [
        Coder(name=name, kind=kind, role="reader", how="", codebook="1", blind=True)
        for name, kind in kinds.items()
    ]
    codes = [
        CodeOfRecord(report_id=f"r{n}", dimension="framing", codes=("none",), status=status, coders=by)
        for n, (status, by) in enumerate(
            [("adjudicated", ("judge",)), ("agreed", ("one", "two")), ("waiting", ("one", "two"))]
        )
    ]
    told = by_whom(codes, coders)
    assert told.startswith(said)
    assert "Read a report before" in told
    assert by_whom([], coders) == ""
