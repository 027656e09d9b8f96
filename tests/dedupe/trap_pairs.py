"""Pairs of invented records that look like one document and are two: none may ever be joined by machine.

Each trap is (name, what the two records share, what the first has, what the second has).
"""

from __future__ import annotations

from typing import Any

Facts = dict[str, Any]

LINDEN = {"authors": ("Linden, Maja", "Okafor, Tunde"), "year": 2014, "container": "Journal of Ward Life"}
PLACE = {"volume": "12", "pages": "101-110"}
TITLE = "Relatives as partners in the handover of fragile patients"

ABSTRACT = (
    "We followed nine families through eleven handovers between two wards and asked what each of them had "
    "told, seen, missed and put right on the way home."
)

TRAPS: tuple[tuple[str, Facts, Facts, Facts], ...] = (
    (
        "different DOIs, all else the same",
        LINDEN | PLACE | {"title": TITLE},
        {"doi": "10.5555/jwl.1"},
        {"doi": "10.5555/jwl.2"},
    ),
    (
        "different DOIs, no place",
        LINDEN | {"title": TITLE},
        {"doi": "10.5555/jwl.31"},
        {"doi": "10.5555/jwl.32"},
    ),
    ("different PMIDs", LINDEN | {"title": TITLE}, {"pmid": "11111111"}, {"pmid": "22222222"}),
    (
        "Part I and Part II",
        LINDEN | {"volume": "12"},
        {"title": f"{TITLE}: Part I", "pages": "1-9"},
        {"title": f"{TITLE}: Part II", "pages": "10-19"},
    ),
    ("Part 1 and Part 2 without place", LINDEN, {"title": f"{TITLE}. Part 1"}, {"title": f"{TITLE}. Part 2"}),
    ("part one and part two", LINDEN, {"title": f"{TITLE}, part one"}, {"title": f"{TITLE}, part two"}),
    (
        "part A and part B",
        LINDEN | {"volume": "3"},
        {"title": f"{TITLE} (Part A)"},
        {"title": f"{TITLE} (Part B)"},
    ),
    ("numerals at the end", LINDEN, {"title": f"{TITLE} II"}, {"title": f"{TITLE} III"}),
    (
        "second part without a first mark",
        LINDEN,
        {"title": TITLE, "pages": "5-9"},
        {"title": f"{TITLE}: part 2", "pages": "44-50"},
    ),
    (
        "guidelines of two years",
        LINDEN | {"year": None},
        {"title": "Guideline for falls on wards 2019"},
        {"title": "Guideline for falls on wards 2021"},
    ),
    (
        "groups A and B",
        LINDEN,
        {"title": "Home visits to residents of group A"},
        {"title": "Home visits to residents of group B"},
    ),
    (
        "chapters by number",
        LINDEN,
        {"title": "The encounter at home. Chapter 3"},
        {"title": "The encounter at home. Chapter 4"},
    ),
    (
        "phases",
        LINDEN,
        {"title": "A trial of bedside rounds in rural wards: phase 2"},
        {"title": "A trial of bedside rounds in rural wards: phase 3"},
    ),
    (
        "erratum with its own pages",
        LINDEN | {"volume": "12", "title": TITLE},
        {"pages": "101-110"},
        {"title": f"Erratum: {TITLE}", "pages": "230"},
    ),
    ("erratum on the same page", LINDEN | PLACE, {"title": TITLE}, {"title": f"Erratum to: {TITLE}"}),
    ("erratum by type", LINDEN | PLACE | {"title": TITLE}, {"type": "article"}, {"type": "erratum"}),
    (
        "erratum under the same DOI",
        LINDEN | {"doi": "10.5555/jwl.5"},
        {"title": TITLE},
        {"title": f"Correction to: {TITLE}"},
    ),
    ("corrigendum", LINDEN, {"title": TITLE}, {"title": f"Corrigendum to “{TITLE}”"}),
    ("correction at the end of the title", LINDEN, {"title": TITLE}, {"title": f"{TITLE} (Correction)"}),
    ("retraction notice", LINDEN, {"title": TITLE}, {"title": f"Retraction: {TITLE}"}),
    ("retraction note by type", LINDEN | {"title": TITLE}, {"type": "article"}, {"type": "retraction"}),
    ("expression of concern", LINDEN, {"title": TITLE}, {"title": f"Expression of concern: {TITLE}"}),
    (
        "comment on an article",
        LINDEN | {"volume": "12"},
        {"title": TITLE, "pages": "101-110"},
        {"title": f"Comment on: {TITLE}", "pages": "111"},
    ),
    (
        "reply of the authors",
        LINDEN | {"volume": "12"},
        {"title": TITLE},
        {"title": f"{TITLE}: authors' reply"},
    ),
    (
        "comment and reply",
        LINDEN | {"volume": "12"},
        {"title": f"Comment on “{TITLE}”", "pages": "111"},
        {"title": f"Reply to “{TITLE}”", "pages": "112"},
    ),
    ("letter about an article", LINDEN, {"title": TITLE}, {"title": f"Re: {TITLE}"}),
    ("response", LINDEN, {"title": TITLE}, {"title": f"Response to: {TITLE}"}),
    ("protocol and results", LINDEN, {"title": TITLE, "year": 2012}, {"title": f"{TITLE}: study protocol"}),
    (
        "protocol for a trial",
        LINDEN,
        {"title": f"{TITLE}: protocol for a randomised trial", "pages": "e3"},
        {"title": f"{TITLE}: a randomised trial", "pages": "e99"},
    ),
    (
        "editorials",
        {"title": "Editorial", "container": "Journal of Ward Life", "year": 2014},
        {"volume": "12", "pages": "1-2"},
        {"volume": "12", "pages": "77-78"},
    ),
    ("editorials of one author", LINDEN | {"title": "Editorial"}, {}, {}),
    (
        "book reviews",
        {"title": "Book reviews", "container": "Public Matters", "year": 2001},
        {"pages": "90"},
        {"pages": "93"},
    ),
    (
        "guest editorials",
        {"title": "Guest editorial", "authors": ("Berg, Ada",), "container": "Public Matters"},
        {"year": 2001},
        {"year": 2002},
    ),
    (
        "introductions to two books",
        {"title": "Introduction", "authors": ("Berg, Ada",), "year": 2010, "type": "chapter"},
        {"container": "The Giving Ward"},
        {"container": "The Asking Ward"},
    ),
    (
        "chapters of one book",
        {
            "authors": ("Berg, Ada",),
            "year": 2010,
            "type": "chapter",
            "container": "The Giving Ward",
            "doi": "10.5555/book.1",
        },
        {"title": "Mornings on the ward", "pages": "1-20"},
        {"title": "Evenings at the desk", "pages": "21-40"},
    ),
    (
        "book and its chapter",
        {"authors": ("Berg, Ada",), "year": 2010, "title": "The giving ward and its people"},
        {"type": "book"},
        {"type": "chapter"},
    ),
    (
        "letters to the editor",
        {"title": "Letter to the Editor", "container": "Journal of Ward Life", "year": 2014, "volume": "12"},
        {"pages": "55", "authors": ("Ames, Lee",)},
        {"pages": "55", "authors": ("Boll, Kim",)},
    ),
    (
        "conference abstract and article",
        LINDEN | {"title": TITLE},
        {"type": "article", "pages": "101-110"},
        {"type": "conference", "container": "Proceedings of the Northern Ward Conference", "pages": "7"},
    ),
    (
        "preprint and article",
        LINDEN | {"title": TITLE},
        {"type": "article", "doi": "10.5555/jwl.9"},
        {"type": "preprint", "container": "medRxiv", "doi": "10.1101/2013.11.02.123456"},
    ),
    (
        "preprint without DOI",
        LINDEN | {"title": TITLE},
        {"type": "article"},
        {"type": "preprint", "container": "medRxiv"},
    ),
    (
        "thesis and article",
        {"authors": ("Linden, Maja",), "title": TITLE},
        {"type": "thesis", "year": 2012, "container": "University of Nowhere"},
        {"type": "article", "year": 2014, "container": "Journal of Ward Life"},
    ),
    (
        "report and its digest",
        {"authors": ("Linden, Maja",), "title": TITLE},
        {"type": "report", "year": 2013},
        {"type": "article", "year": 2014, "container": "Journal of Ward Life", "doi": "10.5555/jwl.12"},
    ),
    (
        "yearly report",
        {
            "authors": ("Board of Wards",),
            "title": "Falls and injuries in the wards of the county",
            "container": "County Reports",
        },
        {"year": 2010, "volume": "4", "pages": "1-30"},
        {"year": 2013, "volume": "7", "pages": "1-44"},
    ),
    (
        "one title in two journals",
        {"title": TITLE, "authors": ("Linden, Maja",), "year": 2014},
        {"container": "Journal of Ward Life", "volume": "12", "pages": "101-110"},
        {"container": "Nordic Bedside", "volume": "3", "pages": "9-12"},
    ),
    (
        "one title by other people",
        {"title": "Speaking up on the ward at night"},
        {"authors": ("Ames, Lee",), "year": 2004, "container": "Night Care"},
        {"authors": ("Boll, Kim",), "year": 2016, "container": "Ward Letters"},
    ),
    (
        "versions of a living review",
        {
            "authors": ("Ames, Lee",),
            "title": "Bedside rounds for fragile patients",
            "container": "Reviews of Reviews",
        },
        {"doi": "10.1002/14651858.cd999999.pub2", "year": 2010},
        {"doi": "10.1002/14651858.cd999999.pub3", "year": 2014},
    ),
    (
        "hepatitis B and C",
        LINDEN,
        {"title": "What people living with hepatitis B ask of clinics"},
        {"title": "What people living with hepatitis C ask of clinics"},
    ),
    (
        "two letters on one page",
        {"container": "Journal of Ward Life", "year": 2014, "volume": "12", "pages": "200", "type": "letter"},
        {"title": "Noise at night", "authors": ("Ames, Lee",)},
        {"title": "Soup at noon", "authors": ("Boll, Kim",)},
    ),
    (
        "same authors, sister studies",
        LINDEN,
        {"title": "Nurses' views of relatives at handover", "pages": "1-9", "volume": "12"},
        {"title": "Doctors' views of relatives at handover", "pages": "10-19", "volume": "12"},
    ),
)

