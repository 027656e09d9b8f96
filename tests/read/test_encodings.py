"""Encodings that no mark tells: guessed where sure, else told with what to do; texts are invented."""

from __future__ import annotations

import pytest

from coprod_review.cli.named_columns import named_encoding
from coprod_review.errors import ReviewError
from coprod_review.io.manifest import read_manifest
from coprod_review.model.record import Record
from coprod_review.read.content import Held
from coprod_review.read.decode import UNSURE, decode
from coprod_review.read.reading import Reading

POLISH = "Wpływ współpracy pacjentów na jakość opieki: żółć, gęś i źdźbło w Łodzi"
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy o péči, kterou píše Jiří Dvořák"
FRENCH = "L’été des élèves à l’école: où sont passés les médecins généralistes?"
RUSSIAN = "Влияние участия пациентов на качество медицинской помощи в больницах"
CHINESE = "患者参与对医疗质量的影响研究以及护理合作的方法与结果"
JAPANESE = "患者の参加が医療の質に及ぼす影響についての研究"
KOREAN = "환자 참여가 의료의 질에 미치는 영향에 관한 연구"
GREEK = "Η επίδραση της συμμετοχής των ασθενών στην ποιότητα της φροντίδας"
TURKISH = "Hastaların işbirliğinin bakım kalitesine etkisi: Ayşe Yıldız ve Çağrı Şahin"


def entry(title: str) -> str:
    return f"TY  - JOUR\nTI  - {title}\nAU  - Ek, Ada\nER  - \n"


@pytest.mark.parametrize(
    ("title", "encoding"),
    [
        *((POLISH, "cp1250"), (POLISH, "iso8859_2"), (CZECH, "cp1250"), (CZECH, "iso8859_2")),
        *((FRENCH, "mac_roman"), (FRENCH, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r")),
        *((CHINESE, "gb18030"), (JAPANESE, "cp932"), (JAPANESE, "euc_jp"), (KOREAN, "cp949")),
        *((GREEK, "cp1253"), (TURKISH, "cp1254")),
    ],
)
def test_the_letters_tell_the_encoding(read, title: str, encoding: str):
    (record,), _, summary = read(entry(title).encode(encoding))
    assert (record.title, summary.encoding) == (title, encoding)
    assert summary.repairs == (f"not UTF-8, read as {encoding} (guessed)",)


@pytest.mark.parametrize("title", ["Ночная сова и безопасность больного", "Роль семьи в уходе"])
def test_short_titles_in_koi8_r_are_not_taken_for_chinese(read, title: str):
    (record,), _, summary = read(entry(title).encode("koi8_r"))
    assert (record.title, summary.encoding) == (title, "koi8_r")


def test_too_few_letters_are_read_as_before_and_told_with_what_to_do(read):
    (record,), _, summary = read(entry("Kovačić").encode("cp1250"))
    assert (record.title, summary.encoding) == ("Kovaèiæ", "cp1252")
    assert summary.repairs == (f"not UTF-8, read as cp1252 (guessed){UNSURE}",)


def test_western_names_of_all_kinds_stay_western(read):
    names = "Åberg, García, Müller, Sørensen, Lefèvre, São, Peña, Jönsson, Brønnum, Núñez"
    (record,), _, summary = read(entry(names).encode("cp1252"))
    assert (record.title, summary.encoding) == (names, "cp1252")


@pytest.mark.parametrize("title", ["Effects of\xa0the\xa0ward’s hours" * 5, "Austro\xd5enus, cli\xd5osa" * 9])
def test_signs_and_one_letter_again_and_again_tell_no_encoding(read, title: str):
    assert read(entry(title).encode("cp1252"))[2].encoding == "cp1252"


def test_letters_of_a_script_that_is_not_known_are_not_sure():
    raw = entry("השפעת השתתפות המטופלים על איכות הטיפול").encode("cp1255")
    assert decode(Held(raw)).notes[0].endswith(UNSURE)


def test_an_encoding_that_was_told_goes_before_all_guesses():
    reading = Reading(entry("Kovačić").encode("cp1250"), export="a.ris", encoding="cp1250")
    (record,) = list(reading)
    assert record.title == "Kovačić"
    assert reading.summary().repairs == ("read as cp1250, as told",)


def test_a_byte_order_mark_goes_before_what_was_told():
    text = decode(Held(entry("Kovačić").encode("utf-8-sig")), told="cp1250")
    assert (text.encoding, "Kovačić" in text.head(99)) == ("utf-8", True)


@pytest.mark.parametrize("told", ["utf-16", "UTF32", "u16"])
@pytest.mark.parametrize("order", ["le", "be"])
def test_utf_16_and_32_without_a_mark_are_read_in_the_order_that_their_zeros_show(told: str, order: str):
    width = "32" if "32" in told else "16"
    raw = entry("Kovačić").encode(f"utf-{width}-{order}")
    (record,) = list(Reading(raw, export="a.ris", encoding=told))
    assert isinstance(record, Record)
    assert record.title == "Kovačić"


@pytest.mark.parametrize("told", ["utf-16", "utf-32"])
def test_an_encoding_that_cannot_read_the_file_is_told_with_the_one_that_may(told: str):
    with pytest.raises(ReviewError) as raised:
        Reading(entry("Owls").encode(), export="a.ris", encoding=told)
    assert f"a.ris: this file cannot be read as {told}" in str(raised.value)
    assert "leave the encoding out, since the file looks like utf-8" in raised.value.remedy


def test_utf_16_declared_in_bytes_that_are_none_is_not_believed(read):
    (record,), _, summary = read(
        b"% Encoding: UTF-16\n@article{k, title={Kr\xfcger at night}, year={2021}}\n"
    )
    assert (record.title, summary.encoding) == ("Krüger at night", "cp1252")


@pytest.mark.parametrize("name", ["idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"])
def test_what_no_file_is_written_in_is_no_encoding(name: str):
    with pytest.raises(ReviewError, match="no encoding of text"):
        named_encoding(name)


LOG = """exports:
  - file: a.ris
    label: A
    origin: other_methods
    database: Letters
    encoding: {}
"""


def test_the_manifest_may_tell_an_encoding(tmp_path):
    path = tmp_path / "manifest.yaml"
    path.write_text(LOG.format("mac_roman"))
    assert read_manifest(path)[0].encoding == "mac_roman"


def test_an_unknown_encoding_in_the_manifest_is_told_with_its_line(tmp_path):
    path = tmp_path / "manifest.yaml"
    path.write_text(LOG.format("base64"))
    with pytest.raises(ReviewError) as raised:
        read_manifest(path)
    assert "line 6: no encoding of text is called 'base64'" in str(raised.value)
    assert "cp1250" in str(raised.value)
