"""Reporting checklists: whole, in places that exist, and answered only where the run has what it takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import coprod_review.report
from coprod_review.errors import ReviewError
from coprod_review.io.checklists import read_checklist
from coprod_review.io.manifest import SEARCH_ITEMS, SearchingEntry
from coprod_review.model.checklist import Checklist, Item
from coprod_review.pages.names import with_links
from coprod_review.report.checklists import CONDITIONS, PLACES, Answer, Filled, answered
from coprod_review.report.references import Citations, method_works, reference_text, refuse_unlisted

DATA = Path(coprod_review.report.__file__).parent / "data"
NAMES = ("prisma_2020", "prisma_s")


def filled(*, sections: tuple[str, ...]) -> Filled:
    answer = Answer(item="1", topic="Lids", asks="Count lids.", needed="", sections=sections)
    return Filled(name="pots", title="Pots", about="On pots.", source="page2021", rows=(answer,))


@pytest.mark.parametrize(("name", "n_items", "n_rows"), [("prisma_2020", 27, 42), ("prisma_s", 16, 16)])
def test_a_checklist_has_every_item_once(name: str, n_items: int, n_rows: int):
    items = [item.item for item in read_checklist(DATA / f"{name}.yaml").items]
    assert len(items) == len(set(items)) == n_rows
    assert {int(item.rstrip("abcdef")) for item in items} == set(range(1, n_items + 1))


@pytest.mark.parametrize("name", NAMES)
def test_every_item_that_a_run_may_leave_open_says_what_is_needed(name: str):
    for item in read_checklist(DATA / f"{name}.yaml").items:
        assert item.needed or item.when == "always", item.item
        assert item.sections or item.files or not item.when, item.item


def test_what_searching_answers_names_its_field():
    needed = {item.item: item.needed for item in read_checklist(DATA / "prisma_s.yaml").items}
    for item, field in zip(SEARCH_ITEMS, SearchingEntry.model_fields, strict=True):
        assert f"(searching.{field} in corpus/manifest.yaml)" in needed[item], item


@pytest.mark.parametrize("name", NAMES)
def test_places_and_conditions_of_a_checklist_exist(name: str):
    for item in read_checklist(DATA / f"{name}.yaml").items:
        assert set(item.sections) <= set(PLACES), item.item
        assert not item.when or item.when in CONDITIONS, item.item


def test_an_item_with_a_place_that_does_not_exist_is_refused():
    item = Item(item="9", topic="Lids", asks="Count lids.", sections=("attic",), when="always")
    checklist = Checklist(name="pots", title="Pots", about="", source="page2021", items=(item,))
    with pytest.raises(ReviewError, match="item 9 names 'attic'") as refused:
        answered(checklist, None)  # type: ignore[arg-type]
    assert "methods-analysis" in refused.value.remedy


def test_an_answer_in_a_place_that_the_paper_lacks_is_refused():
    with pytest.raises(ReviewError, match="which the paper lacks") as refused:
        filled(sections=("limits",)).refuse_lost("<h1 id='elsewhere'>")
    assert "correct the anchor" in refused.value.remedy
    filled(sections=("limits",)).refuse_lost('<h1 id="limits">')


def test_a_misspelt_key_of_a_checklist_is_refused_with_its_line(tmp_path: Path):
    path = tmp_path / "pots.yaml"
    path.write_text(
        "name: pots\ntitle: Pots\nabout: On pots.\nsource: page2021\n"
        "items:\n  - item: '1'\n    topik: Lids\n",
        encoding="utf-8",
    )
    with pytest.raises(ReviewError, match="topik"):
        read_checklist(path)


@pytest.mark.parametrize("name", NAMES)
def test_the_work_behind_a_checklist_is_listed(name: str):
    assert read_checklist(DATA / f"{name}.yaml").source in method_works()


def test_citations_name_up_to_two_authors_and_are_listed_once():
    citations = Citations(works=method_works())
    said = str(citations.cite("vincent2016", "wilson1927"))
    citations.cite("wilson1927")
    assert "Vincent &amp; Amalberti, 2016" in said
    assert 'href="#ref-wilson1927"' in said
    assert [work["id"] for work in citations.listed()] == ["vincent2016", "wilson1927"]


def test_a_citation_of_an_unknown_work_is_refused():
    with pytest.raises(ReviewError, match="cites kettle1999") as refused:
        Citations(works=method_works()).cite("kettle1999")
    assert "add the work to the list" in refused.value.remedy


def test_a_reference_has_authors_year_title_place_and_doi():
    assert reference_text(method_works()["wilson1927"]) == (
        "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. "
        "Journal of the American Statistical Association, 22(158), 209–212. "
        "https://doi.org/10.1080/01621459.1927.10502953"
    )


def test_of_more_than_twenty_authors_the_first_nineteen_and_the_last_are_named():
    named = reference_text(method_works()["page2021"]).split(" (2021)")[0]
    assert named.startswith("Page, M. J., McKenzie, J. E., ")
    assert named.endswith("McDonald, S., … Moher, D.")


def test_works_of_the_same_authors_and_year_bear_letters_in_text_and_list():
    works = method_works()
    said = str(Citations(works=works).cite("newcombe1998paired", "newcombe1998"))
    assert "Newcombe, 1998a" in said
    assert "Newcombe, 1998b" in said
    assert reference_text(works["newcombe1998paired"]).startswith("Newcombe, R. G. (1998a). Improved")


def test_the_address_of_a_doi_with_angle_brackets_is_a_whole_link() -> None:
    text = reference_text(method_works()["newcombe1998paired"])
    href = re.findall(r'href="([^"]*)"', with_links(text))
    assert href == ["https://doi.org/10.1002/(SICI)1097-0258(19981130)17:22%3C2635::AID-SIM954%3E3.0.CO;2-C"]


def test_a_citation_that_the_list_of_references_lacks_is_refused():
    cited = '<p><a class="cited" href="#ref-berg2019">Berg, 2019</a></p>'
    refuse_unlisted(f'{cited}<div id="ref-berg2019">Berg</div>')
    with pytest.raises(ReviewError, match="the text cites berg2019") as refused:
        refuse_unlisted(f'{cited}<div id="ref-dahl2020">Dahl</div>')
    assert "after everything that cites" in refused.value.remedy
