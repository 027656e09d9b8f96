from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml
from tests.coding.classifier_examples import example_codebook, example_reports, rule_codings

from coprod_review.cli import main
from coprod_review.coding.differences import DIFFERENCE_COLUMNS
from coprod_review.io import tables
from coprod_review.io.sheets import read_csv
from coprod_review.model.screening import ScreeningDecision

REPORTS, SETTLED = example_reports()


@pytest.fixture
def folder(tmp_path: Path, project: Path) -> Path:
    """A review folder with invented stage files, codebook and the project's settings."""
    results = tmp_path / "results"
    tables.write_reports(results / "reports.parquet", REPORTS)
    tables.write_codes(results / "settled.parquet", SETTLED)
    tables.write_codings(results / "rules.parquet", rule_codings(REPORTS))
    tables.write_codings(results / "lineage.parquet", [])
    tables.write_codings(results / "people.parquet", [])
    decisions = [
        ScreeningDecision(
            report_id=r.report_id,
            included=i > 0,
            reason="" if i else "subject",
            decided_by=("ann",),
            status="person",
            proposed_included=True,
            proposed_reason="",
        )
        for i, r in enumerate(REPORTS)
    ]
    tables.write_screening(results / "decisions.parquet", decisions)
    (tmp_path / "codebook.yaml").write_text(yaml.safe_dump(codebook_file()), encoding="utf-8")
    settings = (project / "config" / "config.yaml").read_text(encoding="utf-8")
    (tmp_path / "config.yaml").write_text(settings, encoding="utf-8")
    return tmp_path


def codebook_file() -> dict[str, object]:
    book = example_codebook()
    return {
        "version": book.version,
        "dimensions": {
            d.name: {
                "label": d.label,
                "type": "multiple" if d.multiple else "single",
                "question": d.question,
                "source": d.source,
                "codes": {c: {"label": c, "definition": c} for c in d.codes},
            }
            for d in book.dimensions.values()
        },
        "constraints": [{"when": dict(c.when), "then": dict(c.then)} for c in book.constraints],
        "derived": {"coproduction_form": {}},
        "sources": dict(book.sources),
    }


def run(folder: Path, coder: str) -> int:
    results = folder / "results"
    common = {
        "reports": results / "reports.parquet",
        "settled": results / "settled.parquet",
        "rules": results / "rules.parquet",
        "lineage": results / "lineage.parquet",
        "inner": results / "inner.parquet",
        "trained": results / "code" / "trained",
        "teaching": folder / "teaching",
        "codebook": folder / "codebook.yaml",
        "config": folder / "config.yaml",
    }
    own = {
        "classifier": {
            "output": results / "classifier.parquet",
            "baselines": results / "baselines.parquet",
            "teaching-output": results / "teaching_classifier.parquet",
        },
        "combine": {
            "decisions": results / "decisions.parquet",
            "people": results / "people.parquet",
            "classifier": results / "classifier.parquet",
            "output": results / "combination.parquet",
            "codes": results / "codes.parquet",
            "queue": results / "queue.csv",
            "disagreements": results / "disagreements.csv",
        },
    }
    options = [str(part) for key, value in (common | own[coder]).items() for part in (f"--{key}", value)]
    return main(["code", coder, *options])


def with_least_settled(folder: Path, n: int) -> None:
    settings = folder / "config.yaml"
    text = settings.read_text(encoding="utf-8")
    assert "min_settled: 60" in text
    settings.write_text(text.replace("min_settled: 60", f"min_settled: {n}"), encoding="utf-8")


def test_from_settled_codes_to_codes_of_record_and_queue(folder: Path) -> None:
    with_least_settled(folder, 20)
    assert run(folder, "classifier") == run(folder, "combine") == 0
    codes = tables.read_codes(folder / "results" / "codes.parquet")
    assert [(c.report_id, c.dimension) for c in codes] == [
        (r.report_id, d) for r in REPORTS[1:] for d in ("place", "tools")
    ]
    statuses = Counter(c.status for c in codes)
    assert statuses["agreed"] == len(SETTLED) - 2
    assert statuses["machine"] + statuses["open"] == 4
    baselines = tables.read_codings(folder / "results" / "baselines.parquet")
    assert {c.coder for c in baselines} == {"baseline_centroid", "baseline_majority", "baseline_unigram"}
    columns = ("report_id", "title", "dimension", "status", "why", "suggestion", "priority")
    queue = read_csv(folder / "results" / "queue.csv", required=columns)
    assert sum(row["status"] == "open" for row in queue) == statuses["open"]
    differing = read_csv(folder / "results" / "disagreements.csv", required=DIFFERENCE_COLUMNS)
    in_sample = {(c.report_id, c.dimension) for c in codes}
    assert differing and {(row["report_id"], row["dimension"]) for row in differing} <= in_sample


def test_weights_of_a_dimension_that_the_codebook_lacks_are_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "classifier") == run(folder, "combine") == 0
    told = capsys.readouterr().err
    assert "decide.queue_weights names framing, tradition, tradition_basis, which the codebook" in told


def test_with_too_few_settled_codes_the_run_goes_on_and_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "classifier") == run(folder, "combine") == 0
    assert "nothing trained for place: 46 settled reports, 60 are needed" in capsys.readouterr().err
    codes = tables.read_codes(folder / "results" / "codes.parquet")
    assert {c.status for c in codes} == {"agreed", "open"}


def test_a_missing_stage_file_ends_with_the_remedy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "results" / "rules.parquet").unlink()
    assert run(folder, "classifier") == 2
    told = capsys.readouterr().err
    assert "rules.parquet" in told
    assert "run the stage that writes it" in told


def test_two_runs_write_the_same_bytes(folder: Path) -> None:
    with_least_settled(folder, 20)
    written = []
    for _ in range(2):
        assert run(folder, "classifier") == run(folder, "combine") == 0
        written.append({p: p.read_bytes() for p in sorted((folder / "results").rglob("*")) if p.is_file()})
    assert written[0] == written[1]
