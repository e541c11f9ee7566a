"""Work that Sphinx, docutils and MyST do again for each document, done once a build: for any Sphinx site.

Owns: which patches there are, and when they are in effect. Must not: change a byte of what is made; know any other
extension. In: Sphinx's application. Out: the same application, whose builds take less time.

Each patch is a module with its figure. It is there while this application builds, and gone afterwards, however the
build ends. Where what it would replace isn't what it knows, it stays out, and says so at -v.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from . import (
    code_formatters,
    compiled_templates,
    document_settings,
    documents,
    garbage,
    leaving,
    messages,
    myst_settings,
    node_search,
    parcels,
)
from .patch import in_effect

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

PATCHES = (
    garbage.PATCH,
    leaving.PATCH,  # ends first, before garbage is looked for often again
    messages.PATCH,
    documents.PATCH,
    parcels.PATCH,
    compiled_templates.PATCH,
    document_settings.PATCH,
    myst_settings.PATCH,
    node_search.PATCH,
    code_formatters.PATCH,
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Wraps what this one application does: nothing else that is built in this process is touched."""
    build = app.build

    @wraps(build)
    def build_with_patches(*args: Any, **kwargs: Any) -> None:
        with in_effect(app, PATCHES):
            build(*args, **kwargs)

    app.build = build_with_patches  # type: ignore[method-assign]
    garbage.pause_while_loading(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
