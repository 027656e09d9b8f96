"""The server reads a row that people wrote by hand as the run does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.audit.server.conftest import desk_at

from coprod_review.audit.server.queues import Queues
from coprod_review.audit.server.standing import Latest
from coprod_review.io.decisions import read_adjudications
from coprod_review.io.people_tables import CODINGS
from coprod_review.io.tables import read_screening
from coprod_review.tasks.serve.standing import StandingFiles, table_path

HEADER = "report,dimension,codes,coder,date,reason,revision,state,seconds\n"


def _written(corpus: Path, *rows: str) -> Path:
    path = table_path(corpus, "adjudications")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "rows",
    [
        ["r001,stage,planning; delivery,CD,2026-11-05,why,,,"],
        ["r001,stage,planning;,CD,2026-11-05,why,,,", "r001,stage,none,CD,2026-11-05,why, 2 ,,7"],
        ["r001,stage,none,CD,2026-11-05,why,1,,", "r001,stage,,CD,2026-11-05,,2, withdrawn ,"],
    ],
)
def test_what_counts_of_rows_is_the_same_for_the_server_and_the_run(tmp_path: Path, rows: list[str]) -> None:
    path = _written(tmp_path, *rows)
    read = {(a.report_id, a.dimension): (a.codes, a.since) for a in read_adjudications(path)}
    adjudicated = StandingFiles(tmp_path, who="CD", sees_all=True, resolve=str).standing().adjudicated
    assert adjudicated is not None
    assert {key: (held.codes, held.since) for key, held in adjudicated.by_key.items()} == read


def test_codes_in_another_order_than_the_run_writes_them_decide_nothing_new(review: Path) -> None:
    path = _written(review / "corpus", "r002,stage,planning; delivery,EF,2026-11-05,why,,,")
    desk = desk_at(review, "--reviewer", "CD")
    at_run = {("r002", "stage"): next(iter(read_adjudications(path))).codes}
    run = replace(desk.run(), adjudicated_at_run=at_run)
    assert not Queues(desk).is_decided(("r002", "stage"), run, desk.standing())


def test_a_number_beyond_all_counting_is_none() -> None:
    row = {
        "report": "r001",
        "dimension": "stage",
        "codes": "none",
        "revision": "9" * 5000,
        "seconds": "9" * 5000,
    }
    latest = Latest(CODINGS.key, resolve=str, coder="AB").with_rows([row], anew=True)
    assert latest.by_key["r001", "stage"].revision == 1
    assert latest.seconds_by_report["r001"] == 0


def test_what_screening_decided_is_known_to_reviewers_alone(review: Path) -> None:
    decided = read_screening(review / "results" / "screen" / "decisions.parquet")[0].report_id
    found = desk_at(review, "--reviewer", "CD").decision(decided)
    assert found and found.report_id == decided
    assert desk_at(review, "--coder", "AB").decision(decided) is None
