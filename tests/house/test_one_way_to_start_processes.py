"""Processes are started in one place, and in the same way whatever the interpreter would do."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from coprod_review.processes import processes

STARTS = re.compile(r"\bProcessPoolExecutor\b|\bmultiprocessing\b|\bos\.fork|\bloky\b|\bjoblib\b|\bn_jobs\b")


def test_no_other_module_starts_processes(project: Path) -> None:
    package = project / "src" / "coprod_review"
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if STARTS.search(path.read_text("utf-8"))
    }
    assert found == {"processes.py"}


def test_a_process_has_what_its_parent_holds_where_it_can_be_forked() -> None:
    with processes(1) as pool:
        assert pool.submit(len, "abc").result() == 3
        assert pool._mp_context is not None
        assert pool._mp_context.get_start_method() == ("fork" if sys.platform == "linux" else "spawn")
