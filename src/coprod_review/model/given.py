"""What people give, answer by answer: the words that say how it stands and what they had seen before."""

from __future__ import annotations

WITHDRAWN = "withdrawn"
"""The state of a row as of which there is no answer."""

SHOWN_NOTHING, SHOWN_SUGGESTIONS = "nothing", "suggestions"
SHOWN = ("", SHOWN_NOTHING, SHOWN_SUGGESTIONS)
"""What had been shown of others' answers before one answered; empty is unknown."""

AGREE = "agree"
"""The verdict of an audit; who does not agree disputes."""
