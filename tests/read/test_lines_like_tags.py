"""A line of an abstract that begins as one with a tag or label does, in every format that has them.

Each entry has a title and a volume before its abstract or behind it. The line has words that the tag cannot
hold, or words that it can: those may end the abstract, but never without a note.
"""

from __future__ import annotations

import pytest

RIS = """TY  - JOUR
{before}AB  - We asked twice.
{line}
and nobody fell.
{behind}ER  -
"""
WOS = """PT J
{before}AB We asked twice.
{line}
   and nobody fell.
{behind}UT 4711
ER

EF
"""
NBIB = """PMID- 4711
{before}AB  - We asked twice.
{line}
      and nobody fell.
{behind}SO  - J Wards. 2014
"""
OVID = """<1>
{before}AB  - We asked twice.
{line}
  and nobody fell.
{behind}DB  - Ovid MEDLINE(R)
"""
OVID_LABELS = """<1>
{before}Abstract
  We asked twice.
{line}
  and nobody fell.
{behind}Database
  Ovid MEDLINE(R)
"""
COCHRANE = """Record #1 of 1
ID: CD1
{before}AB: We asked twice.
{line}
and nobody fell.
{behind}US: https://wards.example/1
"""
PROQUEST = """Document 1 of 1

{before}Abstract: We asked twice.
{line}
and nobody fell.

{behind}Database: Wards
"""
EBSCO = """Record: 1
{before}Abstract: We asked twice.
{line}
and nobody fell.
{behind}Database: Wards
"""
EMBASE = """RECORD 1
{before}ABSTRACT
We asked twice.
{line}
and nobody fell.
{behind}PUI
L1
"""
REFWORKS = """RT Journal Article
{before}AB We asked twice.
{line}
and nobody fell.
{behind}LK https://wards.example/1
"""
ENDNOTE = """%0 Journal Article
{before}%X We asked twice.
{line}
and nobody fell.
{behind}%U https://wards.example/1
"""
NOTEEXPRESS = """{{Reference Type}}: Journal Article
{before}{{Abstract}}: We asked twice.
{line}
and nobody fell.
{behind}{{Database Provider}}: CNKI
"""
ESTUDY = """DataType: 1
{before}Summary-摘要: We asked twice.
{line}
and nobody fell.
{behind}SrcDatabase-来源库: 期刊
"""

FORMATS = {
    "ris": (RIS, "TI  - {}", "VL  - {}"),
    "wos": (WOS, "TI {}", "VL {}"),
    "nbib": (NBIB, "TI  - {}", "VI  - {}"),
    "ovid": (OVID, "TI  - {}", "VO  - {}"),
    "ovid labels": (OVID_LABELS, "Title\n  {}", "Volume\n  {}"),
    "cochrane": (COCHRANE, "TI: {}", "VL: {}"),
    "proquest": (PROQUEST, "Title: {}", "Volume: {}"),
    "ebsco": (EBSCO, "Title: {}", "Volume: {}"),
    "embase-text": (EMBASE, "TITLE\n{}", "VOLUME: {}"),
    "refworks": (REFWORKS, "T1 {}", "VO {}"),
    "enw": (ENDNOTE, "%T {}", "%V {}"),
    "noteexpress": (NOTEEXPRESS, "{{Title}}: {}", "{{Volume}}: {}"),
    "estudy": (ESTUDY, "Title-题名: {}", "Roll-卷: {}"),
}
TITLE, VOLUME = 1, 2
CASES = [
    pytest.param(form, which, words, place, id=f"{name}-{which}-{words}-{place}")
    for name, form in FORMATS.items()
    for which, words in (
        (TITLE, "is what was read aloud"),
        (TITLE, "A Second Name"),
        (VOLUME, "and pages were counted in all wards"),
        (VOLUME, "77"),
    )
    for place in ("before", "behind")
]


def read_with(read, form, line, place):
    """The record of an entry with a title and a volume before or behind the abstract, and its notes."""
    entry, title, volume = form
    fields = f"{title.format('Talk')}\n{volume.format('7')}\n"
    around = {"before": "", "behind": ""} | {place: fields}
    records, aside, summary = read(entry.format(line=line, **around) if line else plain(entry, around))
    assert not aside and len(records) == 1
    return records[0], summary.repairs


