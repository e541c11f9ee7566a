"""What Sphinx and well-known extensions leave stale in a build that isn't the first, each mended beside its reason.

Owns: these corrections, which are no part of how the engine works. Must not: be needed where the fault isn't. In: the
environment, doctrees, handlers of other extensions. Out: the same as in a clean build.

`viewcode` is a module of its own.
"""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.project import Project
from sphinx.util.i18n import CatalogRepository, docname_to_domain
from sphinx.util.logging import NAMESPACE

from .messages import ask_first

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

SITEMAP = ("sphinx_sitemap", "add_html_link")
"""The module and the name of a handler that gathers the pages which are written in one build, for a list of all."""


def forget_numbers(env: BuildEnvironment, /) -> None:
    """Takes the numbers of sections from titles and tables of contents, before they are numbered anew.

    Sphinx numbers what is in a numbered table of contents, and leaves what was in one as it is.
    """
    for docname in env.toc_secnumbers:
        for title in (env.titles.get(docname), env.longtitles.get(docname)):
            if title is not None:
                title.attributes.pop("secnumber", None)
        if docname in env.tocs:
            for reference in env.tocs[docname].findall(nodes.reference):
                reference.attributes.pop("secnumber", None)


def note_catalogs(env: BuildEnvironment, builder: Builder, docnames: Iterable[str], /) -> None:
    """Has documents hang on their catalogs of translations: Sphinx notes these first, and forgets them then."""
    config = env.config
    if not builder.use_message_catalog or not config.locale_dirs:
        return
    found = CatalogRepository(env.srcdir, config.locale_dirs, config.language, encoding=config.source_encoding)
    paths = {catalog.domain: catalog.mo_path for catalog in found.catalogs}
    for docname in docnames if paths else ():
        if path := paths.get(docname_to_domain(docname, config.gettext_compact)):
            env.note_dependency(path, docname=docname)


def note_summarised_modules(env: BuildEnvironment, doctree: nodes.document, /) -> None:
    """Has a document hang on the modules of which it has a summary, as `autodoc` does and `autosummary` doesn't."""
    summary = sys.modules.get("sphinx.ext.autosummary")
    if summary is None:
        return
    for table in doctree.findall(summary.autosummary_table):
        for reference in table.findall(addnodes.pending_xref):
            name = str(reference["reftarget"])
            while name and name not in sys.modules:
                name = name.rpartition(".")[0]
            if file := getattr(sys.modules.get(name), "__file__", None):
                env.note_dependency(file)


OF_FILES = f"{NAMESPACE}.{Project.__module__}"
"""The log that tells of a site's files."""


class _Once(logging.Filter):
    """Lets each message about a site's files through once."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        """True for a message that is new, or about something else."""
        if record.name != OF_FILES:
            return True
        text = record.getMessage()
        is_new = text not in self.seen
        self.seen.add(text)
        return is_new


def tell_of_files_once() -> None:
    """Has a file that can't be read told once a build: in a first one Sphinx looks for files twice, and tells twice."""
    ask_first(_Once)


def gather_unwritten_pages(app: Sphinx, pagenames: Iterable[str], /) -> None:
    """Has sphinx-sitemap list the pages that aren't written in this build, too."""
    nothing: dict[str, Any] = {}
    handlers = [
        listener.handler
        for listener in app.events.listeners.get("html-page-context", [])
        if (listener.handler.__module__, getattr(listener.handler, "__name__", "")) == SITEMAP
    ]
    for handler in handlers:
        for pagename in sorted(pagenames):
            handler(app, pagename, "", nothing, None)
