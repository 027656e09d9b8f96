"""`coprod-review simulate` on an invented set that is screened already."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from coprod_review.cli import main


@pytest.fixture
def folder(tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config").mkdir()
    shutil.copy(project / "config" / "config.yaml", tmp_path / "config")
    with (tmp_path / "set.csv").open("w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream)
        table.writerow(["title", "abstract", "label_included"])
        for i in range(80):
            subject = "patients speak up for safety" if i % 8 == 5 else "steel valves under pressure"
            table.writerow([f"Invented work {i}", f"We tell of {subject} in place {i}", int(i % 8 == 5)])
    return tmp_path


def measures(folder: Path) -> list[dict[str, str]]:
    with (folder / "results/simulate/measures.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_measures_curve_and_figure_are_written_for_each_reading(folder, capsys):
    assert main(["simulate", "set.csv", "--seeds", "2"]) == 0
    rows = measures(folder)
    assert [row["seed"] for row in rows] == ["0", "1"]
    assert all(float(row["wss_95"]) > 0.7 and float(row["recall_at_stop"]) >= 0.95 for row in rows)
    names = {path.name for path in (folder / "results/simulate").iterdir()}
    assert {f"recall_curve.{ending}" for ending in ("csv", "pdf", "svg", "png")} <= names
    assert "work saved" in capsys.readouterr().out


def test_a_measure_below_zero_is_a_number_in_the_table(folder):
    lines = ["title,abstract,label"]
    lines += [f"Work {i} on patients,patients speak up,{int(i in (0, 9, 10, 11))}" for i in range(12)]
    (folder / "late.csv").write_text("\n".join(lines), encoding="utf-8")
    assert main(["simulate", "late.csv", "--start", "top"]) == 0
    row = measures(folder)[0]
    assert float(row["wss_95"]) < 0
    assert not any(cell.startswith("'") for cell in row.values())


def test_the_same_set_gives_the_same_bytes(folder):
    def files() -> dict[str, bytes]:
        main(["simulate", "set.csv", "--seeds", "2"])
        return {path.name: path.read_bytes() for path in (folder / "results/simulate").iterdir()}

    assert files() == files()


def test_from_the_top_there_is_one_reading(folder):
    assert main(["simulate", "set.csv", "--start", "top"]) == 0
    assert len(measures(folder)) == 1


def test_words_and_other_columns_are_labels_and_rows_without_one_are_left_out_and_counted(folder, capsys):
    (folder / "words.csv").write_text(
        "Title,Abstract,Verdict\n"
        "patients speak,,include\nsteel pipes,,exclude\npatients act,,Included\nsteel,,no\nunseen,,\n"
    )
    assert main(["simulate", "words.csv", "--label", "verdict"]) == 0
    assert "1 rows without a label are left out" in capsys.readouterr().err


def test_commas_semicolons_and_tabs_part_the_same_cells(folder):
    rows = csv.reader((folder / "set.csv").open(newline="", encoding="utf-8"))
    cells = [[title, f"{abstract}; and more, there", label] for title, abstract, label in rows]
    cells[0] = ["title", "abstract", "label_included"]
    found = []
    for name, parting in (("comma.csv", ","), ("semicolon.csv", ";"), ("tab.csv", "\t"), ("tab.tsv", "\t")):
        with (folder / name).open("w", newline="", encoding="utf-8-sig") as stream:
            csv.writer(stream, delimiter=parting).writerows(cells)
        assert main(["simulate", name, "--seeds", "1"]) == 0
        found.append(measures(folder))
    assert found == [found[0]] * 4
    assert float(found[0][0]["wss_95"]) > 0.7


def test_texts_without_words_are_told_to_teach_nothing(folder, capsys):
    (folder / "empty.csv").write_text("title,abstract,included\n" + ",,1\n,,1\n" + ",,0\n" * 8)
    assert main(["simulate", "empty.csv", "--seeds", "1"]) == 0
    assert "nothing can be learnt" in capsys.readouterr().err


def with_one_relevant(folder: Path) -> str:
    lines = (folder / "set.csv").read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.endswith(",1")] + [
        line for line in lines if line.endswith(",1")
    ][:1]
    (folder / "one.csv").write_text("\n".join(kept), encoding="utf-8")
    return "one.csv"


def test_one_relevant_text_that_is_known_at_the_start_is_refused_with_the_other_start(folder, capsys):
    assert main(["simulate", with_one_relevant(folder)]) == 2
    told = capsys.readouterr().err
    assert "1 of 71 texts is relevant" in told
    assert "--start top" in told


def test_one_relevant_text_is_found_by_a_reading_from_the_top(folder):
    assert main(["simulate", with_one_relevant(folder), "--start", "top"]) == 0
    assert [row["relevant"] for row in measures(folder)] == ["1"]


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("title,included\na,1\nb,maybe\n", "write 1 or 0"),
        ("title,included\na,1\nb,1\n", "name the column with the screening decisions by --label"),
        ("title,seen\na,1\n", "or name the column by --label"),
        ("heading,included\na,1\n", "call the column 'title'"),
        ("", "call the column 'title'"),
    ],
)
def test_a_set_that_cannot_be_simulated_is_refused_with_its_remedy(folder, capsys, text, remedy):
    (folder / "bad.csv").write_text(text)
    assert main(["simulate", "bad.csv"]) == 2
    assert remedy in capsys.readouterr().err
