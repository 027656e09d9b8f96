"""The codebook as a checked file."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.errors import ReviewError, ReviewErrors
from coprod_review.io.codebook import read_codebook

SMALL = """
version: "1"
dimensions:
  part:
    label: Part
    type: single
    question: Who takes part?
    source: review
    codes:
      user: {label: User, definition: A user takes part.}
      none: {label: None, definition: Nobody does.}
  tradition: {label: T, type: single, question: Q, source: review, codes: {none: {label: N, definition: N}}}
  framing: {label: F, type: single, question: Q, source: review, codes: {none: {label: N, definition: N}}}
constraints:
  - {when: {part: none}, then: {part: none}}
  - "a sentence for people"
derived:
  coproduction_form:
    co_production: {nature: involuntary, locus: individual}
sources:
  review: This review.
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "codebook.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_codebook_of_the_project_has_nine_dimensions(project: Path) -> None:
    codebook = read_codebook(project / "config" / "codebook.yaml")
    assert len(codebook.dimensions) == 9
    assert next(iter(codebook.dimensions)) == "tradition"
    assert "framing" in codebook.dimensions


def test_a_codebook_needs_neither_constraints_nor_forms(tmp_path: Path) -> None:
    text = SMALL[: SMALL.index("constraints:")] + SMALL[SMALL.index("sources:") :]
    codebook = read_codebook(written(tmp_path, text))
    assert (codebook.constraints, codebook.coproduction_form) == ((), {})


def test_one_fault_names_all_that_is_fixed_where_a_dimension_is_lacking_without_which_nothing_works(
    tmp_path: Path,
) -> None:
    text = SMALL.replace("  tradition:", "  logic:").replace("{part: none}, then", "{part: nobody}, then")
    with pytest.raises(ReviewErrors) as caught:
        read_codebook(written(tmp_path, text.replace("question: Who takes part?", "qestion: Who?")))
    assert [fault.problem for fault in caught.value.faults if "by name" in fault.problem] == [
        "the codebook lacks what the analysis asks for by name: "
        "the dimension tradition (public_administration, service_management, none); "
        "the dimension tradition_basis (explicit, implicit, none); "
        "framing (protective, consultative, partnership); "
        "the dimension issue_character (technical, procedural, social_interaction, none); "
        "the dimension safety_strategy (none); the dimension involvement_phase (none); "
        "the dimension involvement_nature (none); the dimension involvement_locus (none)"
    ]
    assert any("qestion" in fault.problem for fault in caught.value.faults), "with the faults of its form"
    with pytest.raises(ReviewErrors) as caught:
        read_codebook(written(tmp_path, text))
    assert any("by name" in fault.problem for fault in caught.value.faults)
    assert any("part: nobody" in fault.problem for fault in caught.value.faults), "and of its constraints"


def test_a_constraint_on_an_unknown_code_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, SMALL.replace("when: {part: none}", "when: {part: nobody}"))
    with pytest.raises(ReviewError) as caught:
        read_codebook(path)
    assert "part: nobody" in caught.value.problem
    assert "constraints" in caught.value.remedy


def test_a_source_that_is_not_listed_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, SMALL.replace("source: review", "source: osborne"))
    with pytest.raises(ReviewError, match="'osborne'"):
        read_codebook(path)


EXAMPLES = SMALL.replace(
    "      none: {label: None, definition: Nobody does.}\n",
    """\
      none:
        label: None
        definition: Nobody does.
        examples:
          gets: [Nobody came.]
          near_misses: [A user came.]
""",
)


def test_examples_and_near_misses_of_a_code_are_read(tmp_path: Path) -> None:
    codes = read_codebook(written(tmp_path, EXAMPLES)).dimensions["part"].codes
    assert codes["none"].examples.gets == ("Nobody came.",)
    assert codes["none"].examples.near_misses == ("A user came.",)
    assert codes["user"].examples.gets == ()


