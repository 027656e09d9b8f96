"""Checks of who answered what: twins among coders, own disagreements settled, versions misspelt or untold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from coprod_review.errors import ReviewError
from coprod_review.io.files import read_bytes
from coprod_review.io.known import Known
from coprod_review.io.people_tables import CODINGS, read_people
from coprod_review.model.codebook import NONE_CODE, Codebook
from coprod_review.model.coding import Coding
from coprod_review.model.corpus import Adjudication
from coprod_review.model.followed import named_for
from coprod_review.pages.wording import counted

Faults = list[ReviewError]

LEAST_ALIKE = 20
"""Answers to so many questions, alike to the letter of their quotes, two people do not give by themselves."""

LEAST_WITHOUT_QUOTES = 200
"""So many answers that name a code other than none, all alike, two people do not give either: who agree in
97 of 100 of them would do so once in 400 times."""

LEAST_IN_COPIES = 100
"""From so many answers on, files of the same bytes are copies: dates, notes and seconds agree as well."""

ALIKE = ("codes", "quote", "confidence", "date")


def twins(paths: Sequence[Path]) -> Faults:
    """A warning for each two coders whose answers to all questions that both have are the same to the letter.

    Codes, quotes, confidence and dates are compared. Such files are copies, and no two independent codings;
    of few answers, or few that quote or name anything, it may be chance, and nothing is said.
    """
    answers = {path: _answers(path) for path in paths}
    found = []
    for one, other in combinations(paths, 2):
        both = answers[one].keys() & answers[other].keys()
        if any(answers[one][question] != answers[other][question] for question in both):
            continue
        quotes = sum(bool(answers[one][question][1]) for question in both)
        n_naming = sum(answers[one][question][0] not in ("", NONE_CODE) for question in both)
        is_copy = len(both) >= LEAST_IN_COPIES and read_bytes(one) == read_bytes(other)
        if quotes >= LEAST_ALIKE or n_naming >= LEAST_WITHOUT_QUOTES or is_copy:
            quoted = f"{quotes} with quotes, " if quotes else ""
            found.append(
                ReviewError(
                    f"{one.stem} and {other.stem} give the same {len(both):,} answers to the letter, {quoted}"
                    "and on the same days: agreement of these two shows nothing",
                    where=str(other),
                    remedy="if one is a copy of the other, delete it; if a coder has two names, keep one",
                )
            )
    return found


def _answers(path: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    return {
        (row["report"].strip(), row["dimension"].strip()): tuple(row[name].strip() for name in ALIKE)
        for row in read_people(path, CODINGS)
    }


def own_disagreements(
    path: Path, adjudications: Iterable[Adjudication], codings: Iterable[Coding], known: Known
) -> Faults:
    """A warning for each coder who settles as a reader, or settles questions that they have answered."""
    names = known.reports or {}
    answered = {(c.coder, names.get(c.report_id, c.report_id), c.dimension) for c in codings}
    n_settled: Counter[str] = Counter()
    n_own: Counter[str] = Counter()
    for settled in adjudications:
        n_settled[settled.coder] += 1
        place = (names.get(settled.report_id, settled.report_id), settled.dimension)
        n_own[settled.coder] += (settled.coder, *place) in answered
    found = []
    for name, n in sorted(n_settled.items()):
        coder = (known.coders or {}).get(name)
        is_reader = coder is not None and coder.role == "reader"
        if not is_reader and not n_own[name]:
            continue
        role = ", who is described as a reader," if is_reader else ""
        own = f", {n_own[name]} of them with an answer of their own" if n_own[name] else ""
        found.append(
            ReviewError(
                f"{name}{role} has settled {counted(n, 'question')}{own}: who codes is a side in this",
                where=str(path),
                remedy="let an adjudicator who has not coded these settle them; where nobody is there to do "
                "so, the methods say it. Who codes no more has role: adjudicator in coders.yaml, with "
                "blind: true where what they had coded before was blind",
            )
        )
    return found


def of_adjudicator(path: Path, codings: Sequence[Coding], known: Known) -> Faults:
    """A warning where an adjudicator who saw others' answers has coded: these codings are not heard."""
    coder = (known.coders or {}).get(path.stem)
    if not codings or coder is None or coder.role != "adjudicator" or coder.is_heard:
        return []
    return [
        ReviewError(
            f"{counted(len(codings), 'coding')} of {coder.name}, who adjudicates and sees what others "
            "answered (blind: false): they settle nothing",
            where=str(path),
            remedy="settle in adjudications.csv what is disputed; if these are from before, by a blind "
            f"reader, write blind: true for {coder.name} in coders.yaml",
        )
    ]


def decimal_commas(path: Path, answers: Iterable[Coding | Adjudication], versions: Collection[str]) -> Faults:
    """A fault for each version that a spreadsheet has written with a comma in place of its point."""
    n_by_version = Counter(a.codebook for a in answers if is_comma(a.codebook, versions))
    return [
        ReviewError(
            f"{counted(n, 'row names', 'rows name')} codebook {version}: a spreadsheet has written the point "
            "as a comma",
            where=str(path),
            remedy=f"write {version.replace(',', '.')}, in a column that the spreadsheet takes as text",
        )
        for version, n in sorted(n_by_version.items())
    ]


def of_no_version(
    path: Path, answers: Iterable[Coding | Adjudication], known: Known, versions: Collection[str]
) -> Faults:
    """A warning for each coder whose answers name no codebook, where their entry does not name just one.

    `versions` are those at hand: changes since re-open the answers under them, and no others.
    """
    found = []
    unnamed = Counter(answer.coder for answer in answers if not answer.codebook)
    for name, n in sorted(unnamed.items()):
        coder = (known.coders or {}).get(name)
        named = named_for(coder, versions)
        if coder is None or not versions or len(named) == 1:
            continue
        told = "coders.yaml names none that is at hand for them: no change of the codebook re-opens them"
        if named:
            told = f"coders.yaml names {' and '.join(named)} for them: they count as given by {named[0]}"
        found.append(
            ReviewError(
                f"{counted(n, 'answer')} of {name} {'names' if n == 1 else 'name'} no codebook, and {told}",
                where=str(path),
                remedy="write the version that they followed into the column codebook",
            )
        )
    return found


def by_no_codebook(path: Path, known: Known, versions: Collection[str], *, coded: Collection[str]) -> Faults:
    """A warning for each coder who has not coded yet and is to do so by a codebook that is not at hand.

    `versions` are those at hand, `coded` who has answered: what they followed is told of their answers.
    """
    return [
        ReviewError(
            f"{coder.name} is said to code by codebook {coder.codebook}, which is not at hand: there is "
            f"{' and '.join(sorted(versions))}, and no answer by another is taken",
            where=str(path),
            remedy="correct the version, which is that of config/codebook.yaml, before coding begins",
        )
        for coder in (known.coders or {}).values()
        if versions and coder.role != "adjudicator" and coder.name not in coded
        if not named_for(coder, versions)
    ]


def is_comma(version: str, versions: Collection[str]) -> bool:
    """Whether a version is one of these, but for a comma."""
    return "," in version and version.replace(",", ".") in versions


def versions_of(codebook: Codebook | None, older: Mapping[str, Codebook]) -> Collection[str]:
    """The versions of codebooks that are at hand."""
    return {*older, *([codebook.version] if codebook is not None else [])}
