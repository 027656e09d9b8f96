"""Who wrote a BibTeX file, and what the entries of one database alone mean."""

from __future__ import annotations

import re

from coprod_review.read.entries import named_by

_FIRST_CLUES = (
    ("JabRef", "@Comment{jabref-meta:"),
    ("JabRef", "@comment{jabref-meta:"),
    ("coprod-review", "\n  annote = {Codes of record: "),  # before what it keeps of others: addresses
    ("Scopus", "source={Scopus}"),
    ("Scopus", "source = {Scopus}"),
    ("Scopus", "abbrev_source_title"),
    ("Scopus", "\nEXPORT DATE: "),
    ("Scopus", "\n\tauthor_keywords = {"),
    ("Publish or Perish", "\n\tnote = {Query date: "),
)
_FURTHER_CLUES = (
    ("EndNote", "\n   type = {Journal Article}"),
    ("Mendeley", "/Mendeley Desktop/"),
    ("Mendeley", "mendeley-groups = {"),
    ("Web of Science", "Unique-ID"),
    ("MathSciNet", "MRNUMBER = {"),
    ("Scopus", "www.scopus.com"),
    ("Rayyan", "rayyan-"),
    ("ScienceDirect", "sciencedirect.com"),
    ("EBSCO", "search.ebscohost.com"),
    ("ACM", "\nissue_date = {"),
    ("ACM", "\nnumpages = {"),
    ("DBLP", "bibsource = {dblp"),
    ("zbMATH", "zbMATH"),
)

_OF_ZOTERO = re.compile(
    r"@\w+\{[^\n,]*,\n(?:\t(?:address|chapter|edition|type|series) = [^\n]*\n){0,5}\ttitle = \{"
)
"""What fields of Zotero stand before the title, in lines that a tab opens; others so write authors first."""

_ARTICLE_AND_LENGTH = re.compile(
    r"(?:(?:Paper|Art\.?|Article) (?:No\.|ID) |Art\. )?([A-Za-z]?\d+), \d{1,4}(?: pp\.)?"
)

_first = named_by(_FIRST_CLUES, otherwise="")
_further = named_by(_FURTHER_CLUES, otherwise="BibTeX")


def dialect(head: str) -> str:
    """The program or database that the first entries show."""
    return _first(head) or ("Zotero" if _OF_ZOTERO.search(head) else _further(head))


def number_of_article(pages: str) -> str:
    """Pages of MathSciNet without the count of pages that it writes behind the number of an article."""
    found = _ARTICLE_AND_LENGTH.fullmatch(pages)
    return found[1] if found else pages
