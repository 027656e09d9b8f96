"""What report and paper say is true of any state of a review: invented, new, half adjudicated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.report.coded_review import coded_review
from tests.report.test_checklists import DATA
from tests.report.test_true_methods import ALL, coded_by, coder, methods_of, number

from coprod_review.io.checklists import read_checklist
from coprod_review.model.corpus import ExportFile
from coprod_review.model.number import Number
from coprod_review.pages.ledger import Ledger, NumberPrinter
from coprod_review.pages.results import Row
from coprod_review.pages.wording import CHARACTERISTIC_NAMES, interval_text, percent_range
from coprod_review.report.checklists import CONDITIONS
from coprod_review.report.coders import voices_of
from coprod_review.report.method_facts import MethodFacts
from coprod_review.report.origin import Origin, origin_of
from coprod_review.report.uncounted import counted_rows
from coprod_review.report.write import report_environment


def test_where_a_person_adjudicated_not_all_who_read_are_called_language_models(project: Path) -> None:
    models = [coder(name, "language_model") for name in ("reader_1", "reader_2")]
    results = coded_by(coded_review(project, n=12).results, *models)
    told = methods_of(results, {}, MethodFacts())
    assert "No person has coded these reports: all who read them were language models." in told
    judge = coder("JD", "person", role="adjudicator")
    ledger = Ledger.of([*results.ledger, number("adjudicated.JD", 1, "1")])
    adjudicated = replace(results, coders=[*models, judge], ledger=ledger)
    told = methods_of(adjudicated, {}, MethodFacts())
    assert "No person has coded these reports. " in told
    assert "all who read them" not in told
    alone = voices_of(
        replace(adjudicated, coders=[judge], codings=[], ledger=Ledger.of(ledger.starting("a")))
    )
    assert "what is not adjudicated is the machine’s alone, or open" in alone.caveat


def test_thresholds_are_told_as_those_of_answers_that_settled_reports_have(project: Path) -> None:
    results = coded_review(project, n=12).results
    told = methods_of(results, {}, MethodFacts(trained=ALL, combined=ALL))
    least = results.config.decide.per_code_from
    assert f"answers that fewer than {least} of them have share a common threshold" in told


def test_kept_penalties_are_admitted_where_machine_answers_stand_for_settled_codes(project: Path) -> None:
    results = coded_review(project, n=12).results

    def told(**facts: tuple[str, ...]) -> str:
        return methods_of(results, {}, MethodFacts(**facts), template="sections/robustness.html")  # type: ignore[arg-type]

    assert "its own report, its penalty may have." in told(trained=ALL, penalties_kept=ALL)
    assert "never saw the settled code of its own report. " in told(trained=ALL)


def test_the_fold_of_a_report_is_said_to_hold_against_reports_of_other_studies(project: Path) -> None:
    told = methods_of(coded_review(project, n=12).results, {}, MethodFacts(trained=ALL, combined=ALL))
    assert "so that no code and no report of another study moves it" in told


def test_the_test_of_tables_with_several_codes_is_told(project: Path) -> None:
    told = methods_of(coded_review(project, n=12).results, {}, MethodFacts())
    assert "Where a report may have several of the codes, chi-square is added up over the codes" in told


def test_what_readers_are_said_to_have_seen_is_told_in_the_words_of_their_entries(project: Path) -> None:
    plain = coder("reader_1", "language_model")
    digest = replace(plain, name="reader_2", how="From a digest of 3 pages, by the codebook.")
    results = coded_by(coded_review(project, n=12).results, plain, digest)
    told = methods_of(results, {}, MethodFacts())
    assert "reader 1: “read it”; reader 2: “From a digest of 3 pages, by the codebook”." in told
    assert [voices_of(coded_by(results, one)).saw_digests for one in (plain, digest)] == [False, True]
    assert CHARACTERISTIC_NAMES["text_status"] == "Text at hand"


def export(*, origin: str = "prepared", note: str = "", licence: str = "") -> ExportFile:
    return ExportFile(
        file="a.ris", label="file", origin=origin, database="PubMed", note=note, licence=licence
    )


def test_what_prepared_files_are_made_of_is_what_their_entries_tell() -> None:
    facts = export(note="prepared from verified facts as RIS", licence="summaries in our own words")
    invented = export(note="invented texts as RIS")
    assert origin_of([facts]) == Origin(made="written from known facts", summaries=True, alone=True)
    assert origin_of([invented]) == Origin(made="invented", summaries=False, alone=True)
    assert origin_of([facts, invented]).made == "written"
    assert not origin_of([facts, export(origin="search")]).alone


def test_machine_coders_are_said_to_see_less_than_readers_where_abstracts_are_own_summaries(
    project: Path,
) -> None:
    results = coded_by(coded_review(project, n=12).results, coder("reader_1", "language_model"))
    own = export(licence="CC BY 4.0 (summaries in our own words)")
    told = methods_of(replace(results, exports=[own]), {}, MethodFacts())
    assert "which is less than the readers saw" in told
    assert "whose abstracts are summaries of ours" in told
    told = methods_of(replace(results, exports=[export()]), {}, MethodFacts())
    assert "which is less than the readers saw" not in told
    assert "A code is given for what title, abstract and keywords say." in told


def test_limits_tell_of_sampling_of_texts_and_of_cited_works_what_the_run_has(project: Path) -> None:
    results = replace(coded_review(project, n=12).results, exports=[export(note="invented texts")])
    totals = [number(f"codes.{name}", 0, "0") for name in ("all", "agreed", "people", "models", "waiting")]
    texts = [
        number("characteristic.text_status.part", 3, "3"),
        number("characteristic.text_status.title", 0, "0"),
    ]

    def told(*more: Number, sample: str = "not stated") -> str:
        known = replace(results, ledger=Ledger.of([*results.ledger, *totals, *more]))
        rows = [{"characteristic": "sample", "value": sample, "n": "11"}]
        return methods_of(known, {"characteristics": rows}, MethodFacts(), template="sections/limits.html")

    bare = told()
    assert "Its exports were invented in the forms of databases" in bare
    assert "Cited works are not always known." in bare
    for untrue in ("sampled for a purpose", "own words", "Titles and parts", "published", "Few exports"):
        assert untrue not in bare
    assert "mostly sampled for a purpose" in told(sample="purposive")
    assert "Of 3 reports a part of the abstract was at hand; what does" in told(*texts)


def test_a_run_without_codes_claims_no_other_choices_no_random_matrices_and_no_measured_rules(
    project: Path,
) -> None:
    results = replace(coded_review(project, n=4).results, codes=[], codings=[], ledger=Ledger.of([]))
    empty: Row = {"n": "0", "coder": "rules", "against": "readers who agree", "rule": "all", "p": ""}
    names = ("screening_performance", "operating_points", "associations")
    tables = {name: [empty] for name in names} | {
        "specifications": [{"coded_by": "", "same_as": "", "departures": ""}]
    }
    told = methods_of(results, tables, MethodFacts(draws=1000))
    assert "This run has no cell of the model and no association" in told
    assert "random matrices" not in told and "reckoned again under other choices, one" not in told
    section = methods_of(results, tables, MethodFacts(), template="sections/robustness.html")
    assert "Specifications were tried, but this run has no cell" in section
    known = replace(results, tables=tables)
    assert not any(counted_rows(known, name) for name in names)
    for condition in ("codes", "associations", "robustness"):
        assert not CONDITIONS[condition](known), condition
    cells = [{"n": "3", "position": "partnership", "untapped": ""}]
    assert "1000 random matrices" in methods_of(results, {"model_cells": cells}, MethodFacts(draws=1000))


def test_results_and_their_causes_are_answered_in_a_checklist_by_what_was_counted(project: Path) -> None:
    results = coded_review(project, n=6).results
    assert CONDITIONS["codes"](results)
    assert CONDITIONS["associations"](replace(results, tables={"associations": [{"p": "0.5"}]}))
    items = {item.item: item.when for item in read_checklist(DATA / "prisma_2020.yaml").items}
    assert [items[name] for name in ("13e", "13f", "19", "20b", "20c", "20d")] == [
        *("associations", "robustness", "codes", "codes", "associations", "robustness")
    ]


def test_a_count_of_one_and_who_excluded_are_told_in_sentences(project: Path) -> None:
    results = coded_review(project, n=4).results
    counts = {"all": 3, "people": 0, "models": 0, "agreed": 1, "waiting": 1, "machine": 0, "open": 1}
    numbers = [number(f"codes.{name}", n, str(n)) for name, n in counts.items()]
    for place, kind in enumerate(("people", "language models", "rules alone")):
        one = number(f"screened.excluded_by_{kind.split()[0]}", place * 2, str(place * 2))
        numbers.append(replace(one, label=f"reports excluded by {kind}"))
    known = replace(results, ledger=Ledger.of(numbers))
    environment = report_environment(known, {}, printer=NumberPrinter(ledger=known.ledger, lists=""))
    parts: Any = environment.get_template("parts.html").make_module()
    assert "; 1 waits for adjudication; 1 is open." in parts.settled().striptags()
    excluded = parts.excluded_by().striptags()
    assert excluded == "people excluded none, language models 2 and rules alone 4"


def test_a_bound_of_a_share_that_is_nothing_but_rounding_has_no_sign() -> None:
    share = replace(number("share", 0.002, "0.2 %"), low=-3e-18, high=0.034)
    assert interval_text(share).replace("\u00a0", " ") == "0.0 to 3.4 %"
    assert percent_range("-3e-18", "0.034").replace("\u00a0", " ") == "0 to 3 %"
