"""Servers of preprints and registers of trials, whose records have other fields than those of articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

_SERVER = re.compile(
    r"\w*rxiv\b.{0,60}|(?-i:CoRR)|(?:available at )?ssrn\b.{0,60}|research square|preprints(?:\.org)?"
    r"|osf(?: preprints)?|authorea|peerj preprints",
    re.IGNORECASE,
)
_SERVER_ADDRESS = re.compile(
    r"https?://(?:[\w-]+\.)*(?:\w*rxiv\.(?:org|com)|ssrn\.com|preprints\.org|researchsquare\.com|osf\.io/preprints"
    r"|authorea\.com)(?:[/?]|$)",
    re.IGNORECASE,
)
_SERVER_DOI = re.compile(
    r"10\.(?:48550/arxiv\.|2139/ssrn\.|26434/chemrxiv|21203/rs\.|36227/techrxiv|20944/preprints|312\d\d/osf\.io/"
    r"|22541/(?:au|essoar)\."
    r"|1101/(?:(?:19|20)\d\d\.\d\d\.\d\d\.)?\d{6,8}(?:v\d{1,2})?\s*$)",
    re.IGNORECASE,
)
"""DOIs of preprints alone: those of bioRxiv and medRxiv have numbers, as no journal's of their publisher."""

_NUMBER = re.compile(
    r"(?:NCT|ISRCTN|ACTRN|DRKS|KCT|NTR|NL|PACTR|TCTR|IRCT|UMIN|RPCEC|RBR|PER|SLCTR|CTRI|EUCTR|ChiCTR|JPRN)"
    r"[-/ ]?[\dA-Z/-]*\d{3}[\d/-]*",
)
_EID = re.compile(r"[?&]eid=(2-s2\.0-\d+)|scopus[.-]com[^/\s]{0,80}/pages/publications/(\d{6,13})(?!\d)")
"""Addresses of Scopus, of which the second is that of since 2025, with the last part of the number."""

_DOI = re.compile(
    r"scopus[.-]com[^/\s]{0,80}/inward/record\.ur[il]\?[^\s#]{0,200}?(?<=[?&])doi=(10\.\d{4,9}(?:/|%2f)[^&\s]{1,400})",
    re.IGNORECASE,
)
_PUBMED = re.compile(
    r"(?:pubmed\.ncbi\.nlm\.nih\.gov|nlm\.nih\.gov/(?:m/)?pubmed)/(\d{1,9})(?!\d)"
    r"|ncbi\.nlm\.nih\.gov/entrez/query\.fcgi\?\S{0,200}?\blist_uids=(\d{1,9})(?![\d,])"
)
"""PubMed's addresses, of which the last is that of before 2008."""

_OVID_MEDLINE = re.compile(
    r"ovidweb\.cgi\?\S{0,200}?\bD=(?:med\w{0,6}|pmn\w|prem\w{0,4}|ppez\w?|mes[xz])&\S{0,200}?\bAN=(\d{1,9})(?!\d)"
)
"""Ovid's address of a record of MEDLINE, whose number there is that of PubMed."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")


def pmid_in(addresses: Iterable[str]) -> str:
    """The PubMed number in the first address of PubMed, or of MEDLINE at Ovid, if any."""
    return next(filter(None, map(_pmid_of, addresses)), "")


def eid_in(addresses: Iterable[str]) -> str:
    """The number of Scopus in the first of its addresses, if any."""
    found = (_EID.search(address) for address in addresses if "eid=" in address or "/pages/" in address)
    return next((one[1] or f"2-s2.0-{one[2]}" for one in found if one), "")


def dois_in(addresses: Iterable[str]) -> list[str]:
    """The DOIs that Scopus writes into its addresses."""
    found = (_DOI.search(address) for address in addresses if "doi=10." in address)
    return [one[1] for one in found if one]


def _pmid_of(address: str) -> str:
    sign = _PUBMED if "ncbi" in address else _OVID_MEDLINE if "ovidweb.cgi" in address else None
    found = sign.search(address) if sign else None
    return next(filter(None, found.groups())) if found else ""


@lru_cache(maxsize=1 << 14)
def is_preprint_server(name: str) -> bool:
    """Whether a container or publisher is a server of preprints."""
    return _SERVER.fullmatch(name) is not None


def is_preprint_address(url: str) -> bool:
    """Whether an address on the web is that of a document on a server of preprints."""
    return _SERVER_ADDRESS.match(url) is not None


def stands_on_preprint_server(dois: Sequence[str], urls: Iterable[str]) -> bool:
    """Whether all that tells where a document stands are addresses and DOIs of servers of preprints.

    The servers give such DOIs to preprints alone; whatever DOI stands in their addresses is that of one.
    """
    addresses = [url for url in urls if is_preprint_address(url.strip())]
    if told := list(filter(None, dois)):
        return all(_SERVER_DOI.search(doi) or any(doi in url for url in addresses) for doi in told)
    return bool(addresses)


def without_trial_numbers(names: Sequence[str]) -> list[str]:
    """Names of authors without the numbers of trials that the Cochrane Library writes in their place."""
    return [
        name for name in names if not ((bare := name.rstrip(", "))[-1:].isdigit() and _NUMBER.fullmatch(bare))
    ]


def address_of(container: str) -> str:
    """A container that is nothing but an address on the web; empty where it is a name."""
    return container if container[:4] in ("http", "www.") and _ADDRESS.match(container) else ""
