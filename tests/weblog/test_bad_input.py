"""Mistakes are refused with file, line, what is wrong and what would be right; in every build, until they are mended.

Each folder of tests/roots/bad-input is a small weblog with one mistake; its expected.txt holds the very messages.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.errors import ConfigError

from .sites import ROOTS, Site

if TYPE_CHECKING:
    from pathlib import Path

CASES = sorted(folder.name for folder in (ROOTS / "bad-input").iterdir())


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_told_at_its_place_in_every_build_until_it_is_mended(tmp_path: Path, case: str) -> None:
    site = Site.from_root(tmp_path, f"bad-input/{case}")
    expected = (site.source / "expected.txt").read_text(encoding="utf-8").splitlines()
    first, second = site.build(), site.build(parallel=2)
    assert first.warnings == expected
    assert sorted(second.warnings) == sorted(expected)  # by several processes, in any order
    assert (first.status, second.status) == (1, 1)

    for file in [file for name in ("posts", "events", "speakers") for file in (site.source / name).rglob("*.*")]:
        file.unlink()
    (site.source / "tags.yml").unlink(missing_ok=True)
    site.post("2020/06/25/x", "Title")
    assert site.build().warnings == []
    assert site.build().status == 0


def test_a_mistake_that_is_mended_elsewhere_is_told_no_more(tmp_path: Path) -> None:
    site = Site.from_root(tmp_path, "bad-input/missing-image")
    site.build()
    image = site.source / "posts/2020/06/25/slide.png"
    image.rename(image.with_name("slides.png"))
    assert site.build().warnings == []
    assert site.exists("_images/slides.png")


def test_a_silenced_warning_is_no_problem(tmp_path: Path) -> None:
    site = Site.from_root(tmp_path, "bad-input/other-folder")
    assert site.build(suppress_warnings=["weblog.folder"]).status == 0
    assert "0 added, 0 changed" in site.build(suppress_warnings=["weblog.folder"]).told


@pytest.mark.parametrize(
    ("setting", "value", "message"),
    [
        ("weblog_timezone", "Europe/Amsterdm", 'weblog_timezone: "Europe/Amsterdm" is not a time zone'),
        ("weblog_timezone", None, "weblog_timezone must be a str, not NoneType"),
        ("weblog_navigation", ["about.html"], "weblog_navigation: 'about.html': write page names without an ending"),
        ("weblog_now", "soon", 'weblog_now: "soon" is not a moment'),
    ],
)
def test_a_wrong_setting_is_told_before_anything_is_read(site: Site, setting: str, value: object, message: str) -> None:
    wrong: dict[str, Any] = {setting: value}
    with pytest.raises(ConfigError) as error:
        site.build(**wrong)
    assert str(error.value).startswith(f"conf.py: {message}")


def test_all_wrong_settings_are_told_at_once(site: Site) -> None:
    with pytest.raises(ConfigError, match=r"weblog_timezone.*weblog_now"):
        site.build(weblog_timezone="nowhere", weblog_now="soon")


def test_navigation_to_nowhere_is_told_with_the_nearest_page(site: Site) -> None:
    (warning,) = site.build(weblog_navigation=["blog/archives"]).warnings
    assert 'weblog_navigation names "blog/archives", which is no page; did you mean "blog/archive"?' in warning


@pytest.mark.parametrize("parallel", [0, 2])
def test_a_label_of_two_documents_is_told_in_every_build(site: Site, parallel: int) -> None:
    """Sphinx tells it only if one process reads both in one build, and of the one that it happens to read last."""
    body = "(twice)=\n## Here\n\nWords."
    for number in range(12):  # enough to be read by two processes
        site.post(f"2020/06/01/{number}", f"Number {number}")
    site.post("2020/06/26/second", "Second", body=body)
    site.write("about.md", "---\norphan: true\n---\n\n# About\n\nSee {ref}`twice`.\n")
    assert site.build(parallel=parallel).warnings == []
    site.post("2020/06/25/first", "First", body=body.replace("Here", "There"))
    expected = (
        'posts/2020/06/26/second.md:7: WARNING: the label "twice" belongs to posts/2020/06/25/first.md, line 7: '
        "give one of the two another name [weblog.label]"
    )
    for _ in range(2):
        assert site.build(parallel=parallel).warnings == [expected]
        assert "There" in site.page("about").text
    clean = Site(site.source.parent / "clean")
    shutil.copytree(site.source, clean.source)
    assert clean.build(parallel=2 - parallel).warnings == [expected]
    assert clean.contents() == site.contents()
    (site.source / "posts/2020/06/25/first.md").unlink()
    assert site.build(parallel=parallel).warnings == []
    assert "Here" in site.page("about").text


def test_a_label_that_one_of_two_documents_gives_up_stays_the_others_even_if_nothing_was_told(site: Site) -> None:
    body = "(twice)=\n## Here\n\nWords."
    site.post("2020/06/25/first", "First", body=body.replace("Here", "There"))
    site.post("2020/06/26/second", "Second", body=body)
    site.post("2020/06/27/third", "Third", body="See {ref}`twice`.")
    silenced: dict[str, Any] = {"suppress_warnings": ["weblog.label"]}
    assert site.build(**silenced).warnings == []
    assert "There" in site.page("posts/2020/06/27/third").text
    site.post("2020/06/25/first", "First")
    assert site.build(**silenced).warnings == []
    assert "Here" in site.page("posts/2020/06/27/third").text


@pytest.mark.parametrize("path", ["", "/", ".", "..", "../a", "a/../..", "a\\b"])
def test_a_path_of_the_weblog_that_is_no_place_is_refused(site: Site, path: str) -> None:
    with pytest.raises(ConfigError, match="is no place below the site"):
        site.build(blog_path=path)
