"""A weblog whose owner has thrown away all that came with it is built and passes the tests of its site.

What is thrown away: posts, events, speakers, pages and settings. What stays is the program and these tests.
"""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from weblog.site.new_owner import SAMPLE, files_of

from .browsing import Visit, serving
from .checkout import FOR_MAKE, MAKE, PROJECT, SHELL, copy_checkout, copy_parts, copy_program

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

TESTS = ["tests/__init__.py", "tests/conftest.py", "tests/asked_once.py", "tests/browsing.py", "tests/checkout.py"]
TESTS += ["tests/parsing.py", "tests/sizes.py", "tests/data", "tests/site", "pyproject.toml"]
CONF = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / '_ext'))
project = blog_title = html_title = 'Dagboek'
author = 'Jo'
language = 'nl'
blog_baseurl = html_baseurl = 'https://jo.example/dagboek'
blog_path = 'dagboek'
weblog_navigation = [{navigation}]
extensions = ['myst_parser', 'weblog']
exclude_patterns = ['[_.]*', 'tests']
templates_path = ['_templates']
html_theme = 'sphinx_book_theme'
html_static_path = ['_static']
html_css_files = ['weblog.css']
html_js_files = ['colour-mode.js']
html_favicon = '_static/favicon.svg'
html_sidebars = {{'**': []}}
html_theme_options = {{'pygments_light_style': 'a11y-high-contrast-light'}}
"""
"""Not in the form in which the program's own code is, either."""
FRONT_PAGE = "# Dagboek\n\n```{postlist} 5\n:excerpts:\n```\n"
POST = "```{post}\n:tags: fietsen\n```\n\n# Een lekke band\n\nAlweer.\n\n## De pomp\n\n```python\nprint('pfff')\n```\n"
WEBLOGS: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "nothing but a front page": ("not newsboat and not browser", "", {"index.md": FRONT_PAGE}),
    "one post and a page": (
        "not newsboat",
        "'over', 'dagboek', 'dagboek/tag'",
        {
            "index.md": f"{FRONT_PAGE}\n```{{toctree}}\n:hidden:\n\nover\n```\n",
            "over.md": "# Over mij\n\nIk fiets.\n",
            "posts/2024/05/06/lekke-band.md": POST,
        },
    ),
}
"""What there is -> which tests are run, the sidebar's pages, the files."""
NAME = 'Ada\'s "notes" & more'
EXAMPLE = re.compile(r"`((?:posts|events)/[^`\n]+\.md)`:\n\n````md\n(.*?)````", re.DOTALL)
"""In README.md: a path and the file that stands behind it."""
OF_LOOK = re.compile(r"```\{code-block\} \w+\n:caption: (conf\.py|_static/mine\.css)\n\n(.*?)```", re.DOTALL)
"""In docs/look.md: the first of each is the own style sheet and logo."""
NEWCOMERS = {
    "posts/2024/05/06/a-pump.md": POST.replace("Een lekke band", "Een pomp"),
    "posts/2024/05/07/pumps.md": "```{post}\n```\n\n# Pompen - Mina Klein\n\n```{talk}\n:event: pumps\n```\n\nPfff.\n",
    "events/pumps.md": "# Pompendag\n\n```{event}\n:dates: 2024-05-07\n```\n\nOver pompen.\n",
}
"""Two posts and an event more than README.md has."""


