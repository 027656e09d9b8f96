"""Sides of `make bench` that count seconds within one process: prints them as JSON on the last line.

    python benchmarks/bench_sides.py NAME [--results results] [--n 300]

Each pair does the same work. coding-*: so many reports of the run are searched for the same 300 phrases, by
ours and by a plain spaCy pipeline, one process each. classifier-*: so many dimensions of the codebook are
learned from the settled codes, folds within folds, by ours and by scikit-learn's TfidfVectorizer and
LogisticRegressionCV. figures-*: all figures are drawn in all formats, by ours in two processes and by plain
savefig in one.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from closed_pipe import quietly

Work = Callable[[], Any]
"""What is timed; what it needs was made before."""


def main() -> int:
    """Make what the side needs, time it, and print the seconds."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", choices=SIDES)
    parser.add_argument("--results", type=Path, default=Path("results"))
    parser.add_argument("--n", type=int, default=300)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    work = SIDES[arguments.name](arguments.results, arguments.n)
    begun, start = os.times(), time.perf_counter()
    work()
    clock, ended = time.perf_counter() - start, os.times()
    busy = sum(ended[:4]) - sum(begun[:4])
    print(json.dumps({"clock": clock, "processors": busy}))
    return 0


def coding_ours(results: Path, n: int) -> Work:
    """Our matcher over our words."""
    import coding_speed

    from coprod_review.coding.matching import PhraseMatcher
    from coprod_review.coding.tokens import text_of

    matcher = PhraseMatcher({k: [p] for k, p in coding_speed.chosen_phrases(300, least_sets=1).items()})
    texts = _texts(results, n)
    return lambda: [[matcher.passages(text_of(*field)) for field in fields] for fields in texts]


def coding_stock(results: Path, n: int) -> Work:
    """spaCy's tokenizer, sentencizer and matchers."""
    import coding_speed

    stock = coding_speed.Stock(coding_speed.chosen_phrases(300, least_sets=1))
    texts = _texts(results, n)
    return lambda: stock.matches(texts)


def _texts(results: Path, n: int) -> list[list[tuple[str, str]]]:
    import coding_speed

    from coprod_review.io.tables import read_reports

    texts = [coding_speed.written(r) for r in read_reports(results / "dedupe" / "reports.parquet")]
    return (texts * (n // len(texts) + 1))[:n]


def classifier_ours(results: Path, n: int) -> Work:
    """The classifier of the review with all its inputs; the penalty is chosen anew, as the peer does."""
    from coprod_review.coding.classifier import classify
    from coprod_review.config import Config
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.related_pairs import read_related
    from coprod_review.io.yamls import read_yaml
    from coprod_review.tasks.coding.plan import plan_of

    codebook = read_codebook(Path("config/codebook.yaml"))
    names = list(codebook.dimensions)[:n]
    settled = [c for c in tables.read_codes(results / "settle" / "settled.parquet") if c.dimension in names]
    ids = {code.report_id for code in settled}
    reports = [r for r in tables.read_reports(results / "dedupe" / "reports.parquet") if r.report_id in ids]
    rules, lineage = (
        [c for c in tables.read_codings(results / "code" / f"{name}.parquet") if c.report_id in ids]
        for name in ("rules", "lineage")
    )
    plan = plan_of(read_yaml(Path("config/config.yaml"), Config))
    related = read_related(results / "dedupe" / "pairs.csv")
    return lambda: classify(
        reports,
        settled=settled,
        rules=rules,
        lineage=lineage,
        codebook=codebook,
        plan=plan,
        related=related,
    )


def classifier_plain(results: Path, n: int) -> Work:
    """What people write: text alone, TF-IDF, logistic regression whose penalty inner folds choose."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegressionCV
    from sklearn.model_selection import KFold
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MultiLabelBinarizer

    from coprod_review.config import Config
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.yamls import read_yaml

    settings = read_yaml(Path("config/config.yaml"), Config).classifier
    dimensions = read_codebook(Path("config/codebook.yaml")).dimensions
    reports = tables.read_reports(results / "dedupe" / "reports.parquet")
    text_by_report = {r.report_id: " ".join((r.title, r.abstract, " ".join(r.keywords))) for r in reports}
    answers: dict[str, dict[str, tuple[str, ...]]] = {name: {} for name in list(dimensions)[:n]}
    for code in tables.read_codes(results / "settle" / "settled.parquet"):
        if code.dimension in answers and code.report_id in text_by_report:
            answers[code.dimension][code.report_id] = code.codes

    def learned() -> None:
        for name, known in answers.items():
            if len(known) < settings.min_settled:
                continue
            texts = np.array([text_by_report[r] for r in known], dtype=object)
            sides = [*KFold(settings.folds, shuffle=True, random_state=0).split(texts), (slice(None), None)]
            labels = (
                MultiLabelBinarizer().fit_transform(list(known.values()))
                if dimensions[name].multiple
                else np.array([" ".join(codes) for codes in known.values()])
            )
            for taught, asked in sides:
                one = LogisticRegressionCV(Cs=settings.regularisation, cv=settings.inner_folds, max_iter=1000)
                model = make_pipeline(
                    TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
                    OneVsRestClassifier(one) if dimensions[name].multiple else one,
                )
                model.fit(texts[taught], labels[taught])
                if asked is not None:
                    model.predict_proba(texts[asked])

    return learned


def figures_ours(results: Path, _: int) -> Work:
    """As the stage draws them."""
    from coprod_review.render.drawing import drawing

    names, found, settings = _figures(results)

    def draw() -> None:
        with drawing(names, found, settings, workers=2) as figures:
            for _ in figures:
                pass

    return draw


def figures_plain(results: Path, _: int) -> Work:
    """Plain matplotlib: each figure drawn once and saved in each format and resolution, in one process."""
    from coprod_review.render import style
    from coprod_review.render.drawing import spec_of
    from coprod_review.render.figure_spec import drawn

    names, found, settings = _figures(results)

    def saved() -> None:
        for name in names:
            with style.figure_style():
                figure = drawn(spec_of(name), found, settings)
                for ending in ("pdf", "svg"):
                    figure.savefig(io.BytesIO(), format=ending)
                for dpi in settings.dpi:
                    figure.savefig(io.BytesIO(), format="png", dpi=dpi)

    return saved


def _figures(results: Path) -> tuple[list[str], Any, Any]:
    import logging

    from coprod_review.cli import render
    from coprod_review.config import Config
    from coprod_review.io.yamls import read_yaml
    from coprod_review.render.figures import FIGURES
    from coprod_review.tasks.render import Task, read_results

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    os.chdir(results.parent)
    config = read_yaml(Path("config/config.yaml"), Config)
    parser = argparse.ArgumentParser()
    render.add_arguments(parser)
    task = Task(**vars(parser.parse_args([])))
    return [spec.name for spec in FIGURES], read_results(task, config), config.figures


SIDES: dict[str, Callable[[Path, int], Work]] = {
    "coding-ours": coding_ours,
    "coding-stock": coding_stock,
    "classifier-ours": classifier_ours,
    "classifier-plain": classifier_plain,
    "figures-ours": figures_ours,
    "figures-plain": figures_plain,
}


if __name__ == "__main__":
    raise SystemExit(quietly(main))
