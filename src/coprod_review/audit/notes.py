"""The notes of the machine coders as people read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from coprod_review.model.coding import Coding
from coprod_review.model.conformal_set import conformal_set
from coprod_review.pages.wording import in_words, sentence

STEP = re.compile(r"step (?P<step>\d+)(?P<rest>.*)", re.DOTALL)

SCORE = re.compile(r"(?P<code>[^:]+): score (?P<score>\S+) = (?P<parts>.+)", re.DOTALL)

CHANGED = re.compile(
    r"(?:not above (?P<least>[\d.]+)|given what is possible in (?P<dimension>\w+)): (?P<codes>.+)"
)
"""Why the set is not what the dimension alone would leave: codes parted by " | "."""


def note_in_words(coding: Coding, label: Callable[[str], str]) -> str:
    """A coder's note; what the rules and the combination note in short is told in whole sentences."""
    step = STEP.fullmatch(coding.note)
    if coding.coder == "rules" and step:
        return f"Step {step['step']} of the decisions for this dimension gave the answer{step['rest']}."
    answers = conformal_set(coding.note) if coding.coder == "combination" else None
    if answers is not None:
        _, *scores = coding.note.split("; ")
        told = [_possible(answers, coding.codes, label), *(_score(score, label) for score in scores)]
        return " ".join(told)
    return f"{sentence(coding.note)}." if coding.note[-1:].isalnum() else sentence(coding.note)


def _possible(answers: Sequence[Sequence[str]], given: Sequence[str], label: Callable[[str], str]) -> str:
    """What stays possible, and where that leaves out the answer that is given, why both are so."""
    if not answers:
        return "No answer fits: none is as probable as it must be by the settled reports, so people decide."
    possible = in_words([_quoted(answer, label) for answer in answers])
    if given and tuple(sorted(given)) not in answers:
        answer = _quoted(given, label)
        return (
            f"{answer} belongs to the most probable answers to all dimensions together, and yet it is ruled "
            "out in this one: how probable an answer must be is learned from settled reports, for frequent "
            f"answers one by one. {answer} is below its mark, and {possible} "
            f"{'are' if len(answers) > 1 else 'is'} not. Where the two differ, no machine decides: people do."
        )
    stay = "Answers that stay" if len(answers) > 1 else "The answer that stays"
    return f"{stay} possible: {possible}."


def _quoted(answer: Sequence[str], label: Callable[[str], str]) -> str:
    return " with ".join(f"“{label(code)}”" for code in answer)


def _changed(found: re.Match[str], label: Callable[[str], str]) -> str:
    codes = found["codes"].split(" | ")
    held = f"the prediction set holds {in_words([_quoted([code], label) for code in codes])}."
    if found["least"]:
        return f"The answer is not more probable than {found['least']}, so that no machine decides it: {held}"
    return f"Given what is possible in {found['dimension'].replace('_', ' ')}, {held}"


def _score(text: str, label: Callable[[str], str]) -> str:
    changed = CHANGED.fullmatch(text)
    if changed is not None:
        return _changed(changed, label)
    found = SCORE.fullmatch(text)
    if found is None:
        return f"{sentence(text)}."
    minus = found["parts"].replace(" -", " −")
    score = found["score"].replace("-", "−")
    return f"The score of “{label(found['code'])}” is {score}, the sum of {minus}."
