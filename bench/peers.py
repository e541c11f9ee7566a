"""The same synthetic weblogs for the tools that one would use instead.

Owns: what each of them needs. Must not: tune them; each is as it comes, with tags, archives and feeds where it has
them. In: all `SyntheticPost`s that there will be, and a folder. Out: a `Tool`. `make bench-peers` installs them (Hugo's
programme comes as a Python package, too); one that isn't installed isn't measured.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .sites import Tool, linked, put

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .posts import SyntheticPost

BIN = Path(sys.prefix, "peers", "bin")
ADDRESS = "https://weblog.example.org"


def installed() -> list[Callable[[Sequence[SyntheticPost], Path], Tool]]:
    """The tools that are there."""
    return [tool for tool in (pelican, nikola, mkdocs, hugo) if _programme(tool.__name__)]


def pelican(posts: Sequence[SyntheticPost], folder: Path) -> Tool:
    """Pelican with its own theme."""
    put(folder / "pelicanconf.py", f'SITENAME = AUTHOR = "Pelican"\nSITEURL = "{ADDRESS}"\nFEED_DOMAIN = SITEURL\n')

    def write(post: SyntheticPost) -> Path:
        links = [f"[{posts[number].title}]({{filename}}/{posts[number].path}.md)" for number in post.links]
        head = f"Title: {post.title}\nDate: {post.date:%Y-%m-%d %H:%M}\nTags: {', '.join(post.tags)}\n\n"
        return put(folder / "content" / f"{post.path}.md", head + linked(post, links))

    command = [_programme("pelican"), "-q", "content", "-s", "pelicanconf.py", "-o", "output"]
    output = folder / "output"
    return Tool(name="Pelican", folder=folder, command=command, output=output, write=write)


def nikola(posts: Sequence[SyntheticPost], folder: Path) -> Tool:
    """Nikola with its own theme, as `nikola init` sets it up."""
    command = _programme("nikola")
    subprocess.run([command, "init", "-q", folder], check=True, capture_output=True)

    def write(post: SyntheticPost) -> Path:
        links = [f"[{posts[number].title}](link://slug/{posts[number].slug})" for number in post.links]
        about = f".. title: {post.title}\n.. slug: {post.slug}\n.. date: {post.date:%Y-%m-%d %H:%M} UTC\n"
        head = f"<!--\n{about}.. tags: {', '.join(post.tags)}\n-->\n\n"
        return put(folder / "posts" / f"{post.path}.md", head + linked(post, links))

    return Tool(
        name="Nikola",
        folder=folder,
        command=[command, "build", "-v", "0"],
        output=folder / "output",
        write=write,
        state=[".doit.db", ".doit.db.dat", ".doit.db.dir", ".doit.db.bak", "cache"],
    )


def mkdocs(posts: Sequence[SyntheticPost], folder: Path) -> Tool:
    """MkDocs with the Material theme and its blog plugin, which makes no feeds."""
    put(
        folder / "mkdocs.yml",
        f"site_name: Material\nsite_url: {ADDRESS}\ntheme:\n  name: material\n"
        "plugins:\n  - blog\n  - tags\n  - search\n"
        "markdown_extensions:\n  - pymdownx.highlight\n  - pymdownx.superfences\n",
    )
    for name in ("index", "blog/index"):
        put(folder / "docs" / f"{name}.md", "# Weblog\n")
    put(folder / "docs/tags.md", "# Tags\n\n<!-- material/tags -->\n")

    def write(post: SyntheticPost) -> Path:
        folder_of_post = Path(post.path).parent
        paths = [os.path.relpath(f"{posts[number].path}.md", folder_of_post) for number in post.links]
        links = [f"[{posts[number].title}]({path})" for number, path in zip(post.links, paths, strict=True)]
        head = f"---\ndate: {post.date:%Y-%m-%d}\ntags: [{', '.join(post.tags)}]\n---\n\n# {post.title}\n\n"
        text = linked(post, links).replace("\n\n## ", "\n\n<!-- more -->\n\n## ", 1)
        return put(folder / "docs/blog/posts" / f"{post.path}.md", head + text)

    command = [_programme("mkdocs"), "build", "-q"]
    return Tool(name="MkDocs Material", folder=folder, command=command, output=folder / "site", write=write)


HUGO = {
    "hugo.toml": f'baseURL = "{ADDRESS}/"\ntitle = "Hugo"\nlanguageCode = "en"\n',
    "layouts/_default/baseof.html": (
        '<!doctype html><html lang="en"><head><title>{{ .Title }}</title></head>'
        '<body>{{ block "main" . }}{{ end }}</body></html>\n'
    ),
    "layouts/_default/single.html": (
        '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}'
        '{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}{{ end }}\n'
    ),
    "layouts/_default/list.html": (
        '{{ define "main" }}<h1>{{ .Title }}</h1>{{ range .Pages }}'
        '<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>{{ .Summary }}{{ end }}{{ end }}\n'
    ),
}


def hugo(posts: Sequence[SyntheticPost], folder: Path) -> Tool:
    """Hugo with the least of a theme, since it brings none."""
    for path, text in HUGO.items():
        put(folder / path, text)

    def write(post: SyntheticPost) -> Path:
        links = [f'[{posts[number].title}]({{{{< relref "/posts/{posts[number].path}" >}}}})' for number in post.links]
        tags = ", ".join(f'"{tag}"' for tag in post.tags)
        head = f'+++\ntitle = "{post.title}"\ndate = {post.date:%Y-%m-%dT%H:%M:%SZ}\ntags = [{tags}]\n+++\n\n'
        return put(folder / "content/posts" / f"{post.path}.md", head + linked(post, links))

    command = [_programme("hugo"), "--quiet"]
    return Tool(name="Hugo", folder=folder, command=command, output=folder / "public", write=write)


def _programme(name: str) -> str:
    """Where a tool's programme lies; "" if it isn't installed."""
    return shutil.which(name, path=f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}") or ""
