"""One build of the preview, in a process that does nothing else and ends with it.

Owns: the settings of a preview, and the file that tells of a build. Must not: know who asked for it, serve anything.
In: the folders of a site. Out: what `console.run` leaves, and a report.

`python -m weblog.preview.one_build SITE` is a build in a new process, as it is where processes can't be forked.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_rebuild import page_inputs
from sphinx_rebuild.files import write_if_different
from weblog import console

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SETTINGS = {"weblog_drafts": True, "weblog_keep_good_pages": True}
"""What is other in a preview than in what is published."""
REPORT = "preview.json"
"""The report's name, in the folder of the doctrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """The folders of a site, and how many processes may build it."""

    source: Path
    outdir: Path
    doctrees: Path
    jobs: int

    @property
    def report(self) -> Path:
        """The file that tells of the last build."""
        return self.doctrees / REPORT

    def as_text(self) -> str:
        """The same for a command line."""
        return json.dumps([str(self.source), str(self.outdir), str(self.doctrees), self.jobs])

    @classmethod
    def from_text(cls, text: str, /) -> Folders:
        """Reads what `as_text` has written."""
        source, outdir, doctrees, jobs = json.loads(text)
        return cls(source=Path(source), outdir=Path(outdir), doctrees=Path(doctrees), jobs=jobs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build tells of itself."""

    status: int
    """0 if all is well, 1 if there are mistakes, 2 if it couldn't be built."""
    mistakes: list[str]
    """A line each; places are seen from the source folder."""
    places: list[str] = field(default_factory=list)
    """Files and folders, beside the source, that the site is made with; none of a build that couldn't begin."""
    modules: list[tuple[str, str]] = field(default_factory=list)
    """Each module that was loaded, in their order, and its file."""


def build(folders: Folders, /) -> int:
    """Builds once; gives the exit status, and leaves a report."""
    places: list[str] = []

    def note_places(app: Sphinx) -> None:
        places.extend(str(path) for path in page_inputs.places_of_inputs(app))

    outcome = console.run(
        *(folders.source, folders.outdir, folders.doctrees), jobs=folders.jobs, settings=SETTINGS, look=note_places
    )
    loaded = {name: getattr(module, "__file__", None) for name, module in [*sys.modules.items()]}
    modules = [(name, file) for name, file in loaded.items() if file and name != "__main__"]
    report = Report(status=outcome.status, mistakes=list(outcome.mistakes), places=places, modules=modules)
    write_if_different(folders.report, json.dumps(asdict(report)).encode())
    return outcome.status


def report_of(folders: Folders, status: int, /) -> Report:
    """The report of a build that has ended with this status; one that was written for want of it."""
    try:
        told: dict[str, Any] = json.loads(folders.report.read_bytes())
        return Report(**told)
    except (OSError, ValueError, TypeError):
        return Report(status=2, mistakes=[f"the build has ended with status {status}; the terminal says why"])


if __name__ == "__main__":
    sys.exit(build(Folders.from_text(sys.argv[1])))
