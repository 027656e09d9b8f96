"""The exercises of one learner: settled reports of a run, answers given, and how the learner stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.io.utc_day import utc_day

if TYPE_CHECKING:
    from coprod_review.config import Config
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.coding import CodeOfRecord
    from coprod_review.model.learning import Exercise, LearnerStanding, Level, SettledReport, Told, Trial
    from coprod_review.model.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a learner practises with; answers are read from the disk whenever they are asked for.

    `n_kept_away` counts settled reports that are no exercise, since samples have drawn them for people to
    code.
    """

    learner: str
    corpus: Path
    results: Path
    config: Config
    codebook: Codebook
    settled: Sequence[SettledReport]
    n_kept_away: int
    records: Mapping[tuple[str, str], CodeOfRecord] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        """The level that the settings advise."""
        from coprod_review.model.learning import Level

        return Level(kappa=self.config.train.kappa, reports=self.config.train.reports)

    @property
    def path(self) -> Path:
        """Where the answers stand."""
        from coprod_review.io.training import training_path

        return training_path(self.corpus, self.learner)

    def trials(self) -> list[Trial]:
        """All answers that count, those that may still change among them."""
        from coprod_review.io.training import read_training

        return read_training(self.path, codebook=self.codebook)

    def exercise(self) -> Exercise | None:
        """The exercise that is due."""
        from coprod_review.adjudicate.learning import next_exercise

        return next_exercise(self.settled, self.trials(), learner=self.learner, level=self.level)

    def report(self, report_id: str) -> Report:
        """The text of a report; NotHere for one that the run has not."""
        from coprod_review.audit.server.desk import NotHere
        from coprod_review.io.parquet import Only
        from coprod_review.io.tables import read_reports

        of_report = Only(column="report_id", values=[report_id])
        found = read_reports(self._at(paths.REPORTS), only=of_report)
        if not found:
            raise NotHere(report_id)
        return found[0]

    def given(self, exercise: Exercise) -> dict[str, Trial]:
        """The answers to an exercise by dimension."""
        report_id = exercise.report.report_id
        found = [t for t in self.trials() if (t.report_id, t.round) == (report_id, exercise.round)]
        return {trial.dimension: trial for trial in found}

    def answer(
        self,
        exercise: Exercise,
        dimension: str,
        *,
        codes: tuple[str, ...],
        quotes: tuple[str, ...] = (),
        note: str = "",
        confidence: str = "",
        seconds: int | None = None,
    ) -> int:
        """Keep an answer that may still change; the number of its revision."""
        from coprod_review.io.training import append_trial

        trial = replace(
            self._blank(exercise, dimension),
            codes=codes,
            quotes=quotes,
            note=note,
            confidence=confidence,
            seconds=seconds,
        )
        return append_trial(self.path, trial, corpus=self.corpus)

    def withdraw(self, exercise: Exercise, dimension: str) -> int:
        """Take an answer back that may still change; the number of the revision as of which there is none."""
        from coprod_review.io.training import withdraw_trial

        return withdraw_trial(self.path, self._blank(exercise, dimension), corpus=self.corpus)

    def look_up(self, exercise: Exercise) -> list[Told]:
        """Let the answers to an exercise stand, and tell what is settled."""
        from coprod_review.io.training import look_up

        given = [t for t in self.given(exercise).values() if t.dimension in exercise.report.codes]
        look_up(self.path, given, exercise.report.codes, corpus=self.corpus)
        return self.told(exercise.report.report_id, exercise.round)

    def told(self, report_id: str, round_: int) -> list[Told]:
        """What a learner was told of an exercise; nothing where its answers may still change."""
        from coprod_review.adjudicate.learning_feedback import told_answers
        from coprod_review.io.parquet import Only
        from coprod_review.io.tables import read_codings

        trials = [t for t in self.trials() if (t.report_id, t.round) == (report_id, round_)]
        of_report = {d: record for (r, d), record in self.records.items() if r == report_id}
        only = Only(column="report_id", values=[report_id])
        codings = read_codings(self._at(paths.PEOPLES_CODINGS), only=only)
        return told_answers(trials, self.codebook, records=of_report, codings=codings)

    def done(self) -> list[tuple[str, int, int, int]]:
        """The exercises looked up, the latest first: report, round, right answers, answers."""
        found: dict[tuple[str, int], list[Trial]] = {}
        for trial in self.trials():
            if trial.is_told:
                found.setdefault((trial.report_id, trial.round), []).append(trial)
        return [(*key, sum(t.is_right for t in of), len(of)) for key, of in reversed(found.items())]

    def standing(self) -> LearnerStanding:
        """How the learner stands now."""
        from coprod_review.adjudicate.learning_standing import learner_standing

        return learner_standing(
            self.trials(),
            self.settled,
            self.codebook,
            level=self.level,
            draws=self.config.analyse.bootstrap_draws,
            seed=self.config.seed,
            confidence=self.config.analyse.interval,
        )

    def _blank(self, exercise: Exercise, dimension: str) -> Trial:
        from coprod_review.model.learning import Trial

        return Trial(
            report_id=exercise.report.report_id,
            dimension=dimension,
            round=exercise.round,
            codes=(),
            settled=(),
            codebook=self.codebook.version,
            date=utc_day().isoformat(),
        )

    def _at(self, path: Path) -> Path:
        return paths.within(self.results, path)


