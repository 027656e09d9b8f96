"""How things stand for a server: what one page looks at stays as it is while others write."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.errors import ReviewError
from coprod_review.tasks.serve.standing import StandingFiles, table_path

HEADER = "report,coder,verdict,criterion,date,reason\n"


def _files(corpus: Path, *rows: str) -> StandingFiles:
    _write(corpus, *rows)
    return StandingFiles(corpus, who="CD", sees_all=True, resolve=str)


def _write(corpus: Path, *rows: str) -> None:
    path = table_path(corpus, "screening")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + "".join(f"{row},include,,2026-11-05,\n" for row in rows), encoding="utf-8")


def test_rows_that_come_while_a_page_walks_through_the_answers_do_not_disturb_it(tmp_path: Path) -> None:
    files = _files(tmp_path, "r001,CD", "r002,CD")
    walked = []
    for key in files.standing().judged.by_key:
        _write(tmp_path, "r001,CD", "r002,CD", "r003,CD")
        files.standing()
        walked.append(key)
    assert walked == [("r001", "CD"), ("r002", "CD")]
    assert len(files.standing().judged.by_key) == 3


def test_nothing_of_what_was_handed_out_changes_with_later_rows(tmp_path: Path) -> None:
    files = _files(tmp_path, "r001,CD")
    before = files.standing()
    _write(tmp_path, "r001,CD", "r001,EF")
    after = files.standing()
    assert [held.coder for held in before.judged.on("r001")] == ["CD"]
    assert [held.coder for held in after.judged.on("r001")] == ["CD", "EF"]
    assert after is not before
    assert after.own is before.own
    assert before.judged.stamps["r001"] != after.judged.stamps["r001"]


def test_while_nothing_has_come_it_is_the_same_object(tmp_path: Path) -> None:
    files = _files(tmp_path, "r001,CD")
    assert files.standing() is files.standing()


def test_a_table_that_cannot_be_read_now_hides_no_rows_of_it_or_of_another_later(tmp_path: Path) -> None:
    files = _files(tmp_path)
    files.standing()
    _write(tmp_path, "r001,CD")
    pairs = table_path(tmp_path, "duplicates")
    pairs.mkdir()
    with pytest.raises(ReviewError):
        files.standing()
    pairs.rmdir()
    assert ("r001", "CD") in files.standing().judged.by_key
