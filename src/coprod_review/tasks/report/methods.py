"""Reads what the methods of report and paper tell of configuration and corpus."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coprod_review import paths

if TYPE_CHECKING:
    from coprod_review.pages.results import Results
    from coprod_review.report.method_facts import MethodFacts


def read_method_facts(*, config: Path, corpus: Path, results: Results, made: Path) -> MethodFacts:
    """What people wrote, what the run in the folder `made` was taught, and the settings of the model.

    Works and model are those of the results, which have read them. Files that are not there count nothing.
    Raises ReviewError where one is damaged.
    """
    from coprod_review.dedupe.decided import DISAGREEMENT_RULE, PERSON_RULE
    from coprod_review.io.patterns import read_patterns
    from coprod_review.io.teaching import read_teaching
    from coprod_review.io.trained import CLASSIFIER, COMBINATION
    from coprod_review.report.method_facts import MethodFacts

    def file(path: Path) -> Path:
        root, folder = (config, paths.CONFIG) if paths.CONFIG in path.parents else (corpus, paths.CORPUS)
        return root / path.relative_to(folder)

    codebook = results.codebook
    taught = _kept_of_coder(paths.within(made, paths.CODED) / paths.TRAINED.name / CLASSIFIER)
    combined = _kept_of_coder(paths.within(made, paths.CODED) / paths.TRAINED.name / COMBINATION)
    patterns = read_patterns(file(paths.PATTERNS), codebook) if file(paths.PATTERNS).is_dir() else ()
    model = results.partnership
    rules = _rules_of_pairs(paths.within(made, paths.PAIRS))
    return MethodFacts(
        patterns=Counter(pattern.dimension for pattern in patterns),
        works=Counter(work.tradition for work in results.works),
        teaching_texts=len(read_teaching(file(paths.TEACHING), codebook).texts),
        decided_pairs=rules[PERSON_RULE],
        disputed_pairs=rules[DISAGREEMENT_RULE],
        adjudications=n_rulings(file(paths.ADJUDICATIONS), corpus=corpus, made=made),
        concentration=model.concentration if model else 0,
        draws=model.n_draws if model else 0,
        trained=tuple(taught.get("dimensions", ())),
        penalties_kept=tuple(taught.get("penalties_kept", ())),
        combined=tuple(combined.get("dimensions", ())),
        has_extraction=_has_rows(file(paths.CHARACTERISTICS)),
        has_development=_has_rows(file(paths.RULE_DEVELOPMENT)),
    )


def _kept_of_coder(path: Path) -> dict[str, Any]:
    """What the run keeps of a trained coder; nothing where it has none."""
    from coprod_review.io.trained import read_plain

    return read_plain(path) if path.exists() else {}


def n_rulings(path: Path, *, corpus: Path, made: Path) -> int:
    """How many answers adjudicators have settled, without those that another one replaces."""
    from coprod_review.io.answered_ids import joined_ids, own_ids
    from coprod_review.io.decisions import read_adjudications
    from coprod_review.model.joined_answers import counting

    rulings = read_adjudications(path)
    if not any(ruling.instead_of for ruling in rulings):
        return len(rulings)
    own = own_ids(results=made, corpus=corpus)
    now = own | joined_ids(own, results=made, corpus=corpus)
    return len(counting(rulings, lambda one: (now.get(one.report_id, one.report_id), one.dimension)))


def _rules_of_pairs(path: Path) -> Counter[str]:
    """How many pairs of records each rule gave their verdict; none where nothing was joined yet."""
    from coprod_review.io.csv_columns import read_csv_columns

    return Counter(read_csv_columns(path, ("rule",))["rule"]) if path.exists() else Counter()


def _has_rows(path: Path) -> bool:
    """Whether a list of the corpus exists and has any row below its header."""
    from coprod_review.io.files import read_text

    return path.exists() and bool(read_text(path).partition("\n")[2].strip())
