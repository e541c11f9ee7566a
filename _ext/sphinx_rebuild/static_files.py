"""Static files and extra files: what pages are shown with, and what is published beside them.

Owns: which of them are in the output and which go, the checksums by which pages name them. Must not: decide when they
are copied. In: Sphinx's folders. Out: `_static` and the extra files as a clean build leaves them.

A page names a style sheet or a script with the checksum that its file has when the page is written. Files that an
extension writes or changes later, when all pages are there, have none in a clean build, or that of the file before:
so they have in each build.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging
from sphinx.util.matching import Matcher
from sphinx.util.osutil import copyfile

from .digests import digest_of_bytes
from .files import Writer, files_below, is_older, state_of_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

ASIDE = "_static.last"
CHECKSUM = re.compile(r"\?v=([0-9a-f]+)")


class StaticFiles:
    """The static files of one build."""

    def __init__(self, outdir: Path, before: Mapping[str, tuple[str, str]], begun: int, /) -> None:
        """`before`: file -> its state and digest when the last build was done, relative to `_static`; `begun`: when
        this build began (ns).
        """
        self.outdir = outdir
        self.folder = outdir / "_static"
        self.before, self.begun = before, begun
        self.at_first = {path: self._state(path) for path in before}
        self.were_copied = False

    def are_there(self) -> bool:
        """True if all static files of the last build are there."""
        return bool(self.before) and all((self.folder / path).is_file() for path in self.before)

    def copy_anew(self, copy: Callable[[], None], /) -> None:
        """Has all static files copied into an empty folder; those that are as they were stay the very files.

        What an extension has written in this build, before, stays, and so do links to other folders. Where this folder
        is a link itself, nothing is taken out of it.
        """
        self.were_copied = True
        if self.folder.is_symlink():
            copy()
            return
        aside = self.outdir / ASIDE
        shutil.rmtree(aside, ignore_errors=True)
        files = files_below(self.folder)
        new = list(filter(self._is_of_this_build, files))
        links = [path for path in self.folder.rglob("*") if path.is_symlink() and path.is_dir()]
        new += [path.relative_to(self.folder).as_posix() for path in links]
        if self.folder.is_dir():
            self.folder.rename(aside)
        self.folder.mkdir(parents=True)
        for path in new:
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (aside / path).rename(self.folder / path)
        copy()
        for path in files_below(self.folder):
            last = aside / path
            if last.is_file() and last.read_bytes() == (self.folder / path).read_bytes():
                last.replace(self.folder / path)
        shutil.rmtree(aside, ignore_errors=True)

    def _is_of_this_build(self, path: str) -> bool:
        """True unless the last build left it, here or where this is a copy of."""
        state = self._state(path)
        return path not in self.before or (self.before[path][0] != state and not is_older(state, self.begun))

    def states(self) -> dict[str, tuple[str, str]]:
        """The states and digests that the files have now.

        A file that a theme has written once more, with the content that it had, gets back the time that it had.
        """
        found = {}
        for path in files_below(self.folder):
            state, known = self._state(path), self.before.get(path)
            if not state:
                continue  # a link to nowhere
            if known and known[0] == state:
                found[path] = (state, known[1])
                continue
            digest = digest_of_bytes((self.folder / path).read_bytes())
            if known and known[1] == digest and not self.were_copied and (at_first := self.at_first[path]) != state:
                modified = int((at_first or known[0]).split()[1])
                os.utime(self.folder / path, ns=(modified, modified))
                state = self._state(path)
            found[path] = (state, digest)
        return found

    def _state(self, path: str) -> str:
        return state_of_file(f"{self.folder}/{path}")


class AssetTags:
    """The tags of style sheets and scripts, made once for all pages of a depth."""

    def __init__(self, checksums: dict[str, str], /) -> None:
        """`checksums`: file -> the checksum by which pages of a clean build name it, "" for none; added to."""
        self.checksums = checksums
        self._made: dict[tuple[str, object], str] = {}

    def tag(self, root: str, make: Callable[[object], str], file: object) -> str:
        """The tag of a file; `make` is Sphinx's function for it."""
        if (root, file) not in self._made:
            name = getattr(file, "filename", None)  # none of a script within the page, nor of an address in a template
            self._made[root, file] = self._with_own_checksum(str(name), make(file)) if name else make(file)
        return self._made[root, file]

    def _with_own_checksum(self, name: str, text: str) -> str:
        found = CHECKSUM.search(text)
        own = self.checksums.setdefault(name, found[1] if found else "")
        if found and found[1] != own:
            return text.replace(found[0], f"?v={own}" if own else "", 1)
        return text


def extra_files(app: Sphinx, /) -> dict[str, Path]:
    """The files that conf.py's `html_extra_path` adds to the output -> where they lie. The last of a name counts."""
    is_left_out = Matcher(app.config.exclude_patterns)
    found: dict[str, Path] = {}
    for entry in app.config.html_extra_path:
        source = Path(app.confdir, entry)
        if source.is_file():
            found[source.name] = source
            continue
        for path, folders, names in os.walk(source, followlinks=True):
            below = Path(path).relative_to(source)
            folders[:] = [name for name in folders if not is_left_out((below / name).as_posix())]
            found |= {
                (below / name).as_posix(): Path(path, name)
                for name in names
                if not is_left_out((below / name).as_posix())
            }
    return found


def copy_extra_files(app: Sphinx, outdir: Path, found: Mapping[str, Path], taken: Mapping[str, str], /) -> list[str]:
    """Copies the extra files; gives their paths. `taken`: path -> whose it is; these are told, and left out."""
    copied = []
    for path, source in sorted(found.items()):
        if path in taken:
            logger.warning(
                'html_extra_path has a file "%s" (%s), which is the address of %s: take one of the two away',
                path,
                source,
                taken[path],
                type="sphinx_rebuild",
                subtype="extra_file",
            )
            continue
        target = outdir / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            copyfile(source, target, force=True)
        except OSError as error:
            logger.warning("cannot copy the extra file %s: %s", source, error)
        copied.append(path)
    return copied


def remove_former(outdir: Path, last: Iterable[str], now: Iterable[str], /) -> None:
    """Removes files that were copied and have no source any more."""
    current = set(now)
    Writer(outdir).remove(path for path in last if path not in current)
