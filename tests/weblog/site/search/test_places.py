"""Places in few signs: read back as they were, and changed as if they had been made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from weblog.site.search.places import NOTHING, SIGNS, numbers_of, places_of, signs_of

if TYPE_CHECKING:
    from weblog.site.search.places import Places

WORDS = st.lists(st.sampled_from(["one", "two", "three", "four"]), unique=True).map(" ".join)
ENTRIES = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.just("")), st.tuples(st.sampled_from(["one", "x"]), WORDS)
)
KEYS = [(name, "") for name in "abcdefgh"]


@given(st.lists(st.integers(0, 700_000), unique=True).map(sorted))
def test_signs_are_read_back(places: list[int]) -> None:
    assert numbers_of(signs_of(places)) == places


def test_a_near_place_takes_one_sign_and_json_escapes_none() -> None:
    assert [len(signs_of([place])) for place in (0, 79, 80, 989, 990, 700_000)] == [1, 1, 2, 2, 4, 4]
    assert not set(SIGNS) & {'"', "\\"}


def made(sources: dict[tuple[str, str], tuple[str, str]], last: Places = NOTHING) -> Places:
    return places_of(KEYS, sources, last, lambda title: {title})


@given(ENTRIES, ENTRIES)
def test_changed_places_are_those_made_anew(
    before: dict[tuple[str, str], tuple[str, str]], after: dict[tuple[str, str], tuple[str, str]]
) -> None:
    assert made(after, made(before)) == made(after)
    same_keys = {key: after.get(key, found) for key, found in before.items()}
    assert made(same_keys, made(before)) == made(same_keys)
