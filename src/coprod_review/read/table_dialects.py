"""Who writes a table: the columns that tell it, and what columns mean in the tables of one alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from coprod_review.read.columns import OF_BIBLIOMETRIX, normal

OWN_DIALECT = "coprod-review"
OTHER = "CSV"
"""The dialect of a table that no known vendor wrote."""

PUBMED_TO_2020 = "PubMed (to 2020)"
EUROPE_PMC = "Europe PMC"
SCIELO = "SciELO"
BVS = "BVS"
"""The portal of BIREME, where LILACS stands beside MEDLINE and others."""

CAPES = "CAPES"
CLINICAL_TRIALS = "ClinicalTrials.gov"
ICTRP = "WHO ICTRP"
REGISTERS = frozenset({CLINICAL_TRIALS, ICTRP})
"""Registers of trials, which stand for the container of what they have."""

BIBLIOMETRIX = "bibliometrix"
"""What turns the exports of databases into tables headed by tags of Web of Science."""

DIALECT_COLUMNS = (
    (OWN_DIALECT, {"report id", "journal", "pmid", "references", "language"}),
    ("Scopus", {"eid", "source title"}),
    ("Lens", {"lens id"}),
    ("OpenAlex", {"cited by api url"}),
    ("OpenAlex", {"primary location source display name"}),
    ("PubMed", {"pmid", "nihms id"}),
    (PUBMED_TO_2020, {"shortdetails", "entrezuid"}),
    (EUROPE_PMC, {"external id", "page info", "epmc auth man"}),
    ("Cochrane", {"central id"}),
    ("Cochrane", {"cochrane review id"}),
    ("Zotero", {"item type", "abstract note"}),
    ("IEEE", {"document identifier", "ieee terms"}),
    ("Springer", {"item title", "content type"}),
    ("Covidence", {"covidence"}),
    ("RefWorks", {"title primary"}),
    ("Rayyan", {"pubmed id", "pmc id", "key"}),
    ("Web of Science", {"ut unique wos id"}),
    ("Web of Science", {"article title", "source title", "keywords plus"}),
    ("Web of Science", {"article title", "accession number", "date of export"}),
    ("Dimensions", {"publication id", "dimensions url"}),
    ("Publish or Perish", {"gsrank", "cites"}),
    ("Publish or Perish", {"gs rank", "cites"}),
    ("ProQuest", {"storeid", "pubtitle"}),
    ("ProQuest", {"sourcetype", "alphadate"}),
    (SCIELO, {"author s", "language s", "fulltext url"}),
    (BVS, {"descriptor s", "keyword s", "fulltext url"}),
    (BVS, {"descriptor s", "entry date", "fulltext url"}),
    ("EBSCO", {"plink"}),
    ("EPPI-Reviewer", {"item id", "parent title"}),
    ("CNKI", {"title 题名"}),
    ("Embase", {"emtree drug index terms"}),
    ("Embase", {"embase accession id"}),
    ("Embase", {"author names", "full record entry date"}),
    ("Embase", {"author names", "pui"}),
    ("Embase", {"author names", "embase link"}),
    ("Embase", {"author names", "medline pmid"}),
    ("Ovid", {"vn", "db", "ti", "so"}),
    (CAPES, {"nm producao", "nm discente"}),
    ("Scopus", {"eid"}),
    ("Scopus", {"authors with affiliations", "link"}),
    ("Consensus", {"consensus link"}),
    (CLINICAL_TRIALS, {"nct number", "study url"}),
    (CLINICAL_TRIALS, {"nct number", "study status"}),
    (CLINICAL_TRIALS, {"nct number", "study results"}),
    (CLINICAL_TRIALS, {"nct number", "first posted"}),
    (ICTRP, {"trialid", "public title"}),
    (ICTRP, {"trialid", "scientific title"}),
    (ICTRP, {"trial id", "public title"}),
    (ICTRP, {"trial id", "scientific title"}),
    (BIBLIOMETRIX, OF_BIBLIOMETRIX),
)

USUAL = ("title", "authors", "dates", "container")
"""The fields that exports of databases have whatever else people choose to export."""

WITHOUT_ALL = frozenset({OWN_DIALECT, "EPPI-Reviewer", "CNKI"}) | REGISTERS
"""Who writes tables of few columns, or of what has no authors."""

SOURCE_LINE = {
    "PubMed": "citation",
    PUBMED_TO_2020: "details",
    "Embase": "source",
    "Ovid": "so",
    SCIELO: "source",
    BVS: "source",
}
"""The column of a dialect in which journal, volume, pages and year stand in one line."""

DATABASES = frozenset(
    (
        "scopus", "pubmed", "medline", "embase", "web of science", "wos", "cinahl", "psycinfo",
        "apa psycinfo", "proquest", "ebsco", "ebscohost", "google scholar", "ieee xplore",
        "acm digital library", "lilacs", "cochrane", "cochrane library", "cochrane central", "eric",
        "the lens", "openalex", "semantic scholar", "crossref", "europe pmc", "scielo", "sciencedirect",
        "springerlink", "springer link", "springer", "ieee", "ieeexplore", "ieee explore", "acm", "acm dl",
        "science direct", "wiley online library",
    )
)  # fmt: skip
"""What columns called "Source" name where they tell in which database a record was found."""

PUBLISHERS = frozenset({"springer", "ieee", "acm"})
"""Those of them that issue books and reports, too."""

OWN_PLACES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    PUBMED_TO_2020: {
        "authors": ("description",), "pmid": ("entrezuid",), "source_id": ("entrezuid",), "types": (),
    },
    EUROPE_PMC: {"source_id": ("external id",)},
    BVS: {"source_id": ("id",)},
    CLINICAL_TRIALS: {
        "source_id": ("nct number",),
        "dates": ("first posted", "study first posted", "first received", "start date"),
        "keywords": ("conditions", "condition"),
        "types": (),
    },
    ICTRP: {
        "source_id": ("trialid", "trial id"),
        "dates": ("date registration", "date registration3", "date enrollement", "date enrollment"),
        "keywords": ("condition", "conditions"),
        "types": (),
    },
}  # fmt: skip
"""The columns of a dialect that mean another thing than elsewhere, by field, best first; of none where it has
none."""


@lru_cache(maxsize=64)
def dialect_of(names: tuple[str, ...]) -> str:
    """Who wrote a table with columns of these names."""
    known = {normal(name) for name in names}
    return next((who for who, columns in DIALECT_COLUMNS if columns <= known), OTHER)


def places_in(dialect: str, names: tuple[str, ...], places: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """Where the columns of each field stand, those counted that the dialect alone has."""
    own = OWN_PLACES.get(dialect)
    if not own:
        return dict(places)
    known = [normal(one) for one in names]
    at = {
        name: [i for column in columns for i, one in enumerate(known) if one == column]
        for name, columns in own.items()
    }
    taken = {i for found in at.values() for i in found}
    left = {name: kept for name, found in places.items() if (kept := [i for i in found if i not in taken])}
    left |= at
    return {name: found for name, found in left.items() if found}
