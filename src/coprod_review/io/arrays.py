"""Arrow arrays made from Python values by their buffers.

Arrow's own conversion of lists loads pandas, if it is there, before it looks at the first value. That takes
longer than most commands of this package run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def text_array(values: Sequence[str]) -> pa.Array:
    """A column of texts; there is no null among them."""
    data = "".join(values)
    lengths = [len(value) for value in values]
    if not data.isascii():
        lengths = [
            n if value.isascii() else len(value.encode()) for value, n in zip(values, lengths, strict=True)
        ]
    buffers = [None, pa.py_buffer(_offsets(lengths)), pa.py_buffer(data.encode())]
    return pa.Array.from_buffers(pa.string(), len(values), buffers)


def texts_array(values: Sequence[Sequence[str]]) -> pa.Array:
    """A column of lists of texts; there is no null among them."""
    flat = text_array([text for texts in values for text in texts])
    buffers = [None, pa.py_buffer(_offsets([len(texts) for texts in values]))]
    return pa.Array.from_buffers(pa.list_(pa.string()), len(values), buffers, children=[flat])


def int_array(values: Sequence[int | None], kind: pa.DataType) -> pa.Array:
    """A column of whole numbers of an Arrow type of integers, None as null."""
    return _number_array(values, kind, np.dtype(kind.to_pandas_dtype()))


def float_array(values: Sequence[float | None]) -> pa.Array:
    """A column of numbers, None as null."""
    return _number_array(values, pa.float64(), np.dtype(np.float64))


def whole_float_array(values: npt.NDArray[np.float64]) -> pa.Array:
    """A column of numbers from an array, of which none is null."""
    numbers = np.ascontiguousarray(values, dtype=np.float64)
    return pa.Array.from_buffers(pa.float64(), len(numbers), [None, pa.py_buffer(numbers)])


def bool_array(values: Sequence[bool]) -> pa.Array:
    """A column of yes and no; there is no null among them."""
    bits = np.packbits(np.fromiter(values, dtype=bool, count=len(values)), bitorder="little")
    return pa.Array.from_buffers(pa.bool_(), len(values), [None, pa.py_buffer(bits)])


def array_of(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """A column of one of the types above."""
    if pa.types.is_string(kind):
        return text_array(values)
    if pa.types.is_list(kind):
        return texts_array(values)
    if pa.types.is_boolean(kind):
        return bool_array(values)
    if pa.types.is_floating(kind):
        return float_array(values)
    return int_array(values, kind)


def _number_array(values: Sequence[float | None], kind: pa.DataType, dtype: np.dtype[Any]) -> pa.Array:
    known = np.fromiter((value is not None for value in values), dtype=bool, count=len(values))
    numbers = np.fromiter((0 if value is None else value for value in values), dtype=dtype, count=len(values))
    n_null = len(values) - int(known.sum())
    mask = pa.py_buffer(np.packbits(known, bitorder="little")) if n_null else None
    return pa.Array.from_buffers(kind, len(values), [mask, pa.py_buffer(numbers)], n_null)


def _offsets(lengths: Sequence[int]) -> npt.NDArray[np.int32]:
    offsets = np.zeros(len(lengths) + 1, dtype=np.int32)
    np.cumsum(lengths, out=offsets[1:], dtype=np.int32)
    return offsets
