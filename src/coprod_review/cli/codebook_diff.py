"""`coprod-review codebook diff`: which reports two versions of the rules code differently, and why."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.cli.codebook_among import add_among_option, read_among

if TYPE_CHECKING:
    from coprod_review.cli.codebook_diff_told import Compared
    from coprod_review.model.coding import Coding
    from coprod_review.model.rule_set import RuleSet


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two versions, the reports that both code, and where the tables go."""
    add = parser.add_argument
    version = "a folder with the files of config/, or git:REV for the folder --config as of a git revision"
    add("old", metavar="OLD", help=version)
    add("new", metavar="NEW", nargs="?", help="likewise; the present --config where it is left out")
    add("--config", type=Path, default=paths.CONFIG, metavar="FOLDER", help="where the review keeps it")
    add("--reports", type=Path, default=paths.REPORTS, metavar="FILE", help="reports of a finished run")
    add(
        "--codings",
        type=Path,
        default=paths.PEOPLES_CODINGS,
        metavar="FILE",
        help="codings of people and readers, as a finished run holds them",
    )
    add("--settled", type=Path, default=paths.SETTLED, metavar="FILE", help="settled codes of that run")
    add_among_option(parser)
    add(
        "--keep",
        action="store_true",
        help=f"keep the codebook of OLD in {paths.OLDER_CODEBOOKS}/: runs then re-open what changed",
    )
    add("--older", type=Path, default=paths.OLDER_CODEBOOKS, metavar="FOLDER", help="where --keep keeps it")
    add("--output", type=Path, metavar="FOLDER", help="write the full tables there as CSV")
    add(
        "--workers",
        type=int,
        default=1,
        choices=(1, 2),
        help="2 codes both versions at once: for many reports",
    )


def run(arguments: argparse.Namespace) -> None:
    """Code the reports under both versions; print what differs; write the tables."""
    from coprod_review.cli import codebook_diff_told
    from coprod_review.io.sheets import write_csv

    with _versions(arguments) as (old, new):
        kept = _kept(old, new, arguments.older) if arguments.keep else ""
        compared = _compared(old, new, arguments)
    print("\n".join(codebook_diff_told.lines_of(compared)), flush=True)
    if arguments.output:
        for name, columns, rows in codebook_diff_told.tables_of(compared):
            write_csv(arguments.output / f"{name}.csv", columns, rows)
    if kept:
        print(kept, flush=True)


def _kept(old: Path, new: Path, folder: Path) -> str:
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
def _versions(arguments: argparse.Namespace) -> Iterator[tuple[Path, Path]]:
    from coprod_review.io.rule_sets import config_version

    new = arguments.new or str(arguments.config)
    with (
        config_version(arguments.old, config=arguments.config) as old_folder,
        config_version(new, config=arguments.config) as new_folder,
    ):
        yield old_folder, new_folder


def _compared(old: Path, new: Path, arguments: argparse.Namespace) -> Compared:
    from coprod_review.cli.codebook_diff_told import Compared
    from coprod_review.coding.code_changes import against_settled, code_changes
    from coprod_review.coding.codebook_changes import differences
    from coprod_review.coding.reopened import reopened
    from coprod_review.io.tables import read_codes, read_codings, read_reports

    (old_rules, before), (new_rules, after) = _coded(old, new, arguments)
    changes = code_changes(before, after)
    people = read_codings(arguments.codings) if arguments.codings.exists() else []
    reports = read_reports(arguments.reports)
    settled = read_codes(arguments.settled) if arguments.settled.exists() else []
    among = read_among(arguments.among)
    return Compared(
        old=arguments.old,
        new=arguments.new or str(arguments.config),
        old_version=old_rules.codebook.version,
        new_version=new_rules.codebook.version,
        differences=differences(old_rules, new_rules),
        n_reports=len(reports),
        changes=changes,
        directions=against_settled(changes, (s for s in settled if among.has(s.report_id))),
        among=among.told,
        n_codings=len(people),
        reopened=reopened(people, old_rules, new_rules, answers=after, changes=changes),
        title_by_report={r.report_id: r.title for r in reports},
    )


def _coded(old: Path, new: Path, arguments: argparse.Namespace) -> list[tuple[RuleSet, list[Coding]]]:
    """Rule set and codings of each version; with two workers, each in a process of its own."""
    folders, reports = (old, new), (arguments.reports, arguments.reports)
    if arguments.workers == 1:
        return list(map(coded_under, folders, reports))
    with ProcessPoolExecutor(max_workers=2) as pool:
        return list(pool.map(coded_under, folders, reports))


def coded_under(folder: Path, reports: Path) -> tuple[RuleSet, list[Coding]]:
    """The rule set of a folder, and what it gives to the reports of a file."""
    from coprod_review.coding.rule_set_codings import codings_under
    from coprod_review.io.rule_sets import read_rule_set
    from coprod_review.io.tables import read_reports

    rules = read_rule_set(folder)
    return rules, codings_under(rules, read_reports(reports))
