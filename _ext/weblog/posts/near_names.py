"""Authors, locations and languages that are nearly what conf.py knows: `:author: adda` beside "ada".

Owns: what counts as nearly known. Must not: mind names that are like no other one, for they are new. In: a post. Out:
warnings.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from weblog.posts.config import Subtype, warn

if TYPE_CHECKING:
    from sphinx.config import Config

    from weblog.posts.model import PostData


NEAR = 0.8
"""How much of two names is the same, of 1, for one of them to be a slip: "adda" and "ada", but not "Ada" and "Bo"."""


def warn_of_near_names(post: PostData, config: Config, /) -> None:
    """Tells of names that conf.py doesn't know, but nearly."""
    for kind, names in (("author", post["author"]), ("location", post["location"]), ("language", post["language"])):
        setting = f"blog_{kind}s"
        known = {name for short, (full, *_) in config[setting].items() for name in (short, full)}
        folded = {name.casefold(): name for name in sorted(known)}
        for name in names:
            near = get_close_matches(name.casefold(), folded, n=1, cutoff=NEAR)
            if near and name not in known:
                warn(
                    Subtype.OPTION,
                    f'":{kind}: {name}" is nearly "{folded[near[0]]}" of {setting}: write that, or add "{name}" there',
                    location=(post["docname"], post["line"]),
                )
