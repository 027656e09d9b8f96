"""The crate of a run: read back with the library, held against its profiles, the same bytes twice."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.crate.conftest import described

from coprod_review.cli import main
from coprod_review.crate.soundness import crate_faults, types_of
from coprod_review.errors import ReviewError
from coprod_review.io.crate import read_crate, write_crate


def by_id(review: Path) -> dict[str, dict[str, Any]]:
    return {entity["@id"]: entity for entity in read_crate(review / "results")}


def ids(value: Any) -> list[str]:
    return [one["@id"] for one in (value if isinstance(value, list) else [value])]


def test_the_library_reads_the_crate_and_every_id_resolves(described_review: Path) -> None:
    entities = read_crate(described_review / "results")
    assert list(crate_faults(entities, where="here")) == []
    assert len(entities) > 50


def test_the_main_entity_is_the_workflow_and_the_run_has_it_as_instrument(described_review: Path) -> None:
    entities = by_id(described_review)
    main_entity = ids(entities["./"]["mainEntity"])[0]
    assert {"File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo"} == set(
        types_of(entities[main_entity])
    )
    assert ids(entities["#run"]["instrument"]) == [main_entity]
    assert "#run" in ids(entities["./"]["mentions"])


def test_the_rules_that_the_workflow_includes_are_parts_of_it_and_no_input_of_the_run(
    described_review: Path,
) -> None:
    entities = by_id(described_review)
    rules = entities["inputs/rules/read.smk"]
    assert set(types_of(rules)) == {"File", "SoftwareSourceCode"}
    assert rules["@id"] in ids(entities["inputs/Snakefile"]["hasPart"])
    assert rules["@id"] in ids(entities["./"]["hasPart"])
    assert ids(rules["programmingLanguage"]) == ids(entities["inputs/Snakefile"]["programmingLanguage"])
    assert rules["@id"] not in ids(entities["#run"]["object"])
    assert not [name for name in entities if name.startswith("#parameter/rules")]


def test_each_step_has_its_tool_its_control_and_its_run(described_review: Path) -> None:
    entities = by_id(described_review)
    workflow = entities["inputs/Snakefile"]
    steps = [entities[name] for name in ids(workflow["step"])]
    assert [step["name"] for step in steps] == ["read", "site", "analyse"]
    for step in steps:
        tool = ids(step["workExample"])[0]
        assert tool in ids(workflow["hasPart"])
        control = next(
            entity
            for entity in entities.values()
            if entity["@type"] == "ControlAction" and ids(entity["instrument"]) == [step["@id"]]
        )
        assert ids(entities[ids(control["object"])[0]]["instrument"]) == [tool]
        assert control["@id"] in ids(entities["#run/snakemake"]["object"])


def test_all_exports_are_read_and_the_pages_are_one_dataset(described_review: Path) -> None:
    entities = by_id(described_review)
    exports = {name for name in entities if name.startswith("#corpus/exports/")}
    assert exports
    assert exports < set(ids(entities["#run/read"]["object"]))
    assert ids(entities["#run/site"]["result"]) == ["audit/"]
    assert entities["audit/"]["@type"] == "Dataset"
    assert not [name for name in entities if name.startswith("audit/") and name != "audit/"]


def test_every_file_of_the_crate_is_there_with_its_hash_and_size(described_review: Path) -> None:
    results = described_review / "results"
    files = [entity for entity in by_id(described_review).values() if "File" in types_of(entity)]
    assert files
    for entity in files:
        content = (results / entity["@id"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entity["sha256"]
        assert str(len(content)) == entity["contentSize"]


def test_the_digest_of_the_pages_is_that_of_their_lines_in_the_list(described_review: Path) -> None:
    lines = (described_review / "results" / "SHA256SUMS").read_text("utf-8").splitlines(keepends=True)
    pages = "".join(line for line in lines if line[66:].startswith("audit/"))
    told = by_id(described_review)["#sha256/audit/"]["value"]
    assert hashlib.sha256(pages.encode()).hexdigest() == told


def test_the_list_of_sums_serves_programs_that_are_not_ours(described_review: Path) -> None:
    checked = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"],
        cwd=described_review / "results",
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout


def test_no_export_is_copied_and_everything_else_that_was_supplied_is(described_review: Path) -> None:
    inputs = described_review / "results" / "inputs"
    copied = {path.relative_to(inputs).as_posix() for path in inputs.rglob("*") if path.is_file()}
    assert {
        "Snakefile",
        "rules/read.smk",
        "config/config.yaml",
        "corpus/decisions/adjudications.csv",
    } <= copied
    assert not any("exports" in name for name in copied)


def test_prepared_exports_are_not_said_to_belong_to_others(described_review: Path) -> None:
    text = (described_review / "results" / "ro-crate-metadata.json").read_text(encoding="utf-8")
    assert "an export, as it was supplied; this folder holds no exports" in text
    assert "belong to others" not in text


def test_an_input_above_the_limit_of_size_has_its_sum_and_no_copy(review: Path) -> None:
    large = review / "corpus" / "decisions" / "screening.csv"
    large.write_text("report,verdict,coder,date\n" + "r001,include,AB,2026-03-04\n" * 4000, encoding="utf-8")
    config = review / "config" / "config.yaml"
    text = re.sub(r"copy_up_to_mb: \d+", "copy_up_to_mb: 0.1", config.read_text(encoding="utf-8"))
    config.write_text(text, encoding="utf-8")
    entities = described_anew(review)
    assert not (review / "results" / "inputs" / "corpus" / "decisions" / "screening.csv").exists()
    told = next(e for e in entities.values() if str(e["@id"]).endswith("screening.csv"))
    assert told["sha256"] == hashlib.sha256(large.read_bytes()).hexdigest()
    assert (review / "results" / "inputs" / "config" / "config.yaml").exists()


def test_decisions_are_told_as_files_with_their_number(described_review: Path) -> None:
    entities = by_id(described_review)
    decisions = entities["inputs/corpus/decisions/adjudications.csv"]
    rows = entities[ids(decisions["additionalProperty"])[0]]
    assert (rows["name"], rows["value"]) == ("rows", "1")


def described_anew(review: Path) -> dict[str, dict[str, Any]]:
    """The crate of a review whose inputs a test has changed, as if its report had been made from them."""
    provenance = review / "results" / "provenance.json"
    told = json.loads(provenance.read_text("utf-8"))
    told["inputs"] = []
    provenance.write_text(json.dumps(told), encoding="utf-8")
    assert described(review) == 0
    entities = by_id(review)
    assert list(crate_faults(entities.values(), where="here")) == []
    return entities


def test_who_took_decisions_is_told_by_kind_and_never_guessed(review: Path) -> None:
    corpus = review / "corpus"
    (corpus / "coders.yaml").write_text(
        "coders:\n"
        + "".join(
            f"  - {{name: {name}, kind: {kind}, role: reader, how: Read., codebook: '1', blind: true}}\n"
            for name, kind in (("AB", "person"), ("model_1", "language_model"))
        ),
        encoding="utf-8",
    )
    rows = "".join(f"r001,{name},include,,2026-01,\n" for name in ("AB", "model_1", "CD"))
    screening = corpus / "decisions" / "screening.csv"
    screening.write_text("report,coder,verdict,criterion,date,reason\n" + rows, encoding="utf-8")
    (corpus / "decisions" / "duplicates.csv").write_text(
        "record_a,record_b,verdict,coder,date,reason\n", encoding="utf-8"
    )
    entities = described_anew(review)
    assert entities["inputs/corpus/decisions/screening.csv"]["description"] == (
        "screening judgements, by people (AB) and language models (model_1) and "
        "coders whom corpus/coders.yaml does not describe (CD)"
    )
    assert entities["inputs/corpus/decisions/duplicates.csv"]["description"] == "verdicts on duplicates: none"
    judged = {name: entities[f"#judging/screening/{name}"] for name in ("AB", "model_1", "CD")}
    assert {one["@type"] for one in judged.values()} == {"AssessAction"}
    assert ids(judged["AB"]["agent"]) == ["#coder/AB"]
    assert ids(judged["model_1"]["instrument"]) == ["#coder/model_1"]
    assert "agent" not in judged["CD"]
    assert entities["#coder/CD"]["@type"] == "Thing"
    assert not [name for name in entities if name.startswith("#judging/duplicates")]


def test_the_workflow_and_its_tools_name_what_they_take_and_give_with_examples(
    described_review: Path,
) -> None:
    entities = by_id(described_review)
    workflow = entities["inputs/Snakefile"]
    assert "#parameter/corpus/exports/" in ids(workflow["input"])
    assert "#parameter/setting%20seed" in ids(workflow["input"])
    assert "#parameter/results/report.html" in ids(workflow["output"])
    assert ids(entities["#tool/read"]["input"]) == [
        "#parameter/corpus/exports/",
        "#parameter/corpus/manifest.yaml",
    ]
    assert ids(entities["report.html"]["exampleOfWork"]) == ["#parameter/results/report.html"]
    assert ids(entities["#setting/seed"]["exampleOfWork"]) == ["#parameter/setting%20seed"]
    assert entities["#parameter/setting%20seed"]["additionalType"] == "Integer"
    parameters = {name for name, entity in entities.items() if "FormalParameter" in types_of(entity)}
    assert parameters == {
        name
        for entity in entities.values()
        if "exampleOfWork" in entity
        for name in ids(entity["exampleOfWork"])
    }


def test_every_action_was_completed(described_review: Path) -> None:
    actions = [e for e in by_id(described_review).values() if str(e["@type"]).endswith("Action")]
    assert actions
    for action in actions:
        assert action["actionStatus"] == "http://schema.org/CompletedActionStatus"


def test_a_review_without_a_licence_says_so(review: Path) -> None:
    (review / "corpus" / "LICENSE").unlink(missing_ok=True)
    entities = described_anew(review)
    assert ids(entities["./"]["license"]) == ["#licence/none"]
    assert entities["#licence/none"]["name"] == "No licence is stated"


def test_no_time_is_invented(described_review: Path) -> None:
    entities = by_id(described_review)
    assert not [e for e in entities.values() if {"startTime", "endTime", "dateCreated"} & e.keys()]
    assert entities["./"]["dateModified"] == "2026-03-04"
    assert entities["./"]["datePublished"] == "2026-03-04"


def test_the_date_of_publication_is_the_one_that_is_told(review: Path) -> None:
    assert described(review, "--published", "2027-01-02") == 0
    root = by_id(review)["./"]
    assert (root["datePublished"], root["dateModified"]) == ("2027-01-02", "2026-03-04")


def test_a_second_description_has_the_same_bytes_and_leaves_no_old_copies(review: Path) -> None:
    results = review / "results"
    before = (results / "ro-crate-metadata.json").read_bytes()
    stale = results / "inputs" / "corpus" / "old" / "stale.csv"
    stale.parent.mkdir()
    stale.write_text("a\n", encoding="utf-8")
    (results / "logs" / "01_read.log").write_text("read at midnight\n", encoding="utf-8")
    assert described(review) == 0
    assert (results / "ro-crate-metadata.json").read_bytes() == before
    assert not stale.parent.exists()


def test_without_stages_the_run_is_told_as_that_of_the_workflow_alone(
    review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(review)
    assert main(["crate"]) == 0
    entities = by_id(review)
    assert not any("provenance" in name for name in ids(entities["./"]["conformsTo"]))
    assert list(crate_faults(entities.values(), where="here")) == []


def test_an_input_that_changed_after_the_report_stops_the_description(
    review: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with (review / "config" / "config.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# edited\n")
    assert described(review) == 2
    told = capfd.readouterr().err
    assert "config/config.yaml: this input is not the one that the report was made from" in told
    assert "run `make review`, and change nothing until it has finished" in told


def test_stages_that_are_no_list_are_refused(review: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert described(review, "--stages", '[{"name": "read"}]') == 2
    assert "the stages cannot be read" in capfd.readouterr().err


def test_the_commit_stands_only_in_the_crate_of_a_checkout_whose_inputs_are_unchanged(review: Path) -> None:
    def git(*words: str) -> str:
        names = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        done = subprocess.run(["git", *names, *words], cwd=review, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    (review / ".gitignore").write_text("results/\n", encoding="utf-8")
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message", "All")
    assert described(review) == 0
    assert by_id(review)["#software/coprod-review/commit"]["value"] == git("rev-parse", "HEAD")
    (review / "note.txt").write_text("a\n", encoding="utf-8")
    assert described(review) == 0
    assert by_id(review)["#software/coprod-review/commit"]["value"] == git("rev-parse", "HEAD")
    (review / "src").mkdir()
    (review / "src" / "rule.py").write_text("a = 1\n", encoding="utf-8")
    assert described(review) == 0
    assert "#software/coprod-review/commit" not in by_id(review)


def test_a_name_that_leads_nowhere_and_a_thing_that_lacks_are_faults() -> None:
    entities: list[dict[str, Any]] = [
        {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": []},
        {"@id": "./", "@type": "Dataset", "hasPart": [{"@id": "gone.csv"}]},
        {"@id": "#run", "@type": "CreateAction", "name": "a", "result": [{"@id": "./"}]},
    ]
    told = "\n".join(str(fault) for fault in crate_faults(entities, where="here"))
    assert "the entity ./ names gone.csv, which the crate does not have" in told
    assert "the entity #run has no instrument" in told
    assert "the entity ./ has no mainEntity" in told
    assert "run `make review` again" in told


def test_a_crate_that_cannot_be_read_is_told_with_its_place(tmp_path: Path) -> None:
    for text in (
        "{",
        "[]",
        json.dumps({"@graph": [{"@id": "./"}]}),
        "\udcff".encode("utf-8", "surrogatepass"),
    ):
        content = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "ro-crate-metadata.json").write_bytes(content)
        with pytest.raises(ReviewError, match="the crate cannot be read") as caught:
            read_crate(tmp_path)
        assert "make review" in caught.value.remedy


def test_the_librarys_own_date_is_taken_away(tmp_path: Path) -> None:
    write_crate(tmp_path, [{"@id": "./", "@type": "Dataset", "name": "A"}], version="1.1", contexts=[])
    assert "datePublished" not in (tmp_path / "ro-crate-metadata.json").read_text("utf-8")


def test_the_codebook_bears_its_version_and_the_seed_is_a_setting(described_review: Path) -> None:
    entities = by_id(described_review)
    provenance = json.loads((described_review / "results" / "provenance.json").read_text("utf-8"))
    assert entities["inputs/config/codebook.yaml"]["version"] == provenance["codebook"]
    assert entities["#setting/seed"]["value"] == str(provenance["seed"])
    assert "#setting/seed" in ids(entities["#run"]["object"])


def test_an_empty_corpus_is_described_and_its_undated_crate_bears_no_date(review: Path) -> None:
    corpus = review / "corpus"
    shutil.rmtree(corpus / "exports")
    shutil.rmtree(corpus / "decisions")
    (corpus / "coders.yaml").unlink()
    (corpus / "manifest.yaml").write_text("exports: []\n", encoding="utf-8")
    entities = described_anew(review)
    assert "datePublished" not in entities["./"]
    assert not [name for name in entities if name.startswith(("#coder/", "#corpus/exports/"))]
