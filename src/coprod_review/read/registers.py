"""Servers of preprints and registers of trials, whose records have other fields than those of articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SERVER = re.compile(
    r"\w*rxiv\b.{0,60}|ssrn\b.{0,60}|research square|preprints(?:\.org)?|osf(?: preprints)?|authorea"
    r"|peerj preprints",
    re.IGNORECASE,
)
_SERVER_ADDRESS = re.compile(
    r"https?://(?:[\w-]+\.)*(?:\w*rxiv\.(?:org|com)|ssrn\.com|preprints\.org|researchsquare\.com|osf\.io/preprints"
    r"|authorea\.com)(?:[/?]|$)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:NCT|ISRCTN|ACTRN|DRKS|KCT|NTR|NL|PACTR|TCTR|IRCT|UMIN|RPCEC|RBR|PER|SLCTR|CTRI|EUCTR|ChiCTR|JPRN)"
    r"[-/ ]?[\dA-Z/-]*\d{3}[\d/-]*",
)
_PUBMED = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|nlm\.nih\.gov/(?:m/)?pubmed)/(\d{1,9})(?!\d)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")


def pmid_in(addresses: Iterable[str]) -> str:
    """The PubMed number in the first address of PubMed, if any."""
    found = (match.group(1) for url in addresses if "ncbi" in url and (match := _PUBMED.search(url)))
    return next(found, "")


def is_preprint_server(name: str) -> bool:
    """Whether a container or publisher is a server of preprints."""
    return _SERVER.fullmatch(name) is not None


def is_preprint_address(url: str) -> bool:
    """Whether an address on the web is that of a document on a server of preprints."""
    return _SERVER_ADDRESS.match(url) is not None


def without_trial_numbers(names: Sequence[str]) -> list[str]:
    """Names of authors without the numbers of trials that the Cochrane Library writes in their place."""
    return [name for name in names if not (name[-1:].isdigit() and _NUMBER.fullmatch(name))]


def address_of(container: str) -> str:
    """A container that is nothing but an address on the web; empty where it is a name."""
    return container if container[:1] in "hw" and _ADDRESS.match(container) else ""
