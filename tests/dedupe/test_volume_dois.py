from __future__ import annotations

from typing import Any

from tests.dedupe.records import record

from coprod_review.dedupe.join import join_records
from coprod_review.model.record import Record

SUPPLEMENT: dict[str, Any] = {
    "authors": ("Linden, Maja", "Okafor, Tunde"),
    "year": 2018,
    "container": "Journal of Ward Life",
    "volume": "33",
    "issue": "2 Supplement 1",
    "doi": "10.5555/jwl.33.2s1",
}
ABSTRACTS = (
    ("Do bedside rounds with relatives find errors in prescriptions?", "83"),
    ("Visits at home after discharge and what is left in the cupboard", "83"),
    ("Wall charts that remind of vaccines", "183"),
    ("Text messages to prevent missed insulin: results in clinics", "95-96"),
    ("Text messages to prevent missed insulin: results in schools", "95-96"),
)


def records_of(*abstracts: tuple[str, str], export: str = "a.ris") -> list[Record]:
    return [
        record(f"{export}:{n}", title=title, pages=pages, **SUPPLEMENT)
        for n, (title, pages) in enumerate(abstracts, start=1)
    ]


def test_a_doi_on_three_unlike_titles_joins_none_of_them() -> None:
    assert len(join_records(records_of(*ABSTRACTS)).reports) == len(ABSTRACTS)


def test_what_is_one_document_by_its_place_is_joined_under_the_doi_of_a_volume() -> None:
    joining = join_records([*records_of(*ABSTRACTS), *records_of(*ABSTRACTS, export="b.ris")])
    assert len(joining.reports) == len(ABSTRACTS)
    assert all(len({one.partition(":")[2] for one in r.record_ids}) == 1 for r in joining.reports)


def test_a_document_in_three_languages_under_one_doi_is_left_to_people() -> None:
    common: dict[str, Any] = {
        "year": 2019,
        "container": "Revista de Enfermagem Inventada",
        "doi": "10.5555/rei.7",
    }
    titles = (
        "Participation of relatives in the safety of patients at home",
        "O papel das famílias na segurança dos doentes em casa",
        "Seguridad del paciente: cómo ayudan los parientes en su domicilio",
    )
    authors = (
        ("Linden, Maja", "Okafor, Tunde"),
        ("Linden, M", "Okafor, T"),
        ("Linden, Maja", "Okafor, Tunde"),
    )
    joining = join_records(
        [
            record(f"{n}.ris:1", title=title, authors=names, **common)
            for n, (title, names) in enumerate(zip(titles, authors, strict=True))
        ]
    )
    assert [v.verdict for v in joining.verdicts] == ["maybe"] * 3
    assert len(joining.reports) == 3


def test_abstracts_of_one_group_under_the_doi_of_a_volume_are_no_versions_of_each_other() -> None:
    titles = (
        "Bedside rounds with relatives",
        "Vaccines and wall charts in clinics",
        "Phone calls after discharge",
        "Seguridad del paciente en casa",
    )
    authors = (
        SUPPLEMENT["authors"],
        SUPPLEMENT["authors"],
        ("Linden, Maja",),
        ("Linden, Maja", "Unger, Pia"),
    )
    records = [
        record(f"a.ris:{n}", title=title, **SUPPLEMENT | {"authors": names})
        for n, (title, names) in enumerate(zip(titles, authors, strict=True), start=1)
    ]
    joining = join_records(records)
    maybe = [(v.record_a, v.record_b) for v in joining.verdicts if v.verdict == "maybe"]
    assert maybe == [("a.ris:3", "a.ris:4")]
    assert len(joining.reports) == len(records)


def test_three_ways_to_write_one_title_leave_its_doi_what_it_is() -> None:
    title = "Do bedside rounds with relatives find errors in prescriptions: a trial in nine wards"
    cut, typed = title.partition(":")[0], title.replace("relatives", "relativse")
    article = SUPPLEMENT | {"pages": "83-90", "issue": "2"}
    records = [record(f"{n}.ris:1", title=one, **article) for n, one in enumerate((title, cut, typed))]
    assert len(join_records(records).reports) == 1
