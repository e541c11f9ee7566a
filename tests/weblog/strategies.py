"""What an author may type, drawn by hypothesis: titles, tags, dates, posts, bodies; and plain posts for examples.

Owns: every strategy of the tests. Must not: build a site, look at the clock. Out: values in the shape in which the
pure modules take them, the hostile ones included.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from html import escape
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from weblog.posts.catalog import Catalog, build_catalog
from weblog.posts.labels import CatalogSettings, FeedPlan
from weblog.posts.metadata import unique_names
from weblog.posts.model import Excerpt, PostData
from weblog.posts.published_site import PublishedSite
from weblog.talks import programme
from weblog.talks.model import TALK_KINDS, EventData, SpeakerData, TalkData
from weblog.talks.pages import TalkPages

from ..words import HOSTILE, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hypothesis.strategies import SearchStrategy

    from weblog.talks.programme import Programme

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NEW_YORK = ZoneInfo("America/New_York")
ZONES = (AMSTERDAM, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kolkata"), ZoneInfo("UTC"))
CLOCK_CHANGES = (
    datetime(2020, 3, 29, 2, tzinfo=AMSTERDAM),
    datetime(2020, 10, 25, 2, tzinfo=AMSTERDAM),
    datetime(2020, 3, 8, 2, tzinfo=NEW_YORK),
    datetime(2020, 11, 1, 1, tzinfo=NEW_YORK),
    datetime(2020, 4, 5, 2, tzinfo=ZoneInfo("Australia/Lord_Howe")),  # by half an hour
)
NOW = datetime(2020, 6, 25, 12, tzinfo=UTC)
FEEDS = FeedPlan(
    authority="weblog.example.org,2000", file_name="atom", archives=True, full_text=True, summaries=(), combinations=()
)
BASE = "https://weblog.example/"
SITE = PublishedSite(
    base=BASE,
    title="A weblog",
    language="en",
    author="Reinout",
    front_page="index",
    address_of=lambda name: "" if name == "index" else f"{name}.html",
)
"""A site as pages and exports know it."""
CATALOG_SETTINGS = CatalogSettings(
    path="weblog", title="A weblog", locale="en", full_names={}, default_labels={}, feed_plan=FEEDS
)


# Plain posts


def a_post(
    docname: str,
    date: datetime | None = datetime(2020, 6, 1, tzinfo=AMSTERDAM),
    /,
    *,
    title: str = "A post",
    section: str = "",
    updates: Iterable[datetime] = (),
    tags: Iterable[str] = (),
    author: Iterable[str] = (),
    redirects: Iterable[str] = (),
    was: Iterable[str] = (),
    feed_id: str = "",
    summary: str = "Some words.",
    options: dict[str, object] | None = None,
) -> PostData:
    """A post as the environment stores it, by Amsterdam's midnight of 1 June 2020."""
    return PostData(
        docname=docname,
        section=section,
        line=1,
        title=title,
        date=date,
        unpublished_as="",
        updates=list(updates),
        tags=list(tags),
        tags_as_written=list(tags),
        author=list(author),
        category=[],
        location=[],
        language=[],
        was=list(was),
        redirects=[*redirects, *was],
        feed_id=feed_id,
        event="",
        excerpt=Excerpt(blocks=[("p", escape(summary))], text=summary, references=[]),
        picture=None,
        minutes=2,
        options=options or {},
    )


def day(month: int, number: int, /) -> datetime:
    """Midnight of a day of 2020 in Amsterdam."""
    return datetime(2020, month, number, tzinfo=AMSTERDAM)


def catalog_of(stored: Iterable[PostData], settings: CatalogSettings = CATALOG_SETTINGS, /) -> Catalog:
    """The catalog of some posts, whatever clashes in it."""
    catalog, _ = build_catalog(stored, settings, now=NOW)
    return catalog


# Plain events, talks and speakers


def an_event(
    docname: str = "events/conf",
    first: date | None = None,
    last: date | None = None,
    /,
    *,
    line: int = 3,
    title: str = "A conference",
    place: str = "",
    url: str = "",
    series: str = "",
    other_names: Iterable[str] = (),
) -> EventData:
    """An event as the environment stores it; of one day where it has no last one."""
    return EventData(
        top="top",
        docname=docname,
        line=line,
        title=title,
        first=first,
        last=last or first,
        place=place,
        url=url,
        series=series,
        other_names=list(other_names),
    )


