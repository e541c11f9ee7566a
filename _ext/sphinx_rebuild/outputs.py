"""The files of a build: where they are, whose they are, and which of them go.

Owns: the paths of pages, the names of images, what is removed. Must not: decide what is written. In: the builder, and
the records of the last build and of this one. Out: paths, and an output folder without leftovers.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from .files import Writer

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .record import Record


class Outputs:
    """The files of one build."""

    def __init__(self, app: Sphinx, html: StandaloneHTMLBuilder | None, /) -> None:
        self.app = app
        self.html = html
        self.outdir = Path(app.outdir)
        self.writer = Writer(self.outdir)
        """Claims the paths of files that contributors make."""
        self._is_plain = html is not None and type(html).get_output_path is StandaloneHTMLBuilder.get_output_path

    def file_of(self, pagename: str, /) -> Path:
        """The file of a page."""
        return Path(self.html.get_output_path(pagename)) if self.html else self.outdir / pagename

    def path_of(self, pagename: str, /) -> str:
        """The same, relative to the output folder; asked for all pages, so without a Path."""
        if self.html and self._is_plain:
            return f"{pagename}{self.html.out_suffix}"
        return self.file_of(pagename).relative_to(self.outdir).as_posix()

    def has_page(self, pagename: str, /) -> bool:
        """True if the file of a page is there."""
        return self.has_file(self.path_of(pagename))

    def has_file(self, path: str, /) -> bool:
        """True if a file is there, given relative to the output folder; asked for very many."""
        return os.path.isfile(f"{self.app.outdir}/{path}")  # noqa: PTH113

    def name_images(self) -> None:
        """Names images of one file name (slide.png, slide1.png) by their paths, and not by which was read first."""
        env = self.app.env
        known = env.images
        env.images = type(known)()
        for path in sorted(known):
            for docname in sorted(known[path][0]):
                env.images.add_file(docname, path)

    def has_all_beside_documents(self, last: Record, /) -> bool:
        """True if what the last build made beside the documents' pages is there: asked where nothing else changed."""
        pages = (name for name in last["pages"] if name not in self.app.env.all_docs)
        return all(map(self.has_page, pages)) and all(map(self.has_file, (*last["files"], *last["extra"])))

    def documents_lacking(self, last: Record, /) -> set[str]:
        """The documents whose page, an image, a download or the source is no longer in the output."""
        found = {name for name in self.app.env.found_docs if not self.has_page(name)}
        of_documents = set(last["copied"]).difference(last["files"])
        missing = {path for path in of_documents if not self.has_file(path)}
        if missing:
            found |= {name for path, names in self._of_documents().items() if path in missing for name in names}
        return found

    def is_current(self, path: str, digest: str, last: Record, /) -> bool:
        """True if a generated file is there, and was made of what has this digest."""
        return self.has_file(path) and last["files"].get(path) == digest

    def copied(self) -> list[str]:
        """All files beside pages that there are to be."""
        of_documents = [path for path in self._of_documents() if self.has_file(path)]
        return sorted({*self.writer.paths, *of_documents})  # a builder doesn't copy all images

    def remove_former_pages(self, last: Record, now: Record, /) -> list[str]:
        """Removes the pages that the last build made, and this one has no use for; gives their names."""
        gone = [name for name in last["pages"] if name not in now["pages"]]
        current = set(map(self.path_of, now["pages"])) if gone else set()  # of which two names may have one
        Writer(self.outdir).remove(set(map(self.path_of, gone)) - current)
        return gone

    def remove_former_files(self, last: Record, now: Record, /) -> None:
        """Removes the files beside pages that the last build made, and this one has no use for."""
        current = {*now["copied"], *now["extra"]}
        Writer(self.outdir).remove(path for path in last["copied"] if path not in current)

    def _of_documents(self) -> dict[str, set[str]]:
        """Images, downloads and sources in the output -> the documents that they belong to."""
        env, config = self.app.env, self.app.config
        found: dict[str, set[str]] = {}
        if not self.html:
            return found
        for users, file in env.images.values():
            found[f"{self.html.imagedir}/{file}"] = users
        for users, download in env.dlfiles.values():
            found[f"_downloads/{download}"] = users
        if self.html.copysource and config.html_copy_source:
            suffix = config.html_sourcelink_suffix
            for name in env.found_docs:
                source = Path(env.doc2path(name, base=False)).as_posix()
                ending = source.removeprefix(name)
                found[f"_sources/{source}{'' if ending == suffix else suffix}"] = {name}
        return found
