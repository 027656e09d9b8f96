"""How a run was made: software with versions, inputs with their digests, seed and commands; no times."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DISTRIBUTION = "coprod-review"

REQUIREMENT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a rerun needs to give the same results.

    `versions` are of Python and of each library that the package requires, `inputs` the SHA-256 of each input
    file by its path from the review's folder, both in alphabetical order.
    """

    software: str
    version: str
    python: str
    versions: Mapping[str, str]
    inputs: Mapping[str, str]
    codebook: str
    seed: int
    commands: Sequence[str]

    def to_json(self) -> str:
        """The same as JSON text that ends with a line feed."""
        written = {
            "software": {"name": self.software, "version": self.version},
            "python": self.python,
            "libraries": dict(self.versions),
            "codebook": self.codebook,
            "seed": self.seed,
            "commands": list(self.commands),
            "inputs": [{"path": path, "sha256": digest} for path, digest in self.inputs.items()],
        }
        return json.dumps(written, indent=2, ensure_ascii=False) + "\n"


def describe_run(
    inputs: Mapping[str, str], *, seed: int, codebook: str, commands: Sequence[str]
) -> Provenance:
    """The provenance of a run from these inputs (path -> SHA-256) in the environment that is running."""
    return Provenance(
        software=DISTRIBUTION,
        version=_version(DISTRIBUTION),
        python=f"{platform.python_implementation()} {platform.python_version()}",
        versions={name: _version(name) for name in required_libraries()},
        inputs=dict(sorted(inputs.items())),
        codebook=codebook,
        seed=seed,
        commands=tuple(commands),
    )


def required_libraries() -> tuple[str, ...]:
    """The libraries that the installed package requires to run, without those of its extras."""
    try:
        requirements = importlib.metadata.requires(DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        return ()
    names = set()
    for requirement in requirements:
        found = REQUIREMENT_NAME.match(requirement)
        if found and "extra ==" not in requirement:
            names.add(found.group().lower())
    return tuple(sorted(names))


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"
