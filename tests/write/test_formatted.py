from __future__ import annotations

import json

import pytest

from coprod_review.io.pandoc import cited_tree, printed_tree, style_path
from coprod_review.write import formatted

APA, NLM = formatted.STYLES


def work(name: str, *, authors: list[tuple[str, str]], year: int | None = 2019, **more: object) -> dict:
    item = {
        "id": name,
        "type": "article-journal",
        "title": f"On {name}",
        "author": [{"family": family, "given": given} for family, given in authors],
        "container-title": "Journal of Kettles",
        **more,
    }
    return item | ({"issued": {"date-parts": [[year]]}} if year else {})


def listed(works: list[dict], style: formatted.Style = APA) -> list[str]:
    items = formatted.printed_items(json.dumps(works))
    trees = [cited_tree(part, style=style_path(style.file)) for part in formatted.parts_as_json(items, style)]
    text = printed_tree(formatted.joined_document(trees, items), form="txt").decode("utf-8")
    return [entry for entry in text.strip().split("\n\n") if entry]


def test_works_stand_by_author_and_year_with_undated_ones_first():
    found = listed(
        [
            work("c", authors=[("Berg", "Ida"), ("Ahl", "Bo")], year=2001),
            work("b", authors=[("Berg", "Ida")], year=2019),
            work("a", authors=[("Berg", "I.")], year=None),
            work("d", authors=[("Ahl", "Bo")], year=2020),
        ]
    )
    assert [entry.split(").")[0] for entry in found] == [
        "Ahl, B. (2020",
        "Berg, I. (n.d.",
        "Berg, I. (2019",
        "Berg, I., & Ahl, B. (2001",
    ]


def test_works_of_one_author_and_year_bear_letters():
    found = listed([work(name, authors=[("Ahl", "Bo")]) for name in ("lids", "kettles")])
    assert [entry[:18] for entry in found] == ["Ahl, B. (2019a). O", "Ahl, B. (2019b). O"]


def test_a_work_without_authors_is_ordered_by_its_title_without_its_article():
    found = listed(
        [
            {"id": "x", "type": "article-journal", "title": "The lid"},
            work("k", authors=[("Kettle", "A")]),
            work("m", authors=[("Mug", "A")]),
        ]
    )
    assert [entry[:6] for entry in found] == ["Kettle", "The li", "Mug, A"]


def test_a_thousand_authors_become_twenty_and_the_last_in_apa_and_six_in_nlm():
    crowd = work("crowd", authors=[(f"Name{number:04}", "Q") for number in range(1000)])
    assert listed([crowd])[0].count("Name") == 20
    assert "… Name0999, Q." in listed([crowd])[0].replace("\n", " ")
    assert "Name0005 Q, et al." in listed([crowd], NLM)[0].replace("\n", " ")


def test_numbers_of_the_nlm_style_follow_the_order_by_author():
    found = listed([work("b", authors=[("Berg", "Ida")]), work("a", authors=[("Ahl", "Bo")])], NLM)
    assert [entry.replace("\n", " ")[:9] for entry in found] == ["1. Ahl B.", "2. Berg I"]


def test_parts_are_cut_between_first_authors_alone(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(formatted, "PART", 2)
    items = formatted.printed_items(
        json.dumps([work(str(n), authors=[("Ahl" if n < 5 else "Berg", "Bo")]) for n in range(8)])
    )
    assert [len(part) for part in formatted.parts_of(items, APA)] == [5, 3]
    assert [len(part) for part in formatted.parts_of(items, NLM)] == [8]


def test_a_journal_in_capitals_is_written_as_other_reports_write_it():
    items = formatted.printed_items(
        json.dumps(
            [
                work("a", authors=[], **{"container-title": "JOURNAL OF MCDUFF STUDIES"}),
                work("b", authors=[], **{"container-title": "Journal of McDuff Studies"}),
            ]
        )
    )
    assert {item["container-title"] for item in items} == {"Journal of McDuff Studies"}


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        ("BMC HEALTH SERVICES", "BMC Health Services"),
        ("JOURNAL OF POTS AND LIDS", "Journal of Pots and Lids"),
        ("PLOS ONE", "PLOS One"),
        ("KETTLES", "Kettles"),
        ("POTS", "POTS"),
    ],
)
def test_a_name_in_capitals_keeps_its_acronyms(shouted, written):
    assert formatted.unshouted(shouted) == written


def test_a_page_escapes_nothing_twice_and_says_how_many_works_it_lists():
    page = formatted.page_of("<p>Lids &amp; pots</p>", style=APA, n=1)
    assert "<p>Lids &amp; pots</p>" in page
    assert "1 included report, by author" in page


def test_a_work_within_an_unknown_one_is_not_said_to_stand_in_anything():
    lone = {"id": "x", "type": "paper-conference", "title": "Lids", "volume": "3", "page": "4-9"}
    for style in (APA, NLM):
        assert "In" not in listed([lone], style)[0]
        assert "4" not in listed([lone], style)[0]


def test_an_undated_page_is_not_said_to_be_retrieved_on_no_day():
    page = {"id": "x", "type": "document", "title": "Lids", "URL": "https://example.org/lids"}
    assert "Retrieved" not in listed([page])[0]
    assert "https://example.org/lids" in listed([page])[0]


def test_hostile_titles_stay_text():
    works = [work("a", authors=[], title="<script>alert(1)</script> $x$ *b* \\end{x}")]
    items = formatted.printed_items(json.dumps(works))
    trees = [cited_tree(part, style=style_path("apa")) for part in formatted.parts_as_json(items, APA)]
    html = printed_tree(formatted.joined_document(trees, items), form="html").decode("utf-8")
    assert "<script" not in html


def test_a_list_of_no_works_says_so():
    assert listed([]) == ["No report is included."]


@pytest.mark.parametrize(
    "address",
    [
        f"https://example.org/lookup/{'YTozOnt' * 12}",
        "https://example.org/article?id=7&sid=a8f3",
        f"https://example.org/{'a-very-long-title-of-kettles/' * 9}",
    ],
)
def test_addresses_of_one_visit_and_overlong_ones_are_not_printed(address: str):
    page = {"id": "x", "type": "document", "title": "Lids", "URL": address}
    assert "example.org" not in listed([page])[0]


def test_a_long_address_in_words_is_printed():
    address = "https://example.org/publications/on-the-brink-of-genuinely-collaborative-kettles-and-their-many-lids-"
    page = {"id": "x", "type": "document", "title": "Lids", "URL": address}
    assert "example.org" in listed([page])[0]
