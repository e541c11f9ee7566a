"""Names that documents lend each other: labels, headings as labels, objects, terms, another site's inventory."""

from __future__ import annotations

import zlib

from ..builds import files_of


def inventory(name: str) -> bytes:
    """An objects.inv of another site, which has one label, with a name."""
    head = b"# Sphinx inventory version 2\n# Project: other\n# Version: 1\n# The remainder is compressed using zlib.\n"
    return head + zlib.compress(f"clay std:label -1 clay.html#$ {name}\n".encode())


FILES = files_of(
    """
%% conf.py
project = "Names"
copyright = "nobody"
extensions = ["ENGINE", "sphinx.ext.autosectionlabel", "sphinx.ext.intersphinx"]
autosectionlabel_maxdepth = 2
intersphinx_mapping = {"other": ("https://other.example/", "other.inv")}
html_theme = "basic"

%% index.rst
Names index
===========

.. toctree::

   one
   two
   referring

%% one.rst
One
===

.. _place:

Questions
---------

.. py:function:: fire()

%% two.rst
Two
===

Answers
-------

.. glossary::

   kiln
      An oven.

.. option:: --hot

%% referring.rst
Referring
=========

To :ref:`place`, :ref:`Questions`, :py:func:`fire`, :term:`kiln`, :option:`--hot`, :doc:`two`, :ref:`clay`.

%% alone.rst
:orphan:

Alone
=====

Nobody leads here.
"""
) | {"other.inv": inventory("Clay")}
