"""The files of the weblog as a whole, and what is left of former builds.

Owns: feeds and sitemap on the disk, the bodies that feeds are made of, the names of images, leftovers. Must not: choose
posts, render pages. In: the catalog, and the records of the last build and of this one. Out: files, and entries in the
record.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

from . import entry_content, exports, feeds, leftovers, record, sitemap, workers
from .config import Subtype, warn
from .names import KINDS
from .talks import EVENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.util.parallel import ParallelTasks

    from .builder import LeavesAlone
    from .catalog import Catalog
    from .model import Collection, Post
    from .names import FeedPlan, Names
    from .pages import Page
    from .programme import Programme
    from .record import Record
    from .structured_data import Site

P = ParamSpec("P")

OPML, JSON, TALKS, SITEMAP = leftovers.FILES


class Outputs:
    """The files of one build."""

    def __init__(self, app: Sphinx, html: LeavesAlone | None, folder: Path, last: Record, now: Record, /) -> None:
        self.app = app
        self.html = html
        self.outdir = Path(app.outdir)
        self.bodies = folder / "bodies"
        self.last = last
        self.now = now
        self.writer = record.Writer(self.outdir)
        self.entries: dict[str, str] = {}
        self.wanted: list[tuple[str, Callable[[], bytes]]] = []
        self.images: dict[str, list[tuple[str, str]]] = {}
        self.only_texts_changed = False

    def start_over(self) -> None:
        """Removes whatever a build makes: nobody knows what of the last one is whole or still wanted."""
        leftovers.remove_all(self.outdir, [self.app.srcdir, self.app.confdir, self.app.doctreedir])

    def are_complete(self) -> bool:
        """Whether all that the last build made beside the documents' pages is still there."""
        documents = self.app.env.found_docs
        files = [self.file_of(name) for name in self.last["pages"] if name not in documents]
        return all(file.is_file() for file in [*files, *(self.outdir / path for path in self.last["files"])])

    def file_of(self, pagename: str, /) -> Path:
        """The file of a page."""
        return Path(self.html.get_output_path(pagename)) if self.html else self.outdir / pagename

    def has_page(self, pagename: str, /) -> bool:
        """Whether the file of a page is there; asked for all generated pages in each build, so without a Path."""
        if self.html and self.html.name == "html":
            return os.path.isfile(f"{self.app.outdir}/{pagename}{self.html.out_suffix}")  # noqa: PTH113
        return self.file_of(pagename).is_file()

    def name_images(self) -> None:
        """Names images of one file name (slide.png, slide1.png) by their paths, and not by which was read first."""
        env = self.app.env
        known = env.images
        env.images = type(known)()
        for path in sorted(known):
            for docname in sorted(known[path][0]):
                name = env.images.add_file(docname, path)
                self.images.setdefault(docname, []).append((path, name))

    def images_of(self, docname: str, /) -> list[tuple[str, str]]:
        """The images of a document: path and name in the output."""
        return self.images.get(docname, [])

    def has_static_files(self) -> bool:
        """Whether all files that the last build has put into _static are there."""
        files = [self.outdir / "_static" / path for path in self.last["copied"]]
        return bool(files) and all(file.is_file() for file in files)

    def documents_lacking_files(self) -> set[str]:
        """The documents of which an image, a download or the source is no longer in the output."""
        files = self.last["files"]
        missing = {path for path in files if not os.path.isfile(f"{self.outdir}/{path}")}  # noqa: PTH113 - very many
        if not missing:
            return set()
        return {name for path, names in self._copied_files().items() if path in missing for name in names}

    def remove_former_static_files(self) -> None:
        """Removes the author's static files that are gone, so that a theme's file of that name shows again."""
        now = set(self._static_files())
        record.Writer(self.outdir / "_static").remove(path for path in self.last["static"] if path not in now)

    # Feeds

    def lacks_body(self, post: Post, /) -> bool:
        """Whether the feeds would miss the HTML of a post."""
        are_wanted = bool(self.html and self.app.config.blog_baseurl)
        return are_wanted and not os.path.isfile(self._body_path(post))  # noqa: PTH113 - for each post

    def keep_body(self, post: Post, html: str, /) -> None:
        """Keeps a page's HTML as the feeds want it, in a file, since pages are written by several processes."""
        base = self.app.config.blog_baseurl.rstrip("/") + "/"
        address = base + self.app.builder.get_target_uri(post.docname)
        content = entry_content.content(html, address, post.section, post.title)
        record.write_if_different(Path(self._body_path(post)), content.encode("utf-8", "surrogatepass"))

    def start(self, site: Site, catalog: Catalog, programme: Programme, pages: Mapping[str, Page], /) -> ParallelTasks:
        """Starts to write feeds and sitemap where they changed. Gives what is under way."""
        self.now["bodies"] = {}  # they may be the last build's, and a page have been written nevertheless
        if self.html and catalog.names.feeds:
            settings = self._feed_settings(site, catalog.names.feeds)
            source = feeds.Source(settings=settings, body_of=self._body, address_of=self.app.builder.get_target_uri)
            common = record.digest(settings, self.now["common"])
            for collection in catalog.collections:
                if collection.feed:
                    self._write_feeds(collection, source, common, catalog.names.feeds.root)
            facts = self._feed_digest(JSON, catalog.everything, settings, common)
            self._write(JSON, facts, feeds.json_feed, catalog.everything, source, JSON)
            whole = record.digest(common, self.now["contributions"])  # all that names and addresses are made of
            self._write(OPML, whole, feeds.opml, catalog.feeds, source)
            self._write(SITEMAP, whole, self._sitemap, settings.base, pages)
            if programme.is_anything:
                self._write(TALKS, whole, exports.talks_json, programme, site)
            self._write_calendars(site, programme, catalog.names)
        return workers.start(self.app, self.wanted, self._make)

    def remove_leftovers(self, catalog: Catalog, /) -> None:
        """Removes what the last build made, and this one, whose feeds are begun, has no use for."""
        for path in self._copied_files():
            if os.path.isfile(f"{self.outdir}/{path}"):  # noqa: PTH113 - very many; a builder doesn't copy all images
                self.writer.claim(path)
        self.now["files"] = sorted(self.writer.paths)
        self.now["static"] = self._static_files()
        self.now["copied"] = record.files_below(self.outdir / "_static")
        gone = [name for name in self.last["pages"] if name not in self.now["pages"]]
        current = set(map(self.file_of, self.now["pages"])) if gone else set()  # of which two names may have one
        former_files = set(map(self.file_of, gone)) - current
        self.writer.remove(file.relative_to(self.outdir).as_posix() for file in former_files)
        self.writer.remove(path for path in self.last["files"] if path not in self.writer.paths)
        wanted = {f"{post.docname}{post.anchor}" for post in (*catalog.posts, *catalog.drafts)}
        former = {*self.last["bodies"], *gone} - wanted
        record.Writer(self.bodies).remove(f"{name}.html" for name in former)

    def _write_calendars(self, site: Site, programme: Programme, names: Names) -> None:
        """A calendar file for each event that has dates."""
        common = self.now["common"]
        for event in programme.events:
            if event.first:
                identity, address = names.id_of(f"{EVENTS}/{event.id}"), site.url(event.docname)
                facts = record.digest(common, event)
                self._write(f"{EVENTS}/{event.id}.ics", facts, exports.calendar, event, identity, address)
        if any(path.endswith(".ics") for path, _ in self.wanted):
            exports.load_icalendar()  # now, for several processes are about to need it

    def _write_feeds(self, collection: Collection, source: feeds.Source, common: str, main: str) -> None:
        """The feed of a collection, and others beside it that conf.py has templates for."""
        wanted: Mapping[str, Mapping[str, str]] = self.app.config.blog_feed_templates
        own = collection.feed.path if collection.feed else ""
        is_combination = collection.label.kind == "combination"
        for root, templates in wanted.items():
            if is_combination and root != main:
                continue
            path = own if is_combination else f"{own.rpartition('/')[0]}/{root}.xml"
            facts = self._feed_digest(path, collection, source.settings, common, templates)
            self._write(path, facts, self._atom, collection, source, path, templates)

    def _atom(self, collection: Collection, source: feeds.Source, path: str, templates: Mapping[str, str]) -> bytes:
        try:
            return feeds.atom(collection, source, path, templates)
        except feeds.FeedTemplateError as error:
            warn(Subtype.OPTION, f"conf.py: blog_feed_templates, for {path}: {error}", location=None)
            return feeds.atom(collection, source, path, {})

    def _feed_digest(self, path: str, collection: Collection, settings: feeds.FeedSettings, /, *common: object) -> str:
        """The digest of all that is in a feed: the last one, if nothing changed but the texts of other posts."""
        posts = collection.posts[: settings.length]
        last = self.last["feeds"].get(path)
        if last and self.only_texts_changed and not any(map(self._has_new_body, posts)):
            return last
        entries = [self._entry_digest(post) for post in posts]
        return record.digest(common, collection.label, collection.title, collection.feed, entries)

    def _write(self, path: str, facts: str, make: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> None:
        """Has a file made with the others, unless it is there and was made of the same facts."""
        self.now["feeds"][path] = facts
        self.writer.claim(path)
        if self.last["feeds"].get(path) != facts or not os.path.isfile(f"{self.outdir}/{path}"):  # noqa: PTH113 - very many
            self.wanted.append((path, partial(make, *args, **kwargs)))

    def _make(self, wanted: Iterable[tuple[str, Callable[[], bytes]]]) -> None:
        for path, make in wanted:
            record.write_if_different(self.outdir / path, make())

    def _entry_digest(self, post: Post) -> str:
        """The digest of what a post gives to each of the feeds that it is in."""
        name = f"{post.docname}{post.anchor}"
        if name not in self.entries:
            self.entries[name] = record.digest(post, self._body_digest(post))
        return self.entries[name]

    def _has_new_body(self, post: Post) -> bool:
        last = self.last["bodies"].get(f"{post.docname}{post.anchor}")
        return not last or last[2] != self._body_digest(post)

    def _body_digest(self, post: Post) -> str:
        """The digest of a kept body; from the record, while the file has the time and size that it had then."""
        name = f"{post.docname}{post.anchor}"
        if name not in self.now["bodies"]:
            path = self._body_path(post)
            status = os.stat(path)  # noqa: PTH116 - of each post
            last = self.last["bodies"].get(name)
            if last and (status.st_mtime_ns, status.st_size) == (last[0], last[1]):
                self.now["bodies"][name] = last
            else:
                self.now["bodies"][name] = (status.st_mtime_ns, status.st_size, record.digest(Path(path).read_bytes()))
        return self.now["bodies"][name][2]

    def _body(self, post: Post) -> str:
        return Path(self._body_path(post)).read_text(encoding="utf-8", errors="surrogatepass")

    def _body_path(self, post: Post) -> str:
        return f"{self.bodies}/{post.docname}{post.anchor}.html"

    def _feed_settings(self, site: Site, plan: FeedPlan) -> feeds.FeedSettings:
        config = self.app.config
        return feeds.FeedSettings(
            base=site.base,
            title=site.title,
            subtitle=config.blog_feed_subtitle or "",
            language=site.language,
            author=site.author,
            authority=plan.authority,
            tag_path=f"{config.blog_path}/{KINDS['tags'][0]}",
            languages={value[0]: short for short, value in config.blog_languages.items()},
            length=feeds.USUAL_LENGTH if config.blog_feed_length is None else config.blog_feed_length or None,
            titles_only=bool(config.blog_feed_titles),
        )

    # What else there is

    def _sitemap(self, base: str, pages: Mapping[str, Page]) -> bytes:
        """The pages for search engines: all but redirects and "not found"."""
        names = [*self.app.env.found_docs, *(name for name, page in pages.items() if not page.owner and name != "404")]
        return sitemap.sitemap(base, sorted(map(self.app.builder.get_target_uri, names)))

    def _copied_files(self) -> dict[str, set[str]]:
        """Images, downloads and sources in the output -> the documents that they belong to."""
        env = self.app.env
        found: dict[str, set[str]] = {}
        if not self.html:
            return found
        for users, file in env.images.values():
            found[f"{self.html.imagedir}/{file}"] = users
        for users, download in env.dlfiles.values():
            found[f"_downloads/{download}"] = users
        if self.html.copysource and self.app.config.html_copy_source:
            suffix = self.app.config.html_sourcelink_suffix
            for name in env.found_docs:
                source = Path(env.doc2path(name, base=False)).as_posix()
                ending = source.removeprefix(name)
                found[f"_sources/{source}{'' if ending == suffix else suffix}"] = {name}
        return found

    def _static_files(self) -> list[str]:
        folders = [Path(self.app.confdir, name) for name in self.app.config.html_static_path]
        return sorted({path for folder in folders for path in record.files_below(folder)})
