"""The methods say what this run did: what it lacks is not claimed, and every part of a sample is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from tests.report.coded_review import coded_review

from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.corpus import Coder, ExportFile
from coprod_review.model.number import Number
from coprod_review.pages.ledger import Ledger, NumberPrinter
from coprod_review.pages.results import Results, Row
from coprod_review.pages.totals import with_totals
from coprod_review.pages.wording import with_places
from coprod_review.provenance import Provenance
from coprod_review.report.method_facts import MethodFacts, method_names
from coprod_review.report.write import report_environment

Methods = Callable[..., str]
ALL = ("framing", "tradition")


@pytest.fixture
def methods(project: Path) -> Methods:
    """The text of the methods of an invented review, by the facts of a run."""
    results = coded_review(project, n=12).results

    def told(tables: Mapping[str, list[Row]] | None = None, **facts: Any) -> str:
        return methods_of(results, tables or {}, MethodFacts(**facts))

    return told


def methods_of(
    results: Results, tables: Mapping[str, Any], facts: MethodFacts, *, template: str = "methods.html"
) -> str:
    known = replace(results, tables=tables)
    environment = report_environment(known, {}, printer=NumberPrinter(ledger=known.ledger, lists=""))
    environment.globals |= method_names(
        known,
        facts=facts,
        provenance=Provenance(
            software="coprod-review",
            version="1",
            python="3",
            versions={},
            inputs={},
            seed=1,
            codebook="1",
            commands=(),
        ),
        level=3,
        search_log=Markup("the log"),
    )
    environment.globals["parts"] = environment.get_template("parts.html").make_module()
    environment.globals |= {"results": known, "files": ()}
    html = environment.get_template(template).render()
    return " ".join(Markup(html).striptags().replace("\u00a0", " ").split())


def test_pairs_that_people_decided_are_told_apart_from_those_on_which_they_differ(methods: Methods) -> None:
    assert "Nobody has overruled a pair." in methods()
    both = methods(decided_pairs=5, disputed_pairs=1)
    assert "People decided 5 pairs otherwise or for certain; their verdicts prevail." in both
    assert "On 1 pair people disagree, so that it waits to be settled." in both
    assert "Nobody has overruled" not in both
    assert "People decided" not in methods(disputed_pairs=2)


def test_kept_penalties_are_told_as_chosen_with_all_codes_in_view(methods: Methods) -> None:
    kept = methods(trained=ALL, penalties_kept=ALL, combined=ALL)
    assert "Penalties were taken as config/tuned.yaml keeps them and not chosen in each fold" in kept
    assert "inner folds" not in kept
    assert "The fold of a report follows from a digest of its study and the seed alone" in kept


def test_chosen_penalties_are_told_as_chosen_in_inner_folds(methods: Methods) -> None:
    chosen = methods(trained=ALL, combined=ALL)
    assert "Penalties were chosen in 3 inner folds of each outer fold" in chosen
    assert "tuned.yaml" not in chosen
    mixed = methods(trained=ALL, penalties_kept=("framing",), combined=ALL)
    assert "Penalties of patient-safety framing were taken" in mixed
    assert "Penalties of co-production tradition were chosen in 3 inner folds" in mixed


def test_a_run_without_codings_claims_no_classifier_no_combination_and_no_held_out_half(
    methods: Methods,
) -> None:
    told = methods({"performance": [], "agreement": []}, teaching_texts=847)
    for untrue in (
        "it learned from settled reports",
        "teaching texts that were invented",
        "A conditional logit",
        "characteristics.csv",
        "held-out",
        "Three machine coders",
        "Agreement is told by",
        "machine codes are corrected",
    ):
        assert untrue not in told
    assert "classifier was not trained in this run" in told
    assert "the machine decides no code" in told


def test_what_a_run_has_is_told(methods: Methods) -> None:
    rows = [{"characteristic": "design", "value": "qualitative", "n": "1"}]
    performance = [{"dimension": "tradition"}]
    told = methods(
        {"characteristics": rows, "performance": performance},
        trained=ALL,
        combined=ALL,
        has_extraction=True,
        has_development=True,
    )
    assert "Design of the reports are taken as corpus/characteristics.csv states" in told
    assert "in the held-out half, whose texts nobody saw" in told
    assert "It was trained in 2 of 9 dimensions" in told
    assert "A conditional logit" in told


def test_searches_of_which_the_files_hold_a_part_are_named(project: Path) -> None:
    def search(file: str, searched: str) -> ExportFile:
        return ExportFile(
            file=file, label=file, origin="search", database="Scopus", searched=searched, hits=5000
        )

    results = replace(
        coded_review(project, n=12).results,
        exports=(search("a.csv", "2024-02-03"), search("b.csv", "2024-03-04")),
    )
    read = [{"export": "a.csv", "n_entries": "100"}, {"export": "b.csv", "n_entries": "5000"}]
    told = methods_of(results, {"exports": read}, MethodFacts())
    assert "The files of one search hold fewer entries than it found: Scopus on 2024-02-03 " in told
    assert "(5,000 found, 100 supplied). The others were not supplied from this search." in told
    read[0]["n_entries"] = "5000"
    assert "hold fewer entries" not in methods_of(results, {"exports": read}, MethodFacts())


def test_where_decided_and_decided_alone_both_stand_it_is_said_why_they_differ(project: Path) -> None:
    results = coded_review(project, n=12).results
    results = replace(results, ledger=Ledger.of([*results.ledger, number("operating.all", 3, "3")]))
    row = {
        "rule": "all",
        "dimension": "tradition",
        "answer": "",
        "condition": "",
        "number_id": "operating.all",
    }
    row |= {"n": "3", "n_right": "1", "n_given": "2", "decided": "0.7", "decided_low": "", "decided_high": ""}
    row |= dict.fromkeys(("threshold", "n_settled", "n_teaching", "promised", "achieved", "precision"), "")
    performance: list[Row] = [
        {"dimension": "tradition", "against": "settled", "subset": "", "coder": "rules"}
    ]

    def told(tables: Mapping[str, list[Row]]) -> str:
        tables = {"performance": performance, **tables}
        return methods_of(results, tables, MethodFacts(), template="sections/performance.html")

    with_points = told({"operating_points": [row]})
    least = results.config.decide.min_settled_per_code
    assert "“Decided” counts the reports to which a coder gives an answer" in with_points
    assert f"even if it has a code of fewer than {least} settled reports" in with_points
    assert "Answers with such a code are held back for people, so “Decided alone”" in with_points
    alone = told({})
    assert "“Decided” counts the reports to which a coder gives an answer" in alone
    assert "held back" not in alone


def test_beside_what_is_decided_stands_how_much_of_that_is_right(project: Path) -> None:
    results = coded_review(project, n=12).results
    results = replace(results, ledger=Ledger.of([*results.ledger, number("performance.x", 0.5, "0.50")]))
    row = {"dimension": "tradition", "against": "settled", "subset": "all", "coder": "combination"}
    row |= dict.fromkeys(("macro_f1", "kappa"), "") | {"accuracy": "0.75", "number_id": "performance.x"}
    tables = {"performance": [row | {"n": "12", "n_decided": "8", "n_decided_right": "7"}]}
    told = methods_of(results, tables, MethodFacts(), template="sections/performance.html")
    assert "Accuracy0.75" in told and "Decided8 of 12 Right of decided88 %7 of 8" in told
    assert "the combination counts with its most probable answer also where it does not decide" in told
    tables = {"performance": [row | {"n": "12", "n_decided": "0", "n_decided_right": "0"}]}
    assert "Right of decided·" in methods_of(
        results, tables, MethodFacts(), template="sections/performance.html"
    )


def coder(name: str, kind: str, role: str = "reader") -> Coder:
    return Coder(name=name, kind=kind, role=role, how="read it", codebook="0.1", blind=True)


def coded_by(results: Results, *coders: Coder) -> Results:
    """The results with these coders, each of whom coded some reports by the codebook of its description."""
    counts = [number(f"coded.{coder.name}", 3, "3") for coder in coders]
    ledger = Ledger.of([*results.ledger, *counts])
    codings = [
        Coding(report_id="r00001", dimension=name, codes=("x",), coder=coder.name, codebook=coder.codebook)
        for coder in coders
        for name in ALL
    ]
    return replace(results, coders=coders, ledger=ledger, codings=codings)


def test_people_who_coded_are_told_to_settle_a_code_before_readers_that_are_no_people(project: Path) -> None:
    results = coded_review(project, n=12).results
    models = [coder(name, "language_model") for name in ("reader_1", "reader_2")]
    told = methods_of(coded_by(results, *models, coder("AB", "person")), {}, MethodFacts(combined=ALL))
    assert "Where people have coded, they settle the code, and other readers are not heard" in told
    assert "Where no person has coded and blind readers agree" in told
    assert "adjudicated answer, else that of the people who coded, else that on which blind readers" in told
    alone = methods_of(coded_by(results, *models), {}, MethodFacts(combined=ALL))
    assert "Where blind readers agree, a code counts as settled; where they differ" in alone
    assert "Where people have coded" not in alone


def test_for_screening_alone_is_said_of_who_neither_codes_nor_adjudicates(project: Path) -> None:
    results = replace(
        coded_review(project, n=3).results, coders=[coder("gil", "person"), coder("scr", "person")]
    )
    counts = [number(name, 1, "1") for name in ("judged.gil", "adjudicated.gil", "judged.scr")]
    told = methods_of(
        replace(results, ledger=Ledger.of([*results.ledger, *counts])), {}, MethodFacts(adjudications=1)
    )
    assert "Gil (a person, blind to the others) judged 1" in told
    assert "Scr (a person, blind to the others, for screening alone) judged 1" in told


def test_codes_that_follow_from_adjudicated_ones_are_told_beside_what_adjudicators_settled(
    project: Path,
) -> None:
    results = coded_review(project, n=3).results

    def told(*reasons: str) -> str:
        codes = [
            CodeOfRecord(
                report_id="r00001",
                dimension=dimension,
                codes=("none",),
                status="adjudicated",
                coders=("ann",),
                reason=reason,
            )
            for dimension, reason in zip((*ALL, "safety_strategy"), reasons, strict=False)
        ]
        known = with_totals(replace(results, codes=codes))
        return methods_of(known, {}, MethodFacts(adjudications=1))

    follows = "follows by the codebook: when framing is none, then safety_strategy none"
    assert "Adjudicators settled 1 answer. " in told("I read it")
    one = told("I read it", follows)
    assert "settled 1 answer, from which 1 further code follows by the codebook." in one
    both = told("I read it", follows, f"{follows}; without it: mitigation (ann and ben agree)")
    assert "settled 1 answer, from which 2 further codes follow by the codebook." in both


def test_the_versions_that_codings_follow_and_codes_that_nobody_was_asked_for_are_told(project: Path) -> None:
    results = coded_review(project, n=12).results
    told = methods_of(coded_by(results, coder("ann", "person")), {}, MethodFacts())
    assert "counted in the 9 dimensions of codebook" in told
    assert "Those who coded followed version 0.1 of it." in told
    row = {"basis": "all", "dimension": "framing", "code": "partnership", "number_id": "share.x"}
    ledger = Ledger.of([number("share.x", float("nan"), "not asked")])
    told = methods_of(replace(results, ledger=ledger), {"shares": [row]}, MethodFacts())
    assert "Nobody who coded is known to have been asked for “Safety by and with patients as partners" in told
    assert "it has no share" in told


def number(number_id: str, value: float, text: str, **bounds: Any) -> Number:
    return Number(number_id=number_id, value=value, text=text, label="", member_kind="report", **bounds)


def waiting_ledger(*, waiting: int) -> Ledger:
    counts = {"drawn": 70, "settled": 70 - waiting, "waiting": waiting}
    return Ledger.of(
        number(f"waiting.{dimension}.{name}", n, str(n)) for dimension in ALL for name, n in counts.items()
    )


def test_a_gold_sample_tells_how_much_of_it_is_settled_and_warns_of_the_rest(project: Path) -> None:
    for waiting, warns in ((11, True), (0, False)):
        results = replace(coded_review(project, n=4).results, ledger=waiting_ledger(waiting=waiting))
        environment = report_environment(results, {}, printer=NumberPrinter(ledger=results.ledger, lists=""))
        parts: Any = environment.get_template("parts.html").make_module()
        told = " ".join(parts.gold_settled().striptags().split())
        assert told.startswith(f"Of its 70 reports, {70 - waiting} are settled in co-production tradition")
        assert ("These are the hard ones" in told) is warns


def gold_shares(project: Path, *, n_sampled: int, people: int) -> Results:
    row = {
        **dict.fromkeys(("other", "framing", "among", "code"), ""),
        **{"basis": "gold_sample", "measure": "share", "dimension": "tradition", "share": "0.5"},
        "n_sampled": str(n_sampled),
    }
    numbers = [
        number("corrected.gold_sample.tradition.sampled", n_sampled, str(n_sampled)),
        number("people.settled", people, str(people)),
    ]
    results = coded_review(project, n=4).results
    return replace(results, tables={"corrected_shares": [row]}, ledger=Ledger.of(numbers))


def test_shares_from_few_settled_reports_of_a_gold_sample_are_not_to_be_quoted(project: Path) -> None:
    def told(**facts: int) -> str:
        results = gold_shares(project, **facts)
        environment = report_environment(results, {}, printer=NumberPrinter(ledger=results.ledger, lists=""))
        parts: Any = environment.get_template("parts.html").make_module()
        return " ".join(parts.few_settled().striptags().split())

    few = told(n_sampled=10, people=0)
    assert few.startswith("Too few of the gold sample are settled to rely on its shares: in co-production")
    assert "quote none of these shares, differences and cells. No person has settled any of it" in few
    assert told(n_sampled=80, people=70) == ""


def test_a_count_of_one_has_its_noun_in_the_singular() -> None:
    ledger = Ledger.of([number("judged.ann", 1, "1"), number("judged.bo", 2, "2")])
    printer = NumberPrinter(ledger=ledger, lists="")
    assert printer.counted("judged.ann", "report").striptags() == "1 report"
    assert printer.counted("judged.bo", "report").striptags() == "2 reports"


def test_shares_of_one_sentence_are_printed_with_the_same_decimals() -> None:
    none = number("a", 0.0, "0 %", low=0.0, high=0.0)
    some = number("b", 0.042, "4.2 %", low=0.0, high=0.157)
    printer = NumberPrinter(ledger=Ledger.of([none, some]), lists="")
    places = printer.places(("a", "b"))
    told = [printer.number("a", places), printer.interval("a", places), printer.interval("b", places)]
    assert [t.striptags().replace("\u00a0", " ") for t in told] == ["0.0 %", "0.0 to 0.0 %", "0.0 to 15.7 %"]
    assert with_places(number("c", 12, "12"), 1).text == "12"


def test_a_figure_of_a_sentence_is_marked_whole_with_its_sign_and_unit() -> None:
    printer = NumberPrinter(ledger=Ledger.of([number("claim.3", 0.1, "0.1")]), lists="")
    told = printer.told("claim.3", "the difference is −7 %-points (−23 %-points to +7 %-points), 15 % of 8")
    marked = [found.replace("\u00a0", " ") for found in re.findall(r">([^<]+)</a>", told)]
    assert marked == ["−7 %-points", "−23 %-points", "+7 %-points", "15 %", "8"]


def test_no_word_of_report_or_paper_is_glued_to_the_next(review: Path) -> None:
    text = (review / "results" / "report.html").read_text(encoding="utf-8")
    prose = re.sub(r"<(script|style|svg|pre|code)\b.*?</\1>", " ", text, flags=re.DOTALL)
    prose = Markup(
        re.sub(r"</?(?:p|li|t[dhr]|h\d|div|summary|caption|figcaption|br|option|dt|dd)\b[^>]*>", " ", prose)
    )
    words = {word.lower() for word in re.findall(r"[A-Za-z]+", re.sub(r"<[^>]+>", " ", str(prose)))}
    ends = ("of", "and", "the", "by", "in", "to", "with", "for", "that", "are", "is", "was")
    plain = re.sub(r"<[^>]+>", "", str(prose))
    glued = {
        word
        for word in re.findall(r"[a-z]{5,}", plain)
        for end in ends
        if word.endswith(end) and f"{word[: -len(end)]}" in words and len(word) - len(end) > 5
    }
    assert not glued


def test_a_gold_sample_from_before_an_update_says_for_how_many_reports_it_stands(project: Path) -> None:
    counts = {"gold_sample.reached": 104, "gold_sample.outside": 156, "flow.included": 260}
    results = gold_shares(project, n_sampled=80, people=70)
    ledger = Ledger.of([number(name, n, str(n)) for name, n in counts.items()])
    said = []
    for known in (ledger, results.ledger):
        printer = NumberPrinter(ledger=known, lists="")
        environment = report_environment(replace(results, ledger=known), {}, printer=printer)
        parts: Any = environment.get_template("parts.html").make_module()
        said.append(" ".join(parts.gold_reach().striptags().split()))
    assert (
        "stands for 104 of 260 included reports" in said[0]
        and "other 156, which came after or were included since" in said[0]
    )
    assert said[1] == ""
