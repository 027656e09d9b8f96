"""Whether a crate holds together: ids resolve, and each entity has what its profile asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coprod_review.crate.names import METADATA, ROOT
from coprod_review.errors import ReviewError

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "File": ("name", "sha256", "contentSize"),
    "ComputationalWorkflow": ("name", "programmingLanguage"),
    "CreateAction": ("instrument", "name", "result"),
    "AssessAction": ("name", "result"),
    "FormalParameter": ("name", "additionalType"),
    "ControlAction": ("instrument", "object"),
    "OrganizeAction": ("instrument", "object", "result"),
    "HowToStep": ("workExample", "position"),
    "SoftwareApplication": ("name",),
    "PropertyValue": ("name", "value"),
    "Person": ("name",),
}
"""What an entity of a type must have."""

ROOT_REQUIRED = ("name", "description", "conformsTo", "hasPart", "mainEntity", "mentions")

REMEDY = "get the results again from where they were published, or run `make review` again"


def crate_faults(entities: Iterable[Mapping[str, Any]], *, where: str) -> Iterator[ReviewError]:
    """A fault for each reference without an entity, and for each thing that an entity lacks."""
    by_id = {str(entity.get("@id", "")): entity for entity in entities}
    for name in (METADATA, ROOT):
        if name not in by_id:
            yield _fault(f"the crate has no entity {name}", where)
    for entity_id, entity in sorted(by_id.items()):
        for key in _lacking(entity):
            yield _fault(f"the entity {entity_id} has no {key}", where)
        for target in sorted(set(_targets(entity)) - by_id.keys()):
            if not target.startswith(("http:", "https:")):
                yield _fault(f"the entity {entity_id} names {target}, which the crate does not have", where)


def types_of(entity: Mapping[str, Any]) -> tuple[str, ...]:
    """The types of an entity, of which it may have one or several."""
    types = entity.get("@type", ())
    return (types,) if isinstance(types, str) else tuple(map(str, types))


def _lacking(entity: Mapping[str, Any]) -> list[str]:
    wanted = [key for kind in types_of(entity) for key in REQUIRED.get(kind, ())]
    if entity.get("@id") == ROOT:
        wanted += ROOT_REQUIRED
    if entity.get("@id") == METADATA:
        wanted += ["about", "conformsTo"]
    if not types_of(entity):
        wanted.append("@type")
    return [key for key in dict.fromkeys(wanted) if entity.get(key) in (None, "", [])]


def _targets(value: Any) -> Iterator[str]:
    """Every id that an entity points to."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key == "@id":
                continue
            for one in inner if isinstance(inner, list) else [inner]:
                if isinstance(one, Mapping) and set(one) == {"@id"}:
                    yield str(one["@id"])


def _fault(problem: str, where: str) -> ReviewError:
    return ReviewError(problem, where=where, remedy=REMEDY)
