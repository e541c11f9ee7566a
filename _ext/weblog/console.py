"""What an author reads in the terminal when the weblog is built: what matters, and mistakes last.

Owns: the build that `make html` and the preview run, and the words around it. Must not: build otherwise than
`sphinx-build -W` does. In: folders, settings that go before those of conf.py. Out: a built site, lines in the terminal,
what is to be mended, an exit status as Sphinx gives it.
"""

from __future__ import annotations

import ast
import errno
import io
import locale
import logging
import os
import re
import sys
import traceback
from dataclasses import dataclass
from shutil import get_terminal_size
from typing import TYPE_CHECKING, TextIO

import sphinx.locale
from sphinx._cli.util.errors import handle_exception, strip_escape_sequences
from sphinx.application import Sphinx
from sphinx.errors import ApplicationError, ConfigError, ExtensionError, ThemeError, VersionRequirementError
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.logging import NAMESPACE

from weblog.posts.ablog_values import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

OURS = ("sphinx_rebuild", "weblog")
"""The packages whose words are shown, of all that Sphinx would say of a build."""
CLEAR = "\r\x1b[K"
"""How a terminal is told to clear the line that it is in."""
BY_AUTHORS = (ApplicationError, ConfigError, ThemeError, VersionRequirementError)
"""The errors that are a mistake in conf.py, or in what is installed: a sentence, and no crash."""


class Progress(io.TextIOBase):
    """The newest of what is written, in one line of a terminal, which is gone in the end; nothing elsewhere."""

    def __init__(self, terminal: TextIO, /) -> None:
        self.terminal = terminal
        self.is_shown = terminal.isatty()

    def write(self, text: str, /) -> int:
        """Shows a text in the place of the one before it."""
        if self.is_shown and (words := strip_escape_sequences(text).strip()):
            self._put(CLEAR + words[: get_terminal_size().columns - 1])
        return len(text)

    def clear(self) -> None:
        """Clears the line."""
        if self.is_shown:
            self._put(CLEAR)

    def _put(self, text: str) -> None:
        self.terminal.write(text)
        self.terminal.flush()


