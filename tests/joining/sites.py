"""Small sites, each in the shape of a real one.

A line "%% path" stands before each file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site that has ablog."""

    text: str
    builder: str = "html"

    @property
    def files(self) -> dict[str, str]:
        """Path -> contents."""
        parts = re.split(r"^%% (.+)\n", self.text, flags=re.MULTILINE)[1:]
        return {path: body.strip("\n") + "\n" for path, body in zip(parts[::2], parts[1::2], strict=True)}


SITES = {
    "placeholder": Site(
        text="""
%% conf.py
project = "Garden notes"
copyright = "Ada Example"
author = "Ada Example"
extensions = ["myst_parser", "ablog"]
exclude_patterns = ["_build"]
html_theme = "pydata_sphinx_theme"
fontawesome_included = True
blog_title = "Garden notes"
blog_baseurl = "https://garden.example.org"
blog_path = "blog"
blog_post_pattern = "blog/*/*"
blog_feed_fulltext = True
post_auto_excerpt = 2
html_sidebars = {
    "blog": ["ablog/categories.html", "ablog/tagcloud.html", "ablog/archives.html"],
    "blog/**": ["ablog/postcard.html", "ablog/recentposts.html", "ablog/archives.html"],
}

%% index.md
# Garden

```{toctree}
about
blog
```

```{postlist} 3
:date: "%Y-%m-%d"
:format: "{date} {title}"
```

%% blog.md
# Blog

%% about.md
# About

Nobody in particular.

%% blog/2021/peas.md
---
blogpost: true
date: 2021-04-02
author: Ada Example
tags: seeds, spring
category: Vegetables
---

# Peas at last

They came up in *nine* days. See [beans](../2022/beans.md).

The second paragraph tells how deep.

The third one is left out.

%% blog/2022/beans.md
---
date: 2022-05-03
tags: seeds
category: Vegetables
location: Balcony
language: English
---

# Beans on strings

- first they climb
- then they flower

Strings hold.

%% blog/2022/frost.md
---
date: 2022-01-15
title: Frost
redirect: old/frost
---

Nothing grows at all.

## Later

It thaws.
"""
    ),
    "dirhtml": Site(
        builder="dirhtml",
        text="""
%% conf.py
project = "Tide tables"
copyright = "Bo Sample"
extensions = ["ablog", "sphinx_sitemap", "sphinxext.rediraffe", "sphinx_copybutton"]
html_theme = "alabaster"
html_baseurl = blog_baseurl = "https://tides.example.org/"
blog_title = "Tide tables"
blog_authors = {"bo": ("Bo Sample", "https://bo.example.org"), "ada": ("Ada Example", None)}
blog_default_author = "bo"
blog_feed_archives = True
blog_feed_length = 2
sitemap_url_scheme = "{link}"
rediraffe_redirects = {"old.rst": "posts/neap.rst"}
html_sidebars = {"**": ["about.html", "ablog/postcard.html", "ablog/authors.html", "ablog/recentposts.html"]}

%% index.rst
Tides
=====

.. toctree::

   about

.. postlist::
   :list-style: circle
   :excerpts:

%% about.rst
About
=====

See :ref:`tag-moon`, :ref:`author-bo-sample`, :ref:`blog-posts` and :ref:`neap`.

%% posts/neap.rst
.. post:: 2 Mar, 2020
   :tags: moon, sun
   :author: bo, ada
   :category: Science

Neap
====

A *neap* tide is a low one.

Twice a month.

%% posts/spring.rst
.. post:: Mar 9, 2020
   :tags: moon
   :excerpt: 2

Spring
======

It has nothing to do with the season.

.. note:: A note in between.

It springs up.

%% posts/ebb.rst
.. post:: Mar 9, 2020
   :tags: moon

Ebb
===

It came on the same day as another post.

%% posts/storm.rst
.. post:: 2020-11-01
   :nocomments:
   :exclude:

   Words for lists alone.

Storm
=====

Wind adds to it.

.. update:: 3 Nov, 2020

   It is over.
""",
    ),
    "hooks": Site(
        text="""
%% conf.py
project = "Kettles"
copyright = "Cy Test"
extensions = ["ablog"]
html_theme = "basic"
templates_path = ["_templates"]
blog_baseurl = "https://kettles.example.org"
blog_path = "blog"

def show_banner(app, pagename, templatename, context, doctree):
    posts = app.env.ablog_posts
    if pagename in posts:
        context["body"] += f"<p>Post number {sorted(posts).index(pagename) + 1} of {len(posts)}</p>"

def setup(app):
    app.connect("html-page-context", show_banner)

%% _templates/ablog/collection.html
{%- extends "layout.html" %}
{%- block body %}
<h1>Kettle words: {{ title }}</h1>
{%- for post in collection %}
<p class="own">{{ post.title }} of {{ post.date.strftime("%d.%m.%Y") }}</p>
{%- endfor %}
{%- endblock %}

%% index.rst
Kettles
=======

.. toctree::

   blog

%% blog.rst
All about kettles
=================

%% blog/copper.rst
.. post:: 2023-02-01
   :tags: copper

Copper
======

It shines.

%% blog/iron.rst
.. post:: 2023-03-01
   :tags: iron

Iron
====

It rusts.
"""
    ),
    "several": Site(
        text="""
%% conf.py
project = "Log"
copyright = "Dee Trial"
extensions = ["ablog"]
html_theme = "alabaster"
blog_baseurl = "https://log.example.org"
post_always_section = True
html_sidebars = {"**": ["about.html", "ablog/postcard.html"]}

%% index.rst
Log
===

.. toctree::

   2020
   single

%% 2020.rst
The year 2020
=============

Monday
------

.. post:: 2020-01-06
   :tags: days

   :ref:`tuesday` follows.

Words of Monday.

.. _tuesday:

Tuesday
-------

.. post:: 2020-01-07
   :tags: days
   :title: Tuesday, of all days

Words of Tuesday.

%% single.rst
Single
======

.. post:: 2020-02-01
   :image: 1

.. image:: dot.gif

A post alone.

%% dot.gif
GIF89a
"""
    ),
    "notebooks": Site(
        text="""
%% conf.py
project = "Notebooks"
copyright = "Eve Check"
extensions = ["myst_nb", "ablog"]
html_theme = "sphinx_book_theme"
nb_execution_mode = "off"
blog_baseurl = "https://books.example.org/sub"
blog_post_pattern = ["posts/*.ipynb", "posts/*.md"]

%% index.md
# Books

```{toctree}
posts/first
posts/second
```

%% posts/first.ipynb
{"cells": [{"cell_type": "markdown", "metadata": {}, "source": ["# First book\\n", "\\n", "Words of it."], "id": "a"}],
 "metadata": {"date": "2021-01-01", "tags": "one, two",
  "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
 "nbformat": 4, "nbformat_minor": 5}

%% posts/second.md
---
date: "2021-02-01"
author: Eve Check
---

# Second book

Its words.
"""
    ),
}
