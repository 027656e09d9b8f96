"""Files that somebody joined into one; all entries are invented."""

from __future__ import annotations

from itertools import permutations

import pytest

WOS = "FN Thomson Reuters Web of Science\nVR 1.0\nPT J\nAU Roe, A\nTI Owls\nPY 2020\nUT WOS:1\nER"


@pytest.mark.parametrize(
    "written",
    [
        f"{WOS}\n\nEF",
        WOS,
        "TY  - JOUR\nTI  - Owls\nAU  - Roe, A\nPY  - 2020\nER  - ",
        "PMID- 123\nOWN - NLM\nTI  - Owls\nAU  - Roe A\nDP  - 2020\nSO  - J Owls. 2020",
        "@article{a,\n title={Owls},\n year={2020}\n}",
        "%0 Journal Article\n%T Owls\n%A Roe, A\n%D 2020",
    ],
)
@pytest.mark.parametrize("between", ["", "\n", "\n\n"])
def test_files_joined_at_a_byte_order_mark_keep_all_of_their_entries(read, written, between):
    records, aside, summary = read(f"\ufeff{written}{between}\ufeff{written}\n")
    assert [(record.title, record.year) for record in records] == [("Owls", 2020)] * 2
    assert (aside, summary.n_entries) == ([], 2)


def test_a_byte_order_mark_before_other_words_stays_in_its_line(read):
    records, _, _ = read("PMID- 123\nOWN - NLM\nTI  - Owls of the \ufeffFNord\nSO  - J Owls. 2020\n")
    assert (len(records), records[0].title) == (1, "Owls of the FNord")


RIS = "TY  - JOUR\nTI  - {}\nAU  - Roe, A\nPY  - 2020\nER  - \n\n"
NBIB = "PMID- 123\nOWN - NLM\nTI  - {}\nAU  - Roe A\nDP  - 2020\nSO  - J Owls. 2020\n\n"
BIBTEX = "@article{{a,\n title={{{}}},\n year={{2020}}\n}}\n\n"
ENDNOTE = "%0 Journal Article\n%T {}\n%A Roe, A\n%D 2020\n\n"
OF_WOS = "PT J\nAU Roe, A\nTI {}\nPY 2020\nUT WOS:1\nER\n\n"
FORMATS = {
    "RIS": RIS, "MEDLINE text": NBIB, "BibTeX": BIBTEX, "EndNote text": ENDNOTE,
    "Web of Science text": OF_WOS,
}  # fmt: skip
PAIRS = [pair for pair in permutations(FORMATS, 2) if pair != ("Web of Science text", "MEDLINE text")]
"""Of MEDLINE in Web of Science the lines from TI on are an entry that is set aside for itself."""


@pytest.mark.parametrize(("own", "other"), PAIRS)
def test_entries_of_another_format_between_those_of_a_file_are_set_aside_one_by_one(read, own, other):
    first, between, last = FORMATS[own], FORMATS[other], FORMATS[own]
    text = first.format("Owls") + between.format("Lamps") + between.format("Stairs") + last.format("Doors")
    records, aside, summary = read(text)
    assert [record.title for record in records] == ["Owls", "Doors"]
    assert (summary.n_entries, len(aside)) == (4, 2)
    line = first.count("\n") + 1
    assert [entry.line for entry in aside] == [line, line + between.count("\n")]
    assert {entry.reason for entry in aside} == {f"this is an entry of {other} in a file of {own}"}
    assert "a file of their own" in aside[0].remedy
    assert ["Lamps" in aside[0].raw, "Stairs" in aside[1].raw] == [True, True]


@pytest.mark.parametrize("own", [NBIB, BIBTEX, ENDNOTE])
def test_entries_of_ris_at_the_end_of_a_file_leave_the_last_of_its_own_as_it_is(read, own):
    (alone,), _, _ = read(own.format("Owls"))
    (record,), aside, _ = read(own.format("Owls") + RIS.format("Lamps") * 3)
    assert (record, len(aside)) == (alone, 3)


@pytest.mark.parametrize(
    "text",
    [
        "%0 Book\n%T Owls\n%X What begins a line, as in\nTY  - JOUR\nis told here.\n%D 2020\n",
        "@article{a, title={Owls}, year={2020}}\nTY  - JOUR is how RIS begins.\n@comment{x}\n",
        "PMID- 123\nOWN - NLM\nTI  - Owls\nAB  - As\n      TY  - JOUR\n      AU  - Roe\nSO  - J. 2020\n",
    ],
)
def test_text_that_begins_as_another_format_does_is_no_entry_of_it(read, text):
    records, aside, _ = read(text)
    assert ([record.title for record in records], aside) == (["Owls"], [])
