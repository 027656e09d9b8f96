"""BibTeX and LaTeX; all entries are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.read.latex import plain

EXPORTS = Path(__file__).parent / "exports"
BIB = (EXPORTS / "library.bib").read_text(encoding="utf-8")


def test_values_macros_and_names(read):
    record = read(BIB)[0][0]
    assert record.title == "A Book of naïve Übungen: 5% & more"
    assert record.container == "Journal of Invented Care (Online)"
    assert record.authors == ("Berg, Lena", "World Care Group", "van der Meer, Jan")
    assert (record.year, record.pages, record.doi, record.pmid) == (2019, "1-9", "10.5555/x_1", "900004")
    assert record.keywords == ("trust", "care", "safety")


def test_an_entry_inside_a_value_stays_text(read):
    records, aside, summary = read(BIB)
    assert len(records) == 3
    assert not aside
    assert "@article" in records[0].abstract
    assert "lines that look like the start of an entry, read as text: 1" in summary.repairs


def test_parentheses_doubled_keys_and_cited_references_are_read(read):
    records = read(BIB)[0]
    assert (records[1].title, records[1].type) == ("In parentheses", "book")
    assert [r.source_id for r in records] == ["berg2019", "paren2000", "berg2019"]
    assert records[2].references == ("Alm B, 2001", "Ek A, 1999")


def test_a_missing_brace_costs_its_entry_and_no_other(read):
    text = "@article{a, title={One},\n year={2000}\n\n@article{b, title={Two}}\n@article{c, title={Three}}\n"
    records, aside, _ = read(text)
    assert [r.title for r in records] == ["Two", "Three"]
    assert (aside[0].line, aside[0].remedy) == (1, "add the missing closing brace on line 3 or before")


def test_a_brace_missing_in_a_value_costs_its_entry_and_no_other(read):
    text = "".join(
        f"@article{{k{i},\n  title = {{T{i}{'' if i == 1 else '}'},\n  year = {{2000}}\n}}\n"
        for i in range(4)
    )
    records, aside, _ = read(text)
    assert [r.title for r in records] == ["T0", "T2", "T3"]
    assert len(aside) == 1


def test_a_brace_too_many_sets_the_entry_aside_instead_of_losing_fields(read):
    records, aside, _ = read("@article{a,\n title=1},\n year={2000}\n}\n@article{b, title={Two}}\n")
    assert [r.title for r in records] == ["Two"]
    assert "before its last field" in aside[0].reason
    assert aside[0].remedy == "remove the closing brace too many on line 2 or before"


def test_a_brace_too_many_behind_a_value_in_braces_on_its_line_loses_no_field(read):
    records, aside, _ = read("@article{a,\n title={One}},\n year={2000}\n}\n@article{b, title={Two}}\n")
    assert [(r.title, r.year) for r in records] == [("One", 2000), ("Two", None)]
    assert not aside


def test_an_entry_cut_off_at_the_end_is_set_aside(read):
    records, aside, _ = read(BIB[: BIB.index("The same key")])
    assert len(records) == 2
    assert aside[0].remedy.startswith("export the file again")


def test_many_broken_entries_are_told_one_by_one(read):
    text = "".join(f"@article{{k{i}, title={{never closed {{{{ \n" for i in range(2000))
    _, aside, summary = read(text)
    assert len(aside) == summary.n_entries == 2000


def test_entries_on_one_line_are_cut(read):
    records, _, summary = read("@misc{a, title={One}} @misc{b, title={Two}}@misc{c,title={Three}}")
    assert [r.title for r in records] == ["One", "Two", "Three"]
    assert summary.n_entries == 3


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"{\'E}douard \o re Stra{\ss}e \v{C}ech Erd\H{o}s", "Édouard øre Straße Čech Erdős"),
        (r"$\alpha$-level of $p<0.05$", "α-level of p<0.05"),
        ("costs $5 and $6", "costs $5 and $6"),
        ("about 10% of ~5 & D.~E. Ek", "about 10% of ~5 & D. E. Ek"),
        (r"\emph{so} \& on \url{http://a.b/~c_d}", "so & on http://a.b/~c_d"),
        (r"set \{0,1\}", "set {0,1}"),
    ],
)
def test_latex_becomes_plain_text(latex, expected):
    assert plain(latex) == expected


def test_a_value_that_would_swallow_the_end_of_its_entry_stops_before_the_next_field(read):
    text = (
        "@article{a,\n author={Alm, S.}, title={Bells {by night}, year={2015}\n}\n"
        "@article{b,\n title={Next}\n}\n"
    )
    records, aside, summary = read(text)
    assert [(r.title, r.year) for r in records] == [("Bells by night", 2015), ("Next", None)]
    assert not aside
    assert any(note.startswith("uneven braces") for note in summary.repairs)


def test_a_value_that_holds_further_fields_within_even_braces_is_told(read):
    text = "@article{a,\n title={Bells {by night}, year={2015}},\n doi={10.5555/a}\n}\n"
    records, _, summary = read(text)
    assert records[0].doi == "10.5555/a"
    assert any(note.startswith("a value that holds") for note in summary.repairs)


def test_formulas_with_braces_and_equals_signs_are_no_further_fields(read):
    text = "@article{a,\n title={Bells $x_{i}, y={2}$},\n doi={10.5555/a}\n}\n"
    assert not any("brace" in note for note in read(text)[2].repairs)


def test_the_key_of_europe_pmc_tells_the_pmid(read):
    (first, second), _, _ = read(
        "@article {PMID:18888888,\n title = {Rounds},\n}\n\n@article{pmid2019, pmid = {12}, title = {W}}\n"
    )
    assert (first.pmid, first.source_id, second.pmid) == ("18888888", "PMID:18888888", "12")
