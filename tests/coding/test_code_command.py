from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from tests.coding.classifier_examples import dimension, example_codebook, example_reports
from tests.stage_tables import write_reports, write_screening

from coprod_review import paths
from coprod_review.cli import main
from coprod_review.coding.differences import DIFFERENCE_COLUMNS
from coprod_review.config import DecideSettings
from coprod_review.io import tables
from coprod_review.io.sheets import read_csv
from coprod_review.io.tuned import Tuned, read_penalties
from coprod_review.io.yamls import read_yaml
from coprod_review.model.screening import ScreeningDecision
from coprod_review.tasks.coding.combine import usefulness_of
from coprod_review.tasks.coding.tuned_on import stale

REPORTS, SETTLED = example_reports()


PATTERNS = """\
dimension: {dimension}
patterns:
  - id: {dimension}-{code}
    code: {code}
    weight: 2
    phrases: [{phrase}]
    matches: ["They wrote of {phrase}."]
    misses: ["They wrote of clouds."]
"""
STEPS = """\
place:
  steps:
    - {highest: [garden, harbour], least: 1}
  silence: none
tools:
  steps:
    - {highest: [crane, shears], least: 1}
  silence: none
tradition:
  steps:
    - {highest: [old], least: 1}
  silence: none
framing:
  steps:
    - {highest: [old], least: 1}
  silence: none
"""
DIMENSIONS = ("framing", "place", "tools", "tradition")
N_UNSEEN = 9
"""Reports at the end that nobody has coded."""


