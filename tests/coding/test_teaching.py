"""Teaching texts: invented abstracts teach the coders, and count nowhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.coding.classifier_examples import (
    PLAN,
    agreed,
    example_codebook,
    example_reports,
    rule_codings,
)

from coprod_review.coding.classifier import Classification, classify
from coprod_review.coding.combine import combine
from coprod_review.coding.settled_sides import ALL_SETTLED
from coprod_review.errors import ReviewError, ReviewErrors
from coprod_review.io.codebook import read_codebook
from coprod_review.io.teaching import read_teaching
from coprod_review.model.report import Report
from coprod_review.model.teaching import NO_TEACHING, Teaching, is_teaching

ROOT = Path(__file__).parents[2]
CODEBOOK = example_codebook()
REPORTS, SETTLED = example_reports()


def teaching(*, weight: float = 0.5, place: str = "harbour") -> Teaching:
    texts = tuple(
        Report(
            report_id=f"teaching:t{i}",
            record_ids=(),
            title="Lanterns at the lock gate",
            abstract=f"Lanterns were hung at lock gate {i} and bargemen steered by them.",
        )
        for i in range(6)
    )
    codes = [code for text in texts for code in (agreed(text.report_id, "place", place),)]
    return Teaching(texts=texts, codes=tuple(codes), weight=weight)


def classified(taught: Teaching = NO_TEACHING, *, reports: list[Report] | None = None) -> Classification:
    asked = reports or REPORTS
    rules = rule_codings([*asked, *taught.texts])
    return classify(asked, settled=SETTLED, rules=rules, codebook=CODEBOOK, plan=PLAN, teaching=taught)


def test_words_that_only_teaching_texts_have_are_learned_from_them() -> None:
    unread = Report(
        report_id="z1", record_ids=(), title="Lanterns", abstract="Lanterns, bargemen and the lock gate."
    )
    asked = [*REPORTS, unread]
    answers = {
        place: next(
            c.scores["harbour"]
            for c in classified(teaching(place=place), reports=asked).codings
            if (c.report_id, c.dimension) == ("z1", "place")
        )
        for place in ("harbour", "garden")
    }
    assert answers["harbour"] > answers["garden"]


def test_teaching_texts_are_coded_out_of_fold_and_apart_from_the_reports() -> None:
    found = classified(teaching())
    assert {c.report_id for c in found.codings} == {r.report_id for r in REPORTS}
    assert {c.report_id for c in found.of_teaching} == {f"teaching:t{i}" for i in range(6)}
    assert not any(map(is_teaching, found.fold_by_report))
    assert ALL_SETTLED not in found.fold_by_report.values()


def test_the_combination_learns_from_them_and_gives_them_no_code() -> None:
    taught = teaching()
    found = classified(taught)
    codings = combine(
        rules=rule_codings([*REPORTS, *taught.texts]),
        lineage=(),
        classifier=[*found.codings, *found.of_teaching],
        inner=found.inner,
        settled=[*SETTLED, *taught.codes],
        codebook=CODEBOOK,
        coverage=0.9,
        per_code_from=30,
    )
    assert {c.report_id for c in codings} == {r.report_id for r in REPORTS}


def test_they_do_not_help_a_dimension_over_the_least_number_of_settled_reports() -> None:
    few = [s for s in SETTLED if s.dimension != "tools"]
    few += [s for s in SETTLED if s.dimension == "tools"][:6]
    taught = teaching()
    taught = replace(
        taught, codes=(*taught.codes, *(agreed(t.report_id, "tools", "crane") for t in taught.texts))
    )
    found = classify(
        REPORTS,
        settled=few,
        rules=rule_codings([*REPORTS, *taught.texts]),
        codebook=CODEBOOK,
        plan=PLAN,
        teaching=taught,
    )
    assert "tools" in found.untrained


def test_a_weight_of_nothing_leaves_them_out(tmp_path: Path) -> None:
    codebook = read_codebook(ROOT / "config" / "codebook.yaml")
    assert read_teaching(ROOT / "config" / "teaching", codebook, weight=0.0) == NO_TEACHING
    assert read_teaching(tmp_path / "nowhere", codebook) == NO_TEACHING


def test_faults_are_told_with_their_line_and_a_remedy(tmp_path: Path) -> None:
    codebook = read_codebook(ROOT / "config" / "codebook.yaml")
    columns = ["id", "title", "abstract", "keywords", *codebook.dimensions]
    good = dict.fromkeys(codebook.dimensions, "none")
    rows = [
        good | {"id": "a", "title": "One", "abstract": "Words."},
        good | {"id": "a", "title": "Two", "abstract": "Words.", "framing": "guarded"},
        good | {"id": "b", "title": "Three", "abstract": "Words.", "tradition": "other"},
    ]
    lines = [",".join(row.get(column, "") for column in columns) for row in rows]
    (tmp_path / "area.csv").write_text("\n".join([",".join(columns), *lines]) + "\n", encoding="utf-8")
    with pytest.raises(ReviewErrors) as raised:
        read_teaching(tmp_path, codebook)
    told = str(raised.value)
    assert "line 3" in told
    assert "a stands at area.csv, line 2 too" in told
    assert "'guarded' is not a code of framing" in told
    assert "break a constraint" in told
    assert "line 4" in told


def test_a_column_that_several_files_lack_is_told_for_each_of_them_with_the_faults_of_the_others(
    tmp_path: Path,
) -> None:
    codebook = read_codebook(ROOT / "config" / "codebook.yaml")
    columns = ["id", "title", "abstract", "keywords", *codebook.dimensions]
    row = dict.fromkeys(columns, "none") | {"id": "a", "title": "One", "abstract": "Words."}

    def write(name: str, lacking: str, **cells: str) -> None:
        kept = [column for column in columns if column != lacking]
        lines = [",".join(kept), ",".join({**row, **cells}[column] for column in kept)]
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")

    write("first.csv", "framing")
    write("second.csv", "tradition")
    write("third.csv", "", framing="guarded")
    with pytest.raises(ReviewErrors) as raised:
        read_teaching(tmp_path, codebook)
    places = [(fault.where.rpartition("/")[2], fault.problem) for fault in raised.value.faults]
    assert places[:2] == [
        ("first.csv, line 1", "the header lacks framing: a teaching text has codes in every dimension"),
        ("second.csv, line 1", "the header lacks tradition: a teaching text has codes in every dimension"),
    ]
    assert ("third.csv, line 2", "'guarded' is not a code of framing") in places


def test_the_texts_of_the_review_cover_every_code_and_no_report_of_the_corpus() -> None:
    codebook = read_codebook(ROOT / "config" / "codebook.yaml")
    taught = read_teaching(ROOT / "config" / "teaching", codebook)
    given = {(c.dimension, code) for c in taught.codes for code in c.codes}
    assert given == {(d.name, code) for d in codebook.dimensions.values() for code in d.codes}
    titles = {text.title.casefold() for text in taught.texts}
    assert len(titles) == len(taught.texts)
    corpus = (ROOT / "corpus" / "characteristics.csv").read_text(encoding="utf-8").casefold()
    assert not [title for title in titles if title in corpus]


def test_marks_of_git_in_a_teaching_table_are_told_as_those(tmp_path: Path) -> None:
    rows = ["id,title,abstract,keywords", "<<<<<<< HEAD", "a,A,b,", "=======", "c,C,d,", ">>>>>>> B"]
    (tmp_path / "area.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(ReviewError, match="what stands between lines 2 and 6 comes from either branch"):
        read_teaching(tmp_path, None)
