"""`make audit` never passes where nothing was looked up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from audit import judged, main

PROJECT = Path(__file__).resolve().parents[2]
SOUND = {"name": "tide", "version": "1.0", "vulns": []}
UNKNOWN = {"name": "moon", "skip_reason": "not found"}
FAULTY = {"name": "gauge", "version": "2.0", "vulns": [{"id": "X-1", "fix_versions": ["2.1"]}]}


def test_pins_that_were_all_looked_up_pass_where_no_fault_is_known() -> None:
    assert judged({"dependencies": [SOUND, SOUND]}) == (0, ["audit: 2 pins, none with a known fault"])


def test_a_pin_that_the_service_does_not_know_is_no_pass() -> None:
    code, lines = judged({"dependencies": [SOUND, UNKNOWN]})
    assert code == 3
    assert "not done for 1 of 2 pins" in lines[0] and "run it where the service is reached" in lines[0]


def test_an_empty_lock_is_no_pass() -> None:
    assert judged({"dependencies": []})[0] == 3


def test_a_known_fault_is_told_with_the_version_that_mends_it_even_beside_pins_not_looked_up() -> None:
    code, lines = judged({"dependencies": [UNKNOWN, FAULTY]})
    assert code == 1
    assert lines[0] == "audit: gauge 2.0: X-1, mended in 2.1" and "not done for 1 of 2" in lines[1]


def test_without_pip_audit_the_check_says_that_it_was_not_done(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lock = tmp_path / "some.lock"
    lock.write_text("tide==1.0\n")
    if not subprocess.run(
        [sys.executable, "-c", "import pip_audit"], capture_output=True, check=False
    ).returncode:
        pytest.skip("pip-audit is installed in this environment")
    assert main([str(lock)]) == 3
    assert "not done, no pin was looked up" in capfd.readouterr().err
