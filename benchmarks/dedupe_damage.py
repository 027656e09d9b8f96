"""Records with known duplicates, grown from gold sets by declared damage.

`grown` copies the documents of gold sets. The first round keeps them; each later round makes a new document
of every old one (other authors, year, volume, pages, DOI and a third of the title's words), which is a hard
negative for the first. Documents without DOI or abstract get invented ones (`WITH_DOI`, `WITH_ABSTRACT` of
them). Records of one document keep the differences that they have in the gold set, `COPIES` of the documents
get one to three further records, and every further record is damaged: each kind of `DAMAGE` strikes with its
probability times `strength`. The seed alone decides everything.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

Row = dict[str, str]
COPIES = 0.35
COPIES_PER_DOCUMENT = (1, 1, 1, 2, 2, 3)
CHANGED_WORDS = 0.34
WITH_DOI = 0.6
WITH_ABSTRACT = 0.7
FIELDS = ("title", "author", "year", "journal", "volume", "number", "pages", "doi", "abstract")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """Rows (ID, the gold columns, `document`) in shuffled order; rows of one document are duplicates."""

    rows: list[Row]

    def groups(self) -> list[list[str]]:
        """The ids of each document that has several rows."""
        found: dict[str, list[str]] = {}
        for row in self.rows:
            found.setdefault(row["document"], []).append(row["ID"])
        return [ids for ids in found.values() if len(ids) > 1]


def grown(
    documents: Sequence[Sequence[Row]],
    n_rows: int,
    *,
    seed: int = 1,
    strength: float = 1.0,
    kinds: Sequence[str] = (),
) -> Grown:
    """`n_rows` rows grown from documents (each the rows of one document), damaged by `kinds` or all kinds."""
    rng = random.Random(seed)
    pool = _Pool.of(documents)
    rows: list[Row] = []
    for n, document in enumerate(_rounds(documents, pool, rng)):
        document = _filled(document, n, pool, rng)
        fresh = [dict(row) for row in document]
        if rng.random() < COPIES:
            n_copies = rng.choice(COPIES_PER_DOCUMENT)
            fresh += [
                damaged(rng.choice(document), rng, strength=strength, kinds=kinds) for _ in range(n_copies)
            ]
        rows.extend(row | {"document": f"d{n}"} for row in fresh)
        if len(rows) >= n_rows:
            break
    rows = rows[:n_rows]
    rng.shuffle(rows)
    return Grown(rows=[row | {"ID": f"g{n:07d}"} for n, row in enumerate(rows, start=1)])


def damaged(row: Row, rng: random.Random, *, strength: float = 1.0, kinds: Sequence[str] = ()) -> Row:
    """A copy of a row with some kinds of damage done to it; with `kinds` given, all of these are done."""
    row = dict(row)
    for name, (probability, damage) in DAMAGE.items():
        if (name in kinds) if kinds else rng.random() < probability * strength:
            damage(row, rng)
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pool:
    words: list[str]
    families: list[str]

    @classmethod
    def of(cls, documents: Sequence[Sequence[Row]]) -> _Pool:
        rows = [row for document in documents for row in document]
        words = {w for row in rows for w in re.findall(r"[a-z]{5,}", row["title"].lower())}
        families = {a.split(",")[0].strip() for row in rows for a in row["author"].split(" and ")}
        return cls(words=sorted(words), families=sorted(families - {""}))


def _rounds(documents: Sequence[Sequence[Row]], pool: _Pool, rng: random.Random) -> Iterator[Sequence[Row]]:
    yield from documents
    while True:
        for document in documents:
            yield _new_document(document, pool, rng)


def _filled(document: Sequence[Row], n: int, pool: _Pool, rng: random.Random) -> list[Row]:
    """The rows with an invented DOI and abstract, each in a share of the documents that lack them."""
    doi = f"10.5555/invented.{n}" if rng.random() < WITH_DOI else ""
    words = rng.choices(pool.words, k=rng.randint(80, 220)) if rng.random() < WITH_ABSTRACT else []
    return [
        row | {"doi": row["doi"] or doi, "abstract": row["abstract"] or " ".join(words).capitalize()}
        for row in document
    ]


def _new_document(document: Sequence[Row], pool: _Pool, rng: random.Random) -> list[Row]:
    words = {w for row in document for w in re.findall(r"[a-z]{4,}", row["title"].lower())}
    changed = {w: rng.choice(pool.words) for w in sorted(words) if rng.random() < CHANGED_WORDS}
    if words and len(changed) < 2:
        changed |= {w: rng.choice(pool.words) for w in sorted(words)[:2]}
    families = {a.split(",")[0].strip() for row in document for a in row["author"].split(" and ")}
    renamed = {family: rng.choice(pool.families) for family in sorted(families - {""})}
    years, pages, volumes = rng.randint(-9, 9), rng.randint(1, 900), rng.randint(1, 60)
    suffix = f".{rng.randint(1000, 9999)}"
    fresh = []
    for row in document:
        row = dict(row)
        row["title"] = _replaced(row["title"], changed)
        row["abstract"] = _replaced(row["abstract"], changed)
        row["author"] = " and ".join(_renamed(a, renamed) for a in row["author"].split(" and "))
        row["year"] = str(int(row["year"]) + years) if row["year"].isdigit() else row["year"]
        row["volume"] = _raised(row["volume"], volumes)
        row["pages"] = _raised(row["pages"], pages)
        row["doi"] = row["doi"] and row["doi"] + suffix
        fresh.append(row)
    return fresh


def _replaced(text: str, changed: dict[str, str]) -> str:
    def other(match: re.Match[str]) -> str:
        word = match.group()
        new = changed.get(word.lower(), word)
        return new.capitalize() if word[0].isupper() else new

    return re.sub(r"[A-Za-z]{4,}", other, text)


def _renamed(author: str, renamed: dict[str, str]) -> str:
    family, comma, given = author.partition(",")
    return renamed.get(family.strip(), family) + comma + given


def _raised(text: str, by: int) -> str:
    """The numbers of a volume or of pages raised; what a spreadsheet took for a date stays as it is."""
    if re.search(r"[A-Z][a-z]{2}", text):
        return text
    return re.sub(r"\d+", lambda m: str(int(m.group()) + by), text)


def _clear(name: str) -> Callable[[Row, random.Random], None]:
    def clear(row: Row, _: random.Random) -> None:
        row[name] = ""

    return clear


def _abbreviate_journal(row: Row, _: random.Random) -> None:
    small = {"of", "the", "and", "for", "in", "on", "&", "de", "la", "et"}
    words = [w for w in row["journal"].split() if w.lower() not in small]
    if len(words) > 1:
        row["journal"] = " ".join(w if len(w) < 6 else f"{w[:4]}." for w in words)


def _initialise_journal(row: Row, _: random.Random) -> None:
    words = re.findall(r"[A-Z][a-z]+", row["journal"].title())
    words = [w for w in words if w.lower() not in ("of", "the", "and", "for", "in", "on")]
    if len(words) > 2:
        row["journal"] = "".join(w[0] for w in words)


def _swap_volume(row: Row, _: random.Random) -> None:
    row["volume"], row["number"] = row["number"], row["volume"]


def _wrong_volume(row: Row, rng: random.Random) -> None:
    if row["volume"].isdigit():
        row["volume"] = str(int(row["volume"]) + rng.choice((-1, 1, 10)))


def _volume_with_issue(row: Row, rng: random.Random) -> None:
    if row["volume"]:
        row["volume"], row["number"] = f"{row['volume']}({row['number'] or rng.randint(1, 12)})", ""


def _first_page(row: Row, _: random.Random) -> None:
    row["pages"] = re.split(r"\s*[-–]+\s*", row["pages"])[0]


def _short_pages(row: Row, _: random.Random) -> None:
    found = re.fullmatch(r"(\d+)-+(\d+)", row["pages"])
    if found and len(found[1]) == len(found[2]):
        first, last = found.groups()
        same = next((n for n, (x, y) in enumerate(zip(first, last, strict=True)) if x != y), len(first) - 1)
        row["pages"] = f"{first}-{last[same:]}"


def _wrong_pages(row: Row, rng: random.Random) -> None:
    row["pages"] = re.sub(
        r"\d+", lambda m: str(int(m.group()) + rng.choice((1, 2, 10))), row["pages"], count=1
    )


def _off_year(row: Row, rng: random.Random) -> None:
    if row["year"].isdigit():
        row["year"] = str(int(row["year"]) + rng.choice((-1, 1, 1, 2)))


def _initials(row: Row, _: random.Random) -> None:
    def short(author: str) -> str:
        family, comma, given = author.partition(",")
        return f"{family}, {' '.join(f'{g[0]}.' for g in given.split())}" if comma else author

    row["author"] = " and ".join(short(a) for a in row["author"].split(" and "))


def _first_author(row: Row, _: random.Random) -> None:
    row["author"] = row["author"].split(" and ")[0]


def _swap_names(row: Row, _: random.Random) -> None:
    def swapped(author: str) -> str:
        family, comma, given = author.partition(",")
        return f"{given.strip()}, {family}" if comma and given.strip() else author

    row["author"] = " and ".join(swapped(a) for a in row["author"].split(" and "))


def _reorder_authors(row: Row, rng: random.Random) -> None:
    authors = row["author"].split(" and ")
    rng.shuffle(authors)
    row["author"] = " and ".join(authors)


def _capital_names(row: Row, _: random.Random) -> None:
    row["author"] = " and ".join(a.upper() for a in row["author"].split(" and "))


def _capitals(row: Row, _: random.Random) -> None:
    row["title"] = row["title"].upper()


def _cut_title(row: Row, rng: random.Random) -> None:
    words = row["title"].split()
    if len(words) > 8:
        row["title"] = " ".join(words[: max(6, int(len(words) * rng.uniform(0.5, 0.9)))])


def _drop_subtitle(row: Row, _: random.Random) -> None:
    main = re.split(r"[:?.] ", row["title"])[0]
    if len(main.split()) > 3:
        row["title"] = main


def _typo(row: Row, rng: random.Random) -> None:
    text = list(row["title"])
    for _ in range(rng.randint(1, 3)):
        if len(text) > 10:
            place = rng.randrange(1, len(text) - 1)
            if text[place].isalpha() and text[place + 1].isalpha():
                text[place], text[place + 1] = text[place + 1], text[place]
    row["title"] = "".join(text)


def _scan(row: Row, rng: random.Random) -> None:
    for right, wrong in (("m", "rn"), ("l", "1"), ("o", "0"), ("cl", "d")):
        if rng.random() < 0.5:
            row["title"] = row["title"].replace(right, wrong, rng.randint(1, 2))


def _markup(row: Row, _: random.Random) -> None:
    words = row["title"].split()
    if len(words) > 3:
        words[2] = f"<i>{words[2]}</i>"
        row["title"] = " ".join(words).replace(" and ", " &amp; ") + "."


def _note(row: Row, rng: random.Random) -> None:
    row["title"] += rng.choice((" [Review] [33 refs]", ". [Spanish]", " [see comment]", " (Review)", "."))


def _brackets(row: Row, _: random.Random) -> None:
    row["title"] = f"[{row['title'].rstrip('.')}]."


def _translate(row: Row, _: random.Random) -> None:
    turned = str.maketrans("aeioubcdfghlmnprst", "oiaeutsngrklbcfdhm")
    row["title"] = row["title"].lower().translate(turned).capitalize()


DAMAGE: dict[str, tuple[float, Callable[[Row, random.Random], None]]] = {
    "no DOI": (0.4, _clear("doi")),
    "no abstract": (0.3, _clear("abstract")),
    "no volume": (0.06, _clear("volume")),
    "no issue": (0.25, _clear("number")),
    "no pages": (0.08, _clear("pages")),
    "no journal": (0.01, _clear("journal")),
    "no authors": (0.02, _clear("author")),
    "no year": (0.01, _clear("year")),
    "journal abbreviated": (0.3, _abbreviate_journal),
    "journal by initials": (0.03, _initialise_journal),
    "volume and issue swapped": (0.02, _swap_volume),
    "wrong volume": (0.02, _wrong_volume),
    "issue within the volume": (0.05, _volume_with_issue),
    "first page only": (0.12, _first_page),
    "last page shortened": (0.3, _short_pages),
    "wrong first page": (0.02, _wrong_pages),
    "year off": (0.06, _off_year),
    "initials only": (0.3, _initials),
    "first author only": (0.08, _first_author),
    "family and given swapped": (0.03, _swap_names),
    "authors in another order": (0.01, _reorder_authors),
    "authors in capitals": (0.08, _capital_names),
    "title in capitals": (0.08, _capitals),
    "title cut": (0.04, _cut_title),
    "subtitle dropped": (0.06, _drop_subtitle),
    "typing errors": (0.08, _typo),
    "scanning errors": (0.04, _scan),
    "markup": (0.06, _markup),
    "indexer's note": (0.08, _note),
    "title in brackets": (0.03, _brackets),
    "title translated": (0.01, _translate),
}
"""The kinds of damage, each with its probability at strength 1 and what it does to a row."""
