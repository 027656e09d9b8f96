"""MEDLINE, BIOSIS and Zoological Record as Web of Science exports them; all entries are invented."""

from __future__ import annotations

import pytest

from coprod_review.read.wos_collections import lists_headings, mesh_headings

ZOOREC = (
    "PT AN DT TI FT AU BA GP ED SO VL IS SU PS PD PY UR AW NT LA U1 U2 AB C1 EM RI OI PU PA SC SN BN BD DE "
    "TN ST OR DI UT PM OA HC HP DA"
)
BIOSIS = (
    "PT UT PM DT LT TI FT AU CA BA BE PN AE DG PC PL SO SE PY PD VL IS PS BP EP LA ME CT CL CY SP AB C1 EM "
    "RI OI U1 U2 CR NR TC Z9 PU PA SC SN EI DI BN MC CC TA DS CH GN SD GE TM MQ PR MI OA HC HP DA"
)
MEDLINE = (
    "PT AN DT TI FT AU CA SO VL IS PS PY PD LA U1 U2 AB A2 C1 RI OI MH SS ID SD GN CN NM SF SC SN JC PA GI "
    "OB SA IV NR RC NO PE NT DI UT OA HC HP DA"
)
COMMON = {
    "PT": "J", "DT": "Journal Article; Review", "TI": "Owls on the ward.", "AU": "Ek, Anna; Berg, Lena",
    "SO": "Journal of Wards", "VL": "12", "IS": "3", "PY": "2030", "LA": "English", "AB": "We saw owls.",
}  # fmt: skip


def table(tags: str, **values: str) -> str:
    names = tags.split()
    row = COMMON | values
    return "\t".join(names) + "\n" + "\t".join(row.get(name, "") for name in names) + "\n"


def test_zoological_record_gives_pages_type_and_number(read):
    text = table(ZOOREC, UT="ZOOREC:ZOOR1", AN="ZOOR1", PS="e0191645", BD="Birds; Wards", PM="30123456")
    (record,), _, summary = read(text)
    assert summary.dialect == "Web of Science"
    assert (record.source_id, record.type, record.pages) == ("ZOOREC:ZOOR1", "review", "e0191645")
    assert record.keywords == ("Birds", "Wards")
    assert record.pmid == "30123456"


def test_biosis_gives_names_without_mail_and_pages_without_label(read):
    text = table(
        BIOSIS, UT="BCI:1", AU="Ek, Anna (a.ek@example.org) ; Berg, Lena", PS="Article No.: 16", BP="16",
        MC="Wildlife; Care", MI="owl density",
    )  # fmt: skip
    (record,), _, _ = read(text)
    assert record.source_id == "BCI:1"
    assert record.authors == ("Ek, Anna", "Berg, Lena")
    assert record.pages == "16"
    assert record.keywords == ("owl density", "Wildlife", "Care")


def test_medline_gives_its_number_and_headings(read):
    headings = "Animals. *Birds / growth & development; physiology. Aged, 80 and over."
    text = table(MEDLINE, UT="MEDLINE:30123456", AN="30123456", ID="owls; wards", MH=headings, PS="5-9")
    (record,), _, _ = read(text)
    assert (record.source_id, record.pmid) == ("MEDLINE:30123456", "30123456")
    assert record.pages == "5-9"
    assert record.keywords == (
        "owls", "wards", "Animals", "Birds/growth & development/physiology", "Aged, 80 and over",
    )  # fmt: skip


def test_medline_in_tagged_text_gives_the_same(read):
    text = (
        "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Ek, Anna\nTI Owls\nSO J Wards\nPY 2030\n"
        "PS 5-9\nMH Animals. *Birds / physiology.\nUT MEDLINE:30123456\nER\n\nEF\n"
    )
    (record,), _, _ = read(text)
    assert (record.pmid, record.pages) == ("30123456", "5-9")
    assert record.keywords == ("Animals", "Birds/physiology")


@pytest.mark.parametrize("words", ["owls; wards", "St. Olav; wards", "owls", "owl density, wards"])
def test_keywords_between_semicolons_are_no_headings(words):
    assert not lists_headings(words)


def test_a_heading_keeps_the_full_stop_within_it():
    assert mesh_headings("U.S. government. *Owls.") == ["U.S. government", "Owls"]
