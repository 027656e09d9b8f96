"""The palette can be told apart in grey and by colour-blind readers."""

from __future__ import annotations

from itertools import combinations, pairwise

import matplotlib as mpl
import numpy as np
import pytest

from coprod_review.render import countries, style
from coprod_review.render import country_shapes as shapes
from coprod_review.render.alluvial_ribbons import look_of

COLOURS = (*style.PALETTE, style.NEUTRAL)

# Machado, Oliveira and Fernandes (2009), severity 1.0, in linear RGB.
DEFICIENCIES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}


def linear(colour: str) -> np.ndarray:
    """Linear RGB of an sRGB colour."""
    c = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* (D65) of linear RGB."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    t = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("pair", list(combinations(COLOURS, 2)), ids="-".join)
def test_two_colours_of_the_palette_differ_in_grey(pair: tuple[str, str]) -> None:
    a, b = pair
    assert abs(style.lightness(a) - style.lightness(b)) >= 10


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("pair", list(combinations(COLOURS, 2)), ids="-".join)
def test_two_colours_of_the_palette_differ_for_colour_blind_readers(
    pair: tuple[str, str], deficiency: str
) -> None:
    matrix = np.array(DEFICIENCIES[deficiency])
    a, b = (lab(matrix @ linear(colour)) for colour in pair)
    assert np.linalg.norm(a - b) >= 12


@pytest.mark.parametrize("n_classes", range(2, len(countries.CLASSES) + 1))
def test_classes_of_countries_are_a_ladder_of_grey(n_classes: int) -> None:
    least = countries.CLASSES[n_classes - 1][0]
    colours = countries.colours_of_classes(least)
    ladder = [style.lightness(colour) for colour in colours.values()]
    assert len(ladder) == n_classes
    assert ladder == sorted(ladder, reverse=True)
    assert min(a - b for a, b in pairwise([style.lightness(shapes.LAND), *ladder])) >= 6


@pytest.mark.parametrize("colour", COLOURS)
def test_what_is_inferred_differs_from_what_is_said_in_more_than_colour(colour: str) -> None:
    said, inferred, unsettled = (look_of(colour, b) for b in ("explicit", "implicit", "unsettled"))
    assert "hatch" not in said
    assert inferred["hatch"] != unsettled["hatch"]
    if colour != style.NEUTRAL:
        assert style.lightness(inferred["facecolor"]) - style.lightness(said["facecolor"]) >= 12


def test_the_code_none_is_neutral_and_takes_no_colour_from_the_others() -> None:
    codes = ("none", "a", "b")
    assert style.colour_of("none", codes) == style.NEUTRAL
    assert style.colour_of("a", codes) == style.PALETTE[0]


def test_a_fifth_code_is_told_from_the_first_by_its_hatch() -> None:
    codes = ("a", "b", "c", "d", "e", "none")
    assert style.colour_of("e", codes) == style.colour_of("a", codes)
    assert style.hatch_of("e", codes) != style.hatch_of("a", codes)


def test_ink_can_be_read_on_every_colour() -> None:
    for colour in (*COLOURS, style.depth_colour(0.0), style.depth_colour(0.5), style.depth_colour(1.0)):
        assert abs(style.lightness(style.ink_on(colour)) - style.lightness(colour)) >= 38


def test_the_style_leaves_the_settings_of_others_alone() -> None:
    before = dict(mpl.rcParams)
    with style.figure_style():
        assert mpl.rcParams["text.parse_math"] is False
    assert dict(mpl.rcParams) == before
