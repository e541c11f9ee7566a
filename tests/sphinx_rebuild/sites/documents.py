"""Plain documents: all that Sphinx itself offers, on the simplest theme."""

from __future__ import annotations

from ..builds import files_of

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"><rect width="{0}" height="{0}"/></svg>\n'

FILES = files_of(
    """
%% conf.py
project = "Pots"
copyright = "nobody"
extensions = ["ENGINE", "sphinx.ext.todo", "sphinx.ext.mathjax"]
exclude_patterns = ["parts"]
numfig = True
todo_include_todos = True
todo_link_only = True
rst_epilog = ".. |maker| replace:: Ada"
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = ["mine.css"]
html_extra_path = ["extra"]
html_favicon = "icon.svg"
html_logo = "logo.svg"
templates_path = ["_templates"]
html_sidebars = {"**": ["localtoc.html", "relations.html", "mine.html"]}

%% _static/mine.css
p { color: black }

%% _static/other.txt
Words.

%% _templates/mine.html
<p>A sidebar of {{ project }}.</p>

%% extra/robots.txt
User-agent: *

%% extra/old/page.txt
An old page.

%% index.rst
Pots
====

By |maker|.

.. toctree::
   :numbered:

   book/index
   figures
   glossary
   notes
   parts-of
   todos

%% book/index.rst
The book
========

.. toctree::

   chapter
   glazing

%% book/glazing.rst
Glazing
=======

Words on glazing.

%% book/chapter.rst
A chapter
=========

.. toctree::

   page

%% book/page.rst
.. _the-page:

A page
======

A :term:`kiln` as in :numref:`the-figure`, :eq:`heat` and [Ada01]_, by |maker|.

.. index:: single: firing; of pots

.. _how-to-fire:

Firing
------

Words of the page.

.. todo:: Fire it.

Cooling
-------

More words.

%% figures.rst
Figures
=======

.. _the-figure:

.. figure:: pot.svg
   :alt: a pot

   A pot

.. table:: A table
   :name: the-table

   ==== ====
   Clay 900
   Ash  1200
   ==== ====

.. code-block:: python
   :caption: A listing
   :name: the-listing

   fire()

%% glossary.rst
Glossary
========

.. glossary::

   kiln
      An oven.

   glaze
      Glass on a pot.

%% notes.rst
Notes
=====

A footnote [#one]_, and :ref:`how-to-fire`, and :doc:`book/page`, and :numref:`the-table`.

.. math:: h = mc
   :label: heat

.. [#one] The footnote.
.. [Ada01] Ada. *Pots*. 2001.

%% parts-of.rst
Parts
=====

.. include:: parts/shared.txt

.. literalinclude:: parts/fire.py

:download:`A form <parts/form.txt>`

.. image:: pot.svg

.. only:: draft

   Words of a draft.

.. only:: html

   Words for a browser.

%% parts/shared.txt
Shared words.

%% parts/fire.py
print("fire")

%% parts/form.txt
A form.

%% todos.rst
To do
=====

.. todolist::

%% alone.rst
:orphan:

Alone
=====

Nobody leads here.
"""
) | {"pot.svg": PICTURE.format(1), "icon.svg": PICTURE.format(2), "logo.svg": PICTURE.format(3)}
