"""Files of VOSviewer and Gephi hold every item and link, and stay whole whatever the labels are."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import networkx as nx
import pytest

from coprod_review.model.network import CO_WORDS, COUPLING, NETWORKS, Network, NetworkItem, NetworkLink
from coprod_review.write.graphml import graphml_text
from coprod_review.write.vosviewer import map_text, network_text, vosviewer_json_text

HOSTILE = 'a\tb;c,"d"\n<script>x</script> & \x00\x0b\ud800 書名 ' + "n" * 200


def network(*labels: str, name: str = CO_WORDS, year: float | None = 2015.5) -> Network:
    items = tuple(
        NetworkItem(
            item=f"term {n}",
            label=label,
            description=label,
            n=7 + n,
            links=1,
            strength=4,
            x=0.25 * n,
            y=-0.5,
            cluster=n + 1,
            tradition="service_management" if n else "",
            mean_year=year,
            doi="10.1234/in vented" if n else "",
            n_by_tradition={"service_management": 7, "none": 0},
        )
        for n, label in enumerate(labels)
    )
    links = tuple(
        NetworkLink(item_a=items[0].item, item_b=item.item, n=4, association=1.25) for item in items[1:]
    )
    return Network(name=name, n_reports=9, n_used=9, least=1, items=items, links=links)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter="\t"))


def test_a_map_file_names_places_clusters_weights_and_scores() -> None:
    first, second = rows_of(map_text(network("falls", "hand hygiene")))
    assert (first["id"], first["label"], first["x"], first["y"], first["cluster"]) == (
        *("1", "falls", "0.0000", "-0.5000", "1"),
    )
    assert first["weight<Reports>"] == "7"
    assert first["weight<Links>"] == "1"
    assert first["weight<Total link strength>"] == "4"
    assert first["score<Mean year>"] == "2015.5"
    assert first["score<Share service management>"] == "1"
    assert second["url"] == "https://doi.org/10.1234/in%20vented"


def test_a_network_file_has_a_line_for_each_link_and_no_header() -> None:
    assert network_text(network("one", "two", "three")) == "1\t2\t4\n1\t3\t4\n"


@pytest.mark.parametrize("name", NETWORKS)
def test_json_of_vosviewer_says_the_same_as_the_two_files(name: str) -> None:
    found = json.loads(vosviewer_json_text(network("one", "two", name=name)))["network"]
    assert [item["id"] for item in found["items"]] == [1, 2]
    assert found["items"][1]["scores"]["Share service management"] == 0.875
    assert found["links"] == [{"source_id": 1, "target_id": 2, "strength": 4}]
    assert [cluster["cluster"] for cluster in found["clusters"]] == [1, 2]


def test_years_are_left_out_of_a_map_file_where_an_item_has_none_and_kept_in_json() -> None:
    whole = network("one", "two")
    partly = replace(whole, items=(whole.items[0], replace(whole.items[1], mean_year=None)))
    assert "score<Mean year>" not in rows_of(map_text(partly))[0]
    scores = [item["scores"] for item in json.loads(vosviewer_json_text(partly))["network"]["items"]]
    assert ["Mean year" in score for score in scores] == [True, False]


def test_a_hostile_label_keeps_its_line_and_its_columns() -> None:
    text = map_text(network(HOSTILE, "two"))
    assert len(text.splitlines()) == 3
    assert len({line.count("\t") for line in text.splitlines()}) == 1
    label = rows_of(text)[0]["label"]
    assert label.startswith("a b;c,'d' <script>")
    assert "書名" in label
    text.encode("utf-8")


def test_a_label_like_a_formula_is_defused_for_who_opens_the_map_file_in_a_spreadsheet() -> None:
    row = rows_of(map_text(network('=HYPERLINK("x")')))[0]
    assert row["label"] == row["description"] == "'=HYPERLINK('x')"


def test_a_description_is_shown_as_text_and_never_run() -> None:
    found = json.loads(vosviewer_json_text(network(HOSTILE)))["network"]["items"][0]
    assert "&lt;script&gt;" in found["description"]
    assert "<script>" not in found["description"]


def test_a_coupled_report_is_described_by_its_id_and_tradition() -> None:
    found = rows_of(map_text(network("Example 2001", "Example 2002", name=COUPLING)))[1]
    assert found["description"] == "Example 2002<br>report term 1<br>tradition: service management"


def test_more_clusters_than_vosviewer_knows_are_the_last_of_them() -> None:
    whole = network("one")
    many = replace(whole, items=(replace(whole.items[0], cluster=1001),))
    assert rows_of(map_text(many))[0]["cluster"] == "1000"


def test_graphml_is_read_back_by_networkx() -> None:
    graph = nx.parse_graphml(graphml_text(network(HOSTILE, "two")))
    assert graph.nodes["n2"]["label"] == "two"
    assert graph.nodes["n2"]["reports"] == 8
    assert graph.nodes["n1"]["x"] == 0.0
    assert graph.edges["n1", "n2"] == {"weight": 4.0, "association": 1.25}


def test_a_network_without_items_gives_files_that_can_be_opened() -> None:
    empty = network()
    assert map_text(empty).startswith("id\tlabel\tdescription\turl\tx\ty\tcluster\tweight<Links>")
    assert network_text(empty) == ""
    assert json.loads(vosviewer_json_text(empty)) == {"network": {"items": [], "links": [], "clusters": []}}
    assert len(nx.parse_graphml(graphml_text(empty))) == 0


def test_an_empty_network_says_why_in_each_format_that_can_hold_it() -> None:
    note = "40 reports have cited references -- a map needs <100>"
    empty = Network(name=COUPLING, n_reports=50, n_used=40, least=100, note=note)
    found = json.loads(vosviewer_json_text(empty))
    assert found["info"] == {"title": "Reports that cite alike", "description": note}
    assert found["network"]["items"] == []
    text = graphml_text(empty)
    assert nx.parse_graphml(text).number_of_nodes() == 0
    assert "40 reports have cited references - - a map needs" in text


def test_a_graph_declares_no_fact_that_none_of_its_items_has() -> None:
    whole = graphml_text(network("one", "two"))
    assert 'id="node_tradition"' in whole
    assert 'id="node_doi"' in whole
    bare = network("one", year=None)
    assert not {'id="node_tradition"', 'id="node_doi"', 'id="node_mean_year"'} & set(
        graphml_text(bare).split()
    )
