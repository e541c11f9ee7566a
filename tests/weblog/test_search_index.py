"""The index of the weblog's search page is that of a clean build after each edit, and is touched by those alone."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from weblog.site.search import index

from .sites import Site
from .test_incremental import clean_contents

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILE = "blog/search-index.js"
SEARCH: dict[str, Any] = {"weblog_search": True}
POST = "2020/06/01/a"


@pytest.fixture
def built(site: Site) -> Site:
    """The weblog, built."""
    write(site)
    assert site.build(**SEARCH).warnings == []
    return site


def write(site: Site) -> None:
    """Writes a weblog with an event, talks on a page of their own and on one of several, and a page."""
    site.write("events/big.md", "# Big day\n\n```{event}\n:dates: 2020-06-01\n```\n\nA day.\n")
    site.post(
        POST, "First words - Ann Post", "", ":tags: b", body="```{talk}\n:event: big\n```\n\nOne.\n\n## Middle\n\nTwo."
    )
    talks = "## One talk - Bo Bell\n\n```{talk}\n:event: big\n```\n\nThree.\n\n"
    talks += "## Another - Ann Post\n\n```{talk}\n```\n\nFour."
    site.post("2020/06/02/b", "An evening", body=talks)
    site.write("about.md", "---\norphan: true\n---\n\n# About\n\nFive.\n")


def index_of(site: Site) -> dict[str, Any]:
    text = (site.out / FILE).read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text.removeprefix("weblogSearch=").removesuffix(";\n"))
    return found


def entries(site: Site) -> dict[str, tuple[str, str]]:
    """Address -> kind and title."""
    index = index_of(site)
    return {
        address: (kind, title)
        for kind, title, address in zip(
            index["kinds"], index["titles"].split("\n"), index["addresses"].split("\n"), strict=True
        )
    }


def test_each_thing_is_there_once(built: Site) -> None:
    assert entries(built) == {
        "posts/2020/06/01/a.html": ("t", "First words"),
        "posts/2020/06/02/b.html": ("p", "An evening"),
        "posts/2020/06/02/b.html#one-talk-bo-bell": ("t", "One talk"),
        "posts/2020/06/02/b.html#another-ann-post": ("t", "Another"),
        "events/big.html": ("e", "Big day"),
        "about.html": ("d", "About"),
        "index.html": ("d", "Small weblog"),
        "speakers/ann-post.html": ("s", "Ann Post"),
        "speakers/bo-bell.html": ("s", "Bo Bell"),
        "blog/tag/b.html": ("g", "b"),
        "blog/author/ada-example.html": ("l", "Ada Example"),
        "blog/2020.html": ("y", "2020"),
        "blog/2020/06.html": ("m", "June 2020"),
        "blog.html": ("d", "All posts"),
        "blog/archive.html": ("d", "Archive"),
        "blog/tag.html": ("d", "Tags"),
        "blog/author.html": ("d", "Authors"),
        "events.html": ("d", "Events"),
        "speakers.html": ("d", "Speakers"),
        "talks.html": ("d", "Talks"),
    }


def test_what_is_said_of_a_post_is_no_word_of_it(built: Site) -> None:
    words = set(index_of(built)["words"].split("\n"))
    assert words >= {"one", "three"}
    assert not words & {"minut", "read", "ada", "talk", "june"}, "of the byline and of a talk's line"


EDITS: dict[str, Callable[[Site], object]] = {
    "a word": lambda site: site.write("about.md", "---\norphan: true\n---\n\n# About\n\nA zebra.\n"),
    "a heading": lambda site: site.post(POST, "First words - Ann Post", body="```{talk}\n```\n\n## End\n\nTwo."),
    "a title": lambda site: site.post(POST, "Last words", body="One."),
    "a tag": lambda site: site.post(POST, "First words - Ann Post", "", ":tags: c", body="```{talk}\n```\n\nOne."),
    "a date": lambda site: site.post(POST, "First words", "2020-06-09", body="One."),
    "an event": lambda site: site.write("events/big.md", "# Huge day\n\n```{event}\n:dates: 2020-06-02\n```\n"),
    "a new post": lambda site: site.post("2020/07/01/c", "New"),
    "a draft": lambda site: site.post("../drafts/d", "Draft", body="Secret."),
    "no post": lambda site: (site.source / f"posts/{POST}.md").unlink(),
    "no talk": lambda site: site.post("2020/06/02/b", "An evening", body="## One talk\n\nThree."),
}


def test_it_is_that_of_a_clean_build_after_each_edit(tmp_path: Path) -> None:
    """Of two copies, one is built by several processes."""
    sites = {parallel: Site.from_root(tmp_path / str(parallel)) for parallel in (1, 2)}
    for parallel, site in sites.items():
        write(site)
        site.build(parallel=parallel, **SEARCH)
    for name, edit in EDITS.items():
        before = (sites[1].out / FILE).read_bytes()
        for parallel, site in sites.items():
            edit(site)
            site.build(parallel=parallel, **SEARCH)
        clean = clean_contents(sites[1], **SEARCH)[FILE]
        assert [site.contents()[FILE] for site in sites.values()] == [clean, clean], name
        assert (clean == before) == (name == "a draft"), name


def test_what_changes_nothing_in_it_leaves_it_alone(built: Site) -> None:
    before = (built.out / FILE).stat().st_mtime_ns
    built.build(**SEARCH)
    built.write("about.md", "---\norphan: true\n---\n\n# About\n\nFive.\n\nFive.\n")
    built.build(**SEARCH)
    assert (built.out / FILE).stat().st_mtime_ns == before


def files_of(site: Site) -> dict[str, tuple[int, int]]:
    """The files that a build leaves -> which one each is, and its time."""
    found = [path for folder in (site.out, site.doctrees) for path in folder.rglob("*") if path.is_file()]
    folder = site.source.parent
    return {path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


def test_a_word_more_has_one_page_read_and_three_files_written_for_the_search(built: Site) -> None:
    """The words that are kept of other pages aren't even looked at: here they are none."""
    (folder,) = built.doctrees.rglob("words")
    for file in folder.iterdir():
        status = file.stat()
        file.write_bytes(b" " * status.st_size)
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    before = files_of(built)
    built.write("about.md", "---\norphan: true\n---\n\n# About\n\nFive. Zebra.\n")
    assert built.build(**SEARCH).status == 0
    written = {path for path, state in files_of(built).items() if before.get(path) != state}
    of_builds = {"environment.pickle", "record.json", "state.json", ".buildinfo"}  # in each that has anything to do
    (words,) = {path for path in written if "/words/" in path}
    assert {path for path in written - {words} if path.rpartition("/")[2] not in of_builds} == {
        *("doctrees/about.doctree", "html/_sources/about.md.txt", "html/about.html", "html/searchindex.js"),
        *("doctrees/sphinx_rebuild/html/search.pickle", f"html/{FILE}"),
    }


