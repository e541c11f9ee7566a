"""Hosts to publish to: a real sshd on this machine, on a port and with keys of its own.

In: a folder. Out: how ssh gets there. The benchmark has one, too.
"""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SYSTEM = f"{os.environ['PATH']}:/usr/sbin:/sbin"
"""Where Debian has sshd."""
PRIVILEGES = Path("/run/sshd")
"""The folder that an sshd of root asks for, which Debian's service makes."""
PATIENCE = 20
SERVER = """\
ListenAddress 127.0.0.1:{port}
HostKey {folder}/host
PidFile none
AuthorizedKeysFile {folder}/key.pub
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PrintMotd no
MaxStartups 100
"""
PROGRAMS = ("rsync", "ssh", "sshd", "ssh-keygen")
"""What publishing to a host takes, on both sides."""
CLIENT = """\
Host web
HostName 127.0.0.1
Port {port}
User {user}
IdentityFile {folder}/key
IdentitiesOnly yes
UserKnownHostsFile {folder}/known
LogLevel ERROR
"""


def missing(*programs: str) -> str:
    """The first of some programs that isn't there, and how to have it; "" if all are."""
    found = [program for program in programs if not shutil.which(program, path=SYSTEM)]
    return f"{found[0]} isn't installed (Debian: apt install rsync openssh-server openssh-client)" if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A host named "web"."""

    server: subprocess.Popen[bytes]
    ssh: str
    """The program with its options."""

    def drop_connections(self) -> None:
        """Has each connection break, as if the network were gone; the host stays."""
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read_text(encoding="ascii")
        for child in children.split():
            below = Path(f"/proc/{child}/task/{child}/children").read_text(encoding="ascii").split()
            for process in (*below, child):
                with suppress(ProcessLookupError):
                    os.kill(int(process), signal.SIGKILL)


def answers(port: int) -> bool:
    """True if somebody is there."""
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def sshd(folder: Path, *settings: str) -> Iterator[Host]:
    """An sshd of the current user, until the end of the block."""
    if os.getuid() == 0:
        PRIVILEGES.mkdir(mode=0o755, exist_ok=True)
    folder.mkdir()
    for name in ("host", "key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    values = {"folder": folder, "port": port, "user": getpass.getuser()}
    more = "".join(f"{setting}\n" for setting in settings)
    (folder / "sshd_config").write_text(SERVER.format(**values) + more, encoding="utf-8")
    (folder / "config").write_text(CLIENT.format(**values), encoding="utf-8")
    kind, key, *_ = (folder / "host.pub").read_text(encoding="ascii").split()
    (folder / "known").write_text(f"[127.0.0.1]:{port} {kind} {key}\n", encoding="ascii")
    program = shutil.which("sshd", path=SYSTEM)  # it asks for its whole path
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([str(program), "-D", "-e", "-f", folder / "sshd_config"], stderr=log)
    try:
        deadline = time.monotonic() + PATIENCE
        while not answers(port):
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"sshd doesn't answer: {(folder / 'log').read_text(encoding='utf-8')}")
            time.sleep(0.02)
        host = Host(server=server, ssh=f"ssh -F {folder}/config")
        yield host
        host.drop_connections()
    finally:
        server.terminate()
        server.wait()
