"""Every setting of ours once, the kinds of warning that we give, and the one function that gives them.

Owns: `weblog_*` settings (name, default, type, check, help) and `Subtype`. Must not: read posts or pages.
In: Sphinx's config. Out: `Settings`, checked; one ConfigError that names every mistake of conf.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import NoneType
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from sphinx.util import logging

from weblog.posts import ablog_values, setting_checks

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)


class Subtype(StrEnum):
    """The kinds of warning that the weblog gives; silence one with `suppress_warnings = ["weblog.<value>"]`."""

    ADDRESS = "address"
    """Two things want one address of the site."""
    DATE = "date"
    """A date that can't be read."""
    DIRECTIVE = "directive"
    """A directive that a tool or a slip has made code or text of."""
    DRAFT = "draft"
    """An unpublished post that can't be held back."""
    ENCODING = "encoding"
    """A file that isn't UTF-8."""
    FOLDER = "folder"
    """A post's date and the date that its folder tells differ."""
    IMAGE = "image"
    """An image that isn't there."""
    ID = "id"
    """Two posts that feeds would take for one, two events or talks of one id."""
    LABEL = "label"
    """A label, a term or the like that several documents have."""
    MATHEMATICS = "mathematics"
    """A formula that can't be read, or may be none."""
    OPTION = "option"
    """An option or argument that can't be read."""
    PLACE = "place"
    """A directive that stands where it can't work."""
    REFERENCE = "reference"
    """A cross reference that leads nowhere, or where none may lead."""
    SPEAKER = "speaker"
    """A speaker who may be another one, or two, or nobody."""
    TAG = "tag"
    """A line of tags.yml that can't be read, or contradicts another one."""
    TITLE = "title"
    """A post, a talk, an event or a speaker without a title."""


def warn(subtype: Subtype, message: str, /, *, location: str | tuple[str, int | None] | Node | None) -> None:
    """Tells the author of a mistake through Sphinx's logger: `make html` fails, the build goes on."""
    logger.warning("%s", message, type="weblog", subtype=subtype.value, location=location)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One `weblog_*` setting. `rebuild` is Sphinx's: "env" reads every page again on a change, "html" writes them."""

    name: str
    default: Any
    types: tuple[type, ...]
    rebuild: Literal["", "env", "html"]
    help: str
    check: Callable[[Any], str] = lambda value: ""  # what is wrong with a value of the right type, or ""


