"""What one step adds to a table of people: a row, the next revision, or nothing."""

from __future__ import annotations

from dataclasses import replace

from coprod_review.adjudicate import given, given_rows, taken_back

ANSWER = given.GivenAnswer(
    report="r1",
    dimension="wind",
    codes=("strong", "light"),
    codebook="1",
    date="2026-11-05",
    quotes=("a gust", "a breeze"),
    note="both",
    seen=given.Seen(shown="nothing", seconds=12),
)
QUESTION = {"report": "r1", "dimension": "wind"}


class Table:
    """Rows in memory, which take what is made of them."""

    def __init__(self) -> None:
        self.rows: list[dict[str, str]] = []

    def having(self, **cells: str) -> list[dict[str, str]]:
        return [row for row in self.rows if all(row.get(k, "") == v for k, v in cells.items())]

    def take(self, rows: list[dict[str, str]]) -> list[dict[str, str]]:
        self.rows += rows
        return rows


def test_a_first_answer_is_a_row_without_a_number_with_what_was_seen() -> None:
    (row,) = given_rows.answer_rows(Table(), ANSWER)
    assert (row["codes"], row["quote"], row["revision"]) == ("light;strong", "a gust || a breeze", "")
    assert (row["shown"], row["seconds"]) == ("nothing", "12")


def test_the_same_answer_on_another_day_adds_nothing() -> None:
    table = Table()
    table.take(given_rows.answer_rows(table, ANSWER))
    again = replace(ANSWER, date="2026-12-01", codes=("light", "strong"), seen=given.UNSEEN)
    assert given_rows.answer_rows(table, again) == []


def test_another_note_confidence_or_codebook_is_the_next_revision() -> None:
    for change in ({"note": "one"}, {"confidence": "low"}, {"codebook": "2"}, {"quotes": ()}):
        table = Table()
        table.take(given_rows.answer_rows(table, ANSWER))
        (row,) = given_rows.answer_rows(table, replace(ANSWER, **change))
        assert row["revision"] == "2", change


def test_an_answer_that_is_taken_back_can_be_given_again_and_is_taken_back_once() -> None:
    table = Table()
    assert taken_back.withdrawal_rows(table, QUESTION, date="2026-11-06") == []
    table.take(given_rows.answer_rows(table, ANSWER))
    (row,) = table.take(taken_back.withdrawal_rows(table, QUESTION, date="2026-11-06"))
    assert (row["state"], row["revision"]) == ("withdrawn", "2")
    assert taken_back.withdrawal_rows(table, QUESTION, date="2026-11-07") == []
    (row,) = given_rows.answer_rows(table, ANSWER)
    assert (row["state"], row["revision"]) == ("", "3")


def test_of_two_answers_that_a_merge_left_either_one_given_again_settles_the_question() -> None:
    table = Table()
    table.take(given_rows.answer_rows(table, ANSWER))
    table.rows.append(table.rows[0] | {"codes": "light"})
    (row,) = given_rows.answer_rows(table, ANSWER)
    assert row["revision"] == "3"


def test_a_pair_is_one_question_in_either_order() -> None:
    table = Table()
    verdict = given.GivenVerdict(
        record_a="a.ris:1", record_b="a.ris:2", verdict="duplicate", coder="cd", reason="same", date="2026"
    )
    table.take(given_rows.verdict_rows(table, verdict))
    turned = replace(verdict, record_a="a.ris:2", record_b="a.ris:1")
    assert given_rows.verdict_rows(table, turned) == []
    (row,) = given_rows.verdict_rows(table, replace(turned, verdict="distinct"))
    assert row["revision"] == "2"


def test_the_same_objection_after_another_adjudication_is_a_new_one() -> None:
    table = Table()
    dispute = given.GivenDispute(
        report="r1", dimension="wind", coder="cd", reason="a gale", date="2026", against=("light",)
    )
    table.take(given_rows.dispute_rows(table, dispute))
    assert given_rows.dispute_rows(table, dispute) == []
    (row,) = given_rows.dispute_rows(table, replace(dispute, after=1))
    assert (row["revision"], row["after"]) == ("2", "1")


def test_who_takes_back_an_adjudication_stands_in_its_row() -> None:
    table = Table()
    settled = given.GivenAdjudication(
        report="r1", dimension="wind", codes=("light",), coder="cd", reason="see p. 2", date="2026"
    )
    table.take(given_rows.adjudication_rows(table, settled))
    (row,) = taken_back.withdrawal_rows(table, QUESTION, date="2026", coder="ef")
    assert (row["coder"], row["state"]) == ("ef", "withdrawn")


def test_judgements_and_agreements_are_one_a_person() -> None:
    table = Table()
    judged = given.GivenJudgement(report="r1", coder="cd", verdict="exclude", criterion="topic", date="2026")
    table.take(given_rows.judgement_rows(table, judged))
    assert given_rows.judgement_rows(table, judged) == []
    assert given_rows.judgement_rows(table, replace(judged, coder="ef"))[0]["revision"] == ""
    agreed = given.GivenAudit(report="r1", dimension="wind", codes=("light",), coder="cd", date="2026")
    (row,) = given_rows.audit_rows(Table(), agreed)
    assert (row["verdict"], row["codes"]) == ("agree", "light")
