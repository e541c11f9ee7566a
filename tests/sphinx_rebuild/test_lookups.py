"""What pages have looked at is compared with as few looks as that takes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_rebuild.lookups import Lookups

if TYPE_CHECKING:
    from pathlib import Path

SHARED = {"one": "shares", "two": "shares, too"}


class Title:
    """A title, which counts how often it is put into words."""

    asked = 0

    def __init__(self, words: str) -> None:
        self.words = words

    def __reduce__(self) -> tuple[Any, ...]:
        Title.asked += 1
        return str, (self.words,)


def lookups(folder: Path, titles: dict[str, str], numbers: dict[str, int], shared: dict[str, str]) -> Lookups:
    """Those of a site of these titles and numbers of sections."""
    env: Any = SimpleNamespace(titles={name: Title(words) for name, words in titles.items()}, toc_secnumbers=numbers)
    found = Lookups(folder / "lookups.pickle", env)
    found.shared = lambda: shared
    return found


@pytest.mark.parametrize(
    ("titles", "numbers", "shared", "changed", "asked"),
    [
        ({"one": "One", "two": "Two"}, {}, SHARED, set(), 0),
        ({"one": "One", "two": "Zwei"}, {}, {**SHARED, "two": "else"}, {"one", "two"}, 1),
        ({"one": "One", "two": "Two"}, {}, {**SHARED, "two": "else"}, set(), 1),
        ({"one": "One", "two": "Zwei"}, {"two": 2}, SHARED, {"one", "two"}, 1),
        ({"one": "One", "two": "Zwei"}, {}, {}, {"one", "two"}, 2),  # somebody may change tables after reading
    ],
)
def test_no_title_is_looked_at_again_of_a_document_that_shares_what_it_shared(
    tmp_path: Path,
    titles: dict[str, str],
    numbers: dict[str, int],
    shared: dict[str, str],
    changed: set[str],
    asked: int,
) -> None:
    last = lookups(tmp_path, {"one": "One", "two": "Two"}, {}, SHARED)
    for name, looked_at in {"one": ("one", "two"), "two": ("two",)}.items():
        with last.recorder.for_page(name):
            for key in looked_at:
                last.recorder.note(("env", "titles"), key)
            last.recorder.note(("env", "toc_secnumbers"), name)
    last.save(["one", "two"], is_same=False)
    Title.asked = 0

    this = lookups(tmp_path, titles, numbers, shared)

    assert this.changed_pages() == changed
    assert Title.asked == asked
