"""CNKI's text for E-Study; all entries are invented."""

from __future__ import annotations

TEXT = """DataType: 1
Title-题名: 病房夜间谈话
Author-作者: 王小明;李丽;
Source-刊名: 病房学报
Year-年: 2030
PubTime-出版时间: 2030-01-18
Keyword-关键词: 病房;谈话
Summary-摘要: <正>我们谈话。
Note: this line belongs to the summary.
Period-期: 01
Roll-卷: 19
PageCount-页数: 6
Page-页码: 7-12
SrcDatabase-来源库: 期刊
Organ-机构: 病房学校;
Link-链接: https://wards.example/detail?FileName=WARD203001

DataType: 2
Title-题名: 病房的猫头鹰
Author-作者: 张三
Source-学位授予单位: 病房大学
Year-年: 2029
SrcDatabase-来源库: 硕士

"""


def test_entries_give_their_fields(read):
    (article, thesis), rejects, summary = read(TEXT)
    assert not rejects
    assert (summary.format, summary.dialect) == ("estudy", "CNKI")
    assert (article.type, article.title, article.year) == ("article", "病房夜间谈话", 2030)
    assert (article.container, article.volume, article.issue) == ("病房学报", "19", "01")
    assert (article.pages, article.keywords) == ("7-12", ("病房", "谈话"))
    assert article.abstract == "我们谈话。 Note: this line belongs to the summary."
    assert article.url == "https://wards.example/detail?FileName=WARD203001"
    assert len(article.authors) == 2
    assert (thesis.type, thesis.title, thesis.container) == ("thesis", "病房的猫头鹰", "病房大学")


def test_lines_without_the_type_above_them_are_set_aside(read):
    records, rejects, _ = read("Title-题名: 一\nAuthor-作者: 张三\nYear-年: 2029\n\n" + TEXT)
    assert (len(records), len(rejects)) == (2, 1)
