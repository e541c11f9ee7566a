"""Warnings of Sphinx that the weblog replaces with its own, and those that a site has silenced.

Owns: how the former are told from all others: by the place in Sphinx that they come from, and their type; that a site
which silenced one of them isn't told ours instead. Must not: say anything. In: log records, settings. Out: the same
records but for those.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from sphinx.environment.collectors.asset import ImageCollector
from sphinx.project import Project
from sphinx.util.logging import NAMESPACE, is_suppressed_warning

from sphinx_rebuild.messages import ask_first

if TYPE_CHECKING:
    from sphinx.config import Config

RIVAL_FILES, MISSING_IMAGES = (f"{NAMESPACE}.{module.__module__}" for module in (Project, ImageCollector))
"""The logs in which these messages stand."""


def silence_replaced() -> None:
    """Silences what Sphinx says of images that aren't there, and, without a place, of several files for one document.

    `references` and `drafts` name each of them.
    """
    ask_first(_Replaced)


def is_silenced(config: Config, kind: str, domain: str = "", target: str = "", /) -> bool:
    """True if a site wants no message of Sphinx's or MyST's of this kind, or none about a reference's target."""
    about = (domain, target)
    group, _, subtype = kind.partition(".")
    return (
        is_suppressed_warning(group, subtype, config.suppress_warnings)
        or about in config.nitpick_ignore
        or any(all(map(re.fullmatch, patterns, about)) for patterns in config.nitpick_ignore_regex if domain)
    )


class _Replaced(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        """True but for the one message on a site's files that is given once for each, and for one type of images."""
        if record.name == RIVAL_FILES:
            return not getattr(record, "once", False)
        kind = (getattr(record, "type", ""), getattr(record, "subtype", ""))
        return record.name != MISSING_IMAGES or kind != ("image", "not_readable")
