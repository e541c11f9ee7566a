"""Drafts and scheduled posts, and files that want one page.

Owns: that unpublished posts are kept from Sphinx, so that nothing of them can reach a published site, and that two
files for one page are told. Must not: parse, keep anything between builds. In: what Sphinx is about to read. Out: the
names of what it isn't to see.

A file that was held back counts as new in the next build, so it is looked at again then: a scheduled post appears in
the first build after its moment, without anybody touching its file, and a draft costs one look at its text.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from weblog.posts.config import Subtype, warn
from weblog.posts.dates import post_date
from weblog.posts.field_names import field_names
from weblog.posts.metadata import NOTEBOOK, notebook_as_markdown, post_arguments
from weblog.posts.model import is_published
from weblog.posts.words import later

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from sphinx.environment import BuildEnvironment

    from weblog.posts.config import Settings
    from weblog.posts.model import PostData


HELD = "weblog_held_back"
"""The environment's attribute with the names of documents that are held back."""
OF_SPHINX = {"search", "genindex"}
"""Pages that Sphinx makes, whatever documents there are."""
RESERVED = {*OF_SPHINX, "404"}
"""Pages whose names nothing that has moved can have had."""


def hold_back(env: BuildEnvironment, docnames: Iterable[str], settings: Settings, /) -> list[str]:
    """The unpublished posts among documents that are about to be read, and files that can't be read."""
    reasons = {docname: why_held_back(env, docname, settings) for docname in docnames}
    held = {docname: reason for docname, reason in reasons.items() if reason}
    vars(env)[HELD] = held
    return [*held]


def held_back_in(env: BuildEnvironment, /) -> Mapping[str, str]:
    """The documents that are held back in this build, and why: "draft", "scheduled for 2030-01-01", "not UTF-8"."""
    found: Mapping[str, str] = vars(env).get(HELD, {})
    return found


def why_held_back(env: BuildEnvironment, docname: str, settings: Settings, /) -> str:
    """Why a document is left out: it is a post which isn't published yet, or no text in UTF-8. "" if it isn't."""
    path = Path(env.doc2path(docname))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        return ""  # Sphinx tells it
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        warn(
            Subtype.ENCODING,
            "this file isn't UTF-8, so it is left out: save it as UTF-8 in your editor",
            location=f"{path}:{line}",
        )
        return "not UTF-8"
    if settings.show_drafts:
        return ""
    kinds = env.config.source_suffix
    kind = kinds.get(next((suffix for suffix in kinds if path.name.endswith(suffix)), "")) or ""
    if path.suffix == NOTEBOOK:
        text, kind = notebook_as_markdown(text), "markdown"
    by_pattern = docname in env.config.matched_blog_posts
    arguments = post_arguments(text, kind=kind, by_pattern=by_pattern, names=field_names(env.config.language))
    found = [post_date(argument, docname, settings.zone, env.config.post_date_format) for argument in arguments]
    # A date that can't be read is no draft: the file is read, so that the mistake is told.
    dates = [date for date, problem in found if not problem and unpublished_as(date, settings)]
    if not found or len(dates) < len(found):
        return ""
    moments = [date for date in dates if date]
    return f"scheduled for {min(moments):%Y-%m-%d %H:%M}".removesuffix(" 00:00") if moments else "draft"


def warn_unpublished(env: BuildEnvironment, post: PostData, /) -> None:
    """Tells of a post that should have been held back, but whose {post} couldn't be seen from outside."""
    is_notebook = env.doc2path(post["docname"]).suffix == NOTEBOOK
    own = (
        'a notebook of its own, with "date" in its metadata'
        if is_notebook
        else "a file of its own with the {post} at the top"
    )
    warn(
        Subtype.DRAFT,
        "this post isn't published yet, but it shares a file with published ones or its {post} comes from elsewhere, "
        f"so it can't be held back: give it {own}",
        location=(post["docname"], post["line"]),
    )


def warn_rival_files(
    env: BuildEnvironment, sources: Collection[str], /, *, in_folders: bool, besides: Iterable[str] = ()
) -> list[str]:
    """Tells of files that differ in their ending alone, of which only one can have the page.

    `sources` are the paths at which anything is that a document is made of. With pages `in_folders`, as dirhtml has
    them, a.md and a/index.md are such files, too. Gives those that Sphinx would take for documents with a page all the
    same.
    """
    documents = env.found_docs - {*besides}
    names = documents if in_folders else set()
    ends = [docname for docname in names if docname.rpartition("/")[2] != "index"]
    within = sorted(f"{docname}/index" for docname in ends if f"{docname}/index" in names)
    for docname in sorted(OF_SPHINX & documents):
        warn(Subtype.ADDRESS, f"{docname}.html is a page of Sphinx's own: rename this file", location=(docname, 1))
    endings = env.project.source_suffix
    for docname in sorted(documents):
        rivals = [file for ending in endings if (file := f"{env.srcdir}/{docname}{ending}") in sources]
        if len(rivals) < 2:
            continue
        taken = env.doc2path(docname)
        for other in map(Path, rivals):
            if other != taken and other.is_file():
                _warn_rival(f"{docname}.html", taken.name, f"{other}:1")
    for docname in within:
        taken = env.doc2path(docname.removesuffix("/index"))
        _warn_rival(docname.removesuffix("index"), taken.name, f"{env.doc2path(docname)}:1")
    return within


def _warn_rival(address: str, taken: str, location: str) -> None:
    warn(
        Subtype.ADDRESS,
        f"this file and {taken} want the same address, {address}, and {taken} gets it: "
        "rename one of them, or put their texts together",
        location=location,
    )


def unpublished_as(date: datetime | None, settings: Settings, /) -> str:
    """How an unpublished post is marked in a preview: "Draft", "Scheduled", or "" for a published one."""
    if date is None:
        return later("Draft")
    return "" if is_published(date, settings.now) else later("Scheduled")
