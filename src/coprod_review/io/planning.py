"""What the planner learns from and argues with, as people write it: signs, told issues, readings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from coprod_review.config import Strict
from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.rows import RowFaults
from coprod_review.io.sheets import read_csv
from coprod_review.io.yamls import read_yaml
from coprod_review.model.answer_rows import split_codes
from coprod_review.model.codebook import NONE_CODE, Codebook
from coprod_review.model.partnership import CHARACTERS, POSITIONS
from coprod_review.model.plan import Argued, FittingForm, Readings
from coprod_review.model.planning import CARE, DANGER, ELSEWHERE, HARM, NO_DANGER, Issue, Sign

Sentences = Annotated[tuple[str, ...], Field(min_length=1)]

SPOKEN_FOR = (*CHARACTERS, HARM, CARE, ELSEWHERE, DANGER, NO_DANGER)


class SignEntry(Strict):
    """One sign as written."""

    id: str
    of: str
    says: str
    phrases: Sentences
    matches: Sentences
    misses: Sentences


class SignFile(Strict):
    """The whole of signs.yaml."""

    signs: tuple[SignEntry, ...]


def read_signs(path: Path) -> tuple[Sign, ...]:
    """The signs of a file, in its order.

    Raises ReviewErrors for misspelt keys, ids that stand twice, and signs of what the planner does not know.
    """
    written = read_yaml(path, SignFile).signs
    faults = []
    for place, entry in enumerate(written):
        if entry.id in {other.id for other in written[:place]}:
            faults.append(
                ReviewError(f"the sign {entry.id} stands twice", where=str(path), remedy="rename one")
            )
        if entry.of not in SPOKEN_FOR:
            faults.append(
                ReviewError(
                    f"the sign {entry.id} is of {entry.of!r}, which no sign can speak for",
                    where=str(path),
                    remedy=f"use one of: {', '.join(SPOKEN_FOR)}",
                )
            )
    raise_all(faults)
    return tuple(
        Sign(
            sign_id=entry.id,
            of=entry.of,
            says=entry.says,
            phrases=entry.phrases,
            matches=entry.matches,
            misses=entry.misses,
        )
        for entry in written
    )


def read_issues(path: Path) -> tuple[Issue, ...]:
    """The told issues of a table with the columns id, text, codes and note, in its order.

    `none` stands alone in `codes` and makes an issue without any. Raises ReviewErrors that tell all faults of
    the file with their lines.
    """
    faults = RowFaults(path)
    issues: dict[str, Issue] = {}
    for row in read_csv(path, required=("id", "text", "codes"), optional=("note",)):
        faults.need(row, "id", "codes")
        codes = split_codes(row["codes"])
        if NONE_CODE in codes and len(codes) > 1:
            faults.add(row, "none stands beside other codes", "write none alone, or leave it out")
        for code in sorted({*codes} - {*CHARACTERS, NONE_CODE}):
            faults.add(row, f"{code!r} is no character of an issue", f"use {', '.join(CHARACTERS)}, or none")
        if row["id"] in issues:
            faults.add(row, f"the id {row['id']} stands twice", "give the issue another id")
        issues[row["id"]] = Issue(
            issue_id=row["id"],
            text=row["text"],
            codes=tuple(code for code in codes if code != NONE_CODE),
            note=row.get("note", ""),
        )
    faults.raise_found()
    return tuple(issues.values())


class ArguedEntry(Strict):
    """Something argued, as written."""

    says: str
    because: str
    sources: Sentences


class FormEntry(Strict):
    """A form that fits, as written."""

    form: str
    because: str
    sources: Sentences


class ReadingsFile(Strict):
    """The whole of readings.yaml."""

    traditions: dict[str, dict[str, ArguedEntry]]
    forms: dict[str, tuple[FormEntry, ...]]
    questions: dict[str, dict[str, str]]


def read_readings(path: Path, codebook: Codebook | None, *, known_sources: Collection[str] = ()) -> Readings:
    """What is argued beside the model, for every character and position.

    Raises ReviewErrors for misspelt keys, for characters, positions, traditions and forms that are missing or
    unknown and, where `known_sources` are given, for sources that are none. Without a codebook,
    traditions and forms are not checked.
    """
    written = read_yaml(path, ReadingsFile)
    raise_all(_reading_faults(path, written, codebook, known_sources))
    return Readings(
        traditions={
            c: {
                name: Argued(says=e.says.strip(), because=e.because.strip(), sources=e.sources)
                for name, e in written.traditions[c].items()
            }
            for c in CHARACTERS
        },
        forms={
            c: tuple(
                FittingForm(form=e.form, because=e.because.strip(), sources=e.sources)
                for e in written.forms[c]
            )
            for c in CHARACTERS
        },
        questions={c: {p: written.questions[c][p].strip() for p in POSITIONS} for c in CHARACTERS},
    )


def _reading_faults(
    path: Path, written: ReadingsFile, codebook: Codebook | None, known: Collection[str]
) -> Iterator[ReviewError]:
    def fault(problem: str, remedy: str) -> ReviewError:
        return ReviewError(problem, where=str(path), remedy=remedy)

    parts: dict[str, Collection[str]] = {
        "traditions": written.traditions,
        "forms": written.forms,
        "questions": written.questions,
    }
    for name, given in parts.items():
        for character in sorted({*CHARACTERS} ^ {*given}):
            is_missing = character in CHARACTERS
            yield fault(
                f"{name}: {character} is {'missing' if is_missing else 'no character of an issue'}",
                "write an entry for it" if is_missing else f"use {', '.join(CHARACTERS)}",
            )
    for character, asked in written.questions.items():
        for position in sorted({*POSITIONS} ^ {*asked}):
            yield fault(
                f"questions of {character}: {position} is missing or no position",
                f"write one question for each of {', '.join(POSITIONS)}",
            )
    yield from _foreign_codes(written, codebook, fault) if codebook else ()
    sources = [
        *(s for told in written.traditions.values() for e in told.values() for s in e.sources),
        *(s for fitting in written.forms.values() for e in fitting for s in e.sources),
    ]
    for source in sorted({*sources} - {*known}) if known else ():
        yield fault(
            f"the source {source!r} is not known",
            "use a key of lineage.yaml or of the sources of codebook.yaml",
        )


def _foreign_codes(
    written: ReadingsFile, codebook: Codebook, fault: Callable[[str, str], ReviewError]
) -> Iterator[ReviewError]:
    for character, fitting in written.forms.items():
        for entry in fitting:
            if entry.form not in codebook.coproduction_form:
                yield fault(
                    f"forms of {character}: {entry.form!r} is no form of co-production",
                    f"use one of: {', '.join(codebook.coproduction_form)}",
                )
    for character, told in written.traditions.items():
        for tradition in sorted({*told} - {*codebook.dimensions["tradition"].codes}):
            yield fault(
                f"traditions of {character}: {tradition!r} is no tradition of the codebook",
                f"use one of: {', '.join(codebook.dimensions['tradition'].codes)}",
            )
