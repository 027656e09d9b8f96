"""What goes into a shared copy: nothing that nobody can search, marks for hidden words, and all else."""

from __future__ import annotations

import html
import re
import shutil
import zipfile
from pathlib import Path

import pytest

import coprod_review
from coprod_review.io.sheets import read_csv, write_csv
from coprod_review.share.ledger import COLUMNS
from coprod_review.share.marks import MARK
from coprod_review.share.passages import Passages
from coprod_review.share.rows import Redactor
from coprod_review.share.withheld import Withholding
from coprod_review.tasks.share.leaks import leak_of, rows_with_passages

from .conftest import MANIFEST, OPEN, RAW_SECRET, Run, describe, run_all, secret, share

PDF = b"%PDF-1.7 packed words"


@pytest.fixture
def review(finished: Path, tmp_path: Path) -> Path:
    """A finished review that may be changed."""
    return Path(shutil.copytree(finished, tmp_path / "review"))


def kinds(copy: Path) -> dict[str, str]:
    """What the copy says of its files, by their names."""
    return {row["name"]: row["kind"] for row in read_csv(copy / "withheld.csv", required=COLUMNS)}


def write_document(path: Path, text: str) -> None:
    """A Word file whose words stand in runs of their own, as Word writes them."""
    runs = "".join(f"<w:r><w:t>{html.escape(part)}</w:t></w:r>" for part in (text[:9], text[9:25], text[25:]))
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", f"<w:document><w:p>{runs}</w:p></w:document>")


@pytest.mark.parametrize("leaking", ["report.html", "report.docx", None])
def test_the_report_as_pdf_goes_only_where_page_and_document_have_no_withheld_words(
    leaking: str | None, review: Path, tmp_path: Path
) -> None:
    results = review / "results"
    (results / "report.pdf").write_bytes(PDF)
    write_document(
        results / "report.docx", RAW_SECRET if leaking == "report.docx" else "Words of the authors."
    )
    if leaking == "report.html":
        page = (results / "report.html").read_text(encoding="utf-8")
        told = f"<p>It says: {RAW_SECRET}</p></body>"
        (results / "report.html").write_text(page.replace("</body>", told), encoding="utf-8")
    copy = share(review, tmp_path / "copy")
    assert (copy / "results" / "report.pdf").exists() == (leaking is None)
    assert (copy / "results" / "report.docx").exists() == (leaking != "report.docx")
    assert kinds(copy).get("results/report.pdf") == ("left out" if leaking else None)


def test_a_picture_goes_with_the_table_of_what_it_shows_and_not_alone(review: Path, tmp_path: Path) -> None:
    figures = review / "results" / "figures"
    for name in ("shown.png", "shown-600.png", "shown.pdf", "told.png", "alone.png"):
        (figures / name).write_bytes(b"\x89PNG packed words")
    (figures / "shown.csv").write_text("n\n1\n", encoding="utf-8")
    (figures / "told.svg").write_text(
        f"<svg>{''.join(f'<tspan>{word}</tspan>' for word in secret(2).split())}</svg>", encoding="utf-8"
    )
    copy = share(review, tmp_path / "copy")
    there = {path.name for path in (copy / "results" / "figures").iterdir()}
    assert {"shown.png", "shown-600.png", "shown.pdf", "shown.csv"} <= there
    assert not {"told.png", "alone.png"} & there
    left_out = {name for name, kind in kinds(copy).items() if kind == "left out"}
    assert {"results/figures/told.png", "results/figures/alone.png"} <= left_out


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1"])
def test_text_that_cannot_be_searched_does_not_go(encoding: str, review: Path, tmp_path: Path) -> None:
    (review / "results" / "notes.txt").write_bytes(f"Où: {secret(1)}".encode(encoding))
    copy = share(review, tmp_path / "copy")
    assert kinds(copy)["results/notes.txt"] == "left out"
    assert not (copy / "results" / "notes.txt").exists()


def test_a_passage_that_a_page_escapes_is_marked_whole_and_stops_no_copy(
    review: Path, tmp_path: Path
) -> None:
    words = secret(1).replace("hummed", '"hummed"').replace("night desk", "night's desk")
    assert Passages([secret(1)]).spans(words.replace("'s", ""))
    page = (review / "results" / "report.html").read_text(encoding="utf-8")
    told = f"<p>It says: {html.escape(words.replace(chr(39) + 's', ''))}</p></body>"
    (review / "results" / "report.html").write_text(page.replace("</body>", told), encoding="utf-8")
    copy = share(review, tmp_path / "copy")
    made = (copy / "results" / "report.html").read_text(encoding="utf-8")
    assert "<p>It says: [withheld: " in made
    assert "hummed" not in made and "lullaby" not in made
    assert kinds(copy)["results/report.html"] == "changed"


