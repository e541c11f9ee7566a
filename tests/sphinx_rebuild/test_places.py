"""A site that is copied, checked out elsewhere or given other times is the same site: nothing is read or written."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from sphinx_rebuild.places import Places

from .builds import Site, State, Surroundings, assert_same
from .inputs import INPUTS, SITES, edited
from .sites import documents, joined, small

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import BuiltSites, CleanBuilds

OLD = Places({"source folder": "/srv/site", "folder of conf.py": "/srv/site", "folder around conf.py": "/srv"})
NEW = Places({"source folder": "/home/x", "folder of conf.py": "/home/x", "folder around conf.py": "/home"})


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("/srv/site", "/home/x"),
        ("/srv/site/a.rst:3: no /srv/site/b.png", "/home/x/a.rst:3: no /home/x/b.png"),
        ("/srv/code/pots.py", "/home/code/pots.py"),
        ("/srv/site2/a.rst", "/home/site2/a.rst"),
        ("/mnt/srv/site/a.rst", "/mnt/srv/site/a.rst"),
        ("/srv.old/site", "/srv.old/site"),
        ("words", "words"),
    ],
)
def test_a_text_is_moved_by_whole_names_of_folders(text: str, moved: str) -> None:
    assert OLD.moved(text, NEW) == moved
    assert OLD.neutral(text) == NEW.neutral(moved)
    assert OLD.moved(text, OLD) == text


def copied(site: Site, folder: Path) -> Site:
    """The whole site elsewhere, with the times of now."""
    shutil.copytree(site.folder, folder, copy_function=shutil.copyfile)
    return Site(folder, site.builder)


@pytest.mark.parametrize("name", SITES)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_copy_is_the_same_site(name: str, jobs: int, sites: BuiltSites, tmp_path: Path) -> None:
    surroundings = Surroundings(jobs=jobs, zone="Pacific/Auckland")
    site, first = sites.take(SITES[name])
    copy = copied(site, tmp_path / "some" / "where")
    sites.give_back(SITES[name], site, first)

    results = [copy.build(surroundings=surroundings) for _ in range(2)]

    for result in results:
        written = result.written - joined.WRITTEN_ANYWAY
        assert (result.outcome, result.read, written) == (first.outcome, (), frozenset())


@pytest.mark.parametrize("row", INPUTS[::6], ids=lambda row: f"{row.site}: {row.name}")
def test_an_edit_of_a_copy_is_one_of_the_site(
    row: object, sites: BuiltSites, clean: CleanBuilds, tmp_path: Path
) -> None:
    base = State(files=SITES[row.site])  # type: ignore[attr-defined]
    after = edited(base, row)  # type: ignore[arg-type]
    underway = clean.start(after.files, *after.arguments)
    site, first = sites.take(base.files)
    copy = copied(site, tmp_path / "copy")
    sites.give_back(base.files, site, first)

    copy.write(after.files, base.files)

    assert_same(copy.build(*after.arguments), underway())


def test_code_outside_of_the_source_folder_is_where_it_was(site: Site, tmp_path: Path) -> None:
    """docutils names it by the way there from the source folder, which is longer in the copy."""
    conf = str(small.FILES["conf.py"]).replace("extensions = [", 'extensions = ["sphinx.ext.autodoc", ')
    site.write({**small.FILES, "conf.py": conf, "code.rst": "Code\n====\n\n.. autofunction:: textwrap.dedent\n"})
    first = site.build()
    copy = copied(site, tmp_path / "some" / "where")

    result = copy.build()

    assert b"dedent" in first.files["code.html"]
    assert (result.outcome, result.read, result.written) == (first.outcome, (), frozenset())


def test_mistakes_are_told_of_the_place_where_they_are_now(site: Site, tmp_path: Path) -> None:
    site.write({**small.FILES, "bad.rst": "Bad\n===\n\n:doc:`nowhere` and *this\n\n.. image:: none.png\n"})
    first = site.build()
    copy = copied(site, tmp_path / "copy")

    results = [copy.build()]
    (copy.source / "one.rst").write_text("One\n===\n\n:ref:`other`, the page that has changed\n")
    results.append(copy.build())

    assert results[0].outcome == first.outcome
    assert len(first.warnings) > 3
    for result in results:
        assert not [told for told in result.warnings if str(tmp_path) in told]
        assert {*first.warnings} - {*result.warnings} <= {told for told in first.warnings if told.startswith("one.rst")}


def test_another_branch_and_back_is_no_edit(sites: BuiltSites) -> None:
    site, first = sites.take(documents.FILES)
    other = {path: f"{text!s}\n" for path, text in documents.FILES.items() if path.endswith(".rst")}
    site.write({**documents.FILES, **other}, documents.FILES)
    site.write(documents.FILES, {**documents.FILES, **other})

    result = site.build()

    assert (result.outcome, result.read, result.written) == (first.outcome, (), frozenset())
    sites.give_back(documents.FILES, site, first)


def test_an_edit_in_the_moment_of_a_build_is_seen_in_the_next(site: Site, clean: CleanBuilds) -> None:
    """Of a file system with coarse times: the edit leaves the file's size and all of its times."""
    after = {**small.FILES, "one.rst": str(small.FILES["one.rst"])[::-1].swapcase()[::-1]}
    site.write(small.FILES)
    site.build()
    record = next(site.doctrees.glob("sphinx_rebuild/html/record.json"))
    state = record.read_text(encoding="utf-8")

    site.write(after, small.FILES)

    assert f'"{site.source}/one.rst": [""' in state
    assert_same(site.build(), clean.start(after)())


