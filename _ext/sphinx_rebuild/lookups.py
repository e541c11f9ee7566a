"""Which page has looked at what of other documents, and what of that has changed.

Owns: which tables are watched, the digests of their entries. Must not: know what is in a table. In: Sphinx's
environment, and tables of contributors. Out: for each page the entries that it hangs on; when the next build has read
all, the pages of which any has changed.

A reference, a table of contents, a list of things to do, an index, a theme's sidebar, an extension's directive: all of
them look things up in the environment. Nobody has to say what a page is made of.
"""

from __future__ import annotations

import pickle
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .digests import as_text, digest, digest_of_bytes
from .files import write_if_different
from .lookup_recorder import ALL, LENGTH, LookedAtData, LookupRecorder, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

    from .lookup_recorder import Table

VERSION = 3

NOT_LOOKED_AT = {
    *("sphinx_rebuild", "domaindata", "dependencies", "included", "current_document", "ref_context", "settings"),
    *("_pickled_doctree_cache", "_write_doc_doctree_cache", "version", "original_image_uri", "files_to_rebuild"),
}
"""Attributes that no page shows anything of, or that the engine has other means for."""
FILLED_BY_READING = {("env", name) for name in ("titles", "longtitles", "tocs", "toc_num_entries")}
"""Tables by document that Sphinx fills when it reads one; later it puts nothing into them but numbers of sections."""
SECTION_NUMBERS = ("env", "toc_secnumbers")


