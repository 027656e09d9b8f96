"""A plan as lines for a terminal of 40 to 100 columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coprod_review.model.codebook import NONE_CODE
from coprod_review.model.plan import NearReport, Plan, PlanRow
from coprod_review.model.planning import CHOSEN, Grounds
from coprod_review.pages.issue_words import (
    VERDICT_WORDS,
    near_by,
    nearly,
    nearly_words,
    next_likely,
    passages_of,
    what_to_do,
    where_it_sits,
)
from coprod_review.pages.plan_words import (
    COUNTING,
    NAMES_OF_FORMS,
    STANDING_WORDS,
    beside_chance,
    chance_words,
    cited_words,
    count_words,
    in_short,
    limits_of,
    percent,
    positions_key,
    share_words,
    start_of,
    tried_words,
)
from coprod_review.pages.terminal import cut, grid, paragraph
from coprod_review.pages.wording import in_words

WIDEST = 98
SHOWN_GROUNDS = 5
"""So many passages are shown for a character, the weightiest; the others are told as a sum."""

ITS_POTENTIAL = " its potential"
"""What the table leaves out, for room."""

MORE = (
    "What the rows say is the same for every issue of a character. With --full: the arguments, what the "
    "reports on the character did, the forms that fit, and how the traditions read it."
)

SHOWN_FIRST = 3
"""So many passages are named where scores are not taken apart."""


def lines_of(plan: Plan, *, width: int, site: str = "", is_full: bool = False) -> list[str]:
    """The plan in lines: one place to start, the nearest reports, then the rows in short or in full.

    `site` is the folder of the audit pages, empty where there are none.
    """
    width = min(width, WIDEST)
    lines = list(_issue(plan, width, is_full=is_full))
    if plan.rows:
        lines += ["", *_start(plan, width)]
        lines += ["", *paragraph(positions_key(plan.rows[0]), width=width)]
    if plan.nearest:
        lines += ["", *_nearest(plan, width, site)]
    for row in plan.rows:
        told = _row(row, width, words=plan.source_words) if is_full else _short_row(row, width)
        lines += ["", *told]
    if plan.rows and not is_full:
        lines += ["", *paragraph(MORE, width=width, indent=2)]
    if plan.lacks:
        lines += ["", "WHAT IS MISSING"]
        lines += [line for lack in plan.lacks for line in paragraph(lack, width=width, indent=2)]
    if plan.rows:
        lines += [
            "",
            "LIMITS",
            *paragraph(f"{limits_of(plan)} {plan.coded_by}".strip(), width=width, indent=2),
        ]
    return lines


def _start(plan: Plan, width: int) -> Iterator[str]:
    """One place to begin: a question, and a report where one is near."""
    row, near = start_of(plan)
    yield "START HERE"
    yield from paragraph(f"{row.label}. Ask: {row.positions[0].question}", width=width, indent=2)
    if near:
        yield from paragraph(f"Read: {near.report_id}, {near.authors} ({near.year}).", width=width, indent=2)


def _short_row(row: PlanRow, width: int) -> Iterator[str]:
    """What a row comes to, and the question of each position."""
    yield row.label.upper()
    for sentence in in_short(row):
        yield from paragraph(f"- {sentence}", width=width, indent=2, hanging=2)
    for position in row.positions:
        yield from paragraph(f"Ask: {position.question}", width=width, indent=2, hanging=2)


def _issue(plan: Plan, width: int, *, is_full: bool) -> Iterator[str]:
    reading = plan.reading
    yield "THE ISSUE"
    if reading.text:
        yield from paragraph(f"“{reading.text}”", width=width, indent=2)
    yield from paragraph(f"{VERDICT_WORDS[reading.verdict]}. {reading.because}", width=width, indent=2)
    if advice := what_to_do(reading):
        yield from paragraph(advice, width=width, indent=2)
    if plan.rows:
        yield from paragraph(f"It sits in: {where_it_sits(plan)}.", width=width, indent=2)
    near = dict(nearly(reading))
    rest = [f"{c.replace('_', ' ')} {percent(p)}" for c, p in next_likely(reading) if c not in near]
    if rest and reading.verdict != CHOSEN:
        yield from paragraph(f"Less likely: {', '.join(rest)}.", width=width, indent=2)
    if near:
        yield from paragraph(nearly_words(reading), width=width, indent=2)
    if is_full:
        for code in reading.codes or (NONE_CODE,):
            if code in reading.grounds:
                yield from _grounds(reading.grounds[code], plan, width)
        return
    told = [reading.grounds[code] for code in reading.codes if code in reading.grounds]
    if leading := list(filter(None, map(_leading, told))):
        sentence = f"Most weight: {'; '.join(leading)} (--full takes the scores apart)."
        yield from paragraph(sentence, width=width, indent=2, hanging=2)


def _leading(grounds: Grounds) -> str:
    """The passages that speak most for a code; empty where none does."""
    quotes = [cut(e.quote, 30) for weight, e, _ in passages_of(grounds) if weight > 0]
    shown = ", ".join(f"“{quote}”" for quote in list(dict.fromkeys(quotes))[:SHOWN_FIRST])
    return f"{_name(grounds)} by {shown}" if shown else ""


def _name(grounds: Grounds) -> str:
    return "no safety issue" if grounds.code == NONE_CODE else grounds.code.replace("_", " ")


def _grounds(grounds: Grounds, plan: Plan, width: int) -> Iterator[str]:
    """The weightiest passages of a score, and what the others and the intercept add to the whole."""
    passages = passages_of(grounds)
    shown, rest = passages[:SHOWN_GROUNDS], passages[SHOWN_GROUNDS:]
    told = []
    for weight, evidence, signs in shown:
        says = f" ({in_words([plan.sign_words[s] for s in signs])})" if signs else ""
        told.append(f"{weight:+.2f} “{cut(evidence.quote, 30)}” at {evidence.start}{says}")
    if rest:
        told.append(f"{sum(weight for weight, _, _ in rest):+.2f} in {len(rest)} more")
    told.append(f"{grounds.intercept:+.2f} to start from")
    sentence = f"Why {_name(grounds)}: {'; '.join(told)}; together {grounds.score:+.2f}."
    yield from paragraph(sentence, width=width, indent=2, hanging=2)


def _row(row: PlanRow, width: int, *, words: Mapping[str, str]) -> Iterator[str]:
    yield row.label.upper()
    yield from paragraph(row.definition, width=width, indent=2)
    yield ""
    yield "  In short"
    for sentence in in_short(row):
        yield from paragraph(f"- {sentence}", width=width, indent=2, hanging=2)
    yield ""
    yield from _positions(row, width, words=words)
    yield ""
    yield from paragraph(f"What the reports on this character did ({row.n_reports})", width=width, indent=2)
    for dimension in row.tried:
        yield from paragraph(
            f"{dimension.label}: {tried_words(dimension.codes)}.", width=width, indent=4, hanging=2
        )
    yield ""
    yield from paragraph(
        "Forms of co-production that fit (Osborne, Radnor & Strokosch 2016)", width=width, indent=2
    )
    yield from paragraph(NAMES_OF_FORMS, width=width, indent=4)
    for form in row.forms:
        found = f", found in {form.found.n} of {form.found.total}" if form.found and form.found.total else ""
        yield from paragraph(
            f"{form.label} ({form.nature}, {form.locus}{found}): {form.because}",
            width=width,
            indent=4,
            hanging=2,
        )
    yield ""
    yield "  How the traditions read it"
    for read in row.traditions:
        yield from paragraph(f"{read.label}: {read.says} {read.because}", width=width, indent=4, hanging=2)


def _positions(row: PlanRow, width: int, *, words: Mapping[str, str]) -> Iterator[str]:
    """The positions as a table where it fits, and for each the argument and the question."""
    cells = [("position", "potential", "attention", "below", "reports", "counted as", "attention is")]
    cells += [
        (
            p.name,
            percent(p.potential),
            share_words(p.attention),
            share_words(p.untapped),
            str(p.n_reports),
            count_words(p.counted_as),
            STANDING_WORDS[p.standing].removesuffix(ITS_POTENTIAL),
        )
        for p in row.positions
    ]
    table = grid(cells, right=(1, 4, 5))
    yield from paragraph("Positions of the patient, the one that promises most first", width=width, indent=2)
    if max(map(len, table)) + 4 <= width:
        yield from (f"    {line}" for line in table)
    else:
        for p, (name, potential, attention, untapped, n, parts, _) in zip(
            row.positions, cells[1:], strict=True
        ):
            yield from paragraph(
                f"{name}: potential {potential}, attention {attention}, below by {untapped}, "
                f"{n} reports counted as {parts}; "
                f"attention is {STANDING_WORDS[p.standing]}",
                width=width,
                indent=4,
                hanging=2,
            )
    if row.n_reports:
        yield from paragraph(COUNTING, width=width, indent=4)
    if chance := chance_words(row):
        untapped = f"All three positions: untapped {share_words(row.untapped_share)}, {chance}"
        yield from paragraph(f"{untapped}; {beside_chance(row)}.", width=width, indent=4)
    for p in row.positions:
        argument = f"{p.name} (weight {p.weight:g} of 4). {p.because} [{cited_words(p.sources, words)}]"
        yield from paragraph(argument, width=width, indent=4, hanging=2)
        yield from paragraph(f"Ask: {p.question}", width=width, indent=6, hanging=2)


def _nearest(plan: Plan, width: int, site: str) -> Iterator[str]:
    yield from paragraph(f"NEAREST REPORTS (of {plan.n_on_safety} on patient safety)", width=width)
    for near in plan.nearest:
        yield from _near(near, width)
    if site:
        yield from paragraph(f"Their audit pages: {site}/reports/<id>.html", width=width, indent=2)


def _near(near: NearReport, width: int) -> Iterator[str]:
    title = f"{near.report_id}  {near.authors} ({near.year}). {near.title}"
    yield from paragraph(cut(title, 3 * width), width=width, indent=2, hanging=2)
    found_at = [*filter(None, (near.container, f"doi:{near.doi}" if near.doi else ""))]
    if found_at:
        yield from paragraph(f"{', '.join(found_at)}.", width=width, indent=6, hanging=2)
    yield from paragraph("; ".join([near_by(near), *near.coded]), width=width, indent=6, hanging=2)
