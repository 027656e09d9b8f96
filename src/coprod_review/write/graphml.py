"""GraphML, which Gephi, Cytoscape, igraph and networkx read: a network with its places and clusters."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from coprod_review.model.network import Network, NetworkItem
from coprod_review.write.visible import visible_line

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"

NODE_FACTS = {
    "label": "string",
    "description": "string",
    "x": "double",
    "y": "double",
    "cluster": "int",
    "reports": "int",
    "tradition": "string",
    "mean_year": "double",
    "doi": "string",
}
EDGE_FACTS = {"weight": "double", "association": "double"}


def graphml_text(network: Network) -> str:
    """The network as undirected GraphML; a fact that is not known is left out.

    Facts that no item has are not declared either, so that no program offers an empty column. An empty
    network says why in a comment.
    """
    root = ET.Element("graphml", xmlns=NAMESPACE)
    if network.note:
        root.append(ET.Comment(f" {re.sub('-(?=-)', '- ', visible_line(network.note))} "))
    known = {
        name for item in network.items for name, value in _facts(item).items() if value not in ("", None)
    }
    node_facts = {name: form for name, form in NODE_FACTS.items() if name in known}
    for kind, facts in (("node", node_facts), ("edge", EDGE_FACTS)):
        for name, form in facts.items():
            ET.SubElement(
                root, "key", {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": form}
            )
    graph = ET.SubElement(root, "graph", id=network.name, edgedefault="undirected")
    numbers = {item.item: f"n{number}" for number, item in enumerate(network.items, start=1)}
    for item in network.items:
        node = ET.SubElement(graph, "node", id=numbers[item.item])
        for name, value in _facts(item).items():
            if value not in ("", None):
                ET.SubElement(node, "data", key=f"node_{name}").text = visible_line(str(value))
    for link in network.links:
        edge = ET.SubElement(graph, "edge", source=numbers[link.item_a], target=numbers[link.item_b])
        ET.SubElement(edge, "data", key="edge_weight").text = str(float(link.n))
        ET.SubElement(edge, "data", key="edge_association").text = str(link.association)
    ET.indent(root, space=" ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _facts(item: NetworkItem) -> dict[str, str | int | float | None]:
    named = {name: getattr(item, name) for name in NODE_FACTS if name != "reports"}
    return {**named, "reports": item.n}
