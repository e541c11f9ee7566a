"""`make audit`: what Lighthouse, axe, Nu's checker and a look at the links say of a page of each kind, as a table.

Owns: which pages are looked at, and how. Must not: decide what passes; the tests do that. In: a built site. Out: a
table in Markdown. Lighthouse and Nu's checker come by npm, and Chromium is Debian's; what isn't there has no column.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from .browsing import CHROMIUM_OPTIONS, Quiet, chromium, quick_chromium
from .parsing import pages_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bs4 import BeautifulSoup

LIGHTHOUSE = "lighthouse@13.5.0"
NU = "vnu-jar@24.10.17"
"""The last one that brings the checker along; later ones fetch it when they are installed."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
COMPRESSED = {".html", ".css", ".js", ".svg", ".json"}
ICON = "link[rel=icon]"
LOADED = f"link[rel=stylesheet], {ICON}, script[src], img[src]"


class Compressing(Quiet):
    """A server that sends text compressed, as each does that a site is published on."""

    def do_GET(self) -> None:  # noqa: N802 - http.server's name
        """Answers with a file."""
        file = Path(self.translate_path(self.path))
        if file.suffix not in COMPRESSED or not file.is_file():
            super().do_GET()
            return
        content = gzip.compress(file.read_bytes(), mtime=0)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(file)) + "; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def serving(html: Path) -> Iterator[str]:
    """The address of a built site on this machine, ending in a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressing, directory=str(html))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def of_each_kind(pages: Mapping[str, BeautifulSoup], path: str) -> dict[str, str]:
    """Kind -> the longest page of it; `path` is where the lists are."""
    folders = {"post": "posts/", "event": "events/", "speaker": "speakers/", "tag": f"{path}/tag/"}
    found = {"front page": "index", "talks": "talks", "search": "search"}
    for kind, folder in folders.items():
        names = [name for name in pages if name.startswith(folder)]
        found[kind] = max(names, key=lambda name: len(str(pages[name])), default="")
    return {kind: name for kind, name in found.items() if name in pages}


def have_tools(folder: Path) -> None:
    """Installs Lighthouse and Nu's checker into a folder of their own, if npm is there and can."""
    if shutil.which("npm") and not (lighthouse_in(folder) and checker_in(folder)):
        options = ["--no-fund", "--no-audit", "--loglevel=error", f"--prefix={folder}"]
        subprocess.run(["npm", "install", *options, LIGHTHOUSE, NU], check=False, stdout=sys.stderr)


def lighthouse_in(folder: Path) -> Path | None:
    """Lighthouse; None if it can't run."""
    found = folder / "node_modules/.bin/lighthouse"
    return found if found.exists() and chromium() else None


def checker_in(folder: Path) -> Path | None:
    """Nu's checker; None if it can't run."""
    found = folder / "node_modules/vnu-jar/build/dist/vnu.jar"
    return found if found.exists() and shutil.which("java") else None


def points(lighthouse: Path, address: str) -> list[str]:
    """Lighthouse's points on a phone, by category."""
    command = [str(lighthouse), address, "--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}"]
    command += [f"--chrome-flags=--headless=new {' '.join(CHROMIUM_OPTIONS)}"]
    environment = {**os.environ, "CHROME_PATH": chromium()}
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.stderr.write(done.stderr)
        return ["-"] * len(CATEGORIES)
    report = json.loads(done.stdout)["categories"]
    return [f"{report[name]['score'] * 100:.0f}" for name in CATEGORIES]


def checked(jar: Path, files: Sequence[Path]) -> list[str]:
    """What Nu's checker takes for errors in pages, as "file:line: what"."""
    command = ["java", "-jar", str(jar), "--errors-only", "--format", "json", *map(str, files)]
    messages = json.loads(subprocess.run(command, check=False, capture_output=True, text=True).stderr)["messages"]
    return [f"{unquote(it.get('url', ''))}:{it.get('lastLine', '')}: {it['message']}" for it in messages]


