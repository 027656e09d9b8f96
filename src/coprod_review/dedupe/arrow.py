"""Arrow arrays from Python and NumPy values and back, and the forms of text that Arrow makes in one go.

Both ways go through buffers: `pyarrow.array` and `to_numpy` load pandas, which takes longer than joining a
small review.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from coprod_review.dedupe.forms import words_of

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


def text_array(values: Sequence[str], *, large: bool = False) -> pa.Array:
    """Texts as an Arrow array; `large` allows more than 2 GB of them."""
    written = [value.encode("utf-8", "replace") for value in values]
    ends = array("q" if large else "i", [0, *accumulate(map(len, written))])
    kind = pa.LargeStringArray if large else pa.StringArray
    return kind.from_buffers(len(written), pa.py_buffer(ends.tobytes()), pa.py_buffer(b"".join(written)))


def list_array(values: Sequence[Sequence[str]]) -> pa.Array:
    """Lists of texts as an Arrow array."""
    ends = array("i", [0, *accumulate(map(len, values))])
    offsets = pa.Array.from_buffers(pa.int32(), len(ends), [None, pa.py_buffer(ends.tobytes())])
    return pa.ListArray.from_arrays(offsets, text_array([text for texts in values for text in texts]))


def int_array(values: npt.NDArray[Any], known: Mask | None = None) -> pa.Array:
    """Whole numbers as an Arrow array of the same width, null where they are not `known`."""
    kind = pa.int32() if values.dtype == np.int32 else pa.int64()
    bits = None if known is None else pa.py_buffer(np.packbits(known, bitorder="little").tobytes())
    return pa.Array.from_buffers(kind, len(values), [bits, pa.py_buffer(np.ascontiguousarray(values))])


def mask_of(values: pa.Array) -> Mask:
    """Truth values without null as NumPy."""
    return _bits(values.buffers()[1], values)


def numbers_of(values: pa.Array, *, missing: int = 0) -> Ints:
    """Whole numbers as NumPy, `missing` where they are null."""
    known, held = values.buffers()
    width = np.dtype(f"{'u' if str(values.type).startswith('u') else 'i'}{values.type.bit_width // 8}")
    found = np.frombuffer(held, dtype=width)[values.offset : values.offset + len(values)].astype(np.int64)
    return found if known is None else np.where(_bits(known, values), found, missing)


def _bits(buffer: pa.Buffer, values: pa.Array) -> Mask:
    bits = np.unpackbits(np.frombuffer(buffer, dtype=np.uint8), bitorder="little")
    return bits[values.offset : values.offset + len(values)].astype(np.bool_)


def distinct(values: Ints) -> Ints:
    """The different values in their order; by sorting, which takes less time than NumPy's hashing."""
    ordered = np.sort(values)
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered


def matches(values: pa.Array, pattern: str) -> Mask:
    """Which texts have a match of an RE2 pattern."""
    return mask_of(pc.match_substring_regex(values, pattern))


def lengths(values: pa.Array) -> Ints:
    """The letters of each text."""
    return numbers_of(pc.utf8_length(values))


def codes_of(
    values: pa.Array, form: Callable[[str], Any] | None = None, *, empty: Any = ""
) -> tuple[Codes, list[Any]]:
    """Each text's code, and the form that each code stands for; code 0 is the empty form.

    `form` is asked once for every different text; texts of one form have one code.
    """
    encoded = values.dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    forms = [form(text) for text in texts] if form else texts
    code_by_form: dict[Any, int] = {empty: 0}
    code_by_text = [code_by_form.setdefault(one, len(code_by_form)) for one in forms]
    places = numbers_of(encoded.indices)
    table = np.asarray(code_by_text or [0], dtype=np.int32)
    return table[places] if len(places) else np.empty(0, dtype=np.int32), list(code_by_form)


def with_forms(values: pa.Array, where: Mask, form: Callable[[str], str], *, of: pa.Array) -> pa.Array:
    """`values` with the places in the mask taken by the form of the texts that stand there in `of`."""
    if not where.any():
        return values
    fresh = [form(text) for text in of.take(int_array(np.flatnonzero(where))).to_pylist()]
    bits = pa.py_buffer(np.packbits(where, bitorder="little").tobytes())
    mask = pa.Array.from_buffers(pa.bool_(), len(where), [None, bits])
    return pc.replace_with_mask(values, mask, text_array(fresh).cast(values.type))


