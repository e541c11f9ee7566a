"""The package of what is in _ext/: what is in its wheel, what it says it needs, and a foreign site built with it.

The site is somebody else's, and so is the folder that it is built from; the wheel is installed beside the oldest
libraries that it may have, and beside the newest.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from email import message_from_string
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import sphinx_rebuild

from .checkout import PROJECT
from .parsing import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from packaging.specifiers import SpecifierSet

CODE = PROJECT / "_ext"
OPTIONAL_PARTS = (CODE / "weblog/importing", CODE / "weblog/preview")
"""The folders whose libraries need not be there for a build."""
CONVERTER = CODE / "weblog/importing/rest_converter.py"
"""What another Python runs, in an environment of its own."""
PACKAGES = ("sphinx_rebuild", "sphinx_speedups", "weblog")
METADATA: dict[str, Any] = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEEDED = [Requirement(line) for line in METADATA["dependencies"]]
OPTIONAL = [Requirement(line) for lines in METADATA["optional-dependencies"].values() for line in lines]
RANGES: dict[str, SpecifierSet] = {canonicalize_name(needed.name): needed.specifier for needed in (*NEEDED, *OPTIONAL)}
LOCKS = sorted({*PROJECT.glob("requirements*.txt")} - {PROJECT / "requirements-moving.txt"})
"""The lock files but that of the converter."""
ELSEWHERE = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
"""The environment of somebody who doesn't know this checkout."""
FOREIGN_SITE = {
    "conf.py": """\
project = "Foreign"
extensions = ["myst_parser", "ablog", "weblog"]
html_theme = "alabaster"
html_sidebars = {"**": ["about.html", "ablog/recentposts.html", "ablog/archives.html"]}
blog_title = "Foreign notes"
blog_path = "notes"
blog_baseurl = "https://foreign.example/"
blog_authors = {"bo": ("Bo Sample", None)}
blog_default_author = "bo"
""",
    "index.rst": "Front page\n==========\n\n.. postlist:: 5\n\n.. toctree::\n   :hidden:\n\n   about\n",
    "about.md": "# About\n\nI know {talks:speaker}`Ada Example`.\n",
    "2024/first.rst": "First words\n===========\n\n.. post:: 2024-05-06\n   :tags: words\n\nHello.\n",
    "2024/second.md": "```{post} 2024-05-07\n:tags: words\n```\n\n# More words - Ada Example\n\n"
    "```{talks:talk}\n:event: meetup\n```\n\nHello again.\n",
    "2024/draft.rst": ".. post::\n\nNot yet\n=======\n\nHush.\n",
    "events/meetup.md": "---\norphan: true\n---\n\n# A meetup\n\n```{talks:event}\n:dates: 2024-05-07\n```\n",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-index", "--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir"]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, folder, PROJECT], check=True)
    (built,) = folder.glob("*.whl")
    return built


# What is in it


def test_the_wheel_holds_the_packages_and_nothing_else(wheel: Path) -> None:
    source = {
        file.relative_to(CODE).as_posix()
        for name in PACKAGES
        for file in (CODE / name).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    about = {name for name in inside if ".dist-info/" in name}
    assert inside - about == source
    assert {name.partition("/")[2] for name in about} == {"METADATA", "RECORD", "WHEEL", "licenses/LICENSE"}
    assert {f"{name}/py.typed" for name in PACKAGES} <= source
    assert any(name.startswith("weblog/templates/") for name in source)


def test_it_describes_itself(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        said = message_from_string(archive.read(metadata).decode())
    assert said["Version"] == sphinx_rebuild.__version__
    assert said["License-Expression"] == "MIT"
    assert said["Description-Content-Type"] == "text/markdown"
    assert said.get_payload().strip() == (PROJECT / "README.md").read_text(encoding="utf-8").strip()  # type: ignore[union-attr]


def test_there_is_one_version() -> None:
    told = [file for file in CODE.rglob("*.py") if re.search(r"^__version__ =", file.read_text("utf-8"), re.MULTILINE)]
    assert [file.relative_to(CODE).as_posix() for file in told] == ["sphinx_rebuild/__init__.py"]


# What it needs


def modules_in(node: ast.AST) -> set[str]:
    """The first names of the modules from elsewhere that are imported within a piece of code, those for types, too."""
    found = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Import):
            found |= {alias.name for alias in part.names}
        elif isinstance(part, ast.ImportFrom) and not part.level:
            found.add(part.module or "")
    return {name.partition(".")[0] for name in found}


def libraries_of(modules: set[str]) -> set[str]:
    """The libraries that modules come from; Python's own and ours are none."""
    others = modules - sys.stdlib_module_names - set(PACKAGES)
    return {canonicalize_name(library) for module in others for library in module_owners()[module]}


@cache
def module_owners() -> Mapping[str, list[str]]:
    """The libraries of each module, which Python looks for in all that is installed."""
    return packages_distributions()


def test_what_it_imports_is_what_it_needs() -> None:
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in CODE.rglob("*.py") if file != CONVERTER}
    found = libraries_of({name for tree in trees.values() for name in modules_in(tree)})
    assert found | {"websockets"} == RANGES.keys(), "uvicorn imports it, if it is there"
    optional = {canonicalize_name(library.name) for library in OPTIONAL}
    for file, tree in trees.items():
        at_once = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
        if not {*OPTIONAL_PARTS} & {*file.parents}:
            assert not libraries_of({name for node in at_once for name in modules_in(node)}) & optional, file


@pytest.mark.parametrize("part", OPTIONAL_PARTS, ids=lambda part: part.name)
def test_only_its_command_imports_a_part_that_is_optional(part: Path) -> None:
    """Its libraries needn't be there for a build."""
    found = {
        file
        for file in CODE.rglob("*.py")
        if part not in file.parents and f"weblog.{part.name}" in file.read_text(encoding="utf-8")
    }
    assert found == {CODE / "weblog/__main__.py"}


def locked(file: Path) -> list[tuple[str, str]]:
    """The libraries and versions in a lock file."""
    return re.findall(r"^([\w.-]+)==([^\s;]+)", file.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("file", LOCKS, ids=lambda file: file.name)
def test_every_lock_file_holds_what_the_ranges_allow(file: Path) -> None:
    beyond = [(name, version) for name, version in locked(file) if name in RANGES and version not in RANGES[name]]
    assert not beyond


def test_the_oldest_libraries_are_the_least_that_the_ranges_allow() -> None:
    oldest = {name: Version(version) for name, version in locked(PROJECT / "requirements-oldest.txt")}
    for name, allowed in RANGES.items():
        assert [Version(one.version) for one in allowed if one.operator == ">="] == [oldest[name]], name


# A site that has it


@pytest.fixture(scope="module", params=["oldest", "newest"])
def python(request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python in a fresh environment that has the wheel, and the oldest or the newest libraries."""
    libraries = Path(sys.prefix, f"package-{request.param}")
    if not libraries.is_dir():
        pytest.fail(f"there is no {libraries}: `make test` installs it")
    folder = tmp_path_factory.mktemp(request.param)
    venv.create(folder, symlinks=True)
    own, theirs = (sysconfig.get_path("purelib", vars={"base": str(base)}) for base in (folder, libraries))
    Path(own, "libraries.pth").write_text(f"{theirs}\n", encoding="utf-8")
    # What it needs has to be there, in versions that it allows: pip has no index to take others from.
    options = ["--no-index", "--no-compile", "--quiet", f"{wheel}[markdown]"]
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", folder, "install", *options], check=True, env=ELSEWHERE, cwd=folder
    )
    return folder / "bin" / "python"


def test_a_foreign_site_is_built_with_it_from_another_folder(python: Path, tmp_path: Path) -> None:
    site, out, elsewhere = tmp_path / "site", tmp_path / "out", tmp_path / "elsewhere"
    elsewhere.mkdir()
    for path, text in FOREIGN_SITE.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    command = [str(python), "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-q", "-d"]
    command += [f"{tmp_path}/doctrees", str(site), str(out)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=ELSEWHERE, cwd=elsewhere)
    assert (done.stderr, done.returncode) == ("", 0)
    listed = [link["href"] for link in parse(out / "index.html").select('.body a[href^="2024/"]')]
    assert list(dict.fromkeys(listed)) == ["2024/second.html", "2024/first.html"]
    assert len(feedparser.parse(out / "notes/atom.xml").entries) == 2
    assert b"DTSTART;VALUE=DATE:20240507" in (out / "events/meetup.ics").read_bytes()
    assert (out / "notes/tag/words.html").is_file()
    assert (out / "speakers/ada-example.html").is_file()
    assert not (out / "2024/draft.html").exists()
    asked = f"import {', '.join(PACKAGES)}; print({', '.join(f'{name}.__file__' for name in PACKAGES)})"
    told = subprocess.run([python, "-c", asked], check=True, stdout=subprocess.PIPE, env=ELSEWHERE, cwd=elsewhere)
    assert all(path.startswith(f"{python.parent.parent}/") for path in told.stdout.decode().split())
