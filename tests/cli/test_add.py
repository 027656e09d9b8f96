"""`coprod-review add` as a user meets it: what is told, what is written, what is refused."""

from __future__ import annotations

import csv
import gzip
import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coprod_review.cli.add_told import doubt_lines
from coprod_review.io.corpus import read_registry
from coprod_review.io.file_names import fit_name
from coprod_review.io.manifest import read_manifest
from coprod_review.model.report import PairVerdict

from .conftest import LOG, SEARCH, TITLES, ris

Add = Callable[..., tuple[int, str]]


def files_below(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_new_export_is_told_copied_and_logged(add: Add, review: Path) -> None:
    code, told = add("second.ris", *SEARCH)
    assert code == 0
    assert "second.ris: RIS" in told and "4 entries = 4 records + 0 set aside" in told
    assert "abstract 100\u00a0%, DOI 100\u00a0%, year 100\u00a0%, references 0\u00a0%" in told
    assert "of 4 records: 1 new, 2 already there, 1 repeats another record of this file" in told
    assert "already there, by rule: same DOI 2" in told
    assert "2 of 4 are in first.ris (Invented Index, searched 2024-02-03)" in told
    copied = review / "corpus" / "exports" / "second.ris"
    assert copied.read_bytes() == (review / "second.ris").read_bytes()
    text = (review / "corpus" / "manifest.yaml").read_text()
    assert text.startswith(LOG.partition("\n\n# Searches")[0])
    assert text.endswith("\n# Searches that are planned: Other Index.\n")
    new = read_manifest(review / "corpus" / "manifest.yaml")[1]
    assert (new.database, new.label, new.hits, new.searched) == (
        "Other Index",
        "Other Index",
        4,
        "2024-03-04",
    )
    assert new.sha256 is not None and len(new.sha256) == 64
    assert not list((review / "corpus").rglob(".*"))


def test_the_overlap_tells_what_each_source_found_alone_before_and_after(add: Add) -> None:
    _, told = add("second.ris", *SEARCH)
    rows = [line.split() for line in told.splitlines()]
    assert ["Invented", "Index", "3", "3", "3", "1"] in rows
    assert ["Other", "Index", "-", "-", "3", "1"] in rows
    assert ["all", "reports", "3", "4"] in rows


def test_a_dry_run_tells_the_same_and_writes_nothing(add: Add, review: Path) -> None:
    before = files_below(review)
    code, told = add("second.ris", "--dry-run")
    assert code == 0
    assert "of 4 records: 1 new, 2 already there, 1 repeats another record of this file" in told
    assert "nothing was written" in told
    assert files_below(review) == before


def test_a_dry_run_tells_of_records_that_the_search_found_and_the_file_lacks(add: Add) -> None:
    told = add("second.ris", "--dry-run", "--hits", "500")[1].splitlines()
    assert told[-2] == "add: the search found 500 records by its hits, and its file holds 4 (496 fewer)"
    assert told[-1].startswith("  remedy: export the others too, and add them with the same facts")


def test_hits_below_the_records_of_a_file_are_told_last(add: Add) -> None:
    told = add("second.ris", *SEARCH[:-1], "3")[1].splitlines()
    assert told[-2] == "add: WARNING: the search found 3 records by its hits, and its file holds 4"
    assert told[-1].startswith("  remedy: correct hits, which are those of the whole search")


def test_files_of_one_search_are_counted_together_and_those_of_another_are_not(
    add: Add, review: Path
) -> None:
    (review / "third.ris").write_text(ris(0, 4))
    (review / "fourth.ris").write_text(ris(2, 4))
    assert "by its hits" not in add("second.ris", *SEARCH)[1]
    assert "found 4 records by its hits, and its 2 files hold 6" in add("third.ris", *SEARCH)[1]
    assert "by its hits" not in add("fourth.ris", *SEARCH[:-3], "2025-03-04", "--hits", "2")[1]


def test_two_formats_of_one_search_are_no_reason_to_write_other_hits(add: Add, review: Path) -> None:
    facts = [*SEARCH, "--platform", "Host"]
    (review / "third.ris").write_text(ris(1, 2, 3))
    assert "by its hits" not in add("second.ris", *facts)[1]
    other_letters = ["other  index" if word == "Other Index" else word for word in facts[:-1]]
    assert "by its hits" not in add("third.ris", *other_letters, "host")[1]
    (review / "fourth.ris").write_text(ris(0, 1, 2, 3, 4))
    told = add("fourth.ris", *other_letters, "HOST")[1]
    assert (
        "found 4 records by its hits, and its 3 files hold 6, what several hold counted once\n"
        "  remedy: correct hits, which are those of the whole search as the database showed them" in told
    )


def test_files_that_are_added_one_after_the_other_are_counted_together(add: Add, review: Path) -> None:
    facts = [*SEARCH[:-1], "6"]
    (review / "third.ris").write_text(ris(0, 4))
    assert "its file holds 4 (2 fewer)" in add("second.ris", *facts)[1]
    assert "by its hits" not in add("third.ris", *facts)[1]


def test_every_record_stands_in_the_file_of_details(add: Add, review: Path) -> None:
    add("second.ris", "--dry-run", "--details", "details.csv")
    with (review / "details.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["record"], row["is"], row["other"]) for row in rows] == [
        ("second.ris:1", "there", "first.ris:2"),
        ("second.ris:2", "there", "first.ris:3"),
        ("second.ris:3", "new", ""),
        ("second.ris:4", "repeated", "second.ris:3"),
    ]
    assert "the DOIs are the same" in rows[0]["why"]


def test_missing_search_facts_are_named_by_their_options(add: Add, review: Path) -> None:
    before = files_below(review)
    code, told = add("second.ris", "--database", "Other Index", "--hits", "many", "--searched", "2999-01-01")
    assert code == 2
    assert "\ncoprod-review add: the search facts lack query" in f"\n{told}" and "give --query" in told
    assert "'many' is no count" in told
    assert "2999-01-01 lies in the future" in told
    assert files_below(review) == before


def test_other_methods_need_no_search_and_prepared_files_may_claim_none(add: Add, review: Path) -> None:
    assert add("second.ris", "--origin", "prepared", *SEARCH)[0] == 2
    code, _ = add("second.ris", "--origin", "other_methods", "--database", "Citation search")
    assert code == 0
    new = read_manifest(review / "corpus" / "manifest.yaml")[1]
    assert (new.origin, new.label, new.query, new.hits) == ("other_methods", "Citation search", None, None)


def test_a_search_string_may_stand_in_a_file(add: Add, review: Path) -> None:
    (review / "query.txt").write_text("1. ward OR bell   \n2. 1 AND night\n\n", encoding="utf-8")
    facts = [word if word != "bell AND night" else "@query.txt" for word in SEARCH]
    assert add("second.ris", *facts)[0] == 0
    assert read_manifest(review / "corpus" / "manifest.yaml")[1].query == "1. ward OR bell\n2. 1 AND night"


def test_a_file_that_the_corpus_has_is_refused_with_its_place(add: Add, review: Path) -> None:
    (review / "renamed.ris").write_bytes((review / "corpus" / "exports" / "first.ris").read_bytes())
    before = files_below(review)
    code, told = add("renamed.ris", *SEARCH)
    assert code == 2
    assert "the corpus has this file already, as first.ris (Invented Index)" in told
    assert "manifest.yaml, line 4" in told and "remedy: nothing is to be done" in told
    assert files_below(review) == before


def test_a_file_that_the_corpus_has_is_refused_before_any_fact_of_a_search_is_asked_for(
    add: Add, review: Path
) -> None:
    (review / "renamed.ris").write_bytes((review / "corpus" / "exports" / "first.ris").read_bytes())
    code, told = add("renamed.ris")
    assert code == 2
    assert "the corpus has this file already, as first.ris (Invented Index)" in told
    assert "search facts lack" not in told


def test_another_file_of_the_same_name_gets_a_number_and_overwrites_nothing(add: Add, review: Path) -> None:
    former = (review / "corpus" / "exports" / "first.ris").read_bytes()
    (review / "first.ris").write_text(ris(4))
    code, told = add("first.ris", *SEARCH)
    assert code == 0
    assert "first.ris is called first_2.ris in the corpus" in told
    assert (review / "corpus" / "exports" / "first.ris").read_bytes() == former
    assert (review / "corpus" / "exports" / "first_2.ris").read_text() == ris(4)


def test_a_name_that_no_log_can_hold_is_changed(add: Add, review: Path) -> None:
    (review / "second.ris").rename(review / ".part\\two\n.ris")
    code, told = add(".part\\two\n.ris", *SEARCH)
    assert code == 0 and "is called part_two_.ris in the corpus" in told
    assert read_manifest(review / "corpus" / "manifest.yaml")[1].file == "part_two_.ris"


def test_a_file_that_lies_in_the_corpus_without_an_entry_gets_one(add: Add, review: Path) -> None:
    lying = review / "corpus" / "exports" / "second.ris"
    (review / "second.ris").rename(lying)
    code, told = add(str(lying), *SEARCH)
    assert code == 0
    assert "lay there without an entry" in told
    assert [e.file for e in read_manifest(review / "corpus" / "manifest.yaml")] == ["first.ris", "second.ris"]


def test_a_search_that_was_made_again_is_recognised(add: Add, review: Path) -> None:
    (review / "later.ris").write_text(ris(0, 1, 2, 4))
    facts = ["Invented Index" if word == "Other Index" else word for word in SEARCH]
    code, told = add("later.ris", *facts)
    assert code == 0
    assert "this looks like Invented Index searched again: 3 of 4 are already in first.ris, 1 is not" in told
    assert "as Invented Index, searched 2024-03-04" in told
    _, told = add("second.ris", "--dry-run")
    assert "in later.ris (Invented Index, searched 2024-03-04)" in told


def test_a_search_made_again_names_only_files_that_hold_some_of_it(add: Add, review: Path) -> None:
    facts = ["Invented Index" if word == "Other Index" else word for word in SEARCH]
    (review / "apart.ris").write_text(ris(4))
    assert add("apart.ris", *facts)[0] == 0
    (review / "later.ris").write_text(ris(2, 1, 0))
    told = add("later.ris", "--dry-run", "--database", "Invented Index")[1]
    assert "searched again: 3 of 3 are already in first.ris, 0 are not" in told


def test_a_doubt_between_copies_of_two_reports_is_told_once() -> None:
    pairs = tuple(
        PairVerdict(record_a=a, record_b="b.ris:1", verdict="maybe", rule="years apart", why="titles alike")
        for a in ("a.ris:1", "a.ris:7")
    )
    (_, line) = doubt_lines([pairs])
    assert line.startswith("  a.ris:1 and b.ris:1 (and 1 pair more of their copies): years apart")


def test_files_of_one_search_in_several_formats_are_added_together(add: Add, review: Path) -> None:
    (review / "third.csv").write_text("title,doi,year\nThe garden behind the clinic,10.5555/4,2014\n")
    code, told = add("second.ris", "third.csv", *SEARCH)
    assert code == 0
    labels = [(e.file, e.label) for e in read_manifest(review / "corpus" / "manifest.yaml")[1:]]
    assert labels == [("second.ris", "Other Index, file 1 of 2"), ("third.csv", "Other Index, file 2 of 2")]
    again, told = add("second.ris", "third.csv", *SEARCH)
    assert again == 2 and told.count("the corpus has this file already") == 2
    (review / "fourth.ris").write_text(ris(4))
    code, told = add("second.ris", "fourth.ris", *SEARCH, "--label", "More")
    assert code == 0 and "passed over: second.ris" in told


def test_columns_that_are_named_are_read_and_logged(add: Add, review: Path) -> None:
    (review / "table.csv").write_text(f"Rubrik;Kennung;Jahr\n{TITLES[0]};10.5555/0;2010\n{TITLES[4]};;2014\n")
    named = ("--columns", "title=Rubrik,doi=Kennung,year=Jahr")
    code, told = add("table.csv", *SEARCH, *named)
    assert code == 0
    assert "of 2 records: 1 new, 1 already there" in told
    new = read_manifest(review / "corpus" / "manifest.yaml")[1]
    assert {field: list(names) for field, names in new.columns.items()} == {
        "title": ["Rubrik"],
        "doi": ["Kennung"],
        "year": ["Jahr"],
    }
    assert "1 new, 2 already there" in add("second.ris", "--dry-run")[1]


def test_packed_exports_are_kept_packed(add: Add, review: Path) -> None:
    packed = gzip.compress((review / "second.ris").read_bytes())
    (review / "second.ris.gz").write_bytes(packed)
    assert add("second.ris.gz", *SEARCH)[0] == 0
    assert (review / "corpus" / "exports" / "second.ris.gz").read_bytes() == packed


def test_a_file_that_is_no_export_is_refused_and_nothing_is_written(add: Add, review: Path) -> None:
    (review / "page.html").write_text("<html><body>Sign in</body></html>")
    before = files_below(review)
    code, told = add("page.html", *SEARCH)
    assert code == 2 and "remedy: " in told
    assert files_below(review) == before


@pytest.mark.parametrize("how", [("--dry-run",), SEARCH])
def test_a_folder_that_is_no_review_gets_no_export(
    how: tuple[str, ...], add: Add, review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = review / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    code, told = add("../second.ris", *how)
    assert code == 2
    assert f"{elsewhere}: this folder is no review: it has neither config/ nor corpus/" in told
    assert "remedy: go to the folder of the review, or name its corpus with --corpus" in told
    assert not list(elsewhere.iterdir())


def test_an_export_of_which_nothing_can_be_read_is_refused_with_the_reason(add: Add, review: Path) -> None:
    (review / "empty.ris").write_text("TY  - JOUR\nPY  - 2001\nER  - \n\n" * 2)
    before = files_below(review)
    for how in (SEARCH, ("--dry-run",)):
        code, told = add("empty.ris", *how)
        assert code == 2
        assert "empty.ris, line 1: nothing in this file could be read: all 2 entries were set aside" in told
        assert "remedy: complete the entry where it was exported from" in told
    assert files_below(review) == before


def test_an_only_entry_that_was_set_aside_is_not_called_the_first(add: Add, review: Path) -> None:
    (review / "empty.ris").write_text("TY  - JOUR\nPY  - 2001\nER  - \n\n")
    told = add("empty.ris", *SEARCH)[1]
    assert "nothing in this file could be read: its only entry was set aside because " in told


def test_an_export_without_entries_is_refused(add: Add, review: Path) -> None:
    (review / "none.csv").write_text("Authors,Title,Year,DOI\n")
    code, told = add("none.csv", *SEARCH)
    assert code == 2
    assert "none.csv: this file holds no entries" in told
    assert "a search that found none has no file to add" in told


def test_an_export_of_which_more_is_set_aside_than_read_is_warned_about_last(add: Add, review: Path) -> None:
    (review / "poor.ris").write_text(ris(3) + "TY  - JOUR\nPY  - 2001\nER  - \n\n" * 2)
    code, told = add("poor.ris", *SEARCH)
    assert code == 0
    assert "WARNING: of poor.ris more was set aside than read (2 of 3 entries)" in told
    assert "WARNING" not in add("second.ris", *SEARCH[:-1], "7")[1]


def test_the_file_of_details_holds_what_was_set_aside_too(add: Add, review: Path) -> None:
    (review / "poor.ris").write_text(ris(3) + "TY  - JOUR\nPY  - 2001\nER  - \n\n")
    add("poor.ris", "--dry-run", "--details", "details.csv")
    with (review / "details.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["record"], row["is"]) for row in rows] == [
        ("poor.ris:1", "new"),
        ("poor.ris:L10", "set aside"),
    ]
    assert "complete the entry" in rows[1]["why"]
    assert rows[1]["raw"].startswith("TY  - JOUR\nPY  - 2001")


@pytest.mark.parametrize("name", ["a:b.ris", "=2+3.ris", "com1.ris", "@ann.ris"])
def test_a_name_that_does_not_travel_is_changed_and_the_change_told(
    name: str, add: Add, review: Path
) -> None:
    (review / "second.ris").rename(review / name)
    code, told = add(f"./{name}", *SEARCH, "--details", "details.csv")
    assert code == 0
    fit = fit_name(name)
    assert f"{name} is called {fit} in the corpus: not every system takes its own name" in told
    assert (review / "corpus" / "exports" / fit).is_file()
    assert read_manifest(review / "corpus" / "manifest.yaml")[1].file == fit
    assert f"\n{fit}:1," in (review / "details.csv").read_text("utf-8")


def test_a_file_that_lies_in_the_corpus_under_such_a_name_is_to_be_renamed_first(
    add: Add, review: Path
) -> None:
    lying = review / "corpus" / "exports" / "-second.ris"
    (review / "second.ris").rename(lying)
    code, told = add(str(lying), *SEARCH)
    assert code == 2
    assert "lies in the corpus under a name that not every system takes" in told
    assert "remedy: rename it, to second.ris for instance" in told


def test_a_log_with_nothing_behind_exports_takes_its_first(add: Add, review: Path) -> None:
    (review / "corpus" / "manifest.yaml").write_text("exports:\n")
    (review / "corpus" / "exports" / "first.ris").unlink()
    code, told = add("second.ris", *SEARCH)
    assert code == 0, told
    assert [e.file for e in read_manifest(review / "corpus" / "manifest.yaml")] == ["second.ris"]


def test_what_other_methods_found_is_never_called_a_search(add: Add, review: Path) -> None:
    origin = ("--origin", "other_methods", "--database", "Experts")
    assert add("second.ris", *origin)[0] == 0
    (review / "later.ris").write_text(ris(1, 2, 3, 4))
    code, told = add("later.ris", *origin)
    assert code == 0
    assert "this looks like a later state of what Experts gave before: 3 of 4 are already in" in told
    assert "searched" not in told.replace("searched 2024-02-03", "")


def test_what_is_compared_is_counted_as_what_it_is(add: Add) -> None:
    _, told = add("second.ris", "--dry-run")
    assert "comparing 4 records of what is to be added with the 3 records of the corpus" in told
    assert "new records" not in told


def test_line_breaks_that_a_note_loses_are_told(add: Add, review: Path) -> None:
    code, told = add("second.ris", *SEARCH, "--note", "First line\nsecond line")
    assert code == 0
    assert "--note stands in one line in the search log: its line breaks become blanks" in told
    assert read_manifest(review / "corpus" / "manifest.yaml")[1].note == "First line second line"
    assert "line breaks" not in add("second.ris", "--dry-run", "--note", "One line\n")[1]


def test_the_lock_is_gone_after_an_addition_and_after_a_refusal(add: Add, review: Path) -> None:
    lock = review / "corpus" / ".adding.lock"
    lock.write_text("")  # a killed addition has left it
    assert add("second.ris", *SEARCH)[0] == 0
    assert not lock.exists()
    assert add("second.ris", *SEARCH)[0] == 2
    assert not lock.exists()


def test_what_an_addition_writes_for_itself_is_no_part_of_the_repository(project: Path) -> None:
    ignored = (project / ".gitignore").read_text().splitlines()
    assert {"corpus/.adding.lock", ".adding-*"} <= set(ignored)


def test_a_corpus_begins_with_its_first_export(add: Add, review: Path) -> None:
    code, _ = add("second.ris", *SEARCH, "--corpus", "begun/corpus")
    assert code == 0
    assert [e.file for e in read_manifest(review / "begun" / "corpus" / "manifest.yaml")] == ["second.ris"]


def test_the_registry_is_offered_and_filled_on_request(add: Add, review: Path) -> None:
    _, told = add("second.ris", "--dry-run")
    assert "registry: 3 former reports not in corpus/reports.csv" in told and "--register" in told
    code, _ = add("second.ris", *SEARCH, "--register")
    assert code == 0
    registry = read_registry(review / "corpus" / "reports.csv")
    assert len(registry) == 4
    assert any("accession:" in alias or "doi:10.5555/3" in alias for r in registry for alias in r.aliases)


def test_ids_that_people_have_used_are_never_lost(add: Add, review: Path) -> None:
    bare = ris(0).replace("DO  - 10.5555/0\n", "")
    (review / "corpus" / "exports" / "first.ris").write_text(bare)
    (review / "with_doi.ris").write_text(ris(0))
    details = ("--dry-run", "--details", "details.csv")
    _, told = add("with_doi.ris", *details)
    former = told.partition("that change: ")[2].partition(" would be")[0]
    assert former
    decisions = review / "corpus" / "decisions"
    decisions.mkdir()
    judged = f"report,coder,verdict,criterion,date,reason\n{former},ann,include,,2024-01-05,\n"
    (decisions / "screening.csv").write_text(judged)
    code, told = add("with_doi.ris", *SEARCH)
    assert code == 2
    assert "screening.csv" in told and f"{former} would be" in told and "add with --register" in told
    code, _ = add("with_doi.ris", *SEARCH, "--register")
    assert code == 0
    (only,) = read_registry(review / "corpus" / "reports.csv")
    assert only.report_id == former
    assert (decisions / "screening.csv").read_text() == judged


def test_questions_are_asked_at_a_terminal_alone(review: Path) -> None:
    master, slave = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "coprod_review", "add", "second.ris"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=review,
    )
    os.close(slave)
    answers = ["", "Other Index", "", "bell AND night", "2024-03-04", "4", ""]
    told = ""
    while running.poll() is None or select.select([master], [], [], 0)[0]:
        if select.select([master], [], [], 0.2)[0]:
            try:
                told += os.read(master, 4096).decode()
            except OSError:
                break
            if told.rstrip(" ").endswith((":", "]:")) and told.count(": ") and answers:
                os.write(master, f"{answers.pop(0)}\n".encode())
                told += "\n"
    os.close(master)
    assert running.wait() == 0, told
    assert not answers, told
    new = read_manifest(review / "corpus" / "manifest.yaml")[1]
    assert (new.database, new.query, new.hits) == ("Other Index", "bell AND night", 4)


def test_two_additions_at_once_both_arrive(review: Path) -> None:
    (review / "third.ris").write_text(ris(4))
    command = [sys.executable, "-m", "coprod_review", "add"]
    running = [
        subprocess.Popen(
            [*command, name, *SEARCH], cwd=review, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
        )
        for name in ("second.ris", "third.ris")
    ]
    assert [process.wait() for process in running] == [0, 0]
    for process in running:
        assert process.stdout is not None
        process.stdout.close()
    logged = {e.file: e.label for e in read_manifest(review / "corpus" / "manifest.yaml")}
    assert set(logged) == {"first.ris", "second.ris", "third.ris"}
    assert len(set(logged.values())) == 3


KILLED = """
import os, signal, sys
left = int(sys.argv.pop(1))
def counted(name):
    real = getattr(os, name)
    def call(*args, **options):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **options)
    setattr(os, name, call)
for name in ("fsync", "replace", "rename", "unlink"):
    counted(name)
from coprod_review.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("step", range(12))
def test_an_addition_that_is_killed_at_any_step_can_be_made_again(step: int, add: Add, review: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(step), "add", "second.ris", *SEARCH, "--register"]
    ended = subprocess.run(command, cwd=review, check=False, capture_output=True, stdin=subprocess.DEVNULL)
    assert ended.returncode in (0, -signal.SIGKILL), ended.stderr
    manifest = review / "corpus" / "manifest.yaml"
    logged = [e.file for e in read_manifest(manifest)]
    copied = review / "corpus" / "exports" / "second.ris"
    assert logged in (["first.ris"], ["first.ris", "second.ris"])
    if "second.ris" in logged:
        assert copied.exists()
    if copied.exists():
        assert copied.read_bytes() == (review / "second.ris").read_bytes()
    code, told = add("second.ris", *SEARCH, "--register")
    assert code == 0 or "the corpus has this file already" in told
    assert [e.file for e in read_manifest(manifest)] == ["first.ris", "second.ris"]
    assert len(read_registry(review / "corpus" / "reports.csv")) == 4
    assert sorted(p.name for p in copied.parent.iterdir()) == ["first.ris", "second.ris"]
