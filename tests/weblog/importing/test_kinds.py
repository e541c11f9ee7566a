"""Posts of other kinds of weblogs move in: dates, tags, authors, addresses and ids stay; what is no post stays away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser
import pytest

from ..sites import Site
from .moving import files_of, moved_in

if TYPE_CHECKING:
    from pathlib import Path

SITES = {"ablog": "a site with ablog", "tinkerer": "a weblog of Tinkerer", "nikola": "a weblog of Nikola"}
ENDS = "../../posts/2016/03/01/bridges-and-their-ends.html"
FORMS = ("html", "mark", "rest")
EXPORTS = {"atom.xml": "a feed", "rss.xml": "a feed", "wordpress.xml": "an export of WordPress"}


def imported(tmp_path: Path, source: str) -> tuple[Site, list[str], dict[str, str]]:
    site = Site.from_root(tmp_path)
    with (site.source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('weblog_now = "2027-01-01"\n')
    told = moved_in(site, source)
    return site, told, files_of(site)


def head_of(text: str) -> list[str]:
    """What a post's {post} says."""
    lines = text.split("\n")
    end = next(number for number, line in enumerate(lines) if number and not line.strip().startswith(":"))
    return [line.strip() for line in lines[:end]]


@pytest.mark.parametrize(("source", "what"), [*SITES.items(), *EXPORTS.items()])
def test_a_kind_is_known_and_a_second_time_changes_nothing(tmp_path: Path, source: str, what: str) -> None:
    site, told, found = imported(tmp_path, source)
    assert told[0] == f"SOURCE: {what}"
    assert site.build().warnings == []
    again = moved_in(site, source)
    summary = f"0 posts imported; {len(found)} were there already, and are left alone"
    assert [line for line in again if "left alone" in line] == [summary]
    assert files_of(site) == found


def test_ablog(tmp_path: Path) -> None:
    site, told, found = imported(tmp_path, "ablog")
    assert [*found] == [
        "posts/2019/06/25/soil.rst",
        "posts/2020/05/02/rain.rst",
        "posts/2020/07/01/hail.md",
        "posts/2020/11/05/fog.md",
        "posts/2021/03/04/2021_03_04_frost.rst",
        "posts/2022/03/10/snow.rst",
        "posts/drafts/unfinished.rst",
    ]
    assert found["posts/2019/06/25/soil.rst"].startswith(
        ".. post:: 2019-06-25\n   :tags: soil, Worms\n   :category: garden\n   :author: ada\n   :location: Utrecht\n"
        "   :exclude: true\n   :was: notes/2019/soil\n\n   What is under the grass, in one line.\n\n.. _soil:\n\n"
    )
    assert ":doc:`further on </posts/2020/05/02/rain>`" in found["posts/2019/06/25/soil.rst"]
    assert head_of(found["posts/2020/05/02/rain.rst"]) == [
        ".. post:: 2020-05-02 14:30",
        ":tags: rain",
        ":redirect: weather/rain",
        ":was: notes/rain",
    ]
    assert ".. role:: mm" in found["posts/2020/05/02/rain.rst"]
    assert head_of(found["posts/2021/03/04/2021_03_04_frost.rst"])[:2] == [".. post:: 2021-03-04", ":tags: frost"]
    assert ":date:" not in found["posts/2022/03/10/snow.rst"]
    assert found["posts/drafts/unfinished.rst"].startswith(".. post::\n   :tags: rain\n")
    assert "[the glass](/posts/2019/06/25/soil.rst)" in found["posts/2020/07/01/hail.md"]
    assert found["posts/2020/11/05/fog.md"].endswith("[a post about rain](/posts/2020/05/02/rain.rst).\n")
    assert "7 posts imported, 1 of them drafts" in told
    site.build()
    assert site.page("notes/2019/soil").select("a")[0]["href"] == "../../posts/2019/06/25/soil.html"
    assert site.exists("posts/2022/03/10/snow.html")
    assert not site.exists("posts/drafts/unfinished.html")


