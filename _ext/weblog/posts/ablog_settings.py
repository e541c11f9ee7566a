"""What conf.py says in ablog's settings, and in ours beside them, about the weblog as a whole.

Owns: how they are checked and read. Must not: touch ablog, know posts. In: Sphinx's configuration. Out:
`CatalogSettings` with the plan of the feeds, or what is wrong, which ablog would tell late or as a traceback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jinja2 import Template, TemplateError

from weblog.posts.labels import CatalogSettings, Combination, FeedPlan, host
from weblog.posts.published_site import PublishedSite

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.config import Config


def catalog_settings(config: Config, address_of: Callable[[str], str] | None = None, /) -> CatalogSettings:
    """The settings that the catalog is built with; `address_of` is the builder's, where it makes pages."""
    known = {"author": config.blog_authors, "location": config.blog_locations, "language": config.blog_languages}
    defaults = {kind: getattr(config, f"blog_default_{kind}") or [] for kind in known}
    return CatalogSettings(
        path=config.blog_path,
        title=config.blog_title,
        locale=config.language or "en",
        full_names={kind: {short: tuple(value) for short, value in found.items()} for kind, found in known.items()},
        default_labels={kind: [value] if isinstance(value, str) else list(value) for kind, value in defaults.items()},
        feed_plan=_feed_plan(config, address_of) if config.blog_baseurl else None,
    )


def published_site(config: Config, address_of: Callable[[str], str], /) -> PublishedSite:
    """The site as it will be published; `address_of` is the builder's."""
    unnamed = config.values["author"].default
    return PublishedSite(
        base=(config.blog_baseurl or "").rstrip("/") + "/",
        title=config.blog_title,
        language=(config.language or "en").replace("_", "-").partition("@")[0],
        author=config.author if config.author not in ("", unnamed) else config.blog_title,
        front_page=config.root_doc,
        address_of=address_of,
    )


def _feed_plan(config: Config, address_of: Callable[[str], str] | None) -> FeedPlan:
    roots, base = list(config.blog_feed_templates), config.blog_baseurl.rstrip("/") + "/"

    def whole_address(pagename: str) -> str:
        return f"{base}{address_of(pagename) if address_of else pagename}"

    return FeedPlan(
        authority=config.weblog_feed_authority or f"{host(config.blog_baseurl)},2000",
        address_of=whole_address if address_of and not config.weblog_feed_authority else None,
        file_name="atom" if "atom" in roots else roots[0],
        archives=bool(config.blog_feed_archives),
        full_text=bool(config.blog_feed_fulltext),
        summaries=tuple(config.weblog_feed_summaries),
        combinations=tuple(
            Combination(
                name=name,
                title=wanted.get("title", name),
                tags=tuple(wanted.get("tags", ())),
                any=wanted.get("any", False),
                without=tuple(wanted.get("without", ())),
                language=wanted.get("language", ""),
                event=wanted.get("event", ""),
                full_text=bool(config.blog_feed_fulltext) and not wanted.get("summary", False),
            )
            for name, wanted in config.weblog_feeds.items()
        ),
    )


def mistakes(config: Config, /) -> list[str]:
    """What is wrong with ablog's settings, which ablog itself tells late or as a traceback."""
    wrong = []
    for kind in ("author", "location", "language"):
        known = config[f"blog_{kind}s"]
        if not isinstance(known, dict) or not all(_is_name_and_address(value) for value in known.values()):
            wrong.append(f'blog_{kind}s must be like {{"short": ("Full name", "https://address or None")}}')
            continue
        default = config[f"blog_default_{kind}"] or []
        unknown = [name for name in ([default] if isinstance(default, str) else default) if name not in known]
        if unknown:
            wrong.append(f"blog_default_{kind}: {unknown[0]!r} is no short name of blog_{kind}s ({', '.join(known)})")
    address = urlsplit(config.blog_baseurl or "https://none.example/")
    if not (address.scheme and address.netloc):
        wrong.append(f'blog_baseurl: "{config.blog_baseurl}" is no whole address; write "https://weblog.example.org/"')
    templates = config.blog_feed_templates
    if not isinstance(templates, dict) or not templates or not all(map(_is_feed_template, templates.items())):
        wrong.append(
            'blog_feed_templates must name files and their Jinja templates for "title", "summary" or "content", '
            'like {"atom": {}, "social": {"content": "{{ title }}"}}'
        )
    length, subtitle = config.blog_feed_length, config.blog_feed_subtitle
    if length is not None and (not isinstance(length, int) or length < 0):
        wrong.append(f"blog_feed_length must be a number of entries, 0 for all of them, not {length!r}")
    if subtitle is not None and not isinstance(subtitle, str):
        wrong.append(f"blog_feed_subtitle must be a text, not {subtitle!r}")
    path = config.blog_path
    if not isinstance(path, str) or not {"", ".", ".."}.isdisjoint(path.split("/")):
        wrong.append(f'blog_path: "{path}" is no place below the site; write it like "weblog" or "notes/weblog"')
    return wrong


def _is_feed_template(item: tuple[object, object]) -> bool:
    root, templates = item
    if not isinstance(root, str) or not root or "/" in root or not isinstance(templates, dict):
        return False
    try:
        for text in templates.values():
            Template(text)
    except (TemplateError, TypeError, AttributeError):
        return False
    return templates.keys() <= {"title", "summary", "content"}


def _is_name_and_address(value: object) -> bool:
    if not isinstance(value, (tuple, list)) or len(value) != 2:
        return False
    return isinstance(value[0], str) and (value[1] is None or isinstance(value[1], str))
