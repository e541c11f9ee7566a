"""Files in the output that no document and no contributor has made: redirects, pages of extensions and the like.

Owns: that such a file goes when its extension makes it no more. Must not: touch what was there before a build. In: the
output folder before and after a build. Out: paths for the next build; a folder without former ones.

Nobody tells the engine of files that aren't pages. One that has come when documents were written was made by an
extension. When a setting is another, or what documents give to other pages, they are taken away before anybody writes,
and those that don't come again are gone. So are the indices and the pages of extensions: whoever has their address by
now finds it free.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.html import INVENTORY_FILENAME

from .files import files_below, put_aside, put_back

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .outputs import Outputs
    from .record import Record

OWN_FOLDERS = ("_static/", "_images/", "_downloads/", "_sources/")


class ForeignFiles:
    """The files of one build that nobody claims."""

    def __init__(self, outputs: Outputs, last: Record, now: Record, /) -> None:
        self.outputs, self.last, self.now = outputs, last, now
        self.is_looking = False
        self.before: set[str] = set()
        self.sources: set[str] = set()
        self.aside: dict[Path, Path] = {}

    def begin(self, *, has_same_settings: bool) -> None:
        """Takes the former ones away. What is a page of the engine's by now stays, and so does a published source."""
        self.is_looking = True
        if has_same_settings:
            srcdir = self.outputs.app.srcdir
            self.sources = {path for path in self.last["foreign_files"] if (srcdir / path).is_file()}
        pages = {name for names in self.last["collected"].values() for name in names} - self.now["pages"].keys()
        paths = {*self.last["foreign_files"], *map(self.outputs.path_of, pages)} - self.sources
        self.aside = put_aside(self.outputs.outdir / path for path in sorted(paths))

    def documents_written(self) -> None:
        """Looks at what there is. What came with a page of a document is left alone, as that page may be."""
        if self.is_looking:
            self.before = set(files_below(self.outputs.outdir))

    def finish(self, pagenames: Iterable[str], /) -> None:
        """Notes those that have come; the former ones that haven't are gone. `pagenames` are all pages."""
        if not self.is_looking:
            self.now["foreign_files"] = self.last["foreign_files"]
            return
        put_back(self.aside, self.outputs.outdir)
        self.aside = {}
        own = {*map(self.outputs.path_of, pagenames), *self.now["copied"], *self.now["files"], *self.now["extra"]}
        own |= {INVENTORY_FILENAME, ".buildinfo"}
        if self.outputs.html:
            own.add(self.outputs.html.searchindex_filename)
        there = set(files_below(self.outputs.outdir))
        found = (there - self.before | there & self.sources) - own
        self.now["foreign_files"] = sorted(path for path in found if not path.startswith(OWN_FOLDERS))

    def close(self) -> None:
        """Puts everything back that this build has left away, since it has failed."""
        for file, last in self.aside.items():
            last.replace(file)
