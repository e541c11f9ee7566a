"""What an author reads in the terminal when the weblog is built."""

from __future__ import annotations

import io
import locale
import logging
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sphinx.locale import translators

from weblog import console

from ..checkout import ENVIRONMENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from .sites import Site

    Build = Callable[..., tuple[int, list[str], list[str]]]

SEARCHED = """
import atexit, gc
atexit.register(lambda: print("left out of the last search for garbage:", gc.get_freeze_count() > 10_000))
"""
NOTES = "---\norphan: true\n---\n\n# Notes\n"


@pytest.fixture
def build(site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Build:
    """Builds the site: the exit status, what it says, what it tells to be wrong."""
    monkeypatch.setattr(locale, "setlocale", lambda *_: "")  # which would stay for all other tests

    def run(jobs: int = 1) -> tuple[int, list[str], list[str]]:
        translators.clear()
        status = console.build(site.source, site.out, site.doctrees, jobs=jobs)
        said = capsys.readouterr()
        return status, said.out.splitlines(), said.err.splitlines()

    return run


def test_a_build_says_what_it_has_done_in_a_few_lines(site: Site, build: Build) -> None:
    site.post("2020/06/25/a")
    site.write("notes.md", NOTES)
    look = f"look at {site.out}/index.html"

    status, said, wrong = build()
    assert (status, wrong) == (0, [])
    assert said[0] == "pages written: 13 (404, blog, blog/2020, blog/2020/06, blog/archive and 8 more)"
    assert said[1:] == [look]

    assert build() == (0, ["pages: all are as they were", look], [])

    site.write("notes.md", f"{NOTES}\nA word.\n")
    assert build() == (0, ["pages written: 1 (notes)", look], [])

    (site.source / "notes.md").unlink()
    assert build()[1] == ["pages written: 1 (genindex)", "pages removed: 1 (notes)", look]


def test_a_page_that_is_made_again_and_stays_the_same_is_not_counted(site: Site, build: Build) -> None:
    site.write("notes.md", f"{NOTES}\nA word.\n")
    build()
    site.write("notes.md", f"{NOTES}\n\nA word.\n")
    assert build()[1][0] == "pages: all are as they were"


def test_pages_of_several_processes_are_counted(site: Site, build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sphinx_rebuild.processes.Processes.pay_off", lambda *_: True)
    for number in range(12):
        site.write(f"page{number}.md", NOTES)
    build(2)
    for number in range(12):
        site.write(f"page{number}.md", f"{NOTES}\nA word.\n")
    assert build(2)[1][0].startswith("pages written: 12 (page0, page1, page10, ")


def test_what_is_held_back_is_told_with_the_reason(site: Site, build: Build) -> None:
    site.post("2030/01/02/later")
    site.post("2030/01/02/at-nine", "A post", "2030-01-02 09:00")
    site.post("drafts/a")
    assert build()[1][0] == (
        "held back: posts/2030/01/02/at-nine (scheduled for 2030-01-02 09:00), "
        "posts/2030/01/02/later (scheduled for 2030-01-02), posts/drafts/a (draft)"
    )


def test_a_post_that_has_moved_is_named(site: Site, build: Build) -> None:
    site.post("2020/06/25/old", "A title")
    build()
    (site.source / "posts/2020/06/25/old.md").unlink()
    site.post("2020/06/25/new", "A title")
    _, said, wrong = build()
    assert said[0].startswith("posts/2020/06/25/new.md:1: posts/2020/06/25/old.html was this post's address until it")
    assert wrong == []


def test_mistakes_come_last_and_in_every_build(site: Site, build: Build) -> None:
    site.write("notes.md", NOTES + "\n{speaker}`Nobody` {nosuch}`x`\n")
    first, second = build(), build()
    assert first[0] == second[0] == 1
    assert first[2] == second[2]
    assert [line.partition(" WARNING")[0] for line in first[2]] == [
        "notes.md:7:",
        "notes.md:7:",
        f"mistakes: 2; until they are mended, {site.out} isn't for publishing",
    ]
    assert not [line for line in first[1] if line.startswith("look")]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import nosuch", "conf.py:LAST: ModuleNotFoundError: No module named 'nosuch'"),
        ("import broken", "broken.py:2: NameError: name 'y' is not defined"),
        ("x = (", "conf.py:LAST: '(' was never closed"),
        ("blog_title = None", "conf.py:LAST: blog_title must be a text, not None"),
        ('language = "nl-NL"', 'conf.py:LAST: language: "nl-NL" is no language of Babel\'s; '),
        ('extensions += ["nosuch"]', "conf.py:LAST: Could not import extension nosuch: No module named 'nosuch'"),
        ('html_theme = "nosuch"', "conf.py: no theme named 'nosuch' found"),
        ('needs_sphinx = "99"', "conf.py: This project needs at least Sphinx v99"),
    ],
)
def test_a_mistake_in_the_settings_is_one_line(
    site: Site, build: Build, monkeypatch: pytest.MonkeyPatch, code: str, told: str
) -> None:
    monkeypatch.syspath_prepend(site.source)
    site.write("broken.py", "x = 1\ny\n")
    settings = (site.source / "conf.py").read_text()
    site.write("conf.py", f"{settings}{code}\n")
    status, said, wrong = build()
    assert (status, said, len(wrong)) == (2, [], 1)
    assert wrong[0].startswith(told.replace("LAST", str(len(settings.splitlines()) + 1)))


