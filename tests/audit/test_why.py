"""`coprod-review why`: the whole history of a record on the terminal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.stage_tables import write_reports

from coprod_review.cli import main
from coprod_review.io import tables
from coprod_review.io.codebook import read_codebook
from coprod_review.model.fingerprint import title_fingerprint

Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks `why` in the folder of a review: its exit code, what it printed, and its complaint."""

    def why(folder: Path, *arguments: str, columns: int = 100) -> tuple[int, str, str]:
        monkeypatch.chdir(folder)
        monkeypatch.setenv("COLUMNS", str(columns))
        capsys.readouterr()
        code = main(["why", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return why


@pytest.fixture
def own(review: Path, tmp_path: Path) -> Path:
    """A copy of the review that a test may change, without its pages."""
    return Path(
        shutil.copytree(review, tmp_path / "own", ignore=shutil.ignore_patterns("audit", "report.html"))
    )


def _append(path: Path, row: str) -> None:
    with path.open("a", encoding="utf-8") as table:
        table.write(row)


def test_the_history_goes_from_the_line_of_the_export_to_the_numbers(review: Path, ask: Ask) -> None:
    code, told, _ = ask(review, "r002")
    assert code == 0
    for words in (
        "Report r002: Patients who check the pump, part 2",
        "a.ris:2: lines 6 to 9 of corpus/exports/a.ris",
        "RIS in the dialect of EBSCO, utf-8",
        "“prepared file 1”: prepared in the manner of RIS; no search was made",
        "Included, decided by screener 1",
        "“safety” (abstract ",
        "agreed",
        "reader 1, reader 2",
        "map.all.service_management.partnership",
        "analyse/map.csv",
        "results/audit/lists/NUMBER.html",
    ):
        assert words.replace("agreed", "readers agree") in told


def test_every_coder_is_told_with_the_words_their_offsets_and_their_weight(review: Path, ask: Ask) -> None:
    _, told, _ = ask(review, "r002")
    (report,) = [
        r for r in tables.read_reports(review / "results/dedupe/reports.parquet") if r.report_id == "r002"
    ]
    start = report.abstract.index("patients watch over")
    assert f"“patients watch over” (abstract {start}–{start + 19})" in told
    assert "rule-pat −0.40, hedged" in " ".join(told.split())
    assert "“Vargo 2004” (reference 1)" in told


@pytest.mark.parametrize(
    ("file", "code", "told_of_it"),
    [
        ("codes", "none", "{label}: not explained by terms; its probability is 0.30"),
        ("combination", "none", "{label}: not explained by terms; its probability is 0.30"),
        ("combination", "integrative", "{label}: not explained, since it has not learned this code"),
        ("codes", "public_administration", "heaviest terms on {label}: rule-pat −0.40"),
    ],
)
def test_the_code_of_record_and_of_the_combination_are_explained_or_said_not_to_be(
    own: Path, ask: Ask, *, file: str, code: str, told_of_it: str
) -> None:
    path = own / "results" / "code" / f"{file}.parquet"
    read, write = (
        (tables.read_codes, tables.write_codes)
        if file == "codes"
        else (tables.read_codings, tables.write_codings)
    )
    found: list[Any] = [*read(path)]
    write(path, [replace(c, codes=(code,)) if c.dimension == "tradition" else c for c in found])
    label = read_codebook(own / "config" / "codebook.yaml").dimensions["tradition"].codes[code].label
    _, told, _ = ask(own, "r002")
    assert f"Classifier, {told_of_it.format(label=f'“{label}”')}" in " ".join(told.split())


def test_a_quote_that_no_longer_reads_so_is_told_and_hides_nothing(own: Path, ask: Ask) -> None:
    path = own / "results" / "dedupe" / "reports.parquet"
    reports = tables.read_reports(path)
    write_reports(path, [replace(r, abstract=f"New words. {r.abstract}") for r in reports])
    code, told, _ = ask(own, "r002")
    assert code == 0
    assert "THE TEXT NO LONGER READS SO" in told


def test_brief_is_short_and_has_the_codes_of_record(review: Path, ask: Ask) -> None:
    _, told, _ = ask(review, "--brief", "r002")
    assert len(told.splitlines()) < 40
    assert "readers agree" in told
    assert "rule-pat" not in told


def test_what_a_title_holds_steers_no_terminal(own: Path, ask: Ask) -> None:
    path = own / "results" / "read" / "records.parquet"
    hostile = "\x1b]0;owned\x07\x1b[2J\x9b31m pump \u202e"
    tables.write_records(path, [replace(r, title=r.title + hostile) for r in tables.read_records(path)])
    reports = own / "results" / "dedupe" / "reports.parquet"
    write_reports(reports, [replace(r, title=r.title + hostile) for r in tables.read_reports(reports)])
    for arguments in (["r002"], ["pump"], ["--json", "r002"], ["nothing like it pump check the patients"]):
        _, told, complaint = ask(own, *arguments)
        printed = told + complaint
        assert printed
        assert not any(c in printed for c in "\x1b\x07\x9b\u202e")


def test_several_matches_are_listed_with_the_name_of_each(review: Path, ask: Ask) -> None:
    code, told, _ = ask(review, "check", "the", "pump")
    assert code == 0
    assert "5 things are known as “check the pump” (words of the title)" in told
    assert "r004: No author stated, 2004. Patients who check the pump, part 4" in told
    assert told.rstrip().endswith("coprod-review why r002")


def test_more_than_twenty_matches_are_cut_short_and_counted(
    write_review: Callable[..., Path], tmp_path: Path, ask: Ask
) -> None:
    folder = write_review(tmp_path / "large", n_reports=30)
    _, told, _ = ask(folder, "pump")
    assert "29 things are known as" in told
    assert "and 9 more: add words of the title" in told
    _, listed, _ = ask(folder, "--json", "pump")
    assert len(json.loads(listed)["matches"]) == 29


def test_what_was_set_aside_is_found_with_its_reason_remedy_and_text(review: Path, ask: Ask) -> None:
    code, told, _ = ask(review, "a.ris:31")
    assert code == 0
    for words in ("set aside, in no report", "never ends", "export again", "| <script>", "flow.set_aside"):
        assert words in told


def test_an_unknown_name_is_told_with_what_was_looked_at_and_near_titles(review: Path, ask: Ask) -> None:
    code, told, complaint = ask(review, "Patiens who chek the pumps part 4")
    assert (code, told) == (2, "")
    assert "nothing is known as “Patiens who chek the pumps part 4”" in complaint
    assert "titles of 6 records in 1 export," in complaint
    assert "remedy: name one of these near titles" in complaint
    assert "r004  Patients who check the pump, part 4" in complaint


def test_several_ids_are_told_to_be_asked_for_one_at_a_time(review: Path, ask: Ask) -> None:
    code, told, complaint = ask(review, "r002", "a.ris:3")
    assert (code, told) == (2, "")
    assert "nothing is known as “r002 a.ris:3”" in complaint
    assert "remedy: ask for one at a time" in complaint
    assert "one at a time" not in ask(review, "r002", "unheardof")[2]


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("a.ris", "name an entry of an export by its number"),
        ("10.5555/unheard.of", "correct the number, or give words of the title instead"),
        ("987654321", "correct the number, or give words of the title instead"),
        ("pmid:30000000", "correct the number, or give words of the title instead"),
    ],
)
def test_a_file_or_a_number_that_is_no_entry_gets_no_near_titles_but_its_own_remedy(
    name: str, remedy: str, review: Path, ask: Ask
) -> None:
    code, told, complaint = ask(review, name)
    assert (code, told) == (2, "")
    assert f"remedy: {remedy}" in complaint
    assert "near titles" not in complaint


