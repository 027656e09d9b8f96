"""What the methods tell: facts of configuration and corpus that no stage counts, and citations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from coprod_review.model.coding import MACHINE_CODERS
from coprod_review.model.record import CALLED_RETRACTED
from coprod_review.model.unasked import NOT_ASKED
from coprod_review.pages.results import Results
from coprod_review.pages.wording import in_words, percent
from coprod_review.provenance import Provenance
from coprod_review.report.findings import short_searches
from coprod_review.report.references import Citations, method_works, reference_text


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodFacts:
    """Counts of what people wrote: patterns by dimension, works of the lineage, teaching texts, decisions.

    `decided_pairs` are the pairs of records that people decided, `disputed_pairs` those on which they differ.
    `draws` and `concentration` are those of the sensitivity of the partnership model. `trained` are the
    dimensions in which the run taught a classifier, `penalties_kept` those of them whose penalty it took from
    config/tuned.yaml, `combined` those in which it taught a combination. `has_extraction` says whether
    corpus/characteristics.csv names any report, `has_development` whether samples/rule_development.csv does.
    """

    patterns: Mapping[str, int] = field(default_factory=dict)
    works: Mapping[str, int] = field(default_factory=dict)
    teaching_texts: int = 0
    decided_pairs: int = 0
    disputed_pairs: int = 0
    adjudications: int = 0
    concentration: float = 0
    draws: int = 0
    trained: tuple[str, ...] = ()
    penalties_kept: tuple[str, ...] = ()
    combined: tuple[str, ...] = ()
    has_extraction: bool = False
    has_development: bool = False

    @property
    def n_patterns(self) -> int:
        """The patterns of all dimensions."""
        return sum(self.patterns.values())

    @property
    def penalties_chosen(self) -> tuple[str, ...]:
        """The dimensions whose penalty the run chose itself."""
        return tuple(name for name in self.trained if name not in self.penalties_kept)

    @property
    def n_works(self) -> int:
        """The works of all traditions."""
        return sum(self.works.values())


NO_FACTS = MethodFacts()
"""Where nobody has written anything yet."""

TOLD_LIBRARIES = ("matplotlib", "numpy", "pyarrow", "scikit-learn", "scipy", "spacy")
"""The libraries whose versions the methods tell; all stand in provenance.json."""

INPUT_WORDS: Mapping[str, str] = {
    "text": "the words and word pairs of title, abstract and keywords",
    "rules": "the hits of the rules",
    "lineage": "the cited works of the lineage",
    "venue": "the journal or book",
}
"""What the classifier may look at, in words."""


def method_names(
    results: Results,
    *,
    facts: MethodFacts,
    provenance: Provenance,
    level: int,
    search_log: Markup,
    planner: str = "",
) -> dict[str, Any]:
    """The names that the template of the methods knows beside those of the report.

    `level` is that of its headings, `search_log` the words that lead to the search log, `planner`
    the address of the planner's page, empty where a text cannot link to it.
    """
    citations = Citations(works=method_works())
    return {
        "facts": facts,
        "cite": citations.cite,
        "citations": citations,
        "method_references": lambda: [(work["id"], reference_text(work)) for work in citations.listed()],
        "level": level,
        "where": {"search_log": search_log, "planner": planner},
        "provenance": provenance,
        "settings": results.config,
        "coverage": percent(str(results.config.decide.coverage)),
        "inputs": inputs_in_words(results),
        "hidden": hidden_in_words(results),
        "are_parted": are_parted(results.config.classifier.hidden),
        "libraries": [
            f"{name} {provenance.versions[name]}" for name in TOLD_LIBRARIES if name in provenance.versions
        ],
        "has_gold_sample": any(row["basis"] == "gold_sample" for row in results.table("corrected_shares")),
        "called_retracted": any(
            CALLED_RETRACTED in row.get("repairs", "") for row in results.table("exports")
        ),
        "penalties_kept": [_label(results, name).lower() for name in facts.penalties_kept],
        "penalties_chosen": [_label(results, name).lower() for name in facts.penalties_chosen],
        "not_asked": not_asked(results),
        "codings_follow": codings_follow(results),
        "short_searches": short_searches(results),
        "otherwise_found": [export for export in results.exports if export.origin == "other_methods"],
    }


def not_asked(results: Results) -> list[str]:
    """The codes that nobody who coded was asked for, each with its dimension, in words."""
    return [
        f"“{results.codebook.dimensions[row['dimension']].codes[row['code']].label}” "
        f"({_label(results, row['dimension']).lower()})"
        for row in results.table("shares")
        if row["basis"] == "all" and results.ledger[row["number_id"]].text == NOT_ASKED
    ]


def codings_follow(results: Results) -> list[str]:
    """The versions of the codebook that people and readers followed, where any is not the present one."""
    found = {c.codebook for c in results.codings if c.codebook and c.coder not in MACHINE_CODERS}
    return sorted(found) if found - {results.codebook.version} else []


def inputs_in_words(results: Results) -> list[str]:
    """What the classifier looks at by the configuration."""
    return [INPUT_WORDS[name] for name in results.config.classifier.inputs]


def hidden_in_words(results: Results) -> list[str]:
    """Clauses on classifiers that may not see the patterns of other dimensions, those alike joined.

    What is told is what was applied: a name that the codebook does not have hides nothing.
    """
    known = results.codebook.dimensions.keys()
    names_by_others: dict[frozenset[str], list[str]] = {}
    for name, others in results.config.classifier.hidden.items():
        if name in known and (applied := known & set(others)):
            names_by_others.setdefault(frozenset(applied), []).append(name)
    found = []
    for hidden_names, names in names_by_others.items():
        of_these = in_words([f"that of {_label(results, name).lower()}" for name in names])
        if set(results.codebook.dimensions) <= {*hidden_names, *names}:
            hidden = "any dimension but these" if len(names) > 1 else "any other dimension"
        else:
            ordered = [name for name in results.codebook.dimensions if name in hidden_names]
            hidden = in_words([_label(results, name).lower() for name in ordered], last="or")
        sees = "see" if len(names) > 1 else "sees"
        found.append(f"{of_these} {sees} no patterns of {hidden}")
    return found


def are_parted(hidden: Mapping[str, Sequence[str]]) -> bool:
    """Whether the classifiers of tradition and of framing each see no patterns of the other."""
    return "framing" in hidden.get("tradition", ()) and "tradition" in hidden.get("framing", ())


def _label(results: Results, dimension: str) -> str:
    known = results.codebook.dimensions.get(dimension)
    return known.label if known else dimension.replace("_", " ")
