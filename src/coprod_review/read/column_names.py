"""Column names of tables, as databases, reference managers and people write them, by the field they fill."""

from __future__ import annotations

from collections.abc import Mapping

Names = tuple[str, ...]

NAMES_BY_FIELD: Mapping[str, tuple[Names, ...]] = {
    "source_id": (
        ("eid", "eid number"), ("ut unique wos id", "ut unique id", "ut"), ("lens id",), ("report id",),
        ("central id",),
        ("covidence",), ("key",), ("reference id",), ("publication id",), ("pui", "embase accession id"),
        ("store id",), ("cochrane review id",),
        ("accession number", "accession", "accession no", "cas accession number", "an", "入藏号"),
        ("openalex id",), ("paper id", "corpus id"), ("item id",), ("id",), ("source id",), ("record id",),
        ("internal id",), ("id add producao intelectual",), ("citation key", "bibtex key"),
        ("scopus id",), ("pmid", "pubmed id"),
    ),
    "types": (
        ("document type", "document types", "dokumenttyp", "tipo de documento", "type de document",
         "文献类型", "subtype description"),
        ("item type",), ("reference type", "type of reference"), ("publication type", "publikationstyp"),
        ("doctype", "doc types", "pub types", "article type"), ("type", "entry type", "typ", "tipo"),
        ("content type",), ("document identifier",), ("genre",), ("dt",), ("pt",), ("nm subtipo producao",),
        ("source type",),
    ),
    "title": (
        ("title", "document title", "article title", "item title", "paper title", "title primary",
         "primary title", "display name", "ti", "t1", "title of document",
         "study title", "public title", "scientific title",
         "titel", "dokumenttitel", "artikeltitel", "titulo",
         "titulo del articulo", "titulo del documento", "titulo do artigo", "titulo do documento", "titre",
         "titre de l article", "titre du document", "titre de l'article", "titolo", "tittel", "otsikko",
         "标题", "题名", "篇名", "文献标题", "论文标题", "タイトル", "論文名", "論題", "제목",
         "название",
         "nm producao",
         "original title", "original foreign title", "vernacular title"),
    ),
    "authors": (
        ("author full names", "author fullnames", "authors", "author", "author names", "author name",
         "authors primary", "authorships author display name", "author list", "all authors", "au", "a1",
         "autor", "autoren", "autor en", "autorinnen", "verfasser", "autores", "autor es", "auteur",
         "auteurs", "autore", "autori", "forfattare", "forfatter", "forfattere", "tekijat", "作者",
         "著者", "著者名", "저자", "автор", "авторы", "first authors"),
        ("creator", "creators"), ("contributors", "contributor"), ("first author",), ("inventors",),
        ("nm discente",),
    ),
    "dates": (
        ("year", "publication year", "pub year", "published year", "year of publication", "year published",
         "py", "yr", "date published", "publication date", "published date", "date of publication",
         "cover date", "pub date", "issue date", "jahr", "erscheinungsjahr", "publikationsjahr",
         "veroffentlichungsjahr", "ano", "ano de publicacion", "ano de publicacao", "annee",
         "annee de publication", "anno", "anno di pubblicazione", "ar", "utgivningsar", "publiceringsar",
         "udgivelsesar", "jaar", "vuosi", "年", "年份", "出版年", "发表年份", "发表时间", "出版年份",
         "발행연도",
         "год", "early access date"),
        ("date",), ("online date",), ("create date",), ("ano de defesa", "an base"), ("y1",),
    ),
    "container": (
        ("source title", "journal", "journal source", "container",
         "publication title", "journal book", "publication name", "journal name",
         "journal title", "title of journal", "periodical full", "periodical", "pub title",
         "primary location source display name", "pl source display name", "source display name",
         "host venue display name", "secondary title",
         "title secondary", "parent title", "parent title or journal", "book title", "booktitle",
         "anthology title",
         "proceedings title", "conference name", "conference title", "container title", "periodical abbrev",
         "journal abbreviation", "abbreviated source title", "journal abbrev", "so", "jo", "jf", "jt", "t2",
         "zeitschrift", "zeitschriftentitel", "quellentitel", "titel der quelle", "revista",
         "titulo de la revista", "titulo da revista", "titulo de la fuente", "titulo da fonte", "revue",
         "titre de la revue", "titre de la source", "titre de la publication", "rivista", "tidskrift",
         "tidsskrift", "lehti", "文献来源", "刊名", "期刊", "期刊名称", "出版物名称", "来源出版物名称",
         "雑誌名",
         "掲載誌名", "журнал", "venue"),
        ("publication",), ("source", "quelle", "fuente", "fonte", "kalla", "来源"),
        ("series title", "book series title"), ("instituicao de defesa", "nm entidade ensino"),
    ),
    "volume": (
        ("volume", "journal volume", "biblio volume", "vol", "volume number", "vl", "band", "jahrgang",
         "volumen", "tomo", "volym", "卷", "巻"),
    ),
    "issue": (
        ("issue", "journal issue", "iss", "issue number", "issue no", "biblio issue", "is", "heft", "ausgabe",
         "haft", "hafte", "fasciculo", "期", "号", "issue identifier"),
        ("number", "no", "numero", "nummer", "ip"),
    ),
    "pages": (
        ("pages", "page range", "pagination", "page numbers", "page info", "pg", "pp",
         "seiten", "paginas", "pagine", "sidor",
         "sider", "sivut", "页码", "页", "ページ"),
        ("page",),
    ),
    "first_page": (
        ("page start", "start page", "first page", "biblio first page", "beginning page", "sp", "bp",
         "erste seite", "anfangsseite", "pagina inicial", "pagina de inicio", "premiere page",
         "page de debut", "startsida", "起始页", "开始页"),
    ),
    "last_page": (
        ("page end", "end page", "last page", "biblio last page", "other pages", "ending page", "ep",
         "letzte seite", "endseite", "pagina final", "derniere page", "page de fin", "slutsida", "结束页"),
    ),
    "article_number": (("art no", "article number", "article no", "artikelnummer", "e location id"),),
    "dois": (
        ("doi", "item doi", "digital object identifier", "doi number", "document doi", "external ids doi",
         "ids doi", "di", "do", "doi link", "doi url", "doi or url", "doi or link", "doi or id",
         "doi or pmid", "doi pmid", "pmid or doi", "pmid doi"),
    ),
    "pmid": (("pubmed id", "pmid", "medline pmid", "ids pmid", "external ids pub med", "pubmed", "pm"),),
    "abstract": (
        ("abstract", "abstract note", "abstract text", "abstract summary", "ab", "zusammenfassung",
         "kurzfassung", "resumen", "resumo", "resume", "riassunto", "sammanfattning", "sammendrag",
         "samenvatting", "tiivistelma", "摘要", "要旨", "抄録", "초록", "аннотация", "original abstract",
         "resumo em portugues", "resumo em ingles", "ds resumo", "ds abstract"),
        ("n2",), ("summary", "brief summary", "description"),
    ),
    "keywords": (
        ("author keywords", "keywords", "keywords display name", "index keywords", "keywords plus", "keyword",
         "key words",
         "manual tags", "automatic tags", "mesh terms", "mesh", "mesh headings", "ieee terms",
         "inspec controlled terms", "inspec non controlled terms", "emtree drug index terms major focus",
         "emtree drug index terms", "emtree medical index terms major focus", "emtree medical index terms",
         "keywords author",
         "subject terms", "identifier keywords", "identifiers keywords", "subjects", "subject headings",
         "subject", "index terms", "indexing terms", "controlled terms",
         "descriptors", "major subjects", "minor subjects", "thesaurus terms", "de", "kw",
         "schlagworter", "schlusselworter", "stichworter", "stichworte", "schlagworte", "palabras clave",
         "palavras chave", "mots cles", "parole chiave", "nyckelord", "nokkelord", "trefwoorden",
         "keyword list", "assuntos em portugues", "assuntos em ingles", "ds palavra chave",
         "asiasanat", "关键词", "作者关键词", "キーワード", "키워드", "ключевые слова"),
    ),
    "references": (
        ("references", "cited references", "cited refs", "cited reference", "references cited",
         "referenced works", "cited works", "reference list", "cr",
         "literaturverzeichnis", "referenzen", "referencias", "参考文献", "引用文献"),
    ),
    "languages": (
        ("language of original document", "language", "original language", "article language",
         "document language", "language of article", "languages", "la", "sprache",
         "idioma", "idioma original", "nm idioma", "langue",
         "lingua", "sprak", "sprog", "taal", "语种", "语言", "言語"),
    ),
    "urls": (
        ("link", "url", "ur", "url of paper", "paper url", "paper link", "external url", "source urls",
         "primary location landing page url",
         "article url", "document url", "dimensions url", "plink", "permalink", "source linkout",
         "embase link", "doi link", "doi url", "doi or url", "doi or link", "consensus link",
         "study url", "web address",
         "enlace", "lien", "lank", "网址", "链接"),
        ("open url link", "full text link", "full text url"), ("pdf link", "pdf url"),
        ("link de acesso", "ds url texto completo"),
    ),
}  # fmt: skip
"""Names in the form of `columns.normal`, in groups in the order of preference.

Columns of one group say the same thing: where the cell of one is empty, the next fills in. A later group
counts only in tables that have no column of the groups before: in an export of Scopus, "Source" is the name
of the database, and an empty "Source title" stays empty.
"""

