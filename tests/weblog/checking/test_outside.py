"""`python -m weblog linkcheck`, against a server on this machine: what is dead, with its place, and since when."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from weblog.checking import outside

from ...checkout import ENVIRONMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..sites import Site

CODES = {"/well": 200, "/gone": 404, "/moved": 301, "/elsewhere": 302, "/slides": 410}


class World(ThreadingHTTPServer):
    """The world outside."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.codes = dict(CODES)
        self.is_over = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    """What it answers; nothing at all for /slow."""

    server: World

    def do_GET(self) -> None:
        if self.path == "/slow":
            self.server.is_over.wait()
            return
        self.send_response(self.server.codes.get(self.path, 404))
        self.send_header("Location", "/well")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815 - the library's name

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture
def world() -> Iterator[World]:
    server = World()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.is_over.set()
    server.shutdown()
    server.server_close()


def linkcheck(site: Site, today: str) -> subprocess.CompletedProcess[str]:
    """Runs the command on a day."""
    conf = (site.source / "conf.py").read_text(encoding="utf-8")
    site.write("conf.py", f'{conf}\nweblog_now = "{today}"\nlinkcheck_timeout = 1\n')
    folders = [str(folder) for folder in (site.source, site.out.with_name("linkcheck"), site.doctrees)]
    command = [sys.executable, "-m", "weblog", "linkcheck", "--jobs", "1", *folders]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)


def test_what_is_dead_is_told_with_its_place_and_since_when(site: Site, world: World) -> None:
    at = world.address
    site.post(
        "2020/06/01/a", body=f"[1]({at}/well) [2]({at}/moved)\n[3]({at}/elsewhere)\n\n[4]({at}/gone) [5]({at}/slow)"
    )
    site.post("2020/06/02/talk", "A talk - Ada", body=f"```{{talk}}\n:slides: {at}/slides\n```\n\nWords.")
    site.post("drafts/d", body=f"[1]({at}/draft)")
    site.build()
    dead = site.source / ".dead-links.json"

    found = linkcheck(site, "2021-01-01")
    assert found.stdout.splitlines()[1:] == [
        "hints: moved for good",
        f"posts/2020/06/01/a.md:6: {at}/moved is {at}/well now",
        "hints: no answer",
        f"posts/2020/06/01/a.md:9: {at}/slow has given no answer within 1 seconds, since 2021-01-01",
    ]
    title, *lines, counts = found.stderr.splitlines()
    assert (title, counts) == ("mistakes: dead", "3 well, 1 without an answer, 2 dead")
    assert [line.partition(" Client Error")[0] for line in lines] == [
        f"posts/2020/06/01/a.md:9: {at}/gone is dead since 2021-01-01: 404",
        f"posts/2020/06/02/talk.md:6: {at}/slides is dead since 2021-01-01: 410",
    ]
    assert found.returncode == 1
    assert json.loads(dead.read_bytes()) == dict.fromkeys([f"{at}/gone", f"{at}/slides", f"{at}/slow"], "2021-01-01")

    world.codes |= {"/slides": 200, "/well": 410}
    later = linkcheck(site, "2021-02-01").stderr
    assert f"{at}/gone is dead since 2021-01-01" in later
    assert f"{at}/well is dead since 2021-02-01" in later
    assert f"{at}/slides" not in dead.read_text()

    site.post("2020/06/01/a", body=f"[1]({at}/slides)")
    last = linkcheck(site, "2021-03-01")
    assert (last.returncode, last.stderr) == (0, "")
    assert last.stdout.endswith("1 well, 0 without an answer, 0 dead\n")
    assert not dead.exists()


def test_without_a_network_nothing_is_dead(site: Site, world: World) -> None:
    world.shutdown()
    world.server_close()
    site.post("2020/06/01/a", body=" ".join(f"[{n}]({world.address}/{n})" for n in range(3)))
    found = linkcheck(site, "2021-01-01")
    assert (found.returncode, found.stderr) == (2, "none of 3 addresses answers: is there a network?\n")
    assert not (site.source / ".dead-links.json").exists()


def test_a_site_that_cannot_be_built_is_told_so(site: Site) -> None:
    site.write("conf.py", "x = (\n#")
    found = linkcheck(site, "2021-01-01")
    assert (found.returncode, found.stderr) == (2, "conf.py:1: '(' was never closed\n")


def test_answers_that_are_none() -> None:
    lines = [
        {"uri": "mailto:a@b.example", "status": "unchecked", "filename": "a.md", "lineno": 1, "code": 0, "info": ""},
        {"uri": "https://a.example", "status": "ignored", "filename": "a.md", "lineno": 1, "code": 0, "info": ""},
        {
            "uri": "https://b.example",
            "status": "broken",
            "filename": "a.md",
            "lineno": -1,
            "code": 0,
            "info": "x " * 90,
        },
    ]
    (answer,) = outside.read("\n".join(map(json.dumps, lines)))
    ((line,),) = outside.told([answer], {"https://b.example": "2021-01-01"}, 15).values()
    assert line == f"a.md:1: https://b.example is dead since 2021-01-01: {'x ' * 69}x\N{HORIZONTAL ELLIPSIS}"
