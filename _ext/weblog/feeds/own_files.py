"""By what files of ours are known: their fixed names, and what they have in them.

Owns: these names and signs. Must not: make files, load what makes them. In: nothing. Out: constants.
"""

from __future__ import annotations

from weblog.talks.exports import PRODUCT

OPML, JSON, TALKS_FILE, SITEMAP = ("feeds.opml", "feed.json", "talks.json", "sitemap.xml")
NO_JEKYLL = ".nojekyll"
"""What has GitHub publish folders with an underscore, `_static`; so has sphinx.ext.githubpages."""
AT_TOP = (OPML, JSON, TALKS_FILE, SITEMAP, NO_JEKYLL)
"""Files of fixed names in the output folder."""
IN_ROBOTS = b"# weblog: nothing is forbidden\n"
"""The first line of a robots.txt that is ours."""
SIGNATURES = {".xml": (b"<generator>weblog</generator>",), ".ics": (PRODUCT.encode(),), ".txt": (IN_ROBOTS,)}
"""The endings of feeds, calendars and robots.txt, and what these have in them."""
