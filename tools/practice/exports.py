"""The texts as exports of three databases, with duplicates, a pair in doubt and an entry cut short."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Sequence

from practice.texts import Text

PUBMED, SCOPUS, LIBRARY = "pubmed.nbib", "scopus.csv", "library.bib"

SCOPUS_COLUMNS = (
    *(
        "Authors",
        "Author full names",
        "Title",
        "Year",
        "Source title",
        "Volume",
        "Page start",
        "Page end",
        "DOI",
    ),
    *("Abstract", "Author Keywords", "Document Type", "Source", "EID"),
)
BY_HAND = (
    (
        "Who watches the drip? Relatives and the safety of infusions at home",
        ("Oyelaran, Femi", "Gjerstad, Tuva"),
        2024,
        "Made-up Nursing Studies",
        "Nineteen relatives of people with infusions at home were interviewed. They keep the infusion "
        "safe by signs of their own: the sound of the pump, the colour of a hand, a change of temper. "
        "They decide when to call, and teach new nurses what to look for. Home care should build on "
        "what relatives know.",
    ),
    (
        "Invited to the table: patient representatives on the safety board of a regional hospital",
        ("Quintero, Rosa",),
        2023,
        "Invented Review of Public Services",
        "Four patient representatives were appointed to the board that reviews incidents in a "
        "regional hospital. Minutes of two years and eleven interviews show that the hospital set the "
        "agenda. Representatives were asked for comments on reports that staff had written, and saw "
        "few of their remarks taken up.",
    ),
)
IN_DOUBT = "An early summary in a few words, written while the study was still going on."


def export_texts(texts: Sequence[Text]) -> dict[str, str]:
    """The three files by their names: every fifth text stands in two of them, every twentieth in all."""
    places: dict[str, list[Text]] = {PUBMED: [], SCOPUS: [], LIBRARY: []}
    names = list(places)
    for i, text in enumerate(texts):
        places[names[i % 3]].append(text)
        if i % 5 == 0:
            places[names[(i + 1) % 3]].append(text)
        if i % 20 == 0:
            places[names[(i + 2) % 3]].append(text)
    return {
        PUBMED: "\n".join(_nbib(text) for text in places[PUBMED]),
        SCOPUS: _scopus(places[SCOPUS]),
        LIBRARY: "\n".join([*map(_bibtex, places[LIBRARY]), _in_doubt(texts[2]), _cut_short(texts[5])]),
    }


def found_by_hand(texts: Sequence[Text]) -> str:
    """A file to practise `add` with: one report that the corpus has already, and two that it has not."""
    known = texts[3]
    entries = [(known.title, known.authors, known.year, known.journal[0], known.abstract), *BY_HAND]
    return "\n".join(
        "\n".join(
            [
                "TY  - JOUR",
                f"TI  - {title}",
                *(f"AU  - {author}" for author in authors),
                f"PY  - {year}",
                f"JO  - {journal}",
                f"AB  - {abstract}",
                "ER  - ",
                "",
            ]
        )
        for title, authors, year, journal, abstract in entries
    )


def _nbib(text: Text) -> str:
    fields = [
        ("PMID", text.pmid),
        ("VI", str(text.volume)),
        ("DP", str(text.year)),
        ("TI", f"{text.title}."),
        ("PG", f"{text.first_page}-{text.first_page + 9}"),
        ("LID", f"{text.doi} [doi]"),
        ("AB", text.abstract),
        *(("FAU", author) for author in text.authors),
        ("LA", "eng"),
        ("PT", "Journal Article"),
        ("TA", text.journal[1]),
        ("JT", text.journal[0]),
        *(("OT", keyword) for keyword in text.keywords),
    ]
    return "".join(
        textwrap.fill(
            value, 88, initial_indent=f"{tag:<4}- ", subsequent_indent=" " * 6, break_on_hyphens=False
        )
        + "\n"
        for tag, value in fields
    )


def _scopus(texts: Sequence[Text]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(SCOPUS_COLUMNS)
    for text in texts:
        writer.writerow(
            [
                "; ".join(_initials(author) for author in text.authors),
                "; ".join(text.authors),
                text.title,
                text.year,
                text.journal[0],
                text.volume,
                text.first_page,
                text.first_page + 9,
                text.doi if text.number % 2 else "",
                text.abstract,
                "; ".join(text.keywords),
                "Article",
                "Scopus",
                f"2-s2.0-practice{text.number:03d}",
            ]
        )
    return file.getvalue()


def _initials(author: str) -> str:
    family, _, given = author.partition(", ")
    return f"{family} {given[0]}."


def _bibtex(text: Text) -> str:
    fields = {
        "title": f"{{{_tex(text.title)}}}",
        "author": _tex(" and ".join(text.authors)),
        "year": str(text.year),
        "journal": text.journal[0],
        "volume": str(text.volume),
        "pages": f"{text.first_page}--{text.first_page + 9}",
        "doi": text.doi,
        "abstract": _tex(text.abstract),
        "keywords": _tex(", ".join(text.keywords)),
    }
    lines = [f"\t{name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@article{{practice{text.number:03d},", *lines, "}", ""])


def _in_doubt(text: Text) -> str:
    """The same title and first author in another journal a year before: people have to say what it is."""
    lines = [
        f"\ttitle = {{{{{_tex(text.title)}}}}},",
        f"\tauthor = {{{_tex(text.authors[0])}}},",
        f"\tyear = {{{text.year - 1}}},",
        "\tjournal = {Bulletin of Unfinished Studies},",
        f"\tabstract = {{{IN_DOUBT}}},",
    ]
    return "\n".join(["@article{practice_early,", *lines, "}", ""])


def _cut_short(text: Text) -> str:
    """An entry whose download broke off in the middle of its title."""
    author = _tex(text.authors[0])
    return (
        f"@article{{practice_cut,\n\tauthor = {{{author}}},\n\ttitle = {{{{What the night shift knows about\n"
    )


def _tex(text: str) -> str:
    return "".join(f"\\{c}" if c in "%&_#$" else c for c in text)
