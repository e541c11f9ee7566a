"""Small weblogs to build in tests: real source files in a folder of their own, built by a real Sphinx.

In: a folder of roots laid over roots/base. Out: what a build left and said.
"""

from __future__ import annotations

import gettext
import io
import re
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.builders.html._assets import _file_checksum_inner
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace, patch_docutils

from ..asked_once import without_details
from ..compiled import keep_compiled
from ..parsing import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bs4 import BeautifulSoup

ROOTS = Path(__file__).parent / "roots"
THEMES = ["basic", "alabaster", "furo", "pydata_sphinx_theme", "shibuya", "sphinx_book_theme"]
"""Other people's themes, and sphinx_rtd_theme where its libraries are: not yet with Python 3.13."""
THEMES += ["sphinx_rtd_theme"] if find_spec("sphinx_rtd_theme") else []
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One build: its exit status, what it told, and its warnings as "file:line: WARNING: ..."."""

    status: int
    told: str
    warnings: list[str]


class Site:
    """The source and output folders of one small weblog."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "source"
        self.out = folder / "html"
        self.doctrees = folder / "doctrees"

    @classmethod
    def from_root(cls, folder: Path, name: str = "") -> Site:
        """The base, with roots/<name> laid over it."""
        site = cls(folder)
        shutil.copytree(ROOTS / "base", site.source)
        if name:
            shutil.copytree(ROOTS / name, site.source, dirs_exist_ok=True)
        return site

    def write(self, path: str, text: str) -> None:
        """Writes a source file."""
        file = self.source / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def post(
        self, path: str, title: str = "A post", argument: str = "", *options: str, body: str = "Some words."
    ) -> None:
        """Writes posts/<path>.md."""
        lines = [f"```{{post}} {argument}".rstrip(), *options, "```", "", f"# {title}" if title else "", "", body, ""]
        self.write(f"posts/{path}.md", "\n".join(lines))

    def build(
        self,
        *only: str,
        builder: str = "html",
        parallel: int = 1,
        look: Callable[[Sphinx], object] = lambda app: None,
        **overrides: Any,
    ) -> Result:
        """Builds the weblog, or only some of its pages by their files, as `sphinx-build -W --keep-going` does.

        `look` is shown the application when the site is built.
        """
        status, warning = io.StringIO(), io.StringIO()
        _file_checksum_inner.cache_clear()  # it keeps checksums for a whole process, which is one build elsewhere
        translators.clear()  # so does it with translations
        gettext._translations.clear()  # type: ignore[attr-defined]  # and so does Python, with their files
        with without_details(), patch_docutils(self.source), docutils_namespace():
            app = Sphinx(
                srcdir=self.source,
                confdir=self.source,
                outdir=self.out.with_name(builder),
                doctreedir=self.doctrees,
                buildername=builder,
                confoverrides=overrides,
                status=status,
                warning=warning,
                warningiserror=True,
                parallel=parallel,
            )
            keep_compiled(app)
            app.build(filenames=[self.source / file for file in only])
            look(app)
        said = COLOURS.sub("", warning.getvalue()).replace(f"{self.source}/", "")
        warnings = [line for line in said.splitlines() if line.strip()]
        return Result(status=app.statuscode, told=COLOURS.sub("", status.getvalue()), warnings=warnings)

    def page(self, name: str) -> BeautifulSoup:
        """A page of the output, parsed as a browser would."""
        return parse(self.out / f"{name}.html")

    def exists(self, path: str) -> bool:
        """True if the output has a file."""
        return (self.out / path).exists()

    def contents(self, builder: str = "html") -> Mapping[str, bytes]:
        """Every file of the output."""
        out = self.out.with_name(builder)
        return {
            path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()
        }
