"""What invented people gave: codings with slips, judgements, adjudications; coders and search log."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from coprod_review.io.people_tables import ADJUDICATIONS, DISPUTES, DUPLICATES
from coprod_review.model.codebook import NONE_CODE, Codebook, Dimension
from coprod_review.model.coding import Coding
from coprod_review.model.report import Report
from coprod_review.model.sheet_text import csv_text
from practice.registered import Registered
from practice.texts import Text, digest

READERS = ("invented_a", "invented_b")
ADJUDICATOR = "invented_c"
DATE = "2026-01"
SLIPS = {"invented_a": 8, "invented_b": 12}
"""Of a hundred answers, how many each reader gives otherwise than the author of the text meant."""

N_CODED = 40
"""So many of the texts on topic are coded; the others wait for whoever practises."""

LIKE = {
    "public_administration": "service_management",
    "service_management": "public_administration",
    "integrative": "service_management",
    "other": "public_administration",
    "explicit": "implicit",
    "implicit": "explicit",
    "protective": "consultative",
    "consultative": "partnership",
    "partnership": "consultative",
    "safety_1": "both",
    "safety_2": "both",
    "both": "safety_1",
    "best_practice": "system_improvement",
    "system_improvement": "best_practice",
    "risk_control": "system_improvement",
    "monitoring_adaptation": "best_practice",
    "mitigation": "monitoring_adaptation",
    "technical": "procedural",
    "procedural": "social_interaction",
    "social_interaction": "procedural",
    "design": "evaluation",
    "management": "design",
    "delivery": "evaluation",
    "evaluation": "delivery",
    "voluntary": "both",
    "involuntary": "both",
    "individual": "both",
    "system": "both",
}
"""For which code another is easily taken."""

CODING_COLUMNS = (
    *(
        "report",
        "dimension",
        "codes",
        "quote",
        "basis",
        "confidence",
        "codebook",
        "date",
        "absent",
        "note",
        "revision",
    ),
)

CODERS = """\
# The coders of the practice project are invented, and so is everything that they gave. The fields are those
# of any review: name, kind, role, how, codebook, blind. Add yourself, or let `serve` or a sheet do it.