def test_tinkerer(tmp_path: Path) -> None:
    site, told, found = imported(tmp_path, "tinkerer")
    assert [*found] == [
        "posts/2013/04/05/first_loaf.rst",
        "posts/2013/04/05/second_loaf.rst",
        "posts/drafts/third_loaf.rst",
    ]
    first, second, third = found.values()
    assert first == (
        ".. post:: 2013-04-05\n   :tags: sourdough, Flour\n   :category: bread, baking\n"
        "   :excerpt: 1\n   :was: 2013/04/05/first_loaf\n\n"
        "My first loaf\n=============\n\nFlour, water, salt, *time*.\n\n"
        "After a night it has doubled::\n\n    flour 500\n    water 350\n"
    )
    assert head_of(second) == [".. post:: 2013-04-05", ":author: Bo Example", ":was: 2013/04/05/second_loaf"]
    assert "mail.example" not in second
    assert ":doc:`the first </posts/2013/04/05/first_loaf>`" in second
    assert head_of(third) == [".. post::", ":tags: sourdough"]
    assert 'weblog_entry_ids = ("http://small.example/{page}.html", "2013-04-06")' in "\n".join(told)
    site.build()
    assert site.page("2013/04/05/second_loaf").select("a")[0]["href"] == "../../../posts/2013/04/05/second_loaf.html"


def test_nikola(tmp_path: Path) -> None:
    site, told, found = imported(tmp_path, "nikola")
    assert [*found] == [
        "posts/2016/03/01/bridges-and-their-ends.rst",
        "posts/2018/05/06/wells.md",
        "posts/drafts/towers.md",
    ]
    bridges, wells, towers = found.values()
    assert bridges == (
        ".. post:: 2016-03-01 16:10\n   :tags: bridges, walking\n   :category: outdoors\n"
        "   :excerpt: 2\n   :was: blog/bridges-and-their-ends/\n\n"
        "Bridges & \\*their\\* ends\n########################\n\n"
        "Each has two. See the film:\n\n"
        "`https\\://www\\.youtube.com/watch?v=abcdefghijk <https://www.youtube.com/watch?v=abcdefghijk>`__\n\n"
        ".. figure:: bridge.png\n   :alt: A bridge\n\n"
        "Where they begin\n================\n\nOn this side.\n"
    )
    assert head_of(wells)[:3] == ["```{post} 2018-05-06 03:08:09", ":tags: water, walking", ":was: blog/wells/"]
    assert "[the bridges](/posts/2016/03/01/bridges-and-their-ends.rst)" in wells.replace("#ends", "")
    assert "\n# Towers\n\n## Height\n" in towers
    assert "\\{\\{% gist 123 %}}" in towers
    assert "\n### Stairs\n" in towers
    assert head_of(towers) == ["```{post}", ":tags: towers"]
    assert 'posts/bridges.rst:12: the directive "youtube" is unknown here: its address is a link now' in told
    site.build()
    page = site.page("posts/2016/03/01/bridges-and-their-ends")
    assert page.select("h1")[0].text.startswith("Bridges & *their* ends")
    assert site.page("blog/bridges-and-their-ends/index").select("a")[0]["href"] == ENDS


def test_atom(tmp_path: Path) -> None:
    site, told, found = imported(tmp_path, "atom.xml")
    granite = found["posts/2021/03/04/granite.md"]
    assert head_of(granite) == [
        "```{post} 2021-03-04 23:30",
        ':tags: "Hard stone, [new]"',
        ":was: 2021/03/granite/",
        ':feed-id: "tag:cleo.example,2021:granite"',
    ] or head_of(granite)[2:] == [
        ":author: Cleo Example",
        ":was: 2021/03/granite/",
        ":feed-id: tag:cleo.example,2021:granite",
    ]
    assert "\n# Granite \\& gneiss\n" in granite
    assert "[slate](/posts/2021/03/01/slate.md), and \\$5 or \\{ref\\}\\`x\\` a piece." in granite
    assert '````python\nfor stone in "ab":\n    print(f"{stone}```")\n````' in granite
    assert "alert" not in granite
    assert "mail.example" not in granite
    assert "[https://video.example/granite](https://video.example/granite)" in granite
    for line in ("a <script> is left out", "what a <iframe> would load is a link now"):
        assert f"atom.xml:8: {line}" in told
    site.build()
    page = site.page("posts/2021/03/04/granite")
    assert page.select("sup")[0].text == "1"
    assert not page.select("iframe, [onclick], a[href^=javascript]")
    assert [link.text for link in page.select("ul ul li, ul ol li")] == ["dark", "light"]
    slate = site.page("posts/2021/03/01/slate")
    assert slate.select("h1")[0].text.startswith("Slate * 2 _is_ <b>flat</b>")
    assert [heading.text.strip("#\N{PILCROW SIGN}") for heading in slate.select("section h2, section h3")][:2] == [
        "Roofs",
        "Tiles",
    ]
    assert slate.select("img")[0]["src"] == "https://cleo.example/2021/03/slate/slate.png"
    assert slate.select("img")[0]["alt"] == "A [roof]"
    sand = site.page("posts/2021/02/01/sand")
    assert not sand.select("article h2, section h2")
    assert "# Not a heading" in sand.text
    entries = {entry.title: entry for entry in feedparser.parse((site.out / "blog/atom.xml").read_bytes()).entries}
    assert entries["Sand"].id == "tag:cleo.example,2021:sand"


