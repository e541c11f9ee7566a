#!/bin/sh
# Expected: the search of a site in German ends with "Suche beendet, 3 Seiten gefunden." or the like.
# Happens: Sphinx's scripts take the catalog's plural rule, "(n != 1)", for the index of a list. In each language with
#          that rule it is `true` or `false`, no index: the message is `undefined`, and the search ends with a TypeError
#          instead of its count. In a language that lacks the message, like Dutch, the message would be "".
# Matters: readers never learn that the search has ended, nor how many hits there are, and screen readers are told
#          nothing; whoever looks for errors on the pages of a Dutch or German site finds one on its search page.
# Versions: Sphinx 9.0.4 (the same in 9.2.0), Python 3.11, V8 by mini-racer 0.12.4. Date: 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sphinx==9.0.4 mini-racer==0.12.4
cat > search.py <<'EOF'
from pathlib import Path

import sphinx
from py_mini_racer import MiniRacer

folder = Path(sphinx.__file__).parent
doctools = (folder / "themes/basic/static/doctools.js").read_text(encoding="utf-8")
asked = 'String(Documentation.ngettext("Search finished, found one page matching the search query.", "x", 3))'
# A page, as far as these scripts look at it.
page = "var document = {addEventListener() {}, readyState: 'loading', documentElement: {dataset: {}}}"
print("Sphinx", sphinx.__version__)
for language in ("de", "nl"):
    engine = MiniRacer()
    engine.eval(page)
    engine.eval(f"{doctools}; globalThis.Documentation = Documentation")
    engine.eval((folder / f"locale/{language}/LC_MESSAGES/sphinx.js").read_text(encoding="utf-8"))
    rule, said = engine.eval("String(Documentation.PLURAL_EXPR(3))"), engine.eval(asked)
    print(language, "index:", rule, "message:", said)
    assert (rule, said) == ("true", "undefined")
EOF
venv/bin/python search.py
