"""The stamp of a retraction is told from words of a title, wherever publishers put it."""

from __future__ import annotations

import pytest

from coprod_review.model.stamps import RETRACTED, WITHDRAWN, stamp_of, without_stamp


@pytest.mark.parametrize(
    ("title", "stamp"),
    [
        ("RETRACTED: Night rounds", RETRACTED),
        ("Retracted: Night rounds", RETRACTED),
        ("RETRACTED ARTICLE: Night rounds", RETRACTED),
        ("[Retracted] Night rounds", RETRACTED),
        ("Night rounds [RETRACTED]", RETRACTED),
        ("Night rounds (Retracted article. See vol. 3, pg. 12, 2021)", RETRACTED),
        ("WITHDRAWN: Night rounds", WITHDRAWN),
    ],
)
def test_a_stamp_is_known_before_and_behind_a_title(title: str, stamp: str) -> None:
    assert stamp_of(title) == stamp
    assert without_stamp(title) == "Night rounds"


@pytest.mark.parametrize(
    "title",
    [
        "Retracted articles in surgery: a survey",
        "Retracted consent: a study of the ward",
        "Care withdrawn (a survey of retracted papers)",
        "Who reads what was taken back (retracted articles in surgery)",
    ],
)
def test_a_study_of_retractions_has_no_stamp(title: str) -> None:
    assert stamp_of(title) == ""
    assert without_stamp(title) == title
