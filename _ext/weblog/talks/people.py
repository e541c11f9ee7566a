"""Who the speakers are: which names are one person, and which are suspiciously near.

Owns: that one person is one page. Must not: know talks or events. In: the author's pages about speakers, and the names
that talks mention. Out: name -> `Speaker`, and what is wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from weblog.posts.model import short_name, slug
from weblog.talks.model import ID_ON_GENERATED_PAGES, SPEAKERS, Speaker
from weblog.talks.names import as_typed, family_name, fold, nearness_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from weblog.talks.model import SpeakerData

Mention = tuple[str, str, int]
"""A name, and the document and line where a talk has it."""

IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
"""A company, say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong with events, talks or speakers, that no document alone could know. `kind` is a warning's."""

    kind: str
    message: str
    docname: str
    line: int


def speakers_by_name(
    pages: Sequence[SpeakerData], mentions: Sequence[Mention], faults: list[Fault], /
) -> dict[str, Speaker]:
    """Each name, those in :other-names: among them, and the speaker whom it means; new faults go into `faults`.

    Names are the same whatever their apostrophes are, and shown with the curly ones that Sphinx has made of any.
    """
    shown: dict[str, str] = {}
    for name, *_ in mentions:
        shown[as_typed(name)] = max(name, shown.get(as_typed(name), ""))
    speakers: dict[str, Speaker] = {}  # by slug
    by_name: dict[str, Speaker] = {}  # as `as_typed` has it
    for page in pages:
        speaker = _with_page(page, speakers)
        if other := speakers.get(speaker.slug) or by_name.get(as_typed(speaker.name)):
            _add_fault(
                faults, page, f'"{speaker.name}" is already the speaker of {other.docname}: put the two pages together'
            )
            for name in (speaker.name, *speaker.other_names):
                by_name.setdefault(as_typed(name), other)
            continue
        speakers[speaker.slug] = speaker
        for name in (speaker.name, *speaker.other_names):
            other = by_name.setdefault(as_typed(name), speaker)
            if other is not speaker:
                _add_fault(
                    faults,
                    page,
                    f'"{name}" is already a name of the speaker of {other.docname}: take it from one of the two',
                )
    by_slug: dict[str, Speaker] = {slug(name): speaker for name, speaker in by_name.items()} | speakers
    by_page = {speaker.docname: speaker for speaker in speakers.values()}
    first = _first_mentions(mentions)
    for name in sorted(first):
        if name in by_name:
            continue
        if not is_name(name):
            message = f'"{name}" is no speaker\'s name: write one with letters, or ":speaker:" with nothing for nobody'
            faults.append(Fault(kind="speaker", message=message, docname=first[name][1], line=first[name][2]))
        new = _without_page(shown[name])
        known = by_slug.get(new.slug)
        if not known and (known := by_page.get(new.pagename)):
            message = (
                f'the page of the speaker "{name}" would be "{known.pagename}", which is about "{known.name}": add the '
                "name to :other-names: there, or rename that file"
            )
            faults.append(Fault(kind="address", message=message, docname=first[name][1], line=first[name][2]))
        elif not known:
            known = by_slug[new.slug] = new
        elif as_typed(known.name) != name:
            place = known.docname or "{}, line {}".format(*first[as_typed(known.name)][1:])
            message = (
                f'the speakers "{name}" and "{known.name}" ({place}) would share the page "{known.pagename}": write '
                "the name in one way, or add one to :other-names: on a page with a {speaker} directive for the other"
            )
            faults.append(Fault(kind="address", message=message, docname=first[name][1], line=first[name][2]))
        by_name[name] = known
    return by_name


def _first_mentions(mentions: Iterable[Mention]) -> Mapping[str, Mention]:
    """Name, as `as_typed` has it -> where it stands first."""
    first: dict[str, Mention] = {}
    for mention in mentions:
        first.setdefault(as_typed(mention[0]), mention)
    return first


def is_name(text: str, /) -> bool:
    """True for what has a letter, a digit or a picture in it, and not dashes and dots alone."""
    return any(unicodedata.category(sign) == "So" or sign.isalnum() for sign in text)


def unique_speakers(speakers: Iterable[Speaker], /) -> Iterable[Speaker]:
    """Each speaker once, though they have several names."""
    return {speaker.slug: speaker for speaker in speakers}.values()


def _add_fault(faults: list[Fault], page: SpeakerData, message: str) -> None:
    faults.append(Fault(kind="speaker", message=message, docname=page["docname"], line=page["line"]))


def _with_page(page: SpeakerData, known: Mapping[str, Speaker]) -> Speaker:
    own = slug(page["name"])
    if own in known and _with_accents(known[own].name) != _with_accents(page["name"]):
        own = slug(short_name(page["docname"]))
    return Speaker(
        name=page["name"],
        slug=own,
        pagename=page["docname"],
        docname=page["docname"],
        top=page["top"],
        line=page["line"],
        other_names=tuple(name for name in page["other_names"] if as_typed(name) != as_typed(page["name"])),
        links=tuple(page["links"]),
        family_name=page["family_name"] or family_name(page["name"]),
    )


def _with_accents(name: str) -> list[str]:
    """The words of a name, in which accents count: "Ana Peña" isn't "Ana Pena"."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", name).casefold())


def _without_page(name: str) -> Speaker:
    own = slug(name)
    return Speaker(
        name=name,
        slug=own,
        pagename=f"{SPEAKERS}/{own}",
        docname="",
        top=ID_ON_GENERATED_PAGES,
        line=1,
        other_names=(),
        links=(),
        family_name=family_name(name),
    )


def faults_of_near_names(by_name: Mapping[str, Speaker], mentions: Sequence[Mention], /) -> Iterator[Fault]:
    """Speakers whose names differ in one letter, an accent or what stands in brackets; one message each.

    Not those who have a page of the author's each.
    """
    counts = Counter(by_name[as_typed(name)].slug for name, _, _ in mentions)
    first = _first_mentions(mentions)
    alike: dict[str, list[str]] = defaultdict(list)
    for name in filter(is_name, sorted(by_name)):
        forms = dict.fromkeys([fold(name), fold(IN_BRACKETS.sub("", name))])
        for key in dict.fromkeys(key for form in forms for key in nearness_keys(form)):
            alike[key].append(name)
    told = set()
    for names in [names for names in alike.values() if len(names) > 1]:
        for pair in combinations(names, 2):
            one, other = (by_name[name] for name in pair)
            if one.slug == other.slug or (one.docname and other.docname):
                continue
            likely, doubtful = sorted(
                pair, key=lambda name: (not by_name[name].docname, -counts[by_name[name].slug], by_name[name].slug)
            )
            if by_name[doubtful].slug in told:
                continue
            told.add(by_name[doubtful].slug)
            _, docname, line = first[doubtful]
            where = by_name[likely].docname or "{}, line {}".format(*first[likely][1:])
            message = (
                f'the speaker "{doubtful}" is nearly "{likely}" ({where}); if they are one person, write the name in '
                "one way, or add the one to :other-names: on the other's page; if they are two, give each a page with "
                "a {speaker} directive"
            )
            yield Fault(kind="speaker", message=message, docname=docname, line=line)
