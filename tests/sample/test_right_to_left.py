"""A weblog that is written from right to left is the mirror image of one that isn't; code is as it always is."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

import pytest

from ..browsing import WIDTHS, assert_accessible, serving
from ..checkout import build
from .conftest import copy_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext

EVERYTHING = """\
# All that a text may have: 2020

- a list
  - within it

1. first

Term
: What it is.

:Field: What it holds.

> What somebody said.

```{epigraph}
Words in front.

-- Ada
```

```{note}
A note.
```

```{versionadded} 1.0
What is new.
```

```{sidebar} Beside
Its words.
```

Words.[^one] Some `code()`.

[^one]: The footnote.

```{code-block} python
:linenos:

print("code")
```

```{contents}
```

## A section

| a | b |
| - | - |
| c | d |

```{eval-rst}
| a line
|   within a line

.. [Ada] A work.

See [Ada]_.
```
"""
POST = "posts/2021/05/20/can-a-bridge-keep-time"
PAGES = ("index", "everything", POST, "events/harbour-days-2021", "weblog")
BOXES = """(direction) => {
  document.documentElement.dir = direction;
  const isMirrored = direction === "rtl";
  const wide = document.documentElement.clientWidth;
  const sides = isMirrored ? ["right", "left"] : ["left", "right"];
  const inText = "pre, table.highlighttable, .visually-hidden, .headerlink";
  return Array.from(document.querySelectorAll("body *")).filter((element) => (
    element.checkVisibility() && getComputedStyle(element).display !== "inline" && !element.closest(inText)
  )).map((element) => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const borders = /^T[DH]$/.test(element.tagName) ? [] : sides.map((side) => style[`border-${side}-width`]);
    const side = {"start": sides[0], "end": sides[1]}[style.textAlign] ?? style.textAlign;
    const align = sides.indexOf(side.replace("-webkit-", ""));
    const distance = isMirrored ? wide - box.right : box.left;
    return [`${element.tagName} ${element.className}`, distance, box.width, borders, align];
  });
}"""
"""What each block has on the side where a line begins: its distance and width in pixels, its borders."""


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was built, of words that aren't Arabic: with them a line breaks where it does in the mirror image."""
    source = tmp_path_factory.mktemp("arabic") / "source"
    copy_sample(source)
    (source / "everything.md").write_text(f"---\norphan: true\n---\n\n{EVERYTHING}", encoding="utf-8")
    build(source, source.parent / "html", "-D", "language=ar")
    return source.parent / "html"


@pytest.fixture(scope="module")
def served(html: Path) -> Iterator[str]:
    with serving(html) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_each_page_is_the_mirror_image_of_itself(browser: Browser, served: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    for name in (*(f"{name}.html" for name in PAGES), "search.html?q=bridge"):
        page.goto(served + name)
        assert page.evaluate("document.documentElement.dir") == "rtl"
        if "?q=" in name:
            page.wait_for_selector("#weblog-search li .search-facts")
        page.add_style_tag(content="* { transition: none !important }")
        boxes = [page.evaluate(BOXES, direction) for direction in ("ltr", "rtl")]
        assert boxes[0]
        for one, other in zip_longest(*boxes):
            assert one[3:] == other[3:], (name, one, other)
            assert one[1:3] == pytest.approx(other[1:3], abs=2.5), (name, one, other)
    page.close()


@pytest.mark.browser
def test_code_is_written_from_left_to_right(browser: Browser, served: str) -> None:
    page = browser.new_page()
    page.goto(f"{served}everything.html")
    for code in ("pre", "code"):
        assert page.locator(code).first.evaluate("element => getComputedStyle(element).direction") == "ltr"
    assert page.locator("pre").first.evaluate("element => getComputedStyle(element).textAlign") == "left"
    page.close()


@pytest.mark.browser
def test_the_sign_behind_a_heading_is_at_its_end(browser: Browser, served: str) -> None:
    """Not in front of it, with a number that it ends in."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{served}everything.html")
    sign = page.locator("h1 .headerlink").bounding_box()
    words = page.locator("h1").evaluate(
        "h1 => { const range = new Range(); range.selectNodeContents(h1.firstChild);"
        " return range.getBoundingClientRect().left; }"
    )
    assert sign is not None
    assert sign["x"] + sign["width"] <= words
    page.close()


@pytest.mark.browser
def test_pages_are_accessible_and_quiet(context: BrowserContext, served: str) -> None:
    assert_accessible(context, served, f"{POST}.html", WIDTHS[0], "dark")