def test_a_line_beyond_the_export_is_told_with_where_it_ends(review: Path, ask: Ask) -> None:
    code, _, complaint = ask(review, "a.ris:900")
    assert code == 2
    assert "a.ris has 6 records, the last of which ends in line 29" in complaint


def test_without_results_it_says_to_run_the_review(tmp_path: Path, ask: Ask) -> None:
    code, _, complaint = ask(tmp_path, "r002")
    assert code == 2
    assert "there are no results yet" in complaint
    assert "remedy: run the review with `make review`" in complaint


def test_after_reading_alone_a_record_is_told_as_not_joined_yet(own: Path, ask: Ask) -> None:
    for stage in ("dedupe", "screen", "code", "settle", "analyse"):
        shutil.rmtree(own / "results" / stage)
    code, told, _ = ask(own, "a.ris:2")
    assert code == 0
    assert "Record a.ris:2: Patients who check the pump, part 2" in told
    assert "Not joined yet: run the stage dedupe" in told
    assert "results/dedupe/pairs.csv: this table of a stage does not exist" in " ".join(told.split())


def test_pairs_say_what_the_two_are_by_which_rule_and_whose_the_other_is(own: Path, ask: Ask) -> None:
    pairs = own / "results" / "dedupe" / "pairs.csv"
    _append(pairs, "a.ris:2,a.ris:3,maybe,number in one title,only one title has the number\n")
    _append(pairs, "a.ris:2,a.ris:4,distinct,related: parts,the titles differ in a number\n")
    _, told, _ = ask(own, "r002")
    flat = " ".join(told.split())
    assert "a.ris:2 and a.ris:3: maybe one, waits for people, by the rule “number in one title”" in flat
    assert "(the other: report r003, Patients who check the pump, part 3): only one title has" in flat
    assert "a.ris:2 and a.ris:4: related, not one, by the rule “related: parts”" in flat
    assert flat.index("a.ris:3: maybe") < flat.index("a.ris:4: related") < flat.index("a.ris:2: not one")


