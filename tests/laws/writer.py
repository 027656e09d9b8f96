"""One writer among several, as a program of its own: it answers, and prints what was acknowledged.

    python writer.py CORPUS NAME HOW_MANY

Each answer is given to the next of five questions in the file of the coder `ab`; HOW_MANY 0 goes on for ever.
A line `question codes revision` stands on the output once the answer is on the disk, and not before.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from pathlib import Path

from coprod_review.adjudicate.given import GivenAnswer
from coprod_review.adjudicate.given_rows import answer_rows
from coprod_review.io.append import Standing, append_rows
from coprod_review.io.coding_files import coding_file
from coprod_review.io.people_tables import CODINGS


def main(corpus: Path, name: str, how_many: int) -> None:
    for number in itertools.count() if not how_many else range(how_many):
        answer = GivenAnswer(
            report=f"r{number % 5}",
            dimension="wind",
            codes=[f"{name}_{number}"],
            codebook="1",
            date="2026-11-05",
            quotes=['a "quoted" passage,\nover two lines'],
            note="" if number % 2 else "=1+1, r1 and r2",
        )

        def made(standing: Standing, answer: GivenAnswer = answer) -> Sequence[dict[str, str]]:
            return answer_rows(standing, answer)

        (row,) = append_rows(coding_file(corpus, "ab"), corpus=corpus, columns=CODINGS, make=made)
        print(row["report"], row["codes"], row["revision"] or "1", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
