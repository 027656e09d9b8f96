"""`benchmarks/real_abstracts.py`: kappa, what was found of each code, and F1 on explicit reports."""

import csv
import json
import sys
from pathlib import Path

import pytest
from benchmarks import real_abstracts

from coprod_review.io.codebook import read_codebook

CODEBOOK = Path("config/codebook.yaml")
PA, SM = "public_administration", "service_management"


def printed(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    read: list[tuple[str, str, str]],
    *others: list[str],
) -> str:
    """What is printed of abstracts, each the reader's tradition and basis and the machine's tradition.

    `others` are further readers, who differ in the traditions that are given of them.
    """
    names = list(read_codebook(CODEBOOK).dimensions)
    codes, reader = tmp_path / "codes.csv", tmp_path / "reader.jsonl"
    with codes.open("w", encoding="utf-8", newline="") as stream:
        columns = [f"{kind}_{name}" for name in names for kind in ("code", "possible", "status")]
        chances = {f"probability_{name}": 0.8 for name in names}
        writer = csv.DictWriter(stream, ["source_id", *columns, *chances], restval="none")
        writer.writeheader()
        for n, (_, _, given) in enumerate(read):
            row = {"source_id": f"x{n}", "code_tradition": given, "possible_tradition": given}
            writer.writerow(row | chances)
    told = [
        dict.fromkeys(names, "none") | {"id": f"x{n}", "tradition": right, "tradition_basis": basis}
        for n, (right, basis, _) in enumerate(read)
    ]
    reader.write_text("".join(json.dumps(answer) + "\n" for answer in told), encoding="utf-8")
    further = [tmp_path / f"reader_{n}.jsonl" for n, _ in enumerate(others)]
    for path, traditions in zip(further, others, strict=True):
        own = [{**answer, "tradition": code} for answer, code in zip(told, traditions, strict=True)]
        path.write_text("".join(json.dumps(answer) + "\n" for answer in own), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["real_abstracts.py", str(codes), str(reader), *map(str, further)])
    assert real_abstracts.main() == 0
    return capsys.readouterr().out


def test_kappa_and_what_was_found_of_each_code_stand_under_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read = [(PA, "explicit", PA), (PA, "implicit", "none"), *[("none", "none", "none")] * 2]
    out = printed(tmp_path, monkeypatch, capsys, read)
    assert "tradition: kappa 0.50, " in out
    assert f"{PA} found 1 of 2" in out
    assert "framing: kappa -, none found 4 of 4" in out


def test_the_log_loss_is_that_of_the_answers_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = printed(tmp_path, monkeypatch, capsys, [(PA, "none", PA), (SM, "none", PA)])
    assert "tradition 0.916, tradition_basis 0.223" in out  # halves of -ln .8 and -ln .2; -ln .8
    assert "mean log loss: 0.300 (" in out
    assert real_abstracts.log_loss([(True, 1.0), (False, 1.0)]) == pytest.approx(3.4544, abs=1e-4)


def test_f1_on_explicit_reports_leaves_out_implicit_ones_and_counts_what_was_taken_for_a_tradition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read = [(PA, "explicit", PA), (SM, "explicit", SM), (SM, "implicit", PA), ("none", "none", PA)]
    out = printed(tmp_path, monkeypatch, capsys, read)
    assert "tradition, explicit reports: 3 abstracts" in out
    assert f"F1 of {PA} 0.67 (found 1 of 1)" in out
    assert f"F1 of {SM} 1.00 (found 1 of 1)" in out


def test_of_several_readers_what_more_than_half_answer_counts_and_their_agreement_stands_below(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read = [(PA, "explicit", PA), (SM, "explicit", SM), (SM, "explicit", PA), ("none", "none", "none")]
    two = printed(tmp_path, monkeypatch, capsys, read, [PA, SM, PA, "none"])
    assert "| tradition | 3 |" in two  # what two readers see differently is left out
    assert "| tradition | 0.75 | 0.64 |" in two
    three = printed(tmp_path, monkeypatch, capsys, read, [PA, SM, PA, "none"], [PA, PA, PA, SM])
    assert "| tradition | 4 |" in three
    assert f"{PA} found 2 of 2, {SM} found 1 of 1" in three


def test_an_abstract_that_the_first_reader_lacks_counts_where_more_than_half_of_all_agree() -> None:
    pa, sm = {"tradition": (PA,)}, {"tradition": (SM,)}
    readers = [{"x1": pa}, {"x1": pa, "x2": sm, "x3": pa}, {"x1": sm, "x2": sm}]
    assert real_abstracts.settled(readers, "tradition", among=["x1", "x2", "x3", "x4"]) == {
        "x1": (PA,),
        "x2": (SM,),
    }
