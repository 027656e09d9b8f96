"""Damaged and hostile XML: what breaks in an entry stays in it; nothing is expanded, fetched or endless."""

from __future__ import annotations

import random

import pytest

from coprod_review.model.record import Record
from coprod_review.read.reading import Reading


def article(n, title="", more=""):
    """An article of PubMed with this number."""
    return (
        f"<PubmedArticle>\n<MedlineCitation><PMID>{n}</PMID><Article><ArticleTitle>{title or f'Title {n}'}"
        f"</ArticleTitle>{more}</Article></MedlineCitation>\n</PubmedArticle>"
    )


def pubmed(*articles, head=""):
    """A set of articles."""
    return f"{head}<PubmedArticleSet>\n" + "\n".join(articles) + "\n</PubmedArticleSet>\n"


def titles(items):
    """The titles of what was read."""
    return [item.title for item in items]


@pytest.mark.parametrize(
    ("sound", "damaged"),
    [
        ("</PubmedArticle>", ""),
        ("</PubmedArticle>", "</PubmedArticl>"),
        ("<PubmedArticle>", "<PubmedArtcle>"),
        ("<PubmedArticle>", ""),
        ("</Article>", ""),
        ("</ArticleTitle>", ""),
        ("</ArticleTitle>", "</ArticleTtle>"),
        ("<ArticleTitle>", "<ArticleTitle"),
        ("Title 2", "Title 2 <b><i>x</b></i>"),
    ],
)
def test_a_broken_article_is_set_aside_alone(read, sound, damaged):
    broken = article(2).replace(sound, damaged)
    records, aside, summary = read(pubmed(article(1), broken, article(3), article(4)))
    assert titles(records) == ["Title 1", "Title 3", "Title 4"]
    assert summary.n_entries == 4
    assert [entry.raw.strip().endswith(broken.strip()) for entry in aside] == [True]
    assert "export the file again" in aside[0].remedy


def test_a_tag_that_is_not_closed_ends_before_the_next(read):
    broken = article(2).replace("</PubmedArticle>", "</PubmedArticle")
    records, aside, _ = read(pubmed(article(1), broken, article(3)))
    assert (titles(records), aside) == (["Title 1", "Title 2", "Title 3"], [])


@pytest.mark.parametrize("opening", ["<!--", "<![CDATA[", "<?"])
def test_an_open_comment_between_articles_hides_none_of_them(read, opening):
    text = pubmed(
        article(1), opening, article(2), article(3, "Three <!--a--><![CDATA[ ]]><?b?>here"), article(4)
    )
    records, aside, _ = read(text)
    assert titles(records) == ["Title 1", "Title 2", "Three here", "Title 4"]
    assert aside == []


def test_an_article_cut_short_is_set_aside_with_its_line(read):
    text = pubmed(article(1), article(2))
    records, aside, _ = read(text[: text.index("Title 2")])
    assert titles(records) == ["Title 1"]
    assert (aside[0].line, aside[0].remedy) == (
        5,
        "export the file again; the download was probably cut short",
    )


def test_tags_in_comments_and_cdata_open_no_entry(read):
    text = pubmed(
        "<!-- <PubmedArticle> was here -->",
        article(1, "One <!-- <PubmedArticle></PubmedArticle> --> article"),
        article(2, "<![CDATA[Of <PubmedArticle> & </PubmedArticle> as text]]>"),
        "<?note <PubmedArticle> ?>",
        article(3),
    )
    records, aside, summary = read(text)
    assert titles(records) == ["One article", "Of <PubmedArticle> & </PubmedArticle> as text", "Title 3"]
    assert (aside, summary.n_entries) == ([], 3)


