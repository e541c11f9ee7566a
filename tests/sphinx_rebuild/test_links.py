"""Links that somebody has put into the output lead to files that aren't the build's: nothing happens to those."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from .folders import files_in, put
from .sites import small

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .builds import Site
    from .conftest import BuiltSites

VIDEOS = {"one.mp4": b"1", "old/two.mp4": b"2"}
CONF = str(small.FILES["conf.py"])


def another_look(site: Site) -> None:
    site.write({"conf.py": f'{CONF}html_title = "Another"\n'})


def a_lost_record(site: Site) -> None:
    shutil.rmtree(site.doctrees)


@pytest.mark.parametrize("change", [another_look, a_lost_record])
def test_what_a_link_leads_to_stays(change: Callable[[Site], None], sites: BuiltSites, tmp_path: Path) -> None:
    site, _ = sites.take(small.FILES)
    links = {
        site.out / place: put(tmp_path / place, VIDEOS) for place in ("_static/videos", "_images/videos", "videos")
    }
    for link, videos in links.items():
        link.parent.mkdir(exist_ok=True)
        link.symlink_to(videos)

    for number in range(3):
        change(site)
        site.write({"one.rst": f"One\n===\n\nWords {number}.\n"})
        result = site.build()

        assert result.outcome == (0, ())
        for link, videos in links.items():
            assert files_in(videos) == VIDEOS
            assert link.is_symlink()


def test_static_files_may_lie_elsewhere(sites: BuiltSites, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    site, _ = sites.take(small.FILES)
    put(elsewhere, {"mine.txt": b"Mine."})
    shutil.copytree(site.out / "_static", elsewhere, dirs_exist_ok=True)
    shutil.rmtree(site.out / "_static")
    (site.out / "_static").symlink_to(elsewhere)

    for title in ("One", "Two"):
        site.write({"conf.py": f'{CONF}html_title = "{title}"\n'})
        result = site.build()

        assert result.outcome == (0, ())
        assert (site.out / "_static").is_symlink()
        assert {"mine.txt", "basic.css"} <= {*files_in(elsewhere)}
        assert sorted(path.name for path in site.out.glob("_static*")) == ["_static"]

    shutil.rmtree(site.doctrees)
    assert site.build().outcome == (0, ())
    assert {"mine.txt", "basic.css"} <= {*files_in(elsewhere)}


def test_a_folder_that_is_a_link_stays_when_its_last_page_goes(site: Site, tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    site.out.mkdir(parents=True)
    (site.out / "book").symlink_to(tmp_path / "book")
    files = {**small.FILES, "book/page.rst": ":orphan:\n\nPage\n====\n"}
    site.write(files)
    site.build()
    assert "page.html" in files_in(tmp_path / "book")

    site.write(small.FILES, files)
    result = site.build()

    assert result.outcome == (0, ())
    assert files_in(tmp_path / "book") == {}
    assert (site.out / "book").is_symlink()


def test_a_link_to_the_output_itself_does_no_harm(sites: BuiltSites) -> None:
    site, _ = sites.take(small.FILES)
    (site.out / "latest").symlink_to(".")

    for change in (
        {"new.rst": ":orphan:\n\nNew\n===\n"},
        {"conf.py": f'{CONF}latex_elements = {{"papersize": "a5"}}\n'},
    ):
        site.write(change)
        result = site.build()

        assert result.outcome == (0, ())
        assert (site.out / "new.html").is_file()
    assert (site.out / "latest").is_symlink()


def test_a_link_to_nowhere_does_no_harm(sites: BuiltSites) -> None:
    site, _ = sites.take(small.FILES)
    (site.out / "_static" / "nowhere.css").symlink_to("gone.css")

    for number in range(2):
        site.write({"one.rst": f"One\n===\n\nWords {number}.\n"})
        assert site.build().outcome == (0, ())
