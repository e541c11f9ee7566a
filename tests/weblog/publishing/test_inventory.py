"""What a built site is for its readers, and what a publication does to them."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weblog.publishing.changes import Changes, can_be_linked_to, changes
from weblog.publishing.inventory import Inventory, UnreadableError, inventory

from ..sites import Site

if TYPE_CHECKING:
    from pathlib import Path

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
INVENTORIES = st.builds(
    Inventory,
    files=st.dictionaries(NAMES, NAMES, max_size=6),
    posts=st.dictionaries(NAMES, NAMES, max_size=4),
    redirects=st.dictionaries(NAMES, NAMES, max_size=4),
    feeds=st.dictionaries(NAMES, st.dictionaries(NAMES, NAMES, max_size=3), max_size=3),
)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A weblog with two posts, one of which has an old address, and a page with two posts."""
    site = Site.from_root(tmp_path_factory.mktemp("weblog"))
    site.post("2020/06/25/one", "One", "", ":tags: apples", ":redirect: old/one")
    site.post("2020/06/26/two", "Two", "", ":tags: apples")
    built(site)
    return site


def built(site: Site) -> Inventory:
    result = site.build()
    assert (result.status, result.warnings) == (0, [])
    return inventory(site.out)


def edited(before: Site, folder: Path) -> Site:
    """The weblog, in a folder of its own."""
    site = Site(folder)
    shutil.copytree(before.source, site.source)
    return site


def test_a_built_site_tells_what_it_is_for_its_readers(before: Site) -> None:
    found = inventory(before.out)
    assert {"index.html", "posts/2020/06/25/one.html", "blog/atom.xml", "objects.inv"} <= found.files.keys()
    assert [address for address in found.files if "/." in f"/{address}"] == [".nojekyll"]
    assert found.posts.keys() == {"posts/2020/06/25/one.html", "posts/2020/06/26/two.html"}
    assert found.redirects["old/one.html"] == "posts/2020/06/25/one.html"
    assert len(found.feeds["blog/atom.xml"]) == 2
    assert "sitemap.xml" not in found.feeds
    assert inventory(before.out, found) == found


def test_a_page_with_several_posts_has_each_of_them(tmp_path: Path) -> None:
    site = Site.from_root(tmp_path)
    text = "# Both\n\n## One\n\n```{post} 2020-06-25\n```\n\nOne.\n\n## Two\n\n```{post} 2020-06-26\n```\n\nTwo.\n"
    site.write("both.md", text)
    site.post("2020/06/25/other")
    first = built(site)
    assert {"both.html#one", "both.html#two"} <= first.posts.keys()
    site.write("both.md", f"{text}\nMore.\n")
    assert changes(first, built(site)).changed_posts == ("both.html#two",)


def test_a_new_post_is_new_and_its_neighbours_are_as_they_were(before: Site, tmp_path: Path) -> None:
    site = edited(before, tmp_path)
    site.post("2020/06/27/three", "Three", "", ":tags: apples")
    old, new = inventory(before.out), built(site)
    neighbour = "posts/2020/06/26/two.html"
    assert old.files[neighbour] != new.files[neighbour]
    found = changes(old, new)
    assert (found.new_posts, found.changed_posts, found.removed_posts) == (("posts/2020/06/27/three.html",), (), ())
    assert len(found.new_entries) == 1
    assert found.sentence() == (
        "1 new post, 0 changed; feeds: 1 new entry, 0 changed; 0 addresses redirect; 0 addresses lost"
    )


def test_a_post_with_other_words_is_changed_and_so_is_its_entry(before: Site, tmp_path: Path) -> None:
    site = edited(before, tmp_path)
    site.post("2020/06/26/two", "Two", "", ":tags: apples", body="Other words.")
    found = changes(inventory(before.out), built(site))
    assert (found.new_posts, found.changed_posts, len(found.changed_entries)) == (
        (),
        ("posts/2020/06/26/two.html",),
        1,
    )


def test_what_goes_is_lost_and_what_moves_leads_on(before: Site, tmp_path: Path) -> None:
    site, old = edited(before, tmp_path), inventory(before.out)
    file = site.source / "posts/2020/06/25/one.md"
    file.rename(file.with_name("uno.md"))
    gone = changes(old, built(site))
    assert gone.removed_posts == gone.lost == ("posts/2020/06/25/one.html",)
    assert gone.new_posts == ("posts/2020/06/25/uno.html",)
    site.post("2020/06/25/uno", "One", "", ":tags: apples", ":redirect: old/one", ":was: posts/2020/06/25/one")
    moved = changes(old, built(site))
    (entry,) = moved.changed_entries  # its link is another one, its id is not
    assert moved == Changes(redirects=("posts/2020/06/25/one.html",), changed_entries=(entry,))
    assert moved.sentence() == (
        "0 new posts, 0 changed; feeds: 0 new entries, 1 changed; 1 address redirects; 0 addresses lost"
    )


