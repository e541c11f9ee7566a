"""Settings of any kind count by what is in them, wherever they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .builds import Site, assert_same, files_of

if TYPE_CHECKING:
    from pathlib import Path

SITE = files_of(
    """
%% conf.py
import sys
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).parent))
import helpers

extensions = ["ENGINE"]
html_theme = "basic"
templates_path = ["_templates"]
html_context = {"shown": VALUE}
suppress_warnings = ["config.cache"]

%% helpers.py
class Pot:
    def __init__(self, **values):
        vars(self).update(values)


class Slim:
    __slots__ = ("word",)

    def __init__(self, word):
        self.word = word

    def told(self):
        return self.word


def same(word):
    return word


def told():
    return "first"

%% _templates/layout.html
{% extends "!layout.html" %}
{% block footer %}
{% set found = shown() if shown is callable else shown.word or shown %}
<p>{{ found.word or found }}</p>
{% endblock %}

%% index.rst
Top
===
"""
)
VALUES = {
    "a date": "date(2026, 1, len('first'))",
    "an object of Python's": 'SimpleNamespace(word="first")',
    "an object within another": 'SimpleNamespace(word=helpers.Pot(word="first"))',
    "an object with slots": 'helpers.Slim("first")',
    "a function on the spot": 'lambda: "first"',
    "a function that keeps a value": '(lambda word: lambda: word)("first")',
    "a function with a value": 'partial(helpers.same, "first")',
    "a method": 'helpers.Slim("first").told',
    "a helper's function": "helpers.told",
}
"""Values of html_context in which "first" becomes "second"."""


@pytest.mark.parametrize("value", VALUES)
def test_pages_show_what_is_in_a_setting(value: str, tmp_path: Path) -> None:
    site, clean = Site(tmp_path / "incremental"), Site(tmp_path / "clean")
    before = {**SITE, "conf.py": str(SITE["conf.py"]).replace("VALUE", VALUES[value])}
    after = {path: str(text).replace("first", "second") for path, text in before.items()}
    site.write(before)
    clean.write(after)

    underway = clean.start()
    first = site.build()
    again = site.build()
    site.write(after)
    result = site.build()

    assert first.outcome == (0, ())
    assert again.written == frozenset()
    assert_same(result, underway.wait())
