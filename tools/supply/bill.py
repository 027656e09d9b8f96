"""The bill of materials in CycloneDX 1.6: the same lock gives the same bytes, so there is no time in it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from .graph import REVIEW, direct_names
from .licences import Facts
from .pins import Pin

SPACE = uuid.UUID("b5e0a1c4-6b0d-5d3e-9a55-3a1d2f7c8e90")
"""The space of names in which the serial number of a bill is drawn from what it lists."""

Document = dict[str, Any]


def bill(project: Mapping[str, Any], facts_by_pin: Mapping[Pin, Facts], scopes: Mapping[str, str]) -> str:
    """The bill as JSON; `project` is the table of that name in pyproject.toml, `scopes` says who asks."""
    root = f"{project['name']}@{project['version']}"
    components = [component(pin, facts, scopes[pin.name]) for pin, facts in facts_by_pin.items()]
    document: Document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": "",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
                "licenses": [{"license": {"id": project["license"], "acknowledgement": "declared"}}],
            }
        },
        "components": components,
        "dependencies": [
            {"ref": root, "dependsOn": refs(direct_names(project), facts_by_pin)},
            *(
                {"ref": pin.purl, "dependsOn": refs(facts.needs, facts_by_pin)}
                for pin, facts in facts_by_pin.items()
            ),
        ],
    }
    document["serialNumber"] = uuid.uuid5(SPACE, json.dumps(document, sort_keys=True)).urn
    return in_lines(document)


def in_lines(document: Document) -> str:
    """JSON with one line for each entry of a list, so that a change of one package changes few lines."""
    parts = []
    for name, value in document.items():
        if isinstance(value, list):
            entries = ",\n  ".join(json.dumps(entry, ensure_ascii=False) for entry in value)
            parts.append(f"{json.dumps(name)}: [\n  {entries}\n ]")
        else:
            parts.append(f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n " + ",\n ".join(parts) + "\n}\n"


def facts_of_bill(text: str) -> dict[tuple[str, str], Facts]:
    """What a bill tells of each of its packages, by name and version."""
    document = json.loads(text)
    needs = {one["ref"]: one.get("dependsOn", ()) for one in document["dependencies"]}
    return {
        (one["name"], one["version"]): Facts(
            licence=licence_in(one),
            told_by=property_of(one, "licence told by"),
            needs=tuple(
                sorted({ref.removeprefix("pkg:pypi/").partition("@")[0] for ref in needs[one["purl"]]})
            ),
        )
        for one in document["components"]
    }


def component(pin: Pin, facts: Facts, scope: str) -> Document:
    """One package; its sums are those of every file of this version that the lock allows."""
    told = {"licence told by": facts.told_by, "installed where": pin.marker, "asked for by": scope}
    return {
        "type": "library",
        "bom-ref": pin.purl,
        "name": pin.name,
        "version": pin.version,
        "scope": "required" if scope == REVIEW else "optional",
        "licenses": [licence_entry(facts.licence)],
        "purl": pin.purl,
        "externalReferences": [
            {
                "type": "distribution",
                "url": pin.purl,
                "comment": "each sum is that of one file of this version",
                "hashes": [{"alg": "SHA-256", "content": found} for found in pin.sums],
            }
        ],
        "properties": [{"name": f"coprod-review:{k}", "value": v} for k, v in told.items() if v],
    }


def licence_entry(expression: str) -> Document:
    """A licence as the format wants it: a single name as a licence, several as an expression."""
    if " " in expression:
        return {"expression": expression, "acknowledgement": "declared"}
    named = "name" if expression.startswith("LicenseRef-") else "id"
    return {"license": {named: expression, "acknowledgement": "declared"}}


def licence_in(told: Document) -> str:
    """The licence of a component, as `licence_entry` wrote it."""
    (entry,) = told["licenses"]
    if "expression" in entry:
        return str(entry["expression"])
    return str(entry["license"].get("id") or entry["license"]["name"])


def property_of(told: Document, name: str) -> str:
    return next((p["value"] for p in told["properties"] if p["name"] == f"coprod-review:{name}"), "")


def refs(names: Iterable[str], pins: Iterable[Pin]) -> list[str]:
    """The pins of these names, in order; a name that is not pinned is needed on no platform of the lock."""
    wanted = set(names)
    return sorted(pin.purl for pin in pins if pin.name in wanted)