class Words(logging.Handler):
    """Shows what the engine and the weblog say of a build while it is under way."""

    def __init__(self, progress: Progress, /) -> None:
        super().__init__(logging.INFO)
        self.progress = progress

    def emit(self, record: logging.LogRecord) -> None:
        """Shows one line; warnings come last, and by another way."""
        if record.levelno == logging.INFO and (line := record.getMessage()):
            self.progress.clear()
            print(line, flush=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a build: 0 if all is well, 1 if there are mistakes, 2 if it couldn't be built."""

    status: int
    count: int = 0
    """How many mistakes Sphinx has counted."""
    mistakes: tuple[str, ...] = ()
    """What is to be mended, a line each, with its place as seen from the source folder."""


def build(source: Path, outdir: Path, doctreedir: Path, /, *, jobs: int) -> int:
    """Builds a weblog: 0 if all is well, 1 if there are mistakes, 2 if it couldn't be built."""
    outcome = run(source, outdir, doctreedir, jobs=jobs)
    if outcome.status == 1:
        print(f"mistakes: {outcome.count}; until they are mended, {outdir} isn't for publishing", file=sys.stderr)
    elif outcome.status == 0:
        print(f"look at {outdir / 'index.html'}")
    return outcome.status


def run(
    source: Path,
    outdir: Path,
    doctreedir: Path,
    /,
    *,
    jobs: int,
    builder: str = "html",
    settings: Mapping[str, object] | None = None,
    prepare: Callable[[Sphinx], None] = lambda app: None,
    look: Callable[[Sphinx], None] = lambda app: None,
    tell: Callable[[str], None] = lambda line: print(line, file=sys.stderr),
) -> Outcome:
    """Builds a weblog, and tells what was done and what is to be mended.

    `settings` go before those of conf.py; `prepare` is shown Sphinx's application before the site is built, `look`
    after it; `tell` is given each mistake.
    """
    locale.setlocale(locale.LC_ALL, "")
    sphinx.locale.init_console()
    progress, warnings, crash = Progress(sys.stderr), io.StringIO(), io.StringIO()
    if not progress.is_shown:
        nocolor()
    words, app, status = Words(progress), None, 2
    mistakes = []
    for name in OURS:
        logging.getLogger(f"{NAMESPACE}.{name}").addHandler(words)
    try:
        with patch_docutils(source), docutils_namespace():
            app = Sphinx(
                *(source, source, outdir, doctreedir, builder),
                confoverrides=dict(settings or {}),
                status=progress,  # type: ignore[arg-type]  # only written to
                warning=warnings,
                warningiserror=True,
                parallel=jobs,
            )
            prepare(app)
            app.build()
            status = app.statuscode
            look(app)
    except (Exception, KeyboardInterrupt) as error:
        if not (mistakes := [*_mistakes_of_author(error, source), *_faults_of_disk(error, outdir, doctreedir)]):
            log = app.messagelog if app else ()
            extensions = app.extensions.values() if app else ()
            handle_exception(error, stderr=crash, message_log=log, extensions=extensions)
    finally:
        for name in OURS:
            logging.getLogger(f"{NAMESPACE}.{name}").removeHandler(words)
        progress.clear()
    sys.stderr.write(crash.getvalue())
    told = [*_lines_of(warnings.getvalue(), source), *mistakes]
    for line in told:
        tell(line)
    told += [line for line in strip_escape_sequences(crash.getvalue()).splitlines() if line.strip()]
    return Outcome(status=status, count=app._warncount if app else 0, mistakes=tuple(told))


def _lines_of(warnings: str, source: Path) -> list[str]:
    """The warnings, with places as seen from the source folder."""
    text = strip_escape_sequences(warnings).replace(f"{os.path.realpath(source)}{os.sep}", "")
    return [line for line in text.splitlines() if line.strip()]


def _mistakes_of_author(error: BaseException, source: Path) -> Iterator[str]:
    """What is wrong where Sphinx can't begin, a line each; nothing of an error that is a program's fault."""
    conf = source / "conf.py"
    if isinstance(error, SettingsError):
        for mistake in error.mistakes:
            yield f"{_place_of_setting(conf, mistake)}: {mistake}"
    elif isinstance(error, ConfigError) and isinstance(cause := error.__cause__, SyntaxError):
        yield f"{os.path.relpath(cause.filename or conf, source)}:{cause.lineno}: {cause.msg}"
    elif isinstance(error, ConfigError) and (cause := error.__cause__):
        frames = traceback.extract_tb(cause.__traceback__)
        own = [frame for frame in frames if frame.filename.startswith(os.path.realpath(source) + os.sep)]
        place = f"{os.path.relpath(own[-1].filename, source)}:{own[-1].lineno}" if own else conf.name
        yield f"{place}: {type(cause).__name__}: {cause}"
    elif isinstance(error, BY_AUTHORS):
        yield f"{conf.name}: {error}"
    elif isinstance(error, ExtensionError) and isinstance(error.orig_exc, ImportError):
        yield f"{_place_of_setting(conf, 'extensions')}: {error.message}: {error.orig_exc}"


def _faults_of_disk(error: BaseException, *folders: Path) -> Iterator[str]:
    """What kept a build from writing: no space, no permission, or something else where a file or folder is to be."""
    if isinstance(error, ExtensionError):
        error = error.orig_exc or error
    if isinstance(error, ApplicationError):
        yield from (f"{folder}: this is no folder: take it away" for folder in folders if _is_no_folder(folder))
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS):
        yield f"{error.filename or folders[0]}: it can't be written: {error.strerror}"
    elif isinstance(error, OSError) and (path := os.path.realpath(str(error.filename or ""))):
        for folder in folders:
            if f"{path}/".startswith(f"{os.path.realpath(folder)}/"):
                yield f"{error.filename}: it can't be written: {error.strerror}; remove {folder}, and build again"


def _is_no_folder(path: Path) -> bool:
    return path.exists() and not path.is_dir()


def _place_of_setting(conf: Path, sentence: str) -> str:
    """Where conf.py sets what a sentence begins with: "conf.py:12", or the file alone."""
    name = re.match(r"\w*", sentence)
    lines = [
        node.lineno
        for node in ast.walk(ast.parse(conf.read_bytes()))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and name and node.id == name[0]
    ]
    return f"{conf.name}:{max(lines)}" if lines else conf.name
