"""What Ovid, HighWire, Springer and others write in ways of their own; all entries are invented."""

from __future__ import annotations

import pytest

OVID = "http://ovidsp.ovid.com/ovidweb.cgi?T=JS&PAGE=reference&D={}&NEWS=N&AN={}"


def ris(*lines: str, kind: str = "JOUR") -> str:
    return "\n".join((f"TY  - {kind}", "T1  - Owls on wards", *lines, "ER  - ", ""))


@pytest.mark.parametrize(
    ("database", "number", "pmid"),
    [("medp", "32000001", "32000001"), ("ppezv", "9000001", "9000001"), ("psyc17", "2020000001", "")],
)
def test_the_address_of_ovid_tells_the_number_of_pubmed(read, database, number, pmid):
    (record,), _, _ = read(ris(f"ID  - {number}", f"L2  - {OVID.format(database, number)}"))
    assert (record.source_id, record.pmid) == (number, pmid)


def test_the_old_address_of_pubmed_tells_its_number(read):
    url = "http://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Retrieve&db=PubMed&dopt=Citation&list_uids={}"
    assert read(ris(f"UR  - {url.format('15000001')}"))[0][0].pmid == "15000001"
    assert read(ris(f"UR  - {url.format('15000001,15000002')}"))[0][0].pmid == ""


def test_the_name_of_a_conference_is_no_issue(read):
    meeting = ris("CP  - 26th Meeting of Owls", "VL  - 252", "IS  - 3", kind="CPAPER")
    assert read(meeting)[0][0].issue == "3"
    assert read(meeting.replace("IS  - 3\n", ""))[0][0].issue == ""
    assert read(ris("CP  - 4"))[0][0].issue == "4"


def test_works_that_ovid_lists_one_a_line_are_references(read):
    works = [f"Berg, L. (201{n}). Night care of owls on wards. Ward Science, {n}, 1-9." for n in range(3)]
    (record,), _, _ = read(ris(*(f"M1  - {work}" for work in works)))
    assert record.references == tuple(works)
    assert read(ris("M1  - 101264945", "M1  - 8915313, a1o", "M1  - 3"))[0][0].references == ()


def test_a_registered_trial_has_its_address_and_no_container(read):
    url = "https://clinicaltrials.gov/show/NCT04000001"
    (record,), _, _ = read(
        ris("T2  - Owls, Long and Official", "A1  - NCT04000001", f"JA  - {url}", kind="ELEC")
    )
    assert (record.container, record.url, record.authors) == ("", url, ())


def test_an_address_is_no_container_in_any_format(read):
    entry = "@misc{{owl, title = {{Owls}}, journal = {{{}}}}}"
    (record,), _, _ = read(entry.format("https://wards.example/owls"))
    assert (record.container, record.url) == ("", "https://wards.example/owls")
    assert read(entry.format("Hospital Wards"))[0][0].container == "Hospital Wards"


def test_an_article_on_a_server_of_preprints_is_a_preprint(read):
    assert read(ris("JF  - medRxiv"))[0][0].type == "preprint"
    assert read(ris("JF  - medRxiv", kind="THES"))[0][0].type == "thesis"
    assert read(ris("JF  - Wards"))[0][0].type == "article"


@pytest.mark.parametrize("page", ["short", "abstract", "extract", "long"])
def test_the_page_of_an_address_is_no_part_of_a_doi(read, page):
    assert read(ris(f"DO  - 10.5555/2009-0160.1.{page}"))[0][0].doi == "10.5555/2009-0160.1"


def test_degrees_behind_names_go(read):
    names = ["Berg, Lena, PhD", "Ek, Anna M, RN, MSc", "Lind, Per, Jr.", "Dahl, Do"]
    (record,), _, _ = read(ris(*(f"AU  - {name}" for name in names)))
    assert record.authors == ("Berg, Lena", "Ek, Anna M", "Lind, Per, Jr.", "Dahl, Do")


