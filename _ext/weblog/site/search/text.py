"""What a search finds in one document: its headings and words, by the talks and posts that it consists of.

Owns: which of a page's words count, and the files that keep them from one build to the next. Must not: look at other
documents, know what they are about. In: a resolved document. Out: `Part`s, by the id of the section that each is.

They are files, for pages are written by several processes, and for a word that is no news to other pages must not look
like one to the engine.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from docutils import nodes
from sphinx import addnodes

from sphinx_rebuild.digests import digest_of_bytes
from sphinx_rebuild.files import Writer, write_if_different
from weblog.posts.excerpt import shortened
from weblog.site.search.words import HAS_NO_STEM, fold, is_unspaced, tokens_in, words_of, written_words
from weblog.talks.details import ABOVE_THE_WORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sphinx.search import SearchLanguage

UNSEARCHED = {"no-search", *ABOVE_THE_WORDS}
"""Classes of what isn't searched: what is said of a post and of a talk is found by what they are."""
MARKUP = re.compile(r"<(style|script)\b.*?</\1>|<[^<]+?>", re.IGNORECASE | re.DOTALL)
LONGEST = 80
"""Characters of the first words that a hit shows: about two lines on a phone."""


class Part(TypedDict):
    """What is searched of one section, without those in it that are parts of their own."""

    headings: str  # ids and texts, as the index has them
    words: str  # each once, as the index has them; those of the headings are found by these
    first: str  # the first words, in one line


Parts = Mapping[str, Mapping[str, Part]]
"""What documents consist of: document -> section, "" for the document -> what is searched of it."""
NO_WORDS: Part = {"headings": "", "words": "", "first": ""}

UNSTEMMED = ("ja", "zh")
"""Languages of Sphinx's search in which words are as they are here: they have no stems."""


class Stems:
    """The stems of one language, each looked up once."""

    def __init__(self, language: SearchLanguage, /) -> None:
        self.language = language
        self.is_stemmed = language.lang not in UNSTEMMED
        self.stopwords = frozenset(chain.from_iterable(map(words_of, language.stopwords)))
        self.known: dict[str, tuple[str, ...]] = {}

    def of_text(self, text: str, /) -> set[str]:
        """The stems of a text's words, without those that say nothing.

        A word with accents has two: people leave them out, and a stemmer goes by them.
        """
        words = set(written_words(text))
        self.known |= {word: self._of(word) for word in words.difference(self.known)}
        return set(chain.from_iterable(map(self.known.__getitem__, words)))

    def _of(self, written: str) -> tuple[str, ...]:
        stems: list[str] = []
        for token in tokens_in(written):
            word, _ = token
            if word in self.stopwords:
                continue
            if not self.is_stemmed or HAS_NO_STEM.search(word) or is_unspaced(word):
                stems.append(word)
            else:
                stems += {fold(self.language.stem(form)) for form in token}
        return tuple(stems)


def parts_of(doctree: nodes.document, sections: Collection[str], stems: Stems, /) -> dict[str, Part]:
    """The parts of a document: "" for the document, and those of `sections`."""
    texts: dict[str, list[str]] = {}
    headings: dict[str, list[str]] = {}
    parts: dict[str, Part] = {}
    titled: set[str] = set()

    def visit(node: nodes.Node, section: str) -> None:
        if isinstance(node, nodes.Text):
            texts[section].append(node.astext())
            return
        if (
            not isinstance(node, nodes.Element)
            or isinstance(node, UNSEEN)
            or not UNSEARCHED.isdisjoint(node["classes"])
        ):
            return
        if isinstance(node, nodes.raw):
            if "html" in node.get("format", "").split():
                texts[section].append(MARKUP.sub(" ", node.astext()))
            return
        if isinstance(node, (nodes.section, nodes.document)):
            ids = [name for name in node["ids"] if name in sections]
            section = ids[0] if ids else section
            if section not in parts:
                parts[section] = {**NO_WORDS}
                headings[section] = []
                texts[section] = []
        elif isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
            ids, heading = node.parent["ids"], " ".join(node.astext().split())
            if section in titled and ids:
                headings[section].append(_heading(ids[0], heading))
                return
            titled.add(section)
        elif isinstance(node, nodes.paragraph) and not parts[section]["first"] and node.parent.tagname in PLAIN:
            parts[section]["first"] = shortened(node.astext(), LONGEST)
        is_inline = isinstance(node, nodes.Inline) and not isinstance(node, nodes.footnote_reference)
        texts[section] += [] if is_inline else [" "]
        for child in node.children:
            visit(child, section)
        texts[section] += [] if is_inline else [" "]

    visit(doctree, "")
    for section, part in parts.items():
        part["headings"] = "\t".join(headings[section])
        part["words"] = " ".join(sorted(stems.of_text("".join(texts[section]))))
    return parts


def _heading(name: str, text: str) -> str:
    """A heading behind its id, which is left out where it follows from the words."""
    return f"{'' if name == re.sub('[^a-z0-9]+', '-', fold(text)).strip('-') else name} {text}"


UNSEEN = (nodes.comment, nodes.system_message, nodes.substitution_definition, nodes.meta, addnodes.index)
PLAIN = {"section", "document", "container"}
"""The parents of paragraphs that begin a text."""


State = tuple[int, int]
"""When a kept file was written (ns), and its size."""
KeptText = tuple[State, dict[str, Part]]
"""The state of a kept file, and what it holds."""


class SearchTexts:
    """The files that keep what was found in documents."""

    def __init__(self, folder: Path, /) -> None:
        self.folder = folder

    def lacking(self, docnames: Iterable[str], /) -> set[str]:
        """Those documents of which nothing is kept."""
        kept = set(os.listdir(self.folder)) if self.folder.is_dir() else set()  # noqa: PTH208 - names alone
        return {docname for docname in docnames if self._name(docname) not in kept}

    def keep(self, docname: str, parts: dict[str, Part], /) -> None:
        """Keeps what a document says."""
        text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        write_if_different(Path(self._path(docname)), text.encode("utf-8", "surrogatepass"))

    def states(self) -> dict[str, State]:
        """Name of a kept file -> its state."""
        if not self.folder.is_dir():
            return {}
        with os.scandir(self.folder) as files:
            found = {file.name: file.stat() for file in files}
        return {name: (found[name].st_mtime_ns, found[name].st_size) for name in sorted(found)}

    def parts(
        self, docnames: Iterable[str], states: Mapping[str, State], last: Mapping[str, KeptText], /
    ) -> dict[str, KeptText]:
        """What is kept of documents; `last` is what was, read once more only where the file has changed."""
        found = {}
        for docname in docnames:
            state, known = states[self._name(docname)], last.get(docname)
            if not known or known[0] != state:
                with open(self._path(docname), "rb") as file:  # noqa: PTH123 - for each document
                    known = (state, json.loads(file.read().decode("utf-8", "surrogatepass")))
            found[docname] = known
        return found

    def tidy(self, docnames: Collection[str], /) -> None:
        """Removes what is kept of documents that are gone."""
        wanted = {self._name(docname) for docname in docnames}
        Writer(self.folder).remove(set(os.listdir(self.folder)) - wanted if self.folder.is_dir() else ())  # noqa: PTH208

    def _path(self, docname: str) -> str:
        return f"{self.folder}/{self._name(docname)}"

    @staticmethod
    def _name(docname: str) -> str:
        return f"{digest_of_bytes(docname.encode('utf-8', 'surrogatepass'))}.json"  # one folder, and no name too long
