"""`python -m weblog serve`: what is saved is built at once, once, and shown in the open page."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from ..checkout import ENVIRONMENT, PROJECT, SHELL
from ..previewing import PATIENCE, previewing
from .sites import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from ..previewing import Preview

ENV = {**SHELL, "PYTHONPATH": ENVIRONMENT["PYTHONPATH"]}
SERVE = [sys.executable, "-m", "weblog", "serve", "--port", "0"]
BODY = "Some words.\n\n" + "\n\n".join(f"Paragraph {number} of many." for number in range(80))
A = "posts/2020/06/25/a"


@contextmanager
def served(folder: Path, *options: str, env: dict[str, str] = ENV, conf: str = "") -> Iterator[Preview]:
    """A small weblog of its own, with folders of other names than the weblog's own."""
    site = Site.from_root(folder)
    site.post("2020/06/25/a", body=BODY)
    site.write("conf.py", (site.source / "conf.py").read_text(encoding="utf-8") + conf)
    command = [*SERVE, *options, str(site.source), str(site.out), str(site.doctrees)]
    with previewing(site.source, command, env) as preview:
        yield preview


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with served(tmp_path_factory.mktemp("preview")) as preview:
        yield preview


def processes_of(folder: Path) -> list[str]:
    """The command lines of all processes that name a folder."""
    found = subprocess.run(["ps", "-ww", "-eo", "args"], check=True, capture_output=True, text=True).stdout
    return [line for line in found.splitlines() if str(folder) in line]


# What is saved


def test_saves_in_every_manner_are_seen(preview: Preview) -> None:
    source = preview.source
    (source / "posts/2020/07/01").mkdir(parents=True)
    preview.write("posts/2020/07/01/new.md", "```{post}\n```\n\n# In a new folder\n\nWords.\n")
    preview.wait(lambda: "In a new folder" in preview.page("posts/2020/07/01/new"))
    subprocess.run(["sed", "-i", "s/Words/A renamed file/", source / "posts/2020/07/01/new.md"], check=True)
    preview.wait(lambda: "A renamed file" in preview.page("posts/2020/07/01/new"))
    (source / "posts/2020/07/01").rename(source / "posts/2020/07/02")
    preview.wait(lambda: "A renamed file" in preview.page("posts/2020/07/02/new"))
    preview.wait(lambda: not preview.page("posts/2020/07/01/new"))
    (source / "notes").mkdir()  # beside the others, where nothing was watched
    (source / "notes/one.md").write_text("---\norphan: true\n---\n# A note\n")
    preview.wait(lambda: "A note" in preview.page("notes/one"))
    with (source / "notes/one.md").open("a") as file:
        file.write("\nWritten in place.\n")
    preview.wait(lambda: "Written in place" in preview.page("notes/one"))
    shutil.rmtree(source / "notes")
    shutil.rmtree(source / "posts/2020/07")
    preview.wait(lambda: not preview.page("notes/one") and not preview.page("posts/2020/07/02/new"))
    preview.wait(preview.is_quiet)


def test_none_of_many_saves_is_lost_and_there_are_fewer_builds_than_saves(preview: Preview) -> None:
    preview.wait(preview.is_quiet)
    before = preview.builds()
    for number in range(40):  # some of them while a build is under way
        preview.write(f"posts/2020/06/25/many{number}.md", f"```{{post}}\n```\n\n# Number {number}\n\nWords.\n")
        time.sleep(0.02)
    preview.wait(lambda: all(preview.page(f"posts/2020/06/25/many{number}") for number in (0, 20, 39)))
    preview.wait(preview.is_quiet)
    assert all(f"Number {number}<" in preview.page(f"posts/2020/06/25/many{number}") for number in range(40))
    assert preview.builds() < before + 25
    before = preview.builds()
    for file in (preview.source / "posts/2020/06/25").glob("many*.md"):
        file.unlink()
    preview.wait(lambda: not preview.page("posts/2020/06/25/many39"))
    preview.wait(preview.is_quiet)
    assert not any(preview.page(f"posts/2020/06/25/many{number}") for number in range(40))
    assert preview.builds() <= before + 3


