"""A process that keeps the libraries imported, and forks a child for each build.

Owns: what is imported before a build asks for it, and when this process starts over. Must not: build anything itself,
have a second thread: a fork copies the one that calls it alone. In: a byte for each build that is wanted. Out: a byte
with the exit status of each.

What a child has imported, the next one finds imported: installed libraries and our own packages, whose code does
nothing on import but to define itself. A site's own modules are imported by each child, as by a build in a new process;
they may read files as they are imported. Where the code of what is imported here becomes another, this process starts
over before it builds.
"""

from __future__ import annotations

import gc
import importlib
import os
import socket
import sys
import threading
import traceback
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_rebuild import page_inputs
from sphinx_rebuild.digests import digest_of_bytes
from sphinx_rebuild.files import state_of_file
from weblog.preview import one_build
from weblog.preview.one_build import Folders

if TYPE_CHECKING:
    from collections.abc import Iterable

OURS = ("weblog", "sphinx_rebuild", "sphinx_speedups")
"""The packages that are known to do nothing on import."""
AT_ONCE = "--at-once"
"""On the command line: somebody waits for a build already."""
MODULE = "weblog.preview.warm_process"
SIGNALLED = 99
"""The answer where a child was ended by a signal: it has told nothing."""
HAS_THREADS = 3
"""The exit status where a library has begun a thread as it was imported."""


def preload(modules: Iterable[tuple[str, str]], /) -> None:
    """Imports what a build has had to import, if it is the same here."""
    installed = page_inputs.installed_folders()
    for name, file in modules:
        is_ours = name.partition(".")[0] in OURS
        if name in sys.modules or not (is_ours or page_inputs.is_installed(file, installed)):
            continue
        with suppress(Exception):  # one that can be imported only where conf.py has prepared it is left to the builds
            spec = find_spec(name)
            if spec and spec.origin == file:
                importlib.import_module(name)
    gc.collect()
    gc.freeze()  # a search for garbage would write into each object, and so have all memory copied for the child


class Code:
    """The code that is imported here, as it was then."""

    def __init__(self) -> None:
        self.installed = page_inputs.installed_folders()
        self.distributions = self._distributions()
        self.states: dict[str, tuple[str, str]] = {}
        self.note()

    def note(self) -> None:
        """Notes the code of what has been imported since."""
        for name, module in [*sys.modules.items()]:
            file = getattr(module, "__file__", None)
            if file and file not in self.states and self._is_noted(name, file):
                self.states[file] = state_of_file(file), self._digest(file)

    def has_changed(self) -> bool:
        """True if a build in a new process would have other code: by content, whatever the files' times are."""
        return self._distributions() != self.distributions or any(
            state_of_file(file) != state and self._digest(file) != digest
            for file, (state, digest) in self.states.items()
        )

    def _is_noted(self, name: str, file: str) -> bool:
        return name.partition(".")[0] in OURS or not page_inputs.is_installed(file, self.installed)

    def _distributions(self) -> list[str]:
        return sorted(name for folder in self.installed for name in page_inputs.distributions(folder))

    def _digest(self, file: str) -> str:
        try:
            return digest_of_bytes(Path(file).read_bytes())
        except OSError:
            return ""


def has_threads() -> bool:
    """True if there is another thread, of Python's or a library's own."""
    tasks = Path("/proc/self/task")
    return threading.active_count() > 1 or (tasks.is_dir() and len(list(tasks.iterdir())) > 1)


def build_in_child(folders: Folders, /) -> int:
    """Forks a child that builds once; waits for it, and gives its exit status."""
    sys.stdout.flush()
    sys.stderr.flush()
    if not (child := os.fork()):
        status = 2
        try:
            status = one_build.build(folders)
            sys.stdout.flush()
            sys.stderr.flush()
        except Exception:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)  # takes nothing apart that ends with the process
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return status if status >= 0 else SIGNALLED


def serve(folders: Folders, channel: socket.socket, /, *, at_once: bool) -> int:
    """Builds as often as it is asked to, until nobody can ask any more; gives the exit status of this process."""
    code = Code()
    while at_once or channel.recv(1):
        if not at_once and code.has_changed():
            channel.set_inheritable(True)
            os.execv(sys.executable, [*sys.orig_argv, AT_ONCE])
        at_once = False
        status = build_in_child(folders)
        channel.sendall(bytes([status]))
        preload(one_build.report_of(folders, status).modules)
        code.note()
        if has_threads():
            return HAS_THREADS
    return 0


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[2])) as asked:
        sys.exit(serve(Folders.from_text(sys.argv[1]), asked, at_once=AT_ONCE in sys.argv))
