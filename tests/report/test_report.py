"""The report: numbers only from the ledger, words only from the data."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.report.coded_review import coded_review

import coprod_review.report
from coprod_review.cli import main
from coprod_review.errors import ReviewError
from coprod_review.model.corpus import ExportFile
from coprod_review.model.number import Number
from coprod_review.model.record import CALLED_RETRACTED
from coprod_review.pages.ledger import Ledger, NumberPrinter
from coprod_review.pages.totals import entries_of
from coprod_review.report.findings import searches_in_words
from coprod_review.report.verdicts import finding_in_words, lead_in_words, sign_in_words
from coprod_review.report.write import report_environment

TEMPLATES = sorted((Path(coprod_review.report.__file__).parent / "templates").rglob("*.html"))


def spoken(template: str) -> str:
    """What a template says itself: without expressions, comments, tags, style and the tags' attributes."""
    text = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", " ", template, flags=re.DOTALL)
    return re.sub(r"<style.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_speaks_a_number_of_its_own(path: Path) -> None:
    said = spoken(path.read_text(encoding="utf-8")).replace("SHA-256", "").replace("Macro-F1", "")
    said = said.replace("macro-F1", "").replace("AC1", "").replace("F1", "")
    assert re.findall(r".{0,20}\d.{0,20}", said) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_expression_of_a_template_prints_a_literal_number(path: Path) -> None:
    expressions = re.findall(r"\{\{(.*?)\}\}", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    literal = [e for e in expressions if re.fullmatch(r"\s*[\"']?[\d.,% ]+[\"']?\s*", e)]
    assert literal == []


def test_a_number_that_nothing_counted_is_refused_with_a_remedy() -> None:
    printer = NumberPrinter(ledger=Ledger.of([]), lists="")
    for call in (printer.number, printer.interval, lambda name: printer.beside(name, "5")):
        with pytest.raises(ReviewError) as refused:
            call("map.all.none.none")
        assert "map.all.none.none" in refused.value.problem
        assert "run the analysis again" in refused.value.remedy


def test_a_number_is_printed_as_the_ledger_has_it_with_its_list() -> None:
    number = Number(
        number_id="share.x", value=0.25, text="25 %", label='of "x"', member_kind="report", low=0.1, high=0.5
    )
    printer = NumberPrinter(ledger=Ledger.of([number]), lists="audit/lists/")
    assert printer.number("share.x") == (
        '<a class="number" href="audit/lists/share.x.html" title="of &#34;x&#34;">25\u00a0%</a>'
    )
    assert ">10 to 50\u00a0%<" in printer.interval("share.x")


def test_a_link_carries_what_it_prints_where_the_page_of_its_number_prints_it_otherwise() -> None:
    number = Number(
        number_id="share.x", value=0.25, text="25 %", label="", member_kind="report", low=0.1, high=0.5
    )
    printer = NumberPrinter(ledger=Ledger.of([number]), lists="lists/")
    assert 'href="lists/share.x.html"' in printer.number("share.x")
    assert 'href="lists/share.x.html"' in printer.beside("share.x", "10 to 50 %")
    assert 'href="lists/share.x.html#printed=25.0+%25"' in printer.number("share.x", places=1)
    assert 'href="lists/share.x.html#printed=3+of+12"' in printer.beside("share.x", "3 of 12")
    assert 'href="lists/share.x.html#printed=%26%3C%22"' in printer.beside("share.x", '&<"')


def test_two_numbers_with_one_id_are_refused() -> None:
    one = Number(number_id="a", value=1, text="1", label="a", member_kind="none")
    two = Number(number_id="a", value=2, text="2", label="a", member_kind="none")
    with pytest.raises(ReviewError, match="stands twice"):
        Ledger.of([one, two])


def test_the_lead_names_each_claim_with_its_verdict_for_this_corpus_and_names_no_study() -> None:
    undecided = [
        {"claim": "1", "statement": "Tea helps.", "verdict": "undecided"},
        {"claim": "2", "statement": "Milk helps.", "verdict": "undecided"},
    ]
    supported = {"claim": "3", "statement": "Rest helps.", "verdict": "supported"}
    against = {"claim": "4", "statement": "Haste helps.", "verdict": "not supported"}
    lead = "Of the claims that this review set out to test, "
    both = "these are undecided in this corpus: “Tea helps” (claim 1) and “Milk helps” (claim 2)."
    told = {
        both: undecided,
        f"one is supported in this corpus: “Rest helps” (claim 3); {both}": [*undecided, supported],
        f"one is not supported in this corpus: “Haste helps” (claim 4); {both}": [*undecided, against],
    }
    for rest, claims in told.items():
        assert finding_in_words(claims) == lead + rest
    assert "nothing to judge them by" in finding_in_words([])


def test_the_verdicts_of_reports_that_nobody_chose_stand_before_those_of_a_chosen_corpus() -> None:
    claims = [
        {"claim": "1", "statement": "Tea helps.", "verdict": "supported"},
        {"claim": "2", "statement": "Milk helps.", "verdict": "undecided"},
    ]
    natural = [row | {"verdict": "undecided"} for row in claims]
    chosen = "most of whose reports were chosen for a purpose"
    assert finding_in_words(claims, natural=natural, chosen=chosen) == (
        "On the natural sample, whose reports nobody chose for what they say, no claim of this review is "
        f"supported: claims 1 and 2 are undecided. In the whole corpus, {chosen}, one claim is supported: "
        "“Tea helps” (claim 1); one claim is undecided: “Milk helps” (claim 2)."
    )
    assert "they say, claim 1 is supported; claim 2 is undecided. In the whole corpus, one claim" in (
        finding_in_words(claims, natural=claims)
    )
    assert "natural" not in finding_in_words(claims, natural=natural[:1], chosen=chosen)


def test_the_report_begins_with_what_is_supported_and_what_is_not() -> None:
    claims = [
        {"claim": "1", "statement": "Tea helps.", "verdict": "supported"},
        {"claim": "2", "statement": "Milk helps.", "verdict": "not supported"},
        {"claim": "3", "statement": "Rest helps.", "verdict": "undecided"},
    ]
    natural = [row | {"verdict": "undecided"} for row in claims]
    told = "claim 1 is supported: “Tea helps”; claim 2 is not supported"
    assert lead_in_words(claims) == f"In this corpus, {told}."
    assert lead_in_words(claims, natural=natural, chosen="most of whose reports were chosen") == (
        "On the natural sample, whose reports nobody chose for what they say, no claim of this review is "
        f"supported. In the whole corpus, most of whose reports were chosen, {told}."
    )
    assert lead_in_words(claims[1:]) == (
        "In this corpus, no claim of this review is supported; claim 2 is not supported."
    )
    assert "nothing to judge them by" in lead_in_words([])


@pytest.mark.parametrize(
    ("estimate", "low", "high", "verdict", "reads"),
    [
        ("0.5", "0.1", "0.8", "supported", "as the claim says, and its interval leaves out zero."),
        ("-0.09", "-0.25", "0.05", "undecided", "against the claim, but its interval includes zero"),
        ("-0.4", "-0.6", "-0.2", "not supported", "against the claim, and its interval leaves out zero."),
        ("0.4", "", "", "undecided", "no interval"),
    ],
)
def test_the_sign_of_an_estimate_is_told_in_words(
    estimate: str, low: str, high: str, verdict: str, reads: str
) -> None:
    claim = {"estimate": estimate, "low": low, "high": high, "verdict": verdict, "because": ""}
    assert reads in sign_in_words(claim)


@pytest.mark.parametrize(
    ("because", "reads"),
    [
        ("fewer than 10 are too few to decide", "but too few reports bear on it to decide."),
        ("its sign may be due to chance", "but what chance alone would give is too near to decide."),
    ],
)
def test_a_claim_that_is_undecided_beside_its_interval_says_why(because: str, reads: str) -> None:
    claim = {"estimate": "0.5", "low": "0.1", "high": "0.8", "verdict": "undecided", "because": because}
    assert reads in sign_in_words(claim)


def words_of(review: Path, start: str = "", end: str = "") -> str:
    """The report between two of its passages as it is read."""
    report = (review / "results" / "report.html").read_text(encoding="utf-8")
    report = report[report.index("</style>") :]
    part = report[report.index(start) if start else 0 :]
    part = part[: part.index(end)] if end else part
    return " ".join(re.sub(r"<[^>]*>", "", re.sub(r"</t[dh]>", " ", part)).split())


def who_coded(review: Path) -> str:
    return words_of(review, 'id="agreement-title"', 'id="performance-title"')


def top_of(review: Path) -> str:
    return words_of(review, "What these numbers are", 'id="claim-1"')


def limits_of(review: Path) -> str:
    return words_of(review, 'id="limits-title"', 'id="made-title"')


def test_a_review_that_nobody_coded_says_so_and_lists_no_coder(make_review, tmp_path: Path) -> None:
    review = make_review(tmp_path / "r", coded_by="nobody")
    assert "People have settled none of 45 codes of record" in top_of(review)
    assert "the machine decided 5; 40 are open." in top_of(review)
    for part in (top_of(review), limits_of(review)):
        assert "Nobody has coded these reports" in part
        assert "language" not in part
    assert "Nobody has coded or judged these reports." in who_coded(review)
    assert "reader 1" not in who_coded(review)


def test_a_review_coded_by_language_models_says_so_and_lists_them_alone(review: Path) -> None:
    assert "People have settled none of 45 codes of record; language-model readers agree" in top_of(review)
    assert "agree on 10; 35 wait for adjudication." in top_of(review)
    assert "People have settled" not in limits_of(review)
    for part in (top_of(review), limits_of(review)):
        assert "All readers who coded are language models" in part
    assert "describe this corpus" in top_of(review)
    told = who_coded(review)
    assert "reader 1 language model, reader, blind coded 6 reports read" in told
    assert "odel, version, dates and instructions: not recorded" in told
    assert "screener 1 language model, reader, blind judged 6 reports for screening only" in told
    assert "person" not in told.partition("People have")[0]


def test_one_person_among_language_models_is_counted_and_the_caveat_stays(
    make_review, tmp_path: Path
) -> None:
    review = make_review(tmp_path / "r", coded_by="person")
    assert "People have settled 1 of 45 codes of record (in 1 report)" in top_of(review)
    assert "language-model readers agree on 9; 35 wait for adjudication." in top_of(review)
    for part in (top_of(review), limits_of(review)):
        assert "People who coded: ek. The other codings are those of language models" in part
    assert "ek person, reader, blind coded 1 report read twice 0.2" in who_coded(review)


def test_the_entries_that_the_report_speaks_of_are_those_that_conservation_starts_from(review: Path) -> None:
    assert "The exports held 7 entries" in words_of(review)
    report = (review / "results" / "report.html").read_text(encoding="utf-8")
    row = report[report.index("Entries of all exports = records read") :]
    assert ">7</a>" in row[: row.index("</tr>")]


def test_the_entries_of_other_methods_and_those_set_aside_are_entries_too() -> None:
    def box(name: str, n: int, *members: str) -> Number:
        return Number(number_id=name, value=n, text=str(n), label="", member_kind="record", members=members)

    ledger = Ledger.of([box("flow.identified", 3, "a:1", "a:2"), box("flow.identified_other", 1, "b:1")])
    entries = entries_of(ledger)
    assert entries.text == "4"
    assert entries.members == ("a:1", "a:2", "b:1")
    assert not entries.is_count


def test_the_report_prints_estimates_with_their_intervals_and_what_is_missing(review: Path) -> None:
    report = (review / "results" / "report.html").read_text(encoding="utf-8")
    assert "+25\u00a0points" in report
    assert "−10 to +50\u00a0points" in report
    assert "Trends: no years" in report


def test_tables_of_stages_have_columns_for_people_and_shares_in_per_cent_with_their_interval(
    review: Path,
) -> None:
    report = (review / "results" / "report.html").read_text(encoding="utf-8")
    table = report[report.index("How well the screening rules") :]
    table = table[: table.index("</table>")]
    assert "n_right" not in table
    assert ">Held out</td>" in table
    assert ">75\u00a0%</a>" in table
    assert ">30 to 95\u00a0%</a>" in table
    assert "0.75" not in table.replace("0.750", "")


def test_a_total_leads_to_its_own_list_and_never_to_that_of_a_part(project: Path) -> None:
    def count(number_id: str, n: int) -> Number:
        return Number(
            number_id=number_id, value=n, text=str(n), label="", member_kind="report", is_count=True
        )

    ledger = Ledger.of([count("overlap.one", 3), count("flow.screened", 90)])
    results = replace(coded_review(project, n=4).results, ledger=ledger)
    environment = report_environment(results, {}, printer=NumberPrinter(ledger=ledger, lists=""))
    parts: Any = environment.get_template("parts.html").make_module()
    for total, leads in (("90", ["overlap.one", "flow.screened"]), ("80", ["overlap.one"])):
        row = {"source": "A", "n": "3", "total": total, "number_id": "overlap.one"}
        table = parts.plain_table([row], "Overlap", "overlap.csv", wholes=("flow.screened",))
        assert re.findall(r'class="number" href="([a-z.]+)\.html', table) == leads
        assert f">{total}<" in table


def test_sums_that_must_hold_lead_to_what_they_add_up(review: Path) -> None:
    report = (review / "results" / "report.html").read_text(encoding="utf-8")
    row = report[report.index("Reports = included + excluded") :]
    row = row[: row.index("</tr>")]
    for number_id in ("flow.screened", "flow.included", "flow.excluded.subject"):
        assert f'href="audit/lists/{number_id}.html"' in row


def test_the_report_is_made_without_times_and_with_the_digests_of_all_inputs(review: Path) -> None:
    made = (review / "results" / "provenance.json").read_text(encoding="utf-8")
    assert '"path": "corpus/exports/a.ris"' in made
    assert '"path": "config/codebook.yaml"' in made
    assert not re.search(r"\d\d:\d\d", made)


def test_a_report_in_another_place_writes_nothing_beside_itself(
    review: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "provenance.json").write_text("mine", encoding="utf-8")
    monkeypatch.chdir(review)
    assert main(["report", "--output", str(tmp_path / "copy.html")]) == 0
    assert (tmp_path / "provenance.json").read_text(encoding="utf-8") == "mine"


def test_a_missing_list_of_figures_is_told_with_its_remedy(
    write_review, run: Callable[[Path, str], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review = write_review(tmp_path / "r")
    (review / "results" / "figures" / "figures.json").unlink()
    assert run(review, "report") == 2
    told = capsys.readouterr().err
    assert "figures.json" in told
    assert "coprod-review render" in told


def test_a_review_that_tests_no_claim_says_nothing_of_claims(
    write_review, run: Callable[[Path, str], int], tmp_path: Path
) -> None:
    review = write_review(tmp_path / "r")
    settings = review / "config" / "config.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("claims: [1, 2, 3]", "claims: []"), encoding="utf-8"
    )
    for name in ("claims", "claim_variants", "specification_claims", "specification_summary"):
        path = review / "results" / "analyse" / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert run(review, "report") == 0
    html = (review / "results" / "report.html").read_text(encoding="utf-8")
    text = re.sub(r"<(style|script)[^>]*>.*?</\1>|<[^>]+>", "", html, flags=re.DOTALL)
    assert not re.findall(r".{30}set out to test.{30}|[^.]*\b[Cc]laims?\b(?! no search)[^.]*", text)
    assert "Other choices" in text and "Simonsohn" in text


def test_the_head_of_the_page_tells_the_background_of_the_review(
    write_review, run: Callable[[Path, str], int], tmp_path: Path
) -> None:
    review = write_review(tmp_path / "r")
    assert run(review, "report") == 0
    head = (review / "results" / "report.html").read_text(encoding="utf-8").partition("</header>")[0]
    assert "whether they are invited or not" in head


def test_a_missing_table_is_told_with_its_remedy(
    write_review, run: Callable[[Path, str], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review = write_review(tmp_path / "r")
    (review / "results" / "analyse" / "claims.csv").unlink()
    assert run(review, "report") == 2
    told = capsys.readouterr().err
    assert "claims.csv" in told
    assert "run the stage that writes it" in told


def test_a_search_that_gave_several_files_is_told_once() -> None:
    def export(file: str, origin: str = "search", searched: str = "2026-03-01") -> ExportFile:
        return ExportFile(
            file=file, label=file, origin=origin, database="Index", platform="P", searched=searched
        )

    exports = [
        export("a.ris"),
        export("b.csv"),
        export("c.ris", "other_methods"),
        export("d.ris", searched=""),
    ]
    assert searches_in_words(exports) == ["Index (P) on 2026-03-01", "Index (P)"]


def test_what_databases_call_retracted_stands_among_the_limits(
    review: Path, write_review: Callable[..., Path], run: Callable[[Path, str], int], tmp_path: Path
) -> None:
    assert "Called retracted by databases" not in limits_of(review)
    own = write_review(tmp_path / "r")
    table = own / "results" / "read" / "exports.csv"
    noted = f'"{CALLED_RETRACTED} (line 3): 1"'
    table.write_text(table.read_text("utf-8").replace("byte-order mark of utf-8", noted), encoding="utf-8")
    assert run(own, "report") == 0
    assert "Called retracted by databases. Some exports hold documents" in limits_of(own)
