"""What documents share with other pages: all of it in one digest, so that one sees when nothing of it changed.

Owns: which parts of the environment other pages may look at. Must not: know what they make of them. In: the environment
when all is read. Out: one digest for each document that was read, and one of what belongs to no document.

A word that is changed in a document's text changes nothing here, and so no other page: nobody has to look at them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .digests import as_text, digest, digest_of_bytes
from .lookups import NOT_LOOKED_AT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

    from .contributor import Contributor
    from .definitions import Definitions
    from .environment_data import EnvironmentData

NOT_SHARED = NOT_LOOKED_AT | {"all_docs", "images", "dlfiles"}
"""Attributes of the environment that are times, or that a page hangs on in another way."""
NUMBERS = {"toc_secnumbers", "toc_fignumbers"}
"""By document, but set for all of them whenever any is read."""
OF_ITS_OWN_TEXT = {"wordcount"}
"""What MyST notes in a document's metadata for that document's own page, and is another with each word."""
AFTER_READING = ("env-get-updated", "env-updated")
"""Events at which an extension may change what other documents than those just read have in the environment."""
KNOWN_MODULES = ("sphinx.", "sphinx_rebuild")
"""How the modules begin whose handlers of these change nothing but numbers of sections and figures."""
INVENTORIES = "intersphinx_"
"""How the attributes begin that hold other sites' inventories; they are part of what every page depends on."""


def sort_tables(env: BuildEnvironment, /) -> None:
    """Puts the environment's tables by document into the order of names, whatever was read when."""
    for name, table in vars(env).items():
        if isinstance(table, dict) and name not in NOT_LOOKED_AT and _is_by_document(table, env):
            ordered = sorted(table)
            if list(table) != ordered:
                kept = dict(dict.items(table))  # as they are: a dict of somebody's own may make its values when asked
                entries = [(key, kept[key]) for key in ordered]
                table.clear()
                table.update(entries)


def look_at(
    env: BuildEnvironment, env_data: EnvironmentData, defined: Definitions, contributors: Iterable[Contributor], /
) -> str:
    """Digests what documents share that were read since the last time; gives the digest of what all of them share."""
    known = env_data.data["shared"]
    tables = _tables(env)
    images_of: dict[str, list[str]] = {}
    for path, (users, _) in env.images.items():  # once, and not for each document
        for docname in users:
            images_of.setdefault(docname, []).append(str(path))
    for docname in env.found_docs:
        if docname not in known:
            own = [env_data.table(one.name, name).get(docname) for one in contributors for name in one.tables]
            texts = [as_text(_shared(name, table[docname])) if docname in table else "" for name, table in tables]
            known[docname] = digest(defined.digest(docname), repr(own), texts, sorted(images_of.get(docname, ())))
    shared = sorted((docname, known[docname]) for docname in env.found_docs)
    return digest(shared, defined.digest_of_others(), sorted(_of_no_document(env)))


def of_documents(app: Sphinx, env_data: EnvironmentData, /) -> dict[str, str]:
    """Document -> the digest of what it shares, by name; nothing where somebody may have changed that after reading."""
    handlers = [listener.handler for event in AFTER_READING for listener in app.events.listeners.get(event, ())]
    if not all(str(getattr(handler, "__module__", "")).startswith(KNOWN_MODULES) for handler in handlers):
        return {}
    return dict(sorted(env_data.data["shared"].items()))


def _tables(env: BuildEnvironment) -> list[tuple[str, dict[str, object]]]:
    """The environment's tables by document."""
    return [
        (name, table)
        for name, table in sorted(vars(env).items())
        if isinstance(table, dict) and name not in NOT_SHARED and name not in NUMBERS and _is_by_document(table, env)
    ]


def _shared(name: str, value: object) -> object:
    if name == "metadata" and isinstance(value, dict):
        return {key: found for key, found in value.items() if key not in OF_ITS_OWN_TEXT}
    return value


def _of_no_document(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    """The digests of other tables, such as those of extensions."""
    for name, table in vars(env).items():
        if not isinstance(table, dict) or name in NOT_SHARED or name.startswith(INVENTORIES):
            continue
        if name in NUMBERS or not _is_by_document(table, env):
            yield name, digest_of_bytes(as_text(table).encode("utf-8", "surrogatepass"))


def _is_by_document(table: dict[object, object], env: BuildEnvironment) -> bool:
    return bool(table) and table.keys() <= env.all_docs.keys()


def indices(app: Sphinx, html: StandaloneHTMLBuilder | None, /) -> list[str]:
    """The domains' indices that have anything in them, to which every page may link."""
    wanted = app.config.html_domain_indices if html else False
    return [
        f"{domain.name}-{index.name}"
        for domain in (app.env.domains.sorted() if wanted else ())
        for index in domain.indices
        if isinstance(wanted, bool) or f"{domain.name}-{index.name}" in wanted
        if index(domain).generate()[0]
    ]
