"""A site with many of other people's extensions."""

from __future__ import annotations

from ..builds import files_of

FILES = files_of(
    """
%% conf.py
project = "Joined"
copyright = "nobody"
extensions = [
    "ENGINE",
    "notfound.extension",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinxext.opengraph",
    "sphinxext.rediraffe",
]
html_theme = "alabaster"
html_baseurl = "https://pots.example/"
ogp_site_url = "https://pots.example/"
rediraffe_redirects = {"old.rst": "cards.rst"}

%% index.rst
Joined
======

.. toctree::

   cards
   code

%% cards.rst
Cards
=====

.. grid:: 2

   .. grid-item-card:: A card

      Words of a card.

   .. grid-item-card:: Another card

      :bdg-primary:`badge`

.. dropdown:: More

   Words of a dropdown.

%% code.rst
Code
====

.. code-block:: python

   fire()

%% alone.rst
:orphan:

Alone
=====

Nobody leads here.
"""
)

WRITTEN_ANYWAY = frozenset({"_rediraffe_redirected.json", "_static/copybutton.js"})
"""Files that the extensions write by themselves, in each build."""
