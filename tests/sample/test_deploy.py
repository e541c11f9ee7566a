"""`deploy/`: the sample on the web servers that it has configurations for, real ones, each on a port of this machine.

What a configuration says of its server's name, port and folder is another here; all else is as it stands.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from ..browsing import Visit, visiting
from ..checkout import PROJECT
from ..weblog.publishing.made import make_site, publish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup
    from playwright.sync_api import BrowserContext

DEPLOY = PROJECT / "deploy"
PACKAGES = {"nginx": "nginx-light", "caddy": "caddy"}
"""Servers -> Debian's packages."""
PATIENCE = 20
"""Seconds until a server must be there."""
FOR_NGINX = """
daemon off;
pid {folder}/pid;
error_log {folder}/log;
{user}
events {{ }}
http {{
    include {types};
    default_type application/octet-stream;
    log_format short '$status $request_uri';
    access_log {folder}/access short;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    include {folder}/site;
}}
"""
"""The rest of Debian's /etc/nginx/nginx.conf, with the files of one server in a folder of its own."""
FOR_CADDY = "{\n\tadmin off\n\tauto_https off\n}\n"


class Server:
    """A web server that shows a folder."""

    def __init__(self, name: str, port: int, folder: Path, html: Path) -> None:
        self.name, self.port, self.folder, self.html = name, port, folder, html
        self.address = f"http://127.0.0.1:{port}/"

    def ask(self, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        """The answer to a request for a path, which is sent as it is."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.putrequest("GET", path, skip_accept_encoding=True)
            for header, value in headers.items():
                connection.putheader(header.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer, answer.read()

    def is_there(self) -> bool:
        """True if it answers."""
        try:
            self.ask("/index.html")
        except OSError:
            return False
        return True


def program(name: str) -> str:
    """Where a server is: Debian has nginx where only root looks."""
    return shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin") or ""


@contextmanager
def running(name: str, folder: Path, html: Path) -> Iterator[Server]:
    """A server with the configuration in deploy/."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    if name == "nginx":
        site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        changes = [("listen 80;", f"listen 127.0.0.1:{port};"), ("root /srv/weblog/current;", f"root {html};")]
        types = next(path for path in (Path("/etc/nginx/mime.types"), Path("/etc/mime.types")) if path.exists())
        user = "user root;" if os.geteuid() == 0 else ""  # another one may not look into the tests' folders
        (folder / "conf").write_text(FOR_NGINX.format(folder=folder, types=types, user=user))
        command = [program(name), "-p", str(folder), "-c", str(folder / "conf"), "-e", str(folder / "log")]
    else:
        site = FOR_CADDY + (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
        changes = [("\nweblog.example.org {", f"\nhttp://127.0.0.1:{port} {{"), ("/srv/weblog/current", str(html))]
        command = [program(name), "run", "--adapter", "caddyfile", "--config", str(folder / "site")]
    for written, here in changes:
        assert written in site
        site = site.replace(written, here)
    (folder / "site").write_text(site)
    server = Server(name, port, folder, html)
    home = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "told").open("wb") as told, subprocess.Popen(command, stdout=told, stderr=told, env=home) as process:
        try:
            end = time.monotonic() + PATIENCE
            while not server.is_there():
                assert process.poll() is None, (folder / "told").read_text()
                assert time.monotonic() < end, (folder / "told").read_text()
                time.sleep(0.02)
            yield server
        finally:
            process.terminate()


@pytest.fixture(scope="module", params=PACKAGES)
def server(request: pytest.FixtureRequest, html: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if not program(request.param):
        pytest.skip(f"{request.param} isn't installed (Debian: apt install {PACKAGES[request.param]})")
    folder = tmp_path_factory.mktemp(request.param)
    published = folder / "published"
    shutil.copytree(html, published)
    (published / ".doctrees").mkdir()
    (published / ".doctrees/environment.pickle").write_text("secret")
    (published / "weblog/.htpasswd").write_text("secret")
    (published / ".well-known").mkdir()
    (published / ".well-known/security.txt").write_text("Contact: mailto:a@b.example\n")
    (published / "old/slash").mkdir(parents=True)
    (published / "old/slash/index.html").write_text(
        '<!DOCTYPE html><title>Old</title><a href="../../index.html">New</a>'
    )
    (folder / "secret.txt").write_text("secret")
    compress(published)
    with running(request.param, folder, published) as found:
        yield found


def compress(folder: Path) -> None:
    subprocess.run([DEPLOY / "compress", folder], check=True)


def test_both_servers_have_one_policy() -> None:
    found = {
        re.findall(r'Content-Security-Policy "(.*?)"', (DEPLOY / name).read_text())[0]
        for name in ("nginx.conf", "Caddyfile")
    }
    (policy,) = found
    assert "unsafe-inline" not in policy.replace("style-src-attr 'unsafe-inline'", "")


@pytest.mark.browser
def test_every_kind_of_page_works_under_the_policy(
    server: Server, context: BrowserContext, pages: dict[str, BeautifulSoup]
) -> None:
    """By their places: the longest page of each folder, and all that are in none."""
    kinds = {
        name if "/" not in name else name.rpartition("/")[0]: name
        for name in sorted(pages, key=lambda n: len(str(pages[n])))
    }
    with visiting(context) as seen:
        for name in kinds.values():
            answer = seen.page.goto(f"{server.address}{name}.html")
            assert answer
            assert answer.headers["content-security-policy"].startswith("default-src 'none'")
            assert seen.told == [], name


@pytest.mark.browser
def test_the_search_and_the_colour_switch_work_under_the_policy(server: Server, context: BrowserContext) -> None:
    seen = Visit(context.new_page())
    seen.page.goto(f"{server.address}index.html")
    seen.page.click("#colour-mode")
    assert seen.page.evaluate("document.documentElement.dataset.theme") in ("light", "dark")
    seen.page.fill("form[role=search] input", "bridge")
    seen.page.press("form[role=search] input", "Enter")
    seen.page.wait_for_selector("#weblog-search li")
    assert "q=bridge" in seen.page.url
    with seen.page.expect_response("**/posts/**"):  # whose sentence is shown
        seen.page.fill("#weblog-search [name=q]", "reluctant nephew")
        seen.page.press("#weblog-search [name=q]", "Enter")
    assert seen.told == []
    seen.page.close()


@pytest.mark.browser
def test_the_policy_stops_a_script_that_somebody_has_smuggled_in(server: Server, context: BrowserContext) -> None:
    (server.html / "smuggled.html").write_text(
        "<!DOCTYPE html><title>-</title><script>document.title = 'done'</script>"
        "<p style='color: red'>a</p><img src='https://other.example/x.png' onerror=\"document.title = 'done'\">"
    )
    seen = Visit(context.new_page())
    seen.page.goto(f"{server.address}smuggled.html")
    assert seen.page.title() == "-"
    assert len([text for text in seen.told if "Content Security Policy" in text]) >= 3
    assert seen.page.evaluate("getComputedStyle(document.querySelector('p')).color") == "rgb(255, 0, 0)"
    seen.page.close()
    (server.html / "smuggled.html").unlink()


@pytest.mark.parametrize("name", PACKAGES)
def test_a_publication_is_shown_at_once_and_whoever_has_what_is_the_same_isnt_sent_it(
    name: str, tmp_path: Path
) -> None:
    if not (program(name) and shutil.which("rsync")):
        pytest.skip(f"{name} or rsync isn't installed (Debian: apt install rsync {PACKAGES[name]})")
    site, dest = make_site(tmp_path / "built/html", "one"), tmp_path / "weblog"
    publish(dest, site)
    (tmp_path / "server").mkdir()
    with running(name, tmp_path / "server", dest / "current") as server:
        before = {path: server.ask(path)[0].headers["ETag"] for path in ("/posts/0.html", "/posts/1.html")}
        make_site(site, "one", {"posts/1.html": "<!DOCTYPE html><p>two</p></html>"})
        publish(dest, site)
        found = {path: server.ask(path, If_None_Match=tag) for path, tag in before.items()}
    assert [answer.status for answer, _ in found.values()] == [304, 200]
    assert b"<p>two</p>" in found["/posts/1.html"][1]


TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "javascript",
    ".svg": "image/svg+xml",
    ".xml": "application/atom+xml",
    ".opml": "text/x-opml",
    ".ics": "text/calendar",
    ".json": "application/json",
}


def test_each_file_has_its_type_and_is_compressed_where_that_pays(server: Server) -> None:
    special = {"sitemap.xml": "/xml", "feed.json": "application/feed+json"}
    kinds = set()
    for file in sorted(server.html.rglob("*")):
        path = file.relative_to(server.html).as_posix()
        if not file.is_file() or file.suffix == ".gz" or "/." in f"/{path}":
            continue
        answer, content = server.ask(f"/{path}", Accept_Encoding="gzip")
        assert answer.status == 200, path
        assert special.get(path, TYPES.get(file.suffix, "")) in answer.headers["Content-Type"], path
        if Path(f"{file}.gz").exists():
            assert answer.headers["Content-Encoding"] == "gzip", path
            assert content == Path(f"{file}.gz").read_bytes(), "what was compressed ahead of time"
        if answer.headers["Content-Encoding"] == "gzip":
            content = gzip.decompress(content)
        assert content == file.read_bytes(), path
        kinds.add(file.suffix)
    assert kinds >= TYPES.keys()


def test_what_nobody_has_compressed_the_server_compresses(server: Server) -> None:
    (server.html / "weblog.html.gz").rename(server.folder / "aside")
    answer, content = server.ask("/weblog.html", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(content) == (server.html / "weblog.html").read_bytes()
    (server.folder / "aside").rename(server.html / "weblog.html.gz")


@pytest.mark.parametrize("path", ["/weblog/atom.xml", "/feed.json", "/index.html", "/searchindex.js"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_what_did_not_change_is_not_sent_again(server: Server, path: str, encoding: str) -> None:
    answer, content = server.ask(path, Accept_Encoding=encoding)
    assert content
    assert answer.headers["Cache-Control"] == "no-cache"
    again, nothing = server.ask(path, Accept_Encoding=encoding, If_None_Match=answer.headers["ETag"])
    assert (again.status, nothing) == (304, b"")
    file = server.html / path[1:]
    former = file.read_bytes()
    file.write_bytes(former + b" ")
    os.utime(file, (1, 1))
    compress(server.html)
    changed, content = server.ask(path, Accept_Encoding=encoding, If_None_Match=answer.headers["ETag"])
    assert changed.status == 200
    assert (gzip.decompress(content) if encoding == "gzip" else content) == former + b" "
    file.write_bytes(former)
    compress(server.html)


def test_what_is_named_by_its_contents_is_kept_for_ever(server: Server, pages: dict[str, BeautifulSoup]) -> None:
    link = pages["index"].select_one("link[href*='weblog.css']")
    assert link
    assert "immutable" in server.ask(f"/{link['href']}")[0].headers["Cache-Control"]
    for path in ("/_static/weblog.css", "/index.html?v=1", "/search.html?q=a"):
        assert server.ask(path)[0].headers["Cache-Control"] == "no-cache", path
    missing, _ = server.ask("/_static/gone.css?v=1234abcd")
    assert missing.status == 404
    assert "immutable" not in (missing.headers["Cache-Control"] or "")


@pytest.mark.parametrize(
    "path",
    [
        "/.doctrees/environment.pickle",
        "/weblog/.htpasswd",
        "/.buildinfo",
        "/.nojekyll",
        "/../secret.txt",
        "/weblog/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/weblog/..%2f..%2fsecret.txt",
        "/_static/",
        "/weblog/",
        "/nowhere.html",
    ],
)
def test_what_is_not_of_the_site_is_not_served(server: Server, path: str) -> None:
    answer, content = server.ask(path)
    assert answer.status in (400, 404)
    assert b"secret" not in content
    if answer.status == 404:
        assert content == (server.html / "404.html").read_bytes()
        assert answer.headers["Content-Security-Policy"]


def test_old_addresses_and_what_everybody_may_know_are_there(server: Server) -> None:
    assert server.ask("/.well-known/security.txt")[0].status == 200
    assert server.ask("/")[1] == (server.html / "index.html").read_bytes()
    assert server.ask("/about")[1] == (server.html / "about.html").read_bytes()
    assert server.ask("/weblog")[1] == (server.html / "weblog.html").read_bytes()
    assert server.ask("/old/slash/")[0].status == 200
    answer, _ = server.ask("/old/slash")
    assert (answer.status // 100, answer.headers["Location"]) == (3, "/old/slash/"), "or its links would lead astray"


@pytest.mark.newsboat
def test_a_feed_reader_is_told_that_nothing_is_new(server: Server, tmp_path: Path) -> None:
    if server.name != "nginx":
        pytest.skip("it keeps no list of what it was asked for")
    if not shutil.which("newsboat"):
        pytest.fail("newsboat isn't installed (Debian: apt install newsboat); or go without, pytest -m 'not newsboat'")
    (tmp_path / "urls").write_text(f"{server.address}weblog/atom.xml\n")
    (tmp_path / "config").write_text("")
    home = {**os.environ, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    files = ["-u", "urls", "-c", "cache.db", "-C", "config"]
    for _ in range(3):  # newsboat takes no note of the tag of a feed that is new to it
        subprocess.run(["newsboat", *files, "-x", "reload"], cwd=tmp_path, env=home, check=True, capture_output=True)
    answers = [
        line for line in (server.folder / "access").read_text().splitlines() if line.endswith(" /weblog/atom.xml")
    ]
    assert answers[-1] == "304 /weblog/atom.xml"
    with closing(sqlite3.connect(tmp_path / "cache.db")) as cache:
        (count,) = cache.execute("SELECT count(*) FROM rss_item").fetchone()
    assert count == len(etree.parse(server.html / "weblog/atom.xml").findall("{*}entry"))


def test_compressing_follows_what_changed(tmp_path: Path) -> None:
    for name, text in {"a.html": "a" * 2000, "b.html": "b" * 2000, "small.html": "c", "d.png": "d" * 2000}.items():
        (tmp_path / name).write_text(text)
    compress(tmp_path)
    assert sorted(file.name for file in tmp_path.glob("*.gz")) == ["a.html.gz", "b.html.gz"]
    first = (tmp_path / "a.html.gz").stat().st_ino
    (tmp_path / "b.html").write_text("e" * 2000)
    os.utime(tmp_path / "b.html", (1, 1))
    compress(tmp_path)
    assert (tmp_path / "a.html.gz").stat().st_ino == first
    assert gzip.decompress((tmp_path / "b.html.gz").read_bytes()) == b"e" * 2000
    (tmp_path / "a.html").unlink()
    compress(tmp_path)
    assert not (tmp_path / "a.html.gz").exists()
