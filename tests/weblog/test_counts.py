"""What a rebuild touches: exactly the files that show the change, however many posts there are."""

from __future__ import annotations

import gc
import multiprocessing
import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jinja2 import Template
from sphinx.search import IndexBuilder
from sphinx.util.parallel import ParallelTasks

from sphinx_rebuild import processes, reading
from sphinx_rebuild.files import write_if_different
from sphinx_rebuild.html_builder import HTMLWriting
from sphinx_rebuild.processes import Processes
from sphinx_rebuild.reading import Reading
from sphinx_rebuild.writing import DocumentWriting
from weblog.feeds.files import FeedFiles
from weblog.site import cards
from weblog.site.whole import Whole
from weblog.talks import people

from ..checkout import ENVIRONMENT
from .sites import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import ModuleType

    from sphinx.environment import BuildEnvironment

    from sphinx_rebuild import File
    from weblog.posts.model import Post

POST = "posts/2015/06/10/post"
ITS_FEEDS = {
    "feed.json",
    "blog/atom.xml",
    "blog/2015/atom.xml",
    "blog/author/ada-example/atom.xml",
    "blog/tag/b/atom.xml",
}
ITS_LISTS = {"blog.html", "blog/2015.html", "blog/2015/06.html", "blog/author/ada-example.html", "blog/tag/b.html"}
OVERVIEWS = {"blog/archive.html", "blog/tag.html", "blog/author.html"}
ITS_NEIGHBOURS = {"posts/2015/06/09/post.html", "posts/2015/06/11/post.html"}
RELATED_TO_IT = {"posts/2015/06/08/post.html", "posts/2015/06/12/post.html", "posts/2015/06/14/post.html"}


