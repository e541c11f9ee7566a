"""`python -m weblog check`, run as an author runs it: what is told, in which order, and with which exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from weblog.checking import command, feeds
from weblog.checking.pages import Place
from weblog.checking.site import BuiltSite
from weblog.publishing.inventory import inventory

from ...checkout import ENVIRONMENT, MAKE, PROJECT, SHELL
from ..sites import Site
from .cases import CASES, CONF, FEED, Case

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def check(site: Site, *options: str) -> subprocess.CompletedProcess[str]:
    """Runs the command."""
    folders = [str(folder) for folder in (site.source, site.out, site.doctrees)]
    arguments = ["check", "--jobs", "1", *options, *folders]
    return subprocess.run(
        [sys.executable, "-m", "weblog", *arguments],
        cwd=site.source,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """What is told of a weblog with all that can be found."""
    site = Site.from_root(tmp_path_factory.mktemp("site"))
    site.write("conf.py", (site.source / "conf.py").read_text(encoding="utf-8") + CONF)
    for path, content in [item for case in CASES for item in case.files.items()]:
        (site.source / path).parent.mkdir(parents=True, exist_ok=True)
        (site.source / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    return check(site)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_found_is_told_with_its_place(told: subprocess.CompletedProcess[str], case: Case) -> None:
    def of_case(text: str) -> list[str]:
        places = [path.replace("extra/", "../html/") for path in case.files]
        return [line for line in text.splitlines() if line.startswith(tuple(f"{place}:" for place in places))]

    assert of_case(told.stdout) == [*case.hints]
    assert of_case(told.stderr) == [*case.mistakes]


def test_findings_stand_in_groups_mistakes_last_with_their_number(told: subprocess.CompletedProcess[str]) -> None:
    hints, mistakes = (sum(map(len, found)) for found in zip(*((it.hints, it.mistakes) for it in CASES), strict=True))
    assert told.stderr.splitlines()[-1] == f"{mistakes} to mend, hints: {hints}"
    groups = [line for line in (told.stdout + told.stderr).splitlines() if line.startswith(("hints:", "mistakes:"))]
    assert groups == [
        *("hints: texts", "hints: tags", "hints: names", "hints: images"),
        *("mistakes: texts", "mistakes: links", "mistakes: feeds"),
    ]
    assert told.returncode == 1


def test_hints_alone_are_no_failure(site: Site) -> None:
    site.post("2020/06/01/a", body="TODO")
    hint = 'hints: texts\nposts/2020/06/01/a.md:6: "TODO" stands in the text\n'
    found = check(site)
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.endswith(f"nothing was published from here yet\n{hint}nothing to mend, hints: 1\n")


def test_make_calls_the_commands() -> None:
    def called(*arguments: str) -> str:
        command = [*MAKE, "--dry-run", "JOBS=2", *arguments]
        return subprocess.run(command, cwd=PROJECT, env=SHELL, check=True, capture_output=True, text=True).stdout

    assert " -m weblog check --jobs 2 . _build/html _build/doctrees\n" in called("check").replace("  ", " ")
    assert " -m weblog check --jobs 2 --strict . _build/html _build/doctrees\n" in called("check", "STRICT=1")
    assert " -m weblog linkcheck --jobs 2 . _build/linkcheck _build/doctrees\n" in called("linkcheck")


def test_mistakes_of_the_build_are_told_last(site: Site) -> None:
    site.post("2020/06/01/a", body="## Empty\n\n## See\n\n{event}`nowhere`")
    found = check(site)
    lines = found.stderr.splitlines()
    assert found.returncode == 1
    assert [lines[0], lines[2]] == ["mistakes: build", "1 to mend, hints: 1"]
    assert lines[1].startswith('posts/2020/06/01/a.md:10: WARNING: there is no event "nowhere"')


def test_a_site_that_cannot_be_built_is_told_so(site: Site) -> None:
    site.write("conf.py", "x = (\n")
    found = check(site)
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.splitlines() == ["mistakes: build", "conf.py:1: '(' was never closed", "1 to mend"]


def test_a_site_without_an_address_is_looked_at_too(site: Site) -> None:
    site.post("2020/06/01/a", body='<a href="/index.html">1</a> <a href="/no.html">2</a>')
    found: list[str] = []
    site.build(blog_baseurl="", look=lambda app: found.extend(map(str, BuiltSite.of(app).findings())))
    (line,) = found
    assert line.startswith('posts/2020/06/01/a.md:6: the site has no "no.html"')


def test_what_a_publication_does_is_told_against_the_last_one(site: Site) -> None:
    site.post("2020/06/01/a")
    site.post("2020/06/02/b")
    site.build()
    published = site.out.parent / "published.json"
    published.write_text(inventory(site.out).as_json(), encoding="utf-8")
    (site.source / "posts/2020/06/02/b.md").unlink()
    site.post("2020/06/01/a", body="Other words.")
    site.post("2020/06/03/c", "New", "", ":redirect: old/c")
    site.build()
    does = "1 new post, 1 changed, 1 removed; feeds: 1 new entry, 1 changed; 1 address redirects; 1 address lost"
    assert command.what_it_does(site.out) == f"to publish this: {does}"
    published.write_text("[]", encoding="utf-8")
    assert command.what_it_does(site.out).startswith("what was published last isn't known: ")


def test_the_code_of_commands_is_none_of_the_sites(site: Site) -> None:
    """A build after a check, or a check after a build, would read everything anew otherwise."""

    def code() -> str:
        found: str = json.loads((site.doctrees / "sphinx_rebuild/html/record.json").read_bytes())["code"]
        return found

    site.post("2020/06/01/a", body="TODO")
    assert check(site, "--strict").returncode == 1
    of_check = code()
    folders = [str(folder) for folder in (site.doctrees, site.source, site.out)]
    subprocess.run([sys.executable, "-m", "sphinx", "-d", *folders], env=ENVIRONMENT, check=True, capture_output=True)
    assert code() == of_check


def test_what_is_read_again_is_what_has_changed(site: Site) -> None:
    """A check after an edit costs what the edit costs; it finds what a first one finds."""
    read: list[str] = []
    found: list[str] = []

    def look(app: Sphinx) -> None:
        built = BuiltSite.of(app)
        found[:] = map(str, built.findings())
        read[:] = built.kept.read

    for number in range(1, 6):
        site.post(f"2020/06/0{number}/p", f"Post {number}", "", ":tags: one", body='<a href="gone.html">TODO</a>')
    site.build(look=look)
    first, everything = list(found), list(read)
    assert len(first) == 10
    assert {"posts/2020/06/03/p", "posts/2020/06/03/p.html", "blog/tag/one/atom.xml", "404.html"} <= {*everything}

    for page in site.out.rglob("*.html"):
        os.utime(page)  # as after a copy of it
    site.build(look=look)
    assert (found, read) == (first, [])

    before = site.contents()
    site.post("2020/06/03/p", "Post 3", "", ":tags: one", body='A word and <a href="gone.html">TODO</a>')
    site.build(look=look)
    changed = {path for path, content in site.contents().items() if before.get(path) != content}
    assert sorted(read) == sorted(["posts/2020/06/03/p", *(changed & {*everything})])
    assert "blog/tag/one/atom.xml" in read
    assert found == first

    (site.out.parent / "check.json").write_text("{}")
    site.build(look=look)
    assert (found, sorted(read)) == (first, sorted(everything))


@pytest.mark.parametrize(
    ("path", "content", "problem"),
    [
        ("a.xml", f"{FEED}<entry>", (4, "this is no XML: ")),
        ("feed.json", "[]", (1, "this is no JSON Feed: ")),
        ("feed.json", '{"items": [{"id": 1}, {"id": "1"}]}', (1, '2 entries have the id "1"')),
    ],
)
def test_feeds_that_nobody_can_read(path: str, content: str, problem: tuple[int, str]) -> None:
    facts = feeds.read(content.encode(), path, Place(address="https://small.example/"))
    ((line, message),) = facts["problems"]
    assert line == problem[0]
    assert message.startswith(problem[1])


@pytest.mark.parametrize(
    ("address", "written", "target"),
    [
        ("", "b.html", "a/b.html"),
        ("", "../b.html#c", "b.html#c"),
        ("", "/b.html", "b.html"),
        ("", "https://x.example/b.html", ""),
        ("", "../../b.html", "b.html"),
        ("https://x.example", "/", "index.html"),
        ("https://x.example/", "https://x.example/b%20c.html?q#d%20e", "b c.html#d e"),
        ("https://x.example/s/", "/s", "index.html"),
        ("https://x.example/s/", "../../s/b/", "b/index.html"),
        ("https://x.example/s/", "/sub/b.html", "//sub/b.html"),
        ("https://x.example/s/", "//other.example/", ""),
        ("https://x.example/s/", "", "a/p.html"),
        ("https://x.example/s/", "#x", "a/p.html#x"),
        ("https://x.example/s/", "javascript:x()", ""),
    ],
)
def test_where_an_address_leads_to(address: str, written: str, target: str) -> None:
    assert Place(address=address).resolve(written, "a/p.html") == target
