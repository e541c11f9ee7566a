#!/bin/sh
# Expected: footnotes within an article are part of what a reader mode shows of it.
# Happens: readability-lxml takes whatever has "foot" in a class for a page's footer, so <section class="footnotes"> is lost
#          and <section class="endnotes"> kept. trafilatura drops a list of less than 300 signs in which most links are as
#          short as the arrow that leads back from a note; longer lists stay.
# Matters: a post's notes are a list with the class "endnotes" and the role "doc-endnotes", by which others know it.
# Versions: readability-lxml 0.9 (lxml-html-clean 0.4.6), trafilatura 2.3.1, Python 3.11. Date: 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --upgrade pip
venv/bin/pip install --quiet --disable-pip-version-check readability-lxml==0.9 trafilatura==2.3.1
cat > extract.py <<'EOF'
import trafilatura
from readability import Document

WORDS = "<p>" + "Some words, of which an article has many, stand here. " * 20 + "</p>"
BACK = ' <a href="#b">↩</a>'


def page(name: str, length: int) -> str:
    notes = "".join(f"<li><p>A note. {'More of it. ' * length}{BACK}</p></li>" for _ in range(2))
    return f'<html><body><article>{WORDS * 3}<section class="{name}"><ol>{notes}</ol></section></article></body></html>'


for name, length in (("footnotes", 20), ("endnotes", 20), ("endnotes", 1)):
    html = page(name, length)
    kept = ("A note" in Document(html).summary(), "A note" in (trafilatura.extract(html) or ""))
    print(f"{name}, {length} times: readability-lxml, trafilatura:", *kept)
    assert kept == (name == "endnotes", length == 20), kept
EOF
venv/bin/python extract.py
