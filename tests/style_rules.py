"""Which rules of a style sheet a browser applies, page by page.

Owns: how a sheet is taken apart, so that each selector is a rule that Chromium counts, and how its count is read. Must
not: know which pages there are. In: sheets of a built site, pages as a browser shows them. Out: rules that were used.

A rule is used if it applies to any element. What waits for a pointer, a key or a finger (`:hover`) counts if it would
apply with that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"(?P<selectors>[^{};]+)\{(?P<body>[^{}]*)\}")
COMMA = re.compile(r",(?![^(]*\))")
"""A comma that isn't within parentheses."""
WAITING = re.compile(r":(hover|focus(-visible|-within)?|active)(?![\w-])")
"""What a page doesn't show before somebody does something."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Rule:
    """One selector of a sheet: the sheet's file, the line that it stands in, itself."""

    file: str
    line: int
    selector: str

    def __str__(self) -> str:
        waits = "  (for a pointer or a key)" if WAITING.search(self.selector) else ""
        return f"{self.file}:{self.line}: {self.selector}{waits}"


def take_apart(text: str, file: str, /) -> tuple[str, list[Rule], list[int]]:
    """A sheet in which each selector has a rule of its own that waits for nothing.

    With the rules in their order, and where each begins.
    """
    text = COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    rules: list[Rule] = []
    starts: list[int] = []
    out, end = "", 0
    for found in RULE.finditer(text):
        out += text[end : found.start()]
        place = found.start()
        for selector in COMMA.split(found["selectors"]):
            first = place + len(selector) - len(selector.lstrip())
            rules.append(Rule(file=file, line=text.count("\n", 0, first) + 1, selector=" ".join(selector.split())))
            place += len(selector) + 1
            starts.append(len(out))
            out += f"{WAITING.sub('', rules[-1].selector)}{{{found['body']}}}"
        end = found.end()
    return out + text[end:], rules, starts


class Sheets:
    """Sheets of a built site that have been taken apart, and which of their rules were used."""

    def __init__(self, html: Path, files: Iterable[str], /) -> None:
        """`files` are below the output folder; they are written anew."""
        self._places: dict[str, dict[int, Rule]] = {}
        self.rules: list[Rule] = []
        self.used: set[Rule] = set()
        for file in files:
            text, rules, starts = take_apart((html / file).read_text(encoding="utf-8"), file)
            (html / file).write_text(text, encoding="utf-8")
            self._places[file] = dict(zip(starts, rules, strict=True))
            self.rules += rules

    @property
    def unused(self) -> list[str]:
        """The rules that nothing used, with their places."""
        return [str(rule) for rule in sorted(set(self.rules) - self.used)]

    def watch(self, page: Page, /) -> Iterator[None]:
        """Counts what a page uses, whenever it is gone on with."""
        session = page.context.new_cdp_session(page)
        addresses: dict[str, str] = {}

        def note(event: dict[str, Any]) -> None:
            addresses[event["header"]["styleSheetId"]] = event["header"]["sourceURL"]

        session.on("CSS.styleSheetAdded", note)
        for command in ("DOM.enable", "CSS.enable", "CSS.startRuleUsageTracking"):
            session.send(command)
        while True:
            yield
            for usage in session.send("CSS.takeCoverageDelta")["coverage"]:
                address = addresses.get(usage["styleSheetId"], "").partition("?")[0]
                for file, places in self._places.items():
                    # An @media rule is counted, too.
                    if usage["used"] and address.endswith(f"/{file}") and usage["startOffset"] in places:
                        self.used.add(places[usage["startOffset"]])
