"""JSON cut into works, whatever was done to it; all entries are invented."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_review.read.content import Held
from coprod_review.read.decode import decode
from coprod_review.read.formats import formats
from coprod_review.read.json_entries import walk
from coprod_review.read.json_text import loaded, loaded_or_mended
from coprod_review.read.openalex import SHAPE

EXPORTS = Path(__file__).parent / "exports"
JSON = {path.name: path.read_text(encoding="utf-8") for path in sorted(EXPORTS.glob("*.json*"))}
BY_NAME = {f.name: f for f in formats()}
WORKS = [
    {"id": f"INV:{n}", "type": "article", "title": f"Title {n}", "issued": {"date-parts": [[2000 + n]]}}
    for n in range(5)
]
TITLES = [f"Title {n}" for n in range(5)]


def outside(text: str, name: str) -> str:
    """What of a text lies in no entry, by counting the characters that entries hold."""
    left = Counter(text)
    for entry in BY_NAME[name].cut(decode(Held(text.encode("utf-8", "surrogatepass"))), Counter()):
        left.subtract(entry.raw)
    assert min(left.values(), default=0) >= 0
    return "".join(sorted((+left).elements()))


def first_format(text: str) -> str | None:
    return next((f.name for f in formats() if f.first_mark(text) is not None), None)


@given(
    st.sampled_from(sorted(JSON)),
    st.lists(
        st.tuples(st.integers(0, 5000), st.sampled_from(['"', "{", "}", "[", "]", ",", "\n", "\\", "x", ""]))
    ),
)
@settings(max_examples=150, deadline=None)
def test_outside_of_entries_stand_separators_alone(name, changes):
    text = list(JSON[name])
    for at, sign in changes:
        text[at % len(text)] = sign
    changed = "".join(text)
    chosen = first_format(changed)
    if chosen in BY_NAME and chosen not in ("csv",) and changed.lstrip()[:1] in ("[", "{"):
        assert set(outside(changed, chosen)) <= set(" \t\n,[]{}")


@pytest.mark.parametrize("size", [1, 7, 100])
@pytest.mark.parametrize("name", sorted(JSON))
def test_a_text_in_small_pieces_is_cut_as_in_one(name, size):
    text, shape = JSON[name], SHAPE
    pieces = (text[at : at + size] for at in range(0, len(text), size))
    assert list(walk(pieces, shape, Counter())) == list(walk(iter([text]), shape, Counter()))


@pytest.mark.parametrize(
    "join",
    [
        "\n".join, "".join, " ".join, ",".join, ",\n".join,
        lambda works: f"[{', '.join(works)}]",
        lambda works: "[\n" + ",\n".join(works) + "\n]\n",
        lambda works: "[" + ", ".join(works) + ",]",
        lambda works: "[" + " ".join(works) + "]",
        lambda works: "\x1e" + "\n\x1e".join(works) + "\n",
        lambda works: '{"items": [' + ",".join(works) + '], "total": 5}',
        lambda works: "[" + ",".join(works),
        lambda works: "[[" + ",".join(works[:2]) + "],[" + ",".join(works[2:]) + "]]",
    ],
)  # fmt: skip
@pytest.mark.parametrize("indent", [None, 1])
def test_works_lie_in_lists_lines_or_simply_one_after_another(read, join, indent):
    records, aside, _ = read(join([json.dumps(w, indent=indent) for w in WORKS]))
    assert ([r.title for r in records], aside) == (TITLES, [])


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("wrap", [lambda w: w, lambda w: {"items": w, "total": 5}])
@pytest.mark.parametrize(
    ("sound", "damaged"),
    [
        ('"Title 2"', '"Title 2'),
        ('"Title 2"', 'Title 2"'),
        ('"Title 2"', "[" * 50_000),
        ('"Title 2"', '"Title 2"}'),
        ('"Title 2"', '{"Title": 2'),
        ('"Title 2"', '"Title 2" "more"'),
    ],
)
def test_a_broken_work_costs_itself_alone(read, indent, wrap, sound, damaged):
    text = json.dumps(wrap(WORKS), indent=indent)
    records, aside, _ = read(text.replace(sound, damaged))
    assert [r.title for r in records] == [t for t in TITLES if t != "Title 2"]
    assert len(aside) == 1
    assert aside[0].remedy.startswith("export the file again")
    assert '"INV:2"' in aside[0].raw


def test_a_bracket_missing_behind_the_list_costs_no_work(read):
    text = json.dumps({"items": WORKS, "total": 5}).replace('], "total"', ', "total"')
    records, aside, summary = read(text)
    assert ([r.title for r in records], aside) == (TITLES, [])
    assert "bracket that closes the list supplied: 1" in summary.repairs


def test_a_download_cut_short_loses_its_last_work_alone(read):
    text = json.dumps(WORKS)
    records, aside, _ = read(text[: text.index("Title 4")])
    assert [r.title for r in records] == TITLES[:4]
    assert aside[0].remedy.startswith("export the file again")


def test_empty_places_are_told_and_other_values_are_set_aside(read):
    records, aside, summary = read(json.dumps([WORKS[0], None, "a word", 12, [], WORKS[1]]))
    assert [r.title for r in records] == TITLES[:2]
    assert [entry.raw for entry in aside] == ['"a word"', "12"]
    assert "empty places (null) passed over: 1" in summary.repairs


@pytest.mark.parametrize("behind", [", null", ",null , null\n", f", null, {json.dumps(WORKS[1])}, null"])
def test_an_empty_place_behind_a_work_that_is_mended_costs_no_work(read, behind):
    records, aside, summary = read(f"[{json.dumps(WORKS[0])[:-1]},}}{behind}]")
    assert ([r.title for r in records], aside) == (TITLES[: 1 + behind.count("title")], [])
    assert f"empty places (null) passed over: {behind.count('null')}" in summary.repairs


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('{"title": "A", "n": NaN, "m": -Infinity}', "A"),
        ('{"title": "A", "n": ' + "9" * 5000 + "}", "A"),
        ('{"title": "B", "title": "A"}', "A"),
        ('{"title": "A\\ud800"}', "A\ufffd"),
        ('{"title": "\\ud83d\\ude00 A"}', "\U0001f600 A"),
        ('{"title": "\\\\ud800"}', "\\ud800"),
        ('{"title": "a\tb"}', "a\tb"),
        ('{"title": "A",}', "A"),
        ('{"title": "A", "list": [1, 2, ],\n}', "A"),
        ('{"title": "50\\% of A"}', "50\\% of A"),
        ('{"title": "x, ]", "list": [1,]}', "x, ]"),
    ],
)
def test_json_as_programs_write_it_is_read(written, expected):
    assert loaded_or_mended(written, Counter())["title"] == expected


def test_mending_is_told_and_sound_json_is_left_alone():
    repairs: Counter[str] = Counter()
    loaded_or_mended('{"a": 1}', repairs)
    assert not repairs
    loaded_or_mended('{"a": 1,}', repairs)
    assert repairs.total() == 1


def test_what_is_no_json_is_not_mended():
    with pytest.raises(ValueError, match="delimiter"):
        loaded_or_mended('{"a": 1 2,}', Counter())


def test_integers_too_long_to_read_are_text():
    assert loaded("[" + "9" * 5000 + "]") == ["9" * 5000]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings_change_no_record(read, encoding):
    records, aside, _ = read(json.dumps(WORKS, ensure_ascii=False).encode(encoding))
    assert ([r.title for r in records], aside) == (TITLES, [])


def test_lines_of_each_work_are_told(read):
    text = json.dumps({"total": 5, "items": WORKS}, indent=1)
    for record in read(text)[0]:
        lines = text.split("\n")[record.line - 1 : record.end_line]
        assert json.loads("\n".join(lines).rstrip(", \n"))["title"] == record.title


def test_two_works_in_one_line_of_json_lines_are_two(read):
    lines = [json.dumps(w) for w in WORKS]
    records, aside, _ = read("\n".join([lines[0], lines[1] + lines[2], lines[3], lines[4]]))
    assert ([r.title for r in records], aside) == (TITLES, [])
    assert [r.line for r in records] == [1, 2, 2, 3, 4]


def test_braces_in_texts_do_not_part_a_line(read):
    odd = WORKS[1] | {"abstract": 'a }{ b } { c {"title": "x"}'}
    records, aside, _ = read("\n".join(map(json.dumps, [WORKS[0], odd, WORKS[2]])))
    assert ([r.title for r in records], aside) == (TITLES[:3], [])


def test_works_found_anywhere_in_a_long_text_are_those_of_the_short_one(read):
    filler = "word " * 400
    chance = random.Random(1)
    works = [WORKS[n % 5] | {"id": str(n), "abstract": filler * chance.randint(1, 9)} for n in range(600)]
    records, aside, _ = read(json.dumps(works))
    assert [r.source_id for r in records] == [str(n) for n in range(600)]
    assert not aside
