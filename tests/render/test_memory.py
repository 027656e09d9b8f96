"""A process that draws can keep its memory, and draws the same where it cannot."""

from __future__ import annotations

import ctypes

import pytest

from coprod_review.render.memory import keep_freed_memory


def test_a_system_without_this_function_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    keep_freed_memory()
