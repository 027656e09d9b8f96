"""The data that all lists of reports share, as scripts: pages that are opened from a disk can fetch nothing.

Columns of few different values are written as one text, a sign for each report, so that a browser has those
of twenty thousand reports in a few milliseconds; titles and authors stand in files of SHARD reports, which
are loaded as they are needed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from coprod_review.audit.listing import BAND_WORDS, DIFFERENCE_WORDS, Listed
from coprod_review.model.criteria import label_by_reason
from coprod_review.pages.names import page_name
from coprod_review.pages.results import Results
from coprod_review.pages.wording import STATUS_WORDS

SHARD = 1000
"""So many reports stand in one file of titles."""

SIGNS = "".join(chr(n) for n in range(35, 127) if chr(n) not in "&'<>\\`")
"""What values are written with: signs that need no escape in a script."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def packed(values: Sequence[Hashable]) -> dict[str, Any]:
    """A column: its different values as they first appear, and a text of `width` signs for each cell."""
    place = {value: n for n, value in enumerate(dict.fromkeys(values))}
    width = 1 if len(place) <= len(SIGNS) else 2 if len(place) <= len(SIGNS) ** 2 else 3
    signs = {value: _written(n, width) for value, n in place.items()}
    return {"values": list(place), "width": width, "text": "".join(signs[value] for value in values)}


def positions(places: Iterable[int]) -> str:
    """Places in rising order, as steps from one to the next; "R" and a number are so many steps of one."""
    parts: list[str] = []
    last, run = -1, 0
    for place in sorted(places):
        step = place - last
        last = place
        if step == 1:
            run += 1
            continue
        parts += _run(run)
        run = 0
        parts.append(_base36(step))
    return " ".join([*parts, *_run(run)])


def shared_scripts(
    results: Results, rows: Sequence[Listed], signs: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """The scripts by their paths: `reports.js` sets REPORTS, a file in titles/ calls TITLES with its rows."""
    names = tuple(results.codebook.dimensions)
    named = ((n, row.report_id, page_name(row.report_id)) for n, row in enumerate(rows))
    data = {
        "shard": SHARD,
        "ids": "\n".join(row.report_id for row in rows),
        "pages": {n: page for n, report_id, page in named if page != report_id},
        "dimensions": {
            name: {"label": d.label, "codes": {code: body.label for code, body in d.codes.items()}}
            for name, d in results.codebook.dimensions.items()
        },
        "criteria": label_by_reason(results.criteria),
        "signs": signs,
        "words": STATUS_WORDS,
        "bands": BAND_WORDS,
        "differences": DIFFERENCE_WORDS,
        "columns": {name: packed([cell(row) for row in rows]) for name, cell in COLUMNS.items()},
        "places": {
            name: {
                field: packed([getattr(row.places[at], field) for row in rows])
                for field in ("codes", "status", "machine", "said", "differences")
            }
            for at, name in enumerate(names)
        },
    }
    yield "reports.js", f"const REPORTS = {_json(data)};\n"
    for start in range(0, len(rows), SHARD):
        titles = [(row.authors, row.title, row.doi, row.others) for row in rows[start : start + SHARD]]
        yield f"titles/{start // SHARD}.js", f"TITLES({start // SHARD}, {_json(titles)});\n"


COLUMNS: Mapping[str, Callable[[Listed], Hashable]] = {
    "screening": lambda row: row.screening,
    "reason": lambda row: row.reason,
    "seen": lambda row: row.text_status,
    "joined": lambda row: min(row.n_records, 9),
    "year": lambda row: row.year,
    "coders": lambda row: row.coders,
}


def _json(data: Any) -> str:
    return json.dumps(data, separators=(",", ":"), allow_nan=False, ensure_ascii=False)


def _written(number: int, width: int) -> str:
    text = ""
    for _ in range(width):
        number, rest = divmod(number, len(SIGNS))
        text = SIGNS[rest] + text
    return text


def _run(length: int) -> list[str]:
    return [f"R{_base36(length)}"] if length > 1 else ["1"] * length


def _base36(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = DIGITS[rest] + text
    return text or "0"
