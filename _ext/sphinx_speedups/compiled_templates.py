"""Jinja's templates, kept in compiled form from one build to the next.

Owns: where they are kept, and for which environment of Jinja they are good. Must not: compile anything itself. In: a
build of pages. Out: the same pages. The compiled form lies in the folder of the doctrees.

Jinja knows a compiled template by its text alone. What it is made of is more: the environment's settings, and the
filters and tests, for Jinja calls them as it compiles where all that they are given stands in the template.

Saves 5.7 % of a one-word edit of 1,000 posts (user seconds; 2.9 % of its instructions), nothing of a first build.
"""

from __future__ import annotations

import hashlib
import sys
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from types import BuiltinFunctionType, FunctionType
from typing import TYPE_CHECKING

import jinja2
import sphinx
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from sphinx.jinja2glue import BuiltinTemplateLoader

from .patch import Patch, StaysOutError, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment
    from sphinx.application import Sphinx

SETTINGS = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline"),
    *("optimized", "undefined", "finalize", "autoescape", "sandboxed", "is_async", "newstyle_gettext", "policies"),
)
"""What of an environment decides on the form of a compiled template, and can be written down."""
OWN = ("jinja2.", "sphinx.")
"""Packages whose functions are known by the version."""


@contextmanager
def apply(app: Sphinx, /) -> Iterator[None]:
    """Gives the environment of Jinja a cache, if this builder has one."""
    templates = getattr(app.builder, "templates", None)
    if templates is None:
        yield
        return
    if type(templates) is not BuiltinTemplateLoader or templates.environment.bytecode_cache is not None:
        raise StaysOutError("somebody else makes templates")
    folder = Path(app.doctreedir, "templates")
    current = folder / key(templates.environment)
    for former in folder.glob("*"):
        if former != current:
            rmtree(former)
    current.mkdir(parents=True, exist_ok=True)
    cache: BytecodeCache = FileSystemBytecodeCache(str(current))
    with replaced(templates.environment, "bytecode_cache", cache):
        yield


def key(environment: Environment, /) -> str:
    """The same for environments that compile a template to the same form.

    :raises StaysOutError: if that can't be known.
    """
    settings = {name: getattr(environment, name, None) for name in SETTINGS}
    functions = {
        **{f"filter {name}": function for name, function in environment.filters.items()},
        **{f"test {name}": function for name, function in environment.tests.items()},
        **{f"extension {name}": type(extension) for name, extension in environment.extensions.items()},
        **{name: value for name, value in settings.items() if callable(value)},
        "environment": type(environment),
        "generator": environment.code_generator_class,
    }
    parts = [
        (sys.version, jinja2.__version__, sphinx.__display_version__),
        sorted((name, value) for name, value in settings.items() if not callable(value)),
        sorted(
            (name, function.__module__, getattr(function, "__qualname__", "")) for name, function in functions.items()
        ),
        sorted({(function.__module__, _text_behind(function)) for function in functions.values()}),
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _text_behind(function: object) -> str:
    """The digest of the text of the module that a function or class is of; "" where versions tell as much.

    :raises StaysOutError: if that isn't all that it is made of.
    """
    module = str(getattr(function, "__module__", None))
    if isinstance(function, BuiltinFunctionType) or module == "builtins" or f"{module}.".startswith(OWN):
        return ""
    if not isinstance(function, FunctionType | type) or getattr(function, "__closure__", None):
        raise StaysOutError(f"templates have a filter of {module} that isn't a plain function")
    try:
        return hashlib.sha256(Path(str(sys.modules[module].__file__)).read_bytes()).hexdigest()
    except (AttributeError, KeyError, OSError) as error:  # of conf.py, say
        raise StaysOutError(f"templates have a filter of {module}, whose text can't be read") from error


PATCH = Patch(name="templates that stay compiled", known={}, apply=apply)
