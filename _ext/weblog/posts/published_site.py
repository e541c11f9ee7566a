"""Where the site is published, and what all pages, feeds and exports say of it.

Owns: whole addresses of pages. Must not: know Sphinx. In: checked settings, and how a builder makes addresses. Out:
values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSite:
    """The site as it is published. `base` is its address with a slash; `address_of` gives the rest of a page's."""

    base: str
    title: str
    language: str
    author: str
    front_page: str  # its page name
    address_of: Callable[[str], str]

    def url(self, pagename: str, anchor: str = "") -> str:
        """The whole address of a page."""
        return f"{self.base}{self.address_of(pagename)}{anchor}"
