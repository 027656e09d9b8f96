"""`coprod-review check`: every kind of fault is found, with its place and remedy."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coprod_review.cli import main

Check = Callable[[], tuple[int, str]]
Log = Callable[..., None]


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as handle:
        handle.write(text)


def test_a_sound_review_passes(run_check: Check) -> None:
    code, printed = run_check()
    assert code == 0
    assert "1 export, 3 coders, 2 registered reports, 2 codings (1 by people)" in printed
    assert "no faults, no warnings" in printed


def test_a_corpus_of_exports_alone_passes(review: Path, run_check: Check) -> None:
    for path in sorted((review / "corpus").rglob("*"), reverse=True):
        if path.is_file() and path.name not in ("invented.ris", "manifest.yaml"):
            path.unlink()
    assert run_check()[0] == 0


@pytest.mark.parametrize(
    ("renamed", "told"),
    [
        ("  safety_strategy:", "by name: the dimension safety_strategy (none)"),
        ("  framing:", "by name: the dimension framing (protective, consultative, partnership, none)"),
    ],
)
def test_a_dimension_that_is_fixed_and_gone_is_one_fault(
    review: Path, run_check: Check, renamed: str, told: str
) -> None:
    path = review / "config" / "codebook.yaml"
    text = path.read_text(encoding="utf-8").replace(f"\n{renamed}\n", "\n  own:\n")
    text = text[: text.index("\nconstraints:")] + text[text.index("\nsources:") :]
    path.write_text(text, encoding="utf-8")
    code, printed = run_check()
    assert code == 2
    assert printed.count("by name:") == 1
    assert told in printed


def test_a_fixed_dimension_that_constraints_name_still_is_told_as_fixed_and_each_code_once(
    review: Path, run_check: Check
) -> None:
    path = review / "config" / "codebook.yaml"
    text = path.read_text(encoding="utf-8").replace("\n  involvement_locus:\n", "\n  own:\n")
    path.write_text(text, encoding="utf-8")
    lines = [n for n, line in enumerate(text.split("\n"), 1) if "involvement_locus: none" in line]
    assert len(lines) > 1
    code, printed = run_check()
    assert code == 2
    assert "by name: the dimension involvement_locus (none)" in printed
    assert printed.count("a constraint names involvement_locus: none") == 1
    assert f"codebook.yaml, line {lines[0]}: a constraint names involvement_locus: none" in printed
    assert f"(named in line {', '.join(map(str, lines[1:]))} too)" in printed


@pytest.mark.parametrize(
    ("table", "row", "told"),
    [
        ("codings/ann.csv", "r9,framing,none,,,,0.2,,\n", ("the report 'r9' is not registered", "register")),
        ("codings/ann.csv", "r2,framing,none,,,,0.1,,\n", ("this row names 0.1", "name both in coders.yaml")),
        (
            "codings/ann.csv",
            "r2,framing,none,,,,0.2,2999-01-01,\n",
            ("the date 2999-01-01 lies in the future", "correct the date"),
        ),
        (
            "decisions/duplicates.csv",
            "invented.ris:9,invented.ris:1,distinct,ann,2026-01,differ\n",
            ("no export has the record invented.ris:9", "use a record id"),
        ),
        ("codings/ann.csv", "r2,framing,nothing,,,,0.2,,\n", ("'nothing' is not a code", "use one of")),
        ("codings/ann.csv", "r2,frame,none,,,,0.2,,\n", ("'frame' is not a dimension", "use one of")),
        (
            "codings/ann.csv",
            "r1,framing,none,,,,0.2,,\n",
            ("r1 framing is answered twice by ann", "keep one"),
        ),
        (
            "decisions/screening.csv",
            "r2,bob,exclude,,2026,\n",
            ("the coder 'bob' is not listed", "describe the coder"),
        ),
        (
            "decisions/screening.csv",
            "r2,ann,exclude,taste,2026,\n",
            ("'taste' is not a criterion", "use one of"),
        ),
        ("decisions/screening.csv", "r2,ann,perhaps,,2026,\n", ("'perhaps' is not a verdict", "use one of")),
        (
            "decisions/adjudications.csv",
            "r1,framing,none,judge,2026-01,\n",
            ("the column reason is empty", "fill in reason"),
        ),
        (
            "decisions/duplicates.csv",
            "doi:10.9/z,invented.ris:1,distinct,ann,2026-01,differ\n",
            ("no report is registered under doi:10.9/z", "alias of reports.csv"),
        ),
    ],
)
def test_a_row_that_does_not_fit_is_named_with_its_remedy(
    review: Path, run_check: Check, table: str, row: str, told: tuple[str, str]
) -> None:
    path = review / "corpus" / table
    line = path.read_text().count("\n") + 1
    _append(path, row)
    code, printed = run_check()
    assert code == 2
    assert all(text in printed for text in told)
    assert f"{path.name}, line {line}" in printed


DISPUTES = "report,dimension,codes,quote,coder,date,reason,against,after,revision,state,shown,seconds\n"
AUDITS = "report,dimension,codes,coder,date,verdict,sample,reason,revision,state,shown,seconds\n"
HEADERS = {"disputes": DISPUTES, "audits": AUDITS}


@pytest.mark.parametrize(
    ("table", "row", "told"),
    [
        (
            "disputes",
            "r9,framing,,,ann,2026,wrong,none,0,,,,",
            ("the report 'r9' is not registered", "correct the id"),
        ),
        (
            "disputes",
            "r1,framing,,,bob,2026,wrong,none,0,,,,",
            ("the coder 'bob' is not listed", "describe the coder"),
        ),
        ("disputes", "r1,framing,,,ann,2026,,none,0,,,,", ("without a reason", "write why")),
        (
            "disputes",
            "r1,framing,,,ann,2026,wrong,none,one,,,,",
            ("'one' is no number of an adjudication", "write 0"),
        ),
        (
            "disputes",
            "r1,framing,,,ann,2026,wrong,none,0,,gone,,",
            ("'gone' is no state of an answer", "write withdrawn"),
        ),
        (
            "disputes",
            "r1,framing,,,ann,2026,wrong,none,0,,,all,",
            ("'all' does not say what was shown", "write one of: nothing, suggestions"),
        ),
        (
            "audits",
            "r1,framing,none,ann,2026,doubt,audit,,,,,",
            ("'doubt' is not a verdict of an audit", "use one of: agree"),
        ),
        (
            "audits",
            "r1,framing,none,ann,2026,agree,audit,,,,,a minute",
            ("'a minute' is no number of seconds", "write whole seconds"),
        ),
    ],
)
def test_what_reviewers_say_is_checked_as_other_decisions(
    review: Path, run_check: Check, table: str, row: str, told: tuple[str, str]
) -> None:
    path = review / "corpus" / "decisions" / f"{table}.csv"
    path.write_text(f"{HEADERS[table]}{row}\n", encoding="utf-8")
    code, printed = run_check()
    assert code == 2
    assert all(text in printed for text in told)
    assert f"{table}.csv, line 2" in printed


def test_two_adjudications_of_one_question_are_named_with_both_lines(review: Path, run_check: Check) -> None:
    path = review / "corpus" / "decisions" / "adjudications.csv"
    _append(path, "r1,framing,none,judge,2026,seen\nr1,framing,partnership,ann,2026,seen too\n")
    code, printed = run_check()
    assert code == 2
    assert "line 3: r1 framing is answered twice by judge and ann, here and in line 2" in printed


def test_an_answer_that_was_taken_back_counts_no_more_and_is_no_fault(review: Path, run_check: Check) -> None:
    path = review / "corpus" / "decisions" / "adjudications.csv"
    path.write_text(
        "report,dimension,codes,coder,date,reason,revision,state\n"
        "r1,framing,none,judge,2026,seen,,\nr1,framing,,judge,2026,,2,withdrawn\n",
        encoding="utf-8",
    )
    code, printed = run_check()
    assert code == 0
    assert "0 adjudications" in printed


def test_what_a_failed_merge_left_is_named_in_every_table_of_people(review: Path, run_check: Check) -> None:
    for table in ("codings/ann.csv", "decisions/screening.csv", "decisions/duplicates.csv"):
        path = review / "corpus" / table
        line = path.read_text().count("\n") + 1
        _append(path, "<<<<<<< HEAD\n=======\n>>>>>>> theirs\n")
        code, printed = run_check()
        assert code == 2
        assert f"{path.name}, line {line}: git could not merge two branches here" in printed
        assert "delete the lines with marks" in printed


def test_faults_of_several_files_are_told_at_once(review: Path, run_check: Check) -> None:
    _append(review / "corpus" / "codings" / "ann.csv", "r9,framing,none,,,,0.2,,\n")
    _append(review / "corpus" / "decisions" / "screening.csv", "r8,bob,exclude,,2026,\n")
    _append(review / "config" / "config.yaml", "\nsede: 3\n")
    code, printed = run_check()
    assert code == 2
    for problem in ("'r9'", "'r8'", "'bob'", "unknown key sede"):
        assert problem in printed
    assert "4 faults" in printed


def test_an_export_that_changed_is_noticed(review: Path, run_check: Check) -> None:
    _append(review / "corpus" / "exports" / "invented.ris", "\n")
    code, printed = run_check()
    assert code == 2
    assert "its sha256 differs" in printed
    assert "if the new one is meant, write sha256: " in printed


def test_missing_and_extra_exports_are_noticed(review: Path, run_check: Check) -> None:
    exports = review / "corpus" / "exports"
    (exports / "invented.ris").rename(exports / "other.ris")
    code, printed = run_check()
    assert code == 2
    assert "the export invented.ris is not in" in printed
    assert "the export other.ris has no entry in the search log" in printed
    assert "put the file there, or remove its entry" in printed


def test_the_command_for_an_export_that_is_not_listed_can_be_pasted(review: Path, run_check: Check) -> None:
    extra = review / "corpus" / "exports" / "my own.ris"
    shutil.copy(review / "corpus" / "exports" / "invented.ris", extra)
    assert f'`coprod-review add "{extra}"`' in run_check()[1]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 not an export", b"once upon a time"])
def test_an_export_that_no_parser_reads_is_noticed(
    review: Path, run_check: Check, log_export: Log, content: bytes
) -> None:
    (review / "corpus" / "exports" / "invented.ris").write_bytes(content)
    log_export()
    code, printed = run_check()
    assert code == 2
    assert "invented.ris" in printed
    assert "remedy:" in printed


def test_a_misspelt_key_of_the_search_log_is_named_with_its_line(review: Path, run_check: Check) -> None:
    manifest = review / "corpus" / "manifest.yaml"
    manifest.write_text(manifest.read_text().replace('"database"', '"databse"'))
    code, printed = run_check()
    assert code == 2
    assert "unknown key exports.0.databse" in printed
    assert "line 7" in printed


def test_a_search_in_the_future_is_noticed(run_check: Check, log_export: Log) -> None:
    log_export(origin="search", query="falls", hits=1, searched="2999-01-01")
    code, printed = run_check()
    assert code == 2
    assert "the date of the search, 2999-01-01, lies in the future" in printed


def test_a_search_that_found_less_than_its_export_holds_is_a_warning(
    run_check: Check, log_export: Log
) -> None:
    search = {"origin": "search", "query": "falls", "searched": "2024-02-03"}
    log_export(**search, hits=0)
    code, printed = run_check()
    assert code == 0
    assert "manifest.yaml, line 1: the search found 0 records by its hits, and its file holds 1" in printed
    assert "remedy: correct hits, which are those of the whole search" in printed
    log_export(**search, hits=1)
    assert "by its hits" not in run_check()[1]


def test_a_search_of_which_the_export_holds_a_part_is_a_warning(run_check: Check, log_export: Log) -> None:
    log_export(origin="search", query="falls", searched="2024-02-03", hits=5000)
    code, printed = run_check()
    assert code == 0
    assert "the search found 5,000 records by its hits, and its file holds 1 (4,999 fewer)" in printed
    assert "remedy: export the others too, and add them with the same facts" in printed


def test_the_lock_of_an_open_workbook_is_no_export(review: Path, run_check: Check) -> None:
    (review / "corpus" / "exports" / "~$owls.xlsx").write_bytes(b"\x05Ann")
    code, printed = run_check()
    assert code == 0
    assert "~$owls" not in printed


def test_an_export_without_sha256_is_a_warning(run_check: Check, log_export: Log) -> None:
    log_export(sha256=None)
    code, printed = run_check()
    assert code == 0
    assert "has no sha256" in printed
    assert "1 warning" in printed


def test_a_coding_file_of_nobody_is_noticed(review: Path, run_check: Check) -> None:
    codings = review / "corpus" / "codings"
    (codings / "ann.csv").rename(codings / "anne.csv")
    code, printed = run_check()
    assert code == 2
    assert "the coder 'anne' is not listed" in printed
    assert "name the file after a coder who is listed" in printed


def test_a_name_in_other_letters_is_told_with_the_one_that_is_listed(review: Path, run_check: Check) -> None:
    codings = review / "corpus" / "codings"
    (codings / "ann.csv").rename(codings / "ANN.csv")
    screening = review / "corpus" / "decisions" / "screening.csv"
    screening.write_text(screening.read_text().replace(",ann,", ",Ann,"))
    code, printed = run_check()
    assert code == 2
    assert "name the file ann.csv, as coders.yaml writes it" in printed
    assert "the coder 'Ann' is not listed" in printed and "write ann" in printed


def test_answers_by_an_older_codebook_that_is_not_at_hand_are_a_warning(
    review: Path, run_check: Check
) -> None:
    coders, codings = review / "corpus" / "coders.yaml", review / "corpus" / "codings" / "ann.csv"
    coders.write_text(coders.read_text().replace('codebook: "0.2"', 'codebook: "0.1 and 0.2"'))
    codings.write_text(codings.read_text().replace(",0.2,", ",0.1,"))
    code, printed = run_check()
    assert code == 0
    assert "1 answer follows codebook 0.1, which is not at hand" in printed
    assert "codebook diff OLD --keep" in printed
    assert "results/inputs/config" in printed
    kept = review / "corpus" / "codebooks" / "0.1.yaml"
    kept.parent.mkdir()
    text = (review / "config" / "codebook.yaml").read_text(encoding="utf-8")
    kept.write_text(re.sub(r"(?m)^version:.*$", 'version: "0.1"', text), encoding="utf-8")
    assert "not at hand" not in run_check()[1]


def test_a_version_that_a_spreadsheet_wrote_with_a_comma_is_one_fault(review: Path, run_check: Check) -> None:
    codings = review / "corpus" / "codings" / "ann.csv"
    codings.write_text(codings.read_text().replace(",0.2,", ',"0,2",'))
    _append(codings, 'r2,framing,protective,,,,"0,2",,\n')
    adjudications = review / "corpus" / "decisions" / "adjudications.csv"
    adjudications.write_text(
        'report,dimension,codes,coder,date,reason,codebook\nr1,framing,none,judge,2026-01,why,"0,2"\n'
    )
    code, printed = run_check()
    assert code == 2
    assert "2 rows name codebook 0,2: a spreadsheet has written the point as a comma" in printed
    assert "1 row names codebook 0,2" in printed and "write 0.2" in printed
    assert "not at hand" not in printed and "is said to code by" not in printed


def test_two_files_that_say_the_same_to_the_letter_are_warned_of(review: Path, run_check: Check) -> None:
    ids = [f"q{n}" for n in range(20)]
    _append(review / "corpus" / "reports.csv", "".join(f"{name},\n" for name in ids))
    files = [review / "corpus" / "codings" / f"{coder}.csv" for coder in ("ann", "model_a")]

    def give(names: list[str], quotes: tuple[str, str]) -> str:
        for path, quote in zip(files, quotes, strict=True):
            _append(path, "".join(f"{name},framing,none,{quote},,high,0.2,2026-01,\n" for name in names))
        return run_check()[1]

    assert "to the letter" not in give(ids[:19], ("falls", "falls"))  # so few may be chance
    told = "ann and model_a give the same 21 answers to the letter, 20 with quotes, and on the same days"
    assert told in give(ids[19:], ("falls", "falls"))
    assert "to the letter" not in give(["r2"], ("falls", "slips"))


@pytest.mark.parametrize(
    ("code", "n", "dates", "is_told"),
    [
        ("partnership", 199, ("2026-01", "2026-01"), True),  # with the answer of the fixture 200
        ("partnership", 198, ("2026-01", "2026-01"), False),
        ("partnership", 199, ("2026-01", "2026-02"), False),
        ("none", 250, ("2026-01", "2026-01"), False),
    ],
)
def test_many_answers_without_quotes_that_are_all_alike_are_warned_of(
    review: Path, run_check: Check, *, code: str, n: int, dates: tuple[str, str], is_told: bool
) -> None:
    ids = [f"q{i}" for i in range(n)]
    _append(review / "corpus" / "reports.csv", "".join(f"{name},\n" for name in ids))
    for coder, date, note in zip(("ann", "model_a"), dates, ("x", "y"), strict=True):
        rows = "".join(f"{name},framing,{code},,{note},high,0.2,{date},\n" for name in ids)
        _append(review / "corpus" / "codings" / f"{coder}.csv", rows)
    told = f"ann and model_a give the same {n + 1} answers to the letter, and on the same days"
    assert (told in run_check()[1]) == is_told


@pytest.mark.parametrize(("n", "is_told"), [(99, True), (98, False)])
def test_files_of_the_same_bytes_are_warned_of_whatever_they_say(
    review: Path, run_check: Check, *, n: int, is_told: bool
) -> None:
    ids = [f"q{i}" for i in range(n)]
    _append(review / "corpus" / "reports.csv", "".join(f"{name},\n" for name in ids))
    for coder in ("ann", "model_a"):
        rows = "".join(f"{name},framing,none,,,high,0.2,2026-01,\n" for name in ids)
        _append(review / "corpus" / "codings" / f"{coder}.csv", rows)
    assert ("answers to the letter, and on the same days" in run_check()[1]) == is_told


@pytest.mark.parametrize(
    ("coder", "told"),
    [
        (
            "ann",
            "ann, who is described as a reader, has settled 1 question, 1 of them with an answer of their",
        ),
        ("judge", ""),
    ],
)
def test_who_settles_a_question_that_they_have_answered_is_warned_of(
    review: Path, run_check: Check, coder: str, told: str
) -> None:
    _append(
        review / "corpus" / "decisions" / "adjudications.csv", f"r0,framing,protective,{coder},2026-01,why\n"
    )
    code, printed = run_check()
    assert code == 0
    assert told in printed and ("is a side in this" in printed) == bool(told)


@pytest.mark.parametrize(("coder", "where"), [("ann", "serve --coder ann"), ("model_a", "the report again")])
def test_breaking_a_constraint_stops_no_run_and_is_warned_of_with_the_place_to_mend_it(
    review: Path, run_check: Check, coder: str, where: str
) -> None:
    rows = "r2,framing,none,,,,0.2,,\nr2,issue_character,technical,,,,0.2,,\n"
    _append(review / "corpus" / "codings" / f"{coder}.csv", rows)
    found, printed = run_check()
    assert found == 0
    assert "warning: " in printed and "the codes of r2 break the codebook: when framing is none" in printed
    assert where in printed and ("queue Unfinished" in printed) == (coder == "ann")


def test_one_report_coded_differently_under_two_ids_is_a_warning(review: Path, run_check: Check) -> None:
    _append(review / "corpus" / "codings" / "ann.csv", "r0,framing,consultative,,,,0.2,,\n")
    code, printed = run_check()
    assert code == 0
    assert "ann coded r0 and r1, which are one report, differently in framing" in printed
    assert "let an adjudication settle" in printed


def test_a_table_in_another_encoding_is_refused_with_its_line(review: Path, run_check: Check) -> None:
    path = review / "corpus" / "reports.csv"
    path.write_bytes(path.read_bytes() + "r3,title:grönroos\n".encode("latin-1"))
    code, printed = run_check()
    assert code == 2
    assert "reports.csv, line 4" in printed
    assert "save the file again with the encoding UTF-8" in printed


def test_a_work_that_the_codebook_names_must_be_in_the_lineage(review: Path, run_check: Check) -> None:
    codebook = review / "config" / "codebook.yaml"
    codebook.write_text(codebook.read_text().replace("ostrom1973", "ostrom1793", 1))
    code, printed = run_check()
    assert code == 2
    assert "names the work 'ostrom1793', which lineage.yaml lacks" in printed


def test_a_missing_search_log_is_told_with_its_remedy(review: Path, run_check: Check) -> None:
    (review / "corpus" / "manifest.yaml").unlink()
    code, printed = run_check()
    assert code == 2
    assert "this file does not exist" in printed


def _run_of_the_stages(review: Path) -> None:
    """Read and join the exports into results/."""
    results = review / "results"
    records = str(results / "read" / "records.parquet")
    export = str(review / "corpus" / "exports" / "invented.ris")
    read = {
        "records": records,
        "set-aside": results / "read" / "s.csv",
        "exports": results / "read" / "exports.csv",
    }
    assert main(["read", export, *(f"--{name}={path}" for name, path in read.items())]) == 0
    dedupe = {"pairs": results / "dedupe" / "pairs.csv", "reports": results / "dedupe" / "reports.parquet"}
    registry = (
        [f"--registry={review / 'corpus' / 'reports.csv'}"]
        if (review / "corpus" / "reports.csv").exists()
        else []
    )
    assert (
        main(["dedupe", f"--records={records}", *registry, *(f"--{n}={p}" for n, p in dedupe.items())]) == 0
    )


def test_without_registry_and_run_a_warning_says_that_ids_cannot_be_checked(
    review: Path, run_check: Check
) -> None:
    (review / "corpus" / "reports.csv").unlink()
    code, printed = run_check()
    assert code == 0
    assert "the ids of 3 rows can only be checked after a first run" in printed
    assert "remedy: run `make review`" in printed
    assert "1 warning" in printed


def test_without_registry_ids_are_checked_against_the_last_run(review: Path, run_check: Check) -> None:
    _run_of_the_stages(review)
    (review / "corpus" / "reports.csv").unlink()
    code, printed = run_check()
    assert code == 0
    assert "hold for the present exports alone" in printed
    assert "remedy: copy " in printed
    _append(review / "corpus" / "codings" / "ann.csv", "r9,framing,none,,,,0.2,,\n")
    code, printed = run_check()
    assert code == 2
    assert "the report 'r9' is not registered" in printed


def test_a_run_of_other_exports_is_not_used(review: Path, run_check: Check, log_export: Log) -> None:
    _run_of_the_stages(review)
    (review / "corpus" / "reports.csv").unlink()
    _append(review / "corpus" / "exports" / "invented.ris", "\n")
    log_export()
    _append(review / "corpus" / "codings" / "ann.csv", "r9,framing,none,,,,0.2,,\n")
    code, printed = run_check()
    assert code == 0
    assert "the last run read other exports than these" in printed


def test_a_quote_that_the_text_lacks_is_named_once_a_run_has_the_text(review: Path, run_check: Check) -> None:
    rows = "r1,tradition,other,report on fells,,,0.2,,\nr1,safety_perspective,none,report on falls,,,0.2,,\n"
    _append(review / "corpus" / "codings" / "ann.csv", rows)
    code, printed = run_check()
    assert code == 0
    assert "the quotes of 2 codings can only be checked after a first run" in printed
    _run_of_the_stages(review)
    code, printed = run_check()
    assert code == 2
    assert "ann.csv, line 3: the quote 'report on fells' does not stand in the text of r1" in printed
    assert "1 fault, no warnings" in printed


def test_entries_that_would_be_set_aside_are_a_warning_with_their_line(
    review: Path, run_check: Check, log_export: Log
) -> None:
    _append(
        review / "corpus" / "exports" / "invented.ris", "TY  - JOUR\nT1  - An invented report cut short\n"
    )
    log_export()
    code, printed = run_check()
    assert code == 0
    assert "invented.ris, line 7: 1 entry set aside: " in printed


def test_an_export_of_a_header_alone_is_a_warning(review: Path, run_check: Check, log_export: Log) -> None:
    (review / "corpus" / "exports" / "invented.ris").write_text("Authors,Title,Year,DOI,EID\n")
    log_export()
    code, printed = run_check()
    assert code == 0
    assert "this export has no entries" in printed
    assert "remedy: export again" in printed


def test_a_dimension_for_which_no_pattern_speaks_is_a_warning(review: Path, run_check: Check) -> None:
    (review / "config" / "patterns" / "involvement_phase.yaml").unlink()
    _, printed = run_check()
    assert "the dimension involvement_phase has no pattern" in printed
    assert "write involvement_phase.yaml" in printed


def test_several_exports_without_sha256_are_one_warning(review: Path, run_check: Check) -> None:
    corpus = review / "corpus"
    (corpus / "exports" / "second.ris").write_bytes(
        (corpus / "exports" / "invented.ris").read_bytes() + b"\n"
    )
    entry = "{{file: {0}, label: {0}, origin: prepared, database: Invented}}"
    entries = [entry.format(name) for name in ("invented.ris", "second.ris")]
    (corpus / "manifest.yaml").write_text(f"exports: [{', '.join(entries)}]\n")
    code, printed = run_check()
    assert code == 0
    assert "2 exports have no sha256" in printed
    assert printed.count("sha256: ") == 2
    assert "1 warning" in printed


def test_a_misspelt_key_of_the_coders_is_all_that_is_told(review: Path, run_check: Check) -> None:
    path = review / "corpus" / "coders.yaml"
    path.write_text(path.read_text().replace("kind: person, role: reader", "knid: person, role: reader"))
    code, printed = run_check()
    assert code == 2
    assert "unknown key coders.0.knid" in printed
    assert "2 faults, no warnings" in printed


def test_of_many_like_faults_ten_are_told_and_the_rest_counted_before_the_summary(
    review: Path, run_check: Check
) -> None:
    rows = "".join(f"x{n},framing,none,,,sure,0.2,,\n" for n in range(25))
    _append(review / "corpus" / "codings" / "ann.csv", rows)
    code, printed = run_check()
    assert code == 2
    assert printed.count("'sure' is not a word of confidence") == 10
    assert "ann.csv: and 15 more of this kind" in printed
    assert printed.splitlines()[-1].startswith("check: ")
    assert "50 faults" in printed.splitlines()[-1]


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("suggestions", ("1 answers on r1 were given after others' had been shown", "leave them out")),
        ("", ("and do not say so", "write suggestions into the column shown")),
        ("nothing", ("and do not say so", "write suggestions into the column shown")),
    ],
)
def test_answers_on_reports_looked_up_in_exercises_are_warned_of(
    review: Path, run_check: Check, shown: str, told: tuple[str, ...]
) -> None:
    (review / "corpus" / "training").mkdir()
    (review / "corpus" / "training" / "ann.csv").write_text(
        "report,dimension,round,codes,settled,codebook,date\nr0,framing,1,none,partnership,0.2,2026-01-01\n"
    )
    (review / "corpus" / "codings" / "ann.csv").write_text(
        "report,dimension,codes,quote,basis,confidence,codebook,date,shown\n"
        f"r1,framing,protective,,abstract: seen,high,0.2,2026-01-05,{shown}\n"
    )
    code, printed = run_check()
    assert code == 0 and all(words in printed for words in told)


def test_what_was_answered_before_the_exercise_is_blind(review: Path, run_check: Check) -> None:
    (review / "corpus" / "training").mkdir()
    (review / "corpus" / "training" / "ann.csv").write_text(
        "report,dimension,round,codes,settled,codebook,date\nr1,framing,1,none,partnership,0.2,2026-02-01\n"
    )
    assert "no faults, no warnings" in run_check()[1]


def test_characters_that_nobody_sees_are_named_with_their_line(review: Path, run_check: Check) -> None:
    (review / "corpus" / "codings" / "ann.csv").write_text(
        "report,dimension,codes,quote,basis,confidence,codebook,date,note\n"
        "r1,framing,protective,,abstract: seen,high,0.2,2026-01,a\x00b\u202e\n"
    )
    code, printed = run_check()
    assert code == 0 and "characters that nobody sees stand here (U+0000, U+202E); git takes" in printed
    assert "ann.csv, line 2" in printed and "write the cell anew" in printed


SMALL_CODEBOOK = """\
version: "1.0"
sources: {roe2000: "Roe 2000"}
constraints: []
derived:
  coproduction_form:
    co_production: {nature: involuntary, locus: individual}
