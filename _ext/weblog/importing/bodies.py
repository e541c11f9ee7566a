"""A post's body on its way: what it became, and what there is to work with.

Owns: `NewBody` and `Desk`, how images find their place beside a post. Must not: know what a body is written in. In: the
images that a body names. Out: their new names, files, notes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weblog.importing.counting import Counts
from weblog.importing.images import ImageError
from weblog.importing.model import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from weblog.importing.doctrees import Known
    from weblog.importing.images import Images
    from weblog.importing.model import Form
    from weblog.importing.moves import Moves, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What bodies are made with."""

    known: Known
    moves: Moves
    images: Images
    forms: Mapping[str, Form]  # page name of a new post -> what it was written in

    def file_of(self, page: str, /) -> str:
        """What a link in Markdown to a new post names: its source file."""
        return f"/{page}{'.rst' if self.forms.get(page) == 'rest' else '.md'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBody:
    """A body as this weblog reads it, what it holds, and what of the old one it lacks."""

    text: str
    form: Form
    numbers: Mapping[str, int]  # of words, links, ... in the old one
    lost: Counts = field(default_factory=Counts)
    notes: tuple[Note, ...] = ()
    files: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)  # path of an image -> gives its bytes


@dataclass(slots=True)
class Levels:
    """The levels of a body's headings, from one to the next."""

    above: list[int] = field(default_factory=list)

    def below_title(self, level: int, /) -> int:
        """The level of the next heading below a post's title, which is of the first: none is left out."""
        while self.above and self.above[-1] >= level:
            self.above.pop()
        self.above.append(level)
        return min(6, len(self.above) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptImages:
    """The images of a body: as it names them -> as it is to name them, and their files."""

    names: Mapping[str, str]
    files: Mapping[str, Callable[[], bytes]]
    notes: tuple[Note, ...]


def keep_images(uris: Iterable[str], place: Place, desk: Desk, /) -> KeptImages:
    """Finds a place beside the post for each image that can be kept."""
    names, files, notes = {}, {}, []
    beside = place.docname.rpartition("/")[0]
    for uri in uris:
        try:
            found = desk.images.kept(uri, place.post.folder, beside)
        except (ImageError, OSError) as error:
            notes.append(
                Note(file=place.post.file, line=place.post.line, message=f'the image "{uri}" stays away: {error}')
            )
            continue
        if found:
            path, files[path] = found[0], found[1]
            names[uri] = path.rpartition("/")[2]
    return KeptImages(names=names, files=files, notes=tuple(notes))
