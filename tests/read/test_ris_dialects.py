"""The dialect of a RIS file is who wrote it, not the database that a record came from."""

from __future__ import annotations

import pytest

ZOTERO = """TY  - JOUR
TI  - Counting rounds
AU  - Berg, Lena
T2  - Journal of Wards
DA  - 2014/05//
PY  - 2014
DB  - Embase
UR  - https://www.embase.com/search/results?subaction=viewrecord&id=L1
ER  -
"""
ENDNOTE = """TY  - JOUR
AB  - Quiet.
AU  - Berg, Lena
DB  - Scopus
PY  - 2014
ST  - Counting rounds
T2  - Journal of Wards
TI  - Counting rounds
ID  - 12
ER  -
"""
MENDELEY = """TY  - JOUR
AB  - Quiet.
AU  - Berg, Lena
DO  - 10.5555/a
PY  - 2014
TI  - Counting rounds
T2  - Journal of Wards
UR  - https://www.embase.com/search/results?subaction=viewrecord&id=L1
ER  -
"""
EMBASE = """TY  - JOUR
M3  - Article
Y1  - 2014
JF  - Journal of Wards
DB  - Embase
T1  - Counting rounds
A1  - Berg L.
ER  -
"""
SCOPUS = """TY  - JOUR
TI  - Counting rounds
T2  - Journal of Wards
PY  - 2014
AU  - Berg, L.
N1  - Export Date: 1 May 2015
DB  - Scopus
ER  -
"""
OVID = """1.
TY  - JOUR
DB  - Some Index <2021>
ID  - 2021-1
T1  - Counting rounds
Y1  - 2014//
ER  -
"""
CITAVI = SCOPUS.replace("ER  -", "TS  - RIS\nM4  - Citavi\nER  -")
COVIDENCE = EMBASE.replace("ER  -", "NS  - \nER  -")


@pytest.mark.parametrize(
    ("written", "dialect"),
    [
        (ZOTERO, "Zotero"),
        (ENDNOTE, "EndNote"),
        (MENDELEY, "Mendeley"),
        (EMBASE, "Embase"),
        (SCOPUS, "Scopus"),
        (OVID, "Ovid"),
        (EMBASE.replace("Embase", "Ovid MEDLINE(R) <1999>") + "\n" + EMBASE, "Ovid"),
        (EMBASE.replace("ER  -", "UR  - http://ovidsp.ovid.com/x\nER  -"), "Ovid"),
        (CITAVI, "Citavi"),
        (COVIDENCE, "Covidence"),
        (ENDNOTE.replace("AB  - Quiet.", "AN  - rayyan-12"), "EndNote"),
        (EMBASE.replace("ER  -", "N1  - RAYYAN-INCLUSION: {}\nER  -"), "Rayyan"),
        (ZOTERO.replace("Embase", "Scopus").replace("\n", "\r\n"), "Zotero"),
    ],
)
def test_the_dialect_is_the_program_that_wrote_the_file(read, written, dialect):
    records, _, summary = read(written)
    assert summary.dialect == dialect
    assert records[0].title == "Counting rounds"
