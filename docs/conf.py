"""The documentation: a plain Sphinx site, built by the engine that it tells of. It is no weblog."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "_ext"))

project = "The weblog's documentation"
author = "Reinout van Rees"
copyright = author
language = "en"
extensions = ["myst_parser", "sphinx_rebuild"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

html_title = "Documentation"
html_theme = "sphinx_book_theme"
html_static_path = ["_static"]
html_css_files = ["docs.css"]
html_copy_source = False
html_use_index = False
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "home_page_in_toc": True,
    "navbar_persistent": [],  # the sidebar has the search
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
