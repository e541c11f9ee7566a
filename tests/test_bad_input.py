"""Mistakes are refused with file, line, what is wrong and what would be right; in every build, until they are mended.

Each folder of tests/roots/bad-input is a small weblog with one mistake; its expected.txt holds the very messages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sphinx.errors import ConfigError

from .sites import ROOTS, Site

if TYPE_CHECKING:
    from pathlib import Path

CASES = sorted(folder.name for folder in (ROOTS / "bad-input").iterdir())


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_told_at_its_place_in_every_build(tmp_path: Path, case: str) -> None:
    site = Site.from_root(tmp_path, f"bad-input/{case}")
    expected = (site.source / "expected.txt").read_text(encoding="utf-8").splitlines()
    first, second = site.build(), site.build(parallel=2)
    assert first.warnings == expected
    assert second.warnings == expected
    assert (first.status, second.status) == (1, 1)


@pytest.mark.parametrize("case", CASES)
def test_a_mended_mistake_is_told_no_more(tmp_path: Path, case: str) -> None:
    site = Site.from_root(tmp_path, f"bad-input/{case}")
    site.build()
    for file in (site.source / "posts").rglob("*.*"):
        file.unlink()
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


def test_a_label_of_two_documents_is_told_as_by_a_clean_build(site: Site) -> None:
    """Sphinx forgets the other one when it reads one of the two again, and then tells neither."""
    body = "(twice)=\n## Here\n\nWords."
    site.post("2020/06/26/second", "Second", body=body)
    site.build()
    site.post("2020/06/25/first", "First", body=body)
    assert len(site.build().warnings) == 1
    expected = (
        "posts/2020/06/26/second.md:7: WARNING: duplicate label twice, other instance in posts/2020/06/25/first.md"
    )
    assert site.build().warnings == [expected]
    site.post("2020/06/25/first", "First")
    assert site.build().warnings == []
