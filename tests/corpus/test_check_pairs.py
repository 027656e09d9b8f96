"""Verdicts on pairs whose export was downloaded again: what `check` tells of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

HEADER = "record_a,record_b,verdict,coder,date,reason,known_as_a,known_as_b\n"
ONE = "title:aninventedreportonfalls; year:2020"
OTHER = "title:anotherinventedreport; year:2021"
AGAIN = (
    "TY  - JOUR\nT1  - Another invented report\nY1  - 2021//\nER  - \n\n"
    "TY  - JOUR\nT1  - An invented report on falls\nY1  - 2020//\nER  - \n\n"
)

Check = Callable[[], tuple[int, str]]


def _decide(review: Path, row: str, *, header: str = HEADER) -> None:
    (review / "corpus" / "decisions" / "duplicates.csv").write_text(header + row)


def test_a_verdict_whose_records_stand_elsewhere_now_is_told_with_their_places(
    review: Path, run_check: Check, log_export: Callable[..., None]
) -> None:
    (review / "corpus" / "exports" / "invented.ris").write_text(AGAIN)
    log_export()
    _decide(review, f"invented.ris:1,invented.ris:2,distinct,judge,2026-01,differ,{ONE},{OTHER}\n")
    code, printed = run_check()
    assert code == 0
    assert "the record that was invented.ris:1 is now invented.ris:2" in printed
    assert "write invented.ris:2 in place of invented.ris:1" in printed


def test_a_verdict_whose_record_is_in_no_export_is_a_fault_with_its_remedy(
    review: Path, run_check: Check, log_export: Callable[..., None]
) -> None:
    (review / "corpus" / "exports" / "invented.ris").write_text(AGAIN)
    log_export()
    _decide(review, f"invented.ris:1,invented.ris:2,distinct,judge,2026-01,differ,title:a third,{ONE}\n")
    code, printed = run_check()
    assert code == 2
    assert "the record that was invented.ris:1 when this verdict was given (title:a third)" in printed
    assert "restore the export that had it, or delete the row" in printed


def test_verdicts_by_place_alone_go_on_with_a_note(
    review: Path, run_check: Check, log_export: Callable[..., None]
) -> None:
    (review / "corpus" / "exports" / "invented.ris").write_text(AGAIN)
    log_export()
    header = "record_a,record_b,verdict,coder,date,reason\n"
    _decide(review, "invented.ris:1,invented.ris:2,distinct,judge,2026-01,differ\n", header=header)
    code, printed = run_check()
    assert code == 0
    assert "1 verdict on pairs names records by their place in an export alone" in printed
    assert "copy known_as_a and known_as_b" in printed


def test_verdicts_of_one_person_that_contradict_each_other_are_a_fault_that_names_their_rows(
    review: Path, run_check: Check, log_export: Callable[..., None]
) -> None:
    third = "TY  - JOUR\nT1  - A third invented report\nY1  - 2022//\nER  - \n"
    (review / "corpus" / "exports" / "invented.ris").write_text(f"{AGAIN}\n{third}")
    log_export()
    last = "title:athirdinventedreport; year:2022"
    rows = (
        f"invented.ris:1,invented.ris:2,distinct,judge,2026-01,differ,{OTHER},{ONE}\n"
        f"invented.ris:1,invented.ris:3,duplicate,judge,2026-01,one text,{OTHER},{last}\n"
        f"invented.ris:3,invented.ris:2,duplicate,judge,2026-01,one text,{last},{ONE}\n"
    )
    _decide(review, rows)
    code, printed = run_check()
    assert code == 2
    assert "judge keeps invented.ris:1 and invented.ris:2 apart, and joins them through" in printed
    assert "duplicates.csv, line 2" in printed and "in lines 3 and 4" in printed
    assert "ask judge which of these verdicts is wrong, and correct or delete its row" in printed
    _decide(review, rows.replace("duplicate,judge", "distinct,judge", 1))
    assert run_check()[0] == 0


def test_verdicts_in_utf_16_are_told_as_such_and_not_as_unseen_characters(
    review: Path, run_check: Check
) -> None:
    path = review / "corpus" / "decisions" / "duplicates.csv"
    row = f"a.ris:1,a.ris:2,distinct,judge,2026-01,x,{ONE},{OTHER}\n"
    path.write_bytes((HEADER + row).encode("utf-16"))
    code, printed = run_check()
    assert code == 2
    assert "this file is not UTF-8 text" in printed and "nobody sees" not in printed
