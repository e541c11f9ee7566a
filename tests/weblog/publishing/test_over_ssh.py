"""Publications to a host whose connection breaks time and again, while somebody reads what it shows."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from ...browsing import serving
from ...checkout import ENVIRONMENT
from .hosts import PROGRAMS, SYSTEM, Host, sshd
from .made import SIZE, back, make_site, mark_of, names, need, publish, refused, releases, states, write

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = 40
MOMENTS = 10
"""How often an upload is killed."""
PATIENCE = 60
"""Seconds until the test gives up."""
PUBLISH = """
import sys
from pathlib import Path
from weblog.posts.mistake import MistakeError
from weblog.publishing import publication
from weblog.publishing.destination import connected
dest, ssh, site, kept = sys.argv[1:]
try:
    with connected(dest, Path.cwd(), ssh) as destination:
        published = publication.look(destination, Path(kept))
        publication.publish(destination, published, publication.Built.now(Path(site), published), Path(kept))
except MistakeError as mistake:
    sys.exit(str(mistake))
"""
"""What the command does with a site that is built."""
SLOW = """\
#!{python}
import os, subprocess, sys, threading, time
done, sent = subprocess.Popen([{ssh!r}, *sys.argv[1:]], stdin=subprocess.PIPE), 0
threading.Thread(target=lambda: os._exit(done.wait() & 255)).start()  # also while there is nothing to read
while part := sys.stdin.buffer.read1(2048):
    sent += len(part)
    while sent > {most}:
        time.sleep(1)
    done.stdin.write(part)
    done.stdin.flush()
    time.sleep(0.005)
