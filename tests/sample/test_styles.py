"""Each rule of our own style sheets is of use to some page of a weblog that has all that there can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from ..browsing import WIDTHS, serving
from ..checkout import PROJECT, build
from ..style_rules import Sheets, take_apart
from .conftest import copy_sample
from .test_right_to_left import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SHEETS = {
    "_static/weblog.css": PROJECT / "_static" / "weblog.css",
    **{
        f"_static/weblog/{file.name}": file
        for file in sorted((PROJECT / "_ext" / "weblog" / "static" / "weblog").glob("*.css"))
        if file.name != "book.css"  # of e-readers
    },
}
"""Where a site has each sheet -> the file that it is."""
SETTINGS = """
weblog_list_excerpts = 2
weblog_list_titles = ["weblog/drafts"]
myst_enable_extensions += ["dollarmath", "tasklist"]
html_math_renderer = "weblog-mathml"
"""
MORE = """
## Tasks and formulas

- [ ] to do

$$
a^2
$$ (squared)

See {{eq}}`squared`, and [elsewhere](https://elsewhere.example/). https://elsewhere.example/

```{{epigraph}}
Words in front.
```

> A quotation.
>
> -- Ada

## Lists

{lists}
"""
LISTS = [
    *(f":list-style: {style}" for style in ("circle", "disc", "square", "decimal")),
    ":excerpts:",
    ":by-event:",
]
PAGES = [
    *("index.html", "everything.html", "weblog.html", "weblog/archive.html", "weblog/2020.html", "weblog/2020/09.html"),
    *("weblog/tag.html", "weblog/tag/many.html", "weblog/tag/boats.html", "weblog/author/mira-jansen.html"),
    *("weblog/drafts.html", "events.html", "events/harbour-days-2021.html", "talks.html", "speakers.html"),
    *("speakers/ines-da-costa.html", "speakers/many-talks.html", "feeds.html", "about.html", "404.html"),
    "statistics.html",
    *("posts/2021/05/20/can-a-bridge-keep-time.html", "posts/2021/02/11/kite-evening.html"),
    *(
        "posts/2020/09/30/lock-keepers-meetup.html?highlight=gaug+pressure",
        "posts/2020/11/03/a-pump-and-its-token.html",
    ),
    *("posts/2018/01/06/p.html", "events/many-2018.html", "posts/2021/06/01/p.html", "drafts/idea.html", "search.html"),
    *("search.html?q=bridge", "search.html?q=gates+level+kite", "search.html?q=harbuors", "search.html?q=qqqqqq"),
]
"""A page of each kind; a search with hits, with some of the words, with a slip, with none."""
Scheme = Literal["light", "dark"]
WAYS: list[tuple[int, Scheme, bool, list[str]]] = [
    (WIDTHS[0], "dark", True, PAGES),
    (WIDTHS[1], "light", True, PAGES),
    (WIDTHS[1], "dark", False, PAGES[:1]),
]
"""How pages are looked at: the window's width, its colours, whether scripts run; and which."""


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with all that a weblog may have: a draft, long lists, lists of each style, every kind of text."""
    source = tmp_path_factory.mktemp("styles") / "source"
    copy_sample(source)
    with (source / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    lists = "\n\n".join(f"```{{postlist}} 5\n{options}\n```" for options in LISTS)
    text = f"---\norphan: true\n---\n\n{EVERYTHING}{MORE.format(lists=lists)}"
    (source / "everything.md").write_text(text, encoding="utf-8")
    made = {"drafts/idea.md": "```{post}\n:tags: boats\n```\n\n# An idea\n\nIts words.\n"}
    for number in range(24):
        talk = "```{talk}\n:event: many-2018\n:speaker: Many Talks\n:kind: keynote\n:start: 2018-01-02 14:30\n```\n\n"
        talk = talk if number % 2 else ""
        words = "Words.\n\n![A kite](/pictures/kite.svg)\n"
        post = f"```{{post}}\n:tags: many\n:image: 1\n```\n\n# Post {number}\n\n{talk}{words}"
        made[f"posts/{2016 + number % 3}/01/{number + 1:02}/p.md"] = post
    for number in range(6):  # three quarters of the busiest month's, for the statistics
        made[f"posts/2015/02/{number + 1:02}/p.md"] = f"```{{post}}\n```\n\n# Early post {number}\n\nWords.\n"
    talk = ".. talk::\n   :event: harbour-days-2021\n   :speaker: Many Talks\n"
    made["posts/2021/06/01/p.rst"] = f".. post::\n\nAnother\n=======\n\n{talk}\nA star [*]_.\n\n.. [*] Below.\n"
    made["events/many-2018.md"] = "# Many\n\n```{event}\n:dates: 2018-01-01 to 2018-02-01\n:place: Delft\n```\n"
    for name, text in made.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text, encoding="utf-8")
    build(source, source.parent / "html", "-D", "weblog_drafts=1")
    return source.parent / "html"


@pytest.fixture(scope="module")
def sheets(html: Path) -> Sheets:
    """Our sheets, taken apart."""
    return Sheets(html, SHEETS)


@pytest.fixture(scope="module")
def served(html: Path) -> Iterator[str]:
    with serving(html) as address:
        yield address


def look_at(page: Page, address: str, width: int) -> Iterator[None]:
    """Looks at a page as it comes, with all opened; in a wide window from right to left and on paper, too."""
    page.goto(address)
    if "?q=" in address and address.endswith("?q=qqqqqq"):
        page.locator(".search-count:not(:empty)").wait_for()
    elif "?q=" in address:
        page.locator("#weblog-search li, .search-meant:not(:empty)").first.wait_for()
    yield
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    if width == WIDTHS[0]:
        page.evaluate("document.body.offsetWidth")
        yield
        return
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.evaluate("document.body.offsetWidth")
    yield
    page.emulate_media(media="print")
    page.evaluate("document.body.offsetWidth")
    yield
    page.emulate_media(media="screen")


@pytest.mark.browser
def test_no_rule_of_our_own_style_sheets_is_without_use(browser: Browser, served: str, sheets: Sheets) -> None:
    for width, scheme, has_scripts, pages in WAYS:
        context = browser.new_context(
            viewport={"width": width, "height": 844}, color_scheme=scheme, java_script_enabled=has_scripts
        )
        page = context.new_page()
        count = sheets.watch(page)
        next(count)
        for name in pages:
            for _ in look_at(page, served + name, width):
                next(count)
        context.close()
    assert sheets.unused == []


def test_a_sheet_is_taken_apart_by_selectors() -> None:
    text, rules, starts = take_apart(
        "/* x, {} */\na:is(b, c),\nd:hover { e: f }\n@media print {\n  .g { h: i }\n}\n", "s.css"
    )
    assert [str(rule) for rule in rules] == [
        "s.css:2: a:is(b, c)",
        "s.css:3: d:hover  (for a pointer or a key)",
        "s.css:5: .g",
    ]
    assert "".join(text.split()) == "a:is(b,c){e:f}d{e:f}@mediaprint{.g{h:i}}"
    assert [text[start:].partition("{")[0].strip() for start in starts] == ["a:is(b, c)", "d", ".g"]


def test_every_sheet_that_comes_with_the_program_is_looked_at(html: Path) -> None:
    assert all((html / name).exists() for name in SHEETS)
