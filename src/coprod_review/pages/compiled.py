"""Templates compiled once: like modules, beside the package or where Python keeps compiled files.

A template that was edited is compiled anew, since its digest stands in what was kept. Where nothing may be
written, templates are compiled each time.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """The compiled templates of one package, in a folder that is made when the first is kept."""

    def __init__(self, package: Path) -> None:
        self._folder = _compiled_of(package)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take up what was kept, if it is of this template and this version of Python."""
        with suppress(OSError), self._file_of(bucket).open("rb") as stream:
            bucket.load_bytecode(stream)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, whole or not at all."""
        file = self._file_of(bucket)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=file.suffix)
            try:
                with os.fdopen(handle, "wb") as stream:
                    bucket.write_bytecode(stream)
                Path(name).replace(file)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise

    def _file_of(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.{sys.implementation.cache_tag}.pyc"


def _compiled_of(package: Path) -> Path:
    """Where compiled templates of a package stand: where its compiled modules do."""
    if sys.pycache_prefix is None:
        return package / "templates" / "__pycache__"
    whole = package.resolve() / "templates"
    return Path(sys.pycache_prefix) / whole.relative_to(whole.anchor)
