"""A site's own hooks and templates that were written for ablog."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
