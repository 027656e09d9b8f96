"""Figures within the page: the same drawing in less text."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote
from xml.etree import ElementTree

from coprod_review.pages.results import Figure
from coprod_review.report.drawings import picture, slim

SVG = """<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="10.23622pt" viewBox="0 0 10.23622 5"
 xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="f-title f-description">
<title id="f-title">Wards &amp; families</title><desc id="f-description">Bars.</desc>
<g id="f-figure_1">
<!-- 42 % -->
<g style="fill: #1c2430; stroke: none" transform="translate(1.234567 2) scale(0.076 -0.076) rotate(12.345)">
<defs>
<path id="f-Letters-34" d="M 10 20
L 30.123456 40
Q -0.0001 2 3 4
z
" transform="scale(0.015625)"/>
</defs>
<use xlink:href="#f-Letters-34"/>
<use xlink:href="#f-Letters-34" transform="translate(63.1875 0)"/>
</g>
</g>
<g id="f-empty_1">
<g id="f-empty_2"/>
</g>
<rect x="0" y="0" clip-path="url(#f-clip9)" style="fill: url(#f-hatch1)"/>
<defs><clipPath id="f-clip9"><rect width="8.000000" height="2"/></clipPath><pattern id="f-hatch1"/></defs>
</svg>"""


def figure(svg: str = SVG, alt_text: str = 'Bars of "wards" & <b>families</b>') -> Figure:
    return Figure(name="f", title="t", caption="c", alt_text=alt_text, svg=svg)


def test_a_slim_drawing_is_well_formed_and_shorter() -> None:
    text = slim(SVG)
    ElementTree.fromstring(text)
    assert len(text) < 0.6 * len(SVG)


def test_whatever_is_referred_to_still_has_its_name() -> None:
    text = slim(SVG)
    referred = re.findall(r'href="#(\w+)"|url\(#(\w+)\)', text)
    assert len(referred) == 4
    for pair in referred:
        assert text.count(f'id="{"".join(pair)}"') == 1
    assert text.count("id=") == 3


def test_lengths_are_rounded_while_factors_and_angles_stay() -> None:
    text = slim(SVG)
    assert 'transform="translate(1.23 2) scale(0.076 -0.076) rotate(12.345)"' in text
    assert 'transform="scale(0.015625)"' in text
    assert 'd="M10 20L30.12 40Q0 2 3 4z"' in text
    assert 'width="10.24pt"' in text


def test_letters_keep_their_places_in_the_line() -> None:
    assert 'x="63.2"/>' in slim(SVG)


def test_words_that_the_image_says_itself_are_left_out() -> None:
    text = slim(SVG)
    for word in ("families", "Bars", "42 %", "aria-", "empty"):
        assert word not in text


def test_the_address_of_an_image_holds_the_drawing_and_no_sign_that_ends_it() -> None:
    shown = picture(figure())
    (address,) = map(html.unescape, re.findall(r'src="([^"]*)"', shown))
    assert address.startswith("data:image/svg+xml,")
    assert "<" not in address
    assert "#" not in address
    drawing = ElementTree.fromstring(unquote(address.partition(",")[2]))
    assert drawing.tag.endswith("svg")
    assert 'alt="Bars of &#34;wards&#34; &amp; &lt;b&gt;families&lt;/b&gt;"' in shown


def test_the_same_drawing_gives_the_same_text() -> None:
    assert slim(SVG) == slim(SVG)
    assert picture(figure()) == picture(figure())
