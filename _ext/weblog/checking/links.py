"""Links within the site: their file is there, and the place in it that they name.

Owns: which links lead nowhere, and where that is told. Must not: read pages (`pages` does). In: what pages lead to, the
files that there are. Out: findings.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from weblog.checking.finding import Finding, Subject
from weblog.checking.pages import OUTSIDE
from weblog.posts.metadata import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence, Set

    from weblog.checking.pages import PageFacts

PAGE = ".html"
TOP = {"", "top"}
"""Fragments that every page has (HTML, section 7.4.6.3)."""
GUESSES = 20
"""Of how many links it is guessed what they may mean, which takes its time."""
OF_BROWSERS = ":~:"
"""How a fragment begins that names words (https://wicg.github.io/scroll-to-text-fragment/)."""


def broken(pages: Mapping[str, PageFacts], files: Set[str], /) -> dict[str, list[str]]:
    """Target -> the pages that lead to it, of targets that aren't there."""
    ids = {path: frozenset(facts["ids"]) for path, facts in pages.items()}
    known: dict[str, bool] = {}
    found: dict[str, list[str]] = defaultdict(list)
    for path, facts in pages.items():
        for target in facts["targets"]:
            if target not in known:
                known[target] = _is_there(target, ids, files)
            if not known[target]:
                found[target].append(path)
    return found


def _is_there(target: str, ids: Mapping[str, Set[str]], files: Set[str]) -> bool:
    path, _, fragment = target.partition("#")
    if target.startswith(OUTSIDE):
        return False
    if path not in files:
        return f"{path}/index{PAGE}" in files  # servers lead on to the folder
    return fragment in TOP or fragment in ids.get(path, {fragment}) or fragment.startswith(OF_BROWSERS)


def check(
    pages: Mapping[str, PageFacts],
    files: Set[str],
    place_of: Callable[[str, str], tuple[str, int]],
    address: str,
    /,
) -> Iterator[Finding]:
    """What readers who follow a link stumble over.

    `place_of` tells from a page and a target where that link is written: a source file and its line, or a file of the
    output, without a line, where it is no author's. Of those one stands for all.
    """
    near = sorted(name.removesuffix(PAGE) for name in files if name.endswith(PAGE))
    for number, (target, users) in enumerate(sorted(broken(pages, files).items())):
        message = _message(target, pages, near if number < GUESSES else (), address)
        places = dict.fromkeys(place_of(page, target) for page in users)
        written = [(place, line) for place, line in places if line]
        for place, line in written or list(places)[:1]:
            more = "" if written or len(users) == 1 else f" (and on {len(users) - 1} other pages)"
            yield Finding(subject=Subject.LINKS, place=place, line=line, message=message + more, is_mistake=True)


def _message(target: str, pages: Mapping[str, PageFacts], known: Sequence[str], address: str) -> str:
    if target.startswith(OUTSIDE):
        written = f"/{target[len(OUTSIDE) :]}"
        right = "write the path of a file in it, or the whole address"
        return f'the link to "{written}" leads out of the site, which will be below {address or "/"}: {right}'
    path, _, fragment = target.partition("#")
    if path in pages:
        near = did_you_mean(fragment, pages[path]["ids"], ": correct the link")
        return f'"{path}" has no place "#{fragment}", to which a link leads{near}'
    right = ": correct the link, or put the file there"
    name = path.removesuffix(PAGE).removesuffix("/index")
    near = did_you_mean(name, known, right) if path.endswith(PAGE) else right
    return f'the site has no "{path}", to which a link leads{near}'