coders:
"""


def peoples_files(
    texts: Sequence[Text], found: Registered, exports: Mapping[str, str], codebook: Codebook
) -> dict[str, str]:
    """The files of people by their paths in the corpus."""
    on_topic = [text for text in texts if text.codes]
    coded = on_topic[:N_CODED]
    given = {
        reader: {
            (text.name, d): _answer(reader, text, codebook.dimensions[d])
            for text in coded
            for d in text.codes
        }
        for reader in READERS
    }
    files = {
        f"codings/{reader}.csv": csv_text(
            CODING_COLUMNS,
            [
                _coding_row(
                    reader,
                    text,
                    codebook.dimensions[d],
                    given[reader][text.name, d],
                    found=found,
                    version=codebook.version,
                )
                for text in coded
                for d in text.codes
            ],
        )
        for reader in READERS
    }
    files["decisions/adjudications.csv"] = csv_text(
        ADJUDICATIONS.columns,
        [
            {
                "report": found.report_by_text[text.name].report_id,
                "dimension": d,
                "codes": ";".join(text.codes[d]),
                "coder": ADJUDICATOR,
                "date": DATE,
                "reason": _reason(codebook.dimensions[d], text.codes[d]),
                "codebook": codebook.version,
            }
            for text in coded
            for d in text.codes
            if given[READERS[0]][text.name, d] != given[READERS[1]][text.name, d]
            and digest("settled", text.name, d) % 3
        ],
    )
    files["decisions/screening.csv"] = csv_text(
        ("report", "coder", "verdict", "criterion", "date", "reason"), list(_judgements(texts, coded, found))
    )
    files["decisions/duplicates.csv"] = csv_text(DUPLICATES.columns, [])
    files["decisions/disputes.csv"] = csv_text(DISPUTES.columns, [])
    files["coders.yaml"] = CODERS + "".join(_coder(name, codebook) for name in (*READERS, ADJUDICATOR))
    files["manifest.yaml"] = _manifest(exports)
    return files


def _answer(reader: str, text: Text, dimension: Dimension) -> tuple[str, ...]:
    """The codes that the text was written for, or, by a slip, those for which they are easily taken."""
    meant = text.codes[dimension.name]
    slips = digest("slip", reader, text.name, dimension.name) % 100 < SLIPS[reader]
    if not slips or NONE_CODE in meant:
        return meant
    if dimension.multiple and len(meant) > 1:
        return meant[:1]
    other = LIKE.get(meant[0], meant[0])
    return (
        tuple(sorted({*meant, other}))
        if dimension.multiple
        else (other if other in dimension.codes else meant[0],)
    )


def _coding_row(
    reader: str, text: Text, dimension: Dimension, codes: tuple[str, ...], *, found: Registered, version: str
) -> dict[str, object]:
    report = found.report_by_text[text.name]
    quote = (
        _quote(report, found.rules.get((report.report_id, dimension.name)), codes)
        if reader == READERS[0]
        else ""
    )
    is_sure = digest("sure", reader, text.name, dimension.name) % 3
    return {
        "report": report.report_id,
        "dimension": dimension.name,
        "codes": ";".join(codes),
        "quote": quote,
        "basis": "abstract: the export",
        "confidence": ("low", "medium", "high")[is_sure],
        "codebook": version,
        "date": DATE,
        "absent": ";".join(code for code in sorted(dimension.codes) if code not in codes),
    }


def _quote(report: Report, rules: Coding | None, codes: tuple[str, ...]) -> str:
    """The sentence of the abstract with the words that speak most for the codes; nothing where none do."""
    for_codes = (
        [e for e in rules.evidence if e.code in codes and e.field == "abstract" and e.weight > 0]
        if rules
        else []
    )
    if not for_codes:
        return ""
    strongest = max(for_codes, key=lambda e: (e.weight, -e.start))
    before = report.abstract.rfind(". ", 0, strongest.start)
    after = report.abstract.find(". ", strongest.end)
    return report.abstract[
        before + 2 if before >= 0 else 0 : after + 1 if after >= 0 else len(report.abstract)
    ]


def _reason(dimension: Dimension, codes: tuple[str, ...]) -> str:
    labels = " and ".join(dimension.codes[code].label for code in codes)
    return f"by the question of the dimension ({dimension.question}) the text says: {labels}"


def _judgements(texts: Sequence[Text], coded: Sequence[Text], found: Registered) -> list[dict[str, object]]:
    """Both readers judge what is coded and what is off topic; in one case they differ."""
    rows: list[dict[str, object]] = []
    for text in [*coded, *(t for t in texts if not t.codes)]:
        for reader in READERS:
            differs = text is coded[7] and reader == READERS[1]
            include = bool(text.codes) and not differs
            rows.append(
                {
                    "report": found.report_by_text[text.name].report_id,
                    "coder": reader,
                    "verdict": "include" if include else "exclude",
                    "criterion": "" if include else "subject",
                    "date": DATE,
                    "reason": ""
                    if include
                    else "not about users' part in services, nor about safety in care",
                }
            )
    return rows


def _coder(name: str, codebook: Codebook) -> str:
    role, how = (
        (
            "adjudicator",
            "An invented adjudicator, who settles what the two readers dispute as the text was meant.",
        )
        if name == ADJUDICATOR
        else (
            "reader",
            "An invented reader: the answers that the text was written for, with some slips.",
        )
    )
    blind = "false" if name == ADJUDICATOR else "true"
    return (
        f"  - name: {name}\n    kind: person\n    role: {role}\n    how: >-\n      {how}\n"
        f'    codebook: "{codebook.version}"\n    blind: {blind}\n'
    )


DATABASES = {
    "pubmed.nbib": ("PubMed", "National Library of Medicine", "nbib (PubMed format)"),
    "scopus.csv": ("Scopus", "Elsevier", "CSV export"),
    "library.bib": ("Reference library", "Zotero", "BibTeX"),
}


def _manifest(exports: Mapping[str, str]) -> str:
    entries = [
        "# The search log of the practice project. All exports are invented; none was searched.\n\nexports:\n"
    ]
    for number, (file, content) in enumerate(exports.items(), start=1):
        database, platform, form = DATABASES[file]
        entries.append(
            f"  - file: {file}\n    label: practice file {number}\n    origin: prepared\n"
            f"    database: {database}\n    platform: {platform}\n"
            "    query: null\n    searched: null\n    hits: null\n    limits: null\n"
            f"    sha256: {hashlib.sha256(content.encode()).hexdigest()}\n"
            f"    note: invented texts as {form}; no search was made in this database\n"
            "    licence: CC BY 4.0 (invented texts)\n    share_abstracts: true\n"
        )
    return "".join(entries)
