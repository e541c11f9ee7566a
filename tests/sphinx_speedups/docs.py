"""A small documentation to build in tests, which is no weblog: with MyST or without.

In: a folder. Out: what a build left and said. No fixture of other tests is needed.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import Any

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
BOTH = """\
extensions = ["sphinx_speedups", "myst_parser"]
source_suffix = {".rst": "restructuredtext", ".md": "markdown"}
"""
INDEX = "Words\n=====\n\n.. toctree::\n   :glob:\n\n   *\n"
OTHER = "Other words\n===========\n\nMore of *them*, and a list:\n\n- `index`\n- :doc:`index`\n"
PAGE = """\
# Page {number}

Some *words*, [](page-{other}.md) and a note[^1].

[^1]: The note.

```python
print({number})
```
"""


class Docs:
    """The source and output folders."""

    def __init__(self, folder: Path, settings: str = BOTH, pages: int = 3) -> None:
        self.source, self.out, self.doctrees = folder / "source", folder / "html", folder / "doctrees"
        self.write("conf.py", settings)
        self.write("index.rst", INDEX)
        self.write("other.rst", OTHER)
        if "myst_parser" in settings:
            for number in range(pages):
                self.write(f"page-{number}.md", PAGE.format(number=number, other=(number + 1) % pages))

    def write(self, path: str, text: str) -> None:
        """Writes a source file."""
        file = self.source / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def build(
        self,
        *,
        verbosity: int = 0,
        prepare: Callable[[Sphinx], None] = lambda app: None,
        parallel: int = 1,
        **settings: Any,
    ) -> str:
        """Builds it after `prepare`, which may connect handlers; gives what was told, warnings among it."""
        told = io.StringIO()
        with patch_docutils(self.source), docutils_namespace():
            app = Sphinx(
                srcdir=self.source,
                confdir=self.source,
                outdir=self.out,
                doctreedir=self.doctrees,
                buildername="html",
                confoverrides=settings,
                status=told,
                warning=told,
                verbosity=verbosity,
                parallel=parallel,
            )
            prepare(app)
            app.build()
        return COLOURS.sub("", told.getvalue())

    def contents(self) -> Mapping[str, bytes]:
        """Every file of the output but for the note on settings, in which extensions are listed."""
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes()
            for path in sorted(self.out.rglob("*"))
            if path.is_file() and path.name != ".buildinfo"
        }
