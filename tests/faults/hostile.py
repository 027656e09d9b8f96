"""Invented exports and names that try to break a run, for the tests of faults and `benchmarks/faults.py`."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

ON_TOPIC = "Involving patients as partners in patient safety: a co-production study of"
SCRIPT = "<script>alert('stolen')</script><img src=x onerror=alert(1)>"
FORMULA = "=cmd|' /C calc'!A0"
TYPESET = (
    '#read("/etc/hostname") $x^2$ \\input{/etc/hostname} \\write18{touch broken} '
    "[a](javascript:alert(1)) *b* _c_"
)
STRANGE = "\u202eright to left\u202c \u0000\u0007\u000b\u200b\ufeff\ufffe \ud7ff 𝔘 e\u0301\u0301\u0301"
LONG_WORD = "a" * 60_000

TITLES: Mapping[str, str] = {
    "script": f"{ON_TOPIC} {SCRIPT}",
    "formula": f"{FORMULA} {ON_TOPIC}",
    "at sign": f"@SUM(1+1) {ON_TOPIC}",
    "plus": f"+1+1 {ON_TOPIC}",
    "typesetting": f"{ON_TOPIC} {TYPESET}",
    "strange signs": f"{ON_TOPIC} {STRANGE}",
    "template": f"{ON_TOPIC} {{{{ 7 * 7 }}}} {{% raw %}} {{wildcard}} $(touch broken) `touch broken` %(x)d",
    "xml": f"{ON_TOPIC} ]]> &xxe; <!ENTITY xxe SYSTEM 'file:///etc/hostname'> & < >",
    "path": f"../../../../{ON_TOPIC}",
    "long": f"{ON_TOPIC} " + "safety " * 250,
}
"""Titles that some program would take for more than words."""


def ris_entry(title: str, *more: str, abstract: str = "", authors: tuple[str, ...] = ("Doe, Jane",)) -> str:
    """One entry in RIS."""
    lines = ["TY  - JOUR", f"TI  - {title}", *(f"AU  - {a}" for a in authors), "PY  - 2021"]
    lines += [f"AB  - {abstract or title}", *more, "ER  - ", "", ""]
    return "\n".join(lines)


def hostile_ris() -> str:
    """Entries that are read or set aside one by one, with two harmless ones around them."""
    harmless = ris_entry(f"{ON_TOPIC} harmless first"), ris_entry(f"{ON_TOPIC} harmless last")
    entries = [ris_entry(title, f"DO  - 10.9999/{n}") for n, title in enumerate(TITLES.values())]
    entries += [
        ris_entry(f"{ON_TOPIC} many authors", authors=tuple(f"Name{n}, A" for n in range(100_000))),
        ris_entry(f"{ON_TOPIC} many keywords", *(f"KW  - word {n}" for n in range(1_000_000))),
        ris_entry(f"{ON_TOPIC} {'endless ' * 500_000}", abstract="short"),
        ris_entry(f"{ON_TOPIC} long abstract", abstract="safety of patients " * 100_000),
        ris_entry(f"{ON_TOPIC} one word", abstract=LONG_WORD),
        ris_entry(f"{ON_TOPIC} names", authors=(SCRIPT, FORMULA, "../../x, Y", "\u202eeoD, enaJ")),
        ris_entry(
            f"{ON_TOPIC} numbers", "PY  - " + "9" * 5000, "VL  - " + "1" * 5000, "SP  - -1", "EP  - 1e999"
        ),
        ris_entry(
            f"{ON_TOPIC} addresses", "UR  - javascript:alert(1)", "DO  - 10.1/../../etc", "ID  - ../../x"
        ),
    ]
    return "".join([harmless[0], *entries, harmless[1]])


SET_ASIDE = ("many authors", "many keywords", "endless", "long abstract")
"""The entries of `hostile_ris` that are beyond the limits."""


def gzip_bomb(megabytes: int = 400) -> bytes:
    """A small archive with an entry and then blanks without end."""
    written = io.BytesIO()
    with gzip.open(written, "wb", 9) as stream:
        stream.write(ris_entry("a").encode())
        for _ in range(megabytes):
            stream.write(b" " * 1_000_000)
    return written.getvalue()


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of these files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def laughing_xml() -> bytes:
    """Entities that expand to a billion words, and one that names a file of the machine."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE x [<!ENTITY l0 "lol">{entities}<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    article = "<Article><ArticleTitle>&l9; &e;</ArticleTitle></Article>"
    citation = f"<MedlineCitation><PMID>1</PMID>{article}</MedlineCitation>"
    article_set = f"<PubmedArticleSet><PubmedArticle>{citation}</PubmedArticle></PubmedArticleSet>"
    return f'<?xml version="1.0"?>{head}{article_set}'.encode()


