"""Prepare the bundled corpus: verified facts on real reports, written as six databases would export them.

    python tools/prepare_corpus.py --source DIR --corpus corpus

`--source` holds reports.json and codings.csv. Every choice (which export a report stands in, which form its
facts take there) follows from SHA-256 digests of report ids, so that the same source always gives the same
bytes and a new report moves no other. Decisions of people (adjudications, duplicates, disputes) are created
empty and never overwritten.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from prepare_corpus import exports, placement, search_log, sheets, source
from prepare_corpus.forms import Wording

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Write corpus/ from the source and say what was written."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--source", type=Path, required=True, help="folder of reports.json and codings.csv")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="folder to write")
    parser.add_argument(
        "--lineage", type=Path, default=Path("config/lineage.yaml"), help="works of the lineage"
    )
    parser.add_argument("--off-topic", type=Path, default=HERE / "prepare_corpus" / "off_topic.json")
    arguments = parser.parse_args()
    prepare(arguments.source, arguments.corpus, lineage=arguments.lineage, off_topic=arguments.off_topic)


def prepare(folder: Path, corpus: Path, *, lineage: Path, off_topic: Path) -> None:
    """Write exports, search log, registry, codings, decisions and samples below `corpus`."""
    facts = source.read_source(folder, lineage=lineage, off_topic=off_topic)
    wording = Wording.of(facts.reports)
    entries = placement.place(facts.reports, wording=wording)
    files = exports.write_exports(corpus / "exports", entries, cited_as=facts.cited_as)
    search_log.write_manifest(corpus / "manifest.yaml", files)
    sheets.write_sheets(corpus, facts, entries)
    n_overlapping = sum(len(places) > 1 for places in placement.exports_by_report(entries).values())
    counts = ", ".join(f"{file.name} {file.n_entries}" for file in files)
    print(f"{len(facts.reports)} reports, {n_overlapping} of them in two or more exports: {counts}")


if __name__ == "__main__":
    main()