def test_a_save_while_a_build_is_under_way_is_built(preview: Preview) -> None:
    preview.wait(preview.is_quiet)
    text = (preview.source / f"{A}.md").read_text()
    for number in range(3):
        before = preview.builds()
        preview.write(f"{A}.md", f"{text}\nFirst {number}.\n")
        preview.wait(lambda before=before: preview.builds() > before)  # type: ignore[misc]
        preview.write(f"{A}.md", f"{text}\nSecond {number}.\n")
        preview.wait(lambda number=number: f"Second {number}" in preview.page(A))  # type: ignore[misc]
    preview.write(f"{A}.md", text)
    preview.wait(lambda: "Second" not in preview.page(A))
    preview.wait(preview.is_quiet)


def test_what_is_no_source_begins_no_build(preview: Preview) -> None:
    preview.wait(preview.is_quiet)
    before = preview.builds()
    for name in (".post.md.swp", "post.md~", "#post.md#", ".git/index", "node_modules/a.js", "_build/html/a.html"):
        path = preview.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    time.sleep(1)
    assert preview.builds() == before


# Mistakes


@pytest.mark.browser
def test_a_mistake_stands_in_the_page_with_its_place_until_it_is_mended(preview: Preview, browser: Browser) -> None:
    page = opened(preview, browser, A)
    good = (preview.source / f"{A}.md").read_text()
    conf = (preview.source / "conf.py").read_text()
    preview.write(f"{A}.md", f"{good}\nSee {{speaker}}`Nobody`.\n")
    page.wait_for_selector("weblog-preview-mistakes", state="attached", timeout=PATIENCE * 1000)
    line = len(good.splitlines()) + 2
    assert f"{A}.md:{line}: WARNING:" in mistakes_in(page)
    assert "Nobody" not in page.inner_text("body")
    page.reload()  # told again
    page.wait_for_selector("weblog-preview-mistakes", state="attached", timeout=PATIENCE * 1000)
    preview.write(f"{A}.md", good)
    page.wait_for_selector("weblog-preview-mistakes", state="detached", timeout=PATIENCE * 1000)
    preview.write("conf.py", f"{conf}\nweblog_timezone = 'Europe/Nowhere'\n")
    page.wait_for_selector("weblog-preview-mistakes", state="attached", timeout=PATIENCE * 1000)
    assert mistakes_in(page).startswith(f"conf.py:{len(conf.splitlines()) + 2}: ")
    assert "Paragraph 79" in page.inner_text("body")
    preview.write("conf.py", conf)
    page.wait_for_selector("weblog-preview-mistakes", state="detached", timeout=PATIENCE * 1000)
    page.close()


def mistakes_in(page: Page) -> str:
    return str(page.evaluate("document.querySelector('weblog-preview-mistakes').shadowRoot.textContent"))


@pytest.mark.browser
def test_a_site_that_has_never_been_built_shows_its_mistake_and_comes_when_it_is_mended(
    tmp_path: Path, browser: Browser
) -> None:
    with served(tmp_path, conf="nosuch\n") as preview:
        page = opened(preview, browser, "index")
        page.wait_for_selector("weblog-preview-mistakes", state="attached", timeout=PATIENCE * 1000)
        assert "NameError" in mistakes_in(page)
        assert "no such page yet" in page.inner_text("body")
        text = (preview.source / "conf.py").read_text()
        preview.write("conf.py", text.replace("nosuch", ""))
        page.wait_for_function("document.body?.innerText.includes('Small weblog')", timeout=PATIENCE * 1000)
        page.close()


# The open page


def opened(preview: Preview, browser: Browser, name: str) -> Page:
    preview.wait(preview.is_quiet)
    page = browser.new_page()
    page.goto(f"{preview.address}{name}.html")
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.browser
def test_the_open_page_changes_in_place_and_keeps_its_height_and_its_scripts(
    preview: Preview, browser: Browser
) -> None:
    page = opened(preview, browser, A)
    page.evaluate(
        """() => {
            window.isTheSame = true;
            const third = [...document.querySelectorAll("p")].find((p) => p.textContent === "Paragraph 3 of many.");
            third.onclick = () => {};
            scrollTo(0, 700);
        }"""
    )
    text = (preview.source / f"{A}.md").read_text()
    preview.write(f"{A}.md", text.replace("Paragraph 60 of many.", "A giraffe.\n\nAnd a zebra."))
    page.wait_for_function("document.body?.innerText.includes('zebra')", timeout=PATIENCE * 1000)
    assert page.evaluate("window.isTheSame && scrollY === 700")
    assert page.evaluate("[...document.querySelectorAll('p')].filter((p) => p.onclick).length") == 1
    preview.write(f"{A}.md", text.replace("# A post", "# Another title"))
    page.wait_for_function("document.title.includes('Another title')", timeout=PATIENCE * 1000)
    assert "zebra" not in page.inner_text("body")
    assert page.evaluate("window.isTheSame")
    preview.write(f"{A}.md", text)
    page.wait_for_function("document.title.includes('A post')", timeout=PATIENCE * 1000)
    assert page.evaluate("window.isTheSame")
    page.close()


