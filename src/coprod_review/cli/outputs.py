"""What options write, and the guard that each of them passes before its command begins.

An output is a file, or a folder, that can be made; it is none of the inputs, lies outside what people
supplied, and is written over only where it is such an output already, which nobody has changed if people work
in its kind, or `--force` is given.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.commands import COMMANDS
from coprod_review.errors import ReviewError

SUPPLIED = (paths.CORPUS.name, paths.CONFIG.name)
TELLING = frozenset({
    ".bib", ".csv", ".docx", ".htm", ".html", ".json", ".log", ".md", ".nbib", ".ods", ".parquet", ".pdf",
    ".png", ".py", ".ris", ".svg", ".xls", ".xlsx", ".xml", ".yaml", ".yml", ".zip",
})  # fmt: skip
"""Endings that say what a file holds: with the wrong one, programs would open it as what it is not."""
FORCE = "write also over what this command has not written so"


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What an option writes, and by what it is known once it is there.

    A file has one of `endings`, or one that says nothing unless `needs_ending`, and begins with `columns`,
    with a line that has the form `line`, or holds the words `says`; a folder has no endings, and holds a file
    of one of the names `holds`. What has no such mark is looked after by its command. `unless_given` tells
    where it goes without the option; `is_setting`: config is its place, where nothing is written over by
    force. `is_worked_in`: people go on in it, so that it is known by its digest as well (`io.as_written`),
    beside a table and within a page, and is written over only as long as nobody has changed it.
    """

    endings: Sequence[str] = ()
    columns: Sequence[str] = ()
    line: str = ""
    says: str = ""
    holds: Sequence[str] = ()
    unless_given: Callable[[argparse.Namespace], Path | None] | None = None
    is_setting: bool = False
    is_worked_in: bool = False
    needs_ending: bool = False

    @property
    def has_mark(self) -> bool:
        """Whether it is known by anything once it is there."""
        return bool(self.columns or self.line or self.says or self.holds)

    @property
    def takes_force(self) -> bool:
        """Whether `--force` writes also over what is none."""
        return self.has_mark and not self.is_setting and self is not LOG

    def is_changed_at(self, path: Path) -> bool:
        """Whether people may have changed such an output since it was written there."""
        from coprod_review.io import as_written

        is_ours = as_written.is_sealed if self.says else as_written.is_as_written
        return self.is_worked_in and not is_ours(path)

    def is_at(self, path: Path) -> bool:
        """Whether what lies there is empty, or such an output, be it changed since."""
        from coprod_review.io import forms

        if forms.is_empty(path) or not self.has_mark:
            return True
        if self.holds:
            return forms.holds(path, self.holds)
        if self.line:
            return forms.begins_with_line(path, self.line)
        return forms.begins_with_columns(path, self.columns) if self.columns else forms.says(path, self.says)


def table(*columns: str, unless_given: Callable[[argparse.Namespace], Path | None] | None = None) -> Output:
    """A CSV that begins with these columns."""
    return Output(endings=(".csv",), columns=columns, unless_given=unless_given)


def worked_in(*columns: str, unless_given: Callable[[argparse.Namespace], Path] | None = None) -> Output:
    """A CSV that begins with these columns, and in which people go on; its command keeps the digest."""
    return replace(table(*columns, unless_given=unless_given), is_worked_in=True)


def parquet(*columns: str) -> Output:
    """A Parquet file that begins with these columns."""
    return Output(endings=(".parquet",), columns=columns)


def page(says: str, *, is_worked_in: bool = False) -> Output:
    """A page that holds these words; one that is worked in holds its digest as well."""
    return Output(endings=(".html", ".htm"), says=says, is_worked_in=is_worked_in)


def folder(*holds: str) -> Output:
    """A folder that holds a file of one of these names, or patterns of names."""
    return Output(holds=holds)


TELLS = "|".join([*(command.name for command in COMMANDS), "combine", "pandoc"])
LOG = Output(endings=(".log",), line=rf"(coprod-review )?({TELLS}): ", needs_ending=True)
"""The file into which a stage tells what it tells the terminal; its first line names who tells."""

LOGS = paths.RESULTS / "logs"
LOG_OF_STAGE = re.compile(r"[0-9]{2}_[\w-]+\.log")
"""The logs of the rules, which the program writes anew whatever a library has told there first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An output of a call: the option, where it goes, and the customary place, which is the program's own."""

    option: str
    output: Output
    path: Path
    usual: Path | None = None


def guard(
    outputs: Sequence[Named],
    *,
    inputs: Mapping[str, Path],
    supplied: Sequence[Path] = (),
    forced: bool = False,
) -> None:
    """Raise ReviewError where an output may not be written; nothing has been touched then.

    `supplied` are folders of what people supplied, beside those of the review that a path leads into.
    """
    paths.refuse_same(inputs=inputs, outputs={named.option: named.path for named in outputs})
    for named in outputs:
        _refuse_kind(named)
        _refuse_supplied(named, supplied)
        if not (forced and named.output.takes_force) and not _is_usual(named):
            _refuse_others(named)


