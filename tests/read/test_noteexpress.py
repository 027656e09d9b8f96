"""NoteExpress text of CNKI and WanFang; all entries are invented."""

from __future__ import annotations

CNKI = """{Reference Type}: Journal Article
{Title}: 病房夜间谈话
{Author}: 王小明;李丽
{Author Address}: 病房学校
{Journal}: 病房学报
{Year}: 2030
{Issue}: 01
{Pages}: 7-12
{Keywords}: 病房;;谈话
{Abstract}: Abstract(#br)We talked.(#br)Then we slept.
{Database Provider}: CNKI


{Reference Type}: Thesis
{Title}: Quiet hours
{Author}: Berg, Lena
{Publisher}: Ward University
{Year}: 2029
{Database Provider}: CNKI
"""
WANFANG = """{Reference Type}: Journal Article
{Title}: Owls
{Author}: 张三
{Author}: 李四
{Translated Author}: ZHANG San
{Keywords}: owls
{Keywords}: wards
{DOI}: 10.5555/ward.1
{Database Provider}: 北京万方数据股份有限公司
{Language}: chi
"""


def test_references_of_cnki_give_their_fields(read):
    (article, thesis), _, summary = read(CNKI)
    assert (summary.format, summary.dialect) == ("noteexpress", "CNKI")
    assert (article.type, article.title, article.year) == ("article", "病房夜间谈话", 2030)
    assert len(article.authors) == 2
    assert (article.container, article.issue, article.pages) == ("病房学报", "01", "7-12")
    assert article.keywords == ("病房", "谈话")
    assert article.abstract == "We talked. Then we slept."
    assert (thesis.type, thesis.authors, thesis.container) == ("thesis", ("Berg, Lena",), "Ward University")


def test_names_and_keywords_may_stand_one_a_line(read):
    (record,), _, summary = read(WANFANG)
    assert summary.dialect == "WanFang"
    assert len(record.authors) == 2
    assert (record.keywords, record.doi, record.language) == (("owls", "wards"), "10.5555/ward.1", "zh")


def test_many_blanks_in_an_abstract_take_no_time(read):
    (record, _), _, _ = read(CNKI.replace("We talked.", "We" + " " * 300_000 + "talked."))
    assert record.abstract.startswith("We")


def test_words_in_braces_within_an_abstract_are_words_of_it(read):
    abstract = "We talked.\n{Group A}: 12 wards.\n{Group B}: 9 wards."
    (record, _), aside, _ = read(CNKI.replace("Abstract(#br)We talked.(#br)Then we slept.", abstract))
    assert record.abstract.split() == abstract.split()
    assert (record.container, aside) == ("病房学报", [])


def test_a_name_that_is_not_known_ends_a_short_value_all_the_same(read):
    (record, _), _, _ = read(CNKI.replace("{Issue}: 01", "{Issue}: 01\n{Ward Number}: 7"))
    assert (record.issue, record.pages) == ("01", "7-12")


def test_a_first_reference_longer_than_the_head_is_read_too(read):
    records, aside, _ = read(CNKI.replace("We talked.", "We talked. " * 40_000))
    assert [record.type for record in records] == ["article", "thesis"]
    assert aside == []
