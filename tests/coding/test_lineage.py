"""The lineage coder: forms of citation that resolve, and traditions that follow."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coprod_review.coding.lineage import LineageCoder
from coprod_review.coding.references import WorkIndex
from coprod_review.errors import ReviewError
from coprod_review.io.codebook import read_codebook
from coprod_review.io.lineage import read_lineage
from coprod_review.model.coding import Coding
from coprod_review.model.pattern import LineageWork
from coprod_review.model.report import Report

INVENTED = LineageWork(
    key="teasdale1999",
    tradition="service_management",
    authors=("Téasdale-Brown, Anna M.", "Kettle, Ib"),
    year=1999,
    title="Steeping as a shared act of guests and hosts in tea rooms",
    container="Journal of Imaginary Hospitality Research",
    volume="12",
    pages="345-367",
    doi="10.9999/jihr.1999.012",
    cited_as=("https://openalex.org/W999999999901", "Teasdale-Brown & Kettle 1998"),
    short="Invented.",
)


@pytest.fixture(scope="module")
def works(project: Path) -> tuple[LineageWork, ...]:
    return read_lineage(project / "config" / "lineage.yaml")


@pytest.fixture(scope="module")
def coder(project: Path, works: tuple[LineageWork, ...]) -> LineageCoder:
    return LineageCoder(codebook=read_codebook(project / "config" / "codebook.yaml"), works=works)


@pytest.mark.parametrize(
    "reference",
    [
        "TEASDALE-BROWN A, 1999, J IMAG HOSP RES, V12, P345, DOI 10.9999/JIHR.1999.012",
        "Teasdale-Brown A.M., 1999, J IMAG HOSP RES, V12, P345",
        "TeasdaleBrown AM, 1999, J IMAG HOSP RES, V12",
        "Téasdale-Brown, A.M., Kettle, I., Steeping as a shared act of guests and hosts in tea rooms (1999) "
        "Journal of Imaginary Hospitality Research, 12 (3), pp. 345-367",
        "Teasdale-Brown A.M., Kettle I., Steeping as a shared act of guests and hosts in tea rooms, "
        "Journal of Imaginary Hospitality Research, 12, 3, pp. 345-367, (1999)",
        "Teasdale-Brown, A. M., & Kettle, I. (2000). Steeping as a shared act of guests and hosts in tea "
        "rooms. Reprint.",
        "@article{t, author={Teasdale-Brown, Anna M. and Kettle, Ib}, year={1999}, "
        "title={Steeping as a shared act of guests and hosts in tea rooms}}",
        "https://doi.org/10.9999/jihr.1999.012",
        "10.9999/JIHR.1999.012.",
        "https://openalex.org/W999999999901",
        "W999999999901",
        "Teasdale-Brown & Kettle 1998",
    ],
)
def test_a_work_is_known_in_every_form_in_which_databases_cite_it(reference: str) -> None:
    resolution = WorkIndex([INVENTED]).resolve(reference)
    assert resolution is not None
    assert resolution.work is INVENTED


@pytest.mark.parametrize(
    "reference",
    [
        "TEASDALE-BROWN A, 1999, J REAL CHEM, V3, P1",
        "TEASDALE-BROWN A, 2009, J IMAG HOSP RES, V22, P5",
        "KETTLE I, 1999, J IMAG HOSP RES, V12, P345",
        "Spoon C., Stirring alone, Journal of Imaginary Hospitality Research, 12, 3, pp. 1-9, (1999)",
        "10.9999/jihr.1999.0123",
        "",
        "n.d.",
    ],
)
def test_other_works_are_not_taken_for_it(reference: str) -> None:
    assert WorkIndex([INVENTED]).resolve(reference) is None


def test_every_form_of_citation_in_the_lineage_resolves_to_its_tradition(
    works: tuple[LineageWork, ...],
) -> None:
    index = WorkIndex(works)
    for work in works:
        for form in work.cited_as:
            resolution = index.resolve(form)
            assert resolution is not None, form
            assert resolution.work.tradition == work.tradition, form


def test_full_references_resolve_to_their_own_work_without_the_list(works: tuple[LineageWork, ...]) -> None:
    bare = [
        LineageWork(**{n: getattr(w, n) for n in LineageWork.__slots__ if n != "cited_as"}, cited_as=())
        for w in works
    ]
    index = WorkIndex(bare)
    for work in works:
        if not (work.authors and len(work.title.split()) > 3):
            continue
        form = (
            f"{work.authors[0]} ({work.year}). {work.title}. {work.container}, {work.volume}, {work.pages}."
        )
        resolution = index.resolve(form)
        assert resolution is not None, form
        assert resolution.work.key == work.key


def coding(coder: LineageCoder, *references: str, abstract: str = "") -> Coding:
    return coder.code(Report(report_id="r", record_ids=("x:1",), references=references, abstract=abstract))


def cite(works: tuple[LineageWork, ...], tradition: str, n: int) -> list[str]:
    return [w.doi for w in works if w.tradition == tradition and w.doi][:n]


def test_a_report_that_cites_one_tradition_gets_it_with_the_references_as_evidence(
    coder: LineageCoder, works: tuple[LineageWork, ...]
) -> None:
    references = ["An unknown work, 1900", *cite(works, "public_administration", 2)]
    given = coding(coder, *references)
    assert given.codes == ("public_administration",)
    assert given.scores == {"public_administration": 2.0}
    assert [(e.field, e.start, e.end, e.quote) for e in given.evidence] == [
        ("references", i, i + 1, references[i]) for i in (1, 2)
    ]


def test_both_sides_well_cited_are_integrative(coder: LineageCoder, works: tuple[LineageWork, ...]) -> None:
    references = cite(works, "public_administration", 3) + cite(works, "service_management", 3)
    assert coding(coder, *references).codes == ("integrative",)


def test_one_work_of_the_other_side_does_not_make_a_report_integrative(
    coder: LineageCoder, works: tuple[LineageWork, ...]
) -> None:
    references = cite(works, "public_administration", 1) + cite(works, "service_management", 6)
    assert coding(coder, *references).codes == ("service_management",)


def test_without_references_the_coder_abstains_and_says_so(coder: LineageCoder) -> None:
    given = coding(coder)
    assert (given.codes, given.note, given.examined) == ((), "no references", ())


def test_works_on_safety_signal_no_tradition(coder: LineageCoder, works: tuple[LineageWork, ...]) -> None:
    given = coding(coder, *cite(works, "safety", 4))
    assert given.codes == ()
    assert given.scores == {}
    assert len(given.evidence) == 4


def test_level_sides_make_the_coder_abstain(coder: LineageCoder, works: tuple[LineageWork, ...]) -> None:
    references = cite(works, "public_administration", 1) + cite(works, "service_management", 1)
    given = coding(coder, *references)
    assert given.codes == ()
    assert "level between" in given.note


def test_the_same_work_cited_twice_counts_once(coder: LineageCoder, works: tuple[LineageWork, ...]) -> None:
    (doi,) = cite(works, "service_management", 1)
    assert coding(coder, doi, f"https://doi.org/{doi}").scores == {"service_management": 1.0}


def test_a_work_named_in_the_abstract_counts_half_and_reads_there_as_quoted(
    coder: LineageCoder, works: tuple[LineageWork, ...]
) -> None:
    abstract = "Following Bovaird (2007) and others, the paper goes on."
    given = coding(coder, *cite(works, "service_management", 1), abstract=abstract)
    (named,) = (e for e in given.evidence if e.field == "abstract")
    assert named.holds_in(abstract)
    assert given.scores == {"public_administration": 0.5, "service_management": 1.0}


def test_two_works_that_claim_one_key_are_told(tmp_path: Path, project: Path) -> None:
    text = (project / "config" / "lineage.yaml").read_text(encoding="utf-8")
    first = "- key:" + text.split("\n- key:")[1]
    path = tmp_path / "lineage.yaml"
    path.write_text(f"{first}\n{first}\n", encoding="utf-8")
    with pytest.raises(ReviewError) as told:
        read_lineage(path)
    assert "two works" in str(told.value)
    assert "remedy" in str(told.value)


SHARED_CITATION = "Teasdale-Brown & Kettle 1999"
TWIN = replace(
    INVENTED, key="teasdale1999b", title="Stirring alone", doi="10.9999/jihr.1999.013", cited_as=()
)


def twins(project: Path) -> LineageCoder:
    return LineageCoder(codebook=read_codebook(project / "config" / "codebook.yaml"), works=[INVENTED, TWIN])


def test_a_citation_shared_by_works_of_one_tradition_counts_once_and_names_them(project: Path) -> None:
    (item,) = coding(twins(project), SHARED_CITATION).evidence
    assert (item.code, item.weight, item.rule) == ("service_management", 1.0, "teasdale1999")
    assert item.context == ("authors and year", "one of teasdale1999 and teasdale1999b")


@pytest.mark.parametrize("exact", [INVENTED.doi, TWIN.doi])
@pytest.mark.parametrize("turned", [False, True])
def test_a_shared_citation_counts_for_the_work_that_is_not_cited_otherwise(
    project: Path, *, exact: str, turned: bool
) -> None:
    references = (exact, SHARED_CITATION) if turned else (SHARED_CITATION, exact)
    found = coding(twins(project), *references)
    assert found.scores == {"service_management": 2.0}
    assert [item.quote for item in found.evidence] == list(references)


def test_shared_citations_never_count_for_more_works_than_there_are(project: Path) -> None:
    references = (INVENTED.doi, TWIN.doi, SHARED_CITATION)
    assert coding(twins(project), *references).scores == {"service_management": 2.0}


def test_a_text_that_names_works_of_one_tradition_by_one_name_and_year_counts_for_one(
    project: Path,
) -> None:
    given = coding(twins(project), abstract="We follow Teasdale-Brown and Kettle (1999) on tea rooms.")
    (item,) = given.evidence
    assert item.weight == 0.5
    assert item.context == ("named in the text", "one of teasdale1999 and teasdale1999b")