class Lookups:
    """What pages hang on: the looks of the last build, and those of this one."""

    def __init__(self, path: Path, env: BuildEnvironment, /) -> None:
        self.path = path
        self.env = env
        self.recorder = LookupRecorder()
        self.others: dict[Table, Callable[[], Mapping[Any, Any]]] = {}
        """Tables beside the environment's."""
        self.of_domain: Callable[[str], str] = str
        """The digest of all that documents define in a domain."""
        self.shared: Callable[[], Mapping[str, str]] = dict
        """Document -> the digest of all that it shares; nothing where somebody may change tables after reading."""
        self._pages: dict[str, bytes] | None = None
        """Page -> its looks, pickled, since most builds ask for those of a page or two."""
        self._pickled_digests = pickle.dumps({})
        self._last_shared: Mapping[str, str] = {}
        self._now: dict[tuple[Table, Any], str] = {}
        self._tables: dict[Table, Mapping[Any, Any]] = {}
        self._replaced: list[tuple[Callable[[Any], None], Any, Any]] = []

    # What the last build has noted

    def load(self) -> None:
        """Takes the looks of the last build; those of none if there is nothing that can be used."""
        if self._pages is not None:
            return
        self._pages = {}
        try:
            version, *noted = pickle.loads(self.path.read_bytes())
        except (OSError, ValueError, EOFError, pickle.UnpicklingError, AttributeError, ImportError):
            return
        if version == VERSION:
            self._pages, self._pickled_digests, self._last_shared = noted

    @cached_property
    def _digests(self) -> dict[tuple[Table, Any], str]:
        """Entry -> its digest in the last build."""
        self.load()
        digests: dict[tuple[Table, Any], str] = pickle.loads(self._pickled_digests)
        return digests

    def _looks_of(self, pagename: str) -> list[tuple[Table, frozenset[Any]]]:
        self.load()
        assert self._pages is not None
        looks: list[tuple[Table, frozenset[Any]]] = pickle.loads(self._pages[pagename])
        return looks

    def changed_pages(self) -> set[str]:
        """The pages that have looked at anything which is another by now."""
        self.load()
        assert self._pages is not None
        changed: dict[Table, set[Any]] = {}
        for (table, key), last in self._digests.items():
            if last != self.digest(table, key):
                changed.setdefault(table, set()).add(key)
        nothing: set[Any] = set()
        return {
            name
            for name in (self._pages if changed else ())
            if not all(changed.get(table, nothing).isdisjoint(keys) for table, keys in self._looks_of(name))
        }

    def digest(self, table: Table, key: Any, /) -> str:
        """The digest of an entry as it is in this build; "" where there is none."""
        look = (table, key)
        if look not in self._now:
            is_known = table in FILLED_BY_READING and key in self._documents_as_they_were and look in self._digests
            self._now[look] = self._digests[look] if is_known else self._digest(table, key)
        return self._now[look]

    @cached_property
    def _documents_as_they_were(self) -> set[str]:
        """The documents that share what they shared, and whose sections have the numbers that they had."""
        self.load()
        same = self._last_shared.items() & self.shared().items()
        table = SECTION_NUMBERS
        return {name for name, _ in same if self._digests.get((table, name)) == self.digest(table, name)}

    def _digest(self, table: Table, key: Any) -> str:
        values = self._table(table)
        if table[0] == "domain" and len(table) == 2:
            return self.of_domain(table[1])
        if key == ALL:
            if table[1:] in (("all_docs",), ("images",), ("dlfiles",)):
                return digest([(name, self._shown(table, values, name)) for name in values])
            own = {name: values[name] for name in values if _has(values, name)}
            return digest_of_bytes(as_text(own).encode("utf-8", "surrogatepass"))
        if key == LENGTH:
            return str(sum(_has(values, name) for name in values))
        return self._shown(table, values, key) if _has(values, key) else ""

    def _shown(self, table: Table, values: Mapping[Any, Any], key: Any) -> str:
        if table == ("env", "all_docs"):
            return "is there"  # the value is a time
        value = values[key]
        if table in (("env", "images"), ("env", "dlfiles")):
            value = value[1]  # the other part is who else uses it
        return digest_of_bytes(as_text(value).encode("utf-8", "surrogatepass"))

    def _table(self, table: Table) -> Mapping[Any, Any]:
        if table not in self._tables:
            found: Any = {}
            if table in self.others:
                found = self.others[table]()
            elif table[0] == "env":
                found = vars(self.env).get(table[1])
            elif table[0] == "domain" and len(table) > 2:
                found = self.env.domaindata.get(table[1], {}).get(table[2])
            self._tables[table] = found if isinstance(found, dict) else {}
        return self._tables[table]

        # What this one notes

    def watch(self, name: Table, table: dict[Any, Any], /) -> Any:
        """A table beside the environment's, looks into which are noted."""
        self.others[name] = lambda: table
        return self.recorder.table(name, table)

    def install(self) -> None:
        """Puts tables that tell who looks at them into the environment, which was pickled before."""
        env = self.env
        for name, value in list(vars(env).items()):
            if isinstance(value, dict) and name not in NOT_LOOKED_AT:
                self._replace(_setter(env, name), value, self.recorder.table(("env", name), value))
        for domain in env.domains.sorted():
            data = domain.data
            new = {
                name: self.recorder.table(("domain", domain.name, name), value) if isinstance(value, dict) else value
                for name, value in data.items()
            }
            whole = {name for name, value in new.items() if not isinstance(value, dict)}
            domain.data = env.domaindata[domain.name] = LookedAtData(self.recorder, ("domain", domain.name), whole, new)
            self._replaced.append((_setter(domain, "data"), data, None))

    def _replace(self, put: Callable[[Any], None], old: Any, new: Any) -> None:
        put(new)
        self._replaced.append((put, old, new))

    def uninstall(self) -> None:
        """Puts the environment's own tables back."""
        for put, old, new in self._replaced:
            if new is not None:
                fill(old, new)
            put(old)
        for domain in self.env.domains.sorted():
            self.env.domaindata[domain.name] = domain.data
        self._replaced.clear()

    def take(self, looks: Mapping[str, list[bytes]], /) -> None:
        """Takes over what another process has noted."""
        for pagename, found in looks.items():
            self.recorder.by_page.setdefault(pagename, []).extend(found)

    def save(self, pages: Iterable[str], /, *, is_same: bool) -> None:
        """Writes down what each of these pages hangs on, with its digests, for the next build.

        Where documents give what they gave, `is_same`, digests that are known are the same.
        """
        self.load()
        assert self._pages is not None
        is_other = not is_same
        for name in self.recorder.by_page:  # of one page at a time, since those of all take much memory
            looked = [(table, frozenset(keys)) for table, keys in sorted(self.recorder.looks_of(name).items())]
            if is_other or name not in self._pages or self._looks_of(name) != looked:
                self._pages[name] = pickle.dumps(looked)
                is_other = True
        if not is_other:
            return
        last = {name: self._pages[name] for name in pages if name in self._pages}
        known = self._digests if is_same else {}
        looks = {(table, key) for name in last for table, keys in self._looks_of(name) for key in keys}
        digests = pickle.dumps({look: known[look] if look in known else self.digest(*look) for look in looks})
        write_if_different(self.path, pickle.dumps((VERSION, last, digests, self.shared())))


def _has(values: Mapping[Any, Any], key: Any) -> bool:
    """True if the entry is there, and isn't one that a look has made: the environment was pickled without those."""
    if not dict.__contains__(values, key):
        return False
    factory = getattr(values, "default_factory", None)
    return factory is None or values[key] != factory()


def _setter(owner: object, name: str) -> Callable[[Any], None]:
    """A function that sets an attribute."""

    def put(value: Any) -> None:
        setattr(owner, name, value)

    return put
