"""In which entries of the index each word stands, in few signs; where little changed, made of the last ones.

Owns: the signs for places, and how they are changed. Must not: know what an entry is. In: the words of entries by their
keys, in order. Out: word -> signs, the same whether they were changed or made anew.

For each word there is one sign for the distance to the next entry that has it, or a few.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Key = tuple[str, str]
"""An entry's page and the id of a section on it; "" for the page."""
SIGNS = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")
"""The signs that stand for distances: 91 that JSON needs no escape for."""
NEAR, PAIRS = 80, 10
"""Distances below the first take one sign; as many signs begin pairs; the last one begins four."""
NUMBERS = {sign: number for number, sign in enumerate(SIGNS)}


class Places(TypedDict):
    """What is kept for the next build: plain data."""

    keys: list[Key]  # of the entries, in order
    sources: dict[Key, tuple[str, str, str]]  # key -> title, words, and the words that count
    signs: dict[str, str]  # word -> in which entries it stands


NOTHING: Places = {"keys": [], "sources": {}, "signs": {}}


def places_of(
    keys: Sequence[Key],
    sources: Mapping[Key, tuple[str, str]],
    last: Places,
    words_of_title: Callable[[str], set[str]],
    /,
) -> Places:
    """Where the words of entries stand, but for those of their titles; `sources` are titles and words."""
    found: dict[Key, tuple[str, str, str]] = {}
    for key, (title, words) in sources.items():
        known = last["sources"].get(key)
        if not known or known[:2] != (title, words):
            in_title = words_of_title(title)
            known = (title, words, " ".join([word for word in words.split() if word not in in_title]))
        found[key] = known
    if list(keys) == last["keys"] and found.keys() == last["sources"].keys():
        signs = _changed(keys, found, last)
    else:
        signs = _anew([found[key][2] if key in found else "" for key in keys])
    return {"keys": list(keys), "sources": found, "signs": signs}


def _anew(words: Sequence[str]) -> dict[str, str]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, own in enumerate(words):
        for word in own.split():
            places[word].append(place)
    known = [sign_of(distance) for distance in range(len(words))]
    return {
        word: "".join([known[b - a - 1] for a, b in zip([-1, *found], found, strict=False)])
        for word, found in places.items()
    }


def _changed(keys: Sequence[Key], found: Mapping[Key, tuple[str, str, str]], last: Places) -> dict[str, str]:
    moved: dict[str, set[int]] = defaultdict(set)
    for place, key in enumerate(keys):
        if key in found and found[key] != (known := last["sources"][key]):
            for word in set(found[key][2].split()) ^ set(known[2].split()):
                moved[word].add(place)
    signs = dict(last["signs"])
    for word, places in moved.items():
        signs[word] = signs_of(sorted(set(numbers_of(signs.get(word, ""))) ^ places))
        if not signs[word]:
            del signs[word]
    return signs


def sign_of(distance: int, /) -> str:
    """The signs that stand for a distance, counted from none."""
    base = len(SIGNS)
    if distance < NEAR:
        return SIGNS[distance]
    if distance < NEAR + PAIRS * base:
        first, rest = divmod(distance - NEAR, base)
        return SIGNS[NEAR + first] + SIGNS[rest]
    return SIGNS[-1] + SIGNS[distance // base**2] + SIGNS[distance // base % base] + SIGNS[distance % base]


def signs_of(places: Sequence[int], /) -> str:
    """The signs that stand for places."""
    return "".join([sign_of(b - a - 1) for a, b in zip([-1, *places], places, strict=False)])


def numbers_of(signs: str, /) -> list[int]:
    """The places that signs stand for."""
    found, place, rest = [], -1, iter(signs)
    for sign in rest:
        distance = NUMBERS[sign]
        if distance == len(SIGNS) - 1:
            distance = 0
            for _ in range(3):
                distance = distance * len(SIGNS) + NUMBERS[next(rest)]
        elif distance >= NEAR:
            distance = NEAR + (distance - NEAR) * len(SIGNS) + NUMBERS[next(rest)]
        place += distance + 1
        found.append(place)
    return found
