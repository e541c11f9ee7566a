"""Sphinx's search index, changed where documents changed.

Owns: how a new index is made of the last one and the documents that were written. Must not: know posts. In: the index
as Sphinx wrote it, documents as Sphinx feeds them. Out: the very index that Sphinx would make of all documents at once.

Sphinx takes the index apart into a set for each word, twice goes through all of them, and puts it together again; words
of documents that went stay in it. Here the lists of the last index are filtered and added to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.search import IndexBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

Terms = dict[str, int | list[int]]
Places = dict[str, list[list[Any]]]


class SearchIndex(IndexBuilder):
    """An index builder that holds the last index as it stands in its file."""

    def __init__(self, env: BuildEnvironment, lang: str, options: dict[str, str], scoring: str) -> None:
        super().__init__(env, lang, options, scoring)
        self.last: dict[str, Any] = {}
        self.kept: set[str] = set()
        self.fed: set[str] = set()

    def load(self, stream: Any, format: Any) -> None:  # noqa: A002 - Sphinx's name
        """Takes the last index; as with Sphinx's, one of another version counts as none.

        :raises ValueError: if there is nothing that can be used.
        """
        last = format.load(stream)
        if not isinstance(last, dict) or last.get("envversion") != self._env_version:
            raise ValueError("old format")
        self.last = last
        self.kept = set(last["docnames"])

    def prune(self, docnames: Iterable[str]) -> None:
        """Lets go of documents of the last index that aren't in `docnames`."""
        self.kept.intersection_update(docnames)

    def feed(self, docname: str, filename: str | PathLike[str], title: str, doctree: nodes.document) -> None:
        """Takes the words of a document."""
        self.fed.add(docname)
        super().feed(docname, filename, title, doctree)

    def freeze(self) -> dict[str, Any]:
        """The whole index, as Sphinx writes it."""
        nothing: dict[str, Any] = dict.fromkeys(("docnames", "filenames", "titles"), ())
        nothing |= {name: {} for name in ("terms", "titleterms", "alltitles", "indexentries")}
        part = super().freeze() if self.fed else nothing
        last = self.last or nothing
        kept = self.kept - self.fed
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
        objects = self.get_objects(places)
        return {
            "docnames": docnames,
            "filenames": [of_document[name][0] for name in docnames],
            "titles": [of_document[name][1] for name in docnames],
            "terms": _merged_terms(last["terms"], old, part["terms"], new),
            "objects": objects,
            "objtypes": {number: f"{kind[0]}:{kind[1]}" for kind, number in self._objtypes.items()},
            "objnames": self._objnames,
            "titleterms": _merged_terms(last["titleterms"], old, part["titleterms"], new),
            "envversion": self._env_version,
            "alltitles": _merged_places(last["alltitles"], old, part["alltitles"], new),
            "indexentries": _merged_places(last["indexentries"], old, part["indexentries"], new),
        }


def _merged_terms(last: Terms, old: list[int | None], part: Terms, new: list[int]) -> Terms:
    gone = {number for number, place in enumerate(old) if place is None}
    in_place = all(place is None or place == number for number, place in enumerate(old))
    merged: dict[str, list[int]] = {}
    for word, found in last.items():
        places = [found] if isinstance(found, int) else found
        if in_place and gone.isdisjoint(places):
            merged[word] = places
        elif moved := [place for number in places if (place := old[number]) is not None]:
            merged[word] = moved
    for word, found in part.items():
        places = [found] if isinstance(found, int) else found
        merged[word] = sorted([*merged.get(word, ()), *(new[number] for number in places)])
    return {word: places[0] if len(places) == 1 else places for word, places in merged.items()}


def _merged_places(last: Places, old: list[int | None], part: Places, new: list[int]) -> Places:
    merged: Places = {}
    for text, found in last.items():
        if moved := [[place, *rest] for number, *rest in found if (place := old[number]) is not None]:
            merged[text] = moved
    for text, found in part.items():
        added = [[new[number], *rest] for number, *rest in found]
        merged[text] = sorted([*merged.get(text, ()), *added], key=lambda entry: entry[0])
    return merged
