from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from tests.coding.classifier_examples import example_reports, rule_codings, told_by

from coprod_review.coding.features import BLOCK_WEIGHTS, FeatureSpace, blocks_of, dimension_of
from coprod_review.coding.terms import Terms, terms_of
from coprod_review.coding.tokens import text_of, texts_of
from coprod_review.config import Config
from coprod_review.io.codebook import read_codebook
from coprod_review.io.yamls import read_yaml
from coprod_review.model.report import Report


def report(title: str = "", abstract: str = "", keywords: tuple[str, ...] = ()) -> Report:
    return Report(report_id="r1", record_ids=(), title=title, abstract=abstract, keywords=keywords)


def terms(reports: list[Report]) -> list[Terms]:
    return [terms_of(texts_of(one)) for one in reports]


def words_in(written: str) -> list[str]:
    return [term for term in terms_of([text_of("title", written)]) if " " not in term]


def test_a_word_is_one_however_it_is_spelt() -> None:
    assert words_in("Co-design, codesign, CO\u2010DESIGN, co design") == ["codesign"]
    assert words_in("Organisational behaviour") == words_in("organizational behavior")


def test_other_compounds_are_several_words() -> None:
    assert words_in("patient-led") == ["patient", "led"]


def test_every_term_stands_where_its_offsets_say() -> None:
    text = report("Bees keep gardens.", "Old bees; young bees", ("bees", "honey"))
    for term, places in terms_of(texts_of(text)).items():
        for field, start, end in places:
            assert text.text_of(field)[start:end].casefold() == term


def test_no_pair_reaches_over_the_end_of_a_sentence_or_keyword() -> None:
    found = terms_of(texts_of(report("Bees keep. Gardens grow", keywords=("honey", "wax"))))
    assert "bees keep" in found
    assert "keep gardens" not in found
    assert "honey wax" not in found


def test_words_of_the_other_side_of_a_fold_are_no_features() -> None:
    reports, settled = example_reports()
    blocks = blocks_of(
        reports, terms=terms(reports), rules=rule_codings(reports), lineage=(), inputs=("text", "rules")
    )
    gardens = np.arange(0, len(reports), 3)
    names = FeatureSpace.fitted(blocks, gardens, told=told_by(reports, settled)).names
    assert "compost" in names
    assert "cargo cranes" not in names


def test_the_words_of_a_report_have_one_length() -> None:
    reports, settled = example_reports()
    rows = np.arange(len(reports))
    blocks = blocks_of(reports, terms=terms(reports), rules=(), lineage=(), inputs=("text",))
    space = FeatureSpace.fitted(blocks, rows, told=told_by(reports, settled))
    words = [i for i, name in enumerate(space.names) if " " not in name]
    lengths = np.sqrt((space.matrix(blocks, rows).toarray()[:, words] ** 2).sum(axis=1))
    assert np.allclose(lengths, BLOCK_WEIGHTS["words"])


def test_what_speaks_against_a_code_is_seen_in_its_hits_and_in_no_sum() -> None:
    reports, settled = example_reports()
    codings = [replace(coding, scores={"garden": -2.0, "harbour": 1.0}) for coding in rule_codings(reports)]
    blocks = blocks_of(reports, terms=terms(reports), rules=codings, lineage=(), inputs=("rules",))
    space = FeatureSpace.fitted(blocks, np.arange(len(reports)), told=told_by(reports, settled))
    assert "rules:place/harbour" in space.names
    assert "rules:place/garden" not in space.names
    assert "rule:compost-rule" in space.names


def test_a_feature_is_of_the_dimension_whose_patterns_or_works_make_it() -> None:
    homes = {"vine-grown": "place"}
    assert dimension_of("rule:vine-grown", homes) == "place"
    assert dimension_of("rules:tools/shears", homes) == "tools"
    assert dimension_of("lineage:tools/shears", homes) == "tools"
    assert dimension_of("garden", homes) == dimension_of("venue:garden", homes) == ""


def test_no_pattern_of_the_bundled_configuration_counts_for_tradition_and_for_framing(project: Path) -> None:
    hidden = read_yaml(project / "config" / "config.yaml", Config).classifier.hidden
    dimensions = {*read_codebook(project / "config" / "codebook.yaml").dimensions}
    seen = {name: dimensions - {*hidden[name]} for name in ("tradition", "tradition_basis", "framing")}
    assert all(name in seen[name] for name in seen)
    assert not (seen["tradition"] | seen["tradition_basis"]) & seen["framing"]
