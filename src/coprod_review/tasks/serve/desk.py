"""What the server works with in a role: the run, the files of people, and the pen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.tasks.serve.corpus import judged, practised
from coprod_review.tasks.serve.person import person_of, rights_of
from coprod_review.tasks.serve.queues import Wanted
from coprod_review.tasks.serve.start import review_store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from coprod_review.audit.server.desk import Desk
    from coprod_review.config import Config

WRITTEN_HERE = (
    paths.CODERS.name,
    paths.CODINGS.name,
    paths.PEOPLES_DECISIONS.name,
    paths.SAMPLES.name,
)
"""What of the corpus servers write themselves, and samples, which they take up at once: that it is newer than
the run is no news."""

LISTS_SEEN = Path(".cache") / "lists_seen"
"""Beside the corpus and outside git: of which reports each reviewer has seen the codes in lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Who decides in which role, which sample is coded, and where the review stands."""

    coder: str | None
    reviewer: str | None
    sample: str | None
    how: str | None
    kind: str
    corpus: Path
    config: Path
    results: Path


def desk_of(task: Task, *, tell: Callable[[str], None]) -> Desk:
    """What the server works with, in one role; `tell` is told how a new coder is described."""
    from coprod_review.adjudicate.consequences import overturned
    from coprod_review.adjudicate.quoted import exact_quote
    from coprod_review.audit.server.desk import Desk
    from coprod_review.config import Config
    from coprod_review.io.answered_ids import joined_ids, own_ids
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.criteria import read_criteria
    from coprod_review.io.seen_lists import add_seen, read_seen
    from coprod_review.io.yamls import read_yaml
    from coprod_review.tasks.serve.run import RunFiles
    from coprod_review.tasks.serve.standing import StandingFiles
    from coprod_review.tasks.serve.writes import Pen

    codebook = read_codebook(task.config / paths.CODEBOOK.name)
    config = read_yaml(task.config / paths.SETTINGS.name, Config)
    sees_all = task.reviewer is not None
    _refuse_no_run(task.results)
    coder = person_of(task, codebook, tell=tell)
    own = own_ids(results=task.results, corpus=task.corpus)
    present = own | joined_ids(own, results=task.results, corpus=task.corpus)

    def resolve(name: str) -> str:
        return present.get(name, name)

    may, why_not = rights_of(coder, sees_all=sees_all)
    wanted = _wanted(task, coder.name, resolve, sees_all=sees_all, codes="answer" in may)
    run = RunFiles(task.results, wanted)
    files = StandingFiles(task.corpus, who=coder.name, sees_all=sees_all, resolve=resolve)
    seen = task.corpus.absolute().parent / LISTS_SEEN / f"{coder.name}.txt"
    pen = Pen(task.corpus, who=coder.name, codebook=codebook, standing=files.standing, own=own)
    return Desk(
        role="reviewer" if sees_all else "coder",
        who=coder.name,
        may=may,
        review=config.review.title,
        store=review_store(str(task.corpus.resolve()), coder.name),
        codebook=codebook,
        criteria=read_criteria(task.config / paths.CRITERIA.name).criteria,
        run=lambda: run.tables().run,
        notices=lambda: run.tables().notices,
        standing=files.standing,
        material=lambda report_id: run.tables().material(report_id),
        decision=lambda report_id: run.tables().decision(report_id),
        records=lambda record_ids: run.tables().records(record_ids),
        write=pen.writers(),
        exact_quote=exact_quote,
        why_not=why_not,
        kinds=_kinds(task) if sees_all else {},
        is_hidden_first=_hidden_first(config, coder.name),
        has_practised=lambda report_id: report_id in practised(task.corpus, coder.name, resolve),
        seen_in_lists=partial(read_seen, seen),
        note_seen_in_lists=partial(add_seen, seen),
        overturned=lambda records, ruling: [
            (one.before, one.after) for one in overturned(records, ruling, codebook)
        ],
        results_file=partial(results_file, task.results) if sees_all else lambda _: None,
        export=partial(export_file, task.corpus / paths.EXPORTS.name) if sees_all else lambda _: None,
    )


def _refuse_no_run(results: Path) -> None:
    if not paths.within(results, paths.REPORTS).exists():
        raise ReviewError(
            "there is no run yet whose reports could be decided on",
            where=str(results),
            remedy="run the review with `coprod-review run` first",
        )


def _kinds(task: Task) -> Mapping[str, str]:
    """What each coder of coders.yaml is, in words."""
    from coprod_review.io.coders import read_coders

    coders = read_coders(task.corpus / paths.CODERS.name)
    return {c.name: f"{c.kind.replace('_', ' ')}, {c.role}{', blind' if c.blind else ''}" for c in coders}


def _wanted(task: Task, who: str, resolve: Callable[[str], str], *, sees_all: bool, codes: bool) -> Wanted:
    from coprod_review.adjudicate.coding_sheet import blind_order
    from coprod_review.tasks.run.newer import newer_than, newer_words

    folder = paths.within(task.corpus, paths.SAMPLES)
    name, sample = ("", []) if sees_all else _sample(task, folder)

    def notices() -> tuple[str, ...]:
        here = {"corpus": task.corpus, "config": task.config}
        newer = newer_than(task.results, **here, read=_read(task))
        own = [task.corpus / name for name in WRITTEN_HERE]
        changed = [path for path in newer.changed if not any(map(Path(path).is_relative_to, own))]
        newer = replace(newer, changed=tuple(changed))
        words = [*newer_words(newer)][:-1]  # the last says what to do at a terminal
        return (" ".join([*words, "Run `coprod-review run` for pages that follow them."]),) if words else ()

    return Wanted(
        who=who,
        sees_all=sees_all,
        codes=codes,
        sample_name=name,
        sample=list(dict.fromkeys(map(resolve, sample))),
        audits=lambda: sorted(folder.glob("audit*.csv")) if sees_all else [],
        places=lambda path: _audited(path, resolve),
        order=lambda ids, of: blind_order(ids, coder=who, sample=of),
        judged=lambda: judged(task.corpus, resolve),
        judged_by_persons=lambda: judged(task.corpus, resolve, by_persons=True),
        notices=notices,
    )


def _read(task: Task) -> Sequence[str]:
    """The exports that the run has read."""
    from coprod_review.io.results import read_table

    path = paths.within(task.results, paths.EXPORT_READINGS)
    return [row["export"] for row in read_table(path)] if path.exists() else []


def _sample(task: Task, folder: Path) -> tuple[str, list[str]]:
    """The name of the sample to code and its reports; none where none is named and no gold one is drawn."""
    from coprod_review.io.samples import read_drawn
    from coprod_review.tasks.sheet.samples import GOLD, sample_path

    if task.sample:
        return task.sample, read_drawn(sample_path(task.corpus, task.sample))
    gold = folder / paths.GOLD_PLAN.name
    return (GOLD, read_drawn(gold)) if gold.exists() else ("", [])


def _audited(path: Path, resolve: Callable[[str], str]) -> list[tuple[str, tuple[str, ...]]]:
    """The places of an audit sample: reports in their order, each with the dimensions drawn."""
    from coprod_review.io.samples import read_audit_plan

    asked: dict[str, list[str]] = {}
    for place in read_audit_plan(path):
        asked.setdefault(resolve(place.report_id), []).append(place.dimension)
    return [(report, tuple(names)) for report, names in asked.items()]


def _hidden_first(config: Config, who: str) -> Callable[[str], bool]:
    """Which reports this reviewer sees without suggestions first, by the share that is configured."""
    from coprod_review.adjudicate.first_look import is_bare_first

    share = config.audit.without_suggestions
    return lambda report_id: is_bare_first(report_id, who, share=share)


def results_file(folder: Path, path: str) -> tuple[bytes, str] | None:
    """A file of the results with its type; None for what is no page, table or figure of them."""
    from coprod_review.io.site_files import read_site_file

    return read_site_file(folder, path)


def export_file(folder: Path, path: str) -> tuple[bytes, str] | None:
    """An export as plain text; None for what is none."""
    from coprod_review.io.site_files import read_export

    return read_export(folder, path)
