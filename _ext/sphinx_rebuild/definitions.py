"""What documents define for each other: labels, terms, functions, equations, ... - all that Sphinx's domains keep.

Owns: that the domains' tables don't hang on what was read when, in which order and by which process. Must not: parse,
resolve references. In: what a domain is told while one document is read. Out: the domains' tables, put together in the
order of the documents' names; of what two documents define, the first one's.

A document is read with empty tables, which are then its own and are kept, pickled. When all is read the tables are
merged, by the domains' own methods for parallel reading. Sphinx fills the tables of all documents at once: then the
last one that was read counts, two are told only if one process reads both in one build, and a thing is lost when either
goes.
"""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.domains import Domain
from sphinx.util import logging
from sphinx.util.logging import is_suppressed_warning

from .contributor import Duplicate
from .digests import as_text, digest, digest_of_bytes

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from .environment_data import EnvironmentData

logger = logging.getLogger(__name__)

EXPLICIT = "explicit names"
"""Beside the domains: the names that the author of a document has given."""
TEXTS = "digests of nodes"
"""Document -> domain -> digest of its data, where there are nodes in it: those are pickled with all that is around."""
TOLD_IN_ANOTHER_TABLE = {
    *(("std", "labels"), ("std", "terms"), ("std", "progoptions")),
    ("cpp", "names"),  # of overloads, which are no duplicates; of those Sphinx tells when it merges, as in C
}
"""Tables of which nothing is told: the things in them are in another table too, or Sphinx has several of them."""


SPHINX_KINDS = {"citation": ("ref", "citation"), "math": ("ref", "equation")}
"""Domain -> type and subtype of Sphinx's own message on duplicates, where it has one: who silenced that wants none."""


def _digest_of_text(data: Mapping[str, Any]) -> str:
    return digest_of_bytes(as_text(dict(data)).encode("utf-8", "surrogatepass"))


class Conflict(NamedTuple):
    """Two definitions of one thing; `owner` is the value that counts."""

    docname: str
    domain: str
    table: str
    key: Hashable
    value: Any
    owner: Any


