"""What the weblog's tests share: small weblogs of their own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from .sites import Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An empty weblog."""
    return Site.from_root(tmp_path)


@pytest.fixture
def root(tmp_path: Path) -> Callable[[str], Site]:
    """The weblog of roots/<name>."""
    return partial(Site.from_root, tmp_path)
