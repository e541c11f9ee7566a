"""How Sphinx checks the settings of a book (EPUB), whichever builder a site is built by.

Owns: that no version is asked for. Must not: load what makes books. In: the application. Out: Sphinx's own messages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.epub3 import validate_config_values

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CHECKED_BY = validate_config_values


def take_over_checks(app: Sphinx, /) -> None:
    """Has Sphinx check a book's settings without asking for a version, which hardly any site has."""
    for listener in [found for found in app.events.listeners["builder-inited"] if found.handler is CHECKED_BY]:
        app.disconnect(listener.id)
        app.connect("builder-inited", _check_settings, listener.priority)


def _check_settings(app: Sphinx) -> None:
    told = app.config.version
    app.config.version = told or "0"
    try:
        CHECKED_BY(app)
    finally:
        app.config.version = told