def test_an_example_that_must_and_must_not_get_its_code_is_told_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, EXAMPLES.replace("[A user came.]", "[Nobody   came.]"))
    with pytest.raises(ReviewError) as caught:
        read_codebook(path)
    assert "both must and must not get none: 'Nobody came.'" in caught.value.problem
    assert caught.value.where.endswith("codebook.yaml, line 14")
    assert "gets or under near_misses" in caught.value.remedy


def test_an_example_of_two_codes_that_exclude_each_other_is_told(tmp_path: Path) -> None:
    user = "user: {label: User, definition: A user takes part., examples: {gets: [Nobody came.]}}"
    path = written(tmp_path, EXAMPLES.replace("user: {label: User, definition: A user takes part.}", user))
    with pytest.raises(ReviewError) as caught:
        read_codebook(path)
    told = str(caught.value)
    assert "codes that the codebook forbids together (part takes one code, not 2)" in told
    assert "take the example away from one of the codes" in told


@pytest.mark.parametrize(
    "name", ["'net;work'", "a/b", "'=cmd'", "Network of Orgs", "'user '", "_user", "3d", "à"]
)
@pytest.mark.parametrize("of", ["user", "part"])
def test_a_name_that_files_or_tables_cannot_carry_is_refused_with_its_line(
    tmp_path: Path, of: str, name: str
) -> None:
    path = written(
        tmp_path, SMALL.replace(f"{of}: {{label", f"{name}: {{label").replace(f"  {of}:\n", f"  {name}:\n")
    )
    with pytest.raises(ReviewError) as caught:
        read_codebook(path)
    told = [
        fault for fault in getattr(caught.value, "faults", (caught.value,)) if "is no name" in fault.problem
    ]
    assert len(told) == 1
    assert told[0].where.endswith("line 10" if of == "user" else "line 4")
    assert "letters (a to z), digits and _" in told[0].remedy


def test_names_that_differ_in_capitals_alone_are_refused(tmp_path: Path) -> None:
    twin = "      user: {label: User, definition: A user takes part.}\n"
    text = SMALL.replace(twin, twin + twin.replace("user: {label: User", "User: {label: Somebody"))
    of_one = "codes: {none: {label: N, definition: N}}"
    twin = f"  Part: {{label: G, type: single, question: Q, source: review, {of_one}}}"
    text = text.replace("  framing: {label: F", f"{twin}\n  framing: {{label: F")
    with pytest.raises(ReviewErrors) as caught:
        read_codebook(written(tmp_path, text))
    told = [fault for fault in caught.value.faults if "in other letters" in fault.problem]
    assert ["'Part'" in told[0].problem, "'User'" in told[1].problem] == [True, True]
    assert told[1].where.endswith("line 11")


def test_a_code_without_a_definition_and_one_with_the_label_of_another_are_told_with_their_lines(
    tmp_path: Path,
) -> None:
    text = SMALL.replace("definition: A user takes part.", "definition: ' '")
    text = text.replace("{label: None, definition: Nobody", "{label: user, definition: Nobody")
    with pytest.raises(ReviewErrors) as caught:
        read_codebook(written(tmp_path, text))
    told = {fault.problem: fault.where.rpartition("line ")[2] for fault in caught.value.faults}
    assert told["the definition of part: user is empty"] == "10"
    assert told["none has the label of user ('user'), and nobody can tell the two apart"] == "11"


def test_a_code_that_yaml_takes_for_true_is_told_once_with_what_stands_in_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, SMALL.replace("      user: {label", "      yes: {label"))
    with pytest.raises(ReviewError) as caught:
        read_codebook(path)
    faults = getattr(caught.value, "faults", (caught.value,))
    told = [fault for fault in faults if "'yes'" in fault.problem]
    assert len(told) == 1 and told[0].where.endswith("line 10") and '"yes":' in told[0].remedy
    assert not any("True" in fault.problem for fault in faults)
