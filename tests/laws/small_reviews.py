"""Small invented reviews that are run from the first stage to the last."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]

COMMANDS_BY_RULE: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "read": (("read", "--workers", "{workers}"),),
    "dedupe": (("dedupe",),),
    "screen": (("screen",),),
    "settle": (("settle",),),
    "train": (("code", "train"),),
    "code": (("code", "shard"),),
    "combine": (("code", "combine"),),
    "specify": (("specify",),),
    "analyse": (("analyse",),),
    "render": (("render", "--workers", "{workers}"),),
    "write": (("write", "--workers", "{workers}"),),
    "report": (("report", "--paper"),),
    "site": (("site",),),
}
"""What each rule of the workflow runs, in an order that has everything ready."""

WITHOUT_COMMAND = {"all", "crate", "read_group"}
"""Rules that run no stage of a small review: the last one, the one that tells how Snakemake ran the others,
and the one for reviews that are read in groups."""

QUICK = {
    "bootstrap_draws: 1000": "bootstrap_draws: 100",
    "monte_carlo_draws: 10000": "monte_carlo_draws: 1000",
    "dpi: [300, 600]": "dpi: [72]",
}
"""Settings of the project, and what small reviews set instead, so that they are soon done."""

READERS = """\
coders:
  - {name: reader_1, kind: person, role: reader, how: Read all abstracts., codebook: "0.2", blind: true}
  - {name: reader_2, kind: person, role: reader, how: Read them too., codebook: "0.2", blind: true}
"""
CODING_COLUMNS = "report,dimension,codes,quote,basis,confidence,codebook,date,absent"
ANSWERS = {
    True: {
        "tradition": "service_management",
        "tradition_basis": "explicit",
        "framing": "partnership",
        "safety_perspective": "safety_2",
        "safety_strategy": "monitoring_adaptation",
        "issue_character": "social_interaction;procedural",
        "involvement_phase": "delivery",
        "involvement_nature": "voluntary",
        "involvement_locus": "individual",
    },
    False: {
        "tradition": "public_administration",
        "tradition_basis": "explicit",
        "framing": "none",
        "safety_perspective": "none",
        "safety_strategy": "none",
        "issue_character": "none",
        "involvement_phase": "design",
        "involvement_nature": "voluntary",
        "involvement_locus": "system",
    },
}
"""What both readers say of reports that are on safety, and of those that are not."""

RUN = """\
import json, sys
from coprod_review.cli import main
for command in json.loads(sys.argv[1]):
    code = main(command)
    if code:
        sys.exit(f"stopped in {' '.join(command)} with {code}")
"""

SAFETY = (
    "Falls at night in {place}: what patients and families do",
    "Patient safety in {place} was studied with patients who co-produced the service. Nurses and families "
    "monitored medication errors together, adapted routines, and value was co-created at the bedside in "
    "social interaction. Adverse events were fewer where patients took part as partners.",
)
SERVICES = (
    "Citizens who volunteer in {place}",
    "Co-production of public services in {place} was studied. Citizens and public servants produced the "
    "services together, voluntarily, by the tradition of public administration; local government planned "
    "and users were consulted in the design of care.",
)
ENTRIES = 24
"""As many entries have a name in the registry of a review that people coded."""

PLACES = ("Lindholm", "Ostby", "Vikmo", "Torsas", "Halden East", "Nybro", "Ramsele", "Skogby")


def ris(
    title: str,
    abstract: str = "",
    *,
    year: str = "2015",
    authors: Iterable[str] = ("Roe, Rita",),
    doi: str = "",
) -> str:
    """One entry in RIS; what is empty is left out."""
    lines = [
        "TY  - JOUR",
        *(f"AU  - {author}" for author in authors),
        f"TI  - {title}",
        *([f"PY  - {year}"] if year else []),
        "T2  - Journal of Invented Care",
        *([f"DO  - {doi}"] if doi else []),
        *([f"AB  - {abstract}"] if abstract else []),
        "LA  - en",
        "ER  - ",
        "",
    ]
    return "\n".join(lines) + "\n"


def entry(number: int, *, on_safety: bool = True, year: str | None = None) -> str:
    """An invented entry by its number: on safety, or on services alone."""
    title, abstract = (
        words.format(place=PLACES[number % len(PLACES)]) for words in (SAFETY if on_safety else SERVICES)
    )
    return ris(
        f"{title}, part {number}",
        abstract,
        year=str(2000 + number) if year is None else year,
        authors=(f"Invented, A{number}", "Roe, Rita"),
        doi=f"10.5555/{number}",
    )


def codings_of(
    places: Mapping[int, bool], *, among: Sequence[str] = ("reader_1", "reader_2")
) -> dict[str, list[str]]:
    """Rows of the readers' files: every answer on each entry by its number; the last differs in one."""
    rows: dict[str, list[str]] = {reader: [] for reader in among}
    for reader in among:
        for number, on_safety in places.items():
            for dimension, codes in ANSWERS[on_safety].items():
                differs = reader == among[-1] and number == min(places) and dimension == "involvement_phase"
                given = "evaluation" if differs else codes
                rows[reader].append(f"p{number:03},{dimension},{given},,abstract,high,0.2,2026-11,")
    return rows


def review_in(
    folder: Path, exports: Mapping[str, str], *, codings: Mapping[str, Sequence[str]] | None = None
) -> Path:
    """A review folder with the settings of the project, quick, these exports, and codings if any.

    Teaching texts are left out, since the classifier would take minutes to learn from them.
    """
    (folder / "corpus" / "exports").mkdir(parents=True)
    shutil.copytree(PROJECT / "config", folder / "config", ignore=shutil.ignore_patterns("teaching"))
    settings = folder / "config" / "config.yaml"
    text = settings.read_text(encoding="utf-8")
    for stated, instead in QUICK.items():
        assert stated in text, stated
        text = text.replace(stated, instead)
    settings.write_text(text, encoding="utf-8")
    log = ["exports:" if exports else "exports: []"]
    for place, (name, content) in enumerate(exports.items(), start=1):
        (folder / "corpus" / "exports" / name).write_text(content, encoding="utf-8", newline="")
        log.append(
            f"  - {{file: {name}, label: Invented {place}, origin: search, database: Invented {place},"
            " platform: null, query: ward AND night, searched: 2024-02-03, hits: 9}"
        )
    (folder / "corpus" / "manifest.yaml").write_text("\n".join(log) + "\n", encoding="utf-8")
    if codings:
        registry = "".join(f"p{n:03},doi:10.5555/{n}\n" for n in range(ENTRIES))
        (folder / "corpus" / "reports.csv").write_text(f"report_id,aliases\n{registry}", encoding="utf-8")
        (folder / "corpus" / "coders.yaml").write_text(READERS, encoding="utf-8")
        (folder / "corpus" / "codings").mkdir()
        for reader, rows in codings.items():
            written = "\n".join([CODING_COLUMNS, *rows]) + "\n"
            (folder / "corpus" / "codings" / f"{reader}.csv").write_text(written, encoding="utf-8")
    return folder


def run_stages(folder: Path, *, workers: int = 1, environment: Mapping[str, str] | None = None) -> None:
    """All stages one after another, in one process; fails with what a stage said that stopped."""
    commands = [
        [word.format(workers=workers) for word in command]
        for of_rule in COMMANDS_BY_RULE.values()
        for command in of_rule
    ]
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(commands)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(PROJECT / "src")} | dict(environment or {}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr, done.stderr[-3000:]


def digests(folder: Path) -> dict[str, str]:
    """The hash of every result by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
