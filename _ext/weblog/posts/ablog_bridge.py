"""The one module that touches ablog: its posts become plain values, its faults are mended, each beside its reason.

Owns: which of ablog's handlers run, what is read from its directives, and what its own lists and references are told.
Must not: decide which pages exist or are written. In: doctrees with ablog's nodes. Out: `PostData`, `PostQuery`s.

Read in ablog 0.11.13; tests/weblog/test_ablog_canary.py fails when a correction is no longer needed.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import ablog.blog
import ablog.post
from ablog import anchor as anchor
from ablog import get_html_templates_path
from ablog.blog import Blog as Blog
from ablog.post import PostList as PostList
from ablog.post import PostNode, UpdateNode
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms import SphinxTransform

from weblog.posts import excerpt, excerpt_nodes, metadata, post_options
from weblog.posts.byline import ShownDate, heading_of, show_date, words_of
from weblog.posts.config import Subtype, warn
from weblog.posts.dates import Problem, parse_date, post_date
from weblog.posts.directive_text import warn_of_options
from weblog.posts.field_names import field_names
from weblog.posts.labels import label_pagename
from weblog.posts.metadata import fields_of, unique_names
from weblog.posts.model import PostData, reading_minutes, slug
from weblog.posts.old_addresses import feed_id, old_addresses, page_at
from weblog.posts.picture import picture_of
from weblog.posts.queries import BY_EVENT, PLAIN_FORMAT, format_problem
from weblog.posts.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sphinx.application import Sphinx
    from sphinx.config import Config

TEMPLATES = get_html_templates_path()
STYLESHEETS = str(Path(ablog.__file__).with_name("stylesheets"))
"""ablog's templates, which stay for a site's sidebars, and its static folder."""

REPLACED = {
    # ends the build with a traceback on blog_post_pattern = None, "" and "**"
    ablog.config_inited,
    # keeps a copy of each post's doctree in the environment, labels a post by its file's bare name, loops for ever on a
    # post inside another directive, answers a bad date with a traceback
    ablog.post.process_posts,
    # drops whatever label has the file's name, also another page's
    ablog.post.purge_posts,
    # renders every excerpt again for every list; shares pages between tags; shows drafts to everybody
    ablog.post.generate_archive_pages,
    # one id for all feeds, relative links, dates in the machine's time zone
    ablog.post.generate_atom_feeds,
    # replaced for HTML alone, see `lists_of`
    ablog.post.process_postlist,
}
"""ablog's handlers that are disconnected."""


def new_build(now: datetime, /) -> None:
    """Forgets the posts of another build in this process, and the "tomorrow" of the day on which ablog was imported."""
    Blog._dict = {}
    ablog.blog.TOMORROW = now.replace(tzinfo=None)


# Reading


