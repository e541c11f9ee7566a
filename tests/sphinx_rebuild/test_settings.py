"""Settings of any kind count by what is in them, wherever they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .builds import assert_same, files_of
from .sites import small

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .builds import Contents, Site
    from .conftest import CleanBuilds

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
html_context = {"shown": SHOWN}
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
{% for name, value in shown.items() %}
{% set found = value() if value is callable else value.word or value %}
<p>{{ name }}: {{ found.word or found }}.</p>
{% endfor %}
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


def with_values(values: Mapping[str, str]) -> dict[str, Contents]:
    """The site whose pages show some values."""
    shown = ", ".join(f"{name!r}: {value}" for name, value in values.items())
    return {**SITE, "conf.py": str(SITE["conf.py"]).replace("SHOWN", f"{{{shown}}}")}


def test_pages_show_what_is_in_a_setting(site: Site, clean: CleanBuilds) -> None:
    # given a site that shows values of all kinds, of which none changes by itself
    values = dict(VALUES)
    site.write(with_values(values))
    first = site.build()
    again = site.build()
    assert first.outcome == (0, ())
    assert again.written == frozenset()

    for name in VALUES:
        # when one changes after the other
        values[name] = VALUES[name].replace("first", "second")
        helpers = str(SITE["helpers.py"]).replace("first", "second" if name == "a helper's function" else "first")
        site.write({**with_values(values), "helpers.py": helpers})
        result = site.build()

        # then pages show it
        shown = "2026-01-06" if name == "a date" else "second"
        assert f"<p>{name}: {shown}.</p>" in result.files["index.html"].decode(), name
    assert_same(result, clean.start({**with_values(values), "helpers.py": helpers})())


def test_pages_show_what_is_in_a_class_of_conf(site: Site) -> None:
    """A class is no value that says what is in it, so the text of conf.py counts."""
    conf = str(with_values({"a class": "Jar"})["conf.py"]).replace(
        "html_context", 'class Jar:\n    word = "first"\n\n\nhtml_context'
    )
    site.write({**SITE, "conf.py": conf})
    assert b"<p>a class: first.</p>" in site.build().files["index.html"]

    site.write({"conf.py": conf.replace("first", "second")})

    assert b"<p>a class: second.</p>" in site.build().files["index.html"]


def test_a_setting_may_hold_what_cannot_be_copied(site: Site) -> None:
    site.write(with_values({"a module": "sys"}))

    first, again = site.build(), site.build()

    assert first.outcome == again.outcome == (0, ())
    assert again.written == frozenset()


def test_code_in_settings_may_be_in_another_encoding(site: Site) -> None:
    conf = f"# -*- coding: latin-1 -*-\n{small.FILES['conf.py']!s}\n\ndef setup(app):\n    pass  # caf\xe9\n"
    site.write({**small.FILES, "conf.py": conf.encode("latin-1")})

    assert site.build().outcome == (0, ())