@pytest.mark.parametrize("name", WEBLOGS)
def test_a_weblog_of_ones_own_is_built_and_passes(tmp_path: Path, name: str) -> None:
    chosen, navigation, files = WEBLOGS[name]
    copy_program(tmp_path, *FOR_MAKE, *TESTS)
    for folder in ("posts", "events", "speakers"):
        (tmp_path / folder).mkdir()
    for path, text in {"conf.py": CONF.format(navigation=navigation), **files}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    subprocess.run([*MAKE, "html"], cwd=tmp_path, env=SHELL, check=True)
    assert (tmp_path / "_build" / "html" / "index.html").is_file()
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/site", "-m", chosen], cwd=tmp_path, env=SHELL, check=True
    )


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newcomer's weblog, made of a clone as README.md says, with its own examples, and built."""
    if not (PROJECT / SAMPLE).is_file():
        pytest.skip("this weblog is somebody's already")
    clone = tmp_path_factory.mktemp("newcomer") / "clone"
    copy_checkout(clone)
    assert (PROJECT / SAMPLE).read_text(encoding="utf-8").splitlines() == files_of(PROJECT)
    mine = [*MAKE, "mine", f"NAME={NAME}", "AUTHOR=Ada Example", "ADDRESS=https://ada.example/notes"]
    subprocess.run(mine, cwd=clone, env={**SHELL, "NAME": "of the machine"}, check=True)
    examples = dict(EXAMPLE.findall((PROJECT / "README.md").read_text(encoding="utf-8")))
    assert [path.partition("/")[0] for path in examples] == ["posts", "events"]
    look = dict(reversed(OF_LOOK.findall((PROJECT / "docs/look.md").read_text(encoding="utf-8"))))
    settings = look.pop("conf.py")
    conf = (clone / "conf.py").read_text(encoding="utf-8").replace('language = "en"', 'language = "nl"')
    files = {
        **examples,
        **look,
        **NEWCOMERS,
        "conf.py": f'{conf}\n{settings}\nextensions += ["sphinx_copybutton"]\n',
        "_static/logo.svg": (clone / "_static/favicon.svg").read_text(encoding="utf-8"),
    }
    for path, text in files.items():
        (clone / path).parent.mkdir(parents=True, exist_ok=True)
        (clone / path).write_text(text, encoding="utf-8")
    subprocess.run([*MAKE, "html"], cwd=clone, env=SHELL, check=True)
    return clone


def test_nothing_of_who_had_it_before_is_left(walked: Path) -> None:
    out = walked / "_build/html"
    for file in out.rglob("*.html"):
        assert "Reinout" not in file.read_text(encoding="utf-8"), file
    front = BeautifulSoup((out / "index.html").read_bytes(), "lxml")
    assert front.title is not None
    assert front.title.get_text() == NAME
    posts = {file.relative_to(out).with_suffix(".md").as_posix() for file in out.glob("posts/**/*.html")}
    events = {file.relative_to(out).with_suffix(".md").as_posix() for file in out.glob("events/*.html")}
    assert {*files_of(walked)} == posts | events
    assert (len(posts), len(events)) == (3, 2)


@pytest.mark.browser
def test_a_newcomers_weblog_has_the_name_the_look_and_the_language_that_were_chosen(
    walked: Path, browser: Browser
) -> None:
    with serving(walked / "_build/html") as served:
        visit = Visit(browser.new_page())
        visit.page.goto(f"{served}index.html")
        logo = visit.page.locator(".weblog-name img")
        assert logo.get_attribute("alt") == NAME
        assert logo.evaluate("img => img.naturalWidth") > 0
        link = visit.page.locator(".ablog-post-title a").first
        assert link.evaluate("a => getComputedStyle(a).color") == "rgb(11, 110, 79)"
        assert visit.page.locator("html").get_attribute("lang") == "nl"
        for text in ("Lees verder", "Zoeken"):
            assert visit.page.locator(f"text={text}").count(), text
        visit.page.goto(f"{served}posts/2024/05/06/a-pump.html")
        visit.page.wait_for_selector("button.copybtn", state="attached")
        visit.page.goto(f"{served}posts/2020/06/25/keep-a-secret.html")
        assert visit.told == []
        assert [url for url in visit.requests if not url.startswith(served)] == []
        visit.page.close()


def test_a_newcomers_weblog_passes_the_tests_of_its_site(walked: Path) -> None:
    copy_parts(walked, *(name for name in TESTS if not (walked / name).exists()))
    command = [sys.executable, "-m", "pytest", "-q", "tests/site", "-m", "not newsboat and not browser"]
    subprocess.run(command, cwd=walked, env=SHELL, check=True)


def test_no_other_test_looks_at_what_an_owner_has_written() -> None:
    """All others bring the weblogs that they look at along."""
    tests = PROJECT / "tests"
    found = [file for file in tests.rglob("*.py") if "copy_checkout" in file.read_text(encoding="utf-8")]
    assert sorted(file.relative_to(tests).as_posix() for file in found) == [
        *("checkout.py", "site/conftest.py", "test_owners.py")
    ]
