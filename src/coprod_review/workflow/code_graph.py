"""The files of the package that a module reaches by its imports, and a digest of them."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
OWN = Path(__file__).relative_to(PACKAGE).as_posix()
TYPES = re.compile(r"^( *)if TYPE_CHECKING:\n(?:\1 +.*\n|\n)+", re.MULTILINE)
FROM = re.compile(r"^ *from coprod_review((?:\.\w+)*) import (\([^)]*\)|.*)", re.MULTILINE)
IMPORT = re.compile(r"^ *import coprod_review((?:\.\w+)+)", re.MULTILINE)
SPELT = re.compile(r"""["']coprod_review((?:\.\w+)+(?=["'])|(?:\.\w+)+\.(?=["'{]))""")
COMMENT = re.compile(r"#.*")
NAME = re.compile(r"(\w+)(?: as \w+)?")
COMMANDS = "cli"
"""The package whose modules the command line chooses: a name made while running leads to none of them."""


@dataclass(frozen=True, slots=True)
class CodeFile:
    """A file as of its last change: its digest, and the names in the package that it imports or spells.

    A name that ends with a full stop stands for every module of that package, as in
    `import_module(f"coprod_review.read.{format}")`.
    """

    state: str
    digest: str
    names: Sequence[str]


Files = Mapping[str, CodeFile]
"""Files by their way from the package, as "io/files.py"."""


def files_of_package(kept: Path) -> Files:
    """Every file of the package; those that have not changed since are taken from what `kept` holds.

    Nothing is kept where that folder cannot be written. All is read anew once this module has changed.
    """
    states = dict(_states(PACKAGE))
    known = _known(kept)
    if OWN not in known or known[OWN].state != states.get(OWN):
        known = {}
    files = {
        name: known[name] if name in known and known[name].state == state else _read(name, state)
        for name, state in states.items()
    }
    if files != known:
        _keep(kept, files)
    return files


def digest_of(files: Files, modules: Iterable[str] | None = None) -> str:
    """SHA-256, in 16 hexadecimal digits, of what the modules reach; of the whole package without any."""
    names = files.keys() if modules is None else reached(files, modules)
    told = "".join(f"{name}\0{files[name].digest}\n" for name in sorted(names))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def reached(files: Files, modules: Iterable[str]) -> set[str]:
    """The files that modules ("cli.read") run: their own, those that they import, and the data beside these.

    Imports for types alone do not count; those within functions do. Raises FileNotFoundError for a module
    that is not there.
    """
    found: set[str] = set()
    waiting = [_file_of(files, module) for module in modules]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _next(files, name)
    packages = {name.rpartition("/")[0] for name in found} - {""}
    return found | {
        name for name in files if not name.endswith(".py") and _package_of(files, name) in packages
    }


def _next(files: Files, name: str) -> Iterator[str]:
    """The files that a file leads to: the packages that it stands in, and what it names."""
    folder = name.rpartition("/")[0]
    while folder:
        yield f"{folder}/__init__.py"
        folder = folder.rpartition("/")[0]
    yield "__init__.py"
    for named in files[name].names:
        if not named.endswith("."):
            yield from _candidates(files, named)
        elif named != f"{COMMANDS}.":
            start = named.replace(".", "/")
            yield from (file for file in files if file.startswith(start) and file.endswith(".py"))


def _candidates(files: Files, named: str) -> Iterator[str]:
    """The module or package of a name, which may be that of something in a module."""
    way = named.replace(".", "/")
    yield from (file for file in (f"{way}.py", f"{way}/__init__.py") if file in files)


def _file_of(files: Files, module: str) -> str:
    found = next(_candidates(files, module), None)
    if found is None:
        raise FileNotFoundError(f"no such module in the package: {module}")
    return found


def _package_of(files: Files, name: str) -> str:
    """The package that a file of data lies in or below."""
    folder = name.rpartition("/")[0]
    while folder and f"{folder}/__init__.py" not in files:
        folder = folder.rpartition("/")[0]
    return folder


def _states(root: Path) -> Iterator[tuple[str, str]]:
    """Every file but compiled code, with what shows a change of it; no program can set the second time."""
    start = len(str(root)) + 1
    waiting = [str(root)]
    while waiting:
        for entry in os.scandir(waiting.pop()):
            if entry.is_dir():
                waiting.append(entry.path)
            elif not entry.name.endswith(".pyc"):
                found = entry.stat()
                state = f"{found.st_mtime_ns} {found.st_ctime_ns} {found.st_size}"
                yield entry.path[start:].replace(os.sep, "/"), state


def _read(name: str, state: str) -> CodeFile:
    """The file as it is now; its digest is the same whatever ends its lines."""
    content = (PACKAGE / name).read_bytes().replace(b"\r\n", b"\n")
    digest = hashlib.sha256(content).hexdigest()[:32]
    found = _names(content.decode("utf-8")) if name.endswith(".py") else ()
    return CodeFile(state=state, digest=digest, names=sorted({way.lstrip(".") for way in found} - {""}))


def _names(text: str) -> Iterator[str]:
    """What a module imports anywhere but for types, and the names that its strings are or begin with.

    Read from the lines, as the formatter leaves them: the syntax of the whole package takes much longer.
    """
    text = TYPES.sub("", text)
    for way, named in FROM.findall(text):
        yield way
        yield from (f"{way}.{name}" for name in NAME.findall(COMMENT.sub("", named)))
    yield from IMPORT.findall(text)
    yield from SPELT.findall(text)


def _known(kept: Path) -> dict[str, CodeFile]:
    try:
        held = json.loads(kept.read_bytes())
        if held["package"] != str(PACKAGE):
            return {}
        return {
            name: CodeFile(state, digest, tuple(names))
            for name, (state, digest, names) in held["files"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _keep(kept: Path, files: Files) -> None:
    """Write what is known, whole or not at all: jobs of one run may do so at the same time."""
    held = {name: (file.state, file.digest, file.names) for name, file in files.items()}
    beside = kept.with_name(f"{kept.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps({"package": str(PACKAGE), "files": held}), "utf-8")
        beside.replace(kept)
