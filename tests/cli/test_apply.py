"""`apply`: a row for every record of any export, by the coders that an invented run has kept."""

from __future__ import annotations

import csv
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.coding.classifier_examples import example_reports
from tests.stage_tables import write_reports, write_screening

from coprod_review.cli import main
from coprod_review.io import tables

TRADITIONS = {"garden": "public_administration", "harbour": "service_management", "none": "none"}
REPORTS, SETTLED = example_reports()
ENGLISH = "A study of compost and of pruning shears among the neighbours, with attention to the orchard."


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """A review folder of invented reports, coded and combined, with the project's configuration."""
    folder = tmp_path_factory.mktemp("finished")
    shutil.copytree(project / "config", folder / "config")
    settings = folder / "config" / "config.yaml"
    text = settings.read_text(encoding="utf-8")
    assert "min_settled: 60" in text
    settings.write_text(text.replace("min_settled: 60", "min_settled: 20"), encoding="utf-8")
    settled = [
        replace(s, dimension="tradition", codes=(TRADITIONS[s.codes[0]],))
        for s in SETTLED
        if s.dimension == "place"
    ]
    results = folder / "results"
    write_reports(results / "dedupe" / "reports.parquet", REPORTS)
    tables.write_codes(results / "settle" / "settled.parquet", settled)
    tables.write_codings(results / "settle" / "codings.parquet", [])
    write_screening(results / "screen" / "decisions.parquet", [])
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for stage in ("train", "shard", "combine"):
            assert main(["code", stage]) == 0
    return folder