class Definitions:
    """The domains' tables of one build."""

    def __init__(self, env: BuildEnvironment, env_data: EnvironmentData, /) -> None:
        self.env = env
        self.env_data = env_data
        self.domains = {domain.name: domain for domain in env.domains.sorted() if _can_merge(domain)}
        self.own = self._of_no_document()
        """Domain -> its data, pickled, that are of no document: labels of indices and of the search page."""
        self.nothing = {name: pickle.dumps(_emptied(pickle.loads(data))) for name, data in self.own.items()}
        """The same without them: Sphinx would tell of a document that has such a label, and give it to that."""

    def _of_no_document(self) -> dict[str, bytes]:
        before = {name: domain.data for name, domain in self.domains.items()}
        for name, domain in self.domains.items():
            self._put(name, copy.deepcopy({**domain.initial_data, "version": domain.data_version}))
        for domain in self.env.domains.sorted():
            domain.setup()
        for domain in self.domains.values():
            domain.clear_doc("")  # makes all tables, some of which a domain makes when it is first asked for them
        found = {name: pickle.dumps(domain.data) for name, domain in self.domains.items()}
        for name, data in before.items():
            self._put(name, data)
        return found

    @contextmanager
    def of(self, docname: str, /) -> Iterator[None]:
        """Has the domains note what a document defines apart from all others."""
        before = {name: domain.data for name, domain in self.domains.items()}
        for name, nothing in self.nothing.items():
            self._put(name, pickle.loads(nothing))
        try:
            yield
            found = {name: pickle.dumps(domain.data) for name, domain in self.domains.items()}
            own = {name: data for name, data in found.items() if data != self.nothing[name]}
            if own:
                self.env_data.data["definitions"][docname] = own
            texts = {
                name: _digest_of_text(self.domains[name].data) for name, data in own.items() if b"docutils" in data
            }
            if texts:
                self.env_data.table(EXPLICIT, TEXTS)[docname] = texts
        finally:
            for name, data in before.items():
                self._put(name, data)

    def detach(self) -> None:
        """Has the domains begin with nothing, so that what they have of all documents stays as it is meanwhile."""
        self.of_all = {name: domain.data for name, domain in self.domains.items()}
        for name, nothing in self.nothing.items():
            self._put(name, pickle.loads(nothing))

    def attach(self) -> None:
        """Gives the domains back what they had of all documents."""
        for name, data in self.of_all.items():
            self._put(name, data)

    def note_names(self, docname: str, doctree: nodes.document, /) -> None:
        """Keeps which labels the author has given; extensions give others, to headings."""
        names = {name for name, is_explicit in doctree.nametypes.items() if is_explicit}
        self.env_data.table(EXPLICIT, EXPLICIT)[docname] = names

    def digest(self, docname: str, /) -> str:
        """The digest of all that a document defines."""
        return digest([(name, self._digest(docname, name)) for name in sorted(self._own(docname))])

    def digest_of_all(self) -> str:
        """The digest of all that documents define."""
        found, texts = self.env_data.data["definitions"], self.env_data.table(EXPLICIT, TEXTS)
        return digest(
            [
                (docname, name, texts.get(docname, {}).get(name) or digest_of_bytes(data))
                for docname, own in sorted(found.items())
                for name, data in sorted(own.items())
            ]
        )

    def digest_of_domain(self, name: str, /) -> str:
        """The digest of all that documents define in a domain."""
        docnames = sorted(self.env_data.data["definitions"])
        return digest([(docname, self._digest(docname, name)) for docname in docnames if name in self._own(docname)])

    def _own(self, docname: str) -> Mapping[str, bytes]:
        return self.env_data.data["definitions"].get(docname, {})

    def _digest(self, docname: str, name: str) -> str:
        texts = self.env_data.table(EXPLICIT, TEXTS).get(docname, {})
        return texts.get(name) or digest_of_bytes(self._own(docname)[name])

    def digest_of_others(self) -> str:
        """The digest of the data of domains that can't be merged; Sphinx keeps it, of all documents together."""
        others = [domain for domain in self.env.domains.sorted() if domain.name not in self.domains]
        return digest([(domain.name, as_text(domain.data)) for domain in others])

    def merge(self) -> list[Conflict]:
        """Puts the tables together; gives the definitions that don't count."""
        conflicts: list[Conflict] = []
        for name, own in self.own.items():
            self._put(name, pickle.loads(own))
        for docname in sorted(self.env_data.data["definitions"]):
            for name, written in self.env_data.data["definitions"][docname].items():
                if domain := self.domains.get(name):
                    data = pickle.loads(written)
                    conflicts += _take_out_known(domain, docname, data)
                    domain.merge_domaindata({docname}, data)
        return conflicts

    def duplicates(self, conflicts: Iterable[Conflict], /) -> Iterator[Duplicate]:
        """What there is to tell of definitions that don't count, each thing of a document once."""
        told = set()
        suppressed = self.env.config.suppress_warnings
        silenced = {name for name, kind in SPHINX_KINDS.items() if is_suppressed_warning(*kind, suppressed)}
        for docname, domain, table, key, value, owner in conflicts:
            if (domain, table) in TOLD_IN_ANOTHER_TABLE or domain in silenced or (docname, domain, key) in told:
                continue
            told.add((docname, domain, key))
            other = _document(owner, self.env.all_docs)
            yield Duplicate(
                domain=domain,
                table=table,
                key=key,
                docname=docname,
                line=self._line(docname, key, value),
                owner=other,
                owner_line=self._line(other, key, owner) if other else None,
                is_explicit=table != "anonlabels" or key in self.env_data.table(EXPLICIT, EXPLICIT).get(docname, ()),
            )

    def _put(self, name: str, data: dict[str, Any]) -> None:
        self.domains[name].data = self.env.domaindata[name] = data

    def _line(self, docname: str, key: Hashable, value: Any) -> int | None:
        """The line of a definition; of a term the first line that is its name, since Sphinx counts those otherwise."""
        if isinstance(key, tuple) and key[:1] == ("term",):
            lines = self.env.doc2path(docname).read_text(encoding="utf-8-sig").splitlines()
            names = [line.strip() for line in lines]
            if key[1] in names:
                return names.index(str(key[1])) + 1
        ids = self.env.get_doctree(docname).ids
        name = str(key[-1] if isinstance(key, tuple) else key)
        parts = [*_parts(value)]
        if docname in parts:
            parts.remove(docname)  # once: its title may have given it an id of the same name, and so may the author
        named = [part for part in parts if isinstance(part, str) and part in ids]
        named += [found for found in ids if found.endswith(f"-{name}")]
        node = ids[named[0]] if named else None
        while node is not None and node.line is None:
            node = node.parent
        return node.line if node is not None else None