def laughing_bibtex() -> bytes:
    """Macros of which each joins the one before ten times, up to a terabyte, between two harmless entries."""
    macros = "".join(f"@string{{s{n} = {' # '.join([f's{n - 1}'] * 10)}}}\n" for n in range(1, 12))
    before, after = (f"@article{{{key}, title = {{{ON_TOPIC} {key}}}, year = 2021}}\n" for key in "ac")
    return f'@string{{s0 = "lol lol "}}\n{macros}{before}@article{{b, title = s11}}\n{after}'.encode()


REFUSED: Mapping[str, Callable[[], bytes]] = {
    "gzip bomb": gzip_bomb,
    "zip bomb": lambda: zip_of({"x.ris": b" " * 200_000_000}),
    "zip of nothing": lambda: zip_of({}),
    "zip of paths that lead up": lambda: zip_of({"../../x.ris": b"", "/etc/y.ris": b""}),
    "zip of two": lambda: zip_of({"a.ris": b"TY  - JOUR", "b.ris": b"TY  - JOUR"}),
    "JSON nested 200,000 deep": lambda: b"[" * 200_000 + b"]" * 200_000,
    "nothing but zeros": lambda: bytes(1_000_000),
    "random bytes": lambda: random.Random(1).randbytes(200_000),
    "a web page": lambda: b"<!DOCTYPE html><html><script>alert(1)</script></html>",
}
"""Files that are refused as a whole, by what they are."""

READ: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "billion laughs, external entity": ("laughs.xml", laughing_xml),
    "macros of BibTeX that join each other": ("laughs.bib", laughing_bibtex),
    "a value nested 100,000 deep": (
        "deep.json",
        lambda: b'[{"type":"article-journal","title":"x","a":%s1%s}]' % (b'{"a":' * 100_000, b"}" * 100_000),
    ),
    "a year of 100,000 digits": (
        "year.csv", lambda: b"Title,Authors,Year,DOI\nSafety,Doe,%s,10.1/x\n" % (b"9" * 100_000),
    ),
    "hostile entries": ("hostile.ris", lambda: hostile_ris().encode("utf-8", "surrogatepass")),
}  # fmt: skip
"""Files that are read, or whose entries are set aside, by what they are: name and bytes."""

YAML_BOMBS: Mapping[str, str] = {
    "aliases that multiply": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(12)),
    "nested 100,000 deep": "[" * 100_000 + "]" * 100_000,
    "a tag that runs a program": "exports: !!python/object/apply:os.system ['touch broken']\n",
    "an alias of itself": "exports: &e [*e]\n",
    "a number of 100,000 digits": "exports: " + "9" * 100_000 + "\n",
    "control signs": "exports: [\x00\x07]\n",
}
"""Manifests or settings that would take memory, time or more."""

BAD_NAMES = (
    "../../../etc/passwd",
    "/etc/passwd",
    "..",
    ".",
    "a/b.ris",
    "a\\b.ris",
    "a{b}.ris",
    "a\x00.ris",
    "a\nb.ris",
)
"""File names that lead elsewhere or that Snakemake or a system would read in another way."""


SIGNS = (
    b'"', b"{", b"]", b"<", b"\r", b"\n", b"\t", b"\0", b"\xff", b"\nTY  - JOUR\n", b"\nER  - \n",
    b"\nPMID- 1\n", b"@article{x,", b"<record>", b'{"id":', b"\xef\xbb\xbf", b"\x1f\x8b", b"[" * 500,
)  # fmt: skip
"""Signs that mean something to formats."""


def mutants(sources: list[bytes], *, n: int, seed: int) -> Iterator[bytes]:
    """Exports with bytes flipped, blocks doubled or moved, cut, spliced, and signs of formats put in."""
    chance = random.Random(seed)
    for _ in range(n):
        raw, other = chance.choice(sources), chance.choice(sources)
        for _ in range(chance.randrange(1, 4)):
            at, end = sorted(chance.randrange(len(raw) + 1) for _ in range(2))
            raw = chance.choice((
                lambda raw=raw, at=at: raw[:at],
                lambda raw=raw, at=at, end=end: raw[:end] + raw[at:end][:20_000] + raw[end:],
                lambda raw=raw, at=at, other=other: raw[:at] + other[len(other) // 2 :],
                lambda raw=raw, at=at: raw[:at] + chance.randbytes(40) + raw[at + 20 :],
                lambda raw=raw, at=at: raw[:at] + chance.choice(SIGNS) + raw[at:],
            ))()  # fmt: skip
            raw = raw or b"x"
        yield raw


def add_to_manifest(review: Path, name: str, *, label: str) -> None:
    """An entry of the search log for an export, written as people write it."""
    entry = f"  - file: {name}\n    label: {label}\n    origin: prepared\n    database: Invented\n"
    manifest = review / "corpus" / "manifest.yaml"
    manifest.write_text(manifest.read_text("utf-8").rstrip("\n") + "\n" + entry, "utf-8")
