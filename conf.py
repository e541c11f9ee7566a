"""Everything that the author of this weblog sets.

Sphinx: https://www.sphinx-doc.org/en/master/usage/configuration.html. ablog (`blog_*`, `post_*`):
https://ablog.readthedocs.io/. Theme: https://sphinx-book-theme.readthedocs.io/. Ours (`weblog_*`): docs/settings.md.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Reinout van Rees’ weblog"
author = "Reinout van Rees"
copyright = author
language = "en"

# The weblog. The address has to be the real one before anything is published: feeds are made of it.
blog_title = project
blog_baseurl = "https://weblog.example.org/"
blog_path = "weblog"
blog_authors = {"reinout": (author, "https://reinout.vanrees.org/")}
blog_default_author = "reinout"
blog_feed_archives = True
blog_feed_fulltext = True  # the whole post, so that it can be read in the reader
blog_feed_length = 20  # readers fetch it every hour, and keep what they had
blog_feed_subtitle = "Summaries of talks at conferences and meetups"
post_date_format = "%-d %B %Y"
post_date_format_short = post_date_format  # lists go back years
post_redirect_refresh = 0  # seconds until an old address leads on
weblog_list_titles = ["weblog", "weblog/[12]???"]  # years of posts: their first words would be too many
weblog_list_excerpts = 10  # of a tag, a month, ...: the posts with their first words; older ones are lines
weblog_list_names = ["weblog/tag", "weblog/author"]  # one finds one's way sooner without their posts
weblog_timezone = "Europe/Amsterdam"
weblog_feed_authority = "weblog.example.org,2026"  # part of every feed entry's id: never change it
weblog_feeds = {  # for planets: each a feed of some tags
    "planet-python": {"title": "Python and Django", "tags": ["python", "django"], "any": True},
}
weblog_navigation = ["about", "weblog/archive", "weblog/tag", "events", "talks", "speakers", "feeds"]

# Sphinx and MyST.
extensions = ["myst_parser", "weblog"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext", ".txt": "restructuredtext"}
root_doc = "index"
primary_domain = "talks"  # so that {event}, {talk} and {speaker} need no prefix
# Folders by names: through one that a pattern like "tests/**" leaves out, Sphinx walks all the same.
exclude_patterns = ["[_.]*", "bench", "deploy", "docs", "node_modules", "tests", "[A-Z]*.md", "requirements*.txt"]
templates_path = ["_templates"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "fieldlist", "smartquotes", "substitution"]
myst_enable_extensions += ["dollarmath", "gfm_autolink", "strikethrough", "tasklist"]
myst_dmath_allow_digits = myst_dmath_allow_space = False  # so that "$5 and $6" are prices
myst_dmath_double_inline = True
suppress_warnings = ["myst.strikethrough"]  # that it is for HTML alone
myst_heading_anchors = 3
smartquotes = False  # MyST's own does it, in less time

# HTML and the theme.
html_title = project
html_math_renderer = "weblog-mathml"  # in the page itself: no script, no other host
html_baseurl = blog_baseurl
html_theme = "sphinx_book_theme"
html_static_path = ["_static"]
html_css_files = ["weblog.css"]
html_js_files = [
    "colour-mode.js",
    ("scroll-by-keyboard.js", {"defer": "defer"}),
    ("weblog/search-key.js", {"defer": "defer"}),
    ("weblog/search-marks.js", {"defer": "defer"}),
]
html_favicon = "_static/favicon.svg"
html_extra_path = ["deploy/serve.json"]  # `npx serve` would drop what a search asks for from its address
html_copy_source = False
html_use_index = False
html_domain_indices = False
html_last_updated_fmt = None  # a build's output must not hang on the clock
html_permalinks_icon = ""  # _static/weblog.css shows "#", which is no part of a heading's text then
html_sidebars = {"**": []}  # _templates/layout.html names its parts: the theme would render each once more
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "show_prev_next": False,  # a post's neighbours are those in time
    "navigation_with_keys": False,
    "back_to_top_button": False,
    # Our layout shows none of these; the theme would render each on every page to see whether it is empty.
    "primary_sidebar_end": [],
    "secondary_sidebar_items": [],
    "navbar_persistent": [],
    "article_header_start": [],
    "article_header_end": [],
    "footer_content_items": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
# The weblog as a book, by `make epub`. Title, author, language and address are those above.
epub_css_files = []  # those above are for the site's layout
epub_show_urls = "no"  # readers follow links in books, too
epub_tocdepth = 4  # year, event, post, talk
epub_tocscope = "includehidden"
# The theme sets it during every build otherwise, and a changed setting makes Sphinx read everything again.
fontawesome_included = True
