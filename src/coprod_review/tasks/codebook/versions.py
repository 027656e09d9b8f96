"""Two versions of the rules, from folders or from git: both code the same reports, and the older is kept."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.processes import processes
from coprod_review.tasks.codebook.among import read_among

if TYPE_CHECKING:
    from coprod_review.model.coding import Coding
    from coprod_review.model.report import Report
    from coprod_review.model.rule_set import RuleSet
    from coprod_review.tasks.codebook.diff import Compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The two versions, the reports that both code, and what these are held against."""

    old: str
    new: str | None
    config: Path
    reports: Path
    codings: Path
    registry: Path
    coders: Path
    adjudications: Path
    older: Path
    settled: Path
    among: str | None
    workers: int


def keep_older(old: Path, new: Path, folder: Path) -> str:
    """Keep the older codebook, and say where; raises ReviewError where its version does not tell it apart."""
    from coprod_review.errors import ReviewError
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.older_codebooks import keep_codebook
    from coprod_review.model.codebook_digest import definitions_digest

    was, now = read_codebook(old / paths.CODEBOOK.name), read_codebook(new / paths.CODEBOOK.name)
    if was.version == now.version:
        if definitions_digest(was) == definitions_digest(now):
            return f"codebook {was.version} is the present one: there is nothing to keep"
        raise ReviewError(
            f"both codebooks call themselves {now.version}, and their definitions differ",
            where=str(new / paths.CODEBOOK.name),
            remedy="raise version in the newer one: codings tell by it which definitions they followed",
        )
    path, is_new = keep_codebook(old / paths.CODEBOOK.name, folder)
    return (
        f"{path}: codebook {was.version} {'kept' if is_new else 'is kept already'}; commit it with the change"
    )


@contextlib.contextmanager
def versions_of(task: Task) -> Iterator[tuple[Path, Path]]:
    """The folders of both versions, those from git for as long as they are looked at."""
    from coprod_review.io.rule_sets import config_version

    new = task.new or str(task.config)
    with (
        config_version(task.old, config=task.config) as old_folder,
        config_version(new, config=task.config) as new_folder,
    ):
        yield old_folder, new_folder


def compare_versions(old: Path, new: Path, task: Task) -> Compared:
    """What differs between the versions, which codes change with it, and which codings re-open."""
    from coprod_review.coding.code_changes import against_settled, code_changes
    from coprod_review.coding.codebook_changes import differences
    from coprod_review.coding.pattern_effects import n_weighed_otherwise, pattern_effects
    from coprod_review.coding.reopening import reopening
    from coprod_review.io.older_codebooks import read_older_codebooks
    from coprod_review.io.tables import read_codes, read_reports
    from coprod_review.tasks.codebook.diff import Compared

    (old_rules, before), (new_rules, after) = _coded(old, new, task)
    changes, differing = code_changes(before, after), differences(old_rules, new_rules)
    reports = read_reports(task.reports)
    kept = read_older_codebooks(task.older)
    older = {
        **{version: codebook for version, codebook in kept.items() if version != new_rules.codebook.version},
        old_rules.codebook.version: old_rules.codebook,
    }
    people = _answers(task, reports, versions={*older, new_rules.codebook.version})
    settled = read_codes(task.settled) if task.settled.exists() else []
    among = read_among(task.among)
    again = partial(
        reopening,
        people,
        new_rules.codebook,
        older,
        answers=after,
        spoken_for={(p.dimension, p.code) for p in new_rules.patterns},
    )
    return Compared(
        old=task.old,
        new=task.new or str(task.config),
        old_version=old_rules.codebook.version,
        new_version=new_rules.codebook.version,
        differences=differing,
        n_reports=len(reports),
        changes=changes,
        effects=pattern_effects(
            [d.name for d in differing if d.part == "pattern"],
            (old_rules, before),
            (new_rules, after),
            changes,
        ),
        otherwise=n_weighed_otherwise(before, after, changes),
        directions=against_settled(changes, (s for s in settled if among.has(s.report_id))),
        among=among.told,
        n_codings=len(people),
        reopening=again(changes={old_rules.codebook.version: changes}),
        of_run=again(),
        is_kept=old_rules.codebook.version in kept,
        title_by_report={r.report_id: r.title for r in reports},
    )


def _answers(task: Task, reports: Sequence[Report], *, versions: Collection[str]) -> list[Coding]:
    """The codings and adjudications that a run would hold against the new codebook, as people gave them."""
    from coprod_review.adjudicate.resolve import resolve_adjudications
    from coprod_review.coding.reopening import as_given
    from coprod_review.io import corpus
    from coprod_review.io.tables import read_codings
    from coprod_review.model.resolve import report_id_by_name
    from coprod_review.tasks.settle.following import answers_following

    codings = map(as_given, read_codings(task.codings)) if task.codings.exists() else ()
    names = report_id_by_name(reports, corpus.read_registry(task.registry))
    ruled = resolve_adjudications(corpus.read_adjudications(task.adjudications), names)
    coders = {coder.name: coder for coder in corpus.read_coders(task.coders)}
    return answers_following(codings, ruled, coders, versions)


def _coded(old: Path, new: Path, task: Task) -> list[tuple[RuleSet, list[Coding]]]:
    """Rule set and codings of each version; with two workers, each in a process of its own."""
    folders, reports = (old, new), (task.reports, task.reports)
    if task.workers == 1:
        return list(map(coded_under, folders, reports))
    with processes(2) as pool:
        return list(pool.map(coded_under, folders, reports))


def coded_under(folder: Path, reports: Path) -> tuple[RuleSet, list[Coding]]:
    """The rule set of a folder, and what it gives to the reports of a file."""
    from coprod_review.coding.rule_set_codings import codings_under
    from coprod_review.io.rule_sets import read_rule_set
    from coprod_review.io.tables import read_reports

    rules = read_rule_set(folder)
    return rules, codings_under(rules, read_reports(reports))