@pytest.fixture
def folder(tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with invented stage files and rules, and the project's settings; one works within it."""
    monkeypatch.chdir(tmp_path)
    write_folder(project)
    return tmp_path


@pytest.fixture
def coded(coded_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That folder after a run in one shard; one works within it."""
    monkeypatch.chdir(shutil.copytree(coded_once, tmp_path, dirs_exist_ok=True))
    return tmp_path


@pytest.fixture
def tuned(tuned_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That folder after a run and with penalties chosen on it; one works within it."""
    monkeypatch.chdir(shutil.copytree(tuned_once, tmp_path, dirs_exist_ok=True))
    return tmp_path


@pytest.fixture(scope="module")
def coded_once(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What each test of a run has a copy of."""
    folder = tmp_path_factory.mktemp("coded")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        write_folder(project)
        assert run() == 0
    return folder


@pytest.fixture(scope="module")
def tuned_once(coded_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What each test of penalties that were chosen has a copy of."""
    folder: Path = shutil.copytree(coded_once, tmp_path_factory.mktemp("tuned") / "review")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["tune"]) == 0
    return folder


def write_folder(project: Path) -> None:
    """Write the stage files, rules and settings into the working folder."""
    write_reports(paths.REPORTS, REPORTS)
    unseen = {r.report_id for r in REPORTS[-N_UNSEEN:]}
    tables.write_codes(paths.SETTLED, [code for code in SETTLED if code.report_id not in unseen])
    tables.write_codings(paths.PEOPLES_CODINGS, [])
    decisions = [
        ScreeningDecision(
            report_id=r.report_id,
            included=i not in (0, len(REPORTS) - 1),
            reason="" if i else "subject",
            decided_by=("ann",),
            status="person",
            proposed_included=True,
            proposed_reason="",
        )
        for i, r in enumerate(REPORTS)
    ]
    write_screening(paths.DECISIONS, decisions)
    paths.PATTERNS.mkdir(parents=True)
    for name, code, phrase in (("place", "garden", "compost"), ("tools", "crane", "cranes")):
        told = PATTERNS.format(dimension=name, code=code, phrase=phrase)
        (paths.PATTERNS / f"{name}.yaml").write_text(told, encoding="utf-8")
    paths.CODEBOOK.write_text(yaml.safe_dump(codebook_file()), encoding="utf-8")
    paths.RULE_STEPS.write_text(STEPS, encoding="utf-8")
    paths.LINEAGE.write_text("[]\n", encoding="utf-8")
    for path in (paths.CONTEXTS, paths.CRITERIA, paths.SETTINGS):
        path.write_bytes((project / path).read_bytes())
    with_least_settled(20)


def codebook_file() -> dict[str, object]:
    """The example codebook, and a tradition and a framing that nobody has coded: too little to learn them."""
    example = example_codebook()
    uncoded = {name: dimension(name, ("none", "old")) for name in ("tradition", "framing")}
    book = replace(example, dimensions={**example.dimensions, **uncoded})
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


def with_least_settled(n: int) -> None:
    text = paths.SETTINGS.read_text(encoding="utf-8")
    changed, times = re.subn(r"min_settled: \d+", f"min_settled: {n}", text, count=1)
    assert times == 1
    paths.SETTINGS.write_text(changed, encoding="utf-8")


def run(n_shards: int = 1) -> int:
    """Train, code in so many shards, and combine; the first exit code that is not 0."""
    parts = [f"results/code/parts/{shard:04}" for shard in range(n_shards)]
    steps = [
        ["train"],
        *(
            ["shard", "--shard", str(shard), "--of", str(n_shards), "--output", part]
            for shard, part in enumerate(parts)
        ),
        ["combine", "--parts", *parts],
    ]
    return next((code for step in steps if (code := main(["code", *step]))), 0)


def joined() -> dict[str, bytes]:
    """The bytes of all results of coding but the parts that they were joined from."""
    return {p.name: p.read_bytes() for p in sorted(paths.CODED.iterdir()) if p.is_file()}


def ids_of(path: Path) -> list[str]:
    return [coding.report_id for coding in tables.read_codings(path)]


def test_from_settled_codes_to_codes_of_record_and_queue(coded: Path) -> None:
    codes = tables.read_codes(paths.CODES)
    assert [(c.report_id, c.dimension) for c in codes] == [
        (r.report_id, d) for r in REPORTS[1:-1] for d in DIMENSIONS
    ]
    statuses = Counter(c.status for c in codes)
    assert statuses["agreed"] == 2 * (len(REPORTS) - N_UNSEEN - 1)
    assert statuses["machine"] + statuses["open"] == 2 * (N_UNSEEN - 1) + 2 * (len(REPORTS) - 2)
    baselines = tables.read_codings(paths.BASELINES)
    assert {c.coder for c in baselines} == {"baseline_centroid", "baseline_majority", "baseline_unigram"}
    columns = ("report_id", "title", "dimension", "status", "why", "suggestion", "priority")
    queue = read_csv(paths.QUEUE, required=columns)
    assert sum(row["status"] == "open" for row in queue) == statuses["open"]
    differing = read_csv(paths.CODED / "disagreements.csv", required=DIFFERENCE_COLUMNS)
    in_sample = {(c.report_id, c.dimension) for c in codes}
    assert differing and {(row["report_id"], row["dimension"]) for row in differing} <= in_sample


@pytest.mark.parametrize("n_shards", [2, 7, 20])
def test_any_number_of_shards_gives_the_same_bytes(coded: Path, n_shards: int) -> None:
    of_one = joined()
    assert run(n_shards) == 0
    assert joined() == of_one
    assert {"rules.parquet", "classifier.parquet", "combination.parquet", "codes.parquet"} <= of_one.keys()


def test_two_runs_write_the_same_bytes(folder: Path) -> None:
    written = []
    for _ in range(2):
        assert run() == 0
        written.append({p: p.read_bytes() for p in sorted(paths.CODED.rglob("*")) if p.is_file()})
    assert written[0] == written[1]


def test_what_nobody_coded_is_coded_by_machine_where_it_is_included_and_nowhere_else(coded: Path) -> None:
    by_shards = {*ids_of(paths.PARTS / "0000" / "rules.parquet")}
    assert by_shards == {r.report_id for r in REPORTS[-N_UNSEEN:-1]}
    for coder in ("rules", "classifier", "combination"):
        assert {*ids_of(paths.CODED / f"{coder}.parquet")} == {r.report_id for r in REPORTS[:-1]}


def test_joined_codings_are_sorted_by_report(folder: Path) -> None:
    assert run(3) == 0
    for coder in ("rules", "lineage", "classifier", "combination"):
        found = ids_of(paths.CODED / f"{coder}.parquet")
        assert found and found == sorted(found)


def test_a_shard_that_is_not_there_is_refused_with_the_remedy(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["code", "shard", "--shard", "3", "--of", "3"]) == 2
    assert "name one from 0 to one below the number of shards" in capsys.readouterr().err


def test_weights_of_a_dimension_that_the_codebook_lacks_are_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    told = capsys.readouterr().err
    assert "decide.queue_weights names tradition_basis, which the codebook" in told


def test_weights_of_several_unknown_dimensions_are_told_in_order(caplog: pytest.LogCaptureFixture) -> None:
    weights = dict.fromkeys(("zebra", "place", "yak", "ant", "newt"), 2.0)
    settings = DecideSettings(coverage=0.9, min_settled_per_code=5, per_code_from=20, queue_weights=weights)
    usefulness_of(settings, example_codebook())
    assert "names ant, newt, yak, zebra, which" in caplog.text


def test_with_too_few_settled_codes_the_run_goes_on_and_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_least_settled(60)
    assert run() == 0
    assert "nothing trained for place: " in capsys.readouterr().err
    codes = tables.read_codes(paths.CODES)
    assert {c.status for c in codes} == {"agreed", "open"}
    assert {*ids_of(paths.CODED / "rules.parquet")} == {r.report_id for r in REPORTS[:-1]}


def test_a_missing_stage_file_ends_with_the_remedy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths.SETTLED.unlink()
    assert run() == 2
    told = capsys.readouterr().err
    assert "settled.parquet" in told
    assert "run the stage that writes it" in told


def test_a_pattern_that_fails_its_own_sentence_stops_the_run(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = paths.PATTERNS / "place.yaml"
    path.write_text(path.read_text("utf-8").replace("They wrote of compost.", "They wrote."), "utf-8")
    assert run() == 2
    assert "widen the pattern" in capsys.readouterr().err


def test_tuning_keeps_a_penalty_for_each_dimension_which_the_next_run_takes(
    coded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tune"]) == 0
    assert "right, nested choice" in capsys.readouterr().out
    assert set(read_penalties(paths.TUNED)) == {"place", "tools"}
    told = paths.TUNED.read_text("utf-8")
    paths.TUNED.write_text(re.sub(r"regularisation: [\d.]+", "regularisation: 2.5", told), "utf-8")
    assert run() == 0
    kept = json.loads((paths.CODED / "trained" / "classifier.json").read_text("utf-8"))
    assert {d["regularisation"] for d in kept["dimensions"].values()} == {2.5}


def test_tuning_warns_where_the_best_penalty_lies_at_the_edge_of_those_tried(
    coded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(paths.SETTINGS, r"regularisation: .*", "regularisation: [0.0001, 0.001]")
    assert main(["tune"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "warning: the best penalty lies at the edge of those tried (place, tools)" in told
    edited(paths.SETTINGS, r"regularisation: .*", "regularisation: [1.0]")
    assert main(["tune"]) == 0
    assert "the edge" not in capsys.readouterr().out, "of one there is no choice"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda: edited(paths.PATTERNS / "place.yaml", r"weight: \d", "weight: 4"), "patterns"),
        (lambda: edited(paths.CODEBOOK, r"label: .*", "label: Other"), "codebook"),
        (lambda: edited(paths.SETTINGS, r"inner_folds: .*", "inner_folds: 4"), "settings of the classifier"),
        (lambda: tables.write_codes(paths.SETTLED, tables.read_codes(paths.SETTLED)[1:]), "settled codes"),
    ],
)
def test_kept_penalties_that_were_chosen_on_something_else_are_told(
    tuned: Path, change: Callable[[], None], what: str
) -> None:
    assert stale(paths.CONFIG, paths.RESULTS) is None
    change()
    found = stale(paths.CONFIG, paths.RESULTS)
    assert found is not None
    assert str(found).endswith(
        f"chosen on other {what} than there are now: `coprod-review tune` chooses them anew"
    )


def edited(path: Path, pattern: str, new: str) -> None:
    """Write a file over with the first place of a pattern changed."""
    text, n = re.subn(pattern, new, path.read_text("utf-8"), count=1)
    assert n == 1
    path.write_text(text, "utf-8")


def test_a_kept_setting_that_is_misspelt_is_refused_with_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths.TUNED.write_text("codebok: '1'\n", "utf-8")
    assert main(["code", "train"]) == 2
    assert "tuned.yaml" in capsys.readouterr().err


def test_penalties_are_left_alone_where_too_few_codes_are_settled_to_choose_any(
    tuned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = paths.TUNED.read_bytes()
    text = paths.SETTINGS.read_text("utf-8")
    paths.SETTINGS.write_text(re.sub(r"min_settled: \d+\n", "min_settled: 5000\n", text, count=1), "utf-8")
    assert main(["tune"]) == 2
    told = capsys.readouterr()
    assert "no penalty can be chosen (framing: " in told.err and "5000 are needed" in told.err
    assert f"{paths.TUNED} stays as it is" in told.err
    assert told.out == ""
    assert paths.TUNED.read_bytes() == kept


def test_a_dimension_with_too_few_settled_codes_keeps_its_penalty_and_is_named(
    tuned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_yaml(paths.TUNED, Tuned).dimensions
    settled = tables.read_codes(paths.SETTLED)
    all_but_one = [code for code in settled if code.dimension == "tools"][1:]
    tables.write_codes(paths.SETTLED, [code for code in settled if code not in all_but_one])
    capsys.readouterr()
    assert main(["tune"]) == 0
    told = capsys.readouterr().out
    assert re.search(
        r"(?m)^tools: nothing chosen \(1 settled reports, \d+ are needed\); its penalty stays", told
    )
    after = read_yaml(paths.TUNED, Tuned).dimensions
    assert after.keys() == before.keys() and after["tools"] == before["tools"]
    assert "place" in after
