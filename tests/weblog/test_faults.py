"""What ablog gets wrong and the weblog puts right, each on a small weblog of its own."""

from __future__ import annotations

import json
import pickle
import time
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from weblog.posts.queries import PostQuery

from ..parsing import texts
from .sites import Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_second_build_finds_nothing_to_do(site: Site) -> None:
    """The theme sets `fontawesome_included` during a build, which made every build start over."""
    site.post("2020/06/25/one", "One")
    assert site.build().status == 0
    second = site.build()
    assert "0 added, 0 changed, 0 removed" in second.told
    assert "no targets are out of date" in second.told


def test_tags_that_differ_in_signs_have_pages_of_their_own(site: Site) -> None:
    for number, tag in enumerate(("C", "C++", "C#")):
        site.post(f"2020/06/0{number + 1}/post", f"On {tag}", "", f":tags: {tag}")
    assert site.build().warnings == []
    for slug, title in (("c", "On C"), ("c-plus-plus", "On C++"), ("c-sharp", "On C#")):
        assert texts(site.page(f"blog/tag/{slug}"), ".post-cards h2") == [title]
    assert texts(site.page("blog/tag"), "h2") == ["C 1 post", "C# 1 post", "C++ 1 post"]


def test_tags_that_would_share_a_page_are_an_error_naming_both(site: Site) -> None:
    site.post("2020/06/01/one", "One", "", ":tags: Django")
    site.post("2020/06/02/two", "Two", "", ":tags: django")
    result = site.build()
    assert result.status == 1
    assert len(result.warnings) == 1
    assert result.warnings[0].startswith('posts/2020/06/02/two.md:1: WARNING: the tag "django" and the tag "Django"')
    assert "posts/2020/06/01/one" in result.warnings[0]
    assert site.build().warnings == result.warnings, "it is told again until it is mended"
    assert texts(site.page("blog/tag/django"), ".post-cards h2") == ["Two", "One"], "no post is lost meanwhile"


def test_posts_of_one_name_are_labelled_by_their_paths(root: Callable[[str], Site]) -> None:
    site = root("labels")
    assert site.build().warnings == []
    links = {link.get_text(): link["href"] for link in site.page("index").select("a")}
    assert links["First review"] == "posts/2019/01/01/review.html"
    assert links["Second review"] == "posts/2020/01/01/review.html"
    assert links["The only one"] == "posts/2020/02/02/only.html"


def test_a_name_that_two_posts_share_is_told_with_both(root: Callable[[str], Site]) -> None:
    site = root("labels")
    site.write("page.rst", "Page\n====\n\nSee :ref:`review`.\n")
    site.write("index.rst", "Small\n=====\n\n.. toctree::\n\n   page\n")
    (warning,) = site.build().warnings
    assert warning.startswith('page.rst:4: WARNING: there is no label "review"')
    assert "posts/2019/01/01/review" in warning
    assert "posts/2020/01/01/review" in warning


def test_removing_a_post_leaves_the_labels_of_others(site: Site) -> None:
    """ablog's purge dropped whatever label had the file's name."""
    site.post("2020/01/01/install", "Install it", body="Words.")
    site.write("manual.rst", ".. _install:\n\nInstalling\n==========\n\nSo.\n")
    site.write("index.rst", "Small\n=====\n\nSee :ref:`install`.\n\n.. toctree::\n\n   manual\n")
    assert site.build().warnings == []
    (site.source / "posts/2020/01/01/install.md").unlink()
    assert site.build().warnings == []
    assert site.page("index").select_one("p a")["href"] == "manual.html#install"  # type: ignore[index]


def test_hostile_titles_and_tags_are_text_everywhere(site: Site) -> None:
    title = r"\<b>bold\</b> & \"q\" '"
    site.post("2020/06/01/one", title, "", ":tags: <i>x</i>", body="\\<script>alert(1)\\</script> & so on")
    site.post("2020/06/02/two", "Plain", "", ":tags: <i>x</i>")
    site.write("index.rst", "Small\n=====\n\n.. postlist:: 5\n   :excerpts:\n")
    assert site.build().warnings == []
    pages = [file for file in site.out.rglob("*.html") if "_static" not in file.parts]
    assert len(pages) > 8
    for file in pages:
        name = file.relative_to(site.out).with_suffix("").as_posix()
        soup = site.page(name)
        assert not soup.select("b, article i, li i, h1 i, title i"), name
        assert not [script for script in soup.select("script:not([type])") if "alert(1)" in script.get_text()], name
    assert '<b>bold</b> & "q" \'' in site.page("posts/2020/06/02/two").get_text().replace("“", '"').replace(
        "”", '"'
    ).replace("’", "'").replace("‘", "'")  # its older neighbour


