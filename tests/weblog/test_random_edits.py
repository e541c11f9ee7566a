"""After any sequence of edits a build leaves what a build from nothing leaves, and says what that says.

A state machine edits a small weblog at random: posts are added, changed, moved and removed, drafts and mistakes among
them, and so are events, speakers, pages, settings, templates and images; a build may be killed in its middle, and all
of it moved to another place. After each build the output is compared byte by byte with that of a clean build in another
folder, which takes turns in time zone, in reading and writing in parallel, and, as a process of its own, in locale and
hash seed.

`make test-long STEPS=50 EXAMPLES=100` takes as many steps as one likes.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ..checkout import ENVIRONMENT
from .sites import Site

if TYPE_CHECKING:
    from collections.abc import Mapping

STEPS = int(os.environ.get("WEBLOG_STEPS", "12"))
EXAMPLES = int(os.environ.get("WEBLOG_EXAMPLES", "2"))
NAMES = ["one", "two", "three", "four", "five"]
DAYS = ["2019/12/31", "2020/01/01", "2020/06/25", "2020/06/26", "2021/03/01"]
TITLES = ["A title", "Another title", "*Marked* `up`", "Ünïcode & <signs>", "The same", "The same"]
TITLES += ["Meetup: a talk - Ada Example", "Conf: Another - Adda Example", "The *same* - Bo Sample and Ada Example"]
TALKS = [
    *("", ""),
    "```{talk}\n:event: meetup\n```",
    "```{talk}\n:event: conf\n:start: 2020-06-26 10:00\n:kind: keynote\n:slides: https://slides.example/\n```",
    "```{talk} the-talk\n:speaker: Ada Example and Łucja Nowak\n:title: Told <outright>\n```",
    "```{talk}\n:event: nowhere\n```",
]
EVENTS = [
    "",
    "# The meetup\n\n```{event}\n:dates: 2020-06-25\n:other-names: Meetup\n:series: s\n```\n\nWords.\n",
    "# A conference\n\n```{event}\n:dates: 2020-06-24 to 2020-06-26\n:place: online\n"
    ":other-names: Conf\n:series: S\n```\n",
    "# Another name\n\n```{event}\n:place: 2020-06-25\n```\n\nSee {talk}`one`.\n",
]
SPEAKERS = [
    "",
    "# Ada Example\n\n```{speaker}\n:other-names: Adda Example, Ada\n:links: https://ada.example/\n```\n\nShe.\n",
    "# Bo Sample\n\n```{speaker}\n:family-name: Other\n```\n\nHe, {speaker}`Ada Example`.\n",
]
TAGS = ["a", "b", "C", "C++", "two words", "ä"]
TAGS_FILES = [
    "",
    "a: About <a>\nb:\nC++: A language\n",
    "a: About <a>\nb:\n  description: Of b\n  other-names: [C, ä]\n",
    "two words:\n  other-names: a, old\nC:\n  other-names: [a]\n",
    "- a\n",
]
BODIES = [
    "Some words.",
    "Other words, and a zebra.",
    "A [link](https://x.example/) and a [](/about.md) that quotes.",
    "First.\n\n## A section\n\nSee {ref}`the-place` and [](#the-place).",
    "An ![image](/pictures/one.svg) here.",
    "Another ![image](/more/one.svg) there.\n\n```python\nx = 1\n```",
    "(place-of-{path})=\n## Here\n\nMore.",
    "(shared)=\n## One that several posts may have\n\nMore.",
    "See {ref}`shared`.",
    "```{envvar} ALPHA\nA variable.\n```\n\n{envvar}`ALPHA` {term}`word of {path}`",
    "```{glossary}\nword of {path}\n: Its meaning.\n```",
    "A {ref}`tag-a` and a {doc}`/posts/2020/06/25/one`.",
    "[Gone](/posts/nowhere.md) and ![gone](gone.png).",
    "```{update} 2020-07-01\nIt changed.\n```",
    "{talk}`one`, {talk}`the-talk`, {event}`meetup`, {speaker}`Ada Example`, {any}`conf` and [](#conf).",
    "```{talks}\n:event: conf\n```\n\n```{speakers}\n```",
    "## One - Ada Example\n\n```{talk}\n:event: meetup\n```\n\n## Two - Cy\n\n```{talk}\n:event: conf\n```\n\nWords.",
]
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h{}"/></svg>'
CONF = """
weblog_search = True
templates_path = ["_templates"]
html_static_path = ["_static"]
myst_enable_extensions = ["colon_fence"]
weblog_navigation = ["index", "blog/tag"]
"""
SETTINGS = [
    "",
    'blog_title = "Another name"',
    'post_date_format = "%d.%m.%Y"',
    'weblog_timezone = "Asia/Tokyo"',
    "blog_feed_archives = False",
    "blog_feed_length = 1",
    'weblog_feeds = {"planet": {"tags": ["a", "b"], "any": True, "without": ["C"]}}',
    'weblog_feeds = {"planet": {"event": "conf"}}',
    'weblog_feed_summaries = ["blog", "blog/tag/*"]',
    'blog_feed_templates = {"atom": {}, "social": {"content": "{{ title }} {{ post_url }}"}}',
    'html_title = "Another title"',
    'weblog_navigation = ["about"]',
    "weblog_drafts = True",
    'weblog_now = "2020-06-25 12:00"',
    "html_copy_source = False",
]
TEMPLATES = ["", "{{ cards|length }} posts", "{% for card in cards %}{{ card.link.text|e }}{% endfor %}"]
INDEXES = [
    ".. postlist:: 3\n   :excerpts:\n",
    ".. postlist::\n   :tags: a\n",
    ".. postlist:: 2\n   :format: {title} {tags}\n",
    ".. feeds::\n\n.. statistics::\n",
    ":ref:`blog-tags`\n",
    ".. talks::\n",
    ".. talks::\n   :speaker: Ada Example\n   :limit: 2\n",
    ".. events::\n\n.. speakers::\n",
    ".. toctree::\n\n   posts/2020/06/25/one\n   events/conf\n   speakers/bo\n",
]

PARTS = ["argument", "title", "tags", "body", "redirect", "was", "feed-id", "talk"]
posts = st.fixed_dictionaries(
    {
        "argument": st.sampled_from(["", "", "", "2020-06-25 14:00", "2030-01-01", "no date"]),
        "title": st.sampled_from([*TITLES, ""]),
        "tags": st.lists(st.sampled_from(TAGS), max_size=3, unique=True),
        "body": st.sampled_from(BODIES),
        "redirect": st.sampled_from(["", "", "", "old/place", "about"]),
        "was": st.sampled_from(["", "", "", "old/place", "posts/2020/06/25/one", "old/a, old/b"]),
        "feed-id": st.sampled_from(["", "", "", "tag:else.example,2001:1", "no id"]),
        "talk": st.sampled_from(TALKS),
    }
)


class Weblog(RuleBasedStateMachine):
    """A weblog under edits."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="weblog-"))
        self.site = Site.from_root(self.folder / "incremental")
        self.posts: dict[str, Mapping[str, Any]] = {}
        self.turn = self.moves = 0
        self.is_built = True

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize(first=st.lists(st.tuples(st.sampled_from(DAYS), st.sampled_from(NAMES), posts), max_size=4))
    def begin(self, first: list[tuple[str, str, Mapping[str, Any]]]) -> None:
        self.base = (self.site.source / "conf.py").read_text(encoding="utf-8") + CONF
        self.site.write("conf.py", self.base)
        self.site.write("about.md", "---\norphan: true\n---\n# About\n\n(the-place)=\n## The place\n\nWords.\n")
        self.picture("pictures", 1)
        self.picture("more", 2)
        self.template(TEMPLATES[0])
        self.style("")
        self.index(INDEXES[0], "Words.")
        self.event("meetup", EVENTS[1])
        self.event("conf", EVENTS[2])
        for day, name, post in first:
            self.put(day, name, post)

    # What an author does

    @rule(day=st.sampled_from(DAYS), name=st.sampled_from(NAMES), post=posts)
    def put(self, day: str, name: str, post: Mapping[str, Any]) -> None:
        path = f"{day}/{name}"
        self.posts[path] = post
        options = [f":tags: {', '.join(post['tags'])}"] if post["tags"] else []
        options += [f":{name}: {post[name]}" for name in ("redirect", "was", "feed-id") if post[name]]
        body = post["body"].replace("{path}", path)
        self.site.post(path, post["title"], post["argument"], *options, body=f"{post['talk']}\n\n{body}")
        self.is_built = False

    @precondition(lambda self: self.posts)
    @rule(
        data=st.data(),
        key=st.sampled_from(PARTS),
        other=posts,
        is_older=st.booleans(),
    )
    def change(self, data: st.DataObject, key: str, other: Mapping[str, Any], *, is_older: bool) -> None:
        path = data.draw(st.sampled_from(sorted(self.posts)))
        day, _, name = path.rpartition("/")
        self.put(day, name, {**self.posts[path], key: other[key]})
        if is_older:  # as a restored version is
            os.utime(self.site.source / "posts" / f"{path}.md", (1_000_000_000, 1_000_000_000))

    @precondition(lambda self: self.posts)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.posts)))
        del self.posts[path]
        (self.site.source / "posts" / f"{path}.md").unlink()
        self.is_built = False

    @precondition(lambda self: self.posts)
    @rule(data=st.data(), day=st.sampled_from(DAYS), name=st.sampled_from(NAMES))
    def move(self, data: st.DataObject, day: str, name: str) -> None:
        path = data.draw(st.sampled_from(sorted(self.posts)))
        target = self.site.source / "posts" / day / f"{name}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        self.posts[f"{day}/{name}"] = self.posts.pop(path)
        (self.site.source / "posts" / f"{path}.md").replace(target)
        self.is_built = False

    @rule(name=st.sampled_from(["meetup", "conf", "2019/conf"]), text=st.sampled_from(EVENTS))
    def event(self, name: str, text: str) -> None:
        self.page(f"events/{name}.md", text)

    @rule(text=st.sampled_from(TAGS_FILES))
    def tags_file(self, text: str) -> None:
        self.page("tags.yml", text)

    @rule(name=st.sampled_from(["ada-example", "bo"]), text=st.sampled_from(SPEAKERS))
    def speaker(self, name: str, text: str) -> None:
        self.page(f"speakers/{name}.md", text)

    def page(self, path: str, text: str) -> None:
        if text:
            self.site.write(path, text)
        else:
            (self.site.source / path).unlink(missing_ok=True)
        self.is_built = False

    @rule(title=st.sampled_from(TITLES), place=st.booleans())
    def about(self, title: str, place: bool) -> None:
        label = "(the-place)=\n" if place else ""
        self.site.write("about.md", f"---\norphan: true\n---\n# {title}\n\n{label}## The {title}\n\nWords.\n")
        self.is_built = False

    @rule(listed=st.sampled_from(INDEXES), words=st.sampled_from(["Words.", "Other words."]))
    def index(self, listed: str, words: str) -> None:
        self.site.write("index.rst", f"Small weblog\n============\n\n{words}\n\n{listed}")
        self.is_built = False

    @rule(setting=st.sampled_from(SETTINGS))
    def configure(self, setting: str) -> None:
        self.site.write("conf.py", f"{self.base}\n{setting}\n")
        self.is_built = False

    @rule(text=st.sampled_from(TEMPLATES))
    def template(self, text: str) -> None:
        path = self.site.source / "_templates/weblog/rows.html"
        if text:
            self.site.write("_templates/weblog/rows.html", text)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
        self.is_built = False

    @rule(text=st.sampled_from(["", "p { color: red }"]))
    def style(self, text: str) -> None:
        path = self.site.source / "_static/extra.css"
        if text:
            self.site.write("_static/extra.css", text)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
        self.is_built = False

    @rule(folder=st.sampled_from(["pictures", "more"]), width=st.integers(0, 3))
    def picture(self, folder: str, width: int) -> None:
        path = self.site.source / folder / "one.svg"
        path.unlink(missing_ok=True)
        if width:
            self.site.write(f"{folder}/one.svg", PICTURE.format(width))
        self.is_built = False

    # What happens to a build

    @rule(seconds=st.sampled_from([-100_000_000, 0, 100_000_000]))
    def elsewhere(self, seconds: int) -> None:
        """A clone in another folder, with what a cache has kept of the builds; files have other times."""
        self.moves += 1
        last = self.site.source.parent
        self.site = Site(self.folder / f"moved-{self.moves}" / "deeper")
        shutil.copytree(last, self.site.source.parent, copy_function=shutil.copyfile)
        shutil.rmtree(last)
        for file in self.site.source.rglob("*"):
            os.utime(file, (time.time() + seconds,) * 2)
        self.is_built = False

    @rule(milliseconds=st.integers(0, 500))
    def kill(self, milliseconds: int) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "sphinx", "-q", "-d", self.site.doctrees, self.site.source, self.site.out],
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        record = self.site.doctrees / "sphinx_rebuild" / "html" / "state.json"
        while process.poll() is None and not (record.exists() and b'"finished": false' in record.read_bytes()):
            time.sleep(0.01)
        time.sleep(milliseconds / 1000)
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.is_built = False

    @invariant()
    def incremental_is_clean(self) -> None:
        if self.is_built:
            return
        self.turn += 1
        result = self.site.build(parallel=1 + self.turn % 2)
        clean = Site(self.folder / f"clean-{self.turn}")
        shutil.copytree(self.site.source, clean.source)
        if self.turn % 4 == 0:
            expected = in_another_process(clean, seed=self.turn)
        else:
            expected = in_another_time_zone(clean, parallel=1 + (self.turn + 1) % 2)
        assert sorted(result.warnings) == sorted(expected[1])
        assert result.status == expected[0]
        assert differences(self.site.contents(), clean.contents()) == []
        shutil.rmtree(clean.source.parent)
        self.is_built = True


