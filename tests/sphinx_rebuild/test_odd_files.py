"""What is no usual source is told in one message that names it, and the rest of the site is built."""

from __future__ import annotations

import contextlib
import os
import socket
from typing import TYPE_CHECKING

import pytest

from .sites import small

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .builds import Site


def a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "odd.rst")


def a_socket(folder: Path) -> None:
    with contextlib.chdir(folder), socket.socket(socket.AF_UNIX) as opened:  # its path may have a hundred bytes at most
        opened.bind("odd.rst")


def a_link_to_nowhere(folder: Path) -> None:
    (folder / "odd.rst").symlink_to("nowhere.rst")


def a_name_in_latin_1(folder: Path) -> None:
    (folder / os.fsdecode(b"odd-\xe9.rst")).write_text("Odd\n===\n", encoding="utf-8")


IRREGULAR = (
    'WARNING: "odd.rst" is no regular file, so it is left out: '
    "move it away, or name it in exclude_patterns [sphinx_rebuild.file]"
)
NO_UTF_8 = (
    'WARNING: the name of the file "odd-\\udce9" isn\'t UTF-8, so the file is left out: rename it [sphinx_rebuild.file]'
)


@pytest.mark.parametrize(
    ("make", "told"),
    [(a_pipe, IRREGULAR), (a_socket, IRREGULAR), (a_link_to_nowhere, "odd.rst"), (a_name_in_latin_1, NO_UTF_8)],
)
def test_an_odd_file_among_the_sources_is_told_in_each_build(
    make: Callable[[Path], None], told: str, site: Site
) -> None:
    site.write(small.FILES)
    make(site.source)

    results = [site.build() for _ in range(2)]

    for result in results:
        (warning,) = result.warnings
        assert told in warning
        assert result.status == 1
        assert {"index.html", "one.html", "two.html"} <= {*result.files}
    assert results[1].read == ()


def test_each_odd_file_is_told(site: Site) -> None:
    site.write(small.FILES)
    a_pipe(site.source)
    a_name_in_latin_1(site.source)
    (site.source / "nowhere.rst").symlink_to("none.rst")
    (site.source / "never.rst").symlink_to("none.rst")

    told = site.build().warnings

    assert len(told) == 4
    assert len(set(told)) == 4


def test_a_folder_that_has_a_documents_name_is_a_folder(site: Site) -> None:
    site.write({**small.FILES, "folder.rst/page.rst": ":orphan:\n\nPage\n====\n"})

    result = site.build()

    assert result.outcome == (0, ())
    assert "folder.rst/page.html" in result.files


def test_an_extra_file_in_a_pages_place_is_told_by_its_name(site: Site) -> None:
    conf = f'{small.FILES["conf.py"]!s}html_extra_path = ["extra"]\n'
    site.write({**small.FILES, "conf.py": conf, "extra/one.html": "Mine.\n", "extra/search.html": "Mine.\n"})

    results = [site.build() for _ in range(2)]

    for result in results:
        assert result.warnings == tuple(
            f'WARNING: html_extra_path has a file "{name}.html" (extra/{name}.html), which is the address of {whose}, '
            f'"{name}": take one of the two away [sphinx_rebuild.extra_file]'
            for name, whose in (("one", "a document"), ("search", "a page of the site"))
        )
        assert b"Words of one." in result.files["one.html"]
        assert b"Mine." not in result.files["search.html"]


def test_a_static_file_that_cannot_be_made_is_told_in_each_build(site: Site) -> None:
    conf = f'{small.FILES["conf.py"]!s}html_static_path = ["styles"]\n'
    site.write({**small.FILES, "conf.py": conf, "styles/mine.css.jinja": "p { color: {{ nothing.at_all }} }"})
    results = [site.build(), site.build()]
    site.write({"one.rst": f"{small.FILES['one.rst']!s}\nMore words.\n"})
    results.append(site.build())

    for result in results:
        (warning,) = result.warnings
        assert result.status == 1
        assert warning.startswith("WARNING: Failed to copy a file in html_static_file: styles/mine.css.jinja: ")


def test_a_document_that_is_too_deep_is_told_in_each_build_and_left_empty(site: Site) -> None:
    site.write({**small.FILES, "one.rst": f"One\n===\n\n{'- ' * 3000}x\n"})
    results = [site.build() for _ in range(2)]
    for result in results:
        (warning,) = [told for told in result.warnings if "too deep" in told]
        assert warning.startswith(
            "one.rst: WARNING: this file includes itself, or has quotes, lists or directives too "
        )
        assert warning.endswith("be read, so it is left empty: take it apart [sphinx_rebuild.depth]")
        assert result.status == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (".. include:: pipe", "one.rst:5: CRITICAL: Problems with"),
        (".. literalinclude:: pipe", "one.rst:5: WARNING: Include file"),
        (":download:`pipe`", "one.rst:5: WARNING: download file not readable:"),
    ],
)
def test_nobody_waits_for_a_pipe_that_a_document_names(words: str, told: str, site: Site) -> None:
    site.write({**small.FILES, "one.rst": f"One\n===\n\n\n{words}\n"})
    os.mkfifo(site.source / "pipe")

    results = [site.build() for _ in range(2)]

    for result in results:
        (first, *more) = sorted(result.warnings, reverse=True)
        assert first.startswith(told)
        assert "pipe/(no regular file)" in "".join([first, *more])
        assert len(more) < 2
        assert result.status == 1

    (site.source / "pipe").unlink()
    (site.source / "pipe").write_text("a, b\n")
    result = site.build()
    assert result.outcome == (0, ())
    assert result.read == ("one",)


def in_a_circle(path: str) -> str:
    return (
        f'WARNING: the folder "{path}" is, by a link, one that it lies in, so it is left out: take the link away, or '
        "name it in exclude_patterns [sphinx_rebuild.file]"
    )


@pytest.mark.parametrize("extensions", [(), ("sphinx_speedups",)])
def test_a_link_to_a_folder_that_it_lies_in_is_told_in_each_build(extensions: tuple[str, ...], site: Site) -> None:
    conf = f'{small.FILES["conf.py"]!s}extensions += {[*extensions]}\nexclude_patterns = ["left-out"]\n'
    site.write({**small.FILES, "conf.py": conf, "in [a]/x/page.rst": ":orphan:\n\nPage\n====\n"})
    outside = site.source.with_name("outside")
    (outside / "x").mkdir(parents=True)
    (outside / "x/linked.rst").write_text(":orphan:\n\nLinked\n======\n", encoding="utf-8")
    links: dict[str, str | Path] = {
        "in [a]/itself": "..",
        "in [a]/up": "../..",
        "in [a]/x/here": ".",
        "left-out": ".",
        "there": outside,
        "back": outside / "x",
    }
    for name, target in links.items():
        (site.source / name).symlink_to(target)
    (outside / "x/y").symlink_to("..")
    (outside / "z").symlink_to(site.source / "in [a]/x")

    results = [site.build() for _ in range(2)]

    told = ("back/y/x", "back/y/z/here", "in [a]/itself", "in [a]/up", "in [a]/x/here")
    for result in results:
        assert result.warnings == tuple(map(in_a_circle, (*told, "there/x/y", "there/z/here"))), result.warnings
        pages = {name.removesuffix(".html") for name in result.files if name.endswith(("page.html", "linked.html"))}
        assert pages == {"in [a]/x/page", "there/x/linked", "there/z/page", "back/linked", "back/y/z/page"}
    assert results[1].read == ()

    for name in links:
        (site.source / name).unlink()
    result = site.build()
    assert result.outcome == (0, ())
    assert "there/x/linked.html" not in result.files
