"""What records are, for the verdicts on them, and verdicts brought to where their records are now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from coprod_review.dedupe.decided import DISAGREEMENT_RULE, PERSON_RULE
from coprod_review.dedupe.dois import plain_doi
from coprod_review.dedupe.forms import fingerprint
from coprod_review.dedupe.naming import STRENGTH, Names
from coprod_review.dedupe.record_columns import NO_YEAR
from coprod_review.dedupe.verdicts import Verdicts
from coprod_review.model.corpus import DuplicateDecision
from coprod_review.model.known_as import Bearers, Facts, facts_text
from coprod_review.model.record import Record


def facts_of(record: Record) -> Facts:
    """What is kept of a record with a verdict on it."""
    return {
        "doi": (plain_doi(record.doi) or record.doi) if record.doi else "",
        "pmid": record.pmid,
        "title": fingerprint(record.title),
        "year": str(record.year or ""),
        "in": fingerprint(record.container),
        "volume": fingerprint(record.volume),
        "pages": fingerprint(record.pages),
    }


def facts_at(names: Names, place: int) -> Facts:
    """`facts_of` the record at a place of a table."""
    dois, pmids, _ = names.other_aliases
    container, volume, _, pages = names.places[place]
    year = names.years[place]
    return {
        "doi": dois[place].removeprefix("doi:"),
        "pmid": pmids[place].removeprefix("pmid:"),
        "title": names.prints[place],
        "year": "" if year == NO_YEAR else str(year),
        "in": fingerprint(container),
        "volume": fingerprint(volume),
        "pages": fingerprint(pages),
    }


def placed(decisions: Sequence[DuplicateDecision], names: Names) -> tuple[list[DuplicateDecision], list[str]]:
    """The decisions with the ids that their records have now, and notes of what moved or was not found.

    A decision of which a record is not found is left out: another record may stand in its place.
    """
    if not any(d.known_as_a or d.known_as_b for d in decisions):
        return list(decisions), []
    bearers = Bearers(names.record_ids, lambda place: facts_at(names, place))
    found: list[DuplicateDecision] = []
    notes: list[str] = []
    for decision in decisions:
        ends = [_now(name, known, bearers) for name, known in decision.ends]
        for (name, known), now in zip(decision.ends, ends, strict=True):
            if not now:
                notes.append(
                    f"decision on duplicates: the record that was {name} ({known}) is in no export, so that "
                    f"{decision.coder}'s verdict of {decision.date} is not applied"
                )
            elif now != (name,):
                notes.append(f"decision on duplicates: the record that was {name} is now {' and '.join(now)}")
        found += [replace(decision, record_a=a, record_b=b) for a, b in product(*ends) if a != b]
    return found, list(dict.fromkeys(notes))


def known_as_columns(verdicts: Verdicts, names: Names) -> tuple[list[str], list[str]]:
    """What the two records are, for pairs that people decide or decided; others are empty."""
    people = (PERSON_RULE, DISAGREEMENT_RULE)
    wanted = verdicts.given("maybe").tolist()
    texts: dict[int, str] = {}
    columns: tuple[list[str], list[str]] = ([], [])
    for pair, is_maybe, rule in zip(verdicts.pairs.tolist(), wanted, verdicts.rule, strict=True):
        is_shown = is_maybe or rule in people
        for column, place in zip(columns, pair, strict=True):
            if is_shown and place not in texts:
                texts[place] = facts_text(facts_at(names, place))
            column.append(texts[place] if is_shown else "")
    return columns


def _now(name: str, known_as: str, bearers: Bearers) -> tuple[str, ...]:
    """The ids of a decision's record now; a name of which nothing is kept, or an alias, is as it was."""
    if not known_as or name.partition(":")[0] in STRENGTH:
        return (name,)
    return bearers.found(name, known_as)
