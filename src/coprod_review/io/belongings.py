"""What of a project's folder goes into a new review: what the project is known to consist of, and no more.

People keep much else in that folder (sheets with abstracts, notes, earlier results), which is theirs.
"""

from __future__ import annotations

from pathlib import Path

from coprod_review import paths
from coprod_review.io.files import is_left_alone
from coprod_review.io.workflow_files import RULES

LENT = (paths.CONFIG.name, "profiles", RULES, paths.SNAKEFILE.name)
"""What a review needs beside an installed package: these and no program of its own."""

README = "README.md"

_COPIED = frozenset(
    {
        *LENT,
        *(".gitattributes", ".gitignore"),
        *("LICENSE", "Makefile", "pyproject.toml", "requirements.lock"),
        *("benchmarks", "docs", "src", "tools"),
    }
)
_OF_PROJECT_ALONE = frozenset(
    {
        *(paths.CORPUS.name, paths.RESULTS.name, "results-changed", "build", "dist", "tests"),
        *("CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "sbom.cdx.json", README),
    }
)
"""Its corpus and results, how it is tested, developed and cited, and what it says of itself."""


def belongings(project: Path) -> list[str]:
    """The names in a project's folder that a new review gets a copy of, sorted."""
    return sorted(path.name for path in project.iterdir() if path.name in _COPIED)


def others_of(project: Path) -> list[str]:
    """The names that can be seen in a project's folder and are not known to be of the project, sorted."""
    names = [path.name for path in project.iterdir()]
    return sorted(name for name in names if name not in _COPIED | _OF_PROJECT_ALONE and not _was_made(name))


def _was_made(name: str) -> bool:
    return is_left_alone(name) or name == "__pycache__" or name.endswith(".egg-info")
