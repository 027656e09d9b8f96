"""Invented results: a small codebook, and results that are full, empty, or lack something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from coprod_review.model.codebook import Code, Codebook, Dimension
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.corpus import ExportFile
from coprod_review.model.report import Report
from coprod_review.render.coder_measures import Agreement, CalibrationBin, Coverage, Performance
from coprod_review.render.corrected_row import CorrectedRow
from coprod_review.render.results import (
    AlluvialNode,
    AlluvialWay,
    Claim,
    CombinationCount,
    CountryCount,
    FlowBox,
    FormCount,
    MapCell,
    ModelCell,
    ModelRow,
    Placement,
    Results,
    SourceCount,
    StatusCount,
    StrategyCount,
    TrendCount,
)
from coprod_review.render.specification_shapes import SpecificationClaim, SpecificationSummary

from .invented_networks import invented_networks

CODES = {
    "tradition": ("public_administration", "service_management", "integrative", "other", "none"),
    "tradition_basis": ("explicit", "implicit", "none"),
    "framing": ("protective", "consultative", "partnership", "none"),
    "safety_strategy": ("best_practice", "monitoring_adaptation", "none"),
    "issue_character": ("technical", "procedural", "social_interaction", "none"),
    "involvement_nature": ("voluntary", "involuntary", "both", "none"),
    "involvement_locus": ("individual", "system", "both", "none"),
}
SEVERAL = ("safety_strategy", "issue_character")
LONG = (
    "Handing over what was agreed between the ward, the family and everybody else who comes to the home " * 2
)


def invented_codebook(*, long_labels: bool = False) -> Codebook:
    """Seven dimensions; with long labels, every code and dimension is called by about 200 characters."""

    def label(name: str) -> str:
        return f"{name} {LONG}"[:200] if long_labels else name.replace("_", " ").capitalize()

    return Codebook(
        version="0",
        dimensions={
            name: Dimension(
                name=name,
                label=label(name),
                question="Which?",
                multiple=name in SEVERAL,
                source="review",
                codes={c: Code(name=c, label=label(c), definition="Invented.") for c in codes},
            )
            for name, codes in CODES.items()
        },
        constraints=(),
        coproduction_form={"co_design": {"nature": "voluntary", "locus": "individual"}},
        sources={"review": "This review."},
    )


def full_results() -> Results:
    """Results in which every figure has something to draw, with empty cells among full ones."""
    return Results(
        codebook=invented_codebook(),
        flow=_flow(),
        map_cells=_map_cells(),
        trends=[
            TrendCount(year=year, tradition=t, n=(year + place) % 7, number_id=f"trend.{t}.{year}")
            for year in range(1994, 2024)
            for place, t in enumerate(CODES["tradition"])
        ]
        + [TrendCount(year=None, tradition="other", n=4, number_id="trend.other.unknown")],
        model_cells=_model_cells(),
        model_rows=[
            ModelRow(
                character=c,
                n=20.5 + place,
                n_reports=30 + place,
                untapped_share=0.2 + 0.1 * place,
                low=0.1,
                high=0.35 + 0.1 * place,
                sensitivity_low=0.05,
                sensitivity_high=0.6,
                number_id=f"model.{c}.untapped",
            )
            for place, c in enumerate(CODES["issue_character"][:3])
        ],
        claims=_claims(),
        forms=[
            FormCount(
                form="co_design" if (n, m) == ("voluntary", "individual") else "",
                nature=n,
                locus=m,
                n=5 * i * j,
                number_id=f"form.{n}.{m}",
            )
            for i, n in enumerate(CODES["involvement_nature"])
            for j, m in enumerate(CODES["involvement_locus"])
        ],
        strategies=[
            StrategyCount(tradition=t, strategy=s, n=3 * i * j, number_id=f"strategy.{t}.{s}")
            for i, t in enumerate(CODES["tradition"])
            for j, s in enumerate(CODES["safety_strategy"])
        ],
        statuses=[
            StatusCount(dimension=d, status=s, n=n, number_id=f"status.{d}.{s}")
            for d in CODES
            for s, n in (("agreed", 150), ("person", 30), ("machine", 12), ("waiting", 7), ("open", 1))
        ],
        **alluvial_of(_ways()),
        countries=_countries(),
        agreement=_agreement(),
        performance=_performance(),
        calibration=[
            CalibrationBin(
                dimension=d,
                bin=f"{b}",
                n=12 + b,
                mean_probability=b / 5,
                share_correct=b / 6,
                brier=0.2,
                ece=0.04,
            )
            for d in CODES
            for b in range(1, 5)
        ],
        coverage=[
            Coverage(dimension=d, promised=0.9, achieved=0.91, low=0.86, high=0.94, n=140, single_share=0.6)
            for d in CODES
        ],
        corrected_shares=_corrected(),
        specification_claims=_specification_claims(),
        specification_summary=_specification_summary(),
        placements=[
            Placement(table="map", part="counted", n=190),
            Placement(table="map", part="waiting", n=10),
        ],
        **overlap_of({"One": 30, "Two": 12, "One | Two": 9, "Three": 1, "One | Three": 0}),
        networks=invented_networks(),
        tables={"crosstabs": ()},
        reports=[invented_report("r1"), invented_report("r2")],
        codes=[
            CodeOfRecord(
                report_id="r1", dimension="tradition", codes=("other",), status="agreed", coders=("a", "b")
            )
        ],
        exports=[
            ExportFile(file="one.ris", label="prepared file 1", origin="prepared", database="Invented Index")
        ],
    )


def overlap_of(n_by_combination: dict[str, int]) -> dict[str, Any]:
    """The counts of sources and combinations of `Results`; a third of the reports are included."""
    sources = dict.fromkeys(s for c in n_by_combination for s in c.split(" | "))
    counted, found = [], []
    for among, part in (("all", 1), ("included", 3)):
        counts = {c: n // part for c, n in n_by_combination.items()}
        for c, n in counts.items():
            counted.append(
                CombinationCount(
                    among=among, sources=c, n=n, total=99, share=n / 99, number_id=f"overlap.{among}.{c}"
                )
            )
        for source in sources:
            alone = counts.get(source, 0)
            whole = sum(n for c, n in counts.items() if source in c.split(" | "))
            for measure, n in (("found", whole), ("only", alone), ("shared", whole - alone)):
                identity = f"overlap.{among}.source.{source}.{measure}"
                found.append(
                    SourceCount(
                        among=among,
                        source=source,
                        measure=measure,
                        n=n,
                        total=99,
                        share=0.5,
                        number_id=identity,
                    )
                )
    return {"source_counts": found, "combination_counts": counted}


def alluvial_of(n_by_way: dict[tuple[str, str, str, str], float]) -> dict[str, Any]:
    """The ways and nodes of `Results`, by (tradition, basis, framing, character)."""
    total = round(sum(n_by_way.values()))
    ways = [
        AlluvialWay(
            tradition=tradition,
            basis=basis,
            framing=framing,
            character=character,
            n=n,
            n_reports=int(n + 0.5),
            total=total,
            number_id=f"alluvial.{tradition}.{basis}.{framing}.{character}",
        )
        for (tradition, basis, framing, character), n in n_by_way.items()
    ]
    nodes = []
    for place, dimension in ((0, "tradition"), (2, "framing"), (3, "issue_character")):
        for code in CODES[dimension]:
            n = sum(k for way, k in n_by_way.items() if way[place] == code)
            nodes.append(
                AlluvialNode(
                    dimension=dimension,
                    code=code,
                    n=n,
                    n_reports=int(n + 3),
                    total=total,
                    number_id=f"alluvial.{dimension}.{code}",
                )
            )
    return {"alluvial_ways": ways, "alluvial_nodes": nodes}


def invented_report(
    report_id: str, *, title: str = "An invented report", authors: tuple[str, ...] = ()
) -> Report:
    """A report that nobody wrote."""
    return Report(report_id=report_id, record_ids=(f"one.ris:{report_id}",), title=title, authors=authors)


def empty_results() -> Results:
    """The results of a review into which nothing came."""
    return Results(codebook=invented_codebook())


def single_report() -> Results:
    """The results of a review that includes one report, which is on no safety issue and has no year."""
    full = full_results()
    only = ("other", "none")
    return replace(
        full,
        flow=[
            FlowBox(box="identified", label="Records identified", n=1, number_id="flow.identified"),
            FlowBox(box="screened", label="Reports screened", n=1, number_id="flow.screened"),
            FlowBox(box="included", label="Reports included", n=1, number_id="flow.included"),
        ],
        map_cells=[
            replace(
                c,
                n=int((c.basis, c.tradition, c.framing) in (("all", *only), ("explicit", *only))),
                total=1,
                at_most=1.0,
            )
            for c in full.map_cells
        ],
        trends=[TrendCount(year=None, tradition="other", n=1, number_id="trend.other.unknown")],
        model_cells=[
            replace(
                c,
                n=0.0,
                n_reports=0,
                attention=None,
                attention_low=None,
                attention_high=None,
                untapped=None,
                untapped_low=None,
                untapped_high=None,
                over_served=None,
                at_most=None,
                top3_share=None,
                share_by_tradition={},
            )
            for c in full.model_cells
        ],
        model_rows=[
            replace(
                r,
                n=0.0,
                n_reports=0,
                untapped_share=None,
                low=None,
                high=None,
                sensitivity_low=None,
                sensitivity_high=None,
            )
            for r in full.model_rows
        ],
        claims=[replace(c, verdict="undecided", estimate=None, low=None, high=None) for c in full.claims],
        forms=[replace(f, n=int(f.nature == f.locus == "none")) for f in full.forms],
        strategies=[replace(s, n=0) for s in full.strategies],
        statuses=[replace(s, n=int(s.status == "agreed")) for s in full.statuses],
        **alluvial_of({}),
        countries=[replace(full.countries[-1], n=1, n_alone=1, total=1)],
        networks=invented_networks(0),
        agreement=[
            replace(
                a,
                n=1,
                kappa=None,
                kappa_low=None,
                kappa_high=None,
                alpha=None,
                alpha_low=None,
                alpha_high=None,
                ac1=None,
                ac1_low=None,
                ac1_high=None,
                percent=1.0,
            )
            for a in full.agreement
        ],
        performance=(),
        calibration=(),
        coverage=(),
        placements=(),
    )


def long_names() -> Results:
    """Full results whose labels, coders and exports have names of about 200 characters."""
    full = full_results()
    return replace(
        full,
        codebook=invented_codebook(long_labels=True),
        flow=[replace(b, label=f"{b.label} {LONG}"[:200]) for b in full.flow],
        claims=[replace(c, statement=LONG) for c in full.claims],
        agreement=[replace(a, coder_a=f"{a.coder_a}_{'x' * 190}") for a in full.agreement],
        performance=[replace(p, coder=f"{p.coder}_{'y' * 190}") for p in full.performance],
        countries=[replace(c, name=f"{c.name} {LONG}"[:200]) for c in full.countries],
        networks=invented_networks(label=f"{{n}} {LONG}"[:200]),
    )


def found_both_ways() -> Results:
    """Full results of a review with searches, a citation search and letters, each with records of its own."""
    return replace(
        full_results(),
        flow=_flow_of_both_ways(),
        exports=[
            ExportFile(file="one.ris", label="Invented Index", origin="search", database="Invented Index"),
            ExportFile(file="two.ris", label="Citations", origin="other_methods", database="Citation search"),
        ],
    )


def long_names_both_ways() -> Results:
    """Results of searches and other methods whose sources and reasons have names of about 200 characters."""
    long, both = long_names(), found_both_ways()
    return replace(long, flow=[replace(b, label=f"{b.label} {LONG}"[:200]) for b in both.flow])


def updated(results: Results) -> Results:
    """The results as those of a review that updates an earlier version."""
    counts = (
        ("included_previous", "Reports included in the previous version of the review, Ann 2019", 120),
        ("included_previous.studies", "Studies that these report", 97),
        ("included_previous.found_again", "Reports of the previous version found again, counted once", 12),
        ("included_total", "Reports included in total", 308),
    )
    boxes = [FlowBox(box=b, label=words, n=n, number_id=f"flow.{b}") for b, words, n in counts]
    return replace(results, flow=[*results.flow, *boxes])


def large_counts() -> Results:
    """Full results of tens of thousands of reports."""
    full, times = full_results(), 991

    def larger(rows: Any) -> list[Any]:
        return [
            replace(row, n=row.n * times, **({"total": row.total * times} if hasattr(row, "total") else {}))
            for row in rows
        ]

    names = ("flow", "map_cells", "trends", "forms", "strategies", "statuses", "countries", "alluvial_ways")
    nodes = [replace(n, n=n.n * times, n_reports=n.n_reports * times) for n in full.alluvial_nodes]
    cells = [replace(c, n=c.n * times, n_reports=c.n_reports * times) for c in full.model_cells]
    tables: dict[str, Any] = {name: larger(getattr(full, name)) for name in names}
    return replace(full, **tables, alluvial_nodes=nodes, model_cells=cells)


def many_sources() -> Results:
    """Full results of twelve sources with long names and sixty combinations, some of thousands of reports."""
    names = [f"Invented Index of the Literature on Everything, part {n}" for n in range(1, 13)]
    counts = {name: 12_345 // (n + 1) for n, name in enumerate(names)}
    pairs = [" | ".join(pair) for pair in combinations(names, 2)]
    counts |= {pair: max(1, 900 - 37 * n) for n, pair in enumerate(pairs[:47])}
    counts[" | ".join(names)] = 3
    ordered = dict(sorted(counts.items(), key=lambda item: -item[1]))
    return replace(full_results(), **overlap_of(ordered))


def one_source() -> Results:
    """Full results of a review of one source."""
    return replace(full_results(), **overlap_of({"Invented Index": 7}))


def forty_sources() -> Results:
    """Full results of forty sources, more than have rows."""
    counts = {f"Site {n}": 41 - n for n in range(1, 41)} | {"Site 1 | Site 40": 1}
    return replace(full_results(), **overlap_of(counts))


CASES: dict[str, Callable[[], Results]] = {
    "full": full_results,
    "both_ways": found_both_ways,
    "empty": empty_results,
    "single": single_report,
    "long": long_names,
    "large": large_counts,
    "updated": lambda: updated(full_results()),
    "updated_both_ways": lambda: updated(found_both_ways()),
    "updated_long": lambda: updated(long_names()),
    "many_sources": many_sources,
    "one_source": one_source,
    "forty_sources": forty_sources,
    "long_both_ways": long_names_both_ways,
}


@pytest.fixture
def full() -> Results:
    """Results in which every figure has something to draw."""
    return full_results()


def _flow() -> list[FlowBox]:
    counts = (
        ("identified", "Records identified", 300),
        ("identified.one_ris", "prepared file 1", 180),
        ("identified.two_ris", "prepared file 2", 120),
        ("set_aside", "Entries that could not be read", 2),
        ("joined", "Duplicate records joined", 78),
        ("screened", "Reports screened", 220),
        ("excluded", "Reports excluded", 20),
        ("excluded.subject", "neither on users' part nor on safety in care", 20),
        ("included", "Reports included", 200),
        ("included.agreed", "settled by readers who agree", 200),
    )
    return [FlowBox(box=b, label=words, n=n, number_id=f"flow.{b}") for b, words, n in counts]


def _flow_of_both_ways() -> list[FlowBox]:
    counts = (
        ("identified", "Records identified", 300),
        *((f"identified.s{n}", f"Invented Index {n}", 15) for n in range(20)),
        ("identified_other", "Records from other methods", 40),
        ("identified_other.c", "Citation search of the included reports", 30),
        ("identified_other.c.first_ris", "Cited by the first ten", 18),
        ("identified_other.c.next_ris", "Cited by the next ten", 12),
        ("identified_other.d", "Letters from experts", 10),
        ("joined", "Duplicate records joined", 93),
        ("set_aside", "Entries that could not be read", 3),
        ("screened", "Reports screened", 244),
        ("excluded", "Reports excluded", 30),
        ("excluded.subject", "neither on users' part nor on safety in care", 30),
        ("included", "Reports included", 214),
        ("included.agreed", "settled by readers who agree", 200),
        ("included.waiting", "in doubt, waiting for people", 14),
        ("joined_databases", "Duplicate records joined, databases and registers", 78),
        ("set_aside_databases", "Entries that could not be read, databases and registers", 2),
        ("screened_databases", "Reports screened, databases and registers", 220),
        ("excluded_databases", "Reports excluded, databases and registers", 20),
        ("excluded_databases.subject", "neither on users' part nor on safety in care", 20),
        ("included_databases", "Reports included, databases and registers", 200),
        ("joined_other", "Duplicate records joined, other methods", 4),
        ("set_aside_other", "Entries that could not be read, other methods", 1),
        ("assessed_other", "Reports assessed, other methods", 24),
        ("excluded_other", "Reports excluded, other methods", 10),
        ("excluded_other.subject", "neither on users' part nor on safety in care", 10),
        ("included_other", "Reports included, other methods", 14),
        ("joined_both_ways", "Records of other methods that databases hold too, counted there", 11),
    )
    return [FlowBox(box=b, label=words, n=n, number_id=f"flow.{b}") for b, words, n in counts]


def _ways() -> dict[tuple[str, str, str, str], float]:
    bases = {"none": ("none",)}
    return {
        (t, b, f, c): 0.5 * (1 + (i * j + k) % 9)
        for i, t in enumerate(CODES["tradition"])
        if t != "integrative"
        for b in bases.get(t, ("explicit", "implicit", "unsettled"))
        for j, f in enumerate(CODES["framing"][:3])
        for k, c in enumerate(CODES["issue_character"])
    }


def _countries() -> list[CountryCount]:
    names = {"GBR": "United Kingdom", "USA": "United States", "NOR": "Norway", "SGP": "Singapore"}
    counted = [
        *(("country", code, name, 40 // (place + 1)) for place, (code, name) in enumerate(names.items())),
        ("no_country", "", "Nordic countries", 2),
        ("not_stated", "", "not stated", 90),
    ]
    return [
        CountryCount(
            kind=kind,
            country=code,
            name=name,
            n=n,
            n_alone=n - n // 9,
            total=170,
            number_id=f"countries.{code or kind}",
        )
        for kind, code, name, n in counted
    ]


def _map_cells() -> list[MapCell]:
    return [
        MapCell(
            basis=basis,
            tradition=t,
            framing=f,
            n=(i * j * 7) // (1 if basis == "all" else 2),
            total=190,
            share=i * j * 7 / 190,
            low=0.001,
            high=0.9,
            at_most=None if i * j else 3.0,
            number_id=f"map.{basis}.{t}.{f}",
        )
        for basis in ("all", "explicit", "implicit")
        for i, t in enumerate(CODES["tradition"])
        for j, f in enumerate(CODES["framing"])
    ]


def _model_cells() -> list[ModelCell]:
    return [
        ModelCell(
            character=c,
            position=p,
            potential=(i + j + 1) / 9,
            attention=0.0 if i == j else 0.4,
            attention_low=0.0 if i == j else 0.31,
            attention_high=0.1 if i == j else 0.52,
            untapped=max(0.0, (i + j + 1) / 9 - (0.0 if i == j else 0.4)),
            untapped_low=0.0,
            untapped_high=0.4,
            over_served=max(0.0, (0.0 if i == j else 0.4) - (i + j + 1) / 9),
            n=0.0 if i == j else 12.5,
            n_reports=0 if i == j else 17,
            at_most=3.0 if i == j else None,
            top3_share=0.61,
            number_id=f"model.{c}.{p}",
            share_by_tradition={} if i == j else {"public_administration": 0.6, "none": 0.3},
        )
        for i, c in enumerate(CODES["issue_character"][:3])
        for j, p in enumerate(CODES["framing"][:3])
    ]


def _claims() -> list[Claim]:
    verdicts = ("supported", "undecided", "not supported")
    return [
        Claim(
            claim=str(place),
            statement="Invented things happen more often in the first group than in the second.",
            verdict=verdict,
            estimate=0.3 - 0.2 * place,
            low=0.1 - 0.2 * place,
            high=0.5 - 0.2 * place,
            n_a=20,
            n_b=12,
            basis="explicit",
            because="counted",
            number_id=f"claim.{place}",
        )
        for place, verdict in enumerate(verdicts, start=1)
    ]


def _agreement() -> list[Agreement]:
    pairs = (("collector", "reader_1"), ("collector", "reader_2"), ("reader_1", "reader_2"))
    return [
        Agreement(
            dimension=d,
            coder_a=a,
            coder_b=b,
            n=180,
            percent=0.9,
            percent_low=0.85,
            percent_high=0.94,
            masi=None,
            masi_low=None,
            masi_high=None,
            kappa=0.8,
            kappa_low=0.7,
            kappa_high=0.9,
            alpha=0.79,
            alpha_low=0.69,
            alpha_high=0.88,
            ac1=1.0,
            ac1_low=1.0,
            ac1_high=1.0,
            prevalence="none 100; other 80",
            number_id=f"agreement.{d}.{a}.{b}",
        )
        for d in CODES
        for a, b in pairs
    ]


def _performance() -> list[Performance]:
    facets = (("settled", "all"), ("settled", "held_out"), ("settled", "development"), ("reader_1", "all"))
    coders = (
        ("rules", "no"),
        ("lineage", "no"),
        ("classifier", "no"),
        ("combination", "no"),
        ("majority", "yes"),
    )
    return [
        Performance(
            coder=coder,
            dimension=d,
            against=against,
            subset=subset,
            n=150,
            n_decided=140,
            accuracy=0.7,
            accuracy_low=0.6,
            accuracy_high=0.8,
            macro_f1=0.1 + 0.15 * place,
            macro_f1_low=0.05 + 0.15 * place,
            macro_f1_high=0.2 + 0.15 * place,
            kappa=0.5,
            kappa_low=0.4,
            kappa_high=0.6,
            baseline=baseline,
            number_id=f"performance.{coder}.{d}",
        )
        for d in CODES
        for against, subset in facets
        for place, (coder, baseline) in enumerate(coders)
    ]


def _corrected() -> list[CorrectedRow]:
    """Shares by a gold sample, of which nothing else is known, and by a rehearsed one."""
    return [
        CorrectedRow(
            basis=basis,
            measure="share",
            dimension=dimension,
            code=code,
            other="",
            framing="",
            among="",
            total=190,
            n_sampled=60,
            share=0.1 + 0.05 * place,
            low=0.06 + 0.05 * place,
            high=0.16 + 0.05 * place,
            beyond_low=0.05,
            beyond_high=0.4,
            sample=0.12,
            sample_low=0.05,
            sample_high=0.22,
            naive=None if place == 1 else 0.2,
            naive_low=None if place == 1 else 0.15,
            naive_high=None if place == 1 else 0.26,
            all_settled=0.14 if basis == "rehearsal" else None,
            all_settled_low=0.1 if basis == "rehearsal" else None,
            all_settled_high=0.2 if basis == "rehearsal" else None,
            trust=0.8,
            number_id=f"corrected.{basis}.{dimension}.{code}",
        )
        for basis in ("gold_sample", "rehearsal")
        for dimension in ("tradition", "framing")
        for place, code in enumerate(CODES[dimension])
    ]


def _specification_claims() -> list[SpecificationClaim]:
    """Each claim under all kinds of departures; one finds the same codes as another, one has no estimate."""
    departures = (
        *("", "implicit", "reader_reader_1", "low_confidence", "level_all", "coder_rules"),
        *("patterns_issue_character", "shared_words | level_0.80", "machine_codes"),
    )
    return [
        SpecificationClaim(
            specification=f"{coded_by}.{place}",
            coded_by=coded_by,
            departures=slugs,
            same_as=f"{coded_by}.0" if slugs == "machine_codes" else "",
            claim=claim,
            verdict=("supported", "undecided", "not supported")[place % 3],
            kept="yes" if place % 3 == 0 else "no",
            estimate=None if slugs == "low_confidence" else 0.7 - 0.15 * place,
            low=None if slugs == "low_confidence" else 0.5 - 0.15 * place,
            high=None if slugs == "low_confidence" else min(1.0, 0.9 - 0.1 * place),
            n_a=20,
            n_b=11,
            number_id=f"specification.{coded_by}.claim_{claim}.{place}",
        )
        for claim in ("1", "2", "3")
        for coded_by in ("people_first", "machines_alone")
        for place, slugs in enumerate(departures)
    ]


def _specification_summary() -> list[SpecificationSummary]:
    return [
        SpecificationSummary(
            claim=claim,
            coded_by=coded_by,
            verdict="supported",
            tried=8,
            kept=3,
            supported=3,
            not_supported=2,
            undecided=2,
            no_estimate=1,
            same=1,
            estimate=0.7,
            lowest=-0.35,
            highest=0.7,
            moved_most_by="implicit",
            moved_to=0.55,
            moved_verdict="undecided",
            number_id=f"specification.{coded_by}.claim_{claim}.kept",
        )
        for claim in ("1", "2", "3")
        for coded_by in ("people_first", "machines_alone")
    ]
