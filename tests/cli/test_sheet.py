"""`coprod-review sheet`: blind export, import with every fault told, status that un-blinds nobody."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from tests.finished_run import judge, note_run
from tests.stage_tables import write_reports, write_screening

from coprod_review.cli import main
from coprod_review.errors import ReviewError
from coprod_review.io import tables
from coprod_review.io.check_replaced import doubtful_replacements
from coprod_review.io.corpus import read_coders
from coprod_review.io.known import Known
from coprod_review.io.people_tables import CODINGS
from coprod_review.io.results import read_table
from coprod_review.io.sheets import read_csv, write_csv
from coprod_review.model.corpus import Coder
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision

CODERS = """\
coders:
  - {name: ab, kind: person, role: reader, how: by sheet, codebook: "0.2", blind: true}
  - {name: cd, kind: person, role: reader, how: by sheet, codebook: "0.2", blind: true}
"""
ANSWERS = {
    "tradition": "service_management",
    "tradition_basis": "implicit",
    "framing": "partnership",
    "safety_perspective": "safety_2",
    "safety_strategy": "mitigation",
    "safety_strategy 2": "risk_control",
    "issue_character": "technical",
    "involvement_phase": "delivery",
    "involvement_nature": "voluntary",
    "involvement_locus": "individual",
}
CODING_COLUMNS = ("report", "dimension", "codes", "quote", "basis", "confidence", "codebook", "date")

Sheets = Callable[..., tuple[int, str]]


@pytest.fixture
def folder(tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A review folder of twelve reports, a sample of ten of them, and two coders; the working folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(project / "config", tmp_path / "config")
    (tmp_path / "corpus" / "samples").mkdir(parents=True)
    (tmp_path / "corpus" / "coders.yaml").write_text(CODERS, encoding="utf-8")
    reports = [
        Report(
            report_id=f"r{n:02}",
            record_ids=(f"a.ris:{n}",),
            title="=SUM(1) is how this title begins" if n == 1 else f"On ward number {n}",
            abstract=f"Nurses at ward {n} “keep watch” together\nwith families – day and night.",
            keywords=("night", "watch"),
        )
        for n in range(1, 13)
    ]
    write_reports(tmp_path / "results" / "dedupe" / "reports.parquet", reports)
    plan = [
        {"draw": 1, "report": r.report_id, "stratum": "1: a", "probability": 0.8, "drawn": n < 10}
        for n, r in enumerate(reports)
    ]
    write_csv(
        tmp_path / "corpus" / "samples" / "gold.csv",
        ("draw", "report", "stratum", "probability", "drawn"),
        plan,
    )
    return tmp_path


@pytest.fixture
def sheet(folder: Path, capsys: pytest.CaptureFixture[str]) -> Sheets:
    """Run a task of `sheet`: its exit code and all that it printed."""

    def run(*arguments: str) -> tuple[int, str]:
        code = main(["sheet", *arguments])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def cells_of(path: Path) -> list[dict[str, str]]:
    """The rows of the first page of a workbook, or of a CSV."""
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    head, *rows = openpyxl.load_workbook(path)["Coding"].iter_rows(values_only=True)
    return [dict(zip(map(str, head), (str(c or "") for c in row), strict=True)) for row in rows]


def fill(path: Path, *changes: dict[str, str]) -> None:
    """Write cells into the first rows of a workbook."""
    book = openpyxl.load_workbook(path)
    page = book["Coding"]
    at = {str(cell.value): cell.column for cell in page[1]}
    for row, cells in enumerate(changes, start=2):
        for name, value in cells.items():
            page.cell(row, at[name]).value = value
    book.save(path)


def codings(folder: Path, coder: str) -> list[dict[str, str]]:
    path = folder / "corpus" / "codings" / f"{coder}.csv"
    return read_csv(path, required=CODING_COLUMNS, optional=CODINGS.optional) if path.exists() else []


def test_a_sheet_holds_the_sample_in_an_order_of_the_coders_own(folder: Path, sheet: Sheets) -> None:
    assert sheet("export", "--coder", "ab")[0] == 0
    assert sheet("export", "--coder", "cd", "--output", "cd.csv")[0] == 0
    ab = [row["report"] for row in cells_of(folder / "ab.xlsx")]
    cd = [row["report"] for row in cells_of(folder / "cd.csv")]
    assert sorted(ab) == sorted(cd) == [f"r{n:02}" for n in range(1, 11)]
    assert ab != cd
    first = (folder / "ab.xlsx").read_bytes()
    (folder / "ab.xlsx").unlink()
    assert sheet("export", "--coder", "ab")[0] == 0
    assert (folder / "ab.xlsx").read_bytes() == first


def test_a_sheet_has_lists_locked_texts_and_the_definition_of_every_code(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab")
    book = openpyxl.load_workbook(folder / "ab.xlsx")
    page = book["Coding"]
    assert page.freeze_panes == "D2" and page.protection.sheet
    at = {str(cell.value): cell.column_letter for cell in page[1]}
    assert page[f"{at['abstract']}2"].protection.locked
    assert not page[f"{at['tradition']}2"].protection.locked
    listed = {str(v.sqref).partition("2:")[0]: v.formula1 for v in page.data_validations.dataValidation}
    assert {at[name] for name in ANSWERS} <= set(listed)
    lists = book["Lists"]
    column = listed[at["framing"]].split("$")[1]
    choices = [cell.value for cell in lists[column] if cell.value]
    assert choices == ["protective", "consultative", "partnership", "none", "cannot_tell"]
    guide = "\n".join(str(c) for row in book["Codebook"].iter_rows(values_only=True) for c in row if c)
    assert "Value is created by the user, in use" in " ".join(guide.split())
    assert "when framing is none, then" in guide


def test_a_sheet_shows_nothing_of_machines_and_other_coders(folder: Path, sheet: Sheets) -> None:
    write_csv(
        folder / "corpus" / "codings" / "cd.csv",
        CODING_COLUMNS,
        [{"report": "r01", "dimension": "framing", "codes": "protective", "basis": "abstract: seen"}],
    )
    sheet("export", "--coder", "ab", "--with-own")
    for row in cells_of(folder / "ab.xlsx"):
        assert not any(
            value for name, value in row.items() if name.partition(":")[0].split(" ")[0] in ANSWERS
        )


def test_a_filled_sheet_becomes_codings_with_the_words_as_the_text_has_them(
    folder: Path, sheet: Sheets
) -> None:
    sheet("export", "--coder", "ab")
    fill(
        folder / "ab.xlsx",
        ANSWERS
        | {
            "framing: words": '"keep watch" together with families - day',
            "framing: confidence": "High",
            "note": "'=1+1",
        },
    )
    code, told = sheet("import", "ab.xlsx", "--yes")
    assert code == 0 and "9 new" in told
    rows = {row["dimension"]: row for row in codings(folder, "ab")}
    assert rows["framing"]["quote"] == "“keep watch” together\nwith families – day"
    assert rows["framing"]["confidence"] == "high"
    assert rows["safety_strategy"]["codes"] == "mitigation;risk_control"
    assert rows["framing"]["absent"] == "protective;consultative;none"
    assert rows["tradition"]["note"] == "=1+1"
    assert {row["codebook"] for row in rows.values()} == {"0.2"}
    assert main(["settle"]) == 0


def test_without_consent_nothing_changes_and_twice_the_same_adds_nothing(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab")
    fill(folder / "ab.xlsx", ANSWERS)
    code, told = sheet("import", "ab.xlsx")
    assert code == 0 and "Nothing was changed" in told and not codings(folder, "ab")
    sheet("import", "ab.xlsx", "--yes")
    first = (folder / "corpus" / "codings" / "ab.csv").read_bytes()
    code, told = sheet("import", "ab.xlsx", "--yes")
    assert code == 0 and "says all of this already" in told
    assert (folder / "corpus" / "codings" / "ab.csv").read_bytes() == first


def test_a_second_answer_of_a_coder_is_put_behind_the_first_and_counts(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab")
    fill(folder / "ab.xlsx", ANSWERS)
    sheet("import", "ab.xlsx", "--yes")
    before = (folder / "corpus" / "codings" / "ab.csv").read_bytes()
    sheet("export", "--coder", "ab", "--with-own", "--output", "again.xlsx")
    assert sheet("import", "again.xlsx", "--yes")[1].count("says all of this already") == 1
    fill(folder / "again.xlsx", {"framing": "protective"})
    code, told = sheet("import", "again.xlsx", "--yes")
    assert code == 0 and "partnership -> protective" in told
    after = (folder / "corpus" / "codings" / "ab.csv").read_bytes()
    assert after.startswith(before)
    last = codings(folder, "ab")[-1]
    assert (last["dimension"], last["codes"], last["revision"]) == ("framing", "protective", "2")
    assert main(["settle"]) == 0
    settled = tables.read_codes(folder / "results" / "settle" / "settled.parquet")
    assert next(c.codes for c in settled if c.dimension == "framing") == ("protective",)


def test_one_coders_sheet_never_touches_anothers_codings(folder: Path, sheet: Sheets) -> None:
    for coder in ("ab", "cd"):
        sheet("export", "--coder", coder)
        framing = "partnership" if coder == "ab" else "protective"
        fill(folder / f"{coder}.xlsx", *[ANSWERS | {"framing": framing}] * 10)
        assert sheet("import", f"{coder}.xlsx", "--yes")[0] == 0
    assert {row["codes"] for row in codings(folder, "ab") if row["dimension"] == "framing"} == {"partnership"}
    assert {row["codes"] for row in codings(folder, "cd") if row["dimension"] == "framing"} == {"protective"}
    code, told = sheet("import", "ab.xlsx", "--coder", "cd")
    assert code == 2 and "this is the sheet of ab" in told


def test_every_fault_is_told_with_its_row_and_column(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab")
    fill(
        folder / "ab.xlsx",
        ANSWERS | {"tradition": "service managment"},
        ANSWERS | {"framing": "none"},
        {"framing": "partnership", "framing: words": "patients keep watch"},
        {"tradition: words": "night"},
        ANSWERS | {"issue_character 2": "technical", "framing: confidence": "sure", "note": "=1+1"},
        {"note": "to be read again"},
    )
    code, told = sheet("import", "ab.xlsx", "--yes")
    assert code == 2 and not codings(folder, "ab")
    for words in (
        "row 2, column E (tradition): 'service managment' is not a code of tradition",
        "choose service_management, if that is meant",
        "row 3, column K (framing)",
        "break the codebook (when framing is none, then",
        "row 4, column L (framing: words): 'patients keep watch' does not stand in the text",
        "is coded in part: nothing in tradition, tradition_basis, safety_perspective",
        "has words and no code in tradition",
        "the code 'technical' stands twice",
        "'sure' is no word of confidence",
        "this cell holds a formula",
        "has a note and no answers",
    ):
        assert words in told


def test_edited_ids_and_texts_are_refused_with_their_rows(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab")
    first, second, *_ = cells_of(folder / "ab.xlsx")
    fill(folder / "ab.xlsx", {"report": second["report"]}, {"report": first["report"]}, {"title": "Another"})
    code, told = sheet("import", "ab.xlsx", "--yes")
    assert code == 2 and "ab.xlsx, rows 2 to 4: report id, texts" in told
    assert "put the grey cells and the texts back" in told


def test_a_sheet_of_another_codebook_is_refused_with_its_rows(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab")
    codebook = folder / "config" / "codebook.yaml"
    text = codebook.read_text(encoding="utf-8")
    codebook.write_text(text.replace('version: "0.2"', 'version: "0.3"'), encoding="utf-8")
    code, told = sheet("import", "ab.xlsx")
    assert code == 2 and "rows 2 to 11: these rows follow codebook 0.2, and the present one is 0.3" in told
    question = "Which logic of co-production does the report argue from"
    codebook.write_text(text.replace(question, "What does the report argue from"), encoding="utf-8")
    code, told = sheet("import", "ab.xlsx")
    assert code == 2 and "definitions of codebook 0.2 have changed since" in told
    assert "export a sheet anew" in told


def test_a_csv_that_a_spreadsheet_saved_with_semicolons_is_taken(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab", "--output", "ab.csv")
    rows = cells_of(folder / "ab.csv")
    rows[0] |= ANSWERS | {"tradition": "Service management"}
    with (folder / "saved.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]), delimiter=";", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    code, told = sheet("import", "saved.csv", "--yes")
    assert code == 0 and "9 new" in told
    assert codings(folder, "ab")[0]["codes"] == "service_management"


def test_titles_that_look_like_formulas_stay_text_and_come_back(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab")
    page = openpyxl.load_workbook(folder / "ab.xlsx")["Coding"]
    title = next(row[1] for row in page.iter_rows(min_row=2) if row[0].value == "r01")
    assert title.data_type == "s" and title.value == "'=SUM(1) is how this title begins"
    assert sheet("import", "ab.xlsx")[0] == 0


def test_cannot_tell_is_an_answer_without_a_code(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab")
    fill(folder / "ab.xlsx", ANSWERS | {"framing": "cannot_tell"})
    assert sheet("import", "ab.xlsx", "--yes")[0] == 0
    framing = next(row for row in codings(folder, "ab") if row["dimension"] == "framing")
    assert (framing["codes"], framing["absent"]) == ("", "")


def test_what_a_coder_has_coded_is_left_out_of_the_next_sheet(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab")
    coded = cells_of(folder / "ab.xlsx")[0]["report"]
    fill(folder / "ab.xlsx", ANSWERS)
    sheet("import", "ab.xlsx", "--yes")
    code, told = sheet("export", "--coder", "ab", "--output", "rest.xlsx")
    assert code == 0 and "1 that ab has coded is left out" in told
    assert coded not in {row["report"] for row in cells_of(folder / "rest.xlsx")}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("export", "--coder", "A B"), "'A B' is no name of a coder"),
        (("export", "--coder", "Rules"), "Rules is the name of a machine coder"),
        (("export", "--coder", "ab", "--sample", "silver"), "there are: gold"),
        (("export", "--coder", "ab", "--output", "results/ab.xlsx"), "results hold no sheets"),
        (("export", "--coder", "ab", "--output", "ab.ods"), "let the name end in .xlsx or .csv"),
        (("import", "config/config.yaml"), "no sheet of this file has a header"),
        (("import", "broken.xlsx"), "this workbook cannot be read"),
    ],
)
def test_what_cannot_be_done_is_told_with_a_remedy(
    folder: Path, sheet: Sheets, arguments: tuple[str, ...], told: str
) -> None:
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 cut off")
    code, printed = sheet(*arguments)
    assert code == 2 and told in printed and "remedy" in printed


def test_an_adjudicator_neither_gets_a_sheet_nor_gives_one_back(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab")
    fill(folder / "ab.xlsx", ANSWERS)
    coders = folder / "corpus" / "coders.yaml"
    coders.write_text(CODERS.replace("ab, kind: person, role: reader", "ab, kind: person, role: adjudicator"))
    for arguments in (("import", "ab.xlsx", "--yes"), ("export", "--coder", "ab", "--output", "b.xlsx")):
        code, told = sheet(*arguments)
        assert code == 2 and "ab adjudicates, and who adjudicates does not code any more" in told
        assert "settle with `serve --reviewer ab`, or let another person code" in told
    assert not codings(folder, "ab") and not (folder / "b.xlsx").exists()


def test_a_sheet_that_may_be_filled_in_is_never_written_over(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab")
    code, told = sheet("export", "--coder", "ab")
    assert code == 2 and "may be filled in" in told and "--output" in told


def test_status_counts_and_names_no_report(folder: Path, sheet: Sheets) -> None:
    for coder in ("ab", "cd"):
        sheet("export", "--coder", coder)
        answers = [
            ANSWERS | {"framing": "partnership" if n or coder == "ab" else "protective"} for n in range(10)
        ]
        fill(folder / f"{coder}.xlsx", *answers)
        sheet("import", f"{coder}.xlsx", "--yes")
    code, told = sheet("status")
    assert code == 0 and "ab and cd have both coded 10 reports; they differ on 1" in told
    assert "0.90 [" in told
    assert not any(f"r{n:02}" in told for n in range(1, 13))


def test_status_keeps_agreement_to_itself_while_few_reports_are_coded_twice(
    folder: Path, sheet: Sheets
) -> None:
    for coder in ("ab", "cd"):
        sheet("export", "--coder", coder)
        fill(folder / f"{coder}.xlsx", *[ANSWERS] * 6)
        sheet("import", f"{coder}.xlsx", "--yes")
    code, told = sheet("status")
    assert code == 0 and "kappa" not in told and "ab (4 reports to go) and cd (4 reports to go)" in told


@pytest.mark.parametrize("sample", [("--sample", "gold"), ()])
def test_status_tells_a_blind_coder_no_agreement_before_the_sample_is_coded_whole(
    folder: Path, sheet: Sheets, sample: tuple[str, ...]
) -> None:
    extended = folder / "corpus" / "samples" / "gold.csv"
    extended.write_text(extended.read_text().replace(",no", ",yes"), encoding="utf-8")
    if not sample:
        extended.rename(extended.with_name("ab.csv"))
        sample = ("--sample", "ab")
    for coder, n in (("ab", 11), ("cd", 12)):
        sheet("export", "--coder", coder, *sample)
        fill(folder / f"{coder}.xlsx", *[ANSWERS] * n)
        sheet("import", f"{coder}.xlsx", "--yes")
    for asked in (sample, ()):
        told = sheet("status", *asked)[1]
        assert "have both coded 11 reports" in told and "kappa" not in told and "differ on" not in told
        assert "agreement is told when blind coders have finished: ab (1 report to go)" in told
    sheet("export", "--coder", "ab", *sample, "--output", "rest.xlsx")
    fill(folder / "rest.xlsx", ANSWERS)
    sheet("import", "rest.xlsx", "--yes")
    assert "have both coded 12 reports; they differ on 0" in sheet("status", *sample)[1]


def test_status_waits_for_no_sample_that_rules_are_developed_on(folder: Path, sheet: Sheets) -> None:
    gold = folder / "corpus" / "samples" / "gold.csv"
    everything = gold.read_text(encoding="utf-8").replace(",no", ",yes")
    gold.with_name("rule_development.csv").write_text(everything, encoding="utf-8")
    for coder in ("ab", "cd"):
        sheet("export", "--coder", coder)
        fill(folder / f"{coder}.xlsx", *[ANSWERS] * 10)
        sheet("import", f"{coder}.xlsx", "--yes")
    gold.unlink()
    assert "ab and cd have both coded 10 reports; they differ on 0" in sheet("status")[1]


def test_a_re_opened_answer_comes_back_empty_and_the_same_answer_closes_it(
    folder: Path, sheet: Sheets
) -> None:
    sheet("export", "--coder", "ab")
    fill(folder / "ab.xlsx", *[ANSWERS] * 10)
    sheet("import", "ab.xlsx", "--yes")
    shutil.copytree(folder / "config", folder / "old")
    codebook = folder / "config" / "codebook.yaml"
    text = codebook.read_text(encoding="utf-8").replace('version: "0.2"', 'version: "0.3"')
    at = text.index("label: Mitigation")
    changed = text[:at] + text[at:].replace('definition: "', 'definition: "Invented anew. ', 1)
    codebook.write_text(changed, encoding="utf-8")
    coders = folder / "corpus" / "coders.yaml"
    coders.write_text(CODERS.replace('"0.2"', '"0.2 and 0.3"'), encoding="utf-8")
    assert main(["codebook", "diff", "old", "--keep"]) == 0
    assert main(["settle"]) == 0
    again = ("export", "--coder", "ab", "--with-own", "--output", "again.xlsx")
    assert sheet(*again)[0] == 0
    first = cells_of(folder / "again.xlsx")[0]
    assert (first["safety_strategy"], first["framing"]) == ("", "partnership")
    fill(folder / "again.xlsx", {"safety_strategy": "mitigation", "safety_strategy 2": "risk_control"})
    code, told = sheet("import", "again.xlsx", "--yes")
    assert code == 0 and "1 looked at again" in told and "80 as before" in told
    last = codings(folder, "ab")[-1]
    assert (last["dimension"], last["codebook"], last["revision"]) == ("safety_strategy", "0.3", "2")
    assert main(["settle"]) == 0
    reopened = (folder / "results" / "settle" / "reopened.csv").read_text(encoding="utf-8")
    assert reopened.count("safety_strategy,ab") == 9 and first["report"] not in reopened


HOW = "reads title and abstract: twice"


def test_a_coder_who_is_not_described_gets_a_sheet_and_is_told_so(folder: Path, sheet: Sheets) -> None:
    code, told = sheet("export", "--coder", "EF")
    assert code == 0 and (folder / "EF.xlsx").exists()
    assert "EF is not described in corpus/coders.yaml (there are: ab, cd)" in told
    assert "sheet import EF.xlsx --how" in told


def test_the_sheet_of_a_new_coder_is_taken_with_a_sentence_on_how_it_was_coded(
    folder: Path, sheet: Sheets
) -> None:
    coders = folder / "corpus" / "coders.yaml"
    coders.write_text(f"# Who coded.\n{CODERS}  # Here ends the list.\n", encoding="utf-8")
    before = coders.read_text(encoding="utf-8")
    sheet("export", "--coder", "EF")
    fill(folder / "EF.xlsx", ANSWERS)
    code, told = sheet("import", "EF.xlsx", "--yes")
    assert code == 2 and "nobody has described the coder 'EF'" in told and "--how" in told
    code, told = sheet("import", "EF.xlsx", "--how", HOW)
    assert code == 0 and "- name: EF" in told and "Nothing was changed" in told
    assert coders.read_text(encoding="utf-8") == before and not codings(folder, "EF")
    code, told = sheet("import", "EF.xlsx", "--how", HOW, "--yes")
    assert code == 0 and len(codings(folder, "EF")) == 9
    assert [line for line in before.splitlines() if line not in coders.read_text(encoding="utf-8")] == []
    assert read_coders(coders)[-1] == Coder(
        name="EF", kind="person", role="reader", how=HOW, codebook="0.2", blind=True
    )
    (folder / "corpus" / "manifest.yaml").write_text("exports: []\n", encoding="utf-8")
    assert main(["check"]) == 0
    assert sheet("import", "EF.xlsx", "--yes")[1].count("says all of this already") == 1


def test_the_first_coder_of_all_is_described_in_a_new_file(folder: Path, sheet: Sheets) -> None:
    coders = folder / "corpus" / "coders.yaml"
    coders.unlink()
    sheet("export", "--coder", "EF")
    fill(folder / "EF.xlsx", ANSWERS)
    assert sheet("import", "EF.xlsx", "--how", HOW, "--kind", "language_model", "--yes")[0] == 0
    assert [(c.name, c.kind) for c in read_coders(coders)] == [("EF", "language_model")]


def test_a_file_of_codings_with_the_name_in_other_letters_is_not_joined_by_a_second(
    folder: Path, sheet: Sheets
) -> None:
    sheet("export", "--coder", "ab")
    fill(folder / "ab.xlsx", ANSWERS)
    write_csv(folder / "corpus" / "codings" / "AB.csv", CODING_COLUMNS, [])
    code, told = sheet("import", "ab.xlsx", "--yes")
    assert code == 2 and "has the name of ab.csv in other letters" in told and "name it ab.csv" in told
    assert not codings(folder, "ab")


@pytest.mark.parametrize("coder", ["AB", "Ab "])
def test_a_coder_whose_name_differs_only_in_capitals_is_not_taken_for_another(
    folder: Path, sheet: Sheets, coder: str
) -> None:
    code, told = sheet("export", "--coder", coder)
    assert code == 2
    assert f"nobody is described as '{coder.strip()}', but as 'ab'" in told
    assert "somebody else takes another name" in told
    assert not list(folder.glob("*.xlsx"))


def test_a_sheet_from_before_the_other_was_described_changes_nothing_of_the_others(
    folder: Path, sheet: Sheets
) -> None:
    sheet("export", "--coder", "EF", "--output", "one.xlsx")
    sheet("export", "--coder", "ef", "--output", "other.xlsx")
    for name, framing in (("one.xlsx", "partnership"), ("other.xlsx", "protective")):
        fill(folder / name, ANSWERS | {"framing": framing})
    assert sheet("import", "one.xlsx", "--how", "by sheet", "--yes")[0] == 0
    before = codings(folder, "EF")
    for guard in ((), ("--coder", "ef"), ("--coder", "EF")):
        code, told = sheet("import", "other.xlsx", "--yes", "--how", "another person", *guard)
        assert code == 2 and "nobody is described as 'ef', but as 'EF'" in told
    assert codings(folder, "EF") == before


def test_the_guard_of_an_import_goes_by_every_letter(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab")
    fill(folder / "ab.xlsx", ANSWERS)
    code, told = sheet("import", "ab.xlsx", "--yes", "--coder", "AB")
    assert code == 2 and "this is the sheet of ab, not of AB" in told


@pytest.mark.parametrize("state", ["visible", "hidden"])
def test_a_second_page_of_answers_is_named_and_nothing_is_taken(
    folder: Path, sheet: Sheets, state: str
) -> None:
    sheet("export", "--coder", "ab")
    book = openpyxl.load_workbook(folder / "ab.xlsx")
    book.copy_worksheet(book["Coding"]).sheet_state = state
    book.save(folder / "ab.xlsx")
    fill(folder / "ab.xlsx", ANSWERS)
    code, told = sheet("import", "ab.xlsx", "--yes")
    assert code == 2 and "2 pages of this file have the header of a coding sheet: Coding, Coding Copy" in told
    assert "delete the page that does not hold" in told
    assert not codings(folder, "ab")


def test_comments_on_cells_are_told_and_those_of_the_headings_are_not(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab")
    fill(folder / "ab.xlsx", ANSWERS)
    assert "comment" not in sheet("import", "ab.xlsx")[1]
    book = openpyxl.load_workbook(folder / "ab.xlsx")
    said = "[Threaded comment] Your version of Excel ...\n\nComment:\n    not sure, ask"
    book["Coding"]["L2"].comment = openpyxl.comments.Comment(said, "ab")
    book.save(folder / "ab.xlsx")
    code, told = sheet("import", "ab.xlsx", "--yes")
    assert code == 0 and "comments on cells are not taken (1)" in told
    assert "  L2: not sure, ask\n" in told


def test_a_sheet_whose_rows_are_gone_is_refused(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab")
    book = openpyxl.load_workbook("ab.xlsx")
    book["Coding"].delete_rows(2, 20)
    book.save("ab.xlsx")
    code, told = sheet("import", "ab.xlsx")
    assert code == 2
    assert "this sheet has no rows" in told and "export it anew" in told
    assert codings(folder, "ab") == []


def test_a_sheet_without_answers_says_so(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab")
    assert "Nothing to change: no row of the sheet has an answer." in sheet("import", "ab.xlsx")[1]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_sheet_in_another_encoding_says_what_excel_calls_the_right_one(
    folder: Path, sheet: Sheets, encoding: str
) -> None:
    sheet("export", "--coder", "ab", "--output", "ab.csv")
    text = (folder / "ab.csv").read_text(encoding="utf-8-sig")
    (folder / "ab.csv").write_bytes(text.encode(encoding))
    code, told = sheet("import", "ab.csv")
    assert code == 2 and "is not UTF-8 text" in told
    assert "Excel does so at Save As, “CSV UTF-8 (Comma delimited)”" in told


@pytest.mark.parametrize("name", ["CON", "nul", "Com1"])
def test_a_coder_has_no_name_that_windows_keeps_for_a_device(folder: Path, sheet: Sheets, name: str) -> None:
    code, told = sheet("export", "--coder", name)
    assert code == 2 and "is no name of a coder" in told and "Windows keeps for devices" in told
    coders = folder / "corpus" / "coders.yaml"
    coders.write_text(CODERS.replace("name: cd", f"name: {name}"), encoding="utf-8")
    with pytest.raises(ReviewError, match="Windows keeps for a device"):
        read_coders(coders)


@pytest.fixture
def old_sheet(folder: Path, sheet: Sheets) -> str:
    """A sheet that was taken, before its coder changed one answer and withdrew another; the report."""
    sheet("export", "--coder", "ab", "--output", "old.xlsx")
    fill(folder / "old.xlsx", ANSWERS)
    sheet("import", "old.xlsx", "--yes")
    path = folder / "corpus" / "codings" / "ab.csv"
    rows = codings(folder, "ab")
    framing = next(row for row in rows if row["dimension"] == "framing")
    locus = next(row for row in rows if row["dimension"] == "involvement_locus")
    rows += [
        framing | {"codes": "consultative", "absent": "", "revision": "2"},
        locus | {"codes": "", "absent": "", "quote": "", "revision": "2", "state": "withdrawn"},
    ]
    write_csv(path, (*CODING_COLUMNS, *CODINGS.optional), [{n: row.get(n, "") for n in row} for row in rows])
    return framing["report"]


def test_an_old_sheet_undoes_nothing_that_was_decided_since(
    folder: Path, sheet: Sheets, old_sheet: str
) -> None:
    before = codings(folder, "ab")
    code, told = sheet("import", "old.xlsx", "--yes")
    assert code == 0 and codings(folder, "ab") == before
    assert "2 older than what stands" in told
    assert f"older than what stands: {old_sheet} framing: consultative -> partnership" in told
    assert f"older than what stands: {old_sheet} involvement_locus: individual" in told
    assert "not taken. If they are to hold again: --older" in told


def test_what_an_old_sheet_says_holds_again_where_that_is_asked_for(
    folder: Path, sheet: Sheets, old_sheet: str
) -> None:
    assert sheet("import", "old.xlsx", "--yes", "--older")[0] == 0
    framing = [row for row in codings(folder, "ab") if row["dimension"] == "framing"]
    assert [(row["revision"], row["codes"]) for row in framing][-1] == ("3", "partnership")
    assert "says all of this already" in sheet("import", "old.xlsx", "--yes")[1]


def test_an_old_sheet_with_a_new_answer_gives_that_alone(folder: Path, sheet: Sheets, old_sheet: str) -> None:
    fill(folder / "old.xlsx", {"tradition": "public_administration"})
    code, told = sheet("import", "old.xlsx", "--yes")
    assert code == 0 and "1 revised" in told and "1 row added" in told
    rows = codings(folder, "ab")
    assert rows[-1]["codes"] == "public_administration"
    assert [row["codes"] for row in rows if row["dimension"] == "framing"][-1] == "consultative"


@pytest.mark.parametrize("text", ["report_id,aliases\nr02,doi:1\nr05,\n", "title;report\nOn;r02\nOn;r05\n"])
def test_a_list_of_reports_is_known_by_either_name_of_its_column(
    folder: Path, sheet: Sheets, text: str
) -> None:
    (folder / "list.csv").write_text(text, encoding="utf-8")
    assert sheet("export", "--coder", "ab", "--reports", "list.csv", "--output", "ab.csv")[0] == 0
    assert sorted(row["report"] for row in cells_of(folder / "ab.csv")) == ["r02", "r05"]


def test_an_id_that_no_report_has_is_told_whether_or_not_a_report_is_left(
    folder: Path, sheet: Sheets
) -> None:
    (folder / "list.csv").write_text("report\nr02\nr99\n", encoding="utf-8")
    code, told = sheet("export", "--coder", "ab", "--reports", "list.csv", "--output", "AB own ü.xlsx")
    assert code == 0
    assert "1 report of list.csv, 9 questions each; 1 is not in the last run: r99" in told
    assert 'coprod-review sheet import "AB own ü.xlsx"\n' in told
    fill(folder / "AB own ü.xlsx", ANSWERS)
    assert sheet("import", "AB own ü.xlsx", "--yes")[0] == 0
    code, told = sheet("export", "--coder", "ab", "--reports", "list.csv")
    assert code == 2
    assert "ab has coded 1 report of list.csv, which is all; 1 is not in the last run: r99" in told


def test_a_header_that_stands_again_is_named_as_one(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab", "--output", "ab.csv")
    head, *lines = (folder / "ab.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
    (folder / "ab.csv").write_text("".join([head, *lines, head]), encoding="utf-8")
    code, told = sheet("import", "ab.csv")
    assert code == 2 and "the header stands here again" in told and "codebook codebook" not in told


LOOKED_UP = (
    "report,dimension,round,codes,settled,codebook,date\nr03,framing,1,none,partnership,0.2,2026-01-01\n"
)


def test_what_was_looked_up_in_an_exercise_is_told_and_marks_the_answers(folder: Path, sheet: Sheets) -> None:
    (folder / "corpus" / "training").mkdir()
    (folder / "corpus" / "training" / "ab.csv").write_text(LOOKED_UP, encoding="utf-8")
    _, told = sheet("export", "--coder", "ab")
    assert "Of 1 report ab has looked up in an exercise what is settled" in told and "r03" in told
    guide = openpyxl.load_workbook(folder / "ab.xlsx")["Codebook"].iter_rows(values_only=True)
    assert any("do not count as blind" in str(cell) for row in guide for cell in row)
    fill(folder / "ab.xlsx", *[ANSWERS] * 10)
    _, told = sheet("import", "ab.xlsx", "--yes")
    assert "do not count as blind in agreement and in the gold sample: r03" in told
    assert {row["report"] for row in codings(folder, "ab") if row["shown"] == "suggestions"} == {"r03"}


def test_a_sheet_washes_out_no_mark_of_the_answer_before(folder: Path, sheet: Sheets) -> None:
    marked = {"report": "r03", "dimension": "framing", "codes": "none", "basis": "title: seen"}
    write_csv(
        folder / "corpus" / "codings" / "ab.csv",
        (*CODING_COLUMNS, "shown"),
        [marked | {"codebook": "0.2", "date": "2026-01-02", "shown": "suggestions"}],
    )
    sheet("export", "--coder", "ab")
    fill(folder / "ab.xlsx", *[ANSWERS] * 10)
    sheet("import", "ab.xlsx", "--yes")
    last = next(row for row in codings(folder, "ab") if row["revision"] == "2")
    assert (last["report"], last["codes"], last["shown"]) == ("r03", "partnership", "suggestions")


def test_answers_given_after_looking_up_are_left_out_of_agreement_and_counted(
    folder: Path, sheet: Sheets, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "corpus" / "training").mkdir()
    (folder / "corpus" / "training" / "ab.csv").write_text(LOOKED_UP, encoding="utf-8")
    for coder in ("ab", "cd"):
        sheet("export", "--coder", coder)
        fill(folder / f"{coder}.xlsx", *[ANSWERS] * 10)
        sheet("import", f"{coder}.xlsx", "--yes")
    assert main(["settle"]) == 0
    assert "9 answers of blind coders on 1 reports" in capsys.readouterr().err
    agreement = read_table(folder / "results" / "settle" / "agreement.csv")
    assert {row["n"] for row in agreement} == {"9"}
    seen = read_table(folder / "results" / "settle" / "seen.csv")
    assert {(row["report"], row["coder"]) for row in seen} == {("r03", "ab")}


def test_the_status_tells_how_many_answers_after_looking_up_it_leaves_out(
    folder: Path, sheet: Sheets
) -> None:
    (folder / "corpus" / "training").mkdir()
    (folder / "corpus" / "training" / "ab.csv").write_text(LOOKED_UP, encoding="utf-8")
    for coder in ("ab", "cd"):
        sheet("export", "--coder", coder)
        fill(folder / f"{coder}.xlsx", *[ANSWERS] * 10)
        sheet("import", f"{coder}.xlsx", "--yes")
    told = sheet("status")[1]
    assert "left out: 9 answers on 1 report, given after looking up what others said" in told


def test_characters_that_nobody_sees_are_left_out_of_a_note(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab", "--output", "ab.csv")
    path = folder / "ab.csv"
    rows = cells_of(path)
    rows[0] |= ANSWERS | {"note": "seen\x00 by \u202eher and me\u200cn"}
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    code, told = sheet("import", "ab.csv", "--yes")
    assert code == 0, told
    (note,) = {row["note"] for row in codings(folder, "ab")} - {""}
    assert note == "seen by her and me\u200cn"
    assert b"\x00" not in (folder / "corpus" / "codings" / "ab.csv").read_bytes()


def test_a_report_that_was_begun_elsewhere_comes_back_as_it_went_out(folder: Path, sheet: Sheets) -> None:
    begun = {"report": "r03", "dimension": "framing", "codes": "partnership", "basis": "title: seen"}
    write_csv(
        folder / "corpus" / "codings" / "ab.csv",
        CODING_COLUMNS,
        [begun | {"codebook": "0.2", "date": "2026-01-02"}],
    )
    sheet("export", "--coder", "ab", "--with-own")
    code, told = sheet("import", "ab.xlsx", "--yes")
    assert code == 0 and "says all of this already" in told
    fill(
        folder / "ab.xlsx",
        *[{"framing": "protective"} if r["report"] == "r03" else {} for r in cells_of(folder / "ab.xlsx")],
    )
    assert "r03 is coded in part" in sheet("import", "ab.xlsx", "--yes")[1]


def test_other_words_for_the_same_code_are_told_as_such(folder: Path, sheet: Sheets) -> None:
    sheet("export", "--coder", "ab")
    fill(folder / "ab.xlsx", ANSWERS | {"framing: confidence": "high"})
    sheet("import", "ab.xlsx", "--yes")
    sheet("export", "--coder", "ab", "--with-own", "--output", "again.xlsx")
    fill(folder / "again.xlsx", {"framing: confidence": "low"})
    told = sheet("import", "again.xlsx", "--yes")[1]
    assert "framing: partnership, as before, with confidence low instead of high" in told
    told = sheet("import", "ab.xlsx", "--yes")[1]
    as_before = "framing: partnership, as before, with confidence high instead of low"
    assert "older than what stands: r" in told and as_before in told
    fill(folder / "again.xlsx", {"framing: confidence": "medium", "note": "Read twice."})
    told = sheet("import", "again.xlsx", "--yes")[1]
    assert "framing: partnership, as before, with confidence medium instead of low" in told
    assert "as before, with a note" in told


def test_what_a_person_has_excluded_since_the_run_is_given_to_no_coder(folder: Path, sheet: Sheets) -> None:
    note_run(folder)
    assert "older" not in sheet("export", "--coder", "ab", "--output", "whole.csv")[1]
    judge(folder, "r03,ann,exclude", "r04,bo,exclude")
    code, told = sheet("export", "--coder", "ab", "--output", "ab.csv")
    assert code == 0
    assert "older than what people supplied: corpus/decisions/screening.csv was added" in told
    assert "sheet export: 1 report is left out, which people have excluded since the run: r03" in told
    whole, shown = ({row["report"] for row in cells_of(folder / name)} for name in ("whole.csv", "ab.csv"))
    assert whole - shown == {"r03"}


def test_a_sheet_for_a_coder_of_another_codebook_warns_before_it_is_filled_in(
    folder: Path, sheet: Sheets
) -> None:
    coders = folder / "corpus" / "coders.yaml"
    coders.write_text(CODERS.replace('"0.2"', '"1.0"', 1), encoding="utf-8")
    code, told = sheet("export", "--coder", "ab")
    assert code == 0
    assert "the filled sheet would be refused" in told
    assert "ab is said to code by codebook 1.0, and this sheet follows 0.2" in told
    assert "refused" not in sheet("export", "--coder", "cd")[1]
    fill(folder / "ab.xlsx", ANSWERS)
    assert "and this sheet follows 0.2" in sheet("import", "ab.xlsx")[1]


def test_an_answer_on_joined_documents_stands_under_the_id_of_the_sheet_and_counts(
    folder: Path, sheet: Sheets
) -> None:
    corpus = folder / "corpus"
    (corpus / "reports.csv").write_text(
        "report_id,aliases\nr01,\nr02,\nj02,title:onwardnumber2\n", encoding="utf-8"
    )
    answers = [
        {"report": name, "dimension": "framing", "codes": code, "basis": "abstract: read", "codebook": "0.2"}
        for name, code in (("r02", "protective"), ("j02", "consultative"))
    ]
    write_csv(corpus / "codings" / "ab.csv", CODING_COLUMNS, answers)
    (folder / "list.csv").write_text("report\nr02\n", encoding="utf-8")
    assert sheet("export", "--coder", "ab", "--reports", "list.csv")[0] == 0
    fill(folder / "ab.xlsx", ANSWERS)
    code, told = sheet("import", "ab.xlsx", "--yes")
    assert code == 0 and "9 new" in told
    rows = codings(folder, "ab")
    assert [row["report"] for row in rows] == ["r02", "j02", *["r02"] * 9]
    framing = rows[-7]
    assert (framing["dimension"], framing["revision"], framing["instead_of"]) == ("framing", "2", "j02@1")
    assert main(["settle"]) == 0
    settled = {c.dimension: c for c in tables.read_codings(folder / "results" / "settle" / "codings.parquet")}
    assert (settled["framing"].codes, settled["framing"].note) == (("partnership",), "")
    (corpus / "reports.csv").write_text("report_id,aliases\nr01,\nr02,\nj02,\n", encoding="utf-8")
    reports = tables.read_reports(folder / "results" / "dedupe" / "reports.parquet")
    parted = replace(reports[1], report_id="j02", title="On ward number 20")
    write_reports(folder / "results" / "dedupe" / "reports.parquet", [*reports, parted])
    assert main(["settle"]) == 0
    apart = [
        (c.report_id, c.codes)
        for c in tables.read_codings(folder / "results" / "settle" / "codings.parquet")
        if c.dimension == "framing"
    ]
    assert apart == [("j02", ("consultative",)), ("r02", ("partnership",))]
    texts = {report.report_id: report for report in [*reports, parted]}
    known = Known(coders=None, reports=None, today="2026-01-02", texts=texts)
    path = corpus / "codings" / "ab.csv"
    (doubt,) = doubtful_replacements([path], known)
    assert doubt.problem.startswith("r02 is answered as one report with j02 in framing, and they are two by")
    assert doubtful_replacements([path], replace(known, texts=texts | {"j02": reports[1]})) == []


@pytest.mark.parametrize("codes", [("protective", "consultative"), ("protective", "protective")])
def test_an_answer_on_joined_documents_is_not_blind_where_one_of_those_before_was_not(
    folder: Path, sheet: Sheets, codes: tuple[str, str]
) -> None:
    corpus = folder / "corpus"
    (corpus / "reports.csv").write_text(
        "report_id,aliases\nr01,\nr02,\nj02,title:onwardnumber2\n", encoding="utf-8"
    )
    begun = {"dimension": "framing", "basis": "abstract: read", "codebook": "0.2"}
    first, second = (
        {"report": name, "codes": code} for name, code in zip(("j02", "r02"), codes, strict=True)
    )
    write_csv(
        corpus / "codings" / "ab.csv",
        [*CODING_COLUMNS, "shown"],
        [begun | first | {"shown": "suggestions"}, begun | second | {"shown": ""}],
    )
    (folder / "list.csv").write_text("report\nr02\n", encoding="utf-8")
    assert sheet("export", "--coder", "ab", "--reports", "list.csv")[0] == 0
    fill(folder / "ab.xlsx", ANSWERS)
    assert sheet("import", "ab.xlsx", "--yes")[0] == 0
    shown = {row["dimension"]: row["shown"] for row in codings(folder, "ab")}
    assert shown["framing"] == "suggestions"
    assert {shown[name] for name in shown if name != "framing"} == {""}


def test_the_status_says_for_how_many_included_reports_the_gold_sample_stands(
    folder: Path, sheet: Sheets
) -> None:
    reports = tables.read_reports(folder / "results" / "dedupe" / "reports.parquet")
    facts = {"reason": "", "decided_by": ("rules",), "status": "machine", "proposed_reason": ""}
    decided = [
        ScreeningDecision(report_id=name, included=True, proposed_included=True, **facts)  # type: ignore[arg-type]
        for name in (*(r.report_id for r in reports), "r13")
    ]
    write_screening(folder / "results" / "screen" / "decisions.parquet", decided)
    fill_one = {"report": "r01", "dimension": "framing", "codes": "none", "basis": "title: read"}
    write_csv(folder / "corpus" / "codings" / "ab.csv", CODING_COLUMNS, [fill_one | {"codebook": "0.2"}])
    code, told = sheet("status")
    assert code == 0 and "gold: it stands for 12 of 13 included reports" in told
