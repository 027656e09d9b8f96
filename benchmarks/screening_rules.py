"""What the screening rules propose for exports of any subject, as a table on the terminal.

    python benchmarks/screening_rules.py EXPORT [EXPORT ...] [--criteria config/criteria.yaml]

Of the records with an abstract: how many are excluded, left to people, and included unasked. Exports of other
subjects show how many off-topic reports a wide search would leave in a review.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
from closed_pipe import quietly

from coprod_review.io.criteria import read_criteria
from coprod_review.model.report import Report
from coprod_review.screen.rules import Proposal, Rules

TEXT_COLUMNS = ["record_id", "type", "title", "abstract", "keywords", "language"]


def main() -> None:
    """Read each export and ask the rules of every record that has an abstract."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("exports", nargs="+", type=Path)
    parser.add_argument("--criteria", type=Path, default=Path("config/criteria.yaml"))
    arguments = parser.parse_args()
    rules = Rules(read_criteria(arguments.criteria))
    print("| export | with an abstract | excluded | left to people | included unasked |")
    print("|---|---|---|---|---|")
    for export in arguments.exports:
        fates = Counter(fate_of(rules.propose(report)) for report in reports_of(export))
        n = fates.total()
        shares = (f"{fates[f]} ({fates[f] / n:.1%})" for f in ("excluded", "people", "included") if n)
        print(f"| {export.name} | {n} | {' | '.join(shares)} |")


def reports_of(export: Path) -> list[Report]:
    """The records of an export that have an abstract, each as a report of its own."""
    with tempfile.TemporaryDirectory() as folder:
        records = Path(folder) / "records.parquet"
        command = [sys.executable, "-m", "coprod_review", "read", str(export), "--records", str(records)]
        subprocess.run(
            [*command, "--set-aside", f"{folder}/set_aside.csv"], check=True, stderr=subprocess.DEVNULL
        )
        rows = pq.read_table(records, columns=TEXT_COLUMNS).to_pylist()
    return [
        Report(
            report_id=row["record_id"],
            record_ids=(row["record_id"],),
            type=row["type"] or "",
            title=row["title"] or "",
            abstract=row["abstract"],
            keywords=tuple(row["keywords"] or ()),
            language=row["language"] or "",
        )
        for row in rows
        if row["abstract"]
    ]


def fate_of(proposal: Proposal) -> str:
    """In which column the report stands."""
    if not proposal.included:
        return "excluded"
    return "people" if proposal.left_to_people else "included"


if __name__ == "__main__":
    raise SystemExit(quietly(main))
