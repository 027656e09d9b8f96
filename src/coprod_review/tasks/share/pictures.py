"""Pictures and PDF files, which nobody can search: they go where what they show goes beside them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from coprod_review.tasks.share.folders import INPUTS, RESULTS

MadeFile = Callable[[str, bytes], bytes | None]

_RESOLUTION = re.compile(r"-\d+$")


class Pictures:
    """Tells which pictures of a run may go. `made_file` makes of a file that can be searched what goes of it.

    The run writes what a picture shows beside it, under the same name: the table and the drawing of a figure,
    the page and the Word file of the report.
    """

    def __init__(self, made_file: MadeFile) -> None:
        self._made_file = made_file
        self._by_place: dict[tuple[Path, str], bool] = {}

    @staticmethod
    def is_picture(name: str) -> bool:
        """Whether this is the name of a picture, or of a PDF file."""
        from coprod_review.io.shared_tables import PICTURE_SUFFIXES

        return PurePosixPath(name).suffix.lower() in PICTURE_SUFFIXES

    def may_go(self, name: str, path: Path) -> bool:
        """Whether what a picture shows goes out unchanged; where nothing tells what it shows, it does not."""
        if not name.startswith(RESULTS) or name.startswith(INPUTS):
            return False
        place = path.parent, _RESOLUTION.sub("", path.stem)
        if place not in self._by_place:
            self._by_place[place] = self._shows_what_goes(PurePosixPath(name), path, stem=place[1])
        return self._by_place[place]

    def _shows_what_goes(self, name: PurePosixPath, path: Path, *, stem: str) -> bool:
        from coprod_review.io.files import read_bytes

        beside = [
            found
            for found in sorted(path.parent.glob("*"))
            if found.stem in (stem, path.stem) and found.is_file() and not self.is_picture(found.name)
        ]
        return bool(beside) and all(
            self._made_file(name.with_name(found.name).as_posix(), content) == content
            for found in beside
            for content in (read_bytes(found),)
        )
