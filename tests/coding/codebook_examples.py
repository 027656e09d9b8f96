"""A small invented rule set on tea: two dimensions, a constraint, four patterns, one work."""

from __future__ import annotations

import shutil
from pathlib import Path

from coprod_review.io.rule_sets import read_rule_set
from coprod_review.model.rule_set import RuleSet

CODEBOOK = """\
version: "1"
dimensions:
  tradition:
    label: Tea
    type: single
    question: How is tea made?
    source: review
    codes:
      pot:
        label: Pot
        definition: Tea is steeped in a pot.
        examples:
          gets: ["A pot of tea was steeped for guests.", "Guests like a mug of tea."]
          near_misses: ["Tea was iced in cans."]
      bag: {label: Bag, definition: Tea comes in a bag.}
      none:
        label: None
        definition: No tea is made.
        examples: {gets: ["Coffee was served in the morning."], near_misses: ["A pot of tea was left over."]}
  framing:
    label: Milk
    type: single
    question: What goes into it?
    source: review
    codes:
      milk: {label: Milk, definition: Milk is added.}
      none: {label: None, definition: Nothing is added.}
constraints:
  - {when: {tradition: none}, then: {framing: none}}
derived:
  coproduction_form: {}
sources: {review: This review.}
"""

TRADITION = """\
dimension: tradition
patterns:
  - {id: tea-pot, code: pot, weight: 2, phrases: [pot of tea], matches: [A pot of tea.], misses: [A tea pot.]}
  - {id: tea-bag, code: bag, weight: 1, phrases: [tea bag*], matches: [Tea bags.], misses: [A bag of tea.]}
  - {id: tea-any, code: pot, weight: 1, phrases: [tea], matches: [Hot tea.], misses: [Hot milk.]}
"""

FRAMING = """\
dimension: framing
patterns:
  - {id: milk, code: milk, weight: 1, phrases: [milk], matches: [Cold milk.], misses: [Cold tea.]}
"""

DECISIONS = """\
tradition:
  steps:
    - {highest: [bag, pot], least: 2}
  silence: none
framing:
  steps:
    - {give: none, given: {tradition: [none]}}
    - {give: milk, at_least: {milk: 1}}
  silence: none
"""

LINEAGE = """\
- key: kettle1999
  tradition: public_administration
  authors: ["Kettle, Anna"]
  year: 1999
  title: Steeping together in rooms for guests
  container: Journal of Imaginary Hospitality
  volume: '12'
  issue: ''
  pages: 345-367
  doi: ''
  kind: article
  verified: invented
  seen_at: nowhere
  surnames_and_years: []
  cited_as: []
  matches: ["Kettle A, 1999, J IMAGINARY HOSP"]
  misses: ["Kettle A, 2009, J IMAGINARY HOSP, V22, P1"]
  short: Invented.
"""

FILES = {
    "codebook.yaml": CODEBOOK,
    "patterns/tradition.yaml": TRADITION,
    "patterns/framing.yaml": FRAMING,
    "decisions.yaml": DECISIONS,
    "lineage.yaml": LINEAGE,
}


def write_rules(folder: Path, config: Path, **replaced: tuple[str, str]) -> Path:
    """Write the rule set below a folder, texts of single files replaced; contexts are those of the project.

    A file is named by its stem: `tradition=("weight: 2", "weight: 3")`.
    """
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        old, new = replaced.get(path.stem, ("", ""))
        assert old in text
        path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    shutil.copy(config / "contexts.yaml", folder)
    return folder


def rules_of(folder: Path, config: Path, **replaced: tuple[str, str]) -> RuleSet:
    """The rule set of `write_rules`."""
    return read_rule_set(write_rules(folder, config, **replaced))
