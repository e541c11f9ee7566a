"""What is written again: documents, generated pages and files.

Owns: the digests of all pages, and which of them are outdated. Must not: know how a page looks, write. In: the
environment when all is read, contributors, the records. Out: names of documents, pages and files.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from . import digests, documents, page_inputs, record, shared_data
from .messages import PAGE, STEP
from .page_builders import makes_book

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from .contributor import File, Page
    from .outputs import Outputs
    from .session import Session
    from .skipping import Skipping

WHOLE = "what documents make together"


class Plan:
    """What one build writes again."""

    def __init__(self, session: Session, outputs: Outputs, skipping: Skipping, /) -> None:
        self.session, self.outputs, self.skipping = session, outputs, skipping
        self.env, self.last, self.now = session.env, session.last, session.now
        self.lacking_output: set[str] = set()
        """The documents that are written even if others alone were asked for, since other files want their texts."""
        self.as_they_were: set[str] = set()
        """The documents that were read for no reason of their own, of which the same was read, and whose pages show
        nothing new.
        """
        self.has_gathered = False
        """True once contributors have put together what all documents say."""
        self.pages: dict[str, Page] = {}
        """The generated pages, once that is done."""

    def make(self) -> list[str]:
        """Has contributors put together what documents say; gives the documents to write again.

        Where nothing was read, nothing is gone and nothing else changed, the last record is this one's.
        """
        session, now, last = self.session, self.now, self.last
        app, html = session.app, self.outputs.html
        now["changes"] = session.env_data.data["changes"]
        is_same = self.skipping.may_build_on and last["changes"] == now["changes"]
        now["besides"] = digests.digest([contributor.besides_documents() for contributor in session.contributors])
        now["settings"] = page_inputs.digest_of_settings(app)
        now["indices"] = last["indices"] if is_same else shared_data.indices(app, html)
        now["inputs"] = page_inputs.digest_of_inputs(app, html, now["code"], session.settings_left_out, now["indices"])
        if self.skipping.has_same_documents and not self._lacking() and not makes_book(app.builder):
            for field in ("pages", "shared", "inventory", "files", "copied"):
                now[field] = last[field]
            if html is None:
                session.repeat(STEP, WHOLE)
            return []
        self.gather()
        found = {*self.lacking_output, *self.outdated, *self.pages_with_changed_lookups()} & self.env.found_docs
        for docname, before in session.read_always.items():
            if docname not in found and before == documents.digest_of_doctree(self.env, docname):
                self.as_they_were.add(docname)
        return sorted(found | (session.read & self.env.found_docs) - self.as_they_were)  # Sphinx doesn't know of all

    def gather_or_repeat(self, *, is_anything_written: bool) -> None:
        """Gathers for pages that are written though nothing changed; tells what it would tell where there are none."""
        if is_anything_written:
            self.gather()
        elif not self.has_gathered:
            self.session.repeat(STEP, WHOLE)

    def gather(self) -> None:
        """Has contributors put together what documents say, once."""
        if self.has_gathered:
            return
        self.has_gathered = True
        session = self.session
        shared = shared_data.look_at(self.env, session.env_data, session.definitions, session.contributors)
        self.now["shared"] = digests.digest(shared, self.now["besides"])
        self.outputs.name_images()
        is_same = self.skipping.has_same_shared_data
        if is_same:
            session.repeat(STEP, WHOLE)
        with session.step(WHOLE, is_told=is_same), session.lookups.recorder.paused():
            for contributor in session.contributors:
                contributor.all_read()
                self.pages |= contributor.pages()
            if is_same and self.skipping.has_all_pages:
                self.now["pages"] = dict(self.last["pages"])
            else:
                self._digest_pages()
            for contributor in session.contributors:
                self.lacking_output |= contributor.lacking_output()
        self.lacking_output |= self._lacking()
        self.lacking_output &= self.env.found_docs

    def _lacking(self) -> set[str]:
        """The documents whose page or another file of theirs isn't there."""
        return self.outputs.documents_lacking(self.last) if self.outputs.html else set()

    def _digest_pages(self) -> None:
        contributors = self.session.contributors
        around = digests.digest(self.now["inputs"], [contributor.on_every_page() for contributor in contributors])
        for name in sorted(self.env.found_docs):
            self.now["pages"][name] = digests.digest(around, [found.facts(name) for found in contributors])
        for name, page in self.pages.items():
            self.now["pages"][name] = digests.digest(around, page)
        for name in self.additional_pages():
            self.now["pages"].setdefault(name, around)

    @cached_property
    def outdated(self) -> set[str]:
        """The pages whose facts aren't those of the last build."""
        return set(record.outdated(self.now["pages"], self.last["pages"] if self.skipping.may_build_on else {}))

    def pages_with_changed_lookups(self) -> set[str]:
        """The pages that have looked at something in another document which is another by now."""
        return set() if self.skipping.has_same_shared_data else self._changed_lookups

    @cached_property
    def _changed_lookups(self) -> set[str]:
        return self.session.lookups.changed_pages()

    @property
    def has_same_objects(self) -> bool:
        """True if the domains have the very objects that they had in the last build."""
        return self.skipping.has_same_shared_data or (
            self.skipping.may_build_on and self.last["inventory"] == self.inventory
        )

    @cached_property
    def inventory(self) -> str:
        """The digest of all objects; that of the last build, where documents share with others what they shared."""
        if self.skipping.has_same_shared_data:
            return self.last["inventory"]
        with self.session.lookups.recorder.paused():
            objects = [(domain.name, sorted(domain.get_objects())) for domain in self.env.domains.sorted()]
        return digests.digest(self.now["inputs"], objects)

    def to_write(self) -> set[str]:
        """The documents whose pages have to be written for what they show to be current."""
        read = self.session.read - self.as_they_were
        return self.env.found_docs & (read | self.outdated | self.pages_with_changed_lookups())

    # Pages beside documents

    def generated_pages(self) -> Iterator[Page]:
        """The generated pages to write: changed ones, and those whose file is gone."""
        changed = self.outdated | self.pages_with_changed_lookups() if self.has_gathered else set()
        for name, page in self.pages.items():
            if name in changed or not self.outputs.has_page(name):
                yield page
            else:
                self.session.repeat(PAGE, name)
        if not self.has_gathered:  # nothing changed, so that they are those of the last build
            for name in sorted(self.last["pages"].keys() - self.env.found_docs.union(self.additional_pages())):
                self.session.repeat(PAGE, name)

    def additional_pages(self) -> tuple[str, ...]:
        """The search page and pages of conf.py, which show what is around every page."""
        return ("search", *self.session.app.config.html_additional_pages) if self.outputs.html else ()

    def are_current(self, names: Sequence[str], /) -> bool:
        """True if pages beside documents are those of the last build."""
        changed = self.outdated | self.pages_with_changed_lookups()
        return self.skipping.has_same_inputs and changed.isdisjoint(names) and self.are_there(names)

    def are_there(self, names: Iterable[str], /) -> bool:
        """True if the files of pages are there."""
        return all(self.outputs.file_of(name).is_file() for name in names)

    def keeps_page(self, pagename: str, page: Path, /) -> bool:
        """True for a document with a mistake that is to keep its last good page, if that is there whole."""
        contributors = self.session.contributors
        is_kept = any(contributor.keeps_good_pages() for contributor in contributors)
        if not is_kept or pagename not in self.env.found_docs or not self.session.message_log.has_mistake(pagename):
            return False
        return page.exists() and not any(pagename in contributor.lacking_output() for contributor in contributors)

    def addresses(self) -> dict[str, str]:
        """Path of a page in the output -> whose it is."""
        names = {**dict.fromkeys(self.env.found_docs, "a document"), **dict.fromkeys(self.pages, "a generated page")}
        names |= dict.fromkeys(self.additional_pages(), "a page of the site")
        return {self.outputs.path_of(name): f'{whose}, "{name}"' for name, whose in names.items()}

    # Files

    def generated_files(self) -> list[File]:
        """The generated files to write: changed ones, and those that are gone."""
        wanted = []
        for contributor in self.session.contributors if self.has_gathered else ():
            for file in contributor.files():
                self.now["files"][file.path] = file.digest
                self.outputs.writer.claim(file.path)
                if not self.outputs.is_current(file.path, file.digest, self.last):
                    wanted.append(file)
        return wanted
