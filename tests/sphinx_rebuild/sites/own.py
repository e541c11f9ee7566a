"""A site with a theme, an extension and a setup() of its own."""

from __future__ import annotations

import sphinx

from ..builds import files_of

HAS_STATIC_FOLDERS = sphinx.version_info >= (9, 1)
"""True once extensions can name a folder of static files."""

FILES = files_of(
    """
%% conf.py
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent / "tools"), str(Path(__file__).parent)]

import facts
import words

project = "Own"
copyright = "nobody"
extensions = ["ENGINE", "ours"]
exclude_patterns = ["tools"]
html_theme_path = ["themes"]
html_theme = "mine"
html_theme_options = {"greeting": "Hello"}


def setup(app):
    app.connect("html-page-context", lambda app, page, template, context, doctree: context.update(said=words.SAID))
    app.connect("source-read", lambda app, name, text: text.__setitem__(0, text[0].replace("FACT", facts.FACT)))

%% themes/mine/theme.conf
[theme]
inherit = basic
stylesheet = mine.css

[options]
greeting =
closing = Good bye

%% themes/mine/layout.html
{% extends "basic/layout.html" %}
{% block footer %}<p>A footer, {{ said }}. {{ theme_greeting }}. {{ theme_closing }}. {{ told }}.</p>{% endblock %}

%% themes/mine/static/mine.css
p { color: black }

%% words.py
SAID = "by conf.py"

%% tools/facts.py
FACT = "a fact"

%% tools/ours.py
from docutils import nodes
from docutils.parsers.rst import Directive

import helper


class Oven(Directive):
    def run(self):
        return [nodes.paragraph("", "An oven: " + helper.HEAT)]


def on_html_page_context(app, page, template, context, doctree):
    context["told"] = "told by ours"


def on_builder_inited(app):
    if hasattr(app, "add_static_dir"):
        app.add_static_dir(app.srcdir / "tools" / "assets")


def setup(app):
    app.add_directive("oven", Oven)
    app.connect("html-page-context", on_html_page_context)
    app.connect("builder-inited", on_builder_inited)
    app.add_css_file("ours.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}

%% tools/helper.py
HEAT = "hot"

%% tools/assets/ours.css
p { margin: 0 }

%% index.rst
Own
===

.. toctree::

   ovens

%% ovens.rst
Ovens
=====

.. oven::

With FACT.
"""
)
if not HAS_STATIC_FOLDERS:
    FILES["tools/ours.py"] = str(FILES["tools/ours.py"]).replace('    app.add_css_file("ours.css")\n', "")
