"""A few documents, for any theme and any builder."""

from __future__ import annotations

from ..builds import files_of

FILES = files_of(
    """
%% conf.py
project = "Small"
copyright = "nobody"
extensions = ["ENGINE"]
html_theme = "basic"

%% index.rst
Small
=====

.. toctree::

   one
   two

%% one.rst
One
===

Words of one.

.. code-block:: python

   fire()

%% two.rst
Two
===

To :doc:`one`.
"""
)
