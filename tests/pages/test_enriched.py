"""Where a value is from, in the words of pages."""

from __future__ import annotations

import pytest

from coprod_review.model.enrichment import NAME_BY_SERVICE, SOURCE
from coprod_review.pages.enriched import Fetched, source_words


@pytest.mark.parametrize("service", sorted(NAME_BY_SERVICE))
def test_a_value_of_a_service_bears_its_name(service: str) -> None:
    assert source_words(f"{SOURCE}{service}") == NAME_BY_SERVICE[service]


def test_a_value_of_an_export_bears_its_record() -> None:
    assert source_words("pubmed.nbib:7") == "pubmed.nbib:7"


def test_a_service_is_named_with_its_day_and_a_record_without() -> None:
    row = {"report_id": "r1", "field": "abstract", "date": "2026-03-04", "address": "https://example.org"}
    fetched = Fetched(row_by_field={("r1", "abstract"): row})
    service = min(NAME_BY_SERVICE)
    told = fetched.source("r1", "abstract", f"{SOURCE}{service}")
    assert told == f"{NAME_BY_SERVICE[service]}, 2026-03-04"
    assert fetched.source("r1", "title", "pubmed.nbib:7") == "pubmed.nbib:7"
