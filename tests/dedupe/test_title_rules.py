"""How alike titles are judged by what else agrees."""

from __future__ import annotations

from typing import Any

import pytest
from tests.dedupe.records import record
from tests.dedupe.trap_pairs import LINDEN, PLACE, TITLE

from coprod_review.dedupe.forms import words_of
from coprod_review.dedupe.join import join_records
from coprod_review.dedupe.wording import ALIKE, differences
from coprod_review.model.report import PairVerdict

LONG = "Relatives as partners in the handover of fragile patients between four rural hospitals and homes"


def verdict(first: dict[str, Any], second: dict[str, Any]) -> PairVerdict:
    (found,) = join_records([record("a.ris:1", **first), record("b.ris:1", **second)]).verdicts
    return found


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        (
            {"title": TITLE},
            {"title": TITLE.replace("patients", "pateints")},
            "title but for a slip, same place",
        ),
        ({"title": LONG}, {"title": LONG[:60]}, "part of the title, same place"),
        (
            {"title": TITLE},
            {"title": f"{TITLE}: a ward study with families"},
            "part of the title, same place",
        ),
        ({"title": TITLE}, {"title": TITLE.replace("fragile", "old")}, "alike titles, same page"),
    ],
)
def test_titles_that_are_the_same_cut_or_alike_are_joined_at_one_place(
    first: dict[str, Any], second: dict[str, Any], rule: str
) -> None:
    found = verdict(LINDEN | PLACE | first, LINDEN | PLACE | second)
    assert (found.verdict, found.rule) == ("duplicate", rule)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        (LONG.replace("patients", "pateints"), "a word apart"),
        (LONG[: LONG.index(" between")], "part of the title"),
        (LONG.replace("rural", "urban"), "related: opposite words"),
        (f"Lack of {LONG}", "opposite words"),
    ],
)
@pytest.mark.parametrize("place", [{}, {"volume": "12"}, {"volume": "12", "pages": "S12"}])
def test_titles_that_differ_in_words_are_not_joined_without_a_place_of_their_own(
    changed: str, rule: str, place: dict[str, str]
) -> None:
    found = verdict(LINDEN | place | {"title": LONG}, LINDEN | place | {"title": changed})
    assert found.verdict != "duplicate"
    assert found.rule == rule or (place.get("pages") and found.verdict == "maybe")


def test_a_title_cut_within_a_word_is_part_of_the_whole() -> None:
    cut = LONG[: LONG.index("fragile") + 3]
    assert (
        "one is part of the other"
        in verdict(LINDEN | PLACE | {"title": LONG}, LINDEN | PLACE | {"title": cut}).why
    )


def test_the_same_title_in_another_place_is_left_to_people() -> None:
    found = verdict(
        LINDEN | PLACE | {"title": TITLE}, LINDEN | {"title": TITLE, "volume": "19", "pages": "7-9"}
    )
    assert (found.verdict, found.rule) == ("maybe", "same title, other facts")


def test_one_title_in_two_journals_of_the_same_volume_is_not_joined_without_a_page() -> None:
    first = LINDEN | {"title": LONG, "volume": "12"}
    second = first | {"container": "Nordic Bedside Annals", "pages": "3-9"}
    assert verdict(first, second).verdict != "duplicate"


def test_title_and_first_author_alone_do_not_join_two_years() -> None:
    first = {"title": LONG, "authors": LINDEN["authors"], "year": 2014}
    assert verdict(first, first | {"year": 2015}).verdict == "maybe"
    assert verdict(first, first).verdict == "duplicate"


@pytest.mark.parametrize("field", ["volume", "issue"])
def test_fields_in_each_others_place_agree(field: str) -> None:
    first = LINDEN | {"title": TITLE, "pages": "101-110", field: "12"}
    found = verdict(first, first | {"pages": "12", field: "101-110"})
    assert found.verdict == "duplicate"
    assert "first page" in found.why.partition("agree: ")[2]


def test_a_roman_volume_is_its_number_and_a_word_is_none() -> None:
    first = LINDEN | {"title": TITLE, "volume": "XIV", "pages": "3"}
    assert "volume" in verdict(first, first | {"volume": "14"}).why
    assert "differ: volume" in verdict(first, first | {"volume": "mild"}).why


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("rounds part 2 in phase 2", "rounds in phase 2", "one_sided"),
        ("pleural care and pleural rest", "pleural care and gravel rest", "substituted"),
        ("immune wards", "nonimmune wards", "opposed"),
        ("trial in men", "trial in women", "opposed"),
        ("rounds at home", "rounds at home five year follow up", "one_sided"),
        ("rounds one", "rounds two", "numbers"),
        ("part ix of rounds in the 8th year no 1", "part viii rounds a 7th year no 2", "numbers"),
    ],
)
def test_words_that_make_two_documents_of_like_titles_are_seen(one: str, other: str, told: str) -> None:
    assert getattr(differences(one.split(), other.split()), told)
    assert getattr(differences(other.split(), one.split()), told)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("non immune wards", "nonimmune wards"),
        ("rounds at home", "rounds at home in four rural wards of one town"),
    ],
)
def test_divided_words_and_subtitles_do_not_make_two_documents(one: str, other: str) -> None:
    found = differences(one.split(), other.split())
    assert not (found.opposed or found.numbers or found.one_sided)


