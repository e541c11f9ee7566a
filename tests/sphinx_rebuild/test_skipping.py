"""What a build may leave out, as the records of the last build and of this one tell it."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_rebuild.record import empty
from sphinx_rebuild.skipping import Skipping

LAST = {"finished": True, "code": "c", "inputs": "i", "changes": 3, "shared": "g", "inventory": "n"}
QUESTIONS = ("may_build_on", "has_same_inputs", "has_same_documents", "has_same_shared_data")


def answers(last: dict[str, Any], now: dict[str, Any], **options: bool) -> dict[str, bool]:
    given = {"is_same_place": True, "has_index": True, "has_all_files": True} | options
    skipping = Skipping(
        last={**empty(), **LAST, **last},  # type: ignore[typeddict-item]
        now={**empty(), **LAST, **now},  # type: ignore[typeddict-item]
        is_same_place=given["is_same_place"],
        has_index=given["has_index"],
        has_all_files=lambda: given["has_all_files"],
    )
    return {name: getattr(skipping, name) for name in QUESTIONS}


def test_after_a_build_of_the_same_all_may_be_left_out() -> None:
    assert all(answers({}, {}).values())


@pytest.mark.parametrize(
    ("last", "now", "options"),
    [
        ({"finished": False}, {}, {}),
        ({}, {"code": "other"}, {}),
        ({}, {}, {"is_same_place": False}),
        ({}, {}, {"has_index": False}),
    ],
    ids=["it died", "other code", "another folder", "no search index"],
)
def test_nothing_is_left_out_where_the_last_build_cannot_be_trusted(
    last: dict[str, Any], now: dict[str, Any], options: dict[str, bool]
) -> None:
    assert not any(answers(last, now, **options).values())


@pytest.mark.parametrize(
    ("now", "options", "lost"),
    [
        ({"inputs": "other"}, {}, {"has_same_inputs", "has_same_documents", "has_same_shared_data"}),
        ({"changes": 4}, {}, {"has_same_documents"}),
        ({"shared": "other"}, {}, {"has_same_shared_data"}),
        ({}, {"has_all_files": False}, {"has_same_documents"}),
    ],
    ids=["theme", "a document was read", "a title", "a file is gone"],
)
def test_each_change_takes_away_what_hangs_on_it(now: dict[str, Any], options: dict[str, bool], lost: set[str]) -> None:
    assert {name for name, is_so in answers({}, now, **options).items() if not is_so} == lost
