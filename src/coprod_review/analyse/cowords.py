"""Co-words: which terms stand in the same reports."""

from __future__ import annotations

from dataclasses import replace

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.networks_build import Built, Candidate, built, together_in
from coprod_review.analyse.terms import terms_of
from coprod_review.config import NetworkSettings
from coprod_review.model.codebook import Codebook
from coprod_review.model.network import CO_WORDS, Network
from coprod_review.model.term_words import TermWords


def co_word_network(
    coded: CodedReports, codebook: Codebook, *, words: TermWords, settings: NetworkSettings, seed: int
) -> Built:
    """The network of the terms of the included reports; empty, saying so, where too few reports have any."""
    least = settings.least_term_reports
    terms, n_used = terms_of(coded.report_by_id.values(), words, least=least)
    frame = Network(
        name=CO_WORDS,
        n_reports=len(coded),
        n_used=n_used,
        least=settings.least_texts,
        n_found=len(terms),
        n_kept=len(terms),
        threshold=least,
    )
    if n_used < settings.least_texts:
        verb = "report has" if n_used == 1 else "reports have"
        why = f"{n_used} included {verb} terms, and a map needs {settings.least_texts}"
        return Built(network=replace(frame, note=why))
    if len(terms) < 2:
        return Built(network=replace(frame, note=f"fewer than 2 terms stand in {least} or more reports"))
    candidates = [
        Candidate(item=" ".join(term.key), label=term.label, description=term.label, reports=term.reports)
        for term in terms[: settings.most_items]
    ]
    return built(frame, candidates, together_in(candidates), coded, codebook, settings=settings, seed=seed)
