"""A weblog with known content, for the tests: all that a weblog may have, whatever the checkout's owner changes."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Mira’s harbour notes"
author = "Mira Jansen"
copyright = author
language = "en"

blog_title = project
blog_baseurl = "https://notes.example/"
blog_path = "weblog"
blog_authors = {"mira": (author, "https://mira.example/")}
blog_default_author = "mira"
blog_feed_archives = True
blog_feed_fulltext = True
blog_feed_length = 20
blog_feed_subtitle = "What was said on the quay"
post_date_format = "%-d %B %Y"
post_redirect_refresh = 0
weblog_list_names = ["*"]
weblog_timezone = "Europe/Amsterdam"
weblog_feed_authority = "notes.example,2020"
weblog_feeds = {"planet-boats": {"title": "Boats and kites", "tags": ["boats", "kites"], "any": True}}
weblog_navigation = ["about", "weblog/archive", "weblog/tag", "events", "talks", "speakers", "feeds"]

extensions = ["myst_parser", "weblog"]
source_suffix = {".rst": "restructuredtext", ".md": "markdown"}
root_doc = "index"
primary_domain = "talks"
exclude_patterns = ["[_.]*", "[A-Z]*.md"]
templates_path = ["_templates"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "fieldlist", "smartquotes", "substitution"]
myst_heading_anchors = 3
smartquotes = False

html_title = project
html_baseurl = blog_baseurl
html_theme = "sphinx_book_theme"
html_static_path = ["_static"]
html_css_files = ["weblog.css"]
html_js_files = [
    "colour-mode.js",
    *(
        (name, {"defer": "defer"})
        for name in ("scroll-by-keyboard.js", "weblog/search-key.js", "weblog/search-marks.js")
    ),
]
html_favicon = "_static/favicon.svg"
html_copy_source = False
html_use_index = False
html_domain_indices = False
html_last_updated_fmt = None
html_permalinks_icon = ""
html_sidebars = {"**": []}
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "show_prev_next": False,
    "navigation_with_keys": False,
    "back_to_top_button": False,
    "primary_sidebar_end": [],
    "secondary_sidebar_items": [],
    "navbar_persistent": [],
    "article_header_start": [],
    "article_header_end": [],
    "footer_content_items": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
fontawesome_included = True
