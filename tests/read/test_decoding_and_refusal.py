"""Encodings, markup, files that are no exports, and the command."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from coprod_review.cli import main
from coprod_review.errors import ReviewError
from coprod_review.io.tables import read_records
from coprod_review.read.dois import doi
from coprod_review.read.fields import title, year
from coprod_review.read.languages import language_code
from coprod_review.read.markup import clean
from coprod_review.read.opening import export_names
from coprod_review.read.pages import pages
from coprod_review.read.reading import Reading

ENTRY = "TY  - JOUR\nTI  - Vård på svår väg\nAU  - Åström, Örjan\nPY  - 2011\nER  - \n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_the_same_words_come_out_of_every_encoding(read, encoding):
    record = read(ENTRY.encode(encoding))[0][0]
    assert (record.title, record.authors) == ("Vård på svår väg", ("Åström, Örjan",))


def test_a_guess_is_told(read):
    summary = read(ENTRY.encode("cp1252"))[2]
    assert (summary.encoding, summary.repairs) == ("cp1252", ("not UTF-8, read as cp1252 (guessed)",))


def test_single_foreign_bytes_in_utf8_are_read_and_told(read):
    raw = (ENTRY * 4).encode() + b"TY  - JOUR\nTI  - Caf\xe9\nER  - \n"
    records, _, summary = read(raw)
    assert records[-1].title == "Café"
    assert "UTF-8 but for 1 bytes, which were read as cp1252" in summary.repairs


def test_mojibake_is_mended_and_told(read):
    records, _, summary = read(ENTRY.replace("väg", "väg".encode().decode("cp1252")))
    assert records[0].title == "Vård på svår väg"
    assert "mojibake mended: 1" in summary.repairs


def test_mixed_line_ends_are_told(read):
    assert "mixed line ends (CRLF 1, LF 4)" in read(ENTRY.replace("\n", "\r\n", 1))[2].repairs


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("p &lt; 0.05 and q &gt; 3", "p < 0.05 and q > 3"),
        ("H<sub>2</sub>O &amp;amp; <i>in vivo</i>", "H2O & in vivo"),
        ("<jats:title>Abstract</jats:title><jats:p>One.</jats:p><jats:p>Two.</jats:p>", "One. Two."),
        ("where a<b and c>d", "where a<b and c>d"),
        ("a\u00a0b\u200bc\ud800", "a bc\ufffd"),
    ],
)
def test_markup_goes_and_words_stay(written, expected):
    assert clean(written, Counter()) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("454-81", "454-481"),
        ("1--9", "1-9"),
        ("12–30", "12-30"),
        ("e7", "e7"),
        ("pp. 3-9", "3-9"),
        ("5-5", "5"),
    ],
)
def test_pages_are_written_out(written, expected):
    assert pages(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://doi.org/10.5555/A%2FB", "10.5555/a/b"),
        ("10.5555/ab(1)2.", "10.5555/ab(1)2"),
        ("(see 10.5555/ab)", "10.5555/ab"),
        ("10.1", ""),
    ],
)
def test_dois_are_bare_and_lower_case(written, expected):
    assert doi([written], Counter()) == expected


def test_years_titles_and_languages():
    assert [year([d]) for d in ("2011 Jan", "1 Feb.-Mar. 2019", "20210305", "99", "")] == [
        2011,
        2019,
        2021,
        None,
        None,
    ]
    assert title("Ward talk in the U.S.", Counter()) == "Ward talk in the U.S."
    assert [language_code((w,)) for w in ("English; French", "ger", "en-US", "Klingon")] == [
        "en",
        "de",
        "en",
        "",
    ]


@pytest.mark.parametrize(
    ("raw", "problem", "remedy"),
    [
        (b"", "empty", "export it again"),
        (b"\xef\xbb\xbf \r\n", "empty", "export it again"),
        (b"%PDF-1.7 ...", "a PDF", "export of records"),
        (b"PK\x03\x04...", "zip", "unpack"),
        (b"<!DOCTYPE html><html><body>TY  - JOUR</body></html>", "web page", "export function"),
        (b"just some words\nand more\n", "no entry of a known format", "RIS"),
    ],
)
def test_a_file_that_is_no_export_is_refused_with_a_remedy(raw, problem, remedy):
    with pytest.raises(ReviewError) as caught:
        Reading(raw, export="x")
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy


def test_namesakes_in_different_folders_get_different_names():
    names = export_names([Path("/r/a/x.ris"), Path("/r/b/x.ris"), Path("/r/y.ris")])
    assert names == ["a/x.ris", "b/x.ris", "y.ris"]


def test_the_command_writes_three_files_and_the_same_bytes_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder in ("a", "b"):
        Path(folder).mkdir()
        Path(folder, "x.ris").write_text(ENTRY + "TY  - GEN\nN1  - =nothing\nER  - \n", encoding="utf-8")
    options = ["--records", "R.parquet", "--set-aside", "S.csv", "--exports", "E.csv"]
    written = []
    for _ in range(2):
        assert main(["read", "a/x.ris", "b/x.ris", *options]) == 0
        written.append([Path(name).read_bytes() for name in ("R.parquet", "S.csv", "E.csv")])
    assert written[0] == written[1]
    assert [r.record_id for r in read_records(Path("R.parquet"))] == ["a/x.ris:1", "b/x.ris:1"]
    assert Path("S.csv").read_text(encoding="utf-8").startswith("export,line,reason,remedy,raw\na/x.ris,6,")


def test_all_unreadable_files_are_told_at_once_and_nothing_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("empty.ris").write_bytes(b"")
    Path("paper.pdf").write_bytes(b"%PDF-1.4")
    assert main(["read", "empty.ris", "paper.pdf", "gone.bib"]) == 2
    told = capsys.readouterr().err
    assert all(name in told for name in ("empty.ris", "paper.pdf", "gone.bib"))
    assert "Traceback" not in told
    assert sorted(p.name for p in tmp_path.iterdir()) == ["empty.ris", "paper.pdf"]


def test_letters_that_are_utf_8_among_cp1252_are_read_as_such(read):
    lines = "TY  - JOUR\nTI  - Vård på höjden för små\nAU  - Sjöö, Åke\n".encode("cp1252")
    records, _, summary = read(lines + "T2  - Vårdens årsbok\nER  - \n".encode())
    assert (records[0].title, records[0].container) == ("Vård på höjden för små", "Vårdens årsbok")
    assert any("but for 2 characters that are UTF-8" in note for note in summary.repairs)


def test_signs_of_cp1252_that_could_be_other_letters_of_utf_8_stay_what_they_are(read):
    raw = "TY  - JOUR\nTI  - Le «CAFÉ» été\nER  - \n".encode("cp1252")
    assert read(raw)[0][0].title == "Le «CAFÉ» été"


def test_a_file_of_zeros_is_refused_as_such():
    with pytest.raises(ReviewError, match="nothing but zeros") as caught:
        Reading(bytes(5000), export="x")
    assert "export it again" in caught.value.remedy


CITATIONS = """Berg, L. and A. Ek (2020). "Owls at night." Journal of Wards 12(4): 943-952.
\t
Ek, A., et al. (2019). "Loud hours on wards." Nordic Care 3(1): 1-9.
\t
"""


def test_a_list_of_citations_is_refused_with_what_to_export_instead(read):
    with pytest.raises(ReviewError) as raised:
        read(CITATIONS)
    assert "a list of citations" in raised.value.problem
    assert all(word in (raised.value.remedy or "") for word in ("RIS", "BibTeX", "XML", "EndNote"))


def test_other_text_is_no_list_of_citations(read):
    with pytest.raises(ReviewError) as raised:
        read("Dear all, in 2020 we met.\nThe ward slept well.\n")
    assert "no entry of a known format" in raised.value.problem
