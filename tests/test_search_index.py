"""The search index that is changed is the one that Sphinx would make anew."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from weblog.search_index import _merged_places, _merged_terms

WORDS = st.sampled_from(["one", "two", "three", "four"])
DOCUMENTS = st.dictionaries(st.sampled_from("abcdef"), st.lists(WORDS, max_size=4), max_size=6)


def terms(documents: dict[str, list[str]]) -> dict[str, int | list[int]]:
    """Word -> where it stands, as Sphinx writes it."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(sorted(documents)):
        for word in sorted(set(documents[name])):
            found.setdefault(word, []).append(place)
    return {word: places[0] if len(places) == 1 else places for word, places in found.items()}


def titles(documents: dict[str, list[str]]) -> dict[str, list[list[Any]]]:
    """Title -> documents and anchors, in the order of the documents."""
    found: dict[str, list[list[Any]]] = {}
    for place, name in enumerate(sorted(documents)):
        for number, word in enumerate(documents[name]):
            found.setdefault(word, []).append([place, f"id{number}"])
    return found


@settings(max_examples=300)
@given(DOCUMENTS, DOCUMENTS, st.sets(st.sampled_from("abcdef")))
def test_a_changed_index_is_the_index_of_what_there_is_now(
    before: dict[str, list[str]], fed: dict[str, list[str]], removed: set[str]
) -> None:
    now = {**{name: words for name, words in before.items() if name not in removed}, **fed}
    places = {name: place for place, name in enumerate(sorted(now))}
    old = [None if name in removed or name in fed else places[name] for name in sorted(before)]
    new = [places[name] for name in sorted(fed)]
    assert _merged_terms(terms(before), old, terms(fed), new) == terms(now)
    merged = _merged_places(titles(before), old, titles(fed), new)
    assert json.dumps(merged, sort_keys=True) == json.dumps(titles(now), sort_keys=True)
