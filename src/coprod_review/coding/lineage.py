"""The lineage coder: which traditions the works cited by a report belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coprod_review.coding.plain_text import surname
from coprod_review.coding.references import Resolution, WorkIndex, first_surname, one_of
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import Coding, Evidence
from coprod_review.model.pattern import LineageWork
from coprod_review.model.report import Report

CODER = "lineage"
DIMENSION = "tradition"
INTEGRATIVE = "integrative"
CITED_WEIGHT = 1.0
NAMED_WEIGHT = 0.5
"""What a work counts that the text names with its year ("Example et al., 2004") without citing it."""

_NAMED = re.compile(
    r"\b(?=(?P<passage>(?P<name>[^\W\d_][\w’'\-]+)"
    r"(?:\s*(?:,|&|and|et al\.?|[^\W\d_][\w’'\-]+|’s|'s)){0,5}?"
    r"[\s,]*\(?(?P<year>(?:19|20)\d\d)[a-c]?\b))"
)

_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE_YEAR = 200
_BEHIND_YEAR = 2
"""How far around a year its name is looked for, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageRule:
    """When the works decide: the least score, and how strong the weaker side must be to be integrative."""

    least: float = 1.0
    both_sides: float = 2.0
    balance: float = 0.5


class LineageCoder:
    """Codes the tradition of reports by the works that they cite.

    The score of a tradition is the number of its distinct works cited, plus half of each work that the text
    only names. Works on safety belong to no tradition and score nothing. A citation that fits several works
    of one tradition counts for one of them, and its passage names them all.
    """

    def __init__(
        self, *, codebook: Codebook, works: Iterable[LineageWork], rule: LineageRule | None = None
    ) -> None:
        self.codebook = codebook
        self.rule = rule or LineageRule()
        self._index = WorkIndex(works)
        self._traditions = codebook.dimensions[DIMENSION].codes
        self._by_mention = _mentions(self._index.works)
        self._years = {year for _, year in self._by_mention}

    def code(self, report: Report) -> Coding:
        """The tradition coding of a report; without references, or without known works, it abstains."""
        cited = self._cited(report)
        keys = {item.rule for item in cited}
        evidence = cited + [item for item in self._named(report) if item.rule not in keys]
        scores: dict[str, float] = {}
        for item in evidence:
            if item.weight:
                scores[item.code] = scores.get(item.code, 0.0) + item.weight
        codes, note = self._decided(report, scores, n_works=len(keys))
        return Coding(
            report_id=report.report_id,
            dimension=DIMENSION,
            codes=codes,
            coder=CODER,
            codebook=self.codebook.version,
            scores=dict(sorted(scores.items())),
            evidence=tuple(evidence),
            basis="cited works",
            examined=("references",) if report.references else (),
            note=note,
        )

    def _cited(self, report: Report) -> list[Evidence]:
        """Each reference that is a known work, the second to the same work with weight 0.

        One that fits several works counts for the first of them that no other reference stands for.
        """
        resolved = [
            (place, reference, resolution)
            for place, reference in enumerate(report.references)
            if (resolution := self._index.resolve(reference)) is not None
        ]
        found: list[Evidence] = []
        seen: set[str] = set()
        for place, reference, resolution in sorted(resolved, key=lambda r: (bool(r[2].others), r[0])):
            work = next((work for work in resolution.works if work.key not in seen), resolution.work)
            counts = work.tradition in self._traditions and work.key not in seen
            seen.add(work.key)
            found.append(
                Evidence(
                    field="references",
                    start=place,
                    end=place + 1,
                    quote=reference,
                    code=work.tradition if work.tradition in self._traditions else "",
                    rule=work.key,
                    weight=CITED_WEIGHT if counts else 0.0,
                    context=_known_by(resolution),
                )
            )
        return sorted(found, key=lambda item: item.start)

    def _named(self, report: Report) -> list[Evidence]:
        """Works that the abstract names by author and year."""
        found: list[Evidence] = []
        seen: set[str] = set()
        for match in self._mentions(report.abstract):
            resolution = self._by_mention.get((surname(match["name"]), int(match["year"])))
            if resolution is None:
                continue
            work = resolution.work
            if work.key in seen or work.tradition not in self._traditions:
                continue
            seen.add(work.key)
            found.append(
                Evidence(
                    field="abstract",
                    start=match.start("passage"),
                    end=match.end("passage"),
                    quote=match["passage"],
                    code=work.tradition,
                    rule=work.key,
                    weight=NAMED_WEIGHT,
                    context=_known_by(resolution),
                )
            )
        return found

    def _mentions(self, text: str) -> Iterator[re.Match[str]]:
        """Names with a year behind them, in order, where the year is one of a known work."""
        reached = 0
        for year in _YEAR.finditer(text):
            if int(year[0]) in self._years:
                begin = max(reached, year.start() - _BEFORE_YEAR)
                reached = year.end()
                yield from _NAMED.finditer(text, begin, min(len(text), reached + _BEHIND_YEAR))

    def _decided(
        self, report: Report, scores: dict[str, float], *, n_works: int
    ) -> tuple[tuple[str, ...], str]:
        if not report.references:
            return (), "no references"
        said = f"{n_works} known works among {len(report.references)} references"
        public, service = scores.get("public_administration", 0.0), scores.get("service_management", 0.0)
        weaker, stronger = sorted((public, service))
        joined = scores.get(INTEGRATIVE, 0.0)
        if weaker + joined >= self.rule.both_sides and weaker and weaker >= self.rule.balance * stronger:
            return (INTEGRATIVE,), f"{said}; both traditions are cited"
        best = max(scores.values(), default=0.0)
        if best < self.rule.least:
            return (), f"{said}; too few to tell"
        leaders = sorted(code for code, score in scores.items() if score == best)
        if len(leaders) > 1:
            return (), f"{said}; level between {' and '.join(leaders)}"
        return (leaders[0],), said


def code_by_lineage(coder: LineageCoder, reports: Iterable[Report]) -> Iterator[Coding]:
    """The lineage codings of the reports, by report id."""
    for report in sorted(reports, key=lambda r: r.report_id):
        yield coder.code(report)


def _known_by(resolution: Resolution) -> tuple[str, ...]:
    """By what a reference was known, and which works it can stand for where these are several."""
    return (resolution.by, *_several(resolution))


def _several(resolution: Resolution) -> tuple[str, ...]:
    keys = [work.key for work in resolution.works]
    return (f"one of {' and '.join(keys)}",) if len(keys) > 1 else ()


def _mentions(works: Iterable[LineageWork]) -> dict[tuple[str, int], Resolution]:
    """Works by first surname and year, where only one known work has them, or several of one tradition."""
    claims: dict[tuple[str, int], list[LineageWork]] = {}
    for work in works:
        claims.setdefault((first_surname(work), work.year), []).append(work)
    found = {claim: one_of(claimed, by="named in the text") for claim, claimed in claims.items()}
    return {claim: resolution for claim, resolution in found.items() if resolution is not None}