def a_talk(
    docname: str,
    /,
    *sections: str,
    line: int = 7,
    named: str = "",
    heading: str = "A talk",
    title: str = "",
    speakers: Iterable[str] | None = None,
    event: str = "",
    day: date | None = None,
    time: time | None = None,
    kind: str = "talk",
    materials: dict[str, str] | None = None,
    excerpt: Excerpt | None = None,
) -> TalkData:
    """A talk as the environment stores it; `sections` are those around it, the page's own apart."""
    return TalkData(
        top="top",
        docname=docname,
        section=sections[0] if sections else "",
        sections=[*sections, "top"],
        line=line,
        id=named,
        heading=heading,
        title=title,
        speakers=None if speakers is None else list(speakers),
        event=event,
        day=day,
        time=time,
        kind=kind,
        materials=materials or {},
        excerpt=excerpt,
    )


def a_speaker(
    docname: str,
    name: str,
    /,
    *,
    line: int = 3,
    other_names: Iterable[str] = (),
    links: Iterable[tuple[str, str]] = (),
    family_name: str = "",
) -> SpeakerData:
    """A speaker with a page, as the environment stores it."""
    return SpeakerData(
        top="top",
        docname=docname,
        line=line,
        name=name,
        other_names=list(other_names),
        links=list(links),
        family_name=family_name,
    )


def programme_of(
    *,
    events: Iterable[EventData] = (),
    talks: Iterable[TalkData] = (),
    speakers: Iterable[SpeakerData] = (),
    posts: Iterable[PostData] = (),
    zone: ZoneInfo = AMSTERDAM,
    show_drafts: bool = False,
) -> Programme:
    """The programme of some events, talks and speakers, whatever is wrong with it."""
    by_document: dict[str, list[PostData]] = {}
    for post in posts:
        by_document.setdefault(post["docname"], []).append(post)
    return programme.build_programme(events, talks, speakers, by_document, zone=zone, show_drafts=show_drafts)


def talk_pages_of(
    found: Programme, posts: Iterable[PostData] = (), settings: CatalogSettings = CATALOG_SETTINGS, /
) -> TalkPages:
    """What pages show of a programme and its posts."""
    catalog, _ = build_catalog(posts, settings, now=NOW, talk_labels=found.labels_by_post)
    return TalkPages(found, catalog, {name: excerpt["text"] for name, excerpt in found.excerpts.items()})


# Words

TITLES = st.builds("{}{}{}".format, HOSTILE, WORDS, HOSTILE)
"""With at least one word: the bridge gives a title to a post without one."""

TAGS = (
    st.sampled_from(
        [
            *(
                "C",
                "C++",
                "C#",
                ".NET",
                "Django",
                "django",
                "two words",
                "Two-Words",
                "état",
                "日本",
                "index",
                "archive",
            ),
            *(
                "..",
                "a/b",
                "/",
                "\\",
                "+",
                "#",
                "_",
                "-",
                "\N{HOT BEVERAGE}\N{VARIATION SELECTOR-16}",
                "<i>x</i>",
                "a&b",
            ),
        ]
    )
    | WORDS
    | HOSTILE
)


# Moments

_BETWEEN = (datetime(1995, 1, 1), datetime(2035, 12, 31, 23, 59))
MOMENTS = st.one_of(
    st.datetimes(*_BETWEEN, timezones=st.sampled_from(ZONES)),
    st.builds(
        lambda change, minutes, fold: (change + timedelta(minutes=minutes)).replace(fold=fold),
        st.sampled_from(CLOCK_CHANGES),
        st.integers(-90, 90),
        st.integers(0, 1),
    ),
    # posts of one moment, and of the very moment of the build
    st.sampled_from([NOW, NOW.astimezone(AMSTERDAM), NOW + timedelta(seconds=1), datetime(2020, 1, 1, tzinfo=UTC)]),
)
"""Aware; around a change of the clock also those that it skips or shows twice."""

