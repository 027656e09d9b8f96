"""Answers of coders in the words and marks of a page, drawn without templates, since a site has many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from markupsafe import Markup, escape

from coprod_review.audit.lists import STATUS_SIGNS
from coprod_review.audit.notes import note_in_words
from coprod_review.audit.report_pages import Answer
from coprod_review.model.coding import Coding
from coprod_review.pages.wording import STATUS_WORDS, humane, sentence

CodeLabel = Callable[[str], str]


@cache
def badge(status: str) -> Markup:
    """The status of a code with its sign."""
    kind, sign = STATUS_SIGNS.get(status, ("plain", "·"))
    words = escape(STATUS_WORDS.get(status, status))
    return Markup(f'<span class="badge {kind}" data-sign="{sign}">{words}</span>')


def codes_in_words(codes: Iterable[str], code_label: CodeLabel) -> Markup:
    """The codes of one answer by their labels."""
    words = "; ".join(map(code_label, codes))
    return escape(words) if words else Markup('<span class="soft">no answer</span>')


def answer_items(answers: Iterable[Answer], code_label: CodeLabel) -> Markup:
    """Each answer with those who give it and how sure they are."""
    items = []
    for answer in answers:
        codes = (
            codes_in_words(answer.codes, code_label) if answer.codes else '<span class="soft">abstain</span>'
        )
        who = escape(", ".join(map(_with_confidence, answer.codings)))
        items.append(f"<div><dt>{codes}</dt><dd>{who}</dd></div>\n")
    return Markup("".join(items))


def note_lines(codings: Sequence[Coding], code_label: CodeLabel) -> Markup:
    """The notes of codings, each as a paragraph."""
    lines = [
        f'<p class="small"><b>{escape(sentence(humane(coding.coder)))}:</b>'
        f" {escape(note_in_words(coding, code_label))}</p>\n"
        for coding in codings
    ]
    return Markup("".join(lines))


def _with_confidence(coding: Coding) -> str:
    if coding.confidence is not None:
        return f"{humane(coding.coder)} ({coding.confidence:.2f})"
    word = f" ({coding.confidence_word})" if coding.confidence_word else ""
    return f"{humane(coding.coder)}{word}"
