"""A changed codebook re-opens the answers that it affects, and no others; an answer given anew closes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.stage_tables import write_reports

from coprod_review.adjudicate.resolve import resolve_adjudications, resolve_codings
from coprod_review.adjudicate.settle import settle
from coprod_review.cli import main
from coprod_review.coding.queue import Usefulness, questions
from coprod_review.io import tables
from coprod_review.io.codebook import read_codebook
from coprod_review.io.corpus import read_coders
from coprod_review.io.sheets import read_csv, write_csv
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.report import Report

COLUMNS = ("report", "dimension", "codes", "quote", "basis", "confidence", "codebook", "date", "revision")
REOPENED = ("report", "dimension", "coder", "codes", "codebook", "why", "title")
CODERS = """\
coders:
  - {name: ab, kind: person, role: reader, how: by sheet, codebook: "0.2 and 0.3", blind: true}
  - {name: cd, kind: person, role: reader, how: by sheet, codebook: "0.2 and 0.3", blind: true}
"""


def code(folder: Path, coder: str, *answers: tuple[str, str, str, str]) -> None:
    """Write the codings of a coder: report, codes in framing, version, revision."""
    write_csv(
        folder / "corpus" / "codings" / f"{coder}.csv",
        COLUMNS,
        [
            {
                "report": r,
                "dimension": "framing",
                "codes": c,
                "codebook": v,
                "basis": "abstract: x",
                "revision": n,
            }
            for r, c, v, n in answers
        ],
    )


def change_framing(folder: Path, *, version: str = "0.3") -> None:
    """Give the code protective another definition, under the version named."""
    path = folder / "config" / "codebook.yaml"
    lines = path.read_text(encoding="utf-8").replace('version: "0.2"', f'version: "{version}"').split("\n")
    at = next(i for i, line in enumerate(lines) if line.strip() == "protective:")
    at = next(i for i in range(at, len(lines)) if lines[i].strip().startswith("definition:"))
    lines[at] = lines[at].replace("definition: ", "definition: Invented anew. ", 1)
    path.write_text("\n".join(lines), encoding="utf-8")


def keep(folder: Path) -> None:
    """Keep the codebook as it stands in the project, which is the one before `change_framing`."""
    (folder / "corpus" / "codebooks").mkdir(parents=True)
    shutil.copy(folder / "old" / "codebook.yaml", folder / "corpus" / "codebooks" / "0.2.yaml")


def settled(folder: Path) -> dict[str, CodeOfRecord]:
    found = tables.read_codes(folder / "results" / "settle" / "settled.parquet")
    return {record.report_id: record for record in found if record.dimension == "framing"}


def reopened(folder: Path) -> list[tuple[str, str]]:
    rows = read_csv(folder / "results" / "settle" / "reopened.csv", required=REOPENED)
    return [(row["report"], row["coder"]) for row in rows]


@pytest.fixture
def folder(tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A review folder of three reports, with the configuration before its change in old/."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(project / "config", tmp_path / "config")
    shutil.copytree(project / "config", tmp_path / "old")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "coders.yaml").write_text(CODERS, encoding="utf-8")
    reports = [Report(report_id=r, record_ids=(f"a.ris:{r}",), title=f"On {r}") for r in ("r1", "r2", "r3")]
    write_reports(tmp_path / "results" / "dedupe" / "reports.parquet", reports)
    code(
        tmp_path, "ab", ("r1", "protective", "0.2", ""), ("r2", "none", "0.2", ""), ("r3", "none", "0.2", "")
    )
    return tmp_path


def test_only_the_answers_whose_definition_changed_are_looked_at_again(folder: Path) -> None:
    keep(folder)
    change_framing(folder)
    assert main(["settle"]) == 0
    assert reopened(folder) == [("r1", "ab")]
    found = settled(folder)
    assert (found["r1"].status, found["r1"].codes) == ("waiting", ())
    assert found["r1"].reason == "re-opened: ab: protective: definition changed"
    assert (found["r2"].status, found["r2"].codes) == ("person", ("none",))


def test_an_answer_given_anew_under_the_present_codebook_closes_it(folder: Path) -> None:
    keep(folder)
    change_framing(folder)
    code(folder, "ab", ("r1", "protective", "0.2", ""), ("r1", "protective", "0.3", "2"))
    assert main(["settle"]) == 0
    assert reopened(folder) == []
    assert settled(folder)["r1"].codes == ("protective",)


def test_another_person_who_answers_anew_settles_it_and_the_first_stays_on_the_list(folder: Path) -> None:
    keep(folder)
    change_framing(folder)
    code(folder, "cd", ("r1", "consultative", "0.3", ""))
    assert main(["settle"]) == 0
    assert reopened(folder) == [("r1", "ab")]
    assert (settled(folder)["r1"].codes, settled(folder)["r1"].coders) == (("consultative",), ("cd",))


def test_a_code_that_a_machine_gives_re_opens_too_when_its_definition_changes(folder: Path) -> None:
    of_safety = "Patient safety is a priority. Adverse events were counted, and medication errors too."
    reports = [
        Report(report_id=r, record_ids=(f"a.ris:{r}",), title=f"On {r}", abstract=of_safety * (r == "r3"))
        for r in ("r1", "r2", "r3")
    ]
    write_reports(folder / "results" / "dedupe" / "reports.parquet", reports)
    keep(folder)
    change_framing(folder)
    assert main(["settle"]) == 0
    assert reopened(folder) == [("r1", "ab"), ("r3", "ab")]


def test_codings_that_a_run_has_written_are_settled_alike_once_more(folder: Path) -> None:
    keep(folder)
    change_framing(folder)
    code(folder, "cd", ("r1", "consultative", "0.3", ""))
    assert main(["settle"]) == 0
    written = tables.read_codings(folder / "results" / "settle" / "codings.parquet")
    resolved = resolve_codings(written, {r: r for r in ("r1", "r2", "r3")})
    coders = {coder.name: coder for coder in read_coders(folder / "corpus" / "coders.yaml")}
    codebook = read_codebook(folder / "config" / "codebook.yaml")
    once_more = settle(resolved, resolve_adjudications([], {}), coders, codebook)
    assert {r.report_id: r.codes for r in once_more} == {r: c.codes for r, c in settled(folder).items()}


def test_what_was_answered_stays_in_the_codings_with_the_reason(folder: Path) -> None:
    keep(folder)
    change_framing(folder)
    assert main(["settle"]) == 0
    codings = tables.read_codings(folder / "results" / "settle" / "codings.parquet")
    again = next(c for c in codings if c.report_id == "r1")
    assert again.codes == ()
    assert again.note == "re-opened: protective by codebook 0.2; protective: definition changed"


def test_the_queue_asks_for_it_with_what_was_answered_and_why_it_does_not_count(folder: Path) -> None:
    keep(folder)
    change_framing(folder)
    assert main(["settle"]) == 0
    people = tables.read_codings(folder / "results" / "settle" / "codings.parquet")
    codes = list(settled(folder).values())
    (asked,) = questions(codes, combination=[], people=people, titles={}, usefulness=Usefulness())
    assert (asked.report_id, asked.status) == ("r1", "waiting")
    assert asked.why.startswith(
        "ab: re-opened: protective by codebook 0.2; protective: definition changed; priority"
    )


def test_without_the_older_codebook_answers_stand_and_the_run_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change_framing(folder)
    assert main(["settle"]) == 0
    assert reopened(folder) == []
    assert settled(folder)["r1"].codes == ("protective",)
    assert "3 answers follow codebook 0.2, which corpus/codebooks does not hold" in capsys.readouterr().err


def test_without_the_older_codebook_a_code_that_is_gone_re_opens(folder: Path) -> None:
    code(folder, "ab", ("r1", "shielding", "0.1", ""), ("r2", "none", "0.1", ""))
    assert main(["settle"]) == 0
    assert reopened(folder) == [("r1", "ab")]
    assert "has no code shielding" in settled(folder)["r1"].reason


def test_an_unknown_code_under_the_present_codebook_is_still_a_fault(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code(folder, "ab", ("r1", "shielding", "0.2", ""))
    assert main(["settle"]) == 2
    assert "'shielding' is not a code of framing" in capsys.readouterr().err


def test_definitions_that_change_under_the_same_version_stop_the_run(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(folder)
    change_framing(folder, version="0.2")
    assert main(["settle"]) == 2
    told = capsys.readouterr().err
    assert "are not those that are kept as codebook 0.2" in told and "raise version" in told


def test_an_adjudication_under_an_older_codebook_is_re_opened_like_an_answer(folder: Path) -> None:
    (folder / "corpus" / "decisions").mkdir()
    (folder / "corpus" / "decisions" / "adjudications.csv").write_text(
        "report,dimension,codes,coder,date,reason,codebook\n"
        "r1,framing,protective,cd,2026-11-02,read twice,0.2\n"
        "r2,framing,protective,cd,2026-11-02,read twice,0.3\n",
        encoding="utf-8",
    )
    keep(folder)
    change_framing(folder)
    assert main(["settle"]) == 0
    assert reopened(folder) == [("r1", "ab"), ("r1", "adjudication of cd")]
    assert settled(folder)["r1"].status == "waiting"
    assert settled(folder)["r2"].codes == ("protective",)


def test_two_answers_of_one_revision_are_a_conflict(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code(
        folder, "ab", ("r1", "none", "0.2", ""), ("r1", "protective", "0.2", "2"), ("r1", "none", "0.2", "2")
    )
    assert main(["settle"]) == 2
    told = capsys.readouterr().err
    assert (
        "r1 framing is answered twice by ab, here and in line 3" in told
        and "keep one of the two rows" in told
    )


def test_codebook_diff_keeps_the_older_codebook_byte_for_byte(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change_framing(folder)
    assert main(["codebook", "diff", "old", "--keep"]) == 0
    kept = folder / "corpus" / "codebooks" / "0.2.yaml"
    assert kept.read_bytes() == (folder / "old" / "codebook.yaml").read_bytes()
    assert "codebook 0.2 kept" in capsys.readouterr().out
    assert main(["codebook", "diff", "old", "--keep"]) == 0
    assert "kept already" in capsys.readouterr().out


def test_codebook_diff_keeps_nothing_where_the_version_was_not_raised(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change_framing(folder, version="0.2")
    assert main(["codebook", "diff", "old", "--keep"]) == 2
    assert "raise version in the newer one" in capsys.readouterr().err
    assert not (folder / "corpus" / "codebooks").exists()


def adjudicate(folder: Path, *rows: str) -> None:
    """Write adjudications without a version, by a coder who is described and by one who is not."""
    (folder / "corpus" / "decisions").mkdir(exist_ok=True)
    path = folder / "corpus" / "decisions" / "adjudications.csv"
    path.write_text(
        "\n".join(["report,dimension,codes,coder,date,reason,codebook", *rows, ""]), encoding="utf-8"
    )


def describe(folder: Path, name: str, versions: str) -> None:
    path = folder / "corpus" / "coders.yaml"
    entry = (
        f'{{name: {name}, kind: person, role: adjudicator, how: alone, codebook: "{versions}", blind: false}}'
    )
    path.write_text(f"{path.read_text(encoding='utf-8')}  - {entry}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("versions", "stands"),
    [("0.2", False), ("0.2 and 0.3", False), ("0.3", True), ("that of the team", True)],
)
def test_an_adjudication_without_a_version_follows_that_of_its_coder(
    folder: Path, capsys: pytest.CaptureFixture[str], versions: str, *, stands: bool
) -> None:
    describe(folder, "ef", versions)
    adjudicate(folder, "r2,framing,protective,ef,2026-11-02,read twice,")
    keep(folder)
    change_framing(folder)
    assert main(["settle"]) == 0
    assert (("r2", "adjudication of ef") not in reopened(folder)) == stands
    assert (settled(folder)["r2"].status == "adjudicated") == stands
    told = "settle: 1 answer names no codebook, and coders.yaml tells none"
    assert (told in capsys.readouterr().err) == (versions == "that of the team")


def test_an_answer_without_a_version_follows_that_of_its_coder_and_its_note_says_so(folder: Path) -> None:
    code(folder, "ab", ("r1", "protective", "", ""))
    keep(folder)
    change_framing(folder)
    assert main(["settle"]) == 0
    assert reopened(folder) == [("r1", "ab")]
    (coding,) = tables.read_codings(folder / "results" / "settle" / "codings.parquet")
    assert coding.note == "re-opened: protective by codebook 0.2; protective: definition changed"


def announced(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["codebook", "diff", "old"]) == 0
    return capsys.readouterr().out


def test_codebook_diff_announces_what_the_run_re_opens_before_it_and_after_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    describe(folder, "old1", "0.1")
    describe(folder, "old0", "0.0")
    code(folder, "old1", ("r1", "protective", "0.1", ""), ("r2", "protective", "0.1", ""))
    code(folder, "old0", ("r1", "protective", "0.0", ""))
    adjudicate(folder, "r3,framing,protective,cd,2026-11-02,read twice,0.2")
    assert main(["settle"]) == 0
    keep(folder)
    change_framing(folder)
    older = folder / "corpus" / "codebooks" / "0.1.yaml"  # says of the code what the present one says
    text = (folder / "config" / "codebook.yaml").read_text(encoding="utf-8")
    older.write_text(text.replace('version: "0.3"', 'version: "0.1"'), encoding="utf-8")
    told = "re-opened: 2 codings of 7 by people and readers, on 2 reports"
    apart = "1 answer follows codebook 0.0, which is not at hand"
    before = announced(capsys)
    assert told in before and apart in before
    assert main(["settle"]) == 0
    assert reopened(folder) == [("r1", "ab"), ("r3", "adjudication of cd")]
    after = announced(capsys)
    assert told in after and apart in after
    older.write_text((folder / "old" / "codebook.yaml").read_text().replace('"0.2"', '"0.1"'))
    assert "of these were given: 2 by codebook 0.1, 2 by codebook 0.2" in announced(capsys)
    (folder / "corpus" / "codebooks" / "0.2.yaml").unlink()
    assert "once codebook 0.2 is kept (--keep)" in announced(capsys)
