"""Gathers what is known of a finished run, and keeps copies of its inputs and the list of its sums."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from coprod_review import paths
from coprod_review.errors import ReviewError, raise_all

if TYPE_CHECKING:
    from coprod_review.crate.run import KnownFile, Run, Stage, Tree

INPUTS = "inputs"
MEGABYTE = 1_000_000
EXPORTS = "corpus/exports/"
RULES = "rules/"
DATED = ("corpus/codings/", "corpus/decisions/")
"""Tables of coders, each row with a date."""

DECISIONS = "corpus/decisions/"

TREE_FROM = 500
"""From this number of files on, a folder of the results is told as one: the list of sums has its files."""

TREES: Mapping[str, str] = {
    "audit/": "the audit pages",
    "inputs/": "copies of what it was made from, but exports",
}


def copy_inputs(results: Path, folders: Mapping[str, Path], *, snakefile: Path) -> list[KnownFile]:
    """Copy the inputs into the results, without exports and what is too large; all with their sums.

    The Snakefile stands first, then the rules that it includes from the folder beside it.

    Raises ReviewError where there is no finished run, or an input is not the one that the report tells.
    """
    from coprod_review.config import Config
    from coprod_review.crate.makers import about_decisions
    from coprod_review.crate.run import KnownFile
    from coprod_review.io.coders import read_coders
    from coprod_review.io.exports_read import read_of_others
    from coprod_review.io.results import read_digests, read_table
    from coprod_review.io.run_inputs import write_copies
    from coprod_review.io.sums import sha256_and_size
    from coprod_review.io.workflow_files import workflow_files
    from coprod_review.io.yamls import read_yaml

    workflow = workflow_files(snakefile.parent, snakefile=snakefile.name)
    sources = workflow | dict(_inputs_below(folders))
    described = {one.name: one.kind for one in read_coders(folders["corpus"] / paths.CODERS.name)}
    limit = read_yaml(folders["config"] / paths.SETTINGS.name, Config).crate.copy_up_to_mb * MEGABYTE
    known = []
    for name, source in sources.items():
        digest, size = sha256_and_size(source)
        rows = read_table(source) if _is_dated(name) else None
        is_decisions = rows is not None and name.startswith(DECISIONS)
        deciders = sorted({row["coder"] for row in rows or () if is_decisions and row.get("coder")})
        known.append(
            KnownFile(
                path=name,
                sha256=digest,
                size=size,
                about=about_decisions(PurePosixPath(name).stem, rows, deciders, described)
                if is_decisions
                else _about(name),
                copied="" if name.startswith(EXPORTS) or size > limit else f"{INPUTS}/{name}",
                rows=None if rows is None else len(rows),
                coders=tuple(deciders),
            )
        )
    told = read_digests(results / paths.PROVENANCE.name)
    raise_all(read_of_others(results, {one.path: one.sha256 for one in known}))
    _refuse_newer({one.path: one.sha256 for one in known if one.path not in workflow}, told)
    write_copies(results / INPUTS, {one.path: sources[one.path] for one in known if one.copied})
    return known


def list_sums(
    results: Path, inputs: Iterable[KnownFile], *, stages: str | None
) -> tuple[dict[str, str], dict[str, int]]:
    """Write the list of sums of the results; the SHA-256 and the size of each file in it, by path.

    It has what the stages declare, the pages of the site and the copies of the inputs; where no stages are
    told, whatever lies there.
    """
    from coprod_review.io.listed_results import UNLISTED, below_results, listed_results
    from coprod_review.io.made_files import write_list
    from coprod_review.io.sums import paths_below, sha256_and_size

    if stages is None:
        names = sorted(paths_below(results, left_out=UNLISTED, hidden=False)[0])
    else:
        declared = below_results(name for stage in _stages(stages) for name in stage.outputs)
        names = listed_results(results, {*declared, *(one.copied for one in inputs if one.copied)})
    found = {name: sha256_and_size(results / name) for name in names if (results / name).is_file()}
    sums = {name: digest for name, (digest, _) in found.items()}
    write_list(results, sums)
    return sums, {name: size for name, (_, size) in found.items()}


def facts_of_run(
    results: Path,
    folders: Mapping[str, Path],
    *,
    inputs: list[KnownFile],
    sums: Mapping[str, str],
    sizes: Mapping[str, int],
    stages: str | None,
    published: str | None,
) -> Run:
    """Everything that is known of the run.

    Raises ReviewError where the Snakefile is not there or the stages cannot be read.
    """
    from coprod_review.config import Config
    from coprod_review.crate.parameters import flat
    from coprod_review.crate.run import Run
    from coprod_review.io.coders import read_coders
    from coprod_review.io.manifest import read_manifest
    from coprod_review.io.yamls import read_yaml

    config = read_yaml(folders["config"] / paths.SETTINGS.name, Config)
    workflow = next((one for one in inputs if "/" not in one.path), None)
    if workflow is None:
        raise ReviewError(
            "there is no Snakefile, which the crate describes as the workflow",
            where=paths.SNAKEFILE.name,
            remedy="go to the folder of the review, or name the file with --snakefile",
        )
    rules = tuple(one for one in inputs if one.path.startswith(RULES))
    supplied = tuple(one for one in inputs if one is not workflow and one not in rules)
    outputs, trees = _outputs(results, sums, sizes)
    licence = next((one.copied for one in supplied if one.path == "corpus/LICENSE"), "")
    return Run(
        title=config.review.title,
        question=" ".join(config.review.question.split()),
        published=published or "",
        modified=_newest_date(folders, supplied),
        licence=licence,
        codebook=_provenance(results)["codebook"],
        workflow=workflow,
        rules=rules,
        inputs=supplied,
        outputs=outputs,
        trees=trees,
        exports=tuple(read_manifest(folders["corpus"] / paths.MANIFEST.name)),
        coders=tuple(read_coders(folders["corpus"] / paths.CODERS.name)),
        stages=_with_undeclared(_stages(stages), outputs),
        settings=dict(flat(config.model_dump(mode="json"))),
        software=_software(results),
    )


def _inputs_below(folders: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    """Each file of the review's folders by its usual path, in order, without hidden ones and exercises."""
    from coprod_review.io.supplied import supplied_files

    for base, folder in sorted(folders.items()):
        for path in supplied_files([folder]):
            yield f"{base}/{path.relative_to(folder).as_posix()}", path


