"""What the workflow and its tools take and give in general: one formal parameter for each place of files.

A parameter is a file that stands alone in `config/`, `corpus/` or the results, or a folder of them with all
that it holds; and each setting. The files and values of this run are examples of these.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from coprod_review.crate.names import Entity, file_id, parameter_id, ref, refs, setting_id
from coprod_review.crate.run import Run, Stage

PARAMETER_PROFILE = "https://bioschemas.org/profiles/FormalParameter/1.0-RELEASE"

_TYPES = {bool: "Boolean", int: "Integer", float: "Float"}


def parameters_of(run: Run) -> Iterator[Entity]:
    """Each parameter of the workflow: places in order, then settings."""
    folders = {_result(run, tree.path) for tree in run.trees}
    for place in sorted({*_taken(run), *_given(run)}):
        yield _parameter(
            place,
            kind="Dataset" if place in folders else "File",
            about="each file of this folder" if place.endswith("/") else "this file",
        )
    for name, value in run.settings.items():
        yield _parameter(_setting(name), kind=_type_of(value), about="a key of config/config.yaml")


def with_parameters(entities: Iterable[Entity], run: Run) -> Iterator[Entity]:
    """The entities; the workflow and its tools with their parameters, files and settings as examples."""
    examples = _parameter_by_id(run)
    stages = {f"coprod-review, stage {stage.name}": stage for stage in run.stages}
    for entity in entities:
        name = str(entity["@id"])
        if name == file_id(run.workflow):
            taken = [*sorted(_taken(run)), *map(_setting, run.settings)]
            yield entity | _in_and_out(taken, sorted(_given(run)))
        elif name in examples:
            yield entity | {"exampleOfWork": ref(parameter_id(examples[name]))}
        elif entity.get("name") in stages:
            yield entity | _of_tool(run, stages[str(entity["name"])])
        else:
            yield entity


def _of_tool(run: Run, stage: Stage) -> Entity:
    known = {*_taken(run), *_given(run)}
    return _in_and_out(*(sorted(known & set(map(_place, paths))) for paths in (stage.inputs, stage.outputs)))


def _in_and_out(taken: Iterable[str], given: Iterable[str]) -> Entity:
    pairs = (("input", refs(map(parameter_id, taken))), ("output", refs(map(parameter_id, given))))
    return {key: found for key, found in pairs if found}


def _parameter(name: str, *, kind: str, about: str) -> Entity:
    return {
        "@id": parameter_id(name),
        "@type": "FormalParameter",
        "name": name,
        "additionalType": kind,
        "description": about,
        "conformsTo": ref(PARAMETER_PROFILE),
    }


def _parameter_by_id(run: Run) -> dict[str, str]:
    """The parameter of each file, folder and setting, by the id of its entity."""
    return {
        **{file_id(known): _place(known.path) for known in run.inputs},
        **{file_id(known): _place(_result(run, known.path)) for known in run.outputs},
        **{tree.path: _place(_result(run, tree.path)) for tree in run.trees},
        **{setting_id(name): _setting(name) for name in run.settings},
    }


def _taken(run: Run) -> set[str]:
    return {_place(known.path) for known in run.inputs}


def _given(run: Run) -> set[str]:
    names = [*(known.path for known in run.outputs), *(tree.path for tree in run.trees)]
    return {_place(_result(run, name)) for name in names}


def _place(path: str) -> str:
    """The file itself at the top of its folder, else the folder below the top that it stands in."""
    parts = path.split("/")
    return path if len(parts) < 3 else f"{parts[0]}/{parts[1]}/"


def _result(run: Run, path: str) -> str:
    return f"{run.results}/{path}"


def _setting(name: str) -> str:
    return f"setting {name}"


def _type_of(value: str) -> str:
    """The type of a setting, which stands as JSON where it is no text."""
    try:
        return _TYPES.get(type(json.loads(value)), "Text")
    except ValueError:
        return "Text"


def flat(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Settings by dotted name; lists as JSON. An empty text is a setting that nobody made, and left out."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from flat(inner, f"{name}.{key}" if name else str(key))
    elif value != "":
        yield name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
