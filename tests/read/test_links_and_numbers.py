"""Numbers of records out of links, and numbers in source lines and pages; all entries are invented."""

from __future__ import annotations

import pytest

OVID = """<7>
Title
  {title}
Source
  J Wards. Conference: Owls 2030. Oslo Norway. {volume} (pp S2-S3), 2030. Date of Publication: May 2030.
Author
  Berg L.; Ek A.
Publication Type
  {kind}
Link to the Ovid Full Text or citation
 https://ovidsp.ovid.com/ovidweb.cgi?T=JS&PAGE=fulltext&D=emed25&DO=10.5555%2fward.1
Link to the External Link Resolver
 http://sfx.example.org/sfx?sid=OVID:embase&id=pmid:{pmid}&id=doi:10.5555%2Fward.1&issn=&pid=%3CAN%3E20301%3C%2FAN%3E
"""


@pytest.mark.parametrize("pmid", ["", "99000001"])
def test_links_of_ovid_tell_the_numbers_that_were_not_exported(read, pmid):
    text = OVID.format(title="Owls.", volume="28(2)", kind="Article", pmid=pmid)
    (record,), _, _ = read(text)
    assert (record.doi, record.pmid, record.source_id) == ("10.5555/ward.1", pmid, "20301")
    assert record.url.startswith("https://ovidsp.ovid.com/")


@pytest.mark.parametrize(
    ("written", "issue"),
    [("28(Supplement 1)", "Supplement 1"), ("28(6 Supplement)", "6 Supplement"), ("28(2 SUPPL)", "2 SUPPL")],
)
def test_a_supplement_in_a_source_line_is_an_issue(read, written, issue):
    text = OVID.format(title="Owls.", volume=written, kind="Conference Abstract", pmid="")
    (record,), _, _ = read(text)
    assert (record.volume, record.issue, record.pages) == ("28", issue, "S2-S3")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Retraction: Owls at night (J Wards (2029) 28 (1)).", "retraction"),
        ("Correction to: Owls at night.", "erratum"),
        ("Retraction of eyelids in owls.", "erratum"),
    ],
)
def test_retractions_that_embase_has_among_the_errata_are_retractions(read, title, kind):
    (record,), _, _ = read(OVID.format(title=title, volume="28(2)", kind="Erratum", pmid=""))
    assert record.type == kind
