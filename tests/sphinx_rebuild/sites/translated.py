"""A site in German, made of English sources and catalogs of messages that Sphinx compiles."""

from __future__ import annotations

from ..builds import files_of

FILES = files_of(
    """
%% conf.py
project = "Pots"
copyright = "nobody"
extensions = ["ENGINE"]
language = "de"
locale_dirs = ["locales"]
gettext_compact = False
html_theme = "basic"

%% index.rst
Pots
====

.. toctree::

   kilns
   glazes

%% kilns.rst
Kilns
=====

Very hot.

%% glazes.rst
Glazes
======

Very shiny.

%% locales/de/LC_MESSAGES/kilns.po
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8"

msgid "Kilns"
msgstr "Brennöfen"

msgid "Very hot."
msgstr "Sehr heiß."

%% locales/de/LC_MESSAGES/glazes.po
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8"

msgid "Very shiny."
msgstr "Sehr glänzend."
"""
)

CATALOG = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\nmsgid "{}"\nmsgstr "{}"\n'
