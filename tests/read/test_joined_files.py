"""Files that somebody joined into one; all entries are invented."""

from __future__ import annotations

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
