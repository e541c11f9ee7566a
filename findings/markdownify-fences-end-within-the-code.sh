#!/bin/sh
# Expected: a <pre> whose code shows Markdown, three backticks among it, becomes a fence that is longer than those, as
#           CommonMark asks for (section 4.5), so that the code is code when the Markdown is read again.
# Happens: markdownify writes three backticks around any code. The first line of backticks in it ends the block; what
#          follows is a paragraph, its signs are markup, and all after it may be code.
# Matters: whoever moves a weblog about Markdown or documentation from HTML to Markdown gets pages on which code and text
#          have changed places, without a message. Importers have to count the backticks themselves.
# Versions: markdownify 1.2.3, markdown-it-py 4.0.0, Python 3.11. Date: 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check markdownify==1.2.3 markdown-it-py==4.0.0
venv/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

from markdown_it import MarkdownIt
from markdownify import markdownify

print("markdownify", version("markdownify"))
fence = "`" * 3
markdown = markdownify(f"<p>Write:</p><pre><code>{fence}\nrain = *1*\n{fence}\n</code></pre><p>That is all.</p>")
print(markdown)
html = MarkdownIt().render(markdown)
print(html)
sys.exit("<em>1</em>" not in html)
PYTHON