def _refuse_newer(now: Mapping[str, str], told: Mapping[str, str]) -> None:
    from coprod_review.tasks.run.freshness import changed_between

    problem = "this input is not the one that the report was made from"
    remedy = "run `make review`, and change nothing until it has finished"
    raise_all(ReviewError(problem, where=name, remedy=remedy) for name in changed_between(now, told))


def _is_dated(name: str) -> bool:
    return name.endswith(".csv") and name.startswith(DATED)


def _about(name: str) -> str:
    if name.startswith(EXPORTS):
        return "an export, as it was supplied; this folder holds no exports"
    for begin, words in (
        ("corpus/codings/", "the codings of one coder"),
        ("corpus/samples/", "a plan of sampling"),
        ("config/patterns/", "patterns of the rule coder"),
        ("config/teaching/", "invented texts that teach the classifier"),
        ("config/", "configuration"),
        ("corpus/", "what was supplied"),
        (RULES, "rules of the workflow"),
    ):
        if name.startswith(begin):
            return words
    return "the workflow: stages in their order"


def _outputs(
    results: Path, sums: Mapping[str, str], sizes: Mapping[str, int]
) -> tuple[tuple[KnownFile, ...], tuple[Tree, ...]]:
    """The results one by one, and those folders that are told as one."""
    from coprod_review.crate.run import KnownFile, Tree
    from coprod_review.io.sums import SUMS_NAME, sha256_and_size, sums_text
    from coprod_review.report.files import described_files

    per_folder = Counter(f"{name.split('/')[0]}/" for name in sums if "/" in name)
    large = {folder for folder, n in per_folder.items() if folder == "audit/" or n >= TREE_FROM}
    trees = []
    for folder in sorted(large - {f"{INPUTS}/"}):
        names = [name for name in sums if name.startswith(folder)]
        lines = sums_text({name: sums[name] for name in names})
        trees.append(
            Tree(
                path=folder,
                sha256=hashlib.sha256(lines.encode("utf-8")).hexdigest(),
                n_files=len(names),
                size=sum(sizes[name] for name in names),
                about=TREES.get(folder, "results"),
            )
        )
    single = [name for name in sums if not name.startswith((*large, f"{INPUTS}/"))]
    files = [
        KnownFile(path=one.path, sha256=sums[one.path], size=sizes[one.path], about=one.about)
        for one in described_files(single)
    ]
    digest, size = sha256_and_size(results / SUMS_NAME)
    files.append(
        KnownFile(path=SUMS_NAME, sha256=digest, size=size, about="the SHA-256 of every file of the results")
    )
    return tuple(files), tuple(trees)


def _stages(text: str | None) -> list[Stage]:
    from coprod_review.crate.run import Stage
    from coprod_review.io.run_inputs import parse_stages

    return [
        Stage(**stage | {"inputs": tuple(stage["inputs"]), "outputs": tuple(stage["outputs"])})
        for stage in parse_stages(text or "[]")
    ]


def _with_undeclared(stages: list[Stage], outputs: tuple[KnownFile, ...]) -> tuple[Stage, ...]:
    """The stages with results that the Snakefile does not name where one stage alone writes to a folder."""
    from dataclasses import replace

    declared = {name: stage.name for stage in stages for name in stage.outputs}
    writers: dict[str, set[str]] = {}
    for name, stage_name in declared.items():
        writers.setdefault(name.rpartition("/")[0], set()).add(stage_name)
    more: dict[str, list[str]] = {}
    for known in outputs:
        name = f"{paths.RESULTS.as_posix()}/{known.path}"
        folder = name.rpartition("/")[0]
        only = writers.get(folder, set()) if folder != paths.RESULTS.as_posix() else set()
        if name not in declared and len(only) == 1:
            more.setdefault(next(iter(only)), []).append(name)
    return tuple(replace(stage, outputs=(*stage.outputs, *more.get(stage.name, ()))) for stage in stages)


def _newest_date(folders: Mapping[str, Path], inputs: tuple[KnownFile, ...]) -> str:
    """The newest date in the search log, the codings and the decisions; empty where nothing is dated."""
    from coprod_review.io.manifest import read_manifest
    from coprod_review.io.results import read_table

    dates = [export.searched or "" for export in read_manifest(folders["corpus"] / paths.MANIFEST.name)]
    for known in inputs:
        if _is_dated(known.path):
            base, _, rest = known.path.partition("/")
            dates += [row.get("date", "") for row in read_table(folders[base] / rest)]
    return max(dates, default="")


def _provenance(results: Path) -> dict[str, Any]:
    from coprod_review.io.files import read_text

    data: dict[str, Any] = json.loads(read_text(results / paths.PROVENANCE.name))
    return data


def _software(results: Path) -> Any:
    from coprod_review.crate.run import Software
    from coprod_review.io.run_inputs import clean_commit
    from coprod_review.source_digest import source_digest

    told = _provenance(results)
    return Software(
        version=told["software"]["version"],
        python=told["python"],
        libraries=told["libraries"],
        source=source_digest(),
        commit=clean_commit(Path()),
    )
