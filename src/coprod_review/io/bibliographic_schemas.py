"""The columns of the tables of records and reports, which reading and joining need and nothing else."""

from __future__ import annotations

import pyarrow as pa

TEXTS = pa.list_(pa.string())

_BIBLIOGRAPHIC: list[tuple[str, pa.DataType]] = [
    ("type", pa.string()),
    ("title", pa.string()),
    ("authors", TEXTS),
    ("year", pa.int32()),
    ("container", pa.string()),
    ("volume", pa.string()),
    ("issue", pa.string()),
    ("pages", pa.string()),
    ("doi", pa.string()),
    ("pmid", pa.string()),
    ("abstract", pa.string()),
    ("keywords", TEXTS),
    ("references", TEXTS),
    ("language", pa.string()),
    ("url", pa.string()),
]

RECORDS = pa.schema(
    [
        ("record_id", pa.string()),
        ("export", pa.string()),
        ("line", pa.int64()),
        ("end_line", pa.int64()),
        ("source_id", pa.string()),
        *_BIBLIOGRAPHIC,
    ]
)

REPORTS = pa.schema(
    [
        ("report_id", pa.string()),
        ("record_ids", TEXTS),
        *_BIBLIOGRAPHIC,
        ("text_status", pa.string()),
        ("source_by_field", pa.string()),
    ]
)
