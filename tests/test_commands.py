"""The commands that begin a post, run as an author runs them: in a terminal or not, in a weblog of their own."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from .checkout import FOR_MAKE, MAKE, PROJECT, SHELL, build, copy_program

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DATA = PROJECT / "tests/data/schedules"
NOW = "2026-11-28 11:15"
TODAY = "posts/2026/11/28"
EVENT = "# Sample Conference 2026\n\n```{event}\n:dates: 2026-11-28 to 2026-11-29\n:other-names: Sample 2026\n```\n"
POST = "```{post}\n:tags: doors, Windows\n```\n\n# Doors - Ada Example\n\n```{talk}\n```\n\nWords.\n"


@pytest.fixture
def weblog(tmp_path: Path) -> Path:
    """A weblog with an event, a post and a speaker, on the morning of the event's first day."""
    copy_program(tmp_path, "conf.py", *FOR_MAKE)
    with (tmp_path / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f'\nweblog_now = "{NOW}"\nweblog_navigation = []\nweblog_feeds = {{}}\n')
    files = {
        "index.md": "# Weblog\n",
        "events/sample-2026.md": EVENT,
        "posts/2020/01/02/doors.md": POST,
        "speakers/bo.md": "# Bo Sample\n\n```{speaker}\n```\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def run(weblog: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command where nobody sits at a terminal."""
    command = [sys.executable, "-m", "weblog", *arguments]
    environment = {**SHELL, "PYTHONPATH": "_ext", "EDITOR": "false"}
    return subprocess.run(
        command, cwd=weblog, env=environment, stdin=subprocess.DEVNULL, check=False, capture_output=True, text=True
    )


def told(weblog: Path, *arguments: str) -> str:
    """What a command prints that has worked."""
    done = run(weblog, *arguments)
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout


def refused(weblog: Path, *arguments: str) -> str:
    """What a command says that has written nothing."""
    before = {*weblog.rglob("*.md")}
    done = run(weblog, *arguments)
    assert (done.stdout, done.returncode) == ("", 2)
    assert {*weblog.rglob("*.md")} == before
    return done.stderr.strip()


def typed(weblog: Path, keys: str, *arguments: str, editor: str = "", status: int = 0) -> str:
    """A command in a terminal, in which each line of `keys` answers a question; gives what the terminal shows."""
    leader, follower = pty.openpty()
    environment = {**SHELL, "PYTHONPATH": "_ext", "TERM": "dumb", "EDITOR": editor, "VISUAL": ""}
    command = [sys.executable, "-m", "weblog", *arguments]
    process = subprocess.Popen(
        command, cwd=weblog, env=environment, stdin=follower, stdout=follower, stderr=follower, start_new_session=True
    )
    os.close(follower)
    answers, shown, deadline = keys.splitlines(keepends=True), "", time.monotonic() + 60
    while time.monotonic() < deadline:
        if select.select([leader], [], [], 0.2)[0]:
            try:
                shown += os.read(leader, 65536).decode()
            except OSError:  # Linux's way to say that nobody writes any more
                break
        elif answers and shown.rstrip(" ").endswith(":"):
            os.write(leader, answers.pop(0).encode())
        elif process.poll() is not None:
            break
    os.close(leader)
    assert process.wait(10) == status, shown
    return shown


def text(weblog: Path, path: str) -> str:
    return (weblog / path).read_text(encoding="utf-8")


def test_a_post_is_written_into_todays_folder_and_never_over_another(weblog: Path) -> None:
    assert told(weblog, "post", "--title", "A pump", "--tags", "Windows,  pumps") == f"{TODAY}/a-pump.md\n"
    assert text(weblog, f"{TODAY}/a-pump.md") == "```{post}\n:tags: Windows, pumps\n```\n\n# A pump\n\n"
    again = refused(weblog, "post", "--title", "a PUMP")
    assert again == f"{TODAY}/a-pump.md is there already: write on in it, or give the new post another title"
    assert told(weblog, "post", "--title", "A pump", "--draft", "1") == "posts/drafts/a-pump.md\n"


def test_a_talk_at_an_event_that_is_there(weblog: Path) -> None:
    arguments = [
        "talk",
        "--event",
        "Sample 2026",
        "--title",
        "Opening the doors",
        "--speaker",
        "Ada Example, Bo Sample",
    ]
    assert told(weblog, *arguments) == f"{TODAY}/opening-the-doors.md\n"
    assert text(weblog, f"{TODAY}/opening-the-doors.md") == (
        "```{post}\n```\n\n# Sample 2026: Opening the doors - Ada Example and Bo Sample\n\n"
        "```{talk}\n:event: sample-2026\n```\n\n"
    )


def test_a_new_event_is_begun_with_its_first_talk(weblog: Path) -> None:
    near = refused(weblog, "talk", "--event", "sampel-2026", "--title", "x")
    assert near == (
        'there is no event "sampel-2026"; did you mean "sample-2026"?; to begin one, say its days: DATES=2020-06-25'
    )
    new = [
        "talk",
        "--event",
        "Pump Days",
        "--title",
        "x - Cy",
        "--dates",
        "28-29 November 2026",
        "--place",
        "#1 Utrecht",
    ]
    assert told(weblog, *new) == f"events/pump-days.md\n{TODAY}/x.md\n"
    assert text(weblog, "events/pump-days.md") == (
        '# Pump Days\n\n```{event}\n:dates: 28-29 November 2026\n:place: "#1 Utrecht"\n```\n'
    )
    assert refused(weblog, *new).startswith("events/pump-days.md says it all of this event: write DATES=28-29")
    assert "can't be read as days" in refused(weblog, "talk", "--event", "q", "--title", "y", "--dates", "soon")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("post",), "say the title: TITLE=..."),
        (("talk",), "say the event: EVENT=..."),
        (("talk", "--event", "sample-2026"), "say the title: TITLE=..."),
        (
            ("meetup", "--event", "sample-2026"),
            'say the talks: TALKS="One title - Ada Example; Another - Bo Sample"',
        ),
        (("schedule", "--event", "x"), "there is no events/x.schedule.json: say where the schedule is, FROM=..."),
        (("schedule", "--event", "x", "--from", "no"), "no: there is no such file"),
        (("schedule", "--event", "x", "--from", "conf.py"), "conf.py:1: this is no JSON: Extra data"),
    ],
)
def test_what_is_missing_is_told(weblog: Path, arguments: tuple[str, ...], message: str) -> None:
    assert refused(weblog, *arguments) == message


