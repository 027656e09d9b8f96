"""A missing browser is told, and no green run hides it where the browser could be had."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.browser.needed import NEEDED, no_browser


def test_without_a_browser_tests_skip_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NEEDED, raising=False)
    with pytest.raises(pytest.skip.Exception, match="no Chromium"):
        no_browser("no Chromium")


def test_where_the_browser_is_needed_they_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NEEDED, "1")
    with pytest.raises(pytest.fail.Exception, match=f"no Chromium, and {NEEDED}"):
        no_browser("no Chromium")


def test_the_run_of_ci_needs_it_where_it_can_be_installed(project: Path) -> None:
    script = (project / ".ci" / "run").read_text(encoding="utf-8")
    assert f"export {NEEDED}=1" in script
    assert script.index(NEEDED) < script.index("make test")
