"""An import: from the source of another weblog to the files of this one, and what is told of it.

Owns: the order of the work, the figures at the end. Must not: know a kind of weblog, convert a body. In: the source,
what the author wants. Out: files, lines for a terminal.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from weblog.importing import counting, doctrees, files, kinds, moves, rest_to_markdown, talks, teasers
from weblog.importing.bodies import Desk
from weblog.importing.images import Images
from weblog.importing.model import Note, OldPost
from weblog.posts.mistake import MistakeError
from weblog.posts.old_addresses import is_of_no_page
from weblog.site import new_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from weblog.importing.bodies import NewBody
    from weblog.importing.model import Kind
    from weblog.importing.moves import Place
    from weblog.site.sources import Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an author asks for."""

    source: Path
    kind: str = ""
    into: str = "posts"
    images: bool = False
    talks: bool = False
    markdown: str = ""  # the Python that has rst-to-myst; "" to let posts in reStructuredText be


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was done."""

    imported: int = 0
    drafts: int = 0
    left: int = 0  # that were imported before
    numbers: Counter[str] = field(default_factory=Counter)  # words, links, ... of all that was imported
    lost: dict[str, counting.Counts] = field(default_factory=dict)  # file -> what its page lacks


def run(wanted: Wanted, sources: Sources, tell: Callable[[str], None], /) -> Tally:
    """Imports what isn't there yet.

    :raises MistakeError: if nothing can be read, or a file can't be written.
    """
    if not re.fullmatch(r"[\w-][\w./-]*", wanted.into) or ".." in wanted.into:
        raise MistakeError(f'"{wanted.into}" is no folder of this weblog: INTO=posts, or the one that addresses had')
    kind = kinds.kind_of(wanted.source, wanted.kind)
    tell(f"{wanted.source}: {kind.what}")
    known = doctrees.known_to(sources.folder.resolve())
    with doctrees.reading(known):
        return _run(wanted, kind, sources, known, tell)


def _run(wanted: Wanted, kind: Kind, sources: Sources, known: doctrees.Known, tell: Callable[[str], None]) -> Tally:
    posts: list[OldPost] = []
    seen, ids = set(), set()
    for found in kind.read(wanted.source):
        if isinstance(found, Note):
            tell(str(found))
        elif (key := (found.entry_id or found.address, found.title)) in seen and key[0]:
            tell(f"{found.file}:{found.line}: the same post once more: it is left out")
        else:
            seen.add(key)
            if found.entry_id and found.entry_id in ids:
                tell(f"{found.file}:{found.line}: another post has its id, {found.entry_id}: it gets a new one")
                found = replace(found, entry_id="")
            ids.add(found.entry_id)
            posts.append(teasers.told(found if found.title else replace(found, title=_untitled(found)), known))
    posts = _with_one_spelling(posts, tell)
    base = _base(sources)
    places = moves.places((_in_zone(post, sources) for post in posts), wanted.into.strip("/"), base)
    folder = wanted.source if wanted.source.is_dir() else wanted.source.parent
    images = Images(root=folder.absolute(), fetches=wanted.images)
    forms = {place.docname: place.post.form for place in places}
    desk = Desk(known=known, moves=moves.moves(places, base), images=images, forms=forms)
    events, new_events = talks.told(places, sources) if wanted.talks else ({}, {})
    head = files.Head(zone=sources.zone, author=_own_author(sources, posts), prefix=sources.prefix, talks=events)
    elsewhere = sources.old_addresses
    tally = Tally()
    bodies = kinds.bodies(places, desk)
    if wanted.markdown:
        bodies = rest_to_markdown.converted(list(bodies), desk, wanted.markdown)
    for place, body in bodies:
        _keep(place, body, head, sources.folder, elsewhere, tally, tell)
    _write_events(new_events, sources.folder, tell)
    for line in _figures(tally):
        tell(line)
    if tally.imported and kind.settings:
        tell("\nFor conf.py, what the world knows of the old weblog (docs/importing.md):\n")
        tell(_settings(kind.settings, places, sources))
    return tally


def _keep(
    place: Place,
    body: NewBody,
    head: files.Head,
    folder: Path,
    elsewhere: dict[str, str],
    tally: Tally,
    tell: Callable[[str], None],
) -> None:
    """Writes a post that isn't there yet, and tells what became of it."""
    post, text = place.post, head.text(place, body)
    there = files.is_there(folder, place.docname, text, body.form)
    moved = elsewhere.get(place.was, "") if place.was and not there else ""
    if there or moved:
        tally.left += 1
        if moved:
            tell(f"{post.file}: it was imported before, and is {moved} now: left alone")
        elif there.startswith("!"):
            tell(f"{post.file}: {there[1:]} is there, and says something else than this import would: left alone")
        return
    for note in (*_what_ends(post), *body.notes):
        tell(str(note))
    path = f"{place.docname}{files.ENDINGS[body.form]}"
    for message in files.write(folder, path, text, body.files):
        tell(f"{post.file}:{post.line}: {message}")
    tally.imported += 1
    tally.drafts += post.is_draft
    tally.numbers.update(body.numbers)
    if str(body.lost):
        tally.lost[f"{post.file}:{post.line}"] = body.lost


