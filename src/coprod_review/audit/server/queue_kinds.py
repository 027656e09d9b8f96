"""The kinds of queues, in the order of the home page, with what the pages say of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What the pages say of a queue, and what its items are: report, pair or screen."""

    label: str
    about: str
    items: str = "report"


KINDS: Mapping[str, Kind] = {
    "sample": Kind(label="Sample", about="Reports drawn for you to code, in an order of your own."),
    "again": Kind(
        label="To look at again",
        about="The codebook has changed where you had answered: give the same answer again, or another.",
    ),
    "unfinished": Kind(
        label="Unfinished",
        about="Reports that you began and did not finish, or whose codes the codebook forbids together.",
    ),
    "open": Kind(label="Open", about="Reports with questions that wait for people, in an order of your own."),
    "reports": Kind(
        label="All included reports",
        about="Every report that screening let through, in an order of your own.",
    ),
    "mine": Kind(
        label="What I have given", about="Reports that you have decided on, the latest first, to correct."
    ),
    "disputes": Kind(
        label="Disputes", about="Codes that somebody disputes, until they are settled or withdrawn."
    ),
    "coders": Kind(label="Two coders disagree", about="Codes that wait, since coders differ."),
    "machine": Kind(label="Machine against person", about="The machine gives another code than people do."),
    "uncertain": Kind(
        label="Uncertain",
        about="Codes that nobody has decided, and codes that the machine doubts; most worth first.",
    ),
    "next": Kind(label="Next", about="Open codes in the order of the ranking."),
    "pairs": Kind(label="Maybe duplicates", about="Pairs of records that may be one document.", items="pair"),
    "doubtful": Kind(
        label="Screening in doubt",
        about="Reports that the rules leave to people, or on which people differ; included until settled.",
        items="screen",
    ),
    "screening": Kind(
        label="Screening", about="Reports that nobody has judged on topic or not.", items="screen"
    ),
    "all": Kind(label="All reports", about="Every report of the run, to search."),
}

AUDIT = Kind(
    label="Audit sample",
    about="Decided codes drawn at random: agree, or dispute with a reason. This tells the share of errors.",
)
"""A queue of decided codes to look at; there may be several, each named after its sample."""
