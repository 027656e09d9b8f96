"""What commands write over nothing that people supplied or that another program wrote."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from coprod_review.cli import main
from coprod_review.cli.add_told import DETAIL_COLUMNS
from coprod_review.cli.commands import COMMANDS
from coprod_review.cli.options import Parser
from coprod_review.cli.outputs import Named, Output, guard
from coprod_review.coding.machine_rows import columns_of
from coprod_review.dedupe.enriched import FATE_COLUMNS
from coprod_review.errors import ReviewError
from coprod_review.io.columns import REPORTS
from coprod_review.io.forms import says

ENTRY = "TY  - JOUR\nTI  - Bells of the invented ward\nAU  - Lund, Kim\nPY  - 2001\nER  - \n"
KEPT = "report,dimension,codes\nr1,tradition,none\n"

READ = {
    "--adjudications", "--against", "--agreement", "--analysis", "--audits", "--characteristics",
    "--classifier", "--codebook", "--coded", "--coders", "--codes", "--codings", "--config",
    "--conservation", "--corpus", "--criteria", "--decisions", "--development", "--disputes",
    "--enriched", "--exports", "--file", "--flow", "--gold", "--inner", "--join", "--judgements",
    "--learned", "--lineage", "--machine", "--manifest", "--model", "--older", "--pairs", "--parts",
    "--patterns", "--people", "--plan", "--project", "--records", "--registry", "--rehearsal",
    "--reports", "--results", "--rule-steps", "--rules", "--run", "--samples", "--set-aside",
    "--settings", "--settled", "--snakefile", "--steps", "--teaching", "--teaching-classifier",
    "--teaching-rules", "--terms", "--verify",
}  # fmt: skip
"""Options that name what is read, or what a command adds to; every other place is written."""


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for folder in ("corpus/codings", "corpus/decisions", "config", "elsewhere"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "corpus/codings/AB.csv").write_text(KEPT, encoding="utf-8")
    (tmp_path / "config/codebook.yaml").write_text("version: 1\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("# My review\n", encoding="utf-8")
    (tmp_path / "own.csv").write_text("name,age\nLund,41\n", encoding="utf-8")
    (tmp_path / "own.html").write_text("<title>A page of mine</title>", encoding="utf-8")
    (tmp_path / "own.parquet").write_bytes(b"PAR1 or so")
    for name in ("Snakefile", "my.txt", "other.log", "mine.yaml"):
        (tmp_path / name).write_text("note: of mine\n", encoding="utf-8")
    for name in ("config/criteria.yaml", "corpus/manifest.yaml"):
        (tmp_path / name).write_text("exports: []\n", encoding="utf-8")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/numbers.csv").write_text("day,beds\n", encoding="utf-8")
    (tmp_path / "a.ris").write_text(ENTRY, encoding="utf-8")
    return tmp_path


def held(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


READING = ["read", "a.ris", "--records", "r.parquet", "--set-aside", "s.csv"]
JOINING = ["dedupe", "--records", "r.parquet", "--pairs", "t.csv", "--reports", "t.parquet"]


@pytest.mark.parametrize(
    "call",
    [
        ["add", "a.ris", "--dry-run", "--details", "a.ris"],
        ["add", "a.ris", "--dry-run", "--details", "corpus/codings/AB.csv"],
        ["add", "a.ris", "--dry-run", "--details", "corpus/new.csv"],
        ["add", "a.ris", "--dry-run", "--details", "own.csv"],
        ["add", "a.ris", "--dry-run", "--details", "."],
        ["apply", "a.ris", "--output", "."],
        ["apply", "a.ris", "--output", "x.xlsx"],
        ["apply", "a.ris", "--output", "own.csv"],
        ["apply", "a.ris", "--output", "corpus/codings/AB.csv"],
        ["apply", "a.ris", "--output", "codes.csv", "--set-aside", "own.csv"],
        ["read", "a.ris", "--records", "own.parquet", "--set-aside", "s.csv"],
        ["read", "a.ris", "--records", "r.parquet", "--set-aside", "corpus/codings/AB.csv"],
        ["read", "a.ris", "--records", "corpus/decisions/screening.csv", "--set-aside", "s.csv"],
        ["read", "a.ris", "--records", ".", "--set-aside", "s.csv"],
        ["dedupe", "--records", "r.parquet", "--pairs", ".", "--reports", "t.parquet"],
        ["dedupe", "--records", "r.parquet", "--pairs", "own.csv", "--reports", "t.parquet"],
        ["diff", ".", ".", "--page", "."],
        ["diff", ".", ".", "--page", "README.md"],
        ["diff", ".", ".", "--page", "own.html"],
        ["diff", ".", ".", "--page", "corpus/coders.yaml"],
        ["diff", ".", ".", "--csv", "corpus/codings"],
        ["diff", ".", ".", "--csv", "notes"],
        ["plan", "falls", "--page", "corpus/plan.html"],
        ["plan", "falls", "--page", "own.html"],
        ["plan", "falls", "--page", "elsewhere/../config/plan.html"],
        ["sheet", "export", "--coder", "AB", "--output", "corpus/AB.xlsx"],
        ["codebook", "test", "--output", "config"],
        ["site", "--output", "corpus"],
        ["report", "--output", "own.html"],
        ["enrich", "--cache", "corpus/codings"],
        ["new", "config/review"],
        ["practice", "corpus/practice"],
        ["--log", "corpus/codings/AB.csv", "check"],
        ["--log", "notes", "check"],
        ["--log", "Snakefile", "settle"],
        ["--log", "my.txt", "settle"],
        ["--log", "other.log", "settle"],
        ["--log", "new", "settle"],
        ["tune", "--output", "config/criteria.yaml"],
        ["tune", "--output", "corpus/manifest.yaml"],
        ["tune", "--output", "corpus/tuned.yaml"],
        ["tune", "--output", "mine.yaml"],
    ],
    ids=" ".join,
)
def test_no_output_takes_the_place_of_what_people_or_other_programs_wrote(review, capsys, call):
    before = held(review)
    assert main(call) == 2
    assert held(review) == before
    told = capsys.readouterr().err
    assert "remedy: " in told
    assert "nothing was written" not in told


def test_no_force_writes_over_settings(review, capsys):
    before = held(review)
    with pytest.raises(SystemExit):
        main(["tune", "--output", "config/criteria.yaml", "--force"])
    assert main(["tune", "--output", "config/criteria.yaml"]) == 2
    assert held(review) == before
    assert "remedy: name another file, or move this one away\n" in capsys.readouterr().err
    named = Named(option="--output", output=outputs("tune")["--output"], path=Path("config/criteria.yaml"))
    with pytest.raises(ReviewError):
        guard([named], inputs={}, forced=True)
    kept = review / "config/own.yaml"
    kept.write_text("# Kept by `coprod-review tune`\n", encoding="utf-8")
    guard([replace(named, path=Path("config/own.yaml"))], inputs={})


def test_a_log_of_this_program_is_written_over_and_those_of_its_stages_whatever_they_say(review):
    (review / "results/logs").mkdir(parents=True)
    for name, first in (("my.log", "settle: 3 codings"), ("results/logs/06_settle.log", "a library: odd")):
        (review / name).write_text(f"{first}\n", encoding="utf-8")
        assert main(["--log", name, "settle"]) == 2
        assert (review / name).read_text(encoding="utf-8").startswith("coprod-review settle: ")
        assert main(["--log", name, "settle"]) == 2
    (review / "results/logs/my.log").write_text("a library: odd\n", encoding="utf-8")
    assert main(["--log", "results/logs/my.log", "settle"]) == 2
    assert (review / "results/logs/my.log").read_text(encoding="utf-8") == "a library: odd\n"


def test_a_corpus_that_is_named_is_no_place_for_outputs_whatever_it_is_called(review, capsys):
    (review / "mine").mkdir()
    assert main(["add", "a.ris", "--dry-run", "--corpus", "mine", "--details", "mine/d.csv"]) == 2
    assert "holds what people supplied" in capsys.readouterr().err


def test_a_link_into_the_corpus_is_no_way_round(review):
    (review / "link.csv").symlink_to(review / "corpus/codings/AB.csv")
    assert main(["add", "a.ris", "--dry-run", "--details", "link.csv"]) == 2
    assert (review / "corpus/codings/AB.csv").read_text(encoding="utf-8") == KEPT


def test_the_unreadable_entries_of_apply_take_the_place_of_nothing_else_either(review, capsys):
    (review / "codes_set_aside.csv").write_text("my,own\n", encoding="utf-8")
    assert main(["apply", "a.ris", "--output", "codes.csv"]) == 2
    assert "--set-aside: this file is there already" in capsys.readouterr().err


def test_the_same_call_twice_writes_over_what_it_wrote(review):
    for _ in range(2):
        assert main(READING) == 0
        assert main(JOINING) == 0
        assert main(["add", "a.ris", "--dry-run", "--details", "elsewhere/new/details.csv"]) == 0


def test_details_in_which_somebody_noted_something_stay(review, capsys):
    call = ["add", "a.ris", "--dry-run", "--details", "details.csv"]
    assert main(call) == 0
    with (review / "details.csv").open("a", encoding="utf-8") as stream:
        stream.write("seen by Lund\n")
    before = held(review)
    assert main(call) == 2
    assert held(review) == before
    assert "--force writes over it, and what was changed in it is lost" in capsys.readouterr().err
    assert main([*call, "--force"]) == 0
    assert main(call) == 0


def test_an_empty_file_is_written_over(review):
    (review / "empty.csv").touch()
    assert main(["add", "a.ris", "--dry-run", "--details", "empty.csv"]) == 0


def test_who_forces_it_writes_over_another_file_but_never_over_what_is_read_or_supplied(review):
    assert main(["add", "a.ris", "--dry-run", "--details", "own.csv", "--force"]) == 0
    assert "record,line,title" in (review / "own.csv").read_text(encoding="utf-8-sig")
    before = held(review)
    assert main(["add", "a.ris", "--dry-run", "--details", "corpus/codings/AB.csv", "--force"]) == 2
    assert main(["add", "own.csv", "--dry-run", "--details", "own.csv", "--force"]) == 2
    assert held(review) == before


def options() -> Iterator[tuple[str, argparse.Action]]:
    for command in COMMANDS:
        parser = Parser(prog=command.name)
        importlib.import_module(f"coprod_review.cli.{command.module}").add_arguments(parser)
        yield from ((command.name, action) for each in parsers(parser) for action in each._actions)


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        for task in (action.choices or {}).values() if isinstance(action.choices, dict) else ():
            yield from parsers(task)


def outputs(command: str) -> dict[str, Output]:
    return {
        a.option_strings[0]: a.writes for name, a in options() if name == command and hasattr(a, "writes")
    }


def test_every_option_that_names_a_place_is_guarded_or_read():
    unguarded = {
        f"{command} {action.option_strings[0]}"
        for command, action in options()
        if action.type is Path and action.option_strings and not hasattr(action, "writes")
    }
    assert {name for name in unguarded if name.split()[-1] not in READ} == set()


def test_outputs_are_known_by_what_their_commands_write():
    assert DETAIL_COLUMNS[:4] == tuple(outputs("add")["--details"].columns)
    assert columns_of(())[:4] == tuple(outputs("apply")["--output"].columns)
    assert FATE_COLUMNS[:4] == tuple(outputs("dedupe")["--enriched-out"].columns)
    assert REPORTS.names[:2] == list(outputs("dedupe")["--reports"].columns)
    source = Path(importlib.import_module("coprod_review").__file__).parent
    for command, option, template in (
        ("diff", "--page", "compare/templates/diff.html"),
        ("plan", "--page", "audit/templates/plan_page.html"),
        ("report", "--output", "report/templates/report.html"),
    ):
        assert says(source / template, outputs(command)[option].says)
