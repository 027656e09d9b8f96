"""What a link of the report carries to the page of its number, that page has as well."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote, unquote_plus

from coprod_review.adjudicate.agreement import COLUMNS
from coprod_review.io import tables
from coprod_review.model.number import Number

CARRIED = re.compile(r'href="audit/lists/([^"#]+)#printed=([^"]+)"')


def test_what_a_link_carries_stands_on_the_page_of_its_number(
    write_review: Callable[..., Path], tmp_path: Path, run: Callable[[Path, str], int]
) -> None:
    review = write_review(tmp_path / "r", n_reports=24)
    results = review / "results"
    _add_agreement(results)
    _add_calibration(results)
    for command in ("site", "report"):
        assert run(review, command) == 0
    report = (results / "report.html").read_text(encoding="utf-8")
    carried = [
        (unquote(unescape(page)), unquote_plus(unescape(value))) for page, value in CARRIED.findall(report)
    ]
    assert {value for page, value in carried if page.startswith("calibration.")} == {"0.7 to 0.8", "12"}
    assert "75 %" in {value for page, value in carried if page.endswith(".asked.html")}
    missing = [
        (page, value) for page, value in carried if not _has(results / "audit" / "lists" / page, value)
    ]
    assert not missing


def _has(page: Path, value: str) -> bool:
    text = unescape(re.sub("<[^>]*>", " ", page.read_text(encoding="utf-8"))).replace("\u00a0", " ")
    return re.search(rf"(?<![\w.]){re.escape(value)}(?!\w|\.\d)", text) is not None


def _add_agreement(results: Path) -> None:
    """Two readers on the framing: kappa over all reports, and over those in which the question arises."""
    identity = "agreement.framing.reader_1.reader_2"
    row = {
        **dict.fromkeys(COLUMNS, ""),
        **{"dimension": "framing", "coder_a": "reader_1", "coder_b": "reader_2", "n": "20"},
        **{"percent": "0.9", "percent_low": "0.8", "percent_high": "1.0"},
        **{"kappa": "0.8", "kappa_low": "0.7", "kappa_high": "0.9", "number_id": identity},
        **{"n_asked": "12", "percent_asked": "0.75", "percent_asked_low": "0.5", "percent_asked_high": "0.9"},
        **{"kappa_asked": "0.61", "kappa_asked_low": "0.0", "kappa_asked_high": "0.71"},
    }
    _write(results / "settle" / "agreement.csv", row)
    _add(results, identity, "0.80", 20)
    _add(results, f"{identity}.n", "20", 20)
    _add(results, f"{identity}.asked", "0.61", 12)
    _add(results, f"{identity}.asked.n", "12", 12)


def _add_calibration(results: Path) -> None:
    """A bin of probabilities that are too high."""
    identity = "calibration.framing.0_7-0_8"
    row = {"dimension": "framing", "bin": "0.7-0.8", "n": "12", "mean_probability": "0.75"}
    row |= {"share_correct": "0.25", "brier": "0.2", "ece": "0.1", "number_id": identity}
    _write(results / "analyse" / "calibration.csv", row)
    _add(results, identity, "25 %", 12)


def _write(path: Path, row: Mapping[str, str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(row))
        table.writeheader()
        table.writerow(row)


def _add(results: Path, identity: str, text: str, n: int) -> None:
    """A number of the analysis that rests on the first included reports."""
    path = results / "analyse" / "numbers.parquet"
    included = [d.report_id for d in tables.read_screening(results / "screen" / "decisions.parquet")][:n]
    number = Number(
        number_id=identity,
        value=float(text.removesuffix(" %")),
        text=text,
        label=identity,
        member_kind="report",
        members=tuple(included),
    )
    tables.write_numbers(path, [*tables.read_numbers(path), number])
