"""A site's own hooks and templates that were written for ablog."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .sites import Site

HOOKS = """

def banner(app, doctree, docname):
    from docutils import nodes
    posts = getattr(app.env, "ablog_posts", {}).get(docname)
    if posts:
        tags, date = ", ".join(map(str, posts[0]["tags"])), posts[0]["date"].strftime("%b %d")
        words = " ".join(node.astext() for node in posts[0]["excerpt"])
        doctree[0].insert(1, nodes.paragraph("", f"Banner: {tags}; {date}; {words}"))


def comments(app, pagename, templatename, context, doctree):
    if pagename in getattr(app.env, "ablog_posts", {}):
        context["body"] += "<p>Comments</p>"
    if pagename == "index":
        context["body"] += f"<p>All: {sorted(app.env.ablog_posts)}</p>"


def setup(app):
    app.connect("doctree-resolved", banner)
    app.connect("html-page-context", comments)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""


def test_hooks_find_the_posts_where_ablog_keeps_them(site: Site) -> None:
    site.write("conf.py", (site.source / "conf.py").read_text() + HOOKS)
    site.post("2020/06/25/a", "A", "", ":tags: x, y", body="First words.")
    assert site.build().warnings == []
    text = site.page("posts/2020/06/25/a").get_text()
    assert "Banner: x, y; Jun 25; First words." in text
    assert "Comments" in text
    assert "Comments" not in site.page("index").get_text()
    assert "All: ['posts/2020/06/25/a']" in site.page("index").get_text()
    site.post("2020/06/26/b", "B", "", ":tags: z")
    assert site.build(parallel=2).warnings == []
    assert "All: ['posts/2020/06/25/a', 'posts/2020/06/26/b']" in site.page("index").get_text(), "it follows"
    assert "Banner: z; Jun 26; Some words." in site.page("posts/2020/06/26/b").get_text()
    assert site.build().warnings == []
    assert b"ablog_posts" not in (site.doctrees / "environment.pickle").read_bytes()


def test_hooks_are_given_the_words_of_a_post_and_templates_its_html_as_their_page_shows_it(site: Site) -> None:
    site.write("conf.py", (site.source / "conf.py").read_text() + HOOKS + '\ntemplates_path = ["_templates"]\n')
    site.write("_templates/ablog/collection.html", COLLECTION)
    site.post("2020/06/25/a", "A", "", ":tags: x", ":excerpt: 2", body="See [home](/index.rst) & *more*.\n\n- One\n")
    assert site.build().warnings == []
    assert "; See home & more. One" in site.page("posts/2020/06/25/a").get_text()
    (page,) = [content.decode() for path, content in site.contents().items() if path == "blog/tag/x.html"]
    assert 'See <a href="../../index.html">home</a> &amp; <em>more</em>.' in page


COLLECTION = """{% extends "page.html" %}{% block body %}<h1>{{ header }} {{ collection }}</h1>
{% for post in collection %}<p class="own">{{ post.date.strftime("%d %m") }} {{ post.title }}
{{ post.author|join(", ") }}
<a href="{{ pathto(post.docname) }}{{ anchor(post) }}">on</a>{{ post.to_html(pagename) }}</p>
{% endfor %}{% endblock %}"""
CATALOG = """{% extends "page.html" %}{% block body %}{% for collection in catalog %}<p class="own">{{ header }}
<a href="{{ pathto(collection.docname) }}">{{ collection }}</a> {{ collection|length }}</p>{% endfor %}{% endblock %}"""


MADE_OF = """

def tell(app, pagename, templatename, context, doctree):
    told = "a generated page" if doctree is None else "a document"
    context["metatags"] = context.get("metatags", "") + f'<meta name="made-of" content="{told}">'


def setup(app):
    app.connect("html-page-context", tell)
"""