def test_a_passage_that_stops_a_copy_is_told_with_the_rows_of_people_that_have_it(tmp_path: Path) -> None:
    rows = [{"report": "r1", "reason": "Mine."}, {"report": "r2", "reason": f"It says: {secret(1)}"}]
    (tmp_path / "decisions").mkdir()
    write_csv(tmp_path / "decisions" / "disputes.csv", ("report", "reason"), rows)
    nothing = Withholding(open_exports=frozenset(), by_record={}, by_report={})
    redactor = Redactor(nothing, Passages([secret(1)]))
    leak = leak_of("results/networks/words.graphml", secret(1).encode(), redactor)
    assert leak is not None
    fault = leak.fault(list(rows_with_passages(tmp_path, redactor)))
    assert fault.where == "results/networks/words.graphml"
    assert "corpus/decisions/disputes.csv, line 3 (reason)" in fault.remedy
    assert "reword it" in fault.remedy


def test_a_copy_with_nothing_withheld_has_the_bytes_of_the_review_and_says_so(
    review: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    opened = MANIFEST.replace("Closed}", "Closed, licence: CC0 1.0, share_abstracts: true}")
    (review / "corpus" / "manifest.yaml").write_text(opened, encoding="utf-8")
    decisions = review / "corpus" / "decisions"
    decisions.mkdir(exist_ok=True)
    (decisions / "adjudications.csv").write_text(
        f"report,dimension,codes,coder,date,reason\nr001,framing,none,AB,2026-03-04,As in: {secret(1)}\n",
        encoding="utf-8",
    )
    run_all(review, "report", "site", "write")
    describe(review)
    copy = share(review, tmp_path / "copy")
    assert "0 texts withheld" in capfd.readouterr().err
    for base in ("corpus", "config", "results"):
        ours, theirs = (
            {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}
            for top in (review / base, copy / base)
        )
        assert ours == theirs
    assert not kinds(copy)
    assert secret(1) in (copy / "results" / "audit" / "reports" / "r001.html").read_text(encoding="utf-8")
    told = "All exports are in this copy: the results have the bytes that `results/SHA256SUMS` lists."
    assert told in (copy / "README.md").read_text(encoding="utf-8")
    assert run(tmp_path, "verify", copy) == 0


def test_every_file_that_the_copy_has_otherwise_is_in_its_list_with_the_reason(
    described: Path, described_copy: Path
) -> None:
    told = kinds(described_copy)
    for base in ("corpus", "config", "results"):
        for path in (path for path in (described / base).rglob("*") if path.is_file()):
            name = path.relative_to(described).as_posix()
            there = described_copy / name
            if not there.exists():
                assert told[name] == "left out"
            elif there.read_bytes() != path.read_bytes():
                assert told[name] in ("changed", "drawn anew"), name
            else:
                assert name not in told
    assert told["results/audit/reports/r001.html"] == "drawn anew"
    assert f"results/audit/reports/r{OPEN:03}.html" not in told
    readme = (described_copy / "README.md").read_text(encoding="utf-8")
    assert "Put these exports into `again/corpus/exports/` first: a.ris, c.bib." in readme


def test_what_people_decided_stands_on_the_pages_of_a_copy_without_withheld_words(
    review: Path, tmp_path: Path
) -> None:
    decisions = review / "corpus" / "decisions"
    decisions.mkdir(exist_ok=True)
    (decisions / "disputes.csv").write_text(
        "report,dimension,codes,coder,date,reason,quote\n"
        f"r001,framing,none,AB,2026-03-04,Since it says {secret(1)},hummed a lullaby\n",
        encoding="utf-8",
    )
    run_all(review, "report", "site")
    copy = share(review, tmp_path / "copy")
    page = (copy / "results" / "audit" / "reports" / "r001.html").read_text(encoding="utf-8")
    assert "Since it says [withheld: " in page
    assert len(MARK.findall(page)) >= 2
    assert "lullaby" not in page


def test_a_result_that_was_edited_after_the_run_is_told_and_no_copy_is_written(
    described: Path, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    review = Path(shutil.copytree(described, tmp_path / "review"))
    with (review / "results" / "report.html").open("a", encoding="utf-8") as stream:
        stream.write("<!-- mine -->")
    assert run(review, "share", tmp_path / "copy") == 2
    told = capfd.readouterr().err
    assert "results/report.html: this result is not as the run wrote it" in told
    assert "coprod-review verify" in told
    assert not (tmp_path / "copy").exists()


def test_names_of_people_are_no_markup_in_the_readme(review: Path, tmp_path: Path) -> None:
    manifest = review / "corpus" / "manifest.yaml"
    hostile = 'database: "<script>alert(9)</script> \\u202e `x` [y](z)"'
    manifest.write_text(MANIFEST.replace("database: Open", hostile), encoding="utf-8")
    run_all(review, "report")
    readme = (share(review, tmp_path / "copy") / "README.md").read_text(encoding="utf-8")
    assert "| &#60;script&#62;alert(9)&#60;/script&#62; &#96;x&#96; &#91;y&#93;(z) |" in readme


def test_the_folders_of_a_copy_are_named_in_one_place() -> None:
    modules = Path(coprod_review.__file__).parent / "tasks" / "share"
    naming = [
        path.name
        for path in modules.glob("*.py")
        if re.search(
            r'^_?[A-Z]+ = .*paths\.(RESULTS|EXPORTS)\b.*/"', path.read_text(encoding="utf-8"), re.MULTILINE
        )
    ]
    assert naming == ["folders.py"]
