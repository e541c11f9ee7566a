"""Hostile input is told at its place or built as text: no crash, no wait for ever, no script, nothing outside.

All of `hostile` stands in one weblog, so that one build tells of all of it; what spoils a whole build stands alone.
Files that aren't regular and two builds at once are held by tests of the engine, schedules by those of talks.
"""

from __future__ import annotations

import errno
import io
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree, html
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from weblog.posts import ablog_values, config
from weblog.posts.mistake import MistakeError
from weblog.site.scripts import leads_to_script, runs
from weblog.talks.scheduled import as_file, from_file
from weblog.talks.schedules import read

from ..checkout import ENVIRONMENT
from ..words import HOSTILE
from .hostile import CASES, RST, Case, event, post, speaker, talk
from .sites import Site
from .strategies import AMSTERDAM
from .test_random_edits import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weblog.talks.scheduled import Schedule

pytestmark = pytest.mark.filterwarnings(
    "ignore:'sphinx.environment.BuildEnvironment.app' is deprecated"
)  # MyST's {include}
PLACE = re.compile(
    r"(?P<place>\S+\.(?:md|rst)):(?:\d+:)? [A-Z]{5,}: |WARNING: the name of the file \"(?P<name>[^\"]+)\""
)
SCRIPT = "<script>alert(1)</script>\"'>&<img src=x onerror=alert(1)>"
"""What would run wherever it isn't escaped."""


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Ends what takes more seconds of the processor, or waits that long for somebody."""

    def end(*_: object) -> None:
        raise TimeoutError

    before = [signal.signal(kind, end) for kind in (signal.SIGPROF, signal.SIGALRM)]
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(180)  # for somebody who never comes; no build of these takes as long on a busy machine
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
        for kind, handler in zip((signal.SIGPROF, signal.SIGALRM), before, strict=True):
            signal.signal(kind, handler)


def write(site: Site, case: Case) -> None:
    for path, content in case.files.items():
        file = site.source / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def by_file(warnings: list[str]) -> dict[str, list[str]]:
    """The first line of each message, by the file that it is about; "" for none."""
    found: dict[str, list[str]] = {}
    for line in warnings:
        if match := PLACE.match(line):
            found.setdefault(match["place"] or f"{match['name']}.md", []).append(line)
        elif re.search(r"[A-Z]{5,}: ", line):
            found.setdefault("", []).append(line)
    return found


def files_below(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


Told = tuple[Site, list[dict[str, list[str]]]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The weblog of all cases, and by file what two builds told, the second with nothing to read."""
    site = Site.from_root(tmp_path_factory.mktemp("hostile"))
    for case in CASES:
        write(site, case)
    before = files_below(site.source)
    with within(60):
        results = [site.build(), site.build(parallel=2)]
    assert [result.status for result in results] == [1, 1]
    assert files_below(site.source) == before
    assert {path.name for path in site.source.parent.iterdir()} == {"source", "html", "doctrees"}
    return site, [by_file(result.warnings) for result in results]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_file_is_told_in_these_very_words_in_every_build(told: Told, case: Case) -> None:
    for found in told[1]:
        assert sorted(line for path in case.files for line in found.get(path, ())) == [*case.told]


def test_there_are_eighty_and_nothing_else_is_told(told: Told) -> None:
    assert sum(bool(case.told) for case in CASES) >= 80
    for found in told[1]:
        assert found.keys() <= {path for case in CASES for path in case.files}


def test_what_is_left_of_them_is_well_formed_and_runs_nothing(told: Told) -> None:
    assert [*running(told[0])] == []


# No script


def running(site: Site) -> Iterator[str]:
    """What would run in a page, a feed, a calendar and the like; each has to be readable."""
    for path, content in site.contents().items():
        if path.startswith(("_static/", "_sources/", "_images/", "_downloads/")):
            continue
        if path.endswith((".xml", ".opml")):
            root = etree.fromstring(content)
            pieces = [found.text for found in root.iter() if found.get("type") == "html" and found.text]
            yield from (
                f"{path}: {one}" for piece in pieces for one in running_in(html.fromstring(f"<div>{piece}</div>"))
            )
            addresses = [address for found in root.iter() for name, address in found.attrib.items() if "ref" in name]
            yield from (f"{path}: {address}" for address in map(str, addresses) if leads_to_script(address))
        elif path.endswith(".json"):
            json.loads(content)
        elif path.endswith(".ics"):
            Calendar.from_ical(content)
        elif path.endswith(".html"):
            yield from (f"{path}: {one}" for one in running_in(html.document_fromstring(content.decode())))