SETTINGS = (
    Setting(
        name="weblog_timezone",
        default="UTC",
        types=(str,),
        rebuild="env",
        check=setting_checks.check_zone,
        help="The time zone that dates are meant in, by its IANA name.",
    ),
    Setting(
        name="weblog_navigation",
        default=[],
        types=(list, tuple),
        rebuild="html",
        check=setting_checks.check_navigation,
        help="The pages that the sidebar leads to, in order, as page names, and places elsewhere, as (text, address).",
    ),
    Setting(
        name="weblog_list_titles",
        default=[],
        types=(list, tuple),
        rebuild="html",
        check=setting_checks.check_patterns,
        help="The pages whose lists of posts hold titles alone, as page names or patterns; with blog_archive_titles "
        "all do.",
    ),
    Setting(
        name="weblog_list_excerpts",
        default=None,
        types=(int, NoneType),
        rebuild="html",
        check=setting_checks.check_number,
        help="How many posts a page of a tag, a month, an author, ... shows with their first words; the older ones are "
        "lines. None for all.",
    ),
    Setting(
        name="weblog_list_names",
        default=[],
        types=(list, tuple),
        rebuild="html",
        check=setting_checks.check_patterns,
        help="The pages of all tags, authors, years, ... that hold names with numbers of posts alone, as page names or "
        "patterns.",
    ),
    Setting(
        name="weblog_byline",
        default=None,
        types=(bool, int, list, NoneType),
        rebuild="env",
        check=lambda value: setting_checks.check_patterns(value) if isinstance(value, list) else "",
        help="False leaves out the line below a post's title; by default it is left out on pages whose sidebars "
        "have ablog/postcard.html.",
    ),
    Setting(
        name="weblog_feed_authority",
        default="",
        types=(str,),
        rebuild="html",
        check=setting_checks.check_authority,
        help='Who coins the ids of feeds and entries, as "domain,date" (RFC 4151); never change it after publication.',
    ),
    Setting(
        name="weblog_feeds",
        default={},
        types=(dict,),
        rebuild="html",
        check=setting_checks.check_feeds,
        help="Feeds of combinations: name -> title, tags (all or any), without (tags), event, language, summary, path, "
        "id, length.",
    ),
    Setting(
        name="weblog_entry_ids",
        default=(),
        types=(tuple, list),
        rebuild="html",
        check=setting_checks.check_entry_ids,
        help="The form that entries' ids had before a day, and that day, of posts that were published elsewhere.",
    ),
    Setting(
        name="weblog_redirects",
        default={},
        types=(dict,),
        rebuild="html",
        check=setting_checks.check_redirects,
        help="Old addresses of lists, as page names, and the pages that they lead to.",
    ),
    Setting(
        name="weblog_feed_summaries",
        default=[],
        types=(list, tuple),
        rebuild="html",
        check=setting_checks.check_patterns,
        help='The pages whose feeds hold summaries instead of whole texts, as page names or patterns ("weblog/tag/*").',
    ),
    Setting(
        name="weblog_search",
        default=None,
        types=(bool, int, NoneType),
        rebuild="html",
        help="True makes the index of the weblog's own search page; by default if the site's search.html shows that.",
    ),
    Setting(
        name="weblog_drafts",
        default=False,
        types=(bool, int),
        rebuild="env",
        help="True shows drafts and scheduled posts, marked; for a preview on one's own machine.",
    ),
    Setting(
        name="weblog_keep_good_pages",
        default=False,
        types=(bool, int),
        rebuild="",
        help="True keeps the page that a document had before it got a mistake; for `make serve`.",
    ),
    Setting(
        name="weblog_now",
        default="",
        types=(str,),
        rebuild="",
        check=setting_checks.check_moment,
        help="The moment that counts as now when posts are scheduled; empty for the clock.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The checked settings of one build; `now` is aware and in `zone`."""

    zone: ZoneInfo
    now: datetime
    show_drafts: bool


def register(app: Sphinx, /) -> None:
    """Adds every setting to Sphinx; has Sphinx heed four of ablog's, with ablog's defaults."""
    for name in ("blog_archive_titles", "blog_feed_fulltext", "blog_feed_length", "blog_feed_titles"):
        app.add_config_value(name, app.config.values.pop(name).default, "html", (bool, int, NoneType))
    for setting in SETTINGS:
        app.add_config_value(setting.name, setting.default, setting.rebuild, setting.types, setting.help)


def check(config: Config, /) -> Settings:
    """The settings of this build.

    :raises SettingsError: naming every wrong setting, ours and ablog's, and what would be right.
    """
    wrong = []
    for setting in SETTINGS:
        value = config[setting.name]
        if not isinstance(value, setting.types):
            expected = " or ".join(kind.__name__ for kind in setting.types)
            wrong.append(f"{setting.name} must be a {expected}, not {type(value).__name__}. {setting.help}")
        elif message := setting.check(value):
            wrong.append(f"{setting.name}: {message}. {setting.help}")
    wrong += [*ablog_values.read(config.__getitem__)[1], *setting_checks.check_language(config.language)]
    if wrong:
        raise ablog_values.SettingsError(wrong)
    zone = ZoneInfo(config.weblog_timezone)
    now = datetime.fromisoformat(config.weblog_now) if config.weblog_now else datetime.now(UTC)
    now = now if now.tzinfo else now.replace(tzinfo=zone)
    return Settings(zone=zone, now=now.astimezone(zone), show_drafts=bool(config.weblog_drafts))
