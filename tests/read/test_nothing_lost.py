"""Text outside of entries, entries in an odd form, entries that texts quote: nothing is lost or invented."""

from __future__ import annotations

import pytest

GOOD = "TY  - JOUR\nTI  - Lamps in stairwells\nPY  - 2001\nER  - \n"
LAST = "TY  - JOUR\nTI  - Carpets in wards\nPY  - 2003\nER  - \n"


@pytest.mark.parametrize(
    "odd",
    [
        "TY-JOUR\nTI-Bells at noon\nAU-Roe, Rita\nPY-2002\nER-\n",
        "ty  - jour\nti  - Bells at noon\nau  - Roe, Rita\npy  - 2002\ner  - \n",
        "ty - JOUR\nti - Bells at noon\nau - Roe, Rita\npy - 2002\ner -\n",
        "TY  – JOUR\nTI  – Bells at noon\nAU  – Roe, Rita\nPY  – 2002\nER  –\n",
        "TY—JOUR\nTI—Bells at noon\nAU—Roe, Rita\nPY—2002\nER—\n",
    ],
)
@pytest.mark.parametrize("around", [("", ""), (GOOD, LAST), (GOOD, ""), ("", LAST), (GOOD, "\n\n" + LAST)])
def test_entries_of_ris_in_an_odd_form_are_read_alone_and_among_others(read, odd, around):
    records, aside, summary = read(around[0] + odd + around[1])
    assert not aside and len(records) == sum(map(bool, around)) + 1
    odd_one = next(record for record in records if record.title == "Bells at noon")
    assert (odd_one.type, odd_one.authors, odd_one.year) == ("article", ("Roe, Rita",), 2002)
    assert any("tags in an odd form" in note and note.endswith(": 1") for note in summary.repairs)


def test_several_entries_in_an_odd_form_stay_apart_even_without_an_end(read):
    one = "ty  - jour\nti  - Bells at noon\npy  - 2002\n"
    records, aside, _ = read(one + one.replace("noon", "night") + "er  - \n")
    assert [record.title for record in records] == ["Bells at noon", "Bells at night"] and not aside


def test_words_that_only_look_like_odd_tags_stay_in_their_text(read):
    text = "TY-JOUR\nTI-Bells at noon\nAB-Staff of\nER-positive wards and\nCT-guided rounds\nPY-2002\nER-\n"
    records, aside, _ = read(text)
    assert not aside
    assert records[0].abstract == "Staff of ER-positive wards and CT-guided rounds"
    assert records[0].year == 2002


def test_text_between_entries_is_set_aside_with_its_lines_in_its_place(read):
    between = "\nTY: JOUR\nTI: A colon for a dash\nER:\n\n"
    records, aside, summary = read(GOOD + between + LAST)
    assert [record.title for record in records] == ["Lamps in stairwells", "Carpets in wards"]
    assert [(row.line, row.raw) for row in aside] == [(6, "TY: JOUR\nTI: A colon for a dash\nER:")]
    assert "outside of all entries" in aside[0].reason and "TY  - JOUR" in aside[0].remedy
    assert summary.n_entries == summary.n_records + summary.n_set_aside == 3


@pytest.mark.parametrize("place", ["above", "below"])
def test_text_above_the_first_and_below_the_last_entry_is_set_aside(read, place):
    stray = "TYJOUR the bells of noon are not here\n"
    records, aside, _ = read(stray + GOOD if place == "above" else GOOD + stray)
    assert len(records) == 1
    assert [(row.line, row.raw) for row in aside] == [(1 if place == "above" else 5, stray.strip())]


def test_tags_behind_the_end_that_are_no_entry_are_set_aside(read):
    records, aside, _ = read(GOOD + "and more\nVL  - 3\nER  - \n" + LAST)
    assert len(records) == 2
    assert [(row.line, row.raw) for row in aside] == [(5, "and more\nVL  - 3\nER  - ")]


def test_frames_that_exports_write_around_entries_need_no_row(read):
    above = "Search strategy: bells and lamps\nProvider: A house of books\nDatabase: Shelves\n\n"
    frames = (
        'Record #2 of 2\nProvider: A house\nContent: text/plain; charset="UTF-8"\n<2>\n2. \n-----\n'
        "NL  - J Lamps\nLink to the Ovid Full Text or citation: https://example.org/1\n"
    )
    records, aside, summary = read(above + GOOD + frames + LAST)
    assert len(records) == 2 and not aside
    assert "lines outside entries passed over: 11" in summary.repairs


QUOTING = """TY  - JOUR
TI  - How lists of works are written
AB  - A list begins so:
TY  - JOUR
TI  - An invented sample
ER  -
{behind}PY  - 2006
AU  - Real, Rita
ER  -
"""