def test_several_mistakes_in_the_settings_have_a_line_each(site: Site, build: Build) -> None:
    settings = (site.source / "conf.py").read_text()
    last = len(settings.splitlines())
    site.write("conf.py", f"{settings}blog_title = 1\n\nblog_path = '/'\n")
    assert [line.partition(": ")[0] for line in build()[2]] == [f"conf.py:{last + 1}", f"conf.py:{last + 3}"]


def test_a_crash_is_reported_in_full(site: Site, build: Build) -> None:
    code = "def setup(app):\n    app.connect('env-updated', lambda app, env: 1 / 0)\n"
    site.write("conf.py", (site.source / "conf.py").read_text() + code)
    status, said, wrong = build()
    assert (status, said) == (2, [])
    assert any("division by zero" in line for line in wrong)
    assert "Traceback" in wrong


def test_nothing_of_a_build_is_left_in_the_loggers(site: Site, build: Build) -> None:
    before = [list(logging.getLogger(f"sphinx.{name}").handlers) for name in console.OURS]
    build()
    assert [list(logging.getLogger(f"sphinx.{name}").handlers) for name in console.OURS] == before


class Terminal(io.StringIO):
    """Something to write to that says it is a terminal."""

    def isatty(self) -> bool:
        """True, as of a terminal."""
        return True


def test_progress_is_one_line_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "12")
    terminal = Terminal()
    progress = console.Progress(terminal)
    progress.write("\x1b[1mreading sources... \x1b[0m")
    progress.write("\n")
    progress.write("a")
    progress.clear()
    assert terminal.getvalue() == "\r\x1b[Kreading sou\r\x1b[Ka\r\x1b[K"


def test_nothing_of_progress_is_in_a_log() -> None:
    log = io.StringIO()
    progress = console.Progress(log)
    progress.write("reading sources...")
    progress.clear()
    assert log.getvalue() == ""


@pytest.mark.parametrize(("words", "told"), [("Words.", b"built"), ("[gone](gone.md)", b"")])
def test_a_check_says_once_the_site_is_built_without_mistakes(words: str, told: bytes, site: Site) -> None:
    site.write("notes.md", f"{NOTES}\n{words}\n")
    reading, writing = os.pipe()
    folders = map(str, (site.source, site.out, site.doctrees))
    run = [sys.executable, "-m", "weblog", "check", "--when-built", str(writing), *folders]

    done = subprocess.run(run, env=ENVIRONMENT, check=False, capture_output=True, pass_fds=[writing])

    os.close(writing)
    with open(reading, "rb") as found:  # noqa: PTH123 - no path
        assert found.read() == told
    assert done.returncode == (0 if told else 1)


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_command_that_ends_with_the_build_takes_nothing_apart_at_its_end(command: str, site: Site) -> None:
    with (site.source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(SEARCHED)
    run = [sys.executable, "-m", "weblog", command, *map(str, (site.source, site.out, site.doctrees))]

    done = subprocess.run(run, env=ENVIRONMENT, check=False, capture_output=True, text=True)

    assert done.stdout.splitlines()[-1] == "left out of the last search for garbage: True"
