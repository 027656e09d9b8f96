"""Answers of services kept on the disk, so that nothing is asked twice and a run that was stopped goes on.

Each answer is one file, `<service>/<SHA-256 of the request>.gz`: a line of JSON on what was asked and when,
then the answer byte for byte. The folder is not for git and may be deleted: then services are asked anew.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coprod_review.io.files import write_bytes
from coprod_review.io.rows import is_date
from coprod_review.model.enrichment import SERVICES, Request

LEVEL = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer on the disk: what it answers, when it came, and where it lies."""

    service: str
    keys: tuple[str, ...]
    date: str
    path: Path

    def body(self) -> bytes | None:
        """The answer as it came, empty where the service does not know the document; None: damaged."""
        try:
            with gzip.open(self.path) as stream:
                stream.readline()
                return stream.read()
        except (OSError, EOFError, zlib.error):
            return None


class AnswerCache:
    """The answers below a folder, which need not be there yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def kept(self) -> Iterator[Kept]:
        """The answers that can be read, by service, date and name; files that are damaged are passed over."""
        for service in SERVICES:
            found = (_kept(path, service) for path in sorted((self.folder / service).glob("*.gz")))
            yield from sorted((one for one in found if one), key=lambda kept: kept.date)

    def keep(self, request: Request, body: bytes, *, date: str) -> Kept:
        """Keep the answer to a request, in the place of an older one, whole or not at all."""
        path = self.folder / request.service / f"{request.digest}.gz"
        told = json.dumps(
            {"path": request.path, "parameters": request.parameters, "keys": request.keys, "date": date}
        )
        write_bytes(path, gzip.compress(told.encode("ascii") + b"\n" + body, LEVEL, mtime=0))
        return Kept(service=request.service, keys=request.keys, date=date, path=path)


def _kept(path: Path, service: str) -> Kept | None:
    try:
        with gzip.open(path) as stream:
            told = json.loads(stream.readline())
        keys, date = told["keys"], told["date"]
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, RecursionError):
        return None
    is_whole = isinstance(keys, list) and all(isinstance(key, str) for key in keys)
    if not is_whole or not isinstance(date, str) or not is_date(date):
        return None
    return Kept(service=service, keys=tuple(keys), date=date, path=path)
