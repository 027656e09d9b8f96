"""Invented tables of a run, as plans are made from them."""

from __future__ import annotations

from pathlib import Path

from coprod_review.io.codebook import read_codebook
from coprod_review.io.partnership import read_partnership_model
from coprod_review.io.planning import read_readings
from coprod_review.model.partnership import CHARACTERS, POSITIONS
from coprod_review.model.planning import ON_SAFETY, Reading
from coprod_review.plan.make import Sources

UNTAPPED = {
    "protective": ("0.2", "0.05", "0.3"),
    "consultative": ("0.1", "0", "0.2"),
    "partnership": ("0", "0", "0"),
}


def sources_of(project: Path, *, measured: bool = True) -> Sources:
    """The argument of the project with invented measurements of fourteen reports, or with none."""
    codebook = read_codebook(project / "config" / "codebook.yaml")
    cells = [
        {
            "character": character,
            "position": position,
            "attention": "0.3",
            "attention_low": "0.2",
            "attention_high": "0.4",
            "untapped": UNTAPPED[position][0],
            "untapped_low": UNTAPPED[position][1],
            "untapped_high": UNTAPPED[position][2],
            "n": "3.5",
            "n_reports": "5",
            "at_most": "",
            "number_id": f"model.{character}.{position}",
        }
        for character in CHARACTERS
        for position in POSITIONS
    ]
    rows = [
        {
            "character": character,
            "n_reports": "14",
            "untapped_share": "0.3",
            "low": "0.1",
            "high": "0.4",
            "sensitivity_low": "0.1",
            "sensitivity_high": "0.5",
            "n": "10.5",
            "chance_share": "0.08",
            "chance_high": "0.2",
            "number_id": f"model.{character}.untapped",
        }
        for character in CHARACTERS
    ]
    plans = [
        {
            "character": character,
            "position": "",
            "dimension": dimension,
            "code": code,
            "n": n,
            "total": "14",
            "share": str(int(n) / 14),
            "low": "0",
            "high": "1",
            "at_most": "3" if n == "0" else "",
            "number_id": f"plan.{character}.{dimension}.{code}",
        }
        for character in CHARACTERS
        for dimension, code, n in (
            ("safety_strategy", "best_practice", "9"),
            ("safety_strategy", "mitigation", "0"),
            ("safety_strategy", "none", "0"),
            ("form", "co_innovation", "2"),
            ("form", "co_construction", "0"),
            ("tradition", "integrative", "0"),
        )
    ]
    return Sources(
        codebook=codebook,
        model=read_partnership_model(project / "config" / "model.yaml"),
        readings=read_readings(project / "config" / "planning" / "readings.yaml", codebook),
        cells=cells if measured else (),
        rows=rows if measured else (),
        plans=plans if measured else (),
        n_on_safety=14 if measured else 0,
        n_included=20,
    )


def reading_of(*codes: str, text: str = "the pump is <b>wrong</b>") -> Reading:
    """A reading that names these characters."""
    return Reading(
        text=text,
        verdict=ON_SAFETY,
        codes=codes,
        because="It says so.",
        confidence=0.8,
        probabilities={"technical": 0.8, "procedural": 0.3, "social_interaction": 0.1, "none": 0.05},
    )
