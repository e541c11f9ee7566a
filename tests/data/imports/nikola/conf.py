"""The settings of the old weblog."""

POSTS = (
    ("posts/*.rst", "blog", "post.tmpl"),
    ("posts/*.md", "blog", "post.tmpl"),
    ("posts/*.html", "blog", "post.tmpl"),
)
PAGES = (("pages/*.rst", "pages", "page.tmpl"),)
PRETTY_URLS = True
raise RuntimeError("an import runs no conf.py of the old weblog")
