"""Folders copied as new files."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from coprod_review.io.copied_folders import copy_folder


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such rights")
def test_a_copy_has_the_rights_of_new_files_and_not_those_of_the_source(tmp_path: Path) -> None:
    source = tmp_path / "from"
    (source / "in").mkdir(parents=True)
    (source / "in" / "a.csv").write_text("a\n", encoding="utf-8")
    (source / "run.sh").write_text("#!/bin/sh\n", encoding="utf-8")
    (source / "left.pyc").write_text("", encoding="utf-8")
    for path, mode in ((source / "in", 0o755), (source / "in" / "a.csv", 0o644), (source / "run.sh", 0o755)):
        path.chmod(mode)
    before = os.umask(0o077)
    try:
        copy_folder(source, tmp_path / "to", ignore=shutil.ignore_patterns("*.pyc"))
    finally:
        os.umask(before)
    found = {p.name: p.stat().st_mode & 0o777 for p in (tmp_path / "to").rglob("*")}
    assert found == {"in": 0o700, "a.csv": 0o600, "run.sh": 0o700}
    assert (tmp_path / "to" / "in" / "a.csv").read_text(encoding="utf-8") == "a\n"
