"""Whether Snakemake is asked only to look: such a run makes nothing, and moves nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable

ONLY_LOOKS = (
    "--archive",
    "--cleanup-metadata",
    "--d3dag",
    "--dag",
    "--detailed-summary",
    "--dry-run",
    "--dryrun",
    "--filegraph",
    "--generate-unit-tests",
    "--help",
    "--lint",
    "--list",
    "--list-changes",
    "--list-conda-envs",
    "--list-input-changes",
    "--list-params-changes",
    "--list-rules",
    "--list-target-rules",
    "--list-untracked",
    "--print-compilation",
    "--report",
    "--rulegraph",
    "--summary",
    "--unlock",
    "--version",
)
_OTHER_NAMES = frozenset({"--cm", "--lc", "--li", "--lp", "--lt", "--lu"})
_LETTERS = frozenset("DSlnhv")
_JOINED = _LETTERS | set("Faefkpqt")
"""Letters that may stand before another one behind a single dash."""


def only_looks(options: Iterable[str]) -> bool:
    """Whether options of Snakemake, short, long or cut as it allows, ask for no stage to run."""
    return any(_looks(option) for option in options)


def only_touches(options: Iterable[str]) -> bool:
    """Whether options of Snakemake ask it to give results the present time in place of making them."""
    return any(
        len(option) > len("--t") and "--touch".startswith(option)
        if option.startswith("--")
        else _has_letter(option, "t")
        for option in options
    )


def _looks(option: str) -> bool:
    if option.startswith("--"):
        name = option.partition("=")[0]
        return len(name) > len("--d") and (
            name in _OTHER_NAMES or any(known.startswith(name) for known in ONLY_LOOKS)
        )
    return _has_letter(option, _LETTERS)


def _has_letter(option: str, wanted: Collection[str]) -> bool:
    """Whether letters behind a single dash have a wanted one before one that takes a value."""
    letters = option.removeprefix("-") if option.startswith("-") else ""
    for letter in letters:
        if letter not in _JOINED:
            return False
        if letter in wanted:
            return True
    return False
