"""README.md of a shared copy: what is in it, what is not, and how to verify it, in plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import Template

from coprod_review import paths
from coprod_review.model.corpus import ExportFile
from coprod_review.model.typed_text import without_controls
from coprod_review.share.ledger import (
    CHANGED,
    DRAWN_ANEW,
    FILE_KINDS,
    LEDGER_NAME,
    LEFT_OUT,
    SUMS_NAME,
    Withheld,
)

_TEXT = Template("""\
# $title

A copy of a literature review that may be published. The review asks: $question

Begin with `results/report.html`; links lead from its numbers to the reports behind them (`results/audit/`).

## What is in
Everything that was found, decided and computed ($n_files files): the facts on every record and report
(titles, authors, years, journals, DOIs, cited works), how records were joined, screening decisions, all
codings with the offsets of their evidence, adjudications, the configuration, figures, tables, the report,
the audit pages, and the included reports for reference managers (`results/bibliography/`).

## What is not
Abstracts and keywords from databases belong to publishers and database providers. They, and the export
files that hold them, are left out unless the search log (`corpus/manifest.yaml`) has the licence and
`share_abstracts: true` for them:

| export | database | licence | its texts |
|---|---|---|---|
$exports

In place of a withheld text stands a mark with its length and its SHA-256 (in UTF-8, keywords joined by a
semicolon and a blank): `[withheld: 1234 characters, sha256 ...]`. Withheld in this copy: $n_record texts
of records and $n_report of reports; files left out: $n_left_out; files changed: $n_changed; files drawn
anew without such texts: $n_drawn_anew. `$ledger` lists them all, with the SHA-256 of the texts and of the
holder's files. Every other file is the holder's, byte for byte.

A passage of a withheld text, quoted as evidence, is marked in the same way beside its offsets. Its
SHA-256 is that of the passage, a line feed and the whole text: who holds the text can verify it, and
nobody can guess the words one by one. For the same reason the terms of the classifier in such texts are
marked. Wherever else eleven or more words in a row are those of a withheld text (in notes, say), they are
marked too. The audit pages are drawn anew of what is in this copy; where they say that the file of an
export is not here, it was left out. A picture or PDF file is left out where the page, document or table that
shows the same has such words.

## How to verify
That the copy is whole and unchanged (`coprod-review verify COPY` does the same):

    sha256sum --check $sums
    sha256sum $sums

The second line gives the sum of the sums: compare it with the one that was published beside this copy.
`results/SHA256SUMS` and `results/ro-crate-metadata.json` are those of the holder's run: they have the sums of
the files as the holder has them, also of those that this copy leaves out or has otherwise.

Whoever has the same exports, or the whole review, can verify what is withheld. With the exports in
`REVIEW/corpus/exports/`:

    coprod-review verify COPY --against REVIEW

This reads the exports, compares records, texts and passages with what they give, names all that differs, and
says what could not be compared: with the exports alone, whatever people decided and was computed of it.

## How to run it again
With the program `coprod-review`, in a new folder:

    mkdir again && cd again
    cp -r COPY/corpus COPY/config COPY/results/inputs/Snakefile COPY/results/inputs/rules .
    coprod-review run
    (cd results && sha256sum --check --quiet COPY/results/$sums)

COPY is the whole path of this folder. `results/$sums` lists the bytes of the holder's run; a file that has
marks or is drawn anew here (`$ledger`) is another in this copy. The crate, which names the commit of the
holder's program, and logs, which have times, are not in that list.

$rerun
""")

_SAME = f"the bytes that `{paths.RESULTS.name}/{SUMS_NAME}` lists."
_MARKUP = re.compile(r"[<>&\[\]`]")


def readme(
    title: str, question: str, *, exports: Sequence[ExportFile], withheld: Sequence[Withheld], n_files: int
) -> str:
    """The text, with counts of what the copy withholds."""

    def count(kind: str) -> int:
        return sum(row.kind == kind for row in withheld)

    return _TEXT.substitute(
        title=_plain(title),
        question=_plain(question),
        exports="\n".join(_row(export) for export in exports),
        n_files=n_files,
        n_record=count("record"),
        n_report=count("report"),
        n_left_out=count(LEFT_OUT),
        n_changed=count(CHANGED),
        n_drawn_anew=count(DRAWN_ANEW),
        rerun=_rerun(exports, withheld),
        ledger=LEDGER_NAME,
        sums=SUMS_NAME,
    )


def _row(export: ExportFile) -> str:
    texts = "in" if export.share_abstracts else "withheld"
    cells = (export.file, export.database, export.licence or "not stated", texts)
    return f"| {' | '.join(_plain(cell.replace('|', '/')) for cell in cells)} |"


def _plain(text: str) -> str:
    """Text of people as one line that is no markup, whatever signs it has."""
    line = " ".join(without_controls(text).split())
    return _MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", line)


def _rerun(exports: Sequence[ExportFile], withheld: Sequence[Withheld]) -> str:
    """What a run of the copy gives, by what the copy lacks of its inputs."""
    not_as_read = {row.name for row in withheld if row.kind in FILE_KINDS}
    missing = [e.file for e in exports if f"{paths.EXPORTS.as_posix()}/{e.file}" in not_as_read]
    inputs = tuple(f"{folder.name}/" for folder in (paths.CORPUS, paths.CONFIG))
    n_other = sum(name.startswith(inputs) for name in not_as_read) - len(missing)
    if not missing and not n_other:
        return f"All exports are in this copy: the results have {_SAME}"
    named = ", ".join(map(_plain, missing))
    lacks = f"Put these exports into `again/corpus/exports/` first: {named}. " if missing else ""
    marked = (
        f"{n_other} other files of corpus/ and config/ have marks or are left out (`{LEDGER_NAME}`): as far "
        "as results rest on these, they differ."
        if n_other
        else f"The results then have {_SAME}"
    )
    return lacks + marked
