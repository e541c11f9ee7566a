#!/bin/sh
# Expected: each application of Sphinx speaks its own `language`.
# Happens: the messages of the first build in a process go before those of all later ones. A site that is built in Dutch
#          and then in German is, the second time, `<html lang="de">` with the words "Navigatie" and "Inhoudsopgave".
#          sphinx.locale.init() adds the new catalog behind the one that is there, and nothing takes that away.
# Matters: who builds a site in several languages by the API, in one process, publishes a mixture without a warning; so
#          does a preview that stays in memory while `language` is edited.
# Versions: Sphinx 9.0.4, Python 3.11. Date: 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sphinx==9.0.4
mkdir source
printf 'project = "A site"\nhtml_theme = "basic"\n' > source/conf.py
printf 'Words\n=====\n' > source/index.rst
cat > build.py <<'EOF'
import sys

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

for language in sys.argv[1:]:
    with docutils_namespace():
        Sphinx("source", None, language, "doctrees", "html", {"language": language}, None, freshenv=True).build()
EOF
venv/bin/sphinx-build --version
venv/bin/python build.py nl de
grep -o '<html lang="de"' de/index.html
echo "After a Dutch build:" && grep -o '<h3>Navigatie</h3>' de/index.html
venv/bin/python build.py de
echo "Alone:" && grep -o '<h3>Navigation</h3>' de/index.html
