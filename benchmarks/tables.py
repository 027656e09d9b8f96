"""How long the tables of a large review take, format by format: run `python benchmarks/tables.py [REPORTS]`.

The reports are invented, coded at random in every dimension of the bundled codebook; all other tables are
empty, since their size hardly grows with the corpus. Prints seconds, bytes and the memory at its highest.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from closed_pipe import quietly

from coprod_review.io.codebook import read_codebook
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.report import Report
from coprod_review.model.sheet_text import spreadsheet_text
from coprod_review.render.document import document_sheets, printed_as
from coprod_review.render.docx import docx_tables
from coprod_review.render.latex import latex_table
from coprod_review.render.results import Results
from coprod_review.render.sheet import Sheet
from coprod_review.render.tables import sheets
from coprod_review.render.workbook import workbook

WORDS = ("patients", "families", "ward", "night", "safety", "service", "value", "staff", "home", "handover")
MEGABYTE = 1_000_000


def invented_results(n_reports: int, codebook: Codebook) -> Results:
    """So many reports with six authors and a title of twelve words, coded at random."""
    draw = random.Random(1)
    reports, codes = [], []
    for number in range(n_reports):
        report_id = f"r{number:06}"
        reports.append(
            Report(
                report_id=report_id,
                record_ids=(f"a.ris:{number}",),
                title=" ".join(draw.choices(WORDS, k=12)),
                authors=tuple(f"Invented{draw.randrange(5000)}, A{k}" for k in range(6)),
                year=1990 + number % 35,
                container="Journal of Invented Care",
                doi=f"10.5555/{number}",
                text_status="abstract",
            )
        )
        for name, dimension in codebook.dimensions.items():
            chosen = draw.sample(sorted(dimension.codes), 2 if dimension.multiple else 1)
            codes.append(
                CodeOfRecord(
                    report_id=report_id,
                    dimension=name,
                    codes=tuple(sorted(chosen)),
                    status="machine",
                    coders=("combination",),
                )
            )
    return Results(codebook=codebook, reports=reports, codes=codes)


def timed(words: str, make: Callable[[], bytes]) -> None:
    """Print how long one format takes and how large it is."""
    began = time.perf_counter()
    size = len(make())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{words:<10} {time.perf_counter() - began:7.2f} s {size / MEGABYTE:8.2f} MB   peak {peak:6.0f} MiB"
    )


def main() -> None:
    """Time the making of all tables in every format."""
    n_reports = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    codebook = read_codebook(Path("config/codebook.yaml"))
    results = invented_results(n_reports, codebook)
    began = time.perf_counter()
    made: tuple[Sheet, ...] = sheets(results)
    print(f"{n_reports} reports; rows of all tables {time.perf_counter() - began:.2f} s")
    timed("CSV", lambda: "".join(spreadsheet_text(s.names, s.rows) for s in made).encode())
    timed("LaTeX", lambda: "".join(latex_table(p) for s in made for p in printed_as(s, results)).encode())
    timed("DOCX", lambda: docx_tables(document_sheets(made, results), title="Tables", opening="Invented."))
    timed("XLSX", lambda: workbook(made, title="Tables"))


if __name__ == "__main__":
    raise SystemExit(quietly(main))
