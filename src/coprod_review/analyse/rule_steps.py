"""The steps by which the rules decide, as tables of the analysis tell them."""

from __future__ import annotations

from coprod_review.model.rules import DecisionStep


def condition_words(step: DecisionStep) -> str:
    """The conditions of a step of the rules on scores, and what it gives, in words."""
    parts = [f"gives {step.give}"] if step.give else []
    if step.highest:
        parts.append(f"the highest of {', '.join(step.highest)}, at least {step.least:g}")
    if step.every:
        share = f" and {step.share:g} times the highest" if step.share else ""
        parts.append(f"every one of {', '.join(step.every)} of at least {step.least:g}{share}")
    parts += [f"{code} at least {bound:g}" for code, bound in sorted(step.at_least.items())]
    parts += [f"{code} below {bound:g}" for code, bound in sorted(step.below.items())]
    parts += [f"at least {times:g} times {code}" for code, times in sorted(step.outweighs.items())]
    parts += [f"{name} is {' or '.join(codes)}" for name, codes in sorted(step.given.items())]
    return "; ".join(parts)


def least_score(step: DecisionStep) -> float | None:
    """The least score of what a step gives; None where no single one bounds it."""
    return step.least if step.highest or step.every else step.at_least.get(step.give)
