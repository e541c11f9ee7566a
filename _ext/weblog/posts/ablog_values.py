"""Each of ablog's settings once: which values it may have, which of several ways to write one they are, what it does.

Owns: that table, from which conf.py is checked and the documentation is held to. Must not: touch ablog, know posts.
In: what conf.py or the command line says. Out: values that ablog and we can work with, or what is wrong with them,
which ablog would tell late or as a traceback.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jinja2 import Template, TemplateError
from sphinx.errors import ConfigError

from sphinx_rebuild.files import fits
from weblog.posts.addresses import WEB, WITHOUT_SCHEME, is_path, is_whole, way_out
from weblog.posts.mistake import MistakeError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""Characters that stand for nothing, and that neither files' names nor feeds can have."""


WRITE_WHOLE = 'write it whole, "https://..."'


class SettingsError(ConfigError):
    """What is wrong in conf.py: sentences that each begin with a setting's name."""

    def __init__(self, mistakes: Sequence[str], /) -> None:
        super().__init__("conf.py: " + "; ".join(mistakes))
        self.mistakes = mistakes


def _flag(value: object) -> bool:
    """Yes or no; the command line has them as "1" and "0"."""
    if isinstance(value, str) and value in ("0", "1"):
        return value == "1"
    if value is None or isinstance(value, int):
        return bool(value)
    raise MistakeError(f"must be True or False, not {value!r}")


def _text(value: object) -> str:
    if isinstance(value, str) and not CONTROL.search(value):
        return value
    raise MistakeError(f"must be a text, not {value!r}")


def _text_or_none(value: object) -> str | None:
    """ablog takes False for None wherever a text may be left out."""
    return None if value is None or value is False else _text(value)


def _text_or_empty(value: object) -> str:
    return _text_or_none(value) or ""


def _style_sheet(value: object) -> str:
    written = _text_or_empty(value)
    if written and written.rpartition("/")[2] in ("", ".", ".."):
        raise MistakeError(f'"{written}" is no file; write it like "css/all.min.css", or its whole address')
    return written


def _style_sheet_elsewhere(value: object) -> str:
    written = _style_sheet(value)
    if not written or WEB.fullmatch(written) or written.startswith("//") or is_path(written):
        return written
    raise MistakeError(f'"{written}" is no address; {way_out(written, WRITE_WHOLE)}')


