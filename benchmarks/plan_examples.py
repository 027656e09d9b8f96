"""Print docs/plans.md: ten worked examples of plans, and two texts that get none, from a finished run.

    make review
    .venv/bin/python benchmarks/plan_examples.py > docs/plans.md

The issues, and the remarks of whoever looked at the plans, stand in plan_examples.yaml; all else is computed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import yaml
from closed_pipe import quietly

from coprod_review.errors import ReviewError
from coprod_review.model.partnership import CHARACTERS
from coprod_review.model.plan import NearReport, Plan, PlanRow
from coprod_review.pages.issue_words import near_by, nearly_words, next_likely, where_it_sits
from coprod_review.pages.plan_words import ADVICE, in_short, percent
from coprod_review.pages.wording import humane
from coprod_review.tasks.plan import Planner, planner_of

N_NEAREST = 3

EXAMPLES = Path(__file__).with_suffix(".yaml")

NO_PLANS = ("The hospital canteen should serve better coffee", "Patienten ramlade hemma och fick inte hjälp")

HEAD = """# Ten plans

What `coprod-review plan` says of ten safety issues, shortened: where each sits, and the nearest reports. What
the rows of the model come to is the same for every issue of a character, and comes first. Printed by
`python benchmarks/plan_examples.py` from a run of the bundled corpus; only the issues and the remarks under
"Looked at" are written (by a language model, not by a clinician). The command prints more, each argument with
its sources among it: [planner.md](planner.md).

{advice}
"""


def main() -> int:
    """Print the page; 2 where there is no run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--results", type=Path, default=Path("results"))
    parser.add_argument("--config", type=Path, default=Path("config"))
    arguments = parser.parse_args()
    try:
        planner = planner_of(results=arguments.results, config=arguments.config)
    except ReviewError as error:
        print(error, file=sys.stderr)
        return 2
    print(HEAD.format(advice=ADVICE))
    print("## The three rows\n")
    for character in CHARACTERS:
        for row in planner.plan("", characters=[character], n_nearest=0).rows:
            _print_row(row)
    for example in yaml.safe_load(EXAMPLES.read_text(encoding="utf-8")):
        plan = planner.plan(example["issue"], n_nearest=N_NEAREST)
        _print_plan(example["title"], plan, example["looked_at"])
    _print_none(planner)
    return 0


def _print_plan(title: str, plan: Plan, remark: str) -> None:
    print(f"\n## {title}\n")
    print(f"> {plan.reading.text}\n")
    rest = [f"{humane(c)} {percent(p)}" for c, p in next_likely(plan.reading)]
    print(f"{plan.reading.because} It sits in: {where_it_sits(plan)}. Less likely: {', '.join(rest)}.\n")
    if words := nearly_words(plan.reading):
        print(f"{words}\n")
    for row in plan.rows:
        print(f"- {row.label}, to ask first: {row.positions[0].question}")
    print("\nNearest reports:\n")
    for near in plan.nearest:
        print(f"- {_near(near)}")
    if not plan.nearest:
        print("- none")
    print(f"\n*Looked at:* {remark}")


def _print_row(row: PlanRow) -> None:
    print(f"**{row.label}** ({row.n_reports} reports)\n")
    for sentence in in_short(row):
        print(f"- {sentence}")
    for read in row.traditions:
        print(f"- {read.label}: {read.says}")
    print()


def _near(near: NearReport) -> str:
    return f"{near.report_id}, {near.authors} ({near.year}), {near.title.rstrip('.')}: {near_by(near)}"


def _print_none(planner: Planner) -> None:
    print("\n## Two texts that get no plan\n")
    for text in NO_PLANS:
        reading = planner.plan(text, n_nearest=0).reading
        print(f"> {text}\n\n{reading.because}\n")


if __name__ == "__main__":
    raise SystemExit(quietly(main))
