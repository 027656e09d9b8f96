"""Authors that stand in one cell of a table, in the styles in which people list them."""

from __future__ import annotations

import pytest


def _table(*cells: str) -> str:
    rows = [f'Owls {at},2030,"{cell}"' for at, cell in enumerate(cells)]
    return "\n".join(["Title,Year,Authors", *rows, ""])


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Berg, L. & Ek, A.", ("Berg, L.", "Ek, A.")),
        ("Berg, Lena & Ek, Bo", ("Berg, Lena", "Ek, Bo")),
        ("Lena Berg & Bo Ek", ("Berg, Lena", "Ek, Bo")),
        ("Berg L & Ek AB", ("Berg, L", "Ek, AB")),
        ("Berg, L., Ek, A. B., & O'Lund, C.", ("Berg, L.", "Ek, A. B.", "O'Lund, C.")),
        ("García Lund, G. & de la Vega, M. T.", ("García Lund, G.", "de la Vega, M. T.")),
        ("Berg, L., & the Owl Study Group", ("Berg, L.", "the Owl Study Group")),
        ("Berg L, Ek AB & the Owl Study Group", ("Berg, L", "Ek, AB", "the Owl Study Group")),
        ("Berg, L., Ek, A. & the Owl Study Group", ("Berg, L.", "Ek, A.", "the Owl Study Group")),
        ("Berg, L., Ek, A. et al. (2020)", ("Berg, L.", "Ek, A.")),
        ("Berg L, Ek A, Department of Owls & Care", ("Berg, L", "Ek, A", "Department of Owls & Care")),
        ("Berg, L.; Ek, A. & Lund, C.", ("Berg, L.", "Ek, A.", "Lund, C.")),
        ("Berg, L.; Ek, A.; & Lund, C.", ("Berg, L.", "Ek, A.", "Lund, C.")),
        ("Berg, L., et al.", ("Berg, L.",)),
        ("Berg L, Ek A, et al", ("Berg, L", "Ek, A")),
        ("van Berg, P. J., dos Lunds, A. L., ... Ek, C.", ("van Berg, P. J.", "dos Lunds, A. L.", "Ek, C.")),
        ("BERG L, LUND AB", ("BERG, L", "LUND, AB")),
        ("Berg L1, Lund B1,2", ("Berg, L", "Lund, B")),
    ],
)
def test_the_usual_styles_of_lists_are_parted(read, cell, names):
    assert read(_table(cell))[0][0].authors == names


@pytest.mark.parametrize(
    "body",
    [
        "Owl & Owl",
        "Ministry of Health & Welfare",
        "Ministry of Health and Welfare",
        "Food & Owl Administration",
        "Food and Owl Organization of Nations",
        "Berg Ek & Lund Laboratories",
        "Berg Ek & Lund Company",
        "Owl Trust & Night Partners",
    ],
)
def test_a_body_with_and_in_its_name_stays_one(read, body):
    records = read(_table(body, f"Berg, L.; {body}; Ek, A."))[0]
    assert [record.authors for record in records] == [(body,), ("Berg, L.", body, "Ek, A.")]


@pytest.mark.parametrize("cell", ["JUN LI, WEI WU", "JUN LI; WEI WU"])
def test_capitals_alone_do_not_tell_that_the_family_is_first(read, cell):
    assert read(_table(cell))[0][0].authors == ("LI, JUN", "WU, WEI")


@pytest.mark.parametrize(
    "cell", ["No authorship indicated", "Author unknown", "Unknown", "Not Available", "No author given"]
)
def test_nobody_is_no_author(read, cell):
    assert read(_table(cell, "Berg, L."))[0][0].authors == ()
    assert read(f"TY  - JOUR\nTI  - Owls\nAU  - {cell}\nER  - \n")[0][0].authors == ()
