"""What a warm process leaves is what a new process leaves, whatever was edited: pages, drafts, and mistakes told.

Two copies of a weblog go through the same edits. One is built by children of one process, the other one by a new
process each time; both keep what their last builds have left.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from weblog.preview.one_build import Folders, Report, report_of
from weblog.preview.warm_process import MODULE

from ..checkout import ENVIRONMENT
from .sites import Site
from .test_random_edits import EXAMPLES, Weblog, differences

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

CODE = ["", "def setup(app):\n    pass\n", "raise ValueError('no')\n", "from pathlib import Path\nN = Path(__file__)\n"]
OWN = """
import sys
from pathlib import Path
sys.path.insert(0, str(Path(__file__).parent))
import own
extensions += ["own"] if hasattr(own, "setup") else []
rst_epilog = (Path(__file__).parent / "own.txt").read_text()
"""


def folders_of(site: Site) -> Folders:
    return Folders(source=site.source, outdir=site.out, doctrees=site.doctrees, jobs=1)


class WarmWeblog(Weblog):
    """A weblog under edits, in two copies."""

    def __init__(self) -> None:
        super().__init__()
        self.cold = Site(self.folder / "cold")
        self.site.doctrees.mkdir(parents=True)
        self.channel, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", MODULE, folders_of(self.site).as_text(), str(theirs.fileno())]
            self.process = subprocess.Popen(
                command,
                env=ENVIRONMENT,
                pass_fds=[theirs.fileno()],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def teardown(self) -> None:
        self.channel.close()
        assert self.process.wait(60) == 0
        super().teardown()

    @initialize(first=st.just([]))
    def begin(self, first: list[tuple[str, str, Mapping[str, Any]]]) -> None:
        super().begin(first)
        self.own(CODE[0], "")

    # What a build hangs on beside documents

    @rule(code=st.sampled_from(CODE), text=st.sampled_from(["", "Below each page."]))
    def own(self, code: str, text: str) -> None:
        self.site.write("own.py", code)
        self.site.write("own.txt", text)
        self.base = self.base if OWN in self.base else self.base + OWN
        self.site.write("conf.py", self.base)
        self.is_built = False

    def elsewhere(self, seconds: int) -> None:
        """A preview stays where it is."""

    def kill(self, milliseconds: int) -> None:
        """What becomes of a build that is killed is tested elsewhere."""

    @invariant()
    def incremental_is_clean(self) -> None:
        """The invariant of the class above isn't this one's: the last good page of a broken document stays."""
        if self.is_built:
            return
        warm = self.build_warm()
        shutil.rmtree(self.cold.source, ignore_errors=True)
        shutil.copytree(self.site.source, self.cold.source)
        cold = self.build_cold()
        assert (warm.status, warm.mistakes) == (cold.status, cold.mistakes)
        assert differences(self.site.contents(), self.cold.contents()) == []
        self.is_built = True

    def build_warm(self) -> Report:
        folders_of(self.site).report.unlink(missing_ok=True)
        self.channel.sendall(b"b")
        return report_of(folders_of(self.site), self.channel.recv(1)[0])

    def build_cold(self) -> Report:
        folders = folders_of(self.cold)
        command = [sys.executable, "-m", "weblog.preview.one_build", folders.as_text()]
        done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=False)
        return report_of(folders, done.returncode)


WarmWeblog.TestCase.settings = settings(Weblog.TestCase.settings, max_examples=max(1, EXAMPLES // 2))
TestWarm = WarmWeblog.TestCase
del Weblog
