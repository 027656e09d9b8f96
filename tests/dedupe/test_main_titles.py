from __future__ import annotations

import pytest
from tests.dedupe.records import record

from coprod_review.dedupe.arrow import text_array, word_texts
from coprod_review.dedupe.join import join_records
from coprod_review.dedupe.main_titles import main_titles


@pytest.mark.parametrize(
    ("whole", "main"),
    [
        ("Watching the drip: relatives and infusion errors", "Watching the drip"),
        ("Watching the drip – relatives and infusion errors", "WATCHING THE DRIP."),
        ("“Watching the drip”: relatives and infusion errors", "Watching the drip"),
        ("Who is watching? Relatives and infusion errors", "Who is watching?"),
    ],
)
def test_a_short_title_is_the_main_title_of_one_with_a_subtitle(whole: str, main: str) -> None:
    titles = text_array([whole, main])
    codes, mere = main_titles(titles, word_texts(titles))
    assert codes[0] == codes[1] > 0
    assert mere.tolist() == [False, True]


@pytest.mark.parametrize(
    "title",
    [
        "Watching the drip with relatives of children in hospital",
        "Watching the drip of infusion pumps at night: relatives as lookouts",
        "Re-admission of frail people after a short stay",
    ],
)
def test_a_long_title_or_one_without_a_break_has_no_short_main_title(title: str) -> None:
    titles = text_array([title])
    assert main_titles(titles, word_texts(titles))[0].tolist() == [0]


def test_a_book_without_its_subtitle_is_shown_to_people() -> None:
    facts = {"authors": ("Linden, Maja", "Okafor, Tunde"), "year": 2016, "type": "book"}
    titles = ("Safer wards", "Safer wards: strategies for crowded hospitals")
    joining = join_records([record(f"{n}.ris:1", title=one, **facts) for n, one in enumerate(titles)])
    assert [(v.verdict, v.rule) for v in joining.verdicts] == [("maybe", "part of the title")]
