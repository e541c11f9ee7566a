"""Files that browsers and search engines ask a host for by fixed names: robots.txt and favicon.ico.

Owns: when they are there. Must not: take the place of one that somebody else brings. In: the site's address, conf.py.
Out: `File`s for the engine.

Nobody looks for them but at the root of a host: a site below a path has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sphinx_rebuild import File
from sphinx_rebuild.digests import digest, digest_of_bytes
from sphinx_rebuild.static_files import extra_files
from weblog.feeds.own_files import IN_ROBOTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_rebuild import BuildView
    from weblog.feeds.icons import Icons

ROBOTS, FAVICON = "robots.txt", "favicon.ico"


def root_files(build: BuildView, base: str, sitemap: str, icons: Icons, /) -> Iterator[File]:
    """The files, but for those of html_extra_path; `sitemap` is the path of the site's, "" for none."""
    address = urlsplit(base)
    if address.scheme not in ("http", "https") or address.path != "/":
        return
    brought = extra_files(build.app)
    if sitemap and ROBOTS not in brought and not _is_somebody_elses(build):
        content = IN_ROBOTS + f"User-agent: *\nDisallow:\n\nSitemap: {base}{sitemap}\n".encode()
        # Who has written over it since may be gone by now.
        yield File(path=ROBOTS, digest=digest(content.decode(), build.inputs()), make=lambda: content)
    if icons.for_root and FAVICON not in brought:
        icon = icons.for_root.read_bytes()
        yield File(path=FAVICON, digest=digest_of_bytes(icon), make=lambda: icon)


def _is_somebody_elses(build: BuildView) -> bool:
    """True for a robots.txt that an extension has made, or a person put there."""
    file: Path = build.outdir / ROBOTS
    is_known = bool(build.last_digest_of_file(ROBOTS))
    return not is_known and file.is_file() and not file.read_bytes().startswith(IN_ROBOTS)
