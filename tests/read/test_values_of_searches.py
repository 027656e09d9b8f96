"""Values in exports of the searches of reviews, as their databases write them; all entries are invented."""

from __future__ import annotations

import pytest

from coprod_review.read.fields import pmid


def ris(*lines: str) -> str:
    return "\n".join(("TY  - JOUR", "TI  - Owls at night", *lines, "ER  - ", ""))


@pytest.mark.parametrize("written", ["CN-02824486", "PMC123456", "L2042795101", "2-s2.0-85141914988"])
def test_the_number_of_another_register_is_no_pmid(written: str):
    assert pmid(written) == ""


@pytest.mark.parametrize(
    "written",
    ["41540253", " 041540253", "PMID: 41540253", "PMID41540253", "PMID-41540253", "MEDLINE:41540253", "41540253.0",
     "41540253 [pmid]", "https://pubmed.ncbi.nlm.nih.gov/41540253/", "info:pmid/41540253"],
)  # fmt: skip
def test_a_pmid_is_one_in_all_its_forms(written: str):
    assert pmid(written) == "41540253"


def test_a_column_of_ids_that_holds_those_of_trials_fills_no_pmid(read):
    table = "pmid,title,year\n41540253,Owls at night,2026\nCN-02824486,Wards by day,2025\n"
    (records, _, _) = read(table)
    assert [record.pmid for record in records] == ["41540253", ""]
    assert records[1].source_id == "CN-02824486"


def test_the_number_of_a_record_of_medline_at_web_of_science_is_that_of_pubmed(read):
    ((record,), _, summary) = read(ris("T2  - Journal of Owls", "PY  - 2021", "AN  - MEDLINE:33981990"))
    assert (record.pmid, record.source_id) == ("33981990", "MEDLINE:33981990")
    assert summary.dialect == "Web of Science"