def differences(ours: Mapping[str, bytes], theirs: Mapping[str, bytes]) -> list[str]:
    """The files that differ, each with what was added and taken away."""
    told = []
    for path in sorted({*ours, *theirs}):
        if ours.get(path) != theirs.get(path):
            one, other = (files.get(path, b"").decode(errors="replace").splitlines() for files in (ours, theirs))
            told.append("\n".join([path, *list(unified_diff(one, other, lineterm="", n=0))[2:20]]))
    return told


def in_another_time_zone(site: Site, *, parallel: int) -> tuple[int, list[str]]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Pacific/Auckland"
    time.tzset()
    try:
        result = site.build(parallel=parallel)
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()
    return result.status, result.warnings


def in_another_process(site: Site, *, seed: int) -> tuple[int, list[str]]:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "sphinx",
            "-q",
            "-W",
            "--keep-going",
            "--no-color",
            "-d",
            site.doctrees,
            site.source,
            site.out,
        ],
        env={**ENVIRONMENT, "PYTHONHASHSEED": str(seed), "LC_ALL": "C.UTF-8", "TZ": "America/Lima"},
        capture_output=True,
        text=True,
        check=False,
    )
    told = done.stderr.replace(f"{site.source}/", "").splitlines()
    return done.returncode, [line for line in told if line.strip()]


Weblog.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    derandomize="WEBLOG_STEPS" not in os.environ,  # the quick run is the same everywhere
    database=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes thousands of builds
    suppress_health_check=list(HealthCheck),
)
TestIncremental = Weblog.TestCase
