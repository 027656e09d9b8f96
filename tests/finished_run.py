"""A review folder as a finished run leaves it behind, for tests of what people supply afterwards."""

from __future__ import annotations

import json
from pathlib import Path

from coprod_review.io.results import digests_below

JUDGED = "report,coder,verdict,criterion,date,reason\n"


def note_run(folder: Path) -> None:
    """Note the inputs below a folder as those of its run; the working folder is this one."""
    (folder / "corpus").mkdir(exist_ok=True)
    (folder / "corpus" / "manifest.yaml").write_text("exports: []\n", encoding="utf-8")
    inputs = digests_below([Path("corpus"), Path("config")])
    told = {"inputs": [{"path": path, "sha256": digest} for path, digest in inputs.items()]}
    (folder / "results" / "provenance.json").write_text(json.dumps(told), encoding="utf-8")


def judge(folder: Path, *rows: str) -> None:
    """Write screening judgements of ann, a person, and of bo, a program: report, coder and verdict each."""
    coders = [
        f"{{name: {name}, kind: {kind}, role: reader, how: by title, codebook: '0.2', blind: true}}"
        for name, kind in (("ann", "person"), ("bo", "language_model"))
    ]
    path = folder / "corpus" / "coders.yaml"
    (folder / "corpus" / "decisions").mkdir(parents=True, exist_ok=True)
    known = path.read_text(encoding="utf-8") if path.exists() else "coders:\n"
    path.write_text(known + "".join(f"  - {coder}\n" for coder in coders), encoding="utf-8")
    table = "".join(f"{row},,2026-01-05,\n" for row in rows)
    (folder / "corpus" / "decisions" / "screening.csv").write_text(JUDGED + table, encoding="utf-8")
