"""Markup is taken out as a whole or stays as a whole: half of it is neither text nor markup."""

from __future__ import annotations

from collections import Counter

import pytest

from coprod_review.read.markup import clean


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<b onclick="go()">kw</b>', "kw"),
        ("<b onclick=go('x')>kw</b>", "kw"),
        ('<b onclick=a"b>kw</b>', "kw"),
        ('<b title="a>b">kw</b>', "kw"),
        ("<b hidden>kw</b>", "kw"),
        ("<p class=x hidden>One</p><p>Two</p>", "One Two"),
        ("<i>a</i> and <sub class='x'>b</sub>", "a and b"),
        ("Line<br>break", "Line break"),
        ("p<a and b>c", "p<a and b>c"),
        ("if a <b and c> d", "if a <b and c> d"),
        ("x <i and y</i> z", "x <i and y</i> z"),
        ("x <i and y</i> z <i>w</i>", "x <i and y</i> z w"),
        ("p <a and b> c, <a href=x>see</a>", "p <a and b> c, see"),
        ("a<b", "a<b"),
    ],
)
def test_markup_is_taken_out_whole_or_stays(written, expected):
    assert clean(written, Counter()) == expected
