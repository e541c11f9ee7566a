"""The search index that is changed is the one that Sphinx would make anew."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_rebuild.search_index import _cut, _merged_places, _merged_terms, _paste

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

WORDS = st.sampled_from(["one", "two", "three", "four"])
DOCUMENTS = st.dictionaries(st.sampled_from("abcdef"), st.lists(WORDS, max_size=4), max_size=6)


def terms(documents: dict[str, list[str]]) -> dict[str, int | list[int]]:
    """Word -> where it stands, as Sphinx writes it."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(sorted(documents)):
        for word in sorted(set(documents[name])):
            found.setdefault(word, []).append(place)
    return {word: places[0] if len(places) == 1 else places for word, places in found.items()}


def as_text(found: dict[str, int | list[int]]) -> dict[str, str]:
    """The same with each list as the file has it."""
    return {word: json.dumps(places, separators=(",", ":")) for word, places in found.items()}


def titles(documents: dict[str, list[str]]) -> dict[str, list[list[Any]]]:
    """Title -> documents and anchors, in the order of the documents."""
    found: dict[str, list[list[Any]]] = {}
    for place, name in enumerate(sorted(documents)):
        for number, word in enumerate(documents[name]):
            found.setdefault(word, []).append([place, f"id{number}"])
    return found


TABLES = st.dictionaries(st.text(min_size=1), st.lists(st.integers(0, 1200), max_size=5).map(lambda found: found or 7))


@given(TABLES, TABLES)
def test_tables_of_words_are_cut_from_the_file_and_pasted_back(
    words: dict[str, int | list[int]], in_titles: dict[str, int | list[int]]
) -> None:
    index = {
        "alltitles": {'"terms":{}': [[1, None]]},
        "terms": words,
        "titles": ["titleterms"],
        "titleterms": in_titles,
    }
    text = json.dumps(index, separators=(",", ":"), sort_keys=True)
    found, rest = _cut(text, "terms")
    found_in_titles, rest = _cut(rest, "titleterms")
    assert json.loads(rest) == {**index, "terms": {}, "titleterms": {}}
    assert (found, found_in_titles) == (as_text(words), as_text(in_titles))
    pieces = list(_paste(rest, {"terms": found, "titleterms": found_in_titles}))
    assert "".join(pieces) == text
    assert len(pieces) == 5, "the tables on their own"


@settings(max_examples=300)
@given(DOCUMENTS, DOCUMENTS, st.sets(st.sampled_from("abcdef")))
def test_a_changed_index_is_the_index_of_what_there_is_now(
    before: dict[str, list[str]], fed: dict[str, list[str]], removed: set[str]
) -> None:
    now = {**{name: words for name, words in before.items() if name not in removed}, **fed}
    places = {name: place for place, name in enumerate(sorted(now))}
    old = [None if name in removed or name in fed else places[name] for name in sorted(before)]
    new = [places[name] for name in sorted(fed)]
    assert _merged_terms(as_text(terms(before)), old, terms(fed), new) == as_text(terms(now))
    merged = _merged_places(titles(before), old, titles(fed), new)
    assert json.dumps(merged, sort_keys=True) == json.dumps(titles(now), sort_keys=True)


def test_each_word_is_stemmed_once_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sphinx does it once for each document that has the word."""
    stemmed: list[str] = []
    stem = SearchEnglish.stem

    def noted(language: SearchEnglish, word: str) -> str:
        stemmed.append(word)
        return stem(language, word)

    monkeypatch.setattr(SearchEnglish, "stem", noted)
    (tmp_path / "conf.py").write_text('extensions = ["sphinx_rebuild"]\nhtml_theme = "basic"\n')
    for name in ("index", "one", "two"):
        (tmp_path / f"{name}.rst").write_text(f":orphan:\n\n{name}\n=====\n\nWords that several documents have.\n")
    with patch_docutils(tmp_path), docutils_namespace():
        folders = (tmp_path, tmp_path, tmp_path / "_build", tmp_path / "_doctrees")
        Sphinx(*folders, "html", status=None, warningiserror=True).build()
    assert stemmed.count("several") == 1
    index = (tmp_path / "_build" / "searchindex.js").read_text()
    assert len(json.loads(index.partition("(")[2].removesuffix(")"))["terms"]["sever"]) == 3


def test_names_of_objects_are_escaped_by_the_page_alone(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text('extensions = ["sphinx_rebuild"]\nhtml_theme = "basic"\n')
    (tmp_path / "index.rst").write_text("Operators\n=========\n\n.. cpp:function:: bool operator&&(Rain, Snow)\n")
    with patch_docutils(tmp_path), docutils_namespace():
        folders = (tmp_path, tmp_path, tmp_path / "_build", tmp_path / "_doctrees")
        Sphinx(*folders, "html", status=None, warningiserror=True).build()
    text = (tmp_path / "_build" / "searchindex.js").read_text()
    ((hit,),) = json.loads(text.partition("(")[2].removesuffix(")"))["objects"].values()
    assert hit[4] == "operator&&"
    script = (tmp_path / "_build/_static/searchtools.js").read_text()
    assert "_escapeHTML(title)" in script, "once Sphinx's page doesn't, its index may"


def test_a_word_of_a_document_takes_a_few_bytes(tmp_path: Path) -> None:
    """Sphinx has a set of names for each word: hundreds of megabytes, where there are twenty thousand documents."""
    (tmp_path / "conf.py").write_text('extensions = ["sphinx_rebuild"]\nhtml_theme = "basic"\n')
    words = " ".join(f"word{number}x" for number in range(200))
    for number in range(40):
        (tmp_path / f"page{number}.rst").write_text(f":orphan:\n\nTitle {number}\n========\n\n{words}\n")
    (tmp_path / "index.rst").write_text("Index\n=====\n")
    with patch_docutils(tmp_path), docutils_namespace():
        folders = (tmp_path, tmp_path, tmp_path / "_build", tmp_path / "_doctrees")
        app = Sphinx(*folders, "html", status=None, warningiserror=True)
        app.build()
    indexer: Any = app.builder.indexer  # type: ignore[attr-defined]
    assert not indexer._mapping
    assert sum(map(len, indexer.places.values())) >= 40 * 200
    assert sum(map(sys.getsizeof, indexer.places.values())) < 12 * 40 * 200
