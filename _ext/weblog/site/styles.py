"""Has a theme finish its style sheet of syntax colours before any page names it, and not after all of them.

Owns: when it is finished. Must not: change it. In: the handlers of the application. Out: a function that
finishes it.

The PyData theme writes pygments.css once more after all pages, which hold the file's checksum as it was. So a browser
that has the former file goes on with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

NAME = "overwrite_pygments_css"
"""The PyData theme's handler."""


def take_over(app: Sphinx, /) -> Callable[[], None]:
    """Takes the handler away from the end of the build; gives a function that calls it."""
    listeners = app.events.listeners.get("build-finished", [])
    found = [listener for listener in listeners if getattr(listener.handler, "__name__", "") == NAME]
    for listener in found:
        app.disconnect(listener.id)

    def finish() -> None:
        for listener in found:
            listener.handler(app, None)

    return finish