def test_short_family_names_a_letter_apart_neither_agree_nor_differ() -> None:
    short = {"title": LONG, "year": 2014, "volume": "3"}
    found = verdict(short | {"authors": ("Li, A",)}, short | {"authors": ("Liu, B",)})
    assert "authors" not in found.why.partition("alike")[2]
    found = verdict(short | {"authors": ("Lindenberg, A",)}, short | {"authors": ("Lindenburg, A",)})
    assert "agree: first author" in found.why


@pytest.mark.parametrize("written", ["16 200", "16,200", "16.200", "16\u2009200"])
def test_digits_in_groups_are_the_number_without_them(written: str) -> None:
    grouped, whole = (f"A register study of {number} adults" for number in (written, "16200"))
    assert differences(words_of(grouped), words_of(whole)) == ALIKE
    assert differences(words_of(whole), words_of(grouped)) == ALIKE


@pytest.mark.parametrize("other", ["16 201", "016 200", "16 20", "16 200 001", "162 00"])
def test_other_groups_of_digits_stay_another_number(other: str) -> None:
    found = differences(words_of("A study of 16200 adults"), words_of(f"A study of {other} adults"))
    assert found.numbers or found.one_sided


def test_thousands_that_stand_apart_are_the_number_written_in_one() -> None:
    first = {
        "doi": "10.5555/jwl.7",
        "title": "Walks with wards: a cohort of ~16 200 residents of the islands",
    }
    second = first | {"title": "Walks with wards: a cohort of similar to 16200 residents of the islands"}
    assert verdict(first, second).verdict == "duplicate"
    assert differences(["16", "200", "residents"], ["16200", "residents"]).numbers is False
    assert differences(["16", "200", "residents"], ["16300", "residents"]).numbers
    assert differences(["part", "1", "200", "residents"], ["part", "2", "200", "residents"]).numbers


RANGE = {
    "authors": ("Unger, Karl", "Prat, Wilma"),
    "year": 2007,
    "container": "Ward Proc",
    "pages": "756-760",
}
BRIEF, OTHER = "Hidden care", "Care in hiding, and relatives who notice mistakes in wards for children"


@pytest.mark.parametrize("other", [{}, {"volume": "2007"}, {"container": "Proceedings of Wards"}])
@pytest.mark.parametrize("title", [OTHER, "Relatives who notice mistakes"])
def test_one_range_of_pages_by_one_author_in_one_year_is_a_question_however_unlike_the_titles_are(
    other: dict[str, Any], title: str
) -> None:
    found = verdict(RANGE | {"title": BRIEF}, RANGE | {"title": title} | other)
    assert (found.verdict, found.rule) == ("maybe", "unlike titles, same range of pages")


@pytest.mark.parametrize(
    "other", [{"pages": "756"}, {"year": 2010}, {"authors": ("Ohm, Ria",)}, {"pages": "756-763"}]
)
def test_less_than_the_range_the_author_and_the_year_is_no_question(other: dict[str, Any]) -> None:
    records = [record("a.ris:1", title=BRIEF, **RANGE), record("b.ris:1", **RANGE | {"title": OTHER} | other)]
    assert not join_records(records).verdicts


@pytest.mark.parametrize("authors", [("Иванова, Е. В.", "Петров, А. С."), ("王丽", "张伟")])
def test_names_in_two_scripts_neither_agree_nor_differ(authors: tuple[str, ...]) -> None:
    known = {
        "title": "Falls in rural district hospitals and who prevents them",
        "year": 2015,
        "pages": "22-27",
    }
    found = verdict(
        known | {"authors": authors, "container": "Ward Studies"},
        known | {"authors": ("Ivanova, E. V.", "Petrov, A. S."), "container": "Ward Studies"},
    )
    assert found.verdict == "duplicate"
    assert "author" not in found.why


IN_JAPANESE = {"title": "患者の参加と安全な看護", "container": "看護の研究"}
IN_ENGLISH = {"title": "Taking part of patients and safe nursing", "container": "Invented Studies of Nursing"}
ONE_PLACE = {"year": 2014, "volume": "12", "pages": "101-110"}


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ({}, {}),
        ({"authors": ("山田, 花子",)}, {"authors": ("Yamada, Hanako",)}),
        ({"container": ""}, {"title": f"[{IN_ENGLISH['title']}]"}),
    ],
)
def test_a_title_in_another_script_on_the_same_pages_is_asked_about(
    here: dict[str, Any], there: dict[str, Any]
) -> None:
    (found,) = join_records(
        [
            record("a.ris:1", **ONE_PLACE | IN_JAPANESE | here),
            record("b.ris:1", **ONE_PLACE | IN_ENGLISH | there),
        ]
    ).verdicts
    assert (found.verdict, found.rule) == ("maybe", "translated title, same pages")


@pytest.mark.parametrize(
    "there", [{"pages": "101-109"}, {"year": 2015}, {"volume": "13"}, {"pages": "101"}, {"issue": "4"}]
)
def test_a_title_in_another_script_at_another_place_is_not(there: dict[str, Any]) -> None:
    here = record("a.ris:1", **ONE_PLACE | IN_JAPANESE | {"issue": "2"})
    assert not [
        v
        for v in join_records([here, record("b.ris:1", **ONE_PLACE | IN_ENGLISH | there)]).verdicts
        if v.verdict == "maybe"
    ]


def test_titles_in_two_scripts_are_told_as_such() -> None:
    place = {"year": 2018, "volume": "38", "pages": "101-109", "doi": "10.5555/njn.38.101"}
    found = verdict(place | {"title": "転倒予防の効果"}, place | {"title": "Preventing falls with patients"})
    assert "titles in two scripts, which cannot be compared" in found.why
