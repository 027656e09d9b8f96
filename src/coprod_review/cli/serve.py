"""`coprod-review serve`: decide in the browser, as a coder (blind) or as a reviewer (sees all)."""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.model.corpus import CODER_KINDS
from coprod_review.tasks.serve.corpus import judged, practised
from coprod_review.tasks.serve.person import person_of, rights_of
from coprod_review.tasks.serve.queues import Wanted
from coprod_review.tasks.serve.start import add_server_options, review_store, serve_desk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from coprod_review.audit.server.desk import Desk
    from coprod_review.config import Config


WRITTEN_HERE = (
    paths.CODERS.name,
    paths.CODINGS.name,
    paths.ADJUDICATIONS.parent.name,
    paths.GOLD_PLAN.parent.name,
)
"""What of the corpus servers write themselves, and samples, which they take up at once: that it is newer than
the run is no news."""

LISTS_SEEN = Path(".cache") / "lists_seen"
"""Beside the corpus and outside git: of which reports each reviewer has seen the codes in lists."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who decides and in which role, which sample, and where the review stands."""
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--coder", metavar="NAME", help="code blind: no machine's answers, no other coder's")
    who.add_argument("--reviewer", metavar="NAME", help="see all; agree, dispute with a reason, adjudicate")
    parser.add_argument(
        "--sample", metavar="NAME", help="a plan or list of corpus/samples/ to code (default: gold, if drawn)"
    )
    new = parser.add_argument_group("for somebody whom corpus/coders.yaml does not describe yet")
    new.add_argument(
        "--how", metavar="TEXT", help="how this person works, in a sentence that the report prints"
    )
    new.add_argument("--kind", choices=CODER_KINDS, default="person", help="default: person")
    add_server_options(parser)
    add = parser.add_argument
    add("--corpus", type=Path, default=paths.CORPUS, metavar="FOLDER", help="the corpus folder")
    add("--config", type=Path, default=paths.CONFIG, metavar="FOLDER", help="the configuration folder")
    add("--results", type=Path, default=paths.RESULTS, metavar="FOLDER", help="a finished run")


def run(arguments: argparse.Namespace) -> None:
    """Serve until it is stopped; raises ReviewError where this person cannot take this role."""
    serve_desk(desk_of(arguments), arguments)


def desk_of(arguments: argparse.Namespace) -> Desk:
    """What the server works with, for the role that the options name; a new coder is described first."""
    from coprod_review.adjudicate.quoted import exact_quote
    from coprod_review.audit.server.desk import Desk
    from coprod_review.config import Config
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.criteria import read_criteria
    from coprod_review.io.seen_lists import add_seen, read_seen
    from coprod_review.io.yamls import read_yaml
    from coprod_review.tasks.serve.run import RunFiles
    from coprod_review.tasks.serve.standing import StandingFiles
    from coprod_review.tasks.serve.writes import Pen

    codebook = read_codebook(arguments.config / paths.CODEBOOK.name)
    config = read_yaml(arguments.config / paths.SETTINGS.name, Config)
    sees_all = arguments.reviewer is not None
    _refuse_no_run(arguments.results)
    coder = person_of(arguments, codebook)
    resolve = _resolver(arguments)
    may, why_not = rights_of(coder, sees_all=sees_all)
    wanted = _wanted(arguments, coder.name, resolve, sees_all=sees_all, codes="answer" in may)
    run = RunFiles(arguments.results, wanted)
    files = StandingFiles(arguments.corpus, who=coder.name, sees_all=sees_all, resolve=resolve)
    seen = arguments.corpus.absolute().parent / LISTS_SEEN / f"{coder.name}.txt"
    pen = Pen(arguments.corpus, who=coder.name, codebook=codebook, standing=files.standing)
    return Desk(
        role="reviewer" if sees_all else "coder",
        who=coder.name,
        may=may,
        review=config.review.title,
        store=review_store(str(arguments.corpus.resolve()), coder.name),
        codebook=codebook,
        criteria=read_criteria(arguments.config / paths.CRITERIA.name).criteria,
        run=lambda: run.tables().run,
        notices=lambda: run.tables().notices,
        standing=files.standing,
        material=lambda report_id: run.tables().material(report_id),
        decision=lambda report_id: run.tables().decision(report_id),
        records=lambda record_ids: run.tables().records(record_ids),
        write=pen.writers(),
        exact_quote=exact_quote,
        why_not=why_not,
        kinds=_kinds(arguments) if sees_all else {},
        is_hidden_first=_hidden_first(config, coder.name),
        has_practised=lambda report_id: report_id in practised(arguments.corpus, coder.name, resolve),
        seen_in_lists=partial(read_seen, seen),
        note_seen_in_lists=partial(add_seen, seen),
        results_file=partial(results_file, arguments.results) if sees_all else lambda _: None,
        export=partial(export_file, arguments.corpus / paths.EXPORTS.name) if sees_all else lambda _: None,
    )


