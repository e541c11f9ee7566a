"""What conf.py says in ablog's settings, and in ours beside them, about the weblog as a whole.

Owns: what they come to. Must not: touch ablog, know posts. In: Sphinx's configuration, checked. Out: `CatalogSettings`
with the plan of the feeds.
"""

from __future__ import annotations

from datetime import datetime
from glob import glob
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from weblog.posts.ablog_values import whole_address
from weblog.posts.labels import CatalogSettings, Combination, FeedPlan, host
from weblog.posts.published_site import PublishedSite, site_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from os import PathLike

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
        feed_plan=_feed_plan(config, address_of) if config.blog_baseurl and config.blog_feed_templates else None,
        title_lists=("*",) if config.blog_archive_titles else tuple(config.weblog_list_titles),
        name_lists=tuple(config.weblog_list_names),
        with_excerpts=config.weblog_list_excerpts,
        old_ids=_old_ids(config),
    )


def published_site(config: Config, address_of: Callable[[str], str], /) -> PublishedSite:
    """The site as it will be published; `address_of` is the builder's."""
    unnamed = config.values["author"].default
    return PublishedSite(
        base=whole_address(config.blog_baseurl),
        title=config.blog_title,
        language=site_language(config.language or "en"),
        author=config.author if config.author not in ("", unnamed) else config.blog_title,
        front_page=config.root_doc,
        address_of=address_of,
        languages={value[0]: short for short, value in config.blog_languages.items()},
    )


def _feed_plan(config: Config, address_of: Callable[[str], str] | None) -> FeedPlan:
    roots, base = list(config.blog_feed_templates), config.blog_baseurl.rstrip("/") + "/"
    file_name = "atom" if "atom" in roots else roots[0]
    main = f"{config.blog_path}/{file_name}.xml"

    def whole_address(pagename: str) -> str:
        return f"{base}{address_of(pagename) if address_of else pagename}"

    told = tuple(_combination(config, name, wanted) for name, wanted in config.weblog_feeds.items())
    return FeedPlan(
        authority=config.weblog_feed_authority or f"{host(whole_address(config.blog_baseurl))},2000",
        address_of=whole_address if address_of and not config.weblog_feed_authority else None,
        file_name=file_name,
        archives=bool(config.blog_feed_archives),
        full_text=bool(config.blog_feed_fulltext),
        summaries=tuple(config.weblog_feed_summaries),
        combinations=tuple(feed for feed in told if feed.path != main),
        main=next((feed for feed in told if feed.path == main), None),
    )


def _combination(config: Config, name: str, wanted: Mapping[str, Any]) -> Combination:
    return Combination(
        name=name,
        title=wanted.get("title", name),
        tags=tuple(wanted.get("tags", ())),
        any=wanted.get("any", False),
        without=tuple(wanted.get("without", ())),
        language=wanted.get("language", ""),
        event=wanted.get("event", ""),
        full_text=bool(config.blog_feed_fulltext) and not wanted.get("summary", False),
        path=wanted.get("path", f"{config.blog_path}/feeds/{name}.xml"),
        id=wanted.get("id", ""),
        length=wanted.get("length"),
    )


def _old_ids(config: Config) -> tuple[str, datetime] | None:
    if not config.weblog_entry_ids:
        return None
    form, day = config.weblog_entry_ids
    return form, datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(config.weblog_timezone))


def posts_by_pattern(patterns: Iterable[str], source: str | PathLike[str], /) -> list[str]:
    """The documents that blog_post_pattern makes posts of, by their files."""
    found = (file for pattern in patterns for file in glob(pattern, root_dir=source, recursive=True))  # noqa: PTH207
    files = (Path(source, file) for file in found)
    return sorted({Path(relpath(file, source)).with_suffix("").as_posix() for file in files if file.is_file()})


def icon_sheet(config: Config, /) -> str:
    """The style sheet of Font Awesome that every page is to have: an address, or a file below _static; or ""."""
    sheet: str = config.fontawesome_link_cdn or config.fontawesome_css_file
    return sheet
