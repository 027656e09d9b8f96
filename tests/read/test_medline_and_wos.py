"""MEDLINE text and Web of Science tagged text; all entries are invented."""

from __future__ import annotations

from pathlib import Path

EXPORTS = Path(__file__).parent / "exports"
NBIB = (EXPORTS / "medline.nbib").read_text(encoding="utf-8")

WOS = (EXPORTS / "wos.txt").read_text(encoding="utf-8")


def test_medline_values_are_joined_and_normalised(read):
    record = read(NBIB)[0][0]
    assert record.title == "Families in the round: a study of handovers"
    assert (record.pages, record.doi, record.pmid, record.year) == (
        "454-481",
        "10.5555/fam.1",
        "900001",
        2021,
    )
    assert record.authors == ("Berg, Lena M",)
    assert record.keywords == ("handover", "Family/psychology")
    assert (record.type, record.language, record.source_id) == ("review", "en", "900001")


def test_a_medline_line_that_looks_like_an_opening_stays_text(read):
    records, _, summary = read(NBIB)
    assert summary.n_entries == 2
    assert records[0].abstract.endswith("and the text goes on.")


def test_a_translated_title_loses_its_brackets(read):
    record = read(NBIB)[0][1]
    assert (record.title, record.type, record.authors) == ("A short letter", "letter", ("Ek, A",))


def test_a_medline_entry_without_its_source_is_a_record_with_a_note(read):
    records, aside, summary = read(NBIB[: NBIB.index("PT  - Letter")])
    assert (len(records), aside) == (2, [])
    assert "last entry without the line SO that ends all others, so perhaps cut short: 1" in summary.repairs


def test_a_medline_entry_cut_before_its_title_is_set_aside(read):
    written = NBIB[: NBIB.index("TI  -", NBIB.index("PMID- ", 10))]
    records, aside, _ = read(written)
    assert len(records) == 1
    assert (aside[0].line, aside[0].remedy.startswith("export the file again")) == (21, True)


def test_web_of_science_fields_and_references(read):
    record = read(WOS)[0][0]
    assert record.title == "Value made together on the ward"
    assert record.authors == ("Berg, Lena", "Ek, Anna")
    assert record.references == (
        "Alm B, 2001, J INVENT, V1, P2, DOI [10.5555/a, 10.5555/b]",
        "Ek A, 1999, INVENT BOOK",
    )
    assert record.keywords == ("trust", "co-production", "CARE", "VALUE")
    assert (record.pages, record.pmid, record.type, record.year) == ("12-30", "900003", "review", 2018)
    assert (record.source_id, record.line, record.end_line) == ("COPROD:WOS:1", 3, 24)


def test_a_web_of_science_file_cut_short_sets_the_last_entry_aside(read):
    records, aside, _ = read(WOS[: WOS.index("PY 2019")])
    assert len(records) == 1
    assert "never reaches ER" in aside[0].reason
    assert aside[0].line == 26


def test_a_missing_end_in_web_of_science_is_supplied(read):
    records, _, summary = read(WOS.replace("ER\n\nPT", "PT", 1))
    assert len(records) == 2
    assert "missing ER supplied (line 23): 1" in summary.repairs


def test_bodies_of_medline_keep_the_order_of_their_words(read):
    text = "PMID- 1\nTI  - Ward bells\nFAU - Alm, Siv\nCN  - Safety Group\nCN  - Region Norr\nSO  - J\n"
    assert read(text)[0][0].authors == ("Alm, Siv", "Safety Group", "Region Norr")