@pytest.fixture(scope="module", params=[9, 60])
def weblogs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Nine posts in June 2015, and as many older ones as make up the number, built once."""
    site = Site.from_root(tmp_path_factory.mktemp("weblog"))
    for day in range(7, 16):
        site.post(f"2015/06/{day:02}/post", f"Post {day}", "", ":tags: " + ("a" if day % 2 else "b"))
    for number in range(request.param - 9):
        site.post(f"20{number % 10:02}/01/{number % 28 + 1:02}/post-{number}", f"Old {number}", "", ":tags: old")
    site.write("index.rst", "Small\n=====\n\n.. postlist:: 3\n")
    assert site.build().status == 0
    return site


@pytest.fixture
def weblog(weblogs: Site) -> Iterator[Site]:
    """Such a weblog, whose edits are undone."""
    with undoing(weblogs):
        yield weblogs


@contextmanager
def undoing(site: Site) -> Iterator[None]:
    """Has a site edited; builds it as it was in the end.

    :raises AssertionError: if that doesn't leave what the first build left.
    """
    source, output = files_below(site.source), site.contents()
    yield
    for path in files_below(site.source).keys() - source.keys():
        (site.source / path).unlink()
    for path, content in source.items():
        write_if_different(site.source / path, content)
    assert site.build().status == 0
    assert site.contents() == output


def files_below(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def touched(site: Site, edit: Callable[[], object]) -> set[str]:
    """The files that a build writes or removes after an edit; beside others, `.buildinfo` tells of them."""

    def times() -> dict[str, int]:
        files = (path for path in site.out.rglob("*") if path.is_file())
        return {path.relative_to(site.out).as_posix(): path.stat().st_mtime_ns for path in files}

    before = times()
    edit()
    assert site.build().status == 0
    after = times()
    found = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    return found - {".buildinfo"} or found


def test_no_change_touches_nothing(weblog: Site) -> None:
    assert touched(weblog, lambda: None) == set()


def test_a_word_touches_the_page_its_feeds_and_the_search(weblog: Site) -> None:
    def edit() -> None:
        weblog.post("2015/06/10/post", "Post 10", "", ":tags: b", body="Some words.\n\nA zebra.")

    assert touched(weblog, edit) == {f"{POST}.html", "searchindex.js", f"_sources/{POST}.md.txt"} | feeds_of(weblog)


def test_no_templates_file_is_looked_at_again_for_a_page(weblog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []

    def noted(template: Template) -> bool:
        asked.append(template.name)
        return True

    monkeypatch.setattr(Template, "is_up_to_date", property(noted))
    weblog.post("2015/06/10/post", "Another title", "", ":tags: b")
    weblog.build()
    assert asked == []


def test_a_word_in_the_excerpt_touches_the_lists_that_show_it(weblog: Site) -> None:
    def edit() -> None:
        weblog.post("2015/06/10/post", "Post 10", "", ":tags: b", body="A zebra.")

    with_excerpts = ITS_LISTS - {"blog.html", "blog/2015.html"}
    own = {f"{POST}.html", "searchindex.js", f"_sources/{POST}.md.txt"}
    assert touched(weblog, edit) == own | feeds_of(weblog) | with_excerpts


def test_a_title_touches_what_shows_it(weblog: Site) -> None:
    def edit() -> None:
        weblog.post("2015/06/10/post", "Another title", "", ":tags: b")

    own = {f"{POST}.html", "searchindex.js", "objects.inv", f"_sources/{POST}.md.txt"}
    lists = ITS_LISTS | OVERVIEWS
    assert touched(weblog, edit) == own | feeds_of(weblog) | lists | ITS_NEIGHBOURS | RELATED_TO_IT


def test_a_tag_touches_the_lists_that_show_it_and_its_own_page(weblog: Site) -> None:
    def edit() -> None:
        weblog.post("2015/06/10/post", "Post 10", "", ":tags: b, new")

    own = {f"{POST}.html", "searchindex.js", f"_sources/{POST}.md.txt"}
    new = {"blog/tag/new.html", "blog/tag/new/atom.xml", "blog/tag.html", "sitemap.xml", "feeds.opml"}
    lists = ITS_LISTS - {"blog.html", "blog/2015.html"}
    after_it = {name for name in ("blog/tag/old.html",) if weblog.exists(name)}  # which leads back to it
    assert touched(weblog, edit) == own | feeds_of(weblog) | lists | new | after_it


@pytest.mark.parametrize("name", ["2015/06/12/new"])
def test_a_new_post_and_its_removal_touch_what_shows_it(weblog: Site, name: str) -> None:
    own = {f"posts/{name}.html", f"_sources/posts/{name}.md.txt", "searchindex.js", "objects.inv", "sitemap.xml"}
    neighbours = {"posts/2015/06/12/post.html", "posts/2015/06/11/post.html"}  # of one day, by their titles
    related = {f"posts/2015/06/{day}/post.html" for day in ("08", "10", "14")}
    expected = own | feeds_of(weblog) | ITS_LISTS | OVERVIEWS | neighbours | related
    assert touched(weblog, lambda: weblog.post(name, "New", "", ":tags: b")) == expected
    assert touched(weblog, lambda: (weblog.source / f"posts/{name}.md").unlink()) == expected


def test_a_new_post_on_top_touches_the_front_page_too(weblog: Site) -> None:
    found = touched(weblog, lambda: weblog.post("2016/01/01/new", "New", "", ":tags: c"))
    assert "index.html" in found
    assert {path for path in found if path.startswith("posts/")} == {
        "posts/2016/01/01/new.html",
        "posts/2015/06/15/post.html",
    }


def test_an_unread_file_time_is_no_change_of_content(weblog: Site) -> None:
    assert touched(weblog, (weblog.source / f"{POST}.md").touch) == set()


def test_a_change_of_another_page_touches_that_page(weblog: Site) -> None:
    weblog.write("about.md", "---\norphan: true\n---\n# About\n\nWords.\n")
    weblog.build()
    found = touched(weblog, lambda: weblog.write("about.md", "---\norphan: true\n---\n# About\n\nOther words.\n"))
    assert found == {"about.html", "_sources/about.md.txt", "searchindex.js"}


def test_a_draft_touches_nothing(weblog: Site) -> None:
    assert touched(weblog, lambda: weblog.write("posts/draft.md", "```{post}\n```\n\n# A draft\n")) == set()


def feeds_of(weblog: Site) -> set[str]:
    """The feeds that hold the post; all are short enough."""
    return {path for path in ITS_FEEDS if weblog.exists(path)}


@pytest.mark.parametrize(("enough", "are_several"), [(2, True), (50, False)])
def test_a_few_documents_are_read_and_written_by_one_process(
    site: Site, monkeypatch: pytest.MonkeyPatch, enough: int, are_several: bool
) -> None:
    """A process for each handful would cost more than it saves."""
    monkeypatch.setattr(processes, "ENOUGH", enough)
    for day in range(1, 10):
        site.post(f"2020/06/0{day}/post", f"Post {day}")
    forks: list[bool] = []
    os.register_at_fork(before=lambda: forks.append(True))
    site.build(parallel=2)
    assert bool(forks) == are_several


@pytest.fixture
def written_in_parallel(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Sequence[str], int]]:
    """The documents that are written by several processes, in their order, and by how many: each time it happens."""
    asked: list[tuple[Sequence[str], int]] = []
    write = DocumentWriting._write_parallel

    def noted(writing: DocumentWriting, docnames: Sequence[str], nproc: int) -> None:
        asked.append((docnames, nproc))
        write(writing, docnames, nproc)

    monkeypatch.setattr(DocumentWriting, "_write_parallel", noted)
    return asked


def test_as_many_processes_write_as_there_are_processors(
    site: Site, written_in_parallel: list[tuple[Sequence[str], int]]
) -> None:
    """Sphinx would keep one for itself, which has nothing to do once all documents are resolved."""
    site.post("2020/06/01/post")
    site.build(parallel=2)
    assert {nproc for _, nproc in written_in_parallel} == {2}


def test_the_longest_documents_are_written_first(
    site: Site, written_in_parallel: list[tuple[Sequence[str], int]]
) -> None:
    for name, length in (("a", 10), ("b", 1000), ("c", 100)):
        site.post(f"2020/06/01/{name}", body="Some words. " * length)
    site.write("all.md", "---\norphan: true\n---\n\n# All\n\n```{postlist}\n```\n")
    assert site.build(parallel=2).warnings == []
    written = [name for docnames, _ in written_in_parallel for name in docnames]
    assert written[0] == "all"
    assert [name[-1] for name in written if name.startswith("posts/")] == ["b", "c", "a"]


@pytest.mark.parametrize(("share", "shares"), [(1000, 2), (3, 4)])
def test_each_process_reads_its_share_and_tells_of_it_once(
    site: Site, monkeypatch: pytest.MonkeyPatch, share: int, shares: int
) -> None:
    """Each time it sends back the whole environment. Sphinx has it do so for every few documents."""
    told: list[list[str]] = []
    merge = Reading._merge

    def counted(self: Reading, docnames: list[str], other: BuildEnvironment) -> None:
        told.append(docnames)
        merge(self, docnames, other)

    monkeypatch.setattr(reading, "SHARE", share)
    monkeypatch.setattr(Reading, "_merge", counted)
    posts = [f"2020/06/{day:02}/post" for day in range(1, 11)]
    for post in posts:
        site.post(post)
    site.build(parallel=2)
    assert len(told) == shares
    assert sorted(name for docnames in told for name in docnames) == ["index", *(f"posts/{post}" for post in posts)]


def test_a_process_that_writes_a_few_documents_looks_for_no_garbage(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It would walk through all that it inherited, and so copy it. The first process does look."""
    write = HTMLWriting.handle_page

    def noted(self: HTMLWriting, pagename: str, *args: Any, **kwargs: Any) -> None:
        with (tmp_path / "notes").open("a") as notes:
            notes.write(f"{pagename.startswith('posts/')} {os.getpid() != parent} {gc.isenabled()}\n")
        write(self, pagename, *args, **kwargs)

    parent = os.getpid()
    monkeypatch.setattr(HTMLWriting, "handle_page", noted)
    for day in range(1, 6):
        site.post(f"2020/06/{day:02}/post")
    site.build(parallel=2)
    notes = (tmp_path / "notes").read_text().splitlines()
    assert "True True False" in notes
    assert "True True True" not in notes
    assert gc.isenabled()


