"""`coprod-review train` in the terminal: asked, told, kept, and never counted as coding."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from tests.cli.training_room import ABOUT_NOTHING, SETTLED, keys_for, make_room

from coprod_review.cli import main
from coprod_review.io.training import read_training, training_path


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_answers_are_told_beside_what_is_settled_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    where = make_room(tmp_path, n=1)
    right = [keys_for(d, codes) for d, codes in SETTLED.items()]
    typed(monkeypatch, "9", "1,2", *right[:2], keys_for("framing", ("protective",)), *right[3:])
    assert main(["train", "--coder", "AB", "--text", *where]) == 0
    said = capsys.readouterr().out
    assert "4 of 5 as settled" in said
    assert "WRONG Patient-safety framing" in said and "zadie quotes “Relatives kept watch”" in said
    assert "one answer here" in said
    told = {t.dimension: t for t in read_training(training_path(tmp_path / "corpus", "AB"))}
    assert all(t.is_told for t in told.values()) and len(told) == 5
    assert told["framing"].codes == ("protective",) and told["framing"].settled == ("partnership",)
    assert not (tmp_path / "corpus" / "codings").exists()


def test_an_exercise_that_was_broken_off_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    where = make_room(tmp_path, n=1)
    right = [keys_for(d, codes) for d, codes in SETTLED.items()]
    typed(monkeypatch, *right[:2], "q")
    assert main(["train", "--coder", "AB", "--text", *where]) == 0
    assert "the exercise goes on next time" in capsys.readouterr().out
    typed(monkeypatch, *right[2:])
    assert main(["train", "--coder", "AB", "--text", *where]) == 0
    said = capsys.readouterr().out
    assert "1/5" not in said and "3/5" in said and "5 of 5 as settled" in said
    assert "Every report was answered" in said


def test_reports_of_samples_are_left_out_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    where = make_room(tmp_path)
    samples = tmp_path / "corpus" / "samples"
    samples.mkdir()
    plan = "draw,report,stratum,probability,drawn\n1,r0,all,0.5,yes\n1,r1,all,0.5,no\n1,r2,all,0.5,yes\n"
    (samples / "gold.csv").write_text(plan, encoding="utf-8")
    typed(monkeypatch, *(keys_for(d, codes) for d, codes in ABOUT_NOTHING.items()))
    assert main(["train", "--coder", "AB", "--text", *where]) == 0
    said = capsys.readouterr().out
    assert "1 settled report to practise on; 2 settled reports of samples left out" in said
    assert {t.report_id for t in read_training(training_path(tmp_path / "corpus", "AB"))} == {"r1"}


def test_the_status_says_kappa_from_ten_answers_on_and_that_few_say_little(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    where = make_room(tmp_path, n=12)
    typed(monkeypatch, *["1"] * 5 * 12)
    main(["train", "--coder", "AB", "--text", "--exercises", "9", *where])
    capsys.readouterr()
    assert main(["train", "--coder", "AB", "--status", *where]) == 0
    said = capsys.readouterr().out
    assert "9 reports answered for the first time, 3 left" in said
    assert "told from 10 answers on" in said and "n is small" in said
    typed(monkeypatch, *["1"] * 5)
    main(["train", "--coder", "AB", "--text", "--exercises", "1", *where])
    said = capsys.readouterr().out
    # The same answer always: no resample tells otherwise, and bounds of 0.00 would feign certainty.
    assert "Safety strategy              10     0%  0.00\n" in said


def test_where_nothing_is_settled_practice_is_advised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = make_room(tmp_path, n=0)
    assert main(["train", "--coder", "AB", "--text", *where]) == 2
    said = capsys.readouterr().err
    assert "there is no exercise" in said and "coprod-review practice" in said


@pytest.mark.parametrize("name", ["../../x", "rules", "a b"])
def test_a_name_that_no_coder_can_have_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "--coder", name, "--status", *make_room(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "take initials" in said or "use letters" in said
