"""The bundled corpus: sound, in true dialects, and without a fact that was not seen."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from coprod_review.cli import main
from coprod_review.io.corpus import (
    read_characteristics,
    read_coders,
    read_codings,
    read_judgements,
    read_manifest,
    read_registry,
    registered_ids,
)
from coprod_review.model.fingerprint import title_fingerprint


@pytest.fixture(scope="module")
def corpus(project: Path) -> Path:
    return project / "corpus"


SCREENING_READERS = ("screener_1", "screener_2")
"""They judged after the source was gathered; their judgements stand beside the preparation."""


def _text(corpus: Path, name: str) -> str:
    with (corpus / "exports" / name).open(encoding="utf-8-sig", newline="") as handle:
        return handle.read()


def _scopus(corpus: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(corpus, "scopus.csv").splitlines(keepends=True)))


def _works(corpus: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _text(corpus, "openalex.jsonl").splitlines()]


def _entries(corpus: Path) -> Counter[str]:
    """Entries of each export, counted without any parser of ours."""
    return Counter({
        "pubmed.nbib": len(re.findall(r"(?m)^PMID- \d+\r?$", _text(corpus, "pubmed.nbib"))),
        "scopus.csv": len(_scopus(corpus)),
        "web_of_science.txt": len(re.findall(r"(?m)^PT [JBC]$", _text(corpus, "web_of_science.txt"))),
        "ebsco.ris": len(re.findall(r"(?m)^TY  - [A-Z]+$", _text(corpus, "ebsco.ris"))),
        "library.bib": len(re.findall(r"(?m)^@[a-z]+\{COPROD:LIB:\d{4},$", _text(corpus, "library.bib"))),
        "openalex.jsonl": len(_works(corpus)),
    })  # fmt: skip


def test_the_bundled_corpus_passes_the_check(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folders = {"corpus": project / "corpus", "config": project / "config", "results": project / "no run"}
    code = main(["check", *(f"--{name}={path}" for name, path in folders.items())])
    printed = capsys.readouterr()
    assert code == 0, printed.err
    assert "6 exports" in printed.out


def test_every_export_opens_and_closes_each_entry(corpus: Path) -> None:
    entries = _entries(corpus)
    assert all(entries.values())
    assert len(re.findall(r"(?m)^ER$", _text(corpus, "web_of_science.txt"))) == entries["web_of_science.txt"]
    assert len(re.findall(r"(?m)^ER  - $", _text(corpus, "ebsco.ris"))) == entries["ebsco.ris"]
    assert len(re.findall(r"(?m)^\}$", _text(corpus, "library.bib"))) == entries["library.bib"]
    assert _text(corpus, "web_of_science.txt").endswith("\nEF")


def test_the_registry_knows_every_entry_by_its_accession_number(corpus: Path) -> None:
    registry = read_registry(corpus / "reports.csv")
    known = Counter(
        alias.split(":")[1] for r in registry for alias in r.aliases if alias.startswith("accession:")
    )
    assert known == _entries(corpus)


def test_about_a_third_of_the_reports_stand_in_two_or_more_exports(corpus: Path) -> None:
    registry = read_registry(corpus / "reports.csv")
    files = [{a.split(":")[1] for a in r.aliases if a.startswith("accession:")} for r in registry]
    assert all(files)
    assert 0.28 < sum(len(own) > 1 for own in files) / len(files) < 0.40


def test_accession_numbers_are_visibly_the_corpus_own(corpus: Path) -> None:
    assert all(row["EID"].startswith("COPROD:") for row in _scopus(corpus))
    assert all(work["id"].startswith("COPROD:") for work in _works(corpus))
    for name, tag in (("web_of_science.txt", "UT "), ("ebsco.ris", "N1  - Accession Number: ")):
        numbers = re.findall(rf"(?m)^{re.escape(tag)}(.*)$", _text(corpus, name))
        assert numbers
        assert all(number.startswith("COPROD:") for number in numbers)


def test_facts_that_nobody_saw_are_left_empty(corpus: Path) -> None:
    for row in _scopus(corpus):
        assert not any(row[name] for name in ("Cited by", "Affiliations", "Author(s) ID")) or row[
            "Author(s) ID"
        ].startswith("[No author")
    for work in _works(corpus):
        assert work["cited_by_count"] is None
        assert work["referenced_works"] == []
        assert all(not authorship["institutions"] for authorship in work["authorships"])
    assert not re.search(r"(?m)^(NR|TC|C1) ", _text(corpus, "web_of_science.txt"))


def test_no_search_is_claimed(corpus: Path) -> None:
    exports = read_manifest(corpus / "manifest.yaml")
    assert [export.label for export in exports] == [f"prepared file {n}" for n in range(1, 7)]
    assert {export.origin for export in exports} == {"prepared"}


def test_no_coder_is_said_to_be_a_person(corpus: Path) -> None:
    assert {coder.kind for coder in read_coders(corpus / "coders.yaml")} == {"language_model"}


def test_every_coding_names_its_basis(corpus: Path) -> None:
    assert all(
        re.match(r"(abstract|part|title): \S", coding.basis) for coding in read_codings(corpus / "codings")
    )


def test_the_sample_for_rules_is_the_development_half(corpus: Path) -> None:
    reports = [r.report_id for r in read_registry(corpus / "reports.csv")]
    half = [r for r in reports if int(hashlib.sha256(r.encode()).hexdigest()[-1], 16) % 2 == 0]
    lines = (corpus / "samples" / "rule_development.csv").read_text().split()
    assert lines == ["report", *half]


def test_no_doi_and_no_pubmed_number_is_invented(corpus: Path, facts: list[dict[str, Any]]) -> None:
    seen = {fact["doi"].lower() for fact in facts}
    given = {row["DOI"].lower() for row in _scopus(corpus)}
    given |= {(work["doi"] or "").removeprefix("https://doi.org/").lower() for work in _works(corpus)}
    for name, pattern in (
        ("pubmed.nbib", r"(?m)^LID - (\S+) \[doi\]"),
        ("web_of_science.txt", r"(?m)^DI (\S+)"),
        ("ebsco.ris", r"(?m)^L3  - (\S+)"),
        ("library.bib", r"(?m)^\tdoi = \{(.+)\},$"),
    ):
        given |= {doi.lower() for doi in re.findall(pattern, _text(corpus, name))}
    assert given - {""} <= seen
    numbers = set(re.findall(r"(?m)^PMID- (\d+)", _text(corpus, "pubmed.nbib")))
    assert numbers <= {fact["pmid"] for fact in facts}


def test_years_and_authors_are_those_that_were_seen(corpus: Path, facts: list[dict[str, Any]]) -> None:
    fact_by_number = {fact["id"][1:].zfill(4): fact for fact in facts}
    for row in _scopus(corpus):
        fact = fact_by_number[row["EID"][-4:]]
        assert row["Year"] in {str(year or "") for year in _years(fact)}
        families = {name.split(",")[0] for name in row["Author full names"].split("; ")}
        assert families <= _families(fact) | {"[No author name available]"}
    for work in _works(corpus):
        fact = fact_by_number[work["id"][-4:]]
        assert work["publication_year"] in _years(fact)
        names = [authorship["author"]["display_name"] for authorship in work["authorships"]]
        assert all(any(family in name for family in _families(fact)) for name in names)


def _forms(fact: dict[str, Any]) -> list[dict[str, Any]]:
    variants = [form for variant in fact["variants"] for form in (variant, *variant.get("variants", ()))]
    return [fact, *variants]


def _years(fact: dict[str, Any]) -> set[int | None]:
    return {form.get("year") for form in _forms(fact)}


def _families(fact: dict[str, Any]) -> set[str]:
    return {name.split(",")[0] for form in _forms(fact) for name in form.get("authors", ())}


def test_titles_are_those_that_were_seen_whole_or_cut_at_the_colon(
    corpus: Path, facts: list[dict[str, Any]]
) -> None:
    titles = {title_fingerprint(form["title"]) for fact in facts for form in _forms(fact) if "title" in form}
    cut = {title_fingerprint(re.sub(r"\s*\[title cut off.*", "", fact["title"])) for fact in facts}
    main_titles = {title_fingerprint(fact["title"].partition(":")[0]) for fact in facts}
    for row in _scopus(corpus):
        assert title_fingerprint(row["Title"]) in titles | cut | main_titles


def test_every_source_report_and_coding_is_there(corpus: Path, source: Path) -> None:
    ids = registered_ids(read_registry(corpus / "reports.csv"))
    described = read_characteristics(corpus / "characteristics.csv")
    reports = json.loads((source / "reports.json").read_text(encoding="utf-8"))
    for fact in reports:
        assert fact["id"] in ids
        assert described[ids[fact["id"]]].text_status in ("abstract", "part", "title")
    with (source / "codings.csv").open(encoding="utf-8", newline="") as handle:
        wanted = {
            (row["id"], row["coder"], row["dimension"], tuple(sorted(row["codes"].split(";"))))
            for row in csv.DictReader(handle)
        }
    codings = read_codings(corpus / "codings")
    found = {(c.report_id, c.coder, c.dimension, c.codes) for c in codings}
    verdicts = {"include": "yes", "exclude": "no"}
    found |= {
        (j.report_id, j.coder, "on_topic", (verdicts[j.verdict],))
        for j in read_judgements(corpus / "decisions" / "screening.csv")
        if not j.criterion and j.coder not in SCREENING_READERS
    }
    assert found == wanted


def test_preparing_again_gives_the_same_bytes(
    project: Path, corpus: Path, source: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "tools/prepare_corpus.py", "--source", str(source), "--corpus", str(tmp_path)]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    made = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert made
    for path in made:
        if path.name not in ("adjudications.csv", "duplicates.csv", "disputes.csv"):
            assert (tmp_path / path).read_bytes() == (corpus / path).read_bytes(), path
