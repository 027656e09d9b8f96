"""Whether a finished run is as it was written, every hash computed anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.io.listed_results import UNSUMMED, is_beside

if TYPE_CHECKING:
    from coprod_review.io.sums import Difference


_FOLDERS_OF_INPUTS = tuple(f"{folder}/" for folder in (paths.CORPUS, paths.CONFIG))


@dataclass(slots=True, kw_only=True)
class Verdict:
    """What was found wrong with a run: with its files, with its description, and with its inputs of now.

    `n_inputs` are of corpus and config, `n_of_workflow` the Snakefile and its rules, which are compared with
    them; None where the inputs do not lie beside the results. `is_broken_off`: the run that was last at work
    there has not come to its end, so that its files lie among those of the run before. `beside` are files
    that commands write beside a run: no list has their sums, so that nothing tells whether they are forged.
    """

    n_files: int
    files: list[Difference] = field(default_factory=list)
    faults: list[ReviewError] = field(default_factory=list)
    inputs: list[Difference] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    n_inputs: int | None = None
    n_of_workflow: int = 0
    is_broken_off: bool = False


def verdict_on(results: Path, *, published: str | None = None) -> Verdict:
    """What is wrong with a run, every hash computed anew.

    Raises ReviewError where there is no finished run, or its list of sums cannot be read.
    """
    from coprod_review.crate.soundness import REMEDY, crate_faults
    from coprod_review.io.crate import METADATA, read_crate
    from coprod_review.io.exports_read import read_of_others
    from coprod_review.io.made_files import is_broken_off
    from coprod_review.io.sums import SUMS_NAME, differences, read_sums, sha256_and_size

    entities = read_crate(results)
    sums = read_sums(results / SUMS_NAME, remedy=REMEDY)
    here = results.resolve()
    broken_off = is_broken_off(here.parent, Path(here.name))
    verdict = Verdict(n_files=len(sums), is_broken_off=broken_off)
    found = list(differences(results, sums, left_out=UNSUMMED, hidden=False))
    verdict.beside += [one.name for one in found if one.kind == "added" and is_beside(one.name, sums)]
    verdict.files += [one for one in found if one.name not in verdict.beside]
    verdict.faults += crate_faults(entities, where=str(results / METADATA))
    told = {entity["@id"]: entity["sha256"] for entity in entities if "sha256" in entity}
    own = {**sums, SUMS_NAME: sha256_and_size(results / SUMS_NAME)[0]}
    for name, digest in sorted(told.items()):
        if name in own and own[name] != digest:
            verdict.faults.append(
                ReviewError(
                    f"the crate has another SHA-256 of {name} than the list of sums",
                    where=str(results / METADATA),
                    remedy=REMEDY,
                )
            )
    whole = {sha256_and_size(results / name)[0] for name in (METADATA, SUMS_NAME)}
    if published and published.lower() not in whole:
        verdict.faults.append(
            ReviewError(
                f"neither {METADATA} nor {SUMS_NAME} has the published SHA-256",
                where=str(results),
                remedy="see that the sum is that of this run; if it is, get the results again",
            )
        )
    inputs = _inputs_told(entities)
    verdict.faults += read_of_others(results, inputs)
    _compare_inputs(verdict, here.parent, inputs)
    return verdict


def _inputs_told(entities: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The SHA-256 of each input by its path, as the crate tells them."""
    return {
        str(entity["alternateName"]): str(entity["sha256"])
        for entity in entities
        if "alternateName" in entity and "sha256" in entity
    }


def _compare_inputs(verdict: Verdict, review: Path, then: Mapping[str, str]) -> None:
    """Add how the inputs that lie beside the results, if any do, differ from those of the run."""
    from coprod_review.io.results import digests_below
    from coprod_review.io.sums import Difference, kind_of, sha256_and_size
    from coprod_review.io.workflow_files import workflow_files

    folders = [review / paths.CORPUS, review / paths.CONFIG]
    if not all(folder.is_dir() for folder in folders):
        return
    now = {
        Path(name).relative_to(review).as_posix(): digest for name, digest in digests_below(folders).items()
    }
    now |= {name: sha256_and_size(path)[0] for name, path in workflow_files(review).items()}
    verdict.n_inputs = sum(name.startswith(_FOLDERS_OF_INPUTS) for name in then)
    verdict.n_of_workflow = len(then) - verdict.n_inputs
    for name in sorted(now.keys() | then.keys()):
        if now.get(name) != then.get(name):
            verdict.inputs.append(Difference(kind=kind_of(name, then=then, now=now), name=name))


def shared_copy(folder: Path) -> Path | None:
    """The shared copy that a folder is, or whose results it is; None where it is neither."""
    from coprod_review.io.sums import SUMS_NAME
    from coprod_review.share.ledger import LEDGER_NAME

    for place in (folder, folder.resolve().parent):
        if (place / SUMS_NAME).is_file() and (place / LEDGER_NAME).is_file():
            return place
    return None
