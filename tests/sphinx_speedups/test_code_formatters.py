"""Blocks of code are shown as ever, whatever was shown before them with the same formatter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pygments.formatters.html import HtmlFormatter
from sphinx.highlighting import PygmentsBridge

from .docs import Docs

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from sphinx.application import Sphinx

BLOCK = ".. code-block:: {language}\n{options}\n   first = 1\n   second = 2\n\n"
OPTIONS = ("", "   :linenos:\n", "   :emphasize-lines: 2\n", "   :linenos:\n   :lineno-start: 7\n")
BLOCKS = "".join(
    BLOCK.format(language=language, options=options)
    for language in ("python", "text")
    for options in (*OPTIONS, *OPTIONS)
)


def test_blocks_look_the_same_whatever_their_options(tmp_path: Path) -> None:
    ours = Docs(tmp_path / "ours", 'extensions = ["sphinx_speedups"]\n')
    theirs = Docs(tmp_path / "theirs", "")
    for docs in (ours, theirs):
        docs.write("code.rst", f"Code\n====\n\n{BLOCKS}")
        docs.build()
    assert ours.contents()["code.html"].count(b"second") == 16
    assert ours.contents() == theirs.contents()


def test_one_formatter_shows_all_blocks_with_the_same_options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    make = HtmlFormatter._create_stylesheet

    def noting(formatter: Any) -> None:
        made.append(formatter)
        make(formatter)

    docs = Docs(tmp_path, 'extensions = ["sphinx_speedups"]\n')
    docs.write("code.rst", f"Code\n====\n\n{BLOCKS}")
    monkeypatch.setattr(HtmlFormatter, "_create_stylesheet", noting)
    docs.build()
    assert len(made) == 1 + len(OPTIONS)  # one for the style sheet


class Counting(HtmlFormatter[str]):  # type: ignore[misc]
    """A formatter of a site's own, which numbers what it shows."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.count = 0

    def format(self, tokensource: Any, outfile: Any) -> None:
        """Says how often it was asked."""
        self.count += 1
        outfile.write(f"block {self.count} of this formatter")


def test_a_formatter_of_somebody_else_is_made_for_each_block(tmp_path: Path) -> None:
    def prepare(app: Sphinx) -> None:
        class Bridge(PygmentsBridge):
            html_formatter = Counting

        app.builder.highlighter = Bridge("html", "sphinx")  # type: ignore[attr-defined]

    docs = Docs(tmp_path, 'extensions = ["sphinx_speedups"]\n')
    docs.write("code.rst", f"Code\n====\n\n{BLOCKS}")
    docs.build(prepare=prepare)
    page = docs.contents()["code.html"].decode()
    assert page.count("block 1 of this formatter") == 16
    assert "block 2" not in page