class PostDirective(ablog.post.PostDirective):  # type: ignore[misc]  # ablog has no types
    """ablog's {post}, which also takes the addresses that a post had, and the id that it had in feeds elsewhere."""

    option_spec: ClassVar = dict.fromkeys(post_options.OPTIONS.keys() - {"date", "blogpost"}, directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Reads the options, and leaves out those that make no sense."""
        warn_of_options(self)
        self.options, problems = post_options.read(self.options)  # type: ignore[has-type]  # ablog has none
        (node,) = super().run()
        for problem in problems.values():
            warn(Subtype.OPTION, problem.message, location=node)
        node.attributes |= {name: self.options.get(name, "") for name in ("was", "feed-id", "event")}
        return [node]


class FrontMatter(SphinxTransform):
    """Makes a {post} of the fields at the top of a file, as ablog does, whatever shape they have."""

    default_priority = ablog.post.CheckFrontMatter.default_priority

    def apply(self) -> None:
        """Puts the {post} where ablog does, at the end of the first section; at the top where there is no section."""
        docname = self.env.current_document.docname
        if not any(True for _ in self.document.findall(nodes.docinfo)) or is_post(self.document):
            return
        file = Path(self.env.doc2path(docname))
        text = file.read_text(encoding="utf-8-sig")
        kind = next(kind for ending, kind in self.config.source_suffix.items() if file.name.endswith(ending))
        fields = fields_of(text, kind or "", field_names(self.config.language)) or {}
        if not metadata.is_post(fields, by_pattern=docname in self.config.matched_blog_posts):
            return
        options, problems = post_options.read(fields)
        for name, problem in problems.items():
            warn(Subtype.OPTION, problem.message, location=f"{file}:{post_options.line_of(text, name)}")
        node = PostNode()
        node.document, node.source, node.line = self.document, str(file), post_options.line_of(text, "date")
        ablog.post._update_post_node(node, options, [])
        node.attributes |= {name: options.get(name, "") for name in ("date", "was", "feed-id", "event")}
        (self.document.next_node(nodes.section) or self.document).append(node)


class PostListDirective(ablog.post.PostListDirective):  # type: ignore[misc]
    """ablog's {postlist} with an option of ours; what ablog fails on is looked at before."""

    option_spec: ClassVar = {**ablog.post.PostListDirective.option_spec, BY_EVENT: directives.flag}

    def run(self) -> list[nodes.Node]:
        """Tells what can't be read, and goes on without it."""
        location = self.state_machine.get_source_and_line(self.lineno)
        wrong = []
        if self.arguments and not self.arguments[0].isdecimal():
            wrong.append(f'"{self.arguments.pop()}" is no number of posts; write it like 10')
        if problem := format_problem(self.options.get("format", PLAIN_FORMAT)):
            del self.options["format"]
            wrong.append(problem)
        for message in wrong:
            warn(Subtype.OPTION, message, location=f"{location[0]}:{location[1]}")
        (found,) = super().run()
        found[BY_EVENT] = BY_EVENT in self.options
        return [found]


def replace_transform(app: Sphinx, /) -> None:
    """Puts our reading of front matter in the place of ablog's."""
    app.registry.transforms.remove(ablog.post.CheckFrontMatter)
    app.add_transform(FrontMatter)


def is_post(doctree: nodes.document, /) -> bool:
    """True for a document that has a {post}, well placed or not."""
    return any(True for _ in doctree.findall(PostNode))


def posts_of(doctree: nodes.document, docname: str, config: Config, zone: ZoneInfo, /) -> list[PostData]:
    """The posts of a document; its {post} nodes are gone afterwards, and its {update}s have their titles."""
    found = [node for node in doctree.findall(PostNode) if _is_placed_well(node)]
    sections, posts = list[nodes.Element](), list[PostData]()
    for node in found:
        is_below = config.post_always_section and not isinstance(node.parent.parent, nodes.document)
        in_section = isinstance(node.parent, nodes.section) and (len(found) > 1 or is_below)
        section = node.parent if in_section else doctree
        if len(found) > 1 and (not in_section or section in sections):
            warn(
                Subtype.PLACE,
                "this file holds several posts, but this {post} hasn't a section of its own: "
                "put each {post} below the heading of its own section, or keep one post in a file",
                location=node,
            )
            continue
        sections.append(section)
        posts.append(_post(node, section, docname, config, zone))
    for node in list(doctree.findall(PostNode)):
        _dissolve(node)
    return posts


def _is_placed_well(node: PostNode) -> bool:
    if isinstance(node.parent, (nodes.section, nodes.document)):
        return True
    warn(
        Subtype.PLACE,
        "a {post} can't stand inside another directive or a list: put it at the top of the file, above the title",
        location=node,
    )
    return False


def _dissolve(node: PostNode) -> None:
    """Puts the content of a {post} in its place; with :exclude: the content was for lists alone."""
    node.replace_self([] if node["exclude"] else node.children)


def _post(node: PostNode, section: nodes.Element, docname: str, config: Config, zone: ZoneInfo) -> PostData:
    heading = heading_of(section)
    title = node["title"] or (words_of(heading) if heading else "")
    if not title:
        title = docname.rpartition("/")[2].replace("-", " ").capitalize()
        warn(
            Subtype.TITLE,
            f'the post has no title: write a heading, "# ...", or give it a "title" (for now it is "{title}")',
            location=node,
        )
    date, problem = post_date(node["date"], docname, zone, config.post_date_format)
    if problem:
        warn(Subtype.FOLDER if date and "folder" in problem.message else Subtype.DATE, problem.message, location=node)
    count = config.post_auto_excerpt if node["excerpt"] is None else node["excerpt"]
    return PostData(
        docname=docname,
        section=section["ids"][0] if section.parent and isinstance(section, nodes.section) else "",
        line=node.line or 1,
        title=title,
        date=date,
        updates=_updates(section, config, zone, date),
        unpublished_as="",
        was=(was := old_addresses(node, "was")),
        redirects=unique_names(map(page_at, [*old_addresses(node, "redirect"), *was])),
        feed_id=feed_id(node),
        excerpt=excerpt.take(node.children or excerpt.paragraphs(section, count)),
        picture=picture_of(section, node["image"] or config.post_auto_image),
        minutes=reading_minutes(section.astext()),
        event=node["event"],
        options={
            **{name: node[name] for name in ("canonical_link", "external_link", "nocomments", "image")},
            "is_misdated": problem is not None,
        },
        tags=(tags := unique_names(node["tags"])),
        tags_as_written=tags,
        author=unique_names(node["author"]),
        category=unique_names(node["category"]),
        location=unique_names(node["location"]),
        language=unique_names(node["language"]),
    )


def _updates(section: nodes.Element, config: Config, zone: ZoneInfo, published: datetime | None) -> list[datetime]:
    """The moments of a section's {update}s, which get a title and the look of a note, as with ablog."""
    updates = []
    for node in section.findall(UpdateNode):
        written = node["date"]
        moment = parse_date(written, zone, config.post_date_format)
        if isinstance(moment, Problem):
            warn(Subtype.DATE, moment.message, location=node)
        else:
            updates.append(moment)
            written = show_date(moment, config)
            if published and moment.date() < published.date():
                days = f"{moment:%Y-%m-%d}, but its post of {published:%Y-%m-%d}"
                warn(Subtype.DATE, f"the update is of {days}: correct one of the two", location=node)
        node.insert(0, nodes.title("", say("Updated on {date}", date=written)))
        node["classes"] = ["note", "update"]
    return updates


# What ablog's own lists, templates and references are told


def register_posts(
    app: Sphinx,
    stored: Iterable[PostData],
    pages: set[str],
    zone: ZoneInfo,
    watch: Callable[[str, dict[str, Any]], dict[str, Any]],
    /,
) -> Mapping[str, list[dict[str, Any]]]:
    """Gives ablog the posts, for {postlist} with a format, `tag-...` references and a site's own ablog templates.

    Returns what ablog would keep in the environment, by document. Its collections get our addresses, since "C" and
    "C++" share one of ablog's. References stay whose page is one of `pages`; `watch` has looks at all of that noted.
    """
    blog, empty = Blog(app), nodes.section()  # only ablog's feeds, which are off, would look into that
    shown = partial(ShownDate.of, language=app.config.language or "en")
    by_document: dict[str, list[dict[str, Any]]] = {}
    for post in stored:
        date = shown(post["date"].astimezone(zone)) if post["date"] else None
        updates = [shown(moment.astimezone(zone)) for moment in post["updates"]]
        information = {
            **post,
            **post["options"],
            "date": date,
            "order": 1,
            "update": max(updates) if updates else date,
            "redirect": post["redirects"],
            "excerpt": excerpt_nodes.as_nodes(post["excerpt"], as_html=app.builder.format == "html"),
            "doctree": empty,
        }
        by_document.setdefault(post["docname"], []).append(dict(information))
        blog.register(post["docname"], information)
    for kind, group in blog.catalogs.items():
        # Of names that share a page the first in the alphabet keeps it, as in our catalog.
        for collection in sorted(group.collections.values(), key=lambda found: str(found.name), reverse=True):
            name = slug(collection.name)
            collection._path = label_pagename(app.config.blog_path, kind, name)
            for reference in (collection.xref, f"{group.xref}-{name}"):
                blog.references[reference] = (collection._path, collection.name)
    blog.references = watch("references to labels", {key: it for key, it in blog.references.items() if it[0] in pages})
    return watch("ablog_posts", by_document)


def write_ablog_lists(app: Sphinx, doctree: nodes.document, docname: str, /) -> None:
    """Lets ablog write the {postlist}s of a document: those with a format, and all of them outside HTML."""
    ablog.post.process_postlist(app, doctree, docname)
