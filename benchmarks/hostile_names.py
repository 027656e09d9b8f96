"""Faults of the table: manifests, settings, names and terms that try to break a run."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from fault_rows import Bench, Row, message
from tests.faults.hostile import BAD_NAMES, YAML_BOMBS, add_to_manifest
from tests.faults.small_review import TRACEBACK, run, told


def rows(bench: Bench) -> Iterator[Row]:
    """The faults, one after the other."""
    for file in ("corpus/manifest.yaml", "config/config.yaml"):
        for what, text in YAML_BOMBS.items():
            yield bomb(bench, file, what, text)
    for name in BAD_NAMES:
        yield bad_name(bench, name)
    yield coders(bench)
    yield braces(bench)
    yield endless_term(bench)


def _checked(review: Path) -> list[tuple[int, str]]:
    """Code and words of checking, and of running, a review."""
    return [
        (one.returncode, told(one)) for one in (run(review, words, timeout=300) for words in ("check", "run"))
    ]


def _row(review: Path, *, fault: str, done: str) -> Row:
    outcomes = _checked(review)
    is_free = not list(review.rglob("broken"))
    shutil.rmtree(review)
    return Row(
        fault=fault,
        done=f"{done}; `check` and `run`",
        happened=f"codes {outcomes[0][0]} and {outcomes[1][0]}: {message(outcomes[0][1])}",
        is_right=is_free
        and all(code != 0 and TRACEBACK not in text for code, text in outcomes)
        and "remedy:" in outcomes[0][1],
    )


def bomb(bench: Bench, file: str, what: str, text: str) -> Row:
    """A YAML file that is more than it seems."""
    review = bench.copy("bomb", with_results=False)
    (review / file).write_text(text, "utf-8")
    return _row(review, fault=f"{Path(file).name}: {what}", done=f"{file} replaced")


def bad_name(bench: Bench, name: str) -> Row:
    """An export whose name leads elsewhere."""
    review = bench.copy("name", with_results=False)
    add_to_manifest(review, json.dumps(name), label="x")
    return _row(review, fault=f"export named {name!r}", done="an entry of the manifest")


def coders(bench: Bench) -> Row:
    """A coder whose name leads elsewhere, and a report id that does."""
    review = bench.copy("coders", with_results=False)
    path = review / "corpus" / "coders.yaml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("name: invented_a", 'name: "../../x"').replace("- invented_a", '- "../x"'), "utf-8"
    )
    if path.read_text("utf-8") == text:
        path.write_text(text + '\n  - name: "../../x"\n    kind: person\n', "utf-8")
    return _row(review, fault="a coder named ../../x", done="corpus/coders.yaml edited")


def braces(bench: Bench) -> Row:
    """A file of people whose name Snakemake would take for a pattern."""
    review = bench.copy("braces", with_results=False)
    (review / "config" / "patterns" / "more {x}.yaml").write_text("patterns: []\n", "utf-8")
    finished = run(review, timeout=300)
    shutil.rmtree(review)
    return Row(
        fault="a file named with braces",
        done="config/patterns/more {x}.yaml; `run`",
        happened=f"code {finished.returncode}: {message(finished)}",
        is_right=finished.returncode == 2 and "remedy:" in told(finished) and TRACEBACK not in told(finished),
    )


def endless_term(bench: Bench) -> Row:
    """A term that would be tried in more ways than there is time."""
    review = bench.copy("term", with_results=False)
    path = review / "config" / "criteria.yaml"
    text = path.read_text("utf-8")
    at = text.index("terms: [") + len("terms: [") if "terms: [" in text else -1
    changed = text[:at] + "a*a*a*a*a*a*a*b, " + text[at:] if at > 0 else _first_list(text)
    path.write_text(changed, "utf-8")
    return _row(
        review, fault="a term of many asterisks", done="`a*a*a*a*a*a*a*b` among the terms of criteria.yaml"
    )


def _first_list(text: str) -> str:
    """The criteria with the term as the first of the first list of terms."""
    head, mark, rest = text.partition("terms:\n")
    indent = rest[: len(rest) - len(rest.lstrip())]
    return f"{head}{mark}{indent}- a*a*a*a*a*a*a*b\n{rest}"