def running_in(root: Any) -> Iterator[str]:
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if name.startswith("on") or (name != "content" and leads_to_script(value)):
                yield f'<{element.tag} {name}="{value}">'
        if (
            element.tag == "script"
            and element.get("type") != "application/ld+json"
            and "alert(" in (element.text or "")
        ):
            yield f"<script>{element.text}"
        elif element.tag == "script" and element.get("type") == "application/ld+json":
            json.loads(element.text)


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A weblog each of whose texts would run."""
    site = Site.from_root(tmp_path_factory.mktemp("scripts"))
    options = [f":{name}: {SCRIPT}" for name in ("tags", "author", "category", "location", "language")]
    site.write(
        "events/e.md", event(f":place: {SCRIPT}", f":series: {SCRIPT}", f":other-names: {SCRIPT}x", title=SCRIPT)
    )
    site.write("posts/a.md", post(*options, title=SCRIPT, body=f"Summary {SCRIPT.replace('<', '&lt;')}"))
    site.write("posts/t.md", talk(":event: e", f":speaker: Bo {SCRIPT}", f":title: {SCRIPT}", title=f"T {SCRIPT}"))
    site.write("posts/s.md", talk(":event: e", title=f"S {SCRIPT} - Cy {SCRIPT}"))
    site.write("posts/o.md", post(f":title: {SCRIPT}", *options, date="2020-06-24", title="Other"))
    site.write("posts/i.md", post(body=f"![{SCRIPT.replace('<', '&lt;')}](https://x.example/x.png)"))
    site.write("posts/r.rst", f"{RST}{SCRIPT}\n\n.. image:: https://x.example/y.png\n   :alt: {SCRIPT}\n")
    site.write("speakers/p.md", speaker(f":other-names: Di {SCRIPT}", f":family-name: {SCRIPT}", title=f"Eve {SCRIPT}"))
    texts: dict[str, Any] = dict.fromkeys(
        ("project", "blog_title", "blog_feed_subtitle", "copyright", "html_title"), SCRIPT
    )
    places: dict[str, Any] = {"blog_authors": {"ada": (SCRIPT, None)}, "blog_locations": {"x": (SCRIPT, None)}}
    feeds: dict[str, Any] = {"weblog_feeds": {"planet": {"title": SCRIPT, "tags": [SCRIPT]}}}
    with within(60):
        site.build(**texts, **places, **feeds, weblog_search=True, html_short_title=SCRIPT)
    return site


def test_no_text_of_a_person_runs_anywhere(scripts: Site) -> None:
    assert [*running(scripts)] == []


@pytest.mark.parametrize(
    "page",
    ["posts/a", "posts/t", "posts/r", "events/e", "speakers/p", "blog/tag", "blog", "talks", "speakers", "events"],
)
def test_they_are_there_as_text(scripts: Site, page: str) -> None:
    assert "<script>alert(1)" in scripts.page(page).get_text()


def test_search_has_them_as_data_and_shows_them_as_text(scripts: Site) -> None:
    index = [name for name in scripts.contents() if re.search(r"(^|/)search[^/]*\.(js|json)$", name)]
    assert index
    for name in scripts.contents():
        if name.startswith("_static/weblog/") and name.endswith(".js"):
            assert not re.search(
                rb"innerHTML|insertAdjacentHTML|outerHTML|document\.write", scripts.contents()[name]
            ), name


@pytest.mark.parametrize(
    ("written", "is_harmful"),
    [
        ("<em>", False),
        ("</em>", False),
        ("<br>", False),
        ('<span class="x">', False),
        ("<!-- x -->", False),
        ('<abbr title="data: x">', True),
        ("<script>", True),
        ("</script>", True),
        ("<SCRIPT SRC=x>", True),
        ("<iframe>", True),
        ('<img src="x" onerror="alert(1)">', True),
        ("<svg/onload=alert(1)>", True),
        ('<a href="java&#115;cript:alert(1)">', True),
        ('<a href="java\tscript:alert(1)">', True),
        ('<a href="\x01javascript:alert(1)">', True),
        ('<a href="https://x.example/javascript:">', False),
    ],
)
def test_which_tags_of_a_heading_run(written: str, *, is_harmful: bool) -> None:
    assert runs(written) == is_harmful


# Settings

VALUES: list[Any] = [None, True, 0, -1, 10**30, 1.5, float("nan"), "", "x", "a\0b", "\ud800", b"x", "x" * 300, "../.."]
VALUES += [[], [None], [[]], ["x", ["y"]], (1, 2), {"x"}, range(3), object(), len, {}, {1: 2}, {"a": None}, "{{"]
VALUES += [{"a": ("x",)}, {"a": {"tags": [[]]}}, [{}], [("x", "javascript:alert(1)")], "javascript:alert(1)"]
NAMES = [*(setting.name for setting in config.SETTINGS), *ablog_values.SETTINGS, "language"]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Sphinx:
    """An application with all settings."""
    site = Site.from_root(tmp_path_factory.mktemp("settings"))
    folders = (site.source, site.source, site.out, site.doctrees)
    with docutils_namespace():
        return Sphinx(*folders, "html", status=io.StringIO(), warning=io.StringIO())


def mistakes_of(app: Sphinx) -> str:
    try:
        config.check(app.config)
    except ablog_values.SettingsError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", NAMES)
def test_a_setting_of_any_type_is_taken_or_refused_by_its_name(app: Sphinx, name: str) -> None:
    right, refused = app.config[name], 0
    try:
        for value in VALUES:
            app.config[name] = value
            told = mistakes_of(app)
            refused += bool(told)
            assert not told or re.match(rf"conf\.py: ({name}|blog_default_\w+)\b", told)  # which is a name of that
    finally:
        app.config[name] = right
    assert refused > 20


# What spoils a whole build


def test_an_image_that_is_a_pipe_is_told_and_nobody_waits_for_it(site: Site) -> None:
    site.write("posts/x.md", post(body="![x](pipe.png)"))
    os.mkfifo(site.source / "posts/pipe.png")
    with within(30):
        for _ in range(2):
            (warning,) = site.build().warnings
            assert warning.startswith('posts/x.md:6: WARNING: there is no image "posts/pipe.png"')


def test_an_included_pipe_is_told_and_nobody_waits_for_it(site: Site) -> None:
    site.write("posts/x.md", post(body="```{include} pipe\n```\n\n```{literalinclude} pipe\n```"))
    os.mkfifo(site.source / "posts/pipe")
    with within(30):
        for _ in range(2):
            warnings = [warning for warning in site.build().warnings if warning.startswith("posts/")]
            assert [warning.partition(" ")[0] for warning in warnings] == ["posts/x.md:6:", "posts/x.md:9:"]
            assert all("posts/pipe/(no regular file)" in warning for warning in warnings)


def test_folders_in_a_circle_are_told_and_walked_once(site: Site) -> None:
    site.write("posts/x.md", post())
    (site.source / "posts/loop").symlink_to("..")
    (site.source / "posts/again").symlink_to(".")
    with within(30):
        for _ in range(2):
            assert [warning.partition(",")[0] for warning in site.build().warnings] == [
                'WARNING: the folder "posts/again" is',
                'WARNING: the folder "posts/loop" is',
            ]
    assert {path for path in site.contents() if path.endswith("/x.html")} == {"posts/x.html"}


def test_posts_may_be_elsewhere_where_nothing_is_written_and_events_no_folder(site: Site, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/x.md").write_text(post())
    (site.source / "posts").symlink_to(tmp_path / "elsewhere")
    (site.source / "events").write_text("no folder")
    assert site.build().warnings == []
    assert site.exists("posts/x.html")
    assert files_below(tmp_path / "elsewhere").keys() == {str(tmp_path / "elsewhere/x.md")}


def build_alone(site: Site, largest: int | None = None) -> tuple[int, str]:
    """`python -m weblog build` in a process of its own, which may write no file of more bytes than `largest`."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that it is an error, as of a full disk
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    command = [sys.executable, "-B", "-m", "weblog", "build", *map(str, (site.source, site.out, site.doctrees))]
    done = subprocess.run(command, env=ENVIRONMENT, preexec_fn=limit, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


@pytest.mark.parametrize("place", ["html", "doctrees", "html/posts"])
def test_a_file_where_a_folder_is_to_be_is_told(site: Site, place: str) -> None:
    site.write("posts/x.md", post())
    (site.source.parent / place).parent.mkdir(exist_ok=True)
    (site.source.parent / place).write_text("in the way")
    status, told = build_alone(site)
    assert status == 2
    assert "Traceback" not in told
    assert str(site.source.parent / place) in told
    assert (site.source.parent / place).read_text() == "in the way"


def test_a_full_disk_is_told_and_the_next_build_is_whole(site: Site) -> None:
    site.write("posts/x.md", post(body="word " * 20_000))
    status, told = build_alone(site, largest=50_000)
    assert status == 2
    assert "Traceback" not in told
    assert f"it can't be written: {os.strerror(errno.EFBIG)}" in told
    assert build_alone(site) == (0, "")
    assert "word word" in site.page("posts/x").get_text()


# At random

PIECES = st.sampled_from(
    [
        *(
            "```{post}",
            "```{post} 2020-06-25",
            "```{talk}",
            "```{event}",
            "```{speaker}",
            "```",
            "````",
            "---",
            "# A",
            "## B",
        ),
        *(":tags: a, b", ":redirect: ../x", ":was: x", ":event: e", ":dates: 2020-06-25", ":start: 14:30", ":image: 2"),
        *(
            "blogpost: true",
            "tags: [",
            "date: 2020-13-01",
            "title: {a: b}",
            "- x",
            "> ",
            "[x](y)",
            "{ref}`x`",
            "![](z)",
            "",
        ),
        *("```{update} x", "```{postlist} x", "```{talks}", ":::{note}", "$$", "<b>", "{{ x }}", ":limit: x", "(x)="),
    ]
)
LINES = st.lists(PIECES | HOSTILE | st.builds("{}{}".format, PIECES, HOSTILE), max_size=14)
CONTENTS = st.lists(
    LINES.map(lambda lines: "\n".join(lines).encode("utf-8", "replace")) | st.binary(max_size=60), max_size=24
)


def quick(examples: int) -> settings:
    return settings(
        max_examples=examples,
        derandomize="WEBLOG_EXAMPLES" not in os.environ,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@quick(EXAMPLES)
@given(contents=CONTENTS)
def test_any_files_are_built_or_told(contents: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Site.from_root(Path(folder))
        site.write("events/e.md", event(title="E"))
        paths = [f"{('posts', 'events', 'speakers')[number % 3]}/f{number}.md" for number in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            write(site, Case(name=path, files={path: content}))
        with within(60):
            found = by_file(site.build(weblog_drafts=True).warnings)
            site.build()  # drafts are held back
        assert [path for path in paths if path not in found and not site.exists(f"{path[:-3]}.html")] == []


KEYS = ["schedule", "conference", "days", "rooms", "title", "persons", "date", "start", "duration", "events", "room"]
KEYS += [
    "time_zone_name",
    "links",
    "url",
    "name",
    "public_name",
    "type",
    "slot",
    "talks",
    "weblog-schedule",
    "2026-11-28",
]
VALUES_OF_KEYS = st.sampled_from(
    ["2026-11-28", "10:30", "2026-11-28T10:30:00+01:00", "Europe/Amsterdam", "Ada", 1, None]
)
ANY_JSON = st.recursive(
    VALUES_OF_KEYS | HOSTILE | st.floats() | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)
FRAMES = st.sampled_from(
    [
        '{"schedule": {"conference": {"days": [{"date": "2026-11-28", "rooms": {"A": [%s]}}]}}}',
        '{"schedule": {"conference": {}, "events": [%s]}}',
        '{"schedule": {"2026-11-28": {"10:00": [%s]}}}',
        '{"schedule": {"conference": {"days": %s}}}',
        '{"weblog-schedule": 1, "title": "", "talks": [%s]}',
        "%s",
    ]
)
TALK_LIKE = st.dictionaries(st.sampled_from(KEYS), ANY_JSON, max_size=6).map(lambda found: {"title": "x", **found})
TAGS = st.sampled_from(
    ["day", "room", "event", "title", "start", "date", "persons", "person", "conference", "links", "link"]
)


@st.composite
def any_xml(draw: st.DrawFn) -> bytes:
    """A tree of a schedule's tags in any order."""
    root = etree.Element("schedule")
    nodes = [root]
    for tag in draw(st.lists(TAGS, max_size=14)):
        nodes.append(etree.SubElement(draw(st.sampled_from(nodes)), tag))
        nodes[-1].text = draw(
            st.sampled_from(["", "x", "10:30", "25:99", "2026-11-28T10:00:00", "0001-01-01", "a\u202eb"])
        )
        nodes[-1].set("date", draw(st.sampled_from(["2026-11-28", "9999-12-31", "", "x"])))
    return etree.tostring(root)


SCHEDULES = st.one_of(
    st.builds(lambda frame, found: (frame % json.dumps(found)).encode(), FRAMES, TALK_LIKE | ANY_JSON),
    any_xml(),
    st.binary(max_size=80).map(b"<schedule>".__add__),
    st.binary(max_size=80),
)


def read_or_told(path: Path) -> Schedule | str:
    try:
        return read(path, AMSTERDAM)
    except MistakeError as mistake:
        return str(mistake)


@quick(40 * EXAMPLES)
@given(content=SCHEDULES)
def test_any_schedule_is_read_or_named_with_what_is_wrong(content: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        path = Path(file.name)
        path.write_bytes(content)
        with within(10):
            found = read_or_told(path)
        if isinstance(found, str):
            assert found.startswith(f"{path}:")
        else:
            assert from_file(json.loads(as_file(found))).talks == found.talks
