"""Who decides at `coprod-review serve`: the entry of this person, and what the role allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coprod_review.model.codebook import Codebook
    from coprod_review.model.corpus import Coder
    from coprod_review.tasks.serve.desk import Task


def person_of(task: Task, codebook: Codebook, *, tell: Callable[[str], None]) -> Coder:
    """The entry of who decides, told where it is new; raises ReviewError where it does not fit the role."""
    from coprod_review.io.coder_entries import add_coder, coder_called, entry_lines, refuse_unfit
    from coprod_review.io.coders import read_coders
    from coprod_review.model.corpus import Coder

    name = (task.coder or task.reviewer or "").strip()
    path = task.corpus / paths.CODERS.name
    known = read_coders(path) if path.exists() else ()
    option = "--coder" if task.coder else "--reviewer"
    found = coder_called(name, known, where=option)
    if found is not None:
        _refuse_role(found, codebook, where=str(path), sees_all=task.reviewer is not None)
        return found
    refuse_unfit(name, where=option)
    how = " ".join((task.how or "").split())
    if not how:
        example = (
            "reads title and abstract, blind to others, by the codebook alone"
            if task.coder
            else "audits codes, sees all answers, settles what coders dispute"
        )
        raise ReviewError(
            f"nobody has described {name!r}",
            where=str(path),
            remedy=f'say how {name} works: --how "{example}"; the entry is then added here',
        )
    entry = Coder(
        name=name,
        kind=task.kind,
        role="reader" if task.coder else "adjudicator",
        how=how,
        codebook=codebook.version,
        blind=task.coder is not None,
    )
    tell(f"{add_coder(task.corpus, entry)}: {name} is described as\n{entry_lines(entry)}")
    return entry


def rights_of(coder: Coder, *, sees_all: bool) -> tuple[frozenset[str], Mapping[str, str]]:
    """What this person may do, and of the rest why not, with the remedy behind a line end."""
    if not sees_all:
        see = "a coder is blind to what others answered\nlet another person start `serve --reviewer NAME`"
        return frozenset({"answer", "screen"}), dict.fromkeys(("agree", "dispute", "adjudicate", "pair"), see)
    may = {"agree", "dispute", "pair", "screen"}
    if coder.role == "adjudicator":
        return frozenset(may | {"adjudicate"}), {
            "answer": f"{coder.name} adjudicates, and who adjudicates does not code\n"
            "agree, dispute or settle; codings come from `serve --coder NAME`"
        }
    return frozenset(may | {"answer"}), {
        "adjudicate": f"{coder.name} codes as {coder.role}, and who adjudicates does not code\n"
        "dispute with a reason; an adjudicator (role: adjudicator in corpus/coders.yaml) settles it"
    }


def _refuse_role(coder: Coder, codebook: Codebook, *, where: str, sees_all: bool) -> None:
    """Who adjudicates does not code; who codes blind may not look; a version must be named."""
    from coprod_review.io.coder_entries import refuse_adjudicator

    if sees_all and coder.role == "reader" and coder.blind:
        raise ReviewError(
            f"{coder.name} codes blind, and a reviewer sees what others answered",
            where=where,
            remedy=f"code with `serve --coder {coder.name}`; to review, take another name, or write "
            "blind: false there, if this person has finished coding",
        )
    if not sees_all:
        refuse_adjudicator(coder, where=where)
    if not sees_all and not coder.codes_by(codebook.version):
        raise ReviewError(
            f"{coder.name} is said to code by codebook {coder.codebook}, not by {codebook.version}",
            where=where,
            remedy=f'name both there: codebook: "{coder.codebook} and {codebook.version}"',
        )
