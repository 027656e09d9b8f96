"""The profile of a run: the folder that says where and how it runs, found before any work begins."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import subprocess
from pathlib import Path

from coprod_review.errors import ReviewError

PROFILES = Path("profiles")
"""Where a review has its profiles; a name alone means one of these."""

_SETTINGS = re.compile(r"(?:profile|config)(?:\.v(\d+)\+)?\.yaml")
"""How Snakemake names the file of a profile, and from which version of it on the file holds."""

_ON_SLURM = re.compile(r"""^executor\s*:\s*(["']?)slurm\1\s*(?:#.*)?$""", re.MULTILINE)
EXECUTOR = "snakemake_executor_plugin_slurm"

PATIENCE = 60.0
"""Seconds in which SLURM has to answer; one that is busy takes some, one that is gone gives up by itself."""


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
    """The file of a profile, which may be named itself, as Snakemake finds it; None where there is none.

    Of those for certain versions it takes the latest that is not beyond its own.
    """
    if profile.is_file():
        return profile if profile.suffix in (".yaml", ".yml") else None
    version = int(importlib.metadata.version("snakemake").partition(".")[0])
    found = {
        since: path
        for path in sorted(profile.glob("*.yaml"))
        if (match := _SETTINGS.fullmatch(path.name)) and (since := int(match[1] or 0)) <= version
    }
    return found[max(found)] if found else None


def refuse_silent_slurm(profile: Path, *, review: Path) -> None:
    """Raise ReviewError where a profile hands jobs to SLURM and no SLURM answers, or the executor is missing.

    Snakemake would find out at each job anew, and try each as often as the profile says.
    """
    settings = settings_of(review / profile)
    if settings is None or not _ON_SLURM.search(settings.read_text("utf-8", "replace")):
        return
    if importlib.util.find_spec(EXECUTOR) is None:
        raise ReviewError(
            "the executor that hands jobs to SLURM is not installed",
            where=str(profile),
            remedy=".venv/bin/python -m pip install 'snakemake-executor-plugin-slurm>=2.8'",
        )
    if silence := _silence_of_slurm():
        raise ReviewError(
            f"SLURM does not answer ({silence})",
            where=str(profile),
            remedy="see that this is a login node, that the module of SLURM is loaded, and that `sinfo` "
            "answers; without the profile the review runs on this machine; nothing was changed",
        )


def _silence_of_slurm() -> str:
    """Why SLURM does not answer, in its own words where it has any; empty where it does."""
    try:
        subprocess.run(
            ["sinfo", "--noheader"],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=True,
            timeout=PATIENCE,
        )
    except FileNotFoundError:
        return "sinfo is not found"
    except OSError as error:
        return f"sinfo: {error.strerror}"
    except subprocess.TimeoutExpired:
        return f"sinfo was silent for {PATIENCE:g} seconds"
    except subprocess.CalledProcessError as error:
        words: list[str] = error.stderr.strip().splitlines()
        return words[-1] if words else f"sinfo ended with {error.returncode}"
    return ""
