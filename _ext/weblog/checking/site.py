"""A built site, looked at by every check.

Owns: which files and documents are looked at, and where a finding's place is. Must not: print, build. In: Sphinx's
application after a build. Out: findings.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx_rebuild.environment_data import EnvironmentData
from weblog.checking import feeds, links, names, pages, texts
from weblog.checking.kept import Kept
from weblog.checking.left import to_tell
from weblog.posts import config, tags_file
from weblog.posts.ablog_values import whole_address
from weblog.talks.domain import TalksDomain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx

    from weblog.checking.feeds import FeedFacts
    from weblog.checking.finding import Finding
    from weblog.checking.pages import PageFacts
    from weblog.checking.texts import Remarks
    from weblog.posts.model import PostData

KEPT = "check.json"
"""Beside the output folder."""
NOT_PAGES = ("_static/", "_sources/")
"""Folders of the output whose HTML, if there is any, is for programs, or for nobody."""


@dataclass(frozen=True)
class BuiltSite:
    """A site after its build."""

    app: Sphinx
    kept: Kept

    @classmethod
    def of(cls, app: Sphinx, /) -> BuiltSite:
        """The site that an application has built."""
        return cls(app, Kept(Path(app.outdir).parent / KEPT))

    def findings(self) -> Iterator[Finding]:
        """All that is to be told; what the next check needn't look at again is kept."""
        remarks = {name: self._remarks(name) for name in sorted(self.app.env.found_docs)}
        left = {self._file_of(name): found["left"] for name, found in remarks.items() if found["left"]}
        yield from to_tell(self._found(remarks), left)
        self.kept.save()

    def _found(self, remarks: Mapping[str, Remarks], /) -> Iterator[Finding]:
        yield from self._in_texts(remarks)
        events = [event for found in self._talks.events.values() for event in found]
        yield from names.dated_drafts(self._posts, self._file_of)
        yield from names.unknown_tags(self._posts, self._tags, self._file_of)
        yield from names.near_events(sorted(events, key=lambda event: event["docname"]), self._file_of)
        facts = {path: self._page(path) for path in sorted(self._files) if self._is_page(path)}
        yield from links.check(facts, self._files, self._place_of_link, self._place.address)
        now = config.check(self.app.config).now
        for path in sorted(self._files):
            if (feed := self._feed(path)) is not None:
                yield from feeds.check(self._from_source(Path(self.app.outdir, path)), feed, facts, self._files, now)

    # Documents

    def _in_texts(self, remarks: Mapping[str, Remarks]) -> Iterator[Finding]:
        for docname, found in remarks.items():
            if f"{docname}/".startswith(f"{self.app.config.blog_path}/"):
                found = {**found, "empty": []}  # a list stands below the words of such a document
            yield from texts.check(self._file_of(docname), found, self._sizes)

    def _remarks(self, docname: str) -> Remarks:
        path = Path(self.app.doctreedir, f"{docname}.doctree")
        if not path.is_file():
            return texts.NOTHING

        def source() -> str:
            return self.app.env.doc2path(docname).read_text(encoding="utf-8", errors="replace")

        found: Remarks = self.kept.of(
            "documents", docname, path, lambda content: texts.read(self.app.env.get_doctree(docname), source)
        )
        return found

    @cached_property
    def _sizes(self) -> dict[str, int]:
        return texts.sizes_of({str(path) for path in self.app.env.images}, Path(self.app.srcdir))

    @cached_property
    def _posts(self) -> list[PostData]:
        by_document = EnvironmentData(self.app.env).table("weblog", "posts")
        return [post for _, posts in sorted(by_document.items()) for post in posts]

    @property
    def _talks(self) -> TalksDomain:
        return cast("TalksDomain", self.app.env.domains[TalksDomain.name])

    @cached_property
    def _tags(self) -> tags_file.TagsFile:
        return tags_file.beside_conf_py(Path(self.app.confdir))

    # Files

    @cached_property
    def _place(self) -> pages.Place:
        written = self.app.config.blog_baseurl
        return pages.Place(address=whole_address(written) if written else "")

    @cached_property
    def _files(self) -> set[str]:
        top = str(self.app.outdir)
        found = set()
        for folder, folders, files in os.walk(top):
            folders[:] = [name for name in folders if not name.startswith(".")]
            below = os.path.relpath(folder, top).replace(os.sep, "/")
            found |= {name if below == "." else f"{below}/{name}" for name in files}
        return found

    def _is_page(self, path: str) -> bool:
        return path.endswith(links.PAGE) and not path.startswith(NOT_PAGES)

    def _page(self, path: str) -> PageFacts:
        kind = f"pages of {self._place.address}"
        file = Path(self.app.outdir, path)
        found: PageFacts = self.kept.of(kind, path, file, lambda content: pages.read(content, path, self._place))
        return found

    def _feed(self, path: str) -> FeedFacts | None:
        if not path.endswith(feeds.ENDINGS):
            return None

        def read(content: bytes) -> Any:
            return feeds.read(content, path, self._place) if feeds.is_feed(path, content[: feeds.HEAD]) else None

        found: FeedFacts | None = self.kept.of(
            f"feeds of {self._place.address}", path, Path(self.app.outdir, path), read
        )
        return found

    # Places

    def _from_source(self, path: Path) -> str:
        return os.path.relpath(path, self.app.srcdir)

    def _file_of(self, docname: str) -> str:
        return self._from_source(self.app.env.doc2path(docname))

    @cached_property
    def _documents(self) -> dict[str, str]:
        """Path of a page in the output -> the document that it is made of."""
        builder, top = cast("Any", self.app.builder), self.app.outdir
        return {
            Path(builder.get_outfilename(name)).relative_to(top).as_posix(): name for name in self.app.env.found_docs
        }

    def _place_of_link(self, path: str, target: str) -> tuple[str, int]:
        """The line of a source file in which a page's link to a target is written; else the page, without a line."""
        page = Path(self.app.outdir, path)
        if docname := self._documents.get(path):
            source = self.app.env.doc2path(docname)
            text = source.read_text(encoding="utf-8", errors="replace")
            if line := pages.line_of_link(page.read_bytes(), path, self._place, target, text):
                return self._from_source(source), line
        return self._from_source(page), 0
