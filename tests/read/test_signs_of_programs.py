"""Entities, spaces of LaTeX and lists of keywords as single programs write them; all entries are invented."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("kept at 37 & DEG;C & nbsp;all night", "kept at 37 °C all night"),
        ("TGF-& beta;1 and 5 & mu;m", "TGF-β1 and 5 μm"),
        ("M. Sk& lstrok;odowska", "M. Skłodowska"),
        ("a 3 & TIMES;4 table", "a 3 ×4 table"),
        ("administration & dosage; Owls", "administration & dosage; Owls"),
        ("Wiley & Sons; prevention & control; print & copy; times & times; cost", "="),
        ("alpha, beta & gamma; then", "="),
        ("saw Nguyen & Le; Zhang & Ge; Li& Xi; The Sun & Times; 2", "="),
        ("gave alpha & beta;owls", "="),
        ("gave TNF& alpha; and & beta;2", "gave TNFα and β2"),
    ],
)
def test_entities_with_a_blank_are_whole_where_they_are_no_words(read, written, meant):
    text = f"TY  - JOUR\nTI  - Owls\nAB  - We {written} went.\nER  - \n"
    (record,), _, _ = read(text)
    assert record.abstract == f"We {written if meant == '=' else meant} went."


def test_a_notice_with_an_entity_that_has_a_blank_is_cut(read):
    text = "TY  - JOUR\nTI  - Owls\nAB  - We kept owls for a year.& COPY; 2030 The Author(s).\nER  - \n"
    (record,), _, _ = read(text)
    assert record.abstract == "We kept owls for a year."


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"n{$\mkern1mu$}={$\mkern1mu$}34", "n=34"),
        (r"216.1{$\mkern1mu\pm\mkern1mu$}125.2", "216.1±125.2"),
        (r"(P{$\mkern1mu<\mkern1mu$}0.001)", "(P<0.001)"),
        (r"March 12\textendash 15, 2030", "March 12–15, 2030"),
        (r"a \textendash{} 15 b", "a – 15 b"),
        (r"\textcopyright{} 2030 x", "© 2030 x"),
        (r"wards and\or beds", r"wards and\or beds"),
    ],
)
def test_spaces_of_latex(read, written, meant):
    (record,), _, _ = read(f"@article{{a,\n title = {{Owls: {written}}},\n year = {{2030}}\n}}\n")
    assert record.title == f"Owls: {meant}"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (
            "Absorptiometry; Photon,Aged,Aged; 80 and over,owls",
            ["Absorptiometry, Photon", "Aged", "Aged, 80 and over", "owls"],
        ),
        ("Aged, 80 and over; Owls; Photon, none", ["Aged, 80 and over", "Owls", "Photon, none"]),
        ("owls; night,day; wards", ["owls", "night,day", "wards"]),
        ("wards; night,owls; day,beds", ["wards", "night,owls", "day,beds"]),
        ("beds,many; owls,tawny; wards,night", ["beds,many", "owls,tawny", "wards,night"]),
    ],
)
def test_semicolons_stand_for_commas_in_keywords_of_better_bibtex(read, written, words):
    text = f"@article{{a,\n title = {{Owls}},\n keywords = {{{written}}},\n year = {{2030}}\n}}\n"
    (record,), _, _ = read(text)
    assert list(record.keywords) == words


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("They slept. Owls 2030. © 2030 Owl Society.", "They slept."),
        ("They slept. Environ Owl Chem 2030;39:9–29. © 2029 SETAC", "They slept."),
        ("They slept. Environ. Owl. Chem. 2030;39:1301 1310. © 2030 SETAC", "They slept."),
        ("They slept. Oslo 2016. © 2030 Owl Society.", "They slept. Oslo 2016."),
        ("They slept. We ended in May 2030. © 2030 Owl Society.", "They slept. We ended in May 2030."),
        ("They slept. Owls 2030;39:9-29.", "They slept. Owls 2030;39:9-29."),
        ("They slept. Registered June 2030. © 2030 Owl Society.", "They slept. Registered June 2030."),
        ("They slept. Registered Ward 2030. © 2030 Owl Society.", "They slept. Registered Ward 2030."),
        ("They met the Jays (Oslo) Congress 2030. © 2030 Owls", "They met the Jays (Oslo) Congress 2030."),
        ("They slept. J Marine Owl 2030. © 2030 Owl Society.", "They slept."),
    ],
)
def test_the_place_of_a_document_before_its_notice_goes_with_it(read, written, meant):
    (record,), _, _ = read(f"TY  - JOUR\nTI  - Owls\nAB  - {written}\nER  - \n")
    assert record.abstract == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Owls (J Wards 2029 DOI: 10.5555/ward.1).", "Owls (J Wards 2029 DOI: 10.5555/ward.1)"),
        ("Owls in the U.S.", "Owls in the U.S."),
        ("A ﬁeld of di\ufb03cult ﬂoors", "A field of difficult floors"),
    ],
)
def test_the_stop_behind_brackets_and_joined_letters_of_titles(read, written, meant):
    (record,), _, _ = read(f"TY  - JOUR\nTI  - {written}\nAB  - Text\nER  - \n")
    assert record.title == meant
