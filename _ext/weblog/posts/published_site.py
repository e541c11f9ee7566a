"""Where the site is published, and what all pages, feeds and exports say of it.

Owns: whole addresses of pages. Must not: know Sphinx. In: checked settings, and how a builder makes addresses. Out:
values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from weblog.posts.model import Post

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""What HTML and feeds take for the name of a language (RFC 5646), broadly."""


def language_tag(name: str, shorts: Mapping[str, str], /) -> str:
    """The tag of a language by its name, full or short; "" where programs know none of that name."""
    tag = shorts.get(name, name).replace("_", "-")
    return tag if LANGUAGE_TAG.fullmatch(tag) else ""


def site_language(locale: str, /) -> str:
    """The tag of the language that conf.py gives: "pt_BR" is "pt-BR"."""
    return locale.replace("_", "-").partition("@")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSite:
    """The site as it is published. `base` is its address with a slash; `address_of` gives the rest of a page's."""

    base: str
    title: str
    language: str
    author: str
    front_page: str  # its page name
    address_of: Callable[[str], str]
    languages: Mapping[str, str] = field(default_factory=dict)  # full name -> short name, which may be a language tag

    def url(self, pagename: str, anchor: str = "") -> str:
        """The whole address of a page."""
        return f"{self.base}{self.address_of(pagename)}{anchor}"

    def language_of(self, post: Post, /) -> str:
        """The tag of the language that a post says it is written in; "" where it says none that programs know."""
        return self._tag_of(next((label.name for label in post.labels_of("language")), ""))

    def other_language(self, name: str = "", /) -> str:
        """The tag of a language by its name; "" for the site's own, and where programs know none of that name."""
        tag = self._tag_of(name)
        return "" if tag == self.language else tag

    def _tag_of(self, name: str) -> str:
        return language_tag(name, self.languages)
