"""What becomes of decisions: rows behind rows, told with revision and progress, refused with a remedy."""

from __future__ import annotations

import resource
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from tests.audit.server.conftest import Ask
from tests.stage_tables import write_screening

from coprod_review.io import tables
from coprod_review.io.codings import read_codings
from coprod_review.io.decisions import (
    read_adjudications,
    read_audits,
    read_duplicate_decisions,
    read_judgements,
)
from coprod_review.io.tables import read_screening
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.fingerprint import title_fingerprint
from coprod_review.model.joined_answers import not_replaced

PLACE = {"report": "r002", "dimension": "tradition"}


def test_an_answer_becomes_a_row_with_what_it_rests_on(ask: Ask) -> None:
    asked = ask("--coder", "AB")
    answer = asked.post(
        "answer",
        **PLACE,
        codes=["none"],
        quotes=["Families and patients"],
        note="two\nlines",
        confidence="high",
        seconds=12,
        queue="reports",
    )
    assert answer.status_code == 200
    told = answer.json()
    assert (told["saved"], told["revision"]) == (True, 1)
    assert told["progress"]["n_done"] == 0
    assert "framing" in told["missing"]
    (row,) = asked.rows("codings/AB")
    assert row["codes"] == "none"
    assert row["quote"] == "Families and patients"
    assert row["basis"] == "title, abstract and keywords: coded in the browser"
    assert row["absent"] == "integrative;other;public_administration;service_management"
    assert (row["note"], row["confidence"], row["codebook"]) == ("two lines", "high", "0.2")
    assert (row["shown"], row["seconds"]) == ("nothing", "12")


def test_the_same_answer_again_makes_no_new_row(ask: Ask) -> None:
    asked = ask("--coder", "AB")
    first = asked.post("answer", **PLACE, codes=["none"], seconds=3).json()
    again = asked.post("answer", **PLACE, codes=["none"], seconds=9).json()
    assert (first["revision"], again["revision"], again["is_new"]) == (1, 1, False)
    assert len(asked.rows("codings/AB")) == 1


def test_another_answer_is_a_revision_and_undo_lets_the_first_stand_again(ask: Ask) -> None:
    asked = ask("--coder", "AB")
    asked.post("answer", **PLACE, codes=["none"], note="first")
    assert asked.post("answer", **PLACE, codes=["other"]).json()["revision"] == 2
    assert asked.post("undo", **PLACE).json()["revision"] == 3
    rows = asked.rows("codings/AB")
    assert [row["codes"] for row in rows] == ["none", "other", "none"]
    assert rows[2]["note"] == "first"


@pytest.mark.parametrize("act", ["agree", "dispute", "adjudicate"])
def test_a_decision_on_a_code_that_another_has_settled_since_is_refused(
    ask: Ask, review: Path, act: str
) -> None:
    (review / "corpus" / "coders.yaml").open("a").write(
        "  - {name: IJ, kind: person, role: adjudicator, how: settles, codebook: '0.2', blind: false}\n"
    )
    ask("--reviewer", "IJ").post("adjudicate", **PLACE, codes=["none"], reason="page 1")
    asked = ask("--reviewer", "CD")
    given = {"codes": ["other"], "reason": "page 2"} if act != "agree" else {}
    refused = asked.post(act, **PLACE, **given, seen=["service_management"])
    assert (refused.status_code, "reload" in refused.json()["remedy"]) == (409, True)
    assert asked.post(act, **PLACE, **given, seen=["none"]).status_code == 200


def test_undoing_again_goes_one_answer_further_back(ask: Ask) -> None:
    asked = ask("--coder", "AB")
    for code in ("none", "other", "service_management"):
        asked.post("answer", **PLACE, codes=[code])
    for _ in range(4):
        assert asked.post("undo", **PLACE).status_code == 200
    rows = asked.rows("codings/AB")[3:]
    assert [(row["codes"], row["state"], row["undoes"]) for row in rows] == [
        ("other", "", "3"),
        ("none", "", "2"),
        ("", "withdrawn", "1"),
    ]


def test_an_answer_that_is_no_longer_the_last_is_not_undone(ask: Ask) -> None:
    asked = ask("--coder", "AB")
    for code in ("none", "other"):
        asked.post("answer", **PLACE, codes=[code])
    told = asked.post("undo", **PLACE, revision=1).json()
    assert (told["is_new"], told["revision"]) == (False, 2)
    assert len(asked.rows("codings/AB")) == 2
    # Once the second is undone, the first is the last answer again.
    assert asked.post("undo", **PLACE, revision=2).json()["revision"] == 3
    assert asked.post("undo", **PLACE, revision=2).json()["is_new"] is False
    assert asked.post("undo", **PLACE, revision=1).json()["is_new"] is True
    assert [row["undoes"] for row in asked.rows("codings/AB")] == ["", "", "2", "1"]


def test_what_was_taken_back_stands_again_once_that_is_undone(ask: Ask) -> None:
    asked = ask("--coder", "AB")
    asked.post("answer", **PLACE, codes=["none"])
    asked.post("withdraw", **PLACE)
    asked.post("undo", **PLACE)
    assert [(r["codes"], r["state"]) for r in asked.rows("codings/AB")][-1] == ("none", "")


