"""What a contributor sees of the build.

Owns: the narrow way from a contributor to the engine. Must not: let a contributor change what the engine decides. In: a
build. Out: places, tables, and a few answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildView:
    """The site that is built, as one contributor sees it."""

    app: Sphinx
    env: BuildEnvironment
    makes_pages: bool  # whether the builder makes an HTML page for each document
    outdir: Path
    folder: Path  # for what is to be found again in the next build of this builder; it may not exist yet
    sources: Callable[[], Collection[str]]  # paths at which there are files of documents, from `hold_back` on
    table: Callable[[str], dict[str, Any]]  # name -> the contributor's table: document -> plain value
    watch: Callable[[str, dict[str, Any]], dict[str, Any]]  # name and table -> the same, in which looks are noted
    inputs: Callable[[], str]  # digest of what every page depends on
    shared: Callable[[], str]  # digest of all that documents give to other pages
    has_same_shared_data: Callable[[], bool]  # true if documents give what they gave in the last build
    last_digest_of_file: Callable[[str], str]  # path of a generated file -> its digest in the last build, "" for none
    is_current: Callable[[str, str], bool]  # path of a generated file, and digest -> it needn't be made
