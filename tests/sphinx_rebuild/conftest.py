"""What the engine's tests share: each site built once, to be edited by many tests."""

from __future__ import annotations

from functools import cache
from itertools import count
from typing import TYPE_CHECKING

import pytest

from .builds import USUAL, Contents, Result, Site, Surroundings, start_loading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Key = tuple[tuple[str, Contents], ...]


class BuiltSites:
    """Sites as their first builds left them, each of which is lent to one test after another.

    Whoever has left a site as it was gives it back; another one is built from nothing for the next test. None is
    copied: a copy's files have other times, so that all of them would have to be read again.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = count()
        self.ready: dict[tuple[Key, Surroundings], tuple[Site, Result]] = {}

    def take(self, files: Mapping[str, Contents], surroundings: Surroundings = USUAL) -> tuple[Site, Result]:
        """A site of these files, and what its first build left and said."""
        if (key := (key_of(files), surroundings)) in self.ready:
            return self.ready.pop(key)
        site = Site(self.folder / str(next(self.made)))
        site.write(files)
        return site, site.build(surroundings=surroundings)

    def give_back(
        self, files: Mapping[str, Contents], site: Site, first: Result, surroundings: Surroundings = USUAL
    ) -> None:
        """Takes a site that is as it was."""
        self.ready[key_of(files), surroundings] = site, first


class CleanBuilds:
    """What builds from nothing leave and say: each is made once, by whoever asks first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.begun: dict[tuple[object, ...], Callable[[], Result]] = {}

    def start(
        self,
        files: Mapping[str, Contents],
        *arguments: str,
        builder: str = "html",
        surroundings: Surroundings = USUAL,
    ) -> Callable[[], Result]:
        """Starts a build, if nobody did; gives what waits for it and gives the result."""
        key = (key_of(files), arguments, builder, surroundings)
        if key not in self.begun:
            site = Site(self.folder / str(len(self.begun)), builder)
            site.write(files)
            self.begun[key] = cache(site.start(*arguments, surroundings=surroundings).wait)
        return self.begun[key]


def key_of(files: Mapping[str, Contents]) -> Key:
    """What is equal where files are."""
    return tuple(sorted(files.items()))


@pytest.fixture(scope="session", autouse=True)
def loading() -> None:
    """Sphinx and all extensions are being loaded for the builds."""
    start_loading()


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> BuiltSites:
    """The sites, built."""
    return BuiltSites(tmp_path_factory.mktemp("sites"))


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> CleanBuilds:
    """What builds from nothing leave."""
    return CleanBuilds(tmp_path_factory.mktemp("clean"))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site without any file."""
    return Site(tmp_path / "site")