dimensions:
  topic:
    label: Topic
    type: single
    source: roe2000
    question: Where was care given?
    codes:
      wards: {label: Wards, definition: "Work on wards.", include: [wards], exclude: [homes]}
      homes: {label: Homes, definition: "Care at home.", include: [homes], exclude: [wards]}
"""


def test_a_codebook_without_a_dimension_that_the_analysis_asks_for_is_refused(
    review: Path, run_check: Check
) -> None:
    (review / "config" / "codebook.yaml").write_text(SMALL_CODEBOOK, encoding="utf-8")
    code, printed = run_check()
    assert code == 2
    assert "tradition" in printed and "docs/codebook.md" in printed


@pytest.mark.parametrize(("blind", "is_warned"), [("false", True), ("true", False)])
def test_codings_of_an_adjudicator_who_sees_others_are_named(
    review: Path, run_check: Check, blind: str, is_warned: bool
) -> None:
    coders, codings = review / "corpus" / "coders.yaml", review / "corpus" / "codings"
    entry = f'{{name: ef, kind: person, role: adjudicator, how: alone, codebook: "0.2", blind: {blind}}}'
    _append(coders, f"  - {entry}\n")
    (codings / "ef.csv").write_bytes((codings / "ann.csv").read_bytes())
    code, printed = run_check()
    assert code == 0
    told = "1 coding of ef, who adjudicates and sees what others answered (blind: false): they settle nothing"
    assert (told in printed) == is_warned
    assert ("write blind: true for ef in coders.yaml" in printed) == is_warned


@pytest.mark.parametrize(
    ("versions", "told"),
    [
        ("0.2", ""),
        ("0.1 and 0.2", "coders.yaml names 0.1 and 0.2 for them: they count as given by 0.1"),
        ("0.1", "coders.yaml names none that is at hand for them: no change of the codebook re-opens them"),
    ],
)
def test_answers_of_which_no_one_version_is_known_are_warned_of(
    review: Path, run_check: Check, versions: str, told: str
) -> None:
    coders = review / "corpus" / "coders.yaml"
    entry = f'{{name: ef, kind: person, role: adjudicator, how: alone, codebook: "{versions}", blind: false}}'
    _append(coders, f"  - {entry}\n")
    text = (review / "config" / "codebook.yaml").read_text(encoding="utf-8")
    if "and" in versions:
        kept = review / "corpus" / "codebooks" / "0.1.yaml"
        kept.parent.mkdir()
        kept.write_text(re.sub(r"(?m)^version:.*$", 'version: "0.1"', text), encoding="utf-8")
    path = review / "corpus" / "decisions" / "adjudications.csv"
    path.write_text("report,dimension,codes,coder,date,reason\nr1,framing,none,ef,2026-01,why\n")
    code, printed = run_check()
    assert code == 0
    assert ("1 answer of ef names no codebook" in printed) == bool(told)
    assert told in printed


def test_a_row_that_lacks_only_cells_that_may_be_empty_is_told_how_to_end(
    review: Path, run_check: Check
) -> None:
    path = review / "corpus" / "decisions" / "adjudications.csv"
    header = "report,dimension,codes,coder,date,reason,codebook,revision,state,shown,seconds"
    path.write_text(f"{header}\nr1,framing,none,judge,2026-01,why\nr1,tradition,none,judge,2026-01\n")
    code, printed = run_check()
    assert code == 2
    assert "this row has 6 cells and the header has 11" in printed
    assert "if codebook, revision, state, shown, seconds are to be empty, end the row with ,,,,," in printed
    assert "this row has 5 cells and the header has 11" in printed
    assert "give the row a cell for every column" in printed


@pytest.mark.parametrize(
    ("written", "misspelt", "told"),
    [
        (
            "    framing: [tradition, ",
            "    framming: [tradition, ",
            "classifier.hidden.framming: 'framming' is",
        ),
        ("framing: [tradition, ", "framing: [traditon, ", "classifier.hidden.framing: 'traditon' is"),
        (
            "    tradition_basis: 0.5",
            "    traditionbasis: 0.5",
            "queue_weights.traditionbasis: 'traditionbasis' is",
        ),
        ("strata: [tradition, ", "strata: [traditoin, ", "estimate.strata: 'traditoin' is"),
    ],
)
def test_a_misspelt_dimension_of_the_settings_is_refused_with_its_line(
    review: Path, run_check: Check, written: str, misspelt: str, told: str
) -> None:
    settings = review / "config" / "config.yaml"
    text = settings.read_text("utf-8")
    assert text.count(written) == 1
    settings.write_text(text.replace(written, misspelt), "utf-8")
    line = text[: text.index(written)].count("\n") + 1
    code, printed = run_check()
    assert code == 2
    assert f"config.yaml, line {line}: " in printed
    assert f"{told} no dimension of the codebook" in printed
    assert ", if that is meant; the codebook has tradition, " in printed
    assert "1 fault" in printed


def test_weights_and_strata_that_nobody_has_written_name_no_dimension(review: Path, run_check: Check) -> None:
    settings = review / "config" / "config.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("  strata: [tradition, framing]\n", ""), "utf-8")
    assert run_check()[0] == 0


def test_a_row_for_columns_that_the_header_lacks_is_told_which_these_are(
    review: Path, run_check: Check
) -> None:
    path = review / "corpus" / "decisions" / "adjudications.csv"
    path.write_text(
        "report,dimension,codes,coder,date,reason,codebook\nr1,framing,none,judge,2026,why,0.2,,,,,,\n"
    )
    code, printed = run_check()
    assert code == 2
    assert "this row has 13 cells and the header has 7" in printed
    lacking = "revision, state, shown, seconds, undoes, undone_by"
    assert f"written for columns that line 1 lacks ({lacking}), put their names into line 1" in printed
    path.write_text(
        "report,dimension,codes,coder,date,reason\nr1,framing,none,judge,2026,why" + 9 * ",more" + "\n"
    )
    assert "columns that line 1 lacks" not in run_check()[1]


def test_a_report_that_one_person_includes_and_excludes_under_two_ids_is_a_warning(
    review: Path, run_check: Check
) -> None:
    path = review / "corpus" / "decisions" / "screening.csv"
    _append(path, "r0,ann,exclude,,2026-01-06,\n")
    code, printed = run_check()
    assert code == 0
    assert "ann includes r1 and excludes r0, which are one report" in printed
    head, *rows = path.read_text().splitlines()
    rows = [f"{row},,\n" for row in rows]
    path.write_text(f"{head},revision,instead_of\n" + "".join(rows) + "r1,ann,include,,2026-01-07,,2,r0@1\n")
    code, printed = run_check()
    assert code == 0 and "which are one report" not in printed


def test_what_an_answer_replaces_is_looked_for(review: Path, run_check: Check) -> None:
    path = review / "corpus" / "decisions" / "screening.csv"
    head, *rows = path.read_text().splitlines()
    rows = [f"{row},,\n" for row in rows]
    again = "r1,ann,include,,2026-01-07,,2,r0 @ 1\n"
    written = [*rows, "r0,ann,exclude,,2026-01-06,,,\n", again]
    path.write_text(f"{head},revision,instead_of\n{''.join(written)}")
    code, printed = run_check()
    assert code == 0 and "which" not in printed
    for wrong in ("r0@2", "r7@1"):
        path.write_text(f"{head},revision,instead_of\n{''.join(written).replace('r0 @ 1', wrong)}")
        code, printed = run_check()
        assert code == 0
        assert f"r1 is answered instead of {wrong}, which this table does not have" in printed
        assert f"screening.csv, line {len(written) + 1}" in printed


def test_rows_that_the_last_run_had_and_that_are_gone_are_warned_of_under_git(
    review: Path, run_check: Check
) -> None:
    kept = review / "results" / "inputs" / "corpus"
    shutil.copytree(review / "corpus", kept)
    path = review / "corpus" / "decisions" / "screening.csv"
    path.write_text(path.read_text().partition("\n")[0] + "\n")
    assert "gone" not in run_check()[1]
    (review / ".git").mkdir()
    code, printed = run_check()
    assert code == 0
    assert "1 row that the last run had is gone: where git joins a branch that has" in printed
    assert "take an answer back by a row behind it" in printed


def test_an_answer_that_a_row_withdraws_and_columns_that_were_added_lack_no_row(
    review: Path, run_check: Check
) -> None:
    shutil.copytree(review / "corpus", review / "results" / "inputs" / "corpus")
    (review / ".git").mkdir()
    path = review / "corpus" / "decisions" / "screening.csv"
    head, row = path.read_text().splitlines()
    path.write_text(f"{head},revision,state\n{row},,\nr1,ann,,,2026-01-07,,2,withdrawn\n")
    code, printed = run_check()
    assert code == 0 and "gone" not in printed


def test_what_a_database_calls_retracted_is_a_warning(
    review: Path, run_check: Check, log_export: Log
) -> None:
    export = review / "corpus" / "exports" / "invented.ris"
    export.write_text(export.read_text().replace("ER  -", "M3  - Article; Retracted Publication\nER  -"))
    log_export()
    code, printed = run_check()
    assert code == 0
    assert "warning: " in printed and "that their database calls retracted" in printed
    assert "enrich --fields notice" in printed


@pytest.mark.parametrize("stamped", [r"RETRACTED: \1", r"\1 (Retracted article. See vol. 3, 2021)"])
def test_an_include_that_is_older_than_the_stamp_of_a_retraction_is_a_warning(
    review: Path, run_check: Check, log_export: Log, stamped: str
) -> None:
    export = review / "corpus" / "exports" / "invented.ris"
    export.write_text(
        re.sub("(?m)^T1  - (An.*)$", rf"DO  - 10.1234/a\nT1  - {stamped}", export.read_text(), count=1)
    )
    log_export()
    registry = review / "corpus" / "reports.csv"
    registry.write_text(registry.read_text().replace("doi:10.1/a", "doi:10.1234/a"))
    _run_of_the_stages(review)
    _, printed = run_check()
    assert "ann includes r1 (given 2026-01-05), which its title calls retracted by now" in printed
    path = review / "corpus" / "decisions" / "screening.csv"
    before = path.read_text()
    head, *rows = before.splitlines()
    again = "r0,ann,include,,2026-01-07,retracted and kept,2,r1@1\n"
    path.write_text(f"{head},revision,instead_of\n" + "".join(f"{row},,\n" for row in rows) + again)
    assert "calls retracted by now" not in run_check()[1]
    path.write_text(before.replace("2026-01-05,", "2026-01-05,retracted for its authorship alone"))
    assert "calls retracted by now" not in run_check()[1]
