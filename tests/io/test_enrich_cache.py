"""Answers on the disk: whole, found again, and passed over where they are damaged."""

from __future__ import annotations

from pathlib import Path

from coprod_review.io.enrich_cache import AnswerCache
from coprod_review.model.enrichment import Request


def request(*keys: str) -> Request:
    return Request(service="openalex", path="/works", parameters=(("filter", "|".join(keys)),), keys=keys)


def test_an_answer_comes_back_byte_for_byte_with_what_was_asked_and_when(tmp_path: Path) -> None:
    body = b'{"results": []}\n\x00\xff'
    AnswerCache(tmp_path).keep(request("doi:10.5555/ö", "pmid:1"), body, date="2026-01-02")
    (kept,) = AnswerCache(tmp_path).kept()
    assert (kept.service, kept.keys, kept.date) == ("openalex", ("doi:10.5555/ö", "pmid:1"), "2026-01-02")
    assert kept.body() == body


def test_the_same_answer_is_the_same_file(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path)
    first = cache.keep(request("pmid:1"), b"{}", date="2026-01-02").path.read_bytes()
    assert cache.keep(request("pmid:1"), b"{}", date="2026-01-02").path.read_bytes() == first
    assert len(list(cache.kept())) == 1


def test_damaged_files_are_passed_over(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path)
    whole = cache.keep(request("pmid:1"), b"{}" * 5000, date="2026-01-02").path
    content = whole.read_bytes()
    for n, damaged in enumerate((b"", b"no gzip", content[:10], b"\x1f\x8b" + b"\x00" * 40)):
        (whole.parent / f"{n}.gz").write_bytes(damaged)
    assert [kept.path for kept in cache.kept()] == [whole]


def test_an_answer_whose_end_is_lost_has_no_body(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path)
    kept = cache.keep(request("pmid:1"), bytes(range(256)) * 50, date="2026-01-02")
    kept.path.write_bytes(kept.path.read_bytes()[:-20])
    assert kept.body() is None


def test_the_latest_answer_comes_last(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path)
    cache.keep(request("pmid:1", "pmid:2"), b"{}", date="2026-03-01")
    cache.keep(request("pmid:1"), b"{}", date="2025-03-01")
    assert [kept.date for kept in cache.kept()] == ["2025-03-01", "2026-03-01"]
