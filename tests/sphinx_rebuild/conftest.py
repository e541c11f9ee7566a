"""What the engine's tests share: each site built once, to be edited by many tests."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from .builds import ENGINE, Result, Site, load
from .inputs import SITES

if TYPE_CHECKING:
    from pathlib import Path


class BuiltSites:
    """The sites as their first builds left them, each of which is lent to one test after another.

    Whoever has left a site as it was gives it back; another one is built from nothing for the next test. None is
    copied: a copy's files have other times, so that all of them would have to be read again.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ready: dict[str, tuple[Site, Result]] = {}

    def take(self, name: str) -> tuple[Site, Result]:
        """A site, and what its first build left and said."""
        if name in self.ready:
            return self.ready.pop(name)
        site = Site(self.folder / name)
        site.clear()
        site.write(SITES[name])
        return site, site.build()

    def give_back(self, name: str, site: Site, first: Result) -> None:
        """Takes a site that is as it was."""
        self.ready[name] = site, first


@pytest.fixture(scope="session", autouse=True)
def loaded() -> None:
    """Sphinx and all extensions are loaded before the first build starts; and a few documents count as many."""
    load()
    if processes := sys.modules.get(f"{ENGINE}.processes"):
        vars(processes)["ENOUGH"] = 2


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> BuiltSites:
    """The sites, built."""
    return BuiltSites(tmp_path_factory.mktemp("sites"))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site without any file."""
    return Site(tmp_path / "site")