@pytest.mark.parametrize(
    ("conf", "message"),
    [
        (None, "there is no conf.py in {}: run this in the folder of a weblog"),
        ("x = (", "conf.py:1: '(' was never closed (<unknown>, line 1)"),
        ("import os\nweblog_timezone = os.name", "conf.py:2: weblog_timezone isn't a plain text, so that it can't be"),
        ("weblog_timezone = 'Mars'", 'conf.py: weblog_timezone "Mars" is no time zone, like "Europe/Amsterdam"'),
        ("weblog_now = 'soon'", 'conf.py: weblog_now "soon" is no moment, like "2020-06-25 14:30"'),
        ("extensions = ['weblog']", "these commands write Markdown, which this site doesn't read: add myst_parser"),
    ],
)
def test_a_conf_py_that_cannot_be_read_in_haste_is_told(weblog: Path, conf: str | None, message: str) -> None:
    (weblog / "conf.py").unlink()
    if conf is not None:
        (weblog / "conf.py").write_text(conf)
    assert refused(weblog, "post", "--title", "x").startswith(message.format(weblog))


def test_a_schedule_from_elsewhere_is_kept_without_what_is_private_and_offers_what_runs(weblog: Path) -> None:
    shown = told(weblog, "schedule", "--event", "sample-2026", "--from", str(DATA / "pretalx.json"))
    assert shown.splitlines()[1:] == [
        "6 talks in 2 rooms, 2026-11-28 to 2026-11-29; left out: 1, no talks",
        "now:",
        "  1  Sat 28 11:00  Cellar  Licence to solder",
        "  2  Sat 28 11:00  Great Hall  SELECT code_execution FROM * USING `SQLite`; [and Docker] #1 - "
        "Bo Sample, Cy Smith & Sons",
        "before:",
        "  3  Sat 28 10:00  Great Hall  Opening the doors - Ada Example",
        "next:",
        "  4  Sun 29 00:30  Cellar  Night of the panel",
        "  5  Sun 29 14:00  Cellar  Licence to solder - @dee",
        "  6  Mon 30 00:15  Cellar  Last words - and a song - Ada Example",
        "events/sample-2026.schedule.json",
    ]
    assert "PRIVATE" not in text(weblog, "events/sample-2026.schedule.json")
    told(weblog, "schedule", "--event", "sample-2026", "--from", str(DATA / "pretalx.json"))  # a newer one
    assert "weblog's own" in told(weblog, "schedule", "--event", "sample-2026").splitlines()[0]
    (weblog / "events/sample-2026.schedule.json").write_text("{}")
    again = run(weblog, "schedule", "--event", "sample-2026", "--from", str(DATA / "pretalx.json"))
    assert again.stderr == "events/sample-2026.schedule.json is a file of yours: move it away, and run this again\n"


