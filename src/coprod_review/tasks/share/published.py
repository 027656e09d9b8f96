"""What the sum of a list that people publish says of a shared copy, and of how many files it says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The list that has the published SHA-256.

    `n_others` of the `n_files` of the copy are not as it has them, or not in it: whoever changes one of
    these, and says in the copy that it was made anew, leaves the published sum as it is.
    """

    name: str
    n_files: int
    n_others: int


def published_list(copy: Path, digest: str) -> Published:
    """Of which of the lists whose sums people publish this is the SHA-256, and what it says of a whole copy.

    Raises ReviewError where it is of none.
    """
    from coprod_review.io.crate import METADATA
    from coprod_review.io.shared_copy import read_sums
    from coprod_review.io.sums import sha256_and_size
    from coprod_review.share.ledger import SUMS_NAME

    names = (SUMS_NAME, *(f"{paths.RESULTS.name}/{name}" for name in (METADATA, SUMS_NAME)))
    for name in names:
        if (copy / name).is_file() and sha256_and_size(copy / name)[0] == digest.lower():
            sums = read_sums(copy, sums_name=SUMS_NAME)
            listed = sums if name == SUMS_NAME else {**_listed_in(copy, name), name: digest.lower()}
            others = [file for file, found in sums.items() if listed.get(file) != found]
            return Published(name=name, n_files=len(sums), n_others=len(others))
    raise ReviewError(
        f"none of {', '.join(names)} has the published SHA-256",
        where=str(copy),
        remedy="see that the sum is that of this copy or of its run; if it is, get the copy again",
    )


def _listed_in(copy: Path, name: str) -> Mapping[str, str]:
    """The sums of a list of the run by the names of files in a copy; the crate has the list of sums in it."""
    from coprod_review.io.crate import METADATA, read_crate
    from coprod_review.tasks.share.itself import sums_of_run, told_by_crate

    if not name.endswith(METADATA):
        return sums_of_run(copy)
    return {**sums_of_run(copy), **told_by_crate(read_crate(copy / paths.RESULTS))}
