"""A headless Chromium for what is measured in pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser of this machine, closed at last; None, said in words, where there is none."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the rest is measured without it

    program = os.environ.get("COPROD_CHROMIUM") or shutil.which("chromium")
    if not program:
        print("no Chromium on this machine (or named by COPROD_CHROMIUM): no page was opened")
        yield None
        return
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=list(SWITCHES))
        yield browser
        browser.close()
