"""A small weblog that isn't ours: another theme, another path, another time zone."""

project = "Small weblog"
extensions = ["myst_parser", "weblog"]
myst_enable_extensions = ["colon_fence", "dollarmath"]
html_math_renderer = "mathml"
myst_heading_anchors = 2
source_suffix = {".rst": "restructuredtext", ".md": "markdown"}
primary_domain = "talks"
html_theme = "basic"
blog_title = "Small weblog"
blog_path = "blog"
blog_baseurl = "https://small.example/site"
blog_authors = {"ada": ("Ada Example", "https://ada.example/")}
blog_default_author = "ada"
blog_feed_archives = True
blog_feed_fulltext = True
blog_feed_length = 20
post_date_format = post_date_format_short = "%Y-%m-%d"
weblog_list_titles = ["blog", "blog/[12]???"]
weblog_timezone = "America/New_York"
weblog_now = "2021-01-01"
