"""A shared copy: what may not go out is in none of its bytes, all else is in; written whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.stage_tables import write_reports

from coprod_review.errors import ReviewError
from coprod_review.io import tables
from coprod_review.io.manifest import read_manifest
from coprod_review.io.results import read_table
from coprod_review.io.sums import SUMS_NAME, paths_below, read_sums, sha256_and_size, sums_text
from coprod_review.share.marks import mark_of, passage_mark, sha256_text

from .conftest import OPEN, RAW_SECRET, Run, make_review, secret


def test_no_sentence_of_a_closed_export_is_in_any_byte_of_the_copy(shared: Path) -> None:
    closed = [secret(n) for n in range(1, 7) if n != OPEN]
    sentences = [*closed, RAW_SECRET, RAW_SECRET[:40]]
    parts = ["zebra-striped pump of ward one", "lullaby that nobody at the night desk could ever forget. x"]
    for path in (path for path in shared.rglob("*") if path.is_file()):
        for text in everything_in(path):
            assert not [s for s in (*sentences, *parts) if s.casefold() in text.casefold()], path


def test_the_leak_test_finds_the_sentences_in_the_review_itself(finished: Path) -> None:
    where = {
        path.suffix
        for path in finished.rglob("*")
        if path.is_file() and any(secret(1) in text for text in everything_in(path))
    }
    assert {".parquet", ".html", ".ris", ".csv", ".json", ".bib"} <= where


def test_texts_of_an_open_export_are_in_the_copy(shared: Path) -> None:
    reports = {r.report_id: r for r in tables.read_reports(shared / "results" / "dedupe" / "reports.parquet")}
    assert secret(OPEN) in reports["r006"].abstract
    assert (shared / "corpus" / "exports" / "b.ris").is_file()
    assert secret(OPEN) in (shared / "results" / "bibliography" / "included.ris").read_text(encoding="utf-8")
    page = (shared / "results" / "audit" / "reports" / "r006.html").read_text(encoding="utf-8")
    assert "pump of ward six hummed a lullaby" in page


def test_facts_codes_and_decisions_are_the_same_in_the_copy(finished: Path, shared: Path) -> None:
    for name in ("results/code/codes.parquet", "results/settle/settled.parquet", "results/report.html"):
        assert (shared / name).read_bytes() == (finished / name).read_bytes()
    theirs = tables.read_reports(shared / "results" / "dedupe" / "reports.parquet")
    ours = tables.read_reports(finished / "results" / "dedupe" / "reports.parquet")
    for name in (
        "report_id",
        "title",
        "authors",
        "year",
        "doi",
        "references",
        "record_ids",
        "source_by_field",
    ):
        assert [getattr(r, name) for r in theirs] == [getattr(r, name) for r in ours]


def test_evidence_keeps_its_offsets_and_weights_and_a_hash_for_its_words(
    finished: Path, shared: Path
) -> None:
    name = "results/code/rules.parquet"
    abstract = tables.read_reports(finished / "results" / "dedupe" / "reports.parquet")[0].abstract
    ours, theirs = (tables.read_codings(folder / name)[0].evidence for folder in (finished, shared))
    assert [(e.field, e.start, e.end, e.code, e.rule, e.weight) for e in ours] == [
        (e.field, e.start, e.end, e.code, e.rule, e.weight) for e in theirs
    ]
    assert [passage_mark(e.quote, abstract) for e in ours] == [e.quote for e in theirs]


def test_terms_of_the_classifier_give_no_words_away(shared: Path) -> None:
    codings = tables.read_codings(shared / "results" / "code" / "classifier.parquet")
    terms = {c.report_id: c.evidence[-1].rule for c in codings}
    assert terms["r006"] == "term:zebra"
    assert re.fullmatch(r"term:\[withheld: 5 characters, sha256 [0-9a-f]{64}\]", terms["r001"])


def test_short_quotes_of_people_are_marked_with_their_place(shared: Path) -> None:
    path = shared / "corpus" / "codings" / "reader_1.csv"
    rows = {
        row["report"]: row["quote"] for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    }
    assert rows["r006"] == "speak up || hummed a lullaby"
    place = r"\[withheld: \d+ characters, abstract \d+-\d+, sha256 [0-9a-f]{64}\]"
    assert re.fullmatch(rf"{place} \|\| {place}", rows["r001"])


def test_a_note_that_quotes_a_sentence_keeps_its_own_words(shared: Path) -> None:
    codings = tables.read_codings(shared / "results" / "settle" / "codings.parquet")
    note = next(c.note for c in codings if c.report_id == "r001")
    assert note.startswith("Coded so because of “[withheld: ")


def test_entries_set_aside_stay_with_their_place_and_a_hash(finished: Path, shared: Path) -> None:
    (ours,), (theirs,) = (read_table(f / "results" / "read" / "set_aside.csv") for f in (finished, shared))
    assert RAW_SECRET in ours["raw"]
    assert RAW_SECRET[:20] in ours["reason"]
    assert theirs["raw"] == mark_of(ours["raw"])
    assert (theirs["export"], theirs["line"]) == (ours["export"], ours["line"]) == ("c.bib", "1")
    assert theirs["reason"].startswith("no field can be read here: line 1, at '[withheld: ")


def test_closed_exports_are_left_out_and_their_hash_is_told(finished: Path, shared: Path) -> None:
    assert not (shared / "corpus" / "exports" / "a.ris").exists()
    rows = list(csv.DictReader(io.StringIO((shared / "withheld.csv").read_text(encoding="utf-8"))))
    raw = (finished / "corpus" / "exports" / "a.ris").read_text(encoding="utf-8")
    assert {"kind": "left out", "name": "corpus/exports/a.ris", "field": "", "characters": ""} | {
        "sha256": sha256_text(raw)
    } in rows


def test_links_of_the_copy_lead_to_files_of_the_copy(finished: Path, shared: Path) -> None:
    for page in (shared / "results").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for link in re.findall(r'href="([^"#?]+)', text):
            if not re.match(r"[a-z]+:", link):
                target = (page.parent / html.unescape(link)).resolve()
                was_there = (finished / target.relative_to(shared)).exists()
                assert target.exists() or not was_there, (page, link)
                assert target.name != "a.ris", (page, link)


def test_the_readme_says_what_is_in_what_is_not_and_how_to_verify(shared: Path) -> None:
    text = (shared / "README.md").read_text(encoding="utf-8")
    assert "| a.ris | Closed | not stated | withheld |" in text
    assert "| b.ris | Open | CC BY 4.0 | in |" in text
    assert "files left out: 2" in " ".join(text.split())
    assert "coprod-review verify COPY --against REVIEW" in text


def test_the_readme_promises_a_second_run_the_bytes_of_the_holder_not_those_of_the_copy(
    described: Path, described_copy: Path
) -> None:
    text = " ".join((described_copy / "README.md").read_text(encoding="utf-8").split())
    assert "sha256sum --check --quiet COPY/results/SHA256SUMS" in text
    assert "`results/SHA256SUMS` lists the bytes of the holder's run; a file that has marks" in text
    assert "coprod-review diff" not in text
    listed = read_sums(described_copy / "results" / "SHA256SUMS", remedy="")
    assert not [n for n in listed if sha256_and_size(described / "results" / n)[0] != listed[n]]
    assert [
        n
        for n in listed
        if not (there := described_copy / "results" / n).is_file() or sha256_and_size(there)[0] != listed[n]
    ]


def test_the_same_review_gives_the_same_bytes(finished: Path, shared: Path, run: Run, tmp_path: Path) -> None:
    assert run(finished, "share", tmp_path / "again") == 0
    ours, theirs = (
        {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        for folder in (shared, tmp_path / "again")
    )
    assert ours == theirs


@pytest.mark.parametrize("place", ["corpus/shared", "config", "results/copy", "corpus"])
def test_no_copy_is_written_inside_the_review_itself(
    place: str, finished: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(finished, "share", place) == 2
    told = capfd.readouterr().err
    assert "would become part of the review" in told
    assert "remedy: name a folder outside the review" in told


def test_a_folder_with_something_in_it_is_refused_and_left_as_it_is(
    finished: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.txt").write_text("mine", encoding="utf-8")
    assert run(finished, "share", tmp_path) == 2
    assert "this folder is not empty" in capfd.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["own.txt"]


def test_an_empty_folder_is_filled(finished: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run(finished, "share", tmp_path / "empty") == 0
    assert (tmp_path / "empty" / "README.md").is_file()


def test_the_sum_of_the_sums_is_told_to_be_published(
    finished: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(finished, "share", tmp_path / "copy") == 0
    sums = (tmp_path / "copy" / "SHA256SUMS").read_bytes()
    told = capfd.readouterr().err
    assert told.index("searching every file") < told.index("publish the SHA-256 of")
    assert hashlib.sha256(sums).hexdigest() in told


@pytest.mark.parametrize("place", ["file/copy", "/proc/no/such/place"])
def test_a_place_where_nothing_can_be_written_is_told_before_the_long_work(
    place: str, finished: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert run(finished, "share", tmp_path / place) == 2
    told = capfd.readouterr().err
    assert f"{tmp_path / place}: no copy can be written here (" in told
    assert "remedy: name a folder in a place where you may write" in told
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_what_a_stopped_run_left_is_named_by_the_next(
    finished: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    left = tmp_path / ".copy.sharing-abc"
    left.mkdir()
    assert run(finished, "share", tmp_path / "copy") == 0
    assert f"{left} is what a run left that was stopped; delete it" in capfd.readouterr().err
    assert left.is_dir()


def test_a_run_that_is_killed_leaves_what_the_next_one_names(
    finished: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    killed = "import os, signal; os.rename = lambda *_: os.kill(os.getpid(), signal.SIGKILL)"
    command = f"{killed}; from coprod_review.cli import main; main(['share', {str(tmp_path / 'copy')!r}])"
    ended = subprocess.run([sys.executable, "-c", command], cwd=finished, check=False, capture_output=True)
    assert ended.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    assert run(finished, "share", tmp_path / "copy") == 0
    assert f"{left} is what a run left that was stopped" in capfd.readouterr().err


def test_a_sentence_of_an_abstract_in_the_configuration_stops_the_copy(
    project: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    review = make_review(tmp_path / "review", project)
    with (review / "config" / "criteria.yaml").open("a", encoding="utf-8") as file:
        file.write(f"# as in: {secret(3)}\n")
    assert run(review, "report") == 0
    assert run(review, "share", tmp_path / "copy") == 2
    told = capfd.readouterr().err
    assert "config/criteria.yaml" in told
    assert "words in a row here are of a withheld text" in told
    assert "remedy: reword it" in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["review"], "nothing is left of the copy"


def test_a_title_that_an_abstract_quotes_with_its_label_stops_no_copy(
    finished: Path, run: Run, tmp_path: Path
) -> None:
    review = tmp_path / "review"
    shutil.copytree(finished, review)
    path = review / "results" / "dedupe" / "reports.parquet"
    title = "How seven purple kettles changed the morning round of a ward"
    first, second, *others = tables.read_reports(path)
    first = replace(first, abstract=f"{first.abstract} Article title: {title}. Authors: Ek A, Ivory B.")
    second = replace(second, title=title)
    write_reports(path, [first, second, *others])
    assert run(review, "write") == 0
    assert run(review, "share", tmp_path / "copy") == 0
    for name in ("included.json", "included.bib", "included.ris", "included.csv"):
        assert title in (tmp_path / "copy/results/bibliography" / name).read_text(encoding="utf-8")


def test_results_of_other_inputs_are_not_shared(
    finished: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    review = tmp_path / "review"
    shutil.copytree(finished, review)
    with (review / "corpus" / "codings" / "reader_1.csv").open("a", encoding="utf-8") as file:
        file.write("r001,tradition,none,,,,0.2,,\n")
    assert run(review, "share", tmp_path / "copy") == 2
    told = capfd.readouterr().err
    assert "corpus/codings/reader_1.csv has changed since" in told
    assert "remedy: run `make review`, then share" in told


def test_without_a_run_there_is_nothing_to_share(
    finished: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for part in ("corpus", "config"):
        shutil.copytree(finished / part, tmp_path / part)
    assert run(tmp_path, "share", tmp_path.parent / "copy") == 2
    assert "remedy: run `make review` first" in capfd.readouterr().err


def test_sharing_abstracts_needs_a_licence(tmp_path: Path) -> None:
    path = tmp_path / "manifest.yaml"
    path.write_text(
        "exports:\n  - {file: a.ris, label: a, origin: prepared, database: A, share_abstracts: true}\n",
        encoding="utf-8",
    )
    with pytest.raises(ReviewError) as caught:
        read_manifest(path)
    assert "by which licence is not said" in caught.value.problem
    assert "name the licence" in caught.value.remedy


def everything_in(path: Path) -> list[str]:
    """All text of a file: as it stands, unpacked, unescaped, and without tags."""
    raw = path.read_bytes()
    texts = [raw.decode("utf-8", errors="replace")]
    if path.suffix == ".parquet":
        texts = list(strings(pq.ParquetFile(path).read().to_pylist()))
    elif path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            texts = [book.read(name).decode("utf-8", errors="replace") for name in book.namelist()]
    plain = [html.unescape(text) for text in texts]
    return [*texts, *plain, *(re.sub(r"<[^<>]*>", "", text) for text in plain if "<" in text)]


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value] if isinstance(value, str) else []


def test_a_described_run_is_shared_with_its_inputs_redacted_and_without_what_is_packed(
    finished: Path, tmp_path: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    review = Path(shutil.copytree(finished, tmp_path / "review"))
    (review / "Snakefile").write_text('include: "rules/read.smk"\n', encoding="utf-8")
    (review / "rules").mkdir()
    (review / "rules" / "read.smk").write_text("rule read:\n", encoding="utf-8")
    assert run(review, "crate") == 0
    (review / "results" / "workflow-report.html").write_text("packed", encoding="utf-8")
    assert run(review, "share", tmp_path / "copy") == 0
    results = tmp_path / "copy" / "results"
    assert (results / "ro-crate-metadata.json").read_bytes() == (
        review / "results" / "ro-crate-metadata.json"
    ).read_bytes()
    assert (results / "inputs" / "rules" / "read.smk").read_text("utf-8") == "rule read:\n"
    assert not (results / "workflow-report.html").exists()
    withheld = (tmp_path / "copy" / "withheld.csv").read_text("utf-8")
    assert "left out,results/workflow-report.html" in withheld
    codings = (results / "inputs" / "corpus" / "codings" / "reader_1.csv").read_text("utf-8")
    assert codings == (tmp_path / "copy" / "corpus" / "codings" / "reader_1.csv").read_text("utf-8")
    assert run(review, "verify", results) == 0
    assert "agrees with" in capfd.readouterr().out


def test_what_the_run_lists_as_no_result_is_in_no_copy_and_told(
    finished: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(finished, tmp_path / "review")
    results = tmp_path / "review" / "results"
    names, _ = paths_below(results)
    sums = {name: sha256_and_size(results / name)[0] for name in names}
    (results / SUMS_NAME).write_text(sums_text(sums), encoding="utf-8")
    beside = ("next/coding.csv", "simulate/measures.csv", "figures/one_column/map.svg", "logs/notes.html")
    for name in ("private_notes.txt", *beside):
        (results / name).parent.mkdir(parents=True, exist_ok=True)
        (results / name).write_text("secret\n", encoding="utf-8")
    assert run(tmp_path / "review", "share", tmp_path / "copy") == 0
    copied = tmp_path / "copy" / "results"
    assert not [name for name in ("private_notes.txt", *beside) if (copied / name).exists()]
    assert "private_notes.txt" not in (tmp_path / "copy" / "withheld.csv").read_text(encoding="utf-8")
    told = capfd.readouterr().err
    assert "not in results/SHA256SUMS, so that it is no result" in told
    assert all(f"results/{name}" in told for name in ("private_notes.txt", *beside))
    assert run(tmp_path / "review", "share", "--verify", tmp_path / "copy") == 0
