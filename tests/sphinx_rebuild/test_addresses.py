"""An address in the output may be a document's, then an extra file's, then a redirect's: it is whose it is by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .builds import assert_same, differences, files_of

if TYPE_CHECKING:
    from .builds import Contents, Site
    from .conftest import BuiltSites, CleanBuilds

SITE = files_of(
    """
%% conf.py
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
extensions = ["ENGINE", "others"]
html_theme = "basic"
html_extra_path = ["extra"]

%% others.py
from pathlib import Path


def pages(app):
    for name in app.config.pages:
        yield name, {"title": name, "body": name}, "page.html"


def redirect(app, exception):
    for name in app.config.redirects:
        file = Path(app.outdir, f"{name}.html")
        file.parent.mkdir(exist_ok=True)
        file.write_text(f'<meta http-equiv="refresh" content="0; url={name}.html">')


def end(app, *page):
    exec(app.config.end)


def setup(app):
    app.add_config_value("end", "", "")
    app.add_config_value("pages", [], "")
    app.add_config_value("redirects", [], "")
    app.connect("html-page-context", end)
    app.connect("html-collect-pages", pages)
    app.connect("build-finished", redirect)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

%% extra/robots.txt
Welcome.

%% index.rst
Top
===

.. image:: pot.svg

%% pot.svg
<svg xmlns="http://www.w3.org/2000/svg"/>
"""
)
CONF = str(SITE["conf.py"])
OWNERS: dict[str, dict[str, Contents]] = {
    "nobody": {},
    "a document": {"sub/old.rst": ":orphan:\n\nOld\n===\n"},
    "an extra file": {"extra/sub/old.html": "Mine.\n"},
    "a redirect": {"conf.py": f'{CONF}redirects = ["sub/old"]\n'},
    "an extension's page": {"conf.py": f'{CONF}pages = ["sub/old"]\n'},
}
"""Whose sub/old.html is -> the files that make it so."""
WALK = [list(OWNERS)[int(number)] for number in "043424140323130212010"]
"""Owners, of whom each follows each other one."""


def test_an_address_is_whose_it_is_by_now(site: Site, clean: CleanBuilds) -> None:
    wanted = {name: clean.start({**SITE, **files})() for name, files in OWNERS.items()}
    assert {result.outcome for result in wanted.values()} == {(0, ())}
    last: dict[str, Contents] = {}
    told = []

    for before, name in zip(["", *WALK], WALK, strict=False):
        files = {**SITE, **OWNERS[name]}
        site.write(files, last)
        last = files
        result = site.build()
        if result.outcome != (0, ()) or result.files != wanted[name].files:
            told += [f"{before} -> {name}: {result.outcome}", *differences(result.files, wanted[name].files)]

    assert not told, "\n".join(told)
    assert (WALK[-1], (site.out / "sub").exists()) == ("nobody", False)


def test_an_extra_file_may_have_the_address_of_a_former_image(sites: BuiltSites, clean: CleanBuilds) -> None:
    after = {**SITE, "index.rst": "Top\n===\n", "extra/_images/pot.svg": SITE["pot.svg"]}
    underway = clean.start(after)
    site, _ = sites.take(SITE)

    site.write(after)

    assert_same(site.build(), underway())


@pytest.mark.parametrize("end", ["raise RuntimeError", "import os; os._exit(9)"])
@pytest.mark.parametrize("owner", ["a redirect", "an extension's page"])
def test_a_build_that_died_leaves_nothing_that_was_put_aside(owner: str, end: str, sites: BuiltSites) -> None:
    files = {**SITE, **OWNERS[owner]}
    site, first = sites.take(files)

    site.write({"conf.py": f"{files['conf.py']!s}html_title = 'Another'\nend = {end!r}\n"})
    assert site.build().status != 0
    site.write(files)

    assert_same(site.build(), first)
    sites.give_back(files, site, first)
