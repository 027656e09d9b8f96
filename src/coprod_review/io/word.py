"""The look of Word documents: pandoc's reference document restyled as a journal, tables with three rules."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

BODY_FONT = "Times New Roman"
HEAD_FONT = "Arial"

A4 = (11906, 16838)
"""Width and height of the page in twentieths of a point."""

MARGIN = 1417
"""25 mm in twentieths of a point."""

FOOTER = "word/footer1.xml"

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

NAMESPACES = (
    f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{RELATIONSHIPS}"'
)

FOOTER_XML = (
    f'<?xml version="1.0" encoding="UTF-8"?><w:ftr {NAMESPACES}>'
    '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>'
)

RULE = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="444444"/>'


def reference_document(default: bytes) -> bytes:
    """pandoc's own reference document with the styles of a journal article on A4, pages numbered below."""
    edits: Mapping[str, Callable[[str], str]] = {
        "word/styles.xml": _styles,
        "word/theme/theme1.xml": _theme,
        "word/document.xml": _page,
        "word/_rels/document.xml.rels": lambda text: text.replace(
            "</Relationships>",
            f'<Relationship Id="rId90" Type="{RELATIONSHIPS}/footer" Target="footer1.xml"/></Relationships>',
        ),
        "[Content_Types].xml": lambda text: text.replace(
            "</Types>",
            f'<Override PartName="/{FOOTER}" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.footer+xml"/></Types>',
        ),
    }
    return _rewritten(default, edits, {FOOTER: FOOTER_XML})


def as_journal(
    document: bytes,
    *,
    title: str,
    pictures: Mapping[bytes, bytes],
    filled: Callable[[str], str] = str,
) -> bytes:
    """A document of pandoc's with its tables set as in a journal, and its title in its properties.

    Parts that are a stand-in of `pictures` become the picture; `filled` gives the text with what was left
    open in it, and may put nothing there that XML has a meaning for.
    """
    edits: Mapping[str, Callable[[str], str]] = {
        "word/document.xml": lambda text: filled(
            _pictures(re.sub(r"<w:tbl>.*?</w:tbl>", lambda found: _table(found[0]), text, flags=re.DOTALL))
        ),
        "docProps/core.xml": lambda text: re.sub(
            r"<dc:title>.*?</dc:title>|<dc:title ?/>", f"<dc:title>{escape(title)}</dc:title>", text
        ),
    }
    return _rewritten(document, edits, {}, pictures=pictures)


def _table(xml: str) -> str:
    """Text of cells in their own smaller style, no row parted by the end of a page."""
    xml = xml.replace('<w:pStyle w:val="Compact" />', '<w:pStyle w:val="TableText" />')
    xml = xml.replace('<w:pStyle w:val="Compact"/>', '<w:pStyle w:val="TableText"/>')
    xml = re.sub(r"<w:trPr>(?!<w:cantSplit)", "<w:trPr><w:cantSplit/>", xml)
    return re.sub(r"<w:tr>(?!\s*<w:trPr)", "<w:tr><w:trPr><w:cantSplit/></w:trPr>", xml)


def _pictures(xml: str) -> str:
    """Pictures without space at their sides, which some programs add, and without data as description."""
    xml = xml.replace("<wp:inline>", '<wp:inline distT="0" distB="0" distL="0" distR="0">')
    return re.sub(r'descr="data:[^"]*"', 'descr=""', xml)


def _theme(xml: str) -> str:
    xml = re.sub(
        r'(<a:majorFont>\s*<a:latin typeface=")[^"]*', lambda found: found[1] + HEAD_FONT, xml, count=1
    )
    return re.sub(
        r'(<a:minorFont>\s*<a:latin typeface=")[^"]*', lambda found: found[1] + BODY_FONT, xml, count=1
    )


def _page(xml: str) -> str:
    width, height = A4
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId90"/>'
        '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>'
        f'<w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar w:top="{MARGIN}" w:right="{MARGIN}" w:bottom="{MARGIN}" w:left="{MARGIN}" w:header="709" '
        'w:footer="709" w:gutter="0"/></w:sectPr>'
    )
    return re.sub(r"<w:sectPr>.*?</w:sectPr>", section, xml, flags=re.DOTALL)


def _styles(xml: str) -> str:
    """The styles of the default with sizes, spaces and colours of an article, and those that it lacks."""
    xml = xml.replace('<w:sz w:val="24" />', '<w:sz w:val="21" />', 1)
    xml = xml.replace('<w:szCs w:val="24" />', '<w:szCs w:val="21" />', 1)
    xml = xml.replace('w:val="en-US"', 'w:val="en-GB"', 1)
    for name, (paragraph, run) in STYLES.items():
        xml = _restyled(xml, name, paragraph, run)
    xml = re.sub(
        r'<w:style w:type="table"[^>]*w:styleId="Table">.*?</w:style>', TABLE_STYLE, xml, flags=re.DOTALL
    )
    return xml.replace("</w:styles>", ADDED_STYLES + "</w:styles>")


