"""How well the language of a text is told where it is short: real titles of known language, as a table.

    python benchmarks/languages.py FOLDER [--criteria config/criteria.yaml]

FOLDER holds exports of PubMed (XML, also gzipped, or .nbib), which name the language of each article and
keep the title of an article that is not English beside its translation. A text counts as held back where it
is told as in a language that is not coded. Titles of other scripts stand there in Latin letters.
"""

from __future__ import annotations

import argparse
import gzip
import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

from closed_pipe import quietly

from coprod_review.io.criteria import read_criteria
from coprod_review.screen.language import language_of

SHORT = 25
"""A text with an abstract is cut to one word less than this."""

Entry = tuple[str, str, str]
"""Language, title in that language, and abstract or nothing."""


def main() -> None:
    """Ask for the language of each title, and of each title with the start of its abstract."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--criteria", type=Path, default=Path("config/criteria.yaml"))
    arguments = parser.parse_args()
    languages = read_criteria(arguments.criteria).languages

    def is_held_back(text: str) -> bool:
        return language_of(text, languages) not in ("", *languages.coded)

    entries = sorted(set(entries_of(arguments.folder)))
    english = [entry for entry in entries if entry[0] == "eng"]
    others = [entry for entry in entries if entry[0] != "eng"]
    begun = process_time()
    print("| texts | n | held back |")
    print("|---|---|---|")
    tell("English, title alone", [title for _, title, _ in english], is_held_back)
    started = [start_of(title, abstract) for _, title, abstract in english if abstract]
    tell("English, title and start of the abstract", started, is_held_back)
    tell("other languages, title alone", [title for _, title, _ in others], is_held_back)
    tell("other languages, two titles of one language", [*pairs_of(others)], is_held_back)
    for code in sorted({code for code, _, _ in others}):
        tell(f"{code}, title alone", [title for name, title, _ in others if name == code], is_held_back)
    print(f"\n{process_time() - begun:.1f} processor seconds")


def entries_of(folder: Path) -> Iterator[Entry]:
    """The articles in one language each of all exports of PubMed in the folder."""
    for path in sorted(folder.rglob("*")):
        if path.name.endswith((".xml", ".xml.gz")):
            raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            yield from entries_of_xml(raw.decode("utf-8", "replace"))
        elif path.suffix == ".nbib":
            yield from entries_of_nbib(path.read_text("utf-8", "replace"))


def entries_of_xml(text: str) -> Iterator[Entry]:
    """The articles of an XML export."""
    for article in re.split(r"<PubmedArticle>", text)[1:]:
        found = {
            name: [*map(plain, re.findall(rf"<{name}\b[^>]*>(.*?)</{name}>", article, re.DOTALL))]
            for name in ("Language", "ArticleTitle", "VernacularTitle", "AbstractText")
        }
        titles = found["ArticleTitle"] if found["Language"] == ["eng"] else found["VernacularTitle"]
        yield from known(found["Language"], titles, found["AbstractText"])


def entries_of_nbib(text: str) -> Iterator[Entry]:
    """The articles of a tagged export."""
    for article in re.split(r"\n\s*\n", re.sub(r"\r?\n {6}", " ", text)):
        tags = ("LA", "TI", "TT", "AB")
        found = {tag: re.findall(rf"^{tag:<4}- (.*)$", article, re.MULTILINE) for tag in tags}
        yield from known(found["LA"], found["TI"] if found["LA"] == ["eng"] else found["TT"], found["AB"])


def known(languages: list[str], titles: list[str], abstracts: list[str]) -> Iterator[Entry]:
    """The article, where its language and its title in that language are known."""
    if len(languages) == 1 and titles and titles[0] and not titles[0].startswith("["):
        is_english = languages == ["eng"]  # the abstract of another article is a translation
        yield languages[0], titles[0], " ".join(abstracts) if is_english else ""


def plain(value: str) -> str:
    """The text of an element without marks."""
    return html.unescape(re.sub(r"<[^>]+>", "", value)).strip()


def start_of(title: str, abstract: str) -> str:
    """Title and abstract up to the number of words below which a text is short."""
    return " ".join([*title.split(), *abstract.split()][: SHORT - 1])


def pairs_of(entries: list[Entry]) -> Iterator[str]:
    """Each two titles of one language in a row, which stand for a title with a short abstract."""
    for (code, title, _), (next_code, next_title, _) in zip(entries[::2], entries[1::2], strict=False):
        if code == next_code:
            yield f"{title}\n{next_title}"


def tell(name: str, texts: list[str], is_held_back: Callable[[str], bool]) -> None:
    """One row of the table."""
    n = sum(map(is_held_back, texts))
    print(f"| {name} | {len(texts)} | {n} ({n / len(texts):.2%}) |" if texts else f"| {name} | 0 | |")


if __name__ == "__main__":
    raise SystemExit(quietly(main))
