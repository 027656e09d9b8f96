"""Tables of Ovid, whose columns have the tags of its text; all rows are invented."""

from __future__ import annotations

HEAD = "ORN,VN,DB,UI,PM,TI,SO,TJ,AU,IS,LG,PT,CR,MH,AB,DO"
OWLS = (
    "1,Ovid Technologies,Embase,2011,29600001 [http://www.ncbi.nlm.nih.gov/pubmed/?term=29600001],"
    'Owls on wards.,"Journal of Wards. 25 (1) (pp 7-12), 2018. Date of Publication: May 2018.",'
    'Journal of Wards,"Berg L.\n\nOduya K.","1195-1982\n1708-8305",English,Review,'
    'Copyright 2018 Elsevier B.V.,"adult\n\n*night care",We looked at owls.,https://dx.doi.org/10.5555/owls.1'
)
NIGHTS = (
    "2,Ovid Technologies,Embase,2012,,Nights on wards.,"
    '"Ward Science. 9 (1) (no pagination), 2021. Article Number: 19. Date of Publication: May 2021.",'
    ",Hall V.,,English,Article,,,We slept.,"
)
DAYS = '3,Ovid Technologies,Embase,2013,,Days,"Ward Science. 14 (no pagination), 2021.",,Ek A.,,,,,,,'
TABLE = f"{HEAD}\n{OWLS}\n{NIGHTS}\n{DAYS}\n"


def test_rows_are_read_by_the_tags_above_them(read):
    (owls, nights, days), rejects, summary = read(TABLE)
    assert not rejects
    assert (summary.format, summary.dialect) == ("csv", "Ovid")
    assert (owls.source_id, owls.pmid, owls.doi) == ("2011", "29600001", "10.5555/owls.1")
    assert (owls.container, owls.year, owls.volume, owls.issue) == ("Journal of Wards", 2018, "25", "1")
    assert (owls.pages, owls.type, owls.language) == ("7-12", "review", "en")
    assert (owls.keywords, owls.references) == (("adult", "night care"), ())
    assert owls.authors == ("Berg, L", "Oduya, K")
    assert (nights.container, nights.volume, nights.issue, nights.pages) == ("Ward Science", "9", "1", "19")
    assert (nights.year, nights.type) == (2021, "article")
    assert (days.container, days.volume, days.issue, days.pages) == ("Ward Science", "14", "", "")
    assert not any("no column" in note for note in summary.repairs)
