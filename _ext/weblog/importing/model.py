"""What an import reads: posts of another weblog, as plain values, and what is to be told of them.

Owns: these values. Must not: read or write files. In: what a reader found. Out: values for the writer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

Form = Literal["rest", "markdown", "html"]
"""What a body is written in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPost:
    """A post as it was elsewhere.

    `moment` and `updated` are by the clock of the weblog, without a zone, or aware; None where nobody tells it.
    `folder` is where the files beside it are, None for a feed. `options` are more of those of {post}.
    """

    title: str
    moment: datetime | None
    body: str
    form: Form
    file: str  # as messages name it
    line: int = 1  # where the body begins in that file
    name: str = ""  # of the new file, without ending; made of the title otherwise
    has_heading: bool = False  # True where the title is a heading in the body, too
    is_draft: bool = False
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    address: str = ""  # of its page, below the old site: "weblog/2020/06/25/name", or a folder, "2020/06/name/"
    url: str = ""  # the whole of it, where a feed tells that
    names: tuple[str, ...] = ()  # what links of other posts say in place of its address: "link://slug/name"
    entry_id: str = ""  # by which feed readers know it
    folder: Path | None = None
    updated: datetime | None = None  # when it was changed last, as readers were told
    options: Mapping[str, str] = field(default_factory=dict)
    lead: str = ""  # the content of its {post}, in the same form


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something to tell of a place in the source."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of weblog: how to know one, and how to read its posts, which come in a fixed order."""

    name: str  # as KIND=... has it
    what: str  # in words
    fits: Callable[[Path], bool]
    read: Callable[[Path], Iterator[OldPost | Note]]
    settings: str = ""  # lines for conf.py, in which HOST, DAY (after the newest post) and PATH (of the weblog) stand
