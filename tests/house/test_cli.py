"""The command line as a user meets it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from coprod_review import __version__
from coprod_review.cli import main
from coprod_review.cli.commands import COMMANDS, GROUPS


def test_help_lists_every_command_in_its_group(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    printed = capsys.readouterr().out
    for command in COMMANDS:
        assert command.help in printed
    assert {c.group for c in COMMANDS} <= set(GROUPS)


def test_version_is_the_one_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert __version__ in capsys.readouterr().out


def test_an_unknown_command_ends_with_code_2_and_shows_the_commands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["raed"]) == 2
    assert "there is no command 'raed'" in capsys.readouterr().err


@pytest.mark.parametrize("command", [c.name for c in COMMANDS])
def test_every_command_explains_its_options(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        main([command, "--help"])
    assert ending.value.code == 0
    assert "usage: coprod-review" in capsys.readouterr().out


HEAVY = {
    "jinja2",
    "matplotlib",
    "numpy",
    "pandas",
    "pyarrow",
    "pydantic",
    "scipy",
    "sklearn",
    "snakemake",
    "spacy",
    "yaml",
}
"""Libraries that take longer to import than a help text may take."""


def test_no_help_of_any_command_imports_a_heavy_library() -> None:
    program = f"""
import contextlib, io, sys
from coprod_review.cli import main
from coprod_review.cli.commands import COMMANDS
for words in [["--help"], *([command.name, "--help"] for command in COMMANDS)]:
    with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
        main(words)
    heavy = {HEAVY!r} & set(sys.modules)
    if heavy:
        sys.exit(f"{{words}} imports {{heavy}}")
"""
    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr


def test_a_missing_stage_file_is_told_with_its_remedy_and_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "no.parquet"
    arguments = ["dedupe", "--records", str(missing)]
    arguments += ["--pairs", str(tmp_path / "p.csv"), "--reports", str(tmp_path / "t.parquet")]
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert str(missing) in told
    assert "remedy: run the stage that writes it" in told
    assert "Traceback" not in told
