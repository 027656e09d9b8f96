"""The invented review, for these tests."""

from tests.audit.fixtures import make_review, review, run, write_review

__all__ = ["make_review", "review", "run", "write_review"]