def _what_ends(post: OldPost) -> Iterator[Note]:
    """What the world knows of a post that can't stay."""
    if post.entry_id and not files.is_id(post.entry_id):
        message = f'its id, "{post.entry_id}", can\'t be one of a feed in Atom: readers will see the post as new'
        yield Note(file=post.file, line=post.line, message=message)
    if post.address and is_of_no_page(post.address):
        message = f'its address, "{post.address}", can\'t be one of a page here: the web server has to lead on'
        yield Note(file=post.file, line=post.line, message=message)


def _untitled(post: OldPost) -> str:
    words = post.name.replace("-", " ").replace("_", " ").strip().capitalize()
    return words or (f"{post.moment:%Y-%m-%d}" if post.moment else "Untitled")


def _with_one_spelling(posts: list[OldPost], tell: Callable[[str], None]) -> list[OldPost]:
    """The posts, with tags that differ in case alone written as most of them are: they would have one address."""
    counts = Counter(tag for post in posts for tag in post.tags)
    spellings: dict[str, list[str]] = {}
    for tag in counts:
        spellings.setdefault(tag.casefold(), []).append(tag)
    main = {tag: max(alike, key=counts.__getitem__) for alike in spellings.values() for tag in alike}
    for alike in spellings.values():
        if len(alike) > 1:
            names = " and ".join(f'"{tag}"' for tag in alike)
            tell(f'the tags {names} differ in case alone: all of them are "{main[alike[0]]}" now')
    return [replace(post, tags=tuple(dict.fromkeys(main[tag] for tag in post.tags))) for post in posts]


def _in_zone(post: OldPost, sources: Sources) -> OldPost:
    moment = post.moment
    return replace(post, moment=moment.astimezone(sources.zone)) if moment and moment.tzinfo else post


def _base(sources: Sources) -> str:
    """What this site's address has before its pages, without a slash before it: "notes/" of https://a.example/notes/."""
    address = sources.plain("blog_baseurl")
    path = urlsplit(address).path.strip("/") if address else ""
    return f"{path}/" if path else ""


def _own_author(sources: Sources, posts: list[OldPost]) -> str:
    """The one author of all posts, if this weblog is of the same."""
    authors = {post.authors for post in posts if post.authors}
    name = sources.plain("author")
    return name if authors == {(name,)} else ""


def _write_events(new_events: dict[str, str], folder: Path, tell: Callable[[str], None]) -> None:
    for path, text in new_events.items():
        if not (folder / path).exists():
            new_files.write(folder, {path: text})
            tell(f"{path}: a new event, told from titles: its days are those of its posts")


def _figures(tally: Tally) -> Iterator[str]:
    drafts = f", {tally.drafts} of them drafts" if tally.drafts else ""
    left = f"; {tally.left} were there already, and are left alone" if tally.left else ""
    yield f"{tally.imported} post{'' if tally.imported == 1 else 's'} imported{drafts}{left}"
    if not tally.imported:
        return
    lost: Counter[str] = Counter()
    for counts in tally.lost.values():
        lost.update(counts.numbers)
    kept = ", ".join(f"{what} {number - lost[what]:,} of {number:,}" for what, number in tally.numbers.items())
    yield f"kept: {kept}"
    for place, counts in tally.lost.items():
        yield f"{place}: lost: {counts}"


def _settings(lines: str, places: list[Place], sources: Sources) -> str:
    """The lines for conf.py, of the weblog that was read."""
    moments = [place.post.moment for place in places if place.post.moment]
    newest: datetime | None = max(moments, key=lambda moment: moment.replace(tzinfo=None), default=None)
    day = f"{newest:%Y-%m-%d}" if newest else "2000-01-01"
    host = urlsplit(sources.plain("blog_baseurl") or "https://weblog.example.org").netloc
    path = next((found[1] for place in places if (found := re.match(r"(.+?)/\d{4}/", place.post.address))), "")
    lists = sources.plain("blog_path") or "blog"
    written = lines.replace("HOST", host).replace("DAY", _day_after(day)).replace("LISTS", lists)
    written = written.replace("PATH/", f"{path}/" if path else "")
    return "\n".join(line for line in written.split("\n") if not re.fullmatch(r' *"([^"]+)": "\1",', line))


def _day_after(day: str) -> str:
    found = date.fromisoformat(day)
    return f"{found + timedelta(days=1) if found < date.max else found:%Y-%m-%d}"
