"""What single kinds of damage and of likeness do to joining: misses by damage, false merges by likeness.

    python benchmarks/dedupe_adversary.py FOLDER [--seed 1] [--mixed 3] [--errors KIND]

FOLDER holds gold sets (see dedupe_accuracy.py). One row of each document is taken, without DOI and abstract.
For every kind of DAMAGE each document gets a copy with this damage alone; both are to be joined. For every
kind of LIKENESS each document gets a neighbour that is another document; no two are to be joined. The kinds
are others than those of dedupe_damage.py. `--mixed` adds a copy with so many kinds of both modules at once,
drawn by the seed. Printed by kind: pairs, joined, left to people, and false merges of records of different
documents, to which neighbours that are joined are not counted.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from closed_pipe import quietly
from dedupe_accuracy import RECORDS
from dedupe_damage import DAMAGE as OLDER_DAMAGE
from dedupe_damage import Row
from dedupe_peers import documents_of, record_of

from coprod_review.dedupe.join import Joining, join_records

Change = Callable[[Row, random.Random], None]

BRITISH = (
    ("randomized", "randomised"),
    ("ization", "isation"),
    ("tumor", "tumour"),
    ("esophag", "oesophag"),
    ("hemorrh", "haemorrh"),
    ("anesth", "anaesth"),
    ("pediatr", "paediatr"),
    ("anemia", "anaemia"),
    ("center", "centre"),
    ("behavior", "behaviour"),
    ("leukemia", "leukaemia"),
)
MIXED_UP = (("é", "Ã©"), ("ü", "Ã¼"), ("ö", "Ã¶"), ("–", "â€“"), ("'", "â€™"))
TRANSLITERATED = (("ü", "ue"), ("ö", "oe"), ("ä", "ae"), ("ø", "oe"), ("å", "aa"), ("ß", "ss"))
NUMERALS = (("1", "one"), ("2", "two"), ("3", "three"), ("I", "1"), ("II", "2"), ("III", "3"))


def main(argv: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mixed", type=int, default=3, help="kinds of damage at once in the last line")
    parser.add_argument("--errors", metavar="KIND", help="print the wrong verdicts of this kind")
    arguments = parser.parse_args(argv)
    names = sorted(p.name.removesuffix(RECORDS) for p in arguments.folder.glob(f"*{RECORDS}"))
    rows = [document[0] for name in names for document in documents_of(arguments.folder, name)]
    rows = [row | {"doi": "", "abstract": ""} for row in rows if row["title"]]
    print("| kind | pairs | joined | left to people | false merges |")
    print("|---|---|---|---|---|")
    kinds: dict[str, Change] = {**DAMAGE, f"{arguments.mixed} kinds at once": _several(arguments.mixed)}
    for told, changes in (("damage", kinds), ("likeness", LIKENESS)):
        for kind, change in changes.items():
            joining, n = _tried(rows, change, random.Random(arguments.seed))
            print(_line(f"{told}: {kind}", joining, n), flush=True)
            if kind == arguments.errors:
                print("\n".join(_wrong(joining, rows, change, random.Random(arguments.seed), told)))


def _tried(rows: Sequence[Row], change: Change, rng: random.Random) -> tuple[Joining, int]:
    """The joining of all rows and of the changed rows, which follow their rows; and how many were changed."""
    told, n = [], 0
    for place, row in enumerate(rows):
        told.append(record_of(row | {"ID": f"o{place}"}, 2 * place + 1))
        changed = _changed(row, change, rng)
        if changed is not None:
            n += 1
            told.append(record_of(changed | {"ID": f"c{place}"}, 2 * place + 2))
    return join_records(told), n


def _changed(row: Row, change: Change, rng: random.Random) -> Row | None:
    changed = dict(row)
    change(changed, rng)
    return changed if changed != row else None


def _line(kind: str, joining: Joining, n: int) -> str:
    joined = false = 0
    for report in joining.reports:
        documents = {record_id[1:] for record_id in report.record_ids}
        joined += len(report.record_ids) - len(documents)
        false += len(documents) - 1
    maybe = sum(v.verdict == "maybe" and v.record_a[1:] == v.record_b[1:] for v in joining.verdicts)
    return f"| {kind} | {n} | {joined} | {maybe} | {false} |"


def _wrong(
    joining: Joining, rows: Sequence[Row], change: Change, rng: random.Random, told: str
) -> Iterator[str]:
    changed = {place: _changed(row, change, rng) for place, row in enumerate(rows)}
    together = {i: r.report_id for r in joining.reports for i in r.record_ids}
    why = {v.record_a[1:]: v for v in joining.verdicts if v.record_a[1:] == v.record_b[1:]}
    for place, row in enumerate(rows):
        other = changed[place]
        if other is None or (together[f"o{place}"] == together[f"c{place}"]) == (told == "damage"):
            continue
        v = why.get(str(place))
        yield f"  {v.verdict + ', ' + v.rule + ': ' + v.why if v else 'never compared'}"
        for one in (row, other):
            yield "     " + " | ".join(one[f] for f in FIELDS_SHOWN)


FIELDS_SHOWN = ("title", "author", "year", "journal", "volume", "number", "pages")


def _several(n: int) -> Change:
    kinds: list[Change] = [*DAMAGE.values(), *(damage for _, damage in OLDER_DAMAGE.values())]

    def change(row: Row, rng: random.Random) -> None:
        for damage in rng.sample(kinds, n):
            damage(row, rng)

    return change


def _in(field: str, *replacements: tuple[str, str], count: int = -1) -> Change:
    def change(row: Row, _: random.Random) -> None:
        for old, new in replacements:
            row[field] = row[field].replace(old, new, count)

    return change


def _added(field: str, *, before: str = "", behind: str = "") -> Change:
    def change(row: Row, _: random.Random) -> None:
        if row[field]:
            row[field] = f"{before}{row[field]}{behind}"

    return change


def _without(*fields: str) -> Change:
    def change(row: Row, _: random.Random) -> None:
        for field in fields:
            row[field] = ""

    return change


def _swapped(one: str, other: str) -> Change:
    def change(row: Row, _: random.Random) -> None:
        row[one], row[other] = row[other], row[one]

    return change


def _authors(change_one: Callable[[str], str], joined_by: str = " and ") -> Change:
    def change(row: Row, _: random.Random) -> None:
        row["author"] = joined_by.join(change_one(a) for a in row["author"].split(" and ") if a)

    return change


def _given_first(author: str) -> str:
    family, comma, given = author.partition(", ")
    return f"{given} {family}" if comma else author


def _initials_behind(author: str) -> str:
    family, comma, given = author.partition(", ")
    return f"{family} {''.join(part[0] for part in given.split())}" if comma else author


def _last_part(author: str) -> str:
    family, comma, given = author.partition(",")
    return (re.split(r"[\s-]", family)[-1] or family) + comma + given


def _few_authors(row: Row, _: random.Random) -> None:
    authors = row["author"].split(" and ")
    if len(authors) > 1:
        row["author"] = f"{authors[0]} and et al."


def _first_author_dropped(row: Row, _: random.Random) -> None:
    row["author"] = " and ".join(row["author"].split(" and ")[1:])


def _title_cut_at(n: int) -> Change:
    def change(row: Row, _: random.Random) -> None:
        row["title"] = row["title"][:n]

    return change


def _title_with_journal(row: Row, _: random.Random) -> None:
    row["title"] = f"{row['title'].rstrip('.')}. {row['journal']}"


def _hyphens_gone(row: Row, rng: random.Random) -> None:
    row["title"] = row["title"].replace("-", rng.choice(("", " ")))


def _words_joined(row: Row, rng: random.Random) -> None:
    words = row["title"].split()
    if len(words) > 4:
        place = rng.randrange(1, len(words) - 1)
        row["title"] = " ".join([*words[:place], words[place] + words[place + 1], *words[place + 2 :]])


def _article_dropped(row: Row, _: random.Random) -> None:
    row["title"] = re.sub(r"^(?:The|A|An) ", "", row["title"])


def _word_left_out(row: Row, rng: random.Random) -> None:
    words = row["title"].split()
    if len(words) > 6:
        del words[rng.randrange(1, len(words) - 1)]
        row["title"] = " ".join(words)


def _translation_behind(row: Row, _: random.Random) -> None:
    turned = row["title"].lower().translate(str.maketrans("aeioubcdfghlmnprst", "oiaeutsngrklbcfdhm"))
    row["title"] = f"{row['title'].rstrip('.')} [{turned.capitalize()}]"


def _year_as_volume(row: Row, _: random.Random) -> None:
    row["volume"] = row["year"]


def _pages_as_issue(row: Row, _: random.Random) -> None:
    row["number"], row["pages"] = row["pages"], ""


def _last_page_wrong(row: Row, rng: random.Random) -> None:
    found = re.fullmatch(r"(\d+)-+(\d+)", row["pages"])
    if found:
        row["pages"] = f"{found[1]}-{int(found[2]) + rng.choice((1, 2, 5))}"


def _roman_volume(row: Row, _: random.Random) -> None:
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    if row["volume"].isdigit() and 0 < int(row["volume"]) < 100:
        row["volume"] = (tens[int(row["volume"]) // 10] + ones[int(row["volume"]) % 10]).upper()


def _early_view(row: Row, rng: random.Random) -> None:
    row["volume"] = row["number"] = row["pages"] = ""
    if row["year"].isdigit():
        row["year"] = str(int(row["year"]) - rng.choice((0, 1)))


DAMAGE: dict[str, Change] = {
    "nothing but DOI and abstract gone": _added("title", behind="."),
    "British spelling": _in("title", *BRITISH),
    "mixed-up encoding": _in("title", ("-", "â€“"), *MIXED_UP),
    "accents spelt out in names": _in("author", *TRANSLITERATED),
    "title cut at 100 letters": _title_cut_at(100),
    "title cut at 60 letters": _title_cut_at(60),
    "journal behind the title": _title_with_journal,
    "hyphens gone": _hyphens_gone,
    "two words joined": _words_joined,
    "article dropped": _article_dropped,
    "a word left out": _word_left_out,
    "translation behind the title": _translation_behind,
    "title and journal swapped": _swapped("title", "journal"),
    "given names first": _authors(_given_first),
    "initials behind, no comma": _authors(_initials_behind),
    "last part of the family only": _authors(_last_part),
    "authors in one": _authors(_initials_behind, joined_by=" "),
    "et al.": _few_authors,
    "first author dropped": _first_author_dropped,
    "no authors, no year": _without("author", "year"),
    "no authors, no journal": _without("author", "journal"),
    "no volume, issue, pages": _without("volume", "number", "pages"),
    "title, authors, year alone": _without("volume", "number", "pages", "journal"),
    "title and year alone": _without("volume", "number", "pages", "journal", "author"),
    "year as volume": _year_as_volume,
    "pages as issue": _pages_as_issue,
    "volume and pages swapped": _swapped("volume", "pages"),
    "issue and pages swapped": _swapped("number", "pages"),
    "last page wrong": _last_page_wrong,
    "Roman volume": _roman_volume,
    "Suppl. in the volume": _added("volume", behind=" Suppl. 1"),
    "Vol. before the volume": _added("volume", before="Vol. "),
    "pp. before the pages": _added("pages", before="pp. "),
    "place behind the journal": _added("journal", behind=" (London, England)"),
    "publisher behind the journal": _added("journal", behind=" : Official Journal of the Invented Society"),
    "early view": _early_view,
}
"""Kinds of damage that leave a document what it is."""


def _other_place(row: Row, rng: random.Random) -> None:
    row["volume"] = str(int(row["volume"]) + rng.randint(1, 4)) if row["volume"].isdigit() else "7"
    row["number"], row["pages"] = "", str(rng.randint(100, 900))


def _sequel(mark: str) -> Change:
    def change(row: Row, rng: random.Random) -> None:
        row["title"] = f"{row['title'].rstrip('.')}{mark}"
        _next_pages(row, rng)

    return change


def _about(mark: str) -> Change:
    def change(row: Row, rng: random.Random) -> None:
        row["title"] = f"{mark}: {row['title']}"
        _next_pages(row, rng)

    return change


def _next_pages(row: Row, rng: random.Random) -> None:
    numbers = re.findall(r"\d+", row["pages"])
    first = int(numbers[-1][:6]) + 1 if numbers else rng.randint(100, 900)
    row["pages"] = f"{first}-{first + rng.randint(3, 12)}"


def _other_words(row: Row, rng: random.Random) -> None:
    """A sister article: one word in three in other words, the same people, issue and the next pages."""
    words = row["title"].split()
    for place in rng.sample(range(len(words)), max(1, len(words) // 3)):
        words[place] = rng.choice(WORDS)
    row["title"] = " ".join(words)
    _next_pages(row, rng)


def _one_other_word(row: Row, rng: random.Random) -> None:
    words = row["title"].split()
    long = [place for place, word in enumerate(words) if len(word) > 6]
    if long:
        words[rng.choice(long)] = rng.choice(WORDS)
        row["title"] = " ".join(words)
        _next_pages(row, rng)


def _later_edition(row: Row, rng: random.Random) -> None:
    if row["year"].isdigit():
        row["year"] = str(int(row["year"]) + rng.randint(3, 8))
        _other_place(row, rng)


def _by_others(row: Row, rng: random.Random) -> None:
    row["author"] = " and ".join(f"{rng.choice(NAMES)}, {rng.choice('ABCDEFG')}." for _ in range(3))
    row["journal"] = rng.choice(("Annals of Invented Care", "Invented Letters"))
    _other_place(row, rng)


def _meeting(row: Row, rng: random.Random) -> None:
    row["journal"] = f"Proceedings of the Annual Meeting of the Invented Society, {row['year']}"
    row["volume"] = row["number"] = ""
    row["pages"] = f"P{rng.randint(10, 400)}"


WORDS = (
    "harbour",
    "lantern",
    "orchard",
    "gravel",
    "meadow",
    "thimble",
    "saddle",
    "copper",
    "willow",
    "kettle",
    "bramble",
    "anchor",
)
NAMES = (
    "Quaade",
    "Ypsilanti",
    "Oduya",
    "Halvorsen",
    "Brixton",
    "Tamm",
    "Zielke",
    "Ferreira",
    "Kowal",
    "Idris",
)

LIKENESS: dict[str, Change] = {
    "part 2": _sequel(": part 2"),
    "II": _sequel(" II"),
    "erratum": _about("Erratum to"),
    "comment": _about("Comment on"),
    "author's reply": _sequel(": authors' reply"),
    "study protocol": _sequel(": study protocol"),
    "follow-up": _sequel(": five-year follow-up"),
    "one other word, next pages": _one_other_word,
    "other words, next pages": _other_words,
    "same title years later, elsewhere in the journal": _later_edition,
    "same title by others elsewhere": _by_others,
    "contribution to a meeting": _meeting,
}
"""Kinds of likeness between two documents."""


if __name__ == "__main__":
    raise SystemExit(quietly(main))
