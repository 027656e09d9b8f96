"""Who wrote a RIS file: a database, or a reference manager that had the records from any of them.

DB and the addresses name where a record was found, and managers pass them on; so what managers do in a way of
their own is looked for first. Where nothing of the kind shows, the database wrote the file itself.
"""

from __future__ import annotations

import itertools
import re

OTHER = "RIS"
LONGEST_HEAD = 1 << 17
MIN_TAGS = 6
"""So many kinds of tags in the order of the alphabet are no accident."""

FEW_ENTRIES, MAX_TAGS = 3, 1_000
"""How much of a file tells in which order its tags stand."""

_SIGNS = (
    ("EndNote", re.compile(r"^ID  - \d+[ \t]*\nER  -", re.MULTILINE)),
    ("Rayyan", re.compile(r"^N1  - RAYYAN-|^AN  - rayyan-", re.MULTILINE)),
    ("Citavi", re.compile(r"^M4  - Citavi", re.MULTILINE)),
    ("Covidence", re.compile(r"^NS {1,2}- ?", re.MULTILINE)),
    ("RefWorks", re.compile(r"^ID  - RefID:", re.MULTILINE)),
    ("EPPI-Reviewer", re.compile("eppi-reviewer", re.IGNORECASE)),
    (
        "Zotero",
        re.compile(
            r"^DA  - \d{4}/\d{0,2}/(?:\d{0,2}/|\d{0,2}undefined).*\nPY  - \d{4}"
            r"|^Y2  - \d{4}/\d\d/\d\d/\d\d:\d\d",
            re.MULTILINE,
        ),
    ),
)
"""What only these managers write."""

OURSELVES = "coprod-review"

_DATABASES = (
    (OURSELVES, f"DB  - {OURSELVES}"),
    ("Cochrane", "Provider: John Wiley"),
    ("Lens", "https://lens.org/"),
    ("Ovid", "DB  - Ovid"),
    ("Ovid", "ovidsp.ovid.com"),
    ("Scopus", "DB  - Scopus"),
    ("Embase", "DB  - Embase"),
    ("Embase", "embase.com/search/results"),
    ("Scopus", "UR  - https://www.scopus.com/inward/record"),
    ("Scopus", "UR  - https://www.scopus.com/pages/publications/"),
    ("EBSCO", "DP  - EBSCO"),
    ("EBSCO", "search.ebscohost.com"),
    ("ProQuest", "proquest.com"),
    *(
        ("Web of Science", f"AN  - {collection}:")
        for collection in ("WOS", "MEDLINE", "BCI", "ZOOREC", "SCIELO", "DIIDW", "KJD", "CSCD")
    ),
    ("JSTOR", "DB  - JSTOR"),
    ("SciELO", "DB  - SciELO"),
    ("PubMed", "DP  - NLM"),
    ("PubMed", "DB  - PubMed"),
    ("OpenAlex", "openalex.org"),
)
"""In order: our own files keep addresses of others; Ovid hosts their databases, and its records name them."""

_TAG = re.compile(r"^([A-Z][A-Z0-9])  - ?", re.MULTILINE)
_OVID = re.compile(r"^\s*\d+\. ?\nTY  - .*\n(?:.*\n){0,60}?Y1  - \d{4}//")
_WRAPPED = re.compile(r"\n {6}\S")
"""A line that goes on below its tag, as Paperpile wraps them; Mendeley wraps none."""

_PLACES = {"EP": "SQ", "T2": "TJ"}
"""Tags that stand behind SP and TI."""


def dialect(head: str) -> str:
    """The name of the program or database that wrote the file; "RIS" where it does not show."""
    head = head[:LONGEST_HEAD]
    for name, sign in _SIGNS:
        if sign.search(head):
            return name
    database = next((name for name, words in _DATABASES if words in head), OTHER)
    if database != "Lens" and _is_alphabetical(head):
        return "Paperpile" if _WRAPPED.search(head) else "Mendeley"
    return "Ovid" if database == OTHER and _OVID.match(head) else database


def _is_alphabetical(head: str) -> bool:
    """Whether the tags of the first entries stand in the order of their alphabet, as Mendeley writes them."""
    seen: set[str] = set()
    n_entries, before = 0, ""
    for found in itertools.islice(_TAG.finditer(head), MAX_TAGS):
        tag = found.group(1)
        if tag == "ER":
            n_entries += 1
            if n_entries == FEW_ENTRIES:
                break
        if tag in ("TY", "ER"):
            before = ""
            continue
        place = _PLACES.get(tag, tag)
        if place < before:
            return False
        before = place
        seen.add(tag)
    return (
        bool(n_entries) and {"AU", "TI"} <= seen and len(seen) >= MIN_TAGS and not seen & {"DB", "DP", "ID"}
    )
