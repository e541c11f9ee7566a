"""How a book (EPUB) is written: Sphinx's own builder, but so that it is a valid one, and the same in each build.

Owns: what hangs on the builder's instance. Must not: know what the book is about. In: Sphinx's calls, contributors.
Out: one file that hangs on the sources alone, all of it made anew in each build: it is one file anyway.

Sphinx packs all that is in the output folder, at the time of the clock; its package file doesn't say which pages have
formulas or drawings in them; links lead to pages that no book has; a page doesn't say its language.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from babel import Locale, UnknownLocaleError
from sphinx.locale import _

from .book_files import (
    DATE,
    PACKAGE,
    BookPage,
    allowed_in_books,
    complete_package,
    date_of,
    files_of_sheet,
    packed,
    shut,
)
from .contributor import Chapter
from .files import files_below, write_if_different
from .messages import PAGE
from .writing import DocumentWriting
from .xhtml import as_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence, Set

    from sphinx.builders.epub3 import Epub3Builder

    from .session import Session

REPLACED = (
    *("get_outdated_docs", "write_documents", "handle_page", "handle_finish", "toc_add_files", "make_id"),
    *("content_metadata", "build_content", "toc_metadata", "build_epub"),
)
"""The builder's methods in whose place ours stand."""
MEDIA_TYPES = {".woff2": "font/woff2", ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".mp4": "video/mp4"}
"""What Sphinx doesn't know."""
FIRST_FILES = ("mimetype", "META-INF/container.xml", PACKAGE, "toc.ncx")
EPOCH = "SOURCE_DATE_EPOCH"
"""The variable that tells a moment to be used in the place of the clock's: reproducible-builds.org/specs."""


def _direction(language: str) -> str:
    try:
        return Locale.parse(language.replace("-", "_")).text_direction
    except (ValueError, UnknownLocaleError):
        return "ltr"


