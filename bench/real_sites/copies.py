"""Copies of other projects' documentation, and how they are built.

Owns: the download, what a copy is made of, and the process of a build. Must not: measure or compare. In: the version of
a project that is installed. Out: a `Copy` that builds itself, and what each build took.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROJECT = Path(__file__).parent.parent.parent
CACHE = PROJECT / "_build" / "cache" / "sites"
ASIDE = "\nintersphinx_mapping = {}  # no build asks the network\n"
ENGINE = ("sphinx_rebuild",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project with documentation in its source distribution.

    `hashes` has the SHA-256 of each known version's source distribution, `beside` the folders beside the documentation
    that it shows or offers files of, `edited` the document that gets a word more when builds are measured.
    """

    name: str
    hashes: Mapping[str, str]
    documents: str
    edited: str
    beside: Sequence[str] = ()


PROJECTS = (
    Project(
        name="sphinx",
        hashes={
            "9.0.4": "594ef59d042972abbc581d8baa577404abe4e6c3b04ef61bd7fc2acbd51f3fa3",
            "9.1.1": "48b627f02908f22c601b3ba9c7b17265b4f315dd05c8bc64cd4da41183f44fbc",
            "9.2.0": "90470459f3cab15d9dfed146c71cf77694b0445df17b2e0e69059cb9f7fc9ee4",
        },
        documents="doc",
        edited="usage/quickstart.rst",
        beside=["sphinx/templates"],
    ),
    Project(
        name="alabaster",
        hashes={"1.0.0": "c00dca57bca26fa62a6d7d0a9fcce65f3e026e9bfe33e9c538fd3fbb2144fd9e"},
        documents="docs",
        edited="installation.rst",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy of a project's documentation: the folder around it, and the folder with conf.py."""

    folder: Path
    documents: Path
    jobs: int = 1

    @property
    def output(self) -> Path:
        """Where the pages are."""
        return self.folder / "_output"

    @property
    def messages(self) -> Path:
        """The file with the last build's warnings."""
        return self.folder / "_warnings.txt"

    def start_over(self) -> None:
        """Makes the next build a first one."""
        for name in ("_output", "_doctrees"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def elsewhere(self, folder: Path) -> Copy:
        """The same copy in another folder, with what was built, as a build server's cache brings it: without times."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder, copy_function=shutil.copyfile)
        return Copy(folder=folder, documents=folder / self.documents.relative_to(self.folder), jobs=self.jobs)

    def build(self) -> Built:
        """Builds once, in a process of its own."""
        unwanted = {"PYTHONDONTWRITEBYTECODE", "PYTHONHASHSEED"}
        environment = {name: value for name, value in os.environ.items() if name not in unwanted}
        environment["PYTHONPATH"] = str(PROJECT / "_ext")
        options = ["-q", "-W", "--keep-going", "-b", "html", "-j", str(self.jobs), "-w", str(self.messages)]
        folders = ["-d", str(self.folder / "_doctrees"), str(self.documents), str(self.output)]
        with subprocess.Popen(
            [sys.executable, "-m", "sphinx", *options, *folders],
            cwd=self.documents,  # some projects' conf.py asks for that
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stderr
            said = process.stderr.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in {0, 1}:
            sys.exit(f"Sphinx fails with status {process.returncode}:\n{said}")
        return Built(seconds=usage.ru_utime, status=process.returncode, said=said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """One build: its user seconds (those of its processes together), exit status and what it said."""

    seconds: float
    status: int
    said: str


def download(project: Project, /) -> Path:
    """Downloads and unpacks the source distribution of the project's installed version, unless that has been done.

    :raises SystemExit: if it isn't installed, or if nobody has written down that version's hash
    """
    try:
        version = metadata.version(project.name)
    except metadata.PackageNotFoundError:
        sys.exit(f"{project.name} and what its documentation needs must be installed to build it")
    folder = CACHE / f"{project.name}-{version}"
    if not folder.exists():
        if version not in project.hashes:
            sys.exit(f"The hash of {folder.name}'s source distribution isn't known. Add it to PROJECTS in {__file__}")
        CACHE.mkdir(parents=True, exist_ok=True)
        wanted = CACHE / "wanted.txt"
        wanted.write_text(f"{project.name}=={version} --hash=sha256:{project.hashes[version]}\n", encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*pip, "--no-binary", ":all:", "--require-hashes", "-r", wanted, "-d", CACHE], check=True)
        with (
            tarfile.open(CACHE / f"{folder.name}.tar.gz") as archive,
            tempfile.TemporaryDirectory(dir=CACHE) as name,
        ):
            archive.extractall(name, filter="data")
            (Path(name) / folder.name).rename(folder)
    return folder


def copy(project: Project, folder: Path, *, extensions: Sequence[str], jobs: int = 1) -> Copy:
    """Copies the documentation and what it includes and offers from the folders beside it."""
    source = download(project)
    for name in (project.documents, *project.beside):
        shutil.copytree(source / name, folder / name)
    for file in source.iterdir():
        if file.is_file():
            shutil.copy2(file, folder)
    with (folder / project.documents / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write(f"{ASIDE}extensions = [*extensions, *{list(extensions)}]\n")
    return Copy(folder=folder, documents=folder / project.documents, jobs=jobs)


def clean_build(incremental: Copy, clean: Copy) -> Built:
    """Builds the same sources from nothing in another folder."""
    clean.start_over()
    for path in list(clean.folder.iterdir()):
        if path.is_dir():
            shutil.rmtree(path)
    shutil.copytree(
        incremental.folder,
        clean.folder,
        ignore=shutil.ignore_patterns("_output", "_doctrees", "_warnings.txt", "__pycache__"),
        dirs_exist_ok=True,
    )
    return clean.build()
