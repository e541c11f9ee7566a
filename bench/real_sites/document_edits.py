"""Random edits of documents, each one that an author might make: words, headings, labels, tables of contents.

Owns: what is edited in reStructuredText, and which documents come and go. Must not: build or compare. In: a random
number generator and the sources. Out: the edit in words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .sources import WORDS, lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from .sources import Site

PLAIN = re.compile(r"[A-Z][a-z]+ [^:`*|_<>\\]*[a-z,]")
UNDERLINE = re.compile(r"([=\-~^\"'`#*+.])\1{2,}")
FEWEST = 4
"""Documents beyond the front page that a site keeps."""
LABEL = re.compile(r"\.\. _([a-z][\w. -]*):")
OBJECT = re.compile(
    r" *\.\. (?:(?:py|c|cpp|js|rst):[a-z-]+|function|method|class|attribute|confval|event|option|envvar):: [^ ]+.*"
)


def word(random: Random, site: Site) -> str:
    """A word more at the end of a line of plain text."""
    file, lines, number = site.a_line(random, PLAIN)
    lines[number] += f" {random.choice(WORDS)}"
    return site.write(file, lines, f"a word in line {number + 1}")


def heading(random: Random, site: Site) -> str:
    """Another heading."""
    file, lines, number = site.a_line(random, UNDERLINE, below=True)
    more = f" {random.choice(WORDS)}"
    lines[number - 1] += more
    lines[number] = lines[number][0] * max(len(lines[number - 1]), len(lines[number]))
    if number > 1 and UNDERLINE.fullmatch(lines[number - 2]):
        lines[number - 2] = lines[number]
    return site.write(file, lines, f"the heading in line {number}")


def document_added(random: Random, site: Site) -> str:
    """A new document, in the table of contents of another one half of the time."""
    beside = random.choice(site.documents())
    name = f"added-{random.randrange(10**6)}"
    label = site.a_line(random, LABEL)
    referred = LABEL.fullmatch(label[1][label[2]])
    assert referred
    function = f".. py:function:: {name.replace('-', '_')}(a)"
    text = f".. _{name}:\n\nAdded {name}\n{'=' * 30}\n\nSee :ref:`{referred[1]}`.\n\n{function}\n"
    (beside.parent / f"{name}.rst").write_text(text, encoding="utf-8")
    words = f"{site.name(beside.parent)}/{name}.rst added"
    if random.random() < 0.5:
        return words
    lines = lines_of(beside)
    lines += ["", ".. toctree::", "", f"   {name}", "", f":ref:`{name}`"]
    return site.write(beside, lines, f"{words}, and its entry at the end")


def document_removed(random: Random, site: Site) -> str:
    """A document that is gone while others still name it."""
    files = [file for file in site.documents() if file.stem != "index"]
    if len(files) < FEWEST:
        raise LookupError(site.folder)
    file = random.choice(files)
    file.unlink()
    return f"{site.name(file)} removed"


def document_renamed(random: Random, site: Site) -> str:
    """A document under another name, in the tables of contents too, half of the time."""
    file = random.choice([file for file in site.documents() if file.stem != "index"])
    name = f"{file.stem}-renamed"
    file.rename(file.with_name(f"{name}{file.suffix}"))
    words = f"{site.name(file)} renamed to {name}.rst"
    if random.random() < 0.5:
        return words
    for other in site.documents():
        lines = lines_of(other)
        found = [number for number in entries_of(lines) if lines[number].strip().split("/")[-1] == file.stem]
        for number in found:
            lines[number] = lines[number].rstrip() + "-renamed"
        if found:
            words = site.write(other, lines, f"{words}, as in its table of contents")
    return words


def label_moved(random: Random, site: Site) -> str:
    """A label that stands in another document."""
    file, lines, number = site.a_line(random, LABEL)
    label = lines.pop(number)
    site.write(file, lines, "")
    other = random.choice(site.documents())
    underline = "-" * 30
    return site.write(
        other, [*lines_of(other), "", label, "", "A label moved here", underline], f"{label} of {site.name(file)}"
    )


def label_twice(random: Random, site: Site) -> str:
    """A label that two documents have."""
    _, lines, number = site.a_line(random, LABEL)
    other = random.choice(site.documents())
    return site.write(
        other, [*lines_of(other), "", lines[number], "", "A label twice", "-" * 30], f"{lines[number]} once more"
    )


def table_of_contents(random: Random, site: Site) -> str:
    """An entry of a table of contents dropped or in another place."""
    file = random.choice([file for file in site.documents() if len(entries_of(lines_of(file))) > 1])
    lines = lines_of(file)
    number, other = random.sample(entries_of(lines), 2)
    if random.random() < 0.5:
        dropped = lines.pop(number)
        return site.write(file, lines, f"entry {dropped.strip()} dropped")
    lines[number], lines[other] = lines[other], lines[number]
    return site.write(file, lines, f"entries {lines[number].strip()} and {lines[other].strip()} in each other's place")


def signature(random: Random, site: Site) -> str:
    """A definition of another name, with another argument, or gone from the index."""
    file, lines, number = site.a_line(random, OBJECT)
    before = lines[number]
    if before.endswith(")") and random.random() < 0.5:
        lines[number] = f"{before[:-1]}, more=None)" if not before.endswith("()") else f"{before[:-1]}more)"
    else:
        lines[number] = re.sub(r"(:: [\w.:-]+)", r"\1x", before, count=1)
    return site.write(file, lines, f"line {number + 1}: {before.strip()} -> {lines[number].strip()}")


def reference(random: Random, site: Site) -> str:
    """A reference to a label or document of another document, or to what isn't there."""
    _, lines, number = site.a_line(random, LABEL)
    label = lines[number][4:-1]
    document = random.choice(site.documents()).relative_to(site.folder).with_suffix("").as_posix()
    file = random.choice(site.documents())
    more = random.choice(
        [f":ref:`{label[1:]}`", f":doc:`/{document}`", ":ref:`is-not-there`", ":term:`builder`", ":py:func:`getattr`"]
    )
    return site.write(file, [*lines_of(file), "", f"See {more}."], f"{more} at the end")


def entries_of(lines: Sequence[str], /) -> list[int]:
    """The lines of a document that are entries of its tables of contents."""
    entries, inside = [], False
    for number, line in enumerate(lines):
        if line.startswith(".. toctree::"):
            inside = True
        elif line and not line.startswith(" "):
            inside = False
        elif inside and line.strip() and not line.strip().startswith(":"):
            entries.append(number)
    return entries


DOCUMENT_EDITS: Sequence[Callable[[Random, Site], str]] = (
    word,
    heading,
    document_added,
    document_removed,
    document_renamed,
    label_moved,
    label_twice,
    table_of_contents,
    signature,
    reference,
)
