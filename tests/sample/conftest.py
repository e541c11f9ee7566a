"""The sample, built once, as `make html` builds it, and a server that shows it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ..browsing import serving
from ..checkout import build, copy_program
from ..parsing import pages_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup

WEBLOG = Path(__file__).parent / "weblog"


def copy_sample(folder: Path, /, *others: str) -> None:
    """Copies the sample, the program that it is built with, and whatever else of the checkout is named."""
    shutil.copytree(WEBLOG, folder)
    copy_program(folder, *others)


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source, in a folder of its own."""
    folder = tmp_path_factory.mktemp("sample") / "source"
    copy_sample(folder)
    return folder


@pytest.fixture(scope="session")
def html(source: Path) -> Path:
    """What was built."""
    out = source.parent / "html"
    build(source, out)
    return out


@pytest.fixture(scope="session")
def pages(html: Path) -> dict[str, BeautifulSoup]:
    """Page name -> its tree, for every page."""
    return pages_of(html)


@pytest.fixture(scope="session")
def served(html: Path) -> Iterator[str]:
    """Its address on this machine, ending in a slash."""
    with serving(html) as address:
        yield address
