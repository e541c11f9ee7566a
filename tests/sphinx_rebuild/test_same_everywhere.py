"""A build hangs on its source alone: not on processes, zones, seeds, languages, times, or what was built before."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from .builds import Site, Surroundings, assert_same, assert_same_files
from .inputs import SITES
from .sites import documents, names, package, small

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import BuiltSites, CleanBuilds

FRENCH = Surroundings(locale="fr_FR")


@pytest.mark.parametrize("name", SITES)
def test_another_process_in_another_place_leaves_the_same(name: str, sites: BuiltSites, tmp_path: Path) -> None:
    built, first = sites.take(SITES[name])
    sites.give_back(SITES[name], built, first)
    site = Site(tmp_path / "a" / "deeper" / "place")
    site.write(SITES[name])
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-j",
        "2",
        "-d",
        site.doctrees,
        site.source,
        site.out,
    ]
    surroundings = {"PYTHONHASHSEED": "7", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"}

    done = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONWARNINGS": "ignore", **surroundings},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "WARNING" not in done.stderr
    files = {path.relative_to(site.out).as_posix(): path.read_bytes() for path in site.out.rglob("*") if path.is_file()}
    assert_same_files(files, first.files)


def test_an_inherited_members_module_is_shown_however_many_processes_read(tmp_path: Path) -> None:
    """Sphinx shows it if several read, or if it is the last document; viewcode forgets it otherwise."""
    serial, parallel = Site(tmp_path / "serial"), Site(tmp_path / "parallel")
    shown = "\n.. autoclass:: pots.base.Thing\n   :members:\n"
    files = {**package.FILES, "kilns.rst": str(package.FILES["kilns.rst"]).replace(shown, "")}
    serial.write(files)
    parallel.write(files)

    underway = parallel.start(surroundings=Surroundings(jobs=2))
    result, expected = serial.build(), underway.wait()

    assert_same_files(result.files, expected.files)


def test_a_label_twice_is_told_once_in_any_language(site: Site) -> None:
    text = str(names.FILES["two.rst"]).replace("Answers\n", ".. _place:\n\nAnswers\n")
    conf = f'{names.FILES["conf.py"]!s}language = "fr"\n'
    site.write({**names.FILES, "two.rst": text, "conf.py": conf})

    results = [site.build(surroundings=FRENCH) for _ in range(2)]

    for result in results:
        assert result.status == 1
        (warning,) = result.warnings
        assert "place" in warning


def test_a_heading_twice_is_silenced_as_without_the_engine(site: Site) -> None:
    text = str(names.FILES["two.rst"]).replace("Answers\n-------", "Questions\n---------")
    conf = f'{names.FILES["conf.py"]!s}suppress_warnings = ["autosectionlabel.two"]\n'
    site.write({**names.FILES, "two.rst": text, "conf.py": conf})

    results = [site.build() for _ in range(2)]

    assert [result.outcome for result in results] == [(0, ())] * 2


def test_times_alone_change_nothing(sites: BuiltSites) -> None:
    site, first = sites.take(documents.FILES)
    for path in documents.FILES:
        os.utime(site.source / path, (2_000_000_000, 2_000_000_000))

    result = site.build()

    assert (result.outcome, result.read, result.written) == (first.outcome, (), frozenset())
    sites.give_back(documents.FILES, site, first)


def test_an_edit_that_leaves_time_and_size_is_seen(sites: BuiltSites, clean: CleanBuilds) -> None:
    after = {**documents.FILES, "alone.rst": str(documents.FILES["alone.rst"]).replace("Nobody", "Anyone")}
    underway = clean.start(after)
    site, first = sites.take(documents.FILES)
    file = site.source / "alone.rst"
    time = file.stat().st_mtime_ns
    results = []

    for one, other in ((after, documents.FILES), (documents.FILES, after)):
        site.write(one, other)
        os.utime(file, ns=(time, time))
        results.append(site.build())

    assert_same_files(results[0].files, underway().files)
    assert_same(results[1], first)
    sites.give_back(documents.FILES, site, first)


MISSING = ["alone.html", "genindex.html", "objects.inv", "robots.txt", "searchindex.js", "_static/mine.css"]
MISSING += ["_images/pot.svg", "_sources/alone.rst.txt", "_downloads/*/*"]


@pytest.mark.parametrize("gone", [MISSING, *([path] for path in MISSING)], ids=lambda gone: ", ".join(gone))
def test_what_is_missing_is_made_again(gone: list[str], sites: BuiltSites) -> None:
    site, first = sites.take(documents.FILES)
    for pattern in gone:
        (path,) = site.out.glob(pattern)
        path.unlink()

    result = site.build()

    assert_same(result, first)
    sites.give_back(documents.FILES, site, first)


@pytest.mark.parametrize("folder", ["out", "doctrees"])
def test_a_build_without_a_part_of_the_last_one_is_a_clean_one(folder: str, sites: BuiltSites) -> None:
    site, first = sites.take(documents.FILES)
    shutil.rmtree(site.folder / folder)

    result = site.build()

    assert_same(result, first)
    sites.give_back(documents.FILES, site, first)


def test_builds_of_something_else_in_between_hide_no_change(sites: BuiltSites, clean: CleanBuilds) -> None:
    site, _ = sites.take(small.FILES)
    after = {**small.FILES, "one.rst": str(small.FILES["one.rst"]).replace("One\n===", "First\n=====")}
    del after["two.rst"]
    after["index.rst"] = str(after["index.rst"]).replace("   two\n", "")

    underway = clean.start(after)
    site.write(after, small.FILES)
    text = Site(site.folder, "text").start("-b", "text", "-d", str(site.doctrees))
    assert text.wait().status == 0
    for path in site.out.rglob("*.txt"):
        if "_sources" not in path.parts:
            path.unlink()
    result, expected = site.build(), underway()

    assert_same_files(result.files, expected.files)
