"""Blocks of code get the language that they have without the patch, with `highlight` directives and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .docs import Docs

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = "::\n\n   x = {'a': None}\n\n"
BLOCKS = f"{PLAIN}.. code-block::\n\n   import os\n\n.. code-block:: json\n   :linenos:\n\n   [1]\n\n{PLAIN}"


@pytest.mark.parametrize("settings", ["", 'highlight_language = "json"\n'])
@pytest.mark.parametrize("between", ["", ".. highlight:: c\n   :linenothreshold: 1\n\n"])
def test_blocks_look_the_same(tmp_path: Path, settings: str, between: str) -> None:
    ours = Docs(tmp_path / "ours", f'extensions = ["sphinx_speedups"]\n{settings}')
    theirs = Docs(tmp_path / "theirs", settings)
    for docs in (ours, theirs):
        docs.write("code.rst", f"Code\n====\n\n{BLOCKS}{between}{BLOCKS}")
        docs.build()
    assert ours.contents() == theirs.contents()
    assert (b"highlight-c" in ours.contents()["code.html"]) == bool(between)