def start_building(site: Site) -> subprocess.Popen[str]:
    """Builds in a process of its own, with two others."""
    build = "import sphinx.cmd.build as of, sphinx_rebuild.processes as to; to.ENOUGH = 2; raise SystemExit(of.main())"
    command = [sys.executable, "-c", build, *map(str, ("-qj2", "-d", site.doctrees, site.source, site.out))]
    return subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)


def is_at_work(process: str) -> bool:
    """True while a process is still there, and not just its name, which stays until somebody asks how it ended."""
    try:
        return ") Z " not in Path("/proc", process, "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


TALKATIVE = """
import os, time
from sphinx.util import logging

POSTS = "posts/2020/06/0"
first = os.getpid()

def on_page(app, pagename, templatename, context, doctree):
    is_long = pagename.startswith(POSTS) and os.getpid() != first if end == "the last document" else "/tag/" in pagename
    if is_long:
        open(f"{notes}/{os.getpid()}", "w").close()
        logging.getLogger(__name__).warning("w" * 100_000)
        time.sleep(600 if end == "a long page" else 0.1)

def fail(*args):
    while len(os.listdir(notes)) < count:
        time.sleep(0.01)
    raise OSError("no space left")

def on_resolved(app, doctree, docname):
    if end == "a document" or (end == "the last document" and docname == f"{POSTS}9/short"):
        fail()
    time.sleep(600 if end == "a long document" else 0)

def on_builder(app):
    if end == "the search index":
        app.builder.dump_search_index = fail

def setup(app):
    app.connect("html-page-context", on_page)
    app.connect("builder-inited", on_builder)
    app.connect("doctree-resolved", on_resolved)
"""
"""Settings that note which processes write the lists or posts, each of which says more than a pipe holds."""


def write_talkative(site: Site, end: str, count: int = 2) -> Path:
    """Gives the folder of the notes; with so many of them a build that is to fail does."""
    notes = site.source.with_name("notes")
    notes.mkdir()
    conf = (site.source / "conf.py").read_text(encoding="utf-8")
    site.write("conf.py", f"{conf}\nnotes, end, count = {str(notes)!r}, {end!r}, {count}\n{TALKATIVE}")
    for day in range(1, 9):
        site.post(f"2020/06/0{day}/long", "Post", "", f":tags: {', '.join(f't{day}{tag}' for tag in range(5))}")
    site.post("2020/06/09/short", "", body="Words.\n\n# Post")
    return notes


@pytest.mark.parametrize(("end", "count"), [("a document", 2), ("the last document", 1), ("the search index", 2)])
def test_nobody_is_left_behind_if_the_build_fails(site: Site, end: str, count: int) -> None:
    """A process that nobody listens to any more waits for ever, once it has said more than a pipe holds."""
    notes = write_talkative(site, end, count)
    building = start_building(site)
    try:
        _, said = building.communicate(timeout=300)
    finally:
        building.kill()
    assert building.returncode == 2
    assert "no space left" in said
    processes = [file.name for file in notes.iterdir()]
    assert len(processes) >= count
    assert not any(map(is_at_work, processes))


@pytest.mark.parametrize(("end", "pages"), [("a long page", 0), ("a long document", 40)])
def test_nobody_is_left_behind_if_the_build_is_killed(site: Site, end: str, pages: int) -> None:
    """One that goes on would overwrite the pages of the next build; one that waits to be heard would wait for ever."""
    notes = write_talkative(site, end)
    with start_building(site) as building:
        while len(list(notes.iterdir())) < 2 or len(list(site.out.glob("blog/tag/*.html"))) < pages:
            assert building.poll() is None
            time.sleep(0.01)
        building.kill()
    processes = [file.name for file in notes.iterdir()]
    latest = time.monotonic() + 60
    while any(map(is_at_work, processes)):
        assert time.monotonic() < latest
        time.sleep(0.01)
    assert len(list(site.out.glob("blog/tag/*.html"))) == pages


def test_a_program_that_has_sphinx_build_keeps_its_own_processes(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    own = multiprocessing.get_context("fork").Process(target=time.sleep, args=(600,))
    prepare = HTMLWriting.prepare_writing

    def begin(self: HTMLWriting, docnames: set[str]) -> None:
        own.start()
        prepare(self, docnames)

    def fail(self: HTMLWriting) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(HTMLWriting, "prepare_writing", begin)
    monkeypatch.setattr(HTMLWriting, "dump_search_index", fail)
    site.post("2020/06/01/post")
    with pytest.raises(OSError, match="no space left"):
        site.build(parallel=2)
    own.join(0.5)
    assert own.is_alive()
    own.kill()
    own.join()


def test_generated_pages_and_feeds_are_made_while_sphinx_works_alone(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It resolves the first documents, and later on writes the search index, in one process."""
    said: list[str] = []
    start, join = Processes.start, ParallelTasks.join

    def noted(self: Processes, items: Sequence[Any], *work: Any) -> None:
        before = len(self.under_way)
        start(self, items, *work)
        what = "feeds" if any(getattr(item, "path", "") == "blog/atom.xml" for item in items) else "pages"
        for tasks in self.under_way[before:]:
            said.append(f"{what} begun")
            tasks.join = partial(say_and_join, tasks, what)  # type: ignore[method-assign]

    def say_and_join(tasks: ParallelTasks, what: str) -> None:
        said.append(f"{what} joined")
        join(tasks)

    def say(what: str) -> Callable[..., None]:
        does = getattr(HTMLWriting, what)

        def say_and_do(self: HTMLWriting, *args: Any) -> None:
            said.append(what)
            does(self, *args)

        return say_and_do

    monkeypatch.setattr(Processes, "start", noted)
    for what in ("write_documents", "dump_search_index"):
        monkeypatch.setattr(HTMLWriting, what, say(what))
    site.post("2020/06/01/post")
    assert site.build(parallel=2).warnings == []
    assert said == [
        *("pages begun", "write_documents", "feeds begun", "dump_search_index"),
        *("pages joined", "feeds joined"),
    ]
    assert site.exists("blog/atom.xml")


# Events, talks and speakers


def talk(site: Site, number: int, title: str = "", body: str = "Some words.") -> None:
    """A post about one of the talks of an event, an hour each, with a speaker and a tag of its own."""
    lines = [":event: big", f":start: 2015-06-10 {number:02}:00"]
    directive = "\n".join(["```{talk}", *lines, "```"])
    heading = f"{title or f'Talk {number}'} - Speaker {chr(64 + number) * 8}"
    site.post(f"2015/06/10/talk-{number:02}", heading, "", body=f"{directive}\n\n{body}")


@pytest.fixture(scope="module")
def conferences(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """An event with thirteen talks, of which the seventh is still to be written, and a post without a talk."""
    site = Site.from_root(tmp_path_factory.mktemp("conference"))
    site.write("events/big.md", "# Big\n\n```{event}\n:dates: 2015-06-10\n```\n")
    for number in (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13):
        talk(site, number)
    site.post("2015/01/01/plain", "Plain")
    assert site.build().warnings == []
    return site


@pytest.fixture
def conference(conferences: Site) -> Iterator[Site]:
    """The same, whose edits are undone."""
    with undoing(conferences):
        yield conferences


def test_a_word_about_a_talk_touches_its_page_its_feeds_and_the_search(conference: Site) -> None:
    found = touched(conference, lambda: talk(conference, 4, body="Some words.\n\nA zebra."))
    assert {path for path in found if path.endswith(".html")} == {"posts/2015/06/10/talk-04.html"}
    assert {"events/big/atom.xml", "speakers/speaker-dddddddd/atom.xml", "searchindex.js"} <= found
    assert not {"talks.json", "events/big.ics", "objects.inv"} & found


def test_a_word_about_a_talk_has_the_facts_of_its_page_looked_at_and_of_no_other(
    conference: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []
    facts_of = Whole.facts_of

    def counted(self: Whole, docname: str, *args: Any, **options: Any) -> Any:
        looked_at.append(docname)
        return facts_of(self, docname, *args, **options)

    monkeypatch.setattr(Whole, "facts_of", counted)
    talk(conference, 4, body="Some words.\n\nA zebra.")
    conference.build()
    assert looked_at == ["posts/2015/06/10/talk-04"]


def test_a_word_about_a_talk_has_no_list_put_together_and_no_names_compared(
    conference: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def noted(module: ModuleType, name: str) -> None:
        work = getattr(module, name)

        def counted(*args: Any) -> Any:
            done.append(name)
            return work(*args)

        monkeypatch.setattr(module, name, counted)

    noted(cards, "_card")
    noted(people, "faults_of_near_names")
    talk(conference, 4, body="Some words.\n\nA zebra.")
    conference.build()
    assert done == []
    talk(conference, 4, "Another title")
    conference.build()
    assert {*done} == {"_card", "faults_of_near_names"}


def test_a_word_about_a_talk_has_its_own_feeds_looked_at_and_no_other_speakers(
    conference: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: Counter[str] = Counter()
    look = FeedFiles._entry_digest

    def counted(self: FeedFiles, post: Post) -> str:
        looked_at[post.docname] += 1
        return look(self, post)

    monkeypatch.setattr(FeedFiles, "_entry_digest", counted)
    talk(conference, 4, body="Some words.\n\nA zebra.")
    conference.build()
    all_but_speakers = {"blog/atom.xml", "feed.json", "blog/2015/atom.xml", "blog/author/ada-example/atom.xml"}
    count = len({*all_but_speakers, "events/big/atom.xml"})
    assert looked_at["posts/2015/06/10/talk-04"] == count + 1
    assert looked_at["posts/2015/06/10/talk-05"] == count


def test_a_word_about_a_talk_has_feeds_made_and_no_file_that_shows_names_alone(
    conference: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make_files = HTMLWriting._make_files

    def noted(self: HTMLWriting, wanted: Sequence[File]) -> Any:
        made.extend(file.path for file in wanted)
        return make_files(self, wanted)

    monkeypatch.setattr(HTMLWriting, "_make_files", noted)
    talk(conference, 4, body="Some words.\n\nA zebra.")
    conference.build()
    assert "events/big/atom.xml" in made
    assert not {"feeds.opml", "sitemap.xml", "talks.json", "events/big.ics"}.intersection(made)


@pytest.mark.parametrize(("title", "times"), [("", 0), ("Another title", 1)])
def test_a_word_has_no_objects_looked_at_for_the_search_and_a_title_has_them_once(
    conference: Site, monkeypatch: pytest.MonkeyPatch, title: str, times: int
) -> None:
    """Sphinx looks at them twice."""
    asked: list[int] = []
    get_objects = IndexBuilder.get_objects

    def counted(self: IndexBuilder, places: dict[str, int]) -> Any:
        asked.append(len(places))
        return get_objects(self, places)

    monkeypatch.setattr(IndexBuilder, "get_objects", counted)
    talk(conference, 4, title, body="Some words.\n\nA zebra.")
    conference.build()
    assert len(asked) == times


def test_a_new_talk_touches_the_pages_of_the_three_on_either_side_and_no_other_posts(conference: Site) -> None:
    found = touched(conference, lambda: talk(conference, 7))
    around = {f"posts/2015/06/10/talk-{number:02}.html" for number in range(4, 11)}
    assert {path for path in found if path.startswith("posts/")} == around
    assert {"events/big.html", "talks.html", "speakers.html", "speakers/speaker-gggggggg.html", "talks.json"} <= found
    assert {path for path in found if path.startswith("speakers/") and path.endswith(".html")} == {
        "speakers/speaker-gggggggg.html"
    }


def test_an_events_place_touches_the_pages_that_tell_it(conference: Site) -> None:
    def edit() -> None:
        conference.write("events/big.md", "# Big\n\n```{event}\n:dates: 2015-06-10\n:place: Utrecht\n```\n")

    found = touched(conference, edit)
    pages = {path for path in found if path.endswith(".html")}
    talks = {f"posts/2015/06/10/talk-{number:02}.html" for number in range(1, 14) if number != 7}
    assert pages == {
        "events/big.html",
        "events.html",
        "talks.html",
        *talks,
    }  # these describe their event to search engines
    assert {"events/big.ics", "talks.json"} <= found


def test_a_build_of_nothing_loads_nothing_that_makes_pages(tmp_path: Path) -> None:
    """Importing it would take a twelfth of such a build."""
    site = Site.from_root(tmp_path)
    site.post("2015/06/10/post", "A post")
    command = [
        sys.executable,
        "-X",
        "importtime",
        "-m",
        "sphinx",
        "-qj1",
        "-Dweblog_search=1",
        *map(str, (site.source, site.out)),
    ]
    loaded = []
    for _ in range(2):
        told = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=True).stderr
        loaded.append({line.rpartition("|")[2].strip() for line in told.splitlines()})
    first, second = loaded
    makers = {name for name in first if name.startswith(("weblog.feeds.", "weblog.site."))} - second
    assert {"weblog.site.whole", "weblog.site.page_context", "weblog.site.search.index"} <= makers
    assert {"weblog.feeds.files", "weblog.feeds.formats", "weblog.talks.programme"} <= first - second
