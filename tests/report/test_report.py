"""The report: numbers only from the ledger, words only from the data."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import coprod_review.report
from coprod_review.errors import ReviewError
from coprod_review.model.number import Number
from coprod_review.pages.ledger import Ledger, NumberPrinter
from coprod_review.report.findings import verdicts_in_words

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
        '<a class="number" href="audit/lists/share.x.html" title="of &#34;x&#34;">25 %</a>'
    )
    assert ">10 to 50 %<" in printer.interval("share.x")


def test_two_numbers_with_one_id_are_refused() -> None:
    one = Number(number_id="a", value=1, text="1", label="a", member_kind="none")
    two = Number(number_id="a", value=2, text="2", label="a", member_kind="none")
    with pytest.raises(ReviewError, match="stands twice"):
        Ledger.of([one, two])


def test_claims_are_summed_up_by_their_verdicts() -> None:
    claims = [{"claim": "1", "verdict": "undecided"}, {"claim": "2", "verdict": "undecided"}]
    assert verdicts_in_words(claims) == "Claims 1 and 2 are undecided by these data."
    mixed = [*claims, {"claim": "3", "verdict": "supported"}]
    assert verdicts_in_words(mixed) == "Claim 3 is supported and claims 1 and 2 are undecided by these data."
    assert verdicts_in_words([]) == "No claim could be judged, because there is nothing to judge it by."


def test_the_report_tells_that_nobody_has_settled_a_code(review: Path) -> None:
    report = (review / "results" / "report.html").read_text(encoding="utf-8")
    assert "No person has settled any code yet." in report
    assert "+25 points" in report
    assert "−10 to +50 points" in report
    assert "trends: no years" in report


def test_the_report_says_near_its_top_what_its_numbers_are(review: Path) -> None:
    report = (review / "results" / "report.html").read_text(encoding="utf-8")
    top = re.sub(
        r"<[^>]*>", "", report[report.index("What these numbers are") : report.index('id="claim-1"')]
    )
    top = " ".join(top.split())
    assert "coded by language-model readers, not by people" in top
    assert "settled by people: 0" in top
    assert "describe this corpus" in top
    assert 'href="audit/lists/people.settled.html"' in report


def test_tables_of_stages_have_columns_for_people_and_shares_in_per_cent_with_their_interval(
    review: Path,
) -> None:
    report = (review / "results" / "report.html").read_text(encoding="utf-8")
    table = report[report.index("How well the screening rules") :]
    table = table[: table.index("</table>")]
    assert "n_right" not in table
    assert ">Held out</td>" in table
    assert ">75 %</a>" in table
    assert ">30 to 95 %</a>" in table
    assert "0.75" not in table.replace("0.750", "")


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


def test_a_missing_list_of_figures_is_told_with_its_remedy(
    write_review, run: Callable[[Path, str], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review = write_review(tmp_path / "r")
    (review / "results" / "figures" / "figures.json").unlink()
    assert run(review, "report") == 2
    told = capsys.readouterr().err
    assert "figures.json" in told
    assert "coprod-review render" in told


def test_a_missing_table_is_told_with_its_remedy(
    write_review, run: Callable[[Path, str], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review = write_review(tmp_path / "r")
    (review / "results" / "analyse" / "claims.csv").unlink()
    assert run(review, "report") == 2
    told = capsys.readouterr().err
    assert "claims.csv" in told
    assert "run the stage that writes it" in told
