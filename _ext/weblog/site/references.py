"""Cross references and images that lead somewhere, and a useful message where they don't.

Owns: what is said of a broken reference or a missing image.
Must not: know ablog, templates or what a page shows. In: unresolved nodes. Out: resolved ones, or a warning that names
the nearest thing that does exist.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.std import warn_missing_reference
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from weblog.posts import drafts, post_targets
from weblog.posts.config import Subtype, warn
from weblog.posts.metadata import did_you_mean
from weblog.site import silenced

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from sphinx.environment import BuildEnvironment

    from weblog.talks.domain import TalksDomain

REPLACED = {warn_missing_reference}
"""Sphinx's handler that says less of a broken `{ref}`; it would be called beside ours."""

ABOUT_PAGES = "; a page is named from the weblog's folder where the name begins with /, else from this page's folder"
ABOUT_LABELS = '; a label is made by a line "(its-name)=" above a heading, in reStructuredText ".. _its-name:"'
ABOUT_FILES = "; a file is looked for in this page's folder, or in the weblog's where its name begins with /"
ABOUT_IMAGES = "; an image is looked for in this page's folder, or in the weblog's where its name begins with /"

ABOUT_TALKS = {
    "event": "; an event's id is its file's name",
    "talk": "; a talk's name is its id, or the name of its page or section",
    "speaker": "; a speaker's name is written as in the heading of a talk",
}


def warn_unresolved(env: BuildEnvironment, posts: Iterable[str], node: addnodes.pending_xref, /) -> bool:
    """Says what a `{ref}` or `{doc}` that leads nowhere may have meant; True tells Sphinx to say nothing itself."""
    kind, target = node["reftype"], node["reftarget"]
    standard = env.domains.standard_domain
    if node["refdomain"] == "talks":
        names = cast("TalksDomain", env.domains["talks"]).links_by_name(kind)
        warn(
            Subtype.REFERENCE,
            f'there is no {kind} "{target}"{did_you_mean(target, names, ABOUT_TALKS[kind])}',
            location=node,
        )
        return True
    if kind in ("doc", "ref") and silenced.is_silenced(env.config, f"ref.{kind}"):
        return True
    if kind == "doc":
        known: Iterable[str] = env.all_docs
    elif kind == "ref":
        known = [*standard.labels, *standard.anonlabels]
    else:
        return False
    thing = "page" if kind == "doc" else "label"
    shared = post_targets.posts_by_name(posts).get(target, [])
    if kind == "ref" and target in standard.anonlabels:
        message = f'the label "{target}" has no heading to take a text from; write one: "the text <{target}>"'
        warn(Subtype.REFERENCE, message, location=node)
        return True
    if len(shared) > 1:
        help = f"; these posts have that name: {', '.join(shared)}: write the whole path of the one that you mean"
    elif kind == "doc":
        target = env.relfn2path(target, node["refdoc"])[0]
        help = _about_page(target, drafts.held_back_in(env), known)
    else:
        help = did_you_mean(target, known, ABOUT_LABELS)
    warn(Subtype.REFERENCE, f'there is no {thing} "{target}"{help}', location=node)
    return True


def _about_page(target: str, held: Container[str], known: Iterable[str]) -> str:
    """What may be meant by the name of a page that isn't there."""
    if target in held:
        return ", for it is a draft or scheduled: publish that first, or leave the link out"
    return did_you_mean(target, known, ABOUT_PAGES)


class BrokenLinks(SphinxPostTransform):
    """Tells of a Markdown link that leads nowhere, before MyST tells less of it."""

    default_priority = 8  # MyST resolves at 9

    def run(self, **kwargs: Any) -> None:
        """Warns, and leaves the link's text."""
        for node in list(self.document.findall(addnodes.pending_xref)):
            if node["reftype"] == "myst" and (wrong := self.what_is_wrong(node)):
                target = node["reftarget"]
                if not silenced.is_silenced(self.config, "myst.xref_missing", "myst", target):
                    warn(Subtype.REFERENCE, wrong, location=node)
                node.replace_self(node[0].deepcopy() if node[0].children else nodes.literal(target, target))

    def what_is_wrong(self, node: addnodes.pending_xref, /) -> str:
        """The message on a link to a page or label that doesn't exist, or "" if it may exist."""
        env = self.env
        target, refdoc = node["reftarget"], node["refdoc"]
        path = target.partition("#")[0]
        suffix = next((suffix for suffix in self.config.source_suffix if path.endswith(suffix)), "")
        if node["refdomain"] == "doc" or suffix:
            page = target if node["refdomain"] == "doc" else env.relfn2path(path, refdoc)[0].removesuffix(suffix)
            if page in env.all_docs:
                return ""
            others = {*env.all_docs} - {refdoc}
            return f'there is no page "{page}"{_about_page(page, drafts.held_back_in(env), others)}'
        standard = env.domains.standard_domain
        known = {*standard.labels, *standard.anonlabels, *(name for _, name in standard.objects)}
        headings = env.metadata[refdoc].get("myst_slugs", {})
        elsewhere = "intersphinx_mapping" in self.config or node.get("reflocalid")
        if target in known or target in env.all_docs or elsewhere or self.is_object(target):
            return ""
        if "/" in target or "." in target:
            return f'there is no file "{env.relfn2path(target, refdoc)[0]}"{ABOUT_FILES}'
        return f'there is no label "{target}"{did_you_mean(target, {*known, *headings}, ABOUT_LABELS)}'

    def is_object(self, name: str) -> bool:
        """True if any domain knows an object of this name."""
        return any(name == found[0] for domain in self.env.domains.sorted() for found in domain.get_objects())


class FilesOfImages(SphinxTransform):
    """Gives images the names of their files: MyST writes those as parts of addresses ("two%20words.png")."""

    default_priority = 500  # any: Sphinx looks for the files when all transforms are done

    def apply(self, **kwargs: Any) -> None:
        """Decodes a name that no file has as it is written."""
        for node in self.document.findall(nodes.image):
            name = node["uri"]
            is_coded = "%" in name and "://" not in name and not name.startswith("data:")
            if is_coded and not os.path.isfile(self.env.relfn2path(name)[1]):  # noqa: PTH113
                node["uri"] = unquote(name)


def warn_missing_images(doctree: nodes.document, env: BuildEnvironment, /) -> None:
    """Says which file an image is that isn't there, and which one may be meant."""
    is_silenced = silenced.is_silenced(env.config, "image.not_readable")
    for node in doctree.findall(nodes.image):
        candidates: dict[str, str] = node.get("candidates", {})
        for kind, path in candidates.items():
            file = Path(env.srcdir, path)
            if kind == "?" or (os.access(file, os.R_OK) and file.is_file()):
                continue
            env.images.pop(path, None)  # a folder or a pipe, which Sphinx would copy
            if is_silenced:
                continue
            beside = [other.name for other in file.parent.glob("*") if other.is_file()] if file.parent.is_dir() else []
            warn(
                Subtype.IMAGE,
                f'there is no image "{path}"{did_you_mean(file.name, beside, ABOUT_IMAGES)}',
                location=node if node.line else node.parent,
            )
