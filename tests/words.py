"""What people type, drawn by hypothesis: words, and whatever breaks a page that isn't careful."""

from __future__ import annotations

import string

from hypothesis import settings
from hypothesis import strategies as st

FEW = settings(max_examples=40)

WORDS = st.text(string.ascii_letters + string.digits + "éßøñΣя日本א", min_size=1, max_size=8)
HOSTILE = st.lists(
    st.sampled_from(
        [
            *("<b>", "</title>", "<script>alert(1)</script>", "&", "&amp;", "]]>", '"', "'", "{}", "%s", "\\", "$1"),
            *("\N{PILE OF POO}", "\N{RIGHT-TO-LEFT OVERRIDE}", "שלום", "日本", "e\N{COMBINING ACUTE ACCENT}", "\ufffe"),
            *("\0", "\b", "\x0b", "\x1b[31m", "\x7f", "\x85", "\n", "\r\n", "\t", "  ", "\N{LINE SEPARATOR}"),
        ]
    )
    | st.text(max_size=6),
    max_size=4,
).map("".join)
