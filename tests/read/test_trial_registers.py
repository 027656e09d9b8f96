"""Trials as ClinicalTrials.gov and the search portal of the WHO export them; all of them are invented."""

from __future__ import annotations

import pytest

from coprod_review.dedupe.join import join_records

CLINICAL_TRIALS = """NCT Number,Study Title,Study URL,Acronym,Study Status,Brief Summary,Study Results,\
Conditions,Interventions,Sponsor,Collaborators,Phases,Enrollment,Study Type,Start Date,\
Primary Completion Date,Completion Date,First Posted,Results First Posted,Last Update Posted,Locations
NCT01234567,Relatives at handovers,https://clinicaltrials.gov/study/NCT01234567,REL,COMPLETED,Relatives \
speak first.,NO,Falls|Patient Safety,BEHAVIORAL: Handover,University of the North,,NA,120,INTERVENTIONAL,\
2012-01,2013-01-01,2013-02-01,2011-12-03,,2014-05-06,"Ward, Oslo, Norway"
NCT07654321,Relatives at handovers,https://clinicaltrials.gov/study/NCT07654321,,COMPLETED,Relatives speak \
last.,NO,Falls,BEHAVIORAL: Handover,University of the North,,NA,80,INTERVENTIONAL,2015-01,,,,,2016-05-06,
"""

EARLIER = """Rank,NCT Number,Title,Acronym,Status,Study Results,Conditions,Interventions,\
Sponsor/Collaborators,Study Type,Start Date,First Posted,Locations,URL
1,NCT01234567,Relatives at handovers,,Completed,No Results Available,Falls,Handover,University of the North,\
Interventional,"January 3, 2012","December 3, 2011",,https://ClinicalTrials.gov/show/NCT01234567
"""

PORTAL = """TrialID,Last_Refreshed_on,Public_title,Scientific_title,Primary_sponsor,Date_registration,\
Date_registration3,Source_Register,web_address,Condition,Intervention,Study_type
NCT01234567,2 March 2020,Relatives at handovers,A trial of handovers,University of the North,03/12/2011,\
20111203,ClinicalTrials.gov,https://clinicaltrials.gov/study/NCT01234567,Falls;Safety,Handover,Interventional
ChiCTR2000012345,2 March 2020,,Relatives at handovers,University of the North,2012-12-03,20121203,ChiCTR,\
https://www.chictr.org.cn/showproj.aspx?proj=1,Falls,Handover,Interventional
"""

PORTAL_XML = """<?xml version="1.0" encoding="UTF-8"?>
<Trials_downloaded_from_ICTRP>
<Trial><Internal_Number>1</Internal_Number><TrialID>NCT01234567</TrialID>
<Public_title>Relatives at <i>handovers</i> &amp; rounds</Public_title>
<Scientific_title>A trial</Scientific_title>
<Date_registration>03/12/2011</Date_registration><Date_enrollement>2012-01-01</Date_enrollement>
<web_address>https://clinicaltrials.gov/study/NCT01234567</web_address><Condition>Falls;Safety</Condition></Trial>
<Trial><TrialID>JPRN-UMIN000012345</TrialID><Public_title/><Scientific_title>Relatives</Scientific_title></Trial>
<Trial>
</Trial>
</Trials_downloaded_from_ICTRP>
"""


def test_a_table_of_clinical_trials_gov_gives_number_summary_year_and_conditions(read):
    ((first, second), aside, summary) = read(CLINICAL_TRIALS)
    assert (summary.dialect, summary.repairs, aside) == ("ClinicalTrials.gov", (), [])
    assert (first.source_id, first.title, first.year) == ("NCT01234567", "Relatives at handovers", 2011)
    assert (first.abstract, first.keywords) == ("Relatives speak first.", ("Falls", "Patient Safety"))
    assert (first.container, first.type, first.authors) == ("ClinicalTrials.gov", "other", ())
    assert first.url == "https://clinicaltrials.gov/study/NCT01234567"
    assert (second.source_id, second.year) == ("NCT07654321", 2015)