def test_other_extensions_take_a_page_that_a_sites_own_template_writes_for_a_generated_one(site: Site) -> None:
    site.write("conf.py", (site.source / "conf.py").read_text() + MADE_OF + '\ntemplates_path = ["_templates"]\n')
    site.write("blog.md", "---\norphan: true\n---\n\n# Blog\n")
    site.post("2020/06/25/a", "A")

    def told() -> list[object]:
        assert site.build().warnings == []
        names = ("blog", "index", "blog/2020")
        return [[meta["content"] for meta in site.page(name).select("meta[name=made-of]")] for name in names]

    assert told() == [["a document"], ["a document"], ["a generated page"]]
    site.write("_templates/ablog/collection.html", COLLECTION)
    assert told() == [["a generated page"], ["a document"], ["a generated page"]]
    assert len(site.page("blog").select("meta[name=viewport]")) == 1


@pytest.mark.parametrize("has_placeholder", [False, True])
def test_a_sites_own_templates_write_the_lists_that_ablog_has(site: Site, has_placeholder: bool) -> None:
    site.write("_templates/ablog/collection.html", COLLECTION)
    site.write("_templates/ablog/catalog.html", CATALOG)
    site.write("conf.py", (site.source / "conf.py").read_text() + '\ntemplates_path = ["_templates"]\n')
    site.post("2020/06/25/a", "A", "", ":tags: x", body="First words.")
    if has_placeholder:
        site.write("blog.md", "---\norphan: true\n---\n\n# Blog\n")
    assert site.build().warnings == []
    for name, header in (("blog", "All Posts"), ("blog/tag/x", "Posts tagged x"), ("blog/2020", "Posted in 2020")):
        assert header in site.page(name).get_text()
        (line,) = site.page(name).select("p.own")
        assert "25 06 A" in line.get_text()
        assert "Ada Example" in line.get_text()
        assert "First words." in site.page(name).get_text()
    assert "Posts tagged" in site.page("blog/tag").select("p.own")[0].get_text()
    site.post("2020/06/26/b", "B", "", ":tags: x")
    assert site.build(parallel=2).warnings == []
    assert len(site.page("blog").select("p.own")) == len(site.page("blog/tag/x").select("p.own")) == 2
    after = {path: content for path, content in site.contents().items() if path.endswith(".html")}
    shutil.rmtree(site.doctrees)
    shutil.rmtree(site.out)
    assert site.build().warnings == []
    assert {path: content for path, content in site.contents().items() if path.endswith(".html")} == after


def test_a_sites_own_template_writes_a_posts_neighbours(site: Site) -> None:
    own = (
        "{% set post = ablog[pagename] %}<p class='own'>{% if post.prev %}{{ post.prev.title }}{{ anchor(post.prev) }} "
    )
    own += "{{ post.prev.date.day }}{% endif %}|{% if post.next %}{{ post.next.title }}{% endif %}</p>"
    site.write("_templates/ablog/postnavy.html", own)
    site.write("conf.py", (site.source / "conf.py").read_text() + '\ntemplates_path = ["_templates"]\n')
    for number, title in enumerate("ABC", start=1):
        site.post(f"2020/06/0{number}/x", title)
    assert site.build().warnings == []
    page = site.page("posts/2020/06/02/x")
    assert [line.get_text() for line in page.select("p.own")] == ["A 1|C"]
    assert not page.select(".neighbours"), "once"
    assert not site.page("index").select("p.own")
    (site.source / "posts/2020/06/01/x.md").rename(site.source / "posts/2020/06/01/y.md")
    site.post("2020/06/01/y", "A", "2020-05-31")
    site.build()
    assert [line.get_text() for line in site.page("posts/2020/06/02/x").select("p.own")] == ["A 31|C"], "it follows"


def test_a_template_for_redirects_is_told(site: Site) -> None:
    site.write("_templates/ablog/redirect.html", "own")
    site.write("conf.py", (site.source / "conf.py").read_text() + '\ntemplates_path = ["_templates"]\n')
    (warning,) = site.build().warnings
    assert "ablog/redirect.html of this site isn't asked for" in warning