@pytest.mark.parametrize(("opening", "closing"), [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")])
def test_what_one_article_opens_is_not_closed_by_the_next(read, opening, closing):
    damaged = article(2, f"Two {opening} open")
    text = pubmed(article(1), damaged, article(3, f"Three {opening}{closing}here"), article(4))
    records, aside, summary = read(text)
    assert titles(records) == ["Title 1", f"Two {opening} open", "Three here", "Title 4"]
    assert aside == []
    assert "entries with angle brackets that open no tag, read as text: 1" in summary.repairs


def test_entities_of_html_are_read_and_unknown_ones_stay(read):
    records, _, _ = read(pubmed(article(1, "Caf&eacute;&nbsp;&amp; &mine; &#955;&#x3bc; AT&T")))
    assert titles(records) == ["Café & &mine; λμ AT&T"]


def test_entities_of_a_document_type_are_never_expanded_nor_fetched(read):
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{bomb}]>\n'
    records, aside, _ = read(pubmed(article(1, "&l9; &f;"), head=head))
    assert (titles(records), aside) == (["&l9; &f;"], [])


def test_characters_that_xml_forbids_are_left_out_and_told(read):
    records, _, summary = read(pubmed(article(1, "Ward\x0b round\x00s")))
    assert titles(records) == ["Ward rounds"]
    assert "entries with characters that XML forbids, left out: 1" in summary.repairs


def test_bare_brackets_and_ampersands_are_text_and_told(read):
    records, _, summary = read(pubmed(article(1, "p < 0.05 & n <5 <")))
    assert titles(records) == ["p < 0.05 & n <5 <"]
    assert "entries with angle brackets that open no tag, read as text: 1" in summary.repairs


@pytest.mark.parametrize("attributes", ['a="1" a="2"', "a='>'", 'xmlns:m="u" m:a="1"', "a=1"])
def test_odd_attributes_do_no_harm(read, attributes):
    records, aside, _ = read(pubmed(article(1, f"One <i {attributes}>round</i>")))
    assert (titles(records), aside) == (["One round"], [])


def test_a_wrong_declaration_of_the_encoding_does_no_harm(read):
    text = '<?xml version="1.0" encoding="US-ASCII"?>\n' + pubmed(article(1, "Wörds"))
    for encoding in ("utf-8", "utf-16", "cp1252"):
        assert titles(read(text.encode(encoding))[0]) == ["Wörds"]


@pytest.mark.parametrize(
    ("encoding", "word"),
    [("windows-1251", "Обход"), ("gb2312", "我们在病房里问病人和家属问题"), ("iso-8859-1", "Wörds – “so”")],
)
def test_text_that_is_not_utf_8_is_read_as_declared(read, encoding, word):
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n' + pubmed(article(1, word))
    written = "cp1252" if encoding == "iso-8859-1" else encoding
    assert titles(read(text.encode(written))[0]) == [word]


@pytest.mark.parametrize(
    "title",
    [
        "<b>" * 100_000 + "x" + "</b>" * 100_000,
        "<b>" * 100_000,
        "<" * 300_000,
        "<!--" * 100_000,
        "<b a='" * 100_000,
        "&" * 300_000,
        "&a" * 200_000,
        "<PubmedArticle>" * 20_000,
        "</PubmedArticle" * 20_000,
        "x" * 3_000_000,
        "<?" * 100_000 + "?>",
        "<![CDATA[" * 50_000 + "]]>",
        "<!--" * 50_000 + "</PubmedArticle><PubmedArticle>-->",
        "</PubmedArticle>" + "<!--" * 50_000 + "<PubmedArticle></PubmedArticle><PubmedArticle>-->",
    ],
    ids=lambda title: f"{title[:16]} {len(title)}",
)
def test_deep_long_and_open_ended_entries_end(read, title):
    records, aside, summary = read(pubmed(article(1), article(2, title), article(3)))
    assert summary.n_entries == len(records) + len(aside)
    assert titles(records)[0] == "Title 1"
    assert titles(records)[-1] == "Title 3" or "<!" in title or "<?" in title


def test_a_library_on_one_line_is_read_in_pieces(read):
    one = "<record><rec-number>{}</rec-number><titles><title>Title {}</title></titles></record>"
    text = "<xml><records>" + "".join(one.format(n, n) for n in range(40_000)) + "</records></xml>"
    records, aside, _ = read(text)
    assert (len(records), len(aside), records[-1].title) == (40_000, 0, "Title 39999")


@pytest.mark.parametrize("size", [10, 100, 1000])
def test_where_a_block_ends_changes_nothing(monkeypatch, size):
    raw = pubmed(*(article(n, f"T {n} <!-- <PubmedArticle> --> {'é' * n}") for n in range(1, 30))).encode()
    whole = list(Reading(raw, export="x"))
    monkeypatch.setattr("coprod_review.read.content.PIECE", size)
    assert list(Reading(raw, export="x")) == whole


def test_damage_anywhere_costs_at_most_the_article_that_it_strikes():
    chance = random.Random(3)
    articles = [
        article(n, f"Title {n}", "<Abstract><AbstractText>Text</AbstractText></Abstract>") for n in range(6)
    ]
    text = pubmed(*articles)
    for _ in range(300):
        at = chance.randrange(text.index(articles[2]), text.index(articles[2]) + len(articles[2]))
        changed = text[:at] + chance.choice(["<", ">", "/", "x", "", "&", "!", "\0"]) + text[at + 1 :]
        items = list(Reading(changed.encode(), export="x"))
        assert {"Title 0", "Title 1", "Title 3", "Title 4", "Title 5"} <= {
            item.title for item in items if isinstance(item, Record)
        }, changed[at - 20 : at + 20]
        assert len(items) == 6