NAME_BY_WOS_TAG: Mapping[str, str] = {
    "au": "authors", "af": "author full names", "ti": "title", "so": "source title", "la": "language",
    "dt": "document type", "de": "author keywords", "id": "index keywords", "ab": "abstract",
    "x4": "abstract note", "y4": "abstract text", "z4": "abstract summary",
    "cr": "cited references", "py": "year", "vl": "volume", "is": "issue", "bp": "page start",
    "ep": "page end", "ea": "early access date", "ar": "art no", "di": "doi",
    "pm": "pubmed id", "ut": "eid", "pt": "type", "ps": "pages", "an": "accession number", "ur": "url",
    "dl": "doi link", "mh": "mesh headings", "mc": "major subjects", "mi": "index terms", "bd": "descriptors",
}  # fmt: skip
"""The tags with which Web of Science heads the columns of its tab-delimited export."""

WOS_TAGS = frozenset(
    """
    pt au ba be gp af bf ca ti so se bs la dt ct cy cl sp ho de id ab c1 c3 rp em ri oi fu fp fx cr nr tc z9
    u1 u2 pu pi pa sn ei bn j9 ji pd py vl is pn su si ma bp ep ar di dl d2 ea pg wc we sc ga pm oa hc hp da
    ut er z1 z2 z3 z8 zb zs
    an ft ps ur aw nt bd tn st or a2 mh ss sd gn cn nm sf jc gi ob sa iv no pe lt ae dg pc pl me ts mc cc ta
    ds ch ge tm mq mi pr ed x1 x4 x5 y1 y4 y5 z4 z5 z6 z7
    """.split()  # noqa: SIM905 - a list of eighty short strings reads worse
)
"""All the tags that head such columns, in the other collections of Web of Science too."""