def test_what_people_decided_is_told_with_name_date_and_reason(own: Path, ask: Ask) -> None:
    decisions = own / "corpus" / "decisions"
    decisions.mkdir()
    (decisions / "duplicates.csv").write_text(
        "record_a,record_b,verdict,coder,date,reason\na.ris:2,a.ris:3,distinct,ek,2026-02-01,two trials\n"
    )
    (decisions / "screening.csv").write_text(
        "report,coder,verdict,criterion,date,reason\nr002,ek,exclude,subject,2026-02-02,no pump in it\n"
    )
    (decisions / "adjudications.csv").write_text(
        "report,dimension,codes,coder,date,reason\nr002,framing,none,ek,2026-02-03,read it whole\n"
    )
    (decisions / "disputes.csv").write_text(
        "report,dimension,codes,quote,coder,date,reason\nr002,framing,none,,ek,2026-02-04,no words for it\n"
    )
    _, told, _ = ask(own, "r002")
    flat = " ".join(told.split())
    assert "Decided by ek, 2026-02-01: a.ris:2 and a.ris:3 are distinct; two trials" in flat
    assert "ek: exclude" in flat
    assert "2026-02-02; no pump in it" in flat
    assert "Adjudicated by ek, 2026-02-03, framing: none; read it whole" in flat
    assert "Disputed by ek, 2026-02-04, framing: no words for it" in flat


def test_a_decision_file_with_faults_is_named_and_the_rest_is_told(own: Path, ask: Ask) -> None:
    (own / "corpus" / "decisions").mkdir()
    (own / "corpus" / "decisions" / "screening.csv").write_text("rapport\nr002\n")
    code, told, _ = ask(own, "r002")
    assert code == 0
    assert "WHAT COULD NOT BE READ" in told
    assert "screening.csv" in told
    assert "map.all.service_management.partnership" in told


def test_machines_get_everything_with_pages_and_files(review: Path, ask: Ask) -> None:
    _, told, _ = ask(review, "--json", "a.ris:2")
    data = json.loads(told)
    assert data["report"]["report_id"] == "r002"
    assert [record["line"] for record in data["records"]] == [6]
    coders = {c["coder"] for d in data["dimensions"] for c in d["codings"]}
    assert {"reader_1", "rules", "lineage", "classifier", "combination"} <= coders
    number = next(n for n in data["numbers"] if n["number_id"].startswith("map."))
    assert number["files"] == ["analyse/map.csv"]
    assert (review / "results" / "audit" / number["page"]).is_file()


def test_a_narrow_terminal_gets_narrow_lines(review: Path, ask: Ask) -> None:
    _, told, _ = ask(review, "--brief", "r002", columns=50)
    assert max(map(len, told.splitlines())) <= 50


