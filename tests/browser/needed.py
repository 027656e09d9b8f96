"""What browser tests do where the browser is missing: skip, or fail where it has to be there."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

NEEDED = "COPROD_NEEDS_BROWSER"
"""The variable by which `.ci/run` says that Chromium is there, or could be."""


def no_browser(reason: str) -> NoReturn:
    """Skip the test, or fail it where COPROD_NEEDS_BROWSER is set: a green run then has driven a browser."""
    if os.environ.get(NEEDED):
        pytest.fail(f"{reason}, and {NEEDED} says that it is needed")
    pytest.skip(reason)