def plain(entry, around):
    """The entry without the line."""
    return entry.replace("{line}\n", "").format(**around)


@pytest.mark.parametrize(("form", "which", "words", "place"), CASES)
def test_nothing_of_such_a_line_is_lost_without_a_note(read, form, which, words, place):
    whole, told_before = read_with(read, form, "", place)
    assert (whole.title, whole.volume, whole.abstract) == ("Talk", "7", "We asked twice. and nobody fell.")
    record, told = read_with(read, form, form[which].format(words), place)
    is_told = len(told) > len(told_before)
    assert words in record.abstract or is_told
    assert record.abstract.endswith("and nobody fell.") or is_told
    if words[:1].islower() or (words[:1].isupper() and place == "before"):
        assert (record.title, record.volume) == ("Talk", "7")
        assert words in record.abstract and record.abstract.endswith("and nobody fell.")


SCOPUS = """Ek A.
57000000001
Talk
(2014) J Wards, 7 (1), pp. 1-2.
https://www.scopus.com/inward/record.uri?eid=2-s2.0-9&partnerID=40

ABSTRACT: We asked twice.
{line}
and nobody fell.
DOI: 10.5555/ward.1
PUBMED ID: 4711
SOURCE: Scopus
"""
PUBMED_ABSTRACTS = """1. J Wards. 2014 Apr;7(1):1-2.

Talk.

Ek A(1).

We asked twice.

{line}

and nobody fell.

DOI: 10.5555/ward.1
PMID: 4711


"""


@pytest.mark.parametrize(
    "line",
    [
        "DOI: is what a paper is found by",
        "PUBMED ID: and other numbers were left out",
        "SOURCE: the charts of wards were read",
        "DOCUMENT TYPE: letters were left out by all of us, which is a limit",
    ],
)
def test_a_line_like_a_label_in_an_abstract_of_scopus_stays_in_it(read, line):
    records, aside, _ = read(SCOPUS.format(line=line))
    record = records[0]
    assert not aside and len(records) == 1
    assert (record.doi, record.pmid, record.title) == ("10.5555/ward.1", "4711", "Talk")
    assert record.abstract == f"We asked twice. {line} and nobody fell."


@pytest.mark.parametrize(
    "line", ["DOI: is what a paper is found by", "PMID: 10 of them were wrong", "DOI: 10.5555/other was read"]
)
def test_a_paragraph_like_an_identifier_in_an_abstract_of_pubmed_stays_in_it(read, line):
    records, aside, _ = read(PUBMED_ABSTRACTS.format(line=line))
    record = records[0]
    assert not aside and len(records) == 1
    assert (record.doi, record.pmid, record.title) == ("10.5555/ward.1", "4711", "Talk")
    assert record.abstract == f"We asked twice. {line} and nobody fell."


@pytest.mark.parametrize(
    "line", ["Methodology: Nurses were asked at noon.", "Subjects: Fifty nurses were asked."]
)
def test_a_part_of_an_abstract_that_its_heading_opens_stays_in_it(read, line):
    entry, title, _ = FORMATS["ebsco"]
    text = entry.format(line=line, before=f"{title.format('Talk')}\n", behind="Subjects: Wards; Nurses\n")
    record = read(text)[0][0]
    assert record.keywords == ("Wards", "Nurses")
    assert record.abstract == f"We asked twice. {line} and nobody fell."


def test_words_below_a_label_that_is_not_read_and_may_be_of_the_abstract_are_told(read):
    entry, title, _ = FORMATS["ebsco"]
    before = f"{title.format('Talk')}\n"
    _, _, summary = read(entry.format(line="Country: Two", before=before, behind=""))
    note = "labels below an abstract that nothing is read from, with words that may be of it (line 4): 1"
    assert note in summary.repairs
    _, _, usual = read(
        entry.replace("{line}\nand nobody fell.\n", "Country: Two\n").format(before=before, behind="")
    )
    assert not any("that nothing is read from" in told for told in usual.repairs)


def test_keywords_below_an_abstract_are_keywords_though_they_begin_small(read):
    text = (
        "<1>\nTitle\n  Talk\nAbstract\n  We asked.\nAuthor Keywords\n  ward; talk; IS screw; night rounds.\n"
    )
    record = read(text)[0][0]
    assert (record.abstract, record.keywords) == ("We asked.", ("ward", "talk", "IS screw", "night rounds"))
