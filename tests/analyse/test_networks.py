"""Networks of citations and words: what is linked, how it is laid out, and what the ledger can show of it."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.cowords import co_word_network
from coprod_review.analyse.ledger import ledger
from coprod_review.analyse.networks import citation_networks, told_apart
from coprod_review.analyse.networks_build import Built, network_columns, sections_of
from coprod_review.analyse.networks_map import association_strength, item_map
from coprod_review.config import NetworkSettings
from coprod_review.errors import ReviewError
from coprod_review.io.networks import read_networks
from coprod_review.io.sheets import write_csv
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.network import NETWORKS, Network
from coprod_review.model.report import Report
from coprod_review.model.term_words import TermWords

SETTINGS = NetworkSettings(
    least_reports=10, least_citations=2, least_texts=4, least_term_reports=2, most_items=20, most_links=12
)
TOPICS = ("falls", "handover")
WORDS = TermWords(stop=("the", "and", "of"))


def cited(n: int, *, year: int = 2001) -> str:
    return f"Example{n} AB, {year}, J INVENT CARE, V{n}, P{n}"


def study(n_reports: int = 24) -> CodedReports:
    """Two camps: reports of each cite six of its works, and everybody cites work 50."""
    reports, codes = {}, {}
    for n in range(n_reports):
        camp = n % 2
        references = [cited(10 * camp + (n + step) % 8) for step in range(6)]
        report_id = f"p{n:02}"
        reports[report_id] = Report(
            report_id=report_id,
            record_ids=(f"a:{n}",),
            title=f"Report {n}",
            authors=(f"Writer{n % 5}, Ann",),
            year=2010 + n % 4 if n else None,
            keywords=(TOPICS[camp], "ward round") if n % 4 < 2 else (TOPICS[camp],),
            references=(*references, cited(50)),
        )
        codes[report_id, "tradition"] = CodeOfRecord(
            report_id=report_id,
            dimension="tradition",
            codes=(("public_administration", "service_management")[camp],),
            status="agreed",
            coders=("a", "b"),
        )
    return CodedReports(report_by_id=reports, record_by_place=codes)


def networks(
    coded: CodedReports, codebook: Codebook, settings: NetworkSettings = SETTINGS
) -> tuple[Built, Built, Built]:
    co_citation, coupling = citation_networks(
        coded, codebook, lineage=(), works=(), settings=settings, seed=7
    )
    words = co_word_network(coded, codebook, words=WORDS, settings=settings, seed=7)
    return co_citation, coupling, words


def by_item(network: Network) -> dict[str, str]:
    return {item.item: item.label for item in network.items}


def test_association_strength_is_how_many_times_more_often_than_by_chance() -> None:
    counts = np.array([[0.0, 2.0, 1.0], [2.0, 0.0, 1.0], [1.0, 1.0, 0.0]])
    found = association_strength(counts)
    assert found[0, 1] == pytest.approx(2 / (3 * 3 / 8))
    assert found[0, 2] == pytest.approx(1 / (3 * 2 / 8))
    assert not association_strength(np.zeros((2, 2))).any()


def test_a_layout_puts_what_occurs_together_near_each_other_at_mean_distance_1() -> None:
    counts = np.ones((8, 8), dtype=np.int64)
    counts[:4, :4] = counts[4:, 4:] = 20
    found = item_map(counts, weights=np.arange(8, 0, -1), resolution=1.0, seed=3)
    apart = np.linalg.norm(found.places[:, None] - found.places[None], axis=2)
    assert apart.sum() / (8 * 7) == pytest.approx(1.0, abs=1e-3)
    assert apart[:4, :4].max() < apart[:4, 4:].min()
    assert list(found.clusters) == [1] * 4 + [2] * 4


@pytest.mark.parametrize("n", [1, 2, 3])
def test_few_items_and_items_without_links_are_laid_out_too(n: int) -> None:
    found = item_map(
        np.zeros((n, n), dtype=np.int64), weights=np.ones(n, dtype=np.int64), resolution=1.0, seed=1
    )
    assert np.isfinite(found.places).all()
    assert len({tuple(place) for place in found.places}) == n


def test_two_works_are_linked_by_the_reports_that_cite_both(codebook: Codebook) -> None:
    coded = study()
    built, _, _ = networks(coded, codebook)
    network = built.network
    everyone = next(item for item in network.items if item.label == "Example50 2001")
    assert everyone.n == 24
    assert everyone.n_by_tradition["public_administration"] == 12
    links = {(link.item_a, link.item_b): link.n for link in network.links}
    for (one, other), n in links.items():
        citing = [r for r in coded.report_by_id.values() if {one, other} <= set(r.references)]
        assert n == len(citing)


def test_reports_are_coupled_by_the_works_that_both_cite(codebook: Codebook) -> None:
    coded = study()
    _, built, _ = networks(coded, codebook)
    reference = {r: set(coded.report_by_id[r].references) for r in coded}
    assert len(built.network.items) == 20
    for link in built.network.links:
        assert link.n == len(reference[link.item_a] & reference[link.item_b])
    assert all(item.n == 23 for item in built.network.items)


def test_the_camps_of_a_literature_are_its_clusters(codebook: Codebook) -> None:
    _, coupling, _ = networks(study(), codebook)
    items = coupling.network.items
    camps = {(item.cluster, item.tradition) for item in items}
    assert len(camps) == 2
    assert {cluster for cluster, _ in camps} == {1, 2}


def test_every_item_and_drawn_link_leads_to_its_reports(codebook: Codebook) -> None:
    found = networks(study(), codebook)
    numbers = {n.number_id: n for built in found for n in ledger(built.numbers)}
    for built in found:
        for item in built.network.items:
            number = numbers[item.number_id]
            assert number.value == len(number.members) == item.n
        drawn = built.network.drawn_links
        assert 0 < len(drawn) <= SETTINGS.most_links
        for link in drawn:
            assert numbers[link.number_id].value == link.n
            assert numbers[link.number_id].members


def test_drawn_links_are_the_strongest_and_reach_every_item_that_they_can(codebook: Codebook) -> None:
    settings = SETTINGS.model_copy(update={"most_links": 40})
    co_citation, _, _ = networks(study(), codebook, settings)
    network = co_citation.network
    reached = {end for link in network.drawn_links for end in (link.item_a, link.item_b)}
    assert reached == {item.item for item in network.items}
    assert all(one.n >= other.n for one, other in pairwise(network.links))


def test_too_few_citing_reports_give_no_network_but_the_reason_and_the_remedy(codebook: Codebook) -> None:
    co_citation, coupling, _ = networks(study(9), codebook)
    for built in (co_citation, coupling):
        assert built.network.items == () == built.numbers
        assert "9 included reports have cited references, and a map needs 10" in built.network.note
        assert "Full Record and Cited References" in built.network.note


def test_too_few_texts_give_no_map_of_words(codebook: Codebook) -> None:
    _, _, words = networks(study(3), codebook)
    assert words.network.note == "3 included reports have terms, and a map needs 4"


def test_no_report_at_all_gives_three_empty_networks_with_all_columns(codebook: Codebook) -> None:
    found = networks(CodedReports(report_by_id={}, record_by_place={}), codebook)
    sections = sections_of(found)
    assert [row["network"] for row in sections["networks"].rows] == list(NETWORKS)
    assert not sections["network_items"].rows
    assert len(sections["networks"].notes) == 3
    assert "n_tradition_service_management" in network_columns(codebook)["network_items"]


def test_works_that_nobody_cites_together_are_no_network(codebook: Codebook) -> None:
    reports = {
        f"p{n}": Report(report_id=f"p{n}", record_ids=("a:1",), references=(cited(n),)) for n in range(12)
    }
    co_citation, coupling, _ = networks(CodedReports(report_by_id=reports, record_by_place={}), codebook)
    assert co_citation.network.note == "fewer than 2 works are cited by 2 or more reports"
    assert coupling.network.note == "no two included reports cite a work in common"


def test_namesakes_of_one_year_get_letters() -> None:
    assert told_apart(["A 2001", "B 2001", "A 2001"]) == ["A 2001a", "B 2001", "A 2001b"]
    assert told_apart(["A"] * 28)[26:] == ["Aaa", "Aab"]


def test_hostile_names_get_numbers_of_their_own(codebook: Codebook) -> None:
    works = ("<b>X</b> A, 2001, =1+1, V1, P1", "<b>X</b> A, 2001, =1+1, V1, P2", "名前 A, 2001, X, V2, P3")
    reports = {
        f"p{n}": Report(report_id=f"p{n}", record_ids=("a:1",), references=works, title="書名", authors=())
        for n in range(12)
    }
    found = networks(CodedReports(report_by_id=reports, record_by_place={}), codebook)
    ids = [number.number_id for built in found for number in built.numbers]
    assert len(ids) == len(set(ids))
    assert all(character in "abcdefghijklmnopqrstuvwxyz0123456789_.-" for one in ids for character in one)


def test_the_tables_are_read_back_as_the_networks_that_were_found(codebook: Codebook, tmp_path: Path) -> None:
    found = networks(study(), codebook)
    columns = network_columns(codebook)
    for name, section in sections_of(found).items():
        write_csv(tmp_path / f"{name}.csv", columns[name], section.rows)
    assert read_networks(tmp_path) == tuple(built.network for built in found)


def test_a_table_with_words_for_numbers_is_refused_with_its_line(codebook: Codebook, tmp_path: Path) -> None:
    found = networks(study(), codebook)
    columns = network_columns(codebook)
    for name, section in sections_of(found).items():
        write_csv(tmp_path / f"{name}.csv", columns[name], section.rows)
    path = tmp_path / "network_links.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].replace(lines[2].split(",")[-3], "many")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(ReviewError) as caught:
        read_networks(tmp_path)
    assert caught.value.where == f"{path}, line 3"
    assert "coprod-review analyse" in caught.value.remedy


SCRIPT = """
import hashlib, sys
import numpy as np
from coprod_review.analyse.networks_map import item_map
counts = np.random.default_rng(5).integers(0, 9, (70, 70)) ** 2
counts = np.triu(counts, 1) + np.triu(counts, 1).T
found = item_map(counts, weights=np.arange(70), resolution=1.0, seed=3)
print(hashlib.sha256(found.places.tobytes() + found.clusters.tobytes()).hexdigest())
"""


def test_hash_seeds_and_numbers_of_threads_change_no_place_and_no_cluster() -> None:
    digests = set()
    for seed, threads in (("0", "1"), ("1", "2"), ("2", "4")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": threads}
        told = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
        )
        digests.add(told.stdout)
    assert len(digests) == 1
