"""What is wrong with a book (EPUB), as far as a look into it tells, and as epubcheck tells.

Owns: that look. Must not: know what a book is about. In: a file. Out: its faults, as lines, and what is in it.
"""

from __future__ import annotations

import posixpath
import shutil
import subprocess
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

XHTML, OPF = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/opf}"
DC, EPUB = "{http://purl.org/dc/elements/1.1/}", "{http://www.idpf.org/2007/ops}"
MATHML, SVG = "{http://www.w3.org/1998/Math/MathML}math", "{http://www.w3.org/2000/svg}svg"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NOT_IN_MANIFEST = {"mimetype", "META-INF/container.xml", "content.opf"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A book: its parts as text, in the order of the file; which of them are read in which order."""

    file: Path
    parts: dict[str, bytes]
    items: dict[str, dict[str, str]]  # id -> attributes
    spine: list[str]  # paths
    contents: list[tuple[int, str, str]]  # depth, words, address
    facts: dict[str, str]  # "title" -> that

    def page(self, path: str) -> ET.Element:
        """A page's elements."""
        return ET.fromstring(self.parts[path])

    def text(self, path: str) -> str:
        """A page as text."""
        return self.parts[path].decode()


def open_book(folder: Path) -> Book:
    """The one book in an output folder."""
    (file,) = folder.glob("*.epub")
    with ZipFile(file) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
        assert len(parts) == len(names), "no part is twice in it"
        assert names[0] == "mimetype"
        assert archive.infolist()[0].compress_type == ZIP_STORED
    package = ET.fromstring(parts["content.opf"])
    items = {item.get("id", ""): dict(item.attrib) for item in package.iter(f"{OPF}item")}
    spine = [unquote(items[ref.get("idref", "")]["href"]) for ref in package.iter(f"{OPF}itemref")]
    nav = ET.fromstring(parts["nav.xhtml"]).find(f".//{XHTML}nav[@{EPUB}type='toc']/{XHTML}ol")
    assert nav is not None
    facts = {element.tag.removeprefix(DC): element.text or "" for element in package.iter() if DC in element.tag}
    return Book(file=file, parts=parts, items=items, spine=spine, contents=list(_entries(nav, 1)), facts=facts)


def _entries(part: ET.Element, depth: int) -> Iterator[tuple[int, str, str]]:
    for item in part.findall(f"{XHTML}li"):
        link = item.find(f"{XHTML}a")
        assert link is not None
        yield depth, "".join(link.itertext()), link.get("href", "")
        for inner in item.findall(f"{XHTML}ol"):
            yield from _entries(inner, depth + 1)


def faults_of(book: Book) -> list[str]:
    """All that is wrong with it."""
    return list(_faults(book))


def _faults(book: Book) -> Iterator[str]:
    listed = {unquote(item["href"]): item for item in book.items.values()}
    yield from (f"{name} is in no manifest" for name in sorted(set(book.parts) - set(listed) - NOT_IN_MANIFEST))
    yield from (f"{name} is listed, but isn't there" for name in sorted(set(listed) - set(book.parts)))
    pages = [name for name, item in listed.items() if item["media-type"] == "application/xhtml+xml"]
    yield from (f"{name} is never read" for name in sorted(set(pages) - {*book.spine, "nav.xhtml"}))
    yield from (f"{name} is read twice" for name in sorted(book.spine) if book.spine.count(name) > 1)
    trees = {name: book.page(name) for name in pages}
    ids = {name: [found for element in tree.iter() if (found := element.get("id"))] for name, tree in trees.items()}
    for name, tree in trees.items():
        yield from (
            f"{name} has the id {found} twice" for found in sorted(set(ids[name])) if ids[name].count(found) > 1
        )
        if not tree.get("lang") or tree.get("lang") != tree.get(LANGUAGE):
            yield f"{name} says no language"
        told = set(listed[name].get("properties", "").split())
        has = {kind for kind, tag in (("mathml", MATHML), ("svg", SVG)) if next(tree.iter(tag), None) is not None}
        if has != told & {"mathml", "svg"}:
            yield f"{name} has {has}, and says {told}"
        yield from (f"{name}: {fault}" for fault in _links(name, tree, ids, set(book.parts)))
    if f'name="dtb:uid" content="{escape(book.facts["identifier"])}"' not in book.text("toc.ncx"):
        yield "the table of contents for old readers is of another book"
    yield from (f"the contents lead to {address}" for _, _, address in book.contents if not _is_there(address, "", ids))


def _links(name: str, tree: ET.Element, ids: dict[str, list[str]], parts: set[str]) -> Iterator[str]:
    for element in tree.iter():
        address = element.get("href") or element.get("src") or ""
        if element.tag == f"{XHTML}a" and not _is_there(address, name, ids):
            yield f"a link leads to {address}"
        elif element.tag != f"{XHTML}a" and address and not address.startswith("data:"):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(urlsplit(address).path)))
            if urlsplit(address).scheme or path not in parts:
                yield f"it is shown with {address}"


def _is_there(address: str, name: str, ids: dict[str, list[str]]) -> bool:
    found = urlsplit(address)
    if found.scheme or not address:
        return True
    path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(found.path))) if found.path else name
    return path in ids and (not found.fragment or unquote(found.fragment) in ids[path])


def checked(book: Book) -> None:
    """Asks epubcheck, which finds more; skips the test where it isn't installed."""
    command = shutil.which("epubcheck")
    if not command:
        pytest.skip("epubcheck isn't installed (Debian: apt install epubcheck)")
    # Debian's is a program of Java, which some machines have to be told.
    java = ["java", "-jar"] if Path(command).read_bytes()[:2] == b"PK" else []
    done = subprocess.run([*java, command, book.file], capture_output=True, text=True, check=False)
    told = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith(("ERROR", "FATAL"))]
    assert not told, "\n".join(told)
    assert done.returncode == 0, done.stderr
