"""XML of the search portal of the WHO (ICTRP): trials of all its registers."""

from __future__ import annotations

import re

from coprod_review.read.document_types import REGISTRY_RECORD
from coprod_review.read.entries import Draft, Entry, EntryFault, Format, Repairs, named_by
from coprod_review.read.table_dialects import ICTRP
from coprod_review.read.xml_entries import Cutter, first_of
from coprod_review.read.xml_fields import fields_of, leaves, read_plain
from coprod_review.read.xml_text import permitted

_NAMES = "TrialID|Public_title|Scientific_title|Date_registration|Date_enrollement|web_address|Condition"
_PATTERN = leaves(_NAMES)
_SEPARATORS = re.compile(r"[;|\n]")


def read(entry: Entry, repairs: Repairs) -> Draft:
    """What one trial says."""
    return read_plain(entry.raw, lambda text: _read(text, repairs), names=_NAMES, repairs=repairs)


def _read(text: str, repairs: Repairs) -> Draft:
    said = fields_of(_PATTERN, text)
    if not said.values:
        raise EntryFault("this entry is empty", remedy="export it again, or leave it out")
    return Draft(
        source_id=said.first("TrialID"),
        types=[REGISTRY_RECORD],
        title=permitted(said.first("Public_title", "Scientific_title"), repairs),
        dates=said.all("Date_registration", "Date_enrollement"),
        container=ICTRP,
        keywords=[word for cell in said.all("Condition") for word in _SEPARATORS.split(cell)],
        urls=said.all("web_address"),
    )


_CUTTER = Cutter("Trial")
_SIGN = re.compile(r"<Trials_downloaded_from_ICTRP(?=[\s>])")

FORMAT = Format(
    name="ictrp-xml",
    label="XML of the WHO ICTRP",
    first_mark=first_of(_SIGN),
    count_marks=_CUTTER.count_marks,
    cut=_CUTTER.cut,
    read=read,
    dialect=named_by((), otherwise=ICTRP),
    cuts_in_one_pass=True,
)
