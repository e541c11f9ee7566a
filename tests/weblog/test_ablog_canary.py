"""Fails on the day that ablog no longer needs a correction of ours, or has changed what a correction reaches into."""

from __future__ import annotations

import inspect
from datetime import datetime
from importlib.metadata import version

import ablog
import ablog.blog
import ablog.post
from ablog.blog import Blog, slugify

from weblog.posts.ablog_bridge import REPLACED


def source(thing: object) -> str:
    return inspect.getsource(thing)  # type: ignore[arg-type]


def test_the_version_that_was_read() -> None:
    assert version("ablog") == "0.11.13"


def test_the_handlers_that_are_replaced_are_connected() -> None:
    connected = source(ablog.setup)
    for handler in REPLACED:
        assert handler.__name__ in connected


def test_parallel_reading_is_still_off() -> None:
    assert '"parallel_read_safe": False' in source(ablog.setup)


def test_the_state_of_the_weblog_is_still_in_the_class() -> None:
    assert isinstance(Blog.__dict__["_dict"], dict)


def test_tomorrow_is_still_fixed_at_import() -> None:
    assert isinstance(ablog.blog.TOMORROW, datetime)


def test_doctrees_still_go_into_the_environment() -> None:
    assert '"doctree": section_copy' in source(ablog.post.process_posts)


def test_labels_are_still_bare_names() -> None:
    assert "folder, label = os.path.split(docname)" in source(ablog.post.process_posts)
    assert '"labels"].pop(filename' in source(ablog.post.purge_posts)


def test_a_misplaced_post_still_loops() -> None:
    assert "section = node.parent" in source(ablog.post.process_posts)


def test_signs_still_vanish_from_slugs() -> None:
    assert slugify("C") == slugify("C++") == slugify("C#")


def test_feeds_still_share_an_id() -> None:
    assert "feed.id(blog.blog_baseurl)" in source(ablog.post.generate_atom_feeds)


def test_collections_still_keep_their_page_where_ours_is_put() -> None:
    assert "_path" in source(ablog.blog.Collection.docname.fget)
