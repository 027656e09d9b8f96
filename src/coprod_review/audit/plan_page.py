"""The pages of plans: one for a single issue, standing alone, and one of the site to choose characters on."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Sequence
from functools import partial
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from coprod_review.audit.grounds import signed
from coprod_review.audit.packed import packed_text
from coprod_review.model.plan import Plan
from coprod_review.model.planning import CHOSEN, Grounds
from coprod_review.pages.environment import page_environment, stylesheet
from coprod_review.pages.issue_words import (
    ASK_ON_PAGE,
    CHOOSE_ON_PAGE,
    VERDICT_WORDS,
    near_by,
    nearly_words,
    passages_of,
    what_to_do,
    where_it_sits,
)
from coprod_review.pages.names import doi_link
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
)
from coprod_review.pages.wording import humane, in_words

SHOWN_PASSAGES = 8

NAMES: dict[str, Any] = {
    "counting": COUNTING,
    "parts": count_words,
    "standing_words": STANDING_WORDS,
    "in_short": in_short,
    "names_of_forms": NAMES_OF_FORMS,
    "chance": chance_words,
    "beside_chance": beside_chance,
    "positions_key": positions_key,
    "doi_link": doi_link,
    "near_by": near_by,
    "share": percent,
    "shares": share_words,
}
"""What the templates of plans know beside the plan."""


def plan_page(plan: Plan, *, figure: str, site: str = "") -> str:
    """One page on one issue that needs nothing beside it.

    `figure` is the planning view as SVG, `site` the way from the page to the audit site, empty where there
    is none: numbers and reports are then told without links.
    """
    environment = page_environment("coprod_review.audit", **NAMES)
    return environment.get_template("plan_page.html").render(
        plan=plan,
        style=Markup(stylesheet() + packed_text("site.css") + packed_text("plan.css")),
        figure=Markup(figure) if plan.rows else "",
        site=site,
        lists=f"{site}lists/" if site else "",
        verdict=VERDICT_WORDS[plan.reading.verdict],
        sits=where_it_sits(plan),
        to_do=what_to_do(plan.reading, choose=CHOOSE_ON_PAGE),
        nearly=nearly_words(plan.reading, ask=ASK_ON_PAGE),
        start=start_of(plan) if plan.rows else None,
        limits=limits_of(plan) if plan.rows else "",
        marked=_marked(plan),
        likelihoods=_likelihoods(plan),
        cited=partial(cited_words, words=plan.source_words),
        grounds=[_score_apart(plan.reading.grounds[code], plan) for code in _explained(plan)],
    )


def site_plan_page(environment: Environment, plans: Sequence[Plan], *, coded_by: Markup) -> str:
    """The page of the site: the rows of all plans, of which the reader chooses; `coded_by` says who coded."""
    return environment.get_template("plan.html").render(
        root="",
        rows=[row for plan in plans for row in plan.rows],
        limits=limits_of(plans[0]) if plans else "",
        coded_by=coded_by,
        cited=partial(cited_words, words=dict(ChainMap(*(dict(plan.source_words) for plan in plans)))),
        lacks=list(dict.fromkeys(lack for plan in plans for lack in plan.lacks)),
        **NAMES,
    )


def plan_style() -> str:
    """The rules that pages of plans add to the stylesheet."""
    return packed_text("plan.css")


def _explained(plan: Plan) -> list[str]:
    """The codes whose scores are taken apart: those planned for, or that there is no issue."""
    codes = plan.reading.codes or ("none",)
    return [code for code in codes if code in plan.reading.grounds]


def _score_apart(grounds: Grounds, plan: Plan) -> tuple[Any, ...]:
    """The score of a code for the page: name, passages, total, start, and the sum of what is not shown."""
    labels = {row.character: row.label for row in plan.rows}
    passages = passages_of(grounds)
    shown, rest = passages[:SHOWN_PASSAGES], passages[SHOWN_PASSAGES:]
    told = [
        (e.quote, e.start, in_words([plan.sign_words.get(s, s) for s in signs]), signed(weight))
        for weight, e, signs in shown
    ]
    name = labels.get(grounds.code, "No safety issue" if grounds.code == "none" else grounds.code)
    left = signed(sum(weight for weight, _, _ in rest))
    return name, told, signed(grounds.score), signed(grounds.intercept), left, len(rest)


def _likelihoods(plan: Plan) -> str:
    if plan.reading.verdict == CHOSEN:
        return ""
    ranked = sorted(plan.reading.probabilities.items(), key=lambda item: (-item[1], item[0]))
    return in_words([f"{'no safety issue' if c == 'none' else humane(c)} {percent(p)}" for c, p in ranked])


def _marked(plan: Plan) -> Markup:
    """The issue with the words marked that any sign of its characters, or of harm, has found."""
    text = plan.reading.text
    spans: list[tuple[int, int]] = []
    for sign in plan.reading.signs:
        if spans and sign.start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], sign.end))
        else:
            spans.append((sign.start, sign.end))
    parts = []
    last = 0
    for start, end in spans:
        parts += [escape(text[last:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        last = end
    return Markup("").join([*parts, escape(text[last:])])