DATE_LIKE = st.lists(
    st.sampled_from(
        [
            *(
                "2020",
                "20",
                "1",
                "25",
                "06",
                "99",
                "0",
                "June",
                "Thu",
                "am",
                "UTC",
                "Z",
                "T",
                "th",
                "of",
                "at",
                "1e5",
                "٣",
            ),
            *("-", ":", "/", ".", ",", " ", " ", "+", "14:30", "2020-06-25", "25 June 2020 ", "+0200", "+9900", "W26"),
        ]
    ),
    max_size=8,
).map("".join)


# Posts


def _labels(words: SearchStrategy[str]) -> SearchStrategy[list[str]]:
    return st.lists(words, max_size=3).map(unique_names)


EXCERPTS = HOSTILE.map(lambda text: Excerpt(blocks=[("p", f"<em>{escape(text)}</em>")], text=text, references=[]))
DOCNAMES = st.builds(
    "{}/{}".format, st.sampled_from(["posts", "posts/2020/06/01", "notes"]), st.text("abcé1- ", min_size=1, max_size=4)
)
POSTS = st.builds(
    PostData,
    docname=DOCNAMES,
    section=st.just(""),
    line=st.integers(1, 100),
    title=TITLES,
    date=st.none() | MOMENTS,
    unpublished_as=st.just(""),
    updates=st.lists(MOMENTS, max_size=2),
    tags=_labels(TAGS),
    author=_labels(st.sampled_from(["Ada Lovelace", "Grace <Hopper>", "ada lovelace"])),
    category=_labels(st.sampled_from(["Summaries", "C++"])),
    location=st.just([]),
    language=st.just([]),
    was=st.just([]),
    redirects=st.just([]),
    feed_id=st.just(""),
    excerpt=EXCERPTS,
    picture=st.none(),
    minutes=st.integers(0, 25),
    options=st.just({}) | st.just({"external_link": "https://else.example/?a=1&b=2"}),
)
WEBLOGS = st.lists(POSTS, max_size=6, unique_by=lambda post: post["docname"])
IN_TWO_ORDERS = WEBLOGS.flatmap(lambda posts: st.tuples(st.just(posts), st.permutations(posts)))
"""The same posts twice, once shuffled."""


# Events, talks and speakers: few names for many of them, so that they clash

PEOPLE = st.sampled_from(
    [
        *("Ada Lovelace", "Ada Lovelase", "ada lovelace", "Ada, Countess of Lovelace", "Grace Hopper", "Grace  Hopper"),
        *("Łukasz Nowak", "Lukasz Nowak", "José García", "Jose Garcia", "Ann Li", "Ana Li", "日本 太郎", "<b>Bo</b>"),
        *("Sander van de Graaf", "Sammy Davis Jr.", "\N{PILE OF POO}", "+", "Index"),
    ]
)
DAYS = st.dates(date(2019, 12, 30), date(2020, 7, 2))
_SPANS = st.one_of(
    st.tuples(st.none(), st.none()),
    st.builds(lambda first, more: (first, first + timedelta(days=more)), DAYS, st.integers(0, 3)),
)
EVENTS = st.builds(
    lambda data, span: EventData(**{**data, "first": span[0], "last": span[1]}),  # type: ignore[typeddict-item]
    st.builds(
        an_event,
        st.sampled_from(["events/conf", "events/2020/conf", "events/conf/index", "events/meetup", "events/day", "x"]),
        line=st.integers(1, 9),
        title=st.sampled_from(["A conference", "Conf: the second", "meetup"]) | TITLES,
        place=st.sampled_from(["", "Online", "Utrecht"]) | HOSTILE,
        series=st.sampled_from(["", "Conf", "conf"]),
        other_names=st.lists(WORDS, max_size=2),
    ),
    _SPANS,
)
_DOCUMENTS = st.sampled_from(["posts/a", "posts/b", "posts/2020/a", "posts/c"])
HEADINGS = st.lists(
    st.sampled_from(["conf", "meetup", ":", ": ", " - ", " \N{EM DASH} ", ", ", " and ", "and", "&", "-", "ada", "Bo"])
    | HOSTILE
    | WORDS,
    max_size=8,
).map("".join)
TALKS = st.builds(
    lambda docname, sections, options: a_talk(docname, *sections, **options),
    _DOCUMENTS,
    st.sampled_from([(), ("one",), ("two",), ("two", "one")]),
    st.fixed_dictionaries(
        {
            "line": st.integers(1, 30),
            "named": st.sampled_from(["", "", "keynote", "posts/a", "a"]),
            "heading": HEADINGS,
            "title": st.just("") | TITLES,
            "speakers": st.none() | st.lists(PEOPLE, max_size=3, unique=True),
            "event": st.sampled_from(["", "conf", "meetup", "day", "nowhere"]),
            "day": st.none() | DAYS,
            "time": st.none() | st.times(),
            "kind": st.sampled_from(sorted(TALK_KINDS)),
        }
    ),
)
SPEAKERS = st.builds(
    a_speaker,
    st.sampled_from(["people/one", "people/two", "people/three", "speakers/ada-lovelace"]),
    PEOPLE,
    other_names=st.lists(PEOPLE, max_size=2, unique=True),
)
_TALK_POSTS = st.builds(
    lambda docname, section, moment, unpublished_as: PostData(
        **{**a_post(docname, moment, section=section), "unpublished_as": unpublished_as}
    ),
    _DOCUMENTS,
    st.sampled_from(["", "one"]),
    MOMENTS,
    st.sampled_from(["", "", "Draft"]),
)
Stored = tuple[list[EventData], list[TalkData], list[SpeakerData], list[PostData]]
"""What `programme.build_programme` takes."""


