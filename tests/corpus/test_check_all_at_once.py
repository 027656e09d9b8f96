"""All that can be known of what people supplied is told in one go, whatever else is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Check = Callable[[], tuple[int, str]]
HEADER = "report,coder,verdict,criterion,date,reason\n"


def test_a_fault_of_form_hides_no_unknown_report_coder_or_criterion(review: Path, run_check: Check) -> None:
    (review / "corpus" / "decisions" / "screening.csv").write_text(
        f"{HEADER}r1,ann,include,,5.1.2026,\nr8,ann,include,,2026,\nr2,bob,exclude,,2026,\n"
        "r2,ann,exclude,taste,2026,\n"
    )
    code, printed = run_check()
    assert code == 2
    for told in (
        "'5.1.2026' is not a date",
        "'r8' is not registered",
        "'bob' is not listed",
        "'taste' is not",
    ):
        assert told in printed
    assert "4 screening judgements" in printed
    assert "4 faults" in printed


def test_a_fault_of_form_in_codings_hides_no_unknown_report(review: Path, run_check: Check) -> None:
    with (review / "corpus" / "codings" / "ann.csv").open("a") as stream:
        stream.write("r2,framing,nothing,,,,0.2,5.1.2026,\nr9,framing,none,,,,0.2,2026,\n")
    code, printed = run_check()
    assert code == 2
    for told in ("'5.1.2026' is not a date", "'nothing' is not a code", "'r9' is not registered"):
        assert told in printed
    assert "3 faults" in printed


def test_a_table_that_cannot_be_read_is_not_counted_as_empty(review: Path, run_check: Check) -> None:
    (review / "corpus" / "decisions" / "screening.csv").write_text("report,coder,verdikt\nr1,ann,include\n")
    code, printed = run_check()
    assert code == 2
    assert "screening judgements that cannot be read" in printed
    assert "0 screening judgements" not in printed


def test_a_fault_of_the_codebook_hides_no_fault_that_does_not_depend_on_it(
    review: Path, run_check: Check
) -> None:
    config = review / "config"
    for name, text in (
        ("codebook.yaml", "\nverson: 3\n"),
        ("decisions.yaml", "\nframing2: {stepps: []}\n"),
        ("planning/readings.yaml", "\nreedings: {}\n"),
    ):
        with (config / name).open("a") as stream:
            stream.write(text)
    (config / "patterns" / "odd.yaml").write_text("patterns:\n  - {idd: x}\n")
    (config / "teaching" / "odd.csv").write_text("id,titel\n")
    code, printed = run_check()
    assert code == 2
    for told in ("verson", "stepps", "reedings", "idd", "lacks the columns title"):
        assert told in printed


def test_decisions_with_semicolons_are_read_and_noted(review: Path, run_check: Check) -> None:
    (review / "corpus" / "decisions" / "screening.csv").write_text(
        "report;coder;verdict;criterion;date;reason\nr1;ann;include;;2026-01-05;in doubt, kept\n"
    )
    code, printed = run_check()
    assert code == 0
    assert "the cells are parted by semicolons, and are read so" in printed
    assert "1 screening judgement," in printed


def test_a_code_that_the_codebook_lost_is_one_fault_which_sends_nobody_to_edit_codings(
    review: Path, run_check: Check
) -> None:
    with (review / "corpus" / "codings" / "ann.csv").open("a") as stream:
        stream.writelines(f"r2,{name},mitigation,,,,0.2,2026,\n" for name in ("framing", "tradition"))
        stream.writelines(f"r{n},framing,mitigation,,,,0.2,2026,\n" for n in (0, 3, 4, 5, 6, 7))
    code, printed = run_check()
    assert code == 2
    assert (
        "'mitigation' is not a code of framing, and 7 rows name it (also lines 5, 6, 7, 8 and more)"
        in printed
    )
    assert printed.count("'mitigation' is not a code of framing") == 1
    assert "if it was renamed or removed, leave the rows as they are, raise `version`" in printed
    assert "`coprod-review codebook diff OLD --keep`" in printed


def test_rows_that_have_a_lost_code_under_absent_alone_are_told_as_those(
    review: Path, run_check: Check
) -> None:
    with (review / "corpus" / "codings" / "ann.csv").open("a") as stream:
        stream.writelines(f"r2,{name},none,,,,0.2,2026,mitigation\n" for name in ("framing",))
        stream.writelines(f"r{n},framing,mitigation,,,,0.2,2026,\n" for n in (3, 4))
    code, printed = run_check()
    assert code == 2
    assert "3 rows name it, 1 of them under absent alone (also lines 4, 5)" in printed


def test_a_further_dimension_is_told_what_it_needs_and_where_that_stands(
    review: Path, run_check: Check
) -> None:
    path = review / "config" / "codebook.yaml"
    entry = (
        "\n  setting:\n    label: Setting\n    type: single\n    question: Where?\n    source: review\n"
        "    codes:\n      home: {label: Home, definition: At home.}\n"
        "      none: {label: None, definition: Unsaid.}\n"
    )
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n  tradition_basis:", f"{entry}\n  tradition_basis:", 1), encoding="utf-8")
    code, printed = run_check()
    assert code == 2
    assert "or `setting: {steps: [], silence: none}` if people alone answer it" in printed
    n_files = len(list((review / "config" / "teaching").glob("*.csv")))
    assert printed.count("the header lacks setting: a teaching text has codes in every dimension") == n_files
    assert printed.count('docs/codebook.md of the project, "One dimension more"') == n_files + 2


def test_a_codebook_that_changed_under_its_version_is_warned_of(review: Path, run_check: Check) -> None:
    kept = review / "results" / "inputs" / "config" / "codebook.yaml"
    kept.parent.mkdir(parents=True)
    text = (review / "config" / "codebook.yaml").read_text(encoding="utf-8")
    told = "definitions changed since the last run, and the codebook is still version 0.2"
    for was, is_warned in (
        (text, False),
        (text.replace("which logic", "what logic").replace("Which logic", "What"), True),
    ):
        kept.write_text(was, encoding="utf-8")
        code, printed = run_check()
        assert code == 0
        assert (told in printed) == is_warned