class BookWriting:
    """The writing of one book. Its methods take the place of the builder's, on that builder alone."""

    moment: datetime
    is_of_clock: bool

    def __init__(self, builder: Epub3Builder, session: Session, /) -> None:
        self.builder, self.session, self.env = builder, session, session.env
        self.outdir = Path(builder.outdir)
        self.original: dict[str, Callable[..., Any]] = {name: getattr(builder, name) for name in REPLACED}
        self.writing = DocumentWriting(builder, session)
        self.beside: set[str] = set()
        """The pages beside documents."""
        self.pages: dict[str, BookPage] = {}
        """What is in the book's pages, by their paths."""
        for name in REPLACED:
            setattr(builder, name, getattr(self, name))
        language = builder.config.epub_language or ""
        self.direction = _direction(language)
        tag = escape(language.replace("_", "-"))
        direction = ' dir="rtl"' if self.direction == "rtl" else ""
        builder.html_tag = f'{builder.html_tag.removesuffix(">")} lang="{tag}" xml:lang="{tag}"{direction}>'
        builder.guide_titles = {"toc": _("Contents"), "cover": builder.guide_titles["cover"]}
        builder.media_types = builder.media_types | MEDIA_TYPES

    @property
    def documents(self) -> set[str]:
        """The documents that the book has."""
        return self.env.found_docs.difference(*(found.left_out_of_book() for found in self.session.contributors))

    def path_of(self, pagename: str) -> str:
        """The path of a page in the book."""
        return f"{pagename}{self.builder.out_suffix}"

    # Pages

    def get_outdated_docs(self) -> str:
        """All documents."""
        return "all documents"

    def write_documents(self, docnames: Set[str]) -> None:
        """Writes the documents that the book has."""
        self.writing.write_documents(docnames & self.documents)

    def handle_page(self, pagename: str, context: dict[str, Any], *arguments: Any, **named: Any) -> None:
        """Takes note of a page; goes without an index in which there is nothing."""
        if context.get("genindexentries") == []:
            self.builder.use_index = False
            return
        self.beside.add(pagename)
        self.original["handle_page"](pagename, context, *arguments, **named)
        if self.pages:  # a cover, which Sphinx writes when it packs all others
            self._close_pages([self.path_of(pagename)])

    def handle_finish(self) -> None:
        """Writes the pages beside documents, closes all of them, and packs them."""
        for contributor in self.session.contributors:
            for page in contributor.book_pages():
                with self.session.message_log.during(PAGE, page.pagename):
                    self.builder.handle_page(page.pagename, {"title": page.title_as_html, **page.facts}, page.template)
        self._close_pages(map(self.path_of, self.documents | self.beside))
        self.original["handle_finish"]()

    def _close_pages(self, paths: Iterable[str]) -> None:
        """Has pages be XML, and lead nowhere but to pages of the book and to other sites."""
        files = {path: self.outdir / path for path in sorted(paths)}
        texts = {path: as_xml(file.read_text("utf-8")) for path, file in files.items() if file.is_file()}
        ids = {path: frozenset[str]() for path in self._files_of_author()}
        ids |= {path: page.ids for path, page in self.pages.items()}
        ids |= {path: BookPage.of(text, path).ids for path, text in texts.items()}
        for path, text in texts.items():
            page = shut(text, path, ids, lambda file: (self.outdir / file).is_file())
            self.pages[path] = BookPage.of(page, path)
            write_if_different(files[path], page.encode())

    def _files_of_author(self) -> list[str]:
        """The pages that conf.py puts before and behind the others."""
        config = self.builder.config
        return [str(path) for path, _ in (*config.epub_pre_files, *config.epub_post_files)]

    # Contents

    def toc_add_files(self, refnodes: list[dict[str, Any]]) -> None:
        """Has contributors arrange the table of contents, between the files that conf.py puts before and behind it."""
        config, ending = self.builder.config, self.builder.out_suffix
        own = len(refnodes)
        self.original["toc_add_files"](refnodes)
        start = len(config.epub_pre_files)
        found: Sequence[Chapter] = [_chapter(node, ending) for node in refnodes[start : start + own + 1]]
        for contributor in self.session.contributors:
            found = contributor.book_contents(found)
        refnodes[start : start + own + 1] = self._entries(found)

    def _entries(self, chapters: Iterable[Chapter]) -> Iterable[dict[str, Any]]:
        """The chapters that there are; those below one that isn't there take its place."""
        level, gone = 0, list[int]()
        for chapter in chapters:
            while gone and chapter.level <= gone[-1]:
                gone.pop()
            if self.path_of(chapter.pagename) not in self.pages:
                gone.append(chapter.level)
                continue
            level = min(chapter.level - len(gone), level + 1)
            address = f"{self.builder.get_target_uri(chapter.pagename)}{chapter.anchor}"
            yield {"level": level, "refuri": escape(address), "text": escape(chapter.title)}

    def make_id(self, name: str) -> str:
        """A file's id, by its path or its address, which differ where there are other letters than those of English."""
        found: str = self.original["make_id"](unquote(unescape(name)))
        return found

    def content_metadata(self) -> dict[str, Any]:
        """What the package file says, with the moment of the last change: Sphinx has the clock's."""
        metadata: dict[str, Any] = self.original["content_metadata"]()
        told = [moment for found in self.session.contributors if (moment := found.book_moment())]
        self.is_of_clock = not told and EPOCH not in os.environ
        if told and EPOCH not in os.environ:
            metadata["date"] = f"{max(told).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        self.moment = datetime.fromisoformat(metadata["date"])
        return metadata

    def build_content(self) -> None:
        """Writes the package file: of what is in the output folder, it has what the book's pages are shown with."""
        config, used = self.builder.config, self._close_sheets()
        told = config.epub_exclude_files
        config.epub_exclude_files = [*told, *(path for path in files_below(self.outdir) if path not in used)]
        try:
            self.original["build_content"]()
        finally:
            config.epub_exclude_files = told
        file = self.outdir / PACKAGE
        package = complete_package(file.read_text("utf-8"), self.pages, direction=self.direction)
        file.write_text(package, "utf-8")

    def _close_sheets(self) -> set[str]:
        """Has style sheets be as a book may have them; gives the files that pages and conf.py name, without end."""
        config, pages = self.builder.config, dict[str, BookPage](self.pages)
        cover = [config.epub_cover[0], self.builder.coverpage_name] if config.epub_cover else []
        waiting = [*pages, *cover, *self._files_of_author()]
        waiting += [uri.partition("#")[0] for _, uri, _ in config.epub_guide]
        found: set[str] = set()
        while waiting:
            path = waiting.pop()
            if path in found or not (file := self.outdir / path).is_file():
                continue
            found.add(path)
            if path.endswith(".css"):
                sheet = allowed_in_books(file.read_bytes().decode("utf-8", "replace"))
                write_if_different(file, sheet.encode())
                waiting += files_of_sheet(sheet, path)
            elif path.endswith(self.builder.out_suffix):
                page = pages.get(path) or BookPage.of(file.read_text("utf-8", "replace"), path)
                waiting += page.files
        return found

    def toc_metadata(self, *arguments: Any) -> dict[str, Any]:
        """What the table of contents for old readers says, with the book's identifier, which has to be the same."""
        metadata: dict[str, Any] = self.original["toc_metadata"](*arguments)
        return {**metadata, "uid": escape(self.builder.config.epub_identifier)}

    def build_epub(self) -> None:
        """Writes the book, if it is another one by now; the clock alone makes no other one of it."""
        file = self.outdir / f"{self.builder.config.epub_basename}.epub"
        parts = {name: (self.outdir / name).read_bytes() for name in (*FIRST_FILES, *self.builder.files)}
        former = date_of(file) if self.is_of_clock else ""
        if former:
            same = {**parts, PACKAGE: DATE.sub(former.encode(), parts[PACKAGE])}
            if packed(same, datetime.fromisoformat(former)) == file.read_bytes():
                return
        write_if_different(file, packed(parts, self.moment))


def _chapter(node: Mapping[str, Any], ending: str) -> Chapter:
    path, sign, place = unquote(unescape(node["refuri"])).partition("#")
    pagename = path.replace(os.sep, "/").removesuffix(ending)
    return Chapter(level=node["level"], title=unescape(node["text"]), pagename=pagename, anchor=sign + place)
