"""The whole analysis: totals that reconcile, and every table whatever is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from coprod_review.analyse.analysis import Analysis, analyse
from coprod_review.analyse.coded import BASES, CodedReports
from coprod_review.analyse.columns import columns_by_table
from coprod_review.analyse.ledger import Section, count, ledger, number_id, percent
from coprod_review.analyse.overlap import overlap_of, overlap_sections
from coprod_review.analyse.performance import PerformanceTables
from coprod_review.config import AnalyseSettings
from coprod_review.errors import ReviewError
from coprod_review.model.codebook import Codebook
from coprod_review.model.corpus import Characteristics
from coprod_review.model.partnership import PartnershipModel

Study = Callable[..., CodedReports]

SETTINGS = AnalyseSettings(interval=0.95, bootstrap_draws=100, monte_carlo_draws=100, min_group=10)
NO_PERFORMANCE = PerformanceTables(
    performance=[], codes=[], confusion=[], calibration=[], coverage=[], numbers=[]
)


def analysed(
    coded: CodedReports,
    codebook: Codebook,
    model: PartnershipModel,
    sheet: Sequence[Characteristics] = (),
    *,
    settings: AnalyseSettings = SETTINGS,
) -> Analysis:
    return analyse(
        coded,
        codebook,
        replace(model, n_draws=100),
        sheet,
        performance=NO_PERFORMANCE,
        operating=Section(),
        agreement=Section(),
        overlap=overlap_sections(overlap_of(coded.report_by_id.values(), ()), included=set(coded)),
        corrected=Section(),
        settings=settings,
        seed=3,
    )


UNDECIDED = ["waiting", "open"]
SAFETY = st.fixed_dictionaries(
    {
        "framing": st.sampled_from(["protective", "consultative", "partnership", *UNDECIDED]),
        "issue_character": st.sampled_from(
            ["technical", "procedural+social_interaction", "none", *UNDECIDED]
        ),
        "safety_strategy": st.sampled_from(["best_practice", "mitigation+risk_control", "none", *UNDECIDED]),
    }
)
NO_SAFETY = st.just({"framing": "none", "issue_character": "none", "safety_strategy": "none"})
COPRODUCED = st.fixed_dictionaries(
    {
        "tradition": st.sampled_from(["public_administration", "service_management", *UNDECIDED]),
        "tradition_basis": st.sampled_from(["explicit", "*implicit", *UNDECIDED]),
    }
)
NO_COPRODUCTION = st.just({"tradition": "none", "tradition_basis": "none"})
INVOLVED = st.fixed_dictionaries(
    {
        "involvement_nature": st.sampled_from(["voluntary", "involuntary", "both", "none", "open"]),
        "involvement_locus": st.sampled_from(["individual", "system", "none", "waiting"]),
        "text_status": st.sampled_from(["abstract", "part", "title"]),
        "year": st.sampled_from(["1999", "2004"]),
    }
)
REPORT = st.tuples(SAFETY | NO_SAFETY, COPRODUCED | NO_COPRODUCTION, INVOLVED).map(
    lambda parts: (1, {key: value for part in parts for key, value in part.items()})
)


@hypothesis_settings(max_examples=15)
@given(groups=st.lists(REPORT, max_size=12), excluded=st.integers(0, 2))
def test_every_count_is_its_members_and_every_table_adds_up_to_the_included_reports(
    study: Study,
    codebook: Codebook,
    model: PartnershipModel,
    groups: list[tuple[int, dict[str, str]]],
    excluded: int,
) -> None:
    coded = study(*groups, excluded=excluded)
    analysis = analysed(coded, codebook, model)
    assert all(n.value == len(n.members) for n in analysis.numbers if n.is_count)
    assert {m for n in analysis.numbers for m in n.members} <= set(coded)
    included = len(groups)

    parts: Counter[str] = Counter()
    for row in analysis.tables["reconciliation"].rows:
        parts[row["table"]] += row["n"]
        parts[f"{row['table']}.{row['part']}"] = row["n"]
    for table in ("map", "map_basis", "trends", "forms", "strategies", "model"):
        assert parts[table] == included

    told = {n.number_id: n.label for n in analysis.numbers if n.number_id.startswith("reconciliation.")}
    streams = "included reports, “Streams from tradition to issue”: wait in one of its dimensions"
    assert told["reconciliation.alluvial.waiting"] == streams
    assert not [label for label in told.values() if "_" in label]

    cells = Counter[str]()
    for row in analysis.tables["map"].rows:
        cells[row["basis"]] += row["n"]
    assert cells["all"] + parts["map.waiting"] + parts["map.open"] == included
    assert (cells["explicit"], cells["implicit"]) == (
        parts["map_basis.explicit"],
        parts["map_basis.implicit"],
    )
    assert sum(row["n"] for row in analysis.tables["trends"].rows) == parts["trends.counted"]
    assert sum(row["n"] for row in analysis.tables["forms"].rows) == parts["forms.counted"]
    modelled = sum(row["n"] for row in analysis.tables["model_cells"].rows)
    assert modelled == pytest.approx(parts["model.counted"])

    by_dimension = Counter[str]()
    for row in analysis.tables["statuses"].rows:
        by_dimension[row["dimension"]] += row["n"]
    assert set(by_dimension.values()) == {included}


def test_every_row_of_every_table_leads_to_a_number(
    study: Study, codebook: Codebook, model: PartnershipModel
) -> None:
    coded = study((3, {"tradition": "other", "framing": "none", "tradition_basis": "explicit"}))
    analysis = analysed(coded, codebook, model)
    known = {number.number_id for number in analysis.numbers}
    for table in analysis.tables.values():
        if "number_id" in table.columns:
            assert {row["number_id"] for row in table.rows} <= known
        assert all(set(row) == set(table.columns) for row in table.rows)


@pytest.mark.parametrize("n", [0, 1])
def test_without_reports_every_table_still_comes_out_and_says_what_is_missing(
    study: Study, codebook: Codebook, model: PartnershipModel, n: int
) -> None:
    analysis = analysed(study((n, {"tradition": "open"})), codebook, model)
    assert set(analysis.tables) == set(columns_by_table(codebook))
    assert [row["verdict"] for row in analysis.tables["claims"].rows] == ["undecided"] * 3
    assert len(analysis.tables["model_cells"].rows) == 9
    assert "trends: no included report has a tradition" in analysis.notes
    assert "performance: no machine coding can be compared" in analysis.notes


@pytest.mark.parametrize("claims", [(), (2,), (3, 1)])
def test_only_the_claims_that_the_review_asks_for_are_tested(
    study: Study, codebook: Codebook, model: PartnershipModel, claims: tuple[int, ...]
) -> None:
    settings = AnalyseSettings.model_validate(SETTINGS.model_dump() | {"claims": claims})
    analysis = analysed(study((3, {"tradition": "other"})), codebook, model, settings=settings)
    asked_for = sorted(str(claim) for claim in claims)
    assert [row["claim"] for row in analysis.tables["claims"].rows] == asked_for
    assert sorted({row["claim"] for row in analysis.tables["claim_variants"].rows}) == asked_for
    counted = {n.number_id.split(".")[1] for n in analysis.numbers if n.number_id.startswith("claim.")}
    assert sorted(counted) == asked_for


def test_without_safety_papers_and_without_years_the_rest_is_counted(
    study: Study, codebook: Codebook, model: PartnershipModel
) -> None:
    coded = study((4, {"tradition": "other", "framing": "none", "tradition_basis": "explicit"}))
    analysis = analysed(coded, codebook, model)
    assert "trends: of 4 reports with a tradition, the year of 4 is unknown" in analysis.notes
    assert any(note.startswith("model: no included report on safety") for note in analysis.notes)
    unknown = [r for r in analysis.tables["trends"].rows if r["tradition"] == "other"]
    assert [(row["year"], row["n"]) for row in unknown] == [(None, 4)]


def test_an_empty_cell_of_the_map_tells_its_upper_bound_and_a_filled_one_does_not(
    study: Study, codebook: Codebook, model: PartnershipModel
) -> None:
    coded = study((300, {"tradition": "other", "framing": "none", "tradition_basis": "explicit"}))
    rows = {row["number_id"]: row for row in analysed(coded, codebook, model).tables["map"].rows}
    assert rows["map.all.integrative.partnership"]["at_most"] == 3
    assert rows["map.all.other.none"]["at_most"] is None


def test_bases_part_the_reports_by_what_is_named_seen_and_settled(study: Study) -> None:
    coded = study(
        (1, {"tradition": "other", "tradition_basis": "explicit", "text_status": "title"}),
        (1, {"tradition": "*other", "tradition_basis": "implicit", "text_status": "abstract"}),
    )
    on = {basis: [r for r in coded if coded.counted_on(r, basis, ("tradition",))] for basis in BASES}
    assert on == {
        "all": ["r000", "r001"],
        "explicit": ["r000"],
        "implicit": ["r001"],
        "abstract_only": ["r001"],
        "explicit_abstract_only": [],
        "settled_only": ["r000"],
    }


def test_claims_are_judged_on_the_natural_sample_too_where_the_sheet_tells_it_apart(
    study: Study, codebook: Codebook, model: PartnershipModel
) -> None:
    named = {"tradition": "public_administration", "framing": "partnership", "tradition_basis": "explicit"}
    coded = study((12, named))

    def on_natural(sheet: Sequence[Characteristics]) -> dict[str, object]:
        found = analysed(coded, codebook, model, sheet).tables["claim_variants"].rows
        return {str(row["number_id"]): row["verdict"] for row in found if "natural" in str(row["basis"])}

    chosen = [sampled(report, "natural" if report < "r005" else "purposive") for report in coded]
    assert on_natural(chosen)["claim.1.explicit_natural_sample"] == "undecided"
    assert analysed(coded, codebook, model, chosen).tables["claims"].rows[0]["verdict"] == "supported"
    for sheet in ((), [sampled(report, "natural") for report in coded], [sampled("r000", "")]):
        assert on_natural(sheet) == {}


def sampled(report: str, sample: str) -> Characteristics:
    return Characteristics(report_id=report, text_status="abstract", seen_at="", sample=sample)


def test_a_codebook_without_what_the_study_rests_on_is_refused(
    study: Study, codebook: Codebook, model: PartnershipModel
) -> None:
    dimensions = {name: d for name, d in codebook.dimensions.items() if name != "framing"}
    with pytest.raises(ReviewError) as caught:
        analysed(study(), replace(codebook, dimensions=dimensions), model)
    assert "the dimension framing (protective, consultative, partnership, none)" in caught.value.problem
    assert "keep these names" in caught.value.remedy


def test_two_numbers_of_one_name_never_reach_the_ledger() -> None:
    with pytest.raises(ValueError, match="two numbers are called map"):
        ledger([count("map", ["a"], "one"), count("map", ["b"], "other")])


def test_number_ids_hold_no_foreign_characters() -> None:
    assert number_id("characteristic", "country", "Côte d'Ivoire (St. John)") == (
        "characteristic.country.c_te_d_ivoire_st__john"
    )


def test_shares_are_printed_with_a_decimal_only_where_they_are_small() -> None:
    assert [percent(x) for x in (0.4567, 0.0567, 0.0, None, float("nan"))] == [
        "46 %",
        "5.7 %",
        "0 %",
        "unknown: no report",
        "unknown: no report",
    ]
