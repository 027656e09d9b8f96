"""Make the corpus of the practice project, src/coprod_review/practice/corpus/, from the teaching texts.

    python tools/practice_corpus.py

Run by hand when teaching texts or codebook have changed. Everything in it is invented: titles, abstracts and
codes are teaching texts (config/teaching/), authors, journals and dates are made up here, and two invented
readers give the codes of the texts with some slips, so that there is something to settle. The same inputs
give the same files.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from practice.exports import export_texts, found_by_hand
from practice.people import peoples_files
from practice.registered import registered
from practice.texts import chosen_texts

from coprod_review.io.codebook import read_codebook
from coprod_review.io.files import write_text

PROJECT = Path(__file__).resolve().parents[1]
CORPUS = PROJECT / "src" / "coprod_review" / "practice" / "corpus"


def main() -> None:
    """Write exports, registry and the files of people, and say how many there are."""
    config = PROJECT / "config"
    codebook = read_codebook(config / "codebook.yaml")
    texts = chosen_texts(config / "teaching", codebook)
    exports = export_texts(texts)
    found = registered(exports, texts, config=config)
    files = {f"exports/{name}": content for name, content in exports.items()}
    files["reports.csv"] = found.registry
    files |= peoples_files(texts, found, exports, codebook)
    for name, content in files.items():
        write_text(CORPUS / name, content)
    write_text(CORPUS.parent / "to_add" / "found_by_hand.ris", found_by_hand(texts))
    print(f"{len(texts)} texts in {len(exports)} exports below {CORPUS.relative_to(PROJECT)}")


if __name__ == "__main__":
    main()
