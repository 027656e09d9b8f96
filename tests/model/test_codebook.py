"""The rules that bind codes."""

from __future__ import annotations

from coprod_review.model.codebook import Code, Codebook, Constraint, Dimension
from coprod_review.model.coding import Evidence


def dimension(name: str, *codes: str, multiple: bool = False) -> Dimension:
    return Dimension(
        name=name,
        label=name,
        question="?",
        multiple=multiple,
        source="review",
        codes={c: Code(name=c, label=c, definition=c) for c in codes},
    )


BOOK = Codebook(
    version="1",
    dimensions={
        "framing": dimension("framing", "protective", "none"),
        "strategy": dimension("strategy", "mitigation", "monitoring", "none", multiple=True),
    },
    constraints=(Constraint(when={"framing": "none"}, then={"strategy": "none"}),),
    coproduction_form={},
    sources={},
)


def test_codes_that_keep_the_rules_break_nothing() -> None:
    assert not list(BOOK.violations({"framing": ("none",), "strategy": ("none",)}))
    assert not list(BOOK.violations({"framing": ("protective",), "strategy": ("mitigation", "monitoring")}))


def test_a_broken_constraint_is_said_in_words() -> None:
    (said,) = BOOK.violations({"framing": ("none",), "strategy": ("mitigation",)})
    assert said == "when framing is none, then strategy none"


def test_what_was_not_coded_breaks_no_constraint() -> None:
    assert not list(BOOK.violations({"framing": ("none",)}))
    assert not list(BOOK.violations({"framing": ("none",), "strategy": ()}))


def test_unknown_codes_and_dimensions_and_companions_of_none_are_said() -> None:
    said = list(BOOK.violations({"frame": ("none",), "framing": ("x",), "strategy": ("mitigation", "none")}))
    assert said == [
        "unknown dimension 'frame'",
        "unknown code 'x' in framing",
        "in strategy, none stands alone",
    ]


def test_two_codes_in_a_dimension_of_one_are_said() -> None:
    assert "framing takes one code, not 2" in BOOK.violations({"framing": ("none", "protective")})


def test_evidence_holds_only_where_words_and_offsets_agree() -> None:
    passage = Evidence(field="title", start=4, end=8, quote="care")
    assert passage.holds_in("Our care")
    assert not passage.holds_in("My own care")


def test_the_conditions_of_a_constraint_are_read_from_what_it_tells() -> None:
    constraint = Constraint(when={"wind": "none", "rain": "light"}, then={"clothes": "coat", "hat": "none"})
    assert Constraint.conditions_in(f"so it is: {constraint}; and more") == ("wind", "rain")
    assert Constraint.conditions_in("AB and CD agree") == ()
