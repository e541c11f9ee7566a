"""`make serve`: what an author sees of a post while writing it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from ..checkout import FOR_MAKE, MAKE, PROJECT, SHELL
from ..previewing import PATIENCE, previewing
from .conftest import copy_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from ..previewing import Preview

IDEA = "posts/idea.md"
POST = "posts/2021/05/20/can-a-bridge-keep-time"


@contextmanager
def serving(folder: Path) -> Iterator[Preview]:
    """`make serve` in a folder of its own, once the sample is there."""
    source = folder / "source"
    copy_sample(source, *FOR_MAKE)
    with previewing(source, [*MAKE, "serve", "PORT=0"], SHELL) as preview:
        preview.wait(lambda: "All posts" in preview.page("weblog"))
        yield preview


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """The preview that an author has all day."""
    with serving(tmp_path_factory.mktemp("serve")) as preview:
        yield preview


@pytest.fixture
def preview(serve: Preview) -> Iterator[Preview]:
    """The same, in which the post and the drafts are in the end as they were."""
    text, page = (serve.source / f"{POST}.md").read_text(encoding="utf-8"), serve.page(POST)
    yield serve
    (serve.source / IDEA).unlink(missing_ok=True)
    if (serve.source / f"{POST}.md").read_text(encoding="utf-8") != text:
        serve.write(f"{POST}.md", text)
    serve.wait(lambda: serve.page(POST) == page and "An idea" not in serve.page("weblog/drafts"))
    serve.wait(serve.is_quiet)


def test_nothing_is_installed_into_the_environment_that_runs_the_tests() -> None:
    command = [*MAKE, "serve", "--dry-run", "--what-if=requirements.txt"]
    told = subprocess.run(command, cwd=PROJECT, env=SHELL, check=True, capture_output=True, text=True).stdout
    assert f"{sys.prefix}/bin/python -m weblog serve" in told
    assert "install" not in told


@pytest.mark.browser
def test_what_an_author_saves_shows_in_the_open_page_and_then_all_is_quiet(preview: Preview, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{preview.address}{POST}.html")
    before = preview.builds()
    preview.add(f"{POST}.md", "\nA giraffe came by.\n")
    page.wait_for_function("document.body?.innerText.includes('giraffe')", timeout=PATIENCE * 1000)
    page.close()
    time.sleep(3)  # a loop would have built by now
    assert preview.builds() == before + 1


def test_drafts_are_shown_and_marked_but_not_in_what_is_published(preview: Preview) -> None:
    preview.write(IDEA, "```{post}\n```\n\n# An idea\n\nNot yet.\n")
    preview.wait(lambda: "An idea" in preview.page("weblog/drafts"))
    preview.wait(lambda: "Draft" in preview.page("posts/idea"))
    preview.wait(preview.is_quiet)
    before = preview.builds()
    subprocess.run([*MAKE, "html"], cwd=preview.source, env=SHELL, check=True, capture_output=True)
    published = [file.read_bytes() for file in (preview.source / "_build/html").rglob("*") if file.is_file()]
    assert len(published) > 30
    assert not any(b"An idea" in content for content in published)
    assert preview.builds() == before, "the build in the other folder is no change"


def test_a_broken_post_is_told_and_its_last_good_page_stays_until_it_is_mended(preview: Preview) -> None:
    good, before = (preview.source / f"{POST}.md").read_text(encoding="utf-8"), preview.told()
    preview.add(f"{POST}.md", "\nSee [](nowhere.md), says the giraffe.\n")
    preview.wait(lambda: preview.has_built_since(before))
    assert f"{POST}.md:" in preview.told().removeprefix(before)
    assert "nowhere" in preview.told().removeprefix(before)
    assert "giraffe" not in preview.page(POST)
    assert "Joris van de Brug" in preview.page(POST)
    preview.write(f"{POST}.md", f"{good}\nThe giraffe is well.\n")
    preview.wait(lambda: "giraffe is well" in preview.page(POST))


def test_a_build_that_fails_leaves_all_pages_as_they_were(preview: Preview) -> None:
    page, before = preview.page(POST), preview.told()
    good = (preview.source / "conf.py").read_text(encoding="utf-8")
    preview.add("conf.py", "weblog_timezone = 'Europe/Nowhere'\n")
    preview.wait(lambda: preview.has_built_since(before))
    assert "Europe/Nowhere" in preview.told().removeprefix(before)
    assert preview.page(POST) == page
    before = preview.told()
    preview.write("conf.py", good)
    preview.wait(lambda: preview.has_built_since(before))
    assert preview.page(POST) == page


def test_ctrl_c_ends_it_without_a_word(tmp_path: Path) -> None:
    with serving(tmp_path) as preview:
        assert preview.stop() in (0, -signal.SIGINT)  # make itself ends as it was asked to
        for word in ("Traceback", "Error", "***"):
            assert word not in preview.told()
