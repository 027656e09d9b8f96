"""Further sheets of a workbook in the columns of its first one, so that the rows of all are one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coprod_review.read.columns import normal
from coprod_review.read.table_header import Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where each column of a sheet stands in the joint table, None where it fills nothing."""

    above: int
    places: tuple[int | None, ...]

    def row(self, cells: Sequence[str], width: int) -> list[str]:
        """The cells of a row in the columns of the joint table; cells without a column are put behind.

        So a row with more cells than its header has is found damaged, as it is in a sheet that stands alone.
        """
        joint = [""] * width
        for place, cell in zip(self.places, cells, strict=False):
            if place is not None:
                joint[place] = cell
        return joint + list(cells[len(self.places) :])


def placed(found: Found, names: list[str], first: Found) -> Placed:
    """The columns of a sheet among those of the joint table, whose `names` grow by the fields that it lacks.

    Columns are the same where their names are, or where both are the first that fill a field.
    """
    own = found.header
    at_by_name = {normal(name): at for at, name in reversed(list(enumerate(names))) if name.strip()}
    field_by_place = {places[0]: field for field, places in own.places.items() if places}
    known = {at for places in own.places.values() for at in places}
    places: list[int | None] = []
    for at, name in enumerate(own.names):
        place = at_by_name.get(normal(name))
        field = field_by_place.get(at)
        if place is None and field in first.header.places:
            place = first.header.places[field][0]
        elif place is None and at in known:
            place = len(names)
            names.append(name)
            at_by_name[normal(name)] = place
        places.append(None if place in places else place)
    return Placed(above=found.above, places=tuple(places))
