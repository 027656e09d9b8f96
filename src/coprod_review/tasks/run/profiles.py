"""The profile of a run: the folder that says where and how it runs, found before any work begins."""

from __future__ import annotations

import re
from pathlib import Path

from coprod_review.errors import ReviewError

PROFILES = Path("profiles")
"""Where a review has its profiles; a name alone means one of these."""

_SETTINGS = re.compile(r"(?:profile|config)(?:\.v(\d+)\+)?\.yaml")
"""How Snakemake names the file of a profile, and from which version of it on the file holds."""


def profile_named(name: str, *, review: Path) -> Path:
    """The profile that a path from the review leads to, else the one of this name among its profiles.

    Raises ReviewError, with the profiles that are there, where neither is one.
    """
    for place in (Path(name), PROFILES / name):
        if settings_of(review / place):
            return place
    folder = PROFILES if len(Path(name).parts) == 1 else Path(name).parent
    names = sorted(path.name for path in (review / folder).glob("*") if path.is_dir() and settings_of(path))
    raise ReviewError(
        "there is no such profile",
        where=name,
        remedy=f"in {folder} there are: {', '.join(names) or 'none'}"
        + (f" (--profile {folder / names[0]}; with make: PROFILE={names[0]})" if names else ""),
    )


def settings_of(profile: Path) -> Path | None:
    """The file of a profile, which may be named itself, as Snakemake finds it; None where there is none."""
    if profile.is_file():
        return profile
    found = {
        int(match[1] or 0): path
        for path in sorted(profile.glob("*.yaml"))
        if (match := _SETTINGS.fullmatch(path.name))
    }
    return found[max(found)] if found else None
