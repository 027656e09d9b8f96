"""What the project rests on is listed with licences and sums, and the lists say what the lock says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from supply.bill import bill, facts_of_bill
from supply.graph import scope_by_name
from supply.licences import Facts, installed_facts, licence_of
from supply.page import licences_page
from supply.pins import Pin, read_pins
from supply.rules import faults, is_allowed, read_rules

PROJECT = Path(__file__).resolve().parents[2]
ASKED = {
    "name": "invented",
    "version": "1.0",
    "description": "An invented project",
    "license": "MIT",
    "dependencies": ["Harbour_Tides>=2"],
    "optional-dependencies": {"test": ["gauge[fine]>=1"]},
}
HARBOUR = Pin(name="harbour-tides", version="2.1", sums=("a" * 64, "b" * 64))
MOON = Pin(name="moon", version="0.3", marker="python_full_version < '3.12'", sums=("c" * 64,))
GAUGE = Pin(name="gauge", version="1.4", extras=("fine",), sums=("d" * 64,))
FACTS = {
    HARBOUR: Facts(licence="MIT", told_by="expression", needs=("moon",)),
    MOON: Facts(licence="MPL-2.0 AND MIT", told_by="field"),
    GAUGE: Facts(licence="BSD-3-Clause", told_by="licence text", needs=("moon",)),
}


@pytest.fixture(scope="module")
def pins() -> tuple[Pin, ...]:
    return read_pins(PROJECT / "requirements.lock")


def test_every_pin_of_the_lock_has_sums_and_no_address(pins: tuple[Pin, ...]) -> None:
    assert len(pins) > 100
    assert [pin.name for pin in pins if not pin.sums] == []
    for lock in (PROJECT / "requirements.lock", PROJECT / "tools" / "audit.lock"):
        assert "://" not in lock.read_text("utf-8") and "index-url" not in lock.read_text("utf-8")


def test_the_bill_lists_the_pins_of_the_lock_with_their_sums(pins: tuple[Pin, ...]) -> None:
    document = json.loads((PROJECT / "sbom.cdx.json").read_text("utf-8"))
    listed = {
        (one["name"], one["version"]): {h["content"] for e in one["externalReferences"] for h in e["hashes"]}
        for one in document["components"]
    }
    assert listed == {pin.key: set(pin.sums) for pin in pins}, "run `make supply`"


def test_every_licence_is_among_those_that_the_project_takes(pins: tuple[Pin, ...]) -> None:
    rules = read_rules(PROJECT / "tools" / "licences.yaml")
    known = facts_of_bill((PROJECT / "sbom.cdx.json").read_text("utf-8"))
    assert faults({pin: known[pin.key] for pin in pins}, rules) == []
    assert not any("GPL" in name and not name.startswith("MPL") for name in rules.allowed)


def test_what_is_installed_says_the_licences_that_are_listed(pins: tuple[Pin, ...]) -> None:
    rules = read_rules(PROJECT / "tools" / "licences.yaml")
    known = facts_of_bill((PROJECT / "sbom.cdx.json").read_text("utf-8"))
    installed = installed_facts(sys.path, pins)
    assert len(installed) > 100
    differ = {
        key: (facts.licence, known[key].licence)
        for key, facts in installed.items()
        if key[0] not in rules.read_by_people and facts.licence != known[key].licence
    }
    assert differ == {}, "run `make supply`"


def test_the_page_has_a_row_for_every_pin(pins: tuple[Pin, ...]) -> None:
    page = (PROJECT / "docs" / "licences.md").read_text("utf-8")
    assert [pin.name for pin in pins if f"| {pin.name} | {pin.version} |" not in page] == [], "make supply"


def test_bill_and_page_are_made_of_the_lock_and_the_bill_alone() -> None:
    done = subprocess.run(
        [sys.executable, str(PROJECT / "tools" / "supply.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert done.returncode == 0, done.stderr


def test_the_bill_holds_to_the_schema_of_its_format() -> None:
    validation = pytest.importorskip("cyclonedx.validation.json", reason="cyclonedx-python-lib is missing")
    from cyclonedx.schema import SchemaVersion  # noqa: PLC0415 - only where the library is installed

    validator = validation.JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str((PROJECT / "sbom.cdx.json").read_text("utf-8")) is None
    assert validator.validate_str(bill(ASKED, FACTS, scope_by_name(ASKED, FACTS))) is None
    assert validator.validate_str('{"bomFormat": "CycloneDX", "specVersion": "1.6", "colour": 1}') is not None


def test_a_bill_names_no_time_and_no_machine_and_is_the_same_twice() -> None:
    scopes = scope_by_name(ASKED, FACTS)
    text = bill(ASKED, FACTS, scopes)
    assert text == bill(ASKED, dict(FACTS), scopes)
    assert "timestamp" not in text and str(PROJECT) not in text
    changed = {**FACTS, GAUGE: Facts(licence="ISC", told_by="field")}
    assert json.loads(bill(ASKED, changed, scopes))["serialNumber"] != json.loads(text)["serialNumber"]


def test_what_a_bill_tells_is_read_back() -> None:
    told = facts_of_bill(bill(ASKED, FACTS, scope_by_name(ASKED, FACTS)))
    assert told == {pin.key: facts for pin, facts in FACTS.items()}


def test_what_the_review_needs_is_told_apart_from_what_tests_need() -> None:
    scopes = scope_by_name(ASKED, FACTS)
    assert scopes == {"harbour-tides": "the review", "moon": "the review", "gauge": "tests"}
    document = json.loads(bill(ASKED, FACTS, scopes))
    assert [one["scope"] for one in document["components"]] == ["required", "required", "optional"]
    root = document["dependencies"][0]
    assert root["dependsOn"] == ["pkg:pypi/gauge@1.4", "pkg:pypi/harbour-tides@2.1"]


def test_a_licence_that_is_not_taken_is_named_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "licences.yaml"
    path.write_text("allowed: [MIT, MPL-2.0]\ncarries:\n  gone: {what: x, because: y}\n", "utf-8")
    rules = read_rules(path)
    silent = Pin(name="silent", version="1")
    told = faults({**FACTS, silent: Facts(licence="", told_by="")}, rules)
    assert [line.split(":")[0] for line in told[:2]] == ["gauge 1.4", "silent 1"]
    assert "do without the package" in told[0] and "read_by_people" in told[1]
    assert "notes gone, which is not pinned" in told[2]
    assert "gauge" in licences_page(FACTS, rules, scope_by_name(ASKED, FACTS))


@pytest.mark.parametrize(
    ("expression", "taken"),
    [
        ("MIT", True),
        ("MIT OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-2.0-or-later", False),
        ("", False),
    ],
)
def test_one_of_several_offered_licences_is_enough_but_all_joined_ones_must_be_taken(
    expression: str, taken: bool
) -> None:
    rules = read_rules(PROJECT / "tools" / "licences.yaml")
    assert is_allowed(expression, rules) is taken


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        ("License-Expression: ISC\nLicense: something long", "ISC"),
        ("License: BSD-3-Clause", "BSD-3-Clause"),
        ("License: MIT License", "MIT"),
        ("Classifier: License :: OSI Approved :: MIT License", "MIT"),
        ("Classifier: License :: OSI Approved :: BSD License", "BSD-2-Clause"),
        (
            "Classifier: License :: OSI Approved :: MIT License\n"
            "Classifier: License :: OSI Approved :: GNU General Public License (GPL)",
            "",
        ),
        ("License: BSD", "BSD-2-Clause"),
        ("Summary: nothing is told", "BSD-2-Clause"),
    ],
)
def test_a_licence_is_read_from_metadata_and_doubt_is_left_to_people(
    tmp_path: Path, lines: str, licence: str
) -> None:
    folder = tmp_path / "tide-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Metadata-Version: 2.4\nName: tide\nVersion: 1.0\n{lines}\n", "utf-8")
    (folder / "LICENSE").write_text("Redistributions in binary  form\nmust reproduce this.", "utf-8")
    (folder / "RECORD").write_text("tide-1.0.dist-info/LICENSE,,\n", "utf-8")
    assert licence_of(PathDistribution(folder))[0] == licence


def test_a_line_of_the_lock_that_is_neither_pin_nor_sum_is_named(tmp_path: Path) -> None:
    lock = tmp_path / "some.lock"
    lock.write_text(
        "# a word\ntide[fine]==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:" + "e" * 64 + "\n"
    )
    (pin,) = read_pins(lock)
    assert (pin.extras, pin.marker, pin.sums) == (("fine",), "sys_platform == 'win32'", ("e" * 64,))
    lock.write_text(lock.read_text() + "moon>=2\n")
    with pytest.raises(ValueError, match=r"some\.lock, line 4: neither a pin nor a sum"):
        read_pins(lock)


def test_no_file_of_the_project_names_a_host_of_a_registry() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout of git")
    hosts = ["pypi." + "org", "python" + "hosted", "npmjs." + "org", "npmjs." + "com", "crates." + "io"]
    named = re.compile("|".join(map(re.escape, hosts)).encode(), re.IGNORECASE)
    paths = [PROJECT / os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
    assert [str(path) for path in paths if path.is_file() and named.search(path.read_bytes())] == []
