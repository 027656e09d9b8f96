"""Citations that must and must not resolve to the works of the lineage, as data that tests the resolver."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coprod_review.coding.lineage_checks import lineage_faults, misplaced_works
from coprod_review.coding.references import WorkIndex
from coprod_review.errors import ReviewError
from coprod_review.io.codebook import read_codebook
from coprod_review.io.lineage import read_lineage
from coprod_review.model.pattern import LineageWork

KETTLE = LineageWork(
    key="kettle1999",
    tradition="service_management",
    authors=("Kettle-Brown, Anna M.", "Spoon, Ib"),
    year=1999,
    title="Steeping together: Guests and hosts in tea rooms",
    container="Journal of Imaginary Hospitality Research",
    volume="12",
    pages="345-367",
    doi="10.9999/jihr.1999.012",
    cited_as=("https://openalex.org/W999999999901",),
    short="Invented.",
    where="lineage.yaml, line 1",
)
SECOND = replace(
    KETTLE, key="kettle1999b", title="Stirring alone", volume="13", pages="1-9", doi="", cited_as=()
)


@pytest.mark.parametrize(
    "citation",
    [
        "Kettle-Brown AM, 1999, J IMAGINARY HOSP RES",
        "KETTLE-BROWN AM, 1999, J IMAGINARY HOSP RES-US",
        "A.M. Kettle-Brown, I. Spoon (1999) Steeping together: Guests and hosts in tea rooms. Somewhere.",
        "Kettle-Brown, A. M., & Spoon, I. (1999). Steeping together.",
        "7. Kettle-Brown AM et al. J Imaginary Hosp Res 1999;12(3):345-367.",
        "doi:10.9999/JIHR.1999.012",
        "W999999999901",
    ],
)
def test_a_work_is_known_by_every_style_of_citation(citation: str) -> None:
    found = WorkIndex([KETTLE]).resolve(citation)
    assert found is not None
    assert found.work is KETTLE


@pytest.mark.parametrize(
    "citation",
    [
        "Kettle-Brown AM, 1999, J IMAGINARY HOSP RES, V14",
        "Kettle-Brown AM, 1999, J IMAGINARY HOSP RES, V12, P1",
        "Kettle-Brown AM, 1999, J IMAGINARY HOSP RES, Another title of that year",
        "Kettle-Brown AM, 2001, J IMAGINARY HOSP RES",
        "Kettle-Brown AM. J Imaginary Hosp Res 1999;12(3):400-401.",
        "Kettle-Brown, A. M. (1999). Steeping alone.",
    ],
)
def test_another_work_of_the_same_author_is_not_taken_for_it(citation: str) -> None:
    assert WorkIndex([KETTLE]).resolve(citation) is None


SHARED_CITATIONS = [
    "Kettle-Brown AM, 1999, J IMAGINARY HOSP RES",
    "Kettle-Brown AM, 1999",
    "Kettle-Brown & Spoon 1999",
]


@pytest.mark.parametrize("citation", SHARED_CITATIONS)
def test_a_citation_that_two_works_of_one_tradition_share_stands_for_one_of_them(citation: str) -> None:
    found = WorkIndex([KETTLE, SECOND]).resolve(citation)
    assert found is not None
    assert found.works == (KETTLE, SECOND)


@pytest.mark.parametrize("citation", SHARED_CITATIONS)
def test_a_citation_that_works_of_two_traditions_share_tells_neither(citation: str) -> None:
    other = replace(SECOND, tradition="public_administration")
    assert WorkIndex([KETTLE, other]).resolve(citation) is None


@pytest.mark.parametrize(
    "citation",
    [
        "Kettle-Brown & Spoon 1999",
        "Kettle-Brown and Spoon (1999)",
        "Kettle-Brown, A. M., & Spoon, I. (1999).",
        "(Kettle-Brown & Spoon, 1999a)",
        "Kettle-Brown et al., 1999",
        "7. KETTLE BROWN AM, 1999",
        "A.M. Kettle-Brown, I. Spoon. 1999",
        "Anna M. Kettle-Brown and Ib Spoon, 1999",
    ],
)
def test_authors_and_year_alone_tell_the_one_work_that_has_them(citation: str) -> None:
    found = WorkIndex([KETTLE]).resolve(citation)
    assert found is not None
    assert (found.work, found.by, found.others) == (KETTLE, "authors and year", ())


@pytest.mark.parametrize(
    "citation",
    [
        "Kettle-Brown 1999",
        "Kettle-Brown BM, 1999",
        "Kettle-Brown AB, 1999",
        "Kettle-Brown & Saucer 1999",
        "Kettle-Brown, Spoon & Saucer 1999",
        "Spoon & Kettle-Brown 1999",
        "Kettle-Brown & Spoon 1998",
        "Kettle-Brown & Spoon 1999, 2003",
        "Kettle-Brown & Spoon 1999, unpublished",
    ],
)
def test_a_surname_alone_other_initials_other_authors_or_years_do_not_tell_it(citation: str) -> None:
    assert WorkIndex([KETTLE]).resolve(citation) is None


def test_a_surname_and_a_year_tell_a_work_of_one_author_but_never_that_of_a_body() -> None:
    alone = replace(KETTLE, authors=("Kettle-Brown, Anna M.",))
    body = replace(KETTLE, authors=("Tearoom Board",))
    found = WorkIndex([alone]).resolve("Kettle-Brown (1999)")
    assert found is not None
    assert found.work is alone
    assert WorkIndex([body]).resolve("Tearoom Board (1999)") is None


def test_volume_and_page_tell_works_of_one_author_year_and_container_apart() -> None:
    index = WorkIndex([KETTLE, SECOND])
    found = index.resolve("Kettle-Brown AM, 1999, J IMAGINARY HOSP RES, V13, P1")
    assert found is not None
    assert found.work is SECOND


def test_a_citation_that_does_not_resolve_is_told_with_place_and_remedy() -> None:
    (fault,) = lineage_faults([replace(KETTLE, matches=("Kettle-Brown A. Of tea. 1999.",))])
    assert fault.problem == "a citation of kettle1999 resolves to no work: 'Kettle-Brown A. Of tea. 1999.'"
    assert fault.where == "lineage.yaml, line 1"
    assert "complete the work's authors" in fault.remedy


def test_a_citation_that_resolves_to_another_work_is_told_with_that_work() -> None:
    citation = "Kettle-Brown, A. (1999) Stirring alone."
    (fault,) = lineage_faults([replace(KETTLE, matches=(citation,)), SECOND])
    assert "resolves to kettle1999b by author, year and title" in fault.problem


def test_a_miss_that_is_taken_for_the_work_is_told() -> None:
    (fault,) = lineage_faults([replace(KETTLE, misses=("10.9999/jihr.1999.012",))])
    assert fault.problem.startswith("a citation of another work is taken for kettle1999 by DOI")
    assert "correct the facts" in fault.remedy


def test_a_citation_that_is_listed_cannot_test_the_resolver(tmp_path: Path, project: Path) -> None:
    text = (project / "config" / "lineage.yaml").read_text(encoding="utf-8")
    entry = "- key:" + text.split("\n- key:")[1]
    head, tail = entry.split("  matches:\n", maxsplit=1)
    listed = head.rsplit("\n", maxsplit=2)[1]
    path = tmp_path / "lineage.yaml"
    path.write_text(f"{head}  matches:\n{listed}\n{tail}", encoding="utf-8")
    with pytest.raises(ReviewError) as told:
        read_lineage(path)
    assert "listed under cited_as too" in told.value.problem
    assert "line 1" in told.value.where
    assert "what is listed is always known" in told.value.remedy


def test_the_works_of_the_review_resolve_as_their_citations_say(project: Path) -> None:
    works = read_lineage(project / "config" / "lineage.yaml")
    assert [str(fault) for fault in lineage_faults(works)] == []


def test_a_work_that_the_codebook_names_under_another_tradition_is_told(project: Path) -> None:
    codebook = read_codebook(project / "config" / "codebook.yaml")
    works = read_lineage(project / "config" / "lineage.yaml")
    assert misplaced_works(codebook, works) == []
    strayed = [replace(w, tradition="other") if w.key == "vargo2004" else w for w in works]
    (fault,) = misplaced_works(codebook, strayed)
    assert fault.problem == "vargo2004 counts for other, and the codebook names it under service_management"
    assert "lineage.yaml, line " in fault.where
    assert "correct its tradition" in fault.remedy


def test_every_work_with_known_facts_is_tested_by_citations_of_its_own(project: Path) -> None:
    works = read_lineage(project / "config" / "lineage.yaml")
    assert [w.key for w in works if w.authors and w.title and len(w.matches) < 2] == []
    assert [w.key for w in works if w.authors and len(w.misses) < 2] == []