def named_log(path: Path) -> Named:
    """The log of a stage."""
    is_of_stage = LOG_OF_STAGE.fullmatch(path.name) and paths.place_of(path.parent) == paths.place_of(LOGS)
    return Named(option="--log", output=LOG, path=path, usual=path if is_of_stage else None)


def _refuse_kind(named: Named) -> None:
    """Raise ReviewError for a folder in the place of a file, a file in that of one, and other endings."""
    path, output = named.path, named.output
    if not output.endings:
        if path.exists() and not path.is_dir():
            raise _refusal(named, "this is a file, and a folder is needed", "name a folder, which may be new")
    elif path.is_dir():
        raise _refusal(
            named,
            "this is a folder, and a file is needed",
            f"name a file in it, ending in {output.endings[0]}",
        )
    elif path.exists() and not path.is_file():
        raise _refusal(named, "this is a pipe or a device, and a file is needed", "name a file")
    elif path.suffix.lower() not in output.endings and (
        output.needs_ending or path.suffix.lower() in TELLING
    ):
        endings = " or ".join(output.endings)
        ends = f"ends in {path.suffix}" if path.suffix else "has no ending"
        raise _refusal(
            named,
            f"what is written is of the kind {endings}, and this name {ends}",
            f"let the name end in {endings}",
        )
    if (above := _nearest(path)) is not None and not above.is_dir():
        raise _refusal(
            named,
            f"no folder can be made for it, since {above} is a file",
            "see that the folder is there, or name another",
        )


def _refuse_supplied(named: Named, supplied: Sequence[Path]) -> None:
    """Raise ReviewError for a place in a corpus or a configuration."""
    place = paths.place_of(named.path)
    for above in (place, *place.parents):
        is_of_review = above.name in SUPPLIED and all((above.parent / name).is_dir() for name in SUPPLIED)
        if named.output.is_setting and above.name == paths.CONFIG.name:
            continue
        if is_of_review or above in map(paths.place_of, supplied):
            raise _refusal(
                named,
                f"this lies in {above.name}/, which holds what people supplied",
                "name a place outside of it: what is computed never stands among what is supplied",
            )


def _refuse_others(named: Named) -> None:
    """Raise ReviewError where something lies there that the command has not written, or not so."""
    if not named.path.exists():
        return
    if named.output.is_at(named.path):
        if named.output.is_changed_at(named.path):
            raise _refusal(named, *(_WRITTEN_IN if named.output.says else _CHANGED))
        return
    if named.output.endings:
        problem = "this file is there already, and is none that this command writes"
        remedy = "name another file, or move this one away"
        remedy += "; --force writes over it" if named.output.takes_force else ""
    else:
        problem = "this folder holds other files already, and none that this command writes"
        remedy = "name a new or an empty folder; --force writes among them"
    raise _refusal(named, problem, remedy)


_CHANGED = (
    "this table is not as the command has written it: somebody has worked in it or saved it anew, or the "
    "file with its digest (the same name and .sha256) no longer lies beside it",
    "name another file, or move this one away; --force writes over it, and what was changed in it is lost",
)

_WRITTEN_IN = (
    "this page is not as this command writes it: somebody has written in it or saved it anew, or an older "
    "version made it",
    "name another file, or move this one away; --force writes over it, and what was written in it is lost",
)


def _is_usual(named: Named) -> bool:
    return named.usual is not None and paths.place_of(named.path) == paths.place_of(named.usual)


def _nearest(path: Path) -> Path | None:
    """The nearest of the folders above a path that is there."""
    return next((above for above in Path(os.path.realpath(path)).parents if above.exists()), None)


def _refusal(named: Named, problem: str, remedy: str) -> ReviewError:
    return ReviewError(f"{named.option}: {problem}", where=str(named.path), remedy=remedy)


def named_outputs(actions: Sequence[argparse.Action], parsed: argparse.Namespace) -> Iterator[Named]:
    """The outputs of a call by its options, those that are left out at their places."""
    for action in actions:
        output = getattr(action, "writes", None)
        if output is None:
            continue
        given = getattr(parsed, action.dest)
        if given is None and output.unless_given is not None:
            given = output.unless_given(parsed)
        if given is not None:
            usual = action.default if isinstance(action.default, Path) else None
            option = action.option_strings[0] if action.option_strings else str(action.metavar)
            yield Named(option=option, output=output, path=given, usual=usual)


def named_inputs(actions: Sequence[argparse.Action], parsed: argparse.Namespace) -> dict[str, Path]:
    """The files and folders that a call reads, each by what it is called in a message."""
    found = {}
    for action in actions:
        if action.type is not Path or getattr(action, "writes", None) is not None:
            continue
        given = getattr(parsed, action.dest)
        for path in given if isinstance(given, (list, tuple)) else [given]:
            if path is not None:
                name = action.option_strings[0] if action.option_strings else f"the file {path.name}"
                found[name if name not in found else f"{name} {path}"] = path
    return found
