"""A weblog in any language is built without a mistake, and its builds follow edits of posts and of translations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .test_incremental import clean_contents

if TYPE_CHECKING:
    from collections.abc import Callable

    from .sites import Site

LANGUAGES = {
    "nl": "html",
    "de": "dirhtml",
    "ja": "html",
    "zh_CN": "dirhtml",
    "ko": "html",
    "ar": "dirhtml",
    "tr": "html",
}
"""Language -> the builder."""
CATALOG = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\nmsgid "{}"\nmsgstr "{}"\n'


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_weblog_in_another_language_follows_edits(root: Callable[[str], Site], language: str) -> None:
    builder, site = LANGUAGES[language], root("talks")
    conf = (site.source / "conf.py").read_text(encoding="utf-8")
    quietly = 'suppress_warnings = ["sphinx_rebuild.search"]'  # of jieba, which isn't there
    site.write("conf.py", f'{conf}\nlanguage = "{language}"\nlocale_dirs = ["locale"]\n{quietly}\n')
    folder = f"locale/{language}/LC_MESSAGES"
    for read_on, words in (("First", "İlk kelimeler."), ("Second", "二つ目の言葉。")):
        site.post("2020/07/01/own", f"Own {read_on} ığ", "", ":tags: x, 日本", body="Words of a post.")
        site.write(f"{folder}/weblog.po", CATALOG.format("Read on", read_on))
        site.write(f"{folder}/posts.po", CATALOG.format("Words of a post.", words))
        assert site.build(builder=builder).warnings == []
        files = site.contents(builder)
        pages = {name: text.decode() for name, text in files.items() if name.endswith(".html")}
        assert any(f">{read_on}<" in page for page in pages.values())
        assert any(words in page for name, page in pages.items() if name.startswith("posts/"))
    assert f'<html lang="{language.replace("_", "-")}"' in pages["index.html"]
    assert files == clean_contents(site, builder=builder, parallel=2)
