"""How texts read: without tags, escapes and unseen signs, every stretch with its place in what is written."""

from __future__ import annotations

import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.share.marks import MARK, mark_of
from coprod_review.share.passages import Passages
from coprod_review.share.readings import readings_of

PASSAGE = (
    'no bibliometric review has examined the concept of "harm" in the patients\' literature & little work has'
)
PARTS = st.text(st.sampled_from("ab<>&;\\u0e9n 1#x'\"\u00ad\u0301é-\n"), max_size=40)


def test_a_page_is_read_with_its_tags_and_without_them() -> None:
    text = "<i title='one'>two<b>three</b></i> &eacute; \\u00e9"
    assert [reading.of(text) for reading in readings_of(text)] == [
        "twothree é é",
        " two three   é é",
        "<i title='one'>two<b>three</b></i> é é",
    ]


def test_tags_that_end_a_block_part_words_and_others_do_not() -> None:
    text = "<p title='one'>two<b>three</b></p> &eacute; \\u00e9"
    assert [reading.of(text) for reading in readings_of(text)] == [
        " twothree  é é",
        " two three   é é",
        "<p title='one'>two<b>three</b></p> é é",
    ]


@given(PARTS)
def test_the_places_of_a_reading_hold_what_it_shows(text: str) -> None:
    for reading in readings_of(text):
        shown = reading.of(text)
        places = reading.places(text, [(at, at + 1) for at in range(len(shown))])
        assert places == sorted(places)
        for sign, (start, end) in zip(shown, places, strict=True):
            assert text[start:end] == sign or sign in reading.of(text[start:end])


HIDDEN = {
    "quotation marks of pages": html.escape,
    "numbers for signs": lambda text: "".join(c if c.isalpha() or c == " " else f"&#{ord(c)};" for c in text),
    "numbers for letters": lambda text: text.replace("a", "&#x61;").replace("o", "&#111"),
    "data in pages": lambda text: json.dumps(text).replace("'", "\\u0027"),
    "line ends in data": lambda text: json.dumps(text.replace(" ", "\n")),
    "tags within words": lambda text: text.replace("review", "re<b>view</b>"),
    "tags for blanks": lambda text: text.replace(" ", "</w:t></w:r><w:r><w:t>"),
    "texts of drawings": lambda text: "".join(f"<tspan>{html.escape(w)}</tspan>" for w in text.split()),
    "soft hyphens": lambda text: text.replace("concept", "con\u00adcept").replace("work", "wo&shy;rk"),
    "words parted at line ends": lambda text: text.replace("bibliometric", "biblio-\n  metric"),
    "ligatures": lambda text: text.replace("literature", "literature of \ufb01ve"),
    "signs without width": "\u200b".join,
    "tags of two kinds": lambda text: text.replace("ed the", "ed<br>the").replace("harm", "h<i>arm</i>"),
    "runs and breaks of Word": lambda text: text.replace("ed the", "ed</w:t><w:br/><w:t>the").replace(
        "work", "wo</w:t></w:r><w:r><w:t>rk"
    ),
    "letters of drawings": lambda text: "".join(
        f"<tspan>{html.escape(c)}</tspan>" if c != " " else c for c in text
    ),
    "a line end and a tag": lambda text: text.replace("biblio", "biblio-\n").replace("work", "w<b>ork</b>"),
    "a line end and entities": lambda text: html.escape(text.replace("biblio", "biblio-\n")),
    "a soft hyphen at a break": lambda text: text.replace("biblio", "biblio&shy;<br>"),
    "attributes with signs of tags": lambda text: text.replace(" ", ' <span title="p>0.05 or so">'),
    "letters beyond 16 bits in data": lambda text: json.dumps(text.replace("of", "\U0001d45dof")),
    "signs of direction": lambda text: f"\u202e{text[:40]}\u202c{text[40:]}",
}


BEYOND = {"letters beyond 16 bits in data": "\U0001d45dof"}


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_is_written_otherwise_is_marked_from_its_first_word_to_its_last(hidden: str) -> None:
    passage = PASSAGE.replace("literature", "literature of five", hidden == "ligatures")
    passages = Passages([f"Until now {passage.replace('of', BEYOND.get(hidden, 'of'))}."])
    written = HIDDEN[hidden](PASSAGE)
    made = passages.marked(f"<td class=x>It says: {written}. So they say.</td>")
    assert MARK.search(made), made
    assert not passages.spans(made)
    left = MARK.sub("", made).casefold()
    assert not [word for word in PASSAGE.split() if len(word) > 5 and word.strip("'\"") in left]
    assert made.startswith("<td class=x>It says: ") and made.endswith(". So they say.</td>")


def test_a_mark_in_a_page_tells_the_words_as_they_read_and_keeps_the_tags_around_them() -> None:
    made = Passages([PASSAGE]).marked(f"<p>{html.escape(PASSAGE[:50])}<b>{html.escape(PASSAGE[50:])}</b></p>")
    assert made == f"<p>{mark_of(PASSAGE)}<b></b></p>"


def test_letters_with_their_accents_apart_are_the_same_letters() -> None:
    text = "Les résidents âgés déclarèrent à l'équipe qu'ils étaient très bien informés des élèves malades."
    apart = text.replace("é", "e\u0301").replace("è", "e\u0300")
    assert Passages([text]).spans(apart) and Passages([apart]).spans(text)


def test_less_and_greater_in_plain_words_hide_no_passage() -> None:
    text = "the rate fell in p < 0.05 of wards whose nurses told patients of it and > 0.1 else"
    made = Passages([text]).marked(f"Noted: {text}!")
    assert made == f"Noted: {mark_of(text)}!"
