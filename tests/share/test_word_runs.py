"""Words of texts, and the quick question whether a text may have a run of known ones."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from coprod_review.share.word_runs import WORD, KnownRuns, folded_words, quick_words

RUN = "one two three four five six seven eight nine ten eleven"
TEXTS = st.text(st.sampled_from("aB1_ ß\u0130\u0345\ufb01éΣ患々\u3099·—\n\ud800<"), max_size=40) | st.text(
    max_size=40
)


@given(TEXTS)
@example("".join(map(chr, range(0x4E00, 0x4E60))))
def test_quick_words_are_the_words_of_the_folded_text(text: str) -> None:
    folded = text.replace("\u0345", " ").casefold()
    assert [word.decode() for word in quick_words(text)] == WORD.findall(folded)


@given(TEXTS)
def test_words_are_folded_one_by_one(text: str) -> None:
    assert folded_words(text) == [word.casefold() for word in WORD.findall(text)]


@given(st.lists(TEXTS.filter(WORD.search), min_size=11, max_size=14), TEXTS, TEXTS)
def test_no_run_of_eleven_words_is_overlooked(parts: list[str], before: str, after: str) -> None:
    known = " ".join(parts)
    assert KnownRuns([known]).may_be_in(f"{before}\n{known.swapcase().swapcase()}\n{known} {after}")


def test_a_text_without_a_run_is_told_apart() -> None:
    known = KnownRuns([RUN])
    assert known.may_be_in(f"they say: {RUN.upper()}!")
    assert not known.may_be_in(f"{RUN[:30]} and then something else that nobody has ever said before")
