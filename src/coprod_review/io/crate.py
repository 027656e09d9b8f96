"""The crate on disk: written with the library `rocrate`, read back with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from coprod_review.errors import ReviewError
from coprod_review.io.files import read_bytes, write_text

METADATA = "ro-crate-metadata.json"
ROOT = "./"

REMEDY = "get the results again from where they were published, or run `make review` again"


def write_crate(
    folder: Path, entities: Iterable[Mapping[str, Any]], *, version: str, contexts: Iterable[str]
) -> None:
    """Write ro-crate-metadata.json of these entities, in their order; the same bytes for the same entities.

    The library dates a new crate by itself: that date is taken away where the entities do not give one.
    """
    from rocrate.rocrate import ROCrate  # noqa: PLC0415 - takes half a second to load

    crate = ROCrate(version=version)
    crate.metadata.extra_contexts.extend(contexts)
    del crate.root_dataset["datePublished"]
    order: dict[str, int] = {}
    for entity in entities:
        order[entity["@id"]] = len(order)
        crate.add_or_update_jsonld(dict(entity))
    written = crate.metadata.generate()
    written["@graph"].sort(key=lambda entity: order.get(entity["@id"], -1))
    write_text(folder / METADATA, json.dumps(written, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def read_crate(folder: Path) -> list[dict[str, Any]]:
    """The entities of a folder's crate as the library reads them, by id, without a date that it adds.

    Raises ReviewError where there is no crate, or none that can be read.
    """
    from rocrate.rocrate import ROCrate  # noqa: PLC0415 - takes half a second to load

    path = folder / METADATA
    if not path.is_file():
        raise ReviewError(
            "there is no finished run here", where=str(path), remedy="run `make review`, or name its results"
        )
    try:
        written = json.loads(read_bytes(path))["@graph"]
        crate = ROCrate(folder)
        if not any("datePublished" in entity for entity in written if entity["@id"] == ROOT):
            del crate.root_dataset["datePublished"]
        entities = [entity.properties() for entity in crate.get_entities()]
        return sorted(entities, key=lambda entity: str(entity["@id"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ReviewError("the crate cannot be read", where=str(path), remedy=REMEDY) from None
