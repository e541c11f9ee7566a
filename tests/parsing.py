"""HTML as a browser takes it.

In: an HTML file, a selector. Out: its tree, the texts of what matches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag

if TYPE_CHECKING:
    from pathlib import Path


def parse(file: Path) -> BeautifulSoup:
    """An HTML file as a tree."""
    return BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")


def pages_of(html: Path) -> dict[str, BeautifulSoup]:
    """Page name -> its tree, for every page of a built site."""
    files = [file for file in sorted(html.rglob("*.html")) if "_static" not in file.relative_to(html).parts]
    return {file.relative_to(html).with_suffix("").as_posix(): parse(file) for file in files}


def texts(soup: Tag, selector: str) -> list[str]:
    """The texts of all elements that match a CSS selector, their white space folded."""
    return [" ".join(element.get_text().split()) for element in soup.select(selector)]