_UNUSED = """
    180 day usage count|29 character source abbreviation|access date|addresses|affiliations|
    aip ip entry date|archive|archive location|article citation count|article pubmed id|
    author addresses|author affiliation|author affiliations|author ids|author s id|authors id|
    authors with affiliations|book author full names|book authors|book editors|book group authors|
    call number|cas registry numbers|chemicals|chemicals cas|citation|citation count|cited by|
    cited reference count|cites|citing works count|clinical trial numbers|coden|conference code|
    conference date|conference location|copyright|correspondence address|country|data source|database|
    database name|date added|date modified|date of export|day|device manufacturer|device tradenames|
    drug manufacturer|drug tradenames|edition|editor|editors|eissn|email|email addresses|
    embase classification|extra|fields of study|file attachments|full record entry date|funding|
    funding details|funding name preferred|funding orgs|funding text|funding text 1|funding texts|
    group authors|gs rank|highly cited status|hot paper status|ids number|included|isbn|isbns|issn|
    issns|journal iso abbreviation|label included|library catalog|license|link attachments|location|
    manufacturers|meeting abstract|meeting date|molecular sequence numbers|month|nihms id|note|notes|
    num pages|number of pages|open access|orcids|original abstract|page count|part number|place|
    place of publication|place published|platform|pmc id|pmcid|pub month day|publication month day|
    publication stage|published month|publisher|publisher address|publisher city|query date|rank|ref|
    reference count|references count|reprint addresses|research areas|researcher ids|rights|series|
    series number|series text|short title|since 2013 usage count|source country|special issue|
    sponsors|study|supplement|times cited|times cited all databases|times cited wos core|tradenames|
    web of science index|web of science record|wos categories|book doi|book series subtitle|
    conference host|conference sponsor|open access designations|
    cinahl id|cochrane review group code|ctgov id|embase id|ictrp id|
    date added to xplore|funding information|patent citation count|
    citing patents count|is open access|microsoft academic id|open access colour|open access license|
    cites url|
    db|details|embargo date dd mm yyyy|entrezuid|epmc auth man|external id|first pub date dd mm yyyy|grants|
    identifiers|in epmc|properties|publication month|resource|shortdetails
"""
UNUSED = frozenset(name.strip() for name in _UNUSED.split("|"))
"""Columns of the great databases that fill no field and need no mention."""
