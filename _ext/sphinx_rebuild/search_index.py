"""Sphinx's search index, changed where documents changed.

Owns: how a new index is made of the last one and the documents that were written. Must not: know what documents are
about. In: the index as Sphinx wrote it, documents as Sphinx feeds them. Out: the index that Sphinx would make of all
documents at once, but for what is wrong in that.

Sphinx takes the index apart into a set for each word, twice goes through all of them, and puts it together again; words
of documents that went stay in it. Here each word's list of documents stays the JSON that it is in the file; the few
lists that change are read and written anew. The lists are nine tenths of the file, so that spares most of the work.
"""

from __future__ import annotations

import json
import re
from array import array
from functools import cache
from html import escape, unescape
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.search import IndexBuilder

from . import search_languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from os import PathLike

    from sphinx.environment import BuildEnvironment
    from sphinx.search import WordStore

Terms = dict[str, str]
"""Word -> the numbers of its documents, as JSON: "[3,5]", or "3" for one alone."""
Places = dict[str, list[list[Any]]]

WORD = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)":(\d+|\[[\d,]*\]),?')
"""A word and its documents, in the file."""
FEW = 10
"""Documents that are looked for in the text of each list; with more of them it takes less time to read all lists."""


class SearchIndex(IndexBuilder):
    """An index builder that holds the last index as it stands in its file."""

    def __init__(self, env: BuildEnvironment, lang: str, options: dict[str, str], scoring: str) -> None:
        super().__init__(env, lang, options, scoring)
        search_languages.mend(self.lang)
        self.js_splitter_code = search_languages.splitter_of(self.lang)
        self.lang.stem = cache(self.lang.stem)  # type: ignore[method-assign]  # Sphinx remembers those of a document
        self.lang.word_filter = cache(self.lang.word_filter)  # type: ignore[method-assign]
        self.last: dict[str, Any] = {}
        self.kept: set[str] = set()
        self.fed: dict[str, int] = {}
        """The documents that were fed, and their numbers in `places`."""
        self.places: dict[str, array[int]] = {}
        """Word -> the documents that were fed and have it. Sphinx has a set of names for each: of 1,000 documents of
        600 words those are some 22 MB, these some 2.
        """
        self._mapping = {}
        self.has_same_objects = False  # as the last index

    def get_js_stemmer_code(self) -> str:
        """The script with the language's stemmer."""
        return search_languages.with_stemmer(super().get_js_stemmer_code(), self.lang)

    def load(self, stream: Any, format: Any) -> None:  # noqa: A002 - Sphinx's name
        """Takes the last index; as with Sphinx's, one of another version counts as none.

        :raises ValueError: if there is nothing that can be used.
        """
        text = stream.read()
        terms, text = _cut(text, "terms")
        titleterms, text = _cut(text, "titleterms")
        last = format.loads(text)
        if not isinstance(last, dict) or last.get("envversion") != self._env_version:
            raise ValueError("old format")
        self.last = {**last, "terms": terms, "titleterms": titleterms}
        self.kept = set(last["docnames"])

    def prune(self, docnames: Iterable[str]) -> None:
        """Lets go of documents of the last index that aren't in `docnames`."""
        self.kept.intersection_update(docnames)

    def feed(self, docname: str, filename: str | PathLike[str], title: str, doctree: nodes.document) -> None:
        """Takes the words of a document."""
        number = self.fed.setdefault(docname, len(self.fed))
        super().feed(docname, filename, title, doctree)
        for word in self._mapping:
            self.places.setdefault(word, array("I")).append(number)
        self._mapping.clear()

    def get_terms(self, fn2index: dict[str, int]) -> Any:
        """The documents of each word, and of each word of titles, by their places in the index."""
        _, of_titles = super().get_terms(fn2index)
        places = [fn2index[docname] for docname in self.fed]
        found = {word: sorted({places[number] for number in numbers}) for word, numbers in self.places.items()}
        return found, of_titles

    def _word_collector(self, doctree: nodes.document) -> WordStore:
        """The words of a document, each once: Sphinx looks up each as often as it is there."""
        found = super()._word_collector(doctree)
        found.words = list(dict.fromkeys(found.words))
        return found

    def feed_titles(self, titles: Mapping[str, str], documents: Iterable[str], /) -> None:
        """Takes pages that have no source, page name -> title; lets go of what is neither of them nor a document."""
        self.prune(documents)
        last = self.last and zip(self.last["docnames"], self.last["filenames"], self.last["titles"], strict=True)
        known = {name: title for name, filename, title in last or () if name == filename}  # a document's has an ending
        for name, title in titles.items():
            if known.get(name) == escape(title):
                self.kept.add(name)
            else:
                self.feed(name, name, escape(title), nodes.section("", nodes.title(title, title)))  # type: ignore[arg-type]

    def get_objects(self, fn2index: dict[str, int]) -> dict[str, list[tuple[int, int, int, str, str]]]:
        """Nothing: Sphinx asks for the objects of the documents that were fed, and wanted are those of all."""
        return {}

    def _objects(self, docnames: list[str], places: dict[str, int]) -> dict[str, Any]:
        """The objects of all documents by the beginnings of their titles, and the kinds that their numbers stand for.

        Sphinx leaves out an anchor that is the object's name, and its script takes the title instead. It escapes names,
        and its script escapes them once more: readers would see "operator&amp;&amp;". Here they are as they are.
        """
        if self.has_same_objects and self.last and docnames == self.last["docnames"]:
            numbered = {
                name: {int(key): kind for key, kind in self.last[name].items()} for name in ("objtypes", "objnames")
            }
            return {"objects": self.last["objects"], **numbered}  # sorted as numbers, which in the file are text
        objects = super().get_objects(places)
        anchors = {
            (places[page], escape(title)): anchor
            for domain in self._domains.sorted()
            for name, title, _, page, anchor, _ in domain.get_objects()
            if anchor == name != title and page in places
        }
        for prefix, found in objects.items():
            for number, (place, kind, priority, anchor, name) in enumerate(found):
                title = f"{prefix}.{name}" if prefix else name
                found[number] = (place, kind, priority, anchor or anchors.get((place, title), ""), unescape(name))
        objects = {unescape(prefix): found for prefix, found in objects.items()}
        kinds = {number: f"{kind[0]}:{kind[1]}" for kind, number in self._objtypes.items()}
        return {"objects": objects, "objtypes": kinds, "objnames": self._objnames}

    def dump(self, stream: Any, format: Any) -> None:  # noqa: A002 - Sphinx's name
        """Writes the index."""
        index = self.freeze()
        text = format.dumps({**index, "terms": {}, "titleterms": {}})
        for piece in _paste(text, {name: index[name] for name in ("terms", "titleterms")}):
            stream.write(piece)

    def freeze(self) -> dict[str, Any]:
        """The whole index, as Sphinx writes it but for the lists of documents, which are JSON."""
        nothing: dict[str, Any] = dict.fromkeys(("docnames", "filenames", "titles"), ())
        nothing |= {name: {} for name in ("terms", "titleterms", "alltitles", "indexentries")}
        part = super().freeze() if self.fed else nothing
        last = self.last or nothing
        kept = self.kept - self.fed.keys()
        docnames = sorted({*kept, *part["docnames"]})
        places = {docname: place for place, docname in enumerate(docnames)}
        # place in the last index, or in the part -> place in the new index; None for what is left out
        old = [places[name] if name in kept else None for name in last["docnames"]]
        new = [places[name] for name in part["docnames"]]
        of_document = {
            name: (filename, title)
            for source in (last, part)
            for name, filename, title in zip(source["docnames"], source["filenames"], source["titles"], strict=True)
        }
        return {
            "docnames": docnames,
            "filenames": [of_document[name][0] for name in docnames],
            "titles": [of_document[name][1] for name in docnames],
            "terms": _merged_terms(last["terms"], old, part["terms"], new),
            **self._objects(docnames, places),
            "titleterms": _merged_terms(last["titleterms"], old, part["titleterms"], new),
            "envversion": self._env_version,
            "alltitles": _merged_places(last["alltitles"], old, part["alltitles"], new),
            "indexentries": _merged_places(last["indexentries"], old, part["indexentries"], new),
        }


