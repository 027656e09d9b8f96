"""Laws of the files that people fill: nothing acknowledged is lost, nothing is torn, nothing is mixed."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_review.adjudicate.given import GivenAnswer
from coprod_review.adjudicate.given_rows import answer_rows
from coprod_review.adjudicate.taken_back import withdrawal_rows
from coprod_review.errors import ReviewError
from coprod_review.io.append import append_rows
from coprod_review.io.coding_files import coding_file
from coprod_review.io.codings import read_coder_codings
from coprod_review.io.people_tables import CODINGS, read_people

WRITER = Path(__file__).with_name("writer.py")


def start(corpus: Path, name: str, how_many: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(corpus), name, str(how_many)], stdout=subprocess.PIPE, text=True
    )


def written(corpus: Path) -> list[tuple[str, str, str]]:
    rows = read_people(coding_file(corpus, "ab"), CODINGS)
    return [(row["report"], row["codes"], row["revision"] or "1") for row in rows]


def acknowledged(output: str) -> list[tuple[str, str, str]]:
    """The whole lines: a writer that is killed may have printed a part of its last."""
    whole = output[: output.rfind("\n") + 1]
    return [(question, codes, number) for question, codes, number in map(str.split, whole.splitlines())]


def test_of_many_writers_at_once_every_answer_stands_once_and_revisions_have_no_gap(tmp_path: Path) -> None:
    writers = [start(tmp_path, f"w{number}", 15) for number in range(4)]
    said = [row for writer in writers for row in acknowledged(writer.communicate(timeout=120)[0])]
    assert all(writer.returncode == 0 for writer in writers)
    assert sorted(written(tmp_path)) == sorted(said)
    assert len(said) == 60
    numbers = defaultdict(list)
    for question, _, number in written(tmp_path):
        numbers[question].append(int(number))
    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())
    last = {question: codes for question, codes, _ in written(tmp_path)}
    read = read_coder_codings(coding_file(tmp_path, "ab"))
    assert {coding.report_id: ";".join(coding.codes) for coding in read} == last


def test_a_writer_killed_at_any_moment_loses_nothing_acknowledged_and_leaves_the_file_whole(
    tmp_path: Path,
) -> None:
    moments = random.Random(7)
    said: list[tuple[str, str, str]] = []
    for turn in range(7):
        writer = start(tmp_path, f"k{turn}", 0)
        assert writer.stdout is not None
        first = writer.stdout.readline()  # it has come to writing
        time.sleep(moments.uniform(0.0, 0.08))
        writer.send_signal(signal.SIGKILL)
        said += acknowledged(first + writer.stdout.read())
        writer.wait()
        writer.stdout.close()
        found = written(tmp_path)
        assert set(said) <= set(found)
        assert len(found) <= len(said) + turn + 1  # one that was written and not acknowledged, each time
        assert len({(question, number) for question, _, number in found}) == len(found)
    left = list((tmp_path / "codings").glob(".*"))
    assert start(tmp_path, "after", 1).wait(timeout=60) == 0
    assert not list((tmp_path / "codings").glob(".*")), f"of {left}"


def test_a_writer_that_another_waits_for_dies_and_the_other_goes_on(tmp_path: Path) -> None:
    first, second = start(tmp_path, "dies", 0), start(tmp_path, "lives", 10)
    assert first.stdout is not None
    first.stdout.readline()
    os.kill(first.pid, signal.SIGKILL)
    output, _ = second.communicate(timeout=60)
    first.stdout.close()
    first.wait()
    assert len(acknowledged(output)) == 10
    assert set(acknowledged(output)) <= set(written(tmp_path))


def test_where_the_disk_takes_no_more_the_file_stays_as_it_was_and_the_remedy_is_told(
    tmp_path: Path,
) -> None:
    path = give(tmp_path, "r1", "light")
    before = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 5, limits[1]))
    try:
        with pytest.raises(ReviewError, match="could not be written") as told:
            give(tmp_path, "r2", "strong")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert "make room on the disk" in told.value.remedy
    assert path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir()) == ["ab.csv"]


def give(corpus: Path, report: str, code: str) -> Path:
    path = coding_file(corpus, "ab")
    if code:
        answer = GivenAnswer(
            report=report,
            dimension="wind",
            codes=[code],
            codebook="1",
            date="2026-11-05",
            quotes=['"', "\n,"],
        )
        append_rows(path, corpus=corpus, columns=CODINGS, make=lambda rows: answer_rows(rows, answer))
    else:
        question = {"report": report, "dimension": "wind"}
        append_rows(
            path,
            corpus=corpus,
            columns=CODINGS,
            make=lambda rows: withdrawal_rows(rows, question, date="2026-11-06"),
        )
    return path


REPORTS = st.sampled_from(["r1", "r11", "r,1", 'r"1', "=r1", "r1\n"])
STEPS = st.lists(st.tuples(REPORTS, st.sampled_from(["light", "strong", ""])), max_size=8)


@settings(max_examples=25, deadline=None)
@given(steps=STEPS, line_end=st.sampled_from(["\n", "\r\n"]), mark=st.sampled_from(["", "\ufeff"]))
def test_in_whatever_order_answers_come_the_last_of_each_question_counts(
    steps: list[tuple[str, str]], line_end: str, mark: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder)
        path = coding_file(corpus, "ab")
        path.parent.mkdir()
        path.write_text(mark + ",".join(CODINGS.columns) + line_end, encoding="utf-8", newline="")
        expected = {}
        for report, code in steps:
            give(corpus, report, code)
            expected[report.strip()] = code
        found = {coding.report_id: "".join(coding.codes) for coding in read_coder_codings(path)}
    assert found == {report: code for report, code in expected.items() if code}
