"""What a run was made from that another was not: each difference is what a change may come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from coprod_review.compare.run import Items, Run

KINDS = {
    "export": "export",
    "search log": "search log",
    "duplicates": "verdict on duplicates",
    "registry": "registry of reports",
    "criterion": "screening criterion",
    "screening": "screening judgement",
    "pattern": "pattern",
    "rule step": "step of the rules",
    "context": "context of the rules",
    "lineage": "cited work of the lineage",
    "teaching": "teaching text",
    "codebook": "codebook",
    "coding": "coding",
    "adjudication": "adjudication",
    "coder": "coder",
    "setting": "setting",
    "partnership": "partnership model",
    "other": "other input",
    "workflow": "workflow",
    "software": "software",
    "model": "the model, trained anew",
    "unexplained": "unexplained",
}
"""The kinds of causes in the order in which they are told, with their words."""

MANY = {
    "duplicates": "verdicts on duplicates",
    "registry": "entries of the registry of reports",
    "criterion": "screening criteria",
    "rule step": "steps of the rules",
    "context": "contexts of the rules",
    "lineage": "cited works of the lineage",
    "search log": "entries of the search log",
    "codebook": "entries of the codebook",
    "partnership": "entries of the partnership model",
    "other": "entries",
}
"""Many causes of a kind in words, where an s at the end does not make them."""

_KIND_BY_PLACE = (
    ("corpus/exports/", "export"),
    ("corpus/manifest.yaml", "search log"),
    ("corpus/decisions/duplicates.csv", "duplicates"),
    ("corpus/reports.csv", "registry"),
    ("config/criteria.yaml", "criterion"),
    ("corpus/decisions/screening.csv", "screening"),
    ("config/patterns/", "pattern"),
    ("config/decisions.yaml", "rule step"),
    ("config/contexts.yaml", "context"),
    ("config/lineage.yaml", "lineage"),
    ("config/teaching/", "teaching"),
    ("config/codebook.yaml", "codebook"),
    ("corpus/codebooks/", "codebook"),
    ("corpus/codings/", "coding"),
    ("corpus/decisions/adjudications.csv", "adjudication"),
    ("corpus/coders.yaml", "coder"),
    ("config/config.yaml", "setting"),
    ("config/model.yaml", "partnership"),
    ("Snakefile", "workflow"),
    ("rules/", "workflow"),
)

_NOT_COUNTED = ("README", "LICENSE")
"""Inputs that explain and decide nothing."""

_ENTRY = re.compile(r"\[([^\[\]]*)\]$")

SHOWN_VALUE = 60


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cause:
    """One difference of the inputs: `how` is new, removed, changed, or empty where it is none of these.

    `place` is its file and `item` what that calls it: for rows of people the question that they answer.
    One that stands for `many` of its file has their number there.
    """

    kind: str
    name: str
    how: str = ""
    detail: str = field(default="", compare=False)
    item: str = field(default="", compare=False)
    place: str = field(default="", compare=False)
    many: int = field(default=0, compare=False)

    @property
    def short(self) -> str:
        """Its kind and name; the number, kind and file of many."""
        if self.many:
            return f"{self.many:,} {MANY.get(self.kind, f'{KINDS[self.kind]}s')} in {self.place}"
        return " ".join(part for part in (KINDS[self.kind], self.name) if part)

    @property
    def words(self) -> str:
        """Its kind and name, and what became of it."""
        tail = ": ".join(part for part in (self.how, self.detail) if part)
        return self.short + (f" ({tail})" if tail else "")


UNEXPLAINED = Cause(kind="unexplained", name="", detail="nothing that both runs kept explains it")


def changed_inputs(before: Run, after: Run) -> list[Cause]:
    """Every difference of what the runs were made from, by kind and name.

    Where a run kept no copy of an input, the file as a whole is the cause.
    """
    causes = set(_software(before, after))
    for path in sorted(before.inputs.keys() | after.inputs.keys()):
        old, new = before.inputs.get(path), after.inputs.get(path)
        if old == new or path.rpartition("/")[2].startswith(_NOT_COUNTED):
            continue
        how = "new" if old is None else "removed" if new is None else "changed"
        apart = (before.items.get(path), after.items.get(path))
        known = all(items is not None for items in apart) or (how != "changed" and any(apart))
        kind = kind_of_input(path)
        if kind == "export" or not known:
            name = path.removeprefix("corpus/exports/") if kind == "export" else path
            causes.add(Cause(kind=kind, name=name, how=how))
        else:
            causes.update(_items(path, kind, apart[0] or {}, apart[1] or {}))
    order = list(KINDS)
    return sorted(causes, key=lambda cause: (order.index(cause.kind), cause))


def kind_of_input(path: str) -> str:
    """What kind of cause a change of this file is."""
    return next((kind for begin, kind in _KIND_BY_PLACE if path.startswith(begin)), "other")


def _items(path: str, kind: str, old: Items, new: Items) -> Iterator[Cause]:
    for item in sorted(old.keys() | new.keys()):
        before, after = old.get(item), new.get(item)
        if before != after and not (_is_emptied(item, before, new) or _is_emptied(item, after, old)):
            how = "new" if before is None else "removed" if after is None else "changed"
            detail = _detail(before, after) if before is not None and after is not None else ""
            name = _item_name(path, kind, item, after or before or {})
            yield Cause(kind=kind, name=name, how=how, detail=detail, item=item, place=path)


def _is_emptied(item: str, content: Mapping[str, str] | None, other: Items) -> bool:
    """Whether an item says only that a list has no entries, which the entries of the other run tell."""
    return content == {"": "[]"} and any(name.startswith(f"{item}[") for name in other)


def _item_name(path: str, kind: str, item: str, content: Mapping[str, str]) -> str:
    """How an item is called: a pattern by its id, a row of people by its question and whose it is."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    if kind == "coding":
        return f"of {stem} on {item}"
    if kind in ("adjudication", "screening", "duplicates"):
        coder = content.get("coder", "")
        return f"on {item}" if not coder or coder in item.split(", ") else f"on {item} by {coder}"
    if kind == "other":
        return f"{path}: {item}"
    entry = _ENTRY.search(item)
    return entry[1] if entry and item.count("[") == 1 else item


def _detail(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """The keys that differ, with their values where these are short."""
    told = []
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key, "nothing"), after.get(key, "nothing")
        if old != new:
            short = len(old) <= SHOWN_VALUE and len(new) <= SHOWN_VALUE
            values = f"{old} -> {new}" if short else "" if key else "its text"
            told.append(" ".join(part for part in (key, values) if part))
    return "; ".join(told)


def _software(before: Run, after: Run) -> Iterator[Cause]:
    """Versions that differ; a program whose sources differ is told where its version does not."""
    for name in sorted(before.software.keys() | after.software.keys()):
        old, new = before.software.get(name), after.software.get(name)
        if old != new and old is not None and new is not None:
            yield Cause(kind="software", name=name, how="changed", detail=f"{old} -> {new}")


def of_kinds(causes: Iterable[Cause], *kinds: str) -> frozenset[Cause]:
    """Those of the causes that are of these kinds."""
    return frozenset(cause for cause in causes if cause.kind in kinds)
