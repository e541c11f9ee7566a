"""The weblog of this checkout, built once as `make html` does, what its owner has set, and a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sphinx.config import eval_config_file
from sphinx.util.tags import Tags

from ..browsing import serving
from ..checkout import build, copy_checkout
from ..parsing import pages_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bs4 import BeautifulSoup

USUAL = {"blog_path": "blog", "blog_baseurl": "", "language": "en"}
"""What holds where conf.py says nothing."""


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source."""
    folder = tmp_path_factory.mktemp("weblog") / "source"
    copy_checkout(folder)
    return folder


@pytest.fixture(scope="session")
def settings(source: Path) -> Mapping[str, Any]:
    """What its owner has set in conf.py."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(source))  # so that the path is as before when conf.py has added to it
        return {**USUAL, **eval_config_file(source / "conf.py", Tags())}


@pytest.fixture(scope="session")
def base(settings: Mapping[str, Any]) -> str:
    """The address of the weblog, ending in a slash; nothing while it has none."""
    address = str(settings["blog_baseurl"] or "")
    return f"{address.rstrip('/')}/" if address else ""


@pytest.fixture(scope="session")
def html(source: Path) -> Path:
    """What was built."""
    out = source.parent / "html"
    build(source, out)
    return out


@pytest.fixture(scope="session")
def pages(html: Path) -> dict[str, BeautifulSoup]:
    """Page name -> its tree, for every page but redirects."""
    return {name: page for name, page in pages_of(html).items() if not page.select_one("meta[http-equiv=refresh]")}


@pytest.fixture(scope="session")
def served(html: Path) -> Iterator[str]:
    """Its address on this machine, ending in a slash."""
    with serving(html) as address:
        yield address
