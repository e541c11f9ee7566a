"""Templates that are compiled once for all builds of the tests: a third of a small build's time goes into that.

Owns: where they are kept. Must not: be there in builds by which nothing but Sphinx itself is tested. In: an application
that is about to build. Out: Jinja's own cache in it, which goes by the texts of templates.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache
from sphinx.jinja2glue import BuiltinTemplateLoader

from sphinx_speedups.compiled_templates import key
from sphinx_speedups.patch import StaysOutError

if TYPE_CHECKING:
    from types import CodeType

    from jinja2 import BytecodeCache, Environment
    from sphinx.application import Sphinx


@cache
def folder() -> TemporaryDirectory[str]:
    """Where they are, for as long as this process lives."""
    return TemporaryDirectory(prefix="templates-")


def keep_compiled(app: Sphinx) -> None:
    """Has an application take compiled templates from other builds, whose environments compile to the same."""
    templates = getattr(app.builder, "templates", None)
    if isinstance(templates, BuiltinTemplateLoader):
        with suppress(StaysOutError):
            place = Path(folder().name, key(templates.environment))
            place.mkdir(parents=True, exist_ok=True)
            templates.environment.bytecode_cache = FileSystemBytecodeCache(str(place))
            keep_texts(templates.environment, templates.environment.bytecode_cache)


def keep_texts(environment: Environment, kept: BytecodeCache) -> None:
    """Has an environment keep what it compiles of texts, too, as those of static files are: Jinja keeps files alone."""
    compile_anew = environment.compile

    def compile_once(source: str, name: str | None = None, filename: str | None = None) -> CodeType:
        if name or filename:
            return compile_anew(source, name, filename)
        bucket = kept.get_bucket(environment, source, None, source)
        if bucket.code is None:
            bucket.code = compile_anew(source)
            kept.set_bucket(bucket)
        return bucket.code

    environment.compile = compile_once  # type: ignore[assignment, method-assign]