@pytest.mark.browser
def test_a_block_that_a_script_has_changed_is_loaded_anew_at_the_same_height(
    preview: Preview, browser: Browser
) -> None:
    page = opened(preview, browser, A)
    page.evaluate(
        """() => {
            window.isTheSame = true;
            document.querySelectorAll("p").forEach((p) => p.append(document.createElement("button")));
            scrollTo(0, 700);
        }"""
    )
    text = (preview.source / f"{A}.md").read_text()
    preview.write(f"{A}.md", text.replace("Paragraph 60 of many.", "A giraffe."))
    page.wait_for_function("document.body?.innerText.includes('giraffe')", timeout=PATIENCE * 1000)
    page.wait_for_function("scrollY === 700", timeout=PATIENCE * 1000)
    assert not page.evaluate("window.isTheSame")
    preview.write(f"{A}.md", text)
    page.wait_for_function("document.body && !document.body.innerText.includes('giraffe')", timeout=PATIENCE * 1000)
    page.close()


@pytest.mark.browser
def test_several_open_pages_follow_a_page_that_comes_and_goes_and_a_picture(preview: Preview, browser: Browser) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"><path d="M0 0h9"/></svg>'
    preview.write("one.svg", picture.format(10))
    late, first, second = (opened(preview, browser, name) for name in ("late", "index", A))
    assert "There is nothing at this address" in late.inner_text("body")
    preview.write("late.md", "---\norphan: true\n---\n# Late\n\n![one](one.svg)\n")
    late.wait_for_function("document.querySelector('img')?.naturalWidth === 10", timeout=PATIENCE * 1000)
    preview.write("one.svg", picture.format(20))
    late.wait_for_function("document.querySelector('img')?.naturalWidth === 20", timeout=PATIENCE * 1000)
    text = (preview.source / "index.rst").read_text()
    preview.write("index.rst", f"{text}\n{A}\n")
    first.wait_for_function(f"document.body?.innerText.includes('{A}')", timeout=PATIENCE * 1000)
    preview.write("index.rst", text)
    (preview.source / "late.md").unlink()
    late.wait_for_function("document.body?.innerText.includes('nothing at this address')", timeout=PATIENCE * 1000)
    (preview.source / "one.svg").unlink()
    for page in (late, first, second):
        page.close()


def test_the_script_is_in_no_file(preview: Preview) -> None:
    assert "weblog-preview" in preview.page(A)
    files = [file for file in preview.source.with_name("html").rglob("*") if file.is_file()]
    assert len(files) > 20
    assert not [file for file in files if b"weblog-preview" in file.read_bytes()]


def test_pages_of_other_sites_see_nothing(preview: Preview) -> None:
    place = urlsplit(preview.address).netloc
    asked = {
        "Host": place,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }

    def status(path: str, headers: dict[str, str]) -> int:
        connection = HTTPConnection(place)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        connection.close()
        return answer.status

    assert status("/-preview-/", {**asked, "Origin": f"http://{place}"}) == 101
    assert status("/-preview-/", {**asked, "Origin": "https://evil.example"}) == 403
    assert status("/index.html", {"Host": place}) == 200
    assert status("/index.html", {"Host": "evil.example"}) == 400


# Processes


def test_ctrl_c_leaves_no_process(tmp_path: Path) -> None:
    with served(tmp_path) as preview:
        preview.write(f"{A}.md", "```{post}\n```\n\n# While it builds\n")
        preview.wait(lambda: preview.builds() == 2)
        assert len(processes_of(tmp_path)) >= 2
        assert preview.stop() == 0
    assert processes_of(tmp_path) == []
    assert "Traceback" not in preview.told()
    assert "While it builds" in (tmp_path / f"html/{A}.html").read_text(), "the build was left time to end"


