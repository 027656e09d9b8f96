"""The help of every command explains every option."""

from __future__ import annotations

import argparse
import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

import coprod_review.cli
from coprod_review.cli import main
from coprod_review.cli.commands import COMMANDS
from coprod_review.cli.options import Parser

FOLDER = Path(coprod_review.cli.__file__).parent
TASK = re.compile(r"from (coprod_review\.tasks\.[\w.]+) import (?:.*, )?Task\b")
TASKS = [
    (path.stem, place)
    for path in sorted(FOLDER.glob("*.py"))
    for place in dict.fromkeys(TASK.findall(path.read_text("utf-8")))
]
"""The modules of commands with the places of the tasks that they import."""


def _names_a_task(path: Path) -> bool:
    """Whether a module names a class Task, however it is imported."""
    names = (node.id for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Name))
    return "Task" in names


def _parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The parser of a command, and those of its tasks."""
    yield parser
    for action in parser._actions:
        for task in (action.choices or {}).values() if isinstance(action.choices, dict) else ():
            yield from _parsers(task)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_option_of_a_command_has_words(command):
    parser = Parser(prog=command.name)
    importlib.import_module(f"coprod_review.cli.{command.module}").add_arguments(parser)
    options = [action for each in _parsers(parser) for action in each._actions]
    assert [action.option_strings for action in options if action.option_strings and not action.help] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_help_of_a_command_can_be_printed_and_never_says_that_a_default_is_none(command):
    parser = Parser(prog=command.name)
    importlib.import_module(f"coprod_review.cli.{command.module}").add_arguments(parser)
    for each in _parsers(parser):
        assert "(default: None)" not in each.format_help()


def test_an_option_says_what_it_is_when_it_is_left_out():
    parser = Parser(prog="invented")
    parser.add_argument("--size", default=12, help="how many reports to draw")
    parser.add_argument("--seed", help="the same seed draws the same reports")
    printed = " ".join(parser.format_help().split())
    assert "how many reports to draw (default: 12)" in printed
    assert "draws the same reports (default" not in printed


def test_an_option_without_words_of_its_own_has_the_usual_ones():
    parser = Parser(prog="invented")
    parser.add_argument("--settled", metavar="FILE")
    assert "settled codes" in parser.format_help()


@pytest.mark.parametrize(("module", "place"), TASKS)
def test_whatever_a_task_is_to_know_is_an_option_of_its_command(module, place):
    parser = Parser(prog="invented")
    importlib.import_module(f"coprod_review.cli.{module}").add_arguments(parser)
    options = {action.dest for action in parser._actions}
    known = {field.name for field in fields(importlib.import_module(place).Task)}
    assert known and known <= options


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (["serve", "--reviwer", "CD"], "there is no option --reviwer; --reviewer is there"),
        (["sheet", "export", "--codr=AB"], "there is no option --codr; --coder is there"),
        (["check", "--zzzzz"], "there is no option --zzzzz\n"),
    ],
)
def test_an_option_that_is_not_there_is_named_before_what_is_missing_without_it(call, told, capsys):
    with pytest.raises(SystemExit) as ended:
        main(call)
    assert ended.value.code == 2
    printed = capsys.readouterr().err
    assert told in printed and "required" not in printed


def test_an_option_may_be_cut_short_and_words_may_look_like_one():
    parser = Parser(prog="invented")
    parser.add_argument("--how")
    parser.add_argument("words", nargs="*")
    parsed = parser.parse_args(["--ho=a", "--", "--size"])
    assert (parsed.how, parsed.words) == ("a", ["--size"])


def test_tasks_are_found_in_the_commands_that_import_one():
    assert {module for module, _ in TASKS} == {
        path.stem for path in FOLDER.glob("*.py") if _names_a_task(path)
    }
    assert len(TASKS) > 20


@pytest.mark.parametrize("option", ["--size", "--seed", "--strata", "--floor", "--half-width"])
def test_an_option_of_a_sample_that_the_settings_have_a_value_for_names_its_key(option):
    parser = Parser(prog="sample")
    importlib.import_module("coprod_review.cli.sample").add_arguments(parser)
    (told,) = (action.help for action in parser._actions if option in action.option_strings)
    assert "(default: " in told and "of the settings" in told


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (["apply", "a.ris", "--output", "c.csv", "--workers", "0"], "'0' is no whole number of 1 or more"),
        (["read", "a.ris", "--workers", "-2"], "'-2' is no whole number of 1 or more"),
        (["verify", "--cores", "0"], "'0' is no whole number of 1 or more"),
        (["verify", "--sha256", "abc"], "'abc' is no SHA-256, which has 64 digits from 0 to f"),
    ],
)
def test_a_number_or_a_sum_that_cannot_be_is_refused(capsys, call, told):
    with pytest.raises(SystemExit):
        main(call)
    assert told in capsys.readouterr().err