def test_a_family_name_of_particles_and_one_word_stays_whole(read):
    (record,), _, _ = read('Title,Authors\nOwls,"Berg, Ek, Lind, Dahl, van der Molen"\n')
    assert record.authors[-1] == "van der Molen"


def test_a_key_of_bibtex_that_is_a_doi_fills_in_for_it(read):
    assert read("@article{10.5555/owl.1, title = {Owls}}")[0][0].doi == "10.5555/owl.1"
    told = read("@article{10.5555/owl.1, title = {Owls}, doi = {10.5555/owl.2}}")[0][0]
    assert told.doi == "10.5555/owl.2"


def test_names_that_should_stand_on_lines_of_their_own_are_parted(read):
    (record,), _, _ = read("%0 Journal Article\n%T Owls\n%A 王小明 %A 李丽 %A 张三\n%J Wards\n%D 2030\n")
    assert len(record.authors) == 3


def test_early_endnote_xml_may_have_a_doi_for_an_address(read):
    old = (
        "<XML><RECORDS><RECORD><REFERENCE_TYPE>47</REFERENCE_TYPE><TITLE>Owls</TITLE>"
        "<URL>10.5555/owls.1</URL></RECORD></RECORDS></XML>"
    )
    (record,), _, _ = read(old)
    assert (record.type, record.doi, record.url) == ("conference", "10.5555/owls.1", "")


def test_endnote_xml_knows_the_old_address_of_pubmed(read):
    address = (
        "http://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Retrieve&amp;db=PubMed&amp;list_uids=15000001"
    )
    (record,), _, _ = read(
        "<xml><records><record><ref-type name='Journal Article'>17</ref-type><titles><title>Owls</title>"
        f"</titles><urls><related-urls><url>{address}</url></related-urls></urls></record></records></xml>"
    )
    assert record.pmid == "15000001"


def test_patents_of_lens_name_their_inventors(read):
    (record,), _, summary = read(
        '"#",Kind,Lens ID,Publication Year,Title,Applicants,Inventors,URL,Type\n'
        "1,A1,122-7,2011,Bird Diverters,WARD INC,EK ANNA;;BERG LENA,https://lens.org/122-7,Granted Patent\n"
    )
    assert summary.dialect == "Lens"
    assert record.authors == ("EK, ANNA", "BERG, LENA")
    assert (record.type, record.source_id) == ("other", "122-7")


def test_reviews_of_the_cochrane_library_keep_their_number(read):
    (record,), _, summary = read(
        "Cochrane Review ID,Author(s),Title,Source,Year,Abstract,Issue\n"
        '"CD009999.PUB3","Ek, A; Berg, L","Owls","Reviews","2016","Abstract - Background Owls.","2"\n'
    )
    assert (summary.dialect, record.source_id) == ("Cochrane", "CD009999.PUB3")
    assert record.abstract == "Background Owls."


@pytest.mark.parametrize(
    ("written", "kind"),
    [("webpage", "other"), ("videoRecording", "other"), ("bookSection", "chapter"), ("film", "other"),
     ("encyclopediaArticle", "chapter"), ("presentation", "conference"), ("journalArticle", "article")],
)  # fmt: skip
def test_tables_of_zotero_have_its_types(read, written, kind):
    (record,), _, _ = read(f'"Key","Item Type","Title","Abstract Note"\n"A","{written}","Owls",""\n')
    assert record.type == kind


def test_a_table_of_lens_may_lack_a_column_of_names(read):
    (record,), _, _ = read("Lens ID,Title,DOI\n122-7,Owls,10.5555/owl.1\n")
    assert (record.title, record.authors) == ("Owls", ())


def test_text_below_columns_without_a_name_is_told(read):
    told = "rows with text below columns without a name, which fill no field"
    _, _, summary = read("Title,Year,,\nOwls,2030,We looked at owls.,\nWards,2031,,\n")
    assert f"{told}: 1" in summary.repairs
    _, _, summary = read(",Title,Year,\n0,Owls,2030,\n1,Wards,2031,\n")
    assert not any(told in note for note in summary.repairs)
