"""Templates stay compiled where the next build would compile them to the same."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.sandbox import SandboxedEnvironment

from sphinx_speedups.compiled_templates import key
from sphinx_speedups.patch import StaysOutError

from .docs import Docs

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx

FILTER = "def shout(text):\n    return text + {mark!r}\n"
SETTINGS = """\
import sys
sys.path.insert(0, {folder!r})
extensions = ["sphinx_speedups"]
templates_path = ["_templates"]
def setup(app):
    sys.modules.pop("made_filters", None)
    import made_filters
    filters = {{"shout": made_filters.shout}}
    app.connect("builder-inited", lambda app: app.builder.templates.environment.filters.update(filters))
"""
LAYOUT = '{% extends "!layout.html" %}{% block footer %}{{ "Hear"|shout }}{% endblock %}'


@pytest.fixture
def docs(tmp_path: Path) -> Docs:
    """A documentation without MyST."""
    return Docs(tmp_path, 'extensions = ["sphinx_speedups"]\n')


def compiled(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The templates that are compiled from here on."""
    made: list[object] = []
    compile_ = Environment.compile

    def noting(environment: Environment, source: Any, name: Any = None, *args: Any, **kwargs: Any) -> Any:
        made.append(name)
        return compile_(environment, source, name, *args, **kwargs)

    monkeypatch.setattr(Environment, "compile", noting)
    return made


def test_a_rebuild_compiles_no_template(docs: Docs, monkeypatch: pytest.MonkeyPatch) -> None:
    made = compiled(monkeypatch)
    docs.build()
    assert "page.html" in made
    made.clear()
    docs.write("other.rst", "Another\n=======\n")
    docs.build()
    assert [name for name in made if name] == []  # others are no files


def test_a_filter_that_changed_is_seen(docs: Docs) -> None:
    """Jinja calls it as it compiles, for what it is given stands in the template."""
    docs.write("_templates/layout.html", LAYOUT)
    docs.write("conf.py", SETTINGS.format(folder=str(docs.source)))
    for mark in ("!", "!!"):
        docs.write("made_filters.py", FILTER.format(mark=mark))
        docs.write("other.rst", f"Another\n=======\n\n{mark}\n")
        assert "stays out" not in docs.build(verbosity=1)
        assert f"Hear{mark}\n" in docs.contents()["other.html"].decode()


def test_a_filter_that_nobody_can_read_keeps_it_out(docs: Docs) -> None:
    def prepare(app: Sphinx) -> None:
        app.builder.templates.environment.filters["shout"] = partial(str.join, "!")

    told = docs.build(verbosity=1, prepare=prepare)
    assert "templates that stay compiled stays out: templates have a filter" in told
    assert not (docs.doctrees / "templates").exists()


def test_who_keeps_compiled_templates_otherwise_is_let_be(docs: Docs, tmp_path: Path) -> None:
    cache = FileSystemBytecodeCache(str(tmp_path))
    apps: list[Sphinx] = []

    def prepare(app: Sphinx) -> None:
        app.builder.templates.environment.bytecode_cache = cache
        apps.append(app)

    assert "templates that stay compiled stays out: somebody else makes" in docs.build(verbosity=1, prepare=prepare)
    assert apps[0].builder.templates.environment.bytecode_cache is cache


def test_environments_that_compile_alike_have_the_same_key() -> None:
    assert key(SandboxedEnvironment()) == key(SandboxedEnvironment())


@pytest.mark.parametrize(
    "other",
    [
        Environment(),
        SandboxedEnvironment(trim_blocks=True),
        SandboxedEnvironment(autoescape=True),
        SandboxedEnvironment(extensions=["jinja2.ext.do"]),
        SandboxedEnvironment(optimized=False),
    ],
)
def test_others_have_another(other: Environment) -> None:
    assert key(other) != key(SandboxedEnvironment())


def test_a_function_within_a_function_may_be_made_of_anything() -> None:
    def inner(text: str) -> str:
        return text + environment.newline_sequence

    environment = SandboxedEnvironment()
    environment.filters["inner"] = inner
    with pytest.raises(StaysOutError, match="plain function"):
        key(environment)
