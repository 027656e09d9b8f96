"""Who settled the codes of record, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from markupsafe import Markup

from coprod_review.model.coding import MACHINE_CODERS, CodeOfRecord
from coprod_review.model.corpus import Coder
from coprod_review.pages.ledger import NumberPrinter
from coprod_review.pages.results import Results
from coprod_review.pages.wording import grouped, in_words

BY_PEOPLE = ("adjudicated", "person")
"""The statuses of codes of record that people settled; adjudications of language models are apart."""

Codes = list[CodeOfRecord]


def parted(codes: Iterable[CodeOfRecord], coders: Iterable[Coder]) -> tuple[Codes, Codes]:
    """The codes that people settled, and those that language models adjudicated."""
    models = {coder.name for coder in coders if coder.kind != "person"}
    people: Codes = []
    by_models: Codes = []
    for code in codes:
        if code.status in BY_PEOPLE:
            is_of_models = code.status == "adjudicated" and code.coders and models.issuperset(code.coders)
            (by_models if is_of_models else people).append(code)
    return people, by_models


def settled_by(results: Results) -> str:
    """A sentence on who settled codes, those who settled most first; that nobody did where this is so."""
    return settled_words(results.codes, results.coders, readers={c.coder for c in results.codings})


def settled_words(
    codes: Sequence[CodeOfRecord], coders: Sequence[Coder], *, readers: Collection[str] = ()
) -> str:
    """The sentence from the codes alone; `readers` are those who coded, if more is known than who agreed."""
    people, models = parted(codes, coders)
    agreed = [code for code in codes if code.status == "agreed"]
    readers = readers or {name for code in agreed for name in code.coders}
    found = [
        ("by people", people),
        (f"by {_readers(readers, coders)} that agree as blind readers", agreed),
        ("by language models that adjudicated", models),
    ]
    settled = [words for words, settled in sorted(found, key=lambda item: -len(item[1])) if settled]
    return f"Codes were settled {in_words(settled)}." if settled else "Nobody has settled a code."


def by_whom(
    codes: Sequence[CodeOfRecord], coders: Sequence[Coder], *, printer: NumberPrinter | None = None
) -> Markup:
    """How many codes people have settled, and who settled the others; empty where there are no codes.

    What a page says of single reports rests on it, so that it stands on pages for people who plan. With a
    `printer` the numbers lead to their lists (`codes.people` and `codes.all` of `pages.totals`).
    """
    if not codes:
        return Markup("")
    people, _ = parted(codes, coders)

    def number(name: str, n: int) -> str:
        return printer.number(name) if printer else grouped(str(n))

    n_people = number("codes.people", len(people)) if people else "none"
    return Markup(
        "People have settled {} of the {} codes that say what reports are on. {} "
        "Read a report before you build on it."
    ).format(n_people, number("codes.all", len(codes)), settled_words(codes, coders))


def _readers(names: Collection[str], coders: Iterable[Coder]) -> str:
    """What those are whose agreement settles codes; people are not among them, since theirs is their own."""
    kind_by_name = {coder.name: coder.kind for coder in coders}
    kinds = {kind_by_name.get(name, "") for name in {*names} - set(MACHINE_CODERS)} - {"person"}
    return "language models" if kinds == {"language_model"} else "coders whom nobody describes"
