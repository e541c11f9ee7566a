#!/bin/sh
# Expected: a text that is put into a calendar is read back as it was. RFC 5545, section 3.3.11, has a backslash in a
#           text written as two.
# Happens: icalendar takes a backslash before a capital N in the *value* for a line break that is escaped already. The
#          event "The \Nabla operator" is written with a line break, "The " and "abla operator"; "\nabla" comes through.
# Matters: titles of talks on mathematics and paths like "C:\New" are torn in the calendars of whoever gives icalendar
#          what people typed. Each text has to be taken apart at "\N" before.
# Versions: icalendar 7.3.2, Python 3.11. Date: 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2
cat > write.py <<'EOF'
import icalendar

print("icalendar", icalendar.__version__)
kept = {}
for title in (r"The \nabla operator", r"The \Nabla operator"):
    event = icalendar.Event()
    event.add("summary", title)
    kept[title] = str(icalendar.Event.from_ical(event.to_ical())["summary"]) == title
    print(title, "->", event.to_ical().split(b"\r\n")[1].decode(), "kept" if kept[title] else "torn")
assert list(kept.values()) == [True, False]
EOF
venv/bin/python write.py
