"""What a review says of itself: to be filled in where it is new, and not to be that of another review."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from coprod_review import paths
from coprod_review.config import ReviewSettings
from coprod_review.errors import ReviewError
from coprod_review.model.corpus import ExportFile
from coprod_review.pages.wording import in_words

TO_FILL_IN = "(to be filled in)"

BUNDLED_TITLE = "Co-production and patient safety"
"""The title of the review that this project holds; its own corpus is of prepared exports."""

ABOUT_THE_SUBJECT = (paths.CRITERIA, paths.CODEBOOK, paths.LINEAGE, paths.MODEL)
"""What a new review takes over and has to read anew: it is about the subject of the review copied."""

GUIDE = "docs/researcher.md"
"""How one goes on; a review of an installed package has no copy of it."""

COPIED = "# Copied from another review by `coprod-review new`:"
_MARK = f"{COPIED} change what yours asks otherwise, then delete this line; `check` warns until then.\n"

_OWN_README = f"""\
# {TO_FILL_IN}

Made with coprod-review. What the review asks stands in `config/`, what people supplied in `corpus/`
(exports, codings, decisions), what was computed in `results/`.

    coprod-review check      # what is wrong, and what each export holds
    coprod-review run        # the whole review; at the end open results/report.html

"""


def own_readme(*, has_docs: bool) -> str:
    """The README of a new review, for its authors to write on; without a link to pages that are not there."""
    page = "[docs/researcher.md](docs/researcher.md)" if has_docs else f"{GUIDE} of the program's own project"
    return f"{_OWN_README}How to go on: {page}.\n"


_BLOCK = re.compile(r"^review:\n(?:[ \t]+.*\n|\n(?=[ \t]))+", re.MULTILINE)

_UNFILLED = f"""\
review:
  title: {TO_FILL_IN}
  question: {TO_FILL_IN}
  sub_questions:
    - {TO_FILL_IN}
  background: ""
  # How you read the counts for your question: your argument, which no table holds. It stands as such
  # behind the answer that the tables give, and may be left out. In a text that begins with | behind
  # its key, an empty line begins a new paragraph.
  reading: ""
"""


_CLAIMS = re.compile(r"^(  claims:).*$", re.MULTILINE)


_STATEMENTS = re.compile(r"^statements:\n(?:[ \t]+.*\n|\n(?=[ \t]))+", re.MULTILINE)
_STATEMENT = re.compile(r"  (\w+):")
_NO_TEXT = '""'
_NOTHING = {"authors": "[]", "items": "{}"}


def without_review_words(settings: str) -> str:
    """The text of config.yaml with places to fill in where it tells title, questions and background.

    Nothing is stated by authors yet. No claim is tested: those that the program knows are about the subject
    of this project's own review.
    """
    unstated = _STATEMENTS.sub(lambda found: _without_statements(found[0]), settings, count=1)
    return _CLAIMS.sub(r"\1 []", _BLOCK.sub(lambda _: _UNFILLED, unstated, count=1), count=1)


def _without_statements(block: str) -> str:
    """The block with its comments and keys, and nothing behind the keys."""
    head, *lines = block.splitlines()
    kept = [head]
    for line in lines:
        if found := _STATEMENT.match(line):
            kept.append(f"  {found[1]}: {_NOTHING.get(found[1], _NO_TEXT)}")
        elif line.startswith("  #"):
            kept.append(line)
    return "\n".join(kept) + "\n"


def marked_as_copied(text: str) -> str:
    """The text of a file of another review, with a first line that says so."""
    return text if text.startswith(COPIED) else _MARK + text


def check_subject(config: Path) -> list[ReviewError]:
    """A warning where a review has files of the review that it was copied from, as it was."""
    files = [paths.within(config, name) for name in ABOUT_THE_SUBJECT]
    copied = [path.name for path in files if path.exists() and path.read_bytes().startswith(COPIED.encode())]
    if not copied:
        return []
    guide = GUIDE if (config.parent / GUIDE).is_file() else f"{GUIDE} of the program's own project"
    are = "are" if len(copied) > 1 else "is"
    return [
        ReviewError(
            f"{in_words(copied)} {are} still of the review that this folder was copied from, and decide what "
            "is included, what is asked and what the model argues",
            where=str(config),
            remedy=f"read each, change what your review asks otherwise ({guide}, step 0), and "
            "delete its first line, which says that it was copied",
        )
    ]


def check_review_words(
    settings: ReviewSettings, exports: Iterable[ExportFile], *, where: str
) -> list[ReviewError]:
    """A warning where a review would be published without its own title and questions.

    The title of the review that this project holds may stand over prepared exports, and where there are none.
    """
    origins = {export.origin for export in exports}
    told = (settings.title, settings.question, *settings.sub_questions)
    if any(TO_FILL_IN in text for text in told):
        problem = (
            "title, question or sub-questions of the review are not filled in, and the report shows them"
        )
    elif settings.title == BUNDLED_TITLE and origins and "prepared" not in origins:
        problem = f"the report will bear the title of the review that this project holds, {BUNDLED_TITLE!r}"
    else:
        return []
    remedy = (
        "write title, question, sub_questions, background and reading of your review (the last two may stay "
        "empty)"
    )
    return [ReviewError(problem, where=f"{where}, review", remedy=remedy)]
