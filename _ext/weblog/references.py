"""Cross references and images that lead somewhere, and a useful message where they don't.

Owns: links to generated pages, posts by their file's name, what is said of a broken reference or a missing image.
Must not: know ablog, templates or what a page shows. In: unresolved nodes. Out: resolved ones, or a warning that names
the nearest thing that does exist.
"""

from __future__ import annotations

import os
import posixpath
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .config import Subtype, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .model import PostData

PAGE = "weblog-page"
"""The `reftype` of a reference to a page by its name, whether it has a source or not."""


def link_node(pagename: str, text: str, /) -> addnodes.pending_xref:
    """A reference to a page that may have no source; `resolve` turns it into a link."""
    return addnodes.pending_xref(
        "", nodes.inline(text, text), reftype=PAGE, refdomain="", reftarget=pagename, refexplicit=True
    )


def resolve(app: Sphinx, node: addnodes.pending_xref, content: nodes.Element, /) -> nodes.reference | None:
    """The link that a `link_node` becomes; None for any other reference."""
    if node["reftype"] != PAGE:
        return None
    uri = app.builder.get_relative_uri(node["refdoc"], node["reftarget"])
    return nodes.reference("", "", content, internal=True, refuri=uri)


def label_posts(env: BuildEnvironment, posts: Mapping[str, list[PostData]], /) -> None:
    """Makes each post a target by its path and, where no other post or label has it, by its file's name.

    ablog knows the name alone, and when two posts share it the last one read wins. Labels without an id, for the top of
    a page, are ours; they are made anew in each build.
    """
    standard = env.domains.standard_domain
    for name in [name for name, (_, anchor, _) in standard.labels.items() if not anchor]:
        del standard.labels[name], standard.anonlabels[name]
    named = posts_by_name(posts)
    for docname in sorted(posts):
        name = _name(docname)
        names = [docname, name] if named[name] == [docname] else [docname]
        for label in map(str.lower, names):
            if label not in standard.anonlabels:
                standard.labels[label] = (docname, "", posts[docname][0]["title"])
                standard.anonlabels[label] = (docname, "")


def posts_by_name(posts: Iterable[str], /) -> dict[str, list[str]]:
    """File name -> the posts that have it, in order; a post called index has its folder's name."""
    named: dict[str, list[str]] = {}
    for docname in sorted(posts):
        named.setdefault(_name(docname), []).append(docname)
    return named


def _name(docname: str) -> str:
    return posixpath.basename(docname.removesuffix("/index"))


def warn_unresolved(env: BuildEnvironment, posts: Iterable[str], node: addnodes.pending_xref, /) -> bool:
    """Says what a `{ref}` or `{doc}` that leads nowhere may have meant; True tells Sphinx to say nothing itself."""
    kind, target = node["reftype"], node["reftarget"]
    standard = env.domains.standard_domain
    if kind == "doc":
        known: Iterable[str] = env.found_docs
    elif kind == "ref":
        known = [*standard.labels, *standard.anonlabels]
    else:
        return False
    thing = "page" if kind == "doc" else "label"
    shared = posts_by_name(posts).get(target, [])
    if len(shared) > 1:
        help = f"; these posts have that name: {', '.join(shared)}: write the whole path of the one that you mean"
    else:
        help = nearest(target, known)
    warn(Subtype.REFERENCE, f'there is no {thing} "{target}"{help}', location=node)
    return True


class BrokenFileLinks(SphinxPostTransform):
    """Tells of a Markdown link to a file that doesn't exist, before MyST tells less of it."""

    default_priority = 8  # MyST resolves at 9

    def run(self, **kwargs: Any) -> None:
        """Warns, and leaves the link's text."""
        suffixes = tuple(self.config.source_suffix)
        for node in list(self.document.findall(addnodes.pending_xref)):
            target = node["reftarget"]
            if node["reftype"] != "myst":
                continue
            if node["refdomain"] == "doc":
                if target in self.env.all_docs:
                    continue
                shown, known = target, self.env.found_docs
            elif target.endswith(suffixes):
                shown = self.env.relfn2path(target, node["refdoc"])[0]
                known = {str(self.env.doc2path(name, base=False)) for name in self.env.found_docs}
            else:
                continue
            warn(Subtype.REFERENCE, f'there is no page "{shown}"{nearest(shown, known)}', location=node)
            node.replace_self(node[0].deepcopy() if node[0].children else nodes.literal(shown, shown))


def warn_missing_images(doctree: nodes.document, srcdir: Path, /) -> None:
    """Says which file an image is that isn't there, and which one may be meant."""
    for node in doctree.findall(nodes.image):
        candidates: dict[str, str] = node.get("candidates", {})
        for kind, path in candidates.items():
            file = srcdir / path
            if kind == "?" or os.access(file, os.R_OK):
                continue
            beside = [other.name for other in file.parent.glob("*") if other.is_file()] if file.parent.is_dir() else []
            warn(
                Subtype.IMAGE,
                f'there is no image "{path}"{nearest(file.name, beside)}; '
                "images are looked for beside the page, or from the weblog's folder when they begin with /",
                location=node,
            )


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of a message, "; did you mean ...?", or nothing where nothing is near."""
    candidates = sorted(known)
    near = get_close_matches(name, candidates, n=1)
    if not near:
        by_base = {posixpath.basename(candidate): candidate for candidate in candidates}
        near = [by_base[base] for base in get_close_matches(posixpath.basename(name), sorted(by_base), n=1)]
    return f'; did you mean "{near[0]}"?' if near else ""
