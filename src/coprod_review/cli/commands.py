"""The table of commands, in the groups of those who use them; each is a module of its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One subcommand; `coprod_review.cli.<module>` has `add_arguments(parser)` and `run(arguments)`."""

    name: str
    group: str
    help: str
    module: str


COMMANDS = (
    Command(
        name="check",
        group="researcher",
        help="validate corpus and config, reporting every fault at once",
        module="check",
    ),
    Command(
        name="add",
        group="researcher",
        help="check a new export, say what it brings, and add it to the corpus",
        module="add",
    ),
    Command(
        name="enrich",
        group="researcher",
        help="fetch missing abstracts, references, DOIs and notices of retraction",
        module="enrich",
    ),
    Command(
        name="new",
        group="researcher",
        help="make a folder for a review of your own: the project with an empty corpus",
        module="new",
    ),
    Command(
        name="run",
        group="researcher",
        help="run the whole review, taking up a run that was broken off (`make review` does it)",
        module="run",
    ),
    Command(
        name="sample",
        group="researcher",
        help="draw reports for people to code, with known probabilities, blind to the machine",
        module="sample",
    ),
    Command(
        name="sheet",
        group="student",
        help="code in a spreadsheet, blind; take the filled sheet; see who has coded what",
        module="sheet",
    ),
    Command(
        name="practice",
        group="student",
        help="make a small invented project to practise on, away from the real corpus",
        module="practice",
    ),
    Command(
        name="train",
        group="student",
        help="exercises on settled reports, with the answer and its definitions, and your kappa so far",
        module="train",
    ),
    Command(
        name="serve",
        group="reviewer",
        help="decide in the browser: as a coder (blind), or as a reviewer who sees all",
        module="serve",
    ),
    Command(
        name="next",
        group="researcher",
        help="rank unread reports for screening and coding, and say whether enough is read",
        module="next_unread",
    ),
    Command(
        name="simulate",
        group="researcher",
        help="on a labelled set: how much reading the ranking saves, with its recall curve",
        module="simulate",
    ),
    Command(
        name="tune",
        group="researcher",
        help="choose the classifier's penalties by nested folds and keep them for all runs",
        module="tune",
    ),
    Command(
        name="apply",
        group="researcher",
        help="code any export by the coders of a finished run, without adding it to the corpus",
        module="apply",
    ),
    Command(
        name="plan",
        group="practitioner",
        help="for one safety issue: where it sits, what has been tried, what is open",
        module="plan",
    ),
    Command(
        name="why",
        group="reviewer",
        help="the whole history of a record: by its id, DOI, PMID or words of its title",
        module="why",
    ),
    Command(
        name="codebook",
        group="reviewer",
        help="test the codebook, its patterns and its lineage; compare two versions of them",
        module="codebook",
    ),
    Command(
        name="read",
        group="stages",
        help="exports -> records, setting aside what cannot be read",
        module="read",
    ),
    Command(
        name="dedupe",
        group="stages",
        help="records -> reports, with a verdict and a reason for each pair",
        module="dedupe",
    ),
    Command(
        name="screen",
        group="stages",
        help="reports -> included or excluded, each with its reason; PRISMA flow",
        module="screen",
    ),
    Command(
        name="code", group="stages", help="code reports: rules, lineage, classifier, combine", module="code"
    ),
    Command(
        name="settle",
        group="stages",
        help="people's and readers' codings -> settled codes, agreement, disagreements",
        module="settle",
    ),
    Command(
        name="rehearse",
        group="stages",
        help="withhold all settled codes but those of a sample, to try the correction of shares",
        module="rehearse",
    ),
    Command(
        name="specify",
        group="stages",
        help="what the run would have found, had one choice or two been made otherwise",
        module="specify",
    ),
    Command(
        name="analyse",
        group="stages",
        help="codes of record -> numbers, cross-tables, model, claims",
        module="analyse",
    ),
    Command(name="render", group="stages", help="analysis -> figures and tables", module="render"),
    Command(
        name="write",
        group="stages",
        help="included reports with codes -> RIS, BibTeX, CSL-JSON, CSV",
        module="write",
    ),
    Command(name="report", group="stages", help="everything -> results/report.html", module="report"),
    Command(
        name="paper",
        group="stages",
        help="everything -> the report as Word and PDF, and PRISMA checklists",
        module="paper",
    ),
    Command(name="site", group="stages", help="everything -> static audit pages", module="site"),
    Command(
        name="crate",
        group="stages",
        help="everything -> RO-Crate of the run: inputs, software, stages, sums",
        module="crate",
    ),
    Command(
        name="verify",
        group="reviewer",
        help="recompute every hash of a published run or of a shared copy, and compare",
        module="verify",
    ),
    Command(
        name="diff",
        group="reviewer",
        help="what changed between two runs, and what each change comes from",
        module="diff",
    ),
    Command(
        name="share",
        group="researcher",
        help="make a copy that may be published, without licensed texts; verify one",
        module="share",
    ),
)

GROUPS = {
    "researcher": "For researchers who rerun the review",
    "reviewer": "For reviewers who audit coding decisions",
    "student": "For students who extend the corpus",
    "practitioner": "For practitioners who plan",
    "stages": "Stages, run in order by Snakemake",
}


def overview() -> str:
    """All commands, grouped by who uses them."""
    lines = [
        "usage: coprod-review COMMAND [OPTION ...]",
        "",
        "An auditable literature review, from exports to report.",
    ]
    for group, title in GROUPS.items():
        members = [c for c in COMMANDS if c.group == group]
        if members:
            lines += ["", f"{title}:"]
            lines += [f"  {c.name:<11} {c.help}" for c in members]
    lines += ["", "coprod-review COMMAND --help lists the options of a command."]
    return "\n".join(lines)
