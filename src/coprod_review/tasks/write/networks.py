"""The networks of the analysis as files of VOSviewer and Gephi, for `coprod-review write`."""

from __future__ import annotations

from pathlib import Path


def write_networks(analysis: Path, folder: Path) -> list[str]:
    """Write each network as a map and a network file, as VOSviewer JSON and as GraphML; the names written.

    Before the analysis has run there are no networks, and nothing is written.
    """
    from coprod_review.io.files import write_text
    from coprod_review.io.networks import read_networks
    from coprod_review.write.graphml import graphml_text
    from coprod_review.write.vosviewer import map_text, network_text, vosviewer_json_text

    if not (analysis / "networks.csv").exists():
        return []
    texts: dict[str, str] = {}
    for network in read_networks(analysis):
        texts |= {
            f"{network.name}_map.txt": map_text(network),
            f"{network.name}_network.txt": network_text(network),
            f"{network.name}.json": vosviewer_json_text(network),
            f"{network.name}.graphml": graphml_text(network),
        }
    for name, text in texts.items():
        write_text(folder / name, text)
    return list(texts)
