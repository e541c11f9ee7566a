#!/bin/sh
# Expected: when `:numbered:` is taken from a toctree, the next build shows titles without numbers, as a clean one does.
# Happens: Sphinx takes the numbers away in its environment but writes none of the numbered pages again, only the one
#          that was edited. They keep "1. ", "1.1. " in their headings; putting `:numbered:` in does write them all.
# Matters: what is published depends on which builds went before; only `sphinx-build -E` or an empty folder mends it.
#          An engine for incremental builds can't rely on the pages that the environment says have changed.
# Known to Sphinx: https://github.com/sphinx-doc/sphinx/issues/591, open.
# Versions: Sphinx 9.0.4, docutils 0.22.4, Python 3.11. Date: 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4
mkdir source
: > source/conf.py
printf 'Cover\n=====\n\n.. toctree::\n   :numbered:\n\n   inner\n' > source/index.rst
printf 'Inner\n=====\n\nWords.\n' > source/inner.rst
venv/bin/sphinx-build --version
venv/bin/sphinx-build -q -j 1 source again
printf 'Cover\n=====\n\n.. toctree::\n\n   inner\n' > source/index.rst
venv/bin/sphinx-build -q -j 1 source again
venv/bin/sphinx-build -q -j 1 source clean
numbers() { grep -c '<h1>.*section-number' "$1/inner.html" || true; }
echo "Numbered headings after the edit: $(numbers again) built again, $(numbers clean) built clean"
[ "$(numbers again)" = 1 ] && [ "$(numbers clean)" = 0 ]
