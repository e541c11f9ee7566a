"""Words that extensions have from catalogs of messages change on all pages when a catalog does."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from babel.messages import Catalog
from babel.messages.mofile import write_mo

from .builds import assert_same, files_of

if TYPE_CHECKING:
    from .builds import Contents, Site
    from .conftest import CleanBuilds

SITE = files_of(
    """
%% conf.py
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "parts"))
extensions = ["ENGINE", "potters"]
html_theme = "basic"
language = "de"

%% parts/potters.py
from pathlib import Path

from docutils import nodes
from sphinx.locale import get_translation

HERE = Path(__file__).parent
_ = get_translation("potters")


def show(app, doctree):
    doctree += nodes.paragraph("", f"{_('Pots')}, {_('kilns')}, {_('glazes')}.")


def setup(app):
    for folder in ("first", "second"):
        app.add_message_catalog("potters", str(HERE / folder))
    app.connect("doctree-read", show)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

%% index.rst
Top
===
"""
)


def catalog(folder: str, **words: str) -> dict[str, Contents]:
    """A compiled catalog."""
    found, file = Catalog(locale="de"), io.BytesIO()
    for word, translation in words.items():
        found.add(word, translation)
    write_mo(file, found)
    return {f"parts/{folder}/de/LC_MESSAGES/potters.mo": file.getvalue()}


def test_a_word_in_another_catalog_is_shown(site: Site, clean: CleanBuilds) -> None:
    """The second catalog is asked for what isn't in the first."""
    first, second = catalog("first", Pots="Töpfe"), catalog("second", Pots="Krüge", kilns="Öfen")
    states = {
        "Töpfe, Öfen, glazes.": first | second,
        "Tiegel, Öfen, glazes.": catalog("first", Pots="Tiegel") | second,
        "Tiegel, Brennöfen, glazes.": catalog("first", Pots="Tiegel") | catalog("second", kilns="Brennöfen"),
    }

    site.write(SITE)
    for shown, catalogs in states.items():
        site.write(catalogs)
        result, again = site.build(), site.build()

        assert f"<p>{shown}</p>" in result.files["index.html"].decode()
        assert_same(result, clean.start(SITE | catalogs)())
        assert (again.read, again.written) == ((), frozenset())