def warn(duplicate: Duplicate, env: BuildEnvironment, /) -> None:
    """Tells of a duplicate."""
    name = duplicate.key[-1] if isinstance(duplicate.key, tuple) else duplicate.key
    owner = "Sphinx, which has a page of that name"
    if duplicate.owner:
        place = f", line {duplicate.owner_line}" if duplicate.owner_line else ""
        owner = f"{env.doc2path(duplicate.owner, base=False)}{place}"
    logger.warning(
        '"%s" (%s) is already defined in %s: keep one of the two, or rename one',
        name,
        duplicate.domain,
        owner,
        type="sphinx_rebuild" if duplicate.is_explicit else "autosectionlabel",
        subtype="duplicate" if duplicate.is_explicit else duplicate.docname,
        location=(duplicate.docname, duplicate.line),
    )


def _emptied(data: dict[str, Any]) -> dict[str, Any]:
    """The same with nothing in its tables, which stay of the kind that they are: a `defaultdict` makes its entries."""
    for value in data.values():
        if isinstance(value, dict):
            value.clear()
    return data


def _can_merge(domain: Domain) -> bool:
    return type(domain).merge_domaindata is not Domain.merge_domaindata


def _take_out_known(domain: Domain, docname: str, data: dict[str, Any]) -> list[Conflict]:
    """Takes out of a document's data what the domain has from another document already."""
    found = []
    if domain.name == "std":
        _give_way(domain.data, data)
    for table, values in data.items():
        known = domain.data.get(table)
        if not values or not isinstance(values, dict) or not isinstance(known, dict):
            continue
        for key in [key for key in values if key in known and values[key] != known[key]]:
            value = values[key]
            if not isinstance(value, (set, list, dict)) and docname in _parts(value):
                if table != "anonlabels" or key in domain.data["labels"]:
                    found.append(Conflict(docname, domain.name, table, key, value, known[key]))
                del values[key]
    return found


def _give_way(known: Mapping[str, Any], data: Mapping[str, Any]) -> None:
    """Has labels that nothing gives a text to give way to a document's labels that have one, as with Sphinx.

    Of several without a text the first counts, and none is told: they are names within a page, such as "top".
    """
    for label in data["labels"]:
        if label not in known["labels"]:
            known["anonlabels"].pop(label, None)


def _parts(value: Any) -> Sequence[Any]:
    """What a value consists of, its document and its id among it."""
    if isinstance(value, (tuple, list)):
        return value
    if isinstance(value, Mapping):
        return list(value.values())
    return list(vars(value).values()) if hasattr(value, "__dict__") else [value]


def _document(value: Any, documents: Mapping[str, object]) -> str:
    """The document that a value names; "" for one of Sphinx's own."""
    return next((part for part in _parts(value) if isinstance(part, str) and part in documents), "")
