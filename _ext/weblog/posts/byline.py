"""The line below a post's title: its date, author, tags and reading time.

Owns: what stands in that line, as nodes, so that every builder shows it and the search finds posts by their tags. Must
not: know ablog. In: a post's plain values and its doctree. Out: the doctree with the line.
"""

from __future__ import annotations

from datetime import datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.i18n import format_date
from sphinx.util.matching import patmatch

from weblog.posts.labels import label_pagename
from weblog.posts.links import link_node
from weblog.posts.model import for_machines, slug
from weblog.posts.site_words import SiteWords
from weblog.posts.words import number_of, say

if TYPE_CHECKING:
    from datetime import date

    from sphinx.config import Config

    from weblog.posts.labels import CatalogSettings
    from weblog.posts.model import PostData


class Byline(SiteWords, nodes.Invisible):
    """The line. Extensions that take a page's first words, for previews of links say, pass over what is invisible."""


class Time(nodes.inline):
    """A moment as text; HTML says it for machines too (`<time datetime>`)."""


Cards = list[tuple[str, bool]]
CARDS = {"ablog/postcard", "postcard"}
"""ablog's names for its card of a post, which sidebars may show."""
UNSEEN = (nodes.docinfo, nodes.Invisible, nodes.system_message)
"""What may stand above a post's title."""


def visit_time(translator: Any, node: Time) -> None:
    """Opens `<time>` in HTML."""
    translator.body.append(translator.starttag(node, "time", "", datetime=node["datetime"]))


def depart_time(translator: Any, node: Time) -> None:
    """Closes `<time>`."""
    translator.body.append("</time>")


def pages_with_cards(config: Config, /) -> list[Cards]:
    """For each setting of sidebars: patterns of pages, and whether their sidebar shows the same as the line."""
    settings = [config.html_sidebars]
    for name, value in config.html_theme_options.items():
        if "sidebar" in name:
            settings.append(value if isinstance(value, dict) else {"**": value})
    found = [[(pattern, _has_card(parts)) for pattern, parts in by_pattern.items()] for by_pattern in settings]
    return [cards for cards in found if any(has_card for _, has_card in cards)]


def _has_card(parts: object) -> bool:
    names = parts.split(",") if isinstance(parts, str) else parts if isinstance(parts, (list, tuple)) else ()
    return any(str(name).strip().removesuffix(".html") in CARDS for name in names)


def is_wanted(config: Config, post: PostData, /) -> bool:
    """True unless weblog_byline says no, or names the post's page; ablog's card is one of pages, not of sections."""
    wanted = config.weblog_byline
    if isinstance(wanted, list):
        return bool(post["section"]) or not any(_is_named(post["docname"], named) for named in wanted)
    return bool(wanted)


def _is_named(docname: str, named: str | Cards) -> bool:
    """True for a page that a pattern names, or whose sidebar has a card: a name goes before patterns, as in Sphinx."""
    if isinstance(named, str):
        return bool(patmatch(docname, named))
    by_pattern = [has_card for pattern, has_card in named if patmatch(docname, pattern)]
    return dict(named).get(docname, by_pattern[0] if by_pattern else False)


def add(doctree: nodes.document, post: PostData, settings: CatalogSettings, config: Config, /) -> None:
    """Puts "Draft" or "Scheduled", date, author, tags and reading time below a post's title."""
    section: nodes.Element = doctree
    if post["section"]:
        section = next(node for node in doctree.findall(nodes.section) if post["section"] in node["ids"])
    parts: list[list[nodes.Node]] = []
    if unpublished_as := post["unpublished_as"]:
        mark = say(unpublished_as)
        parts.append([nodes.inline(mark, mark, classes=["post-mark"])])
    if post["date"]:
        shown = show_date(post["date"], config)
        parts.append([Time(shown, shown, datetime=for_machines(post["date"]), classes=["post-date", "dt-published"])])
    written_by = post["author"] or settings.default_labels["author"]
    if written_by:
        text = ", ".join(settings.full_name("author", short) for short in written_by)
        parts.append([nodes.inline(text, text, classes=["post-author", "p-author", "h-card"])])
    tags: list[nodes.Node] = []
    for tag in post["tags"]:
        tags += [nodes.Text(", ")] if tags else []
        tags.append(link_node(label_pagename(settings.path, "tags", slug(tag)), tag, "p-category"))
    if tags:
        parts.append([nodes.inline("", "", *tags, classes=["post-tags"])])
    text = number_of("{number} minute to read", "{number} minutes to read", post["minutes"])
    parts.append([nodes.inline(text, text, classes=["post-minutes"])])
    line = Byline("", "", classes=["post-byline"])
    is_sole_author = written_by == settings.default_labels["author"] and len(config.blog_authors) < 2
    for position, part in enumerate(parts):
        whole = [nodes.Text(" · "), *part] if position else part
        is_author = isinstance(part[0], nodes.inline) and "post-author" in part[0]["classes"]
        line += [nodes.inline("", "", *whole, classes=["sole-author"])] if is_author and is_sole_author else whole
    heading = heading_of(section)
    if heading is None or _is_within(heading, section):
        section.insert(0, line)
    else:
        heading.parent.insert(heading.parent.index(heading) + 1, line)


def _is_within(heading: nodes.title, section: nodes.Element) -> bool:
    """True for a heading that stands below words of the post, whose title is elsewhere: in front matter, say."""
    first = next((child for child in section.children if not isinstance(child, UNSEEN)), None)
    return first not in (heading, heading.parent)


def show_date(moment: date, config: Config, /, form: str = "") -> str:
    """A date as readers see it, in ablog's post_date_format or another `form`, and the site's language.

    The machine's locale doesn't matter.
    """
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return _shown(moment, moment.isoformat(), form or config.post_date_format, config.language or "en")


class ShownDate(datetime):
    """A date that shows itself in the site's language, to templates and lists which would ask the machine's locale."""

    language = "en"

    @classmethod
    def of(cls, moment: datetime, language: str) -> ShownDate:
        """The same moment."""
        found = cls.combine(moment.date(), moment.time())
        found.language = language
        return found

    def strftime(self, form: str) -> str:
        """The date in a form like "%d %B %Y"."""
        return format_date(form, date=self, language=self.language)


@cache
def _shown(moment: datetime, written: str, form: str, language: str) -> str:
    """Made once for all lists; `written`, since moments of two zones may be equal."""
    return format_date(form, date=moment, language=language)


def heading_of(section: nodes.Element, /) -> nodes.title | None:
    """The heading of a section, or of the first section of a document: not the title of a note or the like."""
    if not isinstance(section, nodes.section):
        found = section.next_node(nodes.section)
        if found is None:
            return None
        section = found
    first = section.next_node(nodes.title, descend=True)
    return first if first is not None and first.parent is section else None


def words_of(heading: nodes.title, /, *left_out: type[nodes.Element]) -> str:
    """The words of a heading without footnotes, an author's own tags and nodes of `left_out` types.

    With them if nothing else is there.
    """
    words = heading.deepcopy()
    for node in list(words.findall(lambda node: isinstance(node, (nodes.footnote_reference, nodes.raw, *left_out)))):
        node.parent.remove(node)
    return " ".join((words.astext().strip() or heading.astext()).split())