class Caches:
    """Folders of a build server's cache, each of which may be of another build."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site, self.folder = site, folder

    def keep(self, name: str) -> None:
        for part in (self.site.out, self.site.doctrees):
            shutil.copytree(part, self.folder / name / part.name, copy_function=shutil.copyfile)

    def bring(self, part: Path, name: str | None) -> None:
        shutil.rmtree(part)
        if name:
            shutil.copytree(self.folder / name / part.name, part, copy_function=shutil.copyfile)


@pytest.mark.parametrize("out", ["old", "new", None])
@pytest.mark.parametrize("doctrees", ["old", "new", None])
def test_a_bad_cache_is_slow_and_never_wrong(
    out: str | None, doctrees: str | None, site: Site, clean: CleanBuilds, tmp_path: Path
) -> None:
    last = {**documents.FILES, "alone.rst": "Last\n====\n", "more.rst": "More\n====\n\n:orphan:\n"}
    underway = clean.start(documents.FILES)
    caches = Caches(site, tmp_path / "cache")
    site.write(documents.FILES)
    site.build()
    caches.keep("new")
    site.write(last, documents.FILES)
    site.build()
    caches.keep("old")
    site.write(documents.FILES, last)

    caches.bring(site.out, out)
    caches.bring(site.doctrees, doctrees)

    assert_same(site.build(), underway())


SETTINGS = """
from pathlib import Path

HERE = Path(__file__).parent
pages = {"here": str(HERE / "one.rst"), "around": str(HERE.parent / "code")}
folders = [HERE, HERE.parent / "code"]


def setup(app):
    for name in ("pages", "folders"):
        app.add_config_value(name, None, "env")
"""


def test_settings_that_name_folders_are_the_same_elsewhere(site: Site, tmp_path: Path) -> None:
    site.write({**small.FILES, "conf.py": f"{small.FILES['conf.py']!s}{SETTINGS}"})
    first = site.build()
    copy = copied(site, tmp_path / "copy")

    result = copy.build()

    assert (result.outcome, result.read, result.written) == (first.outcome, (), frozenset())


def test_times_to_come_change_nothing_in_any_build(site: Site) -> None:
    site.write(small.FILES)
    first = site.build()
    for path in small.FILES:
        os.utime(site.source / path, (4_000_000_000, 4_000_000_000))

    results = [site.build() for _ in range(2)]

    assert {(result.outcome, result.read, result.written) for result in results} == {(first.outcome, (), frozenset())}
