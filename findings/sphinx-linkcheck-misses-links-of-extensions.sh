#!/bin/sh
# Expected: `sphinx-build -b linkcheck` asks for each link that stands on a page.
# Happens: it gathers links in a transform that runs before the event "doctree-resolved", at which extensions write what
#          needs the whole site (lists of posts, talks, speakers). Their links are on the page and are never asked for;
#          the build says that all is well.
# Matters: a weblog's or a catalog's outward links, which its directives make at that event, die unnoticed.
# Versions: Sphinx 9.0.4, docutils 0.22.3, Python 3.11. Date: 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.3
mkdir source
cat > source/conf.py <<'PYTHON'
from docutils import nodes


def add_link(app, doctree, docname):
    link = nodes.reference("", "slides", internal=False, refuri="http://127.0.0.1:9/of-an-extension")
    doctree[0] += nodes.paragraph("", "", link)


def setup(app):
    app.connect("doctree-resolved", add_link)


linkcheck_timeout = 5
PYTHON
printf 'Talks\n=====\n\nA `link <http://127.0.0.1:9/of-the-author>`_.\n' > source/index.rst
venv/bin/sphinx-build --version
venv/bin/sphinx-build -q source html
grep -o 'href="http://127[^"]*"' html/index.html
venv/bin/sphinx-build -q -b linkcheck source linkcheck || true
cat linkcheck/output.txt
grep -q of-an-extension html/index.html
grep -q of-the-author linkcheck/output.txt
! grep -q of-an-extension linkcheck/output.txt
