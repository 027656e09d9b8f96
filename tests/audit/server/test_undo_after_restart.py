"""What gave way to another answer stands again once that is taken back, whichever server is asked."""

from __future__ import annotations

from tests.audit.server.conftest import Ask, Asked

PLACE = {"report": "r002", "dimension": "tradition"}


def _given(asked: Asked) -> str:
    given = asked.get("/api/report/r002").json()["dimensions"]["tradition"]["given"]
    return str(given["kind"]) if given else ""


def _dispute(asked: Asked, reason: str = "because") -> None:
    assert asked.post("dispute", **PLACE, codes=["none"], reason=reason).status_code == 200


def test_undoing_a_dispute_brings_the_agreement_back_after_a_restart(ask: Ask) -> None:
    before = ask("--reviewer", "CD")
    before.post("agree", **PLACE)
    _dispute(before)
    assert before.rows("decisions/audits")[-1]["reason"] == "disputed instead"
    after = ask("--reviewer", "CD")
    assert after.post("undo", **PLACE).status_code == 200
    assert _given(after) == "agreement"
    assert after.rows("decisions/audits")[-1]["undoes"] == "2"


def test_taking_back_an_agreement_brings_the_dispute_back_after_a_restart(ask: Ask) -> None:
    before = ask("--reviewer", "CD")
    _dispute(before)
    before.post("agree", **PLACE)
    after = ask("--reviewer", "CD")
    assert after.post("withdraw", **PLACE).status_code == 200
    assert _given(after) == "dispute"
    assert after.rows("decisions/disputes")[-1]["reason"] == "because"


def test_undoing_goes_back_through_all_that_gave_way(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    asked.post("agree", **PLACE)
    _dispute(asked)
    asked.post("agree", **PLACE)
    seen = []
    for _ in range(4):
        seen.append(_given(asked))
        asked.post("undo", **PLACE)
    assert seen == ["agreement", "dispute", "agreement", ""]


def test_an_earlier_dispute_that_stands_again_keeps_the_agreement_away(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    asked.post("agree", **PLACE)
    _dispute(asked, "page 1")
    _dispute(asked, "page 2")
    asked.post("undo", **PLACE)
    assert _given(asked) == "dispute"
    assert asked.rows("decisions/audits")[-1]["state"] == "withdrawn"
    asked.post("undo", **PLACE)
    assert _given(asked) == "agreement"


def test_what_somebody_took_back_before_stays_away_after_a_restart(ask: Ask) -> None:
    before = ask("--reviewer", "CD")
    before.post("agree", **PLACE)
    before.post("withdraw", **PLACE)
    _dispute(before)
    after = ask("--reviewer", "CD")
    after.post("undo", **PLACE)
    assert _given(after) == ""
