"""A digest of the whole package, by which a run says which code has made it."""

from __future__ import annotations

import hashlib
from pathlib import Path

PACKAGE = Path(__file__).parent


def source_digest(package: Path = PACKAGE) -> str:
    """SHA-256, in 16 hexadecimal digits, of every file but compiled code, whatever ends its lines."""
    digest = hashlib.sha256()
    for name in sorted(path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()):
        if not name.endswith(".pyc"):
            digest.update(name.encode())
            content = (package / name).read_bytes().replace(b"\r\n", b"\n")
            digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:16]
