"""The index that the weblog's search page loads: what there is to find, and in which of it each word stands.

Owns: what is a hit, what it shows, and the file's form. Must not: rank hits (`static/weblog/search.js` does). In: the
catalog, the programme, generated pages, the words of documents. Out: one script, which sets `weblogSearch`.

Its form is made for few bytes: columns of lines instead of objects. Of 1,000 posts of 600 words it is half as large as
Sphinx's index, which stays as it is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from weblog.posts.labels import LABEL_KINDS
from weblog.posts.links import REDIRECT
from weblog.posts.words import number_of, say, span
from weblog.site.pages import NOT_FOUND
from weblog.site.search.own_file import NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from weblog.posts.model import Collection, Post
    from weblog.site.search.places import Key
    from weblog.site.search.text import Part, Parts
    from weblog.site.whole import Whole
    from weblog.talks.model import Event, Speaker, Talk

POST, TALK, EVENT, SPEAKER, TAG, LABEL, YEAR, MONTH, PAGE = "ptesglymd"
"""The kinds of hits, by which the page knows what to call them."""


@dataclass(kw_only=True)
class Entry:
    """One thing that can be found; it is put together in this module, and nowhere else."""

    key: Key
    kind: str
    title: str
    date: date | None = None
    shown: str = ""  # what a hit says below its title: a date, a place, how many posts there are
    other_names: tuple[str, ...] = ()
    related: tuple[Key, ...] = ()  # its event, its speakers, its tags: whose names find it, too


class Entries(TypedDict):
    """The entries as the index has them: plain data, which stays while documents share what they shared."""

    keys: list[Key]  # in order
    kinds: str
    columns: dict[str, list[str]]  # a line for each entry: titles, addresses, ...


def entries_of(
    whole: Whole,
    titles: Mapping[str, str],
    parts: Parts,
    address_of: Callable[[str], str],
    show_date: Callable[[date], str],
    /,
) -> Entries:
    """All that can be found. `titles` are those of all documents; `address_of` gives a page's from the site's root."""
    entries = _Entries(whole, show_date)
    for docname in sorted(titles):
        entries.add_document(docname, titles[docname], parts[docname])
    entries.add_generated()
    return _in_columns(entries.in_order(), address_of)


def parts_of(entries: Entries, parts: Parts, /) -> list[Part | None]:
    """What each entry consists of; of what no document says there is nothing."""
    return [parts.get(docname, {}).get(section) for docname, section in entries["keys"]]


class _Entries:
    """The entries, by their keys: each thing once."""

    def __init__(self, whole: Whole, show_date: Callable[[date], str]) -> None:
        self.whole, self.catalog, self.programme = whole, whole.catalog, whole.talk_pages.programme
        self.show_date = show_date
        self.entries: dict[Key, Entry] = {}
        self.collections = {found.pagename: found for found in self._collections()}
        self.label_pages = {found.label: found.pagename for found in self.collections.values()}
        self.visible = {(post.docname, post.section) for post in self.catalog.visible}

    def _collections(self) -> Iterator[Collection]:
        for found in self.catalog.labelled.values():
            yield from found
        yield from self.catalog.years
        yield from self.catalog.months

    def in_order(self) -> list[Entry]:
        """The entries: posts and talks, the newest first; then all else, so that distances in the former are small."""

        def order(entry: Entry) -> tuple[bool, int, Key]:
            return (entry.kind not in (POST, TALK), -entry.date.toordinal() if entry.date else 0, entry.key)

        return sorted(self.entries.values(), key=order)

    def add_document(self, docname: str, title: str, parts: Iterable[str]) -> None:
        """Adds what a document has: posts, talks, an event, a speaker, or a page."""
        posts = {post.section: post for post in self.catalog.in_document(docname)}
        talks = {talk.section: talk for talk in self.programme.by_document.get(docname, ())}
        for section in parts:
            post = posts.get(section) or posts.get("")
            if post and (docname, post.section) not in self.visible:
                continue
            entry = self._of_part((docname, section), title, post, talks.get(section))
            self.entries[entry.key] = entry

    def _of_part(self, key: Key, title: str, post: Post | None, talk: Talk | None) -> Entry:
        docname, section = key
        if talk:
            return self._of_talk(key, talk, post)
        if post and post.section == section:
            return self._of_post(key, post)
        if event := self.programme.events_by_document.get(docname):
            return self._of_event(event)
        if speaker := self.programme.speakers_by_document.get(docname):
            return self._of_speaker(speaker)
        if found := self.collections.get(docname):
            return self._of_collection(found)
        return Entry(key=key, kind=PAGE, title=title)

    def add_generated(self) -> None:
        """Adds the pages that have no document, but for redirects and "not found"."""
        generated = [self._of_speaker(speaker) for speaker in self.programme.speakers]
        generated += map(self._of_collection, self.collections.values())
        generated += [
            Entry(key=(name, ""), kind=PAGE, title=page.title)
            for name, page in self.whole.pages.items()
            if page.template not in (REDIRECT, NOT_FOUND)
        ]
        for entry in generated:
            if entry.key[0] in self.whole.pages:
                self.entries.setdefault(entry.key, entry)

    def _of_post(self, key: Key, post: Post) -> Entry:
        day = post.date.date() if post.date else None
        shown = self.show_date(post.date) if post.date else ""
        return Entry(key=key, kind=POST, title=post.title, date=day, shown=shown, related=self._related(post))

    def _of_talk(self, key: Key, talk: Talk, post: Post | None) -> Entry:
        day = post.date.date() if post and post.date else talk.day
        about = [(talk.event.docname, "")] if talk.event else []
        about += [(speaker.pagename, "") for speaker in talk.speakers]
        tags = self._related(post, besides=("event", "speaker")) if post else ()
        shown = self.show_date(day) if day else ""
        return Entry(key=key, kind=TALK, title=talk.title, date=day, shown=shown, related=(*about, *tags))

    def _related(self, post: Post, *, besides: Sequence[str] = ()) -> tuple[Key, ...]:
        labels = [label for label in post.labels if label.kind not in besides]
        return tuple((label.pagename or self.label_pages.get(label, ""), "") for label in labels)

    def _of_event(self, event: Event) -> Entry:
        days = [self.show_date(day) for day in dict.fromkeys((event.first, event.last)) if day]
        shown = ", ".join(filter(None, [span(*days) if days[1:] else "".join(days), event.place]))
        names, key = (event.id, event.series, *event.other_names), (event.docname, "")
        return Entry(key=key, kind=EVENT, title=event.title, date=event.first, shown=shown, other_names=names)

    def _of_speaker(self, speaker: Speaker) -> Entry:
        shown = number_of("{number} talk", "{number} talks", len(self.programme.by_speaker.get(speaker.slug, ())))
        key = (speaker.pagename, "")
        return Entry(key=key, kind=SPEAKER, title=speaker.name, shown=shown, other_names=speaker.other_names)

    def _of_collection(self, found: Collection) -> Entry:
        shown = number_of("{number} post", "{number} posts", len(found.posts))
        kind = {"tags": TAG, "year": YEAR, "month": MONTH}.get(found.label.kind, LABEL)
        if kind == LABEL:
            shown = f"{say(LABEL_KINDS[found.label.kind][1])}, {shown}"
        title = found.title if kind in (YEAR, MONTH) else found.label.name
        return Entry(key=(found.pagename, ""), kind=kind, title=title, shown=shown)


def _in_columns(entries: Sequence[Entry], address_of: Callable[[str], str]) -> Entries:
    number = {entry.key: place for place, entry in enumerate(entries)}
    columns = {
        "titles": [entry.title for entry in entries],
        "addresses": [address_of(entry.key[0]) + (f"#{entry.key[1]}" if entry.key[1] else "") for entry in entries],
        "dates": list(map(_date, entries)),
        "shown": [entry.shown for entry in entries],
        "names": ["\t".join(filter(None, entry.other_names)) for entry in entries],
        "related": [" ".join(str(number[key]) for key in entry.related if key in number) for entry in entries],
    }
    return {
        "keys": [entry.key for entry in entries],
        "kinds": "".join(entry.kind for entry in entries),
        "columns": {name: [line.replace("\n", " ") for line in lines] for name, lines in columns.items()},
    }


def script(entries: Entries, parts: Sequence[Part | None], places: Mapping[str, str], /, *, has_stems: bool) -> bytes:
    """The script; `parts` is what each entry consists of, `places` are the signs of all words."""
    words = sorted(places, key=lambda word: (-len(places[word]), word))  # what is alike takes fewer bytes together
    columns: dict[str, Iterable[str]] = {
        **entries["columns"],
        "headings": (part["headings"] if part else "" for part in parts),
        "first": (part["first"] if part else "" for part in parts),
        "words": words,
        "places": map(places.__getitem__, words),
    }
    index: dict[str, object] = {"stems": has_stems, "kinds": entries["kinds"]}
    index |= {name: "\n".join(column) for name, column in columns.items()}
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return f"{NAME}={text};\n".encode("utf-8", "replace")


def _date(entry: Entry) -> str:
    """An entry's date, which is left out where its address tells it; "-" where it has none."""
    if not entry.date:
        return "-"
    return "" if f"{entry.date:%Y/%m/%d}/" in entry.key[0] else entry.date.isoformat()
