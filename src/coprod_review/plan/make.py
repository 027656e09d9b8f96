"""Makes a plan from the tables of a run, the model that is argued for, and the reading of an issue."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from coprod_review.model.codebook import NONE_CODE, Codebook
from coprod_review.model.partnership import POSITIONS, PartnershipModel
from coprod_review.model.plan import (
    FORM,
    MET,
    OPEN,
    PERHAPS,
    UNKNOWN,
    FormRead,
    Measured,
    NearReport,
    Plan,
    PlanRow,
    Position,
    Readings,
    TraditionRead,
    Tried,
    TriedDimension,
)
from coprod_review.model.planning import Reading

Row = Mapping[str, str]

NO_SINGLE_FORM = "no_single_form"
FORM_LABELS = {
    NO_SINGLE_FORM: "No single form",
    NONE_CODE: "Users are not involved",
    FORM: "Form of co-production",
}
FEW_REPORTS = 10
"""Below so many reports on a character its shares tell little, which the plan says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What plans are made from: the tables of the analysis as rows of text, and what people argue for."""

    codebook: Codebook
    model: PartnershipModel
    readings: Readings
    cells: Sequence[Row] = ()
    rows: Sequence[Row] = ()
    plans: Sequence[Row] = ()
    n_on_safety: int = 0
    n_included: int = 0
    origins: Collection[str] = ()
    source_words: Mapping[str, str] = field(default_factory=dict)
    coded_by: str = ""


def make_plan(
    reading: Reading,
    sources: Sources,
    *,
    nearest: Sequence[NearReport] = (),
    sign_words: Mapping[str, str] | None = None,
) -> Plan:
    """The plan for the characters of a reading, in their order; no rows where the reading names none.

    A run without reports, or with few, gives a plan all the same: `lacks` says what is missing.
    """
    rows = tuple(_row(character, sources) for character in reading.codes)
    return Plan(
        reading=reading,
        rows=rows,
        nearest=tuple(nearest),
        n_on_safety=sources.n_on_safety,
        n_included=sources.n_included,
        sign_words=dict(sign_words or {}),
        lacks=tuple(_lacks(rows, reading, nearest, sources)),
        origins=tuple(sorted(set(sources.origins))),
        source_words=dict(sources.source_words),
        coded_by=sources.coded_by,
    )


def _lacks(
    rows: Sequence[PlanRow], reading: Reading, nearest: Sequence[NearReport], sources: Sources
) -> list[str]:
    lacks = []
    if rows and not sources.n_on_safety:
        lacks.append("This run has no included report on patient safety: the plan is the argument alone.")
    for row in rows:
        if sources.n_on_safety and not row.n_reports:
            lacks.append(f"No included report is on issues of the character “{row.label}”.")
        elif 0 < row.n_reports < FEW_REPORTS:
            lacks.append(
                f"Only {row.n_reports} of the included reports are on the character “{row.label}”: "
                "its shares tell little."
            )
    if rows and sources.n_on_safety and reading.text and not nearest:
        lacks.append("No included report on patient safety shares telling words with the issue.")
    if nearest and all(near.weak for near in nearest):
        lacks.append("No report is near to the issue: those listed share little with it.")
    return lacks


def _row(character: str, sources: Sources) -> PlanRow:
    code = sources.codebook.dimensions["issue_character"].codes[character]
    measured = next((r for r in sources.rows if r["character"] == character), {})
    positions = tuple(
        sorted(
            (_position(character, position, sources) for position in POSITIONS),
            key=lambda p: (-p.weight, POSITIONS.index(p.position)),
        )
    )
    tried = _tried(character, "", sources)
    return PlanRow(
        character=character,
        label=code.label,
        definition=code.definition.strip(),
        n_reports=int(measured.get("n_reports") or 0),
        untapped_share=_measured(measured, "untapped_share", "low", "high"),
        chance=Measured(value=_number(measured, "chance_share"), high=_number(measured, "chance_high")),
        counted_as=_number(measured, "n"),
        sensitivity=Measured(
            low=_number(measured, "sensitivity_low"), high=_number(measured, "sensitivity_high")
        ),
        number_id=measured.get("number_id", ""),
        positions=positions,
        tried=tried,
        tried_in_first=_tried(character, positions[0].position, sources),
        forms=_forms(character, tried, sources),
        traditions=_traditions(character, tried, sources),
    )


def _position(character: str, position: str, sources: Sources) -> Position:
    cell = next((r for r in sources.cells if (r["character"], r["position"]) == (character, position)), {})
    argued = sources.model.cells[character][position]
    weights = [sources.model.cells[character][p].weight for p in POSITIONS]
    untapped = _measured(cell, "untapped", "untapped_low", "untapped_high")
    return Position(
        position=position,
        label=sources.codebook.dimensions["framing"].codes[position].label,
        weight=argued.weight,
        because=argued.because,
        sources=argued.sources,
        potential=argued.weight / sum(weights),
        attention=_measured(cell, "attention", "attention_low", "attention_high"),
        untapped=untapped,
        standing=_standing(untapped),
        n_reports=int(cell.get("n_reports") or 0),
        counted_as=_number(cell, "n"),
        at_most=_number(cell, "at_most"),
        number_id=cell.get("number_id", ""),
        question=sources.readings.questions[character][position],
    )


def _standing(untapped: Measured) -> str:
    """How attention stands to potential: open only where the whole interval says so."""
    if untapped.value is None:
        return UNKNOWN
    if untapped.low:
        return OPEN
    return PERHAPS if untapped.value else MET


def _tried(character: str, position: str, sources: Sources) -> tuple[TriedDimension, ...]:
    by_dimension: dict[str, list[Tried]] = {}
    for row in sources.plans:
        if (row["character"], row["position"]) == (character, position):
            by_dimension.setdefault(row["dimension"], []).append(
                Tried(
                    code=row["code"],
                    label=label_of(row["dimension"], row["code"], sources.codebook),
                    n=int(row["n"]),
                    total=int(row["total"]),
                    share=_measured(row, "share", "low", "high"),
                    at_most=_number(row, "at_most"),
                    number_id=row["number_id"],
                    gloss=_gloss(row["dimension"], row["code"], sources.codebook),
                )
            )
    return tuple(
        TriedDimension(dimension=name, label=_dimension_label(name, sources.codebook), codes=tuple(codes))
        for name, codes in by_dimension.items()
    )


def _gloss(dimension: str, code: str, codebook: Codebook) -> str:
    """By which nature and locus a form of co-production is known; empty for other codes."""
    form = codebook.coproduction_form.get(code) if dimension == FORM else None
    return f"{form['nature']}, {form['locus']}" if form else ""


def _forms(character: str, tried: Sequence[TriedDimension], sources: Sources) -> tuple[FormRead, ...]:
    return tuple(
        FormRead(
            form=fitting.form,
            label=label_of(FORM, fitting.form, sources.codebook),
            nature=sources.codebook.coproduction_form[fitting.form]["nature"],
            locus=sources.codebook.coproduction_form[fitting.form]["locus"],
            because=fitting.because,
            sources=fitting.sources,
            found=_found(tried, FORM, fitting.form),
        )
        for fitting in sources.readings.forms[character]
    )


def _traditions(
    character: str, tried: Sequence[TriedDimension], sources: Sources
) -> tuple[TraditionRead, ...]:
    return tuple(
        TraditionRead(
            tradition=name,
            label=label_of("tradition", name, sources.codebook),
            says=argued.says,
            because=argued.because,
            sources=argued.sources,
            found=_found(tried, "tradition", name),
        )
        for name, argued in sources.readings.traditions[character].items()
    )


def _found(tried: Sequence[TriedDimension], dimension: str, code: str) -> Tried | None:
    return next((c for d in tried if d.dimension == dimension for c in d.codes if c.code == code), None)


def label_of(dimension: str, code: str, codebook: Codebook) -> str:
    """What a code is called in a plan: its label, or for `none` what that means in its dimension."""
    if dimension == FORM:
        return FORM_LABELS.get(code) or code.replace("co_", "co-").replace("_", " ").capitalize()
    known = codebook.dimensions[dimension].codes.get(code)
    if known is None:
        return code.replace("_", " ")
    return (
        known.definition.strip().rstrip(".") if code == NONE_CODE and known.label == "None" else known.label
    )


def _dimension_label(name: str, codebook: Codebook) -> str:
    return FORM_LABELS[FORM] if name == FORM else codebook.dimensions[name].label


def _measured(row: Row, value: str, low: str, high: str) -> Measured:
    return Measured(value=_number(row, value), low=_number(row, low), high=_number(row, high))


def _number(row: Row, name: str) -> float | None:
    text = row.get(name, "")
    return float(text) if text.strip() else None
