"""Which source files Sphinx gets to see.

Owns: that drafts and scheduled posts are kept from it, so that nothing of them can reach a published site, and that two
files for one page are told. Must not: parse, keep anything between builds. In: what Sphinx is about to read. Out: the
same without unpublished posts, which Sphinx thinks aren't there.

A file that was held back counts as new in the next build, so it is looked at again then: a scheduled post appears in
the first build after its moment, without anybody touching its file, and a draft costs one look at its text.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .config import Subtype, warn
from .metadata import post_arguments, post_date
from .record import state_of_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sphinx.environment import BuildEnvironment

    from .config import Settings
    from .model import PostData
    from .quotes import Reference


RESERVED = {"search", "genindex", "404"}
"""Pages that Sphinx or the weblog makes."""


def hold_back(
    env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str], settings: Settings, /
) -> list[str]:
    """Takes unpublished posts, and files that can't be read, from what Sphinx will read; gives their names.

    One that was published before counts as removed. `added` may be Sphinx's own set of all documents (it is, when the
    configuration changed), which is why the names are collected first.
    """
    held = [docname for docname in sorted(added | changed) if is_held_back(env, docname, settings)]
    keep_from(env, held, added, changed, removed)
    return held


def keep_from(
    env: BuildEnvironment, docnames: Iterable[str], added: set[str], changed: set[str], removed: set[str], /
) -> None:
    """Has Sphinx think that some documents aren't there."""
    for docname in docnames:
        if docname in env.all_docs:
            removed.add(docname)
        for names in (added, changed, env.found_docs):
            names.discard(docname)


def naming(env: BuildEnvironment, quotes: Mapping[str, Iterable[Reference]], removed: set[str], /) -> list[str]:
    """The documents that name one of those which are gone, in a toctree or a Markdown link.

    Sphinx looks at toctrees with a pattern alone; of a link to a page that is there, MyST keeps no other name.
    """
    if not removed:
        return []
    linked = {name: {target for domain, _, target, _ in found if domain == "doc"} for name, found in quotes.items()}
    linking = (name for name, found in linked.items() if removed.intersection(found))
    listing = (name for name, found in env.toctree_includes.items() if removed.intersection(found))
    return sorted({*linking, *listing} & env.found_docs)


def is_held_back(env: BuildEnvironment, docname: str, settings: Settings, /) -> bool:
    """Whether a document is a post that isn't published yet, or no text in UTF-8."""
    path = Path(env.doc2path(docname))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        return False  # Sphinx tells it
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        warn(
            Subtype.ENCODING,
            "this file isn't UTF-8, so it is left out: save it as UTF-8 in your editor",
            location=f"{path}:{line}",
        )
        return True
    if settings.show_drafts:
        return False
    kinds = env.config.source_suffix
    is_markdown = kinds.get(next((suffix for suffix in kinds if path.name.endswith(suffix)), "")) != "restructuredtext"
    by_pattern = docname in env.config.matched_blog_posts
    arguments = post_arguments(text, markdown=is_markdown, by_pattern=by_pattern)
    found = [post_date(argument, docname, settings.zone, env.config.post_date_format) for argument in arguments]
    # A date that can't be read is no draft: the file is read, so that the mistake is told.
    return bool(found) and all(mark(date, settings) and not problem for date, problem in found)


def warn_unpublished(post: PostData, /) -> None:
    """Tells of a post that should have been held back, but whose {post} couldn't be seen from outside."""
    warn(
        Subtype.DRAFT,
        "this post isn't published yet, but it shares a file with published ones or its {post} comes from elsewhere, "
        "so it can't be held back: give it a file of its own with the {post} at the top",
        location=(post["docname"], post["line"]),
    )


def files(env: BuildEnvironment, /) -> dict[str, dict[str, str]]:
    """Document -> each file that could be its source -> the file's state, "" where there is none."""
    return {
        docname: {file: state_of_file(file) for file in _candidates(env, docname)} for docname in sorted(env.found_docs)
    }


def _candidates(env: BuildEnvironment, docname: str) -> list[str]:
    # Strings, since Sphinx makes two paths for each question, and this is asked for each document of each build.
    return [f"{env.srcdir}/{docname}{suffix}" for suffix in env.project.source_suffix]


def warn_doubles(env: BuildEnvironment, found: Mapping[str, Mapping[str, str]], /, *, in_folders: bool) -> list[str]:
    """Tells of files that differ in their ending alone, of which only one can have the page.

    With pages `in_folders`, as dirhtml has them, a.md and a/index.md are such files, too. Gives those that Sphinx would
    take for documents with a page all the same.
    """
    names = env.found_docs if in_folders else set()
    ends = [docname for docname in names if docname.rpartition("/")[2] != "index"]
    within = sorted(f"{docname}/index" for docname in ends if f"{docname}/index" in names)
    for docname in sorted(RESERVED & env.found_docs):
        warn(Subtype.ADDRESS, f"{docname}.html is a page of the weblog's own: rename this file", location=(docname, 1))
    for docname, states in found.items():
        doubles = [file for file, state in states.items() if state]
        if len(doubles) < 2:
            continue
        taken = env.doc2path(docname)
        for other in doubles:
            if Path(other) != taken:
                _warn_double(f"{docname}.html", taken.name, f"{other}:1")
    for docname in within:
        taken = env.doc2path(docname.removesuffix("/index"))
        _warn_double(docname.removesuffix("index"), taken.name, f"{env.doc2path(docname)}:1")
    return within


def _warn_double(address: str, taken: str, location: str) -> None:
    warn(
        Subtype.ADDRESS,
        f"this file and {taken} want the same address, {address}, and {taken} gets it: "
        "rename one of them, or put their texts together",
        location=location,
    )


def mark(date: datetime | None, settings: Settings, /) -> str:
    """How an unpublished post is marked in a preview: "Draft", "Scheduled", or "" for a published one."""
    if date is None:
        return "Draft"
    return "Scheduled" if date.timestamp() > settings.now.timestamp() else ""
