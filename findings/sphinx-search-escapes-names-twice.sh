#!/bin/sh
# Expected: a hit in Sphinx's search is called what the documentation calls it: the C++ operator "operator&&".
# Happens: the index holds "operator&amp;&amp;", and the script of the search page escapes that again, so readers see
#          "operator&amp;&amp;", and get all such names for the question "amp". Titles of pages are escaped once.
# Matters: names of operators and templates in C++, and of whatever a domain of one's own calls "R&D", are spoilt among
#          the hits. An extension can't give them in another way: the domain's names are escaped, whatever they hold.
# Versions: Sphinx 9.0.4 (the same in 9.2.0), Python 3.11. Date: 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sphinx==9.0.4
mkdir source
printf 'html_theme = "basic"\n' > source/conf.py
printf 'Operators & more\n================\n\n.. cpp:function:: bool operator&&(Rain, Snow)\n' > source/index.rst
venv/bin/sphinx-build --version
venv/bin/sphinx-build -q source out
echo "In the index:"
grep -o '"operator&amp;&amp;"' out/searchindex.js
grep -o '"titles":\["Operators & more"\]' out/searchindex.js
echo "In the script of the page:"
grep -o 'linkEl.innerHTML = _escapeHTML(title);' out/_static/searchtools.js
