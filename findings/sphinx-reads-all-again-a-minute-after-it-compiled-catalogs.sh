#!/bin/sh
# Expected: a catalog of translations (.po) that says nothing of when it was made is compiled to the same .mo each time,
#           so that a build server which has the last build's doctrees finds its documents up to date by content.
# Happens: the .mo that Sphinx writes beside the .po holds the minute in which it was compiled, as "POT-Creation-Date":
#          Babel puts the time of now there for a header that is missing. Two builds, two files; the words are the same.
# Matters: whoever compares files by content (a cache, an rsync by checksums, a build that wants to know what changed)
#          takes all translated documents for changed ones in each checkout without .mo files, which hardly anybody keeps.
# Versions: Sphinx 9.0.4, Babel 2.18.0, Python 3.11. Date: 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sphinx==9.0.4 babel==2.18.0
mkdir -p source/locales/de/LC_MESSAGES
printf 'language = "de"\nlocale_dirs = ["locales"]\n' > source/conf.py
printf 'Rain\n====\n' > source/index.rst
printf 'msgid "Rain"\nmsgstr "Regen"\n' > source/locales/de/LC_MESSAGES/index.po
venv/bin/sphinx-build --version
for build in 1 2; do
    rm -f source/locales/de/LC_MESSAGES/index.mo
    venv/bin/sphinx-build -q -E source out
    cp source/locales/de/LC_MESSAGES/index.mo "$build.mo"
    strings "$build.mo" 2>/dev/null | grep POT-Creation-Date || grep -a POT-Creation-Date "$build.mo"
    sha256sum "$build.mo"
    [ "$build" = 2 ] || sleep 61
done
! cmp --silent 1.mo 2.mo