def test_where_no_process_can_be_forked_each_build_is_a_new_one(tmp_path: Path) -> None:
    with served(tmp_path, "--cold") as preview:
        preview.add(f"{A}.md", "\nA giraffe.\n")
        preview.wait(lambda: "giraffe" in preview.page(A))
        assert not [line for line in processes_of(tmp_path) if "warm_process" in line]


def test_a_library_that_begins_a_thread_is_told_and_builds_are_cold_then(tmp_path: Path) -> None:
    libraries = tmp_path / "site-packages"
    libraries.mkdir()
    (libraries / "busy.py").write_text(
        "import threading, time\nthreading.Thread(target=time.sleep, args=(600,), daemon=True).start()\n"
    )
    env = {**ENV, "PYTHONPATH": os.pathsep.join([ENV["PYTHONPATH"], str(libraries)])}
    with served(tmp_path, env=env, conf="import busy\n") as preview:
        for word in ("giraffe", "zebra"):
            preview.add(f"{A}.md", f"\nA {word}.\n")
            preview.wait(lambda word=word: word in preview.page(A))  # type: ignore[misc]
        preview.wait(lambda: "a library begins a thread" in preview.told())
        assert not [line for line in processes_of(tmp_path) if "warm_process" in line]


def test_a_build_that_is_killed_is_done_again_by_a_new_process(tmp_path: Path) -> None:
    conf = "import os, pathlib\nif pathlib.Path('killed').exists():\n    os.kill(os.getpid(), 9)\n"
    with served(tmp_path, conf=conf) as preview:
        before = preview.told()
        preview.write("killed", "")
        preview.wait(lambda: preview.has_built_since(before))
        assert "mistakes: 1" in preview.told().removeprefix(before)
        (preview.source / "killed").unlink()
        preview.add(f"{A}.md", "\nA giraffe.\n")
        preview.wait(lambda: "giraffe" in preview.page(A))


def test_other_code_counts_by_its_content(tmp_path: Path) -> None:
    code = tmp_path / "code"
    shutil.copytree(PROJECT / "_ext", code, ignore=shutil.ignore_patterns("__pycache__"))
    module = code / "sphinx_rebuild/summary.py"
    with served(tmp_path, env={**ENV, "PYTHONPATH": str(code)}) as preview:
        for _ in range(2):
            os.utime(module)
            before = preview.told()
            preview.add(f"{A}.md", "\nMore.\n")
            preview.wait(lambda before=before: preview.has_built_since(before))  # type: ignore[misc]
        assert not [line for line in processes_of(tmp_path) if "--at-once" in line]
        module.write_text(module.read_text().replace('f"pages {what}:', 'f"pages now {what}:'))
        preview.add(f"{A}.md", "\nMore.\n")
        preview.wait(lambda: "pages now written:" in preview.told())
        assert [line for line in processes_of(tmp_path) if "--at-once" in line]


def test_what_a_module_of_the_site_reads_when_it_is_imported_is_read_by_each_build(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "mine.py").write_text(
        "from pathlib import Path\n\nFILE = Path('word.txt')\nWORD = FILE.read_text() if FILE.exists() else ''\n"
    )
    env = {**ENV, "PYTHONPATH": os.pathsep.join([ENV["PYTHONPATH"], str(own)])}
    conf = "import mine\nrst_epilog = mine.WORD\n"
    with served(tmp_path, env=env, conf=conf) as preview:
        for word in ("giraffe", "zebra", "ostrich"):
            preview.write("word.txt", f"A {word}.")
            preview.wait(lambda word=word: word in preview.page("index"))  # type: ignore[misc]
            preview.wait(preview.is_quiet)


def test_mistakes_in_the_command_are_told(tmp_path: Path) -> None:
    def told(*options: str) -> str:
        done = subprocess.run([*SERVE, *options], cwd=tmp_path, env=ENV, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        return done.stderr

    assert told(str(tmp_path)) == f"{tmp_path} has no conf.py: say in which folder it is\n"
    (tmp_path / "conf.py").touch()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert told("--port", str(port)) == (
            f"nothing can be served at 127.0.0.1:{port}: Address already in use. "
            "Take another port (make serve PORT=8001)\n"
        )