def test_talks_from_a_schedule_are_read_by_the_build_as_they_were_meant(weblog: Path) -> None:
    """Titles with signs of Markdown, names with "&", sessions after midnight and of one title; no schedule goes out."""
    kept = weblog / "events/sample-2026.schedule.json"
    kept.write_bytes((DATA / "pretalx.json").read_bytes())
    (weblog / "events/sample-2026.schedule.xml").write_bytes((DATA / "pentabarf.xml").read_bytes())
    listed = refused(weblog, "talk", "--event", "sample-2026")
    assert listed.splitlines()[:2] == ["say the title, TITLE=...:", "now:"]
    talks = json.loads(kept.read_text(encoding="utf-8"))["schedule"]["conference"]["days"]
    titles = {talk["title"] for day in talks for room in day["rooms"].values() for talk in room} - {"Lunch"}
    for title in titles:
        told(weblog, "talk", "--event", "sample-2026", "--title", title)
    assert ":start: 2026-11-28 11:00" in text(weblog, f"{TODAY}/licence-to-solder.md")
    told(weblog, "meetup", "--event", "sample-2026", "--title", "All of Saturday")
    assert text(weblog, f"{TODAY}/all-of-saturday.md").count("```{talk}") == 3
    (weblog / f"{TODAY}/all-of-saturday.md").unlink()
    for name in ("rooms `*_[<&$#{{~|^>\\", "www.doors.example and a@b.example - https://c.example"):
        told(weblog, "talk", "--event", "sample-2026", "--title", name, "--speaker", '"Smith & Sons", "@dee", Bo #2')
    plain = "2 * 3 * 4, `code`, [a] [b](c), <b>bold</b>, {post}`x`, $5$ and $6$, {{ x }}, ~~no~~, &amp; \\ _so_ # end #"
    alone = told(weblog, "post", "--title", plain).strip().replace(".md", ".html")
    for folder, setting in (("files", "html_extra_path = ['files']"), ("_static", "")):
        (weblog / folder).mkdir(exist_ok=True)
        (weblog / folder / "x.schedule.json").write_text("{}")
        (weblog / "conf.py").write_text(f"{text(weblog, 'conf.py')}\n{setting}\n")
    build(weblog, weblog / "out")
    heading = BeautifulSoup((weblog / "out" / alone).read_bytes(), "lxml").h1
    assert heading is not None
    assert heading.get_text() == plain
    page = BeautifulSoup((weblog / "out/events/sample-2026.html").read_bytes(), "lxml")
    shown = " ".join(page.get_text().split())
    for words in (
        "SELECT code_execution FROM * USING `SQLite`; [and Docker] #1",
        "Cy Smith & Sons",
        "Smith & Sons, @dee",
    ):
        assert words in shown, words
    for words in ("Last words - and a song", "rooms `*_[<&$#{{~|^>\\", "www.doors.example and a@b.example - https://c"):
        assert words.casefold() in shown.replace("\N{EN DASH}", "-").casefold(), words
    listed = shown.casefold()
    assert listed.index("night of the panel") < listed.index("last words") > listed.index("opening the doors")
    assert not [*(weblog / "out").rglob("*.schedule.*")]


def test_a_meetup_has_a_section_for_each_talk(weblog: Path) -> None:
    talks = "One - Ada Example; doors - and more - Bo Sample; Three"
    path = told(weblog, "meetup", "--event", "sample-2026", "--talks", talks, "--tags", "pumps").strip()
    assert path == f"{TODAY}/sample-conference-2026.md"
    assert text(weblog, path) == (
        "```{post}\n:tags: pumps\n:event: sample-2026\n```\n\n# Sample Conference 2026\n\n"
        "## One - Ada Example\n\n```{talk}\n```\n\n"
        "## doors - and more - Bo Sample\n\n```{talk}\n```\n\n"
        "## Three\n\n```{talk}\n```\n\n"
    )


def test_what_is_missing_is_asked_in_a_terminal_with_names_completed(weblog: Path) -> None:
    keys = "sam\t\nPumps\nAda\t, bo\t\nWin\t, doo\t\n"
    shown = typed(weblog, keys, "talk", editor=f"{sys.executable} -c \"import sys; print('opened', sys.argv[1])\"")
    path = f"{TODAY}/pumps.md"
    assert f"opened {weblog / path}" in shown
    assert text(weblog, path) == (
        "```{post}\n:tags: Windows, doors\n```\n\n# Sample 2026: Pumps - Ada Example and Bo Sample\n\n"
        "```{talk}\n:event: sample-2026\n```\n\n"
    )


