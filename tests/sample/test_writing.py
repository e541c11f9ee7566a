"""What one writes in Markdown without thinking of MyST works with the settings that come with a clone."""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING

import pytest

from ..checkout import PROJECT
from ..weblog.sites import Site

if TYPE_CHECKING:
    from pathlib import Path

BODY = """
A formula $a^2$ for $5 and $6, ~~no~~ yes, see https://example.org/x and setup.py.

- [ ] open
- [x] done
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small weblog with what conf.py says of Markdown."""
    folder: Path = tmp_path_factory.mktemp("writing")
    site = Site.from_root(folder)
    settings = runpy.run_path(str(PROJECT / "conf.py"))
    mine = {name: value for name, value in settings.items() if name.startswith("myst_")}
    mine |= {name: settings[name] for name in ("html_math_renderer", "suppress_warnings")}
    site.post("2020/06/25/a", body=BODY)
    assert site.build(**mine).warnings == []
    return site


def test_it_is_shown_as_it_was_meant(site: Site) -> None:
    page = site.page("posts/2020/06/25/a")
    assert [formula["alttext"] for formula in page.select("math")] == ["a^2"]
    assert [struck.get_text() for struck in page.select("s")] == ["no"]
    assert [link["href"] for link in page.select(".e-content a")] == ["https://example.org/x"]
    assert ["checked" in box.attrs for box in page.select("input[type=checkbox]")] == [False, True]
    assert "for $5 and $6," in page.get_text()