def broken(html: Path, pages: Mapping[str, BeautifulSoup]) -> list[str]:
    """The links within the site that lead to no file or to no place in a page, as "page: address"."""
    found = []
    ids = {name: {str(element["id"]) for element in page.select("[id]")} for name, page in pages.items()}
    for name, page in pages.items():
        for element in page.select("a[href], link[href], [src]") if name != "404" else ():
            address = urlsplit(urljoin(f"/{name}.html", str(element.get("href") or element.get("src"))))
            if address.scheme or address.netloc:
                continue
            path, fragment = unquote(address.path).removeprefix("/"), unquote(address.fragment)
            there = path.removesuffix(".html")
            if not (html / path).is_file() or (fragment and there in ids and fragment not in ids[there]):
                found.append(f"{name}: {element.get('href') or element.get('src')}")
    return found


def weight(html: Path, name: str, page: BeautifulSoup) -> int:
    """The bytes of a first visit, text compressed: the page and all that it loads, of several icons the SVG alone."""
    other_icons = page.select(f"{ICON}:not([href*='.svg'])") if page.select(f"{ICON}[href*='.svg']") else []
    loaded = [element for element in page.select(LOADED) if element not in other_icons]
    addresses = {str(element.get("href") or element.get("src")) for element in loaded}
    files = {html / f"{name}.html", *((html / name).parent / unquote(urlsplit(one).path) for one in addresses)}
    contents = [(file.suffix in COMPRESSED, file.read_bytes()) for file in files if file.is_file()]
    return sum(len(gzip.compress(content, mtime=0)) if is_text else len(content) for is_text, content in contents)


def accessibility(addresses: Sequence[str]) -> list[str]:
    """The number of axe's findings on each page, as a phone shows it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=quick_chromium(), args=CHROMIUM_OPTIONS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        counts = []
        for address in addresses:
            page.goto(address)
            counts.append(str(len(Axe().run(page).response["violations"])))
        browser.close()
    return counts


def table(html: Path, path: str, tools: Path) -> tuple[list[list[str]], list[str]]:
    """The rows of the table, the first of which names its columns, and what is broken or no HTML."""
    pages = pages_of(html)
    kinds = of_each_kind(pages, path)
    columns = {"page": [*kinds], "kB": [f"{weight(html, name, pages[name]) / 1000:.0f}" for name in kinds.values()]}
    with serving(html) as address:
        addresses = [f"{address}{name}.html" for name in kinds.values()]
        if quick_chromium():
            columns["axe"] = accessibility(addresses)
        if lighthouse := lighthouse_in(tools):
            found = [points(lighthouse, one) for one in addresses]
            columns |= {name: [row[number] for row in found] for number, name in enumerate(CATEGORIES)}
    checker = checker_in(tools)
    mistakes = checked(checker, [html / f"{name}.html" for name in pages]) if checker else []
    return [[*columns], *map(list, zip(*columns.values(), strict=True))], [*broken(html, pages), *mistakes]


def main() -> int:
    """Prints the table, and what is broken; that alone makes it fail."""
    parser = argparse.ArgumentParser(prog="python -m tests.audit")
    parser.add_argument("html", type=Path)
    parser.add_argument("tools", type=Path, help="a folder for Lighthouse and Nu's checker")
    parser.add_argument("--path", default="weblog", help="where the lists of posts are")
    given = parser.parse_args()
    have_tools(given.tools)
    rows, mistakes = table(given.html, given.path, given.tools)
    head, *others = rows
    for row in [head, ["---", *["---:"] * (len(head) - 1)], *others]:
        print(f"| {' | '.join(row)} |")
    missing = [
        name for name, found in (("Lighthouse", lighthouse_in), ("Nu's checker", checker_in)) if not found(given.tools)
    ]
    print(f"\nbroken links and mistakes in HTML: {len(mistakes)}", *mistakes, sep="\n")
    if missing:
        print(f"not there: {', '.join(missing)} (they need npm; Chromium, Java)")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
