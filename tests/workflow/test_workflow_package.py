"""The Snakefile stays thin, and each of its rules knows the code that it runs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from coprod_review.analyse.columns import columns_by_table
from coprod_review.analyse.networks_build import network_columns
from coprod_review.io.codebook import read_codebook
from coprod_review.io.results import digests_below
from coprod_review.io.workflow_files import missing_files, workflow_files
from coprod_review.workflow import inputs
from coprod_review.workflow.stage_code import COMMANDS, WHOLE
from coprod_review.workflow.told import finished_files, told_stages

PROJECT = Path(__file__).resolve().parents[2]
TEXTS = {name: path.read_text("utf-8") for name, path in workflow_files(PROJECT).items()}
HEAVY = {"pandas", "pyarrow", "sklearn", "spacy", "matplotlib", "scipy", "jinja2", "rocrate"}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule as Snakemake gives it, as far as it is asked."""

    name: str
    input: Sequence[Any] = ()
    output: Sequence[str] = ()
    docstring: str = ""
    shellcmd: str = "{COPROD} --log {log:q} read"
    patterns: bool = field(default=False)

    def has_wildcards(self) -> bool:
        return self.patterns


def test_each_file_of_the_workflow_fits_a_few_screens_and_is_included() -> None:
    assert max(text.count("\n") for text in TEXTS.values()) <= 200
    included = re.findall(r'^include: "(.+?)"', TEXTS["Snakefile"], flags=re.MULTILINE)
    assert sorted(included) == sorted(set(TEXTS) - {"Snakefile"})
    assert missing_files(PROJECT) == []


def test_every_rule_reruns_with_the_code_that_it_names_and_every_stage_with_code_has_a_rule() -> None:
    rules = [part for text in TEXTS.values() for part in re.split(r"^ *rule ", text, flags=re.MULTILINE)[1:]]
    named = {rule.partition(":")[0]: re.findall(r'code=CODE\["(\w+)"\]', rule) for rule in rules}
    parts = {"read_group": "read"}
    assert named.pop("all") == []
    assert named == {name: [parts.get(name, name)] for name in named}
    assert {place for (place,) in named.values()} == {*COMMANDS, WHOLE}


def test_the_rule_of_the_analysis_names_every_table_that_the_stage_writes() -> None:
    codebook = read_codebook(PROJECT / "config" / "codebook.yaml")
    (listed,) = re.findall(r"^ANALYSED = \(([^)]+)\)", TEXTS["rules/analyse.smk"], flags=re.MULTILINE)
    named = re.findall(r'"(\w+)"', listed)
    written = {*columns_by_table(codebook), *network_columns(codebook), "missing"}
    assert named == sorted(written - {"claims"})


def test_reading_the_workflow_loads_nothing_heavy() -> None:
    imports = "\n".join(
        re.findall(r"^(?:from|import) (?:.+\($[^)]*\)|.+$)", TEXTS["Snakefile"], flags=re.MULTILINE)
    )
    listing = f"{imports}\nprint(json.dumps([name.partition('.')[0] for name in sys.modules]))"
    told = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True)
    assert not HEAVY & set(json.loads(told.stdout))


def test_files_that_are_there_are_found_and_answers_of_learners_are_not_supplied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["config/planning/issues.csv", "corpus/README.md", "corpus/codings/AB.csv"]
    for name in (*names, "corpus/training/AB.csv", "corpus/.kept/note.txt", "config/.hidden"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("", "utf-8")
    assert inputs.present("corpus/**/*.csv") == ["corpus/codings/AB.csv", "corpus/training/AB.csv"]
    assert inputs.supplied("config", "corpus") == names
    assert list(digests_below([Path("corpus"), Path("config")])) == names


def test_the_digest_of_inputs_tells_of_an_edit_of_each_that_is_named_or_given_by_a_function(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("config").mkdir()
    names = [f"config/{name}.yaml" for name in "abc"]
    digests = set()
    for edited in ("", *names):
        for name in names:
            Path(name).write_text(f"edited: {name == edited}\n", "utf-8")
        inputs.supplied_digest.__globals__["_digest_of"].cache_clear()
        rule = Rule(name="read", input=[names[0], [names[1]], lambda wildcards: [names[2]]])
        digests.add(inputs.digest_of_inputs(rule)(None))
    assert len(digests) == 4


def test_a_stage_that_joins_parts_tells_for_them_and_exports_stand_as_one_folder() -> None:
    rules = [
        Rule(name="all", input=["results/code/codes.parquet"]),
        Rule(name="read_group", input=[lambda wildcards: [], "corpus/manifest.yaml"]),
        Rule(
            name="read",
            docstring="Join\n   what was read.",
            input=["corpus/exports/a.ris", "results/read/groups/0000/x.csv", "corpus/manifest.yaml"],
            output=["results/read/records.parquet"],
        ),
        Rule(name="code", input=["config/criteria.yaml"], output=["results/code/parts/{n}"], patterns=True),
        Rule(name="combine", input=["results/code/parts/0000/rules.parquet", "config/codebook.yaml"]),
        Rule(name="crate"),
    ]
    read, combine = json.loads(told_stages(rules))
    assert read == {
        "name": "read",
        "about": "Join what was read.",
        "command": "coprod-review --log {log:q} read",
        "inputs": ["corpus/manifest.yaml", "corpus/exports/"],
        "outputs": ["results/read/records.parquet"],
    }
    assert combine["inputs"] == ["config/codebook.yaml", "config/criteria.yaml"]
    assert finished_files(rules) == ["results/read/records.parquet"]