def read_room(*, coder: str, corpus: Path, codebook: Path, settings: Path, results: Path) -> Room:
    """The exercises for the learner who is named.

    Raises ReviewError for a name that no coder can have, without a run, and where nothing is settled to learn
    from.
    """
    from coprod_review.adjudicate.learning import settled_reports
    from coprod_review.config import Config
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.coder_entries import refuse_unfit
    from coprod_review.io.yamls import read_yaml

    learner = _name(coder, corpus)
    refuse_unfit(learner, where="--coder")
    book = read_codebook(codebook)
    records = tables.read_codes(paths.within(results, paths.SETTLED))
    answers = tables.read_answers(paths.within(results, paths.PEOPLES_CODINGS))
    everything = settled_reports(records, answers, book, kept_away=(), learner=learner)
    away = _drawn(corpus)
    settled = [report for report in everything if report.report_id not in away]
    if not settled:
        raise ReviewError(
            "there is no exercise: no report is settled in half of its questions or more, that you have not "
            "coded and that no sample has drawn",
            where=str(paths.within(results, paths.SETTLED)),
            remedy="practise where there is something settled: `coprod-review practice ../practice`",
        )
    return Room(
        learner=learner,
        corpus=corpus,
        results=results,
        config=read_yaml(settings, Config),
        codebook=book,
        settled=settled,
        n_kept_away=len(everything) - len(settled),
        records={(record.report_id, record.dimension): record for record in records},
    )


def _name(given: str, corpus: Path) -> str:
    """The name of the learner, that of a file in other letters as the file is called.

    Raises ReviewError where coders.yaml has it in other letters: that may be somebody else.
    """
    from coprod_review.io.coder_entries import coder_called
    from coprod_review.io.corpus import read_coders
    from coprod_review.io.training import training_files

    coders = corpus / paths.CODERS.name
    name = given.strip()
    coder_called(name, read_coders(coders) if coders.exists() else (), where="--coder")
    begun = (path.stem for path in training_files(corpus))
    return next((stem for stem in begun if stem.lower() == name.lower()), name)


def _drawn(corpus: Path) -> frozenset[str]:
    """The reports that any sample has drawn for people to code, by their present ids."""
    from coprod_review.io.corpus import read_registry
    from coprod_review.io.samples import read_drawn

    samples = paths.within(corpus, paths.SAMPLES)
    found = [path for path in sorted(samples.glob("*.csv")) if path.name != paths.RULE_DEVELOPMENT.name]
    drawn = {report for path in found for report in read_drawn(path)}
    registry = read_registry(corpus / paths.REGISTRY.name) if drawn else ()
    present = {name.removeprefix("id:"): r.report_id for r in registry for name in r.aliases}
    return frozenset(present.get(report.removeprefix("id:"), report) for report in drawn)
