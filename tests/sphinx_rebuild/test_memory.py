"""What stays in memory while very many documents are written."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from sphinx_rebuild.lookup_recorder import LookupRecorder

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


def test_looks_of_pages_that_are_made_are_no_sets() -> None:
    """A set for each table that a page looks into takes a hundred megabytes, where there are twenty thousand pages."""
    recorder = LookupRecorder()
    tables = [recorder.table(("env", f"table{number}"), {"key": 1}) for number in range(20)]
    before = count_sets()
    for number in range(50):
        with recorder.for_page(f"page{number}"), recorder.for_page(f"page{number}"):
            for table in tables:
                table.get("key")
    assert count_sets() - before < 20
    with recorder.for_page("page0"):
        tables[0].get("other")
    assert recorder.looks_of("page0")["env", "table0"] == {"key", "other"}
    assert recorder.looks_of("page0")["env", "table19"] == {"key"}


def count_sets() -> int:
    """How many there are in this process."""
    gc.collect()
    return sum(type(found) is set for found in gc.get_objects())
