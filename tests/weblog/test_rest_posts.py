"""Posts in reStructuredText, in files that end in .rst or .txt, are posts like any other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import feedparser
import pytest

if TYPE_CHECKING:
    from .sites import Site

SUFFIXES = {".md": "markdown", ".rst": "restructuredtext", ".txt": "restructuredtext"}
EVENT = "Sample 2020\n===========\n\n.. event::\n   :dates: 2020-06-25\n"
POST = """\
.. post:: 2020-06-25 14:30
   :tags: doors, C++
   :event: sample
   :was: old/doors
   :redirect: older/doors/
   :feed-id: tag:ada.example,2020:doors
   :excerpt: 1

Sample 2020: opening *the* doors - Ada Example
==============================================

.. talk:: the-doors

First words about a `handle <https://handle.example/>`_.

More words: :speaker:`Ada Example`, :event:`sample`, :talk:`the-doors`.

.. update:: 2020-07-01

   It was a window.
"""


@pytest.mark.parametrize("ending", ["rst", "txt"])
def test_a_post_in_restructuredtext_has_all_that_others_have(site: Site, ending: str) -> None:
    site.write(f"events/sample.{ending}", EVENT)
    site.write(f"posts/2020/06/25/doors.{ending}", POST)
    site.write(f"posts/2020/06/26/day.{ending}", ".. post::\n\nThe day of a folder\n===================\n\nWords.\n")
    site.write(f"posts/drafts/idea.{ending}", ".. post::\n\nAn idea\n=======\n\nWords.\n")
    site.write(
        f"posts/2020/06/27/later.{ending}",
        ".. post:: 2020-06-27\n\nLater\n=====\n\nSee :doc:`/posts/2020/06/25/doors`.\n",
    )
    site.post("2020/06/28/markdown", body=f"See [it](/posts/2020/06/25/doors.{ending}).")
    for _ in range(2):
        assert site.build(source_suffix=SUFFIXES, weblog_search=True).warnings == []
    page = site.page("posts/2020/06/25/doors")
    assert page.select("h1")[0].text.strip("#\N{PILCROW SIGN}") == "Opening the doors"
    assert "Updated on 2020-07-01" in page.text
    for name in ("speakers/ada-example", "events/sample", "blog/tag/c-plus-plus", "old/doors", "older/doors/index"):
        assert site.exists(f"{name}.html"), name
    assert not site.exists("posts/drafts/idea.html")
    assert "An idea" not in (site.out / "blog/atom.xml").read_text()
    entries = {entry.id: entry for entry in feedparser.parse((site.out / "blog/atom.xml").read_bytes()).entries}
    doors = entries["tag:ada.example,2020:doors"]
    assert doors.updated.startswith("2020-07-01")
    assert doors.summary == "First words about a handle."
    assert "More words" in doors.content[0].value
    assert "https://small.example/site/posts/2020/06/26/day.html" in entries
    (talk,) = json.loads((site.out / "talks.json").read_text())["talks"]
    assert talk["title"] == "Opening the doors"
    assert site.page("posts/2020/06/27/later").select('a[href="../25/doors.html"]')
    assert site.page("posts/2020/06/28/markdown").select('a[href="../25/doors.html"]')
    clean = site.contents()
    site.write(f"posts/2020/06/25/doors.{ending}", POST.replace("handle <", "knob <"))
    site.build(source_suffix=SUFFIXES, weblog_search=True)
    assert "a knob" in site.page("blog/tag/doors").text
    site.write(f"posts/2020/06/25/doors.{ending}", POST)
    site.build(source_suffix=SUFFIXES, weblog_search=True)
    assert site.contents() == clean