def test_a_moved_post_leads_on_where_pages_are_folders_too(before: Site, tmp_path: Path) -> None:
    site = edited(before, tmp_path)
    site.build(builder="dirhtml")
    old = inventory(site.out.with_name("dirhtml"))
    (site.source / "posts/2020/06/25/one.md").unlink()
    site.post("2020/06/25/uno", "One", "", ":tags: apples", ":redirect: old/one", ":was: posts/2020/06/25/one")
    site.build(builder="dirhtml")
    moved = changes(old, inventory(site.out.with_name("dirhtml")))
    assert (moved.new_posts, moved.removed_posts, moved.lost) == ((), (), ())
    assert moved.redirects == ("posts/2020/06/25/one/index.html",)


def test_a_feed_that_drops_an_old_entry_loses_nothing() -> None:
    old = Inventory(files={"atom.xml": "1"}, feeds={"atom.xml": {"a": "1", "b": "1"}})
    new = Inventory(files={"atom.xml": "2"}, feeds={"atom.xml": {"b": "1", "c": "1"}, "tag.xml": {"b": "2"}})
    assert changes(old, new) == Changes(new_entries=("c",))


@pytest.mark.parametrize(
    ("address", "can"),
    [
        ("posts/2020/06/25/one.html", True),
        ("old/redirect.html", True),
        ("_modules/pump.html", True),
        ("blog/tag/apples/atom.xml", True),
        ("events/sample.ics", True),
        ("talks.json", True),
        ("_downloads/0123/slides.pdf", True),
        (".well-known/security.txt", True),
        ("_static/webpack-macros.html", False),
        ("_static/logo.png", False),
        (".nojekyll", False),
        ("old/.htaccess", False),
        ("_images/photo.jpg", False),
        ("_sources/index.md.txt", False),
        ("searchindex.js", False),
        ("weblog/search-index.js", False),
    ],
)
def test_an_address_counts_if_readers_can_have_linked_to_it(address: str, can: bool) -> None:
    assert can_be_linked_to(address) is can
    assert bool(changes(Inventory(files={address: "1"}), Inventory()).lost) is can


def test_numbers_are_told_in_singular_and_plural() -> None:
    many = Changes(
        new_posts=("a", "b", "c"),
        changed_posts=("d",),
        removed_posts=("e",),
        new_entries=("a", "b", "c"),
        changed_entries=("d",),
        redirects=("x", "y"),
        lost=("z",),
    )
    assert many.sentence() == (
        "3 new posts, 1 changed, 1 removed; feeds: 3 new entries, 1 changed; 2 addresses redirect; 1 address lost"
    )


@given(INVENTORIES)
def test_an_inventory_is_kept_as_json(found: Inventory) -> None:
    assert Inventory.from_json(found.as_json()) == found
    assert changes(found, found) == Changes()


@given(INVENTORIES, INVENTORIES)
def test_what_is_there_is_never_lost(old: Inventory, new: Inventory) -> None:
    found = changes(old, new)
    assert not {*found.lost} & new.files.keys()
    assert not {*found.new_posts} & old.posts.keys()
    assert changes(replace(old, files=new.files), new).lost == ()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"version": 1, "files": []}', '{"version": 1, "more": {}}'])
def test_what_is_no_inventory_is_told(text: str) -> None:
    with pytest.raises(UnreadableError, match="no inventory"):
        Inventory.from_json(text)


def test_an_inventory_of_another_version_is_told() -> None:
    text = json.dumps({**json.loads(Inventory().as_json()), "version": 2})
    with pytest.raises(UnreadableError, match="of version 2; this program reads version 1"):
        Inventory.from_json(text)


def test_a_page_that_leads_elsewhere_is_told_by_ablogs_and_by_others_words(tmp_path: Path) -> None:
    pages = {
        "old/a.html": '<meta http-equiv="refresh" content="5; url=../new/a.html#part">',
        "b.html": "<meta http-equiv='refresh' content='0;URL=https://example.org/?a=1&amp;b=2'>",
        "c.html": '<meta http-equiv="refresh" content="30">',
        "d/index.html": '<meta http-equiv="refresh" content="0; url=../new/e/#part">',
        "e/index.html": '<meta http-equiv="refresh" content="0; url=../">',
    }
    for name, head in pages.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"<!DOCTYPE html><html><head>{head}</head></html>", encoding="utf-8")
    assert inventory(tmp_path).redirects == {
        "old/a.html": "new/a.html#part",
        "b.html": "https://example.org/?a=1&b=2",
        "d/index.html": "new/e/index.html#part",
        "e/index.html": "index.html",
    }
