"""The ledger of numbers, and the one way in which a page prints a number: linked to what it counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote_plus

from markupsafe import Markup, escape

from coprod_review.errors import ReviewError, raise_all
from coprod_review.model.number import Number
from coprod_review.pages.names import page_name
from coprod_review.pages.wording import grouped, humane, interval_text, places_of, tied, with_places

FIGURES = re.compile(r"(?<![\w-])([+−]?\d+(?:\.\d+)?(?:\u00a0(?:%-points|%|points))?)(?![\w-])")
"""Figures within a sentence, with their signs and units."""

PRINTED = "printed"
"""The name under which a link carries what is printed there; `number.js` of the site reads it."""

NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All numbers of a run by their id, in the order in which the stages gave them."""

    by_id: Mapping[str, Number]

    @classmethod
    def of(cls, numbers: Iterable[Number]) -> Ledger:
        """The ledger of these numbers.

        Raises ReviewErrors where two different numbers bear one id.
        """
        by_id: dict[str, Number] = {}
        faults = []
        for number in numbers:
            known = by_id.setdefault(number.number_id, number)
            if known != number:
                faults.append(
                    ReviewError(
                        f"the number {number.number_id} stands twice, as {known.text} and as {number.text}",
                        where="the ledger of numbers",
                        remedy="give each number an id of its own in the stage that counts it",
                    )
                )
        raise_all(faults)
        return cls(by_id=by_id)

    def __getitem__(self, number_id: str) -> Number:
        """The number of this id; ReviewError where the ledger has none."""
        if number_id not in self.by_id:
            raise ReviewError(
                f"the text names the number {number_id}, which nothing has counted",
                where="the ledger of numbers",
                remedy="run the analysis again; if it is still missing, correct the id or count it",
            )
        return self.by_id[number_id]

    def __contains__(self, number_id: object) -> bool:
        return number_id in self.by_id

    def __iter__(self) -> Iterator[Number]:
        return iter(self.by_id.values())

    def __len__(self) -> int:
        return len(self.by_id)

    def starting(self, prefix: str) -> tuple[Number, ...]:
        """The numbers whose id starts with `prefix`, in ledger order."""
        return tuple(n for n in self if n.number_id.startswith(prefix))


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPrinter:
    """Prints numbers as links to their lists; `lists` is the way from the page to the folder of lists.

    `title` says what a number is, for those who point at it. `printed` holds every mark that the printer
    made, by which one that somebody wrote by hand is told.
    """

    ledger: Ledger
    lists: str
    title: Callable[[Number], str] = lambda number: humane(number.label)
    printed: set[str] = field(default_factory=set)

    def number(self, number_id: str, places: int | None = None) -> Markup:
        """The printed number, linked to its list; ReviewError where the ledger has no such number.

        With `places` a share has so many decimals, so that those of one sentence can be printed alike.
        """
        return self._linked(number_id, with_places(self.ledger[number_id], places).text)

    def interval(self, number_id: str, places: int | None = None) -> Markup:
        """The number's interval ("0.12 to 0.31"), linked to the same list; empty where it has none."""
        return self._linked(number_id, interval_text(with_places(self.ledger[number_id], places)))

    def counted(self, number_id: str, noun: str, plural: str = "") -> Markup:
        """The number with its noun: "1 report", "12 reports"."""
        word = noun if self.ledger[number_id].value == 1 else plural or f"{noun}s"
        return self.number(number_id) + Markup(" ") + escape(word)

    def places(self, number_ids: Iterable[str]) -> int:
        """The decimals with which the shares of one sentence are printed: the most that one of them has."""
        return max((places_of(self.ledger[number_id]) for number_id in number_ids), default=0)

    def beside(self, number_id: str, text: str) -> Markup:
        """A value of the analysis that stands in the same row as the number, linked to the same list.

        Its row and column say what it is, so that it has no title: tables have thousands of such values.
        ReviewError where the ledger has no such number.
        """
        self.ledger[number_id]
        return self._kept(self._marked(number_id, text, titled=False)) if text else Markup("")

    def told(self, number_id: str, text: str) -> Markup:
        """A sentence of the analysis on the number, each figure in it linked to the number's list."""
        parts = FIGURES.split(tied(text))
        return Markup("").join(
            self._linked(number_id, part) if place % 2 else escape(part) for place, part in enumerate(parts)
        )

    def fact(self, value: object) -> Markup:
        """A figure that the configuration or the corpus states, marked as such; it leads nowhere."""
        text = f"{value:g}" if isinstance(value, float) else str(value)
        return self._kept(Markup('<span class="fact" data-fact="stated">{}</span>').format(text))

    def facts_in(self, text: str) -> Markup:
        """A sentence that a stage states beside the ledger, each figure in it marked as a fact."""
        parts = FIGURES.split(tied(text))
        return Markup("").join(
            self.fact(part) if place % 2 else escape(part) for place, part in enumerate(parts)
        )

    def _linked(self, number_id: str, text: str) -> Markup:
        return self._kept(self._marked(number_id, text)) if text else Markup("")

    def _marked(self, number_id: str, text: str, *, titled: bool = True) -> Markup:
        number = self.ledger[number_id]
        title = Markup(' title="{}"').format(self.title(number)) if titled else ""
        shown = grouped(tied(text))
        href = f"{self.lists}{page_name(number_id)}.html{_printed_as(number, shown)}"
        return Markup('<a class="number" href="{}"{}>{}</a>').format(href, title, shown)

    def _kept(self, mark: Markup) -> Markup:
        self.printed.add(str(mark))
        return mark


def _printed_as(number: Number, shown: str) -> str:
    """What a link carries, so that the page of the number can show in its head what was clicked.

    Nothing where the page prints the number or its interval just so.
    """
    if shown in (grouped(tied(number.text)), grouped(tied(interval_text(number)))):
        return ""
    return f"#{PRINTED}={quote_plus(shown.replace(NO_BREAK, ' '))}"
