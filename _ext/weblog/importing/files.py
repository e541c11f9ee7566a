"""A post's new file: what stands above its body, in reStructuredText or Markdown, and that nothing is written over.

Owns: the text of the file, what is there already. Must not: convert bodies. In: a place, its new body. Out: files.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from weblog.importing import rest_text
from weblog.posts.mistake import MistakeError
from weblog.site import new_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from weblog.importing.bodies import NewBody
    from weblog.importing.model import OldPost
    from weblog.importing.moves import Place

ENDINGS = {"rest": ".rst", "markdown": ".md"}
SIGNS = '=#*^~+"'
"""What titles may be underlined with."""
REST_UPDATE = "\n.. update:: {}\n\n   .. What has changed?\n"
MARKDOWN_UPDATE = "\n```{{update}} {}\n% What has changed?\n```\n"
"""Boxes with a comment, since one of an {update} has to hold something."""
CONTROL = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above and below the titles of an import's posts."""

    zone: ZoneInfo
    author: str  # who writes the weblog, and isn't named again
    prefix: str  # before the name of {talk}
    talks: Mapping[str, str]  # page name -> the event of its talk

    def text(self, place: Place, body: NewBody, /) -> str:
        """The whole of a post's file."""
        make, update = (_rest, REST_UPDATE) if body.form == "rest" else (_markdown, MARKDOWN_UPDATE)
        talk = {"event": self.talks[place.docname]} if place.docname in self.talks else {}
        text = make(place, body.text, self.options(place), self.date(place), talk, self.prefix)
        updated = self._updated(place.post)
        return CONTROL.sub("", text + (update.format(updated) if updated else ""))

    def date(self, place: Place, /) -> str:
        """The argument of {post}: a day, or a moment of it; nothing for a draft."""
        moment = place.post.moment
        return "" if place.post.is_draft or not moment else _written(self._local(moment))

    def _updated(self, post: OldPost, /) -> str:
        """The argument of the {update} of a post that was changed a day or more after it was published."""
        if not post.moment or not post.updated or post.is_draft:
            return ""
        moment, updated = self._local(post.moment), self._local(post.updated)
        return _written(updated) if updated - moment >= timedelta(days=1) else ""

    def _local(self, moment: datetime) -> datetime:
        """A moment by the clock of this weblog."""
        return (moment.astimezone(self.zone) if moment.tzinfo else moment).replace(tzinfo=None)

    def options(self, place: Place, /) -> dict[str, str]:
        """The options of {post}."""
        post = place.post
        authors = () if post.authors == (self.author,) else post.authors
        return {
            "tags": names(post.tags),
            "category": names(post.category),
            "author": names(authors),
            **{name: " ".join(value.split()) for name, value in post.options.items()},
            "was": place.was,
            "feed-id": post.entry_id if is_id(post.entry_id) else "",
        }


def _written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}".removesuffix(":00").removesuffix(" 00:00")


def is_id(text: str, /) -> bool:
    """True for what may be an entry's id (RFC 4287, section 4.2.6)."""
    return bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+", text))


def names(found: Iterable[str], /) -> str:
    """Names with commas between them; in brackets where one would be read as something else."""
    cleaned = [" ".join(CONTROL.sub(" ", name).replace(",", " ").split()) for name in found]
    plain = ", ".join(name for name in cleaned if name)
    return json.dumps([name for name in cleaned if name], ensure_ascii=False) if plain.startswith(("[", "{")) else plain


def _rest(place: Place, body: str, options: Mapping[str, str], date: str, talk: Mapping[str, str], prefix: str) -> str:
    head = rest_text.directive("post", options, date, place.post.lead)
    told = "\n" + rest_text.directive(f"{prefix}talk", talk) if talk else ""
    if place.post.has_heading:
        lines = body.rstrip("\n").split("\n")
        heading = rest_text.heading_of(lines)
        end = heading.end if heading else 0
        parts = ["\n".join(lines[:end]), told, "\n".join(lines[end:])]
        return f"{head}\n{parts[0]}\n{told}{parts[2]}".rstrip("\n") + "\n"
    sign = next(sign for sign in SIGNS if not re.search(rf"^{re.escape(sign)}{{2,}}$", body, re.MULTILINE))
    return f"{head}\n{rest_text.title(place.post.title, sign)}{told}\n{body}".rstrip("\n") + "\n"


def _markdown(
    place: Place, body: str, options: Mapping[str, str], date: str, talk: Mapping[str, str], prefix: str
) -> str:
    head = new_files.directive("post", options, date)
    if place.post.lead:
        head = f"{head.removesuffix('```' + chr(10))}\n{place.post.lead}\n```\n"
    told = new_files.directive(f"{prefix}talk", talk) + "\n" if talk else ""
    if place.post.has_heading:
        heading, _, rest = body.lstrip("\n").partition("\n")
        return f"{head}\n{heading}\n\n{told}{rest.lstrip(chr(10))}".rstrip("\n") + "\n"
    title = new_files.escaped(" ".join(place.post.title.split()))
    return f"{head}\n# {title}\n\n{told}{body}".rstrip("\n") + "\n"


def is_there(folder: Path, docname: str, text: str, form: str, /) -> str:
    """The path of a post's file if there is one; "" if there is none. With "!" before it, if it says something else."""
    for ending in (ENDINGS[form], *ENDINGS.values(), ".txt"):
        file = folder / f"{docname}{ending}"
        if file.exists() or file.is_symlink():
            try:
                is_same = file.is_file() and file.read_text(encoding="utf-8") == text
            except (OSError, UnicodeDecodeError):
                is_same = False
            return f"{'' if is_same else '!'}{docname}{ending}"
    return ""


def write(folder: Path, path: str, text: str, images: Mapping[str, Callable[[], bytes]], /) -> list[str]:
    """Writes a post's file and its images; gives what is to be told of images that couldn't be had.

    :raises MistakeError: if a file can't be written.
    """
    told = []
    for image, content in images.items():
        try:
            found = content()
        except Exception as error:  # whatever a host answers, or a disk
            told.append(f'the image "{image}" can\'t be had: {error}')
            continue
        told += _write_image(folder / image, found, image)
    new_files.write(folder, {path: text})
    return told


def _write_image(file: Path, content: bytes, image: str) -> list[str]:
    try:
        if file.exists():
            is_same = file.is_file() and file.read_bytes() == content
            return [] if is_same else [f'"{image}" is there already, and another file: it is left alone']
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise MistakeError(f"{image} can't be written: {error.strerror}") from None
    return []