@pytest.mark.parametrize(
    ("updated", "box"),
    [
        ("2021-03-05T04:29:59Z", ""),  # nearly a day
        ("2021-03-05T04:30:00Z", "\n```{update} 2021-03-04 23:30\n% What has changed?\n```\n"),
        ("2021-03-09", "\n```{update} 2021-03-09\n% What has changed?\n```\n"),
        ("soon", ""),
        ("", ""),
    ],
)
def test_a_post_that_a_feed_told_as_updated_stays_so(tmp_path: Path, updated: str, box: str) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Slate</title><id>tag:a.example,2021:1</id>'
        f"<published>2021-03-04T05:30:00+01:00</published><updated>{updated}</updated>"
        '<content type="html">&lt;p>Words.</content></entry></feed>'
    )
    site = Site.from_root(tmp_path)
    moved_in(site, file)
    (text,) = (text for path, text in files_of(site).items() if path.startswith("posts/2021"))
    assert text.endswith(f"# Slate\n\nWords.\n{box}")


def test_an_update_is_in_the_new_feed(tmp_path: Path) -> None:
    old = tmp_path / "old/posts"
    old.mkdir(parents=True)
    head = ".. date: 2020-01-02 10:00:00 UTC\n.. updated: 2020-02-03 11:00:00 UTC\n\n"
    (old / "one.rst").write_text(f".. title: One\n.. slug: one\n{head}Words::\n\n   code\n")
    (old / "two.md").write_text(f".. title: Two\n.. slug: two\n{head}Words.\n")
    site = Site.from_root(tmp_path)
    moved_in(site, old.parent, kind="nikola")
    assert site.build().warnings == []
    entries = feedparser.parse((site.out / "blog/atom.xml").read_bytes()).entries
    moment = "2020-02-03T06:00:00-05:00"
    assert {entry.title: entry.updated for entry in entries} == {"One": moment, "Two": moment}
    for name in ("one", "two"):
        assert [box.text.strip() for box in site.page(f"posts/2020/01/02/{name}").select(".update")] == [
            "Updated on 2020-02-03"
        ]


def test_rss(tmp_path: Path) -> None:
    _, told, found = imported(tmp_path, "rss.xml")
    rails, north = found["posts/2021/01/05/rails.md"], found["posts/2021/01/04/north.md"]
    assert head_of(rails)[:4] == [
        "```{post} 2021-01-05 17:15",
        ":tags: rails, wood old",
        ":author: Dee Trainspotter",
        ":was: rails",
    ]
    assert "# Rails \\& sleepers\n\nLong words about **rails**.\n" in rails
    assert "feed-id" not in rails  # "dee-17" is none that Atom may have
    assert 'rss.xml:7: its id, "dee-17", can\'t be one of a feed in Atom: readers will see the post as new' in told
    assert ":was:" not in north
    assert (
        'rss.xml:18: its address, "stations/north.php", can\'t be one of a page here: the web server has to lead on'
        in told
    )
    assert ':feed-id: "https://dee.example/stations/north.php"' in north or ":feed-id: https://dee.example" in north
    assert "[rails](/posts/2021/01/05/rails.md)" in north


