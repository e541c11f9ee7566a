"""The tags of styles and scripts are Sphinx's; the checksum in them is the one of a clean build, of files alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_rebuild.static_files import AssetTags

from .builds import assert_same
from .sites import small

if TYPE_CHECKING:
    from .builds import Site

TAGS = """
def setup(app):
    for number in (1, 2):
        app.add_js_file(None, body=f"load('part.js?v={number}')")
    for media in ("print", "screen"):
        app.add_css_file("basic.css", media=media)


templates_path = ["."]
"""
LAYOUT = """
{% extends "!layout.html" %}
{% block extrahead %}
{% for number in (1, 2) %}{{ js_tag("https://other.example/old.js?v=" ~ number) }}{% endfor %}
{% endblock %}
"""


@dataclass(frozen=True)
class Asset:
    """As Sphinx has it."""

    filename: str
    media: str = ""


def test_a_script_within_the_page_and_an_address_in_a_template_stay_as_they_are(site: Site) -> None:
    site.write({**small.FILES, "conf.py": f"{small.FILES['conf.py']!s}{TAGS}", "layout.html": LAYOUT})
    first = site.build()
    site.write({"one.rst": f"{small.FILES['one.rst']!s}\nMore words.\n"})
    site.build()
    site.write(small.FILES | {"conf.py": f"{small.FILES['conf.py']!s}{TAGS}"})
    again = site.build()

    assert_same(again, first)
    for page in ("index.html", "one.html"):
        text = first.files[page].decode()
        for number in (1, 2):
            assert f"<script>load('part.js?v={number}')</script>" in text
            assert f'<script src="https://other.example/old.js?v={number}"></script>' in text
        assert text.count('href="_static/basic.css?v=') == 3


def test_all_tags_of_a_file_have_the_checksum_that_its_first_one_had() -> None:
    checksums = {"changed.css": "a1", "later.css": ""}
    now = {"changed.css": "?v=b2", "later.css": "?v=c3", "new.css": "?v=d4"}
    tags = AssetTags(checksums)

    def tag(name: str, media: str = "") -> str:
        return tags.tag("./", lambda asset: f"{asset.filename}{now[asset.filename]} {asset.media}", Asset(name, media))  # type: ignore[attr-defined]

    assert [tag(name) for name in now] == ["changed.css?v=a1 ", "later.css ", "new.css?v=d4 "]
    now["new.css"] = "?v=e5"
    assert tag("new.css", "print") == "new.css?v=d4 print"
    assert checksums == {"changed.css": "a1", "later.css": "", "new.css": "d4"}