def _unshared(found: SearchStrategy[Any], *fields: str, at_most: int) -> SearchStrategy[list[Any]]:
    return st.lists(found, max_size=at_most, unique_by=lambda data: tuple(data[field] for field in fields))


PROGRAMMES: SearchStrategy[Stored] = st.tuples(
    _unshared(EVENTS, "docname", at_most=4),
    _unshared(TALKS, "docname", "line", at_most=6),
    _unshared(SPEAKERS, "docname", at_most=3),
    _unshared(_TALK_POSTS, "docname", "section", at_most=5),
)
PROGRAMMES_IN_TWO_ORDERS: SearchStrategy[tuple[Stored, Stored]] = PROGRAMMES.flatmap(
    lambda stored: st.tuples(st.just(stored), st.tuples(*map(st.permutations, stored)))  # type: ignore[arg-type]
)
"""The same events, talks, speakers and posts twice, once shuffled."""


# Files, and the HTML of a post's page as Sphinx writes it

SOURCES = st.lists(
    st.sampled_from(
        [
            *("```", "~~~", ":::", "````", "{post}", " 2020-06-25", ".. post::", "---", "blogpost:", "date:"),
            *("\n", "\n", "\r\n", "\r", "\x0c", " "),
        ]
    )
    | st.text(max_size=5)
).map("".join)

_PIECES = st.one_of(
    HOSTILE.map(lambda text: f"<p>{escape(text)}</p>"),
    st.sampled_from(
        [
            '<p><a class="reference internal" href="../other.html#part">Other</a> and <a href="#here">here</a>.</p>',
            '<img alt="" src="../_images/a%20b.png" srcset="../_images/a.png 1x, /b.png 2x" id="picture">',
            '<picture><source srcset=" small.webp , big.webp 2x "><img alt="" src="//else.example/c.png"></picture>',
            '<section id="part"><h2>Part<a class="headerlink" href="#part" title="Link">¶</a></h2></section>',
            '<script>alert("1")</script><style>p {color: red}</style><button class="copy">Copy</button> &lt;tail&gt;',
            '<a class="x headerlink" href="#y">¶</a><span id="y"></span><!-- no words --><SCRIPT src="x.js"></SCRIPT>',
            '<div class="highlight"><pre><span id="l1"></span>if a &lt; b &amp;&amp; c:</pre></div>',
        ]
    ),
)
BODIES = st.builds(
    lambda title, pieces: (
        f'<section id="title">\n<h1>{escape(title)}<a class="headerlink" href="#title">¶</a></h1>\n'
        f'<p class="post-byline">2020-06-01</p>\n{"".join(pieces)}</section>\n'
    ),
    TITLES,
    st.lists(_PIECES, max_size=5),
)
