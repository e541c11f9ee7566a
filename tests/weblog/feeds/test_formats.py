"""What a feed holds, read as feed readers read it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import quote, urljoin, urlsplit
from zoneinfo import ZoneInfo

import feedparser
import lxml.html
import pytest
from hypothesis import given
from lxml import etree

from weblog.feeds.entry_content import NOT_XML, content
from weblog.feeds.formats import FeedSettings, FeedSource, atom, json_feed
from weblog.feeds.opml import opml
from weblog.posts.labels import host
from weblog.posts.model import Collection, Feed, Label, PostData

from ...words import FEW
from ..strategies import BODIES, CATALOG_SETTINGS, FEEDS, SITE, WEBLOGS, a_post, catalog_of, day

ATOM = "{http://www.w3.org/2005/Atom}"
PAGE = "https://weblog.example.org/posts/2020/06/01/a.html"
SETTINGS = FeedSettings(
    base="https://weblog.example.org/",
    title="A weblog",
    subtitle="",
    language="en",
    author="Ada Example",
    authority="weblog.example.org,2000",
    known_ids={},
    path="weblog",
    languages={"Nederlands": "nl"},
    length=20,
    lengths={},
    titles_only=False,
)


def address_of(pagename: str) -> str:
    return f"{quote(pagename)}.html"


def feed_of(
    collection: Collection,
    settings: FeedSettings = SETTINGS,
    body: str = "<p>Words.</p>",
    templates: dict[str, str] | None = None,
) -> bytes:
    return atom(collection, source(settings, body), collection.feed.path if collection.feed else "", templates or {})


def source(settings: FeedSettings = SETTINGS, body: str = "<p>Words.</p>") -> FeedSource:
    return FeedSource(
        settings=settings,
        body_of=lambda post: body,
        excerpt_of=lambda post: "<p>First</p>",
        address_of=address_of,
        language_of=replace(SITE, languages=settings.languages).language_of,
    )


def feed_with(*stored: PostData, settings: FeedSettings = SETTINGS) -> etree._Element:
    return etree.fromstring(feed_of(catalog_of(stored).everything, settings))


def texts(feed: etree._Element, path: str) -> list[str]:
    return [element.text or "" for element in feed.iterfind(path.replace("/", f"/{ATOM}").join([ATOM, ""]))]


def title_of(body: str) -> str:
    """The title of a page, as its post has it."""
    (heading,) = lxml.html.fragment_fromstring(clean(body), create_parent="div").iter("h1")
    return str(heading.text_content()).removesuffix("¶")


def clean(text: str) -> str:
    return NOT_XML.sub("", text)


@FEW
@given(WEBLOGS, BODIES)
def test_feed_readers_understand_every_feed(stored: list[PostData], body: str) -> None:
    catalog = catalog_of(stored)
    for collection in (catalog.everything, *catalog.labelled["tags"]):
        xml = feed_of(collection, body=content(body, PAGE, "", [title_of(body)]))
        feed = feedparser.parse(xml)
        assert not feed.bozo, feed.bozo_exception
        assert feed.version == "atom10"
        assert len(feed.entries) == len(collection.posts)
        assert feed_of(collection, body=content(body, PAGE, "", [title_of(body)])) == xml, (
            "the same bytes from the same posts"
        )


@FEW
@given(WEBLOGS)
def test_titles_tags_and_authors_are_text(stored: list[PostData]) -> None:
    collection = catalog_of(stored).everything
    feed = etree.fromstring(feed_of(collection))
    assert texts(feed, "entry/title") == [clean(post.title) for post in collection.posts]
    assert [element.get("label") for element in feed.iter(f"{ATOM}category")] == [
        clean(tag.name) for post in collection.posts for tag in post.tags
    ]
    assert texts(feed, "entry/author/name") == [
        name.name for post in collection.posts for name in post.labels_of("author")
    ]
    assert not feed.xpath("//*[local-name() = 'title' or local-name() = 'summary']/*"), "no element inside"


@FEW
@given(WEBLOGS)
def test_entries_have_ids_of_their_own_and_stand_newest_first(stored: list[PostData]) -> None:
    collection = catalog_of(stored).everything
    feed = etree.fromstring(feed_of(collection))
    ids = [*texts(feed, "id"), *texts(feed, "entry/id")]
    assert all(re.fullmatch(r"tag:[\w.,]+:[!-~]+", found, re.ASCII) for found in ids), "URIs"
    assert len(set(ids)) == len(collection.posts) + 1
    published = [datetime.fromisoformat(text).timestamp() for text in texts(feed, "entry/published")]
    assert published == sorted(published, reverse=True)
    updated = [datetime.fromisoformat(text).timestamp() for text in texts(feed, "entry/updated")]
    assert [datetime.fromisoformat(text).timestamp() for text in texts(feed, "updated")] == [max(updated, default=0.0)]


@FEW
@given(BODIES)
def test_content_stands_in_any_feed_reader(body: str) -> None:
    article = lxml.html.fragment_fromstring(content(body, PAGE, "", [title_of(body)]), create_parent="div")
    assert not article.xpath("//@id | //script | //style | //button | //h1 | //*[@class='post-byline']")
    assert not [link for link in article.iter("a") if "headerlink" in link.get("class", "").split()]
    addresses = [str(address) for address in article.xpath("//@href | //@src")]
    addresses += [part.split()[0] for value in article.xpath("//@srcset") for part in str(value).split(",")]
    assert all(urlsplit(address).scheme == "https" and urlsplit(address).netloc for address in addresses)


@FEW
@given(BODIES)
def test_content_says_the_words_of_the_page(body: str) -> None:
    page, article = (
        lxml.html.fragment_fromstring(html, create_parent="div")
        for html in (clean(body), content(body, PAGE, "", [title_of(body)]))
    )
    for element in page.xpath("//script | //style | //button | //h1 | //*[@class='post-byline']"):
        element.drop_tree()
    assert "".join(article.text_content().replace("¶", "").split()) == "".join(
        page.text_content().replace("¶", "").split()
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        (" \n", ""),
        ('<p id="x">a</p>\n', "<p>a</p>"),
        ("<h1>Title</h1><p>a</p><h2>Part</h2>", "<p>a</p><h2>Part</h2>"),
        ("<h2>Title</h2><p>a</p>", "<p>a</p>"),
        ("<h2>Other</h2><p>a</p>", "<h2>Other</h2><p>a</p>"),
        ("<h5>“Title”<a class='headerlink' href='#'>#</a></h5><p>a</p>", "<p>a</p>"),
        ("<p>a</p></div><p>b</p>", "<p>a</p><p>b</p>"),
        (
            '<p class="rubric">a</p><ol class="loweralpha"><li>b</li></ol>',
            '<p><strong>a</strong></p><ol type="a"><li>b</li></ol>',
        ),
        (
            '<object data="/a.svg" type="image/svg+xml"></object>',
            '<img type="image/svg+xml" src="https://weblog.example.org/a.svg">',
        ),
        ("<p>a &lt; b &amp; c</p>", "<p>a &lt; b &amp; c</p>"),
        ("<p>a<script>b</script>c<button>d</button>e</p>", "<p>ace</p>"),
        ('<svg><text>a</text></svg><object data="a.swf"><p>b</p></object><form><p>c</p></form>', "<p>b</p><p>c</p>"),
        ('<a href="javascript:alert(1)" onclick="x()">a</a>', "<a>a</a>"),
        ('<p><input type="checkbox" checked> done</p>', "<p>\N{BALLOT BOX WITH CHECK} done</p>"),
        ('<p><input type="checkbox"> to do</p>', "<p>\N{BALLOT BOX} to do</p>"),
        ('<p><span lang="nl">hoi</span> <span class="x">you</span></p>', '<p><span lang="nl">hoi</span> you</p>'),
        ('<a href="b.html">b</a>', '<a href="https://weblog.example.org/posts/2020/06/01/b.html">b</a>'),
        ('<a href="../../../../b.html#c">b</a>', '<a href="https://weblog.example.org/b.html#c">b</a>'),
        ('<a href="/b.html">b</a>', '<a href="https://weblog.example.org/b.html">b</a>'),
        ('<a href="#c">c</a>', f'<a href="{PAGE}#c">c</a>'),
        ('<a href="//else.example/">b</a>', '<a href="https://else.example/">b</a>'),
        ('<a href="mailto:a@b.example">b</a>', '<a href="mailto:a@b.example">b</a>'),
        ('<img src="/a.png">', '<img src="https://weblog.example.org/a.png">'),
        (
            '<img srcset="/a.png 1x,/b.png  2x, /c.png, ">',
            '<img srcset="https://weblog.example.org/a.png 1x, https://weblog.example.org/b.png 2x, '
            'https://weblog.example.org/c.png">',
        ),
    ],
)
def test_a_pages_html_becomes_an_entrys_content(html: str, expected: str) -> None:
    assert content(html, PAGE, "", ["Title"]) == expected


def test_the_content_of_a_post_that_is_a_section_is_that_section() -> None:
    html = '<section id="a"><h2>A</h2><p>One.</p></section><section id="b\'&quot;"><h2>B</h2><p>Two.</p></section>tail'
    assert content(html, PAGE, "a", ["A"]) == "<p>One.</p>"
    assert content(html, PAGE, "b'\"", ["B"]) == "<p>Two.</p>"
    assert "One." in content(html, PAGE, "gone", ["A"])
    assert "Two." in content(html, PAGE, "gone", ["A"])


def test_an_entry_tells_all_that_a_planet_needs() -> None:
    post = a_post(
        "posts/2020/06/01/a",
        day(6, 1),
        title="On <b>",
        updates=[day(6, 3), day(6, 2)],
        tags=["C++", "two words"],
        author=["ada", "Grace"],
        summary="a < b",
    )
    names = replace(CATALOG_SETTINGS, full_names={"author": {"ada": ("Ada Lovelace", "https://ada.example/")}})
    (entry,) = feedparser.parse(feed_of(catalog_of([post], names).everything)).entries
    assert (entry.id, entry.link) == ("tag:weblog.example.org,2000:/posts/2020/06/01/a", PAGE)
    assert (entry.title, entry.summary) == ("On <b>", "a < b")
    assert (entry.published, entry.updated) == ("2020-06-01T00:00:00+02:00", "2020-06-03T00:00:00+02:00")
    assert entry.authors == [{"name": "Ada Lovelace", "href": "https://ada.example/"}, {"name": "Grace"}]
    assert [(tag.label, tag.scheme) for tag in entry.tags] == [
        ("C++", "https://weblog.example.org/weblog/tag/c-plus-plus.html"),
        ("two words", "https://weblog.example.org/weblog/tag/two-words.html"),
    ]
    assert [(part.type, part.value) for part in entry.content] == [("text/html", "<p>Words.</p>")]


def test_a_feed_tells_whose_it_is_and_where() -> None:
    stored = [a_post("posts/a", tags=["<i>"])]
    settings = replace(SETTINGS, subtitle="Talks & more", base="https://else.example/sub/")
    catalog = catalog_of(stored)
    whole, tagged = (
        etree.fromstring(feed_of(found, settings)) for found in (catalog.everything, *catalog.labelled["tags"])
    )
    assert texts(whole, "title") == ["A weblog"]
    assert texts(whole, "author/name") == ["Ada Example"], "for entries that name nobody"
    assert texts(tagged, "title") == ["A weblog - Posts tagged <i>"]
    assert texts(tagged, "subtitle") == ["Talks & more"]
    assert texts(tagged, "generator") == ["weblog"]
    assert texts(tagged, "id") == ["tag:weblog.example.org,2000:/weblog/tag/i/atom.xml"], "wherever the site moves"
    assert {link.get("rel"): link.get("href") for link in tagged.iterfind(f"{ATOM}link")} == {
        "alternate": "https://else.example/sub/weblog/tag/i.html",
        "self": "https://else.example/sub/weblog/tag/i/atom.xml",
    }
    assert tagged.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_a_feed_without_posts_is_a_feed_all_the_same() -> None:
    label = Label(kind="tags", name="x", slug="x")
    at = Feed(path="weblog/tag/x/atom.xml", full_text=True)
    xml = feed_of(Collection(label=label, title="Posts tagged x", pagename="weblog/tag/x", posts=(), feed=at))
    feed = feedparser.parse(xml)
    assert not feed.bozo
    assert (feed.entries, feed.feed.updated) == ([], "1970-01-01T00:00:00+00:00")


def test_a_feed_holds_the_newest_posts_and_their_newest_update() -> None:
    stored = [
        a_post("posts/a", day(6, 1), title="A"),
        a_post("posts/b", day(5, 1), title="B", updates=[day(6, 4)]),
        a_post("posts/c", day(4, 1), title="C", updates=[day(6, 9)]),
    ]
    feed = feed_with(*stored, settings=replace(SETTINGS, length=2))
    assert texts(feed, "entry/title") == ["A", "B"]
    assert texts(feed, "updated") == ["2020-06-04T00:00:00+02:00"]


@pytest.mark.parametrize(
    ("full_text", "titles_only", "expected"),
    [(True, False, ["content", "summary"]), (False, False, ["content", "summary"]), (True, True, [])],
    ids=["full text", "summaries", "titles"],
)
def test_conf_py_says_how_much_of_a_post_an_entry_holds(
    full_text: bool, titles_only: bool, expected: list[str]
) -> None:
    whole = catalog_of(
        [a_post("posts/a")], replace(CATALOG_SETTINGS, feed_plan=replace(FEEDS, full_text=full_text))
    ).everything
    (entry,) = etree.fromstring(feed_of(whole, replace(SETTINGS, titles_only=titles_only))).iter(f"{ATOM}entry")
    names = [element.tag.removeprefix(ATOM) for element in entry]
    assert [name for name in names if name in ("content", "summary")] == expected


def test_conf_py_may_have_templates_for_what_an_entry_says() -> None:
    whole = catalog_of([a_post("posts/a", title="A <b>", tags=["two words"])]).everything
    templates = {
        "title": "{{ title|upper }}",
        "content": "{{ content }}{% for tag in post.tags %} #{{ tag.name }}{% endfor %} {{ post_url }}",
    }
    (entry,) = feedparser.parse(feed_of(whole, templates=templates)).entries
    assert entry.content[0].value == "<p>Words.</p> #two words https://weblog.example.org/posts/a.html"
    assert entry.title_detail.value == "A <B>"


def test_an_entry_leads_to_its_section_or_to_the_address_elsewhere_but_keeps_its_id() -> None:
    feed = feed_with(
        a_post("posts/diary", day(6, 2), section="part"),
        a_post("posts/b", day(6, 1), options={"external_link": "https://else.example/?a=1&b"}),
    )
    assert texts(feed, "entry/id") == [
        "tag:weblog.example.org,2000:/posts/diary#part",
        "tag:weblog.example.org,2000:/posts/b",
    ]
    assert [link.get("href") for link in feed.iterfind(f"{ATOM}entry/{ATOM}link")] == [
        "https://weblog.example.org/posts/diary.html#part",
        "https://else.example/?a=1&b",
    ]


def test_an_id_is_a_uri_even_where_a_file_has_a_name_of_many_words() -> None:
    feed = feed_with(a_post("posts/my 100% café"))
    assert texts(feed, "entry/id") == ["tag:weblog.example.org,2000:/posts/my%20100%25%20caf%C3%A9"]


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("https://weblog.example.org/sub/", "weblog.example.org"),
        ("http://localhost:8000/", "localhost"),
        ("", "localhost"),
    ],
)
def test_the_host_of_an_address(base: str, expected: str) -> None:
    assert host(base) == expected


@pytest.mark.parametrize(
    "html", ['<a href="http://[bad">x</a>', '<img src="http://[bad">', '<img srcset="http://[bad 1x">']
)
def test_an_address_that_is_none_stays_as_it_is(html: str) -> None:
    assert content(html, PAGE, "", ["Title"]) == html


@pytest.mark.parametrize(
    ("html", "section"),
    [
        ("a &lt;b&gt; &amp; c<p>d</p>", ""),
        ('<section id="s"><h2>Title</h2>a &lt;b&gt; &amp; c<p>d</p></section>', "s"),
    ],
)
def test_words_outside_of_any_element_stay_text(html: str, section: str) -> None:
    assert content(html, PAGE, section, ["Title"]) == "a &lt;b&gt; &amp; c<p>d</p>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<img srcset="data:image/png;base64,AAAA 1x, b.png 2x">',
            '<img srcset="data:image/png;base64,AAAA 1x, https://weblog.example.org/posts/2020/06/01/b.png 2x">',
        ),
        ('<img srcset="/a,b.png 1x">', '<img srcset="https://weblog.example.org/a,b.png 1x">'),
        (
            '<img srcset="/a.png, /b.png 2x">',
            '<img srcset="https://weblog.example.org/a.png, https://weblog.example.org/b.png 2x">',
        ),
        ('<img srcset=", /a.png 1x">', '<img srcset="https://weblog.example.org/a.png 1x">'),
        (
            '<picture><source media="print" sizes="100vw" srcset="/a.png"></picture>',
            '<picture><source media="print" sizes="100vw" srcset="https://weblog.example.org/a.png"></picture>',
        ),
        ('<video poster="/a.png"></video>', '<video poster="https://weblog.example.org/a.png"></video>'),
    ],
)
def test_every_kind_of_address_becomes_absolute(html: str, expected: str) -> None:
    assert content(html, PAGE, "", ["Title"]) == expected


def test_a_title_that_xml_cannot_hold_gives_an_entry_all_the_same() -> None:
    (title,) = texts(feed_with(a_post("posts/a", title="\x08")), "entry/title")
    assert title


def test_addresses_that_xml_cannot_hold_lose_what_it_cannot() -> None:
    feed = feed_with(a_post("posts/a", options={"external_link": "https://else.example/\x08a"}))
    assert [link.get("href") for link in feed.iterfind(f"{ATOM}entry/{ATOM}link")] == ["https://else.example/a"]


@pytest.mark.parametrize(
    ("name", "expected"), [("Nederlands", "nl"), ("de-CH", "de-CH"), ("Bad language!", None), ("", None)]
)
def test_an_entry_says_its_language(name: str, expected: str | None) -> None:
    stored = [{**a_post("posts/a"), "language": [name] if name else []}, a_post("posts/b")]
    feed = etree.fromstring(feed_of(catalog_of(stored).everything))  # type: ignore[arg-type]
    of_entries = [entry.get("{http://www.w3.org/XML/1998/namespace}lang") for entry in feed.iter(f"{ATOM}entry")]
    assert of_entries == [None, expected]


def test_an_author_has_an_address_of_either_kind() -> None:
    known = {"author": {"ada": ("Ada", "mailto:ada@a.example"), "bob": ("Bob", "https://b.example/"), "c": ("C", None)}}
    stored = [a_post("posts/a", author=["ada", "bob", "c"])]
    feed = etree.fromstring(feed_of(catalog_of(stored, replace(CATALOG_SETTINGS, full_names=known)).everything))
    authors = [
        [(part.tag.removeprefix(ATOM), part.text) for part in author]
        for author in feed.iterfind(f"{ATOM}entry/{ATOM}author")
    ]
    assert authors == [
        [("name", "Ada"), ("email", "ada@a.example")],
        [("name", "Bob"), ("uri", "https://b.example/")],
        [("name", "C")],
    ]


def test_a_post_that_moved_keeps_its_id_and_one_from_elsewhere_its_own() -> None:
    feed = feed_with(
        a_post("posts/new", day(6, 3), was=["posts/first", "posts/second"]),
        a_post("posts/part", day(6, 2), section="b", was=["posts/diary#b"]),
        a_post("posts/here", day(6, 1), feed_id="http://old.example/?p=7&q"),
    )
    assert texts(feed, "entry/id") == [
        "tag:weblog.example.org,2000:/posts/first",
        "tag:weblog.example.org,2000:/posts/diary#b",
        "http://old.example/?p=7&q",
    ]


@FEW
@given(WEBLOGS, BODIES)
def test_every_feed_has_the_form_of_rfc_4287(grammar: etree.RelaxNG, stored: list[PostData], body: str) -> None:
    catalog = catalog_of(stored)
    for collection in (catalog.everything, *catalog.labelled["tags"]):
        feed = etree.fromstring(feed_of(collection, body=content(body, PAGE, "", [title_of(body)])))
        assert grammar.validate(feed), grammar.error_log


@pytest.mark.parametrize(("length", "entries"), [(20, 20), (None, 5000)])
def test_a_weblog_of_5000_posts_has_feeds_of_that_form(
    grammar: etree.RelaxNG, length: int | None, entries: int
) -> None:
    stored = [a_post(f"posts/{number}", day(6, 1) - timedelta(hours=number)) for number in range(5000)]
    feed = etree.fromstring(feed_of(catalog_of(stored).everything, replace(SETTINGS, length=length)))
    assert grammar.validate(feed), grammar.error_log
    assert len(feed.findall(f"{ATOM}entry")) == entries
    assert texts(feed, "entry/id")[0] == "tag:weblog.example.org,2000:/posts/0"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("feed>", "feeds>"),
        ("<id>tag", "<id/><id>tag"),
        ("</title>", "</title><title/>"),
        ("<updated>2020-06-01T00:00:00+02:00</updated>", "<updated>2020-06-01</updated>"),
        ("<updated>2020-06-01T00:00:00+02:00</updated>", ""),
        ("<title>A post</title>", ""),
        ("<name>Ada Example</name>", ""),
        ('type="html"', 'type="htm"'),
    ],
)
def test_the_grammar_of_rfc_4287_finds_what_is_wrong(grammar: etree.RelaxNG, wrong: str, right: str) -> None:
    text = feed_of(catalog_of([a_post("posts/a", tags=["x"])]).everything).decode()
    broken = text.replace(wrong, right).replace("<feed ", f"<{right[:-1]} " if wrong == "feed>" else "<feed ")
    assert broken != text
    assert grammar.validate(etree.fromstring(text.encode()))
    assert not grammar.validate(etree.fromstring(broken.encode()))


@FEW
@given(WEBLOGS)
def test_the_json_feed_says_the_same_as_the_atom_feed(stored: list[PostData]) -> None:
    whole = catalog_of(stored).everything
    feed = json.loads(json_feed(whole, source(), "feed.json"))
    assert (feed["version"], feed["title"]) == ("https://jsonfeed.org/version/1.1", "A weblog")
    assert feed["feed_url"] == "https://weblog.example.org/feed.json"
    xml = etree.fromstring(feed_of(whole))
    for name, path in {"id": "id", "title": "title", "date_published": "published", "date_modified": "updated"}.items():
        assert [item[name] for item in feed["items"]] == texts(xml, f"entry/{path}")
    assert [item.get("tags", []) for item in feed["items"]] == [
        [clean(tag.name) for tag in post.tags] for post in whole.posts[:20]
    ]
    assert all(item["content_html"] == "<p>Words.</p>" for item in feed["items"])


@FEW
@given(WEBLOGS)
def test_the_menu_of_feeds_names_the_weblogs_and_the_tags_once_with_their_pages(stored: list[PostData]) -> None:
    catalog = catalog_of(stored)
    found = etree.fromstring(opml(catalog.feeds, source()))
    listed = {
        str(line.get("xmlUrl")): (line.get("type"), line.get("htmlUrl"))
        for line in found.iter("outline")
        if len(line) == 0
    }
    assert listed == {
        "https://weblog.example.org/weblog/atom.xml": ("rss", "https://weblog.example.org/"),
        **{
            urljoin(SETTINGS.base, quote(tag.feed.path)): ("rss", urljoin(SETTINGS.base, address_of(tag.pagename)))
            for tag in catalog.labelled["tags"]
            if tag.feed
        },
    }
    titles = ["Everything", "Tags"] if catalog.labelled["tags"] else ["Everything"]
    assert [line.get("text") for line in found.iterfind("body/outline")] == titles


def test_a_relative_address_elsewhere_is_made_whole_and_old_offsets_are_written_in_utc() -> None:
    old = datetime(1880, 6, 1, tzinfo=ZoneInfo("Europe/Amsterdam"))  # 17 or 19 minutes and some seconds from UTC
    feed = feed_with(a_post("posts/a", old, options={"external_link": "/talks/x.html"}))
    assert [link.get("href") for link in feed.iterfind(f"{ATOM}entry/{ATOM}link")] == [
        "https://weblog.example.org/talks/x.html"
    ]
    (published,) = texts(feed, "entry/published")
    assert published.endswith("+00:00")
    assert datetime.fromisoformat(published) == old