DUPLICATES: tuple[tuple[str, Facts, Facts, Facts], ...] = (
    (
        "same DOI, other case and resolver",
        LINDEN | {"title": TITLE},
        {"doi": "10.5555/JWL.1"},
        {"doi": "https://doi.org/10.5555/jwl.1"},
    ),
    (
        "same PMID, cut title",
        LINDEN | {"pmid": "33333333"},
        {"title": TITLE},
        {"title": "Relatives as partners"},
    ),
    (
        "initials and abbreviated journal",
        PLACE | {"title": TITLE, "year": 2014},
        {"authors": ("Linden, Maja", "Okafor, Tunde"), "container": "Journal of Ward Life"},
        {"authors": ("Linden, M.", "Okafor, T."), "container": "J Ward Life"},
    ),
    (
        "diacritics and capitals",
        PLACE | {"year": 2014, "container": "Journal of Ward Life"},
        {"title": "Möten på avdelningen", "authors": ("Sjöö, Åsa",)},
        {"title": "MOTEN PA AVDELNINGEN", "authors": ("Sjoo, Asa",)},
    ),
    (
        "entities and punctuation",
        LINDEN | PLACE,
        {"title": "Wards &amp; homes: who decides?"},
        {"title": "Wards and homes - who decides"},
    ),
    ("early view and issue", LINDEN | {"title": TITLE}, {"year": 2013}, PLACE),
    ("pages cut short", LINDEN | {"title": TITLE, "volume": "12"}, {"pages": "101-110"}, {"pages": "101-10"}),
    ("subtitle cut", LINDEN | PLACE, {"title": f"{TITLE}: findings from six wards"}, {"title": TITLE}),
    (
        "translated title in brackets",
        LINDEN | PLACE,
        {"title": "[Night rounds and their costs for families]"},
        {"title": "Nattronder och vad de kostar anhöriga"},
    ),
    ("retracted article is the article", LINDEN | PLACE, {"title": f"RETRACTED: {TITLE}"}, {"title": TITLE}),
    (
        "indexer's note on an erratum",
        LINDEN | PLACE,
        {"title": f"{TITLE}.[Erratum appears in J Ward Life. 2015;13:4]"},
        {"title": TITLE},
    ),
    (
        "versions of one preprint",
        LINDEN | {"title": TITLE, "type": "preprint"},
        {"doi": "10.1101/2013.11.02.123456v1"},
        {"doi": "10.1101/2013.11.02.123456v2"},
    ),
    (
        "same abstract, sparse records",
        {
            "title": TITLE,
            "abstract": ABSTRACT,
        },
        {"authors": ("Linden, Maja",)},
        {"year": 2014},
    ),
)
