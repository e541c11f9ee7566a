"""Where a site is published: a folder of this machine, or of a host to which ssh leads.

Owns: how it is written, and how scripts and files get there. Must not: know what is sent. In: what an author typed,
scripts, folders. Out: answers; errors in the author's words.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from weblog.posts.mistake import MistakeError
from weblog.publishing.shell import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HOST = re.compile(r"(?P<user>[^@:/\s]+@)?(?P<host>\[[^\]/\s]+\]|[^@:/\s\[\]]+):(?P<folder>.*)")
OPTIONS = ("ServerAliveInterval=15", "ControlMaster=auto", "ControlPersist=60")
"""A network that is gone is found out within a minute; one connection, with one question for a password, is for all."""
LONGEST_SOCKET = 80
"""Letters of a socket's path: systems allow some hundred, of which ssh wants a few while it makes one."""
INSTALL = "install it (Debian: apt install rsync) and run this again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A folder, and how to get there; `socket` is a place for the one connection to its host."""

    written: str
    host: str
    """As ssh wants it; "" for this machine."""
    folder: str
    ssh: str
    """The program with its options, as rsync and a shell split it."""
    socket: str = ""

    def run(self, script: str, /, **values: str) -> tuple[list[str], bytes]:
        """Runs a script there: the words of its answer, and what it says behind it.

        :raises MistakeError: if it fails, or its host can't be reached.
        """
        settings = "".join(
            f"{name}={shlex.quote(value)}\n" for name, value in {"folder": self.folder, **values}.items()
        )
        command = [*shlex.split(self._shell), self.host, "sh -s"] if self.host else ["sh", "-s"]
        with tempfile.TemporaryFile() as told:  # no pipe: the connection, which stays open, has it
            done = _started(command, input=os.fsencode(settings + script), stdout=subprocess.PIPE, stderr=told)
            told.seek(0)
            words = told.read().decode(errors="replace").strip()
        _, mark, answer = b"\n".join((b"", done.stdout)).partition(f"\n{MARK}".encode())
        if done.returncode or not mark:
            last = words.splitlines()[-1:] or [f"exit status {done.returncode}"]
            raise MistakeError(f"{self.written}: {last[0]}")
        line, _, more = answer.partition(b"\n")
        return os.fsdecode(line).split(), more

    def send(self, sources: Sequence[Path], into: str, options: Sequence[str], /) -> list[str]:
        """Sends files and folders with rsync: what it says of each that it sent.

        :raises MistakeError: if not all of them have arrived.
        """
        target = f"{self.folder}/{into}/"
        if self.host:
            host = re.sub(r"([^@]*:[^@]*)$", r"[\1]", self.host)
            options, target = ["-e", self._shell, *options], f"{host}:{target}"
        with tempfile.TemporaryFile() as told:
            done = _started(["rsync", *options, *map(str, sources), target], stdout=subprocess.PIPE, stderr=told)
            told.seek(0)
            words = told.read().decode(errors="replace").strip()
        if done.returncode:
            raise MistakeError(
                f"{self.written}: not all was sent, so that nothing has changed there: "
                f"{words or f'rsync ended with {done.returncode}'}"
            )
        return os.fsdecode(done.stdout).splitlines()

    @property
    def _shell(self) -> str:
        """The program that leads to the host, with all its options."""
        program = Path(shlex.split(self.ssh)[0]).name
        may_share = program == "ssh" and len(self.socket) <= LONGEST_SOCKET
        options = [*OPTIONS, f"ControlPath={self.socket}"] if may_share else []
        return " ".join([self.ssh, *(f"-o {option}" for option in options)])


@contextmanager
def connected(written: str, base: Path, ssh: str = "", /) -> Iterator[Destination]:
    """The destination that an author typed, a folder being as seen from `base`, and one connection to it.

    :raises MistakeError: if it is none.
    """
    ssh = ssh.strip() or os.environ.get("RSYNC_RSH", "").strip() or "ssh"
    host, folder = _read(written, base)
    try:
        first, *_ = shlex.split(ssh)
    except ValueError as error:
        raise MistakeError(f"SSH={ssh}: {error}") from None
    for program in ("rsync", *([first] if host else [])):
        if not shutil.which(program):
            raise MistakeError(
                f"{program} isn't installed on this machine: {INSTALL.replace('rsync', _package(program))}"
            )
    with tempfile.TemporaryDirectory(prefix="weblog-") as aside:
        destination = Destination(written=written, host=host, folder=folder, ssh=ssh, socket=f"{aside}/ssh")
        try:
            yield destination
        finally:
            if Path(destination.socket).exists():
                command = [*shlex.split(destination._shell), "-O", "exit", host]
                _started(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _package(program: str) -> str:
    return "openssh-client" if program == "ssh" else program


def _read(written: str, base: Path) -> tuple[str, str]:
    """The host, as ssh wants it, and the folder."""
    if not written.strip():
        raise MistakeError("say where the site is published: DEST=folder, or DEST=host:folder")
    if re.search(r"[\0\r\n]", written):
        raise MistakeError("DEST is one line: a folder, or host:folder")
    if re.match(r"[a-z]+://", written) or re.match(r"[^/]*::", re.sub(r"\[.*?\]", "", written)):
        raise MistakeError(f'DEST={written} is no folder that ssh leads to: write it as "host:folder"')
    match = HOST.fullmatch(written)
    if not match:
        return "", str(Path(base, Path(written).expanduser()).absolute())
    folder = match["folder"].removeprefix("~/").rstrip("/") or match["folder"][:1]
    if not folder or folder.startswith("~"):
        raise MistakeError(f"DEST={written}: say the folder behind the colon, as seen from your home there or from /")
    host = f"{match['user'] or ''}{match['host'].strip('[]')}"
    if host.startswith("-"):
        raise MistakeError(f"DEST={written}: no host has a name that begins with a dash")
    return host, folder


def _started(command: Sequence[str], **how: object) -> subprocess.CompletedProcess[bytes]:
    """Runs a program, which has no terminal to read from; ssh asks for a password in its own way."""
    how = how if "input" in how else {"stdin": subprocess.DEVNULL, **how}
    try:
        return subprocess.run(command, check=False, **how)  # type: ignore[call-overload, no-any-return]
    except OSError as error:
        raise MistakeError(f"{command[0]} can't be run: {error.strerror}") from None
