"""A directive that a formatter has made code or text of is told; a text about directives may show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from weblog.site.lost_directives import fence, option_with_tab

if TYPE_CHECKING:
    from .sites import Site


def known() -> frozenset[str]:
    return frozenset({"talk", "std:glossary"})


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("```text {talk}", "talk"),
        ("~~~~md{talk} an-id", "talk"),
        ("> - ``` text {std:glossary}", "std:glossary"),
        ("1. :::\\{talk}", "talk"),
        (":::\\{talk\\} an-id", "talk"),
        ("```{talk}", None),
        ("``` {talk}", None),
        ("```{code-block} md {talk}", None),
        ("```js {1,3}", None),
        ("```python {.talk}", None),
        ("```text {unknown}", None),
        ("write ```text {talk}", None),
        ("", None),
    ],
)
def test_a_fence_is_told_by_a_brace_that_something_stands_before(line: str, name: str | None) -> None:
    found = fence(line, known)
    assert (found and found["name"]) == name


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (["```{talk}", ":event:\tx", "```"], 2),
        (["```{talk}", ":event: x", ":kind:\ttalk", "```"], 3),
        (["```{talk}", ":event: x", "", "a\tb", "```"], None),
        (["> ```{talk}", "> :event:\tx", "> ```"], 2),
    ],
)
def test_a_tab_is_found_among_the_options_alone(lines: list[str], number: int | None) -> None:
    assert option_with_tab(lines, 2) == number


@pytest.mark.parametrize(("closing", "number"), [(["---"], 4), (["---", "a\tb"], 4)])
def test_a_tab_is_found_among_options_in_yaml(closing: list[str], number: int) -> None:
    lines = ["```{talk}", "---", "event: x", "kind:\ttalk", *closing]
    assert option_with_tab(lines, 3) == number
    assert option_with_tab([line.replace("kind:\t", "kind: ") for line in lines], 3) is None


def test_fences_of_colons_are_told_where_they_are_text(site: Site) -> None:
    """Without `colon_fence` they are words like others; a fence of colons that is one is fine where it is on."""
    site.post("2020/06/25/x", body="Words.\n:::{note}\nMine.\n:::\n\n`:::{note}` is one.")
    expected = (
        'posts/2020/06/25/x.md:6: WARNING: ":::{note}" is text here, and no directive: write "```{note}" with an end '
        'of its own, "```", and without a backslash; to speak of it, put it between backticks [weblog.directive]'
    )
    for _ in range(2):
        assert site.build(myst_enable_extensions=[]).warnings == [expected]
    assert site.build(myst_enable_extensions=["colon_fence"]).warnings == []


@pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app")  # MyST's {include} asks for it
def test_what_an_included_file_has_is_told_of_that_file(site: Site) -> None:
    site.write("part.txt", "Words.\n\n```text {talk}\n```\n")
    site.post("2020/06/25/x", body="```{include} /part.txt\n```")
    (warning,) = site.build().warnings
    assert warning.startswith('part.txt:3: WARNING: "```text {talk}" is no directive')


def test_restructuredtext_and_other_extensions_directives(site: Site) -> None:
    """In reStructuredText a fence is words; what another extension's directives are called counts in Markdown."""
    site.write("posts/2020/06/25/r.rst", ".. post::\n\nTitle\n=====\n\n::\n\n   ```text {talk}\n\n:::{note} it says.\n")
    site.post("2020/06/25/x", body="```text {py:function}\n```\n\n```text {autosummary}\n```")
    assert len(site.build().warnings) == 1
    extensions = ["myst_parser", "weblog", "sphinx.ext.autosummary"]
    first, second = site.build(extensions=extensions).warnings
    assert ("{py:function} does nothing here" in first, "{autosummary} does nothing here" in second) == (True, True)