def test_undoing_an_own_ruling_lets_that_of_another_stand_again_and_says_who_did_it(
    ask: Ask, review: Path
) -> None:
    (review / "corpus" / "coders.yaml").open("a").write(
        "  - {name: IJ, kind: person, role: adjudicator, how: settles, codebook: '0.2', blind: false}\n"
    )
    ask("--reviewer", "IJ").post("adjudicate", **PLACE, codes=["none"], reason="page 1")
    asked = ask("--reviewer", "CD")
    asked.post("adjudicate", **PLACE, codes=["service_management"], reason="page 2")
    asked.post("undo", **PLACE, kind="adjudication")
    row = asked.rows("decisions/adjudications")[-1]
    assert (row["codes"], row["coder"], row["reason"]) == ("none", "IJ", "page 1")
    assert (row["undoes"], row["undone_by"], row["state"]) == ("2", "CD", "")


def test_who_undoes_is_named_beside_the_coder_only_where_it_is_another(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    for code in ("none", "service_management"):
        asked.post("adjudicate", **PLACE, codes=[code], reason="read twice")
    for _ in range(2):
        asked.post("undo", **PLACE, kind="adjudication")
    rows = asked.rows("decisions/adjudications")[2:]
    assert [(row["coder"], row["undone_by"], row["state"]) for row in rows] == [
        ("CD", "", ""),
        ("CD", "", "withdrawn"),
    ]


def test_a_reviewer_who_does_not_code_takes_no_coding_back(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    asked.post("agree", **PLACE)
    assert asked.post("withdraw", **PLACE, kind="coding").status_code == 403
    assert asked.rows("decisions/audits")[-1]["state"] == ""


@pytest.mark.parametrize("kind", ["", "coding"])
def test_an_adjudicator_with_nothing_left_to_undo_is_told_so(ask: Ask, kind: str) -> None:
    asked = ask("--reviewer", "CD")
    asked.post("adjudicate", **PLACE, codes=["service_management"], reason="page 2")
    assert asked.post("undo", **PLACE).status_code == 200
    refused = asked.post("undo", **PLACE, kind=kind)
    assert (refused.status_code, "nothing to take back" in refused.text) == (409, True)
    assert "can be taken back afterwards" in refused.json()["remedy"]
    assert [row["state"] for row in asked.rows("decisions/adjudications")] == ["", "withdrawn"]


def test_undoing_a_first_answer_leaves_none(ask: Ask) -> None:
    asked = ask("--coder", "AB")
    asked.post("answer", **PLACE, codes=["none"])
    assert asked.post("undo", **PLACE).json()["missing"][0] == "tradition"
    assert asked.rows("codings/AB")[1]["state"] == "withdrawn"


def test_taking_back_twice_is_taking_back_once(ask: Ask) -> None:
    asked = ask("--coder", "AB")
    asked.post("answer", **PLACE, codes=["none"])
    asked.post("withdraw", **PLACE)
    assert asked.post("withdraw", **PLACE).json()["is_new"] is False
    assert len(asked.rows("codings/AB")) == 2


def test_no_code_is_the_answer_that_the_text_does_not_tell(ask: Ask) -> None:
    asked = ask("--coder", "AB")
    assert asked.post("answer", **PLACE, codes=[]).status_code == 200
    (row,) = asked.rows("codings/AB")
    assert (row["codes"], row["absent"]) == ("", "")


def test_a_passage_is_kept_as_the_text_has_it(ask: Ask) -> None:
    asked = ask("--coder", "AB")
    asked.post("answer", **PLACE, codes=["none"], quotes=["They   speak up"])
    assert asked.rows("codings/AB")[0]["quote"] == "They speak up"


@pytest.mark.parametrize(
    ("changed", "status", "remedy"),
    [
        ({"codes": ["nonsense"]}, 422, "use codes of tradition"),
        ({"codes": ["none", "other"]}, 422, "use codes of tradition"),
        ({"codes": ["none"], "quotes": ["words that nobody wrote"]}, 422, "mark the words"),
        ({"codes": ["none"], "confidence": "certain"}, 422, "choose low, medium, high"),
        ({"codes": ["none"], "report": "r999"}, 404, "go back to the queue"),
        ({"codes": ["none"], "report": "../r002"}, 404, "go back to the queue"),
        ({"codes": ["none"], "dimension": "mood"}, 404, "reload the page"),
        ({"codes": ["none"], "seconds": -1}, 422, "give the answer again"),
    ],
)
def test_what_cannot_be_taken_is_told_with_place_and_remedy(
    ask: Ask, changed: dict[str, object], status: int, remedy: str
) -> None:
    asked = ask("--coder", "AB")
    answer = asked.post("answer", **{**PLACE, **changed})
    assert answer.status_code == status
    told = answer.json()
    assert told["problem"]
    assert told["where"]
    assert remedy in told["remedy"]
    assert asked.rows("codings/AB") == []


def test_answers_that_the_codebook_forbids_together_are_kept_and_told(ask: Ask) -> None:
    asked = ask("--coder", "AB")
    asked.post("answer", report="r002", dimension="framing", codes=["none"])
    told = asked.post("answer", report="r002", dimension="issue_character", codes=["technical"]).json()
    assert told["saved"]
    assert told["broken"][0].startswith("when Patient-safety framing is “No patient safety”, then ")
    assert "Character of the safety issue is “None”" in told["broken"][0] and "_" not in told["broken"][0]
    assert told["broken"][0] in asked.get("/report/r002").text
    assert len(asked.rows("codings/AB")) == 2


def test_an_answer_under_a_former_id_is_revised_under_it(ask: Ask, review: Path) -> None:
    (review / "results" / "dedupe" / "reports.csv").write_text(
        "report_id,aliases\nr002,id:old2 | doi:10.1/x\n", encoding="utf-8"
    )
    codings = review / "corpus" / "codings"
    codings.mkdir()
    (codings / "AB.csv").write_text(
        "report,dimension,codes,quote,basis,confidence,codebook,date\nold2,tradition,none,,title,,0.2,2026-01\n",
        encoding="utf-8",
    )
    asked = ask("--coder", "AB")
    assert asked.post("answer", **PLACE, codes=["other"]).json()["revision"] == 2
    assert [row["report"] for row in asked.rows("codings/AB")] == ["old2", "old2"]


def test_a_reviewer_agrees_with_the_code_of_record(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    assert asked.post("agree", **PLACE, seconds=4).status_code == 200
    (row,) = asked.rows("decisions/audits")
    assert (row["codes"], row["verdict"], row["shown"]) == ("service_management", "agree", "suggestions")


def test_agreement_with_a_code_that_is_another_by_now_is_refused(ask: Ask) -> None:
    answer = ask("--reviewer", "CD").post("agree", **PLACE, codes=["none"])
    assert answer.status_code == 409
    assert "reload the page" in answer.json()["remedy"]


def test_where_nobody_has_decided_there_is_nothing_to_agree_with_or_to_dispute(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    for act in ("agree", "dispute"):
        answer = asked.post(act, report="r002", dimension="safety_strategy", reason="because")
        assert answer.status_code == 409
        assert "adjudicator" in answer.json()["remedy"]


@pytest.mark.parametrize("act", ["dispute", "adjudicate"])
def test_a_dispute_and_an_adjudication_need_a_reason(ask: Ask, act: str) -> None:
    asked = ask("--reviewer", "CD")
    answer = asked.post(act, **PLACE, codes=["none"], reason="  ")
    assert answer.status_code == 422
    assert "what in the text decides" in answer.json()["remedy"]
    assert asked.rows("decisions/disputes") == asked.rows("decisions/adjudications") == []


def test_a_dispute_names_what_it_is_against_and_stands_until_it_is_settled(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    asked.post("dispute", **PLACE, codes=["none"], reason="nobody takes part")
    (row,) = asked.rows("decisions/disputes")
    assert (row["against"], row["after"], row["codes"]) == ("service_management", "0", "none")
    assert "r002" in asked.get("/queue/disputes").text
    asked.post("adjudicate", **PLACE, codes=["none"], reason="nobody takes part indeed")
    assert "r002" not in asked.get("/queue/disputes").text
    asked.post("withdraw", **PLACE, kind="adjudication")
    assert "r002" in asked.get("/queue/disputes").text


def test_who_disputes_agrees_no_more_and_the_other_way_round(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    asked.post("agree", **PLACE)
    asked.post("dispute", **PLACE, codes=[], reason="too bold")
    assert asked.rows("decisions/audits")[-1]["state"] == "withdrawn"
    asked.post("agree", **PLACE)
    assert asked.rows("decisions/disputes")[-1]["state"] == "withdrawn"


def test_who_adjudicates_does_not_code(ask: Ask) -> None:
    answer = ask("--reviewer", "CD").post("answer", **PLACE, codes=["none"])
    assert answer.status_code == 403
    assert "adjudicates" in answer.json()["problem"]
    assert "agree, dispute or settle" in answer.json()["remedy"]


def test_who_codes_does_not_adjudicate(ask: Ask) -> None:
    asked = ask("--reviewer", "GH")
    answer = asked.post("adjudicate", **PLACE, codes=["none"], reason="because")
    assert answer.status_code == 403
    assert "dispute with a reason" in answer.json()["remedy"]
    assert asked.post("answer", **PLACE, codes=["none"]).status_code == 200
    assert asked.rows("codings/GH")[0]["shown"] == "suggestions"


def test_an_adjudication_of_another_is_not_taken_back(ask: Ask, review: Path) -> None:
    (review / "corpus" / "coders.yaml").open("a").write(
        "  - {name: IJ, kind: person, role: adjudicator, how: settles, codebook: '0.2', blind: false}\n"
    )
    ask("--reviewer", "CD").post("adjudicate", **PLACE, codes=["none"], reason="so it is")
    answer = ask("--reviewer", "IJ").post("withdraw", **PLACE, kind="adjudication")
    assert answer.status_code == 403
    assert "adjudicate it anew" in answer.json()["remedy"]


@pytest.mark.parametrize("act", ["agree", "dispute", "adjudicate"])
def test_a_blind_coder_neither_agrees_nor_disputes_nor_settles(ask: Ask, act: str) -> None:
    answer = ask("--coder", "AB").post(act, **PLACE, codes=["none"], reason="because")
    assert answer.status_code == 403
    assert "serve --reviewer" in answer.json()["remedy"]


def test_a_verdict_on_a_pair_counts_on_the_home_page(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    assert "You have not given any answer yet" in asked.get("/").text
    asked.post("pair", record_a="a.ris:2", record_b="a.ris:1", verdict="distinct", reason="two years apart")
    home = " ".join(asked.get("/").text.split())
    assert "<dt>Decisions given</dt><dd>1</dd>" in home
    assert "<dt>on pairs of records</dt><dd>1</dd>" in home
    assert "You have not given any answer yet" not in home


def test_a_judgement_in_screening_counts_on_the_home_page(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    asked.post("screen", report="r002", verdict="include")
    home = " ".join(asked.get("/").text.split())
    assert "<dt>Decisions given</dt><dd>1</dd>" in home
    assert "<dt>in screening</dt><dd>1</dd>" in home
    assert "You have decided in screening (under Screening) alone." in home
    asked.post("pair", record_a="a.ris:2", record_b="a.ris:1", verdict="distinct", reason="two years apart")
    home = " ".join(asked.get("/").text.split())
    assert "on pairs of records (under Maybe duplicates) and in screening (under Screening) alone." in home


def test_a_pair_is_decided_once_and_can_be_taken_back(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    pair = {"record_a": "a.ris:2", "record_b": "a.ris:1"}
    assert asked.post("pair", **pair, verdict="distinct", reason="two years apart").json()["saved"]
    (row,) = asked.rows("decisions/duplicates")
    assert (row["record_a"], row["verdict"], row["coder"]) == ("a.ris:1", "distinct", "CD")
    assert "two years apart" in asked.get("/pair/1").text
    asked.post("pair", **pair, verdict="")
    assert asked.rows("decisions/duplicates")[-1]["state"] == "withdrawn"


def test_a_verdict_keeps_what_the_records_are_and_is_none_on_others_in_their_places(
    ask: Ask, review: Path
) -> None:
    pairs = review / "results" / "dedupe" / "pairs.csv"
    header, first, *rest = pairs.read_text(encoding="utf-8").splitlines()
    lines = [f"{header},known_as_a,known_as_b", "{}", *(f"{line},," for line in rest)]
    text = "\n".join(lines) + "\n"
    pair = {"record_a": "a.ris:2", "record_b": "a.ris:1"}
    for doi in ("10.1/old", "10.1/new"):
        pairs.write_text(text.format(f"{first},doi:{doi}; title:t,title:u"), encoding="utf-8")
        asked = ask("--reviewer", "CD")
        assert "two years apart" not in asked.get("/pair/1").text
        assert asked.post("pair", **pair, verdict="distinct", reason="two years apart").json()["saved"]
        row = asked.rows("decisions/duplicates")[-1]
        assert (row["known_as_a"], row["known_as_b"]) == (f"doi:{doi}; title:t", "title:u")
        assert "two years apart" in asked.get("/pair/1").text
    asked.post("pair", **pair, verdict="")
    former, latter, withdrawn = asked.rows("decisions/duplicates")
    assert (former["revision"], latter["revision"], withdrawn["undoes"]) == ("", "2", "2")
    table = review / "corpus" / "decisions" / "duplicates.csv"
    assert [d.known_as_a for d in read_duplicate_decisions(table)] == ["doi:10.1/old; title:t"]


def test_a_verdict_of_another_is_answered_with_a_reason_and_stands_again_once_that_is_undone(
    ask: Ask, review: Path
) -> None:
    (review / "corpus" / "coders.yaml").open("a").write(
        "  - {name: IJ, kind: person, role: adjudicator, how: settles, codebook: '0.2', blind: false}\n"
    )
    pair = {"record_a": "a.ris:2", "record_b": "a.ris:1"}
    ask("--reviewer", "IJ").post("pair", **pair, verdict="distinct", reason="two years apart")
    asked = ask("--reviewer", "CD")
    refused = asked.post("pair", **pair, verdict="")
    assert refused.status_code == 403
    assert "give the other verdict" in refused.json()["remedy"]
    asked.post("pair", **pair, verdict="duplicate", reason="one online, one printed")
    asked.post("pair", **pair, verdict="")
    row = asked.rows("decisions/duplicates")[-1]
    assert (row["verdict"], row["coder"], row["undone_by"], row["state"]) == ("distinct", "IJ", "CD", "")


@pytest.mark.parametrize(
    ("body", "remedy"),
    [
        ({"record_a": "a.ris:1", "record_b": "a.ris:2", "verdict": "distinct"}, "say in a few words"),
        (
            {"record_a": "a.ris:1", "record_b": "a.ris:2", "verdict": "maybe", "reason": "x"},
            "choose duplicate",
        ),
        ({"record_a": "a.ris:1", "record_b": "a.ris:9", "verdict": "distinct", "reason": "x"}, "reload"),
    ],
)
def test_a_verdict_on_a_pair_is_checked(ask: Ask, body: dict[str, str], remedy: str) -> None:
    answer = ask("--reviewer", "CD").post("pair", **body)
    assert answer.status_code in (404, 422)
    assert remedy in answer.json()["remedy"]


def test_a_reviewer_reads_criteria_of_others_and_of_the_rules_by_their_labels(ask: Ask, review: Path) -> None:
    path = review / "results" / "screen" / "decisions.parquet"
    write_screening(
        path,
        [
            replace(one, proposed_included=False, proposed_reason="kind", proposed_waiting=False)
            for one in read_screening(path)
        ],
    )
    ask("--coder", "AB").post("screen", report="r002", verdict="exclude", criterion="field")
    page = ask("--reviewer", "CD").get("/screen/r002").text
    assert "<b>AB</b>: exclude, not services to people" in page
    assert "The rules propose: exclude, not a scholarly text, or retracted, an erratum or a notice" in page


def test_an_exclusion_names_its_criterion(ask: Ask) -> None:
    asked = ask("--coder", "AB")
    refused = asked.post("screen", report="r002", verdict="exclude")
    assert "choose one of: language" in refused.json()["remedy"]
    asked.post("screen", report="r002", verdict="exclude", criterion="field", reason="about road safety")
    asked.post("screen", report="r002", verdict="include")
    rows = asked.rows("decisions/screening")
    assert [(r["verdict"], r["criterion"], r["revision"]) for r in rows] == [
        ("exclude", "field", ""),
        ("include", "", "2"),
    ]


def test_undoing_a_dispute_brings_back_the_agreement_that_it_replaced(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    asked.post("agree", **PLACE)
    asked.post("dispute", **PLACE, codes=["none"], reason="because")
    assert asked.rows("decisions/audits")[-1]["state"] == "withdrawn"
    assert asked.post("withdraw", **PLACE).status_code == 200
    assert asked.rows("decisions/audits")[-1]["state"] == ""
    assert asked.get("/api/report/r002").json()["dimensions"]["tradition"]["given"]["kind"] == "agreement"


def test_taking_back_an_agreement_brings_back_the_dispute_that_it_replaced(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    asked.post("dispute", **PLACE, codes=["none"], reason="because")
    asked.post("agree", **PLACE)
    assert asked.rows("decisions/disputes")[-1]["state"] == "withdrawn"
    assert asked.post("withdraw", **PLACE).status_code == 200
    standing = asked.rows("decisions/disputes")[-1]
    assert (standing["state"], standing["reason"], standing["codes"]) == ("", "because", "none")
    assert asked.get("/api/report/r002").json()["dimensions"]["tradition"]["given"]["kind"] == "dispute"


def test_an_undone_ruling_leaves_the_dispute_of_the_one_before_open(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    assert asked.post("adjudicate", **PLACE, codes=["none"], reason="page 1").status_code == 200
    asked.post("dispute", **PLACE, codes=["service_management"], reason="because")
    asked.post("adjudicate", **PLACE, codes=["service_management"], reason="page 2")
    assert "Nothing is disputed" in asked.get("/queue/disputes").text
    assert asked.post("undo", **PLACE).status_code == 200
    assert asked.rows("decisions/adjudications")[-1]["codes"] == "none"
    assert "Nothing is disputed" not in asked.get("/queue/disputes").text
    assert "open dispute" in asked.get("/report/r002").text.lower()


def test_undoing_a_dispute_brings_nothing_back_that_was_taken_back_before(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    asked.post("agree", **PLACE)
    asked.post("withdraw", **PLACE)
    asked.post("dispute", **PLACE, codes=["none"], reason="because")
    asked.post("withdraw", **PLACE)
    assert asked.rows("decisions/audits")[-1]["state"] == "withdrawn"


def test_a_dispute_that_proposes_the_code_of_record_is_refused(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    answer = asked.post("dispute", **PLACE, codes=["service_management"], reason="because")
    assert answer.status_code == 422
    assert "or agree" in answer.json()["remedy"]
    assert asked.rows("decisions/disputes") == []


def test_characters_that_nobody_types_reach_no_file(ask: Ask, review: Path) -> None:
    asked = ask("--coder", "AB")
    note = "a\0b \x1b[31mred\x02 \u202eturned\u200b\ttab\r\nline"
    assert asked.post("answer", **PLACE, codes=["none"], note=note).status_code == 200
    (row,) = asked.rows("codings/AB")
    assert row["note"] == "ab [31mred turned tab line"
    asked.post("screen", report="r002", verdict="include", reason="so\0 it\x07 is")
    assert asked.rows("decisions/screening")[0]["reason"] == "so it is"
    for path in (review / "corpus").rglob("*.csv"):
        assert b"\0" not in path.read_bytes()


def test_a_reason_of_characters_without_width_is_none(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    answer = asked.post("dispute", **PLACE, codes=["none"], reason="\u200b\u200b \u2060")
    assert answer.status_code == 422
    assert "gives a reason" in answer.json()["problem"]


def test_who_agreed_with_another_code_is_not_named_beside_the_one_of_record(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    asked.post("agree", **PLACE)
    assert "Looked at and agreed:" in asked.get("/report/r002").text
    asked.post("adjudicate", **PLACE, codes=["none"], reason="nobody takes part")
    assert "Looked at and agreed:" not in asked.get("/report/r002").text


def test_who_has_looked_up_a_report_in_an_exercise_codes_it_no_more_as_having_seen_nothing(
    ask: Ask, review: Path
) -> None:
    asked = ask("--coder", "AB")
    asked.post("answer", **PLACE, codes=["none"])
    (review / "corpus" / "training").mkdir()
    (review / "corpus" / "training" / "AB.csv").write_text(
        "report,dimension,round,codes,settled,codebook,date\nr003,tradition,1,none,other,0.2,2026-01-01\n"
        "r004,tradition,1,none,,0.2,2026-01-01\n",
        encoding="utf-8",
    )
    for report in ("r003", "r004"):
        asked.post("answer", report=report, dimension="tradition", codes=["none"])
    assert [row["shown"] for row in asked.rows("codings/AB")] == ["nothing", "suggestions", "nothing"]


class TestFirstLook:
    """Where the configuration says so, a reviewer answers before seeing what others say."""

    @pytest.fixture(autouse=True)
    def everything_is_hidden_first(self, review: Path) -> None:
        path = review / "config" / "config.yaml"
        text = path.read_text(encoding="utf-8").replace("without_suggestions: 0", "without_suggestions: 1")
        path.write_text(text, encoding="utf-8")

    def test_suggestions_are_neither_shown_nor_agreed_with_before_an_own_answer(self, ask: Ask) -> None:
        asked = ask("--reviewer", "CD")
        assert "rule-Fam" not in asked.get("/report/r002").text
        answer = asked.post("agree", **PLACE)
        assert answer.status_code == 409
        assert "answer of your own first" in answer.json()["remedy"]

    def test_the_same_answer_is_agreement_recorded_as_given_without_suggestions(self, ask: Ask) -> None:
        asked = ask("--reviewer", "CD")
        assert asked.post("answer", **PLACE, codes=["service_management"]).status_code == 200
        assert asked.rows("decisions/audits")[0]["shown"] == "nothing"
        assert "rule-Fam" in asked.get("/report/r002").text

    def test_another_answer_is_no_objection_until_the_reviewer_disputes_with_a_reason(self, ask: Ask) -> None:
        asked = ask("--reviewer", "CD")
        asked.post("answer", **PLACE, codes=["none"])
        (row,) = asked.rows("decisions/audits")
        assert (row["codes"], row["against"], row["shown"]) == ("none", "service_management", "nothing")
        assert (row["verdict"], asked.rows("decisions/disputes")) == ("differs", [])
        assert "You answered before seeing this:" in asked.get("/report/r002").text
        assert asked.post("dispute", **PLACE, codes=["none"]).status_code == 422
        asked.post("dispute", **PLACE, codes=["none"], reason="nobody takes part")
        (objection,) = asked.rows("decisions/disputes")
        assert (objection["reason"], objection["shown"]) == ("nobody takes part", "suggestions")
        assert "You answered before seeing this:" not in asked.get("/report/r002").text
        assert [row["verdict"] for row in asked.rows("decisions/audits")] == ["differs"]

    def test_who_agrees_after_another_first_answer_keeps_both_rows(self, ask: Ask) -> None:
        asked = ask("--reviewer", "CD")
        asked.post("answer", **PLACE, codes=[])
        asked.post("agree", **PLACE)
        rows = asked.rows("decisions/audits")
        assert [(row["verdict"], row["codes"], row["shown"]) for row in rows] == [
            ("differs", "", "nothing"),
            ("agree", "service_management", "suggestions"),
        ]
        asked.post("undo", **PLACE, kind="agreement")
        assert asked.rows("decisions/audits")[-1]["verdict"] == "differs"
        assert "Looked at and agreed:" not in asked.get("/report/r002").text

    def test_another_answer_from_a_second_window_is_told_what_happened(self, ask: Ask) -> None:
        asked = ask("--reviewer", "CD")
        asked.post("answer", **PLACE, codes=["none"])
        answer = asked.post("answer", **PLACE, codes=["integrative"])
        assert answer.status_code == 409
        assert "by now, in another window perhaps" in answer.json()["problem"]
        assert "yours is none" in answer.json()["problem"]
        assert "reload the page" in answer.json()["remedy"]
        assert len(asked.rows("decisions/audits")) == 1

    def test_sending_it_again_after_a_crash_changes_nothing(self, ask: Ask) -> None:
        asked = ask("--reviewer", "CD")
        asked.post("answer", **PLACE, codes=["none"])
        again = asked.post("answer", **PLACE, codes=["none"])
        assert (again.status_code, again.json()["is_new"]) == (200, False)

    def test_what_was_seen_once_stays_seen(self, ask: Ask) -> None:
        asked = ask("--reviewer", "CD")
        asked.post("answer", **PLACE, codes=["none"])
        asked.post("withdraw", **PLACE)
        asked.post("agree", **PLACE)
        assert asked.rows("decisions/audits")[-1]["shown"] == "suggestions"

    def test_a_reviewer_who_codes_gives_a_coding_first(self, ask: Ask) -> None:
        asked = ask("--reviewer", "GH")
        asked.post("answer", **PLACE, codes=["none"])
        assert asked.rows("codings/GH")[0]["shown"] == "nothing"
        assert "rule-Fam" in asked.get("/report/r002").text

    def test_while_other_questions_wait_no_term_tells_what_machines_say_on_them(self, ask: Ask) -> None:
        asked = ask("--reviewer", "CD")
        names = list(asked.get("/api/report/r002").json()["dimensions"])
        for name in names[:-1]:
            asked.post("adjudicate", report="r002", dimension=name, codes=["none"], reason="so it is")
            assert "Terms that weighed most" not in asked.get("/report/r002").text
        asked.post("adjudicate", report="r002", dimension=names[-1], codes=["none"], reason="so it is")
        assert "Terms that weighed most" in asked.get("/report/r002").text

    @pytest.fixture
    def site(self, review: Path) -> None:
        """An audit site of two pages and a report, whose every page tells a code."""
        (review / "results" / "audit" / "reports").mkdir(parents=True)
        for name in ("audit/index.html", "audit/reports.js", "audit/reports/r002.html", "report.html"):
            (review / "results" / name).write_text("r002 is service_management", encoding="utf-8")

    def test_no_line_of_a_queue_tells_what_others_said_of_a_hidden_report(self, ask: Ask) -> None:
        asked = ask("--reviewer", "CD")
        for queue, words in (
            ("uncertain", "nobody knows"),
            ("machine", "people: "),
            ("coders", "reader_1"),
        ):
            page = asked.get(f"/queue/{queue}").text
            assert words not in page
            assert "asked: " in page
        for dimension in ("tradition", "framing"):
            asked.post("answer", report="r002", dimension=dimension, codes=["none"])
        assert "nobody knows" in asked.get("/queue/uncertain").text

    @pytest.mark.parametrize("root", ["/audit/reports/", "/results/audit/reports/"])
    def test_the_audit_page_of_a_hidden_report_waits_for_the_last_answer(
        self, ask: Ask, site: None, root: str
    ) -> None:
        asked = ask("--reviewer", "CD")
        assert "/audit/reports/" not in asked.get("/report/r002").text
        names = list(asked.get("/api/report/r002").json()["dimensions"])
        for name in names:
            waiting = asked.get(f"{root}r002.html")
            assert waiting.status_code == 409
            assert "open /report/r002" in waiting.text
            assert "service_management" not in waiting.text
            asked.post("adjudicate", report="r002", dimension=name, codes=["none"], reason="so it is")
        assert "service_management" in asked.get(f"{root}r002.html").text
        assert "/audit/reports/r002.html" in asked.get("/report/r002").text

    @pytest.mark.parametrize(
        "address", ["/audit/index.html", "/audit/", "/audit/reports.js", "/results/report.html"]
    )
    def test_lists_open_after_a_warning_and_what_is_answered_then_is_no_first_look(
        self, ask: Ask, site: None, address: str
    ) -> None:
        asked = ask("--reviewer", "CD")
        asked.post("adjudicate", **PLACE, codes=["none"], reason="so it is")
        warned = asked.get(address).text
        assert "service_management" not in warned
        assert "counts as given with suggestions" in warned
        asked.post("adjudicate", report="r003", dimension="framing", codes=["none"], reason="so it is")
        assert "service_management" in asked.get(f"{address}?look=yes").text
        assert "service_management" in asked.get(address).text
        asked.post("adjudicate", report="r004", dimension="framing", codes=["none"], reason="so it is")
        assert [row["shown"] for row in asked.rows("decisions/adjudications")] == [
            "nothing",
            "nothing",
            "suggestions",
        ]

    def test_lists_that_were_seen_stay_seen_when_the_server_is_started_again(
        self, ask: Ask, site: None
    ) -> None:
        assert "counts as given with suggestions" in ask("--reviewer", "CD").get("/audit/index.html").text
        assert ask("--reviewer", "CD").get("/audit/index.html?look=yes").status_code == 200
        again = ask("--reviewer", "CD")
        again.post("adjudicate", report="r004", dimension="framing", codes=["none"], reason="so it is")
        assert [row["shown"] for row in again.rows("decisions/adjudications")] == ["suggestions"]
        assert "service_management" in again.get("/audit/index.html").text
        other = ask("--reviewer", "GH")
        assert "counts as given with suggestions" in other.get("/audit/index.html").text

    def test_the_printed_report_is_asked_before_as_well(self, ask: Ask, site: None, review: Path) -> None:
        (review / "results" / "report.pdf").write_bytes(b"%PDF-1.7")
        asked = ask("--reviewer", "CD")
        assert "counts as given with suggestions" in asked.get("/results/report.pdf").text


def test_an_answer_that_the_disk_does_not_take_waits_and_is_taken_when_there_is_room(
    ask: Ask, review: Path
) -> None:
    asked = ask("--coder", "AB")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5, limits[1]))
    try:
        answer = asked.post("answer", **PLACE, codes=["none"])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert answer.status_code == 503, "pages keep what has 500 and above, and send it again"
    assert "make room on the disk" in answer.json()["remedy"]
    assert asked.post("answer", **PLACE, codes=["none"]).status_code == 200


def test_an_adjudicator_is_told_beforehand_what_a_ruling_overturns_by_the_codebook(
    ask: Ask, review: Path
) -> None:
    path = review / "results" / "code" / "codes.parquet"
    codes = [code for code in tables.read_codes(path) if code.dimension != "safety_perspective"]
    agreed = CodeOfRecord(
        report_id="r002",
        dimension="safety_perspective",
        codes=("safety_1",),
        status="person",
        coders=("AB", "EF"),
        reason="AB and EF agree",
    )
    tables.write_codes(path, sorted([*codes, agreed], key=lambda code: (code.report_id, code.dimension)))
    address = "/api/overturned/r002?dimension=framing&codes="
    asked = ask("--reviewer", "CD")
    (told,) = asked.get(f"{address}none").json()["overturned"]
    assert told.startswith("Safety perspective becomes “")
    assert told.endswith("(AB and EF agree)")
    assert asked.get(f"{address}consultative").json()["overturned"] == []
    asked.post("adjudicate", report="r002", dimension="safety_perspective", codes=["safety_1"], reason="so")
    told = asked.get(f"{address}none").json()["overturned"]
    assert told[0] == "this ruling itself waits: it breaks the codebook with another"
    assert told[1].startswith("Safety perspective waits: “")
    assert ask("--reviewer", "GH").get(f"{address}none").json()["overturned"] == []
    assert ask("--coder", "AB").get(f"{address}none").json()["overturned"] == []


def joined_with_r002(review: Path) -> None:
    """Let another registered document, j002, be one with r002 in this run."""
    reports = tables.read_reports(review / "results" / "dedupe" / "reports.parquet")
    title = next(report.title for report in reports if report.report_id == "r002")
    text = f"report_id,aliases\nr002,\nj002,title:{title_fingerprint(title)}\n"
    (review / "results" / "dedupe" / "reports.csv").write_text(text, encoding="utf-8")


def test_an_answer_on_joined_documents_replaces_those_on_each(ask: Ask, review: Path) -> None:
    joined_with_r002(review)
    codings = review / "corpus" / "codings"
    codings.mkdir()
    (codings / "AB.csv").write_text(
        "report,dimension,codes,quote,basis,confidence,codebook,date\n"
        "r002,tradition,none,,title,,0.2,2026-01\nj002,tradition,service_management,,title,,0.2,2026-01\n",
        encoding="utf-8",
    )
    asked = ask("--coder", "AB")
    answer = {"report": "r002", "dimension": "tradition", "codes": ["other"]}
    assert asked.post("answer", **answer).json()["revision"] == 2
    asked.post("answer", **answer)
    assert asked.post("answer", **{**answer, "codes": ["none"]}).json()["revision"] == 3
    rows = asked.rows("codings/AB")[2:]
    assert [(row["report"], row["instead_of"]) for row in rows] == [("r002", "j002@1")] * 2
    counting = read_codings(codings)
    assert [(c.report_id, c.codes) for c in not_replaced(counting)] == [("r002", ("none",))]


def test_a_judgement_on_joined_documents_replaces_those_on_each(ask: Ask, review: Path) -> None:
    joined_with_r002(review)
    decisions = review / "corpus" / "decisions"
    decisions.mkdir(exist_ok=True)
    (decisions / "screening.csv").write_text(
        "report,coder,verdict,criterion,date,reason\nr002,CD,include,,2026-01,\nj002,CD,exclude,,2026-01,no\n",
        encoding="utf-8",
    )
    asked = ask("--reviewer", "CD")
    asked.post("screen", report="r002", verdict="include", reason="both are in")
    last = asked.rows("decisions/screening")[-1]
    assert (last["report"], last["revision"], last["instead_of"]) == ("r002", "2", "j002@1")


CODED_APART = (
    "report,dimension,codes,quote,basis,confidence,codebook,date\n"
    "r002,tradition,none,,title,,0.2,2026-01\nj002,tradition,service_management,,title,,0.2,2026-01\n"
)


def test_an_answer_on_joined_documents_is_taken_back_on_each_and_given_back_by_steps(
    ask: Ask, review: Path
) -> None:
    joined_with_r002(review)
    codings = review / "corpus" / "codings"
    codings.mkdir()
    (codings / "AB.csv").write_text(CODED_APART, encoding="utf-8")
    place = {"report": "r002", "dimension": "tradition"}

    def standing() -> list[tuple[str, tuple[str, ...]]]:
        return [(c.report_id, c.codes) for c in not_replaced(read_codings(codings))]

    asked = ask("--coder", "AB")
    asked.post("answer", **place, codes=["other"])
    for _ in range(2):
        withdrawn = asked.post("withdraw", **place).json()
        assert withdrawn["revision"] >= 3
        assert standing() == []
        assert asked.post("withdraw", **place).json()["is_new"] is False
        asked.post("undo", **place, revision=withdrawn["revision"])
        assert standing() == [("r002", ("other",))]
    asked.post("answer", **place, codes=["none"])
    asked.post("undo", **place)
    assert standing() == [("r002", ("other",))]
    asked.post("undo", **place)
    assert sorted(standing()) == [("j002", ("service_management",)), ("r002", ("none",))]


def test_what_another_adjudicator_settled_on_a_joined_document_goes_only_where_it_was_replaced(
    ask: Ask, review: Path
) -> None:
    joined_with_r002(review)
    decisions = review / "corpus" / "decisions"
    decisions.mkdir(exist_ok=True)
    path = decisions / "adjudications.csv"
    place = {"report": "r002", "dimension": "framing"}
    rulings = (
        "report,dimension,codes,coder,date,reason,codebook\nj002,framing,none,ZZ,2026-01,read,0.2\n",
        "r002,framing,partnership,CD,2026-02,read,0.2\n",
    )
    path.write_text("".join(rulings), encoding="utf-8")
    asked = ask("--reviewer", "CD")
    asked.post("withdraw", **place, kind="adjudication")
    assert [(a.report_id, a.coder) for a in read_adjudications(path)] == [("j002", "ZZ")]
    path.write_text("".join(rulings), encoding="utf-8")
    asked = ask("--reviewer", "CD")
    asked.post("adjudicate", **place, codes=["none"], reason="both read")
    assert len(not_replaced(read_adjudications(path))) == 1
    asked.post("withdraw", **place, kind="adjudication")
    assert read_adjudications(path) == []


def test_agreements_on_joined_documents_give_way_to_a_dispute_and_come_back(ask: Ask, review: Path) -> None:
    joined_with_r002(review)
    decisions = review / "corpus" / "decisions"
    decisions.mkdir(exist_ok=True)
    path = decisions / "audits.csv"
    agreed = "tradition,none,CD,2026-01,agree,s1,\n"
    path.write_text(
        f"report,dimension,codes,coder,date,verdict,sample,reason\nr002,{agreed}j002,{agreed}",
        encoding="utf-8",
    )
    place = {"report": "r002", "dimension": "tradition"}
    asked = ask("--reviewer", "CD")
    assert asked.post("dispute", **place, codes=["other"], reason="no").status_code == 200
    assert read_audits(path) == []
    asked.post("withdraw", **place, kind="dispute")
    assert sorted(audit.report_id for audit in read_audits(path)) == ["j002", "r002"]


@pytest.mark.parametrize("doi", ["10.5555/zz", "10.1002/1097(1998)49:8<693::AID>3.0.CO;2-O"])
def test_a_judgement_by_another_name_of_the_registry_is_replaced(ask: Ask, review: Path, doi: str) -> None:
    registry = review / "results" / "dedupe" / "reports.csv"
    registry.write_text(f"report_id,aliases\nr002,pmid:77 | doi:{doi}\n", encoding="utf-8")
    decisions = review / "corpus" / "decisions"
    decisions.mkdir(exist_ok=True)
    path = decisions / "screening.csv"
    header = "report,coder,verdict,criterion,date,reason\n"
    path.write_text(f"{header}doi:{doi},CD,exclude,,2026-01,\nr002,CD,exclude,,2026-01,\n", encoding="utf-8")
    asked = ask("--reviewer", "CD")
    asked.post("screen", report="r002", verdict="include", reason="it is on topic")
    counting = not_replaced(read_judgements(path))
    assert [(one.report_id, one.verdict) for one in counting] == [("r002", "include")]