def _refuse_no_run(results: Path) -> None:
    if not paths.within(results, paths.REPORTS).exists():
        raise ReviewError(
            "there is no run yet whose reports could be decided on",
            where=str(results),
            remedy="run the review with `make review` first",
        )


def _kinds(arguments: argparse.Namespace) -> Mapping[str, str]:
    """What each coder of coders.yaml is, in words."""
    from coprod_review.io.manifest import read_coders

    coders = read_coders(arguments.corpus / paths.CODERS.name)
    return {c.name: f"{c.kind.replace('_', ' ')}, {c.role}{', blind' if c.blind else ''}" for c in coders}


def _resolver(arguments: argparse.Namespace) -> Callable[[str], str]:
    """Former ids of reports as the present ones."""
    from coprod_review.io.csv_columns import read_csv_columns
    from coprod_review.io.registry import former_ids

    after = paths.within(arguments.results, paths.REGISTRY_AFTER)
    path = after if after.exists() else arguments.corpus / paths.REGISTRY.name
    ids = former_ids(*read_csv_columns(path, ("report_id", "aliases")).values())
    return lambda name: ids.get(name, name)


def _wanted(
    arguments: argparse.Namespace, who: str, resolve: Callable[[str], str], *, sees_all: bool, codes: bool
) -> Wanted:
    from coprod_review.adjudicate.coding_sheet import blind_order
    from coprod_review.tasks.run.newer import newer_than, newer_words

    folder = arguments.corpus / paths.GOLD_PLAN.parent.name
    name, sample = ("", []) if sees_all else _sample(arguments, folder)

    def notices() -> tuple[str, ...]:
        here = {"corpus": arguments.corpus, "config": arguments.config}
        newer = newer_than(arguments.results, **here, read=_read(arguments))
        own = [arguments.corpus / name for name in WRITTEN_HERE]
        changed = [path for path in newer.changed if not any(map(Path(path).is_relative_to, own))]
        newer = replace(newer, changed=tuple(changed))
        words = [*newer_words(newer)][:-1]  # the last says what to do at a terminal
        return (" ".join([*words, "Run `make review` for pages that follow them."]),) if words else ()

    return Wanted(
        who=who,
        sees_all=sees_all,
        codes=codes,
        sample_name=name,
        sample=list(dict.fromkeys(map(resolve, sample))),
        audits=lambda: sorted(folder.glob("audit*.csv")) if sees_all else [],
        places=lambda path: _audited(path, resolve),
        order=lambda ids, of: blind_order(ids, coder=who, sample=of),
        judged=lambda: judged(arguments.corpus, resolve),
        notices=notices,
    )


def _read(arguments: argparse.Namespace) -> Sequence[str]:
    """The exports that the run has read."""
    from coprod_review.io.results import read_table

    path = paths.within(arguments.results, paths.EXPORT_READINGS)
    return [row["export"] for row in read_table(path)] if path.exists() else []


def _sample(arguments: argparse.Namespace, folder: Path) -> tuple[str, list[str]]:
    """The name of the sample to code and its reports; none where none is named and no gold one is drawn."""
    from coprod_review.cli.sheet_export import GOLD, sample_path
    from coprod_review.io.samples import read_drawn

    if arguments.sample:
        return arguments.sample, read_drawn(sample_path(arguments.corpus, arguments.sample))
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
