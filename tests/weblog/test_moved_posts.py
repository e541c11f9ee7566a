"""Posts that have moved without `:was:`: a build that saw them elsewhere says so, until they tell it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from .sites import Site

if TYPE_CHECKING:
    from .sites import Result

OLD, NEW = "2020/06/25/old", "2020/06/26/new"
SENTENCE = (
    f"posts/{NEW}.md:1: posts/{OLD}.html was this post's address until it moved: with "
    f'":was: posts/{OLD}" in its {{post}} that leads on, and feeds don\'t show the post as new'
)


def said(result: Result) -> list[str]:
    assert result.warnings == []
    return [line for line in result.told.splitlines() if "until it moved" in line]


def moved(site: Site, old: str = OLD, new: str = NEW) -> None:
    file = site.source / f"posts/{new}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    (site.source / f"posts/{old}.md").rename(file)


@pytest.mark.parametrize("parallel", [1, 2])
def test_a_post_that_moved_is_told_until_it_says_where_it_was(site: Site, parallel: int) -> None:
    site.post(OLD, "A post", body="First words.")
    site.post("2020/06/24/other", "Another", body="Other words.")
    assert said(site.build(parallel=parallel)) == []
    moved(site)
    for _ in range(2):
        assert said(site.build(parallel=parallel)) == [SENTENCE]
    site.post(NEW, "A post", body="Now with other words.")
    assert said(site.build(parallel=parallel)) == [SENTENCE]
    site.post(NEW, "A post", "", f":was: posts/{OLD}")
    assert said(site.build(parallel=parallel)) == []
    clean = Site(site.source.parent / "clean")
    shutil.copytree(site.source, clean.source)
    assert said(clean.build(parallel=parallel)) == []
    assert clean.contents() == site.contents()


def test_a_clean_build_knows_nothing_of_it_and_leaves_the_same(site: Site) -> None:
    site.post(OLD, "A post", body="First words.")
    site.build()
    moved(site)
    site.build()
    clean = Site(site.source.parent / "clean")
    shutil.copytree(site.source, clean.source)
    assert said(clean.build()) == []
    assert clean.contents() == site.contents()


def test_a_post_that_moved_twice_is_told_of_both_places(site: Site) -> None:
    site.post(OLD, "A post", body="First words.")
    site.build()
    moved(site, OLD, "2020/06/25/between")
    site.build()
    moved(site, "2020/06/25/between", NEW)
    for _ in range(2):
        assert said(site.build()) == [SENTENCE, SENTENCE.replace(OLD, "2020/06/25/between")]
    site.post(NEW, "A post", "", f":was: posts/{OLD}")
    (line,) = said(site.build())
    assert f'with ":was: posts/{OLD}, posts/2020/06/25/between" in its {{post}}' in line
    site.post(NEW, "A post")
    moved(site, NEW, OLD)
    assert [line.partition(" was ")[0] for line in said(site.build())] == [
        f"posts/{OLD}.md:1: posts/2020/06/25/between.html",
        f"posts/{OLD}.md:1: posts/{NEW}.html",
    ]


def test_another_post_and_a_draft_are_no_move(site: Site) -> None:
    site.post(OLD, "A post", body="First words.")
    site.write("posts/draft.md", "```{post}\n```\n\n# A draft\n\nIts words.\n")
    site.build(weblog_drafts=True)
    (site.source / f"posts/{OLD}.md").unlink()
    moved(site, "draft", "2020/06/25/draft")
    site.post(NEW, "A post", body="Quite different words.")
    assert said(site.build(weblog_drafts=True)) == []


def test_what_leads_on_in_another_way_is_no_move(site: Site) -> None:
    site.post(OLD, "A post", body="First words.")
    site.build()
    moved(site)
    site.write(f"extra/posts/{OLD}.html", "It is elsewhere.")
    assert said(site.build(html_extra_path=["extra"])) == []
