"""Which records are of a meeting or a preprint, by their type, the name of their container and their DOI."""

from __future__ import annotations

import re

import numpy as np

from coprod_review.dedupe.arrow import Codes, matches, text_array

MEETING, PREPRINT = 1, 2

_PREPRINT_SERVER = re.compile(r"arxiv|biorxiv|medrxiv|ssrn|psyarxiv|socarxiv|preprints|research square|osf")
_MEETING = re.compile(r"\bproceedings?\b|\bconference\b|\bcongress\b|\bsymposi|\bmeeting\b|\babstracts\b")
_JOURNAL = re.compile(r"national academy|royal society|mayo clinic|proceedings ieee|nutrition society")
"""Journals whose names speak of proceedings."""

_PREPRINT_DOI = r"^10\.(?:1101/(?:\d{4}\.|\d{6})|2139/|31219/|31234/|31235/|21203/|48550/|20944/)"


def genres_of(
    typed: tuple[Codes, list[str]],
    contained: tuple[Codes, list[tuple[str, ...]]],
    identified: tuple[Codes, list[str]],
) -> Codes:
    """MEETING, PREPRINT or 0 of each record; each argument is codes of records and what they stand for."""
    (type_codes, types), (container_codes, containers), (work, works) = typed, contained, identified
    names = [" ".join(words) for words in containers]
    server = np.asarray([bool(_PREPRINT_SERVER.search(name)) for name in names])
    meeting = np.asarray([bool(_MEETING.search(name) and not _JOURNAL.search(name)) for name in names])
    said_preprint = np.asarray([name == "preprint" for name in types])[type_codes]
    said_meeting = np.asarray([name == "conference" for name in types])[type_codes]
    genre = np.zeros(len(work), dtype=np.int32)
    genre[said_meeting | meeting[container_codes]] = MEETING
    genre[said_preprint | server[container_codes] | matches(text_array(works), _PREPRINT_DOI)[work]] = (
        PREPRINT
    )
    return genre
