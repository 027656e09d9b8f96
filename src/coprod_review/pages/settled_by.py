"""Who settled the codes of record, in words."""

from __future__ import annotations

from coprod_review.model.coding import MACHINE_CODERS
from coprod_review.pages.results import Results
from coprod_review.pages.wording import in_words


def settled_by(results: Results) -> str:
    """A sentence on who settled codes, those who settled most first; that nobody did where this is so.

    The results are with their totals (`pages.totals`): `codes.people`, `codes.agreed`, `codes.models`.
    """
    found = [
        ("by people", "codes.people"),
        (f"by {_readers(results)} that agree as blind readers", "codes.agreed"),
        ("by language models that adjudicated", "codes.models"),
    ]
    counted = [(results.ledger[number].value, words) for words, number in found if number in results.ledger]
    settled = [words for n, words in sorted(counted, key=lambda item: -item[0]) if n]
    return f"Codes were settled {in_words(settled)}." if settled else "Nobody has settled a code."


def _readers(results: Results) -> str:
    """What those are whose agreement settles codes; people are not among them, since theirs is their own."""
    kind_by_name = {coder.name: coder.kind for coder in results.coders}
    readers = {coding.coder for coding in results.codings} - set(MACHINE_CODERS)
    kinds = {kind_by_name.get(name, "") for name in readers} - {"person"}
    return "language models" if kinds == {"language_model"} else "coders whom nobody describes"