def test_no_id_stands_twice_on_a_page(site: Site) -> None:
    for day in range(1, 5):
        site.post(f"2020/06/0{day}/post", "Same title", "", ":tags: a, b", body="First.\n\n## Same title\n\nSecond.")
    site.write("index.rst", "Same title\n==========\n\n.. postlist::\n   :excerpts:\n")
    assert site.build().warnings == []
    for file in site.out.rglob("*.html"):
        if "_static" in file.parts:
            continue
        soup = site.page(file.relative_to(site.out).with_suffix("").as_posix())
        ids = [element["id"] for element in soup.select("[id]")]
        assert len(ids) == len(set(ids)), file


@pytest.mark.parametrize("show", [False, True])
def test_drafts_and_scheduled_posts_are_nowhere_but_in_a_preview(site: Site, show: bool) -> None:
    site.post("2020/06/01/published", "Published", "", ":tags: open", body="Known words.")
    site.write("posts/undated.md", "```{post}\n:tags: secret\n```\n\n# Undatedly\n\nHidden words. ![](hidden.png)\n")
    site.write("posts/hidden.png", "no picture, but a file")
    site.post("2021/06/01/later", "Scheduledly", "", ":tags: secret", body="Hidden words.")
    assert site.build(weblog_drafts=show).warnings == []
    everything = b"\n".join(site.contents().values()).lower()
    assert (b"undatedly" in everything) is show
    assert (b"scheduledly" in everything) is show
    assert (b"hidden words" in everything) is show
    assert site.exists("_images/hidden.png") is show
    assert site.exists("blog/tag/secret.html") is show, "a tag that only they have"
    assert site.exists("blog/drafts.html") is show
    if show:
        assert texts(site.page("posts/undated"), ".post-mark") == ["Draft"]
        assert texts(site.page("posts/2021/06/01/later"), ".post-mark") == ["Scheduled"]
        assert texts(site.page("blog"), ".post-rows a") == ["Published"]


def test_a_scheduled_post_appears_after_its_moment_without_any_change(site: Site) -> None:
    site.post("2020/06/01/now", "Now")
    site.post("2020/06/02/soon", "Soon", "2020-06-02 12:00")
    site.build(weblog_now="2020-06-02 11:59")
    assert not site.exists("posts/2020/06/02/soon.html")
    site.build(weblog_now="2020-06-02 12:00")
    assert texts(site.page("blog"), ".post-rows a") == ["Soon", "Now"]


def test_a_post_that_is_taken_back_leaves_nothing(site: Site) -> None:
    site.post("2020/06/01/stays", "Stays", "", ":tags: a")
    clean = Site.from_root(site.source.parent / "clean")
    clean.post("2020/06/01/stays", "Stays", "", ":tags: a")
    site.write("posts/going.md", "```{post} 2020-06-02\n:tags: b\n:redirect: old/place\n```\n\n# Going\n\nWords.\n")
    site.build()
    assert site.exists("posts/going.html")
    assert site.exists("old/place.html")
    site.write("posts/going.md", "```{post}\n:tags: b\n```\n\n# Going\n\nWords.\n")
    site.build()
    clean.build()
    # Sphinx keeps the words of removed pages in its search index, and their sources.
    ours, theirs = (
        {
            path: content
            for path, content in built.contents().items()
            if not path.startswith(("_sources/", "searchindex"))
        }
        for built in (site, clean)
    )
    assert ours == theirs


def test_the_folder_tells_the_date_where_the_directive_does_not(site: Site) -> None:
    site.post("2020/06/25/here", "Here")
    assert site.build().warnings == []
    assert site.page("posts/2020/06/25/here").select_one("time")["datetime"] == "2020-06-25"  # type: ignore[index]


def test_a_post_shows_date_author_tags_reading_time_and_neighbours(site: Site) -> None:
    for day in ("01", "02", "03"):
        site.post(f"2020/06/{day}/post", f"Post {day}", "", ":tags: x, y z", body="word " * 600)
    site.build()
    soup = site.page("posts/2020/06/02/post")
    assert texts(soup, "h1 + p.post-byline") == ["2020-06-02 · Ada Example · x, y z · 3 minutes to read"]
    assert [link["href"] for link in soup.select(".post-tags a")] == [
        "../../../../blog/tag/x.html",
        "../../../../blog/tag/y-z.html",
    ]
    assert texts(soup, ".neighbours .before a") == ["Post 01"]
    assert texts(soup, ".neighbours .after a") == ["Post 03"]


