"""What the interactive maps know of each report, packed: a sign a report stands for one of few answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.model.asked import is_asked
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import MACHINE_CODERS, SETTLED_STATUSES
from coprod_review.model.report import Report
from coprod_review.pages.results import Results
from coprod_review.pages.wording import sentence

RECORD, SETTLED = "codes of record", "settled codes"
"""Names of what stands beside the coders; with spaces, so that no coder is called the same."""

NOT_STATED = "not_stated"
"""The kind of the row of reports without a country in the table of countries."""

SIGNS = "".join(
    chr(point)
    for first, last in ((0x21, 0x7E), (0xC0, 0x24F), (0x4E00, 0x9FFF))
    for point in range(first, last + 1)
    if chr(point) not in "\"&'<>\\"
)
"""The signs of packed columns, the frequent first: none that HTML or JSON would have to write longer."""

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The codes of every coder by dimension and report; codes of record and settled ones are coders too."""

    label_by_coder: Mapping[str, str]
    codes_by_coder: Mapping[str, Mapping[str, Mapping[str, Codes]]]

    def of(self, coder: str, dimension: str, ids: Iterable[str]) -> list[Codes]:
        """The codes that a coder gave these reports; none where it abstained or did not look."""
        given = self.codes_by_coder[coder].get(dimension, {})
        return [given.get(report, ()) for report in ids]


def included_reports(results: Results) -> list[Report]:
    """The included reports by their ids."""
    included = {decision.report_id for decision in results.decisions if decision.included}
    return sorted((r for r in results.reports if r.report_id in included), key=lambda r: r.report_id)


def answers_of(results: Results) -> Answers:
    """Who coded what: codes of record first, then settled ones, machines, and everybody else by name."""
    given: dict[str, dict[str, dict[str, Codes]]] = {RECORD: {}, SETTLED: {}}
    for record in results.codes:
        for coder in (RECORD, SETTLED) if record.status in SETTLED_STATUSES else (RECORD,):
            given[coder].setdefault(record.dimension, {})[record.report_id] = record.codes
    for coding in results.codings:
        of_coder = given.setdefault(coding.coder, {})
        of_coder.setdefault(coding.dimension, {})[coding.report_id] = coding.codes
    labels = {RECORD: "Codes of record", SETTLED: "Settled codes alone"}
    labels |= {name: f"{sentence(name)} (machine)" for name in MACHINE_CODERS if name in given}
    labels |= {name: sentence(name.replace("_", " ")) for name in sorted(set(given) - set(labels))}
    return Answers(label_by_coder=labels, codes_by_coder=given)


def packed(values: Sequence[Hashable]) -> dict[str, object]:
    """The different values, most frequent first, their signs, and the sign at each place of the sequence.

    Raises ValueError where there are more different values than signs.
    """
    counts = Counter(values)
    different = sorted(counts, key=lambda value: (-counts[value], repr(value)))
    if len(different) > len(SIGNS):
        raise ValueError(f"{len(different)} different values cannot be packed")
    sign_of = dict(zip(different, SIGNS, strict=False))
    return {
        "values": different,
        "signs": SIGNS[: len(different)],
        "at": "".join(sign_of[value] for value in values),
    }


def code_columns(
    answers: Answers, coder: str, ids: Sequence[str], codebook: Codebook
) -> dict[str, dict[str, object]]:
    """The packed codes of a coder by dimension, as places in the codebook."""
    columns = {}
    for name, dimension in codebook.dimensions.items():
        given = answers.of(coder, name, ids)
        place_of = {code: place for place, code in enumerate(dimension.codes)}
        places = {codes: tuple(place_of[code] for code in codes if code in place_of) for codes in set(given)}
        columns[name] = packed([places[codes] for codes in given])
    return columns


def asked_column(
    answers: Answers, coder: str, ids: Sequence[str], codebook: Codebook, dimension: str
) -> dict[str, object]:
    """Packed: whether the dimension is a question for a report by the coder's own codes, as 1 or 0."""
    names = list(codebook.dimensions)
    all_given = list(zip(*(answers.of(coder, name, ids) for name in names), strict=True))
    known = {
        given: int(is_asked(codebook, dimension, dict(zip(names, given, strict=True)).__getitem__))
        for given in set(all_given)
    }
    return packed([known[given] for given in all_given])


def country_column(results: Results, ids: Iterable[str]) -> dict[str, object]:
    """The names of the countries, the frequent first, and the packed places in it of each report's own.

    They are those of the table of countries, words that name no country among them; reports of which nothing
    is stated have no place.
    """
    rows = [row for row in results.table("countries") if row["kind"] != NOT_STATED]
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        for report in results.ledger[row["number_id"]].members:
            places.setdefault(report, []).append(place)
    return {
        "names": [row["name"] for row in rows],
        **packed([tuple(places.get(report, ())) for report in ids]),
    }
