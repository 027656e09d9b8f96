"""Drawing decided codes for an audit: at random within those who decided, as many as needed."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable
from statistics import NormalDist

from coprod_review.analyse.sampling import allocation
from coprod_review.errors import ReviewError
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.sample import DrawnPlace


def audit_size(n_decided: int, *, half_width: float, confidence: float, expected: float = 0.5) -> int:
    """How many of `n_decided` codes tell their error to within `half_width` at this confidence.

    Cochran's size for a share, n0 = z^2 p (1 - p) / h^2, with the correction for a finite population
    n = n0 / (1 + (n0 - 1) / N); `expected` is the error p that is thought likely, and 0.5 needs the most.
    """
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    wanted = z * z * expected * (1 - expected) / (half_width * half_width)
    return min(n_decided, math.ceil(wanted / (1 + (wanted - 1) / n_decided) - 1e-9)) if n_decided else 0


def draw_audit(codes: Iterable[CodeOfRecord], *, size: int, floor: int, seed: int) -> list[DrawnPlace]:
    """`size` of the decided codes, in an order that is random as well: whoever stops early has a random part.

    Codes are drawn within those who decided them (machine, agreed, person, adjudicated), in proportion, at
    least `floor` of each or all; within each every code has the same chance. Which ones are drawn follows
    from the seed and their places alone. Raises ReviewError where nothing is decided.
    """
    groups: defaultdict[str, list[CodeOfRecord]] = defaultdict(list)
    for record in codes:
        if record.codes:
            groups[record.status].append(record)
    if not groups:
        raise ReviewError(
            "no code is decided yet, so there is none to audit",
            where="the codes of record",
            remedy="run the review first, or code some reports",
        )
    sizes = {name: len(records) for name, records in sorted(groups.items())}
    least = sum(min(floor, n) for n in sizes.values())
    wanted = allocation(sizes, {}, size=max(size, least), floor=floor)
    drawn = [
        DrawnPlace(
            report_id=record.report_id,
            dimension=record.dimension,
            codes=record.codes,
            group=name,
            n_group=sizes[name],
            chance=wanted[name] / sizes[name],
        )
        for name in sizes
        for record in sorted(groups[name], key=lambda r: _lot(seed, r.report_id, r.dimension))[: wanted[name]]
    ]
    return sorted(drawn, key=lambda place: _lot(seed + 1, place.report_id, place.dimension))


def _lot(seed: int, report: str, dimension: str) -> str:
    return hashlib.sha256(f"audit:{seed}:{report}\0{dimension}".encode()).hexdigest()
