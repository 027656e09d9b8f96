"""What databases and programs set beside or in the place of a value: degrees, zeros, labels and notices."""

from __future__ import annotations

import pytest

from coprod_review.read.document_types import told_by_title
from coprod_review.read.languages import language_code


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ('Retraction notice to "Owls at night" [J Owls 70 (2030) 12]', "retraction"),
        ("Withdrawal notice to “Owls at night”", "retraction"),
        ("Removal notice: Owls at night", "retraction"),
        ("Notice of Retraction: Owls at night", "retraction"),
        ("Erratum regarding missing statements", "erratum"),
        ('Expression of concern to "Owls at night"', "erratum"),
        ("Expression of Concern: Owls at night", "erratum"),
        ('Withdrawal of "do not disturb" signs in owls', "article"),
        ("Withdrawal of care from owls", "article"),
        ("Removal of “never events” from lists", "article"),
        ("Retraction notices in journals of owls", "article"),
        ("Expression of concern about owls among wardens", "article"),
        ("Notice of change: how owls are told", "article"),
    ],
)
def test_titles_tell_the_notices_of_publishers(title, kind):
    assert told_by_title(title, "article") == kind


@pytest.mark.parametrize("degree", ["Ph.D.", "PhD", "M.D.", "MSc", "Doctor of Philosophy", "Doctoral thesis"])
def test_a_degree_is_no_volume_of_a_thesis_and_its_pages_are_counted(read, degree):
    for text in (
        f"TY  - THES\nTI  - Owls\nVL  - {degree}\nSP  - 287\nER  - \n",
        f"%0 Thesis\n%T Owls\n%A Berg, L\n%V {degree}\n%P 287\n",
    ):
        record = read(text)[0][0]
        assert (record.volume, record.pages) == ("", "")


@pytest.mark.parametrize("volume", ["42-B", "II", "XIV", "A"])
def test_another_volume_of_a_thesis_stays(read, volume):
    record = read(f"TY  - THES\nTI  - Owls\nVL  - {volume}\nSP  - 287\nER  - \n")[0][0]
    assert (record.volume, record.pages) == (volume, "287")


def test_zeros_of_publish_or_perish_are_no_place(read):
    table = (
        "Cites,Authors,Title,Year,Source,GSRank,Volume,Issue,StartPage,EndPage\n"
        "4,L Berg,Owls,2030,Wards,1,0,0,0,0\n5,L Berg,Mice,2030,Wards,2,10,20,100,110\n"
    )
    first, second = read(table)[0]
    assert (first.volume, first.issue, first.pages, first.year) == ("", "", "", 2030)
    assert (second.volume, second.issue, second.pages) == ("10", "20", "100-110")


def test_cochrane_has_trials_without_authors_and_reviews_by_their_numbers(read):
    table = (
        "CENTRAL ID,Author(s),Title,Year,Publication Type\n"
        'CN-1,"NCT05999888,",Owls,2030,Trial registry record\n'
        'CN-2,"van Berg PJ, O\'Ek M",Mice,2030,Journal article\n'
    )
    trial, article = read(table)[0]
    assert (trial.authors, article.authors) == ((), ("van Berg, PJ", "O'Ek, M"))
    reviews = "Cochrane Database of Systematic Reviews"
    text = f"Record #1 of 3\nID: CD013373.PUB2\nTI: Owls\nSO: {reviews}\n\n"
    text += f"Record #2 of 3\nID: CD013374\nTI: Mice\nSO: {reviews}\n\n"
    text += f"Record #3 of 3\nID: CD013375.PUB10\nTI: Bells\nSO: {reviews}\n"
    assert [record.type for record in read(text)[0]] == ["review", "article", "review"]


def test_proquest_tells_the_kind_of_the_source_where_that_of_the_document_says_nothing(read):
    table = (
        "Title,StoreId,pubtitle,ArticleType,documentType\n"
        "Owls,1,Wards,Scholarly Journals,Feature\nMice,2,Wards,Scholarly Journals,Editorial\n"
    )
    assert [record.type for record in read(table)[0]] == ["article", "editorial"]


def test_a_name_of_proquest_does_not_end_with_the_full_stop_of_its_line(read):
    text = "Document 1 of 1\n\nTitle: Owls\n\nAuthor: {}\n\nPublication year: 2030\n"
    assert read(text.format("Lund, Ines Maria."))[0][0].authors == ("Lund, Ines Maria",)
    assert read(text.format("Lund, Ines M."))[0][0].authors == ("Lund, Ines M.",)


def test_a_chapter_of_pubmed_that_reviews_is_a_chapter(read):
    text = (
        "PMID- 30123456\nOWN - NLM\nTI  - Owls.\nBTI - Wards\nPT  - Review\nPT  - Book Chapter\nDP  - 2030\n"
    )
    assert read(text)[0][0].type == "chapter"


def test_ovid_sets_the_kind_of_source_before_numbers_of_psycinfo(read):
    text = "TY  - JOUR\nDB  - APA PsycInfo <2030>\nAN  - {}\nTI  - Owls\nER  - \n"
    for written in ("Peer Reviewed Journal: 2030-12345-001", "2030-12345-001"):
        assert read(text.format(written))[0][0].source_id == "2030-12345-001"
    assert read(text.format("Owls: 4711"))[0][0].source_id == "Owls: 4711"


def test_names_are_without_orcids_and_asterisks(read):
    names = "AU  - Berg, L (ORCID: 0000-0001-2345-6789)\nAU  - Ek, B.*\nAU  - Lund, C (Ward 7)\n"
    assert read(f"TY  - JOUR\nTI  - Owls\n{names}ER  - \n")[0][0].authors == (
        "Berg, L",
        "Ek, B.",
        "Lund, C (Ward 7)",
    )


def test_the_one_author_of_a_line_of_embase_keeps_the_point_of_the_initial(read):
    text = "RECORD 1\nTITLE\nOwls\nAUTHOR NAMES\nBerg C.\nDe la Ek M.T.\nPUI\nL1\n"
    assert read(text)[0][0].authors == ("Berg, C.", "De la Ek, M.T.")


def test_keywords_of_openalex_and_german_names_of_languages_are_known(read):
    header = "id,display_name,primary_location.source.display_name,keywords.display_name"
    table = f"{header}\nW1,Owls,Wards,Night|Ward\n"
    assert read(table)[0][0].keywords == ("Night", "Ward")
    assert language_code(("Englisch",)) == "en"
