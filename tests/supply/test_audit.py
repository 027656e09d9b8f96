"""`make audit` never passes where nothing was looked up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from audit import judged, lists_of, main, pins_of

PROJECT = Path(__file__).resolve().parents[2]
SOUND = {"name": "tide", "version": "1.0", "vulns": []}
UNKNOWN = {"name": "moon", "skip_reason": "not found"}
FAULTY = {"name": "gauge", "version": "2.0", "vulns": [{"id": "X-1", "fix_versions": ["2.1"]}]}


def test_pins_that_were_all_looked_up_pass_where_no_fault_is_known() -> None:
    assert judged({"dependencies": [SOUND, SOUND]}, n_pins=2) == (
        0,
        ["audit: 2 of 2 pins, none with a known fault"],
    )


def test_a_pin_that_the_report_is_silent_about_is_no_pass() -> None:
    code, lines = judged({"dependencies": [SOUND]}, n_pins=2)
    assert code == 3 and "not done for 1 of 2 pins" in lines[0]


def test_every_pin_of_the_lock_is_looked_up_whatever_system_or_python_it_is_for() -> None:
    lock = (PROJECT / "requirements.lock").read_text("utf-8")
    pins = pins_of(lock)
    assert len(pins) == sum(line[:1].isalnum() for line in lock.splitlines())
    assert any(f"{name}=={version} ;" in lock for name, version in pins), (
        "there is one for some systems alone"
    )


def test_two_versions_of_a_name_stand_in_lists_of_their_own() -> None:
    pins = pins_of("tide==1 ; python_version < '3.12' \\\n    --hash=sha256:a\ntide==2\nmoon[full]==3\n")
    assert pins == [("tide", "1"), ("tide", "2"), ("moon", "3")]
    assert lists_of(pins) == [[("tide", "1"), ("moon", "3")], [("tide", "2")]]


def test_a_pin_that_the_service_does_not_know_is_no_pass() -> None:
    code, lines = judged({"dependencies": [SOUND, UNKNOWN]}, n_pins=2)
    assert code == 3
    assert "not done for 1 of 2 pins" in lines[0] and "run it where the service is reached" in lines[0]


def test_an_empty_lock_is_no_pass() -> None:
    assert judged({"dependencies": []}, n_pins=0)[0] == 3


def test_a_known_fault_is_told_with_the_version_that_mends_it_even_beside_pins_not_looked_up() -> None:
    code, lines = judged({"dependencies": [UNKNOWN, FAULTY]}, n_pins=2)
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
    told = capfd.readouterr().err
    assert "not done for 1 of 1 pins" in told and "No module named pip_audit" in told
