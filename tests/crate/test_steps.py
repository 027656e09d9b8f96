"""The steps of the workflow in the crate: in their order, each with the command that does it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.crate.conftest import STAGES


def test_steps_are_numbered_from_one_in_the_order_of_the_workflow(described_review: Path) -> None:
    crate = json.loads((described_review / "results" / "ro-crate-metadata.json").read_text("utf-8"))
    steps = [entity for entity in crate["@graph"] if entity.get("@type") == "HowToStep"]
    in_order = sorted(steps, key=lambda step: int(step["position"]))
    names = [step["name"] for step in in_order]
    assert [step["position"] for step in in_order] == [str(n) for n in range(1, len(names) + 1)]
    assert names[: len(STAGES)] == [stage["name"] for stage in STAGES]
