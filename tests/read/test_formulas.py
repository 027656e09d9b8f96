"""Formulas, sub- and superscripts read the same whatever marks them."""

from __future__ import annotations

import pytest

CSV = "Title,Year,DOI\n{},2011,10.5555/a\n"
BIBTEX = "@article{{a, title = {{{}}}, year = 2011}}\n"


@pytest.mark.parametrize(
    ("latex", "html", "title"),
    [
        (r"H$_2$O in wards", "H<sub>2</sub>O in wards", "H2O in wards"),
        (r"H$_{2}$O in wards", "H<sub>2</sub>O in wards", "H2O in wards"),
        (r"$\mathrm{H}_2\mathrm{O}$ in wards", "H<sub>2</sub>O in wards", "H2O in wards"),
        (r"\(CO_2\) in wards", "CO<sub>2</sub> in wards", "CO2 in wards"),
        (r"CO\textsubscript{2} in wards", "CO<sub>2</sub> in wards", "CO2 in wards"),
        (r"10$^{-3}$ falls", "10<sup>-3</sup> falls", "10-3 falls"),
        (r"Wards at 37$^\circ$C", "Wards at 37&deg;C", "Wards at 37°C"),
        (r"TGF-$\beta_1$ on wards", "TGF-&beta;<sub>1</sub> on wards", "TGF-β1 on wards"),
    ],
)
def test_subscripts_and_superscripts_stand_in_the_line_in_latex_as_in_html(read, latex, html, title):
    assert read(BIBTEX.format(latex))[0][0].title == title
    assert read(CSV.format(html))[0][0].title == title


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Rounds of $$l_1$$ l 1 -Norms on wards", "Rounds of l1-Norms on wards"),
        ("Rounds in C $$++$$ + + code", "Rounds in C ++ code"),
        (r"For $$\mathcal {H}$$ H -Matrices", "For H-Matrices"),
        (r"Only $$\alpha$$ here ($$x$$)", "Only α here (x)"),
        (r"Ward of 62m2\documentclass[12pt]{minimal} \begin{document}$${62m}<^>{2}$$\end{document} alone",
         "Ward of 62m2 alone"),
        ("Costs of $5 and $7", "Costs of $5 and $7"),
    ],
)  # fmt: skip
def test_a_formula_that_is_written_twice_is_read_once(read, written, title):
    assert read(CSV.format(written))[0][0].title == title
    wos = f"PT J\nTI {written}\nPY 2011\nER\n\nEF\n"
    assert read(wos)[0][0].title == title


def test_macros_that_nobody_defined_are_counted_where_their_names_stay(read):
    records, _, summary = read(BIBTEX.format(r"Rounds of \wardname on \emph{quiet} wards"))
    assert records[0].title == "Rounds of wardname on quiet wards"
    assert "unknown LaTeX macros whose names stand in the text: 1" in summary.repairs


def test_a_bracket_that_a_backslash_guards_stays(read):
    assert read(BIBTEX.format(r"Looking for a \<ward>"))[0][0].title == "Looking for a <ward>"
