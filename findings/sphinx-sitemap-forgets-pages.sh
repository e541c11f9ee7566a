#!/bin/sh
# Expected: after a word is changed in one document, sitemap.xml lists all pages of the site, as after a clean build.
# Happens: sphinx-sitemap lists only what Sphinx wrote in this build: the changed page, its parent, the index and the
#          search. A page that stands in the site unchanged, one.html, is listed no more.
# Matters: a site that is built again in its folder tells search engines that most of its pages are gone, and
#          nothing warns. Whoever skips unchanged pages has to hand the skipped ones to such extensions as well.
# Known to it: https://github.com/jdillard/sphinx-sitemap/issues/13, open.
# Versions: sphinx-sitemap 2.9.0, Sphinx 9.0.4, docutils 0.22.4, Python 3.11. Date: 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4 sphinx-sitemap==2.9.0
mkdir source
printf 'extensions = ["sphinx_sitemap"]\nhtml_baseurl = "https://example.org/"\n' > source/conf.py
printf 'Cover\n=====\n\n.. toctree::\n\n   one\n   two\n' > source/index.rst
printf 'One\n===\n\nWords.\n' > source/one.rst
printf 'Two\n===\n\nWords.\n' > source/two.rst
venv/bin/pip freeze --disable-pip-version-check | grep -i '^sphinx[-_=]'
listed() { grep -o '<loc>' site/sitemap.xml | wc -l; }
venv/bin/sphinx-build -q -j 1 source site
first=$(listed)
grep -q '/one.html' site/sitemap.xml
printf 'More words.\n' >> source/two.rst
venv/bin/sphinx-build -q -j 1 source site
again=$(listed)
echo 'Listed after a word more:'
grep -o '<loc>[^<]*' site/sitemap.xml
echo "Addresses in sitemap.xml: $first at first, $again after a word more"
[ "$again" -lt "$first" ] && [ -e site/one.html ] && ! grep -q '/one.html' site/sitemap.xml