def test_neighbours_and_lists_follow_an_edit_of_another_post(site: Site) -> None:
    site.write("index.rst", "Small\n=====\n\n.. postlist:: 2\n")
    site.post("2020/06/01/a", "Old title")
    site.post("2020/06/02/b", "B")
    site.build()
    assert texts(site.page("index"), ".post-rows a") == ["B", "Old title"]
    site.post("2020/06/01/a", "New title")
    site.build()
    assert texts(site.page("index"), ".post-rows a") == ["B", "New title"]
    assert texts(site.page("posts/2020/06/02/b"), ".neighbours .before a") == ["New title"]


def test_two_builds_in_one_process_share_no_posts(tmp_path: Path) -> None:
    """`Blog` keeps its state in its class."""
    for name in ("one", "two"):
        site = Site.from_root(tmp_path / name)
        site.post("2020/06/01/post", f"Post of {name}")
        site.write("index.rst", "Small\n=====\n\n.. postlist::\n   :format: {title}\n")
        site.build()
        assert texts(site.page("index"), ".postlist a") == [f"Post of {name}"]


def test_parallel_reading_merges_posts(tmp_path: Path) -> None:
    outputs = []
    for parallel in (1, 2):
        site = Site.from_root(tmp_path / str(parallel))
        for day in range(1, 13):
            site.post(f"2020/06/{day:02}/post", f"Post {day}", "", ":tags: " + ("odd" if day % 2 else "even"))
        assert site.build(parallel=parallel).warnings == []
        assert len(texts(site.page("blog"), ".post-rows a")) == 12
        outputs.append(site.contents())
    assert outputs[0] == outputs[1]


def test_the_environment_holds_plain_data(site: Site) -> None:
    """ablog keeps each post's whole doctree there: 12 MB for 1,000 posts."""
    for day in range(1, 21):
        site.post(f"2020/06/{day:02}/post", body="Some words.\n\n" * 200)
    site.build()
    pickled = (site.doctrees / "environment.pickle").read_bytes()
    stored = pickle.loads(pickled).sphinx_rebuild["tables"]["weblog"]
    assert len(stored["posts"]) == 20
    assert kinds_in(stored) <= {dict, list, tuple, str, int, bool, type(None), datetime, PostQuery}
    assert b"ablog_posts" not in pickled
    assert pickled.count(b"Some words") <= 40


def kinds_in(value: object) -> set[type]:
    """The types of a value and of all that it holds."""
    held: list[object] = []
    if isinstance(value, dict):
        held = [*value, *value.values()]
    elif isinstance(value, (list, tuple)):
        held = list(value)
    return {type(value)}.union(*(kinds_in(item) for item in held))