def test_talks_of_a_schedule_are_chosen_in_a_terminal(weblog: Path) -> None:
    (weblog / "events/sample-2026.schedule.json").write_bytes((DATA / "pretalx.json").read_bytes())
    typed(weblog, "\nlicence\n2\n\n", "talk")
    assert ":start: 2026-11-29 14:00\n:kind: tutorial" in text(weblog, f"{TODAY}/licence-to-solder.md")
    typed(weblog, "\nWhat is in no schedule - Cy Other\n\n\n", "talk")
    assert "What is in no schedule - Cy Other" in text(weblog, f"{TODAY}/what-is-in-no-schedule.md")


def test_who_leaves_a_terminal_writes_nothing(weblog: Path) -> None:
    shown = typed(weblog, "new-event\n\n\n\x04\n", "talk", status=1)
    assert 'There is no event "new-event" yet; it is begun here, and Ctrl-C leaves it.' in shown
    assert "nothing was written" in shown
    assert not (weblog / "posts/2026").exists()
    assert not (weblog / "events/new-event.md").exists()


@pytest.mark.parametrize(
    ("target", "variables", "path"),
    [
        ("post", {"TITLE": 'it\'s $HOME & "more"'}, f"{TODAY}/its-home-more.md"),
        ("post", {"TITLE": "2 Billion $ a day"}, f"{TODAY}/2-billion-a-day.md"),
        ("talk", {"EVENT": "sample-2026", "TITLE": "One", "SPEAKER": "Ada"}, f"{TODAY}/one.md"),
        ("meetup", {"EVENT": "sample-2026", "TALKS": "One - Ada; Two"}, f"{TODAY}/sample-conference-2026.md"),
        ("schedule", {"EVENT": "sample-2026", "FROM": str(DATA / "hub.json")}, "events/sample-2026.schedule.json"),
    ],
)
def test_make_calls_the_commands(weblog: Path, target: str, variables: Mapping[str, str], path: str) -> None:
    given = [f"{name}={value}" for name, value in variables.items()]
    done = subprocess.run(
        [*MAKE, target, *given],
        cwd=weblog,
        env={**SHELL, "NAME": "of the machine"},
        stdin=subprocess.DEVNULL,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines()[-1] == path
    assert (weblog / path).is_file()
    if "$" in (title := variables.get("TITLE", "")):
        assert f"# {title.replace('$', chr(92) + '$').replace('&', chr(92) + '&')}\n" in text(weblog, path)


@pytest.mark.parametrize(
    "arguments",
    [
        ["post", "--title", "x"],
        ["talk", "--event", "sample-2026", "--title", "x", "--speaker", "Ada"],
        ["talk", "--event", "new", "--title", "y", "--dates", "2026-11-28"],
        ["meetup", "--event", "sample-2026", "--talks", "One - Ada"],
        ["schedule", "--event", "sample-2026", "--from", str(DATA / "pretalx.json")],
    ],
)
def test_no_command_that_writes_a_file_imports_what_a_build_needs(weblog: Path, arguments: list[str]) -> None:
    code = f"import sys; from weblog.__main__ import main; assert main({arguments!r}) == 0; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=weblog,
        env={**SHELL, "PYTHONPATH": "_ext"},
        stdin=subprocess.DEVNULL,
        check=True,
        capture_output=True,
        text=True,
    )
    found = {re.split(r"[._]", name)[0] for name in done.stdout.splitlines()[-1].split()}
    assert not found & {"sphinx", "docutils", "ablog", "babel", "jinja2", "yaml", "dateutil", "lxml"}


# Moving in


def test_make_import_takes_in_another_weblog(weblog: Path) -> None:
    command = [*MAKE, "import", f"FROM={PROJECT}/tests/data/imports/sphinx", "TALKS=1", "INTO=weblog"]
    done = subprocess.run(command, cwd=weblog, env=SHELL, check=True, capture_output=True, text=True)
    assert "6 posts imported" in done.stdout
    assert (weblog / "weblog/2020/06/25/kites.rst").is_file()
    assert (weblog / "events/flying-conference-2020.md").is_file()
    build(weblog, weblog / "_build/html", "-D", "html_extra_path=")
    assert (weblog / "_build/html/weblog/2020/06/25/kites.html").is_file()


def test_an_import_of_nothing_is_refused(weblog: Path) -> None:
    assert refused(weblog, "import", "--from", "nowhere") == "there is no nowhere: check the path"
