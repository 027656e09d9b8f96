"""The parts of an article or a book in PubMed XML: what is said of it, its headings, and what it cites."""

from __future__ import annotations

from dataclasses import dataclass, field

from coprod_review.read.nlm_citation import ARTICLE_NUMBER
from coprod_review.read.xml_fields import Fields, leaves, leaves_of
from coprod_review.read.xml_text import attribute, resolved

_SAID = (
    "Volume|Issue|Year|MedlineDate|Title|ISOAbbreviation|ArticleTitle|VernacularTitle|MedlinePgn|StartPage|"
    "EndPage|ELocationID|AbstractText|LastName|ForeName|FirstName|MiddleName|Initials|Suffix|CollectiveName|"
    "Language|PublicationType|BookTitle|PublisherName"
)
_TERMS = "DescriptorName|QualifierName|Keyword"
_CITED = "Citation|ArticleId"
_DATES = "PubDate|ArticleDate|ContributionDate"
_OTHER_DATES = "DateRevised|DateCreated|DateCompleted|BeginningDate|EndingDate"

LEAVES = f"{_SAID}|{_TERMS}|{_CITED}|RefSource|PMID|MedlineTA"
"""The names of all elements that fields are read from."""

_PART = leaves(_SAID, parts=f"Author|AuthorList|{_DATES}|{_OTHER_DATES}")
_KEYWORDS = leaves(_TERMS)
_IDENTIFIERS = leaves("ArticleId")
_REFERENCES = leaves(_CITED, parts="Reference")
_ABSTRACTS = leaves("AbstractText", parts="OtherAbstract")
_COMMENTS = leaves("RefSource", parts="CommentsCorrections")
_NAMES = frozenset(
    ("LastName", "ForeName", "FirstName", "MiddleName", "Initials", "Suffix", "CollectiveName")
)
_YEARS = frozenset(("Year", "MedlineDate"))


@dataclass(slots=True)
class Part(Fields):
    """What a part of an entry says: values, names of authors and of editors, years by kind of date."""

    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    years: dict[str, list[str]] = field(default_factory=dict)

    def dates(self) -> list[str]:
        """The years: that of the issue or book, that of first appearance, that of the chapter."""
        return [year for kind in _DATES.split("|") for year in self.years.get(kind, ())]

    def dois(self) -> list[str]:
        """The DOIs of the part, those left out that PubMed holds for wrong."""
        return [resolved(text) for text in self._located("doi")]

    def number(self) -> str:
        """The number of the article, where the publisher's own number of it is one."""
        return next((text for text in self._located("pii") if ARTICLE_NUMBER.fullmatch(text)), "")

    def _located(self, kind: str) -> list[str]:
        """The locations of a kind, those left out that PubMed holds for wrong."""
        return [
            text
            for attributes, text in self.values.get("ELocationID", ())
            if attribute(attributes, "EIdType") == kind and attribute(attributes, "ValidYN") != "N"
        ]


def part_of(text: str) -> Part:
    """What the article, the citation or the book says that stands in this text."""
    part = Part()
    values = part.values
    people: list[tuple[list[str], dict[str, str]]] = []
    names = part.authors
    author: dict[str, str] = {}
    kind = ""
    for name, attributes, value, opened in leaves_of(_PART, text):
        if opened:
            if not opened.startswith("Author"):
                kind = opened.split(None, 1)[0]
            elif opened.startswith("AuthorList"):
                names = part.editors if attribute(opened, "Type") == "editors" else part.authors
            else:
                author = {}
                if attribute(opened, "ValidYN") != "N":
                    people.append((names, author))
        elif name in _NAMES:
            author[name] = value
        elif name in _YEARS:
            part.years.setdefault(kind, []).append(value)
        elif name in values:
            values[name].append((attributes, value))
        else:
            values[name] = [(attributes, value)]
    for names, author in people:
        names.append(_name(author))
    return part


def abstract(paragraphs: list[tuple[str, str]]) -> str:
    """The paragraphs, each after its label where it has one."""
    return " ".join(
        _labelled(attribute(attributes, "Label"), resolved(text)) for attributes, text in paragraphs
    )


def abstracts_apart(text: str) -> list[list[tuple[str, str]]]:
    """The paragraphs of abstracts that stand apart (translations, lay summaries), English first."""
    found: list[tuple[bool, list[tuple[str, str]]]] = []
    for _, attributes, value, opened in leaves_of(_ABSTRACTS, text):
        if opened:
            found.append((attribute(opened, "Language") not in ("", "eng"), []))
        elif found:
            found[-1][1].append((attributes, value))
    return [paragraphs for _, paragraphs in sorted(found, key=lambda one: one[0])]


def keywords(text: str) -> list[str]:
    """The keywords of the authors, then the subject headings, each with its qualifiers after slashes."""
    words: list[str] = []
    headings: list[str] = []
    for name, _, written, _ in leaves_of(_KEYWORDS, text):
        term = resolved(written) if "&" in written else written
        if name == "Keyword":
            words.append(term.lstrip(" *"))
        elif name == "DescriptorName" or not headings:
            headings.append(term)
        else:
            headings[-1] += f"/{term}"
    return words + headings


def identifiers(text: str) -> dict[str, str]:
    """The identifiers of an article by kind (pubmed, doi, pmc)."""
    return {
        attribute(attributes, "IdType"): resolved(value).strip()
        for _, attributes, value, _ in reversed(leaves_of(_IDENTIFIERS, text))
    }


def references(text: str) -> list[str]:
    """The works cited: each citation with its DOI and PMID."""
    cited: list[dict[str, str]] = []
    for name, attributes, value, opened in leaves_of(_REFERENCES, text):
        if opened:
            cited.append({})
        elif cited:
            cited[-1][attribute(attributes, "IdType") or name] = resolved(value).strip()
    return [" ".join(words) for one in cited if (words := _reference(one))]


def cited_in_comments(text: str) -> list[str]:
    """The works cited, as entries of former years list them among comments and corrections."""
    cited: list[str] = []
    if "Cites" not in text:
        return cited
    is_cited = False
    for _, _, value, opened in leaves_of(_COMMENTS, text):
        if opened:
            is_cited = attribute(opened, "RefType") == "Cites"
        elif is_cited:
            cited.append(resolved(value))
    return cited


def _name(author: dict[str, str]) -> str:
    """ "Family, Given, Suffix"; a body as it is."""
    family = author.get("LastName", "")
    if not family:
        return resolved(author.get("CollectiveName", "") or author.get("ForeName", ""))
    given = author.get("ForeName") or f"{author.get('FirstName', '')} {author.get('MiddleName', '')}".strip()
    given = given or author.get("Initials", "")
    suffix = author.get("Suffix", "")
    return resolved(f"{family}, {given}" + (f", {suffix}" if suffix else "") if given else family)


def _labelled(label: str, text: str) -> str:
    label = label.strip(" :")
    if not label or not text or text.lower().startswith(f"{label.lower()}:"):
        return text
    return f"{label}: {text}"


def _reference(cited: dict[str, str]) -> list[str]:
    citation, doi, pmid = (cited.get(kind, "") for kind in ("Citation", "doi", "pubmed"))
    known = (citation, f"doi:{doi}" if doi and doi not in citation else "", f"PMID:{pmid}" if pmid else "")
    return [words for words in known if words]
