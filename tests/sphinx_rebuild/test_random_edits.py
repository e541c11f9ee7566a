"""After any sequence of edits a build leaves what a build from nothing leaves, and says what that says.

A state machine makes the edits of the table in `inputs`, and undoes them, in any order and several at a time; a build
may be killed in its middle, and the site moved to another place. The clean build is made elsewhere, in another time
zone, by several processes.

`make test-long` takes as many steps as one likes: REBUILD_STEPS, REBUILD_EXAMPLES.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from .builds import Site, State, Surroundings, assert_same
from .inputs import INPUTS, SITES, Input, edited

STEPS = int(os.environ.get("REBUILD_STEPS", "4"))
EXAMPLES = int(os.environ.get("REBUILD_EXAMPLES", "3"))


class EditedSite(RuleBasedStateMachine):
    """A site under edits."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="rebuild-"))
        self.edits: list[Input] = []
        self.turn = self.moves = 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize(name=st.sampled_from(sorted(SITES)), builder=st.sampled_from(["html", "dirhtml"]))
    def begin(self, name: str, builder: str) -> None:
        self.rows = [row for row in INPUTS if row.site == name]
        self.base = self.written = self.wanted = State(files=SITES[name])
        self.site = Site(self.folder / "incremental", builder)
        self.site.write(self.base.files)
        self.is_built = False

    @rule(data=st.data())
    def make_or_undo(self, data: st.DataObject) -> None:
        for row in data.draw(st.lists(st.sampled_from(self.rows), min_size=1, max_size=3, unique_by=id)):
            if row in self.edits:
                self.edits.remove(row)
            else:
                self.edits.append(row)
        self.wanted = self.base
        for row in self.edits:
            self.wanted = edited(self.wanted, row)
        self.site.write(self.wanted.files, self.written.files)
        self.written = self.wanted
        self.is_built = False

    @rule(milliseconds=st.integers(0, 400))
    def kill(self, milliseconds: int) -> None:
        running = self.site.start(*self.wanted.arguments)
        time.sleep(milliseconds / 1000)
        running.process.kill()
        running.process.join()
        self.is_built = False

    @rule(seconds=st.sampled_from([-100_000_000, 0, 100_000_000]))
    def move(self, seconds: int) -> None:
        """A clone elsewhere, with what a cache has kept of the builds; files have other times."""
        self.moves += 1
        folder = self.folder / "-".join(["moved", str(self.moves)]) / "deeper"
        shutil.copytree(self.site.folder, folder, copy_function=shutil.copyfile)
        self.site.clear()
        self.site = Site(folder, self.site.builder)
        for file in self.site.source.rglob("*"):
            os.utime(file, (time.time() + seconds,) * 2)
        self.is_built = False

    @invariant()
    def incremental_is_clean(self) -> None:
        if self.is_built:
            return
        self.turn += 1
        clean = Site(self.folder / f"clean-{self.turn}", self.site.builder)
        clean.write(self.wanted.files)
        elsewhere = Surroundings(jobs=1 + self.turn % 2, zone="Pacific/Auckland")
        underway = clean.start(*self.wanted.arguments, surroundings=elsewhere)
        result = self.site.build(*self.wanted.arguments, surroundings=Surroundings(jobs=2 - self.turn % 2))
        expected = underway.wait()
        note(f"edits: {[row.name for row in self.edits]}")
        assert_same(result, expected)
        clean.clear()
        self.is_built = True


EditedSite.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    derandomize="REBUILD_STEPS" not in os.environ,  # the quick run is the same everywhere
    database=None,
    phases=[Phase.explicit, Phase.generate],  # shrinking takes thousands of builds
    suppress_health_check=list(HealthCheck),
)
TestRandomEdits = EditedSite.TestCase
