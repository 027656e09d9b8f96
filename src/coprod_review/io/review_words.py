"""What a review says of itself: to be filled in where it is new, and not to be that of another review."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coprod_review.config import ReviewSettings
from coprod_review.errors import ReviewError
from coprod_review.model.corpus import ExportFile

TO_FILL_IN = "(to be filled in)"

BUNDLED_TITLE = "Co-production and patient safety"
"""The title of the review that this project holds; its own corpus is of prepared exports."""

_BLOCK = re.compile(r"^review:\n(?:[ \t]+.*\n|\n(?=[ \t]))+", re.MULTILINE)

_UNFILLED = f"""\
review:
  title: {TO_FILL_IN}
  question: {TO_FILL_IN}
  sub_questions:
    - {TO_FILL_IN}
  background: ""
"""


_CLAIMS = re.compile(r"^(  claims:).*$", re.MULTILINE)


def without_review_words(settings: str) -> str:
    """The text of config.yaml with places to fill in where it tells title, questions and background.

    No claim is tested: those that the program knows are about the subject of this project's own review.
    """
    return _CLAIMS.sub(r"\1 []", _BLOCK.sub(lambda _: _UNFILLED, settings, count=1), count=1)


def check_review_words(
    settings: ReviewSettings, exports: Iterable[ExportFile], *, where: str
) -> list[ReviewError]:
    """A warning where a review with exports would be published without its own title and questions."""
    origins = {export.origin for export in exports}
    if not origins:
        return []
    told = (settings.title, settings.question, *settings.sub_questions)
    if any(TO_FILL_IN in text for text in told):
        problem = (
            "title, question or sub-questions of the review are not filled in, and the report shows them"
        )
    elif settings.title == BUNDLED_TITLE and "prepared" not in origins:
        problem = f"the report will bear the title of the review that this project holds, {BUNDLED_TITLE!r}"
    else:
        return []
    remedy = "write title, question, sub_questions and background of your review (background may stay empty)"
    return [ReviewError(problem, where=f"{where}, review", remedy=remedy)]
