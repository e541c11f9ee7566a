"""The lock files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from .checkout import PROJECT

if TYPE_CHECKING:
    from pathlib import Path


def locked(path: Path) -> set[str]:
    """What a lock file asks for: "name==version", and behind it for which Pythons."""
    return set(re.findall(r"^(\S+==.*?) \\$", path.read_text(encoding="utf-8"), flags=re.MULTILINE))


@pytest.mark.parametrize("which", ["", "-newest"])
def test_what_is_tested_is_what_the_weblog_is_built_with(which: str) -> None:
    # a library that only tests need may hold back one that the weblog is made of
    built_with = locked(PROJECT / f"requirements{which}.txt")
    tested = locked(PROJECT / f"requirements-test{which}.txt")
    assert any(library.startswith("sphinx==") for library in built_with)
    assert built_with <= tested
