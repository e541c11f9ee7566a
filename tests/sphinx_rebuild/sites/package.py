"""The documentation of a Python package, made of its docstrings."""

from __future__ import annotations

from ..builds import files_of

FILES = files_of(
    '''
%% conf.py
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "src"))

project = "pots"
copyright = "nobody"
extensions = [
    "ENGINE",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
]
exclude_patterns = ["src"]
templates_path = ["_templates"]
html_theme = "alabaster"

%% _templates/autosummary/module.rst
{{ fullname | underline }}

.. automodule:: {{ fullname }}
   :members:

%% src/pots/__init__.py
"""Pots."""

%% src/pots/base.py
"""What all have in common."""


class Thing:
    """A thing."""

    def weigh(self):
        """Weigh it."""

%% src/pots/kilns.py
"""Kilns."""

from pots.base import Thing


class Kiln(Thing):
    """A kiln.

    Args:
        heat: degrees
    """

    def __init__(self, heat=900):
        self.heat = heat  # as it is

%% src/pots/glazes.py
"""Glazes."""


def mix(*parts):
    """Mix them."""

%% index.rst
pots
====

.. toctree::

   kilns
   summary

%% kilns.rst
Kilns
=====

.. automodule:: pots.kilns
   :members:
   :inherited-members:

.. autoclass:: pots.base.Thing
   :members:

%% summary.rst
Summary
=======

.. autosummary::
   :toctree: made

   pots.glazes

%% alone.rst
:orphan:

Alone
=====

Nobody leads here.
'''
)