@pytest.mark.parametrize("behind", ["and that is all of the quotation.\n", "", "\n"])
def test_an_entry_that_an_abstract_quotes_is_text_of_the_abstract(read, behind):
    records, aside, _ = read(QUOTING.format(behind=behind) + LAST)
    assert [record.title for record in records] == ["How lists of works are written", "Carpets in wards"]
    assert not aside
    assert (records[0].year, records[0].authors) == (2006, ("Real, Rita",))
    abstract = "A list begins so: TY - JOUR TI - An invented sample ER - " + behind.strip()
    assert records[0].abstract == abstract.strip()


def test_an_entry_behind_one_without_its_end_is_no_quotation(read):
    text = GOOD.replace("ER  - \n", "AB  - Lamps were lit.\n") + LAST + "TI  - A third\nPY  - 2009\nER  - \n"
    records, aside, _ = read(text)
    assert [record.title for record in records] == ["Lamps in stairwells", "Carpets in wards"]
    assert [row.line for row in aside] == [9]


WOS = "PT J\nAU Roe, R\nTI Lamps in stairwells\nPY 2001\nUT WOS:0001\nER\n"
PUBMED = "PMID- 41\nOWN - NLM\nTI  - Lamps in stairwells\nDP  - 2001\nSO  - J Lamps. 2001\n"
REFER = "%0 Journal Article\n%T Lamps in stairwells\n%A Roe, Rita\n%D 2001\n"
REFWORKS = "RT Journal Article\nA1 Roe, Rita\nT1 Lamps in stairwells\nYR 2001\n"


@pytest.mark.parametrize(
    ("text", "line", "raw"),
    [
        (f"{WOS}\nthe bells\nof noon\n\n{WOS}EF\n", 8, "the bells\nof noon"),
        (f"the bells\n{WOS}EF\n", 1, "the bells"),
        (f"{WOS}\nthe bells", 8, "the bells"),
        (f"the bells\n\nof noon\n{PUBMED}", 1, "the bells\n\nof noon"),
        (f"the bells\n{REFER}", 1, "the bells"),
        (f"A1 Alm, Siv\nT1 Bells\nYR 2002\n\n{REFWORKS}", 1, "A1 Alm, Siv\nT1 Bells\nYR 2002"),
    ],
)
def test_text_outside_of_entries_is_set_aside_in_other_tagged_formats(read, text, line, raw):
    records, aside, summary = read(text)
    assert {record.title for record in records} == {"Lamps in stairwells"}
    assert [(row.line, row.raw.rstrip()) for row in aside] == [(line, raw)]
    assert aside[0].remedy and summary.n_entries == len(records) + 1


@pytest.mark.parametrize(
    "text", [f"FN Clarivate Analytics Web of Science\nVR 1.0\n{WOS}EF\n", f"<pre>\n{PUBMED}"]
)
def test_what_databases_write_around_their_entries_is_no_lost_text(read, text):
    records, aside, _ = read(text)
    assert len(records) == 1 and not aside


@pytest.mark.parametrize(
    "comment",
    [
        "% @article{b, title={Commented out}, year=2002}",
        "%@article{b, title={Commented out}, year=2002}",
        "old: @book{b, title={Commented out}}",
        "% @article{b,\n%  title={Commented out},\n% }",
    ],
)
def test_entries_of_bibtex_that_are_commented_out_are_counted(read, comment):
    records, aside, summary = read(
        f"@article{{a, title={{One}}, year=2001}}\n\n{comment}\n\n@book{{c, title={{Two}}, year=2003}}\n"
    )
    assert [record.title for record in records] == ["One", "Two"] and not aside
    told = "entries commented out, behind % or other words of their line, passed over: 1"
    assert told in summary.repairs


@pytest.mark.parametrize(
    "form", ["@article{{a, title={{One}}, journal={}}}", "@article{{a,\n title={{One}},\n journal = {}\n}}"]
)
def test_a_name_that_no_string_defines_is_kept_and_told(read, form):
    defined, _, before = read('@string{jol = "Journal of Lamps"}\n' + form.format("jol"))
    records, _, summary = read(form.format("jol"))
    assert (defined[0].container, records[0].container) == ("Journal of Lamps", "jol")
    assert "names that no @string defines, kept as they stand: 1" in summary.repairs
    assert not any("@string" in note for note in before.repairs)


def test_months_and_numbers_are_no_undefined_names(read):
    _, _, summary = read("@article{a, title={One}, month=may, year=2001, volume=12}")
    assert not any("@string" in note for note in summary.repairs)