def _number(value: object) -> int:
    if isinstance(value, str) and re.fullmatch(r"[0-9]+", value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise MistakeError(f"must be a number from 0 on, not {value!r}")


def _count(value: object) -> int:
    """ablog takes None and False for 0 wherever something is counted."""
    return 0 if value is None or value is False else _number(value)


def _full_names(value: object) -> dict[str, tuple[str, str | None]]:
    if isinstance(value, dict) and all(map(_is_full_name, value.items())):
        for _, address in value.values():
            if address and not (is_whole(address) or _is_from_root(address)):
                raise MistakeError(f'"{address}" is no address; {way_out(address, WRITE_WHOLE)}')
        return {short: tuple(full) for short, full in value.items()}
    raise MistakeError('must be like {"short": ("Full name", "https://address or None")}')


def _is_full_name(item: tuple[object, object]) -> bool:
    short, full = item
    if not isinstance(short, str) or not isinstance(full, (tuple, list)) or len(full) != 2:
        return False
    return isinstance(full[0], str) and (full[1] is None or isinstance(full[1], str))


def _is_from_root(address: str) -> bool:
    """True for a path that means the same on each page; any other is another place on each."""
    return bool(re.fullmatch(r"/(?!/)[^\s<>\"\\]*", address))


def _texts(value: object) -> list[str]:
    values = [value] if isinstance(value, str) else value
    if isinstance(values, (list, tuple)) and all(isinstance(one, str) and not CONTROL.search(one) for one in values):
        return [*values]
    raise MistakeError(f"must be a text or a list of texts, not {value!r}")


def _short_names(value: object) -> list[str] | None:
    return None if value is None else _texts(value)


def _patterns(value: object) -> list[str]:
    return [] if value is None or value is False else [pattern for pattern in _texts(value) if pattern]


def _base(value: object) -> str:
    """As it is written, for ids of entries are made of it; `whole_address` gives it its scheme."""
    written = _text_or_empty(value)
    try:
        parts = urlsplit(written)
    except ValueError:
        parts = urlsplit("")
    has_host = "://" in written and bool(parts.netloc)
    is_from_root = written.startswith("/") and not written.startswith("//")
    if written and (re.search(r"\s", written) or not (has_host or is_from_root or WITHOUT_SCHEME.fullmatch(written))):
        raise MistakeError(f'"{written}" is no whole address; write "https://weblog.example.org/"')
    return written


def whole_address(base: str, /) -> str:
    """The address of a site that ends with a slash: blog_baseurl, which may lack its scheme."""
    address = base.rstrip("/") + "/"
    if WITHOUT_SCHEME.fullmatch(base):
        return f"https://{address.removeprefix('//')}"
    return address


def _path(value: object) -> str:
    """Without slashes at its ends: a page's name has none."""
    written = _text(value)
    path = posixpath.normpath(written).strip("/")
    if (
        not written
        or path in ("", ".", "..")
        or path.startswith("../")
        or re.search(r"[\\:?#]", path)
        or not fits(path)
    ):
        raise MistakeError(f'"{written}" is no place below the site; write it like "weblog" or "notes/weblog"')
    return path


def _feed_templates(value: object) -> dict[str, Any]:
    if isinstance(value, dict) and all(map(_is_feed_template, value.items())):
        return value
    raise MistakeError(
        'must name files and their Jinja templates for "title", "summary" or "content", '
        'like {"atom": {}, "social": {"content": "{{ title }}"}}'
    )


def _is_feed_template(item: tuple[object, object]) -> bool:
    root, templates = item
    if not isinstance(root, str) or not isinstance(templates, dict):
        return False
    if root in ("", ".", "..") or root.startswith(("/", "../")) or root != posixpath.normpath(root) or "\\" in root:
        return False
    try:
        for text in templates.values():
            Template(text)
    except (TemplateError, TypeError, AttributeError):
        return False
    return templates.keys() <= {"title", "summary", "content"}


@dataclass(frozen=True, slots=True)
class AblogSetting:
    """One of ablog's settings: how its value is read, or refused as a `MistakeError`, and what it does with us."""

    read: Callable[[object], object]
    meaning: str


SETTINGS: Mapping[str, AblogSetting] = {
    "blog_title": AblogSetting(_text, "The weblog's name, in feeds and for machines."),
    "blog_baseurl": AblogSetting(
        _base,
        "The site's address. Without it there are no feeds, no sitemap and nothing for machines. A host without a "
        "scheme is taken for `https`; ids in feeds are made of it as it is written, as with ablog.",
    ),
    "blog_path": AblogSetting(_path, "The page of all posts, and the folder of all lists; slashes at its ends go."),
    "blog_post_pattern": AblogSetting(_patterns, "The files that are posts without saying so."),
    "blog_authors": AblogSetting(_full_names, 'Short name -> ("Full name", "address or None").'),
    "blog_locations": AblogSetting(_full_names, "The same of places."),
    "blog_languages": AblogSetting(_full_names, "The same of languages; the short name is the language's code."),
    "blog_default_author": AblogSetting(_short_names, "The short names for a post that has none."),
    "blog_default_location": AblogSetting(_short_names, "The same of places."),
    "blog_default_language": AblogSetting(_short_names, "The same of languages."),
    "blog_archive_titles": AblogSetting(
        _flag,
        "True: the pages of tags, years, authors, ... hold titles alone; "
        "[`weblog_list_titles`](#weblog-list-titles) says it of some pages.",
    ),
    "blog_feed_archives": AblogSetting(_flag, "True: years, tags, authors, ... have feeds, too."),
    "blog_feed_fulltext": AblogSetting(_flag, "True: feeds hold whole texts; otherwise first words, with links."),
    "blog_feed_length": AblogSetting(_count, "How many entries a feed has; 0 or `None` for all."),
    "blog_feed_subtitle": AblogSetting(_text_or_none, "The subtitle of feeds."),
    "blog_feed_templates": AblogSetting(_feed_templates, "The names of feeds' files, and templates for their entries."),
    "blog_feed_titles": AblogSetting(_flag, "True: feeds hold titles alone."),
    "disqus_shortname": AblogSetting(
        _text_or_none,
        "The site's name at Disqus: posts have its comments, each by the identifier that ablog gives it, so that none "
        "is lost.",
    ),
    "disqus_drafts": AblogSetting(_flag, "False: drafts have no comments."),
    "disqus_pages": AblogSetting(_flag, "True: pages that are no posts have comments, too."),
    "fontawesome_included": AblogSetting(_flag, "True: the theme has Font Awesome, so ablog's parts show its icons."),
    "fontawesome_link_cdn": AblogSetting(
        _style_sheet_elsewhere,
        "The address of Font Awesome's style sheet, which every page links to; readers then ask that host.",
    ),
    "fontawesome_css_file": AblogSetting(
        _style_sheet, "Its file below a folder of `html_static_path`, where there is no `fontawesome_link_cdn`."
    ),
    "post_always_section": AblogSetting(_flag, "True: a `{post}` in a section makes a post of the section."),
    "post_auto_excerpt": AblogSetting(_count, "How many paragraphs stand in lists, where a post doesn't say."),
    "post_auto_image": AblogSetting(
        _count, "Which of a post's images stands in lists, where a post doesn't say: 1 for the first; 0 for none."
    ),
    "post_auto_orphan": AblogSetting(_flag, "False: a post that is in no table of contents is told, as Sphinx does."),
    "post_date_format": AblogSetting(_text, "How dates are shown; a date of numbers in a `{post}` is read by it, too."),
    "post_date_format_short": AblogSetting(
        _text, "How the sidebar of recent posts and a `{postlist}` show dates, where it doesn't say."
    ),
    "post_redirect_refresh": AblogSetting(_number, "How many seconds an old address waits before it leads on."),
    "post_show_prev_next": AblogSetting(_flag, "False: no older and newer post below a post."),
    "skip_injecting_base_ablog_templates": AblogSetting(
        _flag,
        "Always as if it were True: the theme's `page.html` goes before ablog's, whose other templates are found.",
    ),
}
"""All of them, by name."""


def read(written: Callable[[str], object], /) -> tuple[dict[str, Any], list[str]]:
    """The values as ablog and we work with them, by name, and what is wrong; `written` gives what conf.py says."""
    values: dict[str, Any] = {}
    wrong = []
    for name, setting in SETTINGS.items():
        try:
            values[name] = setting.read(written(name))
        except MistakeError as mistake:
            wrong.append(f"{name}{'' if str(mistake).startswith('must') else ':'} {mistake}")
    for kind in ("author", "location", "language"):
        known, defaults = values.get(f"blog_{kind}s"), values.get(f"blog_default_{kind}")
        if known is not None and (unknown := [name for name in defaults or () if name not in known]):
            wrong.append(f"blog_default_{kind}: {unknown[0]!r} is no short name of blog_{kind}s ({', '.join(known)})")
    return values, wrong