def taken(chunks: Iterable[pa.Array], places: Ints) -> pa.Array:
    """The values at places of a column, of which one chunk is needed at a time."""
    if isinstance(chunks, list) and len(chunks) == 1:
        return chunks[0].take(int_array(places))
    order = np.argsort(places, kind="stable")
    ordered = places[order]
    start, parts = 0, []
    for chunk in chunks:
        begin, end = np.searchsorted(ordered, (start, start + len(chunk))).tolist()
        parts.append(chunk.take(int_array(ordered[begin:end] - start)))
        start += len(chunk)
    back = np.empty(len(order), dtype=np.int64)
    back[order] = np.arange(len(order))
    whole = pa.concat_arrays(parts or [text_array([])])
    del parts  # else three copies of long texts would stand side by side
    return whole.take(int_array(back))


def bytes_of(values: pa.Array) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int32]]:
    """The bytes of all texts, one after another, and where each begins, the end of the last one behind."""
    if not len(values):
        return np.empty(0, dtype=np.uint8), np.zeros(1, dtype=np.int32)
    _, offsets, held = values.buffers()
    ends = np.frombuffer(offsets, dtype=np.int32)[values.offset : values.offset + len(values) + 1]
    letters = np.frombuffer(held or b"", dtype=np.uint8)[ends[0] : ends[-1]]
    return letters, ends - ends[0]


def word_texts(values: pa.Array) -> pa.Array:
    """The plain words of each text with one space between them, as `forms.words_of` finds them."""
    unlike = ~mask_of(pc.string_is_ascii(values)) | matches(values, "[<&]")
    letters, ends = bytes_of(values)
    letters = np.frombuffer(letters.tobytes().translate(_WORD_LETTERS), dtype=np.uint8)
    kept = letters != _LEFT_OUT
    # Of the letters that belong to no word, the last before each word of a text stays, and none before the
    # first: of all that are left, none may follow one that is left, and none may begin or end a text.
    letters, ends = letters[kept], _ends_of_kept(kept, ends)
    is_letter = letters != _SPACE
    before_letter = np.append(is_letter[1:], False)
    last = ends[1:][np.diff(ends) > 0] - 1
    before_letter[last] = False
    kept = is_letter | before_letter
    letters, ends = letters[kept], _ends_of_kept(kept, ends)
    kept = np.ones(len(letters), dtype=np.bool_)
    first = ends[:-1][np.diff(ends) > 0]
    kept[first] = letters[first] != _SPACE
    words = _texts(letters[kept], _ends_of_kept(kept, ends))
    return with_forms(words, unlike, lambda text: " ".join(words_of(text)), of=values)


def letter_texts(values: pa.Array) -> pa.Array:
    """Each text without spaces and punctuation of ASCII, in small letters."""
    letters, ends = bytes_of(values)
    held = letters.tobytes()
    kept = np.frombuffer(held.translate(_KEPT), dtype=np.bool_)
    small = np.frombuffer(held.translate(_SMALL, _DROPPED), dtype=np.uint8)
    return _texts(small, _ends_of_kept(kept, ends))


def letters_among(values: pa.Array, letters: str) -> pa.Array:
    """Each text without all but some letters of ASCII."""
    held, ends = bytes_of(values)
    dropped = bytes(byte for byte in range(256) if chr(byte) not in letters)
    kept = np.isin(np.arange(256), list(letters.encode("ascii")))[held]
    left = np.frombuffer(held.tobytes().translate(None, dropped), dtype=np.uint8)
    return _texts(left, _ends_of_kept(kept, ends))


def _ends_of_kept(kept: Mask, ends: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Where texts begin and end once only some of their bytes are kept."""
    sizes = np.zeros(len(ends), dtype=np.int32)
    some = np.flatnonzero(np.diff(ends))
    if len(some):
        sizes[some + 1] = np.add.reduceat(kept, ends[some], dtype=np.int32)
    return np.cumsum(sizes, dtype=np.int32)


def _texts(letters: npt.NDArray[np.uint8], ends: npt.NDArray[np.int32]) -> pa.Array:
    return pa.StringArray.from_buffers(len(ends) - 1, pa.py_buffer(ends), pa.py_buffer(letters))


_DROPPED = bytes(byte for byte in range(128) if not chr(byte).isalnum())
_SMALL = bytes(range(128)).lower() + bytes(range(128, 256))
_KEPT = bytes(byte not in _DROPPED for byte in range(256))
_SPACE, _LEFT_OUT = ord(" "), ord("'")
_WORD_LETTERS = bytes(byte if byte not in _DROPPED or byte == _LEFT_OUT else _SPACE for byte in _SMALL)
"""Letters in small, an apostrophe as it is, and a space for everything else of ASCII."""
