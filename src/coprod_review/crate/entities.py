"""The entities of a run's crate, after RO-Crate 1.1 and the profiles for workflow runs, version 0.5.

The profiles: Process, Workflow and Provenance Run Crate of the working group on workflow runs, and Workflow
RO-Crate 1.0. Times, and who started the run, are not known here and left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from coprod_review.crate.actions import actions_of, tools_of
from coprod_review.crate.names import (
    COMMIT,
    LIST_OF_SUMS,
    METADATA,
    PACKAGE,
    ROOT,
    RUN,
    SNAKEMAKE,
    SOURCE,
    Entity,
    coder_id,
    file_id,
    library_id,
    ref,
    refs,
    setting_id,
    step_id,
    tool_id,
)
from coprod_review.crate.run import KnownFile, Run, Tree
from coprod_review.model.corpus import Coder, ExportFile

CRATE_VERSION = "1.1"
CRATE_PROFILE = f"https://w3id.org/ro/crate/{CRATE_VERSION}"
WORKFLOW_CRATE = "https://w3id.org/workflowhub/workflow-ro-crate/1.0"
RUN_CONTEXT = "https://w3id.org/ro/terms/workflow-run/context"
RUN_PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": "Process Run Crate",
    "https://w3id.org/ro/wfrun/workflow/0.5": "Workflow Run Crate",
    "https://w3id.org/ro/wfrun/provenance/0.5": "Provenance Run Crate",
}
SNAKEMAKE_LANGUAGE = "https://w3id.org/workflowhub/workflow-ro-crate#snakemake"

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
    "This folder holds its results and copies of what it was made from, but no exports of databases. "
    f"{LIST_OF_SUMS} lists the files; coprod-review verify compares them."
)
_ABOUT_DATE = (
    "When the run took place is not recorded, so that the same inputs give the same bytes. The date of "
    "publication, if any, is as it was told to the run, else that of the newest dated entry of the search "
    "log, the codings and the decisions."
)


def entities_of(run: Run) -> list[Entity]:
    """Every entity of the crate, each id once: the metadata file, the root, then the others by id."""
    others = [
        *_profiles(run),
        _workflow(run),
        *(_input(known, run) for known in run.inputs),
        *map(_file, run.outputs),
        *(_property(known) for known in run.inputs if known.rows is not None),
        *(entity for tree in run.trees for entity in _tree(tree)),
        *(_coder(coder) for coder in run.coders),
        *_settings(run),
        *_software(run),
        *tools_of(run),
        *actions_of(run),
    ]
    described = _with_searches(others, run.exports)
    return [_metadata(), _root(run), *sorted(described, key=lambda entity: str(entity["@id"]))]


def _metadata() -> Entity:
    return {
        "@id": METADATA,
        "@type": "CreativeWork",
        "about": ref(ROOT),
        "conformsTo": refs([CRATE_PROFILE, WORKFLOW_CRATE]),
    }


def _root(run: Run) -> Entity:
    parts = [file_id(known) for known in (run.workflow, *run.inputs, *run.outputs) if _in_crate(known)]
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
    if run.published:
        facts["datePublished"] = run.published
    if run.licence:
        facts["license"] = ref(run.licence)
    return facts


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
        "name": run.workflow.path,
        "programmingLanguage": ref(SNAKEMAKE_LANGUAGE),
        "softwareRequirements": refs([PACKAGE, "#python", *map(library_id, run.software.libraries)]),
    }
    if run.software.commit:
        facts["version"] = run.software.commit
    if run.stages:
        facts["@type"] = [*facts["@type"], "HowTo"]
        facts["step"] = refs(step_id(run, stage.name) for stage in run.stages)
        facts["hasPart"] = refs(tool_id(stage.name) for stage in run.stages)
    return facts


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


def _coder(coder: Coder) -> Entity:
    kind = "Person" if coder.kind == "person" else "SoftwareApplication"
    blind = "blind to other coders" if coder.blind else "seeing other coders"
    facts = f"{coder.kind.replace('_', ' ')}, {coder.role}, {blind}, by codebook {coder.codebook}"
    return {
        "@id": coder_id(coder.name),
        "@type": kind,
        "name": coder.name,
        "description": f"{facts}: {' '.join(coder.how.split())}",
    }


def _settings(run: Run) -> Iterator[Entity]:
    for name, value in run.settings.items():
        yield {"@id": setting_id(name), "@type": "PropertyValue", "name": name, "value": value}


def _software(run: Run) -> Iterator[Entity]:
    software = run.software
    yield {
        "@id": SNAKEMAKE_LANGUAGE,
        "@type": "ComputerLanguage",
        "name": "Snakemake",
        "url": "https://snakemake.github.io",
    }
    properties = [SOURCE, *([COMMIT] if software.commit else [])]
    yield {
        "@id": PACKAGE,
        "@type": "SoftwareApplication",
        "name": "coprod-review",
        "softwareVersion": software.version,
        "additionalProperty": refs(properties),
    }
    yield _value(SOURCE, "digest of the program's source files", software.source)
    if software.commit:
        yield _value(COMMIT, "commit of the review's folder, without changes", software.commit)
    name, _, version = software.python.partition(" ")
    yield _application("#python", name, version)
    yield _application(SNAKEMAKE, "Snakemake", software.libraries.get("snakemake", "unknown"))
    for library, version in software.libraries.items():
        if library_id(library) != SNAKEMAKE:
            yield _application(library_id(library), library, version)


def _application(name_id: str, name: str, version: str) -> Entity:
    return {"@id": name_id, "@type": "SoftwareApplication", "name": name, "softwareVersion": version}


def _value(name_id: str, name: str, value: Any) -> Entity:
    return {"@id": name_id, "@type": "PropertyValue", "name": name, "value": value}