@pytest.fixture
def review(finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the finished review, and the working folder of the test."""
    shutil.copytree(finished, tmp_path / "review")
    monkeypatch.chdir(tmp_path / "review")
    return tmp_path / "review"


def entry(number: int, title: str, abstract: str = "", *, extra: str = "") -> str:
    words = f"AB  - {abstract}\n" if abstract else ""
    return f"TY  - JOUR\nID  - X{number}\nTI  - {title}\n{words}{extra}ER  - \n\n"


def rows(path: str = "codes.csv") -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def applied(*exports: str, options: tuple[str, ...] = ("--workers", "1")) -> list[dict[str, str]]:
    assert main(["apply", *exports, "--output", "codes.csv", *options]) == 0
    return rows()


def test_every_record_has_a_row_with_its_place_and_nothing_enters_the_corpus(review: Path) -> None:
    Path("a.ris").write_text(entry(1, "Compost here", ENGLISH) + entry(2, "Cranes"), encoding="utf-8")
    before = {p for p in Path().rglob("*") if p.is_file()}
    found = applied("a.ris")
    assert [(r["source_id"], r["export"], r["line"], r["title"]) for r in found] == [
        ("X1", "a.ris", "1", "Compost here"),
        ("X2", "a.ris", "7", "Cranes"),
    ]
    after = {p for p in Path().rglob("*") if p.is_file()}
    assert after - before == {Path("codes.csv"), Path("codes.csv.sha256"), Path("codes_set_aside.csv")}
    assert [r["read"] for r in found] == ["title; abstract", "title"]
    assert [r["status_tradition"] for r in found][1] == "for people"
    assert "no abstract" in found[1]["why_tradition"]


def test_applied_again_to_the_same_or_another_export_it_writes_over_its_own_table(review: Path) -> None:
    Path("a.ris").write_text(entry(1, "Compost here", ENGLISH), encoding="utf-8")
    Path("b.ris").write_text(entry(2, "Cranes", ENGLISH) + "TY  - JOUR\nTI  - Cut", encoding="utf-8")
    before = rows() if applied("a.ris") else []
    assert applied("a.ris") == before
    for _ in range(2):
        assert [row["title"] for row in applied("b.ris")] == ["Cranes"]
        assert len(rows("codes_set_aside.csv")) == 1
    assert [row["title"] for row in applied("a.ris")] == ["Compost here"]
    assert not Path("codes_set_aside.csv.sha256").exists()


def test_a_set_aside_list_in_which_somebody_worked_stays(review: Path, capsys) -> None:
    Path("b.ris").write_text(entry(2, "Cranes", ENGLISH) + "TY  - JOUR\nTI  - Cut", encoding="utf-8")
    applied("b.ris")
    mine = Path("codes_set_aside.csv").read_text(encoding="utf-8") + "b.ris,9,looked up by hand\n"
    Path("codes_set_aside.csv").write_text(mine, encoding="utf-8")
    assert main(["apply", "b.ris", "--output", "codes.csv"]) == 2
    assert "--set-aside: this table is not as the command has written it" in capsys.readouterr().err
    assert Path("codes_set_aside.csv").read_text(encoding="utf-8") == mine


def with_a_decision(text: str) -> str:
    header, *rest = text.splitlines()
    return "\n".join([f"{header},my_decision", *(f"{line},keep" for line in rest)]) + "\n"


@pytest.mark.parametrize(
    "edited",
    [
        with_a_decision,
        lambda text: text.replace("Compost here", "Compost, as we read it"),
        lambda text: "\n".join(",".join(line.split(",")[:5]) for line in text.splitlines()),
        lambda text: text.replace(",", ";"),
        lambda text: text[: text.rindex("X2,")],
        lambda text: f"\ufeff{text}",
    ],
    ids=["a column more", "another title", "columns deleted", "semicolons", "a row deleted", "saved anew"],
)
def test_a_table_in_which_somebody_worked_stays_until_it_is_forced(review: Path, capsys, edited) -> None:
    Path("a.ris").write_text(
        entry(1, "Compost here", ENGLISH) + entry(2, "Cranes", ENGLISH), encoding="utf-8"
    )
    written = applied("a.ris")
    mine = edited(Path("codes.csv").read_text(encoding="utf-8"))
    Path("codes.csv").write_text(mine, encoding="utf-8")
    assert main(["apply", "a.ris", "--output", "codes.csv"]) == 2
    told = capsys.readouterr().err
    assert "codes.csv: --output: this table is not as the command has written it" in told
    assert "remedy: name another file, or move this one away; --force writes over it" in told
    assert Path("codes.csv").read_text(encoding="utf-8") == mine
    assert applied("a.ris", options=("--force",)) == written
    assert applied("a.ris") == written


def test_the_answer_stands_with_its_probability_the_other_answers_and_the_terms(review: Path) -> None:
    Path("a.ris").write_text(entry(1, "Compost of the orchard", ENGLISH), encoding="utf-8")
    (found,) = applied("a.ris")
    assert found["code_tradition"] == "public_administration"
    assert 0.5 < float(found["probability_tradition"]) < 1
    assert "public_administration" in found["possible_tradition"].split("; ")
    assert 'compost: "Compost" title 0-7 and 1 more' in found["terms_tradition"]
    assert found["code_framing"] == ""
    assert found["status_framing"] == "for people"


def test_rules_are_quoted_with_id_weight_offsets_and_context(review: Path) -> None:
    abstract = f"{ENGLISH} There was no citizen participation at all in the large programme of the town."
    Path("a.ris").write_text(entry(1, "On orchards", abstract), encoding="utf-8")
    (found,) = applied("a.ris")
    place = abstract.index("citizen participation")
    quoted = f'"citizen participation" abstract {place}-{place + 21} ('
    (piece,) = (p for p in found["evidence_tradition"].split(" | ") if "pa-citizen-participation" in p)
    assert piece.startswith("public_administration +0.00 pa-citizen-participation: ")
    assert quoted in piece
    assert "negated" in piece


def test_more_passages_than_a_spreadsheet_cell_holds_are_counted_and_the_heaviest_kept(review: Path) -> None:
    abstract = f"{ENGLISH} " + "We study value co-creation. " * 5_000
    Path("a.ris").write_text(entry(1, "On orchards", abstract), encoding="utf-8")
    (found,) = applied("a.ris")
    cell = found["evidence_tradition"]
    assert 30_000 < len(cell) <= 32_767
    *kept, last = cell.split(" | ")
    assert re.fullmatch(r"and \d+ more passages", last)
    weights = [float(piece.split()[1]) for piece in kept]
    assert weights == sorted(weights, key=lambda weight: -abs(weight))
    assert all(re.search(r'" (?:title|abstract) \d+-\d+( \(.*\))?$', piece) for piece in kept)


def test_a_passage_longer_than_a_cell_is_counted_and_keeps_no_other_out(review: Path) -> None:
    works = [
        f"Vargo SL, 2004, J MARKETING, {'V68, ' * 9_000}P1",
        "Etgar M, 2008, J ACAD MARKET SCI, V36, P97",
    ]
    cited = "\n   ".join(works)
    entries = f"FN Clarivate\nVR 1.0\nPT J\nTI On orchards\nAB {ENGLISH}\nCR {cited}\nUT WOS:1\nER\n\nEF\n"
    Path("a.txt").write_text(entries, encoding="utf-8")
    (found,) = applied("a.txt")
    *kept, last = found["evidence_tradition"].split(" | ")
    assert last == "and 1 more passage"
    assert any(works[1] in piece for piece in kept)


def test_cited_works_are_quoted_as_evidence_of_the_lineage(review: Path) -> None:
    work = "Vargo SL, 2004, J MARKETING, V68, P1"
    entries = f"FN Clarivate\nVR 1.0\nPT J\nTI On orchards\nAB {ENGLISH}\nCR {work}\nUT WOS:1\nER\n\nEF\n"
    Path("a.txt").write_text(entries, encoding="utf-8")
    (found,) = applied("a.txt")
    assert "references" in found["read"].split("; ")
    assert f'"{work}" references 0-1' in found["evidence_tradition"]


def test_a_text_that_is_not_english_is_left_to_people_and_said(review: Path) -> None:
    swedish = "Vi har med grannar och anhöriga sett hur det är att vara med om odling i staden och på landet."
    Path("a.ris").write_text(entry(1, "Odling", swedish), encoding="utf-8")
    (found,) = applied("a.ris")
    assert found["language"] == "not English"
    assert found["code_tradition"] == ""
    assert found["status_tradition"] == "for people"
    assert "does not read as English (sv" in found["why_tradition"]


def test_where_nothing_was_trained_nothing_was_seen_and_the_summary_says_why(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.ris").write_text(entry(1, REPORTS[3].title, REPORTS[3].abstract), encoding="utf-8")
    applied("a.ris")
    told = capsys.readouterr().err
    assert "apply: tradition: " in told
    assert re.search(r"apply: none decided by machine in .*framing.*: too few settled reports to train", told)
    settings = Path("config/config.yaml")
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("min_settled: 20", "min_settled: 5000"), encoding="utf-8")
    assert main(["code", "train"]) == 0
    assert [r["seen_in_training"] for r in applied("a.ris", options=("--workers", "1", "--force"))] == ["no"]


def test_what_was_seen_in_training_says_so(review: Path) -> None:
    known = entry(1, REPORTS[3].title.upper(), REPORTS[3].abstract)
    Path("a.ris").write_text(known + entry(2, "Another title that nobody has seen"), encoding="utf-8")
    assert [r["seen_in_training"] for r in applied("a.ris")] == ["yes", "no"]


def test_the_criteria_say_what_they_would_do_with_each_record(review: Path) -> None:
    on_topic = "Patients and nurses co-produce patient safety on hospital wards. " * 3
    off_topic = "Toy makers and their suppliers agree on colours and prices of wooden trains. " * 3
    Path("a.ris").write_text(
        entry(1, "Co-production of patient safety", on_topic) + entry(2, "Toys", off_topic)
    )
    known, other = applied("a.ris")
    assert known["screening"] == "include"
    assert (other["screening"], other["screening_why"]) == ("exclude", "subject")
    assert other["code_tradition"]


def test_any_number_of_workers_writes_the_same_bytes(review: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coprod_review.tasks.read.sources.ALONE_BYTES", 0)
    monkeypatch.setattr("coprod_review.tasks.read.batches.MAX_ENTRIES", 7)
    numbered = [entry(i, f"Compost and number {i}", ENGLISH) for i in range(40)]
    Path("a.ris").write_text("".join(numbered), encoding="utf-8")
    written = []
    for workers in ("1", "3"):
        applied("a.ris", options=("--workers", workers))
        written.append(Path("codes.csv").read_bytes())
    assert len(rows()) == 40
    assert written[0] == written[1]


def test_what_cannot_be_read_is_listed(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.ris").write_text(entry(1, "Compost", ENGLISH) + "TY  - JOUR\nER  - \n", encoding="utf-8")
    Path("b.pdf").write_bytes(b"%PDF-1.4 nothing here")
    found = applied("a.ris", "b.pdf", options=("--set-aside", "left.csv"))
    assert len(found) == 1
    assert [(r["export"], r["line"]) for r in rows("left.csv")] == [("a.ris", "7"), ("b.pdf", "1")]
    assert "b.pdf" in capsys.readouterr().err


def test_exports_without_any_record_end_with_an_error(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.ris").write_text(entry(1, "Compost", ENGLISH), encoding="utf-8")
    before = applied("a.ris")
    capsys.readouterr()
    Path("a.ris").write_text("TY  - JOUR\nTI  - A title that is cut", encoding="utf-8")
    assert main(["apply", "a.ris", "--output", "codes.csv", "--workers", "1"]) == 2
    complaint = capsys.readouterr().err
    assert "nothing could be read, so that nothing was coded; a.ris, line 1: " in complaint
    assert "codes_set_aside.csv lists all that was set aside" in complaint
    assert "decided by machine" not in complaint
    assert len(rows("codes_set_aside.csv")) == 1
    assert rows() == before


def test_no_cell_can_be_taken_for_a_formula(review: Path) -> None:
    Path("a.ris").write_text(entry(1, "=HYPERLINK(1) and compost", ENGLISH), encoding="utf-8")
    (found,) = applied("a.ris")
    assert found["title"] == "'=HYPERLINK(1) and compost"


def test_without_a_finished_run_nothing_is_written_and_the_remedy_is_told(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.ris").write_text(entry(1, "Compost", ENGLISH), encoding="utf-8")
    assert main(["apply", "a.ris", "--output", "codes.csv", "--run", "nowhere"]) == 2
    told = capsys.readouterr().err
    assert "no finished run" in told
    assert "make review" in told
    assert not Path("codes.csv").exists()


def test_a_configuration_changed_since_the_run_is_refused(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.ris").write_text(entry(1, "Compost", ENGLISH), encoding="utf-8")
    contexts = Path("config/contexts.yaml")
    text = contexts.read_text(encoding="utf-8")
    contexts.write_text(f"{text}# a comment changes nothing\n", encoding="utf-8")
    assert main(["apply", "a.ris", "--output", "codes.csv"]) == 0
    contexts.write_text(text.replace("  title: 1.5", "  title: 1.4"), encoding="utf-8")
    assert main(["apply", "a.ris", "--output", "codes.csv"]) == 2
    told = capsys.readouterr().err
    assert "has changed: contexts.yaml" in told
    assert "--config" in told


def test_settings_of_decisions_changed_since_the_run_are_told_and_those_of_the_run_count(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.ris").write_text(entry(1, "Compost of the orchard", ENGLISH), encoding="utf-8")
    before = applied("a.ris")
    assert "config.yaml has changed" not in capsys.readouterr().err
    settings = Path("config/config.yaml")
    text = settings.read_text(encoding="utf-8")
    for was, now in (
        ("coverage: 0.90", "coverage: 0.97"),
        ("least_chance: 0.75", "least_chance: 0.99"),
        ("queue_rare: 2.0", "queue_rare: 3.0"),
    ):
        assert was in text
        text = text.replace(was, now)
    settings.write_text(text, encoding="utf-8")
    assert applied("a.ris") == before
    told = capsys.readouterr().err
    assert (
        "config.yaml has changed: decide.coverage 0.9 -> 0.97, decide.least_chance 0.75 -> 0.99; here" in told
    )
    assert "make review" in told and "--config" in told


def test_damaged_coders_are_told_with_their_file(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.ris").write_text(entry(1, "Compost", ENGLISH), encoding="utf-8")
    kept = Path("results/code/trained/combination.json")
    told = json.loads(kept.read_text(encoding="utf-8"))
    kept.write_text(json.dumps({k: v for k, v in told.items() if k != "settled_reports"}), encoding="utf-8")
    assert main(["apply", "a.ris", "--output", "codes.csv"]) == 2
    said = capsys.readouterr().err
    assert "combination.json" in said
    assert "remedy" in said


def test_the_output_is_never_written_over_an_export(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.ris").write_text(entry(1, "Compost", ENGLISH), encoding="utf-8")
    assert main(["apply", "a.ris", "--output", "a.ris"]) == 2
    assert "overwrite" in capsys.readouterr().err
    assert Path("a.ris").read_text(encoding="utf-8").startswith("TY")