def _cut(text: str, name: str) -> tuple[Terms, str]:
    """One of the tables of words in the file's text, and the text without its content.

    :raises ValueError: if there is no such table.
    """
    start = place = text.index(f'"{name}":{{') + len(name) + 4  # within a string the quotes would be escaped
    terms = {}
    for found in WORD.finditer(text, start):
        if found.start() != place:
            break
        word, numbers = found.groups()
        terms[json.loads(f'"{word}"') if "\\" in word else word] = numbers
        place = found.end()
    return terms, text[:start] + text[place:]


def _paste(text: str, tables: Mapping[str, Terms]) -> Iterator[str]:
    """The file's text with the content of tables, in pieces: in one it would be in memory once more a table."""
    start = 0
    for place, name in sorted((text.index(f'"{name}":{{}}'), name) for name in tables):
        end = place + len(f'"{name}":{{')
        yield text[start:end]
        yield ",".join(f"{encode_basestring_ascii(word)}:{found}" for word, found in sorted(tables[name].items()))
        start = end
    yield text[start:]


def _merged_terms(last: Terms, old: list[int | None], part: dict[str, int | list[int]], new: list[int]) -> Terms:
    gone = [number for number, place in enumerate(old) if place is None]
    are_few = len(gone) <= FEW and all(place is None or place == number for number, place in enumerate(old))
    added = {word: [new[number] for number in _listed(found)] for word, found in part.items()}
    merged = dict(last)
    for word, numbers in last.items():
        # Where the same documents leave a list and come to it, it stays; so with most words of an edited document.
        if are_few and [number for number in gone if _is_in(numbers, str(number))] == added.get(word, []):
            added.pop(word, None)
        elif moved := [place for number in _numbers(numbers) if (place := old[number]) is not None]:
            merged[word] = _text(moved)
        else:
            del merged[word]
    for word, places in added.items():
        merged[word] = _text(sorted([*_numbers(merged.get(word, "[]")), *places]))
    return merged


def _is_in(numbers: str, number: str) -> bool:
    return number in numbers and f",{number}," in f",{numbers.strip('[]')},"


def _listed(found: int | list[int]) -> list[int]:
    return [found] if isinstance(found, int) else found


def _numbers(text: str) -> list[int]:
    return _listed(json.loads(text))


def _text(places: list[int]) -> str:
    return str(places[0]) if len(places) == 1 else f"[{','.join(map(str, places))}]"


def _merged_places(last: Places, old: list[int | None], part: Places, new: list[int]) -> Places:
    merged: Places = {}
    for text, found in last.items():
        if moved := [[place, *rest] for number, *rest in found if (place := old[number]) is not None]:
            merged[text] = moved
    for text, found in part.items():
        added = [[new[number], *rest] for number, *rest in found]
        merged[text] = sorted([*merged.get(text, ()), *added], key=lambda entry: entry[0])
    return merged
