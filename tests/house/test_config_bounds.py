"""Numbers of the settings: each has an upper bound, and what is beyond it is refused with its key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coprod_review.config import Config
from coprod_review.errors import ReviewError
from coprod_review.io.yamls import read_yaml

SETTINGS = Path(__file__).parents[2] / "config" / "config.yaml"


def numbers_of(schema: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every number in a schema that is not one of a list, with its place."""
    if isinstance(schema, list):
        for one in schema:
            yield from numbers_of(one, place)
    elif isinstance(schema, dict):
        if schema.get("type") in ("integer", "number") and "enum" not in schema:
            yield place, schema
        for key, inner in schema.items():
            yield from numbers_of(inner, f"{place}/{key}")


def test_every_number_of_the_settings_has_an_upper_bound() -> None:
    found = list(numbers_of(Config.model_json_schema()))
    assert len(found) > 30
    assert [place for place, one in found if not {"maximum", "exclusiveMaximum"} & one.keys()] == []


@pytest.mark.parametrize(
    ("written", "absurd", "told"),
    [
        (
            "bootstrap_draws: 1000\n",
            "bootstrap_draws: 1000000000000\n",
            "not above 20,000 is needed",
        ),
        ("monte_carlo_draws: 10000\n", "monte_carlo_draws: 1000000000000\n", "not above 1,000,000 is needed"),
        ("width_one_column_mm: 88\n", "width_one_column_mm: 1e9\n", "not above 400 is needed"),
        ("width_two_columns_mm: 180\n", "width_two_columns_mm: 0.001\n", "not below 10 is needed"),
        ("  folds: 5\n", "  folds: 1000000000\n", "not above 100 is needed"),
        ("inner_folds: 3\n", "inner_folds: 1000000000\n", "not above 100 is needed"),
        ("max_seconds: 3600\n", "max_seconds: 1000000000\n", "not above 604,800 is needed"),
        ("seed: 20261\n", "seed: -1\n", "not below 0 is needed"),
        ("dpi: [300, 600]\n", "dpi: [300, 301, 302, 303, 304, 305]\n", "at most 5 entries are allowed"),
        ("half_width: 0.05\n", "half_width: .inf\n", "a number below 0.5 is needed"),
        ("coverage: 0.90\n", "coverage: 0\n", "a number above 0 is needed"),
        ("coverage: 0.90\n", "coverage: 1.0\n", "a number below 1 is needed"),
        ("interval: 0.95\n", "interval: 0\n", "a number above 0 is needed"),
        ("interval: 0.95\n", "interval: 1\n", "a number below 1 is needed"),
        (
            "seed: 20261\n",
            "seed: yes\n",
            "a number is needed, not true; YAML takes yes and on for it too",
        ),
        (
            "resolution: 1.0\n",
            "resolution: off\n",
            "a number is needed, not false; YAML takes no and off for it",
        ),
        ("claims: [1, 2, 3]\n", "claims: [true]\n", "a number is needed"),
        (
            "inputs: [text, rules, lineage, venue]\n",
            "inputs: []\n",
            "at least 1 entry is needed",
        ),
        ("dpi: [300, 600]\n", "dpi: [300, yes]\n", "a number is needed"),
        (
            "queue_weights:\n    tradition: 1.0\n",
            "queue_weights:\n    tradition: yes\n",
            "a number is needed",
        ),
    ],
)
def test_an_absurd_number_is_refused_with_its_key_and_bound(
    written: str, absurd: str, told: str, tmp_path: Path
) -> None:
    text = SETTINGS.read_text("utf-8")
    assert text.count(written) == 1
    path = tmp_path / "config.yaml"
    path.write_text(text.replace(written, absurd), "utf-8")
    with pytest.raises(ReviewError) as caught:
        read_yaml(path, Config)
    assert told in str(caught.value)
    assert absurd.split(":", maxsplit=1)[0].strip() in str(caught.value)
    assert "remedy:" in str(caught.value)
