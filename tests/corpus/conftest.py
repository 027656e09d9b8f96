"""A small invented review folder, sound in every part, that each test spoils in one place."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coprod_review.cli import main

RIS = "TY  - JOUR\nAU  - Alder, Ann\nT1  - An invented report on falls\nY1  - 2020//\nER  - \n\n"

CODERS = """\
coders:
  - {name: ann, kind: person, role: reader, how: "Read every invented report.", codebook: "0.2", blind: true}
  - {name: model_a, kind: language_model, role: reader, how: "Read by program.", codebook: "0.2", blind: true}
  - {name: judge, kind: person, role: adjudicator, how: "Settled disputes.", codebook: "0.2", blind: false}
"""

CODING_HEADER = "report,dimension,codes,quote,basis,confidence,codebook,date,absent\n"


@pytest.fixture
def log_export(review: Path) -> Callable[..., None]:
    """Write the search log anew for the export as it is now, with changed or added keys."""

    def log(**changes: object) -> None:
        corpus = review / "corpus"
        (corpus / "manifest.yaml").write_text(_search_log(corpus / "exports" / "invented.ris", **changes))

    return log


def _search_log(path: Path, **changes: object) -> str:
    entry: dict[str, object] = {
        "file": path.name,
        "label": "prepared file 1",
        "origin": "prepared",
        "database": "Invented",
        "query": None,
        "searched": None,
        "hits": None,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }
    return json.dumps({"exports": [entry | changes]}, indent=1)


@pytest.fixture(scope="session")
def small_config(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's configuration with one pattern for each code, and the works that it names, in short.

    The other patterns, and the citations that must or must not be taken for a work, are tried where the
    project itself is checked.
    """
    folder: Path = shutil.copytree(project / "config", tmp_path_factory.mktemp("small") / "config")
    for path in sorted((folder / "patterns").glob("*.yaml")):
        head, *patterns = re.split(r"(?m)^(?=  - id: )", path.read_text(encoding="utf-8"))
        by_code = {code_of(pattern): pattern for pattern in reversed(patterns)}
        kept = [pattern for pattern in patterns if by_code[code_of(pattern)] is pattern]
        path.write_text("".join((head, *kept)), encoding="utf-8")
    (folder / "tuned.yaml").unlink()  # chosen with all patterns
    lineage = folder / "lineage.yaml"
    naming = "".join(p.read_text(encoding="utf-8") for p in folder.rglob("*.yaml") if p != lineage)
    head, *works = re.split(r"(?m)^(?=- key: )", lineage.read_text(encoding="utf-8"))
    named = [work for work in works if re.search(rf"\b{work.split()[2]}\b", naming)]
    without = [re.sub(r"(?m)^  (?:matches|misses):\n(?:  - .*\n)+", "", work) for work in named]
    lineage.write_text("".join((head, *without)), encoding="utf-8")
    return folder


def code_of(pattern: str) -> str:
    """The code that the text of a pattern names."""
    found = re.search(r"(?m)^    code: (\w+)$", pattern)
    assert found is not None, pattern
    return found.group(1)


@pytest.fixture
def review(tmp_path: Path, small_config: Path) -> Path:
    """A sound review folder: the small configuration and an invented corpus."""
    shutil.copytree(small_config, tmp_path / "config")
    corpus = tmp_path / "corpus"
    for name in ("exports", "codings", "decisions", "samples"):
        (corpus / name).mkdir(parents=True)
    (corpus / "exports" / "invented.ris").write_text(RIS)
    (corpus / "manifest.yaml").write_text(_search_log(corpus / "exports" / "invented.ris"))
    (corpus / "coders.yaml").write_text(CODERS)
    (corpus / "reports.csv").write_text(
        "report_id,aliases\nr1,doi:10.1/a | id:r0 | title:aninventedreportonfalls\nr2,title:another\n"
    )
    for coder in ("ann", "model_a"):
        (corpus / "codings" / f"{coder}.csv").write_text(
            f"{CODING_HEADER}r1,framing,protective,,abstract: no page recorded,high,0.2,2026-01,none\n"
        )
    (corpus / "decisions" / "screening.csv").write_text(
        "report,coder,verdict,criterion,date,reason\nr1,ann,include,,2026-01-05,\n"
    )
    (corpus / "decisions" / "duplicates.csv").write_text("record_a,record_b,verdict,coder,date,reason\n")
    (corpus / "decisions" / "adjudications.csv").write_text("report,dimension,codes,coder,date,reason\n")
    return tmp_path


@pytest.fixture
def run_check(review: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[], tuple[int, str]]:
    """Run `coprod-review check` on the review folder: its exit code and all that it printed."""

    def run() -> tuple[int, str]:
        code = main(["check", *(f"--{name}={review / name}" for name in ("corpus", "config", "results"))])
        printed = capsys.readouterr()
        return code, printed.err + printed.out

    return run


@pytest.fixture(scope="session")
def source(project: Path) -> Path:
    """The folder of facts that the bundled corpus was prepared from, where it is at hand."""
    folder = Path(os.environ.get("COPROD_SHARED", project.parent / "shared")) / "corpus"
    if not folder.is_dir():
        pytest.skip("the facts behind the bundled corpus are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def facts(source: Path, project: Path) -> list[dict[str, Any]]:
    """All reports that the bundled corpus may hold, and nothing else."""
    off_topic = project / "tools" / "prepare_corpus" / "off_topic.json"
    return [
        *json.loads((source / "reports.json").read_text(encoding="utf-8")),
        *json.loads(off_topic.read_text(encoding="utf-8")),
    ]
