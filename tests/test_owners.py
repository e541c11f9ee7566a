"""A weblog whose owner has thrown away all that came with it is built and passes the tests of its site.

What is thrown away: posts, events, speakers, pages and settings. What stays is the program and these tests.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from weblog.site.new_owner import SAMPLE, files_of

from .checkout import FOR_MAKE, MAKE, PROJECT, SHELL, copy_checkout, copy_program

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TESTS = ["tests/__init__.py", "tests/conftest.py", "tests/browsing.py", "tests/checkout.py", "tests/parsing.py"]
TESTS += ["tests/sizes.py", "tests/data", "tests/site", "pyproject.toml"]
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


@pytest.mark.skipif(not (PROJECT / SAMPLE).is_file(), reason="this weblog is somebody's already")
def test_a_clone_is_made_somebodys_own_by_one_command_and_built(tmp_path: Path) -> None:
    copy_checkout(tmp_path / "clone")
    assert (PROJECT / SAMPLE).read_text(encoding="utf-8").splitlines() == files_of(PROJECT)
    mine = [*MAKE, "mine", 'NAME=Ada\'s "notes" & more', "AUTHOR=Ada Example", "ADDRESS=https://ada.example/notes"]
    subprocess.run(mine, cwd=tmp_path / "clone", env={**SHELL, "NAME": "of the machine"}, check=True)
    subprocess.run([*MAKE, "html"], cwd=tmp_path / "clone", env=SHELL, check=True)
    out = tmp_path / "clone/_build/html"
    for file in out.rglob("*.html"):
        assert "Reinout" not in file.read_text(encoding="utf-8"), file
    front = BeautifulSoup((out / "index.html").read_bytes(), "lxml")
    assert front.title is not None
    assert front.title.get_text() == 'Ada\'s "notes" & more'


def test_no_other_test_looks_at_what_an_owner_has_written() -> None:
    """All others bring the weblogs that they look at along."""
    tests = PROJECT / "tests"
    found = [file for file in tests.rglob("*.py") if "copy_checkout" in file.read_text(encoding="utf-8")]
    assert sorted(file.relative_to(tests).as_posix() for file in found) == [
        *("checkout.py", "site/conftest.py", "test_owners.py")
    ]
