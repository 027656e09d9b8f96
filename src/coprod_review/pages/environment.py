"""The template environment of all pages: everything escaped, every missing name an error."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from coprod_review.pages import wording
from coprod_review.pages.compiled import CompiledTemplates
from coprod_review.pages.names import doi_link, page_name, pmid_link, web_link, with_links


def page_environment(package: str, **names: Any) -> Environment:
    """The environment of a package's templates/, with `names` known to every template.

    Text is escaped in every template; a name that is not there raises.
    """
    environment = Environment(
        loader=PackageLoader(package),
        bytecode_cache=None if sys.dont_write_bytecode else CompiledTemplates(Path(str(files(package)))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters |= {
        "authors_short": wording.authors_short,
        "basis_words": wording.basis_words,
        "coder_words": wording.coder_words,
        "decimal": wording.decimal,
        "doi_link": doi_link,
        "grouped": wording.grouped,
        "humane": wording.humane,
        "in_words": wording.in_words,
        "is_number": wording.is_number,
        "p_value": wording.p_value,
        "letter": wording.letter,
        "page_name": page_name,
        "percent": wording.percent,
        "percent_range": wording.percent_range,
        "pmid_link": pmid_link,
        "sentence": wording.sentence,
        "tied": wording.tied,
        "web_link": web_link,
        "with_links": with_links,
        "year_text": wording.year_text,
    }
    environment.globals |= names
    return environment


def stylesheet() -> str:
    """The one stylesheet of the report and of the site."""
    return files("coprod_review.pages").joinpath("style.css").read_text(encoding="utf-8")
