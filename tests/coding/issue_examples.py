"""Invented issues that teach a small coder, for tests of the planner."""

from __future__ import annotations

from coprod_review.model.planning import Issue, Sign

SIGNS = (
    Sign(sign_id="drugs", of="technical", says="drugs", phrases=("(tablet*|dose*|syringe*)",)),
    Sign(sign_id="letters", of="procedural", says="letters", phrases=("(letter*|handover*|list*)",)),
    Sign(sign_id="talk", of="social_interaction", says="talk", phrases=("(listen*|explain*|trust*)",)),
    Sign(sign_id="wrong", of="harm", says="what fails", phrases=("(wrong|lost|never|harmed)",)),
    Sign(sign_id="ward", of="care", says="care", phrases=("(ward|nurse*|patient*)",)),
    Sign(
        sign_id="dangers",
        of="danger",
        says="what can go wrong",
        phrases=(
            "(wrong|lost|harmed|dull|trust)",
            "nobody listens",
            "(never|not) ~1 (done|explained)",
            "nothing is explained",
        ),
    ),
    Sign(sign_id="negations", of="danger", says="a not", phrases=("(never|not|nobody)",)),
    Sign(sign_id="denied", of="no_danger", says="that nothing is wrong", phrases=("never (harmed|wrong)",)),
    Sign(sign_id="other", of="elsewhere", says="other matters", phrases=("(football|menu|budget*)",)),
)

_PLACES = ("on the ward", "at night", "in the clinic", "for one patient", "again", "on Sunday")
_TOLD = {
    "technical": ("wrong tablets are given", "the dose is wrong", "a syringe is wrong"),
    "procedural": ("the letter is lost", "the handover is never done", "the list is lost"),
    "social_interaction": (
        "nobody listens to her",
        "nothing is explained, never",
        "he does not trust the nurse",
    ),
    "": ("the football match was long", "the menu is dull", "the budget is late"),
}

ISSUES = tuple(
    Issue(
        issue_id=f"i{code}{a}{b}",
        text=f"{told} {place}",
        codes=(code,) if code else (),
        note=f"theme {a}{b % 3}",
    )
    for code, texts in _TOLD.items()
    for a, told in enumerate(texts)
    for b, place in enumerate(_PLACES)
)
"""Seventy-two issues: four answers, three ways of telling each, six places."""