def test_a_number_that_is_read_is_not_told_to_fill_no_field(read):
    _, _, summary = read(
        "NCT Number,Study Title,Study Status\nNCT01234567,Relatives at handovers,COMPLETED\n"
    )
    assert summary.repairs == ("columns that fill no field (Study Status): 1",)


def test_its_earlier_tables_give_them_too(read):
    ((record,), _, summary) = read(EARLIER)
    assert summary.dialect == "ClinicalTrials.gov"
    assert (record.source_id, record.title, record.year) == ("NCT01234567", "Relatives at handovers", 2011)
    assert (record.keywords, record.url) == (("Falls",), "https://ClinicalTrials.gov/show/NCT01234567")


@pytest.mark.parametrize("blank", ["_", " "])
def test_a_table_of_the_portal_gives_number_title_year_address_and_conditions(read, blank):
    header, rest = PORTAL.split("\n", 1)
    ((first, second), _, summary) = read(f"{header.replace('_', blank)}\n{rest}")
    assert summary.dialect == "WHO ICTRP"
    assert (first.source_id, first.title, first.year) == ("NCT01234567", "Relatives at handovers", 2011)
    assert (first.container, first.type, first.keywords) == ("WHO ICTRP", "other", ("Falls", "Safety"))
    assert first.url == "https://clinicaltrials.gov/study/NCT01234567"
    assert (second.source_id, second.title, second.year) == (
        "ChiCTR2000012345", "Relatives at handovers", 2012,
    )  # fmt: skip


def test_the_xml_of_the_portal_is_read(read):
    ((first, second), (aside,), summary) = read(PORTAL_XML)
    assert (summary.format, summary.dialect) == ("ictrp-xml", "WHO ICTRP")
    assert (first.source_id, first.title, first.year) == (
        "NCT01234567", "Relatives at handovers & rounds", 2011,
    )  # fmt: skip
    assert (first.container, first.type, first.keywords) == ("WHO ICTRP", "other", ("Falls", "Safety"))
    assert (second.source_id, second.title, second.year) == ("JPRN-UMIN000012345", "Relatives", None)
    assert aside.reason == "this entry is empty"


def test_a_number_of_a_trial_in_a_table_of_articles_is_not_their_own(read):
    ((record,), _, summary) = read(
        "Title,Authors,Journal,Year,NCT Number,Conditions\nOwls,Berg L,Owl Care,2013,NCT01234567,Falls\n"
    )
    assert (record.source_id, record.container, summary.dialect) == ("", "Owl Care", "CSV")


def test_trials_of_one_title_are_two_and_beside_their_article_related(read):
    trials, _, _ = read(CLINICAL_TRIALS, "trials.csv")
    portal, _, _ = read(PORTAL, "portal.csv")
    article, _, _ = read(
        "Title,Authors,Journal,Year,Volume,Pages\nRelatives at handovers,Berg L,Owl Care,2013,4,11-20\n",
        "articles.csv",
    )
    found = join_records([*trials, *portal, *article])
    told = {tuple(sorted((v.record_a, v.record_b))): (v.verdict, v.rule) for v in found.verdicts}
    same = ("duplicate", "same registration")
    two = ("distinct", "related: different registrations")
    related = ("distinct", "related: registration and report")
    assert told == {
        ("articles.csv:1", "portal.csv:1"): related,
        ("articles.csv:1", "portal.csv:2"): related,
        ("articles.csv:1", "trials.csv:1"): related,
        ("articles.csv:1", "trials.csv:2"): related,
        ("portal.csv:1", "portal.csv:2"): two,
        ("portal.csv:1", "trials.csv:1"): same,
        ("portal.csv:1", "trials.csv:2"): two,
        ("portal.csv:2", "trials.csv:1"): two,
        ("portal.csv:2", "trials.csv:2"): two,
        ("trials.csv:1", "trials.csv:2"): two,
    }
