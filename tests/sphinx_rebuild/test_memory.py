"""What stays in memory while very many documents are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .builds import ENGINE, Surroundings, files_of

if TYPE_CHECKING:
    from .builds import Site

DOCUMENTS = 24
BATCH = 3
"""Documents that are resolved before those of the last batch have to be gone; the tests' builds set it."""
FILES = files_of(
    """
%% conf.py
import weakref
from pathlib import Path

extensions = ["ENGINE"]
html_theme = "basic"
in_memory = weakref.WeakSet()
most = [0]

def note(app, doctree, docname):
    in_memory.add(doctree)
    most[0] = max(most[0], len(in_memory))

def tell(app, exception):
    Path(app.srcdir, "most.txt").write_text(str(most[0]))

def setup(app):
    app.connect("doctree-resolved", note)
    app.connect("build-finished", tell)
"""
)


def test_documents_of_a_batch_are_gone_before_the_next_is_resolved(site: Site) -> None:
    """A document holds itself, so that Python finds it by a search alone, which it makes after very many."""
    pages = {f"page{number}.rst": f":orphan:\n\nPage {number}\n=======\n\nWords.\n" for number in range(DOCUMENTS)}
    site.write({**FILES, "index.rst": "Index\n=====\n", **pages})

    result = site.build(surroundings=Surroundings(jobs=2))

    assert result.outcome == (0, ())
    most = int((site.source / "most.txt").read_text())
    assert most <= 3 * BATCH if ENGINE else most
