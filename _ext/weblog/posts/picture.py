"""The picture that stands for a post in lists, as ablog's :image: and post_auto_image choose it.

Owns: which of a post's images that is, how it is shown, and that it is there. Must not: copy it (Sphinx does). In: a
doctree whose images Sphinx has collected; later the environment. Out: a `Picture`, and the block of an excerpt that
shows it.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_rebuild.page_builders import makes_pages
from weblog.posts.excerpt import MARK

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from weblog.posts.model import Picture

TYPES = StandaloneHTMLBuilder.supported_image_types
"""The types of images that a page shows, the best first."""


def picture_of(section: nodes.Element, number: int, /) -> Picture | None:
    """The image of this number, from 1 on; None for 0, and where there are fewer."""
    for position, image in enumerate(section.findall(nodes.image), 1):
        if position == number:
            files: dict[str, str] = image.get("candidates", {})  # by type, where it was written as "x.*"
            source = next((files[kind] for kind in ("?", "*", *TYPES) if kind in files), "")
            return (source, image.get("alt", "")) if source and not source.startswith("data:") else None
    return None


def block_of(picture: Picture, builder: Builder, env: BuildEnvironment, /) -> tuple[str, str] | None:
    """The block of an excerpt that shows a picture: element, content; None for a file that isn't there."""
    source, words = picture
    if "://" not in source:
        if source not in env.images:
            return None
        name = env.images[source][1]
        if makes_pages(builder) and not Path(builder.outdir, builder.imagedir, name).is_file():
            builder.images[source] = name  # its own page may show something else in its place, as notebooks do
        source = f"{MARK}{builder.imagedir}/{quote(name)}"
    return "p", f'<img class="u-photo" src="{escape(source)}" alt="{escape(words)}" loading="lazy">'