def _restyled(xml: str, name: str, paragraph: str, run: str) -> str:
    """One style with its properties of paragraph and letters replaced."""

    def renewed(found: re.Match[str]) -> str:
        body = re.sub(
            r"<w:pPr>.*?</w:pPr>|<w:pPr />|<w:rPr>.*?</w:rPr>|<w:rPr />", "", found[2], flags=re.DOTALL
        )
        body = body.replace("<w:semiHidden />", "").replace("<w:unhideWhenUsed />", "")
        letters = f"<w:rPr>{run}</w:rPr>" if run else ""
        return f"{found[1]}{body}<w:pPr>{paragraph}</w:pPr>{letters}</w:style>"

    pattern = rf'(<w:style [^>]*w:styleId="{name}">)(.*?)</w:style>'
    return re.sub(pattern, renewed, xml, count=1, flags=re.DOTALL)


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _heading(before: int, level: int) -> str:
    return (
        f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="80"/>'
        f'<w:outlineLvl w:val="{level}"/>'
    )


HEAD = f'<w:rFonts w:ascii="{HEAD_FONT}" w:hAnsi="{HEAD_FONT}" w:cs="{HEAD_FONT}"/>'
DARK = '<w:color w:val="1F3A4D"/>'
GREY = '<w:color w:val="444444"/>'

STYLES: Mapping[str, tuple[str, str]] = {
    "BodyText": ('<w:spacing w:before="0" w:after="120" w:line="269" w:lineRule="auto"/>', ""),
    "Compact": ('<w:spacing w:before="20" w:after="20" w:line="252" w:lineRule="auto"/>', ""),
    "Title": ('<w:keepNext/><w:spacing w:before="0" w:after="120"/>', HEAD + "<w:b/>" + DARK + _size(36)),
    "Subtitle": ('<w:keepNext/><w:spacing w:before="0" w:after="240"/>', HEAD + GREY + _size(22)),
    "Heading1": (_heading(360, 0), HEAD + "<w:b/>" + DARK + _size(28)),
    "Heading2": (_heading(240, 1), HEAD + "<w:b/>" + DARK + _size(23)),
    "Heading3": (_heading(180, 2), HEAD + "<w:b/>" + _size(20)),
    "BlockText": (
        '<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="7A8C99"/></w:pBdr>'
        '<w:spacing w:before="120" w:after="120"/><w:ind w:left="240"/>',
        _size(20),
    ),
    "Caption": ('<w:spacing w:before="60" w:after="200"/>', HEAD + _size(17)),
    "TableCaption": ('<w:keepNext/><w:keepLines/><w:spacing w:before="200" w:after="60"/>', HEAD + _size(17)),
    "ImageCaption": ('<w:keepLines/><w:spacing w:before="60" w:after="240"/>', HEAD + _size(17)),
    "CaptionedFigure": ('<w:keepNext/><w:spacing w:before="160" w:after="0"/><w:jc w:val="center"/>', ""),
    "Bibliography": (
        '<w:keepLines/><w:spacing w:before="0" w:after="80"/><w:ind w:left="360" w:hanging="360"/>',
        _size(19),
    ),
    "Hyperlink": ("", '<w:color w:val="1F4E79"/>'),
}
"""Properties of paragraph and letters of pandoc's styles."""

TABLE_STYLE = (
    '<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>'
    + RULE.format(side="top", size=10)
    + RULE.format(side="bottom", size=10)
    + '<w:insideH w:val="single" w:sz="2" w:space="0" w:color="D0D4D8"/>'
    '</w:tblBorders><w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
    '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
    + RULE.format(side="bottom", size=6)
    + '</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
)

ADDED_STYLES = (
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableText"><w:name w:val="Table Text"/>'
    '<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:before="10" w:after="10"/></w:pPr>'
    f"<w:rPr>{HEAD}{_size(16)}</w:rPr></w:style>"
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableNote"><w:name w:val="Table Note"/>'
    '<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:before="60" w:after="240"/></w:pPr>'
    f"<w:rPr>{HEAD}{_size(16)}{GREY}</w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="0"/><w:jc w:val="center"/></w:pPr>'
    f"<w:rPr>{HEAD}{_size(16)}{GREY}</w:rPr></w:style>"
)


def _rewritten(
    archive: bytes,
    edits: Mapping[str, Callable[[str], str]],
    added: Mapping[str, str],
    *,
    pictures: Mapping[bytes, bytes] | None = None,
) -> bytes:
    """The archive with some of its texts edited and others added, all of one date."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(target, "w") as new:
        parts = {name: old.read(name) for name in old.namelist()}
        for name, edit in edits.items():
            if name in parts:
                parts[name] = edit(parts[name].decode("utf-8")).encode("utf-8")
        parts |= {name: text.encode("utf-8") for name, text in added.items()}
        parts = {name: (pictures or {}).get(content, content) for name, content in parts.items()}
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return target.getvalue()
