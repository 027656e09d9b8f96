"""The pins of requirements.lock: names, versions, where each is installed, and the sums of its files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PIN = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)(\[(?P<extras>[^\]]+)\])?==(?P<version>[^\s;\\]+)\s*(;\s*(?P<marker>.*?))?\s*\\?$"
)
SUM = re.compile(r"\s+--hash=sha256:(?P<sum>[0-9a-f]{64})\s*\\?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A line of the lock: a package in one version, for the platforms that its marker names (empty: all)."""

    name: str
    version: str
    extras: tuple[str, ...] = ()
    marker: str = ""
    sums: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the other pins: the same name may be pinned for old and new Pythons."""
        return self.name, self.version

    @property
    def purl(self) -> str:
        """Its package URL, which names the kind of registry and no address."""
        return f"pkg:pypi/{self.name}@{self.version}"


def read_pins(lock: Path) -> tuple[Pin, ...]:
    """All pins in the order of the file; ValueError names a line that is neither a pin nor a sum of one."""
    pins: list[Pin] = []
    for number, line in enumerate(lock.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if found := SUM.match(line):
            if not pins:
                raise ValueError(f"{lock.name}, line {number}: a sum stands before the first pin")
            last = pins.pop()
            pins.append(_with_sum(last, found["sum"]))
        elif found := PIN.match(line):
            extras = tuple(sorted(e.strip() for e in (found["extras"] or "").split(",") if e.strip()))
            pins.append(
                Pin(
                    name=plain_name(found["name"]),
                    version=found["version"],
                    extras=extras,
                    marker=found["marker"] or "",
                )
            )
        else:
            raise ValueError(f"{lock.name}, line {number}: neither a pin nor a sum: {line.strip()[:80]!r}")
    return tuple(pins)


def plain_name(name: str) -> str:
    """A package's name as all tools write it: small letters, one hyphen for what stands between words."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _with_sum(pin: Pin, found: str) -> Pin:
    return Pin(
        name=pin.name,
        version=pin.version,
        extras=pin.extras,
        marker=pin.marker,
        sums=(*pin.sums, found),
    )
