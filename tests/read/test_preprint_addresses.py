"""Documents of which nothing but an address or an e-print's archive tells that they are preprints."""

from __future__ import annotations

import pytest

from coprod_review.read.registers import is_preprint_address

RIS = "TY  - GEN\nTI  - Sand in the clocks of small wards\nAU  - Roe, Rita\nPY  - 2017\nUR  - {}\n{}ER  - \n"
BIBTEX = "@misc{{k, title={{Sand in the clocks of small wards}}, eprint={{1701.00003}}, {}}}\n"


@pytest.mark.parametrize(
    ("address", "preprint"),
    [
        ("https://arxiv.org/abs/1701.00003", True),
        ("http://www.medrxiv.org/content/10.1101/2017.01.01.1", True),
        ("https://papers.ssrn.com/sol3/papers.cfm?abstract_id=1", True),
        ("https://osf.io/preprints/psyarxiv/ab1cd", True),
        ("https://www.preprints.org/manuscript/201701.0001/v1", True),
        ("https://osf.io/ab1cd", False),
        ("https://example.org/see/arxiv.org/abs/1701.00003", False),
    ],
)
def test_addresses_of_servers_are_those_of_preprints(address: str, preprint: bool) -> None:
    assert is_preprint_address(address) is preprint


@pytest.mark.parametrize(
    ("rest", "kind"), [("", "preprint"), ("JO  - Journal of Sand\n", ""), ("VL  - 5\n", "")]
)
def test_a_document_with_nothing_but_such_an_address_is_a_preprint(read, rest: str, kind: str) -> None:
    (record,) = read(RIS.format("https://arxiv.org/abs/1701.00003", rest))[0]
    assert record.type == kind


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://www.authorea.com/doi/full/10.22541/au.5.5", "preprint"),
        ("https://engrxiv.org/doi/10.31224/1234", "preprint"),
        ("https://www.owlpress.example/doi/10.31224/1234", ""),
    ],
)
def test_the_doi_in_the_address_of_a_server_is_that_of_a_preprint(read, address: str, kind: str) -> None:
    (record,) = read(RIS.format(address, ""))[0]
    assert record.doi
    assert record.type == kind


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ("archivePrefix={arXiv}", "preprint"),
        ("eprinttype={medrxiv}", "preprint"),
        ("archivePrefix={arXiv}, journal={Journal of Sand}", ""),
        ("eprinttype={pubmed}", ""),
    ],
)
def test_an_e_print_that_stands_in_no_journal_is_a_preprint(read, fields: str, kind: str) -> None:
    (record,) = read(BIBTEX.format(fields))[0]
    assert record.type == kind


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (("DO  - 10.48550/arxiv.1701.00003", "UR  - http://arxiv.org/abs/1701.00003v2"), "preprint"),
        (("DO  - 10.2139/ssrn.999999",), "preprint"),
        (("DO  - 10.48550/arxiv.1701.00003", "JO  - Journal of Sand"), "article"),
        (("DO  - 10.48550/arxiv.1701.00003", "VL  - 5"), "article"),
        (("DO  - 10.5555/sand.1", "UR  - http://arxiv.org/abs/1701.00003v2"), "article"),
        (("DO  - 10.48550/arxiv.1701.00003", "DO  - 10.5555/sand.1"), "article"),
        (("UR  - http://arxiv.org/abs/1701.00003v2",), "article"),
    ],
)
def test_an_article_without_a_container_is_a_preprint_by_a_doi_of_its_server(read, lines, kind: str) -> None:
    (record,) = read("\n".join(("TY  - JOUR", "TI  - Dunes", *lines, "ER  - ", "")))[0]
    assert record.type == kind


def test_a_thesis_with_the_doi_of_a_server_of_preprints_is_a_thesis(read) -> None:
    (record,) = read("TY  - THES\nTI  - Dunes\nDO  - 10.48550/arxiv.1701.00003\nER  - \n")[0]
    assert record.type == "thesis"