def test_dates_follow_neither_machine_nor_locale(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.post("2020/06/25/one", "One", "25 June 2020 14:30", ":tags: a")
    site.build(post_date_format="%d %B %Y")
    first = site.contents()
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    other = Site.from_root(site.source.parent / "other")
    other.post("2020/06/25/one", "One", "25 June 2020 14:30", ":tags: a")
    other.build(post_date_format="%d %B %Y")
    assert other.contents() == first
    assert site.page("posts/2020/06/25/one").select_one("time")["datetime"] == "2020-06-25T14:30:00-04:00"  # type: ignore[index]


def test_several_posts_in_one_file_stay_several(root: Callable[[str], Site]) -> None:
    site = root("sections")
    assert site.build().warnings == []
    hrefs = [link["href"] for link in site.page("blog").select(".post-rows a")]
    assert hrefs == ["posts/diary.html#second-day", "posts/diary.html#first-day"]
    assert texts(site.page("posts/diary"), "h2 + p.post-byline") == [
        "2020-05-01 · Ada Example · 1 minute to read",
        "2020-05-02 · Ada Example · 1 minute to read",
    ]


def test_a_list_with_a_format_is_as_ablog_writes_it(site: Site) -> None:
    site.post("2020/06/01/a", "A", "", ":tags: x")
    site.post("2020/06/02/b", "B")
    site.write("index.rst", "Small\n=====\n\n.. postlist::\n   :tags: x\n   :format: {title} by {author} in {tags}\n")
    assert site.build().warnings == []
    assert texts(site.page("index"), "li p") == ["A by Ada Example in x"]


def test_an_excerpt_quotes_the_title_of_another_page_as_it_is_now(site: Site) -> None:
    site.write("index.rst", "Small\n=====\n\n.. postlist::\n   :excerpts:\n\n.. toctree::\n\n   other\n")
    site.write("other.md", "# Old name\n")
    site.post("2020/06/01/a", "A", body="See [](/other.md) with *stress* and [a link](https://x.example/).")
    site.build()
    excerpt = site.page("index").select_one(".post-excerpt")
    assert excerpt is not None
    assert excerpt.decode_contents() == (
        'See <a href="other.html">Old name</a> with <em>stress</em> and <a href="https://x.example/">a link</a>.'
    )
    site.write("other.md", "# New \\<name>\n")
    site.build()
    assert texts(site.page("index"), ".post-excerpt") == ["See New <name> with stress and a link."]


def test_generated_pages_give_way_to_the_authors_own(site: Site) -> None:
    site.post("2020/06/01/a", "A", "", ":tags: x")
    site.write("blog/tag.md", "---\norphan: true\n---\n# My tags\n")
    assert site.build().warnings == []
    assert texts(site.page("blog/tag"), "h1") == ["My tags¶"]


def test_references_to_lists_work_as_with_ablog(site: Site) -> None:
    site.post("2020/06/01/a", "A", "", ":tags: C++")
    site.write("index.rst", "Small\n=====\n\n:ref:`tag-c-plus-plus`, :ref:`blog-posts`, :ref:`blog-archives`\n")
    assert site.build().warnings == []
    hrefs = [link["href"] for link in site.page("index").select("p a")]
    assert hrefs[:3] == ["blog/tag/c-plus-plus.html", "blog.html", "blog/archive.html"]


def test_other_builders_work(site: Site) -> None:
    site.post("2020/06/01/a", "A title", "", ":tags: x")
    site.write("index.rst", "Small\n=====\n\n.. postlist::\n\n.. feeds::\n")
    assert site.build(builder="text").warnings == []
    text = (site.out.with_name("text") / "posts/2020/06/01/a.txt").read_text(encoding="utf-8")
    assert "2020-06-01 · Ada Example · x · 1 minute to read" in text
    assert site.build(builder="latex").warnings == []
    assert "A title" in next(site.out.with_name("latex").glob("*.tex")).read_text(encoding="utf-8")
    assert site.build(builder="singlehtml").warnings == []
    assert site.build(builder="dirhtml").warnings == []
    assert (site.out.with_name("dirhtml") / "blog/tag/x/index.html").is_file()


def test_an_extension_that_leads_links_elsewhere_leads_all_of_a_page(site: Site) -> None:
    """As one for pages that aren't found does, at whatever address these are asked for."""
    site.post("2020/06/01/a", "A title", "", ":tags: x")
    elsewhere = "context['pathto'] = lambda page, resource=0: '/elsewhere/' + page"
    lines = [f"def lead(app, name, template, context, doctree):\n    {elsewhere}", "def setup(app):"]
    with (site.source / "conf.py").open("a") as settings:
        settings.write("\n".join([*lines, "    app.connect('html-page-context', lead, priority=600)", ""]))
    site.build()
    assert [link["href"] for link in site.page("blog/tag").select("h2 a")] == ["/elsewhere/blog/tag/x"]


def test_a_build_that_died_is_not_trusted(site: Site) -> None:
    site.post("2020/06/01/a", "A")
    site.build()
    (record,) = site.doctrees.glob("sphinx_rebuild/html/state.json")
    content = json.loads(record.read_text(encoding="utf-8"))
    record.write_text(json.dumps({**content, "finished": False}), encoding="utf-8")
    (site.out / "posts/2020/06/01/a.html").write_text("half a pa", encoding="utf-8")
    site.build()
    assert texts(site.page("posts/2020/06/01/a"), ".post-date") == ["2020-06-01"]


@pytest.mark.parametrize(
    "setting", ['extensions += ["sphinx.ext.githubpages"]', 'html_extra_path = [".nojekyll"]', 'blog_baseurl = ""']
)
def test_the_file_that_github_looks_for_is_there_whoever_makes_it(site: Site, setting: str) -> None:
    site.post("2020/06/25/one", "One")
    site.write(".nojekyll", "")
    conf = (site.source / "conf.py").read_text(encoding="utf-8")
    for text in (conf, f"{conf}{setting}\n", conf):
        site.write("conf.py", text)
        assert site.build().warnings == []
        assert site.contents()[".nojekyll"] == b""
