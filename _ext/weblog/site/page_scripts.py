"""Which scripts and style sheets a page needs whose layout does without those of Sphinx and of its theme.

Owns: what counts as Sphinx's own. Must not: know a layout. In: the scripts that Sphinx's context names, the names of
sheets. Out: those to load, in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.html._assets import _CascadingStyleSheet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sphinx.builders.html._assets import _JavaScript

SPHINXS = tuple(
    f"_static/{name}.js" for name in ("documentation_options", "doctools", "translations", "sphinx_highlight")
)
"""The scripts that Sphinx has on every page, for its search and for scripts of extensions."""
ABOUT_THE_PAGE = "DOCUMENTATION_OPTIONS."
"""How scripts in the page begin by which a theme tells Sphinx's something."""


def needed_scripts(
    scripts: Iterable[_JavaScript], /, *, unused: Collection[str], independent: Collection[str]
) -> Sequence[_JavaScript]:
    """The scripts to load: Sphinx's own only if there is one that isn't known to do without them.

    `unused` are files that the layout has no use for, `independent` those that ask for no other one.
    """
    wanted = [script for script in scripts if str(script.filename) not in unused]
    others = [script for script in wanted if not _is_sphinxs(script) and str(script.filename) not in independent]
    if others:
        return wanted
    return [script for script in wanted if not _is_sphinxs(script)]


def style_sheet(name: str, /) -> _CascadingStyleSheet:
    """A sheet in `_static` that a theme's own layout links to by itself, for `css_tag`, which adds its checksum."""
    return _CascadingStyleSheet(f"_static/{name}")


def _is_sphinxs(script: _JavaScript) -> bool:
    if script.filename:
        return str(script.filename) in SPHINXS
    return str(script.attributes.get("body", "")).startswith(ABOUT_THE_PAGE)
