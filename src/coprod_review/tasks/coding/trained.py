"""The trained coders in the results of a run: how stages keep them, and how `apply` takes them up again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coprod_review import paths
from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from coprod_review.coding.combination import Combination
    from coprod_review.coding.machine import MachineCoder
    from coprod_review.coding.machine_rows import Level
    from coprod_review.coding.rules import RuleCoder
    from coprod_review.coding.trained_classifier import TrainedClassifier
    from coprod_review.config import Config
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.report import Report

FOLDER = "trained"
TRAINED = paths.CODED / FOLDER


def keep_classifier(
    folder: Path,
    trained: TrainedClassifier,
    *,
    config: Config,
    taught_by: Iterable[Report],
    config_files: Mapping[str, str],
    penalties_kept: Iterable[str],
) -> None:
    """Write the final classifier, the reports that taught it, and the digests of its configuration.

    `penalties_kept` are the dimensions whose penalty the run took from config/tuned.yaml and did not choose.
    """
    from coprod_review.coding.trained import plain_classifier, training_keys
    from coprod_review.io import trained as files

    plain, table = plain_classifier(trained)
    settings = {"classifier": config.classifier.model_dump(mode="json"), "seed": config.seed}
    made = {"made_by": _made_by(), "config": dict(config_files), "settings": settings}
    kept = sorted({dimension for dimension in penalties_kept if dimension in plain["dimensions"]})
    told = plain | made | {"penalties_kept": kept, "taught_by": training_keys(taught_by)}
    files.write_feature_table(folder / files.FEATURES, table)
    files.write_plain(folder / files.CLASSIFIER, told)


def keep_combination(
    folder: Path,
    combination: Combination,
    *,
    codebook: str,
    config: Config,
    counts: Mapping[str, Mapping[str, int]],
) -> None:
    """Write the final combination, its thresholds, and the settled reports behind each code."""
    from coprod_review.coding.trained import plain_combination
    from coprod_review.io import trained as files

    settled = {name: dict(sorted(of_codes.items())) for name, of_codes in sorted(counts.items())}
    settings = {"decide": config.decide.model_dump(mode="json"), "seed": config.seed}
    told = plain_combination(combination, codebook=codebook)
    told |= {"made_by": _made_by(), "settings": settings, "settled_reports": settled}
    files.write_plain(folder / files.COMBINATION, told)


def config_digests(config: Path) -> dict[str, str]:
    """The digest of each file below the folder that the coders rest on, by its path in the folder.

    It is that of what the file says, so that a comment makes no other configuration.
    """
    from coprod_review.io.supplied import content_digest

    named = [config / path.relative_to(paths.CONFIG) for path in _CODERS_CONFIG]
    patterns = sorted((config / paths.PATTERNS.name).glob("*.yaml"))
    teaching = sorted((config / paths.TEACHING.name).glob("*.csv"))
    files = [path for path in (*named, *patterns, *teaching) if path.is_file()]
    return {path.relative_to(config).as_posix(): content_digest(path) for path in sorted(files)}


_CODERS_CONFIG = (paths.CODEBOOK, paths.CONTEXTS, paths.RULE_STEPS, paths.LINEAGE)


def machine_coder(
    *, results: Path, config: Path, as_in_a_run: bool = False
) -> tuple[MachineCoder, frozenset[str]]:
    """The coders of a run, ready to code, and the keys of the reports that taught them.

    Answers are explained shortly, for tables, or `as_in_a_run`.

    Raises ReviewError where there is no finished run, its coders are damaged, or the configuration that they
    rest on is not the one of the run any more.
    """
    from functools import partial

    from coprod_review.coding.explain import SHOWN_TERMS as SHOWN_TERMS_OF_RUNS
    from coprod_review.coding.lineage import LineageCoder
    from coprod_review.coding.machine import MachineCoder, Trained
    from coprod_review.coding.machine_rows import SHOWN_TERMS
    from coprod_review.coding.trained import classifier_of, combination_of
    from coprod_review.io import trained as files
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.criteria import read_criteria
    from coprod_review.io.lineage import read_lineage
    from coprod_review.screen.language import language_of

    folder = results / paths.CODED.name / FOLDER
    told, combined = files.read_plain(folder / files.CLASSIFIER), files.read_plain(folder / files.COMBINATION)
    _refuse_other_config(told.get("config"), config, where=folder / files.CLASSIFIER)
    table = files.read_feature_table(folder / files.FEATURES)
    codebook = read_codebook(config / paths.CODEBOOK.name)
    where = str(folder / files.COMBINATION)
    trained = Trained(
        classifier=classifier_of(told, table, where=str(folder / files.CLASSIFIER)),
        combination=combination_of(combined, where=where),
        counts=_part(combined, ("settled_reports",), where),
        min_settled_per_code=_part(combined, ("settings", "decide", "min_settled_per_code"), where),
    )
    coder = MachineCoder(
        codebook=codebook,
        rules=_rule_coder(config, codebook),
        lineage=LineageCoder(codebook=codebook, works=read_lineage(config / paths.LINEAGE.name)),
        trained=trained,
        language_of=partial(language_of, languages=read_criteria(config / paths.CRITERIA.name).languages),
        n_shown=SHOWN_TERMS_OF_RUNS if as_in_a_run else SHOWN_TERMS,
        n_rivals=1 if as_in_a_run else 0,
    )
    return coder, frozenset(_part(told, ("taught_by",), str(folder / files.CLASSIFIER)))


def _rule_coder(config: Path, codebook: Codebook) -> RuleCoder:
    from coprod_review.coding.rules import RuleCoder
    from coprod_review.io.patterns import read_decisions, read_patterns, read_weighing

    return RuleCoder(
        codebook=codebook,
        patterns=read_patterns(config / paths.PATTERNS.name, codebook),
        weighing=read_weighing(config / paths.CONTEXTS.name),
        decisions=read_decisions(config / paths.RULE_STEPS.name, codebook),
    )


def other_versions(results: Path) -> list[str]:
    """What has another version here than where the coders were trained, as "name: there, here"."""
    from coprod_review.io import trained as files

    then = files.read_plain(results / paths.CODED.name / FOLDER / files.CLASSIFIER).get("made_by", {})
    now = _made_by()
    return [
        f"{name}: {then.get(name)}, here {version}"
        for name, version in now.items()
        if then.get(name) != version
    ]


def level_of_run(results: Path) -> Level:
    """By what the coders of a run decide; raises ReviewError where it is not kept."""
    from coprod_review.coding.machine_rows import Level
    from coprod_review.io import trained as files

    where = results / paths.CODED.name / FOLDER / files.COMBINATION
    decide = _part(files.read_plain(where), ("settings", "decide"), str(where))
    return Level(
        coverage=_part(decide, ("coverage",), str(where)),
        least_chance=_part(decide, ("least_chance",), str(where)),
    )


def other_settings(results: Path, config: Path) -> list[str]:
    """What config.yaml says otherwise than when the coders were trained ("decide.coverage 0.9 -> 0.97").

    What orders the queue for people decides nothing and is left out.
    """
    from coprod_review.config import Config
    from coprod_review.io import trained as files
    from coprod_review.io.yamls import read_yaml

    settings = config / paths.SETTINGS.name
    if not settings.exists():
        return []
    now = _by_name(read_yaml(settings, Config).model_dump(mode="json"))
    folder = results / paths.CODED.name / FOLDER
    then: dict[str, Any] = {}
    for file in (files.CLASSIFIER, files.COMBINATION):
        then |= _by_name(_part(files.read_plain(folder / file), ("settings",), str(folder / file)))
    changed = [name for name in sorted(then) if then[name] != now.get(name) and "queue_" not in name]
    return [
        name if isinstance(then[name], dict) else f"{name} {then[name]} -> {now.get(name)}"
        for name in changed
    ]


def _by_name(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings by the name of their part and their own ("decide.coverage"), those of no part by their own."""
    found: dict[str, Any] = {}
    for name, kept in settings.items():
        found |= (
            {f"{name}.{key}": value for key, value in kept.items()}
            if isinstance(kept, dict)
            else {name: kept}
        )
    return found


def _made_by() -> dict[str, str]:
    """The versions that the numbers of a trained coder can depend on."""
    from coprod_review.provenance import describe_run

    run = describe_run({}, seed=0, codebook="", commands=())
    counted = ("numpy", "scikit-learn", "scipy", "spacy")
    return {run.software: run.version} | {
        name: run.versions[name] for name in counted if name in run.versions
    }


def _refuse_other_config(then: Any, config: Path, *, where: Path) -> None:
    if not isinstance(then, dict):
        raise _incomplete(str(where))
    now = config_digests(config)
    changed = sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))
    if changed:
        raise ReviewError(
            f"since this run the configuration has changed: {', '.join(changed)}",
            where=str(config),
            remedy="run `make review` again, or name the folder of the run's own configuration with --config",
        )


def _part(plain: Mapping[str, Any], keys: Sequence[str], where: str) -> Any:
    found: Any = plain
    for key in keys:
        if not isinstance(found, dict) or key not in found:
            raise _incomplete(where)
        found = found[key]
    return found


def _incomplete(where: str) -> ReviewError:
    return ReviewError(
        "these trained coders are not whole",
        where=where,
        remedy="delete the file and run `make review` again",
    )
