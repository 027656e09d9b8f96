"""Documents as six databases export them: the text of an entry, and what stands around entries."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from million_text import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """How a database writes entries; `share` of all records, in percent."""

    name: str
    suffix: str
    database: str
    platform: str
    share: int
    head: str
    tail: str
    entry: Callable[[Document], str]


def _initials(given: str) -> str:
    return "".join(part[0] for part in given.split())


def _nbib(d: Document) -> str:
    lines = [
        f"PMID- {d.pmid}",
        "OWN - NLM",
        "STAT- MEDLINE",
        f"DP  - {d.year}",
        _wrapped("TI", f"{d.title}."),
    ]
    lines += [f"PG  - {d.first_page}-{_short_page(d)}", f"VI  - {d.volume}", f"IP  - {d.issue}"]
    if d.doi:
        lines.append(f"LID - {d.doi} [doi]")
    if d.abstract:
        lines.append(_wrapped("AB", d.abstract))
    for family, given in d.authors:
        lines += [f"FAU - {family}, {given}", f"AU  - {family} {_initials(given)}"]
    lines += ["LA  - eng", "PT  - Journal Article", f"TA  - {d.journal_short}", f"JT  - {d.journal}"]
    lines += [f"OT  - {word}" for word in d.keywords]
    if d.doi:
        lines.append(f"AID - {d.doi} [doi]")
    lines.append(f"SO  - {d.journal_short}. {d.year};{d.volume}({d.issue}):{d.first_page}-{_short_page(d)}.")
    return "\n".join(lines) + "\n\n"


def _wrapped(tag: str, text: str) -> str:
    return textwrap.fill(
        text, 84, initial_indent=f"{tag:<4}- ", subsequent_indent=" " * 6, break_on_hyphens=False
    )


def _short_page(d: Document) -> str:
    """The last page as PubMed shortens it: 1122-33."""
    first, last = str(d.first_page), str(d.last_page)
    same = 0
    while len(first) == len(last) and same < len(last) - 1 and first[same] == last[same]:
        same += 1
    return last[same:]


def _wos(d: Document) -> str:
    short = [f"{family}, {_initials(given)}" for family, given in d.authors]
    full = [f"{family}, {given}" for family, given in d.authors]
    lines = ["PT J", "AU " + "\n   ".join(short), "AF " + "\n   ".join(full), f"TI {d.title}"]
    lines += [f"SO {d.journal.upper()}", "LA English", "DT Article"]
    if d.keywords:
        lines.append("DE " + "; ".join(d.keywords))
    if d.abstract:
        lines.append(f"AB {d.abstract}")
    if d.references:
        lines += ["CR " + "\n   ".join(d.references), f"NR {len(d.references)}"]
    lines += [f"JI {d.journal_short}.", f"PY {d.year}", f"VL {d.volume}", f"IS {d.issue}"]
    lines += [f"BP {d.first_page}", f"EP {d.last_page}"]
    if d.doi:
        lines.append(f"DI {d.doi}")
    lines.append(f"UT WOS:{d.number:015d}")
    return "\n".join(lines) + "\nER\n\n"


def _ris(d: Document) -> str:
    lines = ["TY  - JOUR", *(f"AU  - {family}, {given}" for family, given in d.authors), f"T1  - {d.title}."]
    lines += [
        f"JF  - {d.journal}",
        f"Y1  - {d.year}//",
        f"VL  - {d.volume}",
        f"IS  - {d.issue}",
        "M3  - Article",
    ]
    lines += [f"SP  - {d.first_page}", f"EP  - {d.last_page}"]
    if d.abstract:
        lines.append(f"AB  - {d.abstract}")
    lines += [f"KW  - {word.upper()}" for word in d.keywords]
    lines.append(f"N1  - Accession Number: {150_000_000 + d.number};")
    if d.doi:
        lines.append(f"L3  - {d.doi}")
    return "\n".join([*lines, "DP  - EBSCOhost", "ER  - "]) + "\n\n"


def _bibtex(d: Document) -> str:
    authors = " and ".join(f"{family}, {given}" for family, given in d.authors)
    fields = [("title", d.title), ("author", authors), ("journal", d.journal), ("year", str(d.year))]
    fields += [
        ("volume", str(d.volume)),
        ("number", str(d.issue)),
        ("pages", f"{d.first_page}--{d.last_page}"),
    ]
    fields += [(name, text) for name, text in (("doi", d.doi), ("abstract", d.abstract)) if text]
    if d.keywords:
        fields.append(("keywords", ", ".join(d.keywords)))
    told = "".join(f"\t{name} = {{{text.replace('%', chr(92) + '%')}}},\n" for name, text in fields)
    return f"@article{{{d.authors[0][0].lower()}_{d.year}_{d.number},\n{told}}}\n\n"


SCOPUS_COLUMNS = (
    "Authors", "Author full names", "Title", "Year", "Source title", "Volume", "Issue", "Art. No.",
    "Page start", "Page end", "Page count", "Cited by", "DOI", "Link", "Abstract", "Author Keywords",
    "References", "PubMed ID", "Language of Original Document", "Abbreviated Source Title",
    "Document Type", "Publication Stage", "Source", "EID",
)  # fmt: skip


def _scopus(d: Document) -> str:
    short = "; ".join(f"{family} {'.'.join(_initials(given))}." for family, given in d.authors)
    full = "; ".join(f"{family}, {given} ({57_000_000 + d.number})" for family, given in d.authors)
    references = "; ".join(one.replace(",", "", 1) for one in d.references)
    return _csv_row(
        (short, full, d.title, d.year, d.journal, d.volume, d.issue, "",
         d.first_page, d.last_page, "", d.number % 90, d.doi, "", d.abstract or "[No abstract available]",
         "; ".join(d.keywords), references, "", "English", d.journal_short,
         "Article", "Final", "Scopus", f"2-s2.0-{85_000_000_000 + d.number}")
    )  # fmt: skip


def _csv_row(cells: tuple[object, ...]) -> str:
    row = io.StringIO()
    csv.writer(row, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
    return row.getvalue()


def _openalex(d: Document) -> str:
    index: dict[str, list[int]] = {}
    for place, word in enumerate(d.abstract.split()):
        index.setdefault(word, []).append(place)
    work = {
        "id": f"https://openalex.org/W{3_000_000_000 + d.number}",
        "doi": f"https://doi.org/{d.doi}" if d.doi else None,
        "title": d.title,
        "display_name": d.title,
        "publication_year": d.year,
        "language": "en",
        "type": "article",
        "primary_location": {"source": {"display_name": d.journal, "type": "journal"}},
        "authorships": [
            {"author": {"display_name": f"{given} {family}"}, "raw_author_name": f"{given} {family}"}
            for family, given in d.authors
        ],
        "biblio": {
            "volume": str(d.volume),
            "issue": str(d.issue),
            "first_page": str(d.first_page),
            "last_page": str(d.last_page),
        },
        "keywords": [{"display_name": word, "score": 0.5} for word in d.keywords],
        "referenced_works": [
            f"https://openalex.org/W{(d.number * 7 + n) % 10**9}" for n in range(len(d.references))
        ],
        "abstract_inverted_index": index or None,
    }
    return json.dumps(work, ensure_ascii=False) + "\n"


WOS_HEAD = "\ufeffFN Clarivate Analytics Web of Science\nVR 1.0\n"
SCOPUS_HEAD = "\ufeff" + _csv_row(SCOPUS_COLUMNS)

FORMATS = tuple(
    ExportFormat(
        name=name,
        suffix=suffix,
        database=database,
        platform=platform,
        share=share,
        head=head,
        tail=tail,
        entry=entry,
    )
    for name, suffix, database, platform, share, head, tail, entry in (
        ("pubmed", "nbib", "PubMed", "National Library of Medicine", 26, "", "", _nbib),
        ("web_of_science", "txt", "Web of Science", "Clarivate", 20, WOS_HEAD, "EF\n", _wos),
        ("scopus", "csv", "Scopus", "Elsevier", 20, SCOPUS_HEAD, "", _scopus),
        ("ebsco", "ris", "CINAHL", "EBSCOhost", 14, "", "", _ris),
        ("openalex", "jsonl", "OpenAlex", "OurResearch", 12, "", "", _openalex),
        ("library", "bib", "Zotero", "Zotero", 8, "", "", _bibtex),
    )
)
