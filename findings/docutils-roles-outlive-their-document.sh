#!/bin/sh
# Expected: a role that a document defines (`.. role::`) is that document's own, as a substitution or a footnote is.
# Happens: docutils keeps it in a table for the whole process. Documents that Sphinx reads later, in the order of their
#          names, may use it, and a clean build passes. Edit such a document, and the next build, which reads it alone,
#          fails: "Unknown interpreted text role". So may a parallel build, by chance.
# Matters: sites hang on it without knowing: of the documentation of Sphinx 9.0.4 one page does. An engine for
#          incremental builds has to hand roles on in the order of names.
# Versions: Sphinx 9.0.4, docutils 0.22.4, Python 3.11. Date: 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4
mkdir source
: > source/conf.py
printf 'Apples\n======\n\n.. role:: red(strong)\n\n:red:`Ripe`\n\n.. toctree::\n\n   pears\n' > source/index.rst
printf 'Pears\n=====\n\n:red:`Ripe, too`\n' > source/pears.rst
venv/bin/sphinx-build --version
venv/bin/sphinx-build -q -W -j 1 source again
echo "A first build passes"
printf '\nMore words.\n' >> source/pears.rst
venv/bin/sphinx-build -q -j 1 source again 2> told
grep -o 'Unknown interpreted text role "red"' told
venv/bin/sphinx-build -q -W -j 1 source clean
echo "A clean build passes"
