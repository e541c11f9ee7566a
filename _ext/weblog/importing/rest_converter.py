"""Makes Markdown of reStructuredText: run by another Python, in whose environment rst-to-myst is, as a file.

Owns: the call of that library. Must not: import anything of ours. In: a JSON list of texts, on standard input. Out: on
standard output a list of as many, each a text in Markdown with what the library said, or null for one that it can't
read.
"""

from __future__ import annotations

import json
import sys


def main() -> None:
    """Converts all texts."""
    from rst_to_myst import rst_to_myst

    found: list[list[str] | None] = []
    for text in json.load(sys.stdin):
        try:
            made = rst_to_myst(text, use_sphinx=False, colon_fences=False, dollar_math=False)
            found.append([made.text, made.warning_stream.getvalue()])
        except Exception:  # whatever a text makes of it
            found.append(None)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
