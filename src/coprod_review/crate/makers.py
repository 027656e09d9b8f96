"""Who and what made a run: coders, people or language models, and the software."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from coprod_review.crate.names import (
    COMMIT,
    PACKAGE,
    SNAKEMAKE,
    SOURCE,
    Entity,
    coder_id,
    library_id,
    refs,
)
from coprod_review.crate.run import Run
from coprod_review.model.corpus import Coder

SNAKEMAKE_LANGUAGE = "https://w3id.org/workflowhub/workflow-ro-crate#snakemake"
SNAKEMAKE_SITE = "https://snakemake.github.io"

DECIDED: Mapping[str, str] = {
    "adjudications": "adjudications of codes",
    "audits": "agreements of reviewers with codes",
    "disputes": "notes on disputed codes",
    "duplicates": "verdicts on duplicates",
    "screening": "screening judgements",
}
"""What the rows of a table of decisions are."""


def coders_of(run: Run) -> Iterator[Entity]:
    """Each coder, those too whom a table of decisions names and corpus/coders.yaml does not describe."""
    yield from map(_coder, run.coders)
    described = {coder.name for coder in run.coders}
    yield from map(_undescribed, sorted({name for known in run.inputs for name in known.coders} - described))


def software_of(run: Run) -> Iterator[Entity]:
    """The program, the language of its workflow, Python and every library, with their versions."""
    software = run.software
    yield {
        "@id": SNAKEMAKE_LANGUAGE,
        "@type": "ComputerLanguage",
        "name": "Snakemake",
        "url": SNAKEMAKE_SITE,
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
    yield _application("#python", name, version) | {"url": "https://www.python.org"}
    snakemake = _application(SNAKEMAKE, "Snakemake", software.libraries.get("snakemake", "unknown"))
    yield snakemake | {"url": SNAKEMAKE_SITE}
    for library, version in software.libraries.items():
        if library_id(library) != SNAKEMAKE:
            yield _application(library_id(library), library, version)


def about_decisions(
    table: str, rows: Sequence[object] | None, deciders: Sequence[str], kinds: Mapping[str, str]
) -> str:
    """What a table of decisions holds, and who took them: people, language models, or nobody yet."""
    what = DECIDED.get(table, "decisions")
    if not rows:
        return f"{what}: none"
    groups = (
        ("people", [one for one in deciders if kinds.get(one) == "person"]),
        ("language models", [one for one in deciders if kinds.get(one) == "language_model"]),
        ("coders whom corpus/coders.yaml does not describe", [one for one in deciders if one not in kinds]),
    )
    told = [f"{words} ({', '.join(names)})" for words, names in groups if names]
    return f"{what}, by {' and '.join(told)}" if told else f"{what}, by coders who are not named"


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


def _undescribed(name: str) -> Entity:
    return {
        "@id": coder_id(name),
        "@type": "Thing",
        "name": name,
        "description": "took decisions; corpus/coders.yaml does not say whether this is a person",
    }


def _application(name_id: str, name: str, version: str) -> Entity:
    return {"@id": name_id, "@type": "SoftwareApplication", "name": name, "softwareVersion": version}


def _value(name_id: str, name: str, value: Any) -> Entity:
    return {"@id": name_id, "@type": "PropertyValue", "name": name, "value": value}
