"""The rule coder: evidence that holds, scores that add up, decisions within the codebook."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.coding.rules import RuleCoder, code_by_rules
from coprod_review.io.codebook import read_codebook
from coprod_review.io.patterns import read_decisions, read_patterns, read_weighing
from coprod_review.model.coding import Coding
from coprod_review.model.report import Report

CONFIG = Path(__file__).parent.parent.parent / "config"
CODEBOOK = read_codebook(CONFIG / "codebook.yaml")
CODER = RuleCoder(
    codebook=CODEBOOK,
    patterns=read_patterns(CONFIG / "patterns", CODEBOOK),
    weighing=read_weighing(CONFIG / "contexts.yaml"),
    decisions=read_decisions(CONFIG / "decisions.yaml", CODEBOOK),
)
PIECES = [
    "Co-production of public services by citizens was studied.",
    "Value co-creation arises in service encounters.",
    "Experience-based co-design was used.",
    "Patient safety suffered from medication errors.",
    "Patients report safety incidents by phone.",
    "There was no patient involvement.",
    "Family caregivers develop their own strategies to prevent harm at home.",
    "BACKGROUND: User involvement is old. METHODS: Interviews. RESULTS: It was rare.",
    "Future research should study value-in-use.",
    "A care bundle and infection control were introduced; resilience grew.",
    "Ecosystem services of farms were valued.",
    "Ça va? “Naïve” users – œuvre №5\nn/a;",
]


def report(title: str = "", abstract: str = "", keywords: tuple[str, ...] = ()) -> Report:
    return Report(report_id="r1", record_ids=("x:1",), title=title, abstract=abstract, keywords=keywords)


def coded(title: str = "", abstract: str = "", keywords: tuple[str, ...] = ()) -> dict[str, Coding]:
    return {c.dimension: c for c in CODER.code(report(title, abstract, keywords))}


reports = st.builds(
    report,
    title=st.sampled_from(["", *PIECES]),
    abstract=st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join),
    keywords=st.lists(st.sampled_from(["Co-creation", "patient safety", "service logic"]), max_size=3).map(
        tuple
    ),
)


@given(reports)
def test_every_passage_of_evidence_reads_in_its_field_as_quoted(written: Report) -> None:
    for coding in CODER.code(written):
        assert all(e.holds_in(written.text_of(e.field)) for e in coding.evidence)


@given(reports)
def test_scores_are_the_sums_of_the_weights_of_their_evidence(written: Report) -> None:
    for coding in CODER.code(written):
        sums: dict[str, float] = {}
        for e in coding.evidence:
            sums[e.code] = sums.get(e.code, 0.0) + e.weight
        assert coding.scores == pytest.approx({code: s for code, s in sums.items() if abs(s) > 1e-9})


@given(reports)
def test_the_codes_of_a_report_break_no_rule_of_the_codebook(written: Report) -> None:
    codes = {c.dimension: c.codes for c in CODER.code(written)}
    assert list(CODEBOOK.violations(codes)) == []
    assert set(codes) == set(CODEBOOK.dimensions)
    assert all(list(given) == sorted(given) for given in codes.values())


@given(st.lists(reports, max_size=4))
def test_coding_twice_gives_the_same(written: list[Report]) -> None:
    assert list(code_by_rules(CODER, written)) == list(code_by_rules(CODER, written))


def test_invited_participation_of_citizens_is_public_administration() -> None:
    coding = coded("Citizens co-produce parks", "Citizen participation in council services was invited.")
    assert coding["tradition"].codes == ("public_administration",)
    assert coding["tradition_basis"].codes == ("explicit",)
    assert coding["framing"].codes == ("none",)
    assert coding["safety_strategy"].codes == ("none",)


def test_value_that_arises_in_use_is_service_management() -> None:
    coding = coded("Value-in-use at home", "From service-dominant logic, patients integrate resources.")
    assert coding["tradition"].codes == ("service_management",)


def test_both_theories_joined_are_integrative() -> None:
    coding = coded("", "We join public administration and service management theory on value co-creation.")
    assert coding["tradition"].codes == ("integrative",)


def test_research_made_together_is_another_tradition() -> None:
    coding = coded("Integrated knowledge translation", "Knowledge users joined; co-produced research grew.")
    assert coding["tradition"].codes == ("other",)


def test_silence_in_title_and_abstract_is_no_co_production() -> None:
    coding = coded(
        "Audit of ward lighting", "Lamps were counted on the ward at night, and most of them worked well."
    )
    assert coding["tradition"].codes == ("none",)
    assert coding["tradition"].note == "silence: nothing found"
    assert coding["tradition"].examined == ("title", "abstract")


def test_silence_in_a_title_alone_is_no_answer() -> None:
    coding = coded("On lamps")
    assert coding["tradition"].codes == ()
    assert "only a title" in coding["tradition"].note


def test_a_text_that_is_not_english_is_left_to_people() -> None:
    swedish = (
        "Patienter och anhöriga deltog inte i planeringen av vården utan fick besked av läkare sedan. " * 2
    )
    coding = coded("Vården", swedish)
    assert all(c.codes == () and "English" in c.note for c in coding.values())


def test_what_is_denied_is_kept_as_evidence_without_weight() -> None:
    coding = coded("", "There was no citizen participation at all in this large programme.")
    (denied,) = (e for e in coding["tradition"].evidence if e.rule == "pa-citizen-participation")
    assert denied.weight == 0
    assert "negated" in denied.context


def test_a_passage_inside_a_heavier_one_of_the_same_code_counts_once() -> None:
    coding = coded("", "Citizens co-produce the park.")
    weights = {e.rule: e.weight for e in coding["tradition"].evidence}
    assert weights["pa-citizens-coproduce"] > 0
    assert weights["pa-coproduction"] == 0


def test_repeating_a_word_adds_less_each_time() -> None:
    evidence = coded("", "Volunteers came. Volunteers went. Volunteers slept.")["tradition"].evidence
    first, second, third = (e.weight for e in evidence if e.rule == "pa-third-sector")
    assert first > second > third > 0


def test_a_clinical_word_alone_is_no_matter_of_safety() -> None:
    framing = coded(
        title="Sepsis of rats", abstract="Sepsis was induced in rats by puncture. Mortality fell."
    )
    assert framing["framing"].codes == ("none",)
    assert any("unsupported" in e.context and e.weight == 0 for e in framing["framing"].evidence)
    assert coded(title="Sepsis seen late on wards")["framing"].codes == ("protective",)


def test_evidence_quotes_the_words_that_a_pattern_asks_for_beside_its_own() -> None:
    coding = coded(abstract="In partnership with families the ward reduced harm.")["framing"]
    found = [e for e in coding.evidence if e.rule == "partner-in-safety"]
    assert [(e.quote, e.context) for e in found if not e.weight] == [
        ("partnership with families", ("beside",))
    ]
    assert sum(e.weight for e in found) == coding.scores["partnership"]
    abstract = "In partnership with families the ward reduced harm."
    assert all(e.holds_in(abstract) for e in found)


def test_words_beside_are_quoted_once_however_many_passages_ask_for_them() -> None:
    coding = coded(
        abstract="In partnership with families the ward reduced harm and prevented errors and harm."
    )
    found = [e for e in coding["framing"].evidence if e.rule == "partner-in-safety"]
    assert len([e for e in found if "beside" not in e.context]) > 1
    assert [e.quote for e in found if "beside" in e.context] == ["partnership with families"]


def test_a_passage_whose_sentence_lacks_what_it_needs_is_no_evidence() -> None:
    alone = coded(abstract="Two hospitals formed a partnership. It reduced harm to patients.")
    assert not any(e.rule == "partner-in-safety" for e in alone["framing"].evidence)
    together = coded(abstract="In partnership with families the ward reduced harm.")
    assert any(e.rule == "partner-in-safety" and e.weight for e in together["framing"].evidence)


@pytest.mark.parametrize(
    ("abstract", "rule", "flag"),
    [
        (
            "The scheme for medication safety was built by managers, without any co-design by patients.",
            "partner-codesign-safety",
            "negated",
        ),
        (
            "On these wards families never became partners in the prevention of errors.",
            "partner-in-safety",
            "negated",
        ),
        (
            "At no site were patients treated as partners when harm was discussed.",
            "partner-in-safety",
            "negated",
        ),
        (
            "The ward reduced harm by rules of its own rather than in partnership with families.",
            "partner-in-safety",
            "contrast",
        ),
    ],
)
def test_what_is_said_of_the_words_beside_is_said_of_the_passage(abstract: str, rule: str, flag: str) -> None:
    found = [e for e in coded(abstract=abstract)["framing"].evidence if e.rule == rule]
    assert found
    assert all(flag in e.context for e in found)
    standing = [e for e in found if "beside" not in e.context and e.weight]
    assert bool(standing) == (flag != "negated")


def test_words_beside_that_are_denied_are_quoted_with_what_denies_them() -> None:
    abstract = "Errors in medication fell on the wards, although families never became partners."
    found = [e for e in coded(abstract=abstract)["framing"].evidence if e.rule == "partner-in-safety"]
    assert [(e.quote, e.context) for e in found if "beside" in e.context] == [
        ("families never became partners", ("beside", "negated"))
    ]


def test_words_beside_that_stand_outweigh_nearer_ones_that_are_denied() -> None:
    abstract = "In partnership with families the ward learned that harm grew with no partnership of families."
    found = [e for e in coded(abstract=abstract)["framing"].evidence if e.rule == "partner-in-safety"]
    assert any(e.weight for e in found)
    assert [e.start for e in found if "beside" in e.context] == [3]


def test_staff_who_say_that_they_asked_nobody_co_produce_among_themselves() -> None:
    alone = coded(abstract="Staff co-designed the form; patients were not asked.")["tradition"]
    assert alone.codes == ("none",)
    joined = "Nurses co-designed the safety bundle with colleagues and with patients and families."
    assert coded(abstract=joined)["tradition"].codes == ("public_administration",)
