"""What was done: the workflow, each of its steps, and what people and language models coded and judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from coprod_review.crate.names import (
    ENGINE_RUN,
    PACKAGE,
    RUN,
    SNAKEMAKE,
    Entity,
    action_id,
    coder_id,
    control_id,
    file_id,
    ref,
    refs,
    setting_id,
    step_id,
    tool_id,
)
from coprod_review.crate.run import Run, Stage
from coprod_review.model.corpus import Coder

COMPLETED = "http://schema.org/CompletedActionStatus"


def tools_of(run: Run) -> Iterator[Entity]:
    """The steps of the workflow in their order, and the command that does each."""
    for position, stage in enumerate(run.stages, start=1):
        yield {
            "@id": step_id(run, stage.name),
            "@type": "HowToStep",
            "name": stage.name,
            "description": stage.about,
            "position": str(position),
            "workExample": ref(tool_id(stage.name)),
        }
        yield {
            "@id": tool_id(stage.name),
            "@type": "SoftwareApplication",
            "name": f"coprod-review, stage {stage.name}",
            "description": stage.about,
            "softwareVersion": run.software.version,
            "isPartOf": ref(PACKAGE),
        }


def actions_of(run: Run) -> list[Entity]:
    """The run of the workflow, of each stage and of the engine, and who coded and judged in which file.

    All of them were completed: there is no crate of a run that failed.
    """
    ids_by_path = _ids_by_path(run)
    outputs = [file_id(known) for known in run.outputs] + [tree.path for tree in run.trees]
    made: list[Entity] = [
        {
            "@id": RUN,
            "@type": "CreateAction",
            "name": "The review, from exports to report",
            "description": "make review",
            "instrument": ref(file_id(run.workflow)),
            "object": refs([*(file_id(known) for known in run.inputs), *map(setting_id, run.settings)]),
            "result": refs(outputs),
        }
    ]
    for stage in run.stages:
        made += _of_stage(run, stage, ids_by_path)
    if run.stages:
        made.append(
            {
                "@id": ENGINE_RUN,
                "@type": "OrganizeAction",
                "name": "The run of Snakemake",
                "instrument": ref(SNAKEMAKE),
                "object": refs(control_id(stage.name) for stage in run.stages),
                "result": ref(RUN),
            }
        )
    made += [*_codings(run), *_judgements(run)]
    return [action | {"actionStatus": COMPLETED} for action in made]


def _of_stage(run: Run, stage: Stage, ids_by_path: dict[str, str]) -> Iterator[Entity]:
    yield {
        "@id": action_id(stage.name),
        "@type": "CreateAction",
        "name": stage.about,
        "description": stage.command,
        "instrument": ref(tool_id(stage.name)),
        "object": refs(_known(stage.inputs, ids_by_path)),
        "result": refs(_known(stage.outputs, ids_by_path)),
    }
    yield {
        "@id": control_id(stage.name),
        "@type": "ControlAction",
        "name": f"step {stage.name}",
        "instrument": ref(step_id(run, stage.name)),
        "object": ref(action_id(stage.name)),
    }


def _ids_by_path(run: Run) -> dict[str, str]:
    """The entities of files and folders by their paths from the review's folder."""
    inputs = {known.path: file_id(known) for known in run.inputs}
    outputs = {f"{run.results}/{known.path}": file_id(known) for known in run.outputs}
    trees = {f"{run.results}/{tree.path}": tree.path for tree in run.trees}
    return inputs | outputs | trees


def _known(paths: Iterable[str], ids_by_path: dict[str, str]) -> Iterator[str]:
    """The entities of these paths; a folder gives all below it, a page of a tree the tree."""
    for path in paths:
        if path in ids_by_path:
            yield ids_by_path[path]
        elif path.endswith("/"):
            yield from (name for known, name in sorted(ids_by_path.items()) if known.startswith(path))
        else:
            trees = (known for known in ids_by_path if known.endswith("/"))
            yield from (ids_by_path[tree] for tree in trees if path.startswith(tree))


def _codings(run: Run) -> Iterator[Entity]:
    """Who gave the answers of each file of codings."""
    by_path = {known.path: known for known in run.inputs}
    for coder in run.coders:
        known = by_path.get(f"corpus/codings/{coder.name}.csv")
        if known:
            yield {
                "@id": f"#coding/{coder.name}",
                "name": f"The codings of {coder.name}",
                "description": known.about,
                **_by(coder),
                "result": ref(file_id(known)),
            }


def _judgements(run: Run) -> Iterator[Entity]:
    """Who took decisions in each table of them, by the column coder: an assessment for each."""
    coders = {coder.name: coder for coder in run.coders}
    for known in run.inputs:
        for name in known.coders:
            table = known.path.rpartition("/")[2].removesuffix(".csv")
            person = name in coders and coders[name].kind == "person"
            role = "agent" if person else "instrument" if name in coders else "participant"
            yield {
                "@id": f"#judging/{quote(table)}/{quote(name)}",
                "@type": "AssessAction",
                "name": f"{table} by {name}",
                "description": known.about,
                role: ref(coder_id(name)),
                "result": ref(file_id(known)),
            }


def _by(coder: Coder) -> Entity:
    """A person assesses; a language model is the instrument of whoever used it, who is not known."""
    if coder.kind == "person":
        return {"@type": "AssessAction", "agent": ref(coder_id(coder.name))}
    return {"@type": "CreateAction", "instrument": ref(coder_id(coder.name))}
