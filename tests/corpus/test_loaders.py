"""What the loaders of people's tables give, and which faults they tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.errors import ReviewError, ReviewErrors
from coprod_review.io.codebook import read_codebook
from coprod_review.io.coder_entries import add_coder
from coprod_review.io.corpus import (
    read_adjudications,
    read_characteristics,
    read_coders,
    read_codings,
    read_duplicate_decisions,
    read_judgements,
    read_manifest,
    read_registry,
    registered_ids,
)
from coprod_review.model.codebook import Codebook
from coprod_review.model.corpus import Coder
from coprod_review.model.report import Report

CODING_HEADER = "report,dimension,codes,quote,basis,confidence,codebook,date\n"


@pytest.fixture(scope="module")
def codebook(project: Path) -> Codebook:
    return read_codebook(project / "config" / "codebook.yaml")


def test_files_that_a_review_can_do_without_are_empty_when_missing(tmp_path: Path) -> None:
    assert read_codings(tmp_path / "codings") == []
    assert read_judgements(tmp_path / "screening.csv") == []
    assert read_duplicate_decisions(tmp_path / "duplicates.csv") == []
    assert read_adjudications(tmp_path / "adjudications.csv") == []
    assert read_registry(tmp_path / "reports.csv") == ()
    assert read_characteristics(tmp_path / "characteristics.csv") == {}


def test_a_coding_keeps_its_basis_and_what_was_examined(review: Path, codebook: Codebook) -> None:
    coding = read_codings(review / "corpus" / "codings", codebook=codebook)[0]
    assert (coding.report_id, coding.coder, coding.codes) == ("r1", "ann", ("protective",))
    assert coding.basis == "abstract: no page recorded"
    assert coding.examined == ("title", "abstract")
    assert coding.date == "2026-01"


def test_codes_are_sorted(tmp_path: Path, codebook: Codebook) -> None:
    row = "r1,safety_strategy,risk_control;best_practice,,,,0.2,\n"
    (tmp_path / "ann.csv").write_text(CODING_HEADER + row)
    assert read_codings(tmp_path, codebook=codebook)[0].codes == ("best_practice", "risk_control")


def test_a_quote_becomes_evidence_where_it_stands(tmp_path: Path) -> None:
    report = Report(
        report_id="r1", record_ids=("a.ris:1",), title="On falls", abstract="Nurses prevent falls."
    )
    (tmp_path / "ann.csv").write_text(f"{CODING_HEADER}r1,framing,protective,prevent falls,,,0.2,\n")
    evidence = read_codings(tmp_path, reports={"r1": report})[0].evidence[0]
    assert (evidence.field, evidence.code) == ("abstract", "protective")
    assert evidence.holds_in(report.abstract)


def test_a_quote_that_the_text_lacks_is_a_fault(tmp_path: Path) -> None:
    report = Report(report_id="r1", record_ids=("a.ris:1",), title="On falls")
    (tmp_path / "ann.csv").write_text(f"{CODING_HEADER}r1,framing,protective,on ladders,,,0.2,\n")
    with pytest.raises(ReviewError, match="does not stand in the text") as fault:
        read_codings(tmp_path, reports={"r1": report})
    assert "word by word" in fault.value.remedy


def test_all_faults_of_a_coding_file_are_told_at_once(tmp_path: Path, codebook: Codebook) -> None:
    rows = (
        "r1,framing,protectiv,,,high,0.2,\n"
        "r1,framming,none,,,high,0.2,\n"
        "r2,framing,none;protective,,,certain,0.2,2026-13\n"
        "r1,framing,none,,,,0.2,\n"
    )
    (tmp_path / "ann.csv").write_text(CODING_HEADER + rows)
    with pytest.raises(ReviewErrors) as faults:
        read_codings(tmp_path, codebook=codebook)
    text = str(faults.value)
    for problem in (
        "'protectiv' is not a code of framing",
        "'framming' is not a dimension",
        "framing takes one code",
        "'certain' is not a word of confidence",
        "'2026-13' is not a date",
        "r1 framing is answered twice by ann, here and in line 2",
    ):
        assert problem in text
    assert "ann.csv, line 4" in text
    assert "use one of: protective" in text


def test_none_beside_another_code_is_a_fault_of_its_row(tmp_path: Path, codebook: Codebook) -> None:
    row = "r1,safety_strategy,none; best_practice,,,,0.2,\n"
    (tmp_path / "ann.csv").write_text(CODING_HEADER + row)
    with pytest.raises(ReviewError, match="none stands beside other codes of safety_strategy") as fault:
        read_codings(tmp_path, codebook=codebook)
    assert "line 2" in str(fault.value)


def test_a_misspelt_column_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ann.csv").write_text("report,dimension,codes,quote,bases,confidence,codebook,date\n")
    with pytest.raises(ReviewError, match="lacks the columns basis and has unknown columns bases"):
        read_codings(tmp_path)


def test_former_ids_lead_to_the_registered_one(review: Path) -> None:
    ids = registered_ids(read_registry(review / "corpus" / "reports.csv"))
    assert ids == {"r1": "r1", "r0": "r1", "r2": "r2"}


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("r1,doi:10.1/a\nr2,doi:10.1/a\n", "doi:10.1/a belongs to r1 already"),
        ("r1,\nr1,\n", "id:r1 belongs to r1 already"),
        ("r1,id:r2\nr2,\n", "id:r2 belongs to r1 already"),
        ("r1,doi=10.1/a\n", "'doi=10.1/a' is no alias"),
    ],
)
def test_the_registry_refuses_aliases_that_lead_nowhere_or_twice(
    tmp_path: Path, rows: str, problem: str
) -> None:
    (tmp_path / "reports.csv").write_text(f"report_id,aliases\n{rows}")
    with pytest.raises(ReviewError, match=problem):
        read_registry(tmp_path / "reports.csv")


def test_characteristics_keep_what_was_seen_and_doubted(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("report,text_status,seen_at,doubtful\nr1,part,page,year;title\n")
    found = read_characteristics(tmp_path / "c.csv")["r1"]
    assert (found.text_status, found.doubtful, found.country) == ("part", ("year", "title"), "")


def test_a_prepared_export_may_not_claim_a_search(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        "exports:\n  - {file: a.ris, label: a, origin: prepared, database: X, hits: 3}\n"
    )
    with pytest.raises(ReviewError, match="is prepared, and yet tells hits") as fault:
        read_manifest(tmp_path / "m.yaml")
    assert "line 2" in fault.value.where
    assert "set them to null" in fault.value.remedy


def test_a_search_needs_its_query_date_and_hits(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("exports:\n  - {file: a.ris, label: a, origin: search, database: X}\n")
    with pytest.raises(ReviewError, match="lacks query and searched and hits"):
        read_manifest(tmp_path / "m.yaml")


def test_a_date_of_search_is_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        "exports:\n  - {file: a.ris, label: a, origin: search, database: X, query: q, hits: 3, "
        "searched: 2026-01-05}\n"
    )
    assert read_manifest(tmp_path / "m.yaml")[0].searched == "2026-01-05"


def test_a_coder_may_stand_once_only(tmp_path: Path) -> None:
    entry = '  - {name: ann, kind: person, role: reader, how: x, codebook: "0.2", blind: true}\n'
    (tmp_path / "coders.yaml").write_text(f"coders:\n{entry}{entry}")
    with pytest.raises(ReviewError, match="the coder 'ann' stands twice"):
        read_coders(tmp_path / "coders.yaml")


def test_names_of_coders_hold_capital_letters_and_do_not_differ_by_them_alone(tmp_path: Path) -> None:
    entry = '  - {name: %s, kind: person, role: reader, how: x, codebook: "0.2", blind: true}\n'
    path = tmp_path / "coders.yaml"
    path.write_text(f"coders:\n{entry % 'AB'}{entry % 'Cd_1'}")
    assert [coder.name for coder in read_coders(path)] == ["AB", "Cd_1"]
    path.write_text(f"coders:\n{entry % 'AB'}{entry % 'Ab'}")
    with pytest.raises(ReviewError, match="'AB' and 'Ab' differ in capital letters alone") as caught:
        read_coders(path)
    assert "another name" in caught.value.remedy


def test_an_adjudication_without_a_reason_is_a_fault(tmp_path: Path, codebook: Codebook) -> None:
    (tmp_path / "a.csv").write_text(
        "report,dimension,codes,coder,date,reason\nr1,framing,none,judge,2026-01-05,\n"
    )
    with pytest.raises(ReviewError, match="the column reason is empty") as fault:
        read_adjudications(tmp_path / "a.csv", codebook=codebook)
    assert "fill in reason" in fault.value.remedy


def test_a_pair_is_decided_once_in_either_order(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(
        "record_a,record_b,verdict,coder,date,reason\n"
        "a.ris:1,a.ris:2,duplicate,ann,2026-01,same\na.ris:2,a.ris:1,distinct,ann,2026-01,other\n"
    )
    with pytest.raises(ReviewError, match="is answered twice by ann, here and in line 2"):
        read_duplicate_decisions(tmp_path / "d.csv")


def test_an_included_report_names_no_criterion(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(
        "report,coder,verdict,criterion,date,reason\nr1,ann,include,field,2026,\n"
    )
    with pytest.raises(ReviewError, match="has failed no criterion"):
        read_judgements(tmp_path / "s.csv")


def test_two_rows_on_one_pair_are_told_without_a_word_of_codes(tmp_path: Path) -> None:
    rows = "a.ris:1,b.ris:1,duplicate,ann,2026-01-02,same\na.ris:1,b.ris:1,distinct,ann,2026-02-03,other\n"
    path = tmp_path / "duplicates.csv"
    path.write_text(f"record_a,record_b,verdict,coder,date,reason\n{rows}")
    with pytest.raises(ReviewError, match="is answered twice by ann") as fault:
        read_duplicate_decisions(path)
    assert "with 3 in a column revision" in str(fault.value)
    assert "codes" not in str(fault.value)


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_table_whose_cells_are_parted_as_where_decimals_have_commas_is_read(
    tmp_path: Path, mark: str
) -> None:
    path = tmp_path / "duplicates.csv"
    rows = (
        ("record_a", "record_b", "verdict", "coder", "date", "reason"),
        ("a.ris:1", "b.ris:1", "distinct", "ann", "2026", "two texts, two years"),
    )
    path.write_text("".join(f"{mark.join(row)}\n" for row in rows))
    (decision,) = read_duplicate_decisions(path)
    assert (decision.record_b, decision.reason) == ("b.ris:1", "two texts, two years")


def test_a_list_of_coders_without_the_key_above_it_is_told_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "coders.yaml"
    path.write_text("- name: ann\n  kind: person\n")
    with pytest.raises(ReviewError, match="a list without the key above it") as fault:
        read_coders(path)
    assert "such as `coders:`" in str(fault.value)


def test_of_a_language_model_what_makes_its_reading_repeatable_may_be_stated(tmp_path: Path) -> None:
    entry = "  - {name: m, kind: language_model, role: reader, how: x, codebook: 0.2, blind: true%s}\n"
    path = tmp_path / "coders.yaml"
    path.write_text(f"coders:\n{entry % ', model: Some model, version: 4, dates: 2026-11-02'}")
    (coder,) = read_coders(path)
    assert (coder.model, coder.version, coder.dates, coder.instructions) == (
        "Some model",
        "4",
        "2026-11-02",
        None,
    )


def test_what_is_not_known_of_a_coder_is_not_written_into_its_entry(tmp_path: Path) -> None:
    coder = Coder(name="ann", kind="person", role="reader", how="x", codebook="0.2", blind=True)
    text = add_coder(tmp_path, coder).read_text(encoding="utf-8")
    assert "model" not in text
    assert read_coders(tmp_path / "coders.yaml") == (coder,)
