"""Passages of withheld texts that would go out with a copy after all, and people's rows that have such."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.tasks.share.folders import EXPORTS, RESULTS

if TYPE_CHECKING:
    from coprod_review.share.passages import Span
    from coprod_review.share.rows import Redactor


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A file, by its name in a copy, and the passage that it would give away."""

    name: str
    passage: Span

    def fault(self, rows: list[str]) -> ReviewError:
        """What to do about it; `rows` of people's files hold such passages."""
        begin = " ".join(self.passage.shown.split()[:8])
        written = f" (people wrote such words in {'; '.join(rows)})" if rows else ""
        return ReviewError(
            f"{self.passage.n_words} words in a row here are of a withheld text: “{begin}…”",
            where=self.name,
            remedy=f"reword it{written}, or, if a licence lets the texts of its export be shared, say so "
            "in corpus/manifest.yaml (licence, share_abstracts: true); then run `make review` again",
        )


def leak_of(name: str, content: bytes, redactor: Redactor) -> Leak | None:
    """The first passage of a withheld text in a file of a copy, whatever hides it there."""
    from coprod_review.io.shared_tables import texts_in
    from coprod_review.share.passages import LONG

    if name.startswith(EXPORTS):
        return None
    for text in texts_in(PurePosixPath(name).suffix.lower(), content):
        for span in redactor.passages.spans(text):
            if span.n_closed >= LONG or not name.startswith(RESULTS):
                return Leak(name=name, passage=span)
            # else a report's own reference, which its abstract or another's cites: cells are marked
    return None


def rows_with_passages(corpus: Path, redactor: Redactor) -> Iterator[str]:
    """The places in people's tables of codings and decisions that hold a passage of a withheld text."""
    from coprod_review.io.files import read_text
    from coprod_review.io.sheets import CSV_FIELD_LIMIT, mark_between

    csv.field_size_limit(CSV_FIELD_LIMIT)
    for folder in (paths.PEOPLES_DECISIONS, paths.CODINGS):
        for path in sorted(paths.within(corpus, folder).glob("*.csv")):
            text = read_text(path)
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark_between(text))
            columns = next(reader, [])
            for cells in reader:
                found = [c for c, cell in zip(columns, cells, strict=False) if redactor.passages.spans(cell)]
                if found:
                    where = paths.CORPUS / path.relative_to(corpus)
                    yield f"{where.as_posix()}, line {reader.line_num} ({', '.join(found)})"
