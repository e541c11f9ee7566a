"""Every address that a person types is http, https, mailto or a page of the site; else it is told what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sphinx.errors import ConfigError

from weblog.posts.addresses import is_path, is_whole, meant

from .sites import Site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

UNSAFE = ["javascript:alert(1)", "JavaScript:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd"]
WITHOUT_SCHEME = {
    "example.org/x": "https://example.org/x",
    "//example.org/x": "https://example.org/x",
    "www.example.org": "https://www.example.org",
}
TYPED = {
    "events/m.md": "# The meetup\n\n```{event}\n:dates: 2020-06-25\n:url: ADDRESS\n```\n",
    "speakers/ada.md": "# Ada Example\n\n```{speaker}\n:links: Here <ADDRESS>\n```\n",
    "posts/2020/06/25/a.md": "```{post}\n:external_link: ADDRESS\n:canonical_link: ADDRESS\n```\n\n# A\n",
    "posts/2020/06/25/f.md": "---\nblogpost: true\nexternal_link: ADDRESS\ncanonical_link: ADDRESS\n---\n\n# F\n",
    "posts/2020/06/25/r.rst": ".. post::\n   :external_link: ADDRESS\n   :canonical_link: ADDRESS\n\nR\n=\n",
    "posts/2020/06/25/t.md": "```{post}\n```\n\n# T - Ada Example\n\n"
    "```{talk}\n:event: m\n:slides: ADDRESS\n:video: ADDRESS\n:code: ADDRESS\n```\n",
}
"""Files with every option that takes an address."""
COUNTS = {"events/m.md": 1, "speakers/ada.md": 1, "posts/2020/06/25/t.md": 3}
SETTINGS: Mapping[str, Any] = {
    "blog_authors": lambda address: {"ada": ("Ada Example", address)},
    "blog_locations": lambda address: {"here": ("Here", address)},
    "blog_languages": lambda address: {"en": ("English", address)},
    "weblog_navigation": lambda address: [("There", address)],
    "fontawesome_link_cdn": lambda address: address,
}


@pytest.mark.parametrize("address", [*UNSAFE, *WITHOUT_SCHEME])
def test_an_option_that_is_no_address_is_told_and_nothing_leads_there(tmp_path: Path, address: str) -> None:
    site = Site.from_root(tmp_path)
    for file, text in TYPED.items():
        site.write(file, text.replace("ADDRESS", address))
    for _ in range(2):
        warnings = site.build().warnings
        for file in TYPED:
            told = [warning for warning in warnings if warning.startswith(f"{file}:")]
            assert len(told) == COUNTS.get(file, 2), file
            right = WITHOUT_SCHEME.get(address, "")
            assert all(address in warning and right in warning for warning in told)
    pages = [content.decode() for name, content in site.contents().items() if name.endswith((".html", ".xml"))]
    assert not [page for page in pages if f'"{address}"' in page]


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("address", [*UNSAFE, *WITHOUT_SCHEME])
def test_a_setting_that_is_no_address_is_refused(site: Site, setting: str, address: str) -> None:
    if (setting, address[:2]) == ("fontawesome_link_cdn", "//"):
        return  # every page would have it from where it is itself, as with ablog
    with pytest.raises(ConfigError) as error:
        site.build(**{setting: SETTINGS[setting](address)})
    assert str(error.value).startswith(f"conf.py: {setting}")
    assert WITHOUT_SCHEME.get(address, "https://") in str(error.value)


def test_settings_with_addresses_take_what_is_one(site: Site) -> None:
    for address in ("https://ada.example/", "mailto:ada@ada.example", "/about.html", None):
        authors = {"ada": ("Ada Example", address)}
        assert site.build(blog_authors=authors).warnings == []


def test_a_path_is_from_the_sites_first_page_on_whichever_page_a_list_stands(site: Site) -> None:
    site.post("2020/06/25/x", "X", "", ":external_link: papers/x.html", ":tags: one")
    site.post("2020/06/25/y", "Y", "", ":external_link: mailto:ada@ada.example")
    site.post("2020/06/25/z", "Z", "", ":external_link: /elsewhere/z.html")
    assert site.build().warnings == []
    for page, address in {"blog": "papers/x.html", "blog/tag/one": "../../papers/x.html"}.items():
        assert site.page(page).select_one(f'a[href="{address}"]'), page
    found = {link["href"] for link in site.page("blog").select("a.u-url")}
    assert {"mailto:ada@ada.example", "/elsewhere/z.html"} <= found


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("example.org", "https://example.org"),
        ("example.org:8000/x", "https://example.org:8000/x"),
        ("example.org?a=1", "https://example.org?a=1"),
        ("bücher.example/x", "https://bücher.example/x"),
        ("localhost:8000", "https://localhost:8000"),
        ("ada@example.org", "mailto:ada@example.org"),
        ("slides.pdf", ""),
        ("about.html", ""),
        ("about.html#me", ""),
        ("posts/v1.2/x.html", ""),
        ("../slides", ""),
        ("localhost/x", ""),
        ("", ""),
    ],
)
def test_what_was_meant_by_an_address_without_its_scheme(typed: str, whole: str) -> None:
    assert meant(typed) == whole
    assert is_path(typed) == (not whole and typed != "")
    assert not is_whole(typed)


def test_an_old_address_below_a_page_and_the_first_of_all_dates_are_no_crash(site: Site) -> None:
    site.post("2020/06/25/x", "X", "", ":redirect: index.html/y")
    site.post("old/y", "Y", "0001-01-01")
    (warning,) = site.build().warnings
    assert warning.startswith('posts/2020/06/25/x.md:1: WARNING: "index.html/y" is no old address')