def test_wordpress(tmp_path: Path) -> None:
    site, told, found = imported(tmp_path, "wordpress.xml")
    assert [*found] == [
        "posts/2012/03/04/14-2.md",
        "posts/2012/03/04/knots.md",
        "posts/2012/03/04/rope.md",
        "posts/drafts/an-idea.md",
    ]
    knots = found["posts/2012/03/04/knots.md"]
    assert head_of(knots)[:6] == [
        "```{post} 2012-03-04 21:11",
        ":tags: rope",
        ":category: Boats & barges",
        ":author: Eli Example",
        ":excerpt: 1",
        ":was: 2012/03/knots/",
    ]
    assert "# Knots \\& bends\n" in knots
    for private in ("mail.example", "private word"):
        assert not any(private in text for text in found.values())
    assert head_of(found["posts/drafts/an-idea.md"])[0] == "```{post}"
    assert "wordpress.xml:1: no posts, and left out: 1 attachment, 1 page, 1 trash, 1 with a password" in told
    assert 'wordpress.xml:15: "[gallery]" of WordPress is text now' in told
    site.build()
    page = site.page("posts/2012/03/04/knots")
    words = [part.text for part in page.select("p")]
    assert "First words,\non two lines." in [word.strip() for word in words]
    assert any("$5 * 2 and 2020. was dear." in word for word in words)
    assert [part.text for part in page.select("pre")] == ['for knot in "ab":\n\n    print("<b>")\n', "tie <rope>\n"]
    assert page.select('a[href="#_ftn1"]')
    assert page.select("#_ftn1")
    assert page.select("td[colspan]")
    assert page.select('img[alt="A knot"]')
    assert site.page("2012/03/knots/index").select("a")[0]["href"] == "../../../posts/2012/03/04/knots.html"
    link = next(link for link in page.select("a") if link.text == "my other post")
    assert link["href"] == "rope.html"


def test_tags_that_differ_in_case_alone_are_written_as_most_are(tmp_path: Path) -> None:
    old, tags = tmp_path / "old", ("Python, Web", "python", "python, web")
    for day, written in enumerate(tags, start=1):
        path = old / f"weblog/2020/06/{day:02}/post-{day}.txt"
        path.parent.mkdir(parents=True)
        path.write_text(f"Post {day}\n======\n\n.. tags:: {written}\n\nWords.\n")
    site = Site.from_root(tmp_path)

    told = moved_in(site, old)

    assert [line for line in told if "in case alone" in line] == [
        'the tags "Python" and "python" differ in case alone: all of them are "python" now',
        'the tags "Web" and "web" differ in case alone: all of them are "Web" now',
    ]
    heads = [head_of(text) for path, text in files_of(site).items() if path.startswith("posts/")]
    assert [line for head in heads for line in head if "tags" in line] == [
        *(":tags: python, Web", ":tags: python", ":tags: python, Web")
    ]
    assert site.build().warnings == []


def test_nikolas_names_of_posts_lead_to_where_these_are_now(tmp_path: Path) -> None:
    old = tmp_path / "old/posts"
    old.mkdir(parents=True)
    for name in ("far", "twin", "twin-2"):
        head = f".. title: {name}\n.. slug: {name.removesuffix('-2')}\n.. date: 2020-01-02 10:00:00\n\n"
        (old / f"{name}.rst").write_text(f"{head}Words.\n\nAn end\n======\n\nWords.\n")
    words = (
        "`a <link://slug/far>`_ `b <link://filename/posts/far.rst#an-end>`_ :doc:`c <Far>` :doc:`d <far#an-end>` "
        ":doc:`far` e_\n\n.. _e: link://slug/far\n\n`f\n<link://tag/pumps>`_ `g <link://slug/twin>`_\n"
    )
    (old / "rest.rst").write_text(f".. title: Rest\n.. slug: rest\n.. date: 2020-01-03 10:00:00\n\n{words}")
    words = "[a](link://slug/far) [b](link://filename/posts/far.rst#an-end) `[x](link://tag/code)`\n\n[c](link://tag/pumps)\n"
    (old / "mark.md").write_text(f".. title: Mark\n.. slug: mark\n.. date: 2020-01-03 10:00:00\n\n{words}")
    words = '<p><a href="link://slug/far">a</a> <a href="link://tag/pumps">b</a></p>\n'
    (old / "html.html").write_text(f".. title: Html\n.. slug: html\n.. date: 2020-01-03 10:00:00\n\n{words}")
    site = Site.from_root(tmp_path)

    told = moved_in(site, old.parent, kind="nikola")

    unknown = "names nothing that moves along: write where the link is to lead"
    assert [line for line in told if "link://" in line] == [
        'posts/html.html:5: a link to "link://tag/pumps" is its words alone now',
        f'posts/mark.md:7: "link://tag/pumps" {unknown}',
        f'posts/rest.rst:10: "link://tag/pumps" {unknown}',
        f'posts/rest.rst:10: "link://slug/twin" {unknown}',
        'posts/html.html:5: lost: 1 link ("link://tag/pumps")',
    ]
    site.build()
    far = "../02/far.html"
    leads = {name: [link["href"] for link in site.page(f"posts/2020/01/03/{name}").select("p > a")] for name in FORMS}
    assert leads["html"] == [far]
    assert leads["mark"][:2] == [far, far]
    assert leads["rest"][:6] == [far, f"{far}#an-end", far, f"{far}#an-end", far, far]
