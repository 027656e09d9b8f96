"""Values that are made quickly: as frozen, as complete and as equal as those of any frozen dataclass."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from coprod_review.model.quickly_made import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    words: str
    start: int = 0
    marks: list[str] = field(default_factory=list)


def test_fields_are_filled_by_name_or_by_their_defaults() -> None:
    made = Passage(words="a safe ward")
    assert (made.words, made.start, made.marks) == ("a safe ward", 0, [])
    assert Passage(words="", start=3, marks=["x"]).marks == ["x"]
    assert made.marks is not Passage(words="b").marks


def test_a_value_is_of_its_class_and_frozen() -> None:
    made = Passage(words="a")
    assert type(made) is Passage
    with pytest.raises(FrozenInstanceError):
        made.words = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del made.words


def test_a_field_without_default_must_be_given_and_no_other_may_be() -> None:
    with pytest.raises(TypeError, match="words"):
        Passage()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="end"):
        Passage(words="a", end=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Passage("a")  # type: ignore[misc]


def test_values_are_equal_by_their_fields_and_survive_pickling_and_replacing() -> None:
    made = Passage(words="a", start=2)
    assert made == Passage(words="a", start=2) != Passage(words="a", start=1)
    assert pickle.loads(pickle.dumps(made)) == made
    assert type(replace(made, start=1)) is Passage