def test_a_reader_who_stops_early_and_a_plain_terminal_see_no_traceback(review: Path) -> None:
    call = [sys.executable, "-m", "coprod_review", "why", "r001"]
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    with subprocess.Popen(
        call, cwd=review, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as asked:
        assert asked.stdout
        assert asked.stderr
        asked.stdout.readline()
        asked.stdout.close()
        complaint = asked.stderr.read()
    assert complaint == b""


@pytest.mark.parametrize("name", [[" "], ["", ""]])
def test_a_name_of_blanks_is_refused(review: Path, ask: Ask, name: list[str]) -> None:
    code, _, complaint = ask(review, *name)
    assert code == 2
    assert "remedy: name a record id" in complaint


def test_an_entry_and_a_line_of_one_number_are_both_told(review: Path, ask: Ask) -> None:
    code, told, _ = ask(review, "corpus/exports/a.ris:2")
    assert code == 0
    assert told.startswith("This is entry 2 of a.ris. Its line 2 lies in entry 1: a.ris:L2\n\nReport r002")
    _, told, _ = ask(review, "a.ris:L2")
    assert told.startswith("Report r001")
    _, told, _ = ask(review, "--json", "a.ris:2")
    assert json.loads(told)["note"].startswith("This is entry 2 of a.ris.")


def _add_export(folder: Path) -> None:
    (folder / "corpus" / "exports" / "new.ris").write_text("TY  - JOUR\nTI  - Warm soup\nER  - \n")
    _append(
        folder / "corpus" / "manifest.yaml",
        "  - {file: new.ris, label: new, origin: prepared, database: RIS}\n",
    )


@pytest.mark.parametrize("name", ["new.ris:1", "corpus/exports/new.ris:1", "NEW.ris, line 2"])
def test_an_entry_of_an_export_that_was_added_and_not_read_is_told_so(name: str, own: Path, ask: Ask) -> None:
    _add_export(own)
    code, _, complaint = ask(own, name)
    assert code == 2
    assert "results: new.ris was added but not yet read" in complaint
    assert "remedy: run `make review`, then ask again" in complaint


def test_what_is_newer_than_the_run_is_told_behind_every_answer(own: Path, ask: Ask) -> None:
    _, told, _ = ask(own, "r002")
    assert "NEWER THAN THIS RUN" not in told
    _add_export(own)
    for arguments in (["r002"], ["--brief", "r002"], ["pump"]):
        _, told, _ = ask(own, *arguments)
        behind = " ".join(told.partition("NEWER THAN THIS RUN")[2].split())
        assert behind.startswith("new.ris was added but not yet read. The results are older than what people")
        assert "corpus/exports/new.ris and 1 more were added, changed or removed since." in behind
        assert behind.endswith("run `make review`, then ask again.")
    _, told, _ = ask(own, "--json", "r002")
    assert json.loads(told)["newer"] == {
        "unread_exports": ["new.ris"],
        "changed_inputs": ["corpus/exports/new.ris", "corpus/manifest.yaml"],
    }


def test_a_name_that_is_not_known_is_told_with_the_exports_that_were_not_looked_at(
    own: Path, ask: Ask
) -> None:
    _add_export(own)
    code, _, complaint = ask(own, "warm soup")
    assert code == 2
    assert "1 set-aside entry; new.ris was added but not yet read" in complaint
    assert "run `make review`, then ask again" in complaint


def test_files_of_which_the_same_is_to_be_said_are_told_in_one_sentence(own: Path, ask: Ask) -> None:
    for stage in ("screen", "code", "settle", "analyse"):
        shutil.rmtree(own / "results" / stage)
    _, told, _ = ask(own, "a.ris:2")
    flat = " ".join(told.split())
    assert flat.count("this stage file does not exist; remedy: run the stage that writes it") == 1
    assert "results/screen/decisions.parquet, " in flat


def registered(folder: Path, rows: str) -> None:
    """Let the registry of the run know further reports."""
    (folder / "results" / "dedupe" / "reports.csv").write_text(f"report_id,aliases\n{rows}", encoding="utf-8")


def test_a_registered_report_that_is_joined_leads_to_the_one_that_it_is_now(own: Path, ask: Ask) -> None:
    reports = tables.read_reports(own / "results" / "dedupe" / "reports.parquet")
    title = next(report.title for report in reports if report.report_id == "r002")
    registered(own, f"r002,\nj002,doi:10.1234/joined | title:{title_fingerprint(title)}\n")
    (own / "corpus" / "decisions").mkdir(exist_ok=True)
    _write(
        own / "corpus" / "decisions" / "screening.csv",
        "report,coder,verdict,criterion,date,reason\nj002,AB,include,,2026-01-02,seen twice\n",
    )
    for name in ("j002", "10.1234/joined"):
        code, told, _ = ask(own, name)
        assert code == 0
        assert "j002 is registered, and joined into r002" in told and "Report r002:" in told


def test_a_registered_report_that_no_export_holds_says_which_answers_wait(own: Path, ask: Ask) -> None:
    registered(own, "r002,\ng001,pmid:99887766\n")
    _write(
        own / "results" / "settle" / "unresolved.csv",
        "kind,coder,report,dimension,codes,reason\n" + 2 * "coding,AB,g001,framing,none,gone\n",
    )
    for name in ("g001", "99887766"):
        code, _, complaint = ask(own, name)
        assert code == 2
        assert "the registered report g001, which no export holds now; 2 answers on it wait" in complaint
        assert "correct the spelling" not in complaint


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