done.stdin.close()
"""
"""ssh over a network that takes less than 400 kB a second, and comes to a halt before all is sent."""
MOST = (PAGES - 1) * SIZE
"""Bytes after which it does."""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    need(*PROGRAMS)
    with sshd(tmp_path_factory.mktemp("host") / "sshd") as host:
        yield host


@pytest.fixture
def aside(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place for what a killed process leaves, with a path that is short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="w-", dir="/tmp") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        yield Path(folder)


class Reader:
    """Somebody who reads a few pages of a site, again and again."""

    def __init__(self, address: str, *sites: Path) -> None:
        self.address = urlsplit(address)
        self.whole = {
            (path := f"/posts/{number}.html", (site / path[1:]).read_bytes()): mark_of(site)
            for site in sites
            for number in range(0, PAGES, PAGES // 5)
        }
        """Path and content of a page -> the mark of its release."""
        self.marks: list[str] = []
        self.broken: list[str] = []

    def read(self, stopped: threading.Event) -> None:
        connection = HTTPConnection(str(self.address.hostname), self.address.port or 80, timeout=PATIENCE)
        while not stopped.wait(0.05):
            for path in dict.fromkeys(path for path, _ in self.whole):
                connection.request("GET", path)
                answer = connection.getresponse()
                mark = self.whole.get((path, answer.read()), "")
                self.marks.append(mark)
                if answer.status != 200 or not mark:
                    self.broken.append(f"{path}: {answer.status}")
        connection.close()


@contextmanager
def reading(address: str, *sites: Path) -> Iterator[Reader]:
    reader, stopped = Reader(address, *sites), threading.Event()
    thread = threading.Thread(target=reader.read, args=(stopped,))
    thread.start()
    try:
        yield reader
    finally:
        stopped.set()
        thread.join()


def arrived(dest: Path) -> int:
    """How many files of a half release have arrived; -1 if there is none."""
    halves = [path for path in (dest / "releases").iterdir() if path.name.startswith(".new-")]
    # Not by `rglob`, which fails where the next publication takes away what the last one left.
    names = (name for half in halves for *_, files in os.walk(half) for name in files)
    return sum(name.endswith(".html") for name in names) if halves else -1


def test_interrupted_at_any_moment_the_site_is_as_it_was(host: Host, tmp_path: Path, aside: Path) -> None:
    old, new = make_site(tmp_path / "a/html", "old", pages=PAGES), make_site(tmp_path / "b/html", "new", pages=PAGES)
    dest = tmp_path / "my site's"
    publish(f"web:{dest}", old, host.ssh)
    slow = aside / "ssh"
    slow.write_text(SLOW.format(python=sys.executable, ssh=shutil.which("ssh"), most=MOST), encoding="utf-8")
    slow.chmod(0o755)
    command = [
        sys.executable,
        "-c",
        PUBLISH,
        f"web:{dest}",
        host.ssh.replace("ssh", str(slow), 1),
        str(new),
        str(new.parent),
    ]
    with serving(dest / "current") as address, reading(address, old, new) as reader:
        for moment in range(MOMENTS):
            process = subprocess.Popen(
                command,
                env={**ENVIRONMENT, "TMPDIR": str(aside)},
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
            try:
                wanted, deadline = moment * PAGES // MOMENTS, time.monotonic() + PATIENCE
                while arrived(dest) < wanted:
                    assert process.poll() is None, process.communicate()
                    assert time.monotonic() < deadline
                    time.sleep(0.01)
                if moment % 2:
                    host.drop_connections()
                    process.wait(PATIENCE)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                _, told = process.communicate()
            assert process.returncode == (1 if moment % 2 else -signal.SIGKILL)
            assert not moment % 2 or f"web:{dest}: " in told
            assert str((dest / "current").readlink()) == "releases/1/html"
            assert arrived(dest) < PAGES
        assert {*reader.marks} == {"old"}
        publish(f"web:{dest}", new, host.ssh)
        count = len(reader.marks)
        while len(reader.marks) < count + 10:
            time.sleep(0.01)
    assert not reader.broken
    assert reader.marks == sorted(reader.marks, reverse=True)  # "old", and from some moment on "new"
    assert releases(dest) == ["1", "2"]
    assert names(dest) == ["current", "releases"]
    assert {*mark_of(dest / "current").split()} == {"new"}


def test_a_host_keeps_what_is_the_same(
    host: Host, tmp_path: Path, capsys: pytest.CaptureFixture[str], aside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RSYNC_OLD_ARGS", "1")  # as rsync was before 3.2.4, which had the host's shell read names
    site, dest = tmp_path / "b/html", tmp_path / 'a "site" of $HOME; ls'
    publish(f"web:{dest}", make_site(site, "one"), host.ssh)
    before = states(dest / "current/")
    make_site(site, "one")
    write(site / "posts/1.html", "<!DOCTYPE html><p>one</p> More.</html>")
    publish(f"web:{dest}", site, host.ssh)
    after = states(dest / "current/")
    assert {name for name in before if before[name] != after[name]} == {"posts/1.html"}
    assert "as release 2: 1 files sent, 4 as they were" in capsys.readouterr().out
    back(f"web:{dest}", site, host.ssh)
    assert states(dest / "current/") == before
    assert not names(aside)


def test_a_host_is_as_the_folder_below_ones_home(host: Host, tmp_path: Path) -> None:
    name = f"{tmp_path.name}-{os.getpid()}"
    try:
        publish(f"web:~/{name}", make_site(tmp_path / "b/html", "one"), host.ssh)
        assert mark_of(Path.home() / name / "current") == "one"
    finally:
        shutil.rmtree(Path.home() / name, ignore_errors=True)


def test_a_host_that_cant_be_reached_is_told(host: Host, tmp_path: Path) -> None:
    site = make_site(tmp_path / "b/html", "one")
    told = refused("nowhere:site", site, f"{host.ssh} -o ProxyCommand=false")
    assert told.startswith("nowhere:site: ")
    assert "\n" not in told
    assert refused("web:/proc/none/site", site, host.ssh).startswith("web:/proc/none/site: ")


def test_a_host_without_rsync_is_told(tmp_path: Path) -> None:
    need(*PROGRAMS)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "cat", "readlink"):
        (tools / name).symlink_to(str(shutil.which(name)))
    with sshd(tmp_path / "sshd", f"SetEnv PATH={tools}") as host:
        told = refused("web:/nowhere", make_site(tmp_path / "b/html", "one"), host.ssh)
    assert told == "rsync isn't installed on web: install it (Debian: apt install rsync) and run this again"


@pytest.mark.parametrize("program", ["rsync", "ssh"])
def test_a_machine_without_rsync_or_ssh_is_told_before_anything_is_built(tmp_path: Path, program: str) -> None:
    need("rsync", "ssh")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in {"rsync", "ssh"} - {program}:
        (tools / name).symlink_to(str(shutil.which(name, path=SYSTEM)))
    command = [sys.executable, "-m", "weblog", "publish", "--dest", "web:site"]
    environment = {**ENVIRONMENT, "PATH": str(tools)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, check=False, capture_output=True, text=True)
    package = "openssh-client" if program == "ssh" else program
    assert (done.returncode, done.stderr) == (
        2,
        f"{program} isn't installed on this machine: install it (Debian: apt install {package}) and run this again\n",
    )
