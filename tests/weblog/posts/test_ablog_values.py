"""Each of ablog's settings, with values of every type: the build works, or ends with one line on conf.py."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from ablog.blog import CONFIG
from sphinx.errors import ConfigError

from weblog.posts.ablog_settings import posts_by_pattern
from weblog.posts.ablog_values import SETTINGS, read, whole_address

from ..sites import Site

if TYPE_CHECKING:
    from pathlib import Path

DEFAULTS: dict[str, object] = {name: default for name, default, *_ in CONFIG}
KINDS = ("author", "location", "language")
NAMES = {"ada": ("Ada Example", "https://ada.example/"), "bo": ("Bo Sample", None)}
VALUES: list[object] = [
    *(
        None,
        False,
        True,
        0,
        1,
        2,
        -1,
        1.5,
        "",
        "0",
        "7",
        "words",
        "two words",
        "a/b",
        "../a",
        b"bytes",
        date(2020, 6, 25),
    ),
    *([], ["ada"], [5], (), ("ada",), {}, {"ada": None}, {"ada": ("Ada",)}, {5: ("Five", None)}, NAMES, {"atom": {}}),
    *(
        {"atom": {"title": "{{"}},
        {"a/b": {}},
        {"../b": {}},
        {"atom": None},
        {"ada"},
        object(),
        len,
        "%",
        "%Q",
        "\0",
        "**",
        ".",
    ),
    *("https://small.example", "small.example", "//small.example/x", "/", "/x/", "http://", "http://[", "a b.example"),
]
LINE = r"conf\.py: {}(:| must) [^\n]+"
YES_OR_NO: list[object] = [True, False, None, 0, 1, "0", "1"]
TEXTS: list[object] = ["words", ""]
OPTIONAL: list[object] = [*TEXTS, None, False]
COUNTS: list[object] = [0, 1, 50, "7", None, False]
NAME: list[object] = [{}, NAMES, {"ada": ["Ada Example", None]}]
DEFAULT: list[object] = [None, [], (), "ada", ["ada", "bo"]]
FORMS: list[object] = ["%Y-%m-%d", "%d %B", "", "%", "%Q", "words"]
GOOD: dict[str, list[object]] = {
    "blog_title": TEXTS,
    "blog_baseurl": [
        *("", None, False, "https://small.example", "http://small.example/x/", "https://small.example:8000"),
        *("small.example", "small.example/", "//small.example/x", "small.example:8000", "localhost:8000", "/", "/x/"),
    ],
    "blog_path": ["blog", "posts/", "/posts", "notes/weblog", "./posts", "a//b", "a/../b"],
    "blog_post_pattern": [None, "", [], (), "posts/*", ["posts/**/*.md", "notes/*"], ("posts/*",), "**", "."],
    **dict.fromkeys(("blog_authors", "blog_locations", "blog_languages"), NAME),
    **dict.fromkeys(("blog_default_author", "blog_default_location", "blog_default_language"), DEFAULT),
    "blog_feed_length": COUNTS,
    "blog_feed_subtitle": OPTIONAL,
    "blog_feed_templates": [
        {},
        {"atom": {}},
        {"atom": {}, "for/social": {}},
        {"atom": {}, "social": {"content": "{{ title }}"}},
    ],
    **dict.fromkeys(("disqus_shortname", "fontawesome_link_cdn", "fontawesome_css_file"), OPTIONAL),
    **dict.fromkeys(("post_auto_excerpt", "post_auto_image"), COUNTS),
    **dict.fromkeys(("post_date_format", "post_date_format_short"), FORMS),
    "post_redirect_refresh": [0, 5, "7"],
}
"""What makes sense; yes or no where nothing stands here."""
GIVEN: dict[str, object] = {f"blog_{kind}s": NAMES for kind in KINDS}


def is_taken(name: str, value: object) -> bool:
    """True for a value with which nothing is wrong, all other settings being as they are."""
    return read({**DEFAULTS, **GIVEN, name: value}.__getitem__)[1] == []


def by_what_they_become(name: str, values: list[object]) -> list[object]:
    """Of the values of a type one for each value that they become, for from then on there is no difference."""
    return [
        *{
            (type(value), repr(read({**DEFAULTS, **GIVEN, name: value}.__getitem__)[0][name])): value
            for value in values
        }.values()
    ]


ALL = {name: [*GOOD.get(name, YES_OR_NO), *VALUES] for name in DEFAULTS}
TAKEN = {
    name: by_what_they_become(name, [value for value in values if is_taken(name, value)])
    for name, values in ALL.items()
}
REFUSED = {name: [value for value in values if not is_taken(name, value)] for name, values in ALL.items()}


@pytest.fixture
def small(tmp_path: Path) -> Site:
    """A weblog of one post, in which each short name is known."""
    site = Site(tmp_path)
    extra = "".join(f"blog_{kind}s = {NAMES!r}\n" for kind in KINDS)
    text = f'extensions = ["myst_parser", "weblog"]\nweblog_now = "2021-01-01"\nhtml_theme = "basic"\n{extra}'
    site.write("conf.py", f"{text}blog_baseurl = 'https://small.example'\n")
    site.write("index.md", "# Start\n\n```{postlist}\n```\n")
    site.write("posts/one.md", "```{post} 2020-06-25\n:tags: a\n:redirect: old\n```\n\n# One\n\nWords.\n")
    return site


def test_each_of_ablogs_settings_is_known() -> None:
    assert SETTINGS.keys() == DEFAULTS.keys()


@pytest.mark.parametrize("name", DEFAULTS)
def test_what_makes_sense_is_no_mistake(name: str) -> None:
    for value in [DEFAULTS[name], *GOOD.get(name, YES_OR_NO)]:
        assert is_taken(name, value)


@pytest.mark.parametrize("name", DEFAULTS)
def test_a_value_of_any_type_is_taken_or_refused_in_one_line(name: str) -> None:
    for value in REFUSED[name]:
        (wrong,) = read({**DEFAULTS, **GIVEN, name: value}.__getitem__)[1]
        assert re.fullmatch(LINE.format(name), f"conf.py: {wrong}"), value


@pytest.mark.parametrize("number", range(2 * max(map(len, TAKEN.values()))))
def test_whatever_is_taken_the_build_works(small: Site, number: int) -> None:
    """Each value is in two builds, with other values of the other settings."""
    shift = number // max(map(len, TAKEN.values()))
    values = {name: taken[(number + shift * place) % len(taken)] for place, (name, taken) in enumerate(TAKEN.items())}
    for kind in KINDS:
        values[f"blog_{kind}s"] = NAMES if values[f"blog_default_{kind}"] else values[f"blog_{kind}s"]
    assert problem_with(small, **values) == "", values
    assert small.exists("posts/one.html")


@pytest.mark.parametrize("number", range(max(map(len, REFUSED.values()))))
@pytest.mark.parametrize("left_out", ["blog_{}s", "blog_default_{}"])
def test_whatever_is_refused_the_build_ends_with_all_of_it_in_one_line(small: Site, left_out: str, number: int) -> None:
    """Where names are refused, nothing is said of which of them is the default: these have builds of their own."""
    others = REFUSED.keys() - {left_out.format(kind) for kind in KINDS}
    values = {name: refused[number % len(refused)] for name, refused in REFUSED.items() if name in others}
    _, wrong = read({**DEFAULTS, **GIVEN, **values}.__getitem__)
    assert problem_with(small, **values) == f"conf.py: {'; '.join(wrong)}"
    assert all(any(re.match(rf"{name}(:| must) ", one) for one in wrong) for name in values)
    assert not small.exists("posts/one.html")


def problem_with(site: Site, **settings: Any) -> str:
    """What ends the build of a site with some settings; "" where it doesn't end.

    Texts stand in conf.py, for Sphinx converts those of the command line.
    """
    conf = site.source / "conf.py"
    before = conf.read_text(encoding="utf-8")
    texts = {name: value for name, value in settings.items() if isinstance(value, str)}
    try:
        conf.write_text(before + "".join(f"{name} = {value!r}\n" for name, value in texts.items()), encoding="utf-8")
        site.build(**{name: value for name, value in settings.items() if name not in texts})
    except ConfigError as error:
        return str(error)
    finally:
        conf.write_text(before, encoding="utf-8")
    return ""


def test_all_that_is_wrong_is_told_at_once(small: Site) -> None:
    wrong: dict[str, Any] = {"blog_title": None, "blog_baseurl": 5, "post_date_format": None, "blog_default_author": ""}
    assert problem_with(small, **wrong) == (
        "conf.py: blog_title must be a text, not None; blog_baseurl must be a text, not 5; "
        "post_date_format must be a text, not None; blog_default_author: '' is no short name of blog_authors (ada, bo)"
    )


@pytest.mark.parametrize(
    ("base", "whole"),
    [
        ("https://small.example", "https://small.example/"),
        ("http://small.example/x//", "http://small.example/x/"),
        ("small.example", "https://small.example/"),
        ("small.example:8000/x", "https://small.example:8000/x/"),
        ("//small.example/x/", "https://small.example/x/"),
        ("localhost:8000", "https://localhost:8000/"),
        ("/x", "/x/"),
        ("", "/"),
    ],
)
def test_an_address_is_whole(base: str, whole: str) -> None:
    assert whole_address(base) == whole


def test_without_its_scheme_an_address_is_in_links_with_https_and_in_ids_as_it_is_written(small: Site) -> None:
    assert small.build(blog_baseurl="small.example").status == 0
    feed = (small.out / "blog/atom.xml").read_text(encoding="utf-8")
    assert "<id>small.example</id>" in feed
    assert "<id>small.example/posts/one.html</id>" in feed
    assert 'href="https://small.example/posts/one.html"' in feed
    assert 'href="https://small.example/blog/atom.xml"' in feed


def test_slashes_at_the_ends_of_the_weblogs_path_change_no_address(small: Site) -> None:
    small.build(blog_path="notes")
    expected = small.contents().keys()
    for path in ("notes/", "/notes"):
        assert small.build(blog_path=path).status == 0
        assert small.contents().keys() == expected


def test_without_templates_for_feeds_there_are_none(small: Site) -> None:
    assert small.build(blog_feed_templates={}).status == 0
    assert not small.exists("blog/atom.xml")


@pytest.mark.parametrize(
    ("setting", "address"),
    [
        ("fontawesome_link_cdn", "https://icons.example/all.css"),
        ("fontawesome_link_cdn", "//icons.example/all.css"),
        ("fontawesome_css_file", "icons/all.css"),
    ],
)
def test_the_style_sheet_of_icons_is_linked_to_from_every_page(small: Site, setting: str, address: str) -> None:
    small.write("_static/icons/all.css", ".fa {}")
    settings: dict[str, Any] = {setting: address, "html_static_path": ["_static"]}
    assert small.build(**settings).warnings == []
    expected = f"_static/{address}" if setting == "fontawesome_css_file" else address
    for page in ("index", "posts/one", "blog", "blog/tag/a"):
        sheets = [str(link["href"]) for link in small.page(page).select("link[rel=stylesheet]")]
        links = [sheet.removeprefix("../" * page.count("/")).partition("?")[0] for sheet in sheets]
        assert expected in links, page


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("posts/*", ["posts/one", "posts/two.three"]),
        ("posts/**/*.md", ["posts/more/four", "posts/one"]),
        ("**", ["index", "posts/more/four", "posts/one", "posts/two.three"]),
        ("posts", []),
        (".", []),
        ("../*", []),
        ("posts/o*.md", ["posts/one"]),
    ],
)
def test_a_pattern_finds_files(tmp_path: Path, pattern: str, expected: list[str]) -> None:
    for file in ("index.md", "posts/one.md", "posts/two.three.rst", "posts/more/four.md"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    assert posts_by_pattern([pattern], tmp_path) == expected
    assert posts_by_pattern([f"{tmp_path}/{pattern}"], tmp_path) == expected


@pytest.mark.parametrize("address", ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x"])
def test_an_address_of_an_author_that_runs_something_is_refused(address: str) -> None:
    _, wrong = read({**DEFAULTS, "blog_authors": {"ada": ("Ada Example", address)}}.__getitem__)
    assert wrong == [f'blog_authors: "{address}" is no address; write it whole, "https://..."']