def test_only_what_is_news_to_other_pages_has_entries_put_together(
    built: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    put_together = index.entries_of

    def counted(*args: Any) -> Any:
        made.append(args)
        return put_together(*args)

    monkeypatch.setattr(index, "entries_of", counted)
    for title, count in [("About", 0), ("About us", 1)]:
        built.write("about.md", f"---\norphan: true\n---\n\n# {title}\n\nFive. Zebra.\n")
        built.build(**SEARCH)
        assert len(made) == count
        assert built.contents()[FILE] == clean_contents(built, **SEARCH)[FILE]
        made.clear()


def test_what_was_made_by_other_settings_is_made_anew(built: Site) -> None:
    settings = {"language": "nl", **SEARCH}
    built.build(**settings)
    assert "2 berichten" in index_of(built)["shown"]
    assert built.contents()[FILE] == clean_contents(built, **settings)[FILE]


def test_it_comes_and_goes_with_the_setting(built: Site) -> None:
    built.build()
    assert not built.exists(FILE)
    built.build(**SEARCH)
    assert built.contents()[FILE] == clean_contents(built, **SEARCH)[FILE]


@pytest.mark.parametrize("lost", ["the index", "the words"])
def test_what_is_lost_is_made_anew(built: Site, lost: str) -> None:
    whole = (built.out / FILE).read_bytes()
    if lost == "the index":
        (built.out / FILE).unlink()
    else:
        (folder,) = built.doctrees.rglob("words")
        shutil.rmtree(folder)
        built.write("about.md", "---\norphan: true\n---\n\n# About\n\nFive. Six.\n")
    built.build(**SEARCH)
    found = (built.out / FILE).read_bytes()
    assert found == clean_contents(built, **SEARCH)[FILE]
    assert (found == whole) == (lost == "the index")


def test_words_of_documents_that_are_gone_are_kept_nowhere(built: Site) -> None:
    (folder,) = built.doctrees.rglob("words")
    count = len(list(folder.iterdir()))
    (built.source / "about.md").unlink()
    built.build(**SEARCH)
    assert len(list(folder.iterdir())) == count - 1


def words_of_page(site: Site, text: str, **settings: Any) -> set[str]:
    """The words of a page that has this text, beside those of the front page."""
    site.write("about.rst", f":orphan:\n\nAbout\n=====\n\n{text}\n")
    site.build(**SEARCH, **settings)
    return set(index_of(site)["words"].split("\n")) - {"welcom"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Running **oc**\\ ean of 2020, C++.", {"run", "ocean", "2020", "c++"}),
        (".. comment", set()),
        (".. raw:: html\n\n   <b>Bold</b><script>let code</script>", {"bold"}),
        (".. raw:: latex\n\n   Bold", set()),
        (".. rst-class:: no-search\n\nHidden.", set()),
        (".. only:: html\n\n   Seen.\n\n.. only:: latex\n\n   Unseen.", {"seen"}),
        (".. index:: entry\n\nText.", {"text"}),
        ("Note [1]_.\n\n.. [1] Below.", {"note", "1"}),  # "below" says nothing
        ("The\nOwl's nest", {"owl", "nest"}),
        (":nosearch:", set()),
    ],
)
def test_words_are_those_that_readers_see(site: Site, text: str, words: set[str]) -> None:
    if text == ":nosearch:":
        site.write("about.rst", ":orphan:\n:nosearch:\n\nAbout\n=====\n\nText.\n")
        site.build(**SEARCH)
        assert "text" not in index_of(site)["words"].split("\n")
        return
    assert words_of_page(site, text) == words


def test_what_another_builder_makes_has_none(built: Site) -> None:
    assert built.build(builder="singlehtml", **SEARCH).warnings == []
    assert FILE not in built.contents("singlehtml")
    assert built.build(builder="dirhtml", **SEARCH).warnings == []
    assert "posts/2020/06/02/b/#one-talk-bo-bell" in built.contents("dirhtml")[FILE].decode()
