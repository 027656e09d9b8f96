"""Notices of rights behind abstracts and labels before them are left out; words of an abstract never are."""

from __future__ import annotations

import pytest

from coprod_review.read.ebsco_notes import NOTICE_LEFT_OUT
from coprod_review.read.notices import LABEL_LEFT_OUT

TEXT = "Patients on wards named what made care safe."


def abstract_of(read, written):
    records, _, summary = read(f"TY  - JOUR\nTI  - Wards\nAB  - {written}\nER  -\n")
    return records[0].abstract, "; ".join(summary.repairs)


@pytest.mark.parametrize(
    "notice",
    [
        " © 2019 Wiley Periodicals, Inc.",
        " © 2020, The Author(s), under exclusive licence to Springer Nature.",
        "© The Author(s) 2018.",
        " (C) 2016 Elsevier Ltd. All rights reserved.",
        " (c) 2006 Optical Society of Somewhere. [doi: 10.5555/1]",
        " Copyright (c) 2014 John Wiley & Sons, Ltd.",
        " Copyright: © 2022 Berg et al. This is an open access article distributed under the terms of the "
        "Creative Commons Attribution License, which permits unrestricted use, provided the author and "
        "source are credited.",
        " © 2015 Society for the Study of Wards",
        " This article is protected by copyright. All rights reserved.© 2022 Society of Wards (SW).",
        " Published by Elsevier Inc.",
        " (PsycInfo Database Record (c) 2022 APA, all rights reserved).",
        " (PsycINFO Database Record",
        " [ABSTRACT FROM AUTHOR]",
        " [PUBLICATION ABSTRACT]",
        " [Copyright &y& Elsevier]",
        " [ABSTRACT FROM AUTHOR] Copyright of Wards is the property of Press and its content may not be "
        "copied without permission. (Copyright applies to all Abstracts.)",
    ],
)
def test_a_notice_behind_an_abstract_is_left_out_and_counted(read, notice):
    abstract, repairs = abstract_of(read, TEXT + notice)
    assert abstract == TEXT
    assert NOTICE_LEFT_OUT in repairs


@pytest.mark.parametrize(
    "words",
    [
        "We compared (a) wards, (b) homes and (c) 1990 data.",
        "Answers were counted with SPSS© software for Windows.",
        "The kit (c) 2019 was tested. We found more harm after copyright was extended.",
        "© 2009 Elsevier. However, patients who spoke up were heard.",
        "Two thousand mg of vitamin (C) 2000 mg.",
        "Nurses discussed copyright of patients' stories.",
        "All rights reserved for patients were known to few who were asked.",
        "Guidance was published by the ministry.",
        "The sign [PUBLICATION ABSTRACT] stood behind ten.",
        "Counted were TITLE and ABSTRACT",
    ],
)
def test_words_of_an_abstract_stay_though_they_look_like_a_notice(read, words):
    abstract, repairs = abstract_of(read, f"{TEXT} {words}")
    assert abstract == f"{TEXT} {words}"
    assert NOTICE_LEFT_OUT not in repairs


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (f"Abstract {TEXT}", TEXT),
        (f"ABSTRACT: {TEXT}", TEXT),
        ("Abstract - Background Wards are loud.", "Background Wards are loud."),
        ("AbstractBackground Wards are loud.", "Background Wards are loud."),
        ("Summary The wards are loud.", "The wards are loud."),
        ("Summary: wards are loud.", "wards are loud."),
        ("Abstract The Blue Ward Study was done.", "The Blue Ward Study was done."),
    ],
)
def test_the_label_before_an_abstract_is_no_part_of_it(read, written, told):
    abstract, repairs = abstract_of(read, written)
    assert abstract == told
    assert LABEL_LEFT_OUT in repairs


@pytest.mark.parametrize(
    "written",
    [
        "Abstract reasoning of nurses was tested.",
        "Abstract Expressionism was shown on wards.",
        "Abstract Meaning Representation of notes is new.",
        "Abstract-level screening took a day.",
        "Summary measures of harm are rare.",
        "Summary form only given.",
        "Abstract of a talk.",
        "Abstracts of talks were read.",
    ],
)
def test_a_word_that_begins_an_abstract_is_no_label(read, written):
    assert abstract_of(read, written)[0] == written


def test_an_abstract_that_is_nothing_but_a_notice_is_none(read):
    abstract, repairs = abstract_of(read, "© 2019 The Author(s).")
    assert abstract == ""
    assert NOTICE_LEFT_OUT in repairs
