"""The entities of a run's crate, after RO-Crate 1.1 and the profiles for workflow runs, version 0.5.

The profiles: Process, Workflow and Provenance Run Crate of the working group on workflow runs, and Workflow
RO-Crate 1.0. Times, and who started the run, are not known here and left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from coprod_review.crate.actions import actions_of, tools_of
from coprod_review.crate.makers import SNAKEMAKE_LANGUAGE, coders_of, software_of
from coprod_review.crate.names import (
    LIST_OF_SUMS,
    METADATA,
    NO_LICENCE,
    PACKAGE,
    ROOT,
    RUN,
    Entity,
    file_id,
    library_id,
    ref,
    refs,
    setting_id,
    step_id,
    tool_id,
)
from coprod_review.crate.parameters import parameters_of, with_parameters
from coprod_review.crate.run import KnownFile, Run, Tree
from coprod_review.model.corpus import ExportFile

CRATE_VERSION = "1.1"
CRATE_PROFILE = f"https://w3id.org/ro/crate/{CRATE_VERSION}"
WORKFLOW_CRATE = "https://w3id.org/workflowhub/workflow-ro-crate/1.0"
RUN_CONTEXT = "https://w3id.org/ro/terms/workflow-run/context"
RUN_PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": "Process Run Crate",
    "https://w3id.org/ro/wfrun/workflow/0.5": "Workflow Run Crate",
    "https://w3id.org/ro/wfrun/provenance/0.5": "Provenance Run Crate",
}
WORKFLOW_PROFILE = "https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE"

MEDIA_TYPES = {
    ".bib": "application/x-bibtex",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".rdf": "application/rdf+xml",
    ".ris": "application/x-research-info-systems",
    ".svg": "image/svg+xml",
    ".tex": "application/x-tex",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yaml": "application/yaml",
}
CODEBOOK = "config/codebook.yaml"
MEDIA_TYPE_BY_NAME = {LIST_OF_SUMS: "text/plain"}


_ABOUT_FOLDER = (
    "This folder holds its results and copies of what it was made from, but no exports. "
    f"{LIST_OF_SUMS} lists the files; coprod-review verify compares them."
)
_ABOUT_DATE = (
    "When the run took place is not recorded, so that the same inputs give the same bytes. The date of its "
    "last change is that of the newest dated entry of the search log, the codings and the decisions; the "
    "date of publication, which the format demands, is as it was told to the run, else the same."
)


def entities_of(run: Run) -> list[Entity]:
    """Every entity of the crate, each id once: the metadata file, the root, then the others by id."""
    others = [
        *_profiles(run),
        _workflow(run),
        *map(_rules, run.rules),
        *(_input(known, run) for known in run.inputs),
        *map(_file, run.outputs),
        *(_property(known) for known in run.inputs if known.rows is not None),
        *(entity for tree in run.trees for entity in _tree(tree)),
        *coders_of(run),
        *([] if run.licence else [_no_licence()]),
        *parameters_of(run),
        *_settings(run),
        *software_of(run),
        *tools_of(run),
        *actions_of(run),
    ]
    described = with_parameters(_with_searches(others, run.exports), run)
    ordered = [_metadata(), _root(run), *sorted(described, key=lambda entity: str(entity["@id"]))]
    return [_compact(entity) for entity in ordered]


def _compact(entity: Entity) -> Entity:
    """The entity with a value itself where its list has but one, as RO-Crate recommends."""
    return {key: value[0] if _is_single(value) else value for key, value in entity.items()}


def _is_single(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 1


def _metadata() -> Entity:
    return {
        "@id": METADATA,
        "@type": "CreativeWork",
        "about": ref(ROOT),
        "conformsTo": refs([CRATE_PROFILE, WORKFLOW_CRATE]),
    }


def _root(run: Run) -> Entity:
    parts = [file_id(known) for known in _files(run) if _in_crate(known)]
    facts: Entity = {
        "@id": ROOT,
        "@type": "Dataset",
        "name": f"A run of the review “{run.title}”",
        "description": f"The review asks: {run.question} {_ABOUT_FOLDER} {_ABOUT_DATE}",
        "conformsTo": refs([*_run_profiles(run), WORKFLOW_CRATE]),
        "hasPart": refs(sorted({*parts, *(tree.path for tree in run.trees)})),
        "mainEntity": ref(file_id(run.workflow)),
        "mentions": refs([RUN, *(str(action["@id"]) for action in actions_of(run) if action["@id"] != RUN)]),
    }
    dates = {"datePublished": run.published or run.modified, "dateModified": run.modified}
    facts["license"] = ref(run.licence or NO_LICENCE)
    return facts | {key: date for key, date in dates.items() if date}


def _files(run: Run) -> tuple[KnownFile, ...]:
    return (run.workflow, *run.rules, *run.inputs, *run.outputs)


def _no_licence() -> Entity:
    """What stands for a licence where nobody has put one into the review."""
    return {
        "@id": NO_LICENCE,
        "@type": "CreativeWork",
        "name": "No licence is stated",
        "description": "The review has no file corpus/LICENSE: its authors have granted no rights of use.",
    }


def _profiles(run: Run) -> Iterator[Entity]:
    for url in _run_profiles(run):
        yield {"@id": url, "@type": "CreativeWork", "name": RUN_PROFILES[url], "version": "0.5"}
    yield {"@id": WORKFLOW_CRATE, "@type": "CreativeWork", "name": "Workflow RO-Crate", "version": "1.0"}


def _run_profiles(run: Run) -> list[str]:
    """Without knowledge of its stages, a run is told as that of the workflow alone."""
    return [url for url in RUN_PROFILES if run.stages or "provenance" not in url]


def _workflow(run: Run) -> Entity:
    facts: Entity = {
        **_file(run.workflow),
        "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow"],
        "conformsTo": ref(WORKFLOW_PROFILE),
        "name": run.workflow.path,
        "programmingLanguage": ref(SNAKEMAKE_LANGUAGE),
        "softwareRequirements": refs([PACKAGE, "#python", *map(library_id, run.software.libraries)]),
    }
    if run.software.commit:
        facts["version"] = run.software.commit
    if run.stages:
        facts["@type"] = [*facts["@type"], "HowTo"]
        facts["step"] = refs(step_id(run, stage.name) for stage in run.stages)
    parts = [*map(file_id, run.rules), *(tool_id(stage.name) for stage in run.stages)]
    return facts | ({"hasPart": refs(parts)} if parts else {})


def _rules(known: KnownFile) -> Entity:
    """A file of rules, which the workflow includes."""
    language = ref(SNAKEMAKE_LANGUAGE)
    return {**_file(known), "@type": ["File", "SoftwareSourceCode"], "programmingLanguage": language}


def _input(known: KnownFile, run: Run) -> Entity:
    """An input; the codebook bears its version."""
    return {**_file(known), **({"version": run.codebook} if known.path == CODEBOOK else {})}


def _file(known: KnownFile) -> Entity:
    suffix = PurePosixPath(known.path).suffix.lower()
    name = known.copied or known.path
    facts: Entity = {
        "@id": file_id(known),
        "@type": "File" if _in_crate(known) else "CreativeWork",
        "name": PurePosixPath(known.path).name,
        "contentSize": str(known.size),
        "sha256": known.sha256,
    }
    media_type = MEDIA_TYPE_BY_NAME.get(PurePosixPath(name).name, MEDIA_TYPES.get(suffix))
    if media_type:
        facts["encodingFormat"] = media_type
    if name != known.path or not _in_crate(known):
        facts["alternateName"] = known.path
    if known.about:
        facts["description"] = known.about
    if known.rows is not None:
        facts["additionalProperty"] = ref(_rows_id(known))
    return facts


def _in_crate(known: KnownFile) -> bool:
    return not file_id(known).startswith("#")


def _rows_id(known: KnownFile) -> str:
    return f"#rows/{known.path}"


def _property(known: KnownFile) -> Entity:
    return {"@id": _rows_id(known), "@type": "PropertyValue", "name": "rows", "value": str(known.rows)}


def _tree(tree: Tree) -> Iterator[Entity]:
    digest = f"#sha256/{tree.path}"
    yield {
        "@id": tree.path,
        "@type": "Dataset",
        "name": tree.path.rstrip("/"),
        "description": f"{tree.about}: {tree.n_files} files with {tree.size} bytes, each in {LIST_OF_SUMS}",
        "additionalProperty": ref(digest),
    }
    yield {
        "@id": digest,
        "@type": "PropertyValue",
        "name": f"SHA-256 of the lines of {LIST_OF_SUMS} below {tree.path}",
        "value": tree.sha256,
    }


def _with_searches(entities: Iterable[Entity], exports: Iterable[ExportFile]) -> list[Entity]:
    """The entities, those of exports with what the search log says of them."""
    by_path = {f"corpus/exports/{export.file}": export for export in exports}
    made = []
    for entity in entities:
        export = by_path.get(str(entity.get("alternateName", "")))
        if export:
            entity = {**entity, "description": f"{entity['description']}; {_search(export)}"}
        made.append(entity)
    return made


def _search(export: ExportFile) -> str:
    place = f"{export.database} ({export.platform})" if export.platform else export.database
    facts = [f"{export.label}, {place}, {export.origin.replace('_', ' ')}"]
    facts += [f"searched {export.searched}"] if export.searched else []
    facts += [f"{export.hits} hits"] if export.hits is not None else []
    facts += [f"query: {export.query}"] if export.query else []
    return "; ".join(facts)


def _settings(run: Run) -> Iterator[Entity]:
    for name, value in run.settings.items():
        yield {"@id": setting_id(name), "@type": "PropertyValue", "name": name, "value": value}
