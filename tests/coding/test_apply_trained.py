"""Trained coders kept as plain data, and the coders of a run together on reports of other exports."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from tests.coding.classifier_examples import (
    PLAN,
    dimension,
    example_codebook,
    example_reports,
)

from coprod_review.coding.classifier import Classification, classify, train_side
from coprod_review.coding.combination import Combination, columns_of, learn_combination
from coprod_review.coding.combine import combine_and_keep
from coprod_review.coding.lineage import LineageCoder
from coprod_review.coding.machine import MachineCoder, Trained
from coprod_review.coding.material import Material, gathered
from coprod_review.coding.rules import RuleCoder
from coprod_review.coding.settled_sides import settled_answers
from coprod_review.coding.stacking import Scored, scored_by
from coprod_review.coding.trained import (
    classifier_of,
    combination_of,
    keys_of,
    plain_classifier,
    plain_combination,
    training_keys,
)
from coprod_review.coding.trained_classifier import TrainedClassifier
from coprod_review.coding.unread import NO_ABSTRACT, NO_RUNNING_TEXT
from coprod_review.errors import ReviewError
from coprod_review.io.trained import read_feature_table, read_plain, write_feature_table, write_plain
from coprod_review.model.coding import Coding
from coprod_review.model.pattern import Pattern
from coprod_review.model.report import Report
from coprod_review.model.rules import Decision, DecisionStep, Weighing

BOOK = replace(
    example_codebook(),
    dimensions={**example_codebook().dimensions, "tradition": dimension("tradition", ("none", "other"))},
)
REPORTS, SETTLED = example_reports()
SETTLED_IDS = {s.report_id for s in SETTLED}


def pattern(word: str, code: str) -> Pattern:
    return Pattern(
        pattern_id=f"{word}-rule",
        dimension="place",
        code=code,
        weight=1.0,
        phrases=(word,),
        tokens=(),
        matches=(),
        misses=(),
        file="invented",
        line=1,
    )


def step(highest: tuple[str, ...]) -> DecisionStep:
    return DecisionStep(highest=highest, at_least={}, below={}, outweighs={}, given={})


RULES = RuleCoder(
    codebook=BOOK,
    patterns=[pattern("compost", "garden"), pattern("mooring", "harbour")],
    weighing=Weighing(
        fields={"title": 1.0, "abstract": 1.0, "keywords": 1.0}, repeat=0.5, contexts=(), sections=()
    ),
    decisions=[Decision(dimension="place", steps=(step(("garden", "harbour")),), silence="none")],
)
LINEAGE = LineageCoder(codebook=BOOK, works=())


def codings_of_rules() -> list[Coding]:
    return [coding for report in REPORTS for coding in RULES.code(report)]


def codings_of_lineage() -> list[Coding]:
    return [LINEAGE.code(report) for report in REPORTS]


@cache
def material() -> Material:
    return gathered(
        REPORTS,
        settled=SETTLED,
        rules=codings_of_rules(),
        lineage=codings_of_lineage(),
        codebook=BOOK,
        plan=PLAN,
    )


@cache
def classified() -> Classification:
    return classify(
        REPORTS,
        settled=SETTLED,
        rules=codings_of_rules(),
        lineage=codings_of_lineage(),
        codebook=BOOK,
        plan=PLAN,
    )


@cache
def scored() -> Scored:
    return scored_by(
        rules=codings_of_rules(),
        lineage=codings_of_lineage(),
        classifier=classified().codings,
        inner=classified().inner,
    )


def kept(
    classifier: TrainedClassifier,
    combination: Combination,
    *,
    language_of: Callable[[str], str],
    n_rivals: int = 1,
) -> MachineCoder:
    """Coders that went through plain data, as JSON has them."""
    plain, table = plain_classifier(classifier)
    return MachineCoder(
        codebook=BOOK,
        rules=RULES,
        lineage=LINEAGE,
        trained=Trained(
            classifier=classifier_of(json.loads(json.dumps(plain)), table, where="kept"),
            combination=combination_of(
                json.loads(json.dumps(plain_combination(combination, codebook="test"))), where="kept"
            ),
            counts={"place": {"garden": 20, "harbour": 20, "none": 20}},
            min_settled_per_code=10,
        ),
        language_of=language_of,
        n_rivals=n_rivals,
    )


def without_fold(k: int) -> MachineCoder:
    combination = learn_combination(
        columns_of(scored(), BOOK),
        answers=settled_answers(SETTLED),
        without=k,
        codebook=BOOK,
        coverage=0.8,
        per_code_from=10,
    )
    return kept(train_side(material(), k).trained, combination, language_of=lambda _: "")


def final() -> MachineCoder:
    combined = combine_and_keep(scored(), settled=SETTLED, codebook=BOOK, coverage=0.8, per_code_from=10)
    return kept(classified().final, combined.final, language_of=lambda text: "sv" if "och" in text else "")


def of_run() -> dict[tuple[str, str, str], Coding]:
    combined = combine_and_keep(scored(), settled=SETTLED, codebook=BOOK, coverage=0.8, per_code_from=10)
    return {(c.report_id, c.dimension, c.coder): c for c in (*classified().codings, *combined.codings)}


@pytest.mark.parametrize("k", range(PLAN.n_folds))
def test_the_coders_kept_without_a_fold_code_it_as_the_run_does_out_of_fold(k: int) -> None:
    folds = classified().fold_by_report
    mine = [r for r in REPORTS if folds.get(r.report_id) == k]
    found = [c for c in without_fold(k).codings(mine) if c.coder in ("classifier", "combination")]
    assert len(found) == 4 * len(mine) > 0
    assert found == [of_run()[c.report_id, c.dimension, c.coder] for c in found]


def test_the_final_coders_code_reports_that_are_not_settled_as_the_run_does() -> None:
    others = [r for r in REPORTS if r.report_id not in SETTLED_IDS]
    found = [c for c in final().codings(others) if c.coder in ("classifier", "combination")]
    assert len(found) == 4 * len(others) > 0
    assert found == [of_run()[c.report_id, c.dimension, c.coder] for c in found]


def test_what_a_report_is_coded_with_does_not_change_its_codes() -> None:
    together = final().code(REPORTS[:9])
    assert together == [coded for report in REPORTS[:9] for coded in final().code([report])]


def report(title: str, abstract: str = "", language: str = "") -> Report:
    return Report(report_id="new:1", record_ids=("new:1",), title=title, abstract=abstract, language=language)


GARDEN = (
    "A study of compost and of pruning shears among neighbours, with attention to the orchard of the town."
)


def leaning_to(code: str) -> MachineCoder:
    """Coders whose combination gives this code of place whatever the classifier says."""
    combined = combine_and_keep(scored(), settled=SETTLED, codebook=BOOK, coverage=0.8, per_code_from=10)
    fitted = combined.final["place"]
    biases = [100.0 if name == code else 0.0 for name in fitted.model.space.codes]
    leaning = replace(fitted, model=replace(fitted.model, biases=np.array(biases)))
    return kept(
        classified().final, {**combined.final, "place": leaning}, language_of=lambda _: "", n_rivals=0
    )


@pytest.mark.parametrize("code", ["garden", "harbour", "none"])
def test_the_code_that_the_combination_gives_is_explained_whatever_the_classifier_answers(code: str) -> None:
    coder = leaning_to(code)
    answers = set()
    for coded in coder.code(REPORTS[:12]):
        given, explained = coded.codings["combination", "place"], coded.codings["classifier", "place"]
        answers.add(explained.codes)
        assert given.codes == (code,)
        told = re.search(
            rf"(?:^|; ){code}: score ([^,]+), with intercept ([^,]+)(.*?), other terms (\S+) ", explained.note
        )
        assert told is not None
        unplaced = [float(part.split()[-1]) for part in told[3].split(", ") if part]
        shown = [e.weight for e in explained.evidence if e.code == code]
        total = math.fsum([float(told[2]), *unplaced, *shown, float(told[4])])
        assert total == pytest.approx(float(told[1]), abs=1e-3)
    assert len(answers) > 1


def test_nothing_is_explained_twice() -> None:
    for coded in leaning_to("garden").code(REPORTS[:12]):
        note = coded.codings["classifier", "place"].note
        assert note.count("garden: score") == 1


def test_a_dimension_without_trained_coders_is_open_and_says_why() -> None:
    (coded,) = final().code([report("Compost in the orchard", GARDEN)])
    assert coded.codes["tradition"].status == "open"
    assert "too few settled reports" in coded.codes["tradition"].reason


def test_without_an_abstract_the_codes_are_suggestions_for_people() -> None:
    (coded,) = final().code([report("Compost in the orchard of the town")])
    assert coded.examined == ("title",)
    assert coded.codings["combination", "place"].codes == ("garden",)
    assert {c.reason for c in coded.codes.values()} == {NO_ABSTRACT}


def test_an_abstract_without_a_common_word_decides_nothing() -> None:
    (coded,) = final().code([report("Compost in the orchard", "Compost; SaMD; PROMs")])
    assert coded.codings["combination", "place"].codes == ("garden",)
    assert {c.reason for c in coded.codes.values()} == {NO_RUNNING_TEXT}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (report("Kompost i staden", "Grannar och kompost."), "sv, by its words and letters"),
        (report("Kompost och jord", "Kompost; SaMD."), "sv, by its words and letters"),
        (report("Компост в саду", "Соседи и их сад зимой."), "most of its letters are not Latin"),
        (report("Kompost", language="da"), "da, so says its export"),
        (report("", "kompost jord spade kniv " * 8), "0% common English words"),
    ],
)
def test_a_text_that_is_not_english_is_not_coded_and_says_so(written: Report, said: str) -> None:
    coded, english = final().code([written, replace(report("Compost", GARDEN), report_id="new:2")])
    assert said in coded.foreign
    assert coded.codings == {}
    assert {(c.status, c.reason) for c in coded.codes.values()} == {("open", coded.foreign)}
    assert not english.foreign


def test_an_english_title_of_a_foreign_article_is_read_as_english() -> None:
    (coded,) = final().code([report("The compost of the orchard", language="fr")])
    assert not coded.foreign


def test_trained_coders_are_written_and_read_without_loss(tmp_path: Path) -> None:
    plain, table = plain_classifier(classified().final)
    write_plain(tmp_path / "c.json", plain)
    write_feature_table(tmp_path / "f.parquet", table)
    first = [(tmp_path / name).read_bytes() for name in ("c.json", "f.parquet")]
    again, columns = plain_classifier(
        classifier_of(
            read_plain(tmp_path / "c.json"), read_feature_table(tmp_path / "f.parquet"), where="c.json"
        )
    )
    write_plain(tmp_path / "c.json", again)
    write_feature_table(tmp_path / "f.parquet", columns)
    assert [(tmp_path / name).read_bytes() for name in ("c.json", "f.parquet")] == first


def test_a_threshold_that_lets_all_answers_pass_is_kept() -> None:
    combined = combine_and_keep(scored(), settled=SETTLED, codebook=BOOK, coverage=0.999, per_code_from=10)
    plain = plain_combination(combined.final, codebook="test")
    assert plain["dimensions"]["place"]["threshold"] is None
    assert combination_of(plain, where="kept")["place"].limits == combined.final["place"].limits


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"format": 999}, "another version"),
        ({"block_weights": {}}, "another version"),
        ({"dimensions": {"place": {}}}, "damaged"),
        ({"blocks": ["words"]}, "damaged"),
    ],
)
def test_coders_of_another_version_and_damaged_ones_are_refused(change: dict[str, object], told: str) -> None:
    plain, table = plain_classifier(classified().final)
    with pytest.raises(ReviewError, match=told) as caught:
        classifier_of(plain | change, table, where="trained/classifier.json")
    assert caught.value.where == "trained/classifier.json"
    assert "make review" in caught.value.remedy


def test_a_report_that_taught_is_known_by_doi_pmid_or_a_title_that_tells() -> None:
    taught = [
        replace(REPORTS[0], doi="10.5555/1", pmid="77", title="Compost, and its many neighbours"),
        replace(REPORTS[1], title="Editorial"),
    ]
    keys = set(training_keys(taught))
    assert keys == {"doi:10.5555/1", "pmid:77", "title:compostanditsmanyneighbours"}
    assert keys_of(report("COMPOST AND ITS MANY NEIGHBOURS")) == ["title:compostanditsmanyneighbours"]
    assert keys_of(report("Editorial")) == []


def test_nothing_is_trained_where_too_few_are_settled_and_apply_still_quotes_rules() -> None:
    few = classify(REPORTS, settled=SETTLED[:4], codebook=BOOK, plan=PLAN)
    machine = kept(few.final, {}, language_of=lambda _: "")
    (coded,) = machine.code([report("Compost", GARDEN)])
    assert coded.codings["rules", "place"].codes == ("garden",)
    assert {c.status for c in coded.codes.values()} == {"open"}
