"""Addresses where BibTeX has no field for them, and the dashes that LaTeX writes as hyphens."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("field", "url", "doi"),
    [
        (r"howpublished={\url{https://doi.org/10.5555/bells_1}}", "https://doi.org/10.5555/bells_1", True),
        (r"howpublished={\url{https://doi.org/10.5555/bells\_1}}", "https://doi.org/10.5555/bells_1", True),
        (r"howpublished={https://doi.org/10.5555/bells_1}", "https://doi.org/10.5555/bells_1", True),
        (r"howpublished={At \href{https://wards.example/a_b}{a site}}", "https://wards.example/a_b", False),
        (r"note={\url{https://doi.org/10.5555/bells_1}}", "https://doi.org/10.5555/bells_1", True),
        (r"note={As in \url{https://doi.org/10.5555/others}}", "", False),
        (r"url={https://wards.example/c}, howpublished={\url{https://doi.org/10.5555/bells_1}}",
         "https://wards.example/c", True),
    ],
)  # fmt: skip
def test_an_address_is_found_where_how_it_was_published_stands(read, field, url, doi):
    record = read(f"@misc{{a, title={{Bells}}, {field}, year=2001}}\n")[0][0]
    assert (record.url, record.doi) == (url, "10.5555/bells_1" if doi else "")


def test_dashes_of_latex_are_dashes_in_texts_and_stay_in_addresses(read):
    text = (
        "@article{a, title={Bells---at noon -- and ``night''}, "
        "abstract={Ages 1--4, see https://a.example/b--c}, "
        "journal={Wards -- Beds}, keywords={ward--bed; talk}, url={https://a.example/d--e}, "
        "doi={10.5555/f--g}, pages={1--4}, year=2001}\n"
    )
    record = read(text)[0][0]
    assert record.title == "Bells—at noon – and “night”"
    assert record.abstract == "Ages 1–4, see https://a.example/b--c"
    assert (record.container, record.keywords) == ("Wards – Beds", ("ward–bed", "talk"))
    assert (record.url, record.doi, record.pages) == ("https://a.example/d--e", "10.5555/f--g", "1-4")


@pytest.mark.parametrize("kept", ["a-{}-b", "a {-}{-} b", "<!-- b -->", "a ---- b", "a--> b"])
def test_hyphens_that_are_no_dash_of_latex_stay(read, kept):
    record = read(f"@article{{a, title={{Bells}}, abstract={{{kept} it}}, year=2001}}\n")[0][0]
    assert record.abstract == f"{kept} it".replace("{", "").replace("}", "")


def test_an_arrow_stays_one(read):
    text = r"@article{a, title={Bells}, abstract={a--{\textgreater}b}, year=2001}" + "\n"
    assert read(text)[0][0].abstract == "a-->b"
