"""A weblog of Sphinx and a script moves in: what its author wrote, and what the world knows of it, stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser
import pytest

from weblog.posts.mistake import MistakeError

from ..sites import Site
from .moving import files_of, moved_in

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = "urn:sample:0123"
FEEDS = {
    "weblog": {"path": "weblog/atom.xml", "id": KNOWN, "length": 2},
    "python": {"tags": ["python", "history"], "any": True, "path": "weblog/pythonfeed.xml", "id": KNOWN, "length": 10},
}
DAY = "2020/06/25"


@pytest.fixture(scope="module")
def told(moved: tuple[Site, list[str]]) -> list[str]:
    return moved[1]


@pytest.fixture(scope="module")
def site(moved: tuple[Site, list[str]]) -> Site:
    return moved[0]


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, list[str]]:
    """The old weblog in an empty one, built with the lines that the import gives for conf.py."""
    site = Site.from_root(tmp_path_factory.mktemp("moved"))
    with (site.source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f'blog_path = "weblog"\nblog_baseurl = "https://ada.example/"\nweblog_feeds = {FEEDS!r}\n')
    told = moved_in(site, "sphinx")
    lines = "\n".join(told).partition("For conf.py")[2].partition("\n")[2]
    with (site.source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(lines)
    assert site.build().warnings == []
    return site, told


def test_it_tells_what_it_did(told: list[str]) -> None:
    end = told.index("")
    assert told[:end] == [
        "SOURCE: a weblog of Sphinx, in folders YYYY/MM/DD",
        "source/weblog/2019/12/31/broken.txt:1: the file isn't UTF-8, so it is left out: save it as UTF-8, and "
        "import it then",
        "source/weblog/2019/13/41/nowhere.txt:1: its folder is no day: it is left out",
        'source/weblog/2020/06/25/balloons.txt:10: the directive "smugmug" is unknown here: its address is a link now',
        'source/weblog/2020/06/25/zeppelins.txt:8: the directive "map" is unknown here: it is a comment now',
        'source/weblog/2020/06/25/zeppelins.txt:10: the directive "aside" is unknown here: its content is a box now',
        'source/weblog/2020/06/25/zeppelins.txt:1: what has the unknown role "foto" is words without a meaning now',
        'source/weblog/2020/06/27/two-more.txt:1: what has the unknown role "foto" is words without a meaning now',
        "6 posts imported",
        "kept: words 172 of 176, links 5 of 5, images 1 of 1, lines of code 4 of 4",
        'source/weblog/2020/06/25/zeppelins.txt:1: lost: 4 words ("52", "1", "5", "3")',
    ]


def test_posts_stay_as_they_were_written_without_what_stands_in_options_now(site: Site) -> None:
    found = files_of(site)
    assert [*found] == [
        "posts/2019/12/31/strings.rst",
        "posts/2020/06/25/balloons.rst",
        "posts/2020/06/25/kites.rst",
        "posts/2020/06/25/zeppelins.rst",
        "posts/2020/06/27/one-more.rst",
        "posts/2020/06/27/two-more.rst",
    ]
    assert found[f"posts/{DAY}/balloons.rst"] == (
        ".. post:: 2020-06-25 00:01\n   :tags: kites, balloons\n   :was: weblog/2020/06/25/balloons\n\n"
        'Flying conference 2020: balloons, and "why" not - Bo Sample\n'
        "===========================================================\n\n"
        "Balloons have no string. That is the whole of the talk, and |bo| said it twice.\n\n"
        ".. |bo| replace:: the man himself\n\n"
        "`Nine balloons <https://photos.example.org/gallery/balloons/1#5>`__\n"
    )
    assert (site.source / f"posts/{DAY}/kite.png").is_file()


def test_old_addresses_of_posts_and_lists_lead_on(site: Site) -> None:
    found = {
        f"weblog/{DAY}/kites": f"../../../../posts/{DAY}/kites.html",
        "weblog/2019/12/31/strings": "../../../../posts/2019/12/31/strings.html",
        "weblog/index": "../weblog.html",
        "weblog/tags/index": "../tag.html",
        "weblog/tags/python": "../tag/python.html",
        "weblog/2020/index": "../2020.html",
        "weblog/2020/06/index": "../06.html",
        "weblog/2020/06/25/index": "../../06.html",
    }
    assert {name: site.page(name).select("a")[0]["href"] for name in found} == found


def test_links_between_posts_lead_where_they_led(site: Site) -> None:
    page = site.page(f"posts/{DAY}/kites")
    links = {link.text: str(link["href"]) for link in page.select("p a")}
    for text in ("in an older post", "on one page"):
        assert (site.out / f"posts/{DAY}" / links[text]).resolve().is_file(), text
    assert site.page("posts/2020/06/27/one-more").select("a.internal")[0]["href"] == "../25/kites.html"


def test_feeds_and_entries_are_those_that_readers_know(site: Site) -> None:
    for path, names in {
        "weblog/atom.xml": ["2020/06/27/two-more", "2020/06/27/one-more"],
        "weblog/pythonfeed.xml": [f"{DAY}/zeppelins", f"{DAY}/kites"],
    }.items():
        feed = feedparser.parse((site.out / path).read_bytes())
        assert feed.feed.id == KNOWN
        assert [entry.id for entry in feed.entries] == [f"http://ada.example/weblog/{name}.html" for name in names]
        assert [entry.link for entry in feed.entries] == [f"https://ada.example/posts/{name}.html" for name in names]


def test_posts_of_one_day_stay_in_the_order_of_their_names(site: Site) -> None:
    newer = site.page(f"posts/{DAY}/kites").select('[rel="next"], .weblog-newer a, a[href="zeppelins.html"]')
    older = site.page(f"posts/{DAY}/kites").select('a[href="balloons.html"]')
    assert newer
    assert older


def test_a_second_time_changes_nothing(site: Site) -> None:
    before = files_of(site)
    told = moved_in(site, "sphinx")
    assert told[-1] == "0 posts imported; 6 were there already, and are left alone"
    assert files_of(site) == before


def test_what_the_author_changed_or_moved_since_is_left_alone(tmp_path: Path) -> None:
    site = Site.from_root(tmp_path)
    moved_in(site, "sphinx")
    post = site.source / f"posts/{DAY}/kites.rst"
    post.write_text(post.read_text().replace("Softly", "Very softly"))
    (site.source / "posts/2019/12/31/strings.rst").rename(site.source / "posts/2019/12/31/threads.rst")
    (site.source / f"posts/{DAY}/zeppelins.rst").unlink()
    before = files_of(site)
    told = moved_in(site, "sphinx")
    name = "source/weblog/2019/12/31/strings.txt"
    assert f"{name}: it was imported before, and is posts/2019/12/31/threads.rst now: left alone" in told
    name = f"source/weblog/{DAY}/kites.txt"
    assert f"{name}: posts/{DAY}/kites.rst is there, and says something else than this import would: left alone" in told
    assert "1 post imported; 5 were there already, and are left alone" in told
    assert files_of(site).keys() - before.keys() == {f"posts/{DAY}/zeppelins.rst"}
    assert before.items() <= files_of(site).items()


def test_in_the_folder_that_they_were_in_posts_keep_their_addresses(tmp_path: Path) -> None:
    site = Site.from_root(tmp_path)
    told = moved_in(site, "sphinx", into="weblog")
    text = files_of(site)[f"weblog/{DAY}/kites.rst"]
    assert ":was:" not in text
    assert "<../../../2019/12/31/strings.html>" in text
    assert "<../../../tags/kites.html>" in text
    assert '    "weblog/{year}/index": "blog/{year}",' in told
    assert site.build().warnings == []
    assert site.exists(f"weblog/{DAY}/kites.html")


def test_the_weblog_s_own_folder_may_be_given(tmp_path: Path) -> None:
    from .moving import DATA

    site = Site.from_root(tmp_path)
    moved_in(site, DATA / "sphinx/source/weblog")
    assert ":was: weblog/2020/06/25/kites\n" in files_of(site)[f"posts/{DAY}/kites.rst"]


def test_talks_are_told_from_titles_where_the_author_wants_that(tmp_path: Path) -> None:
    site = Site.from_root(tmp_path)
    told = moved_in(site, "sphinx", talks=True)
    assert "events/flying-conference-2020.md: a new event, told from titles: its days are those of its posts" in told
    found = files_of(site)
    assert found["events/flying-conference-2020.md"] == (
        "# Flying conference 2020\n\n```{event}\n:dates: 2020-06-25\n```\n"
    )
    assert "===\n\n.. talk::\n   :event: flying-conference-2020\n\n(One of" in found[f"posts/{DAY}/kites.rst"]
    assert ".. talk::" not in found["posts/2020/06/27/one-more.rst"]
    assert site.build().warnings == []
    talks = [link.text for link in site.page("events/flying-conference-2020").select("a") if "posts/" in str(link)]
    assert talks[:3] == ["Balloons, and “why” not", "Kites that stay up", "All that is left"]
    assert site.exists("speakers/ada-example.html")
    before = files_of(site)
    moved_in(site, "sphinx", talks=True)
    assert files_of(site) == before


@pytest.mark.parametrize(
    ("source", "wanted", "message"),
    [
        ("nowhere", {}, "nowhere: check the path"),
        ("https://ada.example/atom.xml", {}, "save it as a file first: nothing is fetched"),
        (
            "sphinx",
            {"kind": "sphynx"},
            "KIND=sphynx is none of nikola, tinkerer, ablog, sphinx, wordpress, feed; did you",
        ),
        ("sphinx", {"into": "../elsewhere"}, '"../elsewhere" is no folder of this weblog'),
        ("sphinx/source/weblog/tags", {}, "is no weblog of a kind that can be read"),
    ],
)
def test_what_cannot_be_read_is_refused(site: Site, source: str, wanted: dict[str, str], message: str) -> None:
    with pytest.raises(MistakeError) as caught:
        moved_in(site, source, **wanted)
    assert message in str(caught.value)
