"""What differs between two versions of the rules: definitions, patterns, steps, and works of the lineage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TypeVar

from coprod_review.model.codebook import Code, Codebook, Dimension
from coprod_review.model.pattern import LineageWork, Pattern
from coprod_review.model.rule_set import RuleSet

T = TypeVar("T")

COLUMNS = ("part", "name", "dimension", "code", "change")

OF_NO_MEANING = frozenset(("matches", "misses", "file", "line", "note"))
"""The fields of a pattern that tell where it stands and how it is tested: they alter no code."""

DIMENSION_GONE, CODE_NEW, CODE_GONE = "this dimension is gone", "this code is new", "this code is gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that differs. `part` is definition, constraint, pattern, step, weighing or work.

    `dimension` and `code` say what it concerns, as far as it concerns one; `change` says in words how.
    """

    part: str
    name: str
    change: str
    dimension: str = ""
    code: str = ""


def differences(old: RuleSet, new: RuleSet) -> list[Difference]:
    """All that differs, definitions first; labels, notes, examples and test sentences change no meaning."""
    return [
        *definition_changes(old.codebook, new.codebook),
        *_pattern_changes(old.patterns, new.patterns),
        *_step_changes(old, new),
        *_weighing_changes(old, new),
        *_work_changes(old.works, new.works),
    ]


def definition_changes(old: Codebook, new: Codebook) -> list[Difference]:
    """What a coder who reads the codebook would now read differently, and constraints come and gone."""
    found: list[Difference] = []
    for name in dict.fromkeys((*old.dimensions, *new.dimensions)):
        was, now = old.dimensions.get(name), new.dimensions.get(name)
        if was is None or now is None:
            change = "this dimension is new" if was is None else DIMENSION_GONE
            found.append(Difference(part="definition", name=name, dimension=name, change=change))
        else:
            found += _dimension_changes(was, now)
    before, after = set(map(str, old.constraints)), set(map(str, new.constraints))
    found += [Difference(part="constraint", name=c, change="gone") for c in sorted(before - after)]
    found += [Difference(part="constraint", name=c, change="new") for c in sorted(after - before)]
    return found


def _dimension_changes(was: Dimension, now: Dimension) -> Iterator[Difference]:
    changed = [n for n in ("question", "multiple", "decide") if getattr(was, n) != getattr(now, n)]
    if changed:
        yield Difference(
            part="definition", name=now.name, dimension=now.name, change=f"{_listed(changed)} changed"
        )
    for code in dict.fromkeys((*was.codes, *now.codes)):
        change = _code_change(was.codes.get(code), now.codes.get(code))
        if change:
            yield Difference(
                part="definition", name=f"{now.name}: {code}", dimension=now.name, code=code, change=change
            )


def _code_change(was: Code | None, now: Code | None) -> str:
    if was is None:
        return CODE_NEW
    if now is None:
        return CODE_GONE
    changed = [n for n in ("definition", "include", "exclude") if _said(was, n) != _said(now, n)]
    return f"{_listed(changed)} changed" if changed else ""


def _said(code: Code, name: str) -> object:
    said = getattr(code, name)
    return " ".join(said.split()) if isinstance(said, str) else said


def _pattern_changes(old: Iterable[Pattern], new: Iterable[Pattern]) -> Iterator[Difference]:
    before, after = {p.pattern_id: p for p in old}, {p.pattern_id: p for p in new}
    for name in sorted({*before, *after}):
        was, now = before.get(name), after.get(name)
        this = now or was
        change = _pattern_change(was, now)
        if this is not None and change:
            yield Difference(
                part="pattern", name=name, dimension=this.dimension, code=this.code, change=change
            )


def _pattern_change(was: Pattern | None, now: Pattern | None) -> str:
    if was is None:
        return "new"
    if now is None:
        return "gone"
    changes = []
    if (was.dimension, was.code) != (now.dimension, now.code):
        changes.append(f"counts for {now.dimension}: {now.code} and not for {was.dimension}: {was.code}")
    if was.weight != now.weight:
        changes.append(f"weight {was.weight:g} -> {now.weight:g}")
    changes += _come_and_gone("phrase", was.phrases, now.phrases)
    told = {"dimension", "code", "weight", *(("phrases",) if {*was.phrases} != {*now.phrases} else ())}
    others = [f.name for f in fields(Pattern) if f.name not in told | OF_NO_MEANING]
    changes += [f"{name} changed" for name in others if getattr(was, name) != getattr(now, name)]
    return "; ".join(changes)


def _come_and_gone(what: str, was: Iterable[str], now: Iterable[str]) -> Iterator[str]:
    was, now = set(was), set(now)
    if now - was:
        yield f"new {what}: {', '.join(sorted(now - was))}"
    if was - now:
        yield f"{what} gone: {', '.join(sorted(was - now))}"


def _step_changes(old: RuleSet, new: RuleSet) -> Iterator[Difference]:
    before, after = {d.dimension: d for d in old.decisions}, {d.dimension: d for d in new.decisions}
    for name in sorted({*before, *after}):
        was, now = before.get(name), after.get(name)
        if was is None or now is None:
            change = "new" if was is None else "gone"
        elif was == now:
            continue
        else:
            steps = max(len(was.steps), len(now.steps))
            changed = [i + 1 for i in range(steps) if was.steps[i : i + 1] != now.steps[i : i + 1]]
            parts = [f"steps {_listed(map(str, changed))} changed"] if changed else []
            if was.silence != now.silence:
                parts.append(f"silence {was.silence or 'abstains'} -> {now.silence or 'abstains'}")
            change = "; ".join(parts)
        yield Difference(part="step", name=name, dimension=name, change=change)


def _weighing_changes(old: RuleSet, new: RuleSet) -> Iterator[Difference]:
    was, now = old.weighing, new.weighing
    if was.repeat != now.repeat:
        yield Difference(part="weighing", name="repeat", change=f"{was.repeat:g} -> {now.repeat:g}")
    parts: tuple[tuple[str, Mapping[str, object], Mapping[str, object]], ...] = (
        ("field", was.fields, now.fields),
        ("context", {c.flag: c for c in was.contexts}, {c.flag: c for c in now.contexts}),
        ("section", {s.name: s for s in was.sections}, {s.name: s for s in now.sections}),
        ("sense", {s.name: s for s in was.senses}, {s.name: s for s in now.senses}),
    )
    for what, before, after in parts:
        for name, change in _changed_keys(before, after):
            yield Difference(part="weighing", name=f"{what} {name}", change=change)


def _work_changes(old: Iterable[LineageWork], new: Iterable[LineageWork]) -> Iterator[Difference]:
    facts = ("tradition", "authors", "year", "title", "container", "volume", "pages", "doi", "cited_as")
    before = {w.key: tuple(getattr(w, name) for name in facts) for w in old}
    after = {w.key: tuple(getattr(w, name) for name in facts) for w in new}
    for key, change in _changed_keys(before, after):
        if change == "changed":
            names = [n for n, a, b in zip(facts, before[key], after[key], strict=True) if a != b]
            change = f"{_listed(names)} changed"
        yield Difference(part="work", name=key, dimension="tradition", change=change)


def _changed_keys(before: Mapping[str, T], after: Mapping[str, T]) -> Iterator[tuple[str, str]]:
    for key in sorted({*before, *after}):
        if key not in before:
            yield key, "new"
        elif key not in after:
            yield key, "gone"
        elif before[key] != after[key]:
            yield key, "changed"


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
